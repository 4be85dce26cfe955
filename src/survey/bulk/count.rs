//! How many conflicts a block has, without naming one.
//!
//! For each request the norms of one owner about one act are counted, as numbers whose binary digits are planes: to add
//! a norm is a few *and* and *xor*. Where *m* norms require what *n* norms forbid there are *m · n* conflicts, so that
//! one product stands for all pairs; those inside one legal order, which are none, are taken off owner by owner, and
//! those that no request can meet, pair by pair.

use super::cells::Cell;
use super::norms::Standings;
use super::plan::Plan;
use crate::logic::{NOWHERE, Plane, WORDS};

/// How many conflicts, by certainty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Both norms apply, undisputed.
    pub certain: u64,
    /// Both apply, unless an arguable exception does.
    pub contested: u64,
    /// Facts are missing.
    pub possible: u64,
}

impl Counts {
    pub(super) fn add(&mut self, other: Counts) {
        self.certain += other.certain;
        self.contested += other.contested;
        self.possible += other.possible;
    }
}

/// Buffers for counting.
#[derive(Debug, Clone)]
pub(super) struct Count {
    musts: Vec<Numbers>,
    nots: Vec<Numbers>,
    totals: [Number; 2],
}

/// For each request, of the norms of one cell: how many surely apply undisputed, surely apply, may apply.
type Numbers = [Number; 3];

/// The places of these in [`Numbers`].
const GRADES: [usize; 3] = [0, 1, 2];

impl Count {
    pub(super) fn new(plan: &Plan<'_, '_>) -> Self {
        let numbers = |cells: &[Cell]| cells.iter().map(|_| Numbers::default()).collect();
        Self { musts: numbers(&plan.must_cells), nots: numbers(&plan.not_cells), totals: Default::default() }
    }

    /// Counts the conflicts of a block, resolved ones too.
    #[inline(always)]
    pub(super) fn block<const P: usize>(&mut self, plan: &Plan<'_, '_>, [musts, nots]: [&Standings; 2]) -> Counts {
        number::<P>(&plan.must_cells, musts, &mut self.musts);
        number::<P>(&plan.not_cells, nots, &mut self.nots);
        let [certain, sure, possible] = GRADES.map(|grade| if grade > P { 0 } else { self.pairs(plan, grade) });
        if P == 1 {
            return Counts { certain, contested: sure - certain, possible: 0 };
        }
        let pairs = plan.incompatible().iter();
        let pairs = pairs.filter(|(must, not)| musts.is_alive(*must) && nots.is_alive(*not));
        let never = pairs.map(|(must, not)| meet(musts.may::<P>(*must), nots.may::<P>(*not)));
        Counts { certain, contested: sure - certain, possible: possible - never.sum::<u64>() - sure }
    }

    /// How many pairs of norms of this grade there are that can collide by act and owner.
    #[inline(always)]
    fn pairs(&mut self, plan: &Plan<'_, '_>, grade: usize) -> u64 {
        let mut pairs = 0;
        let Self { musts, nots, totals: [required, forbidden] } = self;
        for group in &plan.groups {
            required.clear();
            forbidden.clear();
            group.musts.iter().filter_map(|cell| of(musts, *cell, grade)).for_each(|number| required.add(number));
            group.nots.clone().filter_map(|cell| of(nots, cell, grade)).for_each(|number| forbidden.add(number));
            pairs += required.times(forbidden);
            for (must, not) in &group.nested {
                if let (Some(must), Some(not)) = (of(musts, *must, grade), of(nots, *not, grade)) {
                    pairs -= must.times(not);
                }
            }
        }
        pairs
    }
}

/// The number of one cell and grade.
fn of(cells: &[Numbers], cell: u32, grade: usize) -> Option<&Number> {
    cells.get(cell as usize)?.get(grade)
}

/// Counts the norms of every cell.
#[inline(always)]
fn number<const P: usize>(cells: &[Cell], norms: &Standings, numbers: &mut [Numbers]) {
    let mut disputed = Number::default();
    for (cell, [certain, sure, possible]) in cells.iter().zip(numbers) {
        certain.clear();
        disputed.clear();
        possible.clear();
        for norm in norms.alive_in(&cell.norms) {
            let mut applies = *norms.sure(*norm);
            if let Some(dispute) = norms.dispute(*norm) {
                let mut both = applies;
                for ((both, applies), dispute) in both.iter_mut().zip(&mut applies).zip(dispute) {
                    *both &= dispute;
                    *applies &= !dispute;
                }
                disputed.push(&both);
            }
            certain.push(&applies);
            if P == 2 {
                possible.push(norms.may::<P>(*norm));
            }
        }
        sure.0.clone_from(&certain.0);
        sure.add(&disputed);
    }
}

