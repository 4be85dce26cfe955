//! The verdicts of a block as columns, without a finding for each conflict.
//!
//! The conflicts of one norm that have the same ways out are looked at together, whole words of requests at a time:
//! what no way helps is a deadlock, the rest is as good as the best way that is open. So a block in which everything
//! collides costs little more than one in which nothing does.

use super::count::Counts;
use super::norms::{Standings, add, at, keep};
use super::partners::Strand;
use super::ways::{Ground, Ways};
use crate::logic::{NOWHERE, Plane};
use crate::solve::{Outcome, Verdict};

/// What was counted of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// All conflicts, resolved ones too.
    pub conflicts: Counts,
    /// The conflicts that a binding mechanism in use has resolved.
    pub resolved: Counts,
    /// By verdict: the requests that have it, and those that have it as their worst case.
    verdicts: Verdicts,
    worst_cases: Verdicts,
}

/// By verdict: clear, unknown, then by outcome.
type Verdicts = [Plane; 6];

impl Tally {
    pub(super) const EMPTY: Self = Self {
        conflicts: Counts { certain: 0, contested: 0, possible: 0 },
        resolved: Counts { certain: 0, contested: 0, possible: 0 },
        verdicts: [NOWHERE; 6],
        worst_cases: [NOWHERE; 6],
    };

    /// How many requests have this verdict.
    #[must_use]
    pub fn requests(&self, verdict: Verdict) -> u64 {
        total(&self.verdicts, verdict)
    }

    /// How many requests have this worst case.
    #[must_use]
    pub fn worst_cases(&self, verdict: Verdict) -> u64 {
        total(&self.worst_cases, verdict)
    }

    /// Sorts the requests of a block by verdict.
    #[inline(always)]
    pub(super) fn block<const P: usize>(
        &mut self,
        ground: Ground<'_, '_, '_>,
        [musts, nots]: [&Standings; 2],
        ways: &mut Ways,
    ) {
        self.resolved = Counts::default();
        let mut worst = Worst { sure: [NOWHERE; 4], possible: [NOWHERE; 4] };
        for must in &musts.alive {
            let Some(partners) = ground.plan.partners::<P>(*must) else { continue };
            for strand in partners.strands(ground.plan, *must) {
                let (mut sure, mut possible) = (NOWHERE, NOWHERE);
                for not in strand.nots.iter().filter(|not| nots.is_alive(**not)) {
                    add(&mut sure, nots.sure(*not));
                    add(&mut possible, nots.may::<P>(*not));
                }
                keep(&mut sure, musts.sure(*must));
                keep(&mut possible, musts.may::<P>(*must));
                for (word, conflicts) in possible.iter().enumerate().filter(|(_, conflicts)| **conflicts != 0) {
                    let resolved = resolved::<P>(ground, strand, ways, word, *conflicts);
                    if resolved != 0 {
                        self.resolved.add(graded::<P>([musts, nots], *must, strand, word, resolved));
                    }
                    let open = [at(&sure, word) & !resolved, conflicts & !resolved];
                    worst.sort::<P>(ground, strand, ways, word, open);
                }
            }
        }
        let mut open = *ground.uncovered;
        self.worst_cases = verdicts(ground, worst.possible, &open);
        worst.possible.iter().for_each(|possible| add(&mut open, possible));
        self.verdicts = verdicts(ground, worst.sure, &open);
    }
}

fn total(verdicts: &Verdicts, verdict: Verdict) -> u64 {
    verdicts.get(verdict.place()).map_or(0, |plane| plane.iter().map(|word| u64::from(word.count_ones())).sum())
}

/// By outcome: the requests that have a conflict with it, a certain or contested one, or any.
struct Worst {
    sure: [Plane; 4],
    possible: [Plane; 4],
}

impl Worst {
    /// Sorts conflicts of 64 requests, the sure ones and all, by outcome.
    #[inline(always)]
    fn sort<const P: usize>(
        &mut self,
        ground: Ground<'_, '_, '_>,
        strand: &Strand,
        ways: &mut Ways,
        word: usize,
        [mut sure, mut possible]: [u64; 2],
    ) {
        // Whoever is in a sure deadlock cannot be worse off.
        let lost = self.sure.last().map_or(0, |deadlock| at(deadlock, word));
        (sure, possible) = (sure & !lost, possible & !lost);
        for number in ground.plan.listed(strand.ways) {
            if possible == 0 {
                return;
            }
            let Some(way) = ground.plan.ways.get(*number as usize) else { continue };
            let open = ways.word::<P>(ground, *number as usize, way, word);
            self.put(way.benefit, word, [sure & open, possible & open]);
            (sure, possible) = (sure & !open, possible & !open);
        }
        self.put(Outcome::Deadlock, word, [sure, possible]);
    }

    #[inline(always)]
    fn put(&mut self, outcome: Outcome, word: usize, [sure, possible]: [u64; 2]) {
        for (planes, bits) in [(&mut self.sure, sure), (&mut self.possible, possible)] {
            if let Some(slot) = planes.get_mut(outcome as usize).and_then(|plane| plane.get_mut(word)) {
                *slot |= bits;
            }
        }
    }
}

/// Which conflicts of a strand a binding mechanism in use has resolved.
#[inline(always)]
fn resolved<const P: usize>(
    ground: Ground<'_, '_, '_>,
    strand: &Strand,
    ways: &mut Ways,
    word: usize,
    conflicts: u64,
) -> u64 {
    let using = at(ground.using, word) & conflicts;
    let mut resolved = 0;
    if using != 0 {
        for number in ground.plan.listed(strand.ways) {
            let Some(way) = ground.plan.ways.get(*number as usize) else { continue };
            let used = way.in_use.map_or(0, |used| at(ground.columns.surely(used), word)) & using;
            if used != 0 {
                resolved |= used & ways.word::<P>(ground, *number as usize, way, word);
            }
        }
    }
    resolved
}

/// The certainties of a norm's conflicts for some of 64 requests.
fn graded<const P: usize>(
    [musts, nots]: [&Standings; 2],
    must: u32,
    strand: &Strand,
    word: usize,
    requests: u64,
) -> Counts {
    let mut counts = Counts::default();
    for not in strand.nots.iter().copied().filter(|not| nots.is_alive(*not)) {
        let all = at(musts.may::<P>(must), word) & at(nots.may::<P>(not), word) & requests;
        let sure = at(musts.sure(must), word) & at(nots.sure(not), word) & requests;
        let disputes = [musts.dispute(must), nots.dispute(not)];
        let disputed = disputes.into_iter().flatten().fold(0, |disputed, dispute| disputed | at(dispute, word));
        counts.certain += u64::from((sure & !disputed).count_ones());
        counts.contested += u64::from((sure & disputed).count_ones());
        counts.possible += u64::from((all & !sure).count_ones());
    }
    counts
}

/// The verdict of each request from its conflicts by outcome, or from silence, which is no all-clear where something is
/// open.
fn verdicts(ground: Ground<'_, '_, '_>, outcomes: [Plane; 4], open: &Plane) -> Verdicts {
    let mut rest = *ground.columns.valid();
    let [resolvable, reroutable, discretionary, deadlock] = outcomes;
    let [deadlock, discretionary, reroutable, resolvable, unknown] =
        [deadlock, discretionary, reroutable, resolvable, *open].map(|mut worst| {
            keep(&mut worst, &rest);
            rest.iter_mut().zip(&worst).for_each(|(rest, worst)| *rest &= !worst);
            worst
        });
    [rest, unknown, resolvable, reroutable, discretionary, deadlock]
}
