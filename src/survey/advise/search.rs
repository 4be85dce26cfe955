//! The search for all minimal sets of changes, smallest first.
//!
//! From every set that is not good enough yet only those larger ones are tried that [`Needs`] cannot rule out, all sets
//! of one size at a time, as blocks. A set that holds a good one is never minimal, and is not looked at. So whatever is
//! minimal is found, and where nothing is left to be tried no larger set helps either.
//!
//! Where but one more change may be made it has to end all that stands in the way at once; what does not is not tried.
//! Whether an even larger set could help is asked last, of the sets left out, and only until one is found that may grow.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use hashbrown::HashSet;
use rayon::prelude::*;

use super::change::{Change, Levers, Turn, changed};
use super::needs::{Branches, Needs, State};
use super::sets::{Good, each_once, joined};
use super::{Aim, MOST_SETS};
use crate::law::MechanismId;
use crate::logic::{BLOCK, Block};
use crate::solve::{Certainty, Verdict, solve};
use crate::survey::bulk::{Answers, Finding, Worker};

/// So many sets are made larger at once: what they are made to is held in memory.
const MADE_AT_ONCE: usize = 64;

/// What a search has found.
pub(super) struct Found {
    /// The minimal sets that reach the goal, smallest first.
    pub sets: Good,
    /// Up to so many changes every set was looked at or ruled out; `None` is any number.
    pub up_to: Option<usize>,
    /// How many sets were looked at.
    pub looked_at: usize,
}

/// The search.
pub(super) struct Search<'l, 'a, 'p, 'b, 'c> {
    levers: &'l Levers<'a, 'p, 'b, 'c>,
    /// What threads have worked out, while none of them needs it.
    engines: Mutex<Vec<Engine<'l, 'a, 'p, 'b, 'c>>>,
    aim: Aim,
    most: usize,
}

/// What one thread needs to look at sets.
struct Engine<'l, 'a, 'p, 'b, 'c> {
    needs: Needs<'l, 'a, 'p, 'b, 'c>,
    worker: Worker<'p, 'b, 'c>,
    bases: Bases,
}

/// By set of changes, mechanisms taken into use apart: what can be said of all sets that differ in these alone.
type Bases = BTreeMap<Vec<Change>, Base>;

struct Base {
    /// The mechanisms that are open on a conflict.
    open: BTreeSet<MechanismId>,
    /// What would open others.
    opening: BTreeMap<MechanismId, Arc<Branches>>,
}

/// What becomes of a set of changes.
enum Step {
    Good,
    /// Larger sets may be good that hold one of the branches whole.
    Larger(Branching),
}

/// How a set of changes may be made larger.
#[derive(Clone, Default)]
struct Branching {
    /// Any good set holds one of these whole.
    any: Arc<Branches>,
    /// Where but one change is left: no single change outside these leads to the goal.
    single: Option<Arc<Branches>>,
}

impl Branching {
    /// What is to be tried next.
    fn tried(&self) -> &Branches {
        self.single.as_ref().unwrap_or(&self.any)
    }
}

impl Step {
    /// Whether the set is not good, and a larger one may be.
    fn may_grow(&self) -> bool {
        matches!(self, Step::Larger(branching) if !branching.any.is_empty())
    }
}

/// How many changes more may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    /// None: it matters only whether any set is left to be made larger.
    None,
    One,
    More,
}

impl<'l, 'a, 'p, 'b, 'c> Search<'l, 'a, 'p, 'b, 'c> {
    pub(super) fn new(levers: &'l Levers<'a, 'p, 'b, 'c>, aim: Aim, most: usize) -> Self {
        Self { levers, engines: Mutex::new(Vec::new()), aim, most }
    }

    /// All minimal sets that lead to this verdict or a better one.
    pub(super) fn reach(&self, goal: Verdict) -> Found {
        let mut layers: Vec<Vec<Vec<Change>>> = vec![Vec::new(); self.most + 1];
        if let Some(first) = layers.first_mut() {
            first.push(Vec::new());
        }
        let mut found = Found { sets: Good::default(), up_to: None, looked_at: 0 };
        // Sets that but one change could have made good, and which none does.
        let mut short = Vec::new();
        for size in 0..layers.len() {
            let mut sets = layers.get_mut(size).map(std::mem::take).unwrap_or_default();
            each_once(&mut sets);
            sets.retain(|set| !found.sets.has_part_of(set));
            if found.looked_at + sets.len() > MOST_SETS {
                found.up_to = Some(size.saturating_sub(1));
                return found;
            }
            found.looked_at += sets.len();
            let left = match self.most - size {
                0 => Left::None,
                1 => Left::One,
                _ => Left::More,
            };
            let mut larger = Vec::new();
            for (changes, step) in self.steps(sets, goal, left) {
                match step {
                    Step::Good => found.sets.push(changes),
                    Step::Larger(branching) => larger.push((changes, branching)),
                }
            }
            if left == Left::None {
                if larger.iter().any(|(_, branching)| !branching.any.is_empty()) {
                    found.up_to = Some(self.most);
                }
            } else if !self.fill(&mut layers, size, &larger, &mut found) {
                return found;
            }
            if found.up_to.is_none() {
                short.extend(larger.into_iter().filter(|(_, branching)| branching.single.is_some()));
            }
        }
        if found.up_to.is_none() && self.any_may_grow(&short, goal, &mut found) {
            found.up_to = Some(self.most);
        }
        found
    }

