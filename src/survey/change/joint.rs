//! One space of requests for two corpora: facts and values are the same if they have the same name.
//!
//! A value that only one corpus knows is, for the other, a value of which its law says nothing: it lies in no set that
//! this law asks for. A mechanism that only one corpus knows is, for the other, one of its kind that connects nobody. A
//! fact that only one corpus has is one more fact for both.

use std::collections::BTreeMap;

use crate::corpus::Corpus;
use crate::law::{Fact, FactType, Id as _};
use crate::logic::{Code, CodeSet, Domain, FactId, Known};
use crate::survey::regions::rank;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    /// What changes are told from.
    Old,
    /// What changes are told to.
    New,
}

/// The facts and values of two corpora, side by side.
#[derive(Debug)]
pub(super) struct Space {
    pub domains: Vec<Domain>,
    /// The facts in the order in which diagrams ask them.
    pub order: Vec<FactId>,
    /// The facts whose values are mechanisms in use.
    mechanisms: Vec<FactId>,
    /// By fact: what it is in the old and in the new corpus.
    facts: Vec<[Option<Own>; 2]>,
    /// By corpus, by its own fact: the fact here.
    joint: [Vec<FactId>; 2],
}

/// A fact of one corpus.
#[derive(Debug, Clone)]
struct Own {
    fact: FactId,
    /// By value here: the value there, or the one that stands for whatever the corpus does not know.
    values: Vec<Code>,
    /// How many values it can name.
    named: usize,
    /// How many values a set there is made for.
    size: usize,
}

impl Space {
    pub(super) fn new(old: &Corpus, new: &Corpus) -> Self {
        let mut space = Self {
            domains: Vec::new(),
            order: Vec::new(),
            mechanisms: Vec::new(),
            facts: Vec::new(),
            joint: Default::default(),
        };
        let mut ranks = Vec::new();
        for [before, after] in matched(old, new) {
            let (before, after) = (before.map(|fact| (old, fact)), after.map(|fact| (new, fact)));
            let names = [before, after].map(|side| side.map(|(corpus, fact)| values(corpus, fact)).unwrap_or_default());
            let all = union(&names);
            let own = |side: Option<(&Corpus, FactId)>, names: &Values<'_>, other: &Corpus| {
                side.map(|(corpus, fact)| Own {
                    fact,
                    values: all.iter().map(|name| place(corpus, fact, names, name, other)).collect(),
                    named: names.len(),
                    size: corpus.domain(fact).size,
                })
            };
            let [old_names, new_names] = &names;
            space.facts.push([own(before, old_names, new), own(after, new_names, old)]);
            if let Some((corpus, fact)) = before.or(after) {
                let fact = &corpus.vocabulary.facts[fact];
                if fact.ty == FactType::Mechanisms {
                    space.mechanisms.push(FactId::from_index(space.domains.len()));
                }
                space.domains.push(Domain { size: all.len(), many: fact.is_set() });
                ranks.push(rank(fact));
            }
        }
        let number = |at: usize| FactId::from_index(at);
        space.order = (0..space.facts.len()).map(number).collect();
        space.order.sort_by_key(|fact| (ranks.get(fact.index()).copied(), *fact));
        for (side, joint) in space.joint.iter_mut().enumerate() {
            let known =
                space.facts.iter().enumerate().filter_map(|(at, own)| Some((own.get(side)?.as_ref()?.fact, at)));
            *joint = known.collect::<BTreeMap<_, _>>().into_values().map(number).collect();
        }
        space
    }

    /// The fact here and the values here that make *fact is in set* true for one of the two corpora.
    pub(super) fn literal(&self, which: Which, fact: FactId, set: &CodeSet) -> Option<(FactId, CodeSet)> {
        let joint = *self.joint.get(which as usize)?.get(fact.index())?;
        let values = &self.own(which, joint)?.values;
        let inside = (0..).zip(values).filter(|(_, own)| set.contains(**own)).map(|(here, _)| Code(here));
        Some((joint, CodeSet::of(values.len(), inside)))
    }

    /// Ranks of the values of one of the two corpora, by its own fact and value, as ranks of the values here. What it
    /// does not know comes last.
    pub(super) fn ranked(&self, which: Which, ranks: &[Vec<u16>]) -> Vec<Vec<u16>> {
        let of_fact = |own: &Own| {
            let ranks = ranks.get(own.fact.index()).filter(|ranks| !ranks.is_empty())?;
            let rank = |code: &Code| ranks.get(usize::from(code.0)).copied().unwrap_or(u16::MAX);
            Some(own.values.iter().map(rank).collect())
        };
        let facts = (0..self.facts.len()).map(|at| self.own(which, FactId::from_index(at)));
        facts.map(|own| own.and_then(of_fact).unwrap_or_default()).collect()
    }

    /// The same facts, where no mechanism is in use unless they say so.
    pub(super) fn unassisted(&self, given: &[Known]) -> Vec<Known> {
        let mut facts = given.to_vec();
        for via in &self.mechanisms {
            if let (Some(slot @ Known::Unknown), Some(domain)) =
                (facts.get_mut(via.index()), self.domains.get(via.index()))
            {
                *slot = Known::Many(CodeSet::none(domain.size));
            }
        }
        facts
    }

    /// A request as one of the two corpora has it.
    pub(super) fn request(&self, which: Which, facts: &[Known]) -> Vec<Known> {
        let own = |joint: &FactId| {
            let (Some(known), Some(own)) = (facts.get(joint.index()), self.own(which, *joint)) else {
                return Known::Unknown;
            };
            let there = |code: Code| own.values.get(usize::from(code.0)).copied();
            match known {
                Known::Unknown => Known::Unknown,
                Known::One(code) => there(*code).map_or(Known::Unknown, Known::One),
                Known::Many(codes) => Known::Many(CodeSet::of(own.size, codes.iter().filter_map(there))),
            }
        };
        self.joint.get(which as usize).into_iter().flatten().map(own).collect()
    }

    /// A request of one of the two corpora as it is here.
    pub(super) fn asked(&self, which: Which, facts: &[Known]) -> Vec<Known> {
        let mut asked = vec![Known::Unknown; self.domains.len()];
        for (joint, known) in self.joint.get(which as usize).into_iter().flatten().zip(facts) {
            let (Some(slot), Some(own)) = (asked.get_mut(joint.index()), self.own(which, *joint)) else { continue };
            // A value that only the other corpus can name is not told apart from what neither knows.
            let here = |code: Code| {
                if usize::from(code.0) >= own.named {
                    return None;
                }
                let place = own.values.iter().position(|known| *known == code)?;
                u16::try_from(place).ok().map(Code)
            };
            *slot = match known {
                Known::Unknown => Known::Unknown,
                Known::One(code) => here(*code).map_or(Known::Unknown, Known::One),
                Known::Many(codes) => codes
                    .iter()
                    .map(here)
                    .collect::<Option<Vec<Code>>>()
                    .map_or(Known::Unknown, |codes| Known::Many(CodeSet::of(own.values.len(), codes))),
            };
        }
        asked
    }

    /// Whether only this corpus has the fact.
    pub(super) fn is_lone(&self, which: Which, fact: FactId) -> bool {
        let joint = self.joint.get(which as usize).and_then(|joint| joint.get(fact.index()));
        joint.and_then(|joint| self.facts.get(joint.index())).is_some_and(|own| own.iter().flatten().count() == 1)
    }

    fn own(&self, which: Which, joint: FactId) -> Option<&Own> {
        self.facts.get(joint.index())?.get(which as usize)?.as_ref()
    }
}

