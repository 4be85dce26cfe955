//! Three-valued truth after Kleene, and the plain evaluator.

use super::algebra::{Algebra, Lit};
use super::codes::Known;
use super::formula::{Formulas, Literal};

/// True, false, or not decided by the facts given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// Surely false.
    False,
    /// The facts do not say.
    Unknown,
    /// Surely true.
    True,
}

impl Truth {
    /// Both.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        self.min(other)
    }

    /// At least one.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        self.max(other)
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Truth {
        if value { Truth::True } else { Truth::False }
    }
}

impl Literal {
    /// What a request says of this literal.
    #[must_use]
    pub fn truth(&self, facts: &[Known]) -> Truth {
        facts.get(usize::from(self.fact.0)).map_or(Truth::Unknown, |known| self.truth_of(known))
    }

    /// What this value of its fact says of the literal.
    #[must_use]
    pub fn truth_of(&self, known: &Known) -> Truth {
        match known {
            Known::One(code) => self.set.contains(*code).into(),
            Known::Many(codes) => self.set.meets(codes).into(),
            Known::Unknown => Truth::Unknown,
        }
    }
}

/// The plain evaluator: one request, three values.
#[derive(Debug, Clone, Copy)]
pub struct Kleene<'a> {
    formulas: &'a Formulas,
    facts: &'a [Known],
}

impl<'a> Kleene<'a> {
    /// An evaluator for one request; `facts` by fact number.
    #[must_use]
    pub fn new(formulas: &'a Formulas, facts: &'a [Known]) -> Self {
        Self { formulas, facts }
    }
}

impl Algebra for Kleene<'_> {
    type Value = Truth;

    fn constant(&mut self, value: bool) -> Truth {
        value.into()
    }

    fn fact_in(&mut self, lit: Lit) -> Truth {
        self.formulas.literal_of(lit).truth(self.facts)
    }

    fn and(&mut self, acc: &mut Truth, other: &Truth) {
        *acc = acc.and(*other);
    }

    fn or(&mut self, acc: &mut Truth, other: &Truth) {
        *acc = acc.or(*other);
    }

    fn not(&mut self, value: &mut Truth) {
        *value = !*value;
    }

    fn or_facts(&mut self, acc: &mut Truth, facts: &[Lit], negated: &[Lit]) {
        for (lit, wanted) in facts.iter().map(|lit| (lit, true)).chain(negated.iter().map(|lit| (lit, false))) {
            if *acc == Truth::True {
                return;
            }
            let value = self.fact_in(*lit);
            *acc = acc.or(if wanted { value } else { !value });
        }
    }

    fn ruled_out(&self, value: &Truth) -> bool {
        *value == Truth::False
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{False, True, Unknown};

    #[test]
    fn the_tables_are_kleenes() {
        let and = [
            (True, True, True),
            (True, Unknown, Unknown),
            (True, False, False),
            (Unknown, True, Unknown),
            (Unknown, Unknown, Unknown),
            (Unknown, False, False),
            (False, True, False),
            (False, Unknown, False),
            (False, False, False),
        ];
        for (a, b, both) in and {
            assert_eq!(a.and(b), both, "{a:?} and {b:?}");
            assert_eq!((!a).or(!b), !both, "De Morgan on {a:?}, {b:?}");
        }
    }
}
