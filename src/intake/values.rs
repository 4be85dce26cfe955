//! The names of facts and of their values, as fast tables.

use crate::corpus::Corpus;
use crate::law::{FactId, FactType, Id, Request};
use crate::logic::{Code, Domain, Row};

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
    /// The domain of each fact.
    pub domains: Vec<Domain>,
    /// A request that gives nothing.
    pub(super) blank: Row,
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
            let known = match &fact.ty {
                // The last value stands for those that the corpus does not know.
                FactType::Jurisdiction | FactType::Jurisdictions => corpus.jurisdictions.len(),
                FactType::Mechanisms => vocabulary.kinds.len() + corpus.mechanisms.len(),
                FactType::Choice(values) => values.len(),
                FactType::Flag => 0,
            };
            let code = |at: usize| Code(u16::try_from(at).unwrap_or(u16::MAX));
            let mut values: Vec<(String, Code)> =
                (0..known).map(|at| (corpus.value_name(id, code(at)).to_owned(), code(at))).collect();
            values.sort();
            FactNames { values, many: fact.is_set(), flag: fact.ty == FactType::Flag }
        });
        let facts = facts.collect();
        let blank = Row::new(&Request::blank(corpus, "").facts, &domains);
        Self { corpus, facts, names, groups, domains, blank }
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
}
