//! What names stand for in a table: columns for facts, texts for their values. One meaning for every form.

use super::Extra;
use crate::corpus::{Corpus, passes_through, set_fact, yes_or_no};
use crate::diagnostic::{Code as FaultCode, Diagnostic, Said};
use crate::law::{Day, FactId, FactType, Id, Request};
use crate::logic::{Code, Domain, Known, Row};
use crate::said;

/// Names to codes, for every fact of a vocabulary.
#[derive(Debug, Clone)]
pub struct Values<'c> {
    /// The vocabulary's law.
    pub(super) corpus: &'c Corpus,
    facts: Vec<FactNames>,
    /// Full names of facts, sorted.
    names: Vec<(String, FactId)>,
    /// What stands before a dot in names of facts, sorted.
    groups: Vec<String>,
    /// Columns that the answer has itself.
    taken: Vec<&'static str>,
    /// Whether columns that are facts pass through as well.
    pub(super) keeps_facts: bool,
    /// The domain of each fact.
    pub domains: Vec<Domain>,
    /// A request that gives nothing.
    pub(super) blank: Row,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// What the request is called.
    Id,
    /// The date on which the law is read for it.
    AsOf,
    Fact(FactId),
    /// No fact: it passes through.
    Extra,
}

#[derive(Debug, Clone)]
struct FactNames {
    /// Values by name, sorted.
    values: Vec<(String, Code)>,
    many: bool,
    flag: bool,
}

impl<'c> Values<'c> {
    /// The tables for a corpus.
    #[must_use]
    pub fn new(corpus: &'c Corpus) -> Self {
        let vocabulary = &corpus.vocabulary;
        let mut names: Vec<(String, FactId)> =
            vocabulary.facts.iter().map(|(id, fact)| (fact.name.clone(), id)).collect();
        names.sort();
        let mut groups: Vec<String> =
            names.iter().filter_map(|(name, _)| Some(name.split_once('.')?.0.to_owned())).collect();
        groups.dedup();
        let domains: Vec<Domain> = vocabulary.facts.ids().map(|id| corpus.domain(id)).collect();
        let facts = vocabulary.facts.iter().map(|(id, fact)| {
            // Flags are `true` and `false`, not names.
            let flag = fact.ty == FactType::Flag;
            let known = if flag { 0 } else { corpus.nameable(id) };
            let code = Code::from_index;
            let mut values: Vec<(String, Code)> =
                (0..known).map(|at| (corpus.value_name(id, code(at)).to_owned(), code(at))).collect();
            values.sort();
            FactNames { values, many: fact.is_set(), flag }
        });
        let facts = facts.collect();
        let blank = Row::new(&Request::blank(corpus, "").facts, &domains);
        Self { corpus, facts, names, groups, taken: Vec::new(), keeps_facts: false, domains, blank }
    }

    /// The same for answers that have these columns themselves, so that no column of the input can pass through to
    /// the same name.
    #[must_use]
    pub fn answered_by(self, columns: impl IntoIterator<Item = &'static str>) -> Self {
        Self { taken: columns.into_iter().collect(), ..self }
    }

    /// The same where columns that are facts pass through as well.
    #[must_use]
    pub fn keeping_facts(self) -> Self {
        Self { keeps_facts: true, ..self }
    }

    /// Whether a column passes through to the answer.
    pub(super) fn keeps(&self, holds: Holds) -> bool {
        match holds {
            Holds::Extra => true,
            Holds::Fact(_) => self.keeps_facts,
            Holds::Id | Holds::AsOf => false,
        }
    }

    /// What a column holds, by its name.
    pub(super) fn holds(&self, name: &str) -> Result<Holds, Diagnostic> {
        match (name, self.fact(name)) {
            ("id", _) => Ok(Holds::Id),
            ("as_of", _) => Ok(Holds::AsOf),
            (_, Some(fact)) => Ok(Holds::Fact(fact)),
            (name, None) if self.is_taken(name) => Err(taken(name)),
            (name, None) if passes_through(self.corpus, name) => Ok(Holds::Extra),
            (name, None) => Err(self.corpus.unknown_fact(name)),
        }
    }

    /// Whether the answer has a column of this name itself.
    pub(super) fn is_taken(&self, name: &str) -> bool {
        self.taken.contains(&name)
    }

