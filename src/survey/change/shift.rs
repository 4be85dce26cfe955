//! From what to what a conflict moved, for which requests.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;

use super::Changes;
use super::side::Held;
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

impl Shifted {
    /// The same told the other way round.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Shifted::Outcome(from, to) => Shifted::Outcome(to, from),
            Shifted::Contested(now) => Shifted::Contested(!now),
            Shifted::Resolved(now) => Shifted::Resolved(!now),
        }
    }
}

/// What changed, by which mechanism, and for which requests.
pub(super) type Found = (Shifted, Option<MechanismId>, Region);

/// Every shift of one conflict. Those of outcomes do not overlap. Which of many mechanisms in use has resolved it is told
/// of each by itself, never of all together: that would be more situations than can be told.
pub(super) fn shifts(changes: &mut Changes<'_, '_>, corpora: [&Corpus; 2], held: [Option<&Held>; 2]) -> Vec<Found> {
    let moving = Moving::new(changes, held);
    if moving.within == Region::NEVER {
        return Vec::new();
    }
    let mut found = moving.outcomes(changes);
    if moving.stayed != Region::NEVER {
        found.extend(moving.contested(changes));
        found.extend(moving.resolved(changes, corpora));
    }
    found.retain(|(_, _, region)| *region != Region::NEVER);
    found.sort_by_key(|(what, by, _)| (*what, *by));
    found
}

/// The shifts of the outcome of one conflict alone.
pub(super) fn outcomes(changes: &mut Changes<'_, '_>, held: [Option<&Held>; 2]) -> Vec<Found> {
    Moving::new(changes, held).outcomes(changes)
}

/// A conflict on both sides, and how far it can have changed at all: only for these requests it is worked out.
struct Moving<'h> {
    held: [Option<&'h Held>; 2],
    /// The requests that have it, on each side.
    live: [Region; 2],
    /// Those that have it on both.
    stayed: Region,
    /// The requests for which anything may have changed.
    within: Region,
    /// The ways out that only one side has.
    lone: [Vec<WayPlan>; 2],
}

