//! Which ids there were, so that a doubled one is told.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use hashbrown::HashSet;

/// So many ids are remembered: memory stays flat however long the input.
const MOST: usize = 1 << 20;

/// The hashes of the first ids.
#[derive(Debug, Default)]
pub(super) struct Ids(HashSet<u64>);

impl Ids {
    /// Whether an earlier row had this id, as far as is remembered.
    pub(super) fn had(&mut self, id: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        let hash = hasher.finish();
        if self.0.len() < MOST { !self.0.insert(hash) } else { self.0.contains(&hash) }
    }
}
