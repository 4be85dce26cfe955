//! The norms of each request against one another, 64 requests at a time.

use super::answers::{Answers, Finding};
use super::norms::{Standings, add, at, keep};
use super::plan::{NO_PAIR, PairId, Plan};
use super::ways::{Ground, Ways};
use crate::logic::{NOWHERE, Plane, request, spot};
use crate::solve::{Certainty, Outcome, verdicts};

/// Buffers for crossing.
#[derive(Debug, Clone)]
pub(super) struct Cross {
    /// For 64 requests: the norms that forbid and may apply to each, as bits, 64 norms at a time.
    rows: Vec<[u64; 64]>,
    /// For each of 64 requests: its conflicts.
    hits: Vec<Vec<Hit>>,
    /// The conflicts of all requests, as they come.
    staged: Vec<Finding>,
    /// By request: what was found.
    totals: Vec<Total>,
}

/// A conflict of one of 64 requests.
#[derive(Debug, Clone, Copy)]
struct Hit {
    pair: PairId,
    grade: u32,
}

/// What was found for a request.
#[derive(Debug, Clone, Copy, Default)]
struct Total {
    start: u32,
    end: u32,
    /// The worst outcome among certain and contested conflicts, and among all.
    sure: Option<Outcome>,
    worst: Option<Outcome>,
}

impl Cross {
    pub(super) fn new(plan: &Plan<'_, '_>) -> Self {
        let rows = vec![[0; 64]; plan.nots.len().div_ceil(64)];
        Self { rows, hits: vec![Vec::new(); 64], staged: Vec::new(), totals: Vec::new() }
    }

    /// Finds the conflicts of every request of a block, and answers them.
    #[inline(always)]
    pub(super) fn block<const P: usize>(
        &mut self,
        ground: Ground<'_, '_, '_>,
        norms: [&Standings; 2],
        ways: &mut Ways,
        len: usize,
        answers: &mut Answers,
    ) {
        self.staged.clear();
        self.totals.clear();
        self.totals.resize(len, Total::default());
        let meeting = meeting::<P>(ground.plan, norms);
        for (word, both) in meeting.iter().enumerate().filter(|(_, both)| **both != 0) {
            self.turn::<P>(norms[1], word);
            self.cross::<P>(ground.plan, norms, word, *both);
            self.stage::<P>(ground, ways, word);
        }
        self.answer(ground.uncovered, answers);
    }

    /// Turns the planes of norms into rows of requests.
    #[inline(always)]
    fn turn<const P: usize>(&mut self, nots: &Standings, word: usize) {
        self.rows.fill([0; 64]);
        for norm in &nots.alive {
            let (row, bit) = (*norm as usize / 64, *norm as usize % 64);
            if let Some(slot) = self.rows.get_mut(row).and_then(|row| row.get_mut(bit)) {
                *slot = at(nots.may::<P>(*norm), word);
            }
        }
        for row in &mut self.rows {
            transpose(row);
        }
    }

    /// Every pair of norms that collide for one of 64 requests.
    #[inline(always)]
    fn cross<const P: usize>(&mut self, plan: &Plan<'_, '_>, [musts, nots]: [&Standings; 2], word: usize, both: u64) {
        for must in &musts.alive {
            let mut bits = at(musts.may::<P>(*must), word) & both;
            if bits == 0 {
                continue;
            }
            let Some(partners) = plan.partners::<P>(*must) else { continue };
            let pairs = plan.pairs_of(*must);
            let grades = Grades::new(musts, *must, word);
            while bits != 0 {
                let bit = bits.trailing_zeros();
                bits &= bits - 1;
                let Some(hits) = self.hits.get_mut(bit as usize) else { continue };
                for (place, mask) in &partners.bits {
                    let row = self.rows.get(*place as usize).and_then(|row| row.get(bit as usize));
                    let mut found = row.copied().unwrap_or(0) & mask;
                    while found != 0 {
                        let not = place * 64 + found.trailing_zeros();
                        found &= found - 1;
                        let grade = grades.of(bit) | Grades::new(nots, not, word).of(bit);
                        let pair = PairId(pairs.get(not as usize).copied().unwrap_or(NO_PAIR));
                        hits.push(Hit { pair, grade });
                    }
                }
            }
        }
    }

