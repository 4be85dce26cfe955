//! Requests that never occur, because the vocabulary says that some facts never come together.

use crate::logic::{FactId, Formula, Formulas, Region, Regions, eval};

/// The combinations of facts that never occur, each with its facts.
#[derive(Debug, Default)]
pub(super) struct Never(Vec<(Region, Vec<FactId>)>);

impl Never {
    /// These combinations, each for itself.
    pub(super) fn new(regions: &mut Regions, formulas: &Formulas, combinations: &[Formula]) -> Self {
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
        let mut left = region;
        for (never, facts) in &self.0 {
            let rest = regions.without(left, *never);
            if rest != left {
                let asked = regions.support(left);
                left = if facts.iter().all(|fact| asked.contains(fact)) { rest } else { left };
            }
        }
        left
    }
}
