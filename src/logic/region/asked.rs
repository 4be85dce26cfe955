//! Which levels each region asks: worked out once a node, however many regions share it.

use hashbrown::HashMap;

use super::diagram::{Diagram, Region};

/// The levels asked by the nodes looked at so far.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// By node: where its bits start.
    starts: HashMap<Region, usize>,
    /// A bit a level, so many words a node.
    bits: Vec<u64>,
    words: usize,
}

impl Asked {
    /// For diagrams of so many levels.
    pub(super) fn new(levels: usize) -> Self {
        Self { words: levels.div_ceil(64), ..Self::default() }
    }

    /// The levels that a region asks, in order.
    pub(super) fn levels<'a>(&'a mut self, diagram: &Diagram, region: Region) -> impl Iterator<Item = u16> + 'a {
        let start = self.start(diagram, region);
        let words = start.and_then(|start| self.bits.get(start..start + self.words)).unwrap_or_default();
        (0..).zip(words).flat_map(|(at, word)| ones(*word).map(move |bit| at * 64 + bit))
    }

    /// Where the bits of a region start; none for *never* and *always*, which ask nothing.
    fn start(&mut self, diagram: &Diagram, region: Region) -> Option<usize> {
        let (level, children) = diagram.root(region)?;
        if let Some(start) = self.starts.get(&region) {
            return Some(*start);
        }
        for child in children {
            self.start(diagram, *child);
        }
        let start = self.bits.len();
        self.bits.resize(start + self.words, 0);
        let (below, own) = self.bits.split_at_mut(start);
        for from in children.iter().filter_map(|child| self.starts.get(child)) {
            let child = below.get(*from..from + own.len()).unwrap_or_default();
            own.iter_mut().zip(child).for_each(|(own, child)| *own |= child);
        }
        if let Some(word) = own.get_mut(usize::from(level / 64)) {
            *word |= 1 << (level % 64);
        }
        self.starts.insert(region, start);
        Some(start)
    }
}

/// The places of the bits that are set.
fn ones(mut word: u64) -> impl Iterator<Item = u16> {
    std::iter::from_fn(move || {
        let bit = u16::try_from(word.trailing_zeros()).ok().filter(|bit| *bit < 64)?;
        word &= word - 1;
        Some(bit)
    })
}
