//! The vocabulary: facts, acts, topics and kinds of mechanisms, all of it data.

use super::condition::Condition;
use super::footprint::Role;
use super::ids::{ActId, KindId, Table, TopicId};
use super::instrument::{Modality, Norm};
use super::text::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::logic::{FactId, Known};

/// All words that law files and requests may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vocabulary {
    /// The facts, in the order of the file, which is the order of every output.
    pub facts: Table<FactId, Fact>,
    /// The acts.
    pub acts: Table<ActId, Act>,
    /// The topics.
    pub topics: Table<TopicId, Choice>,
    /// The kinds of mechanisms.
    pub kinds: Table<KindId, Choice>,
    /// Facts that never come together.
    pub impossible: Vec<Impossible>,
}

/// Facts that never come together: whoever asks for which requests something holds is not shown such a one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impossible {
    /// The facts.
    pub when: Condition,
    /// Why they never do.
    pub reason: Text,
}

/// One named, typed property of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The id, as `data.location`.
    pub name: String,
    /// Its type.
    pub ty: FactType,
    /// What forms and reports call it.
    pub label: Text,
    /// The question that asks for it.
    pub question: Text,
    /// What a request that does not give it means.
    pub default: Known,
    /// When provider, customer or authority could change it; nothing if none of them can.
    pub controllable: Option<Control>,
    /// What it says about a footprint, if anything.
    pub role: Option<Role>,
}

/// When those who are caught in a conflict can change a fact; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Control {
    /// For a demand that is pending: a way out is taken.
    Now,
    /// For demands to come: where the provider is established, where data are stored, who holds the keys. Changed after a
    /// demand it can be obstruction.
    Later,
    /// Hardly at all: it is as it is, or somebody else decides.
    Other,
}

impl Control {
    /// Its name, as the vocabulary writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Control::Now => "now",
            Control::Later => "later",
            Control::Other => "other",
        }
    }
}

/// The type of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FactType {
    /// One jurisdiction; its number is the value.
    Jurisdiction,
    /// A set of jurisdictions.
    Jurisdictions,
    /// One of these; the place in the list is the value.
    Choice(Vec<Choice>),
    /// False is 0, true is 1.
    Flag,
    /// A set of mechanisms and kinds; kinds come first, then the mechanisms.
    Mechanisms,
}

impl FactType {
    /// How many values stand for what a corpus with so many kinds of mechanism does not know: one more place, and one
    /// more mechanism of each kind and of none, for no conclusion may rest on its lists being complete.
    #[must_use]
    pub fn unnamed(&self, kinds: usize) -> usize {
        match self {
            Self::Jurisdiction | Self::Jurisdictions => 1,
            Self::Mechanisms => kinds + 1,
            Self::Choice(_) | Self::Flag => 0,
        }
    }
}

/// A named value with a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The id.
    pub name: String,
    /// What forms and reports call it.
    pub label: Text,
}

/// What a norm is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The id.
    pub name: String,
    /// What reports call it.
    pub label: Text,
    /// The acts that it directly entails.
    pub entails: Vec<ActId>,
    /// The topic of a norm that requires, forbids or permits it.
    pub topics: ActTopics,
}

/// The topic of a norm about an act, by what the norm does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActTopics {
    /// Of a norm that requires it.
    pub must: TopicId,
    /// Of a norm that forbids it.
    pub must_not: TopicId,
    /// Of a norm that permits it.
    pub may: TopicId,
}

impl FactType {
    /// Its name, as the vocabulary writes it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            FactType::Jurisdiction => "jurisdiction",
            FactType::Jurisdictions => "jurisdictions",
            FactType::Choice(_) => "choice",
            FactType::Flag => "flag",
            FactType::Mechanisms => "mechanisms",
        }
    }
}

impl Fact {
    /// Whether a request gives a set of values.
    #[must_use]
    pub fn is_set(&self) -> bool {
        match self.ty {
            FactType::Jurisdictions | FactType::Mechanisms => true,
            FactType::Jurisdiction | FactType::Choice(_) | FactType::Flag => false,
        }
    }

    /// Whether its values are jurisdictions.
    #[must_use]
    pub fn is_jurisdictional(&self) -> bool {
        match self.ty {
            FactType::Jurisdiction | FactType::Jurisdictions => true,
            FactType::Choice(_) | FactType::Flag | FactType::Mechanisms => false,
        }
    }
}

impl Vocabulary {
    /// The topic of a norm.
    #[must_use]
    pub fn topic(&self, norm: Norm) -> TopicId {
        let topics = self.acts[norm.act].topics;
        match norm.modality {
            Modality::Must => topics.must,
            Modality::MustNot => topics.must_not,
            Modality::May => topics.may,
        }
    }

    /// The fact with this id.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<FactId> {
        self.facts.iter().find(|(_, fact)| fact.name == name).map(|(id, _)| id)
    }
}
