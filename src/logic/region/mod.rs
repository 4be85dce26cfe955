//! Sets of complete requests as exact values: the symbolic instance of the algebra.
//!
//! In: formulas, the classes of values that matter, and an order of facts. Out: a [`Region`] for each formula, the set
//! of requests for which it holds. Two formulas that mean the same have the same region, so that *never*, *always* and
//! *the same* are one comparison. A region can be counted, asked for a [witness](Regions::witness) and asked whether a
//! request lies in it.
//!
//! A fact with one value is one level with a branch for each class; a set fact is one level with two branches for each
//! class, whether the set has a value of it or not. So every assignment is a request, and no side condition is needed.

mod asked;
mod basis;
mod brought;
mod count;
mod diagram;
mod few;

use std::sync::OnceLock;

use super::algebra::{Algebra, Lit};
use super::classes::{Class, Classes};
use super::codes::{Code, CodeSet, FactId, Known};
use super::cubes::Domain;
use super::formula::Formula;
use asked::Asked;
use count::Counts;
use diagram::{Diagram, Op};
use few::Few;

pub use basis::Basis;
pub use count::Weight;
pub use diagram::Region;

/// Which levels stand for which fact.
#[derive(Debug, Clone)]
pub struct Layout {
    classes: Classes,
    domains: Vec<Domain>,
    levels: Vec<Level>,
    /// By fact: its first level.
    first: Vec<Option<u16>>,
    /// By fact and class: the value that a witness takes, after its rank among those of the fact, the least first. Most
    /// evaluators are asked for no witness.
    preferred: OnceLock<Vec<Vec<(u16, Code)>>>,
}

/// What a level asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Level {
    fact: FactId,
    /// For a set fact: whether the set has a value of this class. Else: which class the value is of.
    class: Option<Class>,
}

impl Layout {
    /// Levels for these facts, in this order. A fact that is left out must not occur in any literal asked for.
    #[must_use]
    pub fn new(classes: Classes, domains: &[Domain], order: impl IntoIterator<Item = FactId>) -> Self {
        let mut levels = Vec::new();
        let mut first = vec![None; domains.len()];
        for fact in order {
            let at = usize::from(fact.0);
            let (Some(domain), Some(first)) = (domains.get(at), first.get_mut(at)) else { continue };
            *first = u16::try_from(levels.len()).ok();
            if domain.many {
                let all = 0..Class::try_from(classes.count(fact)).unwrap_or(Class::MAX);
                levels.extend(all.map(|class| Level { fact, class: Some(class) }));
            } else {
                levels.push(Level { fact, class: None });
            }
        }
        Self { classes, domains: domains.to_vec(), levels, first, preferred: OnceLock::new() }
    }

    fn arity(&self) -> Vec<u16> {
        (0..u16::try_from(self.levels.len()).unwrap_or(u16::MAX)).map(|level| self.arity_of(level)).collect()
    }

    /// How many branches a level has.
    fn arity_of(&self, level: u16) -> u16 {
        let arity = |level: Level| level.class.map_or_else(|| self.classes.count(level.fact), |_| 2);
        u16::try_from(self.level(level).map_or(0, arity)).unwrap_or(u16::MAX)
    }

    fn level(&self, level: u16) -> Option<Level> {
        self.levels.get(usize::from(level)).copied()
    }

    /// The first level of a fact.
    fn first(&self, fact: FactId) -> Option<u16> {
        self.first.get(usize::from(fact.0)).copied().flatten()
    }

    /// The values of a class, in order.
    fn members(&self, fact: FactId, class: Class) -> impl Iterator<Item = Code> {
        let classes = (0..).zip(self.classes.class_of(fact));
        classes.filter(move |(_, known)| **known == class).map(|(value, _)| Code(value))
    }

    /// The value of a class that a witness takes, after its rank.
    fn preferred(&self, fact: FactId, class: Class) -> Option<(u16, Code)> {
        let preferred = self.preferred.get_or_init(|| self.by_rank(&[]));
        preferred.get(usize::from(fact.0))?.get(usize::from(class)).copied()
    }

