//! What changed between two corpora, or between two dates of one: in the law, and in the answers.
//!
//! In: two sides, each a corpus, perhaps on a day. Out: every piece of law that was added, removed, re-dated, changed
//! in meaning or in words, matched by id. A condition is compared as what it means, not as how it is written, and a
//! piece that only has another id now is told as renamed.

mod answers;
mod aspects;
mod days;
mod marks;
mod pieces;
mod silence;
mod spelled;

use std::collections::{BTreeMap, BTreeSet};

use crate::survey::said::Said;
pub use answers::{Answers, ConflictMoves, Move, PairChange, VerdictChange, answers};
pub use aspects::{Aspect, Weight};
pub use days::turning_days;
pub use marks::{days, law_marks, short_hash};
pub use pieces::{Piece, Sort};
use pieces::{Portrait, Portraits, portraits};
pub use silence::Silence;

use crate::corpus::Corpus;
use crate::law::{Day, Period};

/// One of two things that are compared.
#[derive(Debug, Clone, Copy)]
pub struct Side<'c> {
    /// The corpus.
    pub corpus: &'c Corpus,
    /// The day, if only what is in force on it counts; dates themselves are not compared then.
    pub day: Option<Day>,
}

impl Side<'_> {
    /// Whether law of this period counts. What never was in force counts where no day is given.
    fn shows(&self, in_force: Option<Period>) -> bool {
        self.day.is_none_or(|day| in_force.is_some_and(|period| period.contains(day)))
    }

    /// When something is in force, where that is compared.
    fn dates(&self, in_force: Option<Period>) -> Option<(Aspect, Said)> {
        self.day.is_none().then(|| (Aspect::InForce, pieces::period(in_force)))
    }
}

/// A piece of law that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawChange {
    /// What it is.
    pub sort: Sort,
    /// Its id; the new one where it was renamed.
    pub id: String,
    /// The piece as it was; nothing if it was added. Of a new version the one before it, in the new corpus.
    pub old: Option<Piece>,
    /// The piece as it is; nothing if it was removed.
    pub new: Option<Piece>,
    /// What happened.
    pub change: Change,
}

/// What happened to a piece of law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It was not there.
    Added,
    /// It was there, and this version of it was not; these sides differ from the version before.
    Version(Vec<Aspect>),
    /// It is not there any more.
    Removed,
    /// It says the same under another id; this was the old one.
    Renamed(String),
    /// It says something else from these sides; never none.
    Changed(Vec<Aspect>),
}

impl LawChange {
    /// The gravest that changed in it; nothing if it is only called something else.
    #[must_use]
    pub fn weight(&self) -> Option<Weight> {
        match &self.change {
            Change::Added | Change::Removed => Some(Weight::Meaning),
            Change::Renamed(_) => None,
            // It says something else from a day on, if only since when.
            Change::Version(aspects) => aspects.iter().map(|aspect| aspect.weight()).min().or(Some(Weight::Dates)),
            Change::Changed(aspects) => aspects.iter().map(|aspect| aspect.weight()).min(),
        }
    }
}

/// Every piece of law that changed, by sort and id.
#[must_use]
pub fn law_changes(old: Side<'_>, new: Side<'_>) -> Vec<LawChange> {
    let (old, mut new) = (portraits(old), portraits(new));
    let mut compared = Compared::default();
    for ((sort, id), was) in old {
        let is = new.remove(&(sort, id.clone())).unwrap_or_default();
        compared.versions(sort, &id, was, is);
    }
    for ((sort, id), is) in new {
        compared.versions(sort, &id, Vec::new(), is);
    }
    compared.rename();
    compared.all()
}

/// Gives provisions of the old corpus that were renamed their new names, so that their answers are compared.
pub fn take_names(old: &mut Corpus, new: &Corpus, changes: &[LawChange]) {
    for change in changes {
        if let (Change::Renamed(_), Some(Piece::Provision(was)), Some(Piece::Provision(is))) =
            (&change.change, change.old, change.new)
        {
            old.provisions[was].full_name.clone_from(&new.provisions[is].full_name);
        }
    }
}

/// What a comparison has found so far.
#[derive(Default)]
struct Compared {
    removed: Portraits,
    added: Portraits,
    changes: Vec<LawChange>,
}

