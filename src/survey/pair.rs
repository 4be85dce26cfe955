//! Everything that can collide between two legal orders, and for which requests exactly.

use std::collections::{BTreeMap, BTreeSet};

use num_bigint::BigUint;
use rayon::prelude::*;

use super::bulk::Plan;
use super::regions::{ConflictRegions, PairRegions, Plain};
use crate::law::{JurisdictionId, MechanismId};
use crate::lawbook::{Lawbook, NormId};
use crate::logic::Known;
use crate::solve::{Between, Certainty, Conflict, Outcome, Solution, Status, Way, by_members, solve_between, sort};

/// Whose law is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct States {
    /// The two jurisdictions that were asked for.
    pub pair: [JurisdictionId; 2],
    /// Third states that come into play too, each once and none of the two.
    pub with: Vec<JurisdictionId>,
}

impl States {
    /// Two jurisdictions and the third states, each once.
    #[must_use]
    pub fn new(pair: [JurisdictionId; 2], with: impl IntoIterator<Item = JurisdictionId>) -> Self {
        let mut seen = BTreeSet::from(pair);
        Self { pair, with: with.into_iter().filter(|third| seen.insert(*third)).collect() }
    }

    /// All of them, those that were asked for first.
    #[must_use]
    pub fn all(&self) -> Vec<JurisdictionId> {
        self.pair.iter().chain(&self.with).copied().collect()
    }
}

/// What can collide between each two of some legal orders under the facts given, those that were asked for first. Two of
/// which one belongs to the other are left out: they are one legal order.
#[must_use]
pub fn pairs(plan: &Plan<'_, '_>, states: &States, facts: &[Known]) -> Vec<Pair> {
    let all = states.all();
    let couples = all.iter().enumerate().flat_map(|(at, a)| all.iter().skip(at + 1).map(move |b| (*a, *b)));
    let couples = couples.filter(|(a, b)| !plan.book.nested(*a, *b));
    couples.map(|(a, b)| pair(plan, a, b, facts)).collect()
}

/// What can collide between two legal orders under the facts given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The two jurisdictions, as asked.
    pub sides: [JurisdictionId; 2],
    /// Their conflicts in both directions; those that no request can have are left out.
    pub solution: Solution,
    /// For which requests each conflict occurs, by the norms that require and forbid.
    pub exact: BTreeMap<(NormId, NormId), Exact>,
    /// Whether that is exact. If not the two legal orders are too large for the memory allowed, and some
    /// conflicts may be shown that no request can have.
    pub complete: bool,
}

/// For which requests a conflict occurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exact {
    /// When the one provision requires, and when beside it the other forbids; `None` where that is not exact.
    pub plain: Option<[Plain; 2]>,
    /// The requests by outcome, best first, and those of one outcome by certainty.
    pub parts: Vec<Part>,
    /// The ways out that are open for some of them.
    pub helps: Vec<Help>,
}

/// The requests of a conflict that have one outcome and are equally certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The outcome.
    pub outcome: Outcome,
    /// Certain or contested.
    pub certainty: Certainty,
    /// How many situations there are, as far as this part tells situations apart.
    pub situations: BigUint,
    /// A request with this conflict and this outcome, replayed through the plain solver; by fact number.
    pub witness: Option<Vec<Known>>,
}

/// How far a way out of a conflict reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// The mechanism.
    pub mechanism: MechanismId,
    /// How many situations it leaves over, in which it is not open; none if it is always open.
    pub leaves: BigUint,
}

/// In so many parts the conflicts of a pair are told side by side, each with a copy of the diagram. What one part works
/// out the others do not know: two cost a tenth more than one, four a fifth. As many on every machine, so that what
/// a pair too large for its diagram shows is the same everywhere.
const PARTS: usize = 2;

/// So few conflicts are told in one go.
const FEW: usize = 16;

/// Looks for every required and forbidden norm of the two legal orders that can collide, both directions.
#[must_use]
pub fn pair(plan: &Plan<'_, '_>, a: JurisdictionId, b: JurisdictionId, facts: &[Known]) -> Pair {
    let between = Between::pair(plan.book, a, b);
    let mut regions = PairRegions::new(plan, a, b, facts).about(&[a, b]);
    let complete = regions.is_complete();
    let conflicts = std::mem::take(&mut regions.conflicts);
    let told = conflicts.par_chunks(conflicts.len().div_ceil(PARTS).max(FEW)).flat_map_iter(|some| {
        let mut regions = regions.clone();
        some.iter().map(move |of| (plan.norms(of.pair), regions.exact(of)))
    });
    let exact: BTreeMap<_, _> = told.collect();
    let possible = |required, forbidden| !complete || exact.contains_key(&(required, forbidden));
    let mut solution = solve_between(plan.book, facts, &between, possible);
    for conflict in solution.conflicts.iter_mut().chain(&mut solution.resolved) {
        if let Some(exact) = exact.get(&(conflict.required, conflict.forbidden)).filter(|_| complete) {
            exact.narrow(plan.book, facts, conflict);
        }
    }
    solution.judge(plan.book);
    Pair { sides: [a, b], solution, exact, complete }
}

impl Exact {
    /// What the plain solver leaves open because facts are missing, as far as the requests that have the conflict
    /// settle it: ways that are open for none of them are no ways, what is open for all is open, and where requests name
    /// members of a union, what these bring is open too.
    fn narrow(&self, book: &Lawbook<'_>, facts: &[Known], conflict: &mut Conflict) {
        let helps = |way: &Way| way.benefit.is_some() && !matches!(way.status, Status::NotInForce(_));
        conflict.ways.retain(|way| {
            way.status != Status::NeedsFacts
                || !helps(way)
                || self.helps.iter().any(|help| help.mechanism == way.mechanism)
        });
        let norms = (conflict.required, conflict.forbidden);
        for help in &self.helps {
            let of_help = |way: &&mut Way| way.mechanism == help.mechanism && helps(way);
            if conflict.ways.iter_mut().find(of_help).is_none() {
                conflict.ways.retain(|way| way.mechanism != help.mechanism);
                let brought = by_members(book, facts, norms, help.mechanism);
                conflict.ways.extend(brought.map(|way| Way { status: Status::NeedsFacts, ..way }));
            }
            if help.leaves == BigUint::ZERO
                && let Some(way) = conflict.ways.iter_mut().find(of_help)
            {
                way.status = Status::Available;
            }
        }
        sort(&mut conflict.ways);
        if let Some(worst) = self.parts.iter().map(|part| part.outcome).max() {
            conflict.outcome = worst;
        }
    }

    /// The surest that a request of the conflict is.
    #[must_use]
    pub fn surest(&self) -> Option<Certainty> {
        self.parts.iter().map(|part| part.certainty).min()
    }
}

impl PairRegions<'_, '_, '_> {
    /// For which requests a conflict occurs.
    fn exact(&mut self, of: &ConflictRegions) -> Exact {
        let mut parts = Vec::new();
        for (outcome, region) in &of.outcomes {
            for (certainty, region) in self.by_certainty(of, *region) {
                let situations = self.count(region);
                let witness = self.witness(of, region, (*outcome, certainty));
                parts.push(Part { outcome: *outcome, certainty, situations, witness });
            }
        }
        let helps = self.open_ways(of).into_iter();
        let helps = helps.map(|(mechanism, left)| Help { mechanism, leaves: self.count(left) });
        let helps = helps.collect();
        Exact { plain: self.plain(of.pair), parts, helps }
    }
}
