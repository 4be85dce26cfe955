//! The answers for a block of requests, flat.

use super::plan::PairId;
use crate::solve::{Certainty, Outcome, Verdict};

/// One conflict of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// Which two norms collide.
    pub pair: PairId,
    /// How sure that is.
    pub certainty: Certainty,
    /// The best that the available ways out achieve.
    pub outcome: Outcome,
    /// Whether a binding mechanism in use has resolved it.
    pub resolved: bool,
}

/// The answers for a block, by request. Buffers are kept from block to block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    pub(super) verdicts: Vec<Verdict>,
    pub(super) worst_cases: Vec<Verdict>,
    pub(super) ends: Vec<u32>,
    pub(super) findings: Vec<Finding>,
}

impl Answers {
    /// How many requests were answered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.verdicts.len()
    }

    /// Whether no request was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.verdicts.is_empty()
    }

    /// The worst outcome among a request's certain and contested conflicts.
    #[must_use]
    pub fn verdict(&self, request: usize) -> Option<Verdict> {
        self.verdicts.get(request).copied()
    }

    /// The worst outcome of a request if its possible conflicts come true.
    #[must_use]
    pub fn worst_case(&self, request: usize) -> Option<Verdict> {
        self.worst_cases.get(request).copied()
    }

    /// The conflicts of a request, resolved ones too, in the order in which the plain solver gives them.
    #[must_use]
    pub fn findings(&self, request: usize) -> &[Finding] {
        let end = |at: usize| self.ends.get(at).map_or(self.findings.len(), |end| *end as usize);
        let start = request.checked_sub(1).map_or(0, end);
        self.findings.get(start..end(request)).unwrap_or_default()
    }

    /// All conflicts of all requests.
    #[must_use]
    pub fn all(&self) -> &[Finding] {
        &self.findings
    }

    pub(super) fn clear(&mut self) {
        self.verdicts.clear();
        self.worst_cases.clear();
        self.ends.clear();
        self.findings.clear();
    }
}
