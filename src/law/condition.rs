//! Conditions as the law files state them, with names resolved and nothing lowered yet.

use super::ids::{JurisdictionId, KindId};
use super::mechanism::Lift;
use crate::logic::{Code, FactId};

/// When something applies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// Every part holds; no part at all holds always.
    All(Vec<Condition>),
    /// At least one part holds.
    Any(Vec<Condition>),
    /// The part does not hold.
    Not(Box<Condition>),
    /// The fact is one of the wanted values.
    Fact(FactId, Wanted),
}

/// The values that a condition wants of a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// One of these, as written: a jurisdiction here stands for itself and for its members on the date.
    OneOf(Vec<Code>),
    /// A jurisdiction that a mechanism in force links to this one.
    LinkedTo(JurisdictionId, Lift),
}

impl Default for Condition {
    /// The condition that always holds.
    fn default() -> Self {
        Self::always()
    }
}

impl Condition {
    /// The condition that always holds.
    #[must_use]
    pub fn always() -> Self {
        Self::All(Vec::new())
    }

    /// Every part holds. Flattens nested groups.
    #[must_use]
    pub fn all(parts: impl IntoIterator<Item = Condition>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Condition::All(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        match flat.pop() {
            Some(only) if flat.is_empty() => only,
            Some(last) => {
                flat.push(last);
                Condition::All(flat)
            }
            None => Condition::All(flat),
        }
    }

    /// Whether the condition always holds.
    #[must_use]
    pub fn is_always(&self) -> bool {
        matches!(self, Condition::All(parts) if parts.is_empty())
    }

    /// Calls `see` with every jurisdiction to which a link is asked for, and by what.
    pub fn each_link(&self, see: &mut impl FnMut(JurisdictionId, Lift)) {
        self.each_fact(&mut |_, wanted| match wanted {
            Wanted::LinkedTo(hub, by) => see(*hub, *by),
            Wanted::OneOf(_) => {}
        });
    }

    /// Calls `see` with every fact and what is wanted of it, in the order in which they stand.
    pub fn each_fact<'s>(&'s self, see: &mut impl FnMut(FactId, &'s Wanted)) {
        match self {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| part.each_fact(see)),
            Condition::Not(part) => part.each_fact(see),
            Condition::Fact(fact, wanted) => see(*fact, wanted),
        }
    }
}

impl From<KindId> for Lift {
    fn from(kind: KindId) -> Lift {
        Lift::Kind(kind)
    }
}
