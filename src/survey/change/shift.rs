//! From what to what a conflict moved, for which requests.

use std::collections::BTreeMap;
use std::sync::Arc;

use num_bigint::BigUint;

use super::Changes;
use super::side::Held;
use super::walk::{Step, steps, walk};
use crate::corpus::Corpus;
use crate::law::MechanismId;
use crate::logic::{Algebra as _, Formula, Lit, Region};
use crate::solve::Outcome;
use crate::survey::bulk::WayPlan;

/// A set of requests for which one thing about a conflict changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// What changed.
    pub what: Shifted,
    /// The mechanism that resolves it now, or has resolved it; by number of the corpus in which it does.
    pub by: Option<MechanismId>,
    /// For which requests.
    pub region: Region,
    /// How many situations that are, as far as the region tells situations apart.
    pub situations: BigUint,
}

/// What changed about a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shifted {
    /// It began, ended, or has another outcome; nothing stands for no conflict.
    Outcome(Option<Outcome>, Option<Outcome>),
    /// It stayed, and whether an arguable exception holds changed to this.
    Contested(bool),
    /// It stayed, and whether a mechanism in use has resolved it changed to this; told of each mechanism by itself.
    Resolved(bool),
}

/// What changed, by which mechanism, and for which requests.
pub(super) type Found = (Shifted, Option<MechanismId>, Region);

/// Every shift of one conflict. Those of outcomes do not overlap. Which of many mechanisms in use has resolved it is told
/// of each by itself, never of all together: that would be more situations than can be told.
pub(super) fn shifts(changes: &mut Changes<'_, '_>, held: [Option<&Held>; 2]) -> Vec<Found> {
    let moving = Moving::new(changes, held);
    let mut found = moving.contested(changes);
    if moving.turned != Region::NEVER {
        found.extend(moving.outcomes(changes));
        found.extend(moving.resolved(changes));
    }
    found.iter_mut().for_each(|(_, _, region)| *region = changes.occurring(*region));
    found.retain(|(_, _, region)| *region != Region::NEVER);
    found.sort_by_key(|(what, by, _)| (*what, *by));
    found
}

/// A conflict on both sides, and how far it can have changed at all: only for these requests it is worked out.
pub(super) struct Moving<'h> {
    held: [Option<&'h Held>; 2],
    /// The requests that have it, on each side.
    live: [Region; 2],
    /// Those that have it on both.
    stayed: Region,
    /// The requests for which its outcome, or what has resolved it, may have changed.
    pub(super) turned: Region,
}

impl<'h> Moving<'h> {
    pub(super) fn new(changes: &mut Changes<'_, '_>, held: [Option<&'h Held>; 2]) -> Self {
        let Changes { regions, values, .. } = changes;
        let live = held.map(|held| held.map_or(Region::NEVER, |held| held.terms.live(regions, values, Region::ALWAYS)));
        let [was, is] = live;
        let stayed = regions.both(was, is);
        let mut moving = Self { held, live, stayed, turned: regions.differing(was, is) };
        if let Some(ways) = moving.ways(changes) {
            let open = changes.regions.both(stayed, ways.open);
            moving.turned = changes.regions.either(moving.turned, open);
        }
        moving
    }

    /// What differs between its ways out on the two sides, if some requests have it on both.
    fn ways(&self, changes: &mut Changes<'_, '_>) -> Option<Arc<Turned>> {
        let [Some(old), Some(new)] = self.held else { return None };
        (self.stayed != Region::NEVER).then(|| changes.turned([old, new]))
    }

    /// From which outcome to which; nothing stands for no conflict.
    fn outcomes(&self, changes: &mut Changes<'_, '_>) -> Vec<Found> {
        let [was, is] = self.live;
        let mut found = Vec::new();
        let mut shift = |from, to, region| found.push((Shifted::Outcome(from, to), None, region));
        let [old, new] = self.held;
        if let Some(held) = old {
            let gone = changes.regions.without(was, is);
            changes.parts(held, gone).into_iter().for_each(|(outcome, region)| shift(Some(outcome), None, region));
        }
        if let Some(held) = new {
            let come = changes.regions.without(is, was);
            changes.parts(held, come).into_iter().for_each(|(outcome, region)| shift(None, Some(outcome), region));
        }
        if let Some(ways) = self.ways(changes) {
            let stayed = changes.regions.both(self.stayed, ways.open);
            let moved = walk(changes, stayed, &ways.steps);
            moved.into_iter().for_each(|([from, to], region)| shift(Some(from), Some(to), region));
        }
        found
    }

    /// Where an arguable exception holds no longer, or holds now.
    fn contested(&self, changes: &mut Changes<'_, '_>) -> Vec<Found> {
        let [Some(old), Some(new)] = self.held else { return Vec::new() };
        if self.stayed == Region::NEVER || old.terms.disputed == new.terms.disputed {
            return Vec::new();
        }
        let Changes { regions, values, .. } = changes;
        let [was, is] = [old, new].map(|held| held.terms.disputed(regions, values, self.stayed));
        let shift = |now, region| (Shifted::Contested(now), None, region);
        vec![shift(false, regions.without(was, is)), shift(true, regions.without(is, was))]
    }

    /// Where a mechanism in use resolves it no longer, or does now.
    fn resolved(&self, changes: &mut Changes<'_, '_>) -> Vec<Found> {
        let Some(ways) = self.ways(changes) else { return Vec::new() };
        let here = |(what, by, region): &Found| (*what, *by, changes.regions.both(*region, self.stayed));
        ways.resolved.iter().map(here).collect()
    }
}

/// What differs between two lists of ways out, whatever conflict has them; many share a list.
#[derive(Debug)]
pub(super) struct Turned {
    /// The ways of both.
    steps: Vec<Step>,
    /// The requests for which a way out is open on one side only.
    open: Region,
    /// Where a mechanism in use would resolve a conflict on one side only.
    resolved: Vec<Found>,
}

impl<'c> Changes<'_, 'c> {
    /// Some requests by the outcome that a conflict has for them.
    fn parts(&mut self, held: &Held, requests: Region) -> Vec<(Outcome, Region)> {
        self.values.by_best_way(&mut self.regions, requests, &held.terms.ways)
    }

