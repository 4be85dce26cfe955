//! One conflict as exact sets of requests, wherever its formulas are written down: in a plan, or in a space that two
//! plans share. How a conflict is cut into outcomes stands here alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use hashbrown::HashMap;

use super::{ConflictRegions, Never};
use crate::law::MechanismId;
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
    /// The ways out.
    pub ways: Ways,
}

/// The ways out of a conflict, best first. Many conflicts share a list, and what it is worth is worked out once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ways {
    /// The number of the list among those of the same formulas.
    pub number: u32,
    /// The ways.
    pub list: Arc<[WayPlan]>,
}

impl Terms {
    /// The terms of two norms of a plan, in its own formulas.
    pub(crate) fn of(plan: &Plan<'_, '_>, pair: PairId) -> Self {
        let (must, not) = plan.sides(pair);
        let disputed = [must.disputed, not.disputed].into_iter().flatten().collect();
        let ways = Ways { number: plan.list_of(pair), list: plan.ways_of(pair).clone() };
        Self { required: must.applies, forbidden: not.applies, disputed, ways }
    }

    /// Every formula.
    pub(crate) fn formulas(&self) -> impl Iterator<Item = Formula> {
        let ways = self.ways.list.iter().map(|way| way.open);
        [self.required, self.forbidden].into_iter().chain(self.disputed.iter().copied()).chain(ways)
    }

    /// The literals that say that a way out is in use.
    pub(crate) fn uses(&self) -> impl Iterator<Item = Lit> {
        self.ways.list.iter().filter_map(|way| way.in_use)
    }

    /// The region of each part, without requests that never occur; nothing if no request has the conflict.
    pub(crate) fn cut(&self, pair: PairId, regions: &mut Regions, values: &mut Values<'_>) -> Option<ConflictRegions> {
        let live = self.live(regions, values, Region::ALWAYS);
        let contested = self.disputed(regions, values, live);
        let (conflict, outcomes) = self.parts(regions, values, (live, contested));
        if conflict == Region::NEVER {
            return None;
        }
        let contested = regions.both(conflict, contested);
        Some(ConflictRegions { pair, conflict, contested, outcomes, resolved: values.used(regions, &self.ways) })
    }

    /// The outcomes of the conflict for some requests only, best first.
    pub(crate) fn outcomes(
        &self,
        regions: &mut Regions,
        values: &mut Values<'_>,
        within: Region,
    ) -> Vec<(Outcome, Region)> {
        let live = self.live(regions, values, within);
        self.parts(regions, values, (live, Region::NEVER)).1
    }

    /// Those of some requests that occur, and their outcomes, best first. What an outcome hangs on, or whether it is
    /// contested, can say of a request that it never occurs where the conflict itself does not ask.
    fn parts(
        &self,
        regions: &mut Regions,
        values: &mut Values<'_>,
        (live, contested): (Region, Region),
    ) -> (Region, Vec<(Outcome, Region)>) {
        if live == Region::NEVER {
            return (live, Vec::new());
        }
        let mut outcomes = values.by_best_way(regions, live, &self.ways);
        let parts: Vec<Region> = outcomes.iter().map(|(_, part)| *part).chain([contested]).collect();
        let left = values.never.left_of(regions, live, &parts);
        if left != live {
            outcomes.iter_mut().for_each(|(_, part)| *part = regions.both(*part, left));
            outcomes.retain(|(_, part)| *part != Region::NEVER);
        }
        (left, outcomes)
    }

    /// The outcomes that some request has, best first.
    pub(crate) fn met(&self, regions: &mut Regions, values: &mut Values<'_>) -> Vec<Outcome> {
        let parts = self.outcomes(regions, values, Region::ALWAYS);
        parts.into_iter().map(|(outcome, _)| outcome).collect()
    }

    /// Those of some requests for which an arguable exception holds.
    pub(crate) fn disputed(&self, regions: &mut Regions, values: &mut Values<'_>, within: Region) -> Region {
        let mut disputed = Region::NEVER;
        for formula in &self.disputed {
            let value = values.of(regions, *formula);
            disputed = regions.either(disputed, value);
        }
        regions.both(within, disputed)
    }

