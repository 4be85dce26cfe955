//! Formulas as values.
//!
//! The instance computes no truth: the value of a formula is a formula. Whatever is written over the algebra so becomes
//! one formula, simplified, that any other instance can evaluate again and again.

use super::algebra::{Algebra, Lit};
use super::formula::{Formula, Formulas};

/// The evaluator that writes down what it is asked.
#[derive(Debug)]
pub struct Symbols<'f>(pub &'f mut Formulas);

impl Algebra for Symbols<'_> {
    type Value = Formula;

    fn constant(&mut self, value: bool) -> Formula {
        self.0.constant(value)
    }

    fn fact_in(&mut self, lit: Lit) -> Formula {
        self.0.fact(lit)
    }

    fn and(&mut self, acc: &mut Formula, other: &Formula) {
        *acc = self.0.all([*acc, *other]);
    }

    fn or(&mut self, acc: &mut Formula, other: &Formula) {
        *acc = self.0.any([*acc, *other]);
    }

    fn and_facts(&mut self, acc: &mut Formula, facts: &[Lit], negated: &[Lit]) {
        let parts = self.literals(*acc, facts, negated);
        *acc = self.0.all(parts);
    }

    fn or_facts(&mut self, acc: &mut Formula, facts: &[Lit], negated: &[Lit]) {
        let parts = self.literals(*acc, facts, negated);
        *acc = self.0.any(parts);
    }

    fn not(&mut self, value: &mut Formula) {
        *value = self.0.negation(*value);
    }
}

impl Symbols<'_> {
    fn literals(&mut self, first: Formula, facts: &[Lit], negated: &[Lit]) -> Vec<Formula> {
        let mut parts = vec![first];
        parts.extend(facts.iter().map(|lit| self.0.fact(*lit)));
        for lit in negated {
            let fact = self.0.fact(*lit);
            parts.push(self.0.negation(fact));
        }
        parts
    }
}
