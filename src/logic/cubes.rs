//! Whether a formula can hold at all, and whether two can hold together.
//!
//! The instance multiplies a formula out into *cubes* (one constraint per fact) and drops the cubes that contradict
//! themselves. It looks at facts one by one: a formula without a cube can never hold; one with cubes almost surely
//! can. Where a formula has too many cubes the instance gives up and says "can hold", which is the harmless answer.

use std::collections::BTreeMap;

use super::algebra::{Algebra, Lit};
use super::codes::{Code, CodeSet, FactId, Known};
use super::formula::Formulas;

/// More cubes than this in one sum, and the answer is "can hold".
const LIMIT: usize = 128;

/// The values that a fact can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Domain {
    /// How many values there are.
    pub size: usize,
    /// Whether the fact takes a set of them.
    pub many: bool,
}

impl Domain {
    /// A value of a fact that nothing asks for: the first one, or the empty set.
    #[must_use]
    pub fn blank(&self) -> Known {
        if self.many { Known::Many(CodeSet::none(self.size)) } else { Known::One(Code(0)) }
    }
}

/// What one cube demands of one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Demand {
    /// Whether the fact takes a set of values.
    many: bool,
    /// Values not excluded: for a single fact those it may take, for a set fact those that may be in it.
    allowed: CodeSet,
    /// For set facts: sets of which each must share a value with the fact.
    meets: Vec<CodeSet>,
}

/// Demands by fact, each of which some value meets.
type Cube = BTreeMap<FactId, Demand>;

/// A formula and its negation as sums of cubes; `None` where a sum grew past the limit.
#[derive(Debug, Clone)]
pub struct Sums {
    yes: Option<Vec<Cube>>,
    no: Option<Vec<Cube>>,
}

/// The evaluator of sums of cubes.
#[derive(Debug, Clone, Copy)]
pub struct Cubes<'a> {
    formulas: &'a Formulas,
    domains: &'a [Domain],
}

/// Whether both formulas can hold for the same request. Given one twice, whether it can hold at all.
#[must_use]
pub fn can_both_hold(left: &Sums, right: &Sums) -> bool {
    match (&left.yes, &right.yes) {
        (Some(left), Some(right)) => left.iter().any(|a| right.iter().any(|b| can_meet(a, b))),
        _ => true,
    }
}

impl<'a> Cubes<'a> {
    /// An evaluator over facts with these domains, by fact number.
    #[must_use]
    pub fn new(formulas: &'a Formulas, domains: &'a [Domain]) -> Self {
        Self { formulas, domains }
    }
}

impl Algebra for Cubes<'_> {
    type Value = Sums;

    fn constant(&mut self, value: bool) -> Sums {
        let (one, none) = (Some(vec![Cube::new()]), Some(Vec::new()));
        if value { Sums { yes: one, no: none } } else { Sums { yes: none, no: one } }
    }

    fn fact_in(&mut self, lit: Lit) -> Sums {
        let literal = self.formulas.literal_of(lit);
        let domain = self.domains.get(usize::from(literal.fact.0));
        let Some(Domain { size, many }) = domain.copied() else { return Sums { yes: None, no: None } };
        let full = CodeSet::full(size);
        let mut rest = full.clone();
        rest.remove_all(&literal.set);
        let yes = if many {
            Demand { many, allowed: full, meets: vec![literal.set.clone()] }
        } else {
            Demand { many, allowed: literal.set.clone(), meets: Vec::new() }
        };
        let no = Demand { many, allowed: rest, meets: Vec::new() };
        let sum = |demand: Demand| {
            Some(if feasible(&demand) { vec![Cube::from([(literal.fact, demand)])] } else { Vec::new() })
        };
        Sums { yes: sum(yes), no: sum(no) }
    }

    fn and(&mut self, acc: &mut Sums, other: &Sums) {
        acc.yes = product(acc.yes.take(), other.yes.as_deref());
        acc.no = sum(acc.no.take(), other.no.as_deref());
    }

    fn or(&mut self, acc: &mut Sums, other: &Sums) {
        acc.yes = sum(acc.yes.take(), other.yes.as_deref());
        acc.no = product(acc.no.take(), other.no.as_deref());
    }

    fn not(&mut self, value: &mut Sums) {
        std::mem::swap(&mut value.yes, &mut value.no);
    }
}

fn sum(left: Option<Vec<Cube>>, right: Option<&[Cube]>) -> Option<Vec<Cube>> {
    let mut all = left?;
    for cube in right? {
        if !all.contains(cube) {
            all.push(cube.clone());
        }
    }
    (all.len() <= LIMIT).then_some(all)
}

/// An empty side makes the product empty even where the other side is unknown.
fn product(left: Option<Vec<Cube>>, right: Option<&[Cube]>) -> Option<Vec<Cube>> {
    if left.as_ref().is_some_and(Vec::is_empty) || right.is_some_and(<[Cube]>::is_empty) {
        return Some(Vec::new());
    }
    let (left, right) = (left?, right?);
    let mut all: Vec<Cube> = Vec::new();
    for (a, b) in left.iter().flat_map(|a| right.iter().map(move |b| (a, b))) {
        if let Some(cube) = meet(a, b)
            && !all.contains(&cube)
        {
            all.push(cube);
            if all.len() > LIMIT {
                return None;
            }
        }
    }
    Some(all)
}

