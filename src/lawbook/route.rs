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
    /// Every end.
    pub fn all(&self) -> impl Iterator<Item = &End> {
        let (many, two): (&[End], [Option<&End>; 2]) = match self {
            Ends::Parties(parties) => (parties, [None, None]),
            Ends::OneWay(from, to) => (&[], [Some(from), Some(to)]),
            Ends::Of(of) => (&[], [Some(of), None]),
        };
        many.iter().chain(two.into_iter().flatten())
    }
}

/// One end of a mechanism.
#[derive(Debug, Clone, Copy)]
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
