//! What the law of two owners has against each other.
//!
//! A legal order is the law of several owners: a state of a union has its own and that of the union. What the union has
//! against a third state is the same for all its members, and is worked out once.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Conflicts, Found};
use crate::law::JurisdictionId;
use crate::lawbook::jurisdiction;
use crate::logic::Known;
use crate::solve::{Between, Outcome};
use crate::survey::bulk::{PairId, Plan};
use crate::survey::regions::{PairRegions, Sets};

/// Two owners of law, the first in order first.
type Owners = [JurisdictionId; 2];

/// What two owners have against each other. First where the first owner requires, then where the second does.
#[derive(Debug)]
struct Against {
    tallies: [Tally; 2],
    sets: Sets,
    /// Whether every conflict is exact; whether their unions are, the sets know.
    complete: bool,
}

/// What there is in one direction.
#[derive(Debug, Clone, Default)]
struct Tally {
    by_worst: BTreeMap<Outcome, usize>,
    contested: usize,
}

impl Tally {
    fn add(&mut self, more: &Self) {
        more.by_worst.iter().for_each(|(worst, count)| *self.by_worst.entry(*worst).or_default() += count);
        self.contested += more.contested;
    }
}

impl Against {
    /// `None` if nothing can collide.
    fn new(plan: &Plan<'_, '_>, owners: Owners, given: &[Known]) -> Option<Self> {
        let [one, other] = owners;
        let pairs: Vec<PairId> = [owners, [other, one]].into_iter().flat_map(|owners| plan.owned(owners)).collect();
        if pairs.is_empty() {
            return None;
        }
        let mut exact = PairRegions::of(plan, pairs, given);
        // Before unions are made: these may use the budget up, and change no region that is there already.
        let complete = exact.is_complete();
        let directions = owners.map(|requiring| {
            let (mut tally, mut regions) = (Tally::default(), Vec::new());
            for of in exact.from(requiring) {
                tally.contested += usize::from(of.contested == of.conflict);
                if let Some((worst, _)) = of.outcomes.last() {
                    *tally.by_worst.entry(*worst).or_default() += 1;
                }
                regions.push(of.conflict);
            }
            (tally, exact.any(regions))
        });
        let sets = Sets::of(&exact, directions.each_ref().map(|(_, union)| *union));
        Some(Self { tallies: directions.map(|(tally, _)| tally), sets, complete })
    }
}

/// What legal orders have against each other.
pub(super) struct Orders<'p, 'b, 'c> {
    plan: &'p Plan<'b, 'c>,
    given: &'p [Known],
    /// What several of them have in common.
    shared: BTreeMap<Owners, Option<Against>>,
}

impl<'p, 'b, 'c> Orders<'p, 'b, 'c> {
    /// With what several of these couples have in common worked out.
    pub(super) fn new(
        plan: &'p Plan<'b, 'c>,
        couples: impl Iterator<Item = [JurisdictionId; 2]>,
        given: &'p [Known],
    ) -> Self {
        let mut uses: BTreeMap<Owners, usize> = BTreeMap::new();
        for (owners, _) in couples.flat_map(|couple| owners(plan, couple)) {
            *uses.entry(owners).or_default() += 1;
        }
        uses.retain(|_, uses| *uses > 1);
        let shared = uses.into_par_iter().map(|(owners, _)| (owners, Against::new(plan, owners, given))).collect();
        Self { plan, given, shared }
    }

    /// What there is where the first of two requires, and where the second does.
    pub(super) fn between(&self, couple: [JurisdictionId; 2]) -> [Found; 2] {
        let owners = owners(self.plan, couple);
        let rest = owners.iter().filter(|(owners, _)| !self.shared.contains_key(owners));
        let rest: BTreeMap<Owners, Option<Against>> =
            rest.map(|(owners, _)| (*owners, Against::new(self.plan, *owners, self.given))).collect();
        let known = owners.iter().filter_map(|(owners, turned)| {
            let against = self.shared.get(owners).or_else(|| rest.get(owners))?;
            Some((against.as_ref()?, *turned))
        });
        self.joined(couple, &known.collect::<Vec<_>>())
    }

    fn joined(&self, couple: [JurisdictionId; 2], all: &[(&Against, bool)]) -> [Found; 2] {
        let complete = all.iter().all(|(against, _)| against.complete);
        let mut tallies = [Tally::default(), Tally::default()];
        for (against, turned) in all {
            let [first, second] = &against.tallies;
            let more = if *turned { [second, first] } else { [first, second] };
            tallies.iter_mut().zip(more).for_each(|(tally, more)| tally.add(more));
        }
        if tallies.iter().all(|tally| tally.by_worst.is_empty()) {
            return tallies.map(|_| self.nothing(couple, complete));
        }
        let sets: Vec<(&Sets, bool)> = all.iter().map(|(against, turned)| (&against.sets, *turned)).collect();
        let [one, other] = Sets::union(self.plan, &sets, self.given).situations();
        let [first, second] = tallies;
        [(first, one), (second, other)].map(|(tally, situations)| {
            let Some(worst) = tally.by_worst.keys().next_back().copied() else { return self.nothing(couple, complete) };
            let (by_worst, contested) = (tally.by_worst.into_iter().collect(), tally.contested);
            Found::Conflicts(Conflicts { by_worst, contested, worst, situations, complete })
        })
    }

    fn nothing(&self, couple: [JurisdictionId; 2], complete: bool) -> Found {
        let book = self.plan.book;
        let encoded = book.corpus.broken.is_empty() && !couple.into_iter().any(|id| book.has_gap(id));
        Found::Nothing { covered: complete && encoded, complete }
    }
}

/// The owners of the law of two legal orders, without what they share, and whether the law of the second of two owners is
/// that of the first legal order.
fn owners(plan: &Plan<'_, '_>, [a, b]: [JurisdictionId; 2]) -> Vec<(Owners, bool)> {
    let between = Between::pair(plan.book, a, b);
    let mut sides = between.sides().map(|side| side.iter().map(jurisdiction).collect::<Vec<_>>());
    let (Some(left), Some(right)) = (sides.next(), sides.next()) else { return Vec::new() };
    let all = left.iter().flat_map(|one| right.iter().map(move |other| [*one, *other]));
    all.map(|[one, other]| if one < other { ([one, other], false) } else { ([other, one], true) }).collect()
}
