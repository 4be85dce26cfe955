//! Facts, values and sets of values as small numbers.

use fixedbitset::FixedBitSet;

/// The number of a fact in the vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub u16);

/// The number of a value in its fact's domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub u16);

impl Code {
    /// So many values can a fact have: law with more is refused when it is read.
    pub const MOST: usize = u16::MAX as usize;

    /// The value with this number.
    #[must_use]
    pub fn from_index(index: usize) -> Self {
        Self(u16::try_from(index).unwrap_or(u16::MAX))
    }
}

/// A set of values of one domain. Two sets are equal only if they were made for the same domain size.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeSet(FixedBitSet);

impl CodeSet {
    /// The empty set in a domain of `size` values.
    #[must_use]
    pub fn none(size: usize) -> Self {
        Self(FixedBitSet::with_capacity(size))
    }

    /// All values of a domain of `size` values.
    #[must_use]
    pub fn full(size: usize) -> Self {
        let mut bits = FixedBitSet::with_capacity(size);
        bits.insert_range(..);
        Self(bits)
    }

    /// These values in a domain of `size` values; a value outside the domain is left out.
    #[must_use]
    pub fn of(size: usize, codes: impl IntoIterator<Item = Code>) -> Self {
        let mut set = Self::none(size);
        for code in codes {
            set.insert(code);
        }
        set
    }

    /// Adds a value; one outside the domain is ignored.
    pub fn insert(&mut self, code: Code) {
        if usize::from(code.0) < self.0.len() {
            self.0.insert(usize::from(code.0));
        }
    }

    /// Takes a value out.
    pub fn remove(&mut self, code: Code) {
        if usize::from(code.0) < self.0.len() {
            self.0.remove(usize::from(code.0));
        }
    }

    /// Whether the value is in the set.
    #[must_use]
    pub fn contains(&self, code: Code) -> bool {
        self.0.contains(usize::from(code.0))
    }

    /// Whether the two sets share a value.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        !self.0.is_disjoint(&other.0)
    }

    /// Whether it shares a value with what two other sets have in common.
    #[must_use]
    pub fn meets_common(&self, one: &Self, other: &Self) -> bool {
        let mut words = self.0.as_slice().iter().zip(one.0.as_slice()).zip(other.0.as_slice());
        words.any(|((mine, one), other)| mine & one & other != 0)
    }

    /// Whether every value of this set is in the other.
    #[must_use]
    pub fn within(&self, other: &Self) -> bool {
        self.0.is_subset(&other.0)
    }

    /// Adds all values of the other set.
    pub fn add_all(&mut self, other: &Self) {
        self.0.union_with(&other.0);
    }

    /// Keeps only the values that the other set has too.
    pub fn keep(&mut self, other: &Self) {
        self.0.intersect_with(&other.0);
    }

    /// Takes all values of the other set out.
    pub fn remove_all(&mut self, other: &Self) {
        self.0.difference_with(&other.0);
    }

    /// Whether no value is in the set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_clear()
    }

    /// The values, in order.
    pub fn iter(&self) -> impl Iterator<Item = Code> {
        self.0.ones().map(|at| Code(u16::try_from(at).unwrap_or(u16::MAX)))
    }
}

/// What a request says of one fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// Nothing.
    Unknown,
    /// The fact's one value.
    One(Code),
    /// All values of a set fact, perhaps none.
    Many(CodeSet),
}