/// The cube that demands what both demand, or nothing if they contradict each other.
fn meet(a: &Cube, b: &Cube) -> Option<Cube> {
    let mut both = a.clone();
    for (fact, theirs) in b {
        let demand = both.entry(*fact).or_insert_with(|| theirs.clone());
        demand.allowed.keep(&theirs.allowed);
        for set in &theirs.meets {
            if !demand.meets.contains(set) {
                demand.meets.push(set.clone());
            }
        }
        demand.meets.sort_unstable();
        if !feasible(demand) {
            return None;
        }
    }
    Some(both)
}

/// Whether some request meets the demands of both: as [`meet`] says it, without making the cube.
fn can_meet(a: &Cube, b: &Cube) -> bool {
    let (shorter, longer) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    shorter.iter().all(|(fact, mine)| {
        longer.get(fact).is_none_or(|theirs| {
            if mine.many {
                let mut sets = mine.meets.iter().chain(&theirs.meets);
                sets.all(|set| set.meets_common(&mine.allowed, &theirs.allowed))
            } else {
                mine.allowed.meets(&theirs.allowed)
            }
        })
    })
}

/// A single fact needs an allowed value; a set fact needs an allowed value in each set that it must meet.
fn feasible(demand: &Demand) -> bool {
    if demand.many { demand.meets.iter().all(|set| set.meets(&demand.allowed)) } else { !demand.allowed.is_empty() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logic::{Code, Formula, eval};

    const DOMAINS: [Domain; 2] = [Domain { size: 3, many: false }, Domain { size: 3, many: true }];

    fn can_hold(formulas: &Formulas, formula: Formula) -> bool {
        let sums = eval(&mut Cubes::new(formulas, &DOMAINS), formulas, formula);
        can_both_hold(&sums, &sums)
    }

    fn set(codes: &[u16]) -> CodeSet {
        CodeSet::of(3, codes.iter().map(|code| Code(*code)))
    }

    #[test]
    fn a_single_fact_has_one_value_and_a_set_fact_many() {
        let mut f = Formulas::default();
        let (one, two) = (f.literal(FactId(0), set(&[1])), f.literal(FactId(0), set(&[2])));
        let never = f.all([one, two]);
        assert!(!can_hold(&f, never));
        let (one, two) = (f.literal(FactId(1), set(&[1])), f.literal(FactId(1), set(&[2])));
        let fine = f.all([one, two]);
        assert!(can_hold(&f, fine));
        let not_one = f.negation(one);
        let never = f.all([one, not_one]);
        assert!(!can_hold(&f, never));
    }

    #[test]
    fn two_cubes_can_meet_exactly_if_there_is_a_cube_of_both() {
        let sets: Vec<CodeSet> = [[0].as_slice(), &[1], &[0, 1], &[1, 2], &[0, 1, 2]].map(set).into();
        let mut demands = Vec::new();
        for allowed in &sets {
            demands.push(Demand { many: false, allowed: allowed.clone(), meets: Vec::new() });
            for met in &sets {
                demands.push(Demand { many: true, allowed: allowed.clone(), meets: vec![met.clone()] });
            }
        }
        demands.retain(feasible);
        let facts = demands.iter().map(|demand| (FactId(u16::from(demand.many)), demand.clone()));
        let mut cubes: Vec<Cube> = facts.map(|fact| Cube::from([fact])).collect();
        let pairs: Vec<Cube> = cubes.iter().flat_map(|a| cubes.iter().filter_map(|b| meet(a, b))).collect();
        cubes.extend(pairs);
        cubes.push(Cube::new());
        let mut seen = [0; 2];
        for (a, b) in cubes.iter().flat_map(|a| cubes.iter().map(move |b| (a, b))) {
            assert_eq!(can_meet(a, b), meet(a, b).is_some(), "{a:?} and {b:?}");
            seen[usize::from(can_meet(a, b))] += 1;
        }
        assert!(seen.iter().all(|count| *count > 1000), "{seen:?}");
    }

    #[test]
    fn an_empty_set_fact_meets_nothing_but_is_possible() {
        let mut f = Formulas::default();
        let any = f.literal(FactId(1), set(&[0, 1, 2]));
        let none = f.negation(any);
        assert!(can_hold(&f, none));
        let others = f.literal(FactId(1), set(&[0, 1]));
        let not_others = f.negation(others);
        let last = f.literal(FactId(1), set(&[2]));
        let not_last = f.negation(last);
        let empty = f.all([not_others, not_last]);
        assert!(can_hold(&f, empty));
        let nothing = f.literal(FactId(0), set(&[]));
        assert!(!can_hold(&f, nothing));
    }
}
