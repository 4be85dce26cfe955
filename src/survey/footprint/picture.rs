//! The answers for a footprint: cells, totals and causes.

use std::collections::{BTreeMap, BTreeSet};

use super::reach::{Addressee, Company, Demand};
use super::surveyor::Answer;
use crate::law::{JurisdictionId, ProvisionId};
use crate::solve::{Certainty, Verdict};
use crate::survey::bulk::{Finding, PairId, Plan};

/// Sites that nothing tells apart: same place, same companies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Where they are.
    pub place: JurisdictionId,
    /// The sites, as places in the footprint's list.
    pub sites: Vec<usize>,
    /// For each company that may run the sites: everyone who can be asked.
    pub alternatives: Vec<Vec<Addressee>>,
}

/// What can come of a demand: the best and the worst over the companies that may run the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// If the best of them runs it.
    pub best: Verdict,
    /// If the worst of them does.
    pub worst: Verdict,
    /// The worst if possible conflicts come true.
    pub worst_case: Verdict,
}

/// What comes of asking one company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// What comes of it.
    pub verdict: Verdict,
    /// The same if possible conflicts come true.
    pub worst_case: Verdict,
}

/// One group, one state, one profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What can come of it.
    pub range: Range,
    /// The companies apart, in the order of the group's alternatives.
    pub parts: Vec<Part>,
    /// The conflicts that make it so: certain or contested, unresolved, of the worst outcome.
    pub drivers: Vec<PairId>,
}

impl Cell {
    /// The place of the part that is worst, the first of equals: who is nearest to the data stands first.
    #[must_use]
    pub fn worst_part(&self) -> usize {
        let parts = self.parts.iter().enumerate().rev();
        parts.max_by_key(|(_, part)| part.verdict).map_or(0, |(at, _)| at)
    }
}

/// Which side of a conflict a provision is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// It requires.
    Requires,
    /// It forbids.
    Forbids,
}

/// Whom the states ask for the data of a group: by state, then by the group's addressees in order. The company is the
/// addressee, or one that controls it.
pub type Asked = Vec<Vec<(Company, Demand)>>;

/// How often each verdict comes out.
pub type Totals = BTreeMap<Verdict, usize>;

/// The answers for a footprint. What is counted is counted in (site, state, kind of demand), each once.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The groups of sites, in the order of the footprint.
    pub groups: Vec<Group>,
    /// By group: whom the states ask.
    pub asked: Vec<Asked>,
    /// By group, state and profile.
    pub cells: Vec<Cell>,
    /// How often each pair of norms collides, certain or contested, whoever is asked.
    pub causes: BTreeMap<PairId, usize>,
    /// How often each provision takes part in a conflict.
    pub provisions: BTreeMap<(Side, ProvisionId), usize>,
    /// How often each verdict comes out.
    pub totals: Totals,
    /// How many requests were answered for it.
    pub requests: usize,
    states: usize,
    profiles: usize,
}

impl Picture {
    /// The cell of a group, a state and a profile, by their places.
    #[must_use]
    pub fn cell(&self, group: usize, state: usize, profile: usize) -> Option<&Cell> {
        self.kinds(group, state).get(profile)
    }

    /// The cells of a group and a state, by profile.
    #[must_use]
    pub fn kinds(&self, group: usize, state: usize) -> &[Cell] {
        let start = (group * self.states + state) * self.profiles;
        self.cells.get(start..start + self.profiles).unwrap_or_default()
    }

    /// Whom a state asks for the data of a group, in the order of the cells' parts.
    #[must_use]
    pub fn asked(&self, group: usize, state: usize) -> &[(Company, Demand)] {
        self.asked.get(group).and_then(|asked| asked.get(state)).map_or(&[], Vec::as_slice)
    }

    /// How many there are.
    #[must_use]
    pub fn demands(&self) -> usize {
        self.totals.values().sum()
    }

    /// How many of them are in conflict.
    #[must_use]
    pub fn conflicts(&self) -> usize {
        let in_conflict = self.totals.iter().filter(|(verdict, _)| matches!(verdict, Verdict::Conflict(_)));
        in_conflict.map(|(_, count)| count).sum()
    }

