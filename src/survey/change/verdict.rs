//! The verdict between two legal orders before and after, for the requests of which anything changed.
//!
//! Only direct demands are asked about, those in which no mechanism is in use yet: which of many mechanisms has ended which
//! conflict would be more situations than can be told.

use std::collections::BTreeMap;

use hashbrown::HashSet;
use num_bigint::BigUint;
use rayon::prelude::*;

use super::joint::Which;
use super::shift::Moving;
use super::side::Held;
use super::witness::Witness;
use super::{Changes, Joint, OnBoth, Side, compared};
use crate::corpus::Corpus;
use crate::lawbook::NormId;
use crate::logic::{Known, Region, Weight};
use crate::solve::{Certainty, Outcome, solve};
use crate::survey::regions::Ways;

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

/// The conflicts of one pair or more under two plans.
#[derive(Debug)]
pub(crate) enum Shared<'p, 'b, 'c> {
    /// Those of one pair.
    One([Side<'p, 'b, 'c>; 2]),
    /// Those of several pairs, between which the same ones differ.
    Many {
        /// What all have, with all that differs.
        common: [Side<'p, 'b, 'c>; 2],
        /// By pair, what it has beside.
        own: Vec<[Side<'p, 'b, 'c>; 2]>,
    },
}

impl Joint {
    /// Compares the verdicts of two sides inside what changed. This asks of every conflict and costs more than
    /// [`Joint::changes`].
    #[must_use]
    pub fn verdicts<'c>(&self, old: &Side<'_, '_, 'c>, new: &Side<'_, '_, 'c>) -> Verdicts<'_, 'c> {
        let Common { both, changes, moved } = self.common([old, new]);
        self.told(changes, moved, &[both.sides])
    }

    /// The same of each pair. What several have in common is worked out once.
    pub(crate) fn verdicts_of<T: Send>(
        &self,
        shared: &Shared<'_, '_, '_>,
        tell: impl Fn(&Verdicts<'_, '_>) -> T + Sync,
    ) -> Vec<T> {
        match shared {
            Shared::One([old, new]) => vec![tell(&self.verdicts(old, new))],
            Shared::Many { common, own } => {
                let common = self.common(common.each_ref());
                own.par_iter().map(|own| tell(&self.verdicts_beyond(&common, own.each_ref()))).collect()
            }
        }
    }

    /// How the verdicts change by these conflicts alone.
    fn common<'s, 'p, 'b, 'c>(&self, sides: [&'s Side<'p, 'b, 'c>; 2]) -> Common<'_, 's, 'p, 'b, 'c> {
        let both = Both::new(sides);
        let mut changes = self.room(both.corpora(), &[&both]);
        let stayed = both.stayed.iter().filter_map(|(_, held, _)| *held).collect();
        let moved = changes.moved(&both.differing, stayed);
        Common { both, changes, moved }
    }

    /// The verdicts of a pair that has conflicts beside those that it has in common with others.
    fn verdicts_beyond<'c>(
        &self,
        common: &Common<'_, '_, '_, '_, 'c>,
        own: [&Side<'_, '_, 'c>; 2],
    ) -> Verdicts<'_, 'c> {
        let own = Both::new(own);
        debug_assert!(own.differing.is_empty(), "what differs between one of the pairs differs between all");
        let complete = common.changes.regions.is_complete() && own.differing.is_empty();
        if common.moved.is_empty() {
            return Verdicts { changes: self.room(own.corpora(), &[]), shifts: Vec::new(), complete };
        }
        let mut changes = self.room(own.corpora(), &[&common.both, &own]);
        let mut moved = common.moved.clone();
        changes.regions.bring(&common.changes.regions, moved.values_mut());
        changes.cover(&mut moved, own.stayed.iter().filter_map(|(_, held, _)| *held).collect());
        let verdicts = self.told(changes, moved, &[common.both.sides, own.sides]);
        Verdicts { complete: verdicts.complete && complete, ..verdicts }
    }

    /// Tells verdicts that changed, with examples. The last sides say what these are about.
    fn told<'j, 'c>(
        &self,
        mut changes: Changes<'j, 'c>,
        moved: BTreeMap<Worst, Region>,
        sides: &[[&Side<'_, '_, 'c>; 2]],
    ) -> Verdicts<'j, 'c> {
        let mut shifts = Vec::new();
        if let Some([old, new]) = sides.last() {
            self.prefer(&mut changes.regions, new);
            let (mut before, mut after) = (HashSet::new(), HashSet::new());
            for [old, new] in sides {
                before.extend(old.norms());
                after.extend(new.norms());
            }
            for ((from, to), region) in moved.into_iter().rev() {
                let region = changes.occurring(region);
                if region == Region::NEVER {
                    continue;
                }
                let situations = changes.regions.count(region, Weight::Situations);
                let answers = |facts: &[Known]| {
                    let asked = changes.asked(facts);
                    verdict(old, &before, &asked.old) == Some(from) && verdict(new, &after, &asked.new) == Some(to)
                };
                let witness = changes.requests(region).into_iter().find(|facts| answers(facts));
                let witness = witness.map(|facts| changes.asked(&shortened(facts, &self.given, answers)));
                shifts.push(VerdictShift { from, to, region, situations, witness });
            }
        }
        let complete = changes.regions.is_complete();
        Verdicts { changes, shifts, complete }
    }

    /// No changes yet, of direct demands, with room for some conflicts.
    fn room<'c>(&self, corpora: [&'c Corpus; 2], of: &[&Both<'_, '_, '_, 'c>]) -> Changes<'_, 'c> {
        let conflicts = of.iter().flat_map(|both| both.differing.iter().chain(&both.stayed));
        let held = conflicts.flat_map(|(_, before, after)| [*before, *after]).flatten();
        let evaluator = self.regions(held.map(|held| &held.terms), &self.space.unassisted(&self.given));
        self.blank(evaluator, corpora)
    }
}

/// Two sides, and what differs between them.
struct Both<'s, 'p, 'b, 'c> {
    sides: [&'s Side<'p, 'b, 'c>; 2],
    differing: Vec<OnBoth<'s, 'c>>,
    stayed: Vec<OnBoth<'s, 'c>>,
}

impl<'s, 'p, 'b, 'c> Both<'s, 'p, 'b, 'c> {
    fn new(sides: [&'s Side<'p, 'b, 'c>; 2]) -> Self {
        let [old, new] = sides;
        let (differing, stayed) = compared(old, new);
        Self { sides, differing, stayed }
    }

    fn corpora(&self) -> [&'c Corpus; 2] {
        self.sides.map(|side| side.plan.book.corpus)
    }
}

/// How the verdicts of some pairs changed by the conflicts that all of them have.
struct Common<'j, 's, 'p, 'b, 'c> {
    both: Both<'s, 'p, 'b, 'c>,
    changes: Changes<'j, 'c>,
    moved: BTreeMap<Worst, Region>,
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

/// Every outcome, the worst first.
const LEVELS: [Outcome; 4] = [Outcome::Deadlock, Outcome::Discretionary, Outcome::Reroutable, Outcome::Resolvable];

/// Of conflicts with the same ways out, by level: the requests for which one has an outcome at least as bad.
type Reached = [(Outcome, Region); LEVELS.len()];

impl<'c> Changes<'_, 'c> {
    /// The requests whose verdict changed, by what it was and is. They are among those for which the outcome of some
    /// conflict can have changed; what stayed is asked only how far it covers that up.
    fn moved(&mut self, differing: &[OnBoth<'_, 'c>], stayed: Vec<&Held>) -> BTreeMap<Worst, Region> {
        let mut moving = Region::NEVER;
        for (_, before, after) in differing {
            let turned = Moving::new(self, [*before, *after]).turned;
            moving = self.regions.either(moving, turned);
        }
        let was: Vec<&Held> = differing.iter().filter_map(|(_, before, _)| *before).collect();
        let is: Vec<&Held> = differing.iter().filter_map(|(.., after)| *after).collect();
        let [was, is] = [was, is].map(|held| self.by_worst(held, moving));
        let mut moved = BTreeMap::new();
        for (from, before) in &was {
            for (to, after) in is.iter().filter(|(to, _)| to != from) {
                let both = self.regions.both(*before, *after);
                self.add(&mut moved, (*from, *to), both);
            }
        }
        self.cover(&mut moved, stayed);
        moved
    }

    /// Some requests by the worst outcome that one of the conflicts has for them; nothing where none stands.
    fn by_worst(&mut self, held: Vec<&Held>, requests: Region) -> Vec<(Option<Outcome>, Region)> {
        let conflicts = self.reached(held, requests);
        let (mut left, mut parts) = (requests, Vec::new());
        for level in LEVELS {
            let rest = self.better(&conflicts, level, left);
            parts.push((Some(level), self.regions.without(left, rest)));
            left = rest;
        }
        parts.push((None, left));
        parts
    }

    /// Takes the conflicts that stayed into account: a verdict that both sides have because of one of them did not
    /// change, and of what was or is better it is what counts.
    fn cover(&mut self, moved: &mut BTreeMap<Worst, Region>, stayed: Vec<&Held>) {
        let all = self.regions.any(moved.values().copied().collect());
        let stayed = self.reached(stayed, all);
        for level in LEVELS.map(Some) {
            let counts = |(was, is): &Worst| *was.min(is) < level && level <= *was.max(is);
            let asked: BTreeMap<Worst, Region>;
            (asked, *moved) = std::mem::take(moved).into_iter().partition(|(worst, _)| counts(worst));
            let all = self.regions.any(asked.values().copied().collect());
            let better = level.map_or(all, |level| self.better(&stayed, level, all));
            for ((was, is), requests) in asked {
                let left = self.regions.both(requests, better);
                self.add(moved, (was, is), left);
                let covered = self.regions.without(requests, better);
                self.add(moved, (was.max(level), is.max(level)), covered);
            }
            moved.retain(|(was, is), _| was != is);
        }
    }

    /// Of some requests those for which every conflict that they have has a better outcome than this.
    fn better(&mut self, conflicts: &[Reached], level: Outcome, requests: Region) -> Region {
        let reached = conflicts.iter().flatten().filter(|(outcome, _)| *outcome == level);
        reached.fold(requests, |rest, (_, reached)| self.regions.without(rest, *reached))
    }

    /// How bad conflicts are for some requests, those with the same ways out together; what has few ways is bad for many,
    /// and comes first.
    fn reached(&mut self, held: Vec<&Held>, requests: Region) -> Vec<Reached> {
        let mut lists: BTreeMap<u32, (&Ways, Region)> = BTreeMap::new();
        for Held { terms, .. } in held {
            let live = terms.live(&mut self.regions, &mut self.values, requests);
            let (_, all) = lists.entry(terms.ways.number).or_insert((&terms.ways, Region::NEVER));
            *all = self.regions.either(*all, live);
        }
        let mut lists: Vec<(&Ways, Region)> = lists.into_values().collect();
        lists.retain(|(_, live)| *live != Region::NEVER);
        lists.sort_by_key(|(ways, _)| ways.list.len());
        lists.into_iter().map(|(ways, live)| self.by_level(ways, live)).collect()
    }

    fn by_level(&mut self, ways: &Ways, live: Region) -> Reached {
        let open = self.values.open(&mut self.regions, ways);
        let (mut open, mut left) = (open.iter().peekable(), live);
        let mut reached = LEVELS.map(|level| (level, Region::NEVER));
        // A way out keeps a conflict from whatever is worse than its benefit.
        for (level, requests) in reached.iter_mut().rev() {
            while let Some((_, open)) = open.next_if(|(benefit, _)| benefit < level) {
                left = self.regions.without(left, *open);
            }
            *requests = left;
        }
        reached
    }

    fn add(&mut self, moved: &mut BTreeMap<Worst, Region>, worst: Worst, requests: Region) {
        if requests != Region::NEVER {
            let others = moved.entry(worst).or_insert(Region::NEVER);
            *others = self.regions.either(*others, requests);
        }
    }
}

