//! To which requests of a block each norm applies.

use std::ops::Range;

use super::plan::{Candidate, Plan};
use crate::logic::{Columns, Lanes, NOWHERE, Plane, eval};

/// What the norms of one modality say of every request of a block. Only the planes of norms that are alive are made;
/// those of the others are left from blocks before.
#[derive(Debug, Clone)]
pub(super) struct Standings {
    /// The norms that may apply to some request, by number.
    pub alive: Vec<u32>,
    /// By norm: the requests to which it surely applies.
    sure: Vec<Plane>,
    /// By norm, where something is unknown: the requests to which it may apply.
    possible: Vec<Plane>,
    /// By norm: the requests for which an arguable exception may hold.
    disputed: Vec<Plane>,
}

impl Standings {
    pub(super) fn new(norms: usize) -> Self {
        let planes = vec![NOWHERE; norms];
        Self { alive: Vec::new(), sure: planes.clone(), possible: planes.clone(), disputed: planes }
    }

    /// The norms in a range that are alive.
    pub(super) fn alive_in(&self, norms: &Range<u32>) -> &[u32] {
        let [start, end] = [norms.start, norms.end].map(|end| self.alive.partition_point(|norm| *norm < end));
        self.alive.get(start..end).unwrap_or_default()
    }

    /// The requests to which a norm that is alive surely applies.
    #[inline(always)]
    pub(super) fn sure(&self, norm: u32) -> &Plane {
        self.sure.get(norm as usize).unwrap_or(&NOWHERE)
    }

    /// The requests to which a norm that is alive may apply.
    #[inline(always)]
    pub(super) fn possible<const P: usize>(&self, norm: u32) -> &Plane {
        let planes = if P == 1 { &self.sure } else { &self.possible };
        planes.get(norm as usize).unwrap_or(&NOWHERE)
    }

    /// The requests for which an arguable exception to a norm that is alive may hold.
    #[inline(always)]
    pub(super) fn disputed(&self, norm: u32) -> &Plane {
        self.disputed.get(norm as usize).unwrap_or(&NOWHERE)
    }

    /// Finds out to which requests each norm applies.
    #[inline(always)]
    pub(super) fn judge<const P: usize>(&mut self, plan: &Plan<'_, '_>, columns: &Columns, norms: &[Candidate]) {
        self.alive.clear();
        let mut lanes = Lanes::<P>::new(columns);
        for (number, norm) in (0..).zip(norms) {
            if norm.necessary.iter().any(|lit| columns.is_never(*lit)) {
                continue;
            }
            let applies = eval(&mut lanes, &plan.formulas, norm.applies);
            if *applies.possible() == NOWHERE {
                continue;
            }
            self.alive.push(number);
            let number = number as usize;
            if let (Some(sure), Some(possible)) = (self.sure.get_mut(number), self.possible.get_mut(number)) {
                *sure = *applies.sure();
                if P == 2 {
                    *possible = *applies.possible();
                }
            }
            if let (Some(formula), Some(disputed)) = (norm.disputed, self.disputed.get_mut(number)) {
                *disputed = *eval(&mut lanes, &plan.formulas, formula).possible();
            }
        }
    }
}

/// `a ← a ∧ b`
#[inline(always)]
pub(super) fn keep<const W: usize>(a: &mut [u64; W], b: &[u64; W]) {
    a.iter_mut().zip(b).for_each(|(word, other)| *word &= other);
}

/// `a ← a ∨ b`
#[inline(always)]
pub(super) fn add<const W: usize>(a: &mut [u64; W], b: &[u64; W]) {
    a.iter_mut().zip(b).for_each(|(word, other)| *word |= other);
}

/// One word of a plane.
#[inline(always)]
pub(super) fn at(plane: &Plane, word: usize) -> u64 {
    plane.get(word).copied().unwrap_or(0)
}
