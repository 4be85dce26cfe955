//! Answers demands in blocks, each demand once.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::picture::{Asked, Draft, Picture};
use super::{Ask, Demand, Demands, Group, Reach};
use crate::law::{Day, JurisdictionId};
use crate::lawbook::Lawbook;
use crate::logic::{BLOCK, Block, Known};
use crate::solve::Verdict;
use crate::survey::bulk::{Finding, PairId, Plan, Worker};

/// Asks, and remembers the answers. Profiles, customers and given facts are those of the question that it was made
/// for; sites and states may change from question to question.
#[derive(Debug)]
pub struct Surveyor<'p, 'b, 'c> {
    plan: &'p Plan<'b, 'c>,
    demands: Demands,
    known: BTreeMap<Demand, Vec<Answer>>,
}

/// The answer to one request.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    /// What would come of it if nothing collided.
    pub silent: Verdict,
    /// The conflicts that have law of the state that asks on one side.
    pub own: Vec<Finding>,
    /// The conflicts between other states.
    pub others: Vec<Finding>,
}

impl<'p, 'b, 'c> Surveyor<'p, 'b, 'c> {
    /// One who has asked nothing yet.
    #[must_use]
    pub fn new(plan: &'p Plan<'b, 'c>, ask: &Ask<'_>) -> Self {
        Self { plan, demands: Demands::new(plan.book, ask), known: BTreeMap::new() }
    }

    /// Answers every site, state and profile.
    #[must_use]
    pub fn survey(&mut self, ask: &Ask<'_>) -> Picture {
        let reach = Reach::new(ask, self.plan.book);
        let groups = groups(ask, &reach, self.plan.book.day);
        let asked: Vec<Asked> = groups.iter().map(|group| self.asked(group, &reach, &ask.states)).collect();
        let wanted: BTreeSet<&Demand> = asked.iter().flatten().flatten().map(|(_, demand)| demand).collect();
        let requests = wanted.len() * self.demands.kinds();
        let unknown = wanted.into_iter().filter(|demand| !self.known.contains_key(*demand));
        self.learn(unknown.cloned().collect());
        let mut draft = Draft::new(self.plan, ask.states.len(), self.demands.kinds());
        draft.requests(requests);
        for (group, asked) in groups.into_iter().zip(asked) {
            let answers = |demand: &Demand, kind: usize| self.known.get(demand)?.get(kind);
            draft.add(group, asked, answers);
        }
        draft.finish()
    }

    fn asked(&self, group: &Group, reach: &Reach<'_, '_>, states: &[JurisdictionId]) -> Asked {
        let to = |state: JurisdictionId| {
            let addressees = group.alternatives.iter().flatten();
            addressees.map(|to| reach.demand(self.plan.book, group.place, *to, state)).collect()
        };
        states.iter().map(|state| to(*state)).collect()
    }

    /// Answers demands of every kind, in blocks over all cores.
    fn learn(&mut self, demands: Vec<Demand>) {
        let kinds = self.demands.kinds().max(1);
        let (plan, facts) = (self.plan, &self.demands);
        let together: Vec<&[Demand]> = demands.chunks((BLOCK / kinds).max(1)).collect();
        let answers: Vec<Vec<Answer>> = together
            .into_par_iter()
            .map_init(|| Worker::new(plan), |worker, part| block(plan, worker, facts, part))
            .collect();
        let mut answers = answers.into_iter().flatten();
        for demand in demands {
            self.known.insert(demand, answers.by_ref().take(self.demands.kinds()).collect());
        }
    }
}

/// The answers to a few demands, kind by kind. With more kinds than a block holds requests they take several blocks.
fn block(plan: &Plan<'_, '_>, worker: &mut Worker<'_, '_, '_>, facts: &Demands, demands: &[Demand]) -> Vec<Answer> {
    let book = plan.book;
    let mut found = Vec::new();
    let mut block = Block::new(&book.domains);
    let mut asked: Vec<(JurisdictionId, Verdict)> = Vec::new();
    let mut solve = |block: &mut Block, asked: &mut Vec<(JurisdictionId, Verdict)>| {
        let answers = worker.solve(block);
        found.extend(asked.drain(..).enumerate().map(|(at, (state, silent))| {
            let (own, others) = answers.findings(at).iter().copied().partition(|f| is_party(plan, state, f.pair));
            Answer { silent, own, others }
        }));
        block.clear();
    };
    for demand in demands {
        for kind in 0..facts.kinds() {
            let facts = facts.facts(kind, demand);
            block.push(&facts);
            asked.push((demand.state, silent(book, &facts)));
            if block.is_full() {
                solve(&mut block, &mut asked);
            }
        }
    }
    if !block.is_empty() {
        solve(&mut block, &mut asked);
    }
    found
}

/// Whether law of a state, of a union to which it belongs, or of a part of it is a side of a conflict.
fn is_party(plan: &Plan<'_, '_>, state: JurisdictionId, pair: PairId) -> bool {
    let (required, forbidden) = plan.norms(pair);
    [required, forbidden].into_iter().any(|norm| plan.book.nested(plan.book.norms[norm].owner, state))
}

/// What the answer to a request is if nothing collides.
fn silent(book: &Lawbook<'_>, facts: &[Known]) -> Verdict {
    if book.is_covered(facts) { Verdict::Clear } else { Verdict::Unknown }
}

/// The sites that count, those that nothing tells apart together.
fn groups(ask: &Ask<'_>, reach: &Reach<'_, '_>, day: Day) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, site) in ask.footprint.sites.iter().enumerate() {
        if !ask.counts(site, day) {
            continue;
        }
        let alternatives = reach.alternatives(site);
        match groups.iter_mut().find(|group| group.place == site.place && group.alternatives == alternatives) {
            Some(group) => group.sites.push(at),
            None => groups.push(Group { place: site.place, sites: vec![at], alternatives }),
        }
    }
    groups
}
