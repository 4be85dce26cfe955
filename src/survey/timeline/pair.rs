//! What can collide between two legal orders, through time.

use std::collections::BTreeMap;

use num_bigint::BigUint;
use rayon::prelude::*;

use super::days::{books, owners, turning};
use super::{Asked, Timeline, joined};
use crate::atlas::Atlas;
use crate::corpus::Corpus;
use crate::law::JurisdictionId;
use crate::logic::Known;
use crate::solve::Outcome;
use crate::survey::bulk::Plan;
use crate::survey::change::{Cause, Changes, Joint, Key, Shifted, Side, Which, Witness, orders_moved};

/// What can collide between two legal orders on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairAnswer<'c> {
    /// Where the first requires, and where the second does.
    pub directions: [Stand; 2],
    /// The outcomes that each conflict has for some request, best first.
    pub conflicts: BTreeMap<Key<'c>, Vec<Outcome>>,
    /// Whether this is exact. If not the budget of nodes did not suffice.
    pub complete: bool,
}

/// How one direction stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stand {
    /// The two are one legal order.
    Same,
    /// No request has a conflict; whether all law of both is encoded.
    Nothing {
        /// Whether it is. If not, silence proves nothing.
        covered: bool,
    },
    /// The worst outcome that some request has.
    Worst(Outcome),
}

/// What moved on the first day of a span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairTurn<'c> {
    /// The conflicts that began, ended or moved.
    pub moved: Vec<Moved<'c>>,
    /// The memberships that moved the legal orders themselves, where no conflict moved.
    pub orders: Vec<Cause<'c>>,
}

/// A conflict that began, ended or moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved<'c> {
    /// What collides.
    pub key: Key<'c>,
    /// Whether it is the first jurisdiction that requires.
    pub first_requires: bool,
    /// The outcomes before, best first; none if there was no conflict.
    pub from: Vec<Outcome>,
    /// The outcomes after.
    pub to: Vec<Outcome>,
    /// How it moved, for how many situations, with a request for which it did.
    pub shifts: Vec<(Shifted, BigUint, Option<Witness>)>,
    /// The law that moved it.
    pub causes: Vec<Cause<'c>>,
    /// Whether the shifts are exact.
    pub exact: bool,
}

/// What can collide between the legal orders of two jurisdictions on every day asked for. A fact that is given is the
/// same in all requests.
#[must_use]
pub fn pair<'c>(
    corpus: &'c Corpus,
    atlas: &Atlas,
    sides: [JurisdictionId; 2],
    given: &[Known],
    asked: Asked,
) -> Timeline<PairAnswer<'c>, PairTurn<'c>> {
    let owners = owners(corpus, sides);
    let days = turning(corpus, &owners, asked);
    let books = books(corpus, atlas, &owners, &days);
    let plans: Vec<Plan<'_, 'c>> = books.par_iter().map(Plan::new).collect();
    let mut joint = Joint::new(corpus, corpus).given(Which::Old, given);
    let written: Vec<Side<'_, '_, 'c>> = plans.iter().map(|plan| joint.side(Which::Old, plan, sides)).collect();
    // Neighbours hang on themselves alone, so that all are compared at once.
    let changes: Vec<Changes<'_, 'c>> = written
        .par_windows(2)
        .filter_map(|two| match two {
            [old, new] => Some(joint.changes(old, new)),
            _ => None,
        })
        .collect();
    let Some(first) = written.first() else { return Timeline { spans: Vec::new(), turns: Vec::new() } };
    let outcomes = joint.outcomes(first);
    let complete = outcomes.is_some();
    let mut answer = answer(first, sides, outcomes.unwrap_or_default(), complete);
    let mut steps = vec![(asked.from, answer.clone(), None)];
    for ((changes, two), day) in changes.iter().zip(written.windows(2)).zip(days.iter().skip(1)) {
        let [old, new] = two else { continue };
        let (next, turn) = turn(&answer, changes, [old, new], sides);
        answer = next;
        steps.push((*day, answer.clone(), turn));
    }
    joined(asked, steps)
}

/// The answer with these conflicts.
fn answer<'c>(
    side: &Side<'_, '_, 'c>,
    sides: [JurisdictionId; 2],
    conflicts: BTreeMap<Key<'c>, Vec<Outcome>>,
    complete: bool,
) -> PairAnswer<'c> {
    let book = side.plan.book;
    let [a, b] = sides;
    let directions = sides.map(|requiring| {
        if book.nested(a, b) {
            return Stand::Same;
        }
        let ours = conflicts.iter().filter(|(key, _)| side.requires(key, requiring) == Some(true));
        match ours.filter_map(|(_, outcomes)| outcomes.last()).max() {
            Some(worst) => Stand::Worst(*worst),
            None => {
                let encoded = book.corpus.broken.is_empty() && !sides.iter().any(|id| book.has_gap(*id));
                Stand::Nothing { covered: complete && encoded }
            }
        }
    });
    PairAnswer { directions, conflicts, complete }
}

/// The next answer, and what moved on the way there if anything did.
fn turn<'c>(
    before: &PairAnswer<'c>,
    changes: &Changes<'_, 'c>,
    [old, new]: [&Side<'_, '_, 'c>; 2],
    sides: [JurisdictionId; 2],
) -> (PairAnswer<'c>, Option<PairTurn<'c>>) {
    let mut conflicts = before.conflicts.clone();
    let mut moved = Vec::new();
    for of in &changes.conflicts {
        let outcomes: Vec<Outcome> = of.new.iter().flat_map(|cut| &cut.outcomes).map(|(outcome, _)| *outcome).collect();
        let from = conflicts.remove(&of.key).unwrap_or_default();
        if !outcomes.is_empty() {
            conflicts.insert(of.key, outcomes.clone());
        }
        let shifts =
            of.shifts.iter().map(|shift| (shift.what, shift.situations.clone(), changes.witness(old, new, of, shift)));
        let requires = new.requires(&of.key, sides[0]).or_else(|| old.requires(&of.key, sides[0]));
        moved.push(Moved {
            key: of.key,
            first_requires: requires.unwrap_or_default(),
            from,
            to: outcomes,
            shifts: shifts.collect(),
            causes: of.causes.clone(),
            exact: of.exact,
        });
    }
    let after = answer(new, sides, conflicts, before.complete && changes.complete);
    let same = moved.is_empty() && before.directions == after.directions;
    let orders =
        if moved.is_empty() && !same { orders_moved(old.plan.book, new.plan.book, &sides) } else { Vec::new() };
    (after, (!same).then_some(PairTurn { moved, orders }))
}