    /// By fact and class: the value of the least rank. Ranks are by fact and value.
    fn by_rank(&self, ranks: &[Vec<u16>]) -> Vec<Vec<(u16, Code)>> {
        let facts = (0..).zip(&self.domains).map(|(fact, _)| FactId(fact));
        let of_fact = |fact: FactId| ranks.get(usize::from(fact.0)).map_or(&[][..], Vec::as_slice);
        facts.map(|fact| preferred(&self.classes, fact, of_fact(fact))).collect()
    }

    /// The branch that a request takes at a level; `None` where it does not say.
    fn branch(&self, level: u16, facts: &[Known]) -> Option<u16> {
        let Level { fact, class } = self.level(level)?;
        let class_of = |code: Code| self.classes.class_of(fact).get(usize::from(code.0)).copied();
        match (facts.get(usize::from(fact.0))?, class) {
            (Known::One(code), None) => class_of(*code),
            (Known::Many(codes), Some(class)) => Some(codes.iter().any(|code| class_of(code) == Some(class)).into()),
            (Known::Unknown | Known::One(_) | Known::Many(_), _) => None,
        }
    }
}

/// By class of a fact: the value of the least rank, after its rank. A value without a rank has its own number for one.
fn preferred(classes: &Classes, fact: FactId, ranks: &[u16]) -> Vec<(u16, Code)> {
    let mut preferred = vec![(u16::MAX, Code(u16::MAX)); classes.count(fact)];
    for (value, class) in (0..).zip(classes.class_of(fact)) {
        let rank = ranks.get(usize::from(value)).copied().unwrap_or(value);
        if let Some(best) = preferred.get_mut(usize::from(*class)) {
            *best = (rank, Code(value)).min(*best);
        }
    }
    preferred
}

/// The evaluator: it owns every region that it made.
#[derive(Debug, Clone)]
pub struct Regions {
    layout: Layout,
    diagram: Diagram,
    /// By literal: its region, once asked for.
    literals: Vec<Option<Region>>,
    asked: Asked,
    few: Few,
    situations: Option<Counts>,
    requests: Option<Counts>,
}

impl Regions {
    /// An evaluator that may make `budget` nodes.
    #[must_use]
    pub fn new(layout: Layout, budget: usize) -> Self {
        let diagram = Diagram::new(layout.arity(), budget);
        let (asked, few) = (Asked::new(layout.levels.len()), Few::new(layout.arity()));
        Self { layout, diagram, literals: Vec::new(), asked, few, situations: None, requests: None }
    }

    /// An evaluator for these formulas, facts in the order of their numbers.
    #[must_use]
    pub fn over(basis: &Basis<'_>, asked: impl IntoIterator<Item = Formula>) -> Self {
        let order = (0..u16::try_from(basis.domains.len()).unwrap_or(u16::MAX)).map(FactId);
        basis.regions(&basis.mentioned(asked), order)
    }

    /// Makes witnesses prefer some values of a class to others: by fact and value a rank, the least first. A fact that is
    /// left out, or has no ranks, has its values in their order.
    pub fn prefer(&mut self, ranks: &[Vec<u16>]) {
        self.layout.preferred = self.layout.by_rank(ranks).into();
    }

