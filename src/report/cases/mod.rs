//! The real cases: the table of their scores, and one case explained.

mod one;

use schemars::JsonSchema;
use serde::Serialize;

use super::names::{Certainty, Outcome};
use super::{Receipt, SCHEMA_VERSION};
use crate::corpus::{Case, Corpus, RecordedConflict};
use crate::survey::cases::{Miss, Score, Way};

pub use one::{CaseReport, ExpectReport, NamedLaw, RecordReport, case};

/// How comity does on the real cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CasesReport<'c> {
    /// The version of this form.
    pub schema_version: u32,
    /// The cases that were asked for, by id.
    pub cases: Vec<ScoreReport<'c>>,
    /// Column by column, over all cases.
    pub totals: Vec<TotalReport>,
    /// In how many cases nothing is wrong.
    pub right: usize,
    /// How many cases there are.
    pub of: usize,
    /// What the answer was made with.
    pub receipt: Receipt,
}

/// How many cases come out right in one column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TotalReport {
    /// `conflict`, `answer`, `provisions` or `mechanisms`.
    pub column: &'static str,
    /// How many are right.
    pub right: usize,
    /// How many ask for it.
    pub asked: usize,
}

/// How comity does on one case. A column is `null` where the case expects nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ScoreReport<'c> {
    /// The id.
    pub case: &'c str,
    /// What the case is called.
    pub name: &'c str,
    /// The date on which the law was read.
    pub as_of: String,
    /// Whether there is a conflict where the record has one, and none where it has none.
    pub conflict: Option<bool>,
    /// Whether verdict and certainty are right.
    pub answer: Option<bool>,
    /// Whether the right jurisdictions and provisions collide.
    pub provisions: Option<bool>,
    /// Whether the right mechanisms are open or hang on facts, and no wrong one.
    pub mechanisms: Option<bool>,
    /// What is wrong.
    pub misses: Vec<MissReport<'c>>,
}

impl ScoreReport<'_> {
    /// The columns, in the order of the totals.
    #[must_use]
    pub fn columns(&self) -> [Option<bool>; 4] {
        [self.conflict, self.answer, self.provisions, self.mechanisms]
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "wrong", rename_all = "snake_case")]
pub enum MissReport<'c> {
    /// The record shows a conflict or none, and the answer does not.
    Conflict {
        /// `yes`, `no` or `partial`.
        recorded: &'static str,
        /// How sure the surest conflict is that was found.
        found: Option<Certainty>,
    },
    /// The verdict is another.
    Verdict {
        /// What record and law call for.
        expected: Outcome,
        /// What the answer is.
        found: Outcome,
    },
    /// The surest conflict is more or less sure.
    Certainty {
        /// What record and law call for.
        expected: Certainty,
        /// What the answer is.
        found: Option<Certainty>,
    },
    /// Two legal orders do not collide.
    Pair {
        /// Whose law requires.
        requiring: &'c str,
        /// Whose law forbids.
        forbidding: &'c str,
    },
    /// A provision takes no part.
    Provision {
        /// Which.
        provision: String,
    },
    /// A mechanism is in another state.
    Mechanism {
        /// Which.
        mechanism: &'c str,
        /// `open`, `needs_facts` or `not_open`: what record and law call for.
        expected: &'static str,
        /// What the answer is.
        found: &'static str,
    },
}

/// Writes the scores of all cases; with `only_wrong` only those in which something is wrong. The totals are always those
/// of all.
#[must_use]
pub fn cases<'c>(corpus: &'c Corpus, cases: &'c [Case], scores: &[Score], only_wrong: bool) -> CasesReport<'c> {
    let shown = scores.iter().filter(|score| !only_wrong || !score.right());
    let shown = shown.filter_map(|score| Some((score, cases.iter().find(|case| case.name == score.case)?)));
    CasesReport {
        schema_version: SCHEMA_VERSION,
        cases: shown.map(|(score, case)| self::score(corpus, case, score)).collect(),
        totals: totals(scores),
        right: scores.iter().filter(|score| score.right()).count(),
        of: scores.len(),
        receipt: Receipt::new(corpus),
    }
}

fn totals(scores: &[Score]) -> Vec<TotalReport> {
    let columns = Score::COLUMNS.into_iter().enumerate().map(|(at, column)| {
        let told: Vec<bool> = scores.iter().filter_map(|score| score.columns().get(at).copied().flatten()).collect();
        TotalReport { column, right: told.iter().filter(|right| **right).count(), asked: told.len() }
    });
    columns.collect()
}

/// Writes the score of one case.
fn score<'c>(corpus: &'c Corpus, case: &'c Case, score: &Score) -> ScoreReport<'c> {
    ScoreReport {
        case: &case.name,
        name: &case.title,
        as_of: crate::survey::cases::day(case).to_string(),
        conflict: score.conflict,
        answer: score.answer,
        provisions: score.provisions,
        mechanisms: score.mechanisms,
        misses: score.misses.iter().map(|miss| self::miss(corpus, miss)).collect(),
    }
}

fn miss<'c>(corpus: &'c Corpus, miss: &Miss) -> MissReport<'c> {
    match miss {
        Miss::Conflict { recorded, found } => {
            MissReport::Conflict { recorded: recorded_name(*recorded), found: found.map(Into::into) }
        }
        Miss::Verdict { expected, found } => {
            MissReport::Verdict { expected: (*expected).into(), found: (*found).into() }
        }
        Miss::Certainty { expected, found } => {
            MissReport::Certainty { expected: (*expected).into(), found: found.map(Into::into) }
        }
        Miss::Pair(requiring, forbidding) => MissReport::Pair {
            requiring: &corpus.jurisdictions[*requiring].code,
            forbidding: &corpus.jurisdictions[*forbidding].code,
        },
        Miss::Provision(provision) => MissReport::Provision { provision: provision.clone() },
        Miss::Mechanism { mechanism, expected, found } => MissReport::Mechanism {
            mechanism: &corpus.mechanisms[*mechanism].name,
            expected: way_name(*expected),
            found: way_name(*found),
        },
    }
}

/// What a record shows, as files of cases write it.
fn recorded_name(recorded: RecordedConflict) -> &'static str {
    match recorded {
        RecordedConflict::Yes => "yes",
        RecordedConflict::No => "no",
        RecordedConflict::Partial => "partial",
    }
}

/// Whether a mechanism is a way out, as files of cases write it.
fn way_name(way: Way) -> &'static str {
    match way {
        Way::Open => "open",
        Way::NeedsFacts => "needs_facts",
        Way::NotOpen => "not_open",
    }
}
