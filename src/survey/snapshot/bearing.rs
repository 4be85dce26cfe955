//! On what a piece of changed law bears: on a finding, or on an item as a whole.
//!
//! Law that cannot touch something is never blamed for it. Whom a mechanism connects is read from the record and from the
//! law as it is; one of which neither says it, because the record is older than that key and the mechanism is gone, is
//! blamed for a collision only where nothing else can be.

use std::collections::{BTreeMap, BTreeSet};

use super::cause::LawMove;
use crate::corpus::{Corpus, ExpectedVerdict, Item, Snapshot, SnapshotFinding};
use crate::lawbook::{self, jurisdiction};
use crate::logic::CodeSet;

/// Finds what changed law bears on.
pub(super) struct Bearing<'a> {
    corpus: &'a Corpus,
    /// By mechanism: whom it connects, and whom it connected.
    ends: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Bearing<'a> {
    pub(super) fn new(corpus: &'a Corpus, recorded: &'a Snapshot) -> Self {
        let mut ends: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (_, mechanism) in corpus.mechanisms.iter() {
            let codes = mechanism.ends().into_iter().map(|(end, _)| corpus.jurisdictions[end].code.as_str());
            ends.entry(mechanism.name.as_str()).or_default().extend(codes);
        }
        for mark in recorded.law.iter().filter(|mark| !mark.between.is_empty()) {
            ends.entry(mark.id.as_str()).or_default().extend(mark.between.iter().map(String::as_str));
        }
        Self { corpus, ends }
    }

    /// The moves on which the change of a finding rests: its provisions, their instruments, the mechanisms that make its
    /// outcome; else memberships of those involved, and words of the vocabulary.
    pub(super) fn of_finding<'m>(
        &self,
        moves: &'m [LawMove],
        item: &Item,
        was_and_now: [Option<&SnapshotFinding>; 2],
    ) -> Vec<&'m LawMove> {
        let both: Vec<&SnapshotFinding> = was_and_now.into_iter().flatten().collect();
        // Of two legal orders a finding has many outcomes, and names no mechanism for each.
        if both.iter().any(|finding| !finding.situations.is_empty()) {
            return self.of_collisions(moves, item, &both);
        }
        resting(moves, item, &both, |name| Some(both.iter().any(|finding| finding.by.iter().any(|by| by == name))))
    }

    /// The moves on which collisions rest of which no mechanism is named: those that can be a way out count.
    fn of_collisions<'m>(&self, moves: &'m [LawMove], item: &Item, of: &[&SnapshotFinding]) -> Vec<&'m LawMove> {
        let sides: Vec<[BTreeSet<&str>; 2]> = of.iter().map(|finding| self.sides(item, finding)).collect();
        resting(moves, item, of, |name| {
            let ends = self.ends.get(name)?;
            Some(sides.iter().any(|sides| joins(ends, sides)))
        })
    }

    /// The moves that bear on an item as a whole: law of its places, mechanisms that touch them, and the frame. Of what
    /// only became worse it is known what collides now; what that does not rest on has not made it worse.
    pub(super) fn of_item<'m>(&self, moves: &'m [LawMove], was: &Item, now: &Item) -> Vec<&'m LawMove> {
        let behind = worsened(was, now);
        let known = if behind.is_empty() { Vec::new() } else { self.of_collisions(moves, now, &behind) };
        if !known.is_empty() {
            return known;
        }
        let bears = |moved: &&LawMove| match moved.sort.as_str() {
            "provision" | "instrument" => {
                moved.id.split('.').next().is_some_and(|owner| now.places.contains(&owner.to_uppercase()))
            }
            "mechanism" => self.touches(moved, now),
            "jurisdiction" => now.places.contains(&moved.id),
            _ => is_frame(moved, now),
        };
        moves.iter().filter(bears).collect()
    }

    /// Whether a mechanism can be a way between the places of an item: it is of one of them, or has two ends among them.
    fn touches(&self, moved: &LawMove, item: &Item) -> bool {
        self.ends.get(moved.id.as_str()).is_none_or(|ends| {
            let inside = ends.iter().filter(|end| item.places.contains(**end));
            inside.count() >= ends.len().min(2)
        })
    }

    /// The two sides of a collision: the owner, those of the item's places that belong to it, and their legal orders, on
    /// whatever day.
    fn sides<'s>(&'s self, item: &'s Item, finding: &'s SnapshotFinding) -> [BTreeSet<&'s str>; 2] {
        finding.pair.each_ref().map(|owner| {
            let mut side = self.orders(owner);
            side.insert(owner);
            let orders = item.places.iter().map(|place| self.orders(place));
            orders.filter(|orders| orders.contains(owner.as_str())).for_each(|orders| side.extend(orders));
            side
        })
    }

    /// A jurisdiction with all to which it ever belonged.
    fn orders(&self, code: &str) -> BTreeSet<&str> {
        let all = &self.corpus.jurisdictions;
        let place = CodeSet::of(all.len(), self.corpus.jurisdiction(code).map(lawbook::code));
        let orders = self.corpus.orders_ever(place);
        orders.iter().map(|id| all[jurisdiction(id)].code.as_str()).collect()
    }
}

