//! Requests that never occur, because the vocabulary says that some facts never come together.

use std::collections::BTreeSet;

use crate::logic::{Basis, FactId, Formula, Formulas, Lit, Region, Regions, eval};

/// The combinations of facts that never occur, each with its facts.
#[derive(Debug, Default)]
pub(crate) struct Never(Vec<(Region, Vec<FactId>)>);

impl Never {
    /// These combinations, each for itself.
    pub(crate) fn new(regions: &mut Regions, formulas: &Formulas, combinations: &[Formula]) -> Self {
        let combinations = combinations.iter().map(|formula| {
            let region = eval(regions, formulas, *formula);
            let facts = regions.support(region);
            (region, facts)
        });
        Self(combinations.filter(|(region, _)| *region != Region::NEVER).collect())
    }

    /// A region without the requests that never occur, as far as it asks for the facts that say so: no fact is brought
    /// in that makes no difference otherwise.
    pub(super) fn left(&self, regions: &mut Regions, region: Region) -> Region {
        self.left_of(regions, region, &[])
    }

    /// The same of a region that is cut into such parts: they can ask for facts that the whole does not ask for.
    pub(super) fn left_of(&self, regions: &mut Regions, region: Region, parts: &[Region]) -> Region {
        let mut left = region;
        for (never, facts) in &self.0 {
            let rest = regions.without(left, *never);
            if rest != left && asks(regions, left, parts, facts) {
                left = rest;
            }
        }
        left
    }
}

/// Whether a region, or one of the parts that it is cut into, asks for each of these facts.
fn asks(regions: &mut Regions, region: Region, parts: &[Region], facts: &[FactId]) -> bool {
    let own = regions.support(region);
    let mut others = facts.iter().filter(|fact| !own.contains(fact));
    others.all(|fact| parts.iter().any(|part| regions.support(*part).contains(fact)))
}

/// Of some combinations that never occur those that speak only of facts of which these literals speak, or that are given.
/// Their own literals are added.
pub(crate) fn occurring(
    basis: &Basis<'_>,
    literals: &mut BTreeSet<Lit>,
    combinations: impl IntoIterator<Item = Formula>,
) -> Vec<Formula> {
    let impossible = basis.within(literals, combinations);
    literals.extend(basis.mentioned(impossible.iter().copied()));
    impossible
}
