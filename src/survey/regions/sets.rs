//! Sets of requests apart from the conflicts that they were made of.
//!
//! What the law of one owner has against that of another belongs to many pairs of legal orders: to one for each member
//! of a union. It is worked out once, and brought to where each of them tells requests apart. Each has the whole
//! [`BUDGET`](super::BUDGET) for itself.

use std::collections::BTreeSet;

use num_bigint::BigUint;

use super::{PairRegions, basis, nameable, occurring, order};
use crate::logic::{Known, Lit, Region, Regions, Weight};
use crate::survey::bulk::Plan;

/// Two sets of requests, and all that they may ask for.
#[derive(Debug)]
pub(crate) struct Sets {
    literals: BTreeSet<Lit>,
    regions: Regions,
    both: [Region; 2],
    /// Whether both are exact.
    complete: bool,
}

impl Sets {
    /// These regions alone: what they were made of is left behind.
    pub(crate) fn of(pair: &PairRegions<'_, '_, '_>, mut both: [Region; 2]) -> Self {
        let (plan, literals) = (pair.plan, pair.literals.clone());
        let nameable = nameable(plan.book);
        let mut regions = basis(plan, &nameable, &pair.given).blank(&literals, order(plan.book, &pair.given));
        regions.bring(&pair.regions, &mut both);
        let complete = pair.is_complete() && regions.is_complete();
        Self { literals, regions, both, complete }
    }

    /// The first sets of all together and the second sets of all, told apart by whatever one of them may ask for. Some
    /// are taken the other way round: the second set as the first. All were made with the same facts given.
    pub(crate) fn union(plan: &Plan<'_, '_>, all: &[(&Self, bool)], given: &[Known]) -> Self {
        let nameable = nameable(plan.book);
        let basis = basis(plan, &nameable, given);
        let mut literals: BTreeSet<Lit> = all.iter().flat_map(|(sets, _)| &sets.literals).copied().collect();
        occurring(&basis, &mut literals, plan.book.impossible.iter().copied());
        let mut regions = basis.blank(&literals, order(plan.book, given));
        let mut both = [Region::NEVER; 2];
        for (sets, turned) in all {
            let mut more = sets.both;
            regions.bring(&sets.regions, &mut more);
            if *turned {
                more.reverse();
            }
            both.iter_mut().zip(more).for_each(|(set, more)| *set = regions.either(*set, more));
        }
        let complete = regions.is_complete() && all.iter().all(|(sets, _)| sets.complete);
        Self { literals, regions, both, complete }
    }

    /// How many situations each of the two holds; `None` where the budget does not suffice to tell.
    pub(crate) fn situations(&mut self) -> [Option<BigUint>; 2] {
        self.both.map(|set| self.complete.then(|| self.regions.count(set, Weight::Situations)))
    }
}
