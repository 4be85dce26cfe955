//! The columns of a block: one bit a request for every literal.
//!
//! In: a [`Block`] and the [`Classes`] of a lawbook. A fact's column becomes one byte a request, the number of its
//! value's class; the bytes become columns of their bits, the bits columns of classes, the classes columns of literals.
//! All of it works on whole words, because a step a request and value costs more than all the logic after it.

use super::algebra::Lit;
use super::block::{BLOCK, Block, Column};
use super::classes::Classes;
use super::codes::FactId;
use super::formula::Formulas;
use super::lanes::Lanes;
use super::parts::Parts;

/// Words in a column.
pub const WORDS: usize = BLOCK / 64;

/// One bit a request; which one says [`spot`].
pub type Plane = [u64; WORDS];

/// No request.
pub const NOWHERE: Plane = [0; WORDS];

/// The word and the bit of a request. The bits of one word are eight runs of eight requests from all over the block:
/// so the bits of eight bytes are put in their places by shifting whole words.
#[must_use]
#[inline(always)]
pub const fn spot(request: usize) -> (usize, usize) {
    ((request / 8) % WORDS, 8 * (request % 8) + request / (8 * WORDS))
}

/// The request of a bit of a word.
#[must_use]
#[inline(always)]
pub const fn request(word: usize, bit: usize) -> usize {
    8 * WORDS * (bit % 8) + 8 * word + bit / 8
}

/// So few classes are not worth a look at which of them occur.
const FEW: usize = 64;

/// The place of a class that does not occur.
const ABSENT: u16 = u16::MAX;

/// One byte a request.
type Bytes = [[u8; 8]; 8 * WORDS];

/// The columns of all literals for one block. Buffers are kept from block to block.
#[derive(Debug, Clone)]
pub struct Columns {
    /// By literal: the requests for which it is surely true.
    pub(super) literals: Vec<Plane>,
    /// By literal: the number of its fact.
    pub(super) facts: Vec<u16>,
    /// By literal: whether it is surely false for the whole block.
    never: Vec<bool>,
    /// By literal: whether its column holds no request, so that it need not be emptied again.
    blank: Vec<bool>,
    /// By fact: the requests that leave it unknown.
    pub(super) unknown: Vec<Plane>,
    /// The requests that exist.
    pub(super) valid: Plane,
    /// Whether some request leaves some fact unknown.
    has_unknown: bool,
    /// While one fact is being worked on; a place is the number of a class among those at hand.
    place_of_class: Vec<u16>,
    place_of_code: Vec<u16>,
    seen: Vec<bool>,
    bytes: Box<Bytes>,
    masks: Box<[u64; BLOCK]>,
    bit_of: Vec<u64>,
    bits: Vec<Plane>,
    classes: Vec<Plane>,
}

impl Columns {
    /// Empty columns for the literals of these formulas.
    #[must_use]
    pub fn new(formulas: &Formulas, parts: &Parts) -> Self {
        let literals = formulas.literals();
        Self {
            literals: vec![NOWHERE; literals.len()],
            facts: literals.iter().map(|literal| literal.fact.0).collect(),
            never: vec![true; literals.len()],
            blank: vec![true; literals.len()],
            unknown: vec![NOWHERE; parts.facts()],
            valid: NOWHERE,
            has_unknown: false,
            place_of_class: Vec::new(),
            place_of_code: Vec::new(),
            seen: Vec::new(),
            bytes: Box::new([[0; 8]; 8 * WORDS]),
            masks: Box::new([0; BLOCK]),
            bit_of: Vec::new(),
            bits: Vec::new(),
            classes: Vec::new(),
        }
    }

    /// Computes the columns of all facts for a block. The columns of parts come [after](Self::define).
    #[inline(always)]
    pub fn load(&mut self, classes: &Classes, block: &Block) {
        self.valid = prefix(block.len());
        self.has_unknown = false;
        for fact in 0..classes.facts() {
            let id = FactId(u16::try_from(fact).unwrap_or(u16::MAX));
            if let Some(column) = block.column(id) {
                self.load_fact(classes, id, column);
            }
        }
    }

    /// Computes the columns of parts, with one plane or two.
    #[inline(always)]
    pub fn define<const P: usize>(&mut self, formulas: &Formulas, parts: &Parts) {
        for part in parts.list() {
            let at = part.name.0 as usize;
            let idle = formulas.is_ruled_out(part.meaning, |lit| self.is_never(lit));
            if idle && self.blank.get(at).copied().unwrap_or(true) {
                continue;
            }
            let value = super::eval(&mut Lanes::<P>::new(self), formulas, part.meaning);
            let fact = self.facts.get(at).map_or(0, |fact| usize::from(*fact));
            let (Some(plane), Some(unknown)) = (self.literals.get_mut(at), self.unknown.get_mut(fact)) else {
                continue;
            };
            *plane = *value.sure();
            if !part.surely {
                *unknown = *value.possible();
                unknown.iter_mut().zip(value.sure()).for_each(|(word, sure)| *word &= !sure);
            }
            let nowhere = *plane == NOWHERE && *unknown == NOWHERE;
            if let (Some(never), Some(blank)) = (self.never.get_mut(at), self.blank.get_mut(at)) {
                (*never, *blank) = (nowhere, nowhere);
            }
        }
    }