impl Compared {
    /// Matches the versions of one piece: equal ones first, then those of one period, then in order.
    fn versions(&mut self, sort: Sort, id: &str, mut was: Vec<Portrait>, mut is: Vec<Portrait>) {
        let known = !was.is_empty();
        let now = is.clone();
        take_pairs(&mut was, &mut is, |one, other| one.sides == other.sides);
        let dates = |portrait: &Portrait| portrait.sides.get(&Aspect::InForce).cloned();
        let mut pairs = take_pairs(&mut was, &mut is, |one, other| dates(one) == dates(other));
        for list in [&mut was, &mut is] {
            list.sort_by_cached_key(dates);
        }
        let both = was.len().min(is.len());
        pairs.extend(was.drain(..both).zip(is.drain(..both)));
        for (one, other) in pairs {
            let change = Change::Changed(differing(&one, &other));
            let (old, new) = (Some(one.piece), Some(other.piece));
            self.changes.push(LawChange { sort, id: id.to_owned(), old, new, change });
        }
        if known {
            is.retain(|version| {
                let before = now.iter().filter(|other| dates(other) < dates(version)).max_by_key(|other| dates(other));
                self.changes.extend(before.map(|before| {
                    let change = Change::Version(differing(before, version));
                    LawChange { sort, id: id.to_owned(), old: Some(before.piece), new: Some(version.piece), change }
                }));
                before.is_none()
            });
        }
        for (left, into) in [(was, &mut self.removed), (is, &mut self.added)] {
            if !left.is_empty() {
                into.insert((sort, id.to_owned()), left);
            }
        }
    }

    /// What went under one id and came under another, saying the same, was renamed.
    fn rename(&mut self) {
        let mut gone: BTreeMap<(Sort, Vec<pieces::Sides>), Vec<String>> = BTreeMap::new();
        let said = |versions: &[Portrait]| versions.iter().map(|version| version.sides.clone()).collect();
        let named = |sort: Sort| matches!(sort, Sort::Provision | Sort::Mechanism | Sort::Instrument);
        for ((sort, id), versions) in self.removed.iter().filter(|((sort, _), _)| named(*sort)) {
            gone.entry((*sort, said(versions))).or_default().push(id.clone());
        }
        let come: Vec<(Sort, String)> = self.added.keys().filter(|(sort, _)| named(*sort)).cloned().collect();
        for key in come {
            let Some(versions) = self.added.get(&key) else { continue };
            let Some(from) = gone.get_mut(&(key.0, said(versions))).and_then(Vec::pop) else { continue };
            let was = self.removed.remove(&(key.0, from.clone())).unwrap_or_default();
            let is = self.added.remove(&key).unwrap_or_default();
            for (one, other) in was.iter().zip(&is) {
                let (old, new) = (Some(one.piece), Some(other.piece));
                let change = Change::Renamed(from.clone());
                self.changes.push(LawChange { sort: key.0, id: key.1.clone(), old, new, change });
            }
        }
    }

    fn all(self) -> Vec<LawChange> {
        let mut all = self.changes;
        for (found, change) in [(self.removed, Change::Removed), (self.added, Change::Added)] {
            for ((sort, id), versions) in found {
                all.extend(versions.into_iter().map(|version| {
                    let piece = Some(version.piece);
                    let (old, new) = if change == Change::Removed { (piece, None) } else { (None, piece) };
                    LawChange { sort, id: id.clone(), old, new, change: change.clone() }
                }));
            }
        }
        all.sort_by(|one, other| {
            (one.sort, &one.id, one.old, one.new).cmp(&(other.sort, &other.id, other.old, other.new))
        });
        all
    }
}

/// The sides from which two portraits are not the same.
fn differing(one: &Portrait, other: &Portrait) -> Vec<Aspect> {
    let aspects: BTreeSet<Aspect> = one.sides.keys().chain(other.sides.keys()).copied().collect();
    aspects.into_iter().filter(|aspect| one.sides.get(aspect) != other.sides.get(aspect)).collect()
}

/// Takes pairs that match out of two lists.
fn take_pairs(
    was: &mut Vec<Portrait>,
    is: &mut Vec<Portrait>,
    matches: impl Fn(&Portrait, &Portrait) -> bool,
) -> Vec<(Portrait, Portrait)> {
    let mut pairs = Vec::new();
    for one in std::mem::take(was) {
        match is.iter().position(|other| matches(&one, other)) {
            Some(at) => pairs.push((one, is.remove(at))),
            None => was.push(one),
        }
    }
    pairs
}
