//! The stable names of outcomes and certainties, and of findings.

use schemars::JsonSchema;
use serde::Serialize;

use crate::solve;
pub use crate::solve::finding_id;

/// An outcome or a verdict, as every output names it, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// No conflict.
    Clear,
    /// The provider or its customer can end it by right.
    Resolvable,
    /// The authority can get the data lawfully by another way.
    Reroutable,
    /// It hangs on discretion.
    Discretionary,
    /// Nothing in force helps.
    Deadlock,
    /// Not all law involved is encoded.
    Unknown,
}

impl Outcome {
    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Clear => "clear",
            Outcome::Resolvable => "resolvable",
            Outcome::Reroutable => "reroutable",
            Outcome::Discretionary => "discretionary",
            Outcome::Deadlock => "deadlock",
            Outcome::Unknown => "unknown",
        }
    }

    /// Its place among the verdicts, best first, as lists of counts have it too.
    #[must_use]
    pub fn place(self) -> usize {
        match self {
            Outcome::Clear => 0,
            Outcome::Unknown => 1,
            Outcome::Resolvable => 2,
            Outcome::Reroutable => 3,
            Outcome::Discretionary => 4,
            Outcome::Deadlock => 5,
        }
    }

    /// The one letter that stands beside the colour everywhere.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Outcome::Clear => '·',
            Outcome::Resolvable => 'R',
            Outcome::Reroutable => 'W',
            Outcome::Discretionary => 'D',
            Outcome::Deadlock => 'X',
            Outcome::Unknown => '?',
        }
    }
}

impl From<solve::Outcome> for Outcome {
    fn from(outcome: solve::Outcome) -> Self {
        match outcome {
            solve::Outcome::Resolvable => Outcome::Resolvable,
            solve::Outcome::Reroutable => Outcome::Reroutable,
            solve::Outcome::Discretionary => Outcome::Discretionary,
            solve::Outcome::Deadlock => Outcome::Deadlock,
        }
    }
}

impl From<solve::Verdict> for Outcome {
    fn from(verdict: solve::Verdict) -> Self {
        match verdict {
            solve::Verdict::Clear => Outcome::Clear,
            solve::Verdict::Unknown => Outcome::Unknown,
            solve::Verdict::Conflict(outcome) => outcome.into(),
        }
    }
}

/// How sure a conflict is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Both norms apply, undisputed.
    Certain,
    /// An arguable exception may apply.
    Contested,
    /// Facts are missing.
    Possible,
}

impl Certainty {
    /// The name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Certain => "certain",
            Certainty::Contested => "contested",
            Certainty::Possible => "possible",
        }
    }
}

impl From<solve::Certainty> for Certainty {
    fn from(certainty: solve::Certainty) -> Self {
        match certainty {
            solve::Certainty::Certain => Certainty::Certain,
            solve::Certainty::Contested => Certainty::Contested,
            solve::Certainty::Possible => Certainty::Possible,
        }
    }
}
