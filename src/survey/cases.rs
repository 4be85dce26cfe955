//! The real cases, scored: what comity says against what is on record.

use crate::atlas::Atlas;
use crate::corpus::{Case, Corpus, ExpectedCertainty, ExpectedVerdict, RecordedConflict};
use crate::law::{JurisdictionId, MechanismId, Modality};
use crate::lawbook::{Lawbook, NormId, code};
use crate::logic::Truth;
use crate::solve::{Certainty, Conflict, Outcome, Solution, Status, Verdict, solve};

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
    /// What is wrong, in words.
    pub misses: Vec<String>,
}

impl Score {
    /// The columns with their names, in order.
    #[must_use]
    pub fn columns(&self) -> [(&'static str, Option<bool>); 4] {
        [
            ("conflict", self.conflict),
            ("answer", self.answer),
            ("provisions", self.provisions),
            ("mechanisms", self.mechanisms),
        ]
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn right(&self) -> bool {
        self.columns().iter().all(|(_, right)| *right != Some(false))
    }
}

/// Answers a case on the law of its date and compares.
#[must_use]
pub fn score(corpus: &Corpus, atlas: &Atlas, case: &Case) -> Score {
    let book = Lawbook::new(corpus, atlas, case.request.as_of.unwrap_or(case.date));
    let solution = solve(&book, &case.request.facts);
    let judge = Judge { book: &book, case, solution: &solution };
    let mut misses = Vec::new();
    let mut column = |asked: bool, found: Vec<String>| {
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

struct Judge<'a, 'c> {
    book: &'a Lawbook<'c>,
    case: &'a Case,
    solution: &'a Solution,
}

/// Each question returns what is wrong, in words.
impl Judge<'_, '_> {
    /// Yes is a certain or contested conflict; no is none of these; partial is a contested or possible one.
    fn conflict(&self) -> Vec<String> {
        let open: Vec<&Conflict> = self.solution.conflicts.iter().collect();
        let on_pairs: Vec<&Conflict> = self.on_pairs(&open).collect();
        let is = |certainty| on_pairs.iter().any(|conflict| conflict.certainty == certainty);
        let (certain, contested) = (is(Certainty::Certain), is(Certainty::Contested));
        let recorded = self.case.on_record.conflict;
        let right = match recorded {
            RecordedConflict::Yes => certain || contested,
            RecordedConflict::No => !certain && !contested,
            RecordedConflict::Partial => contested || is(Certainty::Possible),
        };
        let surest = on_pairs.iter().map(|conflict| conflict.certainty).min();
        let found = surest.map_or_else(|| "none".to_owned(), |surest| format!("a {} one", word(surest)));
        if right { Vec::new() } else { vec![format!("conflict on record: {}; found: {found}", word(recorded))] }
    }

    fn answer(&self) -> Vec<String> {
        let mut misses = Vec::new();
        let verdict = expected_verdict(self.solution.verdict);
        if let Some(expected) = self.case.expect.verdict.filter(|expected| *expected != verdict) {
            misses.push(format!("the verdict is {}, not {}", word(verdict), word(expected)));
        }
        let open: Vec<&Conflict> = self.solution.conflicts.iter().collect();
        let surest = self.on_pairs(&open).map(|conflict| conflict.certainty).min().map(expected_certainty);
        if let Some(expected) = self.case.expect.certainty.filter(|expected| surest != Some(*expected)) {
            let found = surest.map_or_else(|| "there is none".to_owned(), |found| format!("it is {}", word(found)));
            misses.push(format!("the surest conflict should be {}; {found}", word(expected)));
        }
        misses
    }

    fn provisions(&self) -> Vec<String> {
        let mut misses = Vec::new();
        let found = self.all_conflicts();
        let expected_none = self.case.on_record.conflict == RecordedConflict::No;
        for (requiring, forbidding) in &self.case.expect.pairs {
            let collides = found.iter().any(|conflict| self.joins(conflict, *requiring, *forbidding));
            if !collides && !expected_none {
                misses.push(format!("no conflict of {} with {}", self.code(*requiring), self.code(*forbidding)));
            }
        }
        for name in &self.case.expect.provisions {
            let takes_part = self.on_pairs(&found).any(|conflict| {
                [conflict.required, conflict.forbidden].into_iter().any(|norm| self.name(norm) == *name)
            });
            let mut standings = self.solution.norms.iter().filter(|standing| self.name(standing.norm) == *name);
            // Where the record shows no conflict, the provision must have been looked at on that date. A permission
            // never collides: it must apply.
            let looked_at = standings.clone().next().is_some();
            let permits = standings
                .any(|standing| standing.applies != Truth::False && self.book.norms[standing.norm].is(Modality::May));
            if !(takes_part || permits || (expected_none && looked_at)) {
                misses.push(format!("{name} takes no part"));
            }
        }
        misses
    }

    fn mechanisms(&self) -> Vec<String> {
        let found = self.all_conflicts();
        let state = |id: MechanismId| {
            let ways = self.on_pairs(&found).flat_map(|conflict| &conflict.ways).filter(|way| way.mechanism == id);
            match ways.map(|way| way.status).min() {
                Some(Status::Available) => "is open",
                Some(Status::NeedsFacts) => "hangs on facts",
                Some(Status::NotInForce(_)) | None => "is not open",
            }
        };
        let expect = &self.case.expect;
        let lists =
            [("is open", &expect.open), ("hangs on facts", &expect.needs_facts), ("is not open", &expect.not_open)];
        let expected = lists.into_iter().flat_map(|(wanted, list)| list.iter().map(move |id| (wanted, *id)));
        let wrong = expected.filter(|(wanted, id)| state(*id) != *wanted);
        wrong.map(|(_, id)| format!("{} {}", self.book.corpus.mechanisms[id].name, state(id))).collect()
    }

    fn all_conflicts(&self) -> Vec<&Conflict> {
        self.solution.conflicts.iter().chain(&self.solution.resolved).collect()
    }

    /// The conflicts of the case's pairs; all, if it names none.
    fn on_pairs<'b>(&'b self, conflicts: &'b [&'b Conflict]) -> impl Iterator<Item = &'b Conflict> {
        conflicts.iter().copied().filter(|conflict| {
            let pairs = &self.case.expect.pairs;
            pairs.is_empty() || pairs.iter().any(|(a, b)| self.joins(conflict, *a, *b))
        })
    }

    /// Whether a conflict lies between the legal orders of two jurisdictions, requiring side first.
    fn joins(&self, conflict: &Conflict, requiring: JurisdictionId, forbidding: JurisdictionId) -> bool {
        let within = |norm, of| {
            let owner = self.book.norms[norm].owner;
            self.book.legal_order(of).contains(code(owner)) || self.book.legal_order(owner).contains(code(of))
        };
        within(conflict.required, requiring) && within(conflict.forbidden, forbidding)
    }

    fn name(&self, norm: NormId) -> &str {
        self.book.corpus.provision_name(self.book.norms[norm].provision)
    }

    fn code(&self, id: JurisdictionId) -> &str {
        &self.book.corpus.jurisdictions[id].code
    }
}

/// The name of an answer, as data files write it.
fn word(answer: impl std::fmt::Debug) -> String {
    format!("{answer:?}").to_lowercase()
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
