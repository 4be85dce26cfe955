//! What moved a verdict: the law that changed, what is asked, the day, or the program. What the changed law bears on is
//! the business of `bearing`.

use std::collections::{BTreeMap, BTreeSet};

use crate::corpus::{Corpus, LawMark};
use crate::law::{Day, Period};

/// A piece of law that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LawMove {
    /// Its sort, as a [`LawMark`] names it.
    pub sort: String,
    /// Its id.
    pub id: String,
    /// What happened to it.
    pub moved: Moved,
}

/// What happened to a piece of law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moved {
    /// It was not there.
    Added,
    /// It is not there any more.
    Removed,
    /// It means something else.
    Changed,
    /// It means the same on other days.
    Redated,
    /// The law is the same, but the day is another: it came into force in between.
    Began,
    /// The law is the same, but the day is another: it went out of force in between.
    Ended,
}

/// Why a verdict is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// This piece of law.
    Law(LawMove),
    /// What is asked is not the same: the request, its date, or the footprint.
    Asked,
    /// The day is another: with the law read on the recorded day nothing would have moved.
    Day,
    /// Law has changed, but none that the item or the finding names.
    Elsewhere,
    /// Nothing on which it rests has changed: the program decides otherwise.
    Program,
}

/// Every piece of law that is not what it was.
pub(super) fn moves(was: &[LawMark], now: &[LawMark]) -> Vec<LawMove> {
    let (was, now) = (by_id(was), by_id(now));
    let ids: BTreeSet<&(&str, &str)> = was.keys().chain(now.keys()).collect();
    let moved = ids.into_iter().filter_map(|key| {
        let (old, new) = (was.get(key).map_or(&[][..], Vec::as_slice), now.get(key).map_or(&[][..], Vec::as_slice));
        let meanings = |marks: &[&LawMark]| {
            let mut meanings: Vec<String> = marks.iter().map(|mark| mark.meaning.clone()).collect();
            meanings.sort();
            meanings
        };
        // Whom a mechanism connects is part of what it means, and older files do not say it apart.
        let said = |marks: &[&LawMark]| -> Vec<_> {
            marks.iter().map(|mark| (mark.in_force.clone(), mark.meaning.clone())).collect()
        };
        let moved = match (old, new) {
            _ if said(old) == said(new) => return None,
            ([], _) => Moved::Added,
            (_, []) => Moved::Removed,
            _ if meanings(old) == meanings(new) => Moved::Redated,
            _ => Moved::Changed,
        };
        Some(LawMove { sort: key.0.to_owned(), id: key.1.to_owned(), moved })
    });
    moved.collect()
}

/// The versions of each piece, by their days.
fn by_id(marks: &[LawMark]) -> BTreeMap<(&str, &str), Vec<&LawMark>> {
    let mut all: BTreeMap<(&str, &str), Vec<&LawMark>> = BTreeMap::new();
    for mark in marks {
        all.entry((&mark.sort, &mark.id)).or_default().push(mark);
    }
    all.values_mut().for_each(|versions| versions.sort());
    all
}

/// Those of some moves that can touch an answer of one of these days: what is in force on them means something else.
pub(super) fn on_days(moves: &[LawMove], was: &[LawMark], now: &[LawMark], days: &[Day]) -> Vec<LawMove> {
    let (was, now) = (in_force_on(was, days), in_force_on(now, days));
    let differs = |moved: &&LawMove| {
        let key = &(moved.sort.as_str(), moved.id.as_str());
        was.get(key) != now.get(key)
    };
    moves.iter().filter(differs).cloned().collect()
}

/// What each piece of law that is in force on one of some days means.
fn in_force_on<'m>(marks: &'m [LawMark], days: &[Day]) -> BTreeMap<(&'m str, &'m str), BTreeSet<[&'m str; 2]>> {
    let mut all: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for mark in marks.iter().filter(|mark| days.iter().any(|day| holds(mark, *day))) {
        // Days that the mark does not say may matter too.
        let unsaid = mark.in_force.as_deref().filter(|days| !days.contains("..")).unwrap_or_default();
        all.entry((mark.sort.as_str(), mark.id.as_str())).or_default().insert([mark.meaning.as_str(), unsaid]);
    }
    all
}

/// Whether a mark is of law in force on a day. Of a mechanism whose ends have different days the mark does not say.
fn holds(mark: &LawMark, day: Day) -> bool {
    let Some(days) = &mark.in_force else { return true };
    let Some((from, to)) = days.split_once("..") else { return days != "never" };
    // Written out, days sort as they come.
    let day = day.to_string();
    from <= day.as_str() && (to.is_empty() || day.as_str() <= to)
}

/// What came into force or went out of it between two days; where one version followed another that is one change.
pub(super) fn turned(corpus: &Corpus, from: Day, to: Day) -> Vec<LawMove> {
    let turn = |periods: &[Period]| {
        let holds = |day| periods.iter().any(|period| period.contains(day));
        match (holds(from), holds(to)) {
            (false, true) => Some(Moved::Began),
            (true, false) => Some(Moved::Ended),
            _ => None,
        }
    };
    let mut moves = Vec::new();
    let mut add = |sort: &str, id: &str, periods: &[Period]| {
        moves.extend(turn(periods).map(|moved| LawMove { sort: sort.to_owned(), id: id.to_owned(), moved }));
    };
    corpus.provisions.iter().for_each(|(_, law)| add("provision", &law.full_name, &[law.in_force]));
    for (_, mechanism) in corpus.mechanisms.iter() {
        mechanism.ends().into_iter().for_each(|(_, period)| add("mechanism", &mechanism.name, &Vec::from_iter(period)));
    }
    for (_, place) in corpus.jurisdictions.iter() {
        for membership in &place.member_of {
            let id = format!("{}>{}", place.code, corpus.jurisdictions[membership.to].code);
            add("membership", &id, &[membership.in_force]);
        }
    }
    moves.sort();
    moves.dedup();
    let mut turned: Vec<LawMove> = Vec::new();
    for moved in moves {
        match turned.last_mut().filter(|last| (&last.sort, &last.id) == (&moved.sort, &moved.id)) {
            Some(last) => last.moved = Moved::Changed,
            None => turned.push(moved),
        }
    }
    turned
}
