//! The columns of a score, each a question to record and answer.

use super::{Miss, Way, expected_certainty, expected_verdict};
use crate::corpus::{Case, RecordedConflict};
use crate::law::{JurisdictionId, MechanismId, Modality};
use crate::lawbook::{Lawbook, NormId, code};
use crate::logic::Truth;
use crate::solve::{Certainty, Conflict, Solution, Status};

/// A case with its answer.
pub(super) struct Judge<'a, 'c> {
    pub book: &'a Lawbook<'c>,
    pub case: &'a Case,
    pub solution: &'a Solution,
}

/// Each question returns what is wrong.
impl Judge<'_, '_> {
    /// Yes is a certain or contested conflict; no is none of these; partial is a contested or possible one.
    pub(super) fn conflict(&self) -> Vec<Miss> {
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
        let found = on_pairs.iter().map(|conflict| conflict.certainty).min();
        if right { Vec::new() } else { vec![Miss::Conflict { recorded, found }] }
    }

    pub(super) fn answer(&self) -> Vec<Miss> {
        let mut misses = Vec::new();
        let found = expected_verdict(self.solution.verdict);
        if let Some(expected) = self.case.expect.verdict.filter(|expected| *expected != found) {
            misses.push(Miss::Verdict { expected, found });
        }
        let open: Vec<&Conflict> = self.solution.conflicts.iter().collect();
        let found = self.on_pairs(&open).map(|conflict| conflict.certainty).min().map(expected_certainty);
        if let Some(expected) = self.case.expect.certainty.filter(|expected| found != Some(*expected)) {
            misses.push(Miss::Certainty { expected, found });
        }
        misses
    }

    pub(super) fn provisions(&self) -> Vec<Miss> {
        let mut misses = Vec::new();
        let found = self.all_conflicts();
        let expected_none = self.case.on_record.conflict == RecordedConflict::No;
        for (requiring, forbidding) in &self.case.expect.pairs {
            let collides = found.iter().any(|conflict| self.joins(conflict, *requiring, *forbidding));
            if !collides && !expected_none {
                misses.push(Miss::Pair(*requiring, *forbidding));
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
                misses.push(Miss::Provision(name.clone()));
            }
        }
        misses
    }

    pub(super) fn mechanisms(&self) -> Vec<Miss> {
        let found = self.all_conflicts();
        let state = |id: MechanismId| {
            let ways = self.on_pairs(&found).flat_map(|conflict| &conflict.ways).filter(|way| way.mechanism == id);
            match ways.map(|way| way.status).min() {
                Some(Status::Available) => Way::Open,
                Some(Status::NeedsFacts) => Way::NeedsFacts,
                Some(Status::NotInForce(_)) | None => Way::NotOpen,
            }
        };
        let expect = &self.case.expect;
        let lists =
            [(Way::Open, &expect.open), (Way::NeedsFacts, &expect.needs_facts), (Way::NotOpen, &expect.not_open)];
        let expected = lists.into_iter().flat_map(|(wanted, list)| list.iter().map(move |id| (wanted, *id)));
        let states = expected.map(|(expected, mechanism)| (mechanism, expected, state(mechanism)));
        let wrong = states.filter(|(_, expected, found)| expected != found);
        wrong.map(|(mechanism, expected, found)| Miss::Mechanism { mechanism, expected, found }).collect()
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
}
