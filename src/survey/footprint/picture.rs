//! The answers for a footprint: cells, totals and causes.

use std::collections::{BTreeMap, BTreeSet};

use super::reach::{Addressee, Company, Demand};
use super::surveyor::Answer;
use crate::law::{JurisdictionId, ProvisionId};
use crate::solve::{Certainty, Verdict, verdicts};
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
    /// How sure the worst is; nothing where nothing collides.
    pub certainty: Option<Certainty>,
    /// The worst if possible conflicts come true.
    pub worst_case: Verdict,
}

/// What comes of asking one company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// What comes of it.
    pub verdict: Verdict,
    /// How sure that is; nothing where nothing collides.
    pub certainty: Option<Certainty>,
    /// The same if possible conflicts come true.
    pub worst_case: Verdict,
}

impl Part {
    /// What these findings make of a demand of which, without them, `silent` would come.
    fn of<'a>(findings: impl Iterator<Item = &'a Finding> + Clone, silent: Verdict) -> Self {
        let open = findings.filter(|finding| !finding.resolved);
        let worst = |least: Certainty| {
            open.clone().filter(|finding| finding.certainty <= least).map(|finding| finding.outcome).max()
        };
        let (sure, possible) = (worst(Certainty::Contested), worst(Certainty::Possible));
        let [verdict, worst_case] = verdicts(sure, possible, silent == Verdict::Clear);
        let telling = open.clone().filter(|finding| Verdict::Conflict(finding.outcome) == verdict);
        let certainty = telling.map(|finding| finding.certainty).min();
        Self { verdict, certainty, worst_case }
    }
}

/// A conflict that makes a cell as bad as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Driver {
    /// What collides.
    pub pair: PairId,
    /// How sure that is: certain or contested.
    pub certainty: Certainty,
}

/// One group, one state, one profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What can come of it.
    pub range: Range,
    /// The companies apart, in the order of the group's alternatives.
    pub parts: Vec<Part>,
    /// The conflicts that make it so: certain or contested, unresolved, of the worst outcome.
    pub drivers: Vec<Driver>,
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// By verdict.
    pub by_verdict: BTreeMap<Verdict, usize>,
    /// How often the worst is only contested.
    pub contested: usize,
}

impl Totals {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.by_verdict.values().sum()
    }

    /// How many of them are in conflict.
    #[must_use]
    pub fn conflicts(&self) -> usize {
        let in_conflict = self.by_verdict.iter().filter(|(verdict, _)| matches!(verdict, Verdict::Conflict(_)));
        in_conflict.map(|(_, count)| count).sum()
    }

    fn add(&mut self, range: &Range, sites: usize) {
        *self.by_verdict.entry(range.worst).or_default() += sites;
        if range.certainty == Some(Certainty::Contested) {
            self.contested += sites;
        }
    }
}

/// The answers for a footprint. What is counted is counted in (site, state, kind of demand), each once.
///
/// A demand is in conflict where law of the state that asks is a side of it. What collides between other states, because
/// of where the data, the companies and the customers are, belongs to the site and not to whoever asks: it stands apart,
/// as independent, and is counted in (site, kind of demand).
#[derive(Debug, Clone)]
pub struct Picture {
    /// The groups of sites, in the order of the footprint.
    pub groups: Vec<Group>,
    /// By group: whom the states ask.
    pub asked: Vec<Asked>,
    /// By group, state and profile.
    pub cells: Vec<Cell>,
    /// By group and profile: what collides between other states than the one that asks, whichever that is.
    pub independent: Vec<Cell>,
    /// How often each pair of norms collides, certain or contested, whoever is asked.
    pub causes: BTreeMap<PairId, usize>,
    /// How often each provision takes part in a conflict.
    pub provisions: BTreeMap<(Side, ProvisionId), usize>,
    /// What comes of the demands.
    pub totals: Totals,
    /// What comes of the sites, whoever asks.
    pub independent_totals: Totals,
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

    /// What collides at a group whoever asks, by profile.
    #[must_use]
    pub fn independent(&self, group: usize) -> &[Cell] {
        let start = group * self.profiles;
        self.independent.get(start..start + self.profiles).unwrap_or_default()
    }

    /// How many demands there are.
    #[must_use]
    pub fn demands(&self) -> usize {
        self.totals.count()
    }

