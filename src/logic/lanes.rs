//! Thousands of requests at once: columns of bits.
//!
//! In: a [`Block`] and the [`Classes`] of a lawbook. A literal becomes one bit a request, 64 requests a word; *and*,
//! *or* and *not* work on whole columns. Two planes carry the three truth values: *surely true* and *not surely
//! false*. Where no fact of a block is unknown the planes are equal, and one is enough: [`Lanes`] is generic over their
//! number. It computes what [`Kleene`](super::Kleene) computes, request by request; property tests hold it to that.

use super::algebra::{Algebra, Lit};
use super::block::{BLOCK, Block, Column, UNKNOWN};
use super::classes::Classes;
use super::codes::FactId;

/// Words in a column.
pub const WORDS: usize = BLOCK / 64;

/// One bit a request.
pub type Plane = [u64; WORDS];

/// No request.
pub const NOWHERE: Plane = [0; WORDS];

/// Words worked on at a time, so that they stay in registers.
const CHUNK: usize = 8;

/// The truth of a formula for every request of a block: the first plane is *surely true*, the last *not surely
/// false*; with one plane they are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lane<const P: usize>(pub [Plane; P]);

impl<const P: usize> Lane<P> {
    /// The requests for which the formula is surely true.
    #[must_use]
    pub fn sure(&self) -> &Plane {
        let [first, ..] = &self.0[..] else { return &NOWHERE };
        first
    }

    /// The requests for which the formula is not surely false.
    #[must_use]
    pub fn possible(&self) -> &Plane {
        let [.., last] = &self.0[..] else { return &NOWHERE };
        last
    }
}

/// The columns of all literals for one block. Buffers are kept from block to block.
#[derive(Debug, Clone)]
pub struct Columns {
    /// By literal: the requests for which it is surely true.
    literals: Vec<Plane>,
    /// By literal: the number of its fact.
    facts: Vec<u16>,
    /// By literal: whether it is surely false for the whole block.
    never: Vec<bool>,
    /// By fact: the requests that leave it unknown.
    unknown: Vec<Plane>,
    /// By fact: whether some request leaves it unknown.
    some_unknown: Vec<bool>,
    /// The requests that exist.
    valid: Plane,
    /// By class of one fact, while it is being worked on.
    classes: Vec<Plane>,
}

impl Columns {
    /// Empty columns for the literals behind these classes.
    #[must_use]
    pub fn new(classes: &Classes, literals: usize) -> Self {
        let fact = |at: usize| classes.literal(Lit(u32::try_from(at).unwrap_or(u32::MAX))).0.0;
        Self {
            literals: vec![NOWHERE; literals],
            facts: (0..literals).map(fact).collect(),
            never: vec![true; literals],
            unknown: vec![NOWHERE; classes.facts()],
            some_unknown: vec![false; classes.facts()],
            valid: NOWHERE,
            classes: Vec::new(),
        }
    }

    /// Computes every column for a block.
    pub fn load(&mut self, classes: &Classes, block: &Block) {
        for (at, word) in self.valid.iter_mut().enumerate() {
            let left = block.len().saturating_sub(at * 64);
            *word = if left >= 64 { u64::MAX } else { (1 << left) - 1 };
        }
        for fact in 0..classes.facts() {
            let id = FactId(u16::try_from(fact).unwrap_or(u16::MAX));
            if let Some(column) = block.column(id) {
                self.load_fact(classes, id, column);
            }
        }
    }

    /// Whether some request of the block leaves some fact unknown.
    #[must_use]
    pub fn has_unknown(&self) -> bool {
        self.some_unknown.contains(&true)
    }

    /// The requests that leave a fact unknown.
    #[must_use]
    pub fn unknown(&self, fact: FactId) -> &Plane {
        self.unknown.get(usize::from(fact.0)).unwrap_or(&NOWHERE)
    }

    /// The requests that exist.
    #[must_use]
    pub fn valid(&self) -> &Plane {
        &self.valid
    }

    /// Whether the literal is surely false for every request of the block.
    #[must_use]
    pub fn is_never(&self, lit: Lit) -> bool {
        self.never.get(lit.0 as usize).copied().unwrap_or(false)
    }

