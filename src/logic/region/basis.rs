//! What regions are made over: formulas with their named parts, the values that count, and what is given.

use std::collections::BTreeSet;

use fixedbitset::FixedBitSet;
use hashbrown::HashSet;

use super::{Layout, Regions};
use crate::logic::algebra::{Algebra as _, Lit, eval};
use crate::logic::classes::Classes;
use crate::logic::codes::{FactId, Known};
use crate::logic::cubes::Domain;
use crate::logic::formula::{Formula, Formulas};
use crate::logic::parts::Part;
use crate::logic::truth::{Kleene, Truth};

/// What regions rest on.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'g> {
    /// The owner of all formulas.
    pub formulas: &'g Formulas,
    /// The parts that have a literal of their own, each defined by facts and earlier parts; of the fact numbers after those
    /// of the domains each has the next.
    pub parts: &'g [Part],
    /// By fact: its values.
    pub domains: &'g [Domain],
    /// By fact: the values that a request can have; no more than there are.
    pub nameable: &'g [Domain],
    /// By fact: what is the same in all requests; unknown where it may be anything, and beyond the end of the list.
    pub given: &'g [Known],
    /// So many nodes may be made.
    pub budget: usize,
}

impl Basis<'_> {
    /// Every literal that formulas mention, and what the parts among them mention.
    #[must_use]
    pub fn mentioned(&self, asked: impl IntoIterator<Item = Formula>) -> BTreeSet<Lit> {
        let mut literals = FixedBitSet::with_capacity(self.formulas.literals().len());
        let mut seen: HashSet<Formula> = HashSet::new();
        let mut add = |formula: Formula, literals: &mut FixedBitSet| {
            if seen.insert(formula) {
                self.formulas.mentions(formula, &mut |lit| literals.insert(lit.0 as usize));
            }
        };
        asked.into_iter().for_each(|formula| add(formula, &mut literals));
        // A part mentions only facts and earlier parts.
        for part in self.parts.iter().rev() {
            if literals.contains(part.name.0 as usize) {
                add(part.meaning, &mut literals);
            }
        }
        literals.ones().filter_map(|at| u32::try_from(at).ok()).map(Lit).collect()
    }

    /// Those of some literals that speak of facts, not of parts.
    pub fn of_facts<'l>(&'l self, literals: &'l BTreeSet<Lit>) -> impl Iterator<Item = Lit> + 'l {
        let speaks = |lit: &Lit| usize::from(self.formulas.literal_of(*lit).fact.0) < self.domains.len();
        literals.iter().copied().filter(speaks)
    }

    /// Of some formulas those that can hold with what is given and otherwise speak only of facts of which these literals
    /// speak. They speak of facts alone, not of parts.
    pub fn within(&self, literals: &BTreeSet<Lit>, formulas: impl IntoIterator<Item = Formula>) -> Vec<Formula> {
        let fact = |lit: &Lit| self.formulas.literal_of(*lit).fact;
        let is_given = |fact: FactId| self.given.get(usize::from(fact.0)).is_some_and(|known| *known != Known::Unknown);
        let facts: BTreeSet<FactId> = self.of_facts(literals).map(|lit| fact(&lit)).collect();
        let speaks = |lit: &Lit| facts.contains(&fact(lit)) || is_given(fact(lit));
        let can_hold = |formula: Formula| {
            eval(&mut Kleene::new(self.formulas, self.given), self.formulas, formula) != Truth::False
        };
        let counts = |formula: &Formula| {
            let mut all = true;
            self.formulas.mentions(*formula, &mut |lit| all &= speaks(&lit));
            all && can_hold(*formula)
        };
        formulas.into_iter().filter(counts).collect()
    }

    /// The part that a literal is the name of.
    fn part(&self, name: Lit) -> Option<&Part> {
        let at = usize::from(self.formulas.literal_of(name).fact.0).checked_sub(self.domains.len())?;
        self.parts.get(at).filter(|part| part.name == name)
    }

    /// An evaluator for regions that are brought from others, over the classes of values that these literals tell apart.
    /// No formula may be evaluated in it: it knows neither what is given nor what parts mean.
    #[must_use]
    pub fn blank(&self, literals: &BTreeSet<Lit>, order: impl IntoIterator<Item = FactId>) -> Regions {
        let classes = Classes::of(self.formulas, self.nameable, self.of_facts(literals));
        Regions::new(Layout::new(classes, self.domains, order), self.budget)
    }

    /// An evaluator over the classes of values that these literals tell apart, which are all that may be asked for. What
    /// speaks of a fact that is given, or stands for a part, has its meaning. The order is that of the other facts.
    #[must_use]
    pub fn regions(&self, literals: &BTreeSet<Lit>, order: impl IntoIterator<Item = FactId>) -> Regions {
        let mut regions = self.blank(literals, order);
        for lit in self.of_facts(literals) {
            let truth = self.formulas.literal_of(lit).truth(self.given);
            if truth != Truth::Unknown {
                let meaning = regions.constant(truth == Truth::True);
                regions.define(lit, meaning);
            }
        }
        // Names are literals of facts beyond those that are read, in the order of the parts.
        for part in literals.iter().filter_map(|lit| self.part(*lit)) {
            let meaning = eval(&mut regions, self.formulas, part.meaning);
            regions.define(part.name, meaning);
        }
        regions
    }
}
