//! What was counted.

use std::collections::BTreeMap;

use super::Wanted;
use super::fill::{Piece, Rows};
use super::tree::Tree;
use crate::solve::{Certainty, Outcome, Verdict};
use crate::survey::bulk::{Answers, Finding, PairId, Plan};

/// What was counted of some cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// The groups of which there were requests, by number.
    pub groups: BTreeMap<u64, GroupTally>,
    /// Every class of requests, in order, if they were asked for.
    pub classes: Vec<Class>,
    /// How many requests were made; all others are like one of them.
    pub made: u64,
}

/// What was counted of one group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupTally {
    /// Requests and findings.
    pub counts: Counts,
    /// Requests by finding, if they were asked for.
    pub findings: BTreeMap<FindingKey, u128>,
}

impl GroupTally {
    /// Whether some request has a certain or contested conflict.
    #[must_use]
    pub fn has_conflict(&self) -> bool {
        let [_clear, _unknown, conflicts @ ..] = self.counts.verdicts;
        let is_one = |key: &FindingKey| key.certainty != Certainty::Possible && !key.resolved;
        conflicts.iter().any(|count| *count > 0) || self.findings.keys().any(is_one)
    }
}

/// How many requests have which verdict, and how many findings there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Requests.
    pub requests: u128,
    /// Requests by verdict: clear, unknown, then by outcome.
    pub verdicts: [u128; 6],
    /// Requests by worst case.
    pub worst_cases: [u128; 6],
    /// Findings by certainty, without those resolved.
    pub certainties: [u128; 3],
    /// Findings by outcome, without those resolved.
    pub outcomes: [u128; 4],
    /// Findings that a binding mechanism in use has resolved.
    pub resolved: u128,
}

/// What tells findings of one group apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FindingKey {
    /// The two norms.
    pub pair: PairId,
    /// How sure.
    pub certainty: Certainty,
    /// What can become of it.
    pub outcome: Outcome,
    /// Whether it is resolved.
    pub resolved: bool,
}

/// Requests that the law does not tell apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// How many there are.
    pub requests: u64,
    /// One of them: by fact, the place of its value among those of the space.
    pub values: Vec<u32>,
    /// Their verdict.
    pub verdict: Verdict,
    /// Their worst case.
    pub worst_case: Verdict,
    /// Their findings.
    pub findings: Vec<Finding>,
}

impl Tally {
    /// How many requests it covers.
    #[must_use]
    pub fn requests(&self) -> u128 {
        let of_classes = self.classes.iter().map(|class| u128::from(class.requests));
        self.groups.values().map(|group| group.counts.requests).chain(of_classes).sum()
    }

    /// Adds the tally of further cells.
    pub fn add(&mut self, other: Tally) {
        for (number, theirs) in other.groups {
            self.groups.entry(number).or_default().add(&theirs);
        }
        self.classes.extend(other.classes);
        self.made += other.made;
    }
}

impl GroupTally {
    fn add(&mut self, other: &GroupTally) {
        self.counts.add(&other.counts);
        for (key, count) in &other.findings {
            *self.findings.entry(*key).or_default() += count;
        }
    }
}

impl Counts {
    /// Adds other counts.
    pub fn add(&mut self, other: &Counts) {
        let pairs = self.all_mut().into_iter().zip(other.all());
        pairs.for_each(|(mine, theirs)| *mine += theirs);
    }

    /// Every count, in the order of the fields.
    #[must_use]
    pub fn all(&self) -> Vec<u128> {
        let Self { requests, verdicts, worst_cases, certainties, outcomes, resolved } = self;
        let lists = [&verdicts[..], worst_cases, certainties, outcomes].concat();
        [*requests].into_iter().chain(lists).chain([*resolved]).collect()
    }

    fn all_mut(&mut self) -> Vec<&mut u128> {
        let Self { requests, verdicts, worst_cases, certainties, outcomes, resolved } = self;
        let lists = verdicts.iter_mut().chain(worst_cases).chain(certainties).chain(outcomes);
        std::iter::once(requests).chain(lists).chain([resolved]).collect()
    }

    fn request(&mut self, verdict: Verdict, worst_case: Verdict, weight: u128) {
        self.requests += weight;
        bump(&mut self.verdicts, verdict.place(), weight);
        bump(&mut self.worst_cases, worst_case.place(), weight);
    }

    fn finding(&mut self, finding: &Finding, weight: u128) {
        if finding.resolved {
            self.resolved += weight;
        } else {
            bump(&mut self.certainties, finding.certainty as usize, weight);
            bump(&mut self.outcomes, finding.outcome as usize, weight);
        }
    }
}

