//! The facts that a space varies, each with its values as far as the law tells them apart.

use std::collections::BTreeMap;

use crate::law::{FactId, Id as _, Space};
use crate::logic::{Known, Lit, Truth, UNKNOWN};
use crate::survey::bulk::{Fixed, Matters, Plan};

/// A fact that a space varies.
#[derive(Debug, Clone)]
pub(super) struct Dial {
    /// The fact.
    pub fact: FactId,
    /// Whether its values are jurisdictions.
    pub is_place: bool,
    /// What it can be set to.
    pub settings: Vec<Setting>,
    /// The literals that speak of the fact, each with its truth by setting.
    pub literals: Vec<(Lit, Vec<Truth>)>,
}

/// Values of a fact that the law does not tell apart anywhere in the space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Setting {
    /// Their places among the values of the space; the first one stands for all.
    pub members: Vec<u32>,
    /// The first one as codes.
    pub codes: Vec<u16>,
    /// Whether it is unknown.
    pub unknown: bool,
}

/// Some of a dial's settings that do not differ any more: one of them, and how many values of the space they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Choice {
    pub setting: u32,
    pub weight: u64,
}

impl Dial {
    /// A dial with every value of the space on its own.
    pub(super) fn new(plan: &Plan<'_, '_>, space: &Space, fact: FactId) -> Self {
        let values = space.values(fact);
        let settings = values.iter().enumerate().map(|(at, known)| Setting {
            members: vec![u32::try_from(at).unwrap_or(u32::MAX)],
            codes: codes(known),
            unknown: *known == Known::Unknown,
        });
        let literals = plan.literals_of(fact);
        let literals =
            literals.map(|(lit, literal)| (lit, values.iter().map(|known| literal.truth_of(known)).collect()));
        let is_place = plan.book.place_facts().contains(&fact);
        Self { fact, is_place, settings: settings.collect(), literals: literals.collect() }
    }

    /// Says of every literal of this dial what the settings agree on.
    pub(super) fn leave_open(&self, fixed: &mut Fixed) {
        for (lit, truths) in &self.literals {
            let first = truths.first().copied();
            let agreed = first.filter(|first| truths.iter().all(|truth| truth == first));
            set(&mut fixed.literals, lit.0 as usize, agreed);
        }
        let first = self.settings.first().map(|setting| setting.unknown);
        let agreed = first.filter(|first| self.settings.iter().all(|setting| setting.unknown == *first));
        set(&mut fixed.unknown, self.fact.index(), agreed);
    }

    /// Says of every literal of this dial what one setting says.
    pub(super) fn fix(&self, setting: u32, fixed: &mut Fixed) {
        for (lit, truths) in &self.literals {
            set(&mut fixed.literals, lit.0 as usize, truths.get(setting as usize).copied());
        }
        let unknown = self.settings.get(setting as usize).map(|setting| setting.unknown);
        set(&mut fixed.unknown, self.fact.index(), unknown);
    }

    /// How many literals of this dial still matter.
    pub(super) fn pull(&self, matters: &Matters<'_, '_, '_>) -> usize {
        self.literals.iter().filter(|(lit, _)| matters.is_live(*lit)).count()
    }

    /// The settings that still differ, in order of their first members.
    pub(super) fn choices(&self, matters: &Matters<'_, '_, '_>) -> Vec<Choice> {
        let mut choices: Vec<Choice> = Vec::new();
        for (at, class) in self.classes(matters).into_iter().enumerate() {
            let weight = self.settings.get(at).map_or(0, |setting| setting.members.len() as u64);
            match choices.get_mut(class) {
                Some(choice) => choice.weight += weight,
                None => choices.push(Choice { setting: u32::try_from(at).unwrap_or(u32::MAX), weight }),
            }
        }
        choices
    }

    /// The same dial with settings that do not differ taken together.
    pub(super) fn merged(&self, matters: &Matters<'_, '_, '_>) -> Self {
        let mut merged = Self { settings: Vec::new(), literals: Vec::new(), ..self.clone() };
        let mut firsts = Vec::new();
        for ((at, setting), class) in self.settings.iter().enumerate().zip(self.classes(matters)) {
            match merged.settings.get_mut(class) {
                Some(known) => known.members.extend_from_slice(&setting.members),
                None => {
                    merged.settings.push(setting.clone());
                    firsts.push(at);
                }
            }
        }
        let of_firsts = |truths: &Vec<Truth>| firsts.iter().filter_map(|at| truths.get(*at).copied()).collect();
        merged.literals = self.literals.iter().map(|(lit, truths)| (*lit, of_firsts(truths))).collect();
        merged
    }

    /// The class of each setting; classes are numbered in the order in which they first occur.
    fn classes(&self, matters: &Matters<'_, '_, '_>) -> Vec<usize> {
        let apart = self.is_place && matters.open_places();
        let mut classes = vec![0_usize; self.settings.len()];
        if apart {
            let unknown = self.settings.iter().map(|setting| setting.unknown);
            refine(&mut classes, unknown);
        }
        for (_, truths) in self.literals.iter().filter(|(lit, _)| matters.is_live(*lit)) {
            refine(&mut classes, truths.iter());
        }
        classes
    }
}

/// Splits classes by what is said of each member.
fn refine<T: Ord>(classes: &mut [usize], said: impl Iterator<Item = T>) {
    let mut numbers: BTreeMap<(usize, T), usize> = BTreeMap::new();
    for (class, said) in classes.iter_mut().zip(said) {
        let next = numbers.len();
        *class = *numbers.entry((*class, said)).or_insert(next);
    }
}

/// A value as a block holds it.
pub(super) fn codes(known: &Known) -> Vec<u16> {
    match known {
        Known::Unknown => vec![UNKNOWN],
        Known::One(code) => vec![code.0],
        Known::Many(set) => set.iter().map(|code| code.0).collect(),
    }
}

fn set<T>(slots: &mut [T], at: usize, value: T) {
    if let Some(slot) = slots.get_mut(at) {
        *slot = value;
    }
}
