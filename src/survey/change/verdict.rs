//! The verdict between two legal orders before and after, for the requests of which anything changed.
//!
//! Only direct demands are asked about, those in which no mechanism is in use yet: which of many mechanisms has ended which
//! conflict would be more situations than can be told.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashSet;
use num_bigint::BigUint;
use rayon::prelude::*;

use super::joint::Which;
use super::shift::Moving;
use super::side::Held;
use super::witness::Witness;
use super::{Changes, Joint, Key, OnBoth, Side, compared};
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

impl Joint {
    /// Compares the verdicts of two sides inside what changed. This asks of every conflict and costs more than
    /// [`Joint::changes`].
    #[must_use]
    pub fn verdicts<'c>(&self, old: &Side<'_, '_, 'c>, new: &Side<'_, '_, 'c>) -> Verdicts<'_, 'c> {
        let both = Both::new([old, new]);
        self.verdicts_beyond(&self.common(&both, &[]), &both)
    }

    /// The same of many pairs. What those next to each other have in common is worked out once.
    pub(crate) fn verdicts_of<T: Send>(
        &self,
        sides: &[[Side<'_, '_, '_>; 2]],
        tell: impl Fn(&Verdicts<'_, '_>) -> T + Sync,
    ) -> Vec<T> {
        let pairs: Vec<Both<'_, '_, '_, '_>> = sides.par_iter().map(|both| Both::new(both.each_ref())).collect();
        let alike: Vec<_> = pairs.chunk_by(|one, next| one.differs_like(next)).collect();
        let told = alike.into_par_iter().flat_map(|pairs| {
            let Some((first, others)) = pairs.split_first() else { return Vec::new() };
            let common = self.common(first, others);
            pairs.par_iter().map(|both| tell(&self.verdicts_beyond(&common, both))).collect()
        });
        told.collect()
    }

    /// How the verdicts of some pairs changed by the conflicts that all of them have. The same ones differ between each.
    fn common<'c>(&self, first: &Both<'_, '_, '_, 'c>, others: &[Both<'_, '_, '_, 'c>]) -> Common<'_, 'c> {
        let stayed: Vec<_> =
            first.stayed.iter().filter(|(key, ..)| others.iter().all(|other| other.has(first, key))).copied().collect();
        let mut changes = first.changes(self, first.differing.iter().chain(&stayed));
        let moved = changes.moved(&first.differing, stayed.iter().filter_map(|(_, held, _)| *held).collect());
        Common { changes, stayed: stayed.into_iter().map(|(key, ..)| key).collect(), moved }
    }

    /// The verdicts of a pair, beyond what it has in common with others.
    fn verdicts_beyond<'c>(&self, common: &Common<'_, 'c>, both: &Both<'_, '_, '_, 'c>) -> Verdicts<'_, 'c> {
        if common.moved.is_empty() {
            let complete = common.changes.regions.is_complete();
            return Verdicts { changes: both.changes(self, []), shifts: Vec::new(), complete };
        }
        let [old, new] = both.sides;
        let mut changes = both.changes(self, both.differing.iter().chain(&both.stayed));
        self.prefer(&mut changes.regions, new);
        let mut moved = common.moved.clone();
        changes.regions.bring(&common.changes.regions, moved.values_mut());
        let others = both.stayed.iter().filter(|(key, ..)| !common.stayed.contains(key));
        changes.cover(&mut moved, others.filter_map(|(_, held, _)| *held).collect());
        let ours = both.sides.map(Side::norms);
        let mut shifts = Vec::new();
        for ((from, to), region) in moved.into_iter().rev() {
            let region = changes.occurring(region);
            if region == Region::NEVER {
                continue;
            }
            let situations = changes.regions.count(region, Weight::Situations);
            let [before, after] = &ours;
            let answers = |facts: &[Known]| {
                let asked = changes.asked(facts);
                verdict(old, before, &asked.old) == Some(from) && verdict(new, after, &asked.new) == Some(to)
            };
            let witness = changes.requests(region).into_iter().find(|facts| answers(facts));
            let witness = witness.map(|facts| changes.asked(&shortened(facts, &self.given, answers)));
            shifts.push(VerdictShift { from, to, region, situations, witness });
        }
        let complete = [&common.changes, &changes].into_iter().all(|of| of.regions.is_complete());
        Verdicts { changes, shifts, complete }
    }
}

/// Two sides, and what differs between them.
struct Both<'s, 'p, 'b, 'c> {
    sides: [&'s Side<'p, 'b, 'c>; 2],
    differing: Vec<OnBoth<'s, 'c>>,
    stayed: Vec<OnBoth<'s, 'c>>,
}

impl<'s, 'p, 'b, 'c> Both<'s, 'p, 'b, 'c> {
    fn new([old, new]: [&'s Side<'p, 'b, 'c>; 2]) -> Self {
        let (differing, stayed) = compared(old, new);
        Self { sides: [old, new], differing, stayed }
    }

    /// Whether the same conflicts differ between another pair.
    fn differs_like(&self, other: &Self) -> bool {
        self.differing.len() == other.differing.len() && self.differing.iter().all(|(key, ..)| other.has(self, key))
    }

    /// Whether a conflict of another pair is one of this.
    fn has(&self, other: &Self, key: &Key<'c>) -> bool {
        let norms = |side: &Side<'_, '_, 'c>| side.conflicts.get(key).map(|held| held.pair);
        self.sides.iter().zip(&other.sides).all(|(here, there)| norms(here) == norms(there))
    }

    /// No changes yet, of direct demands, with room for some conflicts.
    fn changes<'j, 'o>(&self, joint: &'j Joint, of: impl IntoIterator<Item = &'o OnBoth<'o, 'c>>) -> Changes<'j, 'c>
    where
        'c: 'o,
    {
        let held = of.into_iter().flat_map(|(_, before, after)| [*before, *after]).flatten();
        let evaluator = joint.regions(held.map(|held| &held.terms), &joint.space.unassisted(&joint.given));
        joint.blank(evaluator, self.sides.map(|side| side.plan.book.corpus))
    }
}

/// How the verdicts of some pairs changed, as far as it hangs on conflicts that all of them have.
struct Common<'j, 'c> {
    changes: Changes<'j, 'c>,
    /// The conflicts that stayed and that all of them have.
    stayed: BTreeSet<Key<'c>>,
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
