//! One thread's work on one block after another.

use super::answers::{Answers, Finding};
use super::plan::{Candidate, NO_PAIR, PairId, Plan, Presence, WayPlan};
use crate::logic::{Block, Columns, Lane, Lanes, NOWHERE, Plane, eval};
use crate::solve::{Certainty, Outcome, meaning, verdict};

/// Answers blocks of requests; keeps its buffers.
#[derive(Debug)]
pub struct Worker<'p, 'b, 'c> {
    plan: &'p Plan<'b, 'c>,
    columns: Columns,
    musts: Vec<Standings>,
    nots: Vec<Standings>,
    /// By place: the requests that involve it.
    places: Vec<Plane>,
    uncovered: Plane,
    /// By way, as far as the block asked for them.
    ways: Vec<WayState>,
    answers: Answers,
    /// The norms of one group that may apply to each of 64 requests.
    near: Vec<Vec<u32>>,
    far: Vec<Vec<u32>>,
    /// The conflicts of each of 64 requests.
    found: Vec<Vec<Finding>>,
}

/// What one norm says of every request of the block.
#[derive(Debug, Clone)]
struct Standings {
    /// Whether it may apply to any.
    alive: bool,
    sure: Plane,
    possible: Plane,
    disputed: Plane,
}

/// Where one way is open, and where it has resolved the conflict.
#[derive(Debug, Clone)]
struct WayState {
    /// Whether the block has asked for it.
    known: bool,
    open: Plane,
    resolves: Plane,
}

impl<'p, 'b, 'c> Worker<'p, 'b, 'c> {
    /// A worker with buffers for a plan.
    #[must_use]
    pub fn new(plan: &'p Plan<'b, 'c>) -> Self {
        let standings = Standings { alive: false, sure: NOWHERE, possible: NOWHERE, disputed: NOWHERE };
        let way = WayState { known: false, open: NOWHERE, resolves: NOWHERE };
        Self {
            plan,
            columns: Columns::new(&plan.classes, plan.formulas.literals().len()),
            musts: vec![standings.clone(); plan.musts.len()],
            nots: vec![standings; plan.nots.len()],
            places: vec![NOWHERE; plan.places.len()],
            uncovered: NOWHERE,
            ways: vec![way; plan.ways.len()],
            answers: Answers::default(),
            near: vec![Vec::new(); 64],
            far: vec![Vec::new(); 64],
            found: vec![Vec::new(); 64],
        }
    }

    /// Answers every request of a block.
    pub fn solve(&mut self, block: &Block) -> &Answers {
        self.columns.load(&self.plan.classes, block);
        self.ways.iter_mut().for_each(|way| way.known = false);
        // The only place that chooses between one plane and two: one would be wrong where something is unknown.
        if self.columns.has_unknown() {
            self.norms::<2>();
            self.collide::<2>(block.len());
        } else {
            self.norms::<1>();
            self.collide::<1>(block.len());
        }
        &self.answers
    }

    /// Finds out to which requests each norm applies.
    fn norms<const P: usize>(&mut self) {
        let plan = self.plan;
        let mut lanes = Lanes::<P>::new(&self.columns);
        for (place, formula) in self.places.iter_mut().zip(&plan.places) {
            *place = *eval(&mut lanes, &plan.formulas, *formula).sure();
        }
        self.uncovered = *eval(&mut lanes, &plan.formulas, plan.uncovered).sure();
        for fact in plan.book.place_facts() {
            self.uncovered.iter_mut().zip(self.columns.unknown(*fact)).for_each(|(word, open)| *word |= open);
        }
        for (standings, candidate) in self.musts.iter_mut().zip(&plan.musts) {
            judge::<P>(plan, &self.columns, &self.places, candidate, standings);
        }
        for (standings, candidate) in self.nots.iter_mut().zip(&plan.nots) {
            judge::<P>(plan, &self.columns, &self.places, candidate, standings);
        }
    }