    /// The requests for which the literal is surely true.
    #[must_use]
    pub fn surely(&self, lit: Lit) -> &Plane {
        self.literals.get(lit.0 as usize).unwrap_or(&NOWHERE)
    }

    fn load_fact(&mut self, classes: &Classes, fact: FactId, column: &Column) {
        let (class_of, count) = (classes.class_of(fact), classes.count(fact));
        // One class more: the values that the classes do not know, and whatever is unknown.
        self.classes.clear();
        self.classes.resize(count + 1, NOWHERE);
        scatter(column, class_of, &mut self.classes);
        let unknown = self.classes.get(count).copied().unwrap_or(NOWHERE);
        let some_unknown = unknown != NOWHERE;
        if let (Some(plane), Some(flag)) =
            (self.unknown.get_mut(usize::from(fact.0)), self.some_unknown.get_mut(usize::from(fact.0)))
        {
            *plane = unknown;
            *flag = some_unknown;
        }
        for lit in classes.literals(fact) {
            let (_, inside) = classes.literal(*lit);
            let (Some(plane), Some(never)) =
                (self.literals.get_mut(lit.0 as usize), self.never.get_mut(lit.0 as usize))
            else {
                continue;
            };
            *plane = NOWHERE;
            for class in inside.iter().filter_map(|class| self.classes.get(usize::from(*class))) {
                plane.iter_mut().zip(class).for_each(|(word, more)| *word |= more);
            }
            *never = !some_unknown && *plane == NOWHERE;
        }
    }
}

/// Sets the bit of each request in the plane of each of its classes; the last plane is *unknown*.
fn scatter(column: &Column, class_of: &[u16], planes: &mut [Plane]) {
    let unknown = planes.len().saturating_sub(1);
    let mut set = |request: usize, code: u16| {
        let class = class_of.get(usize::from(code)).map_or(unknown, |class| usize::from(*class));
        if let Some(word) = planes.get_mut(class).and_then(|plane| plane.get_mut(request / 64)) {
            *word |= 1 << (request % 64);
        }
    };
    match column {
        Column::One(codes) => codes.iter().enumerate().for_each(|(request, code)| set(request, *code)),
        Column::Many { ends, codes } => {
            let mut start = 0;
            for (request, end) in ends.iter().enumerate() {
                let list = codes.get(start..*end as usize).unwrap_or_default();
                list.iter().for_each(|code| set(request, *code));
                start = *end as usize;
            }
        }
    }
    debug_assert!(class_of.len() < usize::from(UNKNOWN), "the code for unknown is no value");
}

/// The evaluator of columns, with one plane or two.
#[derive(Debug, Clone, Copy)]
pub struct Lanes<'a, const P: usize> {
    columns: &'a Columns,
}

impl<'a, const P: usize> Lanes<'a, P> {
    /// An evaluator over the columns of a block. One plane is right only if the block [leaves nothing
    /// unknown](Columns::has_unknown).
    #[must_use]
    pub fn new(columns: &'a Columns) -> Self {
        debug_assert!(P == 2 || (P == 1 && !columns.has_unknown()), "one plane has no room for the unknown");
        Self { columns }
    }

    /// The plane of a literal, and of its fact's unknowns.
    #[inline(always)]
    fn planes(&self, lit: Lit) -> (&'a Plane, &'a Plane) {
        let at = lit.0 as usize;
        let fact = self.columns.facts.get(at).map_or(0, |fact| usize::from(*fact));
        let literal = self.columns.literals.get(at).unwrap_or(&NOWHERE);
        (literal, self.columns.unknown.get(fact).unwrap_or(&NOWHERE))
    }
}

