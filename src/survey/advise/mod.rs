//! The least that must change for a better verdict.
//!
//! In: a lawbook, the facts of a request, and which of them may change. Out: every minimal set of changes that leads to
//! a better verdict, smallest first, each with what it ends and creates; how far the search went, so that "no smaller
//! set helps" is a proof; and for a request with unknown facts the questions worth asking. A set is minimal if every
//! smaller part of it leads to a worse verdict.
//!
//! What a change may not do: leave a set of places empty, bring in a place whose law has a gap (no answer is no better
//! answer), or take a mechanism into use that is not open on a conflict of the request. Every set told was answered by
//! the plain solver.

mod change;
mod effect;
mod needs;
mod order;
mod questions;
mod search;
mod sets;

pub use change::{Change, Turn, changed};
pub use effect::{Advice, AnyOf, Finding};
pub use order::control;
pub use questions::{Lead, Open, Question, asked, questions, telling};

use rayon::prelude::*;

use crate::law::{FactId, Role};
use crate::lawbook::Lawbook;
use crate::logic::Known;
use crate::solve::{Outcome, Solution, Verdict, solve};
use crate::survey::bulk::Plan;
use change::Levers;
use order::Order;
use search::Search;

/// So many sets of changes are looked at for one goal. A search that would need more stops at the size that it has
/// finished, and says so.
pub const MOST_SETS: usize = 1 << 16;

/// What is asked.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The request, by fact number.
    pub facts: &'a [Known],
    /// Which facts may change.
    pub may: &'a dyn Fn(FactId) -> bool,
    /// How many changes at most.
    pub most: usize,
}

/// What is to become better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// The verdict.
    Verdict,
    /// The worst case: no conflict is sure, but some are possible.
    WorstCase,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advised {
    /// The answer to the request as it is.
    pub now: Solution,
    /// What could become better; nothing where there is no conflict.
    pub aim: Option<Aim>,
    /// Every minimal set of changes: what can be done now first, then what is for the future, then what is hardly a choice;
    /// the smallest of each first.
    pub advice: Vec<Advice>,
    /// Every better verdict, the nearest first, with the fewest changes that reach it.
    pub levels: Vec<Level>,
    /// Every minimal set that would leave no conflict that is known, but law that is not encoded or places that are not
    /// given: the verdict is *unknown* then, and silence is no improvement.
    pub silent: Vec<Advice>,
    /// Where nothing helps: what would, if one fact were otherwise that nobody here can change.
    pub beyond: Vec<Advice>,
    /// How many sets were looked at.
    pub looked_at: usize,
    /// What to ask about next, what decides most first.
    pub questions: Vec<Question>,
}

/// A better verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level {
    /// This one, or a better one.
    pub verdict: Verdict,
    /// The fewest changes that lead there, if any do.
    pub fewest: Option<usize>,
    /// Up to so many changes every set was looked at or ruled out; `None` is any number.
    pub up_to: Option<usize>,
}

impl Asked<'_> {
    /// What is to become better, if anything is.
    fn aim(now: &Solution) -> Option<Aim> {
        match (now.verdict, now.worst_case) {
            (Verdict::Conflict(_), _) => Some(Aim::Verdict),
            (_, Verdict::Conflict(_)) => Some(Aim::WorstCase),
            _ => None,
        }
    }
}

impl Aim {
    /// What advice leads to.
    fn reached(self, advice: &Advice) -> Verdict {
        match self {
            Aim::Verdict => advice.verdict,
            Aim::WorstCase => advice.worst_case,
        }
    }

    /// Of an answer what is to become better.
    #[must_use]
    pub fn of(self, solution: &Solution) -> Verdict {
        match self {
            Aim::Verdict => solution.verdict,
            Aim::WorstCase => solution.worst_case,
        }
    }
}

