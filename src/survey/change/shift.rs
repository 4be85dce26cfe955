//! From what to what a conflict moved, for which requests.

use num_bigint::BigUint;

use crate::logic::{Region, Regions, Weight};
use crate::solve::Outcome;
use crate::survey::regions::ConflictRegions;

/// A set of requests for which one thing about a conflict changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// What changed.
    pub what: Shifted,
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
    /// It stayed, and whether a mechanism in use has resolved it changed to this.
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

/// Every shift of one conflict. Those of outcomes do not overlap.
pub(super) fn shifts(
    regions: &mut Regions,
    old: Option<&ConflictRegions>,
    new: Option<&ConflictRegions>,
) -> Vec<Shift> {
    let mut found = Vec::new();
    let (before, after) = (parts(regions, old), parts(regions, new));
    for (from, was) in &before {
        for (to, is) in &after {
            if from != to {
                found.push((Shifted::Outcome(*from, *to), regions.both(*was, *is)));
            }
        }
    }
    if let (Some(old), Some(new)) = (old, new) {
        let stayed = regions.both(old.conflict, new.conflict);
        let (was, is) = (regions.both(old.contested, stayed), regions.both(new.contested, stayed));
        found.push((Shifted::Contested(false), regions.without(was, is)));
        found.push((Shifted::Contested(true), regions.without(is, was)));
        let (was, is) = (ended(old), ended(new));
        found.push((Shifted::Resolved(false), only_in(regions, stayed, &was, &is)));
        found.push((Shifted::Resolved(true), only_in(regions, stayed, &is, &was)));
    }
    found.retain(|(_, region)| *region != Region::NEVER);
    found.sort_unstable();
    let counted = found.into_iter().map(|(what, region)| {
        let situations = regions.count(region, Weight::Situations);
        Shift { what, region, situations }
    });
    counted.collect()
}

/// All requests by what they have of a conflict.
fn parts(regions: &mut Regions, of: Option<&ConflictRegions>) -> Vec<(Option<Outcome>, Region)> {
    let Some(of) = of else { return vec![(None, Region::ALWAYS)] };
    let none = (None, regions.without(Region::ALWAYS, of.conflict));
    of.outcomes.iter().map(|(outcome, region)| (Some(*outcome), *region)).chain([none]).collect()
}

fn ended(of: &ConflictRegions) -> Vec<Region> {
    of.resolved.iter().map(|(_, region)| *region).collect()
}

/// What lies in one of the first regions and in none of the second; regions that are in both are never joined.
fn only_in(regions: &mut Regions, within: Region, some: &[Region], none: &[Region]) -> Region {
    let own = some.iter().filter(|region| !none.contains(region));
    let mut left = own.fold(Region::NEVER, |union, region| regions.either(union, *region));
    left = regions.both(left, within);
    for region in none {
        left = regions.without(left, *region);
    }
    left
}
