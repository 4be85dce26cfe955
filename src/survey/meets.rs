//! What one provision can collide with: provisions of other legal orders that some request meets together with it.
//!
//! In: a provision and a day. Out: by owner of the others, with which of them and with which outcomes. Nothing is
//! sampled: each rests on the exact [regions](super::regions) of the conflict. Only law on the other side of the
//! provision is read, so that one provision is answered at once, however much law there is.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::bulk::{PairId, Plan};
use super::regions::PairRegions;
use crate::atlas::Atlas;
use crate::corpus::Corpus;
use crate::law::{Day, FactType, JurisdictionId, ProvisionId};
use crate::lawbook::Lawbook;
use crate::logic::Known;
use crate::solve::Outcome;

/// What of one other legal order a provision can collide with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// Whose law.
    pub with: JurisdictionId,
    /// Its provisions, in the order of the law.
    pub met: Vec<Met>,
    /// Whether that is exact. If not it was too large for the memory allowed, and something may be missing.
    pub complete: bool,
}

/// A provision that another can collide with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// Which.
    pub provision: ProvisionId,
    /// The outcomes that some request has, best first.
    pub outcomes: Vec<Outcome>,
}

/// What all direct demands share: no mechanism is in use, and all else is open.
#[must_use]
pub fn direct(corpus: &Corpus) -> Vec<Known> {
    let facts = corpus.vocabulary.facts.iter();
    facts.map(|(_, fact)| if fact.ty == FactType::Mechanisms { fact.default.clone() } else { Known::Unknown }).collect()
}

/// Everything that a provision can collide with on a day on which it is in force, by owner, for [direct] demands.
#[must_use]
pub fn meetings(corpus: &Corpus, atlas: &Atlas, provision: ProvisionId, day: Day) -> Vec<Meeting> {
    let book = Lawbook::against(corpus, atlas, day, provision);
    let plan = Plan::new(&book);
    let mut by_owner: BTreeMap<JurisdictionId, Vec<PairId>> = BTreeMap::new();
    for pair in plan.pair_ids() {
        by_owner.entry(corpus.owner_of(other(&plan, pair, provision))).or_default().push(pair);
    }
    let given = direct(corpus);
    let by_owner: Vec<_> = by_owner.into_iter().collect();
    let meetings = by_owner.into_par_iter().map(|(with, pairs)| meeting(&plan, provision, with, pairs, &given));
    meetings.filter(|meeting| !meeting.met.is_empty() || !meeting.complete).collect()
}

fn meeting(
    plan: &Plan<'_, '_>,
    provision: ProvisionId,
    with: JurisdictionId,
    pairs: Vec<PairId>,
    given: &[Known],
) -> Meeting {
    let regions = PairRegions::of(plan, pairs, given);
    let met = regions.conflicts.iter().map(|of| Met {
        provision: other(plan, of.pair, provision),
        outcomes: of.outcomes.iter().map(|(outcome, _)| *outcome).collect(),
    });
    let mut met: Vec<Met> = met.collect();
    met.sort_by_key(|met| met.provision);
    Meeting { with, met, complete: regions.is_complete() }
}

/// The one of two provisions that is not this.
fn other(plan: &Plan<'_, '_>, pair: PairId, provision: ProvisionId) -> ProvisionId {
    let (required, forbidden) = plan.norms(pair);
    let [required, forbidden] = [required, forbidden].map(|norm| plan.book.norms[norm].provision);
    if required == provision { forbidden } else { required }
}