/// The moves on which collisions rest. `way` says whether a mechanism can be a way out of one, or nothing if nobody
/// knows.
fn resting<'m>(
    moves: &'m [LawMove],
    item: &Item,
    of: &[&SnapshotFinding],
    way: impl Fn(&str) -> Option<bool>,
) -> Vec<&'m LawMove> {
    let provisions = || of.iter().flat_map(|finding| [&finding.required, &finding.forbidden]);
    let named = |moved: &&LawMove| match moved.sort.as_str() {
        "provision" => provisions().any(|name| *name == moved.id),
        "instrument" => {
            provisions().filter_map(|name| name.split_once('#')).any(|(instrument, _)| instrument == moved.id)
        }
        "mechanism" => way(&moved.id) == Some(true),
        _ => false,
    };
    let unclear = |moved: &&LawMove| moved.sort == "mechanism" && way(&moved.id).is_none();
    let frame = |moved: &&LawMove| is_frame(moved, item);
    let tries: [&dyn Fn(&&'m LawMove) -> bool; 3] = [&named, &unclear, &frame];
    let found = tries.into_iter().map(|bears| moves.iter().filter(bears).collect::<Vec<_>>());
    found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

/// Whether a mechanism is of one of two sides, or has an end on each.
fn joins(ends: &BTreeSet<&str>, [one, other]: &[BTreeSet<&str>; 2]) -> bool {
    if ends.len() < 2 {
        return ends.iter().any(|end| one.contains(end) || other.contains(end));
    }
    ends.iter().any(|end| one.contains(end) && ends.iter().any(|far| far != end && other.contains(far)))
}

/// What collides now in those kinds of demand whose outcome became worse; nothing if anything else moved.
fn worsened<'i>(was: &Item, now: &'i Item) -> Vec<&'i SnapshotFinding> {
    let mut behind = Vec::new();
    let mut worst = ExpectedVerdict::Unknown;
    for (kind, outcome) in &now.kinds {
        match was.kinds.get(kind).map(|before| before.cmp(outcome)) {
            Some(std::cmp::Ordering::Equal) => {}
            Some(std::cmp::Ordering::Less) => {
                worst = worst.max(*outcome);
                behind.extend(now.behind.get(kind).into_iter().flatten());
            }
            _ => return Vec::new(),
        }
    }
    let removed = was.kinds.keys().any(|kind| !now.kinds.contains_key(kind));
    // What merely may collide can be worse still, and is not among them.
    let more = match (was.worst_case, now.worst_case) {
        (before, after) if before == after => false,
        (before, Some(after)) => after > worst || before > Some(after),
        (_, None) => true,
    };
    if removed || more { Vec::new() } else { behind }
}

/// Whether it is part of what every answer rests on: memberships of those involved, and the vocabulary.
fn is_frame(moved: &LawMove, item: &Item) -> bool {
    match moved.sort.as_str() {
        "membership" => moved.id.split('>').any(|place| item.places.contains(place)),
        "fact" | "value" | "act" => true,
        _ => false,
    }
}
