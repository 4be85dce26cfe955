//! The algebra that every evaluator is an instance of, and the one function that evaluates a formula in it.

use super::formula::{Formula, Formulas, Group, Shape};

/// The number of an interned "fact is in set" in [`Formulas`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lit(pub u32);

/// A Boolean algebra with one generator, *fact is in set*.
///
/// An instance may override the methods that have a default, for speed, never for meaning.
pub trait Algebra {
    /// What a formula evaluates to.
    type Value: Clone;

    /// Surely true or surely false.
    fn constant(&mut self, value: bool) -> Self::Value;
    /// The value of *fact is in set*.
    fn fact_in(&mut self, lit: Lit) -> Self::Value;
    /// `acc ← acc ∧ other`
    fn and(&mut self, acc: &mut Self::Value, other: &Self::Value);
    /// `acc ← acc ∨ other`
    fn or(&mut self, acc: &mut Self::Value, other: &Self::Value);
    /// `value ← ¬value`
    fn not(&mut self, value: &mut Self::Value);

    /// `acc ← acc ∧ ¬other`
    fn and_not(&mut self, acc: &mut Self::Value, other: &Self::Value) {
        let mut negated = other.clone();
        self.not(&mut negated);
        self.and(acc, &negated);
    }

    /// `acc ← acc ∧ l₁ ∧ … ∧ ¬n₁ ∧ …` over literals.
    fn and_facts(&mut self, acc: &mut Self::Value, facts: &[Lit], negated: &[Lit]) {
        for (lit, wanted) in facts.iter().map(|lit| (lit, true)).chain(negated.iter().map(|lit| (lit, false))) {
            if self.ruled_out(acc) {
                return;
            }
            let value = self.fact_in(*lit);
            if wanted {
                self.and(acc, &value);
            } else {
                self.and_not(acc, &value);
            }
        }
    }

    /// `acc ← acc ∨ l₁ ∨ … ∨ ¬n₁ ∨ …` over literals.
    fn or_facts(&mut self, acc: &mut Self::Value, facts: &[Lit], negated: &[Lit]) {
        for lit in facts {
            let value = self.fact_in(*lit);
            self.or(acc, &value);
        }
        for lit in negated {
            let mut value = self.fact_in(*lit);
            self.not(&mut value);
            self.or(acc, &value);
        }
    }

    /// Whether the value is surely false, so that nothing joined to it by *and* matters any more. `false` is always
    /// a right answer.
    fn ruled_out(&self, _value: &Self::Value) -> bool {
        false
    }
}

/// The value of a formula.
#[inline(always)]
pub fn eval<A: Algebra>(algebra: &mut A, formulas: &Formulas, formula: Formula) -> A::Value {
    match formulas.shape(formula) {
        Shape::Constant(value) => algebra.constant(*value),
        Shape::Fact(lit) => algebra.fact_in(*lit),
        Shape::Not(inner) => {
            let mut value = nested(algebra, formulas, *inner);
            algebra.not(&mut value);
            value
        }
        Shape::All(group) => all(algebra, formulas, group),
        Shape::Any(group) => any(algebra, formulas, group),
    }
}

#[inline(always)]
fn all<A: Algebra>(algebra: &mut A, formulas: &Formulas, group: &Group) -> A::Value {
    let mut acc = algebra.constant(true);
    algebra.and_facts(&mut acc, &group.facts, &group.negated);
    for part in &group.nested {
        if algebra.ruled_out(&acc) {
            break;
        }
        let value = nested(algebra, formulas, *part);
        algebra.and(&mut acc, &value);
    }
    acc
}

#[inline(always)]
fn any<A: Algebra>(algebra: &mut A, formulas: &Formulas, group: &Group) -> A::Value {
    let mut acc = algebra.constant(false);
    algebra.or_facts(&mut acc, &group.facts, &group.negated);
    for part in &group.nested {
        let value = nested(algebra, formulas, *part);
        algebra.or(&mut acc, &value);
    }
    acc
}

/// The recursion. It alone is a call, so that a caller's fast copy of [`eval`] holds all of a formula without groups
/// inside groups.
#[inline(never)]
fn nested<A: Algebra>(algebra: &mut A, formulas: &Formulas, formula: Formula) -> A::Value {
    eval(algebra, formulas, formula)
}
