//! Situations counted in machine words: over the levels that a region asks they are mostly few enough.

use super::asked::{Asked, ones};
use super::diagram::{Diagram, Region};

/// Stands for a number that does not fit.
const MANY: u128 = u128::MAX;

/// What is known of nodes looked at so far.
#[derive(Debug, Clone)]
pub(super) struct Few {
    /// By number of a node: how many assignments of the levels that it asks lie in it; zero where that is not known.
    known: Vec<u128>,
    /// By level: how many branches it has.
    arity: Vec<u16>,
    /// The levels with two branches, a bit each.
    binary: Vec<u64>,
}

impl Few {
    /// For diagrams over levels with so many branches.
    pub(super) fn new(arity: Vec<u16>) -> Self {
        let two = |levels: &[u16]| (0..).zip(levels).map(|(bit, arity)| u64::from(*arity == 2) << bit).sum();
        let binary = arity.chunks(64).map(two).collect();
        Self { known: Vec::new(), arity, binary }
    }

    /// How many assignments of the levels that a region asks lie in it; `None` if they are too many.
    pub(super) fn count(&mut self, diagram: &Diagram, asked: &mut Asked, region: Region) -> Option<u128> {
        asked.look(diagram, region);
        let count = self.of(diagram, asked, region);
        (count != MANY).then_some(count)
    }

    fn of(&mut self, diagram: &Diagram, asked: &Asked, region: Region) -> u128 {
        let Some((level, children)) = diagram.root(region) else { return u128::from(region == Region::ALWAYS) };
        match self.known.get(region.index()) {
            Some(known) if *known != 0 => return *known,
            Some(_) => {}
            None => self.known.resize(region.index() + 1, 0),
        }
        let mut sum: u128 = 0;
        for child in children {
            let below = self.of(diagram, asked, *child);
            if below != 0 {
                let all = self.times_open(below, level, asked.known(region), asked.known(*child));
                sum = sum.saturating_add(all);
            }
        }
        if let Some(slot) = self.known.get_mut(region.index()) {
            *slot = sum;
        }
        sum
    }

    /// A number times the assignments of the levels that a node asks and its child does not, without the node's own.
    fn times_open(&self, number: u128, own: u16, asked: &[u64], below: &[u64]) -> u128 {
        let (mut twos, mut number) = (0, number);
        for (at, (asked, binary)) in asked.iter().zip(&self.binary).enumerate() {
            let mut open = asked & !below.get(at).copied().unwrap_or(0);
            if usize::from(own / 64) == at {
                open &= !(1 << (own % 64));
            }
            twos += (open & binary).count_ones();
            for bit in ones(&[open & !binary]) {
                let arity = self.arity.get(at * 64 + usize::from(bit)).copied().unwrap_or(1);
                number = number.saturating_mul(u128::from(arity));
            }
        }
        if number.leading_zeros() > twos { number << twos } else { MANY }
    }
}