    /// Whether every region made so far is exact. Once the budget is used up they may lack requests.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.diagram.is_full()
    }

    /// Gives a literal that stands for a part of a formula the meaning of that part.
    pub fn define(&mut self, lit: Lit, meaning: Region) {
        let at = lit.0 as usize;
        if self.literals.len() <= at {
            self.literals.resize(at + 1, None);
        }
        if let Some(slot) = self.literals.get_mut(at) {
            *slot = Some(meaning);
        }
    }

    /// The requests in both.
    pub fn both(&mut self, a: Region, b: Region) -> Region {
        self.diagram.apply(Op::And, a, b)
    }

    /// The requests in at least one.
    pub fn either(&mut self, a: Region, b: Region) -> Region {
        self.diagram.apply(Op::Or, a, b)
    }

    /// The requests in at least one of many. Neighbours are joined first: what is small stays small for longer.
    pub fn any(&mut self, mut regions: Vec<Region>) -> Region {
        while regions.len() > 1 {
            regions = regions.chunks(2).map(|two| two.iter().fold(Region::NEVER, |a, b| self.either(a, *b))).collect();
        }
        regions.pop().unwrap_or(Region::NEVER)
    }

    /// The requests in the first that are not in the second.
    pub fn without(&mut self, a: Region, b: Region) -> Region {
        self.diagram.apply(Op::AndNot, a, b)
    }

    /// The requests in exactly one of the two.
    pub fn differing(&mut self, a: Region, b: Region) -> Region {
        self.diagram.apply(Op::Xor, a, b)
    }

    /// Whether some request is in both.
    #[must_use]
    pub fn meets(&mut self, a: Region, b: Region) -> bool {
        !self.diagram.is_empty(Op::And, a, b)
    }

    /// Whether every request of the first is in the second.
    #[must_use]
    pub fn is_within(&mut self, a: Region, b: Region) -> bool {
        self.diagram.is_empty(Op::AndNot, a, b)
    }

    /// Whether a request lies in a region; `None` if it leaves a fact open that the region asks for on the way.
    #[must_use]
    pub fn contains(&self, region: Region, facts: &[Known]) -> Option<bool> {
        let mut at = region;
        while let Some((level, children)) = self.diagram.root(at) {
            at = *children.get(usize::from(self.layout.branch(level, facts)?))?;
        }
        Some(at == Region::ALWAYS)
    }

    /// The facts that a region asks for, in the order of the layout.
    #[must_use]
    pub fn support(&mut self, region: Region) -> Vec<FactId> {
        let levels = self.asked.levels(&self.diagram, region);
        let mut facts: Vec<FactId> = levels.filter_map(|level| self.layout.level(level)).map(|at| at.fact).collect();
        facts.dedup();
        facts
    }

    /// A request of the region, by fact: always the same one, with the preferred values and the smallest sets that lead
    /// there. A fact that the region does not ask for on the way stays unknown. `None` if the region is empty.
    #[must_use]
    pub fn witness(&self, region: Region) -> Option<Vec<Known>> {
        let mut facts = vec![Known::Unknown; self.layout.domains.len()];
        let mut at = region;
        while let Some((level, children)) = self.diagram.root(at) {
            let branches = (0..).zip(children).filter(|(_, child)| **child != Region::NEVER);
            let (branch, child) = branches.min_by_key(|(branch, _)| self.earliest(level, *branch))?;
            self.choose(&mut facts, level, branch);
            at = *child;
        }
        (at == Region::ALWAYS).then_some(facts)
    }

    /// How early a branch is taken.
    fn earliest(&self, level: u16, branch: u16) -> Option<u16> {
        match self.layout.level(level)? {
            Level { fact, class: None } => self.layout.preferred(fact, branch).map(|(rank, _)| rank),
            Level { class: Some(_), .. } => Some(branch),
        }
    }

    fn choose(&self, facts: &mut [Known], level: u16, branch: u16) {
        let Some(Level { fact, class }) = self.layout.level(level) else { return };
        let at = usize::from(fact.0);
        let (Some(known), Some(domain)) = (facts.get_mut(at), self.layout.domains.get(at)) else { return };
        let Some(class) = class else {
            if let Some((_, code)) = self.layout.preferred(fact, branch) {
                *known = Known::One(code);
            }
            return;
        };
        let mut values = match std::mem::replace(known, Known::Unknown) {
            Known::Many(values) => values,
            Known::Unknown | Known::One(_) => CodeSet::none(domain.size),
        };
        if branch == 1
            && let Some((_, code)) = self.layout.preferred(fact, class)
        {
            values.insert(code);
        }
        *known = Known::Many(values);
    }
}

/// The requests in which a fact has a value of one of these classes, which are in order.
fn within(layout: &Layout, diagram: &mut Diagram, fact: FactId, classes: &[Class]) -> Region {
    let Some(first) = layout.first(fact) else { return Region::NEVER };
    if layout.level(first).is_some_and(|level| level.class.is_some()) {
        return meeting(diagram, first, classes, [Region::NEVER, Region::ALWAYS]);
    }
    diagram.choose(first, |branch| if classes.binary_search(&branch).is_ok() { Region::ALWAYS } else { Region::NEVER })
}

/// What is left where a set of values has none of these classes, which are in order, and where it has one. `first` is the
/// first level of the fact; what is left looks only at levels after all of these.
fn meeting(diagram: &mut Diagram, first: u16, classes: &[Class], [no, yes]: [Region; 2]) -> Region {
    let choose = |rest, class: &Class| diagram.choose(first + class, |branch| if branch == 1 { yes } else { rest });
    classes.iter().rev().fold(no, choose)
}

