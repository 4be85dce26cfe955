//! What can collide between two legal orders, through time.

use std::collections::BTreeMap;

use num_bigint::BigUint;
use rayon::prelude::*;

use super::days::{Turning, owners, side, turning};
use super::{Asked, Timeline, joined};
use crate::atlas::Atlas;
use crate::corpus::Corpus;
use crate::law::{Day, JurisdictionId};
use crate::lawbook::Lawbook;
use crate::logic::{CodeSet, Known};
use crate::solve::Outcome;
use crate::survey::bulk::Plan;
use crate::survey::change::{Cause, Joint, Key, Shifted, Side, Which, Witness, Written, gaps_closed, orders_moved};

/// What can collide between two legal orders on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairAnswer<'c> {
    /// Where the first requires, and where the second does.
    pub directions: [Stand; 2],
    /// The conflicts that some request has.
    pub conflicts: BTreeMap<Key<'c>, Colliding>,
    /// Whether this is exact. If not the budget of nodes did not suffice.
    pub complete: bool,
}

/// A conflict that some request has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colliding {
    /// Whether it is the first jurisdiction's legal order that requires.
    pub first_requires: bool,
    /// The outcomes that it has for some request, best first.
    pub outcomes: Vec<Outcome>,
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
    /// Where no conflict moved: the memberships that moved the legal orders themselves, and the provisions with which law begins
    /// to be encoded.
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
    let [left, right] = sides.map(|id| side(corpus, &self::owners(corpus, [id])));
    let days = turning(corpus, &owners, [&left, &right], asked);
    let work = Work { corpus, atlas, owners: &owners, sides, given };
    // Each group begins on the last day of the one before.
    let starts: Vec<usize> = (0..days.len().saturating_sub(1)).step_by(GROUP).collect();
    let groups = starts.par_iter().map(|start| {
        let end = (start + GROUP + 1).min(days.len());
        work.steps(days.get(*start..end).unwrap_or_default())
    });
    let steps: Vec<Step<'c>> = groups.flatten_iter().collect();
    let (mut answer, frame) = work.first(asked.from);
    answer.directions = frame.directions(&answer);
    let mut told = vec![(asked.from, answer.clone(), None)];
    for step in steps {
        let day = step.day;
        let turn = step.take(&mut answer);
        told.push((day, answer.clone(), turn));
    }
    joined(asked, told)
}

/// So many days are compared in one space of formulas: many share the work of making it, few can be done at once.
const GROUP: usize = 12;

/// What all days share.
struct Work<'a, 'c> {
    corpus: &'c Corpus,
    atlas: &'a Atlas,
    owners: &'a CodeSet,
    sides: [JurisdictionId; 2],
    given: &'a [Known],
}

/// What a day's answer rests on beside the conflicts.
struct Frame {
    same: bool,
    /// Whether all law of both is encoded.
    encoded: bool,
}

/// A day on which law turned, against the one before.
struct Step<'c> {
    day: Day,
    frame: Frame,
    /// What moved; from what is known only when the steps before are taken.
    moved: Vec<Moved<'c>>,
    /// The memberships that moved the legal orders of the two.
    orders: Vec<Cause<'c>>,
    complete: bool,
}

