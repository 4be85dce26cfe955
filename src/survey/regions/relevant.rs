//! What the conflicts of some pairs of norms hang on: literals, and named parts of formulas.

use std::collections::BTreeSet;

use super::Terms;
use crate::logic::{Algebra as _, Formula, Known, Lit, Regions, Truth, eval};
use crate::survey::bulk::{PairId, Plan};

/// The literals that occur, with those that stand for parts.
#[derive(Debug, Default)]
pub(super) struct Relevant(BTreeSet<Lit>);

impl Relevant {
    /// Everything that the formulas of these pairs mention, and what the parts among that mention.
    pub(super) fn of(plan: &Plan<'_, '_>, pairs: &[PairId]) -> Self {
        let mut found = Self::default();
        let mut seen: BTreeSet<Formula> = BTreeSet::new();
        let mut add = |found: &mut Self, formula: Formula| {
            if seen.insert(formula) {
                plan.formulas().mentions(formula, &mut |lit| {
                    found.0.insert(lit);
                });
            }
        };
        for pair in pairs {
            let terms = Terms::of(plan, *pair);
            terms.formulas().for_each(|formula| add(&mut found, formula));
            found.0.extend(terms.ways.iter().filter_map(|way| way.in_use));
        }
        // A part mentions only facts and earlier parts.
        for part in plan.parts().iter().rev() {
            if found.0.contains(&part.name) {
                add(&mut found, part.meaning);
            }
        }
        found
    }

    /// The literals that speak of facts.
    pub(super) fn literals<'a>(&'a self, plan: &'a Plan<'_, '_>) -> impl Iterator<Item = Lit> + 'a {
        let facts = plan.book.domains.len();
        self.0.iter().copied().filter(move |lit| usize::from(plan.formulas().literal_of(*lit).fact.0) < facts)
    }

    /// Gives what stands for a part, or speaks of a fact that is given, its meaning.
    pub(super) fn define(&self, plan: &Plan<'_, '_>, regions: &mut Regions, given: &[Known]) {
        for lit in self.literals(plan) {
            let truth = plan.formulas().literal_of(lit).truth(given);
            if truth != Truth::Unknown {
                let meaning = regions.constant(truth == Truth::True);
                regions.define(lit, meaning);
            }
        }
        for part in plan.parts().iter().filter(|part| self.0.contains(&part.name)) {
            let meaning = eval(regions, plan.formulas(), part.meaning);
            regions.define(part.name, meaning);
        }
    }
}
