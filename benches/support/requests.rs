//! Random requests against any lawbook: every fact is drawn on its own.
//!
//! Places are drawn three times out of four from those whose own law is encoded, so that norms apply. A set fact has up
//! to three values; the mechanisms in use are mostly none.

use comity::law::FactType;
use comity::lawbook::{Lawbook, code};
use comity::logic::{BLOCK, Block, Column, FactId, UNKNOWN};

use super::Random;

/// Random requests, in blocks that do not depend on one another.
#[derive(Debug, Clone)]
pub(crate) struct Requests<'b, 'c> {
    book: &'b Lawbook<'c>,
    /// The places whose own law is encoded.
    pub(crate) encoded: Vec<u16>,
    /// Out of a hundred places, how many are of these.
    pub(crate) share: usize,
    /// How many of a hundred facts are left unknown.
    unknown: usize,
    seed: u64,
}

impl<'b, 'c> Requests<'b, 'c> {
    /// Requests of which this share of facts, in percent, is unknown.
    pub(crate) fn new(book: &'b Lawbook<'c>, unknown: usize, seed: u64) -> Self {
        let ids = book.corpus.jurisdictions.ids();
        let encoded = ids.filter(|id| !book.norms_of(*id).is_empty()).map(|id| code(id).0).collect();
        Self { book, encoded, share: 75, unknown, seed }
    }

    /// The blocks of this many requests.
    pub(crate) fn blocks(&self, requests: usize) -> Vec<Block> {
        let lens = (0..requests).step_by(BLOCK).map(|start| BLOCK.min(requests - start));
        lens.enumerate().map(|(number, len)| self.block(number as u64, len)).collect()
    }

    /// One block.
    pub(crate) fn block(&self, number: u64, len: usize) -> Block {
        let mut random = Random::new(self.seed.wrapping_add(number << 32));
        let mut block = Block::new(&self.book.domains);
        block.fill(len, |fact, column| match column {
            Column::One(codes) => codes.extend(
                (0..len).map(|_| if random.percent(self.unknown) { UNKNOWN } else { self.value(fact, &mut random) }),
            ),
            Column::Many { ends, codes } => {
                for _ in 0..len {
                    if random.percent(self.unknown) {
                        codes.push(UNKNOWN);
                    } else {
                        codes.extend(self.values(fact, &mut random));
                    }
                    ends.push(u32::try_from(codes.len()).unwrap());
                }
            }
        });
        block
    }

    /// A value of a fact; never one that stands for what the corpus does not know.
    fn value(&self, fact: FactId, random: &mut Random) -> u16 {
        let corpus = self.book.corpus;
        if corpus.vocabulary.facts[fact].is_jurisdictional() && random.percent(self.share) {
            return *random.one(&self.encoded);
        }
        u16::try_from(random.below(corpus.nameable(fact))).unwrap()
    }

    fn values(&self, fact: FactId, random: &mut Random) -> Vec<u16> {
        let count = match self.book.corpus.vocabulary.facts[fact].ty {
            FactType::Mechanisms => usize::from(random.percent(20)),
            _ => 1 + random.below(3),
        };
        let mut values: Vec<u16> = (0..count).map(|_| self.value(fact, random)).collect();
        values.sort_unstable();
        values.dedup();
        values
    }
}
