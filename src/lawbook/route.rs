//! Mechanisms with the jurisdictions that they connect, lowered.

use crate::law::{JurisdictionId, Period};
use crate::logic::{CodeSet, Formula};

/// A mechanism, lowered.
#[derive(Debug, Clone)]
pub struct Route {
    /// When it can be used.
    pub when: Formula,
    /// Whom it connects.
    pub ends: Ends,
    /// The jurisdictions among its ends.
    pub places: CodeSet,
}

/// Whom a mechanism connects.
#[derive(Debug, Clone)]
pub enum Ends {
    /// Any two of these.
    Parties(Vec<End>),
    /// From the first to the second only.
    OneWay(End, End),
    /// Part of one state's own law.
    Of(End),
}

impl Ends {
    /// Whether the mechanism is in force for somebody.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        match self {
            Ends::Parties(parties) => parties.iter().any(|party| party.in_force),
            Ends::OneWay(from, to) => from.in_force || to.in_force,
            Ends::Of(of) => of.in_force,
        }
    }

    /// The ends, in the order of the data.
    pub fn all(&self) -> impl Iterator<Item = End> {
        let (parties, others): (&[End], [Option<End>; 2]) = match self {
            Ends::Parties(parties) => (parties, [None; 2]),
            Ends::OneWay(from, to) => (&[], [Some(*from), Some(*to)]),
            Ends::Of(of) => (&[], [Some(*of), None]),
        };
        parties.iter().copied().chain(others.into_iter().flatten())
    }
}

/// One end of a mechanism.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// The jurisdiction.
    pub jurisdiction: JurisdictionId,
    /// When it is bound; `None` is "not yet".
    pub period: Option<Period>,
    /// Whether it is bound on the book's day.
    pub in_force: bool,
    /// A reservation: when the mechanism can be used with it.
    pub when: Formula,
}
