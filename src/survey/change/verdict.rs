//! The verdict between two legal orders before and after, for the requests of which anything changed.
//!
//! Only direct demands are asked about, those in which no mechanism is in use yet: which of many mechanisms has ended which
//! conflict would be more situations than can be told.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;

use super::joint::Which;
use super::shift::outcomes;
use super::side::Held;
use super::witness::Witness;
use super::{Changes, Joint, Key, Side, differing};
use crate::logic::{Known, Region, Weight};
use crate::solve::{Certainty, Outcome, solve};

/// For which direct demands the worst outcome between two legal orders changed.
#[derive(Debug)]
pub struct Verdicts<'j, 'c> {
    changes: Changes<'j, 'c>,
    /// From what to what, for which requests; they do not overlap.
    pub shifts: Vec<VerdictShift>,
    /// Whether this is all and exact; if not the budget of nodes did not suffice.
    pub complete: bool,
}

/// Some requests whose verdict between two legal orders changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictShift {
    /// The worst outcome before; nothing if no conflict stood.
    pub from: Option<Outcome>,
    /// The worst outcome after.
    pub to: Option<Outcome>,
    /// The requests.
    pub region: Region,
    /// How many situations, as far as the region tells situations apart.
    pub situations: BigUint,
    /// A request, answered so by the plain solver under both lawbooks.
    pub witness: Option<Witness>,
}

impl Joint {
    /// Compares the verdicts of two sides inside what changed. This asks of every conflict and costs more than
    /// [`Joint::changes`].
    #[must_use]
    pub fn verdicts<'c>(&self, old: &Side<'_, '_, 'c>, new: &Side<'_, '_, 'c>) -> Verdicts<'_, 'c> {
        let sides = [old, new];
        let all = sides.iter().flat_map(|side| side.conflicts.values()).map(|held| &held.terms);
        let regions = self.regions(all, &self.space.unassisted(&self.given));
        let mut changes = self.blank(regions, sides.map(|side| side.plan.book.corpus));
        let mut shifts = Vec::new();
        for ((from, to), region) in changes.verdicts(old, new) {
            let situations = changes.regions.count(region, Weight::Situations);
            let answers = |facts: &[Known]| {
                let asked = changes.asked(facts);
                verdict(old, &asked.old) == Some(from) && verdict(new, &asked.new) == Some(to)
            };
            let witness = changes.requests(region).into_iter().find(|facts| answers(facts));
            let witness = witness.map(|facts| changes.asked(&shortened(facts, &self.given, answers)));
            shifts.push(VerdictShift { from, to, region, situations, witness });
        }
        let complete = changes.regions.is_complete();
        Verdicts { changes, shifts, complete }
    }
}

impl Verdicts<'_, '_> {
    /// Whether a complete request of one of the two corpora lies in a region, if no mechanism is in use; `None` if it
    /// leaves a fact open.
    #[must_use]
    pub fn contains(&self, region: Region, which: Which, facts: &[Known]) -> Option<bool> {
        self.changes.contains(region, which, facts)
    }
}

/// The worst outcomes before and after; nothing where no conflict stands.
type Worst = (Option<Outcome>, Option<Outcome>);

/// Requests by their worst outcomes before and after; they do not overlap.
#[derive(Default)]
struct ByWorst(BTreeMap<Worst, Region>);

