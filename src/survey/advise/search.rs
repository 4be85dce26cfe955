//! The search for all minimal sets of changes, smallest first.
//!
//! From every set that is not good enough yet only those larger ones are tried that [`Needs`] cannot rule out, all sets
//! of one size at a time, as blocks. A set that holds a good one is never minimal, and is not looked at. So whatever is
//! minimal is found, and where nothing is left to be tried no larger set helps either.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use hashbrown::HashSet;

use super::change::{Change, Levers, Turn, changed};
use super::needs::{Branches, Needs, State};
use super::{Aim, MOST_SETS};
use crate::law::MechanismId;
use crate::logic::{BLOCK, Block};
use crate::solve::{Certainty, Verdict, solve};
use crate::survey::bulk::{Answers, Finding, Worker};

/// What a search has found.
pub(super) struct Found {
    /// The minimal sets that reach the goal, smallest first.
    pub sets: Good,
    /// Up to so many changes every set was looked at or ruled out; `None` is any number.
    pub up_to: Option<usize>,
    /// How many sets were looked at.
    pub looked_at: usize,
}

/// Minimal sets of changes.
#[derive(Default)]
pub(super) struct Good {
    pub sets: Vec<Vec<Change>>,
    /// Of each a few bits, as [`marks`] has them.
    marks: Vec<u64>,
}

impl Good {
    fn push(&mut self, set: Vec<Change>) {
        self.marks.push(marks(&set));
        self.sets.push(set);
    }

    /// Whether one of these is a part of a set, which then is not minimal.
    fn has_part_of(&self, set: &[Change]) -> bool {
        let own = marks(set);
        let mut of = self.marks.iter().zip(&self.sets);
        of.any(|(marks, good)| marks & !own == 0 && is_within(good, set))
    }
}

/// The search.
pub(super) struct Search<'l, 'a, 'p, 'b, 'c> {
    levers: &'l Levers<'a, 'p, 'b, 'c>,
    needs: Needs<'l, 'a, 'p, 'b, 'c>,
    worker: Worker<'p, 'b, 'c>,
    bases: Bases,
    aim: Aim,
    most: usize,
}

/// By set of changes, mechanisms taken into use apart: what can be said of all sets that differ in these alone.
type Bases = BTreeMap<Vec<Change>, Base>;

struct Base {
    /// The mechanisms that are open on a conflict.
    open: BTreeSet<MechanismId>,
    /// What would open others.
    opening: BTreeMap<MechanismId, Rc<Branches>>,
}

/// What becomes of a set of changes.
enum Step {
    Good,
    Larger(Rc<Branches>),
}

impl<'l, 'a, 'p, 'b, 'c> Search<'l, 'a, 'p, 'b, 'c> {
    pub(super) fn new(levers: &'l Levers<'a, 'p, 'b, 'c>, aim: Aim, most: usize) -> Self {
        Self { levers, needs: Needs::new(levers), worker: Worker::new(levers.plan), bases: Bases::new(), aim, most }
    }

    /// All minimal sets that lead to this verdict or a better one.
    pub(super) fn reach(&mut self, goal: Verdict) -> Found {
        let mut layers = vec![HashSet::new(); self.most + 1];
        if let Some(first) = layers.first_mut() {
            first.insert(Vec::new());
        }
        let mut found = Found { sets: Good::default(), up_to: None, looked_at: 0 };
        for size in 0..layers.len() {
            let sets = layers.get_mut(size).map(std::mem::take).into_iter().flatten();
            let mut sets: Vec<Vec<Change>> = sets.filter(|set| !found.sets.has_part_of(set)).collect();
            if found.looked_at + sets.len() > MOST_SETS {
                found.up_to = Some(size.saturating_sub(1));
                return found;
            }
            found.looked_at += sets.len();
            sets.sort_unstable();
            let mut larger = Vec::new();
            for (changes, step) in self.steps(sets, goal, size == self.most) {
                match step {
                    Step::Good => found.sets.push(changes),
                    Step::Larger(branches) => larger.push((changes, branches)),
                }
            }
            for (changes, branches) in &larger {
                for branch in branches.iter() {
                    let set = joined(changes, branch);
                    let Some(layer) = layers.get_mut(set.len()) else {
                        found.up_to = Some(self.most);
                        continue;
                    };
                    let next = set.len() == size + 1;
                    if !found.sets.has_part_of(&set) {
                        layer.insert(set);
                    }
                    // More of the next size than are looked at: which ones makes no difference any more.
                    if next && found.looked_at + layer.len() > MOST_SETS {
                        found.up_to = Some(size);
                        return found;
                    }
                }
            }
        }
        found
    }