    /// The places of the groups, each once, in order.
    #[must_use]
    pub fn places(&self) -> Vec<JurisdictionId> {
        let places: BTreeSet<JurisdictionId> = self.groups.iter().map(|group| group.place).collect();
        places.into_iter().collect()
    }
}

/// A picture in the making.
pub(super) struct Draft<'p, 'b, 'c> {
    plan: &'p Plan<'b, 'c>,
    picture: Picture,
}

impl<'p, 'b, 'c> Draft<'p, 'b, 'c> {
    pub(super) fn new(plan: &'p Plan<'b, 'c>, states: usize, profiles: usize) -> Self {
        let picture = Picture {
            groups: Vec::new(),
            asked: Vec::new(),
            cells: Vec::new(),
            causes: BTreeMap::new(),
            provisions: BTreeMap::new(),
            totals: Totals::new(),
            requests: 0,
            states,
            profiles,
        };
        Self { plan, picture }
    }

    pub(super) fn requests(&mut self, requests: usize) {
        self.picture.requests = requests;
    }

    pub(super) fn finish(self) -> Picture {
        self.picture
    }

    /// Adds a group with the answers to everyone who was asked.
    pub(super) fn add<'a>(
        &mut self,
        group: Group,
        asked: Asked,
        answer: impl Fn(&Demand, usize) -> Option<&'a Answer>,
    ) {
        for to in &asked {
            for kind in 0..self.picture.profiles {
                let answers = to.iter().filter_map(|(_, demand)| answer(demand, kind));
                let answers: Vec<&Answer> = answers.collect();
                if let Some(cell) = cell(&group, &answers) {
                    *self.picture.totals.entry(cell.range.worst).or_default() += group.sites.len();
                    self.blame(&answers, group.sites.len());
                    self.picture.cells.push(cell);
                }
            }
        }
        self.picture.groups.push(group);
        self.picture.asked.push(asked);
    }

    /// Counts what collides in one demand, each pair and each provision once, for this many sites.
    fn blame(&mut self, answers: &[&Answer], sites: usize) {
        let findings = answers.iter().flat_map(|answer| &answer.findings);
        let pairs: BTreeSet<PairId> = findings.filter(|finding| counts(finding)).map(|finding| finding.pair).collect();
        let mut provisions = BTreeSet::new();
        for pair in pairs {
            *self.picture.causes.entry(pair).or_default() += sites;
            let (required, forbidden) = self.plan.norms(pair);
            provisions.insert((Side::Requires, self.plan.book.norms[required].provision));
            provisions.insert((Side::Forbids, self.plan.book.norms[forbidden].provision));
        }
        provisions.into_iter().for_each(|key| *self.picture.provisions.entry(key).or_default() += sites);
    }
}

/// What comes of one demand for the data of a group; the answers stand in the order of the group's addressees.
fn cell(group: &Group, answers: &[&Answer]) -> Option<Cell> {
    let parts = answers
        .iter()
        .map(|answer| Part { verdict: answer.verdict, worst_case: answer.worst_case.max(answer.verdict) });
    let parts: Vec<Part> = parts.collect();
    let mut left = parts.as_slice();
    let mut ranges = Vec::new();
    for alternative in &group.alternatives {
        let (own, rest) = left.split_at_checked(alternative.len())?;
        left = rest;
        ranges.push((own.iter().map(|p| p.verdict).max()?, own.iter().map(|p| p.worst_case).max()?));
    }
    let range = Range {
        best: ranges.iter().map(|(verdict, _)| *verdict).min()?,
        worst: ranges.iter().map(|(verdict, _)| *verdict).max()?,
        worst_case: ranges.iter().map(|(_, worst_case)| *worst_case).max()?,
    };
    let findings = answers.iter().flat_map(|answer| &answer.findings);
    let telling = findings.filter(|finding| counts(finding) && Verdict::Conflict(finding.outcome) == range.worst);
    let drivers: BTreeSet<PairId> = telling.map(|finding| finding.pair).collect();
    Some(Cell { range, parts, drivers: drivers.into_iter().collect() })
}

/// Whether a finding counts as a conflict: certain or contested, and not resolved.
fn counts(finding: &Finding) -> bool {
    !finding.resolved && finding.certainty <= Certainty::Contested
}
