//! How many requests a region holds.

use hashbrown::HashMap;
use num_bigint::BigUint;

use super::diagram::Diagram;
use super::{Layout, Level, Region, Regions};

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
    pub fn count(&mut self, region: Region, weight: Weight) -> BigUint {
        if weight == Weight::Situations
            && let Some(few) = self.few.count(&self.diagram, &mut self.asked, region)
        {
            return few.into();
        }
        self.many(region, weight)
    }

    /// The same with numbers of any size.
    pub(super) fn many(&mut self, region: Region, weight: Weight) -> BigUint {
        let counts = match weight {
            Weight::Situations => &mut self.situations,
            Weight::Requests => &mut self.requests,
        };
        let counts = counts.get_or_insert_with(|| Counts::new(&self.layout, weight));
        let all = counts.from(&self.layout, &self.diagram, region, 0);
        match weight {
            Weight::Situations => counts.skips.but(all, self.asked.levels(&self.diagram, region)),
            Weight::Requests => all,
        }
    }
}

impl Layout {
    /// What one branch of a level stands for.
    fn weight(&self, weight: Weight, level: u16, branch: u16) -> BigUint {
        let Some(Level { fact, class }) = self.level(level) else { return BigUint::ZERO };
        match (weight, class) {
            (Weight::Situations, _) => BigUint::ONE,
            (Weight::Requests, None) => BigUint::from(self.members(fact, branch).count()),
            // The set has no value of the class, or some of them.
            (Weight::Requests, Some(_)) if branch == 0 => BigUint::ONE,
            (Weight::Requests, Some(class)) => (BigUint::ONE << self.members(fact, class).count()) - BigUint::ONE,
        }
    }
}

/// How many assignments runs of levels have. Most levels have two branches, or as many assignments as a set has
/// subsets: powers of two are added up as powers, so that a run is a shift and a few small factors.
#[derive(Debug, Clone)]
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
    fn over(&self, number: &BigUint, from: usize, to: usize) -> BigUint {
        if from >= to {
            return number.clone();
        }
        let start = self.odd.partition_point(|(place, _)| *place < from);
        let odd = self.odd.iter().skip(start).take_while(|(place, _)| *place < to);
        odd.fold(number << (self.power(to) - self.power(from)), |number, (_, factor)| number * factor)
    }

    /// A number that counts the assignments of all levels, counted over some of them only, where the others make no
    /// difference. The others divide it without a rest.
    fn but(&self, number: BigUint, asked: impl Iterator<Item = u16>) -> BigUint {
        let mut twos = self.powers.last().copied().unwrap_or(0);
        let mut odd = self.odd.iter().peekable();
        let mut number = number;
        for place in asked.map(usize::from) {
            twos -= self.power(place + 1) - self.power(place);
            while let Some((_, factor)) = odd.next_if(|(other, _)| *other < place) {
                number /= factor;
            }
            odd.next_if(|(other, _)| *other == place);
        }
        odd.fold(number, |number, (_, factor)| number / factor) >> twos
    }

    /// The power of two of all levels before a place.
    fn power(&self, place: usize) -> u64 {
        self.powers.get(place).copied().unwrap_or(0)
    }
}

/// What is known of counts of one weight: regions share most of their nodes, and each node is counted once.
#[derive(Debug, Clone)]
pub(super) struct Counts {
    weight: Weight,
    skips: Skips,
    /// By node: how many assignments of its level and of all below it lie in it.
    known: HashMap<Region, BigUint>,
}

impl Counts {
    fn new(layout: &Layout, weight: Weight) -> Self {
        let levels = 0..u16::try_from(layout.levels.len()).unwrap_or(u16::MAX);
        let total = |level| (0..layout.arity_of(level)).map(|branch| layout.weight(weight, level, branch)).sum();
        Self { weight, skips: Skips::new(levels.map(total)), known: HashMap::new() }
    }

    /// How many assignments of the levels from a place on lie in a region that asks none before it.
    fn from(&mut self, layout: &Layout, diagram: &Diagram, region: Region, place: usize) -> BigUint {
        if region == Region::NEVER {
            return BigUint::ZERO;
        }
        let Some((level, children)) = diagram.root(region) else {
            return self.skips.over(&BigUint::ONE, place, layout.levels.len());
        };
        let at = usize::from(level);
        if let Some(known) = self.known.get(&region) {
            return self.skips.over(known, place, at);
        }
        let mut sum = BigUint::ZERO;
        for (branch, child) in (0..).zip(children) {
            let below = self.from(layout, diagram, *child, at + 1);
            sum += match self.weight {
                Weight::Situations => below,
                Weight::Requests => below * layout.weight(self.weight, level, branch),
            };
        }
        let from_place = self.skips.over(&sum, place, at);
        self.known.insert(region, sum);
        from_place
    }
}
