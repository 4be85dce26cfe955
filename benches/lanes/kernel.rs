//! A bit-sliced kernel written by hand for the norms of one lawbook: the limit that the library is held against.
//!
//! It knows nothing but columns and gates, holds no answers, and looks for no ways out: it counts conflicts by
//! certainty, or lists them by request. `W` words of 64 requests are worked on at a time.

use std::arch::x86_64::{__m256i, _mm256_loadu_si256, _mm256_movemask_epi8, _mm256_slli_epi16};

use comity::logic::{Block, Column, FactId, Lit};
use comity::survey::bulk::Counts;

use crate::law::{Cell, Law, NONE, Norm};

/// A kernel with its buffers.
pub(crate) struct Kernel<'l, const W: usize> {
    law: &'l Law,
    /// By column: where it surely holds, and where it may.
    sure: Vec<[u64; W]>,
    may: Vec<[u64; W]>,
    never: Vec<bool>,
    /// By norm that requires, then by norm that forbids.
    planes: [Vec<Planes<W>>; 2],
    cells: [Vec<[Number<W>; 3]>; 2],
    bytes: Vec<u8>,
    masks: Vec<u64>,
    classes: Vec<[u64; W]>,
    /// The conflicts of the last block, pair times four plus grade, and where those of each request end.
    pub(crate) found: Vec<u32>,
    pub(crate) ends: Vec<u32>,
    lists: [Vec<[List; 64]>; 2],
}

#[derive(Clone, Copy)]
struct Planes<const W: usize> {
    alive: bool,
    sure: [u64; W],
    may: [u64; W],
    disputed: [u64; W],
    arguable: bool,
}

/// More norms of one group and side than this never apply to one request here.
const MOST: usize = 200;

/// Norms of one group that apply to a request, each times four plus its grade.
#[derive(Clone, Copy)]
struct List {
    len: usize,
    norms: [u16; MOST],
}

/// For each request a number, as planes of binary digits.
#[derive(Clone)]
struct Number<const W: usize> {
    len: usize,
    digits: [[u64; W]; 11],
}

const EMPTY: List = List { len: 0, norms: [0; MOST] };

impl<const W: usize> Number<W> {
    const ZERO: Self = Self { len: 0, digits: [[0; W]; 11] };

    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn push(&mut self, plane: &[u64; W]) {
        let mut carry = *plane;
        for digit in &mut self.digits[..self.len] {
            for at in 0..W {
                let both = digit[at] & carry[at];
                digit[at] ^= carry[at];
                carry[at] = both;
            }
        }
        if carry.iter().fold(0, |some, word| some | word) != 0 {
            self.digits[self.len] = carry;
            self.len += 1;
        }
    }

    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn add(&mut self, other: &Self) {
        for digit in self.len..other.len {
            self.digits[digit] = [0; W];
        }
        self.len = self.len.max(other.len);
        let mut carry = [0; W];
        for (at, digit) in self.digits[..self.len].iter_mut().enumerate() {
            let theirs = if at < other.len { &other.digits[at] } else { &[0; W] };
            for at in 0..W {
                let odd = digit[at] ^ theirs[at];
                let both = (digit[at] & theirs[at]) | (odd & carry[at]);
                digit[at] = odd ^ carry[at];
                carry[at] = both;
            }
        }
        if carry.iter().fold(0, |some, word| some | word) != 0 {
            self.digits[self.len] = carry;
            self.len += 1;
        }
    }

    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn times(&self, other: &Self) -> u64 {
        let mut sum = 0;
        for (weight, a) in self.digits[..self.len].iter().enumerate() {
            for (more, b) in other.digits[..other.len].iter().enumerate() {
                sum += meet(a, b) << (weight + more);
            }
        }
        sum
    }
}

#[inline]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn meet<const W: usize>(a: &[u64; W], b: &[u64; W]) -> u64 {
    a.iter().zip(b).map(|(a, b)| u64::from((a & b).count_ones())).sum()
}

impl<'l, const W: usize> Kernel<'l, W> {
    pub(crate) fn new(law: &'l Law) -> Self {
        let has_it = is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2")
            && is_x86_feature_detected!("lzcnt")
            && is_x86_feature_detected!("popcnt");
        assert!(has_it, "the kernel is written for AVX2");
        let columns = law.formulas.literals().len() + law.gates.len();
        let planes = Planes { alive: false, sure: [0; W], may: [0; W], disputed: [0; W], arguable: false };
        let zeros = |cells: &[Cell]| vec![[Number::ZERO, Number::ZERO, Number::ZERO]; cells.len()];
        Self {
            law,
            sure: vec![[0; W]; columns],
            may: vec![[0; W]; columns],
            never: vec![false; columns],
            planes: [vec![planes; law.musts.len()], vec![planes; law.nots.len()]],
            cells: [zeros(&law.must_cells), zeros(&law.not_cells)],
            bytes: vec![0; 64 * W],
            masks: vec![0; 64 * W],
            classes: Vec::new(),
            found: Vec::new(),
            ends: Vec::new(),
            lists: [vec![[EMPTY; 64]; law.groups.len()], vec![[EMPTY; 64]; law.groups.len()]],
        }
    }

