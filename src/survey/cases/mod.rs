//! The real cases, scored: what comity says against what is on record.

mod judge;

use rayon::prelude::*;

use crate::atlas::Atlas;
use crate::corpus::{Case, Corpus, ExpectedCertainty, ExpectedVerdict, RecordedConflict};
use crate::law::{Day, JurisdictionId, MechanismId};
use crate::lawbook::{Lawbook, jurisdiction};
use crate::solve::{Certainty, Outcome, Solution, Verdict, solve};
use judge::Judge;

/// How comity does on one case, column by column. `None` stands where the case expects nothing, so that nothing counts
/// as right there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// The case.
    pub case: String,
    /// Whether it finds a conflict where the record has one, and none where it has none.
    pub conflict: Option<bool>,
    /// Whether verdict and certainty are right.
    pub answer: Option<bool>,
    /// Whether the right jurisdictions and provisions collide.
    pub provisions: Option<bool>,
    /// Whether the right mechanisms are open or hang on facts, and no wrong one.
    pub mechanisms: Option<bool>,
    /// What is wrong.
    pub misses: Vec<Miss>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Miss {
    /// The record shows a conflict or none, and the answer does not.
    Conflict {
        /// What is on record.
        recorded: RecordedConflict,
        /// How sure the surest conflict is that was found.
        found: Option<Certainty>,
    },
    /// The verdict is another.
    Verdict {
        /// What record and law call for.
        expected: ExpectedVerdict,
        /// What the answer is.
        found: ExpectedVerdict,
    },
    /// The surest conflict is more or less sure.
    Certainty {
        /// What record and law call for.
        expected: ExpectedCertainty,
        /// What the answer is.
        found: Option<ExpectedCertainty>,
    },
    /// Two legal orders do not collide, requiring side first.
    Pair(JurisdictionId, JurisdictionId),
    /// A provision takes no part, by full name.
    Provision(String),
    /// A mechanism is in another state.
    Mechanism {
        /// Which.
        mechanism: MechanismId,
        /// What record and law call for.
        expected: Way,
        /// What the answer is.
        found: Way,
    },
}

/// Whether a mechanism is a way out of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It is open.
    Open,
    /// That hangs on facts that the request does not give.
    NeedsFacts,
    /// It is not open.
    NotOpen,
}

impl Score {
    /// The names of the columns, in order.
    pub const COLUMNS: [&'static str; 4] = ["conflict", "answer", "provisions", "mechanisms"];

    /// The columns, in this order.
    #[must_use]
    pub fn columns(&self) -> [Option<bool>; 4] {
        [self.conflict, self.answer, self.provisions, self.mechanisms]
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn right(&self) -> bool {
        !self.columns().contains(&Some(false))
    }
}

/// Scores every case on the law of its own date.
#[must_use]
pub fn scores(corpus: &Corpus, atlas: &Atlas, cases: &[Case]) -> Vec<Score> {
    let each = cases.par_iter().map(|case| {
        let book = book(corpus, atlas, case);
        score(&book, case, &solve(&book, &case.request.facts))
    });
    each.collect()
}

/// The law on which a case is answered: that of those whom it names, on its date.
#[must_use]
pub fn book<'c>(corpus: &'c Corpus, atlas: &Atlas, case: &Case) -> Lawbook<'c> {
    let named: Vec<JurisdictionId> = corpus.named(&case.request.facts).iter().map(jurisdiction).collect();
    Lawbook::between(corpus, atlas, day(case), &named)
}

/// The date on which the law is read for a case.
#[must_use]
pub fn day(case: &Case) -> Day {
    case.request.as_of.unwrap_or(case.date)
}

/// Compares the answer to a case with what it expects.
#[must_use]
pub fn score(book: &Lawbook<'_>, case: &Case, solution: &Solution) -> Score {
    let judge = Judge { book, case, solution };
    let mut misses = Vec::new();
    let mut column = |asked: bool, found: Vec<Miss>| {
        let right = asked.then_some(found.is_empty());
        misses.extend(found);
        right
    };
    let expect = &case.expect;
    let pairs = case.on_record.conflict != RecordedConflict::No && !expect.pairs.is_empty();
    let lists = [&expect.open, &expect.needs_facts, &expect.not_open];
    let conflict = column(true, judge.conflict());
    let answer = column(expect.verdict.is_some() || expect.certainty.is_some(), judge.answer());
    let provisions = column(pairs || !expect.provisions.is_empty(), judge.provisions());
    let mechanisms = column(lists.iter().any(|list| !list.is_empty()), judge.mechanisms());
    Score { case: case.name.clone(), conflict, answer, provisions, mechanisms, misses }
}

/// A verdict as files of cases and snapshots write it.
pub(super) fn expected_verdict(verdict: Verdict) -> ExpectedVerdict {
    match verdict {
        Verdict::Clear => ExpectedVerdict::Clear,
        Verdict::Unknown => ExpectedVerdict::Unknown,
        Verdict::Conflict(Outcome::Resolvable) => ExpectedVerdict::Resolvable,
        Verdict::Conflict(Outcome::Reroutable) => ExpectedVerdict::Reroutable,
        Verdict::Conflict(Outcome::Discretionary) => ExpectedVerdict::Discretionary,
        Verdict::Conflict(Outcome::Deadlock) => ExpectedVerdict::Deadlock,
    }
}

/// A certainty as files of cases and snapshots write it.
pub(super) fn expected_certainty(certainty: Certainty) -> ExpectedCertainty {
    match certainty {
        Certainty::Certain => ExpectedCertainty::Certain,
        Certainty::Contested => ExpectedCertainty::Contested,
        Certainty::Possible => ExpectedCertainty::Possible,
    }
}
