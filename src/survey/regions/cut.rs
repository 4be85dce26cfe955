//! One conflict as exact sets of requests, wherever its formulas are written down: in a plan, or in a space that two
//! plans share. How a conflict is cut into outcomes stands here alone.

use std::collections::BTreeMap;

use super::{ConflictRegions, Never};
use crate::logic::{Algebra as _, Formula, Formulas, Lit, Region, Regions, eval};
use crate::solve::Outcome;
use crate::survey::bulk::{PairId, Plan, WayPlan};

/// A conflict as formulas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Terms {
    /// That the norm that requires applies.
    pub required: Formula,
    /// That the norm that forbids applies.
    pub forbidden: Formula,
    /// That an arguable exception to one of them holds.
    pub disputed: Vec<Formula>,
    /// The ways out, best first.
    pub ways: Vec<WayPlan>,
}

impl Terms {
    /// The terms of two norms of a plan, in its own formulas.
    pub(crate) fn of(plan: &Plan<'_, '_>, pair: PairId) -> Self {
        let (must, not) = plan.sides(pair);
        let disputed = [must.disputed, not.disputed].into_iter().flatten().collect();
        let ways = plan.ways_of(pair).copied().collect();
        Self { required: must.applies, forbidden: not.applies, disputed, ways }
    }

    /// Every formula.
    pub(crate) fn formulas(&self) -> impl Iterator<Item = Formula> {
        let ways = self.ways.iter().map(|way| way.open);
        [self.required, self.forbidden].into_iter().chain(self.disputed.iter().copied()).chain(ways)
    }

    /// The literals that say that a way out is in use.
    pub(crate) fn uses(&self) -> impl Iterator<Item = Lit> {
        self.ways.iter().filter_map(|way| way.in_use)
    }

    /// The region of each part, without requests that never occur; nothing if no request has the conflict.
    pub(crate) fn cut(&self, pair: PairId, regions: &mut Regions, values: &mut Values<'_>) -> Option<ConflictRegions> {
        let mut live = values.of(regions, self.required);
        if live != Region::NEVER {
            let forbidden = values.of(regions, self.forbidden);
            live = regions.both(live, forbidden);
            live = values.never.left(regions, live);
        }
        if live == Region::NEVER {
            return None;
        }
        let mut disputed = Region::NEVER;
        for formula in &self.disputed {
            let value = values.of(regions, *formula);
            disputed = regions.either(disputed, value);
        }
        let (mut by_outcome, mut resolved) = (Vec::new(), Vec::new());
        for way in &self.ways {
            let open = values.of(regions, way.open);
            let open = regions.both(open, live);
            if let Some(used) = way.in_use {
                let used = regions.fact_in(used);
                let used = regions.both(open, used);
                if used != Region::NEVER {
                    resolved.push((way.mechanism, used));
                }
            }
            by_outcome.push((way.benefit, open));
        }
        let contested = regions.both(live, disputed);
        let outcomes = by_best_way(regions, live, &by_outcome);
        Some(ConflictRegions { pair, conflict: live, contested, outcomes, resolved })
    }
}

/// The regions of formulas, each worked out once: many conflicts share their ways out.
#[derive(Debug)]
pub(crate) struct Values<'f> {
    formulas: &'f Formulas,
    known: BTreeMap<Formula, Region>,
    never: Never,
}

impl<'f> Values<'f> {
    /// Nothing worked out yet.
    pub(crate) fn new(formulas: &'f Formulas) -> Self {
        Self { formulas, known: BTreeMap::new(), never: Never::default() }
    }

    /// The same where these requests never occur.
    pub(super) fn but(self, never: Never) -> Self {
        Self { never, ..self }
    }

    fn of(&mut self, regions: &mut Regions, formula: Formula) -> Region {
        *self.known.entry(formula).or_insert_with(|| eval(regions, self.formulas, formula))
    }
}

/// Cuts a conflict by the best of its open ways; these stand best first.
fn by_best_way(regions: &mut Regions, conflict: Region, ways: &[(Outcome, Region)]) -> Vec<(Outcome, Region)> {
    let mut left = conflict;
    let mut parts: Vec<(Outcome, Region)> = Vec::new();
    for (outcome, open) in ways {
        let part = regions.both(left, *open);
        left = regions.without(left, part);
        match parts.last_mut() {
            Some((last, region)) if last == outcome => *region = regions.either(*region, part),
            _ => parts.push((*outcome, part)),
        }
    }
    parts.push((Outcome::Deadlock, left));
    parts.retain(|(_, region)| *region != Region::NEVER);
    parts
}