    /// Adds what sets of one size are made larger to. `false` if those of the next size are more than are looked at:
    /// which ones makes no difference then.
    fn fill(
        &self,
        layers: &mut [Vec<Vec<Change>>],
        size: usize,
        larger: &[(Vec<Change>, Branching)],
        found: &mut Found,
    ) -> bool {
        // A layer is tidied when it has grown to twice what was left of it the last time.
        let mut crowded = MOST_SETS;
        for some in larger.chunks(MADE_AT_ONCE) {
            let sets = some.par_iter().flat_map_iter(|(changes, branching)| {
                let sets = branching.tried().iter().map(|branch| joined(changes, branch));
                sets.filter(|set| !found.sets.has_part_of(set))
            });
            for set in sets.collect::<Vec<_>>() {
                match layers.get_mut(set.len()) {
                    Some(layer) => layer.push(set),
                    None => found.up_to = Some(self.most),
                }
            }
            if let Some(next) = layers.get_mut(size + 1).filter(|next| next.len() > crowded) {
                each_once(next);
                if found.looked_at + next.len() > MOST_SETS {
                    found.up_to = Some(size);
                    return false;
                }
                crowded = crowded.max(2 * next.len());
            }
        }
        true
    }

    /// Whether some set of the largest size that was not tried, for it cannot be good, could be made larger.
    fn any_may_grow(&self, short: &[(Vec<Change>, Branching)], goal: Verdict, found: &mut Found) -> bool {
        let mut seen = HashSet::new();
        let mut sets = Vec::with_capacity(BLOCK);
        for (changes, branching) in short {
            for branch in branching.any.difference(branching.tried()) {
                let set = joined(changes, branch);
                if found.sets.has_part_of(&set) {
                    continue;
                }
                // There is no telling without looking at more sets than are looked at.
                if set.len() > self.most || found.looked_at + sets.len() >= MOST_SETS {
                    return true;
                }
                if seen.insert(set.clone()) {
                    sets.push(set);
                }
            }
            if sets.len() >= BLOCK && self.some_may_grow(std::mem::take(&mut sets), goal, found) {
                return true;
            }
        }
        self.some_may_grow(sets, goal, found)
    }

    fn some_may_grow(&self, sets: Vec<Vec<Change>>, goal: Verdict, found: &mut Found) -> bool {
        found.looked_at += sets.len();
        let steps = self.steps(sets, goal, Left::None);
        debug_assert!(!steps.iter().any(|(_, step)| matches!(step, Step::Good)), "a good set was left out");
        steps.iter().any(|(_, step)| step.may_grow())
    }

    /// What becomes of each of these sets, in their order.
    fn steps(&self, sets: Vec<Vec<Change>>, goal: Verdict, left: Left) -> Vec<(Vec<Change>, Step)> {
        let enough = AtomicBool::new(false);
        let blocks = sets.into_par_iter().chunks(BLOCK);
        blocks.flat_map_iter(|sets| self.block(sets, goal, left, &enough)).collect()
    }

    /// What becomes of each of the sets of one block; `enough` once it is known that some set may be made larger, where
    /// no more than that is asked.
    fn block(
        &self,
        sets: Vec<Vec<Change>>,
        goal: Verdict,
        left: Left,
        enough: &AtomicBool,
    ) -> Vec<(Vec<Change>, Step)> {
        let Self { levers, engines, aim, .. } = self;
        let engines = || engines.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = engines().pop();
        let new = || Engine { needs: Needs::new(levers), worker: Worker::new(levers.plan), bases: Bases::new() };
        let mut engine = kept.unwrap_or_else(new);
        let mut block = Block::new(&levers.plan.book.domains);
        for changes in &sets {
            block.push(&changed(levers.now, changes));
        }
        let Engine { needs, worker, bases } = &mut engine;
        let answers = worker.solve(&block);
        let mut steps = Vec::with_capacity(sets.len());
        for (at, changes) in sets.into_iter().enumerate() {
            let known = enough.load(Ordering::Relaxed);
            let judge = Judge { levers, needs, bases, aim: *aim, goal, left, enough: known };
            let (changes, step) = judge.step(changes, answers, at);
            if left == Left::None && step.may_grow() {
                enough.store(true, Ordering::Relaxed);
            }
            steps.push((changes, step));
        }
        engines().push(engine);
        steps
    }
}

