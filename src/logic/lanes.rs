//! Thousands of requests at once: columns of bits.
//!
//! A literal is one bit a request, 64 requests a word; *and*, *or* and *not* work on whole columns, or on a window of
//! them. Two planes carry the three truth values: *surely true* and *not surely false*. Where no fact of a block is
//! unknown the planes are equal, and one is enough: [`Lanes`] is generic over their number. It computes what
//! [`Kleene`](super::Kleene) computes, request by request; property tests hold it to that.

use super::algebra::{Algebra, Lit};
use super::columns::{Columns, NOWHERE, Plane, WORDS};

/// Words worked on at a time, so that they stay in registers.
const CHUNK: usize = 16;

/// The truth of a formula for the requests of `W` words: the first plane is *surely true*, the last *not surely false*;
/// with one plane they are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lane<const P: usize, const W: usize = WORDS>(pub [[u64; W]; P]);

impl<const P: usize, const W: usize> Lane<P, W> {
    /// The requests for which the formula is surely true.
    #[must_use]
    #[inline(always)]
    pub fn sure(&self) -> &[u64; W] {
        let [first, ..] = &self.0[..] else { return &[0; W] };
        first
    }

    /// The requests for which the formula is not surely false.
    #[must_use]
    #[inline(always)]
    pub fn possible(&self) -> &[u64; W] {
        let [.., last] = &self.0[..] else { return &[0; W] };
        last
    }
}

/// The evaluator of columns, with one plane or two, for a window of `W` words.
#[derive(Debug, Clone, Copy)]
pub struct Lanes<'a, const P: usize, const W: usize = WORDS> {
    columns: &'a Columns,
    /// The first word of the window.
    start: usize,
}

impl<'a, const P: usize> Lanes<'a, P> {
    /// An evaluator over the columns of a block. One plane is right only if the block [leaves nothing
    /// unknown](Columns::has_unknown).
    #[must_use]
    #[inline(always)]
    pub fn new(columns: &'a Columns) -> Self {
        Lanes::window(columns, 0)
    }
}

impl<'a, const P: usize, const W: usize> Lanes<'a, P, W> {
    /// An evaluator for the words from `start` on.
    #[must_use]
    #[inline(always)]
    pub fn window(columns: &'a Columns, start: usize) -> Self {
        debug_assert!(P == 2 || (P == 1 && !columns.has_unknown()), "one plane has no room for the unknown");
        Self { columns, start }
    }

    /// The window's words of a plane.
    #[must_use]
    #[inline(always)]
    pub fn words<'p>(&self, plane: &'p Plane) -> &'p [u64; W] {
        plane.get(self.start..).and_then(|rest| rest.first_chunk()).unwrap_or(&[0; W])
    }

    /// The words of a literal, and of its fact's unknowns.
    #[inline(always)]
    fn literal(&self, lit: Lit) -> (&'a [u64; W], &'a [u64; W]) {
        let at = lit.0 as usize;
        let literal = self.columns.literals.get(at).unwrap_or(&NOWHERE);
        if P == 1 {
            return (self.words(literal), &[0; W]);
        }
        let fact = self.columns.facts.get(at).map_or(0, |fact| usize::from(*fact));
        (self.words(literal), self.words(self.columns.unknown.get(fact).unwrap_or(&NOWHERE)))
    }

    /// Joins literals and negated literals to an accumulator, a few words at a time through all of them.
    #[inline(always)]
    fn fold(&self, acc: &mut Lane<P, W>, facts: &[Lit], negated: &[Lit], join: impl Fn(u64, u64) -> u64 + Copy) {
        if W < CHUNK {
            facts.iter().for_each(|lit| self.step::<W>(&mut acc.0, 0, *lit, false, join));
            negated.iter().for_each(|lit| self.step::<W>(&mut acc.0, 0, *lit, true, join));
            return;
        }
        for at in (0..W).step_by(CHUNK) {
            let mut sums = [[0u64; CHUNK]; P];
            for (sum, plane) in sums.iter_mut().zip(&acc.0) {
                sum.copy_from_slice(piece::<W, CHUNK>(plane, at));
            }
            facts.iter().for_each(|lit| self.step(&mut sums, at, *lit, false, join));
            negated.iter().for_each(|lit| self.step(&mut sums, at, *lit, true, join));
            for (sum, plane) in sums.iter().zip(&mut acc.0) {
                if let Some(words) = plane.get_mut(at..at + CHUNK) {
                    words.copy_from_slice(sum);
                }
            }
        }
    }

    /// Joins one literal, negated or not: what is surely true of it to the first plane, what is not surely false to the
    /// last.
    #[inline(always)]
    fn step<const C: usize>(
        &self,
        sums: &mut [[u64; C]; P],
        at: usize,
        lit: Lit,
        negated: bool,
        join: impl Fn(u64, u64) -> u64 + Copy,
    ) {
        let (sure, unknown) = self.literal(lit);
        let (sure, unknown): (&[u64; C], &[u64; C]) = (piece(sure, at), piece(unknown, at));
        for (plane, sum) in sums.iter_mut().enumerate() {
            // With one plane nothing is unknown, so both forms are the same.
            let with_unknown = P == 2 && ((plane == 1) != negated);
            for ((word, sure), unknown) in sum.iter_mut().zip(sure).zip(unknown) {
                let value = if with_unknown { sure | unknown } else { *sure };
                *word = join(*word, if negated { !value } else { value });
            }
        }
    }
}