/// All that advice about a request can hang on, laid out: law that no change could make apply is left out.
fn laid_out<'b, 'c>(book: &'b Lawbook<'c>, asked: &Asked<'_>) -> Plan<'b, 'c> {
    let facts = book.corpus.vocabulary.facts.ids().zip(asked.facts);
    let fixed = facts.map(|(id, known)| if varies(book, asked, id) { Known::Unknown } else { known.clone() });
    Plan::given(book, &fixed.collect::<Vec<Known>>())
}

/// Whether advice may look at another value of a fact, if only to tell what it would do. Another requesting state would
/// be another demand.
fn varies(book: &Lawbook<'_>, asked: &Asked<'_>, fact: FactId) -> bool {
    (asked.may)(fact) || book.corpus.vocabulary.facts[fact].role != Some(Role::RequestingState)
}

/// Finds all advice.
#[must_use]
pub fn advise(book: &Lawbook<'_>, asked: &Asked<'_>) -> Advised {
    let plan = &laid_out(book, asked);
    let now = solve(book, asked.facts);
    let aim = Asked::aim(&now);
    let questions = questions(plan, asked.facts, &now);
    let mut advised = Advised {
        now,
        aim,
        advice: Vec::new(),
        levels: Vec::new(),
        silent: Vec::new(),
        beyond: Vec::new(),
        looked_at: 0,
        questions,
    };
    if let Some(aim) = aim {
        search(plan, asked, aim, &mut advised);
        if advised.advice.is_empty() && advised.silent.is_empty() {
            advised.beyond = beyond(plan, asked, aim, &advised.now);
        }
    }
    advised
}

/// Looks for each better verdict, the nearest first; side by side, for none of the searches hangs on another.
fn search(plan: &Plan<'_, '_>, asked: &Asked<'_>, aim: Aim, advised: &mut Advised) {
    let levers = Levers::new(plan, asked);
    let (now, most) = (&advised.now, asked.most);
    let goals: Vec<Verdict> = better(aim.of(now)).collect();
    let search = Search::new(&levers, aim, most);
    let found = goals.into_par_iter().map(|goal| {
        let found = search.reach(goal);
        let told = effect::told(&levers, aim, now, &found.sets.sets);
        (Level { verdict: goal, fewest: None, up_to: found.up_to }, found.looked_at, told)
    });
    let (mut advice, mut silent) = (Vec::new(), Vec::new());
    for (level, looked_at, (told, nothing)) in found.collect::<Vec<_>>() {
        advised.looked_at += looked_at;
        advised.levels.push(level);
        advice.extend(told);
        silent.extend(nothing);
    }
    // What leads to a better verdict still counts: a smaller set that ends in silence alone hides it from the search.
    for level in &mut advised.levels {
        let reaching = advice.iter().filter(|advice: &&Advice| aim.reached(advice) <= level.verdict);
        level.fewest = reaching.map(|advice| advice.changes.len()).min();
    }
    (advised.advice, advised.silent) = (effect::merged(advice), effect::merged(silent));
    let mut order = Order::new(plan.book, asked.facts);
    order.sort(&mut advised.advice);
    order.sort(&mut advised.silent);
}

/// The verdicts that are better than this one, the nearest first. *Unknown* is none of them.
fn better(than: Verdict) -> impl Iterator<Item = Verdict> {
    let outcomes = [Outcome::Discretionary, Outcome::Reroutable, Outcome::Resolvable].map(Verdict::Conflict);
    outcomes.into_iter().chain([Verdict::Clear]).filter(move |verdict| *verdict < than)
}

/// What one change of a fact would do that may not change.
fn beyond(plan: &Plan<'_, '_>, asked: &Asked<'_>, aim: Aim, now: &Solution) -> Vec<Advice> {
    let other = |fact: FactId| !(asked.may)(fact) && varies(plan.book, asked, fact);
    let levers = Levers::new(plan, &Asked { may: &other, most: 1, ..*asked });
    let search = Search::new(&levers, aim, 1);
    let sets = better(aim.of(now)).flat_map(|goal| search.reach(goal).sets.sets).collect::<Vec<_>>();
    effect::merged(effect::told(&levers, aim, now, &sets).0)
}