    /// The fact with this full name.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<FactId> {
        let at = self.names.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
        self.names.get(at).map(|(_, fact)| *fact)
    }

    /// Whether names of facts start with this and a dot.
    #[must_use]
    pub fn is_group(&self, name: &str) -> bool {
        self.groups.binary_search_by(|known| known.as_str().cmp(name)).is_ok()
    }

    /// Whether the fact is a set.
    #[must_use]
    pub fn is_many(&self, fact: FactId) -> bool {
        self.facts.get(fact.index()).is_some_and(|fact| fact.many)
    }

    /// The code of a value given as text.
    #[must_use]
    pub fn named(&self, fact: FactId, name: &str) -> Option<Code> {
        let fact = self.facts.get(fact.index())?;
        let at = fact.values.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
        fact.values.get(at).map(|(_, code)| *code)
    }

    /// The code of a flag.
    #[must_use]
    pub fn flag(&self, fact: FactId, flag: bool) -> Option<Code> {
        self.facts.get(fact.index()).filter(|fact| fact.flag).map(|_| Code(u16::from(flag)))
    }
    /// Sets a fact from a text, and gives nothing if the fact has no such value. In a text, sets are written with `|`
    /// between, `unknown` is unknown, `none` is the empty set, and nothing at all is left out.
    pub(super) fn set(&self, fact: FactId, text: &str, row: &mut Row, codes: &mut Vec<Code>) -> Option<()> {
        codes.clear();
        match text.trim() {
            "" => return Some(()),
            "unknown" => row.set(fact, None),
            "none" if self.is_many(fact) => row.set(fact, Some(&[])),
            text if self.is_many(fact) => {
                let parts = text.split('|').map(str::trim).filter(|part| !part.is_empty());
                self.set_all(fact, parts.map(Some), row, codes)?;
            }
            text => {
                let flag = || yes_or_no(text).and_then(|flag| self.flag(fact, flag));
                codes.push(self.named(fact, text).or_else(flag)?);
                row.set(fact, Some(codes));
            }
        }
        Some(())
    }

    /// Sets a set from its elements, and gives nothing if one of them is missing or no value of the fact.
    pub(super) fn set_all<'t>(
        &self,
        fact: FactId,
        elements: impl Iterator<Item = Option<&'t str>>,
        row: &mut Row,
        codes: &mut Vec<Code>,
    ) -> Option<()> {
        codes.clear();
        for element in elements {
            codes.push(self.named(fact, element?)?);
        }
        codes.sort_unstable();
        codes.dedup();
        row.set(fact, Some(codes));
        Some(())
    }

    /// What the reader of single requests says of a text that is no value of the fact.
    pub(super) fn wrong(&self, name: &str, text: &str) -> Vec<Diagnostic> {
        let mut request = Request::blank(self.corpus, "");
        let text = shortened(text);
        if let Some(set) = self.separated(name, &text) {
            let fault = Diagnostic::new(FaultCode::UnknownValue, format!("`{name}` cannot be `{text}`"));
            return vec![fault.help(format!("in a table a set is written with `|` between: write `{set}`"))];
        }
        match set_fact(self.corpus, &mut request, &format!("{name}={}", text.replace('|', ","))) {
            Err(faults) => faults,
            Ok(_) => vec![Diagnostic::new(FaultCode::UnknownValue, format!("`{name}` cannot be `{text}`"))],
        }
    }
}

impl Values<'_> {
    /// The facts that a request gives, if facts pass through.
    pub(super) fn told(&self, request: &Request) -> Vec<Extra> {
        if !self.keeps_facts {
            return Vec::new();
        }
        let blank = Request::blank(self.corpus, "").facts;
        let facts = self.corpus.vocabulary.facts.iter().zip(request.facts.iter().zip(blank));
        let given = facts.filter(|(_, (known, blank))| *known != blank);
        given
            .map(|((id, fact), (known, _))| Extra { name: fact.name.as_str().into(), value: self.json(id, known) })
            .collect()
    }

    fn json(&self, fact: FactId, known: &Known) -> serde_json::Value {
        let name = |code: Code| self.corpus.value_name(fact, code);
        match known {
            Known::Unknown => serde_json::Value::Null,
            Known::One(code) if self.flag(fact, true).is_some() => (code.0 == 1).into(),
            Known::One(code) => name(*code).into(),
            Known::Many(codes) => codes.iter().map(name).collect::<Vec<_>>().into(),
        }
    }

    /// A set that is written with another sign between its elements, as tables should have it.
    fn separated(&self, name: &str, text: &str) -> Option<String> {
        let fact = self.fact(name).filter(|fact| self.is_many(*fact))?;
        let parts: Vec<&str> = text.split([',', ';', '/', ' ']).filter(|part| !part.is_empty()).collect();
        let all = parts.len() > 1 && parts.iter().all(|part| self.named(fact, part).is_some());
        all.then(|| parts.join("|"))
    }
}

/// A date as tables have it: year-month-day, or as German spreadsheets rewrite it, day.month.year.
pub(super) fn day(text: &str) -> Result<Day, Diagnostic> {
    let text = text.trim();
    let plain = match *text.split('.').collect::<Vec<_>>() {
        [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => text.to_owned(),
    };
    plain.parse().or_else(|_| text.parse()).map_err(|message: Said| {
        let message = if text.len() > MOST_SHOWN { said!("this is no date", "das ist kein Datum") } else { message };
        Diagnostic::new(FaultCode::BadDate, message)
    })
}

/// Longer values are not shown whole in faults.
const MOST_SHOWN: usize = 200;

/// A value as a fault shows it.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_SHOWN) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
    }
}

/// That a table without any fact is no table of requests; a misspelt one is told instead.
pub(super) fn without_facts<'n>(
    columns: impl IntoIterator<Item = (&'n str, Option<Holds>)>,
    faults: &mut Vec<Diagnostic>,
) {
    let (mut names, mut facts) = (Vec::new(), 0);
    for (name, holds) in columns {
        facts += usize::from(matches!(holds, Some(Holds::Fact(_))));
        names.push(format!("`{}`", shortened(name)));
    }
    if facts == 0 && faults.iter().all(|fault| fault.code != FaultCode::UnknownFact) {
        let more = if names.len() > 5 { ", …" } else { "" };
        names.truncate(5);
        let message = format!("no column is a fact: {}{more}", names.join(", "));
        let fault = Diagnostic::new(FaultCode::MissingKey, message);
        faults.insert(0, fault.help("columns are named like `id`, `authority.jurisdiction`, `data.location`"));
    }
}

/// That a column has the name of one of the answer's.
pub(super) fn taken(name: &str) -> Diagnostic {
    let message = format!("`{name}` is a column of the answer, so no column of the input can have that name");
    Diagnostic::new(FaultCode::DoubledKey, message).help("give it another name, or leave it out")
}