    /// Counts the conflicts of a block; with one plane nothing may be unknown.
    pub(crate) fn count<const P: usize>(&mut self, block: &Block) -> Counts {
        // The machine was asked when the kernel was made.
        unsafe { self.count_fast::<P>(block) }
    }

    /// Lists the conflicts of a block, in no order within a request.
    pub(crate) fn find<const P: usize>(&mut self, block: &Block) {
        unsafe { self.find_fast::<P>(block) }
    }

    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn count_fast<const P: usize>(&mut self, block: &Block) -> Counts {
        let law = self.law;
        let mut counts = [0; 3];
        for start in (0..block.len()).step_by(64 * W) {
            self.norms::<P>(block, start);
            for (side, cells) in [&law.must_cells, &law.not_cells].into_iter().enumerate() {
                for (cell, numbers) in cells.iter().zip(&mut self.cells[side]) {
                    number::<P, W>(&self.planes[side][cell.start..cell.end], numbers);
                }
            }
            for (grade, count) in counts.iter_mut().enumerate().take(P + 1) {
                *count += self.pairs(grade);
            }
            if P == 2 {
                for (must, not) in &law.incompatible {
                    let (must, not) = (&self.planes[0][*must], &self.planes[1][*not]);
                    if must.alive && not.alive {
                        counts[2] -= meet(&must.may, &not.may);
                    }
                }
            }
        }
        let [certain, sure, possible] = counts;
        Counts { certain, contested: sure - certain, possible: if P == 1 { 0 } else { possible - sure } }
    }

    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn pairs(&self, grade: usize) -> u64 {
        let mut pairs = 0;
        for group in &self.law.groups {
            let [mut required, mut forbidden] = [Number::ZERO, Number::ZERO];
            group.musts.iter().for_each(|cell| required.add(&self.cells[0][*cell][grade]));
            group.nots.iter().for_each(|cell| forbidden.add(&self.cells[1][*cell][grade]));
            pairs += required.times(&forbidden);
            for (must, not) in &group.nested {
                pairs -= self.cells[0][*must][grade].times(&self.cells[1][*not][grade]);
            }
        }
        pairs
    }

    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn norms<const P: usize>(&mut self, block: &Block, start: usize) {
        self.load::<P>(block, start);
        let law = self.law;
        let literals = law.formulas.literals().len();
        for (at, gate) in law.gates.iter().enumerate() {
            let (sure, mut may) = if gate.any { self.any::<P>(&gate.inputs) } else { self.all::<P>(&gate.inputs) };
            if gate.surely {
                may = sure;
            }
            self.sure[literals + at] = sure;
            if P == 2 {
                self.may[literals + at] = may;
            }
            self.never[literals + at] = may.iter().all(|word| *word == 0);
        }
        for (side, norms) in [&law.musts, &law.nots].into_iter().enumerate() {
            for (at, norm) in norms.iter().enumerate() {
                let planes = self.norm::<P>(norm);
                match planes {
                    Some(planes) => self.planes[side][at] = planes,
                    None => self.planes[side][at].alive = false,
                }
            }
        }
    }

    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn norm<const P: usize>(&self, norm: &Norm) -> Option<Planes<W>> {
        if norm.applies.iter().any(|input| input & 1 == 0 && self.never[(input >> 1) as usize]) {
            return None;
        }
        let (sure, may) = self.all::<P>(&norm.applies);
        let may = if P == 1 { sure } else { may };
        if may.iter().fold(0, |some, word| some | word) == 0 {
            return None;
        }
        let arguable = !norm.disputed.is_empty();
        let disputed = if arguable { self.any::<P>(&norm.disputed).1 } else { [0; W] };
        Some(Planes { alive: true, sure, may, disputed, arguable })
    }

    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn all<const P: usize>(&self, inputs: &[u32]) -> ([u64; W], [u64; W]) {
        let (mut sure, mut may) = ([u64::MAX; W], [u64::MAX; W]);
        for input in inputs {
            let column = (input >> 1) as usize;
            let mine = &self.sure[column];
            let theirs = if P == 2 { &self.may[column] } else { mine };
            for at in 0..W {
                if input & 1 == 0 {
                    sure[at] &= mine[at];
                    may[at] &= theirs[at];
                } else {
                    sure[at] &= !theirs[at];
                    may[at] &= !mine[at];
                }
            }
        }
        (sure, may)
    }

    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn any<const P: usize>(&self, inputs: &[u32]) -> ([u64; W], [u64; W]) {
        let (mut sure, mut may) = ([0; W], [0; W]);
        for input in inputs {
            let column = (input >> 1) as usize;
            let mine = &self.sure[column];
            let theirs = if P == 2 { &self.may[column] } else { mine };
            for at in 0..W {
                if input & 1 == 0 {
                    sure[at] |= mine[at];
                    may[at] |= theirs[at];
                } else {
                    sure[at] |= !theirs[at];
                    may[at] |= !mine[at];
                }
            }
        }
        (sure, may)
    }

    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn load<const P: usize>(&mut self, block: &Block, start: usize) {
        let law = self.law;
        for fact in 0..law.classes.facts() {
            let fact = FactId(u16::try_from(fact).unwrap());
            let len = (block.len() - start).min(64 * W);
            match block.column(fact).unwrap() {
                Column::One(codes) => self.one(fact, &codes[start..start + len]),
                Column::Many { ends, codes } => {
                    let from = if start == 0 { 0 } else { ends[start - 1] as usize };
                    self.many(fact, &ends[start..start + len], from, codes);
                }
            }
            let unknown = self.classes[law.classes.count(fact)];
            for lit in law.classes.literals(fact) {
                self.literal::<P>(*lit, &unknown);
            }
        }
    }

