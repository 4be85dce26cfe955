//! What the conflicts of some pairs of norms hang on: literals, and named parts of formulas.

use std::collections::BTreeSet;

use super::Terms;
use crate::lawbook::NormId;
use crate::logic::{Algebra as _, FactId, Formula, Known, Lit, Regions, Truth, eval};
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
        let mut told: BTreeSet<NormId> = BTreeSet::new();
        for pair in pairs {
            let (required, forbidden) = plan.norms(*pair);
            for norm in [required, forbidden] {
                if told.insert(norm) {
                    found.conditions(plan, norm);
                }
            }
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
        found.combinations(plan).into_iter().for_each(|formula| {
            plan.formulas().mentions(formula, &mut |lit| {
                found.0.insert(lit);
            });
        });
        found
    }

    /// Everything that the conditions of a norm state, even where it makes no difference: they are told to people.
    fn conditions(&mut self, plan: &Plan<'_, '_>, norm: NormId) {
        let corpus = plan.book.corpus;
        let provision = plan.book.norms[norm].provision;
        let law = &corpus.provisions[provision];
        let exceptions = law.unless.iter().map(|exception| &exception.when);
        for condition in exceptions.chain([&corpus.instrument_of(provision).scope, &law.when]) {
            condition.each_fact(&mut |fact, wanted| {
                if let Some(literal) = plan.book.literal(fact, wanted) {
                    plan.formulas().mentions(literal, &mut |lit| {
                        self.0.insert(lit);
                    });
                }
            });
        }
    }

    /// The combinations of facts that never occur and speak only of facts that occur here.
    pub(super) fn combinations(&self, plan: &Plan<'_, '_>) -> Vec<Formula> {
        let facts: BTreeSet<FactId> = self.literals(plan).map(|lit| plan.formulas().literal_of(lit).fact).collect();
        let asked = |formula: &Formula| {
            let mut asked = true;
            plan.formulas().mentions(*formula, &mut |lit| {
                asked &= facts.contains(&plan.formulas().literal_of(lit).fact);
            });
            asked
        };
        plan.book.impossible.iter().copied().filter(asked).collect()
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
