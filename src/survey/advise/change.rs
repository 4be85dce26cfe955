//! What may be changed in a request, and which changes are alike.
//!
//! One change is one new value of a fact that has one value, or one element more or less of a set. Values that nothing
//! tells apart that can still matter, with everything else as it is, are alike: one of them is tried, and all are told.

use std::collections::BTreeSet;

use super::Asked;
use super::needs::Hung;
use crate::law::{FactId, FactType, Id, MechanismId};
use crate::lawbook::jurisdiction;
use crate::logic::{Class, Classes, Code, Known, Lit, Truth};
use crate::survey::bulk::{Fixed, Matters, Plan};

/// One change of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Change {
    /// The fact that changes.
    pub fact: FactId,
    /// How.
    pub turn: Turn,
    /// The value that comes or goes.
    pub value: Code,
}

/// How a fact changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// The value becomes the fact's one value.
    Set,
    /// The value leaves the set.
    Remove,
    /// The value joins the set.
    Add,
}

/// The request with these changes.
#[must_use]
pub fn changed(facts: &[Known], changes: &[Change]) -> Vec<Known> {
    let mut facts = facts.to_vec();
    for change in changes {
        match (change.turn, facts.get_mut(change.fact.index())) {
            (Turn::Set, Some(known)) => *known = Known::One(change.value),
            (Turn::Add, Some(Known::Many(set))) => set.insert(change.value),
            (Turn::Remove, Some(Known::Many(set))) => set.remove(change.value),
            (Turn::Add | Turn::Remove, _) | (Turn::Set, None) => {}
        }
    }
    facts
}

/// What may be changed.
pub(super) struct Levers<'a, 'p, 'b, 'c> {
    pub plan: &'p Plan<'b, 'c>,
    pub now: &'a [Known],
    /// By fact: whether it may change.
    may: Vec<bool>,
    /// By literal: its truth, where no change can turn it.
    pub settled: Vec<Option<Truth>>,
    classes: Classes,
    /// By fact: the values that may come, in order.
    coming: Vec<Vec<Code>>,
    /// By fact: the first of each class of these.
    firsts: Vec<Vec<Code>>,
}

impl<'a, 'p, 'b, 'c> Levers<'a, 'p, 'b, 'c> {
    pub(super) fn new(plan: &'p Plan<'b, 'c>, asked: &Asked<'a>) -> Self {
        let book = plan.book;
        let now = asked.facts;
        // A set of which nothing is known has no elements to count changes by: it is asked for instead.
        let vocabulary = &book.corpus.vocabulary.facts;
        let open_set = |id: FactId| vocabulary[id].is_set() && now.get(id.index()) == Some(&Known::Unknown);
        let may: Vec<bool> = vocabulary.ids().map(|id| (asked.may)(id) && !open_set(id)).collect();
        let settled = settled(plan, now, &may);
        let classes = classes(plan, now, &may, &settled);
        let mut levers = Self { plan, now, may, settled, classes, coming: Vec::new(), firsts: Vec::new() };
        let usable = levers.usable();
        levers.coming = vocabulary.ids().map(|fact| levers.values(fact, &usable)).collect();
        levers.firsts = vocabulary.ids().map(|fact| levers.firsts(fact)).collect();
        levers
    }

    /// Whether a fact may change.
    pub(super) fn may(&self, fact: FactId) -> bool {
        self.may.get(fact.index()).copied().unwrap_or(false)
    }

    /// One of each class of values that may come.
    pub(super) fn first(&self, fact: FactId) -> &[Code] {
        self.firsts.get(fact.index()).map_or(&[], Vec::as_slice)
    }

    fn firsts(&self, fact: FactId) -> Vec<Code> {
        let mut seen: BTreeSet<Option<Class>> = BTreeSet::new();
        self.values_of(fact).iter().copied().filter(|code| seen.insert(self.class(fact, *code))).collect()
    }

    /// All values that may come and do the same as this one, itself among them.
    pub(super) fn alike(&self, fact: FactId, code: Code) -> Vec<Code> {
        let class = self.class(fact, code);
        self.values_of(fact).iter().copied().filter(|other| self.class(fact, *other) == class).collect()
    }