    /// What differs between the ways out of a conflict on both sides.
    fn turned(&mut self, held: [&Held; 2]) -> Arc<Turned> {
        let lists = held.map(|held| held.terms.ways.number);
        if let Some(known) = self.turned.get(&lists) {
            return known.clone();
        }
        let steps = steps(held.map(|held| &*held.terms.ways.list));
        let [before, after] = [[true, false], [false, true]].map(|lone| {
            let lone = steps.iter().filter(|(_, on)| *on == lone);
            lone.map(|(way, _)| *way).collect::<Vec<WayPlan>>()
        });
        let open = self.open_alone(&before, &after);
        let turned = Arc::new(Turned { steps, open, resolved: self.resolving(&before, &after) });
        self.turned.insert(lists, turned.clone());
        turned
    }

    /// The requests for which one of the ways is open that only one side has.
    fn open_alone(&mut self, before: &[WayPlan], after: &[WayPlan]) -> Region {
        // A way that is open for more or fewer requests is another one only for these.
        let name = |way: &WayPlan| (way.benefit, way.in_use, way.mechanism);
        let mut before: BTreeMap<_, Formula> = before.iter().map(|way| (name(way), way.open)).collect();
        let both = after.iter().map(|way| (before.remove(&name(way)), Some(way.open))).collect::<Vec<_>>();
        let gone = before.into_values().map(|was| (Some(was), None));
        let mut open = Region::NEVER;
        for (was, is) in both.into_iter().chain(gone) {
            let [was, is] =
                [was, is].map(|way| way.map_or(Region::NEVER, |way| self.values.of(&mut self.regions, way)));
            let differing = self.regions.differing(was, is);
            open = self.regions.either(open, differing);
        }
        open
    }

    /// Where a mechanism in use that only one side has, or not for the same requests, would resolve a conflict.
    fn resolving(&mut self, before: &[WayPlan], after: &[WayPlan]) -> Vec<Found> {
        let [old, new] = self.corpora;
        let (was, is) = (self.ended(old, before), self.ended(new, after));
        let mut found = Vec::new();
        for (what, some, others) in [(Shifted::Resolved(false), &was, &is), (Shifted::Resolved(true), &is, &was)] {
            for (name, (by, region)) in some {
                let kept = others.get(name).map_or(Region::NEVER, |(_, region)| *region);
                found.push((what, Some(*by), self.regions.without(*region, kept)));
            }
        }
        found
    }

    /// The requests in which a mechanism in use would have resolved a conflict, by its name.
    fn ended(&mut self, corpus: &'c Corpus, ways: &[WayPlan]) -> BTreeMap<&'c str, (MechanismId, Region)> {
        let Changes { regions, values, .. } = self;
        let mut ended: BTreeMap<&'c str, (MechanismId, Region)> = BTreeMap::new();
        for (way, used) in ways.iter().filter_map(|way| Some((way, way.in_use?))) {
            let (open, used) = (values.of(regions, way.open), regions.fact_in(used));
            let region = regions.both(open, used);
            let name = corpus.mechanisms[way.mechanism].name.as_str();
            let (_, known) = ended.entry(name).or_insert((way.mechanism, Region::NEVER));
            *known = regions.either(*known, region);
        }
        ended
    }
}

/// What a way out is worth: when it is open, what it achieves then, and by what it is in use.
pub(super) fn worth(way: &WayPlan) -> (Outcome, Formula, Option<Lit>) {
    (way.benefit, way.open, way.in_use)
}
