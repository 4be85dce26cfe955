//! What the ids in a report are called: pages speak in words, programs in ids.
//!
//! Reports hold ids, which never change with the language. A page asks here for the words, so that no report carries
//! every label of the vocabulary.

use std::fmt;

use super::condition::value_label;
use crate::corpus::Corpus;
use crate::law::{FactType, Id, KindId, Lang, Vocabulary};
use crate::logic::Code;

/// The words for the ids of facts, values, topics and states, in one language.
#[derive(Clone, Copy)]
pub struct Glossary<'c> {
    corpus: &'c Corpus,
    lang: Lang,
}

impl<'c> Glossary<'c> {
    /// The words of a corpus.
    #[must_use]
    pub fn new(corpus: &'c Corpus, lang: Lang) -> Self {
        Self { corpus, lang }
    }

    /// What a fact is called; an id that is none stays as it is.
    #[must_use]
    pub fn fact(self, id: &'c str) -> &'c str {
        self.vocabulary().fact(id).map_or(id, |fact| self.vocabulary().facts[fact].label.get(self.lang))
    }

    /// What a value of a fact is called; a value that is none stays as it is.
    #[must_use]
    pub fn value(self, fact: &str, value: &'c str) -> &'c str {
        let Some(id) = self.vocabulary().fact(fact) else { return value };
        let kinds = &self.vocabulary().kinds;
        let place = match &self.vocabulary().facts[id].ty {
            FactType::Jurisdiction | FactType::Jurisdictions => None,
            FactType::Choice(values) => values.iter().position(|choice| choice.name == value),
            FactType::Flag => Some(usize::from(value == "true")),
            FactType::Mechanisms => {
                let kind = kinds.iter().find(|(_, kind)| kind.name == value).map(|(id, _): (KindId, _)| id.index());
                kind.or_else(|| Some(kinds.len() + self.corpus.mechanism(value)?.index()))
            }
        };
        let place = place.and_then(|place| u16::try_from(place).ok());
        place.map_or(value, |place| value_label(self.corpus, id, Code(place), self.lang))
    }

    /// What a topic is called.
    #[must_use]
    pub fn topic(self, id: &'c str) -> &'c str {
        let topics = &self.vocabulary().topics;
        topics.iter().find(|(_, topic)| topic.name == id).map_or(id, |(_, topic)| topic.label.get(self.lang))
    }

    fn vocabulary(self) -> &'c Vocabulary {
        &self.corpus.vocabulary
    }
}

impl PartialEq for Glossary<'_> {
    fn eq(&self, other: &Self) -> bool {
        (&self.corpus.hash, self.lang) == (&other.corpus.hash, other.lang)
    }
}

impl Eq for Glossary<'_> {}

impl fmt::Debug for Glossary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Glossary").field("corpus", &self.corpus.hash).field("lang", &self.lang).finish()
    }
}