fn bump(counts: &mut [u128], at: usize, weight: u128) {
    if let Some(count) = counts.get_mut(at) {
        *count += weight;
    }
}

/// Counts blocks. The only place that looks at answers one by one.
pub(super) struct Tallying<'t> {
    tree: &'t Tree,
    wanted: Wanted,
    tally: Tally,
    weights: Vec<u64>,
    /// The findings of the group at hand, by place of their key.
    found: Vec<u128>,
    /// The digits of that group, and its tally.
    group: Option<(Vec<u32>, GroupTally)>,
}

/// How many keys a pair of norms has.
const KEYS: usize = 3 * 4 * 2;

const CERTAINTIES: [Certainty; 3] = [Certainty::Certain, Certainty::Contested, Certainty::Possible];
const OUTCOMES: [Outcome; 4] = [Outcome::Resolvable, Outcome::Reroutable, Outcome::Discretionary, Outcome::Deadlock];

impl<'t> Tallying<'t> {
    pub(super) fn new(plan: &Plan<'_, '_>, tree: &'t Tree, wanted: Wanted) -> Self {
        let keys = if wanted == Wanted::Findings { plan.pairs() * KEYS } else { 0 };
        Self { tree, wanted, tally: Tally::default(), weights: Vec::new(), found: vec![0; keys], group: None }
    }

    /// Counts the answers to a block.
    pub(super) fn add(&mut self, rows: &Rows<'_>, answers: &Answers) {
        let mut at = 0;
        for piece in rows.pieces {
            self.weights.clear();
            piece.weights(&mut self.weights);
            self.tally.made += piece.len as u64;
            match self.wanted {
                Wanted::Classes => self.classes(piece, at, answers),
                Wanted::Counts | Wanted::Findings => self.counts(piece, at, answers),
            }
            at += piece.len;
        }
    }

    fn counts(&mut self, piece: &Piece, first: usize, answers: &Answers) {
        let digits = piece.leaf.digits.get(..self.tree.groups).unwrap_or_default();
        if self.group.as_ref().is_none_or(|(known, _)| *known != digits) {
            self.close_group();
        }
        let (_, group) = self.group.get_or_insert_with(|| (digits.to_vec(), GroupTally::default()));
        for (at, weight) in (first..).zip(&self.weights) {
            let weight = u128::from(*weight);
            if let (Some(verdict), Some(worst_case)) = (answers.verdict(at), answers.worst_case(at)) {
                group.counts.request(verdict, worst_case, weight);
            }
            for finding in answers.findings(at) {
                group.counts.finding(finding, weight);
                if self.wanted == Wanted::Findings {
                    bump(&mut self.found, place(finding), weight);
                }
            }
        }
    }

    fn classes(&mut self, piece: &Piece, first: usize, answers: &Answers) {
        for (row, weight) in self.weights.iter().enumerate() {
            let at = first + row;
            if let (Some(verdict), Some(worst_case)) = (answers.verdict(at), answers.worst_case(at)) {
                let values = self.tree.values(&piece.digits(row));
                let findings = answers.findings(at).to_vec();
                self.tally.classes.push(Class { requests: *weight, values, verdict, worst_case, findings });
            }
        }
    }

    /// Adds the group at hand to the tally.
    fn close_group(&mut self) {
        let Some((digits, mut group)) = self.group.take() else { return };
        for (place, count) in self.found.iter_mut().enumerate().filter(|(_, count)| **count > 0) {
            group.findings.extend(key(place).map(|key| (key, std::mem::take(count))));
        }
        // Groups that the law does not tell apart have been counted as one.
        for number in self.tree.groups(&digits) {
            self.tally.groups.entry(number).or_default().add(&group);
        }
    }

    /// What was counted.
    pub(super) fn finish(mut self) -> Tally {
        self.close_group();
        self.tally
    }
}

fn place(finding: &Finding) -> usize {
    let within = (finding.certainty as usize * 4 + finding.outcome as usize) * 2 + usize::from(finding.resolved);
    finding.pair.index() * KEYS + within
}

fn key(place: usize) -> Option<FindingKey> {
    let (pair, within) = (PairId::from_index(place / KEYS), place % KEYS);
    let (certainty, outcome) = (CERTAINTIES.get(within / 8)?, OUTCOMES.get(within / 2 % 4)?);
    Some(FindingKey { pair, certainty: *certainty, outcome: *outcome, resolved: within % 2 == 1 })
}