/// `C` words from `at` on.
#[inline(always)]
fn piece<const W: usize, const C: usize>(words: &[u64; W], at: usize) -> &[u64; C] {
    words.get(at..).and_then(|rest| rest.first_chunk()).unwrap_or(&[0; C])
}

impl<const P: usize, const W: usize> Algebra for Lanes<'_, P, W> {
    type Value = Lane<P, W>;

    #[inline(always)]
    fn constant(&mut self, value: bool) -> Lane<P, W> {
        Lane([if value { *self.words(&self.columns.valid) } else { [0; W] }; P])
    }

    #[inline(always)]
    fn fact_in(&mut self, lit: Lit) -> Lane<P, W> {
        let (literal, unknown) = self.literal(lit);
        let mut lane = Lane([*literal; P]);
        if P == 2
            && let Some(possible) = lane.0.last_mut()
        {
            possible.iter_mut().zip(unknown).for_each(|(word, more)| *word |= more);
        }
        lane
    }

    #[inline(always)]
    fn and(&mut self, acc: &mut Lane<P, W>, other: &Lane<P, W>) {
        join(acc, other, |a, b| a & b);
    }

    #[inline(always)]
    fn or(&mut self, acc: &mut Lane<P, W>, other: &Lane<P, W>) {
        join(acc, other, |a, b| a | b);
    }

    #[inline(always)]
    fn not(&mut self, value: &mut Lane<P, W>) {
        value.0.reverse();
        let valid = self.words(&self.columns.valid);
        value.0.iter_mut().for_each(|plane| {
            plane.iter_mut().zip(valid).for_each(|(word, valid)| *word = !*word & valid);
        });
    }

    #[inline(always)]
    fn and_not(&mut self, acc: &mut Lane<P, W>, other: &Lane<P, W>) {
        let mut turned = *other;
        turned.0.reverse();
        join(acc, &turned, |a, b| a & !b);
    }

    #[inline(always)]
    fn and_facts(&mut self, acc: &mut Lane<P, W>, facts: &[Lit], negated: &[Lit]) {
        self.fold(acc, facts, negated, |a, b| a & b);
    }

    #[inline(always)]
    fn or_facts(&mut self, acc: &mut Lane<P, W>, facts: &[Lit], negated: &[Lit]) {
        self.fold(acc, facts, negated, |a, b| a | b);
        let valid = self.words(&self.columns.valid);
        if !negated.is_empty() {
            acc.0.iter_mut().for_each(|plane| plane.iter_mut().zip(valid).for_each(|(word, valid)| *word &= valid));
        }
    }
}

#[inline(always)]
fn join<const P: usize, const W: usize>(
    acc: &mut Lane<P, W>,
    other: &Lane<P, W>,
    join: impl Fn(u64, u64) -> u64 + Copy,
) {
    acc.0.iter_mut().zip(&other.0).for_each(|(plane, other)| {
        plane.iter_mut().zip(other).for_each(|(word, other)| *word = join(*word, *other));
    });
}