    #[inline]
    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn literal<const P: usize>(&mut self, lit: Lit, unknown: &[u64; W]) {
        let mut plane = [0; W];
        for class in self.law.classes.literal(lit).1 {
            let class = &self.classes[usize::from(*class)];
            for at in 0..W {
                plane[at] |= class[at];
            }
        }
        let at = lit.0 as usize;
        self.sure[at] = plane;
        if P == 2 {
            for at in 0..W {
                plane[at] |= unknown[at];
            }
            self.may[at] = plane;
        }
        self.never[at] = plane.iter().fold(0, |some, word| some | word) == 0;
    }

    /// The columns of the classes of a fact with one value, by their binary digits.
    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn one(&mut self, fact: FactId, codes: &[u16]) {
        let (class_of, count) = (self.law.classes.class_of(fact), self.law.classes.count(fact));
        self.bytes.fill(u8::try_from(count + 1).unwrap());
        for (byte, code) in self.bytes.iter_mut().zip(codes) {
            *byte = class_of.get(usize::from(*code)).map_or(count as u8, |class| *class as u8);
        }
        let bits = usize::BITS - (count + 1).leading_zeros();
        let mut digits = [[0; W]; 8];
        movemasks(&self.bytes, &mut digits[..bits as usize]);
        let (low, high) = (minterms(&digits[..3]), minterms(&digits[3..(bits as usize).max(3)]));
        self.classes.resize(count + 1, [0; W]);
        for (class, plane) in self.classes.iter_mut().enumerate().take(count + 1) {
            for at in 0..W {
                plane[at] = low[class % 8][at] & high[class / 8][at];
            }
        }
    }

    /// The columns of the classes of a set fact.
    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn many(&mut self, fact: FactId, ends: &[u32], mut from: usize, codes: &[u16]) {
        let (class_of, count) = (self.law.classes.class_of(fact), self.law.classes.count(fact));
        self.classes.clear();
        self.classes.resize(count.next_multiple_of(8) + 8, [0; W]);
        let class = |code: &u16| class_of.get(usize::from(*code)).map_or(count, |class| usize::from(*class));
        if count < 64 {
            self.masks.fill(0);
            for (mask, end) in self.masks.iter_mut().zip(ends) {
                *mask = codes[from..*end as usize].iter().fold(0, |mask, code| mask | 1 << class(code));
                from = *end as usize;
            }
            for (eight, planes) in self.classes.chunks_exact_mut(8).enumerate().take(8) {
                for (byte, mask) in self.bytes.iter_mut().zip(&self.masks) {
                    *byte = (mask >> (8 * eight)) as u8;
                }
                movemasks(&self.bytes, planes);
            }
        } else {
            for (at, end) in ends.iter().enumerate() {
                for code in &codes[from..*end as usize] {
                    self.classes[class(code)][at / 64] |= 1 << (at % 64);
                }
                from = *end as usize;
            }
        }
    }

    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn find_fast<const P: usize>(&mut self, block: &Block) {
        self.found.clear();
        self.ends.clear();
        for start in (0..block.len()).step_by(64 * W) {
            self.norms::<P>(block, start);
            for word in 0..W {
                let requests = block.len().saturating_sub(start + 64 * word).min(64);
                self.list::<P>(word);
                self.cross(requests);
            }
        }
    }

