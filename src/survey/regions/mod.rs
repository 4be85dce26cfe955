//! For which requests at all: every conflict between two legal orders as an exact set of requests.
//!
//! In: a [`Plan`] and two jurisdictions, perhaps with some facts given. Out: for each two norms that can collide the
//! [`Region`] of requests for which they do, cut by outcome and by certainty. Nothing is guessed and nothing is sampled:
//! a request lies in a region, and in none of those that are resolved, exactly if [`solve`](crate::solve::solve) reports
//! that conflict for it, which property tests hold. Regions speak of complete requests; what unknown facts leave open is the plain solver's business.
//!
//! Each two legal orders, or owners of law, have a diagram of their own, over the classes of values that their own
//! conditions tell apart: between two states most of the world is one class.

mod cut;
mod likely;
mod never;
mod plain;
mod relevant;
mod sets;
mod witness;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use num_bigint::BigUint;

use super::bulk::{PairId, Plan};
use crate::law::{Condition, Fact, FactType, JurisdictionId, MechanismId, Role};
use crate::lawbook::{Lawbook, NormId, code};
use crate::logic::{Basis, Domain, FactId, Formula, Known, Lit, Region, Regions, Weight, eval};
use crate::solve::{Between, Certainty, Outcome};
use relevant::relevant;

pub(crate) use cut::{Terms, Values, Ways};
pub(crate) use likely::likely;
pub(crate) use never::{Never, occurring};
pub use plain::Plain;
pub(crate) use sets::Sets;

/// So many nodes may one diagram have. The largest of the law inside the program needs a small part.
pub const BUDGET: usize = 1 << 21;

/// The conflicts between two legal orders, in both directions.
#[derive(Debug, Clone)]
pub struct PairRegions<'p, 'b, 'c> {
    plan: &'p Plan<'b, 'c>,
    given: Vec<Known>,
    /// What regions may ask for.
    literals: BTreeSet<Lit>,
    regions: Regions,
    /// When a norm requires, in plain words; many conflicts share it.
    alone: BTreeMap<NormId, Plain>,
    /// The requests that meet a condition; many norms share parts of theirs.
    met: BTreeMap<Condition, Region>,
    /// Every conflict that some request has, in the order in which conflicts are reported.
    pub conflicts: Vec<ConflictRegions>,
}

/// The requests that have one conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConflictRegions {
    /// The two norms.
    pub pair: PairId,
    /// Both norms apply.
    pub conflict: Region,
    /// The part of it in which an arguable exception holds.
    pub contested: Region,
    /// The parts of it by outcome, best first. They do not overlap, and together they are the whole.
    pub outcomes: Vec<(Outcome, Region)>,
    /// The requests in which a binding mechanism is open and in use: those of them that have the conflict have it
    /// resolved. They are not taken out of the whole: which of many mechanisms is in use and open at once would be more
    /// situations than can be told.
    pub resolved: Arc<[(MechanismId, Region)]>,
}

impl<'p, 'b, 'c> PairRegions<'p, 'b, 'c> {
    /// What can collide between the legal orders of two jurisdictions, without what they share. A fact that is given is
    /// the same in all requests; `given` by fact number, unknown where it may be anything.
    #[must_use]
    pub fn new(plan: &'p Plan<'b, 'c>, a: JurisdictionId, b: JurisdictionId, given: &[Known]) -> Self {
        Self::of(plan, plan.between(&Between::pair(plan.book, a, b)), given)
    }

    /// The same for some pairs of norms, whosever they are.
    #[must_use]
    pub fn of(plan: &'p Plan<'b, 'c>, pairs: Vec<PairId>, given: &[Known]) -> Self {
        let nameable = nameable(plan.book);
        let basis = basis(plan, &nameable, given);
        let (literals, impossible) = relevant(plan, &basis, &pairs);
        let mut regions = basis.regions(&literals, order(plan.book, given));
        let never = Never::new(&mut regions, plan.formulas(), &impossible);
        let mut values = Values::new(plan.formulas()).but(never);
        let cut = |pair: PairId| Terms::of(plan, pair).cut(pair, &mut regions, &mut values);
        let conflicts = pairs.into_iter().filter_map(cut).collect();
        let given = given.to_vec();
        Self { plan, given, literals, regions, alone: BTreeMap::new(), met: BTreeMap::new(), conflicts }
    }

