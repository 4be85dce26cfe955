//! Spaces of requests, resolved against a corpus. A space comes from a user's hand, as a request does.

use std::collections::BTreeSet;

use super::Corpus;
use super::request::{Reader, not_json};
use crate::diagnostic::{Code, Diagnostic, settle, suggestion};
use crate::law::{FactId, Id as _, Space, Table};
use crate::logic::{Code as Value, CodeSet, Known};
use crate::text::FileId;
use crate::text::json::{self, Entry, Node};

/// All values of a fact.
const ALL: &str = "*";
/// All jurisdictions with encoded law.
const ENCODED: &str = "encoded";

/// Reads a space. `file` is the number under which the caller shows the text.
///
/// # Errors
/// Everything that is wrong with it.
pub fn parse_space(corpus: &Corpus, file: FileId, text: &str, default_name: &str) -> Result<Space, Vec<Diagnostic>> {
    let node = json::parse(text).map_err(|error| vec![not_json(file, error)])?;
    let mut reader = Reader::new(corpus, file, default_name);
    let values = reader.request.facts.iter().map(|known| vec![known.clone()]).collect();
    let mut draft = Draft { values, group_by: Vec::new() };
    match &node.value {
        json::Value::Object(entries) => draft.top(&mut reader, corpus, &node, entries),
        _ => reader.wrong_type(&node, ["a space", "ein Raum von Verlangen"]),
    }
    let (name, as_of) = (reader.request.name.clone(), reader.request.as_of);
    let space = Space::new(name, as_of, draft.values, draft.group_by);
    if let Err(why) = space {
        reader.fault(Code::BadSpace, why.to_string(), &opening(&node));
    }
    match space {
        Ok(space) if reader.faults.is_empty() => Ok(space),
        _ => {
            settle(&mut reader.faults);
            Err(reader.faults)
        }
    }
}

/// The facts by which a space is to be counted, by their names.
///
/// # Errors
/// Names that are no facts, and doubled ones; they have no place in a file.
pub fn group_by(corpus: &Corpus, space: Space, names: &[String]) -> Result<Space, Vec<Diagnostic>> {
    let mut reader = Reader::new(corpus, FileId::default(), "");
    let mut draft = Draft { values: Table::default(), group_by: Vec::new() };
    for name in names {
        draft.group(&mut reader, name.trim(), &Node { range: 0..0, value: json::Value::Null });
    }
    let without_place = |fault: Diagnostic| fault.at(None);
    if !reader.faults.is_empty() {
        return Err(reader.faults.into_iter().map(without_place).collect());
    }
    space.grouped_by(draft.group_by).map_err(|why| vec![Diagnostic::new(Code::BadSpace, why.to_string())])
}

/// A space as far as it has been read.
struct Draft {
    values: Table<FactId, Vec<Known>>,
    group_by: Vec<FactId>,
}

impl Draft {
    fn top(&mut self, reader: &mut Reader<'_>, corpus: &Corpus, node: &Node, entries: &[Entry]) {
        let mut seen = BTreeSet::new();
        for entry in entries {
            let at_key = Node { range: entry.key_range.clone(), value: json::Value::Null };
            if !seen.insert(entry.key.as_str()) {
                reader.fault(Code::DoubledKey, format!("`{}` is given twice", entry.key), &at_key);
            }
            match (entry.key.as_str(), &entry.node.value) {
                ("facts", json::Value::Object(facts)) => {
                    let mut take = |reader: &mut Reader<'_>, fact: FactId, node: &Node| {
                        self.values[fact] = values(reader, corpus, fact, node);
                    };
                    facts.iter().for_each(|fact| reader.each_fact(&mut String::new(), fact, &mut take));
                }
                ("group_by", json::Value::Array(names)) => names.iter().for_each(|name| match &name.value {
                    json::Value::String(text) => self.group(reader, text, name),
                    _ => wrong_type(reader, name, "the name of a fact"),
                }),
                ("facts", _) => wrong_type(reader, &entry.node, "an object"),
                ("group_by", _) => wrong_type(reader, &entry.node, "a list"),
                _ if reader.head(entry) => {}
                (key, _) => {
                    let help = suggestion(key, ["id", "as_of", "facts", "group_by"]);
                    reader.fault_with(Code::UnknownKey, format!("unknown key `{key}`"), help, &at_key);
                }
            }
        }
        if !seen.contains("facts") {
            reader.fault(Code::MissingKey, "the key `facts` is missing".to_owned(), &opening(node));
        }
    }

    fn group(&mut self, reader: &mut Reader<'_>, name: &str, node: &Node) {
        let Some(fact) = reader.find_fact(name, node) else { return };
        if self.group_by.contains(&fact) {
            reader.fault(Code::BadSpace, format!("the requests are grouped by `{name}` twice"), node);
        } else {
            self.group_by.push(fact);
        }
    }
}

