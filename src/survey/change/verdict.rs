//! The verdict between two legal orders before and after, for the requests of which anything changed.
//!
//! Only direct demands are asked about, those in which no mechanism is in use yet: which of many mechanisms has ended which
//! conflict would be more situations than can be told.

use num_bigint::BigUint;

use super::joint::Which;
use super::shift::shifts;
use super::witness::Witness;
use super::{Changes, Joint, Side, differing};
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
        let mut changes = self.blank(self.regions(all, &self.space.unassisted(&self.given)));
        let moved = changes.moved(old, new);
        if moved == Region::NEVER {
            let complete = changes.regions.is_complete();
            return Verdicts { changes, shifts: Vec::new(), complete };
        }
        let [before, after] = sides.map(|side| changes.worst(side, moved));
        let mut shifts = Vec::new();
        for (from, was) in &before {
            for (to, is) in &after {
                let region = changes.regions.both(*was, *is);
                if from != to && region != Region::NEVER {
                    let situations = changes.regions.count(region, Weight::Situations);
                    let answers = |facts: &[Known]| {
                        let asked = changes.asked(facts);
                        verdict(old, &asked.old) == Some(*from) && verdict(new, &asked.new) == Some(*to)
                    };
                    let witness = changes.requests(region).into_iter().find(|facts| answers(facts));
                    let witness = witness.map(|facts| changes.asked(&shortened(facts, &self.given, answers)));
                    shifts.push(VerdictShift { from: *from, to: *to, region, situations, witness });
                }
            }
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

impl<'c> Changes<'_, 'c> {
    /// The requests for which any conflict changed.
    fn moved(&mut self, old: &Side<'_, '_, 'c>, new: &Side<'_, '_, 'c>) -> Region {
        let mut union = Region::NEVER;
        let corpora = [old, new].map(|side| side.plan.book.corpus);
        for (_, before, after) in differing(old, new) {
            let [was, is] = [before, after].map(|held| held.and_then(|held| self.cut(held)));
            for shift in shifts(&mut self.regions, corpora, was.as_ref(), is.as_ref()) {
                union = self.regions.either(union, shift.region);
            }
        }
        union
    }

    /// Some requests by the worst outcome.
    fn worst(&mut self, side: &Side<'_, '_, 'c>, within: Region) -> Vec<(Option<Outcome>, Region)> {
        let cuts: Vec<Vec<(Outcome, Region)>> = side
            .conflicts
            .values()
            .map(|held| held.terms.outcomes(&mut self.regions, &mut self.values, within))
            .collect();
        let mut left = within;
        let mut parts = Vec::new();
        for outcome in [Outcome::Deadlock, Outcome::Discretionary, Outcome::Reroutable, Outcome::Resolvable] {
            let mut worst = Region::NEVER;
            for cut in &cuts {
                for (_, region) in cut.iter().filter(|(known, _)| *known == outcome) {
                    let standing = self.regions.both(*region, left);
                    worst = self.regions.either(worst, standing);
                }
            }
            left = self.regions.without(left, worst);
            parts.push((Some(outcome), worst));
        }
        parts.push((None, left));
        parts
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