    /// Those of some requests for which both norms apply.
    pub(crate) fn live(&self, regions: &mut Regions, values: &mut Values<'_>, within: Region) -> Region {
        let mut live = within;
        for formula in [self.required, self.forbidden] {
            if live == Region::NEVER {
                return live;
            }
            let applies = values.of(regions, formula);
            live = regions.both(live, applies);
        }
        values.never.left(regions, live)
    }
}

/// The regions of formulas, each worked out once: many conflicts share their ways out.
#[derive(Debug)]
pub(crate) struct Values<'f> {
    formulas: &'f Formulas,
    known: HashMap<Formula, Region>,
    /// By number of a list of ways: for which requests one of each benefit is open.
    open: BTreeMap<u32, Arc<[(Outcome, Region)]>>,
    /// By number of a list of ways: the requests in which a binding mechanism is open and in use.
    used: BTreeMap<u32, Arc<[(MechanismId, Region)]>>,
    never: Never,
}

impl<'f> Values<'f> {
    /// Nothing worked out yet.
    pub(crate) fn new(formulas: &'f Formulas) -> Self {
        Self { formulas, known: HashMap::new(), open: BTreeMap::new(), used: BTreeMap::new(), never: Never::default() }
    }

    /// The same where these requests never occur.
    pub(crate) fn but(self, never: Never) -> Self {
        Self { never, ..self }
    }

    /// A region without the requests that never occur.
    pub(crate) fn occurring(&self, regions: &mut Regions, region: Region) -> Region {
        self.never.left(regions, region)
    }

    /// The requests for which a formula holds.
    pub(crate) fn of(&mut self, regions: &mut Regions, formula: Formula) -> Region {
        *self.known.entry(formula).or_insert_with(|| eval(regions, self.formulas, formula))
    }

    /// Cuts a conflict by the best of its open ways.
    pub(crate) fn by_best_way(
        &mut self,
        regions: &mut Regions,
        conflict: Region,
        ways: &Ways,
    ) -> Vec<(Outcome, Region)> {
        let mut left = conflict;
        let mut parts = Vec::new();
        for (benefit, open) in self.open(regions, ways).iter() {
            let rest = regions.without(left, *open);
            parts.push((*benefit, regions.without(left, rest)));
            left = rest;
        }
        parts.push((Outcome::Deadlock, left));
        parts.retain(|(_, region)| *region != Region::NEVER);
        parts
    }

    /// For which requests one of the ways of each benefit is open, best first.
    pub(crate) fn open(&mut self, regions: &mut Regions, ways: &Ways) -> Arc<[(Outcome, Region)]> {
        if let Some(known) = self.open.get(&ways.number) {
            return known.clone();
        }
        let mut open = Vec::new();
        for same in ways.list.chunk_by(|one, next| one.benefit == next.benefit) {
            let all = same.iter().map(|way| self.of(regions, way.open)).collect();
            let any = regions.any(all);
            open.extend(same.first().map(|way| (way.benefit, any)));
        }
        let open: Arc<[(Outcome, Region)]> = open.into();
        self.open.insert(ways.number, open.clone());
        open
    }

    fn used(&mut self, regions: &mut Regions, ways: &Ways) -> Arc<[(MechanismId, Region)]> {
        if let Some(known) = self.used.get(&ways.number) {
            return known.clone();
        }
        let mut used = Vec::new();
        for way in ways.list.iter() {
            if let Some(literal) = way.in_use {
                let open = self.of(regions, way.open);
                let names = regions.fact_in(literal);
                used.push((way.mechanism, regions.both(open, names)));
            }
        }
        used.retain(|(_, region)| *region != Region::NEVER);
        let used: Arc<[(MechanismId, Region)]> = used.into();
        self.used.insert(ways.number, used.clone());
        used
    }
}