impl Algebra for Regions {
    type Value = Region;

    fn constant(&mut self, value: bool) -> Region {
        if value { Region::ALWAYS } else { Region::NEVER }
    }

    fn fact_in(&mut self, lit: Lit) -> Region {
        if let Some(Some(known)) = self.literals.get(lit.0 as usize) {
            return *known;
        }
        let (fact, classes) = self.layout.classes.literal(lit);
        let region = within(&self.layout, &mut self.diagram, fact, classes);
        self.define(lit, region);
        region
    }

    fn and(&mut self, acc: &mut Region, other: &Region) {
        *acc = self.both(*acc, *other);
    }

    fn or(&mut self, acc: &mut Region, other: &Region) {
        *acc = self.either(*acc, *other);
    }

    fn not(&mut self, value: &mut Region) {
        *value = self.without(Region::ALWAYS, *value);
    }

    fn and_not(&mut self, acc: &mut Region, other: &Region) {
        *acc = self.without(*acc, *other);
    }

    fn ruled_out(&self, value: &Region) -> bool {
        *value == Region::NEVER
    }
}

#[cfg(test)]
mod tests {
    use num_bigint::BigUint;
    use proptest::prelude::*;

    use super::*;
    use crate::logic::{Formulas, Kleene, Truth, eval};

    const DOMAINS: [Domain; 3] =
        [Domain { size: 4, many: false }, Domain { size: 4, many: true }, Domain { size: 2, many: false }];
    const ROOM: usize = 1 << 20;

    fn order() -> [FactId; 3] {
        [FactId(1), FactId(2), FactId(0)]
    }

    /// Every request.
    fn requests() -> Vec<[Known; 3]> {
        let sets = |bits: u16| Known::Many(CodeSet::of(4, (0..4).filter(|bit| bits >> bit & 1 == 1).map(Code)));
        let all = (0..4).flat_map(|one| (0..16).flat_map(move |many| (0..2).map(move |flag| (one, many, flag))));
        all.map(|(one, many, flag)| [Known::One(Code(one)), sets(many), Known::One(Code(flag))]).collect()
    }

    #[derive(Debug, Clone)]
    enum Tree {
        Literal(u16, u8),
        Not(Box<Tree>),
        All(Vec<Tree>),
        Any(Vec<Tree>),
    }

