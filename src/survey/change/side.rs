//! What can collide between two legal orders under one lawbook, in the formulas that both lawbooks share.

use std::collections::BTreeMap;
use std::sync::Arc;

use hashbrown::{HashMap, HashSet};

use super::cause::On;
use super::joint::{Space, Which};
use super::touched::owners;
use crate::law::{Day, JurisdictionId};
use crate::lawbook::{NormId, code};
use crate::logic::{Algebra, Formula, Formulas, Lit, eval};
use crate::survey::bulk::{PairId, Plan, WayPlan};
use crate::survey::regions::{Terms, Ways};

/// What a finding is about, by names: the same under every lawbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key<'c> {
    /// The provision that requires.
    pub required: &'c str,
    /// The provision that forbids.
    pub forbidden: &'c str,
    /// The act.
    pub act: &'c str,
    /// Which of several versions in force at once. Only faulty law has more than one.
    version: usize,
}

impl<'c> Key<'c> {
    /// The finding of two provisions about an act.
    pub(crate) fn new(required: &'c str, forbidden: &'c str, act: &'c str) -> Self {
        Self { required, forbidden, act, version: 0 }
    }
}

/// The conflicts between the legal orders of two jurisdictions under one lawbook.
#[derive(Debug)]
pub struct Side<'p, 'b, 'c> {
    /// The lawbook, laid out.
    pub plan: &'p Plan<'b, 'c>,
    /// The day on which the law is read.
    pub(super) day: Day,
    /// The two jurisdictions, if it is about two.
    pub(super) places: Vec<JurisdictionId>,
    pub(super) conflicts: BTreeMap<Key<'c>, Held>,
}

/// A conflict in shared formulas.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub pair: PairId,
    pub terms: Terms,
}

/// A plan as far as it is written down in shared formulas: what was written once is known to all its sides. It belongs to
/// one space.
#[derive(Debug)]
pub(crate) struct Written<'p, 'b, 'c> {
    plan: &'p Plan<'b, 'c>,
    which: Which,
    /// What the literals mean that stand for parts.
    parts: HashMap<Lit, Formula>,
    known: HashMap<Formula, Formula>,
    literals: HashMap<Lit, Formula>,
    /// By list of ways of the plan: the list in shared formulas.
    ways: HashMap<u32, Ways>,
}

impl<'p, 'b, 'c> Written<'p, 'b, 'c> {
    /// Nothing is written down yet.
    pub(crate) fn new(which: Which, plan: &'p Plan<'b, 'c>) -> Self {
        let parts = plan.parts().iter().map(|part| (part.name, part.meaning)).collect();
        Self { plan, which, parts, known: HashMap::new(), literals: HashMap::new(), ways: HashMap::new() }
    }

    /// The plan.
    pub(crate) fn plan(&self) -> &'p Plan<'b, 'c> {
        self.plan
    }

    /// Which of the two it is.
    pub(super) fn which(&self) -> Which {
        self.which
    }

    /// What cannot collide at all.
    pub(crate) fn nothing(&self) -> Side<'p, 'b, 'c> {
        Side { plan: self.plan, day: self.plan.book.day, places: Vec::new(), conflicts: BTreeMap::new() }
    }

    /// Writes some pairs down.
    pub(super) fn side(
        &mut self,
        space: (&mut Formulas, &mut Lists, &Space),
        places: Vec<JurisdictionId>,
        pairs: impl IntoIterator<Item = PairId>,
    ) -> Side<'p, 'b, 'c> {
        let mut named: Vec<(Key<'c>, PairId)> = pairs.into_iter().map(|pair| (key(self.plan, pair), pair)).collect();
        named.sort_by_key(|(key, _)| *key);
        for versions in named.chunk_by_mut(|(one, _), (next, _)| one == next) {
            versions.iter_mut().enumerate().for_each(|(version, (key, _))| key.version = version);
        }
        self.named(space, places, named)
    }

    /// Writes some pairs down whose names are known.
    pub(super) fn named(
        &mut self,
        (formulas, lists, space): (&mut Formulas, &mut Lists, &Space),
        places: Vec<JurisdictionId>,
        pairs: impl IntoIterator<Item = (Key<'c>, PairId)>,
    ) -> Side<'p, 'b, 'c> {
        let plan = self.plan;
        let mut copy = Copy { formulas, lists, space, written: self };
        copy.impossible();
        let conflicts = pairs.into_iter().map(|(key, pair)| (key, Held { pair, terms: copy.terms(pair) })).collect();
        Side { plan, day: plan.book.day, places, conflicts }
    }
}

impl<'b, 'c> Side<'_, 'b, 'c> {
    /// The lawbook on the day.
    pub(super) fn on(&self) -> On<'b, 'c> {
        On { book: self.plan.book, day: self.day }
    }

    /// Whether it is the legal order of this jurisdiction that requires; `None` if these two cannot collide.
    #[must_use]
    pub fn requires(&self, key: &Key<'_>, requiring: JurisdictionId) -> Option<bool> {
        let (required, _) = self.plan.norms(self.conflicts.get(key)?.pair);
        let owner = self.plan.book.norms[required].owner;
        Some(self.plan.book.legal_order(requiring).contains(code(owner)))
    }

    /// Whose law requires and whose forbids, by code; `None` if these two cannot collide.
    #[must_use]
    pub fn owners(&self, key: &Key<'_>) -> Option<[&'c str; 2]> {
        self.conflicts.get(key).map(|held| owners(self.plan, held.pair))
    }

    /// The norms that can collide.
    pub(super) fn norms(&self) -> HashSet<(NormId, NormId)> {
        self.conflicts.values().map(|held| self.plan.norms(held.pair)).collect()
    }

    /// What can collide at all, by name and in order.
    pub fn keys(&self) -> impl Iterator<Item = Key<'c>> {
        self.conflicts.keys().copied()
    }
}

