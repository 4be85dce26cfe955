//! The answer to one request, through time.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::days::{Turning, owners, turning};
use super::{Asked, Timeline, joined};
use crate::atlas::Atlas;
use crate::corpus::Corpus;
use crate::law::JurisdictionId;
use crate::lawbook::{Lawbook, jurisdiction};
use crate::logic::Known;
use crate::solve::{Certainty, Outcome, Solution, Verdict, solve};
use crate::survey::bulk::Plan;
use crate::survey::change::{Cause, Joint, Key, Which, gaps_closed, orders_moved};

/// The answer of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestAnswer<'c> {
    /// The worst outcome among certain and contested conflicts.
    pub verdict: Verdict,
    /// The worst outcome if the possible conflicts come true.
    pub worst_case: Verdict,
    /// The conflicts, those that a mechanism in use has resolved too.
    pub findings: BTreeMap<Key<'c>, Met>,
}

/// What a request has of a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Met {
    /// What can become of it.
    pub outcome: Outcome,
    /// How sure it is.
    pub certainty: Certainty,
    /// Whether a binding mechanism in use has resolved it.
    pub resolved: bool,
}

/// What moved on the first day of a span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestTurn<'c> {
    /// The findings that came, went or changed.
    pub moved: Vec<MetChange<'c>>,
    /// Where no finding moved: the memberships that moved who is involved, and the provisions with which law begins
    /// to be encoded.
    pub orders: Vec<Cause<'c>>,
}

/// A finding that came, went or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetChange<'c> {
    /// What collides.
    pub key: Key<'c>,
    /// Before.
    pub from: Option<Met>,
    /// After.
    pub to: Option<Met>,
    /// The law that changed it.
    pub causes: Vec<Cause<'c>>,
}

/// The answer to a request on every day asked for, by the plain solver.
#[must_use]
pub fn request<'c>(
    corpus: &'c Corpus,
    atlas: &Atlas,
    facts: &[Known],
    asked: Asked,
) -> Timeline<RequestAnswer<'c>, RequestTurn<'c>> {
    let named = corpus.named(facts);
    let owners = owners(corpus, named.iter().map(jurisdiction));
    let days = turning(corpus, &owners, [&owners, &owners], asked);
    let books: Vec<Lawbook<'c>> =
        days.par_iter().map(|turning| Lawbook::of_owners(corpus, atlas, turning.day, &owners)).collect();
    let mut steps = Vec::new();
    let mut last: Option<(&Lawbook<'c>, RequestAnswer<'c>)> = None;
    for (book, Turning { day, .. }) in books.iter().zip(days) {
        let answer = answer(book, &solve(book, facts));
        let turn = last.as_ref().filter(|(_, before)| *before != answer).map(|(old, before)| {
            let moved = moved([old, book], before, &answer);
            let places: Vec<JurisdictionId> = named.iter().map(jurisdiction).collect();
            let orders = if moved.is_empty() {
                [orders_moved(old, book, &places), gaps_closed(book, day, &places)].concat()
            } else {
                Vec::new()
            };
            RequestTurn { moved, orders }
        });
        steps.push((day, answer.clone(), turn));
        last = Some((book, answer));
    }
    joined(asked, steps)
}

fn answer<'c>(book: &Lawbook<'c>, solution: &Solution) -> RequestAnswer<'c> {
    let corpus: &'c Corpus = book.corpus;
    let lists = [(&solution.conflicts, false), (&solution.resolved, true)];
    let found = lists.into_iter().flat_map(|(list, resolved)| list.iter().map(move |found| (found, resolved)));
    let findings = found.map(|(found, resolved)| {
        let name = |norm| corpus.provision_name(book.norms[norm].provision);
        let key = Key::new(name(found.required), name(found.forbidden), &corpus.vocabulary.acts[found.act].name);
        (key, Met { outcome: found.outcome, certainty: found.certainty, resolved })
    });
    RequestAnswer { verdict: solution.verdict, worst_case: solution.worst_case, findings: findings.collect() }
}

/// The findings that differ, with the law that changed them.
fn moved<'c>(books: [&Lawbook<'c>; 2], before: &RequestAnswer<'c>, after: &RequestAnswer<'c>) -> Vec<MetChange<'c>> {
    let keys = before.findings.keys().chain(after.findings.keys()).copied();
    let keys: BTreeSet<Key<'c>> = keys.filter(|key| before.findings.get(key) != after.findings.get(key)).collect();
    if keys.is_empty() {
        return Vec::new();
    }
    let [old, new] = books.map(Plan::new);
    let corpus = books[0].corpus;
    let mut joint = Joint::new(corpus, corpus);
    let (old, new) = (joint.some(Which::Old, &old, &keys), joint.some(Which::New, &new, &keys));
    let change = |key: Key<'c>| MetChange {
        key,
        from: before.findings.get(&key).copied(),
        to: after.findings.get(&key).copied(),
        causes: joint.causes(&old, &new, key),
    };
    keys.into_iter().map(change).collect()
}