    /// Looks for ways out of the conflicts of 64 requests, and sets them aside.
    #[inline(always)]
    fn stage<const P: usize>(&mut self, ground: Ground<'_, '_, '_>, ways: &mut Ways, word: usize) {
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        for (bit, hits) in (0..).zip(&mut self.hits).filter(|(_, hits)| !hits.is_empty()) {
            // Lists this short are cheap to sort, all of them together would not be.
            hits.sort_unstable_by_key(|hit| hit.pair);
            let mut total = Total { start: number(self.staged.len()), ..Total::default() };
            for Hit { pair, grade, .. } in hits.drain(..) {
                let certainty = match grade {
                    0 => Certainty::Certain,
                    1 => Certainty::Contested,
                    _ => Certainty::Possible,
                };
                let (outcome, resolved) = ways.out::<P>(ground, pair, word, bit);
                self.staged.push(Finding { pair, certainty, outcome, resolved });
                if !resolved {
                    total.worst = total.worst.max(Some(outcome));
                    if certainty <= Certainty::Contested {
                        total.sure = total.sure.max(Some(outcome));
                    }
                }
            }
            total.end = number(self.staged.len());
            if let Some(slot) = self.totals.get_mut(request(word, bit as usize)) {
                *slot = total;
            }
        }
    }

    /// Writes the answers in the order of the requests.
    #[inline(always)]
    fn answer(&self, uncovered: &Plane, answers: &mut Answers) {
        answers.clear();
        for (request, total) in self.totals.iter().enumerate() {
            let (word, bit) = spot(request);
            let covered = (at(uncovered, word) >> bit) & 1 == 0;
            let [verdict, worst_case] = verdicts(total.sure, total.worst, covered);
            answers.verdicts.push(verdict);
            answers.worst_cases.push(worst_case);
        }
        for total in &self.totals {
            if let Some(found) = self.staged.get(total.start as usize..total.end as usize) {
                answers.findings.extend_from_slice(found);
            }
            answers.ends.push(u32::try_from(answers.findings.len()).unwrap_or(u32::MAX));
        }
    }
}

/// One norm's grades for 64 requests.
#[derive(Debug, Clone, Copy)]
struct Grades {
    sure: u64,
    disputed: u64,
}

impl Grades {
    #[inline(always)]
    fn new(norms: &Standings, norm: u32, word: usize) -> Self {
        let disputed = norms.dispute(norm).map_or(0, |dispute| at(dispute, word));
        Self { sure: at(norms.sure(norm), word), disputed }
    }

    /// 0 surely applies, 1 disputed, 2 or 3 unknown: the grade of two norms is the *or* of theirs.
    #[inline(always)]
    fn of(self, bit: u32) -> u32 {
        (u32::from((self.sure >> bit) & 1 == 0) << 1) | u32::from((self.disputed >> bit) & 1 == 1)
    }
}

/// The requests to which two norms about the same act may apply.
#[inline(always)]
fn meeting<const P: usize>(plan: &Plan<'_, '_>, [musts, nots]: [&Standings; 2]) -> Plane {
    let mut meeting = NOWHERE;
    for group in &plan.groups {
        let (mut both, mut other) = (NOWHERE, NOWHERE);
        for cell in group.musts.iter().filter_map(|cell| plan.must_cells.get(*cell as usize)) {
            for norm in musts.alive_in(&cell.norms) {
                add(&mut both, musts.may::<P>(*norm));
            }
        }
        for cell in group.nots.clone().filter_map(|cell| plan.not_cells.get(cell as usize)) {
            for norm in nots.alive_in(&cell.norms) {
                add(&mut other, nots.may::<P>(*norm));
            }
        }
        keep(&mut both, &other);
        add(&mut meeting, &both);
    }
    meeting
}

/// Turns 64 words of 64 bits.
#[inline(always)]
fn transpose(square: &mut [u64; 64]) {
    swap::<32>(square, 0x0000_0000_ffff_ffff);
    swap::<16>(square, 0x0000_ffff_0000_ffff);
    swap::<8>(square, 0x00ff_00ff_00ff_00ff);
    swap::<4>(square, 0x0f0f_0f0f_0f0f_0f0f);
    swap::<2>(square, 0x3333_3333_3333_3333);
    swap::<1>(square, 0x5555_5555_5555_5555);
}

/// Swaps the upper right with the lower left of each square of twice `N` words and bits.
#[inline(always)]
fn swap<const N: usize>(square: &mut [u64; 64], lower: u64) {
    for part in square.chunks_exact_mut(2 * N) {
        let (above, below) = part.split_at_mut(N);
        for (a, b) in above.iter_mut().zip(below) {
            let moved = ((*a >> N) ^ *b) & lower;
            *a ^= moved << N;
            *b ^= moved;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::transpose;

    #[test]
    fn rows_become_columns() {
        let mut square = [0u64; 64];
        square[3] = 1 << 60 | 1;
        square[63] = 1 << 5;
        transpose(&mut square);
        let mut turned = [0u64; 64];
        (turned[60], turned[0], turned[5]) = (1 << 3, 1 << 3, 1 << 63);
        assert_eq!(square, turned);
    }
}
