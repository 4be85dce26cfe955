//! The norms that can collide with one that requires.

use std::sync::OnceLock;

use super::plan::{NO_PAIR, PairId, Plan};
use crate::solve::compatible;

/// Norms that forbid, as bits: words by place, the empty ones left out.
pub(super) type Bits = Vec<(u32, u64)>;

/// The norms that can collide with one that requires.
#[derive(Debug)]
pub(super) struct Partners {
    /// By act and owner.
    all: Reach,
    /// Those of them that some request can meet together with it.
    compatible: OnceLock<Reach>,
}

/// Norms that forbid.
#[derive(Debug)]
pub(super) struct Reach {
    pub bits: Bits,
    strands: OnceLock<Vec<Strand>>,
}

/// Norms with the same ways out of their conflicts.
#[derive(Debug)]
pub(super) struct Strand {
    /// The list of ways.
    pub ways: u32,
    /// The norms that forbid.
    pub nots: Vec<u32>,
}

impl Partners {
    pub(super) fn new(flags: impl Iterator<Item = bool>) -> Self {
        Self { all: Reach::new(flags), compatible: OnceLock::new() }
    }

    /// The partners where something is unknown (two planes), or nothing. Two norms that surely apply to the same
    /// request are compatible, so that only for the unknown it has to be asked.
    #[inline(always)]
    pub(super) fn reach<const P: usize>(&self, plan: &Plan<'_, '_>, must: u32) -> &Reach {
        if P == 1 {
            return &self.all;
        }
        self.compatible.get_or_init(|| {
            let can_meet = |pair: &u32| {
                let (required, forbidden) = plan.norms(PairId(*pair));
                compatible(plan.book, required, forbidden)
            };
            Reach::new(plan.pairs_of(must).iter().map(|pair| *pair != NO_PAIR && can_meet(pair)))
        })
    }
}

impl Reach {
    fn new(flags: impl Iterator<Item = bool>) -> Self {
        let mut bits: Bits = Vec::new();
        for at in (0..).zip(flags).filter_map(|(at, flag)| flag.then_some(at)) {
            match bits.last_mut() {
                Some((last, bits)) if *last == at / 64 => *bits |= 1 << (at % 64),
                _ => bits.push((at / 64, 1 << (at % 64))),
            }
        }
        Self { bits, strands: OnceLock::new() }
    }

    /// The norms, by number.
    pub(super) fn norms(&self) -> impl Iterator<Item = u32> {
        self.bits.iter().flat_map(|(word, bits)| {
            let (word, bits) = (*word, *bits);
            (0..64).filter(move |bit| (bits >> bit) & 1 == 1).map(move |bit| word * 64 + bit)
        })
    }

    pub(super) fn contains(&self, norm: u32) -> bool {
        self.bits.iter().any(|(word, bits)| *word == norm / 64 && (bits >> (norm % 64)) & 1 == 1)
    }

    /// The norms by their ways out of conflicts with one that requires.
    pub(super) fn strands(&self, plan: &Plan<'_, '_>, must: u32) -> &[Strand] {
        self.strands.get_or_init(|| {
            let mut strands: Vec<Strand> = Vec::new();
            for not in self.norms() {
                let ways = plan.list_of(plan.pair(must, not));
                match strands.iter_mut().find(|strand| strand.ways == ways) {
                    Some(strand) => strand.nots.push(not),
                    None => strands.push(Strand { ways, nots: vec![not] }),
                }
            }
            strands
        })
    }
}
