//! From what to what a conflict moved, for which requests.

use std::collections::BTreeMap;

use num_bigint::BigUint;

use crate::corpus::Corpus;
use crate::law::MechanismId;
use crate::logic::{Region, Regions, Weight};
use crate::solve::Outcome;
use crate::survey::regions::ConflictRegions;

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

/// Every shift of one conflict. Those of outcomes do not overlap. Which of many mechanisms in use has resolved it is told
/// of each by itself, never of all together: that would be more situations than can be told.
pub(super) fn shifts(
    regions: &mut Regions,
    corpora: [&Corpus; 2],
    old: Option<&ConflictRegions>,
    new: Option<&ConflictRegions>,
) -> Vec<Shift> {
    let mut found = Vec::new();
    let (before, after) = (parts(regions, old), parts(regions, new));
    for (from, was) in &before {
        for (to, is) in &after {
            if from != to {
                found.push((Shifted::Outcome(*from, *to), None, regions.both(*was, *is)));
            }
        }
    }
    if let (Some(old), Some(new)) = (old, new) {
        let stayed = regions.both(old.conflict, new.conflict);
        let (was, is) = (regions.both(old.contested, stayed), regions.both(new.contested, stayed));
        found.push((Shifted::Contested(false), None, regions.without(was, is)));
        found.push((Shifted::Contested(true), None, regions.without(is, was)));
        let [before, after] = corpora;
        let (was, is) = (ended(regions, before, old), ended(regions, after, new));
        for (what, some, others) in [(Shifted::Resolved(false), &was, &is), (Shifted::Resolved(true), &is, &was)] {
            for (name, (by, region)) in some {
                let kept = others.get(name).map_or(Region::NEVER, |(_, region)| *region);
                let only = regions.without(*region, kept);
                found.push((what, Some(*by), regions.both(only, stayed)));
            }
        }
    }
    found.retain(|(_, _, region)| *region != Region::NEVER);
    found.sort_by_key(|(what, by, _)| (*what, *by));
    let counted = found.into_iter().map(|(what, by, region)| {
        let situations = regions.count(region, Weight::Situations);
        Shift { what, by, region, situations }
    });
    counted.collect()
}

/// All requests by what they have of a conflict.
fn parts(regions: &mut Regions, of: Option<&ConflictRegions>) -> Vec<(Option<Outcome>, Region)> {
    let Some(of) = of else { return vec![(None, Region::ALWAYS)] };
    let none = (None, regions.without(Region::ALWAYS, of.conflict));
    of.outcomes.iter().map(|(outcome, region)| (Some(*outcome), *region)).chain([none]).collect()
}

/// The requests in which a mechanism in use has resolved a conflict, by its name.
fn ended<'c>(
    regions: &mut Regions,
    corpus: &'c Corpus,
    of: &ConflictRegions,
) -> BTreeMap<&'c str, (MechanismId, Region)> {
    let mut ended: BTreeMap<&'c str, (MechanismId, Region)> = BTreeMap::new();
    for (mechanism, region) in of.resolved.iter() {
        let name = corpus.mechanisms[*mechanism].name.as_str();
        let (_, known) = ended.entry(name).or_insert((*mechanism, Region::NEVER));
        *known = regions.either(*known, *region);
    }
    ended
}