/// The facts of two corpora in the order of the old one, then what only the new one has by name. Facts of one name of
/// which one takes sets are two facts.
fn matched(old: &Corpus, new: &Corpus) -> Vec<[Option<FactId>; 2]> {
    let key = |fact: &Fact| (fact.name.clone(), fact.is_set());
    let mut others: BTreeMap<_, FactId> = new.vocabulary.facts.iter().map(|(id, fact)| (key(fact), id)).collect();
    let both = old.vocabulary.facts.iter().map(|(id, fact)| [Some(id), others.remove(&key(fact))]);
    let mut all: Vec<[Option<FactId>; 2]> = both.collect();
    all.extend(others.into_values().map(|id| [None, Some(id)]));
    all
}

/// A value by name. Mechanisms and their kinds could share one.
type ValueName<'c> = (bool, &'c str);

/// The values of a fact that requests can name, each with its number.
type Values<'c> = BTreeMap<ValueName<'c>, Code>;

fn values(corpus: &Corpus, fact: FactId) -> Values<'_> {
    // Mechanisms and their kinds could share a name.
    let kinds = match corpus.vocabulary.facts[fact].ty {
        FactType::Mechanisms => corpus.vocabulary.kinds.len(),
        FactType::Jurisdiction | FactType::Jurisdictions | FactType::Choice(_) | FactType::Flag => 0,
    };
    let code = |at: usize| Code(u16::try_from(at).unwrap_or(u16::MAX));
    (0..corpus.nameable(fact)).map(|at| ((at < kinds, corpus.value_name(fact, code(at))), code(at))).collect()
}

/// The values of both: those that both know first, in the order of the old corpus, then the others by name.
fn union<'c>([old, new]: &[Values<'c>; 2]) -> Vec<ValueName<'c>> {
    let mut shared: Vec<(Code, ValueName<'c>)> =
        old.iter().filter(|(name, _)| new.contains_key(*name)).map(|(name, code)| (*code, *name)).collect();
    shared.sort_unstable();
    let others =
        old.keys().filter(|name| !new.contains_key(*name)).chain(new.keys().filter(|name| !old.contains_key(*name)));
    let mut others: Vec<ValueName<'c>> = others.copied().collect();
    others.sort_unstable();
    shared.into_iter().map(|(_, name)| name).chain(others).collect()
}

/// The number of a value. If the corpus cannot name it: what stands for a mechanism of its kind, else one that lies in
/// no set that law asks for.
fn place(corpus: &Corpus, fact: FactId, values: &Values<'_>, name: &ValueName<'_>, other: &Corpus) -> Code {
    let last = corpus.domain(fact).size.saturating_sub(1);
    let known = values.get(name).copied().or_else(|| unnamed(corpus, fact, name, other));
    known.unwrap_or_else(|| Code::from_index(last.max(values.len())))
}

/// What stands for a mechanism that only the other corpus can name, if this one knows the kind.
fn unnamed(corpus: &Corpus, fact: FactId, (is_kind, name): &ValueName<'_>, other: &Corpus) -> Option<Code> {
    if *is_kind || corpus.vocabulary.facts[fact].ty != FactType::Mechanisms {
        return None;
    }
    let kind = &other.vocabulary.kinds[other.mechanisms[other.mechanism(name)?].kind].name;
    let (id, _) = corpus.vocabulary.kinds.iter().find(|(_, own)| own.name == *kind)?;
    Some(corpus.unnamed_of(id))
}
