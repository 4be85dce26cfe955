//! Requests: facts from JSON or from the command line, resolved against a corpus.
//!
//! A request comes from a user's hand, so every value knows its place and all faults are reported at once.

use super::Corpus;
use super::names::{Names, find_lift};
use super::typed::unknown_code;
use crate::diagnostic::{Code, Diagnostic, Said, did_you_mean, nearest, settle, suggestion};
use crate::law::{Day, Fact, FactId, FactType, Id, JurisdictionId, Lift, Request};
use crate::logic::{Code as Value, CodeSet, Known};
use crate::said;
use crate::text::json::{self, Entry, Node};
use crate::text::{FileId, Span};

/// A request is a page at most; a larger file is a mistake.
pub const LARGEST_REQUEST: u64 = 1024 * 1024;

/// Reads a request. `file` is the number under which the caller shows the text.
///
/// # Errors
/// Everything that is wrong with it.
pub fn parse_request(
    corpus: &Corpus,
    file: FileId,
    text: &str,
    default_name: &str,
) -> Result<Request, Vec<Diagnostic>> {
    // Most requests are right: places are looked for only in one that is not.
    let right = json::parse_without_places(text).map(|node| from_node(corpus, file, &node, default_name));
    if let Some(Ok(request)) = right {
        return Ok(request);
    }
    match json::parse(text) {
        Ok(node) => from_node(corpus, file, &node, default_name),
        Err(error) => Err(vec![not_json(file, error)]),
    }
}

/// That a text is no JSON; what is wrong with it is said as the reader of JSON says it.
pub(super) fn not_json(file: FileId, error: json::SyntaxError) -> Diagnostic {
    let json::SyntaxError { range, message, curly } = error;
    let message = said!("{message}", "das ist kein JSON: {message}");
    let straight = || {
        said!(
            "these are printed quotes; write straight ones: `\"`",
            "das sind typographische Anführungszeichen; schreiben Sie gerade: `\"`"
        )
    };
    let fault = Diagnostic::new(Code::NotJson, message).at(Some(Span { file, range }));
    Diagnostic { help: curly.then(straight), ..fault }
}

/// Where an editor finds the schema of a request; it says nothing of it.
pub const SCHEMA: &str = "$schema";

/// A row with more keys is no request.
pub const MOST_KEYS: usize = 1000;

/// Keys of a row that are no facts, with their values.
pub type Extras = Vec<(String, serde_json::Value)>;

/// Reads a row of a table of requests: as a request, but keys that do not look like misspelt facts pass through.
///
/// # Errors
/// Everything that is wrong with it.
pub fn parse_row(
    corpus: &Corpus,
    file: FileId,
    text: &str,
    default_name: &str,
) -> Result<(Request, Extras), Vec<Diagnostic>> {
    let mut node = json::parse(text).map_err(|error| vec![not_json(file, error)])?;
    let mut extras = Extras::new();
    if let json::Value::Object(entries) = &mut node.value {
        if entries.len() > MOST_KEYS {
            let message = said!(
                "the row has {count} keys; at most {MOST_KEYS} are read",
                "die Zeile hat {count} Schlüssel; höchstens {MOST_KEYS} werden gelesen",
                count = entries.len(),
            );
            return Err(vec![Diagnostic::new(Code::TooLarge, message)]);
        }
        entries.retain(|entry| {
            let passes = entry.key != SCHEMA && passes_through(corpus, &entry.key);
            if passes {
                let written = text.get(entry.node.range.clone()).unwrap_or("null");
                extras.push((entry.key.clone(), serde_json::from_str(written).unwrap_or_default()));
            }
            !passes
        });
    }
    from_node(corpus, file, &node, default_name).map(|request| (request, extras))
}

/// Whether a heading or key is no fact and does not look like a misspelt one either.
#[must_use]
pub fn passes_through(corpus: &Corpus, name: &str) -> bool {
    let facts = || corpus.vocabulary.facts.iter().map(|(_, fact)| fact.name.as_str());
    let in_group = |group: &str| facts().any(|fact| fact.split_once('.').is_some_and(|(known, _)| known == group));
    let group = name.split_once('.').map_or(name, |(group, _)| group);
    let known = ["id", "as_of"].contains(&name) || facts().any(|fact| fact == name) || in_group(group);
    !known && nearest(name, facts().chain(["as_of"])).is_none()
}