    fn tree() -> impl Strategy<Value = Tree> {
        let literal = (0..3u16, any::<u8>()).prop_map(|(fact, bits)| Tree::Literal(fact, bits));
        literal.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                inner.clone().prop_map(|tree| Tree::Not(Box::new(tree))),
                prop::collection::vec(inner.clone(), 0..4).prop_map(Tree::All),
                prop::collection::vec(inner, 0..4).prop_map(Tree::Any),
            ]
        })
    }

    fn formula(formulas: &mut Formulas, tree: &Tree) -> Formula {
        match tree {
            Tree::Literal(fact, bits) => {
                let size = DOMAINS[usize::from(*fact)].size;
                let codes = (0u16..8).filter(|bit| bits >> bit & 1 == 1).map(Code);
                formulas.literal(FactId(*fact), CodeSet::of(size, codes))
            }
            Tree::Not(inner) => {
                let inner = formula(formulas, inner);
                formulas.negation(inner)
            }
            Tree::All(parts) => {
                let parts: Vec<Formula> = parts.iter().map(|part| formula(formulas, part)).collect();
                formulas.all(parts)
            }
            Tree::Any(parts) => {
                let parts: Vec<Formula> = parts.iter().map(|part| formula(formulas, part)).collect();
                formulas.any(parts)
            }
        }
    }

    proptest! {
        #[test]
        fn a_region_holds_the_requests_for_which_its_formula_holds(one in tree(), other in tree()) {
            let mut formulas = Formulas::default();
            let [one, other] = [one, other].map(|tree| formula(&mut formulas, &tree));
            let classes = Classes::new(&formulas, &DOMAINS);
            let layout = Layout::new(classes, &DOMAINS, order());
            let mut regions = Regions::new(layout, ROOM);
            let [a, b] = [one, other].map(|formula| eval(&mut regions, &formulas, formula));
            let (mut inside, mut same, mut all_within, mut some_meet) = (0u32, true, true, false);
            for facts in requests() {
                let holds = |formula| eval(&mut Kleene::new(&formulas, &facts), &formulas, formula) == Truth::True;
                let (in_a, in_b) = (holds(one), holds(other));
                prop_assert_eq!(regions.contains(a, &facts), Some(in_a));
                all_within &= !in_a || in_b;
                some_meet |= in_a && in_b;
                let differing = regions.differing(a, b);
                prop_assert_eq!(regions.contains(differing, &facts), Some(in_a != in_b));
                inside += u32::from(in_a);
                same &= in_a == in_b;
            }
            prop_assert_eq!(regions.count(a, Weight::Requests), BigUint::from(inside));
            prop_assert_eq!(a == b, same, "equal sets are equal numbers");
            prop_assert_eq!(regions.is_within(a, b), all_within);
            prop_assert_eq!(regions.meets(a, b), some_meet);
            prop_assert_eq!(regions.count(a, Weight::Situations), regions.many(a, Weight::Situations));
            prop_assert!(regions.is_complete());
        }

        #[test]
        fn a_region_of_another_evaluator_is_the_same_set_here(one in tree(), other in tree()) {
            let mut formulas = Formulas::default();
            let [one, other] = [one, other].map(|tree| formula(&mut formulas, &tree));
            let basis = Basis {
                formulas: &formulas, parts: &[], domains: &DOMAINS, nameable: &DOMAINS, given: &[], budget: ROOM,
            };
            let over = |asked: &[Formula]| basis.regions(&basis.mentioned(asked.iter().copied()), order());
            let (mut coarse, mut fine) = (over(&[one]), over(&[one, other]));
            let there = eval(&mut coarse, &formulas, one);
            let here = eval(&mut fine, &formulas, one);
            let mut brought = [there, Region::ALWAYS];
            fine.bring(&coarse, &mut brought);
            prop_assert_eq!(brought, [here, Region::ALWAYS]);
        }

        #[test]
        fn a_witness_lies_in_its_region_whatever_else_the_request_says(tree in tree()) {
            let mut formulas = Formulas::default();
            let formula = formula(&mut formulas, &tree);
            let classes = Classes::new(&formulas, &DOMAINS);
            let layout = Layout::new(classes, &DOMAINS, order());
            let mut regions = Regions::new(layout, ROOM);
            let region = eval(&mut regions, &formulas, formula);
            let witness = regions.witness(region);
            prop_assert_eq!(witness.is_none(), region == Region::NEVER);
            let Some(witness) = witness else { return Ok(()) };
            for facts in requests() {
                let filled: Vec<Known> = witness
                    .iter()
                    .zip(&facts)
                    .map(|(known, other)| if *known == Known::Unknown { other.clone() } else { known.clone() })
                    .collect();
                prop_assert_eq!(regions.contains(region, &filled), Some(true));
            }
        }
    }

    #[test]
    fn situations_are_counted_over_the_facts_that_matter() {
        let mut formulas = Formulas::default();
        let two = formulas.literal(FactId(0), CodeSet::of(4, [Code(2), Code(3)]));
        let meets = formulas.literal(FactId(1), CodeSet::of(4, [Code(0)]));
        let either = formulas.any([two, meets]);
        let classes = Classes::new(&formulas, &DOMAINS);
        let layout = Layout::new(classes, &DOMAINS, order());
        let mut regions = Regions::new(layout, ROOM);
        let region = eval(&mut regions, &formulas, either);
        assert_eq!(regions.support(region), [FactId(1), FactId(0)]);
        assert_eq!(regions.count(region, Weight::Situations), BigUint::from(3u8));
        // Four values, sixteen sets, two flags; without the two values and eight sets that are outside.
        assert_eq!(regions.count(region, Weight::Requests), BigUint::from(128u8 - 2 * 8 * 2));
    }

    #[test]
    fn a_budget_that_is_too_small_is_told() {
        let mut formulas = Formulas::default();
        let flag = formulas.literal(FactId(2), CodeSet::of(2, [Code(1)]));
        let two = formulas.literal(FactId(0), CodeSet::of(4, [Code(2)]));
        let both = formulas.all([flag, two]);
        let classes = Classes::new(&formulas, &DOMAINS);
        let layout = Layout::new(classes, &DOMAINS, order());
        let mut regions = Regions::new(layout, 3);
        eval(&mut regions, &formulas, both);
        assert!(!regions.is_complete());
    }
}