impl<'c> Work<'_, 'c> {
    /// The law of some days, the first and the last.
    fn book(&self, days: [Day; 2]) -> Lawbook<'c> {
        Lawbook::of_days(self.corpus, self.atlas, days, self.owners)
    }

    fn frame(&self, book: &Lawbook<'c>, day: Day) -> Frame {
        let [a, b] = self.sides;
        let encoded = self.corpus.broken.is_empty() && !self.sides.iter().any(|id| book.has_gap_on(*id, day));
        Frame { same: book.nested(a, b), encoded }
    }

    fn joint(&self) -> Joint {
        Joint::new(self.corpus, self.corpus).given(Which::Old, self.given)
    }

    /// The answer of the first day; its directions are still to be told.
    fn first(&self, day: Day) -> (PairAnswer<'c>, Frame) {
        let book = self.book([day, day]);
        let plan = Plan::new(&book);
        let mut joint = self.joint();
        let side = joint.side(Which::Old, &plan, self.sides);
        let outcomes = joint.outcomes(&side);
        let complete = outcomes.is_some();
        let conflicts = outcomes
            .unwrap_or_default()
            .into_iter()
            .map(|(key, outcomes)| (key, Colliding { first_requires: self.first_requires(&side, &key), outcomes }));
        let nothing = Stand::Nothing { covered: false };
        let answer = PairAnswer { directions: [nothing; 2], conflicts: conflicts.collect(), complete };
        (answer, self.frame(&book, day))
    }

    /// Every day of a group but its first, against the one before. Days between which only provisions turn share a
    /// lawbook.
    fn steps(&self, days: &[Turning]) -> Vec<Step<'c>> {
        let frames: Vec<&[Turning]> = days.chunk_by(|_, next| next.of_provisions).collect();
        let books = frames.iter().filter_map(|days| Some(self.book([days.first()?.day, days.last()?.day])));
        let books: Vec<Lawbook<'c>> = books.collect();
        let plans: Vec<Plan<'_, 'c>> = books.iter().map(Plan::new).collect();
        let mut joint = self.joint();
        let sides = plans.iter().zip(frames).flat_map(|(plan, days)| {
            let mut written = Written::new(Which::Old, plan);
            let sides = days.iter().map(|turning| joint.side_on(&mut written, self.sides, turning.day));
            sides.collect::<Vec<_>>()
        });
        let sides: Vec<Side<'_, '_, 'c>> = sides.collect();
        let neighbours = sides.windows(2).zip(days.iter().skip(1)).filter_map(|(two, turning)| match two {
            [old, new] => Some(self.step(&joint, [old, new], turning.day)),
            _ => None,
        });
        neighbours.collect()
    }

    fn step(&self, joint: &Joint, [old, new]: [&Side<'_, '_, 'c>; 2], day: Day) -> Step<'c> {
        let mut changes = joint.changes(old, new);
        let conflicts = std::mem::take(&mut changes.conflicts);
        let moved = conflicts.iter().map(|of| {
            let to = changes.outcomes(new, &of.key);
            let shifts = of
                .shifts
                .iter()
                .map(|shift| (shift.what, shift.situations.clone(), changes.witness(old, new, of, shift)));
            Moved {
                key: of.key,
                first_requires: self.first_requires(if to.is_empty() { old } else { new }, &of.key),
                from: Vec::new(),
                to,
                shifts: shifts.collect(),
                causes: of.causes.clone(),
                exact: of.exact,
            }
        });
        let moved = moved.collect();
        let book = new.plan.book;
        let orders = [orders_moved(old.plan.book, book, &self.sides), gaps_closed(book, day, &self.sides)].concat();
        let frame = self.frame(book, day);
        Step { day, frame, moved, orders, complete: changes.complete }
    }

    fn first_requires(&self, side: &Side<'_, '_, 'c>, key: &Key<'c>) -> bool {
        side.requires(key, self.sides[0]).unwrap_or_default()
    }
}

impl Frame {
    fn directions(&self, answer: &PairAnswer<'_>) -> [Stand; 2] {
        [true, false].map(|first| {
            let ours = answer.conflicts.values().filter(|of| of.first_requires == first);
            match ours.filter_map(|of| of.outcomes.last()).max() {
                _ if self.same => Stand::Same,
                Some(worst) => Stand::Worst(*worst),
                None => Stand::Nothing { covered: answer.complete && self.encoded },
            }
        })
    }
}

impl<'c> Step<'c> {
    /// Takes the step from the answer of the day before; what turned, if anything did.
    fn take(mut self, answer: &mut PairAnswer<'c>) -> Option<PairTurn<'c>> {
        for moved in &mut self.moved {
            moved.from = answer.conflicts.get(&moved.key).map(|of| of.outcomes.clone()).unwrap_or_default();
            // What is not exact ends nothing: the conflict stays as it was, and the answer says that it is incomplete.
            if !moved.exact {
                continue;
            }
            answer.conflicts.remove(&moved.key);
            if !moved.to.is_empty() {
                let colliding = Colliding { first_requires: moved.first_requires, outcomes: moved.to.clone() };
                answer.conflicts.insert(moved.key, colliding);
            }
        }
        answer.complete &= self.complete;
        let directions = self.frame.directions(answer);
        let same = self.moved.is_empty() && answer.directions == directions;
        answer.directions = directions;
        let orders = if self.moved.is_empty() { self.orders } else { Vec::new() };
        (!same).then_some(PairTurn { moved: self.moved, orders })
    }
}