/// Reads a request that is part of a larger file.
pub(super) fn from_node(
    corpus: &Corpus,
    file: FileId,
    node: &Node,
    default_name: &str,
) -> Result<Request, Vec<Diagnostic>> {
    let mut reader = Reader::new(corpus, file, default_name);
    match &node.value {
        json::Value::Object(entries) => reader.top(entries),
        _ => reader.wrong_type(node, ["a request", "ein Verlangen"]),
    }
    if reader.faults.is_empty() {
        return Ok(reader.request);
    }
    settle(&mut reader.faults);
    Err(reader.faults)
}

/// Reads an object of facts, and gives only those that it names.
pub(super) fn given(corpus: &Corpus, file: FileId, node: &Node) -> Result<Vec<(FactId, Known)>, Vec<Diagnostic>> {
    let mut reader = Reader::new(corpus, file, "");
    let mut given = Vec::new();
    if let json::Value::Object(entries) = &node.value {
        for entry in entries {
            reader.each_fact(&mut String::new(), entry, &mut |reader, fact, node| {
                given.extend(reader.known(fact, node).map(|known| (fact, known)));
            });
        }
    }
    if !reader.faults.is_empty() {
        settle(&mut reader.faults);
        return Err(reader.faults);
    }
    Ok(given)
}

/// Sets one fact from the command line: `data.location=DE`, several values separated by commas, `=unknown` for
/// unknown. Gives the fact.
///
/// # Errors
/// What is wrong with the setting; it has no place in a file.
pub fn set_fact(corpus: &Corpus, request: &mut Request, setting: &str) -> Result<FactId, Vec<Diagnostic>> {
    let Some((name, value)) = setting.split_once('=') else {
        let message = said!("`{setting}` is no setting", "`{setting}` setzt keine Tatsache");
        return Err(vec![Diagnostic::new(Code::UnknownFact, message).help(said!(
            "write a fact, `=` and its value, as in `data.location=DE`",
            "schreiben Sie eine Tatsache, `=` und ihren Wert, wie in `data.location=DE`"
        ))]);
    };
    let mut reader = Reader::new(corpus, FileId::default(), "");
    let plain = |value: json::Value| Node { range: 0..0, value };
    let Some(fact) = reader.find_fact(name.trim(), &plain(json::Value::Null)) else {
        return Err(without_places(reader.faults));
    };
    let scalar = |text: &str| match &corpus.vocabulary.facts[fact].ty {
        FactType::Flag => match yes_or_no(text) {
            Some(flag) => json::Value::Bool(flag),
            None => json::Value::String(text.to_owned()),
        },
        // What is typed may be a name; what is kept in a file is the code.
        FactType::Jurisdiction | FactType::Jurisdictions => {
            let code = corpus.find_jurisdiction(text).map(|id| corpus.jurisdictions[id].code.as_str());
            json::Value::String(code.unwrap_or(text).to_owned())
        }
        FactType::Choice(_) | FactType::Mechanisms => json::Value::String(text.to_owned()),
    };
    let value = value.trim();
    let node = if value == "unknown" {
        plain(json::Value::Null)
    } else if corpus.vocabulary.facts[fact].is_set() {
        let parts = value.split([',', '|']).map(str::trim).filter(|part| !part.is_empty());
        plain(json::Value::Array(parts.map(|part| plain(scalar(part))).collect()))
    } else {
        plain(scalar(value))
    };
    match reader.known(fact, &node) {
        Some(known) if reader.faults.is_empty() => {
            if let Some(slot) = request.facts.get_mut(fact.index()) {
                *slot = known;
            }
            Ok(fact)
        }
        _ => Err(without_places(reader.faults)),
    }
}

/// What a text says of a flag: `true`, and as people and spreadsheets write it in either language.
#[must_use]
pub fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "wahr" | "ja" => Some(true),
        "false" | "no" | "falsch" | "nein" => Some(false),
        _ => None,
    }
}

