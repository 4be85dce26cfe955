//! What would have to change for something to end: the branches of the search.
//!
//! A request in which something still stands in the way becomes good only by changes that turn one of the literals on
//! which that hangs. So whatever larger set of changes leads to the goal, it holds one of these branches whole.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::change::{Change, Levers, Turn};
use crate::law::{FactId, Id, MechanismId};
use crate::lawbook::jurisdiction;
use crate::logic::{Code, CodeSet, Formula, Known, Lit, Pole, Poles, Truth, eval};
use crate::solve::Verdict;
use crate::survey::bulk::{PairId, Plan};

/// Sets of changes of which any good set of changes holds at least one whole.
pub(super) type Branches = BTreeSet<Vec<Change>>;

/// A request on the way: some changes made.
pub(super) struct State {
    /// In order.
    pub changes: Vec<Change>,
    pub facts: Vec<Known>,
}

/// What formulas hang on, each looked at once.
pub(super) struct Hung<'s, 'p, 'b, 'c> {
    plan: &'p Plan<'b, 'c>,
    poles: Poles<'s>,
    known: BTreeMap<Formula, Pole>,
}

impl<'s, 'p, 'b, 'c> Hung<'s, 'p, 'b, 'c> {
    pub(super) fn new(plan: &'p Plan<'b, 'c>, settled: &'s [Option<Truth>]) -> Self {
        Self { plan, poles: Poles::new(settled, plan.formulas(), plan.parts()), known: BTreeMap::new() }
    }

    /// What a formula of the plan hangs on.
    pub(super) fn on(&mut self, formula: Formula) -> &Pole {
        let Self { plan, poles, known } = self;
        known.entry(formula).or_insert_with(|| eval(poles, plan.formulas(), formula))
    }

    /// The conflicts that changes can bring about, each with the formulas that its norms apply.
    pub(super) fn live_pairs(&mut self) -> impl Iterator<Item = (PairId, [Formula; 2])> {
        let plan = self.plan;
        let sides = plan.pair_ids().map(move |pair| {
            let (must, not) = plan.sides(pair);
            (pair, [must.applies, not.applies])
        });
        sides.filter(|(_, applies)| applies.iter().all(|formula| !self.on(*formula).is(Truth::False)))
    }
}

/// Finds branches.
pub(super) struct Needs<'l, 'a, 'p, 'b, 'c> {
    levers: &'l Levers<'a, 'p, 'b, 'c>,
    hung: Hung<'l, 'p, 'b, 'c>,
    /// By pair: what has to turn for one of the norms no longer to apply.
    falls: BTreeMap<PairId, Turning>,
    /// By mechanism: what has to turn for it to be open on a conflict.
    opens: BTreeMap<MechanismId, Turning>,
    /// The conflicts that changes can bring about, once asked.
    live: Option<Live>,
}

/// By list of ways out: one conflict that has it, and of all that have it that their norms apply.
type Live = BTreeMap<u32, (PairId, BTreeSet<Formula>)>;

/// Literals of which one has to turn, and whether it has to become true.
type Turning = Arc<[(Lit, bool)]>;

impl<'l, 'a, 'p, 'b, 'c> Needs<'l, 'a, 'p, 'b, 'c> {
    pub(super) fn new(levers: &'l Levers<'a, 'p, 'b, 'c>) -> Self {
        Self {
            levers,
            hung: Hung::new(levers.plan, &levers.settled),
            falls: BTreeMap::new(),
            opens: BTreeMap::new(),
            live: None,
        }
    }

    /// A set of places that has lost its last one needs another: provider and data stay somewhere.
    pub(super) fn somewhere(&self, state: &State) -> Option<Branches> {
        let levers = self.levers;
        let is_empty = |known: Option<&Known>| matches!(known, Some(Known::Many(set)) if set.is_empty());
        let mut facts = levers.plan.book.place_facts().iter();
        let emptied =
            facts.find(|fact| is_empty(state.facts.get(fact.index())) && !is_empty(levers.now.get(fact.index())))?;
        let adds =
            levers.first(*emptied).iter().map(|value| vec![Change { fact: *emptied, turn: Turn::Add, value: *value }]);
        Some(adds.collect())
    }

    /// A conflict ends if one of its norms no longer applies, or becomes good enough if a way out opens or is taken.
    pub(super) fn end(&mut self, state: &State, pair: PairId, goal: Verdict) -> Branches {
        let plan = self.levers.plan;
        let mut branches = Branches::new();
        for (lit, rise) in self.falls(pair).iter() {
            self.turn_literal(state, *lit, *rise, &mut branches);
        }
        for way in plan.ways_of(pair).iter() {
            let unused = way.in_use.filter(|lit| plan.formulas().literal_of(*lit).truth(&state.facts) != Truth::True);
            if self.hung.on(way.open).is(Truth::False) {
                continue;
            }
            match (way.in_use, unused) {
                (_, Some(lit)) => self.raise(state, lit, &mut branches),
                (Some(_), None) => self.turn(state, way.open, true, &mut branches),
                (None, None) => {}
            }
            if Verdict::Conflict(way.benefit) <= goal {
                self.turn(state, way.open, true, &mut branches);
            }
        }
        branches
    }