pub(super) fn key<'c>(plan: &Plan<'_, 'c>, pair: PairId) -> Key<'c> {
    let corpus: &'c _ = plan.book.corpus;
    let (required, forbidden) = plan.norms(pair);
    let name = |norm| corpus.provision_name(plan.book.norms[norm].provision);
    Key::new(name(required), name(forbidden), &corpus.vocabulary.acts[plan.act(pair)].name)
}

/// Writes the formulas of a plan down in others; an instance of the algebra whose values are formulas.
struct Copy<'a, 'p, 'b, 'c> {
    formulas: &'a mut Formulas,
    lists: &'a mut Lists,
    space: &'a Space,
    written: &'a mut Written<'p, 'b, 'c>,
}

/// What conflicts share, in shared formulas.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// Lists of ways: equal lists have equal numbers.
    ways: BTreeMap<Arc<[WayPlan]>, u32>,
    /// By side, once one is written: the combinations of facts that never occur.
    impossible: [Option<Vec<Formula>>; 2],
}

impl Lists {
    fn intern(&mut self, list: Arc<[WayPlan]>) -> Ways {
        let next = u32::try_from(self.ways.len()).unwrap_or(u32::MAX);
        let number = *self.ways.entry(list.clone()).or_insert(next);
        Ways { number, list }
    }

    /// The combinations of facts that never occur, whichever side is asked.
    pub(super) fn impossible(&self) -> impl Iterator<Item = Formula> {
        let [old, new] = &self.impossible;
        let on_both = move |formula: &&Formula| new.as_ref().is_none_or(|new| new.contains(*formula));
        old.as_ref().or(new.as_ref()).into_iter().flatten().filter(on_both).copied()
    }
}

impl Copy<'_, '_, '_, '_> {
    fn terms(&mut self, pair: PairId) -> Terms {
        let own = Terms::of(self.written.plan, pair);
        Terms {
            required: self.formula(own.required),
            forbidden: self.formula(own.forbidden),
            disputed: own.disputed.into_iter().map(|formula| self.formula(formula)).collect(),
            ways: self.ways(&own.ways),
        }
    }

    fn ways(&mut self, own: &Ways) -> Ways {
        if let Some(known) = self.written.ways.get(&own.number) {
            return known.clone();
        }
        let list: Arc<[WayPlan]> = own.list.iter().map(|way| self.way(*way)).collect();
        let ways = self.lists.intern(list);
        self.written.ways.insert(own.number, ways.clone());
        ways
    }

    /// Writes down what never occurs, once for each side.
    fn impossible(&mut self) {
        let side = self.written.which as usize;
        if self.lists.impossible.get(side).is_some_and(Option::is_none) {
            let plan = self.written.plan;
            let of = plan.book.impossible.iter();
            let written: Vec<Formula> = of.map(|formula| self.formula(*formula)).collect();
            if let Some(slot) = self.lists.impossible.get_mut(side) {
                *slot = Some(written);
            }
        }
    }

    fn way(&mut self, way: WayPlan) -> WayPlan {
        let in_use = way.in_use.map(|used| self.fact_in(used));
        let in_use = in_use.and_then(|used| self.formulas.necessary(used).first().copied());
        WayPlan { open: self.formula(way.open), in_use, ..way }
    }

    fn formula(&mut self, formula: Formula) -> Formula {
        if let Some(known) = self.written.known.get(&formula) {
            return *known;
        }
        let plan = self.written.plan;
        let copied = eval(self, plan.formulas(), formula);
        self.written.known.insert(formula, copied);
        copied
    }

    fn negated(&mut self, lit: Lit) -> Formula {
        let fact = self.fact_in(lit);
        self.formulas.negation(fact)
    }
}

impl Algebra for Copy<'_, '_, '_, '_> {
    type Value = Formula;

    fn constant(&mut self, value: bool) -> Formula {
        self.formulas.constant(value)
    }

    fn fact_in(&mut self, lit: Lit) -> Formula {
        if let Some(meaning) = self.written.parts.get(&lit) {
            return self.formula(*meaning);
        }
        if let Some(known) = self.written.literals.get(&lit) {
            return *known;
        }
        let literal = self.written.plan.formulas().literal_of(lit);
        let copied = match self.space.literal(self.written.which, literal.fact, &literal.set) {
            Some((fact, set)) => self.formulas.literal(fact, set),
            None => self.formulas.constant(false),
        };
        self.written.literals.insert(lit, copied);
        copied
    }

    fn and(&mut self, acc: &mut Formula, other: &Formula) {
        *acc = self.formulas.all([*acc, *other]);
    }

    fn or(&mut self, acc: &mut Formula, other: &Formula) {
        *acc = self.formulas.any([*acc, *other]);
    }

    fn not(&mut self, value: &mut Formula) {
        *value = self.formulas.negation(*value);
    }

    fn and_facts(&mut self, acc: &mut Formula, facts: &[Lit], negated: &[Lit]) {
        let mut parts = vec![*acc];
        parts.extend(facts.iter().map(|lit| self.fact_in(*lit)));
        parts.extend(negated.iter().map(|lit| self.negated(*lit)));
        *acc = self.formulas.all(parts);
    }

    fn or_facts(&mut self, acc: &mut Formula, facts: &[Lit], negated: &[Lit]) {
        let mut parts = vec![*acc];
        parts.extend(facts.iter().map(|lit| self.fact_in(*lit)));
        parts.extend(negated.iter().map(|lit| self.negated(*lit)));
        *acc = self.formulas.any(parts);
    }
}