/// The facts that these names mean.
///
/// # Errors
/// Names that are no facts; they have no place in a file.
pub fn find_facts(corpus: &Corpus, names: &[String]) -> Result<Vec<FactId>, Vec<Diagnostic>> {
    let mut reader = Reader::new(corpus, FileId::default(), "");
    let nowhere = Node { range: 0..0, value: json::Value::Null };
    let found = names.iter().filter_map(|name| reader.find_fact(name.trim(), &nowhere)).collect();
    if reader.faults.is_empty() { Ok(found) } else { Err(without_places(reader.faults)) }
}

/// Sets facts as [`set_fact`] does, and gives those that were set, in the order of the settings.
///
/// # Errors
/// Everything that is wrong with the settings, facts that are given twice among it.
pub fn set_facts(corpus: &Corpus, request: &mut Request, settings: &[String]) -> Result<Vec<FactId>, Vec<Diagnostic>> {
    let (mut given, mut faults) = (Vec::new(), Vec::new());
    for set in set_each(corpus, request, settings) {
        match set {
            Ok(fact) => given.push(fact),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(given) } else { Err(faults) }
}

/// The same where what can be read is wanted beside what is wrong: by setting, its fact, or everything that is wrong with
/// it.
pub fn set_each(corpus: &Corpus, request: &mut Request, settings: &[String]) -> Vec<Result<FactId, Vec<Diagnostic>>> {
    let mut given = Vec::new();
    let set = settings.iter().map(|setting| {
        let fact = set_fact(corpus, request, setting)?;
        if given.contains(&fact) {
            let fault = Diagnostic::new(Code::DoubledKey, given_twice(&corpus.vocabulary.facts[fact].name));
            return Err(vec![fault.help(said!(
                "several values of one fact are written with commas, as in `data.location=DE,FR`",
                "mehrere Werte einer Tatsache werden mit Komma geschrieben, wie in `data.location=DE,FR`"
            ))]);
        }
        given.push(fact);
        Ok(fact)
    });
    set.collect()
}

fn given_twice(fact: &str) -> Said {
    said!("the fact `{fact}` is given twice", "die Tatsache `{fact}` ist zweimal angegeben")
}

fn without_places(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    faults.into_iter().map(|fault| fault.at(None)).collect()
}

/// The jurisdiction with just this code. Tables of names are made for faults alone: a request is read more often than
/// it is wrong.
fn find_code(corpus: &Corpus, name: &str) -> Result<JurisdictionId, Diagnostic> {
    corpus.jurisdiction_with(name).ok_or_else(|| unknown_code(corpus, name))
}

/// The mechanism or kind of mechanism with this name.
fn find_way(corpus: &Corpus, name: &str) -> Result<Lift, Diagnostic> {
    let kinds = || corpus.vocabulary.kinds.iter();
    let kind = kinds().find(|(_, kind)| kind.name == name).map(|(id, _)| Lift::Kind(id));
    kind.or_else(|| corpus.mechanism(name).map(Lift::Mechanism)).map_or_else(
        || {
            let kinds = Names::new(kinds().map(|(_, kind)| kind.name.as_str()));
            let mechanisms = Names::new(corpus.mechanisms.iter().map(|(_, mechanism)| mechanism.name.as_str()));
            find_lift(&kinds, &mechanisms, name)
        },
        Ok,
    )
}

impl Request {
    /// A request that gives nothing: defaults of the vocabulary, all else unknown.
    #[must_use]
    pub fn blank(corpus: &Corpus, name: &str) -> Self {
        let facts = corpus.vocabulary.facts.iter().map(|(_, fact)| fact.default.clone()).collect();
        Self { name: name.to_owned(), as_of: None, facts }
    }
}

/// More faults than this have one cause: the text is no request.
const MOST_FAULTS: usize = 200;

/// Reads whatever gives facts from a user's hand, and collects everything that is wrong with it.
pub(super) struct Reader<'a> {
    corpus: &'a Corpus,
    file: FileId,
    pub request: Request,
    given: Vec<FactId>,
    pub faults: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(corpus: &'a Corpus, file: FileId, name: &str) -> Self {
        let request = Request::blank(corpus, name);
        Self { corpus, file, request, given: Vec::new(), faults: Vec::new() }
    }

    fn top(&mut self, entries: &[Entry]) {
        let mut name = String::new();
        for entry in entries {
            if !self.head(entry) {
                self.each_fact(&mut name, entry, &mut Self::set);
            }
        }
    }

    /// Takes what the request says of a fact.
    fn set(&mut self, fact: FactId, node: &Node) {
        if let Some(known) = self.known(fact, node)
            && let Some(slot) = self.request.facts.get_mut(fact.index())
        {
            *slot = known;
        }
    }

    /// Takes the name or the date, and what only an editor reads; `false` if it is something else.
    pub(super) fn head(&mut self, entry: &Entry) -> bool {
        match (entry.key.as_str(), &entry.node.value) {
            ("id", json::Value::String(name) | json::Value::Number(name)) => self.request.name.clone_from(name),
            ("as_of", json::Value::String(day)) => match day.parse::<Day>() {
                Ok(day) => self.request.as_of = Some(day),
                Err(message) => self.fault(Code::BadDate, message, &entry.node),
            },
            (SCHEMA, json::Value::String(_)) => {}
            ("id" | "as_of" | SCHEMA, _) => {
                self.wrong_type(&entry.node, A_TEXT);
            }
            _ => return false,
        }
        true
    }

    /// Hands every fact, dotted or nested, to `take` with what stands there. `name` is what stands around the entry, with
    /// its dot; afterwards it is that again.
    pub(super) fn each_fact(
        &mut self,
        name: &mut String,
        entry: &Entry,
        take: &mut dyn FnMut(&mut Self, FactId, &Node),
    ) {
        let around = name.len();
        name.push_str(&entry.key);
        match &entry.node.value {
            json::Value::Object(inner) if self.is_group(name) => {
                name.push('.');
                inner.iter().for_each(|entry| self.each_fact(name, entry, take));
            }
            _ => self.one_fact(name, entry, take),
        }
        name.truncate(around);
    }

    /// Whether facts begin with this name and a dot.
    fn is_group(&self, name: &str) -> bool {
        let inside = |fact: &Fact| fact.name.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
        self.corpus.vocabulary.facts.iter().any(|(_, fact)| inside(fact))
    }

    fn one_fact(&mut self, name: &str, entry: &Entry, take: &mut dyn FnMut(&mut Self, FactId, &Node)) {
        let at_key = Node { range: entry.key_range.clone(), value: json::Value::Null };
        let Some(fact) = self.find_fact(name, &at_key) else { return };
        if self.given.contains(&fact) {
            self.fault(Code::DoubledKey, given_twice(name), &at_key);
        }
        self.given.push(fact);
        take(self, fact, &entry.node);
    }

    pub(super) fn find_fact(&mut self, name: &str, at: &Node) -> Option<FactId> {
        let found = self.corpus.vocabulary.fact(name);
        if found.is_none() && self.faults.len() < MOST_FAULTS {
            let fault = self.corpus.unknown_fact(name);
            self.fault_with(fault.code, fault.message, fault.help, at);
        }
        found
    }

    /// What a request says with this value; nothing if it is no value of the fact.
    pub(super) fn known(&mut self, fact: FactId, node: &Node) -> Option<Known> {
        let definition = &self.corpus.vocabulary.facts[fact];
        match (&node.value, definition.is_set()) {
            (json::Value::Null, _) => Some(Known::Unknown),
            (json::Value::Array(elements), true) => {
                let mut set = CodeSet::none(self.corpus.domain(fact).size);
                // Every element is looked at, so that all that are wrong are told.
                let values: Vec<Option<Value>> =
                    elements.iter().map(|element| self.value(definition, element)).collect();
                for value in values {
                    set.insert(value?);
                }
                Some(Known::Many(set))
            }
            (json::Value::String(_), true) => {
                let code = self.value(definition, node)?;
                Some(Known::Many(CodeSet::of(self.corpus.domain(fact).size, [code])))
            }
            (_, true) => {
                self.wrong_type(node, ["a list", "eine Liste"]);
                None
            }
            (_, false) => self.value(definition, node).map(Known::One),
        }
    }

    fn value(&mut self, fact: &Fact, node: &Node) -> Option<Value> {
        // What is wrong beyond these is not told, and finding the nearest name takes time.
        if self.faults.len() >= MOST_FAULTS {
            return None;
        }
        let corpus = self.corpus;
        match (&fact.ty, &node.value) {
            (FactType::Flag, json::Value::Bool(flag)) => Some(Value(u16::from(*flag))),
            (FactType::Jurisdiction | FactType::Jurisdictions, json::Value::String(name)) => {
                match find_code(corpus, name) {
                    Ok(id) => Some(Value::from_index(id.index())),
                    Err(fault) => {
                        let help = match corpus.find_jurisdiction(name) {
                            Ok(id) => Some(did_you_mean(&corpus.jurisdictions[id].code)),
                            // What was typed stands in no text, and there a name is as good as a code.
                            Err(near) if node.range.is_empty() => near.help,
                            Err(_) => fault.help,
                        };
                        self.fault_with(fault.code, fault.message, help, node);
                        None
                    }
                }
            }
            (FactType::Choice(values), json::Value::String(name)) => {
                let at = values.iter().position(|value| value.name == *name);
                if at.is_none() {
                    let help = suggestion(name, values.iter().map(|value| value.name.as_str()));
                    let message = cannot_be(&fact.name, name);
                    self.fault_with(Code::UnknownValue, message, help, node);
                }
                at.map(Value::from_index)
            }
            (FactType::Mechanisms, json::Value::String(name)) => match find_way(corpus, name) {
                Ok(Lift::Kind(kind)) => Some(Value::from_index(kind.index())),
                Ok(Lift::Mechanism(id)) => Some(Value::from_index(corpus.vocabulary.kinds.len() + id.index())),
                Err(fault) => {
                    self.fault_with(fault.code, fault.message, fault.help, node);
                    None
                }
            },
            (FactType::Flag, json::Value::String(written)) => {
                // With its quotes if without them it looks like what is asked for.
                let quoted = yes_or_no(written).map(|_| format!("\"{written}\""));
                let message = cannot_be(&fact.name, quoted.as_ref().unwrap_or(written));
                let help = said!(
                    "write `true` or `false`, without quotes",
                    "schreiben Sie `true` oder `false`, ohne Anführungszeichen"
                );
                self.fault_with(Code::UnknownValue, message, Some(help), node);
                None
            }
            (FactType::Flag, _) => {
                self.wrong_type(node, ["true or false", "wahr oder falsch"]);
                None
            }
            _ => {
                self.wrong_type(node, A_TEXT);
                None
            }
        }
    }

    /// That something of another type was expected, which is named in both languages.
    pub(super) fn wrong_type(&mut self, node: &Node, expected: [&str; 2]) {
        self.fault(Code::WrongType, stands_where(node, expected), node);
    }

    pub(super) fn fault(&mut self, code: Code, message: impl Into<Said>, node: &Node) {
        self.fault_with(code, message, None, node);
    }

    pub(super) fn fault_with(&mut self, code: Code, message: impl Into<Said>, help: Option<Said>, node: &Node) {
        if self.faults.len() >= MOST_FAULTS {
            return;
        }
        let span = Some(Span { file: self.file, range: node.range.clone() });
        self.faults.push(Diagnostic { code, message: message.into(), help, span });
    }
}

const A_TEXT: [&str; 2] = ["a text", "ein Text"];

/// That something stands where something else was expected, which is named in both languages.
pub(super) fn stands_where(node: &Node, expected: [&str; 2]) -> Said {
    let ([kind, art], [expected, erwartet]) = (node.kind(), expected);
    said!("{kind} stands where {expected} was expected", "hier steht {art}, erwartet wird {erwartet}")
}

/// That a fact cannot have a value.
pub(super) fn cannot_be(fact: &str, value: &str) -> Said {
    said!("`{fact}` cannot be `{value}`", "`{fact}` kann nicht `{value}` sein")
}