    /// Crosses the norms of each request, 64 requests at a time and group by group.
    fn collide<const P: usize>(&mut self, len: usize) {
        self.answers.clear();
        let plan = self.plan;
        let alive = |norms: &[Standings], numbers: &[u32]| {
            let alive = numbers.iter().copied();
            alive.filter(|number| norms.get(*number as usize).is_some_and(|norm| norm.alive)).collect::<Vec<u32>>()
        };
        let groups: Vec<(Vec<u32>, Vec<u32>)> = plan
            .groups
            .iter()
            .map(|group| (alive(&self.musts, &group.musts), alive(&self.nots, &group.nots)))
            .filter(|(musts, nots)| !musts.is_empty() && !nots.is_empty())
            .collect();
        for word in 0..len.div_ceil(64) {
            for (musts, nots) in &groups {
                let some = |norms: &[Standings], numbers: &[u32]| {
                    let norms = numbers.iter().filter_map(|number| norms.get(*number as usize));
                    norms.fold(0, |all, norm| all | at(&norm.possible, word))
                };
                let mut both = some(&self.musts, musts) & some(&self.nots, nots);
                if both == 0 {
                    continue;
                }
                gather(&self.musts, musts, word, both, &mut self.near);
                gather(&self.nots, nots, word, both, &mut self.far);
                while both != 0 {
                    self.cross::<P>(word, both.trailing_zeros() as usize);
                    both &= both - 1;
                }
            }
            for bit in 0..(len - word * 64).min(64) {
                self.answer(word, bit);
            }
        }
    }

    /// Writes the answer to one request.
    fn answer(&mut self, word: usize, bit: usize) {
        let covered = (at(&self.uncovered, word) >> bit) & 1 == 0;
        let (mut sure, mut worst) = (None, None);
        if let Some(found) = self.found.get_mut(bit).filter(|found| !found.is_empty()) {
            found.sort_unstable_by_key(|finding| finding.pair);
            for finding in found.iter().filter(|finding| !finding.resolved) {
                worst = worst.max(Some(finding.outcome));
                if finding.certainty <= Certainty::Contested {
                    sure = sure.max(Some(finding.outcome));
                }
            }
            self.answers.findings.append(found);
        }
        self.answers.verdicts.push(verdict(sure.into_iter(), covered));
        self.answers.worst_cases.push(verdict(worst.into_iter(), covered));
        self.answers.ends.push(u32::try_from(self.answers.findings.len()).unwrap_or(u32::MAX));
    }

    /// Every pair of norms of one group that collide for one request.
    fn cross<const P: usize>(&mut self, word: usize, bit: usize) {
        let plan = self.plan;
        let (near, far) = (take(&mut self.near, bit), take(&mut self.far, bit));
        for must in &near {
            let row = (*must >> 2) as usize * plan.nots.len();
            for not in &far {
                let number = plan.pair_at.get(row + (*not >> 2) as usize).copied().unwrap_or(NO_PAIR);
                let Some(pair) = plan.pairs.get(number as usize) else { continue };
                let certainty = match (*must | *not) & 3 {
                    0 => Certainty::Certain,
                    1 => Certainty::Contested,
                    _ if pair.compatible(plan.book) => Certainty::Possible,
                    _ => continue,
                };
                let (outcome, resolved) = self.out::<P>(pair.ways.clone(), word, bit);
                if let Some(found) = self.found.get_mut(bit) {
                    found.push(Finding { pair: PairId(number), certainty, outcome, resolved });
                }
            }
        }
        give_back(&mut self.near, bit, near);
        give_back(&mut self.far, bit, far);
    }

    /// The best way out of a pair for one request, and whether one has already resolved it.
    fn out<const P: usize>(&mut self, ways: std::ops::Range<u32>, word: usize, bit: usize) -> (Outcome, bool) {
        let plan = self.plan;
        let (mut best, mut resolved) = (Outcome::Deadlock, false);
        let list = plan.pair_ways.get(ways.start as usize..ways.end as usize).unwrap_or_default();
        for number in list.iter().map(|number| *number as usize) {
            let (Some(state), Some(way)) = (self.ways.get_mut(number), plan.ways.get(number)) else { continue };
            if !state.known {
                open::<P>(plan, &self.columns, &self.places, way, state);
            }
            if (at(&state.open, word) >> bit) & 1 == 1 {
                best = best.min(way.benefit);
                resolved |= (at(&state.resolves, word) >> bit) & 1 == 1;
            }
        }
        (best, resolved)
    }
}

