//! Everything that can collide between two legal orders, and for which requests exactly.

use std::collections::BTreeMap;

use num_bigint::BigUint;

use super::bulk::Plan;
use super::regions::{ConflictRegions, PairRegions};
use crate::law::JurisdictionId;
use crate::lawbook::NormId;
use crate::logic::Known;
use crate::solve::{Between, Outcome, Solution, solve_between};

/// What can collide between two legal orders under the facts given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The two jurisdictions, as asked.
    pub sides: [JurisdictionId; 2],
    /// Their conflicts in both directions; those that no request can have are left out.
    pub solution: Solution,
    /// The parts of each conflict, by the norms that require and forbid.
    pub parts: BTreeMap<(NormId, NormId), Vec<Part>>,
    /// Whether these parts are exact. If not the two legal orders are too large for the memory allowed, and some
    /// conflicts may be shown that no request can have.
    pub complete: bool,
}

/// The requests of a conflict that have one outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The outcome.
    pub outcome: Outcome,
    /// How many situations there are, as far as this part tells situations apart.
    pub situations: BigUint,
    /// A request with this conflict and this outcome, replayed through the plain solver; by fact number.
    pub witness: Option<Vec<Known>>,
}

/// Looks for every required and forbidden norm of the two legal orders that can collide, both directions.
#[must_use]
pub fn pair(plan: &Plan<'_, '_>, a: JurisdictionId, b: JurisdictionId, facts: &[Known]) -> Pair {
    let between = Between::pair(plan.book, a, b);
    let mut exact = PairRegions::new(plan, a, b, facts);
    let complete = exact.is_complete();
    let conflicts = std::mem::take(&mut exact.conflicts);
    let parts: BTreeMap<_, _> = conflicts.iter().map(|of| (plan.norms(of.pair), exact.parts(of))).collect();
    let possible = |required, forbidden| !complete || parts.contains_key(&(required, forbidden));
    let solution = solve_between(plan.book, facts, &between, possible);
    Pair { sides: [a, b], solution, parts, complete }
}

impl PairRegions<'_, '_, '_> {
    /// A conflict by outcome, best first, each with how many situations and a request.
    fn parts(&mut self, of: &ConflictRegions) -> Vec<Part> {
        let outcomes = of.outcomes.iter();
        let parts = outcomes.map(|(outcome, region)| Part {
            outcome: *outcome,
            situations: self.count(*region),
            witness: self.witness(of, *outcome),
        });
        parts.collect()
    }
}
