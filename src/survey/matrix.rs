//! All pairs at a glance: what the law of each jurisdiction requires against what that of each other one forbids.
//!
//! In: a [`Plan`] and jurisdictions. Out: one [`Field`] for each ordered two. Nothing is sampled: every field rests on
//! the exact [regions](super::regions) of its conflicts.

use std::collections::BTreeMap;

use num_bigint::BigUint;
use rayon::prelude::*;

use super::bulk::Plan;
use super::regions::PairRegions;
use crate::law::JurisdictionId;
use crate::logic::Known;
use crate::solve::Outcome;

/// What one legal order requires against what another forbids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Whose law requires.
    pub requiring: JurisdictionId,
    /// Whose law forbids.
    pub forbidding: JurisdictionId,
    /// What there is.
    pub found: Found,
}

/// What there is between two legal orders in one direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// They are one legal order.
    Same,
    /// No request is known to have a conflict; whether all law of both is encoded and everything was looked at.
    Nothing {
        /// Whether it is. If not, silence proves nothing.
        covered: bool,
        /// Whether everything was looked at.
        complete: bool,
    },
    /// Some requests have conflicts.
    Conflicts(Conflicts),
}

/// The conflicts of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflicts {
    /// How many pairs of provisions can collide at worst with each outcome, best outcome first.
    pub by_worst: Vec<(Outcome, usize)>,
    /// How many of them collide only where an arguable exception may apply.
    pub contested: usize,
    /// The worst outcome that some request has.
    pub worst: Outcome,
    /// How many situations have a conflict, as far as these conflicts tell situations apart. `None` if they are too
    /// many to be told apart within the budget.
    pub situations: Option<BigUint>,
    /// Whether every region is exact.
    pub complete: bool,
}

/// Every ordered two of some jurisdictions, row by row. `given` are facts that all requests share.
#[must_use]
pub fn matrix(plan: &Plan<'_, '_>, jurisdictions: &[JurisdictionId], given: &[Known]) -> Vec<Field> {
    let places = 0..jurisdictions.len();
    let couples: Vec<(usize, usize)> =
        places.clone().flat_map(|row| (row..places.end).map(move |column| (row, column))).collect();
    let solved = couples.into_par_iter().flat_map_iter(|(row, column)| {
        let both = jurisdictions.get(row).zip(jurisdictions.get(column)).map(|(a, b)| both(plan, *a, *b, given));
        let there_and_back = both.into_iter().flatten().zip([(row, column), (column, row)]);
        there_and_back.map(|(field, place)| (place, field))
    });
    // By place; on the diagonal the two directions are one field.
    let solved: BTreeMap<(usize, usize), Field> = solved.collect();
    solved.into_values().collect()
}

fn both(plan: &Plan<'_, '_>, a: JurisdictionId, b: JurisdictionId, given: &[Known]) -> [Field; 2] {
    if plan.book.nested(a, b) {
        return [(a, b), (b, a)].map(|(requiring, forbidding)| Field { requiring, forbidding, found: Found::Same });
    }
    let mut pair = PairRegions::new(plan, a, b, given);
    // Before unions are made: these may use the budget up, and change no region that is there already.
    let complete = pair.is_complete();
    [(a, b), (b, a)].map(|(requiring, forbidding)| {
        let found = field(&mut pair, requiring, forbidding, complete);
        Field { requiring, forbidding, found }
    })
}

fn field(
    pair: &mut PairRegions<'_, '_, '_>,
    requiring: JurisdictionId,
    forbidding: JurisdictionId,
    complete: bool,
) -> Found {
    let mut by_worst: BTreeMap<Outcome, usize> = BTreeMap::new();
    let mut regions = Vec::new();
    let mut contested = 0;
    for of in pair.from(requiring) {
        contested += usize::from(of.contested == of.conflict);
        if let Some((worst, _)) = of.outcomes.last() {
            *by_worst.entry(*worst).or_default() += 1;
        }
        regions.push(of.conflict);
    }
    let Some(worst) = by_worst.keys().next_back().copied() else {
        let book = pair.plan().book;
        let encoded = book.corpus.broken.is_empty() && ![requiring, forbidding].into_iter().any(|id| book.has_gap(id));
        return Found::Nothing { covered: complete && encoded, complete };
    };
    let situations = pair.situations(&regions);
    Found::Conflicts(Conflicts { by_worst: by_worst.into_iter().collect(), contested, worst, situations, complete })
}
