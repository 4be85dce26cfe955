//! Where the ways out are open, worked out only for the words of a block that ask.

use super::norms::at;
use super::plan::{PairId, Plan, WayPlan};
use crate::logic::{Columns, Lanes, NOWHERE, Plane, eval};
use crate::solve::Outcome;

/// After so many words asked for one by one the whole block is worked out: then that is cheaper.
const FEW: u32 = 6;

/// Where the ways out of a block are open, as far as somebody asked.
#[derive(Debug, Clone)]
pub(super) struct Ways {
    /// By way: the words that are worked out, as bits.
    known: Vec<u64>,
    open: Vec<Plane>,
}

/// What the ways are asked from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground<'a, 'b, 'c> {
    pub plan: &'a Plan<'b, 'c>,
    pub columns: &'a Columns,
    /// The requests that involve law that is not encoded.
    pub uncovered: &'a Plane,
    /// The requests that name some binding mechanism as in use.
    pub using: &'a Plane,
}

impl Ways {
    pub(super) fn new(ways: usize) -> Self {
        Self { known: vec![0; ways], open: vec![NOWHERE; ways] }
    }

    /// Forgets the block.
    pub(super) fn clear(&mut self) {
        self.known.fill(0);
    }

    /// The best way out of a pair for one request, and whether one has already resolved it.
    #[inline(always)]
    pub(super) fn out<const P: usize>(
        &mut self,
        ground: Ground<'_, '_, '_>,
        pair: PairId,
        word: usize,
        bit: u32,
    ) -> (Outcome, bool) {
        let (mut best, mut resolved) = (Outcome::Deadlock, false);
        let using = (at(ground.using, word) >> bit) & 1 == 1;
        for number in ground.plan.listed(ground.plan.list_of(pair)).iter().map(|way| *way as usize) {
            let Some(way) = ground.plan.ways.get(number) else { continue };
            if (self.word::<P>(ground, number, way, word) >> bit) & 1 == 1 {
                best = best.min(way.benefit);
                // The first one that is open is the best.
                if !using {
                    break;
                }
                resolved |= way.in_use.is_some_and(|used| (at(ground.columns.surely(used), word) >> bit) & 1 == 1);
            }
        }
        (best, resolved)
    }

    /// For 64 requests: where a way is open.
    #[inline(always)]
    pub(super) fn word<const P: usize>(
        &mut self,
        ground: Ground<'_, '_, '_>,
        number: usize,
        way: &WayPlan,
        word: usize,
    ) -> u64 {
        let (Some(known), Some(open)) = (self.known.get_mut(number), self.open.get_mut(number)) else { return 0 };
        if (*known >> word) & 1 == 0 {
            if known.count_ones() < FEW {
                let found = eval(&mut Lanes::<P, 1>::window(ground.columns, word), &ground.plan.formulas, way.open);
                if let (Some(open), [found]) = (open.get_mut(word), found.sure()) {
                    *open = *found;
                }
                *known |= 1 << word;
            } else {
                *open = *eval(&mut Lanes::<P>::new(ground.columns), &ground.plan.formulas, way.open).sure();
                *known = u64::MAX;
            }
        }
        at(open, word)
    }
}