impl<'h> Moving<'h> {
    fn new(changes: &mut Changes<'_, '_>, held: [Option<&'h Held>; 2]) -> Self {
        let Changes { regions, values, .. } = changes;
        let live = held.map(|held| held.map_or(Region::NEVER, |held| held.terms.live(regions, values, Region::ALWAYS)));
        let [was, is] = live;
        let stayed = regions.both(was, is);
        let within = regions.differing(was, is);
        let mut moving = Self { held, live, stayed, within, lone: [Vec::new(), Vec::new()] };
        if let ([Some(old), Some(new)], true) = (held, stayed != Region::NEVER) {
            moving.lone = lone([&old.terms.ways.list, &new.terms.ways.list]);
            let parted = moving.parted(changes, [old, new]);
            moving.within = changes.regions.either(moving.within, parted);
        }
        moving
    }

    /// Of the requests that have it on both sides those for which an arguable exception or a way out may be another.
    fn parted(&self, changes: &mut Changes<'_, '_>, [old, new]: [&Held; 2]) -> Region {
        let Changes { regions, values, .. } = changes;
        let mut parted = Region::NEVER;
        if old.terms.disputed != new.terms.disputed {
            let [was, is] = [old, new].map(|held| held.terms.disputed(regions, values, self.stayed));
            parted = regions.differing(was, is);
        }
        // A way that is open for other requests only is no other way for those that stayed.
        let name = |way: &WayPlan| (way.benefit, way.in_use, way.mechanism);
        let [before, after] = &self.lone;
        let mut before: BTreeMap<_, Formula> = before.iter().map(|way| (name(way), way.open)).collect();
        let mut open = Vec::new();
        for way in after {
            let is = values.of(regions, way.open);
            let was = before.remove(&name(way)).map_or(Region::NEVER, |was| values.of(regions, was));
            open.push(regions.differing(was, is));
        }
        open.extend(before.into_values().map(|was| values.of(regions, was)));
        for open in open {
            let stayed = regions.both(self.stayed, open);
            parted = regions.either(parted, stayed);
        }
        parted
    }

    /// From which outcome to which; nothing stands for no conflict.
    fn outcomes(&self, changes: &mut Changes<'_, '_>) -> Vec<Found> {
        if self.within == Region::NEVER {
            return Vec::new();
        }
        let [before, after] = [0, 1].map(|side| self.parts(changes, side));
        let mut found = Vec::new();
        for (from, was) in &before {
            for (to, is) in after.iter().filter(|(to, _)| to != from) {
                found.push((Shifted::Outcome(*from, *to), None, changes.regions.both(*was, *is)));
            }
        }
        found.retain(|(_, _, region)| *region != Region::NEVER);
        found
    }

    /// The requests that may have changed by what they have of the conflict on one side.
    fn parts(&self, changes: &mut Changes<'_, '_>, side: usize) -> Vec<(Option<Outcome>, Region)> {
        let Changes { regions, values, .. } = changes;
        let (Some(Some(held)), Some(live)) = (self.held.get(side), self.live.get(side)) else {
            return vec![(None, self.within)];
        };
        let live_here = regions.both(self.within, *live);
        let none = (None, regions.without(self.within, *live));
        let parts = values.by_best_way(regions, live_here, &held.terms.ways);
        parts.into_iter().map(|(outcome, region)| (Some(outcome), region)).chain([none]).collect()
    }

    /// Where an arguable exception holds no longer, or holds now.
    fn contested(&self, changes: &mut Changes<'_, '_>) -> Vec<Found> {
        let [Some(old), Some(new)] = self.held else { return Vec::new() };
        if old.terms.disputed == new.terms.disputed {
            return Vec::new();
        }
        let Changes { regions, values, .. } = changes;
        let [was, is] = [old, new].map(|held| held.terms.disputed(regions, values, self.stayed));
        let shift = |now, region| (Shifted::Contested(now), None, region);
        vec![shift(false, regions.without(was, is)), shift(true, regions.without(is, was))]
    }

    /// Where a mechanism in use resolves it no longer, or does now.
    fn resolved(&self, changes: &mut Changes<'_, '_>, corpora: [&Corpus; 2]) -> Vec<Found> {
        let [before, after] = &self.lone;
        let [old, new] = corpora;
        let (was, is) = (self.ended(changes, old, before), self.ended(changes, new, after));
        let mut found = Vec::new();
        for (what, some, others) in [(Shifted::Resolved(false), &was, &is), (Shifted::Resolved(true), &is, &was)] {
            for (name, (by, region)) in some {
                let kept = others.get(name).map_or(Region::NEVER, |(_, region)| *region);
                found.push((what, Some(*by), changes.regions.without(*region, kept)));
            }
        }
        found
    }

    /// Of the requests that have it on both sides those in which a mechanism in use has resolved it, by its name.
    fn ended<'c>(
        &self,
        changes: &mut Changes<'_, '_>,
        corpus: &'c Corpus,
        ways: &[WayPlan],
    ) -> BTreeMap<&'c str, (MechanismId, Region)> {
        let Changes { regions, values, .. } = changes;
        let mut ended: BTreeMap<&'c str, (MechanismId, Region)> = BTreeMap::new();
        for (way, used) in ways.iter().filter_map(|way| Some((way, way.in_use?))) {
            let (open, used) = (values.of(regions, way.open), regions.fact_in(used));
            let open = regions.both(self.stayed, open);
            let region = regions.both(open, used);
            if region != Region::NEVER {
                let name = corpus.mechanisms[way.mechanism].name.as_str();
                let (_, known) = ended.entry(name).or_insert((way.mechanism, Region::NEVER));
                *known = regions.either(*known, region);
            }
        }
        ended
    }
}

/// What a way out is worth: when it is open, what it achieves then, and by what it is in use.
pub(super) fn worth(way: &WayPlan) -> (Outcome, Formula, Option<Lit>) {
    (way.benefit, way.open, way.in_use)
}

/// The ways out that are worth what none of the other side is.
fn lone([old, new]: [&[WayPlan]; 2]) -> [Vec<WayPlan>; 2] {
    let [was, is] = [old, new].map(|ways| ways.iter().map(worth).collect::<BTreeSet<_>>());
    let only = |ways: &[WayPlan], others: &BTreeSet<_>| {
        ways.iter().filter(|way| !others.contains(&worth(way))).copied().collect()
    };
    [only(old, &is), only(new, &was)]
}
