//! One request after another, as a good Rust loop does it: norms are found by owner, conditions are lists of tests that
//! stop at the first that fails, a test is a bit in a table. For requests that leave nothing unknown.

use comity::law::{FactId, Id};
use comity::lawbook::{Lawbook, code, jurisdiction};
use comity::logic::{Block, Lit};
use comity::survey::bulk::Counts;

use crate::law::{Gate, Law, NONE, Norm};

/// The loop with its tables and buffers.
pub(crate) struct Indexed<'l> {
    law: &'l Law,
    facts: Vec<FactId>,
    /// By literal: its fact, and by value whether it holds.
    tests: Vec<(u16, Vec<u64>)>,
    /// By place: the owners of norms that are involved if it is named.
    involves: Vec<Vec<u16>>,
    /// By owner: its norms that require and that forbid, each with its tests without the place.
    norms: Vec<[Vec<(u32, Tests)>; 2]>,
    seen: Vec<u32>,
    round: u32,
    musts: Vec<(u32, bool)>,
    nots: Vec<(u32, bool)>,
    /// The conflicts of the last block, pair times two plus whether contested.
    pub(crate) found: Vec<u32>,
}

#[derive(Clone)]
struct Tests {
    applies: Vec<u32>,
    disputed: Vec<u32>,
}

impl<'l> Indexed<'l> {
    pub(crate) fn new(book: &Lawbook<'_>, law: &'l Law) -> Self {
        let tests = law.formulas.literals().iter().map(|literal| {
            let mut bits = vec![0_u64; book.domains[literal.fact.index()].size.div_ceil(64)];
            literal.set.iter().for_each(|code| bits[usize::from(code.0) / 64] |= 1 << (code.0 % 64));
            (literal.fact.0, bits)
        });
        let ids = || book.corpus.jurisdictions.ids();
        let mut norms: Vec<[Vec<(u32, Tests)>; 2]> = ids().map(|_| Default::default()).collect();
        for (side, all) in [&law.musts, &law.nots].into_iter().enumerate() {
            for (number, norm) in (0..).zip(all) {
                norms[norm.owner.index()][side].push((number, tests_of(law, norm)));
            }
        }
        let has_norms = |owner: u16| norms[usize::from(owner)].iter().any(|norms| !norms.is_empty());
        let involves = ids().map(|place| {
            let order = book.legal_order(place).iter().map(|owner| code(jurisdiction(owner)).0);
            order.filter(|owner| has_norms(*owner)).collect()
        });
        Self {
            law,
            facts: book.place_facts().to_vec(),
            tests: tests.collect(),
            involves: involves.collect(),
            seen: vec![0; norms.len()],
            norms,
            round: 0,
            musts: Vec::new(),
            nots: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Lists the conflicts of a block, and counts them.
    pub(crate) fn find(&mut self, block: &Block) -> Counts {
        self.found.clear();
        let mut counts = Counts::default();
        for request in 0..block.len() {
            self.apply(block, request);
            let width = self.law.nots.len();
            for (must, required) in &self.musts {
                let pairs = &self.law.pair_at[*must as usize * width..][..width];
                for (not, forbidden) in &self.nots {
                    let pair = pairs[*not as usize];
                    if pair != NONE {
                        let contested = *required || *forbidden;
                        self.found.push(pair * 2 + u32::from(contested));
                        counts.contested += u64::from(contested);
                        counts.certain += u64::from(!contested);
                    }
                }
            }
        }
        counts
    }

    /// Which norms apply to a request, and whether each is disputed.
    fn apply(&mut self, block: &Block, request: usize) {
        self.round += 1;
        self.musts.clear();
        self.nots.clear();
        for fact in &self.facts {
            for place in block.column(*fact).unwrap().codes(request) {
                let owners = self.involves.get(usize::from(*place)).map_or(&[][..], Vec::as_slice);
                for owner in owners.iter().map(|owner| usize::from(*owner)) {
                    if std::mem::replace(&mut self.seen[owner], self.round) == self.round {
                        continue;
                    }
                    let [musts, nots] = &self.norms[owner];
                    for (norms, out) in [(musts, &mut self.musts), (nots, &mut self.nots)] {
                        for (number, tests) in norms {
                            let holds = |input: &u32| holds(self.law, &self.tests, block, request, *input);
                            if tests.applies.iter().all(holds) {
                                out.push((*number, tests.disputed.iter().any(holds)));
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The tests of a norm, without that of its place, those on the authority first.
fn tests_of(law: &Law, norm: &Norm) -> Tests {
    let mut applies = norm.applies[..norm.applies.len() - 1].to_vec();
    let size = |input: &u32| {
        let lit = Lit(input / 2);
        let literals = law.formulas.literals().len();
        if (lit.0 as usize) < literals { law.formulas.literal_of(lit).set.iter().count() } else { usize::MAX }
    };
    applies.sort_by_key(|input| (input & 1, size(input)));
    Tests { applies, disputed: norm.disputed.clone() }
}

/// Whether an input holds for a request.
fn holds(law: &Law, tests: &[(u16, Vec<u64>)], block: &Block, request: usize, input: u32) -> bool {
    let (column, negated) = ((input / 2) as usize, input & 1 == 1);
    let value = match tests.get(column) {
        Some((fact, bits)) => {
            let codes = block.column(FactId(*fact)).unwrap().codes(request);
            codes.iter().any(|code| (bits[usize::from(*code) / 64] >> (code % 64)) & 1 == 1)
        }
        None => {
            let Gate { any, inputs, .. } = &law.gates[column - tests.len()];
            let holds = |input: &u32| holds(law, tests, block, request, *input);
            if *any { inputs.iter().any(holds) } else { inputs.iter().all(holds) }
        }
    };
    value != negated
}