    /// The mechanism that a change names, if it is about one.
    pub(super) fn mechanism(&self, change: &Change) -> Option<MechanismId> {
        let vocabulary = &self.plan.book.corpus.vocabulary;
        let is_way = vocabulary.facts[change.fact].ty == FactType::Mechanisms;
        let index = usize::from(change.value.0).checked_sub(vocabulary.kinds.len())?;
        is_way.then(|| MechanismId::from_index(index))
    }

    fn values_of(&self, fact: FactId) -> &[Code] {
        self.coming.get(fact.index()).map_or(&[], Vec::as_slice)
    }

    fn class(&self, fact: FactId, code: Code) -> Option<Class> {
        // Of two mechanisms one can be open where the other is not.
        if self.plan.book.corpus.vocabulary.facts[fact].ty == FactType::Mechanisms {
            return Some(code.0);
        }
        self.classes.class_of(fact).get(usize::from(code.0)).copied()
    }

    /// The values of a fact that may come: no place whose law has a gap, for silence is no improvement; no mechanism
    /// that cannot be open; and nothing that is there already.
    fn values(&self, fact: FactId, usable: &BTreeSet<MechanismId>) -> Vec<Code> {
        let (book, corpus) = (self.plan.book, self.plan.book.corpus);
        let kinds = corpus.vocabulary.kinds.len();
        let fits = |code: &Code| match &corpus.vocabulary.facts[fact].ty {
            FactType::Choice(_) | FactType::Flag => true,
            FactType::Jurisdiction | FactType::Jurisdictions => {
                usize::from(code.0) < corpus.jurisdictions.len() && !book.has_gap(jurisdiction(*code))
            }
            FactType::Mechanisms => {
                let mechanism = usize::from(code.0).checked_sub(kinds).map(MechanismId::from_index);
                mechanism.is_some_and(|mechanism| usable.contains(&mechanism))
            }
        };
        let there = |code: &Code| match self.now.get(fact.index()) {
            Some(Known::One(now)) => now == code,
            Some(Known::Many(now)) => now.contains(*code),
            Some(Known::Unknown) | None => false,
        };
        let size = book.domains.get(fact.index()).map_or(0, |domain| domain.size);
        let all = (0..u16::try_from(size).unwrap_or(u16::MAX)).map(Code);
        if self.may(fact) { all.filter(|code| fits(code) && !there(code)).collect() } else { Vec::new() }
    }

    /// The mechanisms that could be open on a conflict once the facts that may change have changed.
    fn usable(&self) -> BTreeSet<MechanismId> {
        let mut hung = Hung::new(self.plan, &self.settled);
        let lists: BTreeSet<_> = hung.live_pairs().map(|(pair, _)| self.plan.ways_of(pair)).collect();
        let ways = lists.into_iter().flat_map(|list| list.iter()).filter(|way| !hung.on(way.open).is(Truth::False));
        ways.map(|way| way.mechanism).collect()
    }
}

fn settled(plan: &Plan<'_, '_>, now: &[Known], may: &[bool]) -> Vec<Option<Truth>> {
    let fixed = |fact: FactId| may.get(fact.index()) == Some(&false);
    let literals = plan.formulas().literals().iter();
    literals.map(|literal| fixed(literal.fact).then(|| literal.truth(now))).collect()
}

/// The values that are told apart by what can still matter.
fn classes(plan: &Plan<'_, '_>, now: &[Known], may: &[bool], settled: &[Option<Truth>]) -> Classes {
    let is_unknown = |(known, may): (&Known, &bool)| match (known, may) {
        (Known::Unknown, true) => None,
        (known, _) => Some(*known == Known::Unknown),
    };
    let unknown = now.iter().zip(may).map(is_unknown).collect();
    let mut matters = Matters::new(plan);
    matters.look_once(&Fixed { literals: settled.to_vec(), unknown });
    let facts = plan.book.domains.len();
    let all = (0..).map(Lit).zip(plan.formulas().literals());
    let live = all.filter(|(lit, literal)| usize::from(literal.fact.0) < facts && matters.is_live(*lit));
    Classes::of(plan.formulas(), &plan.book.domains, live.map(|(lit, _)| lit))
}