    /// How many of them are in conflict.
    #[must_use]
    pub fn conflicts(&self) -> usize {
        self.totals.conflicts()
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
            independent: Vec::new(),
            causes: BTreeMap::new(),
            provisions: BTreeMap::new(),
            totals: Totals::default(),
            independent_totals: Totals::default(),
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
        let sites = group.sites.len();
        let answers = |to: &[(Company, Demand)], kind| -> Vec<&'a Answer> {
            to.iter().filter_map(|(_, demand)| answer(demand, kind)).collect()
        };
        for to in &asked {
            for kind in 0..self.picture.profiles {
                let answers = answers(to, kind);
                let own: Vec<&[Finding]> = answers.iter().map(|answer| answer.own.as_slice()).collect();
                let parts = own.iter().zip(&answers).map(|(own, answer)| Part::of(own.iter(), answer.silent));
                if let Some(cell) = cell(&group, parts.collect(), &own) {
                    self.picture.totals.add(&cell.range, sites);
                    self.blame(&own, sites);
                    self.picture.cells.push(cell);
                }
            }
        }
        for kind in 0..self.picture.profiles {
            let by_state: Vec<Vec<&Answer>> = asked.iter().map(|to| answers(to, kind)).collect();
            let cell = independent(&group, &by_state);
            if let Some(cell) = cell {
                self.picture.independent_totals.add(&cell.range, sites);
                self.picture.independent.push(cell);
            }
        }
        self.picture.groups.push(group);
        self.picture.asked.push(asked);
    }

    /// Counts what collides in one demand, each pair and each provision once, for this many sites.
    fn blame(&mut self, findings: &[&[Finding]], sites: usize) {
        let findings = findings.iter().copied().flatten();
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

/// What collides at the sites of a group between other states than those that ask, from the answers to each of these.
fn independent(group: &Group, by_state: &[Vec<&Answer>]) -> Option<Cell> {
    let addressees = group.alternatives.iter().flatten().count();
    let of = |nth: usize| by_state.iter().filter_map(move |answers| answers.get(nth).copied());
    let mut parts = Vec::with_capacity(addressees);
    for nth in 0..addressees {
        // What is silent about one state only is that state's gap, not the site's.
        let silent = of(nth).map(|answer| answer.silent).min()?;
        parts.push(Part::of(of(nth).flat_map(|answer| &answer.others), silent));
    }
    let findings: Vec<&[Finding]> = by_state.iter().flatten().map(|answer| answer.others.as_slice()).collect();
    cell(group, parts, &findings)
}

/// A cell from what comes of asking each of the group's addressees, in their order, and everything that was found.
fn cell(group: &Group, parts: Vec<Part>, findings: &[&[Finding]]) -> Option<Cell> {
    let mut left = parts.as_slice();
    let mut ranges: Vec<(Verdict, Verdict)> = Vec::new();
    for alternative in &group.alternatives {
        let (own, rest) = left.split_at_checked(alternative.len())?;
        left = rest;
        ranges.push((own.iter().map(|p| p.verdict).max()?, own.iter().map(|p| p.worst_case).max()?));
    }
    let worst = ranges.iter().map(|(verdict, _)| *verdict).max()?;
    let range = Range {
        best: ranges.iter().map(|(verdict, _)| *verdict).min()?,
        worst,
        certainty: parts.iter().filter(|part| part.verdict == worst).filter_map(|part| part.certainty).min(),
        worst_case: ranges.iter().map(|(_, worst_case)| *worst_case).max()?,
    };
    let mut drivers: BTreeMap<PairId, Certainty> = BTreeMap::new();
    for finding in findings.iter().copied().flatten() {
        if counts(finding) && Verdict::Conflict(finding.outcome) == range.worst {
            let certainty = drivers.entry(finding.pair).or_insert(finding.certainty);
            *certainty = finding.certainty.min(*certainty);
        }
    }
    let drivers = drivers.into_iter().map(|(pair, certainty)| Driver { pair, certainty }).collect();
    Some(Cell { range, parts, drivers })
}

/// Whether a finding counts as a conflict: certain or contested, and not resolved.
fn counts(finding: &Finding) -> bool {
    !finding.resolved && finding.certainty <= Certainty::Contested
}