/// The request without every fact that the answer does not need.
fn shortened(mut facts: Vec<Known>, given: &[Known], answers: impl Fn(&[Known]) -> bool) -> Vec<Known> {
    for at in 0..facts.len() {
        let is_given = given.get(at).is_some_and(|given| *given != Known::Unknown);
        let Some(slot) = facts.get_mut(at).filter(|slot| !is_given && **slot != Known::Unknown) else { continue };
        let known = std::mem::replace(slot, Known::Unknown);
        if !answers(&facts)
            && let Some(slot) = facts.get_mut(at)
        {
            *slot = known;
        }
    }
    facts
}

/// The worst outcome that the plain solver finds between the two legal orders of a side, of which these norms can collide;
/// `None` if it cannot tell, because what is merely possible could be worse.
fn verdict(side: &Side<'_, '_, '_>, ours: &HashSet<(NormId, NormId)>, facts: &[Known]) -> Option<Option<Outcome>> {
    let solution = solve(side.plan.book, facts);
    let found = solution.conflicts.iter().filter(|found| ours.contains(&(found.required, found.forbidden)));
    let (open, sure): (Vec<_>, Vec<_>) = found.partition(|found| found.certainty == Certainty::Possible);
    let [open, sure] = [open, sure].map(|found| found.iter().map(|found| found.outcome).max());
    (open <= sure).then_some(sure)
}
