//! Why: the facts that made a norm apply, the exceptions that were tried, and what is missing.

use super::meaning;
use super::ways::Way;
use crate::law::Standing;
use crate::lawbook::{Ends, Lawbook, NormId};
use crate::logic::{Known, Lit, Reason, Reasons, Truth, eval};

/// How the answer about one norm came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormStory {
    /// The norm.
    pub norm: NormId,
    /// Whether it applies.
    pub applies: Truth,
    /// The literals that alone force a true or false answer.
    pub because: Vec<Lit>,
    /// The literals that are missing for an answer.
    pub missing: Vec<Lit>,
    /// What stopped it, if it does not apply.
    pub stopped_by: Option<Stop>,
    /// Every exception that was tried, in order.
    pub exceptions: Vec<ExceptionStory>,
}

/// What kept a norm from applying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stop {
    /// The instrument does not reach the request.
    Scope,
    /// The provision's own condition does not hold.
    When,
    /// A settled exception holds: its place in the provision's list.
    Exception(usize),
}

/// How the answer about one exception came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExceptionStory {
    /// Its place in the provision's list.
    pub place: usize,
    /// Whether it holds.
    pub holds: Truth,
    /// The literals that force the answer.
    pub because: Vec<Lit>,
    /// The literals that are missing.
    pub missing: Vec<Lit>,
}

/// Why a way is open, or what is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayStory {
    /// The literals that force the answer.
    pub because: Vec<Lit>,
    /// The literals that are missing.
    pub missing: Vec<Lit>,
}

/// Why a norm applies to a request, or not.
#[must_use]
pub fn explain(book: &Lawbook<'_>, facts: &[Known], norm: NormId) -> NormStory {
    let law = &book.norms[norm];
    let mut algebra = Reasons::new(&book.formulas, facts);
    let whole: Reason = meaning::applies(&mut algebra, &book.formulas, law);
    let scope = eval(&mut algebra, &book.formulas, law.scope);
    let when = eval(&mut algebra, &book.formulas, law.when);
    let exceptions: Vec<ExceptionStory> = law
        .exceptions
        .iter()
        .enumerate()
        .map(|(place, exception)| {
            let reason = eval(&mut algebra, &book.formulas, exception.when);
            ExceptionStory { place, holds: reason.truth, because: reason.because, missing: reason.missing }
        })
        .collect();
    let settled = |story: &&ExceptionStory| {
        law.exceptions.get(story.place).is_some_and(|exception| exception.standing == Standing::Settled)
    };
    let stopped_by = match (whole.truth, scope.truth, when.truth) {
        (Truth::True | Truth::Unknown, _, _) => None,
        (Truth::False, Truth::False, _) => Some(Stop::Scope),
        (Truth::False, _, Truth::False) => Some(Stop::When),
        (Truth::False, _, _) => {
            let holding = exceptions.iter().filter(settled).find(|story| story.holds == Truth::True);
            holding.map(|story| Stop::Exception(story.place))
        }
    };
    NormStory { norm, applies: whole.truth, because: whole.because, missing: whole.missing, stopped_by, exceptions }
}

/// Why a way out is open, or what it still needs.
#[must_use]
pub fn explain_way(book: &Lawbook<'_>, facts: &[Known], way: &Way) -> WayStory {
    let mut algebra = Reasons::new(&book.formulas, facts);
    let route = &book.routes[way.mechanism];
    let mut reason = eval(&mut algebra, &book.formulas, route.when);
    if let Ends::Parties(parties) = &route.ends {
        let used = parties.iter().filter(|party| party.in_force && way.ends.contains(&party.jurisdiction));
        for party in used {
            let reservation = eval(&mut algebra, &book.formulas, party.when);
            crate::logic::Algebra::and(&mut algebra, &mut reason, &reservation);
        }
    }
    WayStory { because: reason.because, missing: reason.missing }
}