/// The values that a space lists for a fact; one value stands for a list of itself.
fn values(reader: &mut Reader<'_>, corpus: &Corpus, fact: FactId, node: &Node) -> Vec<Known> {
    let is_set = corpus.vocabulary.facts[fact].is_set();
    let mut values = Vec::new();
    let json::Value::Array(elements) = &node.value else {
        element(reader, corpus, fact, node, &mut values);
        return values;
    };
    // The set of some places and a list of some sets look alike, and mean very different spaces.
    let plain = |element: &&Node| !matches!(&element.value, json::Value::Array(_) | json::Value::Null);
    let named = |element: &&Node| !matches!(&element.value, json::Value::String(name) if is_word(name));
    if let (true, Some(first)) = (is_set, elements.iter().filter(plain).find(named)) {
        let message = format!("each value of `{}` is itself a list", corpus.vocabulary.facts[fact].name);
        let help = "write [[\"A\", \"B\"]] for the set of both, [[\"A\"], [\"B\"]] for one or the other";
        reader.fault_with(Code::WrongType, message, Some(help.into()), first);
        return values;
    }
    elements.iter().for_each(|node| element(reader, corpus, fact, node, &mut values));
    if elements.is_empty() {
        let message = format!("`{}` has no value, so that there is no request", corpus.vocabulary.facts[fact].name);
        reader.fault_with(Code::BadSpace, message, Some("leave it out, or write `null` for unknown".into()), node);
    }
    values
}

fn is_word(name: &str) -> bool {
    name == ALL || name == ENCODED
}

/// Adds the value, or all that a word stands for, and refuses doubles.
fn element(reader: &mut Reader<'_>, corpus: &Corpus, fact: FactId, node: &Node, values: &mut Vec<Known>) {
    let meant = match &node.value {
        json::Value::String(word) if is_word(word) => match word_values(corpus, fact, word) {
            Some(values) => values,
            None => {
                let message = format!("`{}` cannot be `{word}`", corpus.vocabulary.facts[fact].name);
                let help = format!("`{ENCODED}` stands for jurisdictions; `{ALL}` for all values");
                return reader.fault_with(Code::UnknownValue, message, Some(help.into()), node);
            }
        },
        _ => reader.known(fact, node).into_iter().collect(),
    };
    for known in meant {
        // Few values are listed by hand; words give each value once.
        if values.contains(&known) {
            let message = format!("this value of `{}` is given twice", corpus.vocabulary.facts[fact].name);
            return reader.fault(Code::BadSpace, message, node);
        }
        values.push(known);
    }
}

/// All values of a fact, or all jurisdictions with encoded law; of a set each alone. Nothing if the word does not fit.
fn word_values(corpus: &Corpus, fact: FactId, word: &str) -> Option<Vec<Known>> {
    let definition = &corpus.vocabulary.facts[fact];
    let owners: BTreeSet<usize> = corpus.instruments.iter().map(|(_, instrument)| instrument.owner.index()).collect();
    if word == ENCODED && !definition.is_jurisdictional() {
        return None;
    }
    let size = corpus.domain(fact).size;
    let wanted = (0..corpus.nameable(fact)).filter(|at| word == ALL || owners.contains(at)).map(Value::from_index);
    let value =
        |code: Value| if definition.is_set() { Known::Many(CodeSet::of(size, [code])) } else { Known::One(code) };
    Some(wanted.map(value).collect())
}

fn wrong_type(reader: &mut Reader<'_>, node: &Node, expected: &str) {
    let [kind, _] = node.kind();
    reader.fault(Code::WrongType, format!("{kind} stands where {expected} was expected"), node);
}

/// The first character of a value, for what is wrong with it as a whole.
fn opening(node: &Node) -> Node {
    Node { range: node.range.start..node.range.start + 1, value: json::Value::Null }
}