    /// What becomes of each of these sets. Of the largest ones it matters only whether any is left to be made larger.
    fn steps(&mut self, sets: Vec<Vec<Change>>, goal: Verdict, largest: bool) -> Vec<(Vec<Change>, Step)> {
        let mut steps = Vec::with_capacity(sets.len());
        let mut enough = false;
        let mut sets = sets.into_iter();
        loop {
            let states =
                sets.by_ref().take(BLOCK).map(|changes| State { facts: changed(self.levers.now, &changes), changes });
            let states: Vec<State> = states.collect();
            if states.is_empty() {
                return steps;
            }
            let mut block = Block::new(&self.levers.plan.book.domains);
            for state in &states {
                block.push(&state.facts);
            }
            let Self { needs, levers, worker, bases, aim, .. } = self;
            let answers = worker.solve(&block);
            for (at, state) in states.into_iter().enumerate() {
                let step = Judge { levers, needs, bases, aim: *aim, goal, enough }.step(&state, answers, at);
                enough |= largest && matches!(&step, Step::Larger(branches) if !branches.is_empty());
                steps.push((state.changes, step));
            }
        }
    }
}

/// Judges sets of changes.
struct Judge<'j, 'l, 'a, 'p, 'b, 'c> {
    levers: &'j Levers<'a, 'p, 'b, 'c>,
    needs: &'j mut Needs<'l, 'a, 'p, 'b, 'c>,
    bases: &'j mut Bases,
    aim: Aim,
    goal: Verdict,
    /// Whether it matters no more how a set could be made larger.
    enough: bool,
}

impl Judge<'_, '_, '_, '_, '_, '_> {
    fn step(mut self, state: &State, answers: &Answers, at: usize) -> Step {
        if let Some(branches) = self.needs.somewhere(state) {
            return Step::Larger(Rc::new(branches));
        }
        let verdict = match self.aim {
            Aim::Verdict => answers.verdict(at),
            Aim::WorstCase => answers.worst_case(at),
        };
        if verdict.is_some_and(|verdict| verdict <= self.goal) {
            return self.opening(state).map_or(Step::Good, Step::Larger);
        }
        Step::Larger(Rc::new(if self.enough { Branches::new() } else { self.fewest(state, answers.findings(at)) }))
    }

    /// Of all that stands in the way of the goal, the branches of what leaves the fewest.
    fn fewest(&mut self, state: &State, findings: &[Finding]) -> Branches {
        let mut fewest = if self.goal == Verdict::Clear { self.needs.cover(state) } else { None };
        for finding in findings {
            if !self.is_bad(finding) || fewest.as_ref().is_some_and(BTreeSet::is_empty) {
                continue;
            }
            let branches = self.needs.end(state, finding.pair, self.goal);
            if fewest.as_ref().is_none_or(|fewest| branches.len() < fewest.len()) {
                fewest = Some(branches);
            }
        }
        fewest.unwrap_or_default()
    }

    fn is_bad(&self, finding: &Finding) -> bool {
        let counts = self.aim == Aim::WorstCase || finding.certainty != Certainty::Possible;
        counts && !finding.resolved && Verdict::Conflict(finding.outcome) > self.goal
    }

    /// What would open a mechanism that was taken into use though without it no conflict has it as an open way.
    fn opening(&mut self, state: &State) -> Option<Rc<Branches>> {
        let mut ways = ways(self.levers, state).peekable();
        ways.peek()?;
        let without = without_ways(self.levers, state);
        let base = self.bases.entry(without.changes.clone()).or_insert_with(|| {
            let solution = solve(self.levers.plan.book, &without.facts);
            let ways = solution.conflicts.iter().chain(&solution.resolved).flat_map(|conflict| &conflict.ways);
            let open = ways.filter(|way| way.helps().is_some()).map(|way| way.mechanism).collect();
            Base { open, opening: BTreeMap::new() }
        });
        let closed = ways.find(|mechanism| !base.open.contains(mechanism))?;
        let needs = &mut *self.needs;
        let opening = base.opening.entry(closed).or_insert_with(|| Rc::new(needs.open(&without, closed)));
        Some(Rc::clone(opening))
    }
}

/// The mechanisms that a set of changes takes into use.
fn ways<'s>(levers: &'s Levers<'_, '_, '_, '_>, state: &'s State) -> impl Iterator<Item = MechanismId> + 's {
    state.changes.iter().filter(|change| change.turn == Turn::Add).filter_map(|change| levers.mechanism(change))
}

/// The same without taking mechanisms into use.
fn without_ways(levers: &Levers<'_, '_, '_, '_>, state: &State) -> State {
    let kept = |change: &&Change| change.turn != Turn::Add || levers.mechanism(change).is_none();
    let changes: Vec<Change> = state.changes.iter().filter(kept).copied().collect();
    State { facts: changed(levers.now, &changes), changes }
}

/// A few bits of a set: one that lacks a bit of another does not hold it.
fn marks(set: &[Change]) -> u64 {
    let mark = |change: &Change| u32::from(change.fact.0) * 29 + u32::from(change.value.0) * 7 + change.turn as u32;
    set.iter().fold(0, |marks, change| marks | 1 << (mark(change) % u64::BITS))
}

fn is_within(one: &[Change], other: &[Change]) -> bool {
    one.iter().all(|change| other.contains(change))
}

/// Both together, in order.
fn joined(one: &[Change], other: &[Change]) -> Vec<Change> {
    let mut all = [one, other].concat();
    all.sort_unstable();
    all.dedup();
    all
}
