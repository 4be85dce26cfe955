//! The algebra that every evaluator is an instance of, and the one function that evaluates a formula in it.

use super::formula::{Formula, Formulas, Shape};

/// The number of an interned "fact is in set" in [`Formulas`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

    /// Whether the value is surely false, so that nothing joined to it by *and* matters any more. `false` is always
    /// a right answer.
    fn ruled_out(&self, _value: &Self::Value) -> bool {
        false
    }
}

/// The value of a formula.
pub fn eval<A: Algebra>(algebra: &mut A, formulas: &Formulas, formula: Formula) -> A::Value {
    match formulas.shape(formula) {
        Shape::Constant(value) => algebra.constant(*value),
        Shape::Fact(lit) => algebra.fact_in(*lit),
        Shape::Not(inner) => {
            let mut value = eval(algebra, formulas, *inner);
            algebra.not(&mut value);
            value
        }
        Shape::All(parts) => {
            let mut acc = algebra.constant(true);
            for part in parts {
                if algebra.ruled_out(&acc) {
                    break;
                }
                let value = eval(algebra, formulas, *part);
                algebra.and(&mut acc, &value);
            }
            acc
        }
        Shape::Any(parts) => {
            let mut acc = algebra.constant(false);
            for part in parts {
                let value = eval(algebra, formulas, *part);
                algebra.or(&mut acc, &value);
            }
            acc
        }
    }
}
