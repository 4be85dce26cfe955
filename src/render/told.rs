//! What a page has told already, so that it says it once and refers to it afterwards.

use crate::report::{ConflictReport, HornReport, WayReport};

/// Conflicts with their numbers, which are unique on a page.
pub(super) type Numbered<'r, 'c> = (usize, &'r ConflictReport<'c>);

/// All conflicts of a page, numbered through, in groups with one requiring provision.
pub(super) fn groups<'s, 'r, 'c>(numbered: &'s [Numbered<'r, 'c>]) -> impl Iterator<Item = &'s [Numbered<'r, 'c>]> {
    numbered.chunk_by(|(_, one), (_, next)| one.required.provision == next.required.provision)
}

/// What has been told, and under which number.
#[derive(Default)]
pub(super) struct Told<'r, 'c> {
    forbidding: Vec<(&'r HornReport<'c>, usize)>,
    open: Vec<(usize, Vec<&'r WayReport<'c>>)>,
    closed: Vec<(usize, Vec<&'r WayReport<'c>>)>,
    paths_matter: bool,
}

/// Ways out of which some may have been told before.
pub(super) struct Ways<'r, 'c> {
    /// The number under which some of them stand.
    pub as_in: Option<usize>,
    /// Those that are new.
    pub new: Vec<&'r WayReport<'c>>,
}

impl<'r, 'c> Told<'r, 'c> {
    /// Nothing yet; `paths_matter` where a way that is reached by another path is another one.
    pub(super) fn nothing(paths_matter: bool) -> Self {
        Self { paths_matter, ..Self::default() }
    }

    /// Under which number what forbids has been told in full; from now on under this one.
    pub(super) fn forbidding(&mut self, horn: &'r HornReport<'c>, number: usize) -> Option<usize> {
        let before = self.forbidding.iter().find(|(known, _)| *known == horn).map(|(_, number)| *number);
        if before.is_none() {
            self.forbidding.push((horn, number));
        }
        before
    }

    /// The ways out of a conflict that are open or hinge on facts.
    pub(super) fn open(&mut self, number: usize, conflict: &'r ConflictReport<'c>) -> Ways<'r, 'c> {
        let ways = conflict.mechanisms.iter().filter(|way| way.status != "not_in_force").collect();
        told(&mut self.open, number, ways, self.paths_matter)
    }

    /// The ways out of a conflict that are not in force.
    pub(super) fn closed(&mut self, number: usize, conflict: &'r ConflictReport<'c>) -> Ways<'r, 'c> {
        let ways = conflict.mechanisms.iter().filter(|way| way.status == "not_in_force").collect();
        told(&mut self.closed, number, ways, false)
    }
}

/// Refers to the longest list told before that is part of these ways.
fn told<'r, 'c>(
    lists: &mut Vec<(usize, Vec<&'r WayReport<'c>>)>,
    number: usize,
    ways: Vec<&'r WayReport<'c>>,
    paths_matter: bool,
) -> Ways<'r, 'c> {
    let same = |one: &WayReport<'_>, other: &WayReport<'_>| {
        (one.id, one.status, &one.missing, one.in_use) == (other.id, other.status, &other.missing, other.in_use)
            && (!paths_matter || one.path == other.path)
    };
    let among = |way: &WayReport<'_>, list: &[&WayReport<'_>]| list.iter().any(|other| same(way, other));
    let parts = lists.iter().filter(|(_, list)| !list.is_empty() && list.iter().all(|way| among(way, &ways)));
    let (as_in, new) = match parts.rev().max_by_key(|(_, list)| list.len()) {
        Some((before, list)) => (Some(*before), ways.iter().copied().filter(|way| !among(way, list)).collect()),
        None => (None, ways.clone()),
    };
    if as_in.is_none() || !new.is_empty() {
        lists.push((number, ways));
    }
    Ways { as_in, new }
}
