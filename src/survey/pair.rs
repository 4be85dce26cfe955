//! Everything that can collide between two legal orders.

use crate::law::JurisdictionId;
use crate::lawbook::Lawbook;
use crate::logic::Known;
use crate::solve::{Between, Solution, solve_between};

/// What can collide between two legal orders under the facts given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The two jurisdictions, as asked.
    pub sides: [JurisdictionId; 2],
    /// Their conflicts in both directions; those that no request can have are left out.
    pub solution: Solution,
}

/// Looks for every required and forbidden norm of the two legal orders that can collide, both directions.
#[must_use]
pub fn pair(book: &Lawbook<'_>, a: JurisdictionId, b: JurisdictionId, facts: &[Known]) -> Pair {
    let between = Between::pair(book, a, b);
    Pair { sides: [a, b], solution: solve_between(book, facts, &between) }
}
