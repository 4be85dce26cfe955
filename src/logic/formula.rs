//! Formulas: conditions lowered to "fact is in set", built only through constructors that simplify.

use std::collections::BTreeMap;

use super::algebra::Lit;
use super::codes::{CodeSet, FactId};

/// *Fact is in set*: a single value is in it, or a set fact shares a value with it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Literal {
    /// The fact.
    pub fact: FactId,
    /// The values that make it true.
    pub set: CodeSet,
}

/// The number of a formula in [`Formulas`]. Equal formulas have equal numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Formula(u32);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    Constant(bool),
    Fact(Lit),
    Not(Formula),
    All(Vec<Formula>),
    Any(Vec<Formula>),
}

/// The owner of all literals and formulas of one lawbook.
///
/// Invariant: no `All` or `Any` holds a constant, a nested group of its own kind, a double or fewer than two parts;
/// no `Not` holds a constant or a `Not`. The constructors see to it.
#[derive(Debug, Clone, Default)]
pub struct Formulas {
    literals: Vec<Literal>,
    shapes: Vec<Shape>,
    literal_ids: BTreeMap<Literal, Lit>,
    shape_ids: BTreeMap<Shape, Formula>,
}

impl Formulas {
    /// Always true, or always false.
    pub fn constant(&mut self, value: bool) -> Formula {
        self.intern(Shape::Constant(value))
    }

    /// *Fact is in set*.
    pub fn literal(&mut self, fact: FactId, set: CodeSet) -> Formula {
        let literal = Literal { fact, set };
        let lit = match self.literal_ids.get(&literal) {
            Some(lit) => *lit,
            None => {
                let lit = Lit(u32::try_from(self.literals.len()).unwrap_or(u32::MAX));
                self.literals.push(literal.clone());
                self.literal_ids.insert(literal, lit);
                lit
            }
        };
        self.intern(Shape::Fact(lit))
    }

    /// The formula does not hold.
    pub fn negation(&mut self, formula: Formula) -> Formula {
        match self.shape(formula) {
            Shape::Constant(value) => {
                let value = !*value;
                self.constant(value)
            }
            Shape::Not(inner) => *inner,
            Shape::Fact(_) | Shape::All(_) | Shape::Any(_) => self.intern(Shape::Not(formula)),
        }
    }

    /// Every part holds. Nothing at all holds.
    pub fn all(&mut self, parts: impl IntoIterator<Item = Formula>) -> Formula {
        let mut flat = Vec::new();
        for part in parts {
            match self.shape(part) {
                Shape::Constant(true) => {}
                Shape::Constant(false) => return self.constant(false),
                Shape::All(inner) => flat.extend_from_slice(inner),
                Shape::Fact(_) | Shape::Not(_) | Shape::Any(_) => flat.push(part),
            }
        }
        self.group(flat, true, Shape::All)
    }

    /// At least one part holds.
    pub fn any(&mut self, parts: impl IntoIterator<Item = Formula>) -> Formula {
        let mut flat = Vec::new();
        for part in parts {
            match self.shape(part) {
                Shape::Constant(false) => {}
                Shape::Constant(true) => return self.constant(true),
                Shape::Any(inner) => flat.extend_from_slice(inner),
                Shape::Fact(_) | Shape::Not(_) | Shape::All(_) => flat.push(part),
            }
        }
        self.group(flat, false, Shape::Any)
    }

    /// Every *fact is in set* that occurs, by number.
    #[must_use]
    pub fn literals(&self) -> &[Literal] {
        &self.literals
    }

    /// One *fact is in set*.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "a Lit is made only here and is never removed")]
    pub fn literal_of(&self, lit: Lit) -> &Literal {
        &self.literals[lit.0 as usize]
    }

    #[expect(clippy::indexing_slicing, reason = "a Formula is made only here and is never removed")]
    pub(super) fn shape(&self, formula: Formula) -> &Shape {
        &self.shapes[formula.0 as usize]
    }

    fn group(&mut self, mut parts: Vec<Formula>, when_empty: bool, shape: fn(Vec<Formula>) -> Shape) -> Formula {
        let mut seen = Vec::with_capacity(parts.len());
        parts.retain(|part| {
            let new = !seen.contains(part);
            if new {
                seen.push(*part);
            }
            new
        });
        match parts.as_slice() {
            [] => self.constant(when_empty),
            [only] => *only,
            _ => self.intern(shape(parts)),
        }
    }

    fn intern(&mut self, shape: Shape) -> Formula {
        if let Some(formula) = self.shape_ids.get(&shape) {
            return *formula;
        }
        let formula = Formula(u32::try_from(self.shapes.len()).unwrap_or(u32::MAX));
        self.shapes.push(shape.clone());
        self.shape_ids.insert(shape, formula);
        formula
    }
}