impl<const P: usize> Algebra for Lanes<'_, P> {
    type Value = Lane<P>;

    #[inline(always)]
    fn constant(&mut self, value: bool) -> Lane<P> {
        Lane([if value { self.columns.valid } else { NOWHERE }; P])
    }

    #[inline(always)]
    fn fact_in(&mut self, lit: Lit) -> Lane<P> {
        let (literal, unknown) = self.planes(lit);
        let mut lane = Lane([*literal; P]);
        if P == 2
            && let Some(possible) = lane.0.last_mut()
        {
            possible.iter_mut().zip(unknown).for_each(|(word, more)| *word |= more);
        }
        lane
    }

    #[inline(always)]
    fn and(&mut self, acc: &mut Lane<P>, other: &Lane<P>) {
        join(acc, other, |a, b| a & b);
    }

    #[inline(always)]
    fn or(&mut self, acc: &mut Lane<P>, other: &Lane<P>) {
        join(acc, other, |a, b| a | b);
    }

    #[inline(always)]
    fn not(&mut self, value: &mut Lane<P>) {
        value.0.reverse();
        let valid = self.columns.valid;
        value.0.iter_mut().for_each(|plane| {
            plane.iter_mut().zip(&valid).for_each(|(word, valid)| *word = !*word & valid);
        });
    }

    #[inline(always)]
    fn and_not(&mut self, acc: &mut Lane<P>, other: &Lane<P>) {
        let mut turned = *other;
        turned.0.reverse();
        join(acc, &turned, |a, b| a & !b);
    }

    #[inline(always)]
    fn and_facts(&mut self, acc: &mut Lane<P>, facts: &[Lit], negated: &[Lit]) {
        self.fold(acc, facts, negated, |a, b| a & b);
    }

    #[inline(always)]
    fn or_facts(&mut self, acc: &mut Lane<P>, facts: &[Lit], negated: &[Lit]) {
        self.fold(acc, facts, negated, |a, b| a | b);
        let valid = self.columns.valid;
        if !negated.is_empty() {
            acc.0.iter_mut().for_each(|plane| plane.iter_mut().zip(&valid).for_each(|(word, valid)| *word &= valid));
        }
    }
}

#[inline(always)]
fn join<const P: usize>(acc: &mut Lane<P>, other: &Lane<P>, join: impl Fn(u64, u64) -> u64 + Copy) {
    acc.0.iter_mut().zip(&other.0).for_each(|(plane, other)| {
        plane.iter_mut().zip(other).for_each(|(word, other)| *word = join(*word, *other));
    });
}

impl<const P: usize> Lanes<'_, P> {
    /// Joins literals and negated literals to an accumulator, a few words at a time through all of them.
    #[inline(always)]
    fn fold(&self, acc: &mut Lane<P>, facts: &[Lit], negated: &[Lit], join: impl Fn(u64, u64) -> u64 + Copy) {
        for at in (0..WORDS).step_by(CHUNK) {
            let mut sums = [[0u64; CHUNK]; P];
            for (sum, plane) in sums.iter_mut().zip(&acc.0) {
                if let Some(words) = chunk(plane, at) {
                    *sum = *words;
                }
            }
            for lit in facts {
                let (literal, unknown) = self.planes(*lit);
                let (Some(sure), Some(unknown)) = (chunk(literal, at), chunk(unknown, at)) else { continue };
                join_chunk(&mut sums, sure, unknown, false, join);
            }
            for lit in negated {
                let (literal, unknown) = self.planes(*lit);
                let (Some(sure), Some(unknown)) = (chunk(literal, at), chunk(unknown, at)) else { continue };
                join_chunk(&mut sums, sure, unknown, true, join);
            }
            for (sum, plane) in sums.iter().zip(&mut acc.0) {
                if let Some(words) = plane.get_mut(at..at + CHUNK) {
                    words.copy_from_slice(sum);
                }
            }
        }
    }
}

#[inline(always)]
fn chunk(plane: &Plane, at: usize) -> Option<&[u64; CHUNK]> {
    plane.get(at..at + CHUNK)?.try_into().ok()
}

/// Joins one literal, negated or not: what is surely true of it to the first plane, what is not surely false to the
/// last.
#[inline(always)]
fn join_chunk<const P: usize>(
    sums: &mut [[u64; CHUNK]; P],
    sure: &[u64; CHUNK],
    unknown: &[u64; CHUNK],
    negated: bool,
    join: impl Fn(u64, u64) -> u64 + Copy,
) {
    for (plane, sum) in sums.iter_mut().enumerate() {
        // With one plane nothing is unknown, so both forms are the same.
        let with_unknown = P == 2 && ((plane == 1) != negated);
        for ((word, sure), unknown) in sum.iter_mut().zip(sure).zip(unknown) {
            let value = if with_unknown { sure | unknown } else { *sure };
            *word = join(*word, if negated { !value } else { value });
        }
    }
}