    /// Lists the norms of each group by request.
    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn list<const P: usize>(&mut self, word: usize) {
        let law = self.law;
        for (at, group) in law.groups.iter().enumerate() {
            for list in &mut self.lists {
                list[at].iter_mut().for_each(|list| list.len = 0);
            }
            let sides = [(&law.must_cells, &group.musts), (&law.not_cells, &group.nots)];
            let mut any = [0; 2];
            for (side, (cells, group)) in sides.into_iter().enumerate() {
                for cell in group.iter().map(|cell| &cells[*cell]) {
                    for planes in self.planes[side][cell.start..cell.end].iter().filter(|planes| planes.alive) {
                        any[side] |= planes.may[word];
                    }
                }
            }
            let both = any[0] & any[1];
            if both == 0 {
                continue;
            }
            for (side, (cells, group)) in sides.into_iter().enumerate() {
                for norm in group.iter().flat_map(|cell| cells[*cell].start..cells[*cell].end) {
                    let planes = &self.planes[side][norm];
                    if !planes.alive {
                        continue;
                    }
                    let mut bits = planes.may[word] & both;
                    while bits != 0 {
                        let bit = bits.trailing_zeros();
                        bits &= bits - 1;
                        let unknown = u16::from((planes.sure[word] >> bit) & 1 == 0) * 2;
                        let disputed = u16::from((planes.disputed[word] >> bit) & 1 == 1);
                        let list = &mut self.lists[side][at][bit as usize];
                        list.norms[list.len] = (norm as u16) * 4 + unknown + disputed;
                        list.len += 1;
                    }
                }
            }
        }
    }

    /// Crosses the lists of each request.
    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    fn cross(&mut self, requests: usize) {
        let law = self.law;
        let width = law.nots.len();
        for request in 0..requests {
            for (musts, nots) in self.lists[0].iter().zip(&self.lists[1]) {
                let (musts, nots) = (&musts[request], &nots[request]);
                for must in &musts.norms[..musts.len] {
                    let pairs = &law.pair_at[usize::from(must / 4) * width..][..width];
                    for not in &nots.norms[..nots.len] {
                        let pair = pairs[usize::from(not / 4)];
                        if pair != NONE {
                            self.found.push(pair * 4 + u32::from((must | not) & 3));
                        }
                    }
                }
            }
            self.ends.push(self.found.len() as u32);
        }
    }
}

#[inline]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn number<const P: usize, const W: usize>(norms: &[Planes<W>], [certain, sure, possible]: &mut [Number<W>; 3]) {
    certain.len = 0;
    possible.len = 0;
    sure.len = 0;
    for planes in norms.iter().filter(|planes| planes.alive) {
        if planes.arguable {
            let (mut plain, mut contested) = (planes.sure, planes.sure);
            for at in 0..W {
                plain[at] &= !planes.disputed[at];
                contested[at] &= planes.disputed[at];
            }
            certain.push(&plain);
            sure.push(&contested);
        } else {
            certain.push(&planes.sure);
        }
        if P == 2 {
            possible.push(&planes.may);
        }
    }
    sure.add(certain);
}

/// The columns of the bits of bytes.
#[inline]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn movemasks<const W: usize>(bytes: &[u8], planes: &mut [[u64; W]]) {
    for (word, bytes) in bytes.chunks_exact(64).enumerate() {
        let halves: [__m256i; 2] = unsafe { [0, 32].map(|at| _mm256_loadu_si256(bytes.as_ptr().add(at).cast())) };
        for (bit, plane) in planes.iter_mut().enumerate() {
            let [low, high] = halves.map(|half| {
                let moved = match bit {
                    0 => _mm256_slli_epi16::<7>(half),
                    1 => _mm256_slli_epi16::<6>(half),
                    2 => _mm256_slli_epi16::<5>(half),
                    3 => _mm256_slli_epi16::<4>(half),
                    4 => _mm256_slli_epi16::<3>(half),
                    5 => _mm256_slli_epi16::<2>(half),
                    6 => _mm256_slli_epi16::<1>(half),
                    _ => half,
                };
                u64::from(_mm256_movemask_epi8(moved) as u32)
            });
            plane[word] = low | high << 32;
        }
    }
}

/// For every combination of these bits, by number.
#[inline]
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn minterms<const W: usize>(bits: &[[u64; W]]) -> [[u64; W]; 32] {
    let mut terms = [[0; W]; 32];
    terms[0] = [u64::MAX; W];
    for (number, bit) in bits.iter().enumerate() {
        for at in 0..1 << number {
            let mut with = terms[at];
            for word in 0..W {
                with[word] &= bit[word];
                terms[at][word] &= !bit[word];
            }
            terms[at + (1 << number)] = with;
        }
    }
    terms
}
