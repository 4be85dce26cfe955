//! Why: the facts that made a norm apply, the exceptions that were tried, and what is missing.

use super::meaning;
use super::ways::Way;
use crate::law::Standing;
use crate::lawbook::{Lawbook, NormId};
use crate::logic::{Algebra as _, Formula, Known, Reason, Reasons, Truth, eval};

/// How the answer about one norm came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NormStory {
    /// The norm.
    pub norm: NormId,
    /// Whether it applies, and what that rests on.
    pub reason: Reason,
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
    /// Whether it holds, and what that rests on.
    pub reason: Reason,
}

/// Why a norm applies to a request, or not.
#[must_use]
pub fn explain(book: &Lawbook<'_>, facts: &[Known], norm: NormId) -> NormStory {
    let law = &book.norms[norm];
    let mut algebra = Reasons::new(&book.formulas, facts);
    // Every part once; the whole is put together from them.
    let mut reason = |part| (part, eval(&mut algebra, &book.formulas, part));
    let (scope, when) = (reason(law.scope), reason(law.when));
    let tried: Vec<(Formula, Reason)> = law.exceptions.iter().map(|exception| reason(exception.when)).collect();
    let whole: Reason = meaning::applies_by(&mut algebra, law, |algebra, part| {
        let mut known = [&scope, &when].into_iter().chain(&tried);
        let known = known.find(|(known, _)| *known == part);
        known.map_or_else(|| algebra.constant(false), |(_, reason)| reason.clone())
    });
    let settled = |place: &usize| {
        law.exceptions.get(*place).is_some_and(|exception| exception.standing == Standing::Settled)
            && tried.get(*place).is_some_and(|(_, reason)| reason.truth == Truth::True)
    };
    let stopped_by = match (whole.truth, scope.1.truth, when.1.truth) {
        (Truth::True | Truth::Unknown, _, _) => None,
        (Truth::False, Truth::False, _) => Some(Stop::Scope),
        (Truth::False, _, Truth::False) => Some(Stop::When),
        (Truth::False, _, _) => (0..tried.len()).find(settled).map(Stop::Exception),
    };
    let exceptions = tried.into_iter().enumerate();
    let exceptions = exceptions.map(|(place, (_, reason))| ExceptionStory { place, reason }).collect();
    NormStory { norm, reason: whole, stopped_by, exceptions }
}

/// Why a way out is open, or what it still needs: any of its joints will do, so every one that could open counts.
#[must_use]
pub fn explain_way(book: &Lawbook<'_>, facts: &[Known], way: &Way) -> Reason {
    let mut algebra = Reasons::new(&book.formulas, facts);
    let route = &book.routes[way.mechanism];
    meaning::usable(&mut algebra, &book.formulas, route, &way.joints, |algebra, _| algebra.constant(true))
}
