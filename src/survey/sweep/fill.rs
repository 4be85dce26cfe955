//! Requests made on the fly: leaves of the tree become blocks.

use std::iter::repeat_n;
use std::rc::Rc;

use super::tree::{Leaf, Tree};
use crate::law::FactId;
use crate::logic::{BLOCK, Block, Column, Domain};

/// Leaves until they fill a block.
pub(super) struct Batch<'t> {
    tree: &'t Tree,
    block: Block,
    pieces: Vec<Piece>,
    len: usize,
}

/// Some requests of a leaf, side by side.
pub(super) struct Piece {
    pub leaf: Rc<Leaf>,
    /// The number of the first one in the leaf.
    pub from: usize,
    pub len: usize,
}

/// A block of requests, and the leaves that they come from.
pub(super) struct Rows<'r> {
    pub block: &'r Block,
    pub pieces: &'r [Piece],
}

impl<'t> Batch<'t> {
    pub(super) fn new(tree: &'t Tree, domains: &[Domain]) -> Self {
        Self { tree, block: Block::new(domains), pieces: Vec::new(), len: 0 }
    }

    /// Adds the requests of a leaf; `full` gets every block that is full.
    pub(super) fn push(&mut self, leaf: Leaf, mut full: impl FnMut(Rows<'_>)) {
        let (all, leaf) = (leaf.len(), Rc::new(leaf));
        let mut from = 0;
        while from < all {
            let len = (all - from).min(BLOCK - self.len);
            self.pieces.push(Piece { leaf: Rc::clone(&leaf), from, len });
            self.len += len;
            from += len;
            if self.len == BLOCK {
                self.flush(&mut full);
            }
        }
    }

    /// Hands out what is there, if there is anything.
    pub(super) fn flush(&mut self, mut full: impl FnMut(Rows<'_>)) {
        if self.len > 0 {
            let Self { tree, block, pieces, len } = self;
            block.fill(*len, |fact, column| pieces.iter().for_each(|piece| fill(tree, piece, fact, column)));
            full(Rows { block, pieces });
        }
        self.pieces.clear();
        self.len = 0;
    }
}

/// Adds what the requests of a piece say of a fact.
fn fill(tree: &Tree, piece: &Piece, fact: FactId, column: &mut Column) {
    match tree.dials.iter().position(|dial| dial.fact == fact) {
        None => repeat(tree.codes.get(usize::from(fact.0)).map_or(&[], Vec::as_slice), piece.len, column),
        Some(dial) => {
            for (setting, len) in piece.runs(dial) {
                let codes = tree.dials.get(dial).and_then(|dial| dial.settings.get(setting as usize));
                repeat(codes.map_or(&[], |setting| &setting.codes), len, column);
            }
        }
    }
}

fn repeat(value: &[u16], times: usize, column: &mut Column) {
    match column {
        Column::One(codes) => codes.extend(repeat_n(value.first().copied().unwrap_or(crate::logic::UNKNOWN), times)),
        Column::Many { ends, codes } => {
            for _ in 0..times {
                codes.extend_from_slice(value);
                ends.push(u32::try_from(codes.len()).unwrap_or(u32::MAX));
            }
        }
    }
}

impl Piece {
    /// How a dial is set for the requests of the piece, in runs of equal settings.
    fn runs(&self, dial: usize) -> impl Iterator<Item = (u32, usize)> {
        let open = self.leaf.open.iter().position(|(at, _)| *at == dial);
        let (choices, stride) = match open.and_then(|at| Some((self.leaf.open.get(at)?, self.leaf.stride(at)))) {
            Some(((_, choices), stride)) => (choices.as_slice(), stride),
            None => (&[][..], usize::MAX),
        };
        let fixed = self.leaf.digits.get(dial).copied().unwrap_or(0);
        let (mut at, end) = (self.from, self.from + self.len);
        std::iter::from_fn(move || {
            (at < end).then(|| {
                let choice = choices.get((at / stride) % choices.len().max(1));
                let run = (stride - at % stride).min(end - at);
                at += run;
                (choice.map_or(fixed, |choice| choice.setting), run)
            })
        })
    }

    /// For how many requests of the space each request of the piece stands.
    pub(super) fn weights(&self, weights: &mut Vec<u64>) {
        let start = weights.len();
        weights.extend(repeat_n(self.leaf.weight, self.len));
        for (at, (_, choices)) in self.leaf.open.iter().enumerate() {
            let stride = self.leaf.stride(at);
            if choices.iter().all(|choice| choice.weight == 1) {
                continue;
            }
            for (row, weight) in (self.from..).zip(weights.iter_mut().skip(start)) {
                *weight *= choices.get((row / stride) % choices.len()).map_or(1, |choice| choice.weight);
            }
        }
    }

    /// How every dial is set for one request of the piece.
    pub(super) fn digits(&self, row: usize) -> Vec<u32> {
        let mut digits = self.leaf.digits.clone();
        for (at, (dial, choices)) in self.leaf.open.iter().enumerate() {
            let choice = choices.get(((self.from + row) / self.leaf.stride(at)) % choices.len().max(1));
            if let (Some(digit), Some(choice)) = (digits.get_mut(*dial), choice) {
                *digit = choice.setting;
            }
        }
        digits
    }
}
