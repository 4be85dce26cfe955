//! Mechanisms: lawful ways through or around a conflict.

use schemars::JsonSchema;
use serde::Deserialize;

use super::condition::Condition;
use super::day::Period;
use super::ids::{ActId, JurisdictionId, KindId, MechanismId};
use super::instrument::{Confidence, Source};
use super::principle::Tag;
use super::text::{Shorts, Text};

/// A treaty, decision, motion, approval or other way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mechanism {
    /// The id.
    pub name: String,
    /// Its kind.
    pub kind: KindId,
    /// The title.
    pub title: Text,
    /// Short and popular names.
    pub short: Shorts,
    /// The official citation.
    pub citation: Text,
    /// The official address.
    pub url: String,
    /// Whom it connects.
    pub link: Link,
    /// When it can be used, beside its dates.
    pub when: Condition,
    /// The acts that it covers.
    pub acts: Vec<ActId>,
    /// What it does to a conflict.
    pub effect: Effect,
    /// How far one can rely on it.
    pub strength: Strength,
    /// Who can set it in motion.
    pub invoked_by: InvokedBy,
    /// How long it typically takes, if a source says so.
    pub duration: Option<Text>,
    /// What it is, in our own words.
    pub summary: Text,
    /// What it means for the principles.
    pub principles: Vec<Tag>,
    /// What is worth knowing.
    pub note: Option<Text>,
    /// What was read.
    pub sources: Vec<Source>,
    /// How sure we are; `None` only in a corpus with errors.
    pub confidence: Option<Confidence>,
}

/// Whom a mechanism connects, and when. A period of `None` is "never yet in force".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// Any two of these.
    Parties(Vec<Party>),
    /// One way: the law of the first lets data go to the second.
    OneWay {
        /// Whose law.
        from: JurisdictionId,
        /// The destination.
        to: JurisdictionId,
        /// When.
        in_force: Option<Period>,
    },
    /// Part of one state's own law.
    Of {
        /// Whose law.
        of: JurisdictionId,
        /// When.
        in_force: Option<Period>,
    },
}

/// A party to a treaty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Which.
    pub jurisdiction: JurisdictionId,
    /// When it is bound; `None` is "never yet".
    pub in_force: Option<Period>,
    /// A reservation: when the treaty can be used with this party.
    pub when: Condition,
}

/// What a mechanism does to a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Ends one of the two duties, where the provision itself accepts the mechanism.
    Lifts,
    /// Is another way for the authority to get the same.
    Replaces,
    /// Opens a consultation, no more.
    Raises,
}

/// How far one can rely on a mechanism.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// It works by right.
    Binding,
    /// It hangs on a court's or an authority's discretion.
    Discretionary,
    /// It binds nobody.
    Advisory,
}

/// Who can set a mechanism in motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvokedBy {
    /// The provider.
    Provider,
    /// The customer or the person concerned.
    Customer,
    /// The authority that makes the demand.
    Authority,
    /// A court.
    Court,
    /// The states.
    States,
}

/// A mechanism or a kind of mechanism, as a law names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lift {
    /// Every mechanism of a kind.
    Kind(KindId),
    /// One mechanism.
    Mechanism(MechanismId),
}

impl Mechanism {
    /// Its own condition and the reservations of its parties.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let parties = match &self.link {
            Link::Parties(parties) => parties.as_slice(),
            Link::OneWay { .. } | Link::Of { .. } => &[],
        };
        std::iter::once(&self.when).chain(parties.iter().map(|party| &party.when))
    }

    /// Whom it connects, and when; a party with several periods stands there once for each.
    #[must_use]
    pub fn ends(&self) -> Vec<(JurisdictionId, Option<Period>)> {
        match &self.link {
            Link::Parties(parties) => parties.iter().map(|party| (party.jurisdiction, party.in_force)).collect(),
            Link::OneWay { from, to, in_force } => vec![(*from, *in_force), (*to, *in_force)],
            Link::Of { of, in_force } => vec![(*of, *in_force)],
        }
    }

    /// Whether a name in a law means this mechanism, whose number is `id`.
    #[must_use]
    pub fn is_meant(&self, id: MechanismId, name: Lift) -> bool {
        match name {
            Lift::Kind(kind) => kind == self.kind,
            Lift::Mechanism(mechanism) => mechanism == id,
        }
    }

    /// Whether one of these names means it.
    #[must_use]
    pub fn is_among(&self, id: MechanismId, names: &[Lift]) -> bool {
        names.iter().any(|name| self.is_meant(id, *name))
    }
}
