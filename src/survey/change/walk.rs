//! From which outcome to which, for requests that have a conflict on both sides: both lists of ways out are gone through
//! at once, best first, so that requests which come out alike are looked at no further.

use std::collections::BTreeMap;

use super::Changes;
use super::shift::worth;
use crate::logic::Region;
use crate::solve::Outcome;
use crate::survey::bulk::WayPlan;

/// A way out, and on which sides it is one.
pub(super) type Step = (WayPlan, [bool; 2]);

/// The ways out of two lists, best first.
pub(super) fn steps(lists: [&[WayPlan]; 2]) -> Vec<Step> {
    let mut steps: BTreeMap<_, Step> = BTreeMap::new();
    for (side, ways) in lists.into_iter().enumerate() {
        for way in ways {
            let (_, on) = steps.entry(worth(way)).or_insert((*way, [false; 2]));
            if let Some(on) = on.get_mut(side) {
                *on = true;
            }
        }
    }
    steps.into_values().collect()
}

/// How far requests are decided.
struct Walk {
    /// On neither side.
    undecided: Region,
    /// On the old side alone, and on the new side alone, by outcome.
    ahead: [BTreeMap<Outcome, Region>; 2],
    /// On both, and not alike: from which outcome to which.
    moved: BTreeMap<[Outcome; 2], Region>,
}

/// Of some requests that have a conflict on both sides those whose outcome is another, by the old and the new one.
pub(super) fn walk(changes: &mut Changes<'_, '_>, requests: Region, steps: &[Step]) -> BTreeMap<[Outcome; 2], Region> {
    let mut walk = Walk { undecided: requests, ahead: Default::default(), moved: BTreeMap::new() };
    let lone = steps.iter().rposition(|(_, on)| *on != [true; 2]);
    for (at, (way, on)) in steps.iter().enumerate() {
        // What is undecided when only ways of both sides are left comes out alike.
        if lone.is_none_or(|lone| at > lone) {
            walk.undecided = Region::NEVER;
        }
        if walk.is_done() {
            break;
        }
        let open = changes.values.of(&mut changes.regions, way.open);
        walk.take(changes, way.benefit, open, *on);
    }
    walk.end(changes)
}

impl Walk {
    fn is_done(&self) -> bool {
        self.undecided == Region::NEVER && self.ahead.iter().all(BTreeMap::is_empty)
    }

    /// A way is open for some requests.
    fn take(&mut self, changes: &mut Changes<'_, '_>, benefit: Outcome, open: Region, on: [bool; 2]) {
        let regions = &mut changes.regions;
        for (side, is_on) in [1, 0].into_iter().zip(on) {
            // What is decided on one side only waits for a way of the other.
            let Some(ahead) = self.ahead.get_mut(side).filter(|_| is_on) else { continue };
            for (outcome, requests) in std::mem::take(ahead) {
                let left = regions.without(requests, open);
                if left != Region::NEVER {
                    ahead.insert(outcome, left);
                }
                if left != requests && outcome != benefit {
                    let both = if side == 0 { [outcome, benefit] } else { [benefit, outcome] };
                    let taken = regions.both(requests, open);
                    let moved = self.moved.entry(both).or_insert(Region::NEVER);
                    *moved = regions.either(*moved, taken);
                }
            }
        }
        let left = regions.without(self.undecided, open);
        if left == self.undecided {
            return;
        }
        let alone = match on {
            [true, false] => self.ahead.first_mut(),
            [false, true] => self.ahead.last_mut(),
            [true, true] | [false, false] => None,
        };
        if let Some(ahead) = alone {
            let taken = regions.both(self.undecided, open);
            let known = ahead.entry(benefit).or_insert(Region::NEVER);
            *known = regions.either(*known, taken);
        }
        self.undecided = left;
    }

    /// Nothing is left that could help.
    fn end(mut self, changes: &mut Changes<'_, '_>) -> BTreeMap<[Outcome; 2], Region> {
        let [old, new] = std::mem::take(&mut self.ahead);
        let gone = old.into_iter().map(|(outcome, requests)| ([outcome, Outcome::Deadlock], requests));
        let come = new.into_iter().map(|(outcome, requests)| ([Outcome::Deadlock, outcome], requests));
        for (both, requests) in gone.chain(come) {
            let moved = self.moved.entry(both).or_insert(Region::NEVER);
            *moved = changes.regions.either(*moved, requests);
        }
        self.moved
    }
}
