//! The real cases, scored: what comity says against what is on record.

use crate::atlas::Atlas;
use crate::corpus::{Case, Corpus, RecordedConflict};
use crate::law::{JurisdictionId, MechanismId, Modality};
use crate::lawbook::{Lawbook, code};
use crate::logic::Truth;
use crate::solve::{Certainty, Conflict, Solution, Status, solve};

/// How comity does on one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// The case.
    pub case: String,
    /// Whether it finds a conflict where the record has one, and none where it has none.
    pub conflict: bool,
    /// Whether the right jurisdictions and provisions collide.
    pub provisions: bool,
    /// Whether the right mechanisms are open, and no wrong one.
    pub mechanisms: bool,
    /// What is wrong, in words.
    pub misses: Vec<String>,
}

impl Score {
    /// Whether everything is right.
    #[must_use]
    pub fn right(&self) -> bool {
        self.conflict && self.provisions && self.mechanisms
    }
}

/// Answers a case on the law of its date and compares.
#[must_use]
pub fn score(corpus: &Corpus, atlas: &Atlas, case: &Case) -> Score {
    let book = Lawbook::new(corpus, atlas, case.request.as_of.unwrap_or(case.date));
    let solution = solve(&book, &case.request.facts);
    let judge = Judge { book: &book, case, solution: &solution };
    let mut misses = Vec::new();
    let conflict = judge.conflict(&mut misses);
    let provisions = judge.provisions(&mut misses);
    let mechanisms = judge.mechanisms(&mut misses);
    Score { case: case.name.clone(), conflict, provisions, mechanisms, misses }
}

struct Judge<'a, 'c> {
    book: &'a Lawbook<'c>,
    case: &'a Case,
    solution: &'a Solution,
}

impl Judge<'_, '_> {
    /// Yes is a certain or contested conflict; no is none of these; partial is a contested or possible one, or a
    /// conflict that ends at the provider's or customer's own hand.
    fn conflict(&self, misses: &mut Vec<String>) -> bool {
        let open: Vec<&Conflict> = self.solution.conflicts.iter().collect();
        let on_pairs: Vec<&Conflict> = self.on_pairs(&open).collect();
        let is = |certainty| on_pairs.iter().any(|conflict| conflict.certainty == certainty);
        let (certain, contested) = (is(Certainty::Certain), is(Certainty::Contested));
        let possible = is(Certainty::Possible);
        let right = match self.case.on_record.conflict {
            RecordedConflict::Yes => certain || contested,
            RecordedConflict::No => !certain && !contested,
            RecordedConflict::Partial => contested || possible,
        };
        if !right {
            misses.push(format!(
                "on record: {:?}; found: certain {certain}, contested {contested}, possible {possible}",
                self.case.on_record.conflict
            ));
        }
        right
    }

    fn provisions(&self, misses: &mut Vec<String>) -> bool {
        let before = misses.len();
        let found = self.all_conflicts();
        let expected_none = self.case.on_record.conflict == RecordedConflict::No;
        for (requiring, forbidding) in &self.case.pairs {
            let collides = found.iter().any(|conflict| self.joins(conflict, *requiring, *forbidding));
            if !collides && !expected_none {
                misses.push(format!("no conflict of {} with {}", self.code(*requiring), self.code(*forbidding)));
            }
        }
        for name in &self.case.provisions {
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
        misses.len() == before
    }

    fn mechanisms(&self, misses: &mut Vec<String>) -> bool {
        let before = misses.len();
        let found = self.all_conflicts();
        let open = |id: MechanismId| {
            let ways = self.on_pairs(&found).flat_map(|conflict| &conflict.ways);
            let mut open = ways.filter(|way| matches!(way.status, Status::Available | Status::NeedsFacts));
            open.any(|way| way.mechanism == id)
        };
        for id in self.case.open.iter().filter(|id| !open(**id)) {
            misses.push(format!("{} is not open", self.book.corpus.mechanisms[*id].name));
        }
        for id in self.case.not_open.iter().filter(|id| open(**id)) {
            misses.push(format!("{} is open", self.book.corpus.mechanisms[*id].name));
        }
        misses.len() == before
    }

    fn all_conflicts(&self) -> Vec<&Conflict> {
        self.solution.conflicts.iter().chain(&self.solution.resolved).collect()
    }

    /// The conflicts of the case's pairs; all, if it names none.
    fn on_pairs<'b>(&'b self, conflicts: &'b [&'b Conflict]) -> impl Iterator<Item = &'b Conflict> {
        conflicts.iter().copied().filter(|conflict| {
            let pairs = &self.case.pairs;
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

    fn name(&self, norm: crate::lawbook::NormId) -> String {
        self.book.corpus.provision_name(self.book.norms[norm].provision).to_owned()
    }

    fn code(&self, id: JurisdictionId) -> &str {
        &self.book.corpus.jurisdictions[id].code
    }
}