    /// The same where examples are about some places, as far as they can be.
    #[must_use]
    pub fn about(mut self, places: &[JurisdictionId]) -> Self {
        self.regions.prefer(&likely(self.plan.book, places));
        self
    }

    /// Whether a request lies in one of the regions; `None` if it leaves a fact open on which that hangs.
    #[must_use]
    pub fn contains(&self, region: Region, facts: &[Known]) -> Option<bool> {
        self.regions.contains(region, facts)
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &'p Plan<'b, 'c> {
        self.plan
    }

    /// The conflicts in which the legal order of one of the two jurisdictions requires.
    pub fn from(&self, requiring: JurisdictionId) -> impl Iterator<Item = &ConflictRegions> {
        let (plan, order) = (self.plan, self.plan.book.legal_order(requiring));
        self.conflicts.iter().filter(move |of| order.contains(code(plan.book.norms[plan.norms(of.pair).0].owner)))
    }

    /// Whether every region is exact. If not the budget of nodes was too small, and requests may be missing.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.regions.is_complete()
    }

    /// A part of a conflict, first where it is certain, then where it is contested, without what is empty.
    pub fn by_certainty(&mut self, of: &ConflictRegions, part: Region) -> Vec<(Certainty, Region)> {
        let certain = self.regions.without(part, of.contested);
        let contested = self.regions.both(part, of.contested);
        let both = [(Certainty::Certain, certain), (Certainty::Contested, contested)];
        both.into_iter().filter(|(_, region)| *region != Region::NEVER).collect()
    }

    /// The mechanisms that are a way out for some requests of a conflict, best first, each with the requests that it
    /// leaves over.
    pub fn open_ways(&mut self, of: &ConflictRegions) -> Vec<(MechanismId, Region)> {
        let mut ways = Vec::new();
        for way in self.plan.ways_of(of.pair).iter() {
            let open = self.value(way.open);
            if self.regions.meets(of.conflict, open) {
                ways.push((way.mechanism, self.regions.without(of.conflict, open)));
            }
        }
        ways
    }

    /// How many situations a region holds, as far as it tells situations apart.
    #[must_use]
    pub fn count(&mut self, region: Region) -> BigUint {
        self.regions.count(region, Weight::Situations)
    }

    /// How many complete requests a region holds: every value and every set of values of every fact that is not given.
    #[must_use]
    pub fn requests(&mut self, region: Region) -> BigUint {
        self.regions.count(region, Weight::Requests)
    }

    /// The requests in at least one of these regions.
    pub fn any(&mut self, regions: Vec<Region>) -> Region {
        self.regions.any(regions)
    }

    fn value(&mut self, formula: Formula) -> Region {
        eval(&mut self.regions, self.plan.formulas(), formula)
    }
}

/// What the regions of a plan rest on.
fn basis<'p>(plan: &'p Plan<'_, '_>, nameable: &'p [Domain], given: &'p [Known]) -> Basis<'p> {
    Basis {
        formulas: plan.formulas(),
        parts: plan.parts(),
        domains: &plan.book.domains,
        nameable,
        given,
        budget: BUDGET,
    }
}

/// The order of facts in a diagram: the requesting state, what has few values, single places, sets, mechanisms in use.
/// A trial on a law of this kind found it three times faster than the requesting state last.
fn order(book: &Lawbook<'_>, given: &[Known]) -> Vec<FactId> {
    let open = |fact: &FactId| matches!(given.get(usize::from(fact.0)), Some(Known::Unknown) | None);
    let facts = &book.corpus.vocabulary.facts;
    let mut order: Vec<FactId> = facts.ids().filter(open).collect();
    order.sort_by_key(|id| (rank(&facts[*id]), *id));
    order
}

/// How early a fact stands in a diagram.
pub(crate) fn rank(fact: &Fact) -> u8 {
    match fact.ty {
        FactType::Jurisdiction if fact.role == Some(Role::RequestingState) => 0,
        FactType::Choice(_) | FactType::Flag => 1,
        FactType::Jurisdiction => 2,
        FactType::Jurisdictions => 3,
        FactType::Mechanisms => 4,
    }
}

/// The domains without the value that stands for whatever the corpus does not know: no request can name it.
pub(crate) fn nameable(book: &Lawbook<'_>) -> Vec<Domain> {
    let facts = book.corpus.vocabulary.facts.ids().zip(&book.domains);
    facts.map(|(fact, domain)| Domain { size: book.corpus.nameable(fact), ..*domain }).collect()
}
