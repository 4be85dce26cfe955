//! Chains of memberships on one day, each found once.

use std::collections::VecDeque;
use std::sync::OnceLock;

use crate::law::{JurisdictionId, Table};

/// Who belongs to whom on a day, in both directions, and the shortest chains between them. A lawbook keeps it; the
/// chains from one jurisdiction are worked out when they are first asked for.
#[derive(Debug)]
pub struct Chains {
    neighbours: Table<JurisdictionId, Vec<JurisdictionId>>,
    /// From each jurisdiction: the step before each other one on the way to it.
    before: Table<JurisdictionId, OnceLock<Before>>,
}

type Before = Table<JurisdictionId, Option<JurisdictionId>>;

impl Chains {
    /// The neighbours of each jurisdiction, in order.
    pub(super) fn new(neighbours: Table<JurisdictionId, Vec<JurisdictionId>>) -> Self {
        let before = neighbours.ids().map(|_| OnceLock::new()).collect();
        Self { neighbours, before }
    }

    /// The shortest chain of memberships between two jurisdictions, both included; ties go to the first code. Empty if
    /// there is none.
    #[must_use]
    pub fn between(&self, from: JurisdictionId, to: JurisdictionId) -> Vec<JurisdictionId> {
        let before = self.before[from].get_or_init(|| self.walk(from));
        let mut chain = vec![to];
        let mut at = to;
        while at != from {
            let Some(step) = before[at] else { return Vec::new() };
            chain.push(step);
            at = step;
        }
        chain.reverse();
        chain
    }

    /// Everything that can be reached, nearest first.
    fn walk(&self, from: JurisdictionId) -> Before {
        let mut before: Before = self.neighbours.ids().map(|_| None).collect();
        before[from] = Some(from);
        let mut queue = VecDeque::from([from]);
        while let Some(at) = queue.pop_front() {
            for next in &self.neighbours[at] {
                if before[*next].is_none() {
                    before[*next] = Some(at);
                    queue.push_back(*next);
                }
            }
        }
        before
    }
}
