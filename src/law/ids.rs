//! Ids are small typed numbers; names are for people.

use std::marker::PhantomData;

/// A number that stands for one thing of one kind.
pub trait Id: Copy + Eq + Ord {
    /// The id with this number.
    fn from_index(index: usize) -> Self;
    /// The number.
    fn index(self) -> usize;
}

/// Kinds of numbers.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $crate::law::Id for $name {
            fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

pub(crate) use ids;

ids! {
    /// A jurisdiction; numbers follow the order of the codes.
    JurisdictionId;
    /// An instrument; numbers follow the order of the ids.
    InstrumentId;
    /// One version of a provision; numbers follow instrument, then place in the file.
    ProvisionId;
    /// A mechanism; numbers follow the order of the ids.
    MechanismId;
    /// A kind of mechanism, in the order of the vocabulary.
    KindId;
    /// An act, in the order of the vocabulary.
    ActId;
    /// A topic, in the order of the vocabulary.
    TopicId;
    /// A principle, in the order of its file.
    PrincipleId;
}

impl Id for crate::logic::FactId {
    fn from_index(index: usize) -> Self {
        Self(u16::try_from(index).unwrap_or(u16::MAX))
    }

    fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A vector that is indexed by one kind of id only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<I, T> {
    items: Vec<T>,
    id: PhantomData<I>,
}

impl<I, T> Default for Table<I, T> {
    fn default() -> Self {
        Self { items: Vec::new(), id: PhantomData }
    }
}

impl<I: Id, T> Table<I, T> {
    /// How many things there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Adds a thing and gives it the next number.
    pub fn push(&mut self, item: T) -> I {
        self.items.push(item);
        I::from_index(self.items.len() - 1)
    }

    /// Every thing with its number, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator {
        self.items.iter().enumerate().map(|(index, item)| (I::from_index(index), item))
    }

    /// The numbers, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + use<I, T> {
        (0..self.items.len()).map(I::from_index)
    }

    /// The things alone, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        &self.items
    }
}

impl<I: Id, T> FromIterator<T> for Table<I, T> {
    fn from_iter<C: IntoIterator<Item = T>>(items: C) -> Self {
        Self { items: items.into_iter().collect(), id: PhantomData }
    }
}

impl<I: Id, T> std::ops::Index<I> for Table<I, T> {
    type Output = T;

    #[expect(
        clippy::indexing_slicing,
        reason = "an id is made only for a table's own rows, and rows are never removed"
    )]
    fn index(&self, id: I) -> &T {
        &self.items[id.index()]
    }
}

impl<I: Id, T> std::ops::IndexMut<I> for Table<I, T> {
    #[expect(
        clippy::indexing_slicing,
        reason = "an id is made only for a table's own rows, and rows are never removed"
    )]
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.items[id.index()]
    }
}
