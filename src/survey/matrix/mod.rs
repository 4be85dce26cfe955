//! All pairs at a glance: what the law of each jurisdiction requires against what that of each other one forbids.
//!
//! In: a [`Plan`] and jurisdictions. Out: one [`Field`] for each ordered two. Nothing is sampled: every field rests on
//! the exact [regions](super::regions) of its conflicts.

mod against;

use std::collections::BTreeMap;

use num_bigint::BigUint;
use rayon::prelude::*;

use super::bulk::Plan;
use crate::law::JurisdictionId;
use crate::logic::Known;
use crate::solve::Outcome;
use against::Orders;

/// What one legal order requires against what another forbids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Whose law requires.
    pub requiring: JurisdictionId,
    /// Whose law forbids.
    pub forbidding: JurisdictionId,
    /// What there is.
    pub found: Found,
}

/// What there is between two legal orders in one direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// They are one legal order.
    Same,
    /// No request is known to have a conflict; whether all law of both is encoded and everything was looked at.
    Nothing {
        /// Whether it is. If not, silence proves nothing.
        covered: bool,
        /// Whether everything was looked at.
        complete: bool,
    },
    /// Some requests have conflicts.
    Conflicts(Conflicts),
}

/// The conflicts of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflicts {
    /// How many pairs of provisions can collide at worst with each outcome, best outcome first.
    pub by_worst: Vec<(Outcome, usize)>,
    /// How many of them collide only where an arguable exception may apply.
    pub contested: usize,
    /// The worst outcome that some request has.
    pub worst: Outcome,
    /// How many situations have a conflict, as far as these conflicts tell situations apart. `None` if they are too
    /// many to be told apart within the budget.
    pub situations: Option<BigUint>,
    /// Whether every region is exact.
    pub complete: bool,
}

/// Every ordered two of some jurisdictions, row by row. `given` are facts that all requests share.
#[must_use]
pub fn matrix(plan: &Plan<'_, '_>, jurisdictions: &[JurisdictionId], given: &[Known]) -> Vec<Field> {
    let places = 0..jurisdictions.len();
    let couples = places.clone().flat_map(|row| (row..places.end).map(move |column| [row, column]));
    let couples = couples.filter_map(|at| {
        let [a, b] = at.map(|at| jurisdictions.get(at).copied());
        Some((at, [a?, b?]))
    });
    let couples: Vec<([usize; 2], [JurisdictionId; 2])> = couples.collect();
    let orders = Orders::new(plan, couples.iter().map(|(_, of)| *of), given);
    let solved = couples.into_par_iter().flat_map_iter(|([row, column], [a, b])| {
        let found = if plan.book.nested(a, b) { [Found::Same, Found::Same] } else { orders.between([a, b]) };
        let fields = [(a, b), (b, a)].into_iter().zip(found);
        let fields = fields.map(|((requiring, forbidding), found)| Field { requiring, forbidding, found });
        [(row, column), (column, row)].into_iter().zip(fields)
    });
    // By place; on the diagonal the two directions are one field.
    let solved: BTreeMap<(usize, usize), Field> = solved.collect();
    solved.into_values().collect()
}
