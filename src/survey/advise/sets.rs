//! Sets of changes, as the search puts them together and tells them apart.
//!
//! A set is a list in order, each change once: equal sets are equal lists.

use rayon::prelude::*;

use super::change::Change;

/// Minimal sets of changes.
#[derive(Default)]
pub(super) struct Good {
    pub sets: Vec<Vec<Change>>,
    /// Of each a few bits, as [`marks`] has them.
    marks: Vec<u64>,
}

impl Good {
    pub(super) fn push(&mut self, set: Vec<Change>) {
        self.marks.push(marks(&set));
        self.sets.push(set);
    }

    /// Whether one of these is a part of a set, which then is not minimal.
    pub(super) fn has_part_of(&self, set: &[Change]) -> bool {
        let own = marks(set);
        let mut of = self.marks.iter().zip(&self.sets);
        of.any(|(marks, good)| marks & !own == 0 && is_within(good, set))
    }
}

/// Both together, in order, as the first is.
pub(super) fn joined(one: &[Change], other: &[Change]) -> Vec<Change> {
    let mut all = Vec::with_capacity(one.len() + other.len());
    all.extend_from_slice(one);
    for change in other {
        if let Err(place) = all.binary_search(change) {
            all.insert(place, *change);
        }
    }
    all
}

/// Sorts sets, and keeps each once.
pub(super) fn each_once(sets: &mut Vec<Vec<Change>>) {
    sets.par_sort_unstable();
    sets.dedup();
}

/// A few bits of a set: one that lacks a bit of another does not hold it.
fn marks(set: &[Change]) -> u64 {
    let mark = |change: &Change| u32::from(change.fact.0) * 29 + u32::from(change.value.0) * 7 + change.turn as u32;
    set.iter().fold(0, |marks, change| marks | 1 << (mark(change) % u64::BITS))
}

fn is_within(one: &[Change], other: &[Change]) -> bool {
    one.iter().all(|change| other.contains(change))
}