/// Judges sets of changes.
struct Judge<'j, 'l, 'a, 'p, 'b, 'c> {
    levers: &'j Levers<'a, 'p, 'b, 'c>,
    needs: &'j mut Needs<'l, 'a, 'p, 'b, 'c>,
    bases: &'j mut Bases,
    aim: Aim,
    goal: Verdict,
    left: Left,
    /// Whether it matters no more how a set could be made larger.
    enough: bool,
}

impl Judge<'_, '_, '_, '_, '_, '_> {
    fn step(mut self, changes: Vec<Change>, answers: &Answers, at: usize) -> (Vec<Change>, Step) {
        let verdict = match self.aim {
            Aim::Verdict => answers.verdict(at),
            Aim::WorstCase => answers.worst_case(at),
        };
        let reached = verdict.is_some_and(|verdict| verdict <= self.goal);
        // What leaves a place may leave a set empty, and a mechanism may not be open; all else can be as it is.
        let is_plain = |change: &Change| match change.turn {
            Turn::Set => true,
            Turn::Remove => false,
            Turn::Add => self.levers.mechanism(change).is_none(),
        };
        if reached && changes.iter().all(is_plain) {
            return (changes, Step::Good);
        }
        if self.enough && !reached {
            return (changes, Step::Larger(Branching::default()));
        }
        let state = State { facts: changed(self.levers.now, &changes), changes };
        let somewhere = self.needs.somewhere(&state);
        let step = if reached && somewhere.is_none() {
            self.opening(&state).map_or(Step::Good, Step::Larger)
        } else {
            let in_the_way = if reached { &[] } else { answers.findings(at) };
            Step::Larger(self.branching(&state, somewhere, in_the_way))
        };
        (state.changes, step)
    }

    /// Of all that stands in the way of the goal, the branches of what leaves the fewest; and, where but one change is
    /// left, those that each of them leaves.
    fn branching(&mut self, state: &State, somewhere: Option<Branches>, findings: &[Finding]) -> Branching {
        let cover = if self.goal == Verdict::Clear { self.needs.cover(state) } else { None };
        let mut fewest: Option<Branches> = None;
        let mut common: Option<Branches> = None;
        let one_left = self.left == Left::One;
        let mut add = |branches: Branches| {
            if one_left {
                common = Some(match &common {
                    None => single(&branches),
                    Some(common) => common.intersection(&branches).cloned().collect(),
                });
            }
            if fewest.as_ref().is_none_or(|fewest| branches.len() < fewest.len()) {
                fewest = Some(branches);
            }
            fewest.as_ref().is_some_and(BTreeSet::is_empty)
        };
        let mut stuck = somewhere.into_iter().chain(cover).any(&mut add);
        for finding in findings {
            if stuck {
                break;
            }
            if self.is_bad(finding) {
                stuck = add(self.needs.end(state, finding.pair, self.goal));
            }
        }
        debug_assert!(fewest.is_some(), "what is not good has something in its way");
        Branching { any: Arc::new(fewest.unwrap_or_default()), single: common.map(Arc::new) }
    }

    fn is_bad(&self, finding: &Finding) -> bool {
        // No verdict is clear while a conflict is possible.
        let possible_too = self.aim == Aim::WorstCase || self.goal == Verdict::Clear;
        (possible_too || finding.certainty != Certainty::Possible)
            && !finding.resolved
            && Verdict::Conflict(finding.outcome) > self.goal
    }

    /// What would open a mechanism that was taken into use though without it no conflict has it as an open way.
    fn opening(&mut self, state: &State) -> Option<Branching> {
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
        if self.enough {
            return Some(Branching::default());
        }
        let needs = &mut *self.needs;
        let any = base.opening.entry(closed).or_insert_with(|| Arc::new(needs.open(&without, closed)));
        Some(Branching { any: Arc::clone(any), single: None })
    }
}

/// Those that are one change.
fn single(branches: &Branches) -> Branches {
    branches.iter().filter(|branch| branch.len() == 1).cloned().collect()
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
