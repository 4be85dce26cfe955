//! What a formula still hinges on once some facts are fixed and others are open.
//!
//! In: for each literal its truth, or that it is open. Out: the formula's truth where the fixed facts settle it,
//! whatever the open ones say; else the open literals that it hinges on. Whoever counts requests by the million asks
//! this before making them: a fact on which nothing hinges any more can be multiplied.

use super::algebra::{Algebra, Lit, eval};
use super::formula::Formulas;
use super::parts::Parts;
use super::truth::Truth;

/// What is left of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hinge {
    /// The fixed facts settle it.
    Settled(Truth),
    /// It hangs on open literals, which [`Hinges::literals`] gives.
    On {
        /// Where their list starts.
        from: usize,
        /// Where it ends.
        to: usize,
    },
}

/// The evaluator: literals that are settled, and open ones.
#[derive(Debug)]
pub struct Hinges<'a> {
    settled: &'a [Option<Truth>],
    /// By literal: what a part of that name hinges on.
    named: Vec<Option<Hinge>>,
    /// The open literals of every value made so far, list behind list.
    lists: Vec<Lit>,
}

impl<'a> Hinges<'a> {
    /// An evaluator over literals of which some are settled; one that is missing is open. `buffer` is used for lists.
    #[must_use]
    pub fn new(settled: &'a [Option<Truth>], mut buffer: Vec<Lit>) -> Self {
        buffer.clear();
        Self { settled, named: Vec::new(), lists: buffer }
    }

    /// Finds out what the parts hinge on, so that formulas may name them.
    pub fn define(&mut self, formulas: &Formulas, parts: &Parts) {
        self.named.resize(formulas.literals().len(), None);
        for part in parts.list() {
            let hinge = eval(self, formulas, part.meaning);
            if let Some(slot) = self.named.get_mut(part.name.0 as usize) {
                *slot = Some(if part.surely { hinge.surely() } else { hinge });
            }
        }
    }

    /// The open literals that a value of this evaluator hinges on; some may stand there twice.
    #[must_use]
    pub fn literals(&self, hinge: Hinge) -> &[Lit] {
        match hinge {
            Hinge::Settled(_) => &[],
            Hinge::On { from, to } => self.lists.get(from..to).unwrap_or_default(),
        }
    }

    /// The buffer, for the next evaluator.
    #[must_use]
    pub fn into_buffer(self) -> Vec<Lit> {
        self.lists
    }

    /// One list with the literals of two.
    fn joined(&mut self, (a, a_end): (usize, usize), (b, b_end): (usize, usize)) -> Hinge {
        if a_end == b {
            return Hinge::On { from: a, to: b_end };
        }
        let from = self.lists.len();
        self.lists.extend_from_within(a..a_end);
        self.lists.extend_from_within(b..b_end);
        Hinge::On { from, to: self.lists.len() }
    }

    /// Joins by *and* (`decisive` false) or by *or* (`decisive` true): a part that is settled that way settles the
    /// whole; a part settled otherwise leaves the whole to the open ones.
    fn join(&mut self, acc: Hinge, other: Hinge, decisive: Truth) -> Hinge {
        match (acc, other) {
            (Hinge::Settled(truth), _) | (_, Hinge::Settled(truth)) if truth == decisive => Hinge::Settled(decisive),
            (Hinge::Settled(a), Hinge::Settled(b)) => Hinge::Settled(match decisive {
                Truth::False => a.and(b),
                Truth::True | Truth::Unknown => a.or(b),
            }),
            (open @ Hinge::On { .. }, Hinge::Settled(_)) | (Hinge::Settled(_), open @ Hinge::On { .. }) => open,
            (Hinge::On { from: a, to: a_end }, Hinge::On { from: b, to: b_end }) => self.joined((a, a_end), (b, b_end)),
        }
    }
}

impl Hinge {
    /// The same as a plain yes or no: what is surely unknown is no.
    #[must_use]
    pub fn surely(self) -> Self {
        match self {
            Hinge::Settled(Truth::Unknown) => Hinge::Settled(Truth::False),
            other => other,
        }
    }

    /// Whether it is settled this way.
    #[must_use]
    pub fn is(self, truth: Truth) -> bool {
        self == Hinge::Settled(truth)
    }
}

impl Algebra for Hinges<'_> {
    type Value = Hinge;

    fn constant(&mut self, value: bool) -> Hinge {
        Hinge::Settled(value.into())
    }

    fn fact_in(&mut self, lit: Lit) -> Hinge {
        let named = self.named.get(lit.0 as usize).copied().flatten();
        match (named, self.settled.get(lit.0 as usize).copied().flatten()) {
            (Some(hinge), _) => hinge,
            (None, Some(truth)) => Hinge::Settled(truth),
            (None, None) => {
                self.lists.push(lit);
                Hinge::On { from: self.lists.len() - 1, to: self.lists.len() }
            }
        }
    }

    fn and(&mut self, acc: &mut Hinge, other: &Hinge) {
        *acc = self.join(*acc, *other, Truth::False);
    }

    fn or(&mut self, acc: &mut Hinge, other: &Hinge) {
        *acc = self.join(*acc, *other, Truth::True);
    }

    fn not(&mut self, value: &mut Hinge) {
        if let Hinge::Settled(truth) = value {
            *truth = !*truth;
        }
    }

    fn ruled_out(&self, value: &Hinge) -> bool {
        value.is(Truth::False)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logic::{Code, CodeSet, FactId};

    #[test]
    fn what_is_settled_hinges_on_nothing() {
        let mut formulas = Formulas::default();
        let mut literal = |fact| formulas.literal(FactId(fact), CodeSet::of(2, [Code(1)]));
        let (fixed, open, other) = (literal(0), literal(1), literal(2));
        let either = formulas.any([fixed, open]);
        let all = formulas.all([either, other]);
        let hinge = |settled: &[Option<Truth>]| {
            let mut hinges = Hinges::new(settled, Vec::new());
            let hinge = eval(&mut hinges, &formulas, all);
            (hinge, hinges.literals(hinge).to_vec())
        };
        assert_eq!(hinge(&[Some(Truth::True), None, Some(Truth::True)]).0, Hinge::Settled(Truth::True));
        assert_eq!(hinge(&[None, None, Some(Truth::False)]).0, Hinge::Settled(Truth::False));
        assert_eq!(hinge(&[Some(Truth::Unknown), None, Some(Truth::True)]).1, [Lit(1)]);
        assert_eq!(hinge(&[Some(Truth::False), None, None]).1, [Lit(2), Lit(1)]);
        assert_eq!(
            hinge(&[Some(Truth::Unknown), Some(Truth::False), Some(Truth::True)]).0,
            Hinge::Settled(Truth::Unknown)
        );
    }
}
