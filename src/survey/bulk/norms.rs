//! To which requests of a block each norm applies.

use std::ops::Range;

use super::plan::{Candidate, Plan};
use crate::logic::{Columns, Lanes, NOWHERE, Plane, eval};

/// What the norms of one modality say of every request of a block. The planes of norms that are not alive are left from
/// blocks before: nobody may ask for them.
#[derive(Debug, Clone)]
pub(super) struct Standings {
    /// The norms that may apply to some request, by number.
    pub alive: Vec<u32>,
    /// By norm.
    norms: Vec<Standing>,
    /// By norm: the requests to which it surely applies.
    sure: Vec<Plane>,
    /// By norm, where something is unknown: the requests to which it may apply.
    may: Vec<Plane>,
    /// By norm with an arguable exception: the requests for which one may hold.
    disputes: Vec<Plane>,
}

/// What is to be known of a norm beside its planes.
#[derive(Debug, Clone, Copy)]
struct Standing {
    alive: bool,
    /// The place among the disputes, for a norm with an arguable exception.
    dispute: Option<u32>,
}

impl Standings {
    pub(super) fn new(norms: &[Candidate]) -> Self {
        let mut disputes = 0;
        let standing = norms.iter().map(|norm| {
            let place = disputes;
            disputes += u32::from(norm.disputed.is_some());
            Standing { alive: false, dispute: norm.disputed.map(|_| place) }
        });
        let standing = standing.collect();
        let planes = vec![NOWHERE; norms.len()];
        let disputes = vec![NOWHERE; disputes as usize];
        Self { alive: Vec::new(), norms: standing, sure: planes.clone(), may: planes, disputes }
    }

    /// The norms in a range that are alive.
    pub(super) fn alive_in(&self, norms: &Range<u32>) -> &[u32] {
        let [start, end] = [norms.start, norms.end].map(|end| self.alive.partition_point(|norm| *norm < end));
        self.alive.get(start..end).unwrap_or_default()
    }

    /// Whether a norm may apply to some request.
    #[inline(always)]
    pub(super) fn is_alive(&self, norm: u32) -> bool {
        self.norms.get(norm as usize).is_some_and(|norm| norm.alive)
    }

    /// The requests to which a norm surely applies.
    #[inline(always)]
    pub(super) fn sure(&self, norm: u32) -> &Plane {
        self.sure.get(norm as usize).unwrap_or(&NOWHERE)
    }

    /// The requests to which a norm may apply.
    #[inline(always)]
    pub(super) fn may<const P: usize>(&self, norm: u32) -> &Plane {
        let planes = if P == 1 { &self.sure } else { &self.may };
        planes.get(norm as usize).unwrap_or(&NOWHERE)
    }

    /// The requests for which an arguable exception to a norm may hold, if it has one.
    #[inline(always)]
    pub(super) fn dispute(&self, norm: u32) -> Option<&Plane> {
        let place = self.norms.get(norm as usize)?.dispute?;
        self.disputes.get(place as usize)
    }

    /// Finds out to which requests each norm applies.
    #[inline(always)]
    pub(super) fn judge<const P: usize>(&mut self, plan: &Plan<'_, '_>, columns: &Columns, norms: &[Candidate]) {
        self.alive.clear();
        let mut lanes = Lanes::<P>::new(columns);
        for (at, norm) in norms.iter().enumerate() {
            let (Some(standing), Some(sure), Some(may)) =
                (self.norms.get_mut(at), self.sure.get_mut(at), self.may.get_mut(at))
            else {
                continue;
            };
            standing.alive = !norm.necessary.iter().any(|lit| columns.is_never(*lit));
            if !standing.alive {
                continue;
            }
            let applies = eval(&mut lanes, &plan.formulas, norm.applies);
            *sure = *applies.sure();
            if P == 2 {
                *may = *applies.possible();
            }
            standing.alive = *applies.possible() != NOWHERE;
            if !standing.alive {
                continue;
            }
            self.alive.extend(u32::try_from(at));
            if let (Some(formula), Some(place)) = (norm.disputed, standing.dispute)
                && let Some(dispute) = self.disputes.get_mut(place as usize)
            {
                *dispute = *eval(&mut lanes, &plan.formulas, formula).possible();
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
