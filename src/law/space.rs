//! A space of requests: every combination of a few values for each fact.

use super::day::Day;
use super::ids::{Id, Table};
use crate::logic::{FactId, Known};

/// A space, resolved against a vocabulary. Its requests are numbered and made when they are wanted, never stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Space {
    /// The name that a report shows.
    pub name: String,
    /// The date on which the law is read, if the space names one.
    pub as_of: Option<Day>,
    /// The values of each fact: at least one, none twice.
    values: Table<FactId, Vec<Known>>,
    /// The facts by whose values the answers are counted, in order; none twice.
    group_by: Vec<FactId>,
}

/// So many groups a table may have.
pub const MOST_GROUPS: u64 = 1_000_000;

/// Why values make no space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoSpace {
    /// More requests than 64 bits count.
    #[error("the space has more than {} requests", u64::MAX)]
    TooLarge,
    /// More groups than a table has rows.
    #[error("the requests fall into more than {MOST_GROUPS} groups")]
    TooManyGroups,
}

impl Space {
    /// The space of these values; every fact has at least one and none twice.
    ///
    /// # Errors
    /// If it has more requests or groups than can be counted.
    pub fn new(
        name: String,
        as_of: Option<Day>,
        values: Table<FactId, Vec<Known>>,
        group_by: Vec<FactId>,
    ) -> Result<Self, NoSpace> {
        let times = |product: u64, fact: FactId| product.checked_mul(values[fact].len() as u64);
        values.ids().try_fold(1, times).ok_or(NoSpace::TooLarge)?;
        if group_by.iter().copied().try_fold(1, times).is_none_or(|groups| groups > MOST_GROUPS) {
            return Err(NoSpace::TooManyGroups);
        }
        Ok(Self { name, as_of, values, group_by })
    }

    /// The same, counted by other facts.
    ///
    /// # Errors
    /// If there are too many groups.
    pub fn grouped_by(self, group_by: Vec<FactId>) -> Result<Self, NoSpace> {
        Self::new(self.name, self.as_of, self.values, group_by)
    }

    /// The values of a fact.
    #[must_use]
    pub fn values(&self, fact: FactId) -> &[Known] {
        &self.values[fact]
    }

    /// The facts by whose values the answers are counted.
    #[must_use]
    pub fn group_by(&self) -> &[FactId] {
        &self.group_by
    }

    /// The facts in the order in which requests are numbered: those of the groups first, then the others in the order
    /// of the vocabulary; the value of the last one changes fastest.
    pub fn order(&self) -> impl Iterator<Item = FactId> {
        let others = self.values.ids().filter(|fact| !self.group_by.contains(fact));
        self.group_by.iter().copied().chain(others)
    }

    /// The facts that the space leaves more than one value, in that order.
    pub fn varied(&self) -> impl Iterator<Item = FactId> {
        self.order().filter(|fact| self.values[*fact].len() > 1)
    }

    /// How many requests there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.values.iter().map(|(_, values)| values.len() as u64).product()
    }

    /// Whether there is none; there always is one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many groups there are.
    #[must_use]
    pub fn groups(&self) -> u64 {
        self.group_by.iter().map(|fact| self.values[*fact].len() as u64).product()
    }

    /// The values of a group, by the facts of [`group_by`](Self::group_by).
    #[must_use]
    pub fn group(&self, number: u64) -> Vec<&Known> {
        let mut rest = number;
        let mut values: Vec<&Known> = Vec::new();
        for fact in self.group_by.iter().rev() {
            values.extend(digit(&mut rest, &self.values[*fact]));
        }
        values.reverse();
        values
    }

    /// The facts of the request with this number, by fact number.
    #[must_use]
    pub fn request(&self, number: u64) -> Vec<Known> {
        let mut rest = number;
        let mut facts = vec![Known::Unknown; self.values.len()];
        for fact in self.order().collect::<Vec<_>>().into_iter().rev() {
            if let (Some(slot), Some(value)) = (facts.get_mut(fact.index()), digit(&mut rest, &self.values[fact])) {
                *slot = value.clone();
            }
        }
        facts
    }
}

/// Takes the last digit off a number in mixed radix.
fn digit<'v>(rest: &mut u64, values: &'v [Known]) -> Option<&'v Known> {
    let radix = values.len().max(1) as u64;
    let digit = usize::try_from(*rest % radix).ok()?;
    *rest /= radix;
    values.get(digit)
}
