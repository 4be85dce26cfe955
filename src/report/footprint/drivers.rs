//! What makes cells as bad as they are.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::tell::Teller;
use super::{DriverReport, FindingReport};
use crate::law::JurisdictionId;
use crate::report::horn::Writer;
use crate::solve::{Certainty, Verdict, solve};
use crate::survey::bulk::PairId;
use crate::survey::footprint::{Cell, Demands, Driver};

impl<'c> Teller<'_, '_, 'c> {
    pub(super) fn by_state(&self, state: usize) -> Vec<DriverReport> {
        self.over_groups(|at| self.picture.kinds(at, state))
    }

    /// What drives the cells that each group has there.
    pub(super) fn over_groups<'p>(&self, cells: impl Fn(usize) -> &'p [Cell]) -> Vec<DriverReport> {
        let groups = self.picture.groups.iter().enumerate();
        self.drivers(groups.flat_map(|(at, group)| cells(at).iter().map(|cell| (cell, group.sites.len()))))
    }

    /// What makes some cells as bad as they are, the worst first, then what does so most often; each cell with the number of sites that it is for.
    pub(super) fn drivers<'p>(&self, cells: impl Iterator<Item = (&'p Cell, usize)>) -> Vec<DriverReport> {
        let mut driven: BTreeMap<PairId, Driven> = BTreeMap::new();
        for (cell, sites) in cells {
            for driver in &cell.drivers {
                driven.entry(driver.pair).or_default().add(cell, *driver, sites, Spot::default());
            }
        }
        let drivers = driven.into_iter().filter_map(|(pair, driven)| {
            let (outcome, Reverse(certainty)) = driven.worst?;
            Some(DriverReport {
                finding: self.finding(pair),
                outcome: outcome.into(),
                certainty: certainty.into(),
                demands: driven.by_verdict.values().sum(),
            })
        });
        let mut drivers: Vec<DriverReport> = drivers.collect();
        drivers.sort_by_key(|driver| Reverse((driver.outcome, driver.demands)));
        drivers
    }

    pub(super) fn findings(&self) -> Vec<FindingReport<'c>> {
        let mut driven: BTreeMap<PairId, Driven> = BTreeMap::new();
        for (at, group) in self.picture.groups.iter().enumerate() {
            let states = (0..self.ask.states.len()).map(|nth| (Some(nth), self.picture.kinds(at, nth)));
            for (state, cells) in states.chain([(None, self.picture.independent(at))]) {
                for (kind, cell) in cells.iter().enumerate() {
                    for driver in &cell.drivers {
                        let driven = driven.entry(driver.pair).or_default();
                        driven.add(cell, *driver, group.sites.len(), Spot { group: at, state, kind });
                        driven.places.insert(group.place);
                        driven.states.extend(state.and_then(|nth| self.ask.states.get(nth)));
                    }
                }
            }
        }
        let facts = Demands::new(self.plan.book, self.ask);
        let mut findings: Vec<FindingReport<'c>> =
            driven.into_iter().filter_map(|(pair, driven)| self.example(&facts, pair, &driven)).collect();
        findings.sort_by_key(|finding| {
            let often = finding.demands + finding.independent;
            Reverse((finding.conflict.outcome, often, Reverse(finding.conflict.certainty)))
        });
        findings
    }

    /// The first demand in which a finding is as bad and as sure as it gets, decided by the plain solver with everything
    /// that belongs to it.
    fn example(&self, facts: &Demands, pair: PairId, driven: &Driven) -> Option<FindingReport<'c>> {
        let Spot { group, state, kind } = driven.first;
        let (book, norms) = (self.plan.book, self.plan.norms(pair));
        let states = state.map_or(0..self.ask.states.len(), |state| state..state + 1);
        let asked = states.flat_map(|state| self.picture.asked(group, state));
        asked.into_iter().find_map(|(_, demand)| {
            let facts = facts.facts(kind, demand);
            let solution = solve(book, &facts);
            let conflict = solution.conflicts.iter().find(|conflict| {
                let worst = (Verdict::Conflict(conflict.outcome), Reverse(conflict.certainty));
                (conflict.required, conflict.forbidden) == norms && Some(worst) == driven.worst
            })?;
            let writer = Writer { book, facts: &facts, lang: self.lang };
            Some(FindingReport {
                demands: driven.demands,
                independent: driven.independent,
                by_outcome: driven.by_verdict.iter().map(|(verdict, count)| ((*verdict).into(), *count)).collect(),
                contested: driven.contested,
                places: self.codes(&driven.places),
                states: self.codes(&driven.states),
                example: writer.facts(),
                profile: self.ask.profiles.get(kind).map_or("", |profile| &profile.name),
                conflict: writer.conflict(conflict),
            })
        })
    }
}

/// A cell: the group, the state that asks, or none for what is independent of it, and the kind of demand.
#[derive(Debug, Clone, Copy, Default)]
struct Spot {
    group: usize,
    state: Option<usize>,
    kind: usize,
}

/// How often a finding drives cells, where, and what becomes of it there.
#[derive(Default)]
struct Driven {
    /// The first cell in which it is as bad and as sure as it gets.
    first: Spot,
    worst: Option<(Verdict, Reverse<Certainty>)>,
    demands: usize,
    independent: usize,
    by_verdict: BTreeMap<Verdict, usize>,
    contested: usize,
    places: BTreeSet<JurisdictionId>,
    states: BTreeSet<JurisdictionId>,
}

impl Driven {
    fn add(&mut self, cell: &Cell, driver: Driver, sites: usize, spot: Spot) {
        let here = Some((cell.range.worst, Reverse(driver.certainty)));
        if here > self.worst {
            (self.worst, self.first) = (here, spot);
        }
        *self.by_verdict.entry(cell.range.worst).or_default() += sites;
        let counted = if spot.state.is_some() { &mut self.demands } else { &mut self.independent };
        *counted += sites;
        if driver.certainty == Certainty::Contested {
            self.contested += sites;
        }
    }
}
