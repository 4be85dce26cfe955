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
struct Block {
    tallies: [Tally; 2],
    sets: Sets,
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

impl Block {
    /// `None` if nothing can collide.
    fn new(plan: &Plan<'_, '_>, owners: Owners, given: &[Known]) -> Option<Self> {
        let [one, other] = owners;
        let pairs: Vec<PairId> = [owners, [other, one]].into_iter().flat_map(|owners| plan.owned(owners)).collect();
        if pairs.is_empty() {
            return None;
        }
        let mut exact = PairRegions::of(plan, pairs, given);
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

/// What legal orders have against each other, block by block.
pub(super) struct Blocks<'p, 'b, 'c> {
    plan: &'p Plan<'b, 'c>,
    given: &'p [Known],
    /// What several of them have in common.
    shared: BTreeMap<Owners, Option<Block>>,
}

impl<'p, 'b, 'c> Blocks<'p, 'b, 'c> {
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
        let shared: Vec<Owners> = uses.into_iter().filter(|(_, uses)| *uses > 1).map(|(owners, _)| owners).collect();
        let shared = shared.into_par_iter().map(|owners| (owners, Block::new(plan, owners, given))).collect();
        Self { plan, given, shared }
    }

    /// What there is where the first of two requires, and where the second does.
    pub(super) fn between(&self, couple: [JurisdictionId; 2]) -> [Found; 2] {
        let (known, others): (Vec<_>, Vec<_>) =
            owners(self.plan, couple).partition(|(owners, _)| self.shared.contains_key(owners));
        let own = others.into_iter().map(|(owners, turned)| (Block::new(self.plan, owners, self.given), turned));
        let own: Vec<(Option<Block>, bool)> = own.collect();
        let known = known.iter().filter_map(|(owners, turned)| Some((self.shared.get(owners)?.as_ref()?, *turned)));
        let own = own.iter().filter_map(|(block, turned)| Some((block.as_ref()?, *turned)));
        self.joined(couple, known.chain(own).collect())
    }

    fn joined(&self, couple: [JurisdictionId; 2], blocks: Vec<(&Block, bool)>) -> [Found; 2] {
        let complete = blocks.iter().all(|(block, _)| block.complete);
        let mut tallies = [Tally::default(), Tally::default()];
        for (block, turned) in &blocks {
            for (at, tally) in tallies.iter_mut().enumerate() {
                block.tallies.get(at ^ usize::from(*turned)).into_iter().for_each(|more| tally.add(more));
            }
        }
        if tallies.iter().all(|tally| tally.by_worst.is_empty()) {
            return tallies.map(|_| self.nothing(couple, complete));
        }
        let sets: Vec<(&Sets, bool)> = blocks.iter().map(|(block, turned)| (&block.sets, *turned)).collect();
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

/// The owners of the law of two legal orders, without what they share, and whether the law of the first of two owners is
/// that of the second legal order.
fn owners(plan: &Plan<'_, '_>, [a, b]: [JurisdictionId; 2]) -> impl Iterator<Item = (Owners, bool)> {
    let between = Between::pair(plan.book, a, b);
    let sides: Vec<Vec<JurisdictionId>> = between.sides().map(|side| side.iter().map(jurisdiction).collect()).collect();
    let mut owners = Vec::new();
    if let [left, right] = sides.as_slice() {
        for one in left {
            owners.extend(
                right.iter().map(|other| if one < other { ([*one, *other], false) } else { ([*other, *one], true) }),
            );
        }
    }
    owners.into_iter()
}