    fn falls(&mut self, pair: PairId) -> Turning {
        let Self { levers, hung, falls, .. } = self;
        let falls = falls.entry(pair).or_insert_with(|| {
            let (must, not) = levers.plan.sides(pair);
            let mut literals: BTreeSet<(Lit, bool)> = hung.on(must.applies).turning(false).collect();
            literals.extend(hung.on(not.applies).turning(false));
            literals.into_iter().collect()
        });
        Arc::clone(falls)
    }

    /// No place may be unknown, and what is not encoded must not be involved; nothing where that is so.
    pub(super) fn cover(&mut self, state: &State) -> Option<Branches> {
        let book = self.levers.plan.book;
        let mut branches = Branches::new();
        if let Some(open) = book.open_places(&state.facts).next() {
            branches.extend(self.levers.first(open).iter().map(|value| vec![set(open, *value)]));
        } else if self.is_uncovered(&state.facts) {
            self.turn(state, self.levers.plan.uncovered(), false, &mut branches);
        } else {
            return None;
        }
        Some(branches)
    }

    fn is_uncovered(&self, facts: &[Known]) -> bool {
        let book = self.levers.plan.book;
        !book.corpus.broken.is_empty() || book.involved(facts).iter().any(|place| book.has_gap(jurisdiction(place)))
    }

    /// A mechanism must be open on a conflict.
    pub(super) fn open(&mut self, state: &State, mechanism: MechanismId) -> Branches {
        let mut branches = Branches::new();
        for (lit, rise) in self.opens(mechanism).iter() {
            self.turn_literal(state, *lit, *rise, &mut branches);
        }
        branches
    }

    fn opens(&mut self, mechanism: MechanismId) -> Turning {
        let Self { levers, hung, opens, live, .. } = self;
        Arc::clone(opens.entry(mechanism).or_insert_with(|| {
            let plan = levers.plan;
            let live = live.get_or_insert_with(|| {
                let mut live = Live::new();
                for (pair, applies) in hung.live_pairs() {
                    let (_, all) = live.entry(plan.list_of(pair)).or_insert_with(|| (pair, BTreeSet::new()));
                    all.extend(applies);
                }
                live
            });
            let mut wanted = BTreeSet::new();
            for (pair, applies) in live.values() {
                for way in plan.ways_of(*pair).iter().filter(|way| way.mechanism == mechanism) {
                    if !hung.on(way.open).is(Truth::False) {
                        wanted.insert(way.open);
                        wanted.extend(applies);
                    }
                }
            }
            let literals: BTreeSet<_> = wanted.into_iter().flat_map(|formula| turning(hung, formula, true)).collect();
            literals.into_iter().collect()
        }))
    }

    /// A formula must rise, or fall.
    fn turn(&mut self, state: &State, formula: Formula, rise: bool, branches: &mut Branches) {
        for (lit, rise) in turning(&mut self.hung, formula, rise) {
            self.turn_literal(state, lit, rise, branches);
        }
    }

    fn turn_literal(&self, state: &State, lit: Lit, rise: bool, branches: &mut Branches) {
        if rise { self.raise(state, lit, branches) } else { self.lower(state, lit, branches) }
    }

    /// A literal must become true.
    fn raise(&self, state: &State, lit: Lit, branches: &mut Branches) {
        let literal = self.levers.plan.formulas().literal_of(lit);
        if literal.truth(&state.facts) != Truth::True && self.levers.may(literal.fact) {
            self.bring(state, literal.fact, |code| literal.set.contains(code), branches);
        }
    }

    /// A literal must become false.
    fn lower(&self, state: &State, lit: Lit, branches: &mut Branches) {
        let literal = self.levers.plan.formulas().literal_of(lit);
        if literal.truth(&state.facts) == Truth::False || !self.levers.may(literal.fact) {
            return;
        }
        match state.facts.get(literal.fact.index()) {
            Some(Known::Many(there)) => branches.extend(leave(state, literal.fact, there, &literal.set)),
            _ => self.bring(state, literal.fact, |code| !literal.set.contains(code), branches),
        }
    }

    /// One of these values must come.
    fn bring(&self, state: &State, fact: FactId, wanted: impl Fn(Code) -> bool, branches: &mut Branches) {
        let is_set = matches!(state.facts.get(fact.index()), Some(Known::Many(_)));
        if !is_set && state.changes.iter().any(|change| change.fact == fact) {
            return;
        }
        for value in self.levers.first(fact).iter().copied().filter(|value| wanted(*value)) {
            let change = if is_set { Change { fact, turn: Turn::Add, value } } else { set(fact, value) };
            branches.insert(vec![change]);
        }
    }
}

/// The literals of which one has to turn, and how, for a formula to rise or to fall.
fn turning(hung: &mut Hung<'_, '_, '_, '_>, formula: Formula, rise: bool) -> Vec<(Lit, bool)> {
    hung.on(formula).turning(rise).collect()
}

fn set(fact: FactId, value: Code) -> Change {
    Change { fact, turn: Turn::Set, value }
}

/// All these values must leave a set; impossible if one of them has just come.
fn leave(state: &State, fact: FactId, there: &CodeSet, wanted: &CodeSet) -> Option<Vec<Change>> {
    let leaving = there.iter().filter(|value| wanted.contains(*value));
    let leaving: Vec<Change> = leaving.map(|value| Change { fact, turn: Turn::Remove, value }).collect();
    let has_come = |change: &Change| state.changes.contains(&Change { turn: Turn::Add, ..*change });
    (!leaving.is_empty() && !leaving.iter().any(has_come)).then_some(leaving)
}