    /// Whether some request of the block leaves some fact unknown.
    #[must_use]
    pub fn has_unknown(&self) -> bool {
        self.has_unknown
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

    /// The requests for which the literal is surely true.
    #[must_use]
    #[inline(always)]
    pub fn surely(&self, lit: Lit) -> &Plane {
        self.literals.get(lit.0 as usize).unwrap_or(&NOWHERE)
    }

    /// Whether the literal is surely false for every request of the block.
    #[must_use]
    pub fn is_never(&self, lit: Lit) -> bool {
        self.never.get(lit.0 as usize).copied().unwrap_or(false)
    }

    #[inline(always)]
    fn load_fact(&mut self, classes: &Classes, fact: FactId, column: &Column) {
        let mut place_of_code = std::mem::take(&mut self.place_of_code);
        let places = self.places(classes, fact, column, &mut place_of_code);
        // One more: the values that the classes do not know, and whatever is unknown.
        self.classes.clear();
        self.classes.resize(places + 1, NOWHERE);
        let plain = places == classes.count(fact) && classes.is_plain(fact);
        match column {
            Column::One(codes) if places < 255 => self.split(codes, &place_of_code, plain),
            Column::Many { ends, codes } if places < 64 && codes.len() > ends.len() => {
                self.spread(ends, codes, &place_of_code);
            }
            Column::One(_) | Column::Many { .. } => scatter(column, &place_of_code, &mut self.classes),
        }
        self.place_of_code = place_of_code;
        let unknown = self.classes.get(places).copied().unwrap_or(NOWHERE);
        let some_unknown = unknown != NOWHERE;
        self.has_unknown |= some_unknown;
        if let Some(plane) = self.unknown.get_mut(usize::from(fact.0)) {
            *plane = unknown;
        }
        for lit in classes.literals(fact) {
            self.load_literal(classes, *lit, some_unknown);
        }
    }

    /// Gives every class a place, and every code that of its class; how many places there are. Where there are many
    /// classes only those that occur get one: law of which no request speaks is then nearly free.
    #[inline(always)]
    fn places(&mut self, classes: &Classes, fact: FactId, column: &Column, place_of_code: &mut Vec<u16>) -> usize {
        let (class_of, count) = (classes.class_of(fact), classes.count(fact));
        place_of_code.clear();
        self.place_of_class.clear();
        if count < FEW {
            place_of_code.extend_from_slice(class_of);
            self.place_of_class.extend((0..count).filter_map(|class| u16::try_from(class).ok()));
            return count;
        }
        self.seen.clear();
        self.seen.resize(class_of.len(), false);
        let (Column::One(codes) | Column::Many { codes, .. }) = column;
        for code in codes {
            if let Some(seen) = self.seen.get_mut(usize::from(*code)) {
                *seen = true;
            }
        }
        self.place_of_class.resize(count, ABSENT);
        place_of_code.resize(class_of.len(), ABSENT);
        let mut places = 0;
        for ((code, class), _) in place_of_code.iter_mut().zip(class_of).zip(&self.seen).filter(|(_, seen)| **seen) {
            let Some(place) = self.place_of_class.get_mut(usize::from(*class)) else { continue };
            if *place == ABSENT {
                *place = places;
                places += 1;
            }
            *code = *place;
        }
        usize::from(places)
    }

    /// The column of a literal from those of the classes that make it true.
    #[inline(always)]
    fn load_literal(&mut self, classes: &Classes, lit: Lit, some_unknown: bool) {
        let at = lit.0 as usize;
        let (Some(plane), Some(never), Some(blank)) =
            (self.literals.get_mut(at), self.never.get_mut(at), self.blank.get_mut(at))
        else {
            return;
        };
        if !*blank {
            *plane = NOWHERE;
            *blank = true;
        }
        for class in classes.literal(lit).1 {
            let place = self.place_of_class.get(usize::from(*class)).copied().unwrap_or(ABSENT);
            if place != ABSENT
                && let Some(class) = self.classes.get(usize::from(place))
            {
                plane.iter_mut().zip(class).for_each(|(word, more)| *word |= more);
                *blank = false;
            }
        }
        *blank = *blank || *plane == NOWHERE;
        *never = *blank && !some_unknown;
    }

    /// The columns of the classes of a fact with one value.
    #[inline(always)]
    fn split(&mut self, codes: &[u16], place_of: &[u16], plain: bool) {
        let unknown = self.classes.len() - 1;
        let last = u16::try_from(unknown).unwrap_or(u16::MAX);
        let bytes = self.bytes.as_flattened_mut();
        // Behind the last request stands a class that nobody asks for.
        bytes.fill((last + 1) as u8);
        if plain {
            bytes.iter_mut().zip(codes).for_each(|(byte, code)| *byte = (*code).min(last) as u8);
        } else {
            for (byte, code) in bytes.iter_mut().zip(codes) {
                *byte = place_of.get(usize::from(*code)).copied().unwrap_or(last) as u8;
            }
        }
        let bits = usize::BITS - (unknown + 1).leading_zeros();
        self.bits.resize(bits as usize, NOWHERE);
        bit_planes(&self.bytes, &mut self.bits);
        let (low, high) = self.bits.split_at(self.bits.len().min(3));
        let (low, high) = (minterms(low), minterms(high));
        for (class, plane) in self.classes.iter_mut().enumerate() {
            if let (Some(low), Some(high)) = (low.get(class % 8), high.get(class / 8)) {
                plane.iter_mut().zip(low).zip(high).for_each(|((word, low), high)| *word = low & high);
            }
        }
    }

    /// The columns of the classes of a set fact.
    #[inline(always)]
    fn spread(&mut self, ends: &[u32], codes: &[u16], place_of: &[u16]) {
        self.bit_of.clear();
        self.bit_of.extend(place_of.iter().map(|place| 1u64 << (place % 64)));
        self.bit_of.push(1 << ((self.classes.len() - 1) % 64));
        let (bit_of, unknown) = (&self.bit_of[..], self.bit_of.len() - 1);
        let bit = |code: u16| bit_of.get(usize::from(code).min(unknown)).copied().unwrap_or(0);
        self.masks.fill(0);
        let mut start = 0;
        for (slot, end) in self.masks.iter_mut().zip(ends.iter().map(|end| *end as usize)) {
            let list = codes.get(start..).unwrap_or_default();
            let len = end - start;
            // Lists are short, and of random length: to look at four codes always is cheaper than to guess wrong.
            *slot = match list.first_chunk::<4>() {
                Some(four) if len <= 4 => {
                    let bits =
                        four.iter().enumerate().map(|(at, code)| bit(*code) & u64::from(at < len).wrapping_neg());
                    bits.fold(0, |mask, bit| mask | bit)
                }
                _ => list.iter().take(len).fold(0, |mask, code| mask | bit(*code)),
            };
            start = end;
        }
        for (eight, planes) in self.classes.chunks_mut(8).enumerate() {
            for (byte, mask) in self.bytes.as_flattened_mut().iter_mut().zip(self.masks.iter()) {
                *byte = (mask >> (8 * eight)) as u8;
            }
            bit_planes(&self.bytes, planes);
        }
    }
}

/// The first requests of a block.
fn prefix(len: usize) -> Plane {
    let mut plane = NOWHERE;
    for at in 0..len {
        let (word, bit) = spot(at);
        if let Some(word) = plane.get_mut(word) {
            *word |= 1 << bit;
        }
    }
    plane
}

/// The columns of the lowest bits of bytes.
#[inline(always)]
fn bit_planes(bytes: &Bytes, planes: &mut [Plane]) {
    const LOWEST: u64 = 0x0101_0101_0101_0101;
    for (bit, plane) in planes.iter_mut().enumerate() {
        *plane = NOWHERE;
        for (run, bytes) in bytes.chunks_exact(WORDS).enumerate() {
            for (word, eight) in plane.iter_mut().zip(bytes) {
                *word |= ((u64::from_le_bytes(*eight) >> bit) & LOWEST) << run;
            }
        }
    }
}

/// For every combination of these bits, by number: the requests that have it.
#[inline(always)]
fn minterms(bits: &[Plane]) -> Vec<Plane> {
    let mut terms = vec![[u64::MAX; WORDS]];
    for bit in bits {
        for at in 0..terms.len() {
            let Some(term) = terms.get_mut(at) else { continue };
            let mut with = *term;
            with.iter_mut().zip(bit).for_each(|(word, bit)| *word &= bit);
            term.iter_mut().zip(bit).for_each(|(word, bit)| *word &= !bit);
            terms.push(with);
        }
    }
    terms
}

/// Sets the bit of each request in the plane of each of its classes; the last plane is *unknown*.
#[inline(always)]
fn scatter(column: &Column, place_of: &[u16], planes: &mut [Plane]) {
    let unknown = planes.len().saturating_sub(1);
    let mut set = |at: usize, codes: &[u16]| {
        let (word, bit) = spot(at);
        for code in codes {
            let place = place_of.get(usize::from(*code)).map_or(unknown, |place| usize::from(*place));
            if let Some(word) = planes.get_mut(place).and_then(|plane| plane.get_mut(word)) {
                *word |= 1 << bit;
            }
        }
    };
    match column {
        Column::One(codes) => codes.iter().enumerate().for_each(|(at, code)| set(at, std::slice::from_ref(code))),
        Column::Many { ends, codes } => {
            let mut start = 0;
            for (at, end) in ends.iter().map(|end| *end as usize).enumerate() {
                if start < end {
                    set(at, codes.get(start..end).unwrap_or_default());
                    start = end;
                }
            }
        }
    }
}
