//! Formulas: conditions lowered to "fact is in set", built only through constructors that simplify.

use hashbrown::HashMap;

use super::algebra::Lit;
use super::codes::{CodeSet, FactId};

/// *Fact is in set*: a single value is in it, or a set fact shares a value with it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Literal {
    /// The fact.
    pub fact: FactId,
    /// The values that make it true.
    pub set: CodeSet,
}

/// The number of a formula in [`Formulas`]. Equal formulas have equal numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Formula(u32);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    Constant(bool),
    Fact(Lit),
    Not(Formula),
    All(Group),
    Any(Group),
}

/// The parts of an *all* or *any*, by kind: literals stand side by side, so that a fast evaluator can run through
/// them without a call.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Group {
    /// Literals, as they stand.
    pub facts: Vec<Lit>,
    /// Literals that are negated.
    pub negated: Vec<Lit>,
    /// Everything else.
    pub nested: Vec<Formula>,
}

impl Group {
    fn len(&self) -> usize {
        self.facts.len() + self.negated.len() + self.nested.len()
    }

    fn extend(&mut self, other: &Group) {
        other.facts.iter().for_each(|lit| insert(&mut self.facts, *lit));
        other.negated.iter().for_each(|lit| insert(&mut self.negated, *lit));
        other.nested.iter().for_each(|part| insert(&mut self.nested, *part));
    }
}

/// Adds an element that is not there yet.
fn insert<T: PartialEq>(list: &mut Vec<T>, element: T) {
    if !list.contains(&element) {
        list.push(element);
    }
}

/// The owner of all literals and formulas of one lawbook.
///
/// Invariant: no `All` or `Any` holds a constant, a nested group of its own kind, a double or fewer than two parts;
/// no `Not` holds a constant or a `Not`. The constructors see to it.
#[derive(Debug, Clone, Default)]
pub struct Formulas {
    literals: Vec<Literal>,
    shapes: Vec<Shape>,
    literal_ids: HashMap<Literal, Lit>,
    shape_ids: HashMap<Shape, Formula>,
}

impl Formulas {
    /// Always true, or always false.
    pub fn constant(&mut self, value: bool) -> Formula {
        self.intern(Shape::Constant(value))
    }

    /// *Fact is in set*. Nothing is in the empty set, not even an unknown value.
    pub fn literal(&mut self, fact: FactId, set: CodeSet) -> Formula {
        if set.is_empty() {
            return self.constant(false);
        }
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

    /// *Fact is in set*, if some formula says so already.
    #[must_use]
    pub fn known(&self, literal: &Literal) -> Option<Formula> {
        self.shape_ids.get(&Shape::Fact(*self.literal_ids.get(literal)?)).copied()
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
        let mut group = Group::default();
        for part in parts {
            match self.shape(part).clone() {
                Shape::Constant(true) => {}
                Shape::Constant(false) => return self.constant(false),
                Shape::All(inner) => group.extend(&inner),
                Shape::Fact(lit) => insert(&mut group.facts, lit),
                Shape::Not(inner) => match self.shape(inner).clone() {
                    Shape::Any(inner) => {
                        let negated = self.negated(&inner);
                        group.extend(&negated);
                    }
                    other => self.add_negated(&mut group, &other, part),
                },
                Shape::Any(_) => insert(&mut group.nested, part),
            }
        }
        self.group(group, true)
    }

    /// At least one part holds.
    pub fn any(&mut self, parts: impl IntoIterator<Item = Formula>) -> Formula {
        let mut group = Group::default();
        for part in parts {
            match self.shape(part).clone() {
                Shape::Constant(false) => {}
                Shape::Constant(true) => return self.constant(true),
                Shape::Any(inner) => group.extend(&inner),
                Shape::Fact(lit) => insert(&mut group.facts, lit),
                Shape::Not(inner) => match self.shape(inner).clone() {
                    Shape::All(inner) => {
                        let negated = self.negated(&inner);
                        group.extend(&negated);
                    }
                    other => self.add_negated(&mut group, &other, part),
                },
                Shape::All(_) => insert(&mut group.nested, part),
            }
        }
        self.group(group, false)
    }

    /// The literals without which the formula surely fails: those of which the formula is a conjunction.
    #[must_use]
    pub fn necessary(&self, formula: Formula) -> &[Lit] {
        match self.shape(formula) {
            Shape::Fact(lit) => std::slice::from_ref(lit),
            Shape::All(group) => &group.facts,
            Shape::Constant(_) | Shape::Not(_) | Shape::Any(_) => &[],
        }
    }

    /// Hands over every literal that a formula mentions, some of them more than once.
    pub fn mentions(&self, formula: Formula, take: &mut impl FnMut(Lit)) {
        match self.shape(formula) {
            Shape::Constant(_) => {}
            Shape::Fact(lit) => take(*lit),
            Shape::Not(inner) => self.mentions(*inner, take),
            Shape::All(group) | Shape::Any(group) => {
                group.facts.iter().chain(&group.negated).for_each(|lit| take(*lit));
                group.nested.iter().for_each(|part| self.mentions(*part, take));
            }
        }
    }

    /// Whether the formula surely fails if these literals do, as far as can be seen at a glance.
    #[inline(always)]
    pub(super) fn is_ruled_out(&self, formula: Formula, fails: impl Fn(Lit) -> bool) -> bool {
        match self.shape(formula) {
            Shape::Any(group) => {
                group.negated.is_empty() && group.nested.is_empty() && group.facts.iter().all(|lit| fails(*lit))
            }
            _ => self.necessary(formula).iter().any(|lit| fails(*lit)),
        }
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

    /// The formula of a literal.
    pub fn fact(&mut self, lit: Lit) -> Formula {
        self.intern(Shape::Fact(lit))
    }

    #[inline(always)]
    #[expect(clippy::indexing_slicing, reason = "a Formula is made only here and is never removed")]
    pub(super) fn shape(&self, formula: Formula) -> &Shape {
        &self.shapes[formula.0 as usize]
    }

    /// Adds a negation that stays one: of a literal, or of a group of the other kind.
    fn add_negated(&mut self, group: &mut Group, inner: &Shape, whole: Formula) {
        match inner {
            Shape::Fact(lit) => insert(&mut group.negated, *lit),
            Shape::Constant(_) | Shape::Not(_) | Shape::All(_) | Shape::Any(_) => insert(&mut group.nested, whole),
        }
    }

    /// Every part of a group negated, for De Morgan's laws.
    fn negated(&mut self, group: &Group) -> Group {
        let nested = group.nested.iter().map(|part| self.negation(*part)).collect();
        Group { facts: group.negated.clone(), negated: group.facts.clone(), nested }
    }

    fn group(&mut self, group: Group, every: bool) -> Formula {
        if group.len() > 1 {
            return self.intern(if every { Shape::All(group) } else { Shape::Any(group) });
        }
        match (group.facts.first(), group.negated.first(), group.nested.first()) {
            (Some(lit), _, _) => self.intern(Shape::Fact(*lit)),
            (_, Some(lit), _) => {
                let fact = self.intern(Shape::Fact(*lit));
                self.intern(Shape::Not(fact))
            }
            (_, _, Some(part)) => *part,
            (None, None, None) => self.constant(every),
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
