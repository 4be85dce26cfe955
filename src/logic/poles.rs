//! Which open literals could turn a formula, and which way, once some facts are fixed and others may be changed.
//!
//! In: for each literal its truth, or that it is open. Out: the formula's truth where the fixed facts settle it; else
//! the open literals that stand in it as they are and those that stand in it negated. A formula rises (from *false* over
//! *unknown* to *true*) only if one of the first rises or one of the second falls, and falls only the other way round.
//! Whoever looks for the fewest changes that end something follows only these.

use std::collections::BTreeSet;

use super::algebra::{Algebra, Lit, eval};
use super::formula::Formulas;
use super::parts::Part;
use super::truth::Truth;

/// What is left of a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pole {
    /// The fixed facts settle it.
    Settled(Truth),
    /// It hangs on open literals.
    On {
        /// Those that it rises and falls with.
        with: BTreeSet<Lit>,
        /// Those against which it rises and falls.
        against: BTreeSet<Lit>,
    },
}

/// The evaluator: literals that are settled, and open ones.
#[derive(Debug)]
pub struct Poles<'a> {
    settled: &'a [Option<Truth>],
    /// By literal: what a part of that name hangs on.
    named: Vec<Option<Pole>>,
}

impl<'a> Poles<'a> {
    /// An evaluator over literals of which some are settled; one that is missing is open. What the parts hang on is
    /// found out at once, so that formulas may name them.
    #[must_use]
    pub fn new(settled: &'a [Option<Truth>], formulas: &Formulas, parts: &[Part]) -> Self {
        let mut poles = Self { settled, named: vec![None; formulas.literals().len()] };
        for part in parts {
            let pole = eval(&mut poles, formulas, part.meaning);
            if let Some(slot) = poles.named.get_mut(part.name.0 as usize) {
                *slot = Some(if part.surely { pole.surely() } else { pole });
            }
        }
        poles
    }

    /// Joins by *and* (`decisive` false) or by *or* (`decisive` true): a part that is settled that way settles the
    /// whole; a part settled otherwise leaves the whole to the open ones.
    fn join(acc: &mut Pole, other: &Pole, decisive: Truth) {
        match (&mut *acc, other) {
            (Pole::Settled(truth), _) if *truth == decisive => {}
            (_, Pole::Settled(truth)) if *truth == decisive => *acc = Pole::Settled(decisive),
            (Pole::Settled(a), Pole::Settled(b)) => *a = if decisive == Truth::False { a.and(*b) } else { a.or(*b) },
            (Pole::On { .. }, Pole::Settled(_)) => {}
            (Pole::Settled(_), Pole::On { .. }) => acc.clone_from(other),
            (Pole::On { with, against }, Pole::On { with: more, against: less }) => {
                with.extend(more);
                against.extend(less);
            }
        }
    }
}

impl Pole {
    /// The same as a plain yes or no: what is surely unknown is no.
    #[must_use]
    pub fn surely(self) -> Self {
        if self == Pole::Settled(Truth::Unknown) { Pole::Settled(Truth::False) } else { self }
    }

    /// Whether it is settled this way.
    #[must_use]
    pub fn is(&self, truth: Truth) -> bool {
        *self == Pole::Settled(truth)
    }

    /// The literals of which one has to turn for the formula to rise, or else to fall, each with whether it has to rise.
    pub fn turning(&self, rise: bool) -> impl Iterator<Item = (Lit, bool)> {
        let lists = match self {
            Pole::Settled(_) => None,
            Pole::On { with, against } => Some((with, against)),
        };
        lists.into_iter().flat_map(move |(with, against)| {
            let with = with.iter().map(move |lit| (*lit, rise));
            with.chain(against.iter().map(move |lit| (*lit, !rise)))
        })
    }
}

impl Algebra for Poles<'_> {
    type Value = Pole;

    fn constant(&mut self, value: bool) -> Pole {
        Pole::Settled(value.into())
    }

    fn fact_in(&mut self, lit: Lit) -> Pole {
        if let Some(pole) = self.named.get(lit.0 as usize).and_then(Option::as_ref) {
            return pole.clone();
        }
        match self.settled.get(lit.0 as usize).copied().flatten() {
            Some(truth) => Pole::Settled(truth),
            None => Pole::On { with: BTreeSet::from([lit]), against: BTreeSet::new() },
        }
    }

    fn and(&mut self, acc: &mut Pole, other: &Pole) {
        Self::join(acc, other, Truth::False);
    }

    fn or(&mut self, acc: &mut Pole, other: &Pole) {
        Self::join(acc, other, Truth::True);
    }

    fn not(&mut self, value: &mut Pole) {
        match value {
            Pole::Settled(truth) => *truth = !*truth,
            Pole::On { with, against } => std::mem::swap(with, against),
        }
    }

    fn ruled_out(&self, value: &Pole) -> bool {
        value.is(Truth::False)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logic::{Code, CodeSet, FactId};

    #[test]
    fn a_formula_falls_with_what_it_asks_for_and_rises_with_what_it_excludes() {
        let mut formulas = Formulas::default();
        let mut literal = |fact| formulas.literal(FactId(fact), CodeSet::of(2, [Code(1)]));
        let (fixed, wanted, unwanted) = (literal(0), literal(1), literal(2));
        let either = formulas.any([fixed, wanted]);
        let not = formulas.negation(unwanted);
        let all = formulas.all([either, not]);
        let pole = |settled: &[Option<Truth>]| eval(&mut Poles::new(settled, &formulas, &[]), &formulas, all);
        let open = pole(&[Some(Truth::False), None, None]);
        assert_eq!(open.turning(false).collect::<Vec<_>>(), [(Lit(1), false), (Lit(2), true)]);
        assert_eq!(open.turning(true).collect::<Vec<_>>(), [(Lit(1), true), (Lit(2), false)]);
        assert_eq!(pole(&[Some(Truth::True), None, None]).turning(false).collect::<Vec<_>>(), [(Lit(2), true)]);
        assert!(pole(&[None, None, Some(Truth::True)]).is(Truth::False));
    }
}