impl<'c> Changes<'_, 'c> {
    /// The requests whose verdict changed, by what it was and is, the worst first. They are among those for which the
    /// outcome of some conflict changed, and what has at least as bad a conflict on both sides is looked at no more.
    fn verdicts(&mut self, old: &Side<'_, '_, 'c>, new: &Side<'_, '_, 'c>) -> Vec<(Worst, Region)> {
        let differing = differing(old, new);
        let mut moved = Region::NEVER;
        for (_, before, after) in &differing {
            for (_, _, region) in outcomes(self, [*before, *after]) {
                moved = self.regions.either(moved, region);
            }
        }
        let mut worst = ByWorst(BTreeMap::from([((None, None), moved)]));
        for (_, before, after) in &differing {
            let [was, is] = [before, after].map(|held| held.map(|held| self.within(held, moved)).unwrap_or_default());
            was.into_iter().for_each(|(outcome, region)| worst.raise(self, region, (Some(outcome), None)));
            is.into_iter().for_each(|(outcome, region)| worst.raise(self, region, (None, Some(outcome))));
        }
        worst.0.retain(|(was, is), _| was != is);
        let differing: BTreeSet<Key<'c>> = differing.into_iter().map(|(key, ..)| key).collect();
        let stayed = old.conflicts.iter().filter(|(key, _)| !differing.contains(key));
        let mut stayed: Vec<&Held> = stayed.map(|(_, held)| held).collect();
        // What has few ways out is bad for many requests, which then are looked at no more.
        stayed.sort_by_key(|held| held.terms.ways.list.len());
        for held in stayed {
            let left = worst.0.values().fold(Region::NEVER, |left, requests| self.regions.either(left, *requests));
            if left == Region::NEVER {
                break;
            }
            for (outcome, region) in self.within(held, left) {
                worst.raise(self, region, (Some(outcome), Some(outcome)));
            }
        }
        worst.0.into_iter().rev().collect()
    }

    /// The outcomes that some requests have of a conflict.
    fn within(&mut self, held: &Held, within: Region) -> Vec<(Outcome, Region)> {
        held.terms.outcomes(&mut self.regions, &mut self.values, within)
    }
}

impl ByWorst {
    /// Some requests have an outcome before, after or both. Who has the same on both sides then, and it on both, has the
    /// verdict that it had, whatever else it has, and is forgotten.
    fn raise(&mut self, changes: &mut Changes<'_, '_>, region: Region, (was, is): Worst) {
        for (known, requests) in std::mem::take(&mut self.0) {
            let raised = (known.0.max(was), known.1.max(is));
            let stayed = if raised == known { requests } else { changes.regions.without(requests, region) };
            self.add(changes, known, stayed);
            if stayed != requests && (was != is || raised.0 != raised.1) {
                let moved = changes.regions.both(requests, region);
                self.add(changes, raised, moved);
            }
        }
    }

    fn add(&mut self, changes: &mut Changes<'_, '_>, worst: Worst, requests: Region) {
        if requests != Region::NEVER {
            let others = self.0.entry(worst).or_insert(Region::NEVER);
            *others = changes.regions.either(*others, requests);
        }
    }
}

/// The request without every fact that the answer does not need.
fn shortened(mut facts: Vec<Known>, given: &[Known], answers: impl Fn(&[Known]) -> bool) -> Vec<Known> {
    for at in 0..facts.len() {
        let is_given = given.get(at).is_some_and(|given| *given != Known::Unknown);
        let Some(slot) = facts.get_mut(at).filter(|_| !is_given) else { continue };
        let known = std::mem::replace(slot, Known::Unknown);
        if !answers(&facts)
            && let Some(slot) = facts.get_mut(at)
        {
            *slot = known;
        }
    }
    facts
}

/// The worst outcome that the plain solver finds between the two legal orders of a side; `None` if it cannot tell,
/// because what is merely possible could be worse.
fn verdict(side: &Side<'_, '_, '_>, facts: &[Known]) -> Option<Option<Outcome>> {
    let plan = side.plan;
    let solution = solve(plan.book, facts);
    let ours = |norms| side.conflicts.values().any(|held| plan.norms(held.pair) == norms);
    let found = solution.conflicts.iter().filter(|found| ours((found.required, found.forbidden)));
    let (open, sure): (Vec<_>, Vec<_>) = found.partition(|found| found.certainty == Certainty::Possible);
    let [open, sure] = [open, sure].map(|found| found.iter().map(|found| found.outcome).max());
    (open <= sure).then_some(sure)
}