/// Finds out to which requests one norm applies.
fn judge<const P: usize>(
    plan: &Plan<'_, '_>,
    columns: &Columns,
    places: &[Plane],
    candidate: &Candidate,
    standings: &mut Standings,
) {
    let involved = places.get(usize::from(candidate.owner)).unwrap_or(&NOWHERE);
    standings.alive = *involved != NOWHERE && !candidate.necessary.iter().any(|lit| columns.is_never(*lit));
    if !standings.alive {
        return;
    }
    let mut lanes = Lanes::<P>::new(columns);
    let law = &plan.book.norms[candidate.norm];
    let applies: Lane<P> = meaning::applies(&mut lanes, &plan.formulas, law);
    standings.sure = both(applies.sure(), involved);
    standings.possible = both(applies.possible(), involved);
    standings.alive = standings.possible != NOWHERE;
    standings.disputed = if candidate.arguable && standings.alive {
        *meaning::disputed(&mut lanes, &plan.formulas, law).possible()
    } else {
        NOWHERE
    };
}

/// Finds out for which requests a way is open.
fn open<const P: usize>(plan: &Plan<'_, '_>, columns: &Columns, places: &[Plane], way: &WayPlan, state: &mut WayState) {
    let mut lanes = Lanes::<P>::new(columns);
    let joints: Vec<meaning::Joint> = way.joints.iter().map(|joint| joint.joint).collect();
    let mut at = 0;
    let open = meaning::usable(&mut lanes, &plan.formulas, &plan.book.routes[way.mechanism], &joints, |_, _| {
        let presence = way
            .joints
            .get(at)
            .map(|joint| both(&present(columns, places, &joint.near), &present(columns, places, &joint.far)));
        at += 1;
        Lane([presence.unwrap_or(NOWHERE); P])
    });
    state.open = *open.sure();
    state.resolves =
        way.in_use.map_or(NOWHERE, |used| both(&state.open, eval(&mut lanes, &plan.formulas, used).sure()));
    state.known = true;
}

fn present(columns: &Columns, places: &[Plane], presence: &Presence) -> Plane {
    match presence {
        Presence::Always => *columns.valid(),
        Presence::With(members) => {
            let mut some = NOWHERE;
            for place in members.iter().filter_map(|place| places.get(usize::from(*place))) {
                some.iter_mut().zip(place).for_each(|(word, more)| *word |= more);
            }
            some
        }
    }
}

/// Puts each norm that may apply to one of 64 requests on that request's list: its number, and in the two lowest bits
/// its grade: 0 surely, 1 disputed, 3 unknown. The grade of two norms is the *or* of theirs.
fn gather(norms: &[Standings], numbers: &[u32], word: usize, wanted: u64, lists: &mut [Vec<u32>]) {
    lists.iter_mut().for_each(Vec::clear);
    for number in numbers {
        let Some(norm) = norms.get(*number as usize) else { continue };
        let (sure, disputed) = (at(&norm.sure, word), at(&norm.disputed, word));
        let mut bits = at(&norm.possible, word) & wanted;
        while bits != 0 {
            let bit = bits.trailing_zeros() as usize;
            bits &= bits - 1;
            let grade = if (sure >> bit) & 1 == 0 { 3 } else { u32::from((disputed >> bit) & 1 == 1) };
            if let Some(list) = lists.get_mut(bit) {
                list.push((number << 2) | grade);
            }
        }
    }
}

fn take(lists: &mut [Vec<u32>], bit: usize) -> Vec<u32> {
    lists.get_mut(bit).map(std::mem::take).unwrap_or_default()
}

fn give_back(lists: &mut [Vec<u32>], bit: usize, list: Vec<u32>) {
    if let Some(slot) = lists.get_mut(bit) {
        *slot = list;
    }
}

fn at(plane: &Plane, word: usize) -> u64 {
    plane.get(word).copied().unwrap_or(0)
}

fn both(a: &Plane, b: &Plane) -> Plane {
    let mut both = *a;
    both.iter_mut().zip(b).for_each(|(word, other)| *word &= other);
    both
}
