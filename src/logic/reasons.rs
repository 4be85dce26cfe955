//! Which facts an answer rests on.
//!
//! The instance computes the same truth as [`Kleene`](super::Kleene) and beside it the literals that alone force it,
//! and for an undecided answer the literals that are missing. A test keeps only the named facts of a request and
//! demands the same answer.

use super::algebra::{Algebra, Lit};
use super::codes::Known;
use super::formula::Formulas;
use super::truth::Truth;

/// An answer and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The answer.
    pub truth: Truth,
    /// The literals that alone force a true or false answer; sorted.
    pub because: Vec<Lit>,
    /// The undecided literals that could settle an unknown answer; sorted.
    pub missing: Vec<Lit>,
}

/// The evaluator that explains: one request, three values, reasons.
#[derive(Debug, Clone, Copy)]
pub struct Reasons<'a> {
    formulas: &'a Formulas,
    facts: &'a [Known],
}

impl<'a> Reasons<'a> {
    /// An evaluator for one request; `facts` by fact number.
    #[must_use]
    pub fn new(formulas: &'a Formulas, facts: &'a [Known]) -> Self {
        Self { formulas, facts }
    }
}

impl Algebra for Reasons<'_> {
    type Value = Reason;

    fn constant(&mut self, value: bool) -> Reason {
        Reason { truth: value.into(), because: Vec::new(), missing: Vec::new() }
    }

    fn fact_in(&mut self, lit: Lit) -> Reason {
        match self.formulas.literal_of(lit).truth(self.facts) {
            Truth::Unknown => Reason { truth: Truth::Unknown, because: Vec::new(), missing: vec![lit] },
            truth => Reason { truth, because: vec![lit], missing: Vec::new() },
        }
    }

    fn and(&mut self, acc: &mut Reason, other: &Reason) {
        join(acc, other, Truth::False);
    }

    fn or(&mut self, acc: &mut Reason, other: &Reason) {
        join(acc, other, Truth::True);
    }

    fn not(&mut self, value: &mut Reason) {
        value.truth = !value.truth;
    }

    fn and_facts(&mut self, acc: &mut Reason, facts: &[Lit], negated: &[Lit]) {
        self.join_facts(acc, facts, negated, Truth::False);
    }

    fn or_facts(&mut self, acc: &mut Reason, facts: &[Lit], negated: &[Lit]) {
        self.join_facts(acc, facts, negated, Truth::True);
    }
}

impl Reasons<'_> {
    /// [`join`] with each literal in turn, without a value of its own for each.
    fn join_facts(&self, acc: &mut Reason, facts: &[Lit], negated: &[Lit], decisive: Truth) {
        let facts = facts.iter().map(|lit| (*lit, self.formulas.literal_of(*lit).truth(self.facts)));
        let negated = negated.iter().map(|lit| (*lit, !self.formulas.literal_of(*lit).truth(self.facts)));
        for (lit, truth) in facts.chain(negated) {
            let decided = acc.truth == decisive;
            if truth == decisive && !(decided && acc.because.len() <= 1) {
                *acc = Reason { truth, because: vec![lit], missing: Vec::new() };
            } else if truth == Truth::Unknown && !decided {
                acc.truth = Truth::Unknown;
                acc.missing.push(lit);
            } else if truth != decisive && !decided {
                acc.because.push(lit);
            }
        }
        settle(&mut acc.because);
        settle(&mut acc.missing);
    }
}

/// Joins two answers by *and* (`decisive` false) or by *or* (`decisive` true): a decisive part settles the whole alone,
/// the one with fewer literals where both are; otherwise the whole rests on all parts.
fn join(acc: &mut Reason, other: &Reason, decisive: Truth) {
    match (acc.truth == decisive, other.truth == decisive) {
        (true, false) => {}
        (true, true) if acc.because.len() <= other.because.len() => {}
        (false | true, true) => *acc = other.clone(),
        (false, false) => {
            acc.truth = match decisive {
                Truth::False => acc.truth.and(other.truth),
                Truth::True | Truth::Unknown => acc.truth.or(other.truth),
            };
            merge(&mut acc.because, &other.because);
            merge(&mut acc.missing, &other.missing);
        }
    }
}

fn merge(into: &mut Vec<Lit>, from: &[Lit]) {
    into.extend_from_slice(from);
    settle(into);
}

fn settle(lits: &mut Vec<Lit>) {
    lits.sort_unstable();
    lits.dedup();
}
