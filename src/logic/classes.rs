//! Values that nothing tells apart, taken together.
//!
//! In: the literals of a lawbook. Out: for each fact a partition of its values into classes, such that two values of
//! one class lie in exactly the same sets; and each literal as a set of classes. A fact with 250 values rarely has
//! more than a few dozen classes, which is what makes columns and diagrams small.

use std::collections::BTreeMap;

use super::algebra::Lit;
use super::codes::{Code, FactId};
use super::cubes::Domain;
use super::formula::Formulas;

/// The number of a class of values of one fact.
pub type Class = u16;

/// The classes of every fact.
#[derive(Debug, Clone)]
pub struct Classes {
    facts: Vec<FactClasses>,
    literals: Vec<LiteralClasses>,
}

/// The classes of one fact.
#[derive(Debug, Clone)]
struct FactClasses {
    /// By value.
    class_of: Vec<Class>,
    /// How many classes there are.
    count: usize,
    /// The literals that speak of the fact.
    literals: Vec<Lit>,
}

/// A literal as classes.
#[derive(Debug, Clone)]
struct LiteralClasses {
    fact: FactId,
    classes: Vec<Class>,
}

impl Classes {
    /// The coarsest partition that respects every literal.
    #[must_use]
    pub fn new(formulas: &Formulas, domains: &[Domain]) -> Self {
        let all = u32::try_from(formulas.literals().len()).unwrap_or(u32::MAX);
        Self::of(formulas, domains, (0..all).map(Lit))
    }

    /// The coarsest partition that respects these literals. Of others it knows nothing.
    #[must_use]
    pub fn of(formulas: &Formulas, domains: &[Domain], literals: impl IntoIterator<Item = Lit>) -> Self {
        let mut by_fact: Vec<Vec<Lit>> = vec![Vec::new(); domains.len()];
        let mut wanted = vec![false; formulas.literals().len()];
        for lit in literals {
            let fact = usize::from(formulas.literal_of(lit).fact.0);
            if let (Some(list), Some(wanted)) = (by_fact.get_mut(fact), wanted.get_mut(lit.0 as usize)) {
                list.push(lit);
                *wanted = true;
            }
        }
        let facts: Vec<FactClasses> =
            by_fact.into_iter().zip(domains).map(|(literals, domain)| partition(formulas, literals, domain)).collect();
        let literals = formulas.literals().iter().zip(wanted).map(|(literal, wanted)| {
            if !wanted {
                return LiteralClasses { fact: literal.fact, classes: Vec::new() };
            }
            let known = facts.get(usize::from(literal.fact.0)).map_or(&[][..], |fact| &fact.class_of);
            let inside = literal.set.iter().filter_map(|code| known.get(usize::from(code.0)).copied());
            let mut classes: Vec<Class> = inside.collect();
            classes.sort_unstable();
            classes.dedup();
            LiteralClasses { fact: literal.fact, classes }
        });
        Self { literals: literals.collect(), facts }
    }

    /// How many facts there are.
    #[must_use]
    pub fn facts(&self) -> usize {
        self.facts.len()
    }

    /// How many classes a fact has.
    #[must_use]
    pub fn count(&self, fact: FactId) -> usize {
        self.facts.get(usize::from(fact.0)).map_or(0, |classes| classes.count)
    }

    /// The class of each value of a fact, by value.
    #[must_use]
    pub fn class_of(&self, fact: FactId) -> &[Class] {
        self.facts.get(usize::from(fact.0)).map_or(&[], |classes| &classes.class_of)
    }

    /// Whether every value of a fact is a class of its own, with the same number.
    #[must_use]
    pub fn is_plain(&self, fact: FactId) -> bool {
        self.class_of(fact).iter().enumerate().all(|(value, class)| value == usize::from(*class))
    }

    /// The literals that speak of a fact.
    #[must_use]
    pub fn literals(&self, fact: FactId) -> &[Lit] {
        self.facts.get(usize::from(fact.0)).map_or(&[], |classes| &classes.literals)
    }

    /// The fact of a literal, and the classes that make it true, in order.
    #[must_use]
    pub fn literal(&self, lit: Lit) -> (FactId, &[Class]) {
        self.literals.get(lit.0 as usize).map_or((FactId(0), &[]), |literal| (literal.fact, &literal.classes))
    }
}

fn partition(formulas: &Formulas, literals: Vec<Lit>, domain: &Domain) -> FactClasses {
    let mut signatures: BTreeMap<Vec<bool>, Class> = BTreeMap::new();
    let mut class_of = Vec::with_capacity(domain.size);
    for value in 0..domain.size {
        let code = Code(u16::try_from(value).unwrap_or(u16::MAX));
        let signature = literals.iter().map(|lit| formulas.literal_of(*lit).set.contains(code)).collect();
        let next = Class::try_from(signatures.len()).unwrap_or(Class::MAX);
        class_of.push(*signatures.entry(signature).or_insert(next));
    }
    FactClasses { class_of, count: signatures.len(), literals }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logic::CodeSet;

    #[test]
    fn values_that_no_literal_tells_apart_are_one_class() {
        let mut formulas = Formulas::default();
        let set = |codes: &[u16]| CodeSet::of(6, codes.iter().map(|code| Code(*code)));
        formulas.literal(FactId(0), set(&[1, 2, 3]));
        formulas.literal(FactId(0), set(&[3]));
        let classes = Classes::new(&formulas, &[Domain { size: 6, many: false }]);
        assert_eq!(classes.class_of(FactId(0)), [0, 1, 1, 2, 0, 0]);
        assert_eq!(classes.count(FactId(0)), 3);
        assert_eq!(classes.literal(Lit(0)), (FactId(0), &[1, 2][..]));
        assert_eq!(classes.literal(Lit(1)), (FactId(0), &[2][..]));
    }
}
