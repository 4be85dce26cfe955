//! Which levels each region asks: worked out once a node, however many regions share it.

use super::diagram::{Diagram, Region};

/// The levels asked by the nodes looked at so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    /// By number of a node: where its bits start, counted from one; zero where it was not looked at.
    starts: Vec<u32>,
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
        ones(self.bits(diagram, region))
    }

    /// The levels that a region asks, a bit each; no words for *never* and *always*.
    pub(super) fn bits(&mut self, diagram: &Diagram, region: Region) -> &[u64] {
        self.look(diagram, region);
        self.known(region)
    }

    /// The same of a region that was looked at, as part of another perhaps.
    pub(super) fn known(&self, region: Region) -> &[u64] {
        let start = self.start(region);
        start.and_then(|start| self.bits.get(start..start + self.words)).unwrap_or_default()
    }

    /// Where the bits of a node start that was looked at.
    fn start(&self, region: Region) -> Option<usize> {
        self.starts.get(region.index())?.checked_sub(1).map(|start| start as usize)
    }

    /// Works out the levels of a region and of all its parts, for [`Asked::known`].
    pub(super) fn look(&mut self, diagram: &Diagram, region: Region) {
        let Some((level, children)) = diagram.root(region) else { return };
        if self.start(region).is_some() {
            return;
        }
        for child in children {
            self.look(diagram, *child);
        }
        let start = self.bits.len();
        self.bits.resize(start + self.words, 0);
        let (below, own) = self.bits.split_at_mut(start);
        for from in children.iter().filter_map(|child| self.starts.get(child.index())?.checked_sub(1)) {
            let child = below.get(from as usize..from as usize + own.len()).unwrap_or_default();
            own.iter_mut().zip(child).for_each(|(own, child)| *own |= child);
        }
        if let Some(word) = own.get_mut(usize::from(level / 64)) {
            *word |= 1 << (level % 64);
        }
        if self.starts.len() <= region.index() {
            self.starts.resize(region.index() + 1, 0);
        }
        if let Some(slot) = self.starts.get_mut(region.index()) {
            *slot = u32::try_from(start + 1).unwrap_or(0);
        }
    }
}

/// The places of the bits that are set, in order.
pub(super) fn ones(words: &[u64]) -> impl Iterator<Item = u16> + '_ {
    (0..).zip(words).flat_map(|(at, word)| {
        let mut word = *word;
        std::iter::from_fn(move || {
            let bit = u16::try_from(word.trailing_zeros()).ok().filter(|bit| *bit < 64)?;
            word &= word - 1;
            Some(at * 64 + bit)
        })
    })
}
