//! Sets of requests apart from the conflicts that they were made of.
//!
//! What the law of one owner has against that of another belongs to many pairs of legal orders: to one for each member
//! of a union. It is worked out once, and brought to where each of them tells requests apart.

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
    sets: [Region; 2],
    /// Whether they are exact.
    complete: bool,
}

impl Sets {
    /// These regions alone: what they were made of is left behind.
    pub(crate) fn of(pair: &PairRegions<'_, '_, '_>, mut sets: [Region; 2]) -> Self {
        let literals = pair.literals.clone();
        let mut regions = blank(pair.plan, &literals, &pair.given);
        regions.bring(&pair.regions, &mut sets);
        let complete = pair.is_complete() && regions.is_complete();
        Self { literals, regions, sets, complete }
    }

    /// The first sets of all together and the second sets of all, told apart by whatever one of them may ask for. Some
    /// are taken the other way round: the second set as the first. All were made with the same facts given.
    pub(crate) fn union(plan: &Plan<'_, '_>, all: &[(&Self, bool)], given: &[Known]) -> Self {
        let mut literals: BTreeSet<Lit> = all.iter().flat_map(|(sets, _)| &sets.literals).copied().collect();
        occurring(&basis(plan, &nameable(plan.book), given), &mut literals, plan.book.impossible.iter().copied());
        let mut regions = blank(plan, &literals, given);
        let mut sets = [Region::NEVER; 2];
        for (more, turned) in all {
            let mut brought = more.sets;
            regions.bring(&more.regions, &mut brought);
            if *turned {
                brought.reverse();
            }
            for (set, more) in sets.iter_mut().zip(brought) {
                *set = regions.either(*set, more);
            }
        }
        let complete = regions.is_complete() && all.iter().all(|(sets, _)| sets.complete);
        Self { literals, regions, sets, complete }
    }

    /// How many situations each of the two holds; `None` where the budget does not suffice to tell.
    pub(crate) fn situations(&mut self) -> [Option<BigUint>; 2] {
        self.sets.map(|set| self.complete.then(|| self.regions.count(set, Weight::Situations)))
    }
}

/// An evaluator with no regions, over the classes of values that these literals tell apart.
fn blank(plan: &Plan<'_, '_>, literals: &BTreeSet<Lit>, given: &[Known]) -> Regions {
    basis(plan, &nameable(plan.book), given).blank(literals, order(plan.book, given))
}
