//! Parts of formulas with a name of their own.
//!
//! In: formulas with groups inside groups. Out: the same without, where each inner group became a literal: one fact
//! more, whose truth is computed instead of read. For a block of requests that is done once for all the formulas that
//! share the part, and what is left of each is one run through a list of literals.

use std::collections::BTreeMap;

use super::algebra::Lit;
use super::codes::{Code, CodeSet, FactId};
use super::formula::{Formula, Formulas, Group, Shape};

/// So many parts are named for speed; the rest of the numbers is for those that must have one.
const NAMES: usize = 1 << 15;

/// Named parts, each defined by a formula that uses only facts and earlier parts.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// How many facts are read; the parts are numbered after them.
    facts: usize,
    list: Vec<Part>,
    names: BTreeMap<(Formula, bool), Formula>,
}

/// A part with its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The literal that stands for it.
    pub name: Lit,
    /// What it means.
    pub meaning: Formula,
    /// Whether it holds only where the meaning surely holds, and is false where that is unknown.
    pub surely: bool,
}

impl Parts {
    /// No parts yet, beside this many facts.
    #[must_use]
    pub fn new(facts: usize) -> Self {
        Self { facts, ..Self::default() }
    }

    /// The parts, in an order in which they can be computed.
    #[must_use]
    pub fn list(&self) -> &[Part] {
        &self.list
    }

    /// How many facts there are, with the parts.
    #[must_use]
    pub fn facts(&self) -> usize {
        self.facts + self.list.len()
    }

    /// The same formula with a name for every group inside it.
    pub fn flat(&mut self, formulas: &mut Formulas, formula: Formula) -> Formula {
        match formulas.shape(formula).clone() {
            Shape::Constant(_) | Shape::Fact(_) => formula,
            Shape::Not(inner) => {
                let inner = self.name(formulas, inner);
                formulas.negation(inner)
            }
            Shape::All(group) => {
                let parts = self.members(formulas, &group);
                formulas.all(parts)
            }
            Shape::Any(group) => {
                let parts = self.members(formulas, &group);
                formulas.any(parts)
            }
        }
    }

    /// A literal, or the negation of one, that means the same. Where the numbers for more facts run out the formula stays
    /// what it is: right, but slower.
    pub fn name(&mut self, formulas: &mut Formulas, formula: Formula) -> Formula {
        match formulas.shape(formula) {
            Shape::Constant(_) | Shape::Fact(_) | Shape::Not(_) => self.flat(formulas, formula),
            Shape::All(_) | Shape::Any(_) if self.list.len() < NAMES => self.part(formulas, formula, false),
            Shape::All(_) | Shape::Any(_) => formula,
        }
    }

    /// A literal that holds where the formula surely holds, and never leaves anything unknown.
    pub fn surely(&mut self, formulas: &mut Formulas, formula: Formula) -> Formula {
        self.part(formulas, formula, true)
    }

    fn part(&mut self, formulas: &mut Formulas, formula: Formula, surely: bool) -> Formula {
        if let Some(known) = self.names.get(&(formula, surely)) {
            return *known;
        }
        let meaning = self.flat(formulas, formula);
        let fact = FactId(u16::try_from(self.facts()).unwrap_or(u16::MAX));
        let literal = formulas.literal(fact, CodeSet::of(2, [Code(1)]));
        if let Shape::Fact(name) = formulas.shape(literal) {
            self.list.push(Part { name: *name, meaning, surely });
        }
        self.names.insert((formula, surely), literal);
        literal
    }

    fn members(&mut self, formulas: &mut Formulas, group: &Group) -> Vec<Formula> {
        let mut members: Vec<Formula> = group.nested.iter().map(|part| self.name(formulas, *part)).collect();
        members.extend(group.facts.iter().map(|lit| formulas.fact(*lit)));
        for lit in &group.negated {
            let fact = formulas.fact(*lit);
            members.push(formulas.negation(fact));
        }
        members
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_inside_a_group_is_named_once() {
        let mut formulas = Formulas::default();
        let literal = |formulas: &mut Formulas, fact| formulas.literal(FactId(fact), CodeSet::of(2, [Code(1)]));
        let [a, b, c] = [0, 1, 2].map(|fact| literal(&mut formulas, fact));
        let either = formulas.any([a, b]);
        let neither = formulas.negation(either);
        let (first, second) = (formulas.all([either, c]), formulas.any([neither, c]));
        let mut parts = Parts::new(3);
        let first = parts.flat(&mut formulas, first);
        assert_eq!(parts.list().iter().map(|part| part.meaning).collect::<Vec<_>>(), [either]);
        let name = literal(&mut formulas, 3);
        assert_eq!(first, formulas.all([name, c]));
        let second = parts.flat(&mut formulas, second);
        let not_name = formulas.negation(name);
        assert_eq!(second, formulas.any([not_name, c]));
        assert_eq!((parts.list().len(), parts.facts()), (1, 4));
    }
}