/// For each request a number; the planes are its binary digits, lowest first.
#[derive(Debug, Clone, Default)]
struct Number(Vec<Plane>);

/// Words worked on at a time, so that they stay in registers.
const CHUNK: usize = 16;

impl Number {
    fn clear(&mut self) {
        self.0.clear();
    }

    /// One more for these requests.
    #[inline(always)]
    fn push(&mut self, plane: &Plane) {
        let mut carry = *plane;
        for at in (0..WORDS).step_by(CHUNK) {
            let Some(carry) = carry.get_mut(at..).and_then(<[u64]>::first_chunk_mut::<CHUNK>) else { continue };
            let mut rest = *carry;
            for digit in self.0.iter_mut().filter_map(|digit| digit.get_mut(at..at + CHUNK)) {
                for (digit, rest) in digit.iter_mut().zip(&mut rest) {
                    let both = *digit & *rest;
                    *digit ^= *rest;
                    *rest = both;
                }
            }
            *carry = rest;
        }
        if carry != NOWHERE {
            self.0.push(carry);
        }
    }

    /// As many more.
    #[inline(always)]
    fn add(&mut self, other: &Number) {
        let mut carry = NOWHERE;
        for (at, theirs) in other.0.iter().enumerate() {
            if self.0.len() == at {
                self.0.push(NOWHERE);
            }
            let Some(digit) = self.0.get_mut(at) else { continue };
            for ((digit, carry), theirs) in digit.iter_mut().zip(&mut carry).zip(theirs) {
                let odd = *digit ^ theirs;
                let both = (*digit & theirs) | (odd & *carry);
                *digit = odd ^ *carry;
                *carry = both;
            }
        }
        for digit in self.0.iter_mut().skip(other.0.len()) {
            for (digit, carry) in digit.iter_mut().zip(&mut carry) {
                let both = *digit & *carry;
                *digit ^= *carry;
                *carry = both;
            }
        }
        if carry != NOWHERE {
            self.0.push(carry);
        }
    }

    /// The sum over all requests of the products of two numbers.
    #[inline(always)]
    fn times(&self, other: &Number) -> u64 {
        if meet(&self.some(), &other.some()) == 0 {
            return 0;
        }
        let mut sum = 0;
        for (weight, a) in self.0.iter().enumerate() {
            for (more, b) in other.0.iter().enumerate() {
                sum += meet(a, b) << (weight + more);
            }
        }
        sum
    }

    /// The requests for which it is not zero.
    #[inline(always)]
    fn some(&self) -> Plane {
        let mut some = NOWHERE;
        self.0.iter().for_each(|digit| super::norms::add(&mut some, digit));
        some
    }
}

/// How many requests are in both.
#[inline(always)]
fn meet(a: &Plane, b: &Plane) -> u64 {
    a.iter().zip(b).map(|(a, b)| u64::from((a & b).count_ones())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One number a request, for the first few requests of the first word.
    fn number(of: &[u64]) -> Number {
        let mut number = Number::default();
        for round in 0..of.iter().copied().max().unwrap_or(0) {
            let mut plane = NOWHERE;
            plane[0] = of.iter().enumerate().filter(|(_, count)| **count > round).map(|(at, _)| 1 << at).sum();
            number.push(&plane);
        }
        number
    }

    #[test]
    fn planes_add_and_multiply() {
        let (a, b) = ([0, 1, 2, 3, 7, 9, 1], [5, 0, 1, 6, 3, 1, 1]);
        let mut sum = number(&a);
        sum.add(&number(&b));
        let ones = number(&[1; 7]);
        assert_eq!(sum.times(&ones), 23 + 17);
        assert_eq!(number(&a).times(&number(&b)), 2 + 18 + 21 + 9 + 1);
        let mut sum = number(&b);
        sum.add(&number(&a));
        assert_eq!(sum.times(&number(&a)), a.iter().zip(b).map(|(a, b)| a * (a + b)).sum::<u64>());
    }
}
