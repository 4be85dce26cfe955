//! How many requests a region holds.

use std::collections::BTreeMap;

use num_bigint::BigUint;

use super::{Level, Region, Regions};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Situations: values of one class are one. Only facts count that the region asks for.
    Situations,
    /// Requests: every value counts, and every set of values, of every fact of the layout.
    Requests,
}

impl Regions {
    /// How many requests or situations a region holds, exactly.
    #[must_use]
    pub fn count(&self, region: Region, weight: Weight) -> BigUint {
        let levels = match weight {
            Weight::Situations => self.levels_of(region),
            Weight::Requests => (0..u16::try_from(self.layout.levels.len()).unwrap_or(u16::MAX)).collect(),
        };
        let total = |level: &u16| {
            let branches = 0..self.diagram.arity(*level);
            branches.map(|branch| self.weight(weight, *level, branch)).sum()
        };
        let totals = levels.iter().map(total).collect();
        let mut count = Count { regions: self, weight, levels, totals, known: BTreeMap::new() };
        count.from(region, 0)
    }

    /// What one branch of a level stands for.
    fn weight(&self, weight: Weight, level: u16, branch: u16) -> BigUint {
        let Some(Level { fact, class }) = self.layout.level(level) else { return BigUint::ZERO };
        match (weight, class) {
            (Weight::Situations, _) => BigUint::from(1u8),
            (Weight::Requests, None) => BigUint::from(self.layout.members(fact, branch).count()),
            // The set has no value of the class, or some of them.
            (Weight::Requests, Some(_)) if branch == 0 => BigUint::from(1u8),
            (Weight::Requests, Some(class)) => {
                (BigUint::from(1u8) << self.layout.members(fact, class).count()) - BigUint::from(1u8)
            }
        }
    }
}

struct Count<'r> {
    regions: &'r Regions,
    weight: Weight,
    /// The levels that count, in order.
    levels: Vec<u16>,
    /// How many assignments each of them has.
    totals: Vec<BigUint>,
    known: BTreeMap<Region, BigUint>,
}

impl Count<'_> {
    /// How many assignments of the levels from a place on lie in a region that asks none before it.
    fn from(&mut self, region: Region, place: usize) -> BigUint {
        if region == Region::NEVER {
            return BigUint::ZERO;
        }
        let Some((level, children)) = self.regions.diagram.root(region) else {
            return self.skipped(place, self.levels.len());
        };
        let at = self.levels.binary_search(&level).unwrap_or_default();
        let skipped = self.skipped(place, at);
        if let Some(known) = self.known.get(&region) {
            return skipped * known;
        }
        let children = children.to_vec();
        let mut sum = BigUint::ZERO;
        for (branch, child) in (0..).zip(children) {
            sum += self.regions.weight(self.weight, level, branch) * self.from(child, at + 1);
        }
        self.known.insert(region, sum.clone());
        skipped * sum
    }

    /// How many assignments the levels between two places have.
    fn skipped(&self, from: usize, to: usize) -> BigUint {
        self.totals.get(from..to).unwrap_or_default().iter().product()
    }
}
