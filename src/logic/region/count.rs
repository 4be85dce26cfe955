//! How many requests a region holds.

use hashbrown::HashMap;
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
        let skips = Skips::new(levels.iter().map(total));
        let mut count = Count { regions: self, weight, levels, skips, known: HashMap::new() };
        count.from(region, 0)
    }

    /// What one branch of a level stands for.
    fn weight(&self, weight: Weight, level: u16, branch: u16) -> BigUint {
        let Some(Level { fact, class }) = self.layout.level(level) else { return BigUint::ZERO };
        match (weight, class) {
            (Weight::Situations, _) => BigUint::ONE,
            (Weight::Requests, None) => BigUint::from(self.layout.members(fact, branch).count()),
            // The set has no value of the class, or some of them.
            (Weight::Requests, Some(_)) if branch == 0 => BigUint::ONE,
            (Weight::Requests, Some(class)) => {
                (BigUint::ONE << self.layout.members(fact, class).count()) - BigUint::ONE
            }
        }
    }
}

/// How many assignments runs of levels have. Most levels have two branches, or as many assignments as a set has
/// subsets: powers of two are added up as powers, so that a run is a shift and a few small factors.
struct Skips {
    /// By place: the power of two of all levels before it.
    powers: Vec<u64>,
    /// The places whose level has an odd factor, with it.
    odd: Vec<(usize, BigUint)>,
}

impl Skips {
    fn new(totals: impl Iterator<Item = BigUint>) -> Self {
        let (mut powers, mut odd, mut power) = (vec![0], Vec::new(), 0);
        for (place, total) in totals.enumerate() {
            let twos = total.trailing_zeros().unwrap_or(0);
            let rest = total >> twos;
            if rest != BigUint::ONE {
                odd.push((place, rest));
            }
            power += twos;
            powers.push(power);
        }
        Self { powers, odd }
    }

    /// A number times the assignments of the levels between two places.
    fn over(&self, number: BigUint, from: usize, to: usize) -> BigUint {
        if from >= to {
            return number;
        }
        let power = |place: usize| self.powers.get(place).copied().unwrap_or(0);
        let start = self.odd.partition_point(|(place, _)| *place < from);
        let odd = self.odd.iter().skip(start).take_while(|(place, _)| *place < to);
        odd.fold(number, |number, (_, factor)| number * factor) << (power(to) - power(from))
    }
}

struct Count<'r> {
    regions: &'r Regions,
    weight: Weight,
    /// The levels that count, in order.
    levels: Vec<u16>,
    skips: Skips,
    known: HashMap<Region, BigUint>,
}

impl Count<'_> {
    /// How many assignments of the levels from a place on lie in a region that asks none before it.
    fn from(&mut self, region: Region, place: usize) -> BigUint {
        if region == Region::NEVER {
            return BigUint::ZERO;
        }
        let regions = self.regions;
        let Some((level, children)) = regions.diagram.root(region) else {
            return self.skips.over(BigUint::ONE, place, self.levels.len());
        };
        let at = self.levels.binary_search(&level).unwrap_or_default();
        if let Some(known) = self.known.get(&region) {
            return self.skips.over(known.clone(), place, at);
        }
        let mut sum = BigUint::ZERO;
        for (branch, child) in (0..).zip(children) {
            let below = self.from(*child, at + 1);
            let weight = regions.weight(self.weight, level, branch);
            sum += if weight == BigUint::ONE { below } else { weight * below };
        }
        self.known.insert(region, sum.clone());
        self.skips.over(sum, place, at)
    }
}
