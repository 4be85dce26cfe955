//! Values that nothing tells apart, taken together.
//!
//! In: the literals of a lawbook. Out: for each fact a partition of its values into classes, such that two values of
//! one class lie in exactly the same sets; and each literal as a set of classes. A fact with 250 values rarely has
//! more than a few dozen classes, which is what makes columns and diagrams small.

use super::algebra::Lit;
use super::codes::{CodeSet, FactId};
use super::cubes::Domain;
use super::formula::Formulas;

/// The number of a class of values of one fact.
pub type Class = u16;

/// The classes of every fact.
#[derive(Debug, Clone)]
pub struct Classes {
    facts: Vec<FactClasses>,
    /// By literal: its place in `asked`, or [`NOT_ASKED`]. Most questions ask for few of many literals.
    places: Vec<u32>,
    asked: Vec<LiteralClasses>,
}

/// Stands for a literal that is not asked for.
const NOT_ASKED: u32 = u32::MAX;

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
        let mut places = vec![NOT_ASKED; formulas.literals().len()];
        let mut asked = Vec::new();
        for lit in literals {
            let fact = usize::from(formulas.literal_of(lit).fact.0);
            if let (Some(list), Some(place)) = (by_fact.get_mut(fact), places.get_mut(lit.0 as usize)) {
                list.push(lit);
                *place = u32::try_from(asked.len()).unwrap_or(NOT_ASKED);
                asked.push(lit);
            }
        }
        let facts: Vec<FactClasses> =
            by_fact.into_iter().zip(domains).map(|(literals, domain)| partition(formulas, literals, domain)).collect();
        let asked = asked.into_iter().map(|lit| {
            let literal = formulas.literal_of(lit);
            let class_of = facts.get(usize::from(literal.fact.0)).map_or(&[][..], |fact| &fact.class_of);
            let mut classes = inside(class_of, &literal.set);
            classes.dedup();
            LiteralClasses { fact: literal.fact, classes }
        });
        Self { asked: asked.collect(), facts, places }
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
        let place = self.places.get(lit.0 as usize).copied().unwrap_or(NOT_ASKED);
        self.asked.get(place as usize).map_or((FactId(0), &[]), |literal| (literal.fact, &literal.classes))
    }
}

/// The classes of one fact, numbered by their first values. Starts with one class and splits it by each literal, so that
/// a literal costs as much as it has values.
fn partition(formulas: &Formulas, literals: Vec<Lit>, domain: &Domain) -> FactClasses {
    let mut class_of: Vec<Class> = vec![0; domain.size];
    let mut sizes = vec![domain.size];
    for lit in &literals {
        split(&mut class_of, &mut sizes, &formulas.literal_of(*lit).set);
    }
    let mut numbers: Vec<Option<Class>> = vec![None; sizes.len()];
    let mut count = 0;
    for class in &mut class_of {
        if let Some(number) = numbers.get_mut(usize::from(*class)) {
            *class = *number.get_or_insert_with(|| {
                count += 1;
                Class::try_from(count - 1).unwrap_or(Class::MAX)
            });
        }
    }
    FactClasses { class_of, count, literals }
}

/// Gives the values of a set that are not alone in their classes new ones. `sizes` by class: how many values it has.
fn split(class_of: &mut [Class], sizes: &mut Vec<usize>, set: &CodeSet) {
    let inside = inside(class_of, set);
    let counted = inside.chunk_by(|one, next| one == next).filter_map(|same| Some((*same.first()?, same.len())));
    // A class that lies wholly inside stays as it is.
    let parted = counted.filter(|(class, count)| sizes.get(usize::from(*class)).is_some_and(|size| size > count));
    let parted: Vec<(Class, usize)> = parted.collect();
    let first = sizes.len();
    for (class, count) in &parted {
        if let Some(size) = sizes.get_mut(usize::from(*class)) {
            *size -= count;
        }
        sizes.push(*count);
    }
    for code in set.iter() {
        let Some(slot) = class_of.get_mut(usize::from(code.0)) else { continue };
        if let Ok(place) = parted.binary_search_by_key(slot, |(class, _)| *class) {
            *slot = Class::try_from(first + place).unwrap_or(Class::MAX);
        }
    }
}

/// The class of each value of a set, in order of the classes.
fn inside(class_of: &[Class], set: &CodeSet) -> Vec<Class> {
    let mut inside: Vec<Class> = set.iter().filter_map(|code| class_of.get(usize::from(code.0)).copied()).collect();
    inside.sort_unstable();
    inside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logic::Code;

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
