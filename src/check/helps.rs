//! Mechanisms that are a way out of nothing: of no conflict that any request can have, on none of their days.
//!
//! Where the law of one of the ends is not encoded that says nothing about the mechanism, and so these are notes.
//! Mechanisms that end nothing by design, and those not yet in force, are left out. There must be a day on which both
//! norms and the ends that join the two sides are in force together, and a request that meets the conflict and can use
//! the mechanism; "no way out" is certain, the opposite nearly so: of a treaty of many the two are not asked of the same
//! two parties.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::reach::Reach;
use super::{Era, Review, lifts};
use crate::corpus::{Corpus, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::law::{Effect, JurisdictionId, Lift, MechanismId, Period, ProvisionId};
use crate::lawbook::{BookNorm, NormId};
use crate::logic::{CodeSet, Formula, Region, Regions, eval};
use crate::solve::{Setting, benefit, side};
use crate::survey::bulk::{PairId, Plan};
use crate::text::json::Step;

/// What has not helped yet: mechanisms, and names of mechanisms that a provision accepts.
#[derive(Debug, Clone, Default)]
struct Open {
    mechanisms: BTreeSet<MechanismId>,
    lifts: BTreeSet<(ProvisionId, usize)>,
}

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    let mut open = Open::all(review);
    open.sift(review, |norm| review.concerns(norm.owner));
    // A mechanism of many parties may help others only. What a provision accepts helps in its own conflicts or nowhere.
    if !review.all() {
        let lifts = std::mem::take(&mut open.lifts);
        open.sift(review, |_| true);
        open.lifts = lifts;
    }
    open.told(review)
}

impl Open {
    fn all(review: &Review<'_>) -> Self {
        let mechanisms = review.mechanisms().filter(|(id, mechanism)| {
            benefit(mechanism).is_some() && review.eras().iter().any(|era| !periods(era, *id).is_empty())
        });
        let lifts = review.provisions().flat_map(|(id, law)| {
            let touching = (0..law.lifted_by.len()).filter(move |place| lifts::touched(review, id, *place));
            touching.map(move |place| (id, place))
        });
        Self { mechanisms: mechanisms.map(|(id, _)| id).collect(), lifts: lifts.collect() }
    }

    /// Takes out what helps in a conflict in which one of these norms takes part.
    fn sift(&mut self, review: &Review<'_>, of: impl Fn(&BookNorm) -> bool) {
        // The latest law first: most of what helps at all helps there.
        for era in review.eras().iter().rev() {
            let asked = self.asked(review.corpus, era);
            if !asked.is_empty() {
                let helps = helping(era, &asked, &of);
                *self = self.without(&helps);
            }
        }
    }

    /// The part of it that is in force in an era.
    fn asked(&self, corpus: &Corpus, era: &Era<'_>) -> Self {
        let in_force = |id: &&MechanismId| !periods(era, **id).is_empty();
        let applies = |(id, _): &&(ProvisionId, usize)| corpus.provisions[*id].in_force.and(&era.period).is_some();
        Self {
            mechanisms: self.mechanisms.iter().filter(in_force).copied().collect(),
            lifts: self.lifts.iter().filter(applies).copied().collect(),
        }
    }

    /// The part of it that a mechanism and what is accepted with it are.
    fn of(&self, mechanism: MechanismId, lifts: Vec<(ProvisionId, usize)>) -> Self {
        let mechanisms = self.mechanisms.get(&mechanism).copied();
        Self { mechanisms: mechanisms.into_iter().collect(), lifts: lifts.into_iter().collect() }
    }

    fn is_empty(&self) -> bool {
        self.mechanisms.is_empty() && self.lifts.is_empty()
    }

    /// The part of it that is not among others.
    fn without(&self, others: &Self) -> Self {
        Self {
            mechanisms: self.mechanisms.difference(&others.mechanisms).copied().collect(),
            lifts: self.lifts.difference(&others.lifts).copied().collect(),
        }
    }

    fn add(&mut self, more: Self) {
        self.mechanisms.extend(more.mechanisms);
        self.lifts.extend(more.lifts);
    }

    fn told(self, review: &Review<'_>) -> Vec<Diagnostic> {
        let corpus = review.corpus;
        let mechanisms = self.mechanisms.into_iter().map(|id| {
            let message = format!("the mechanism `{}` is a way out of no conflict", corpus.mechanisms[id].name);
            let span = corpus.place(Subject::Mechanism(id), &[Step::Key("id".into())]);
            Diagnostic::new(Code::IdleMechanism, message).help(why_idle(review, id)).at(span)
        });
        let lifts = self.lifts.into_iter().map(|(id, place)| {
            let written = lifts::written(corpus, id, place);
            let message = format!(
                "`{}` accepts `{written}`, which is a way out of none of its conflicts",
                corpus.provision_name(id)
            );
            let help = "no conflict of it lies between the ends of such a mechanism where that can be used";
            let part = [Step::Key("lifted_by".into()), Step::Index(place)];
            Diagnostic::new(Code::IdleLift, message).help(help).at(corpus.place(Subject::Provision(id), &part))
        });
        mechanisms.chain(lifts).collect()
    }
}

/// Why a mechanism is a way out of nothing.
fn why_idle(review: &Review<'_>, id: MechanismId) -> String {
    let corpus = review.corpus;
    let mechanism = &corpus.mechanisms[id];
    let near = corpus.provisions.iter().filter(|(law, _)| lifts::touches(review, mechanism, corpus.owner_of(*law)));
    let accepted = near.flat_map(|(_, law)| &law.lifted_by).any(|name| mechanism.is_meant(id, *name));
    if mechanism.effect == Effect::Lifts && !accepted {
        let kind = &corpus.vocabulary.kinds[mechanism.kind].name;
        return format!("no provision of its ends accepts `{kind}` or `{}` in `lifted_by`", mechanism.name);
    }
    "no duty and prohibition that collide lie between its ends where it can be used".to_owned()
}

/// The days of an era on which the ends of a mechanism are bound, end by end.
fn periods(era: &Era<'_>, id: MechanismId) -> Vec<Period> {
    let ends = era.book.routes[id].ends.all();
    ends.filter_map(|end| end.period?.and(&era.period)).collect()
}

/// What of it helps in an era, in a conflict in which one of these norms takes part.
fn helping(era: &Era<'_>, asked: &Open, of: impl Fn(&BookNorm) -> bool) -> Open {
    let reach = Reach::of(era, &asked.mechanisms, asked.lifts.iter().map(|(id, _)| *id));
    let plan = Plan::of(&era.book, |must, not| (of(must) || of(not)) && reach.holds(must, not));
    let mut couples: BTreeMap<(JurisdictionId, JurisdictionId), Vec<PairId>> = BTreeMap::new();
    for pair in plan.pair_ids() {
        let (required, forbidden) = plan.norms(pair);
        couples.entry((era.book.norms[required].owner, era.book.norms[forbidden].owner)).or_default().push(pair);
    }
    let couples: Vec<Vec<PairId>> = couples.into_values().collect();
    // What has helped between one couple is not asked of the next: which one comes first changes nothing that is found.
    let helps = Mutex::new(Open::default());
    couples.par_iter().for_each(|pairs| {
        let known = helps.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let more = between(era, &plan, pairs, &asked.without(&known));
        helps.lock().unwrap_or_else(PoisonError::into_inner).add(more);
    });
    helps.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// What of it helps between two owners.
fn between(era: &Era<'_>, plan: &Plan<'_, '_>, pairs: &[PairId], asked: &Open) -> Open {
    let mut helps = Open::default();
    let sides = pairs.first().map(|pair| sides(era, plan, *pair));
    for (pair, sides) in pairs.iter().zip(sides.iter().cycle()) {
        let mut ways = Vec::new();
        for way in plan.ways_of(*pair).iter() {
            let more = asked.of(way.mechanism, lifted(era, plan, *pair, way.mechanism, asked)).without(&helps);
            if !more.is_empty() && share_a_day(era, plan, *pair, sides, way.mechanism) {
                ways.push((way.open, more));
            }
        }
        helps.add(open_ways(era, plan, *pair, ways));
    }
    helps
}

/// What of some ways out of a conflict helps: that of those which some request can use that meets the conflict.
fn open_ways(era: &Era<'_>, plan: &Plan<'_, '_>, pair: PairId, ways: Vec<(Formula, Open)>) -> Open {
    let mut helps = Open::default();
    if ways.is_empty() {
        return helps;
    }
    let all: Vec<Formula> = ways.iter().map(|(open, _)| *open).collect();
    let mut together = Meeting::new(era, plan, pair, &all);
    for (open, more) in ways {
        let more = more.without(&helps);
        // What was too much work together with the other ways need not be so alone.
        if more.is_empty() {
            continue;
        }
        let alone = || Meeting::new(era, plan, pair, &[open]).is_open(plan, open);
        if together.is_open(plan, open).or_else(alone).unwrap_or(true) {
            helps.add(more);
        }
    }
    helps
}

/// The requests that meet a conflict.
struct Meeting {
    regions: Regions,
    met: Region,
}

impl Meeting {
    /// An evaluator for a conflict and some ways out of it.
    fn new(era: &Era<'_>, plan: &Plan<'_, '_>, pair: PairId, ways: &[Formula]) -> Self {
        let (must, not) = plan.sides(pair);
        let sides = [must.applies, not.applies];
        let basis = era.basis(plan.formulas(), plan.parts());
        let mut asked: Vec<Formula> = sides.iter().chain(ways).copied().collect();
        let never = era.never(&basis, &asked);
        asked.extend(&never);
        let mut regions = Regions::over(&basis, asked);
        let [must, not] = sides.map(|side| eval(&mut regions, plan.formulas(), side));
        let mut met = regions.both(must, not);
        for combination in never {
            let never = eval(&mut regions, plan.formulas(), combination);
            met = regions.without(met, never);
        }
        Self { regions, met }
    }

    /// Whether some of the requests can use a way; nothing where that was too much work to know.
    fn is_open(&mut self, plan: &Plan<'_, '_>, way: Formula) -> Option<bool> {
        if !self.regions.is_complete() {
            return None;
        }
        let open = eval(&mut self.regions, plan.formulas(), way);
        let meets = self.regions.meets(self.met, open);
        self.regions.is_complete().then_some(meets)
    }
}

/// The names among those asked for by which one of the two provisions accepts a mechanism, as a way out of whatever
/// effect: law often names the routes that replace a demand too.
fn lifted(
    era: &Era<'_>,
    plan: &Plan<'_, '_>,
    pair: PairId,
    id: MechanismId,
    asked: &Open,
) -> Vec<(ProvisionId, usize)> {
    let corpus = era.book.corpus;
    let mechanism = &corpus.mechanisms[id];
    let (required, forbidden) = plan.norms(pair);
    let provisions = [required, forbidden].map(|norm| era.book.norms[norm].provision);
    let names = provisions.into_iter().flat_map(|provision| {
        let lifts = corpus.provisions[provision].lifted_by.iter().enumerate();
        let meant = lifts.filter(|(_, name): &(usize, &Lift)| mechanism.is_meant(id, **name));
        meant.map(move |(place, _)| (provision, place))
    });
    names.filter(|lift| asked.lifts.contains(lift)).collect()
}

/// The largest sides of a conflict.
fn sides(era: &Era<'_>, plan: &Plan<'_, '_>, pair: PairId) -> [CodeSet; 2] {
    <[NormId; 2]>::from(plan.norms(pair)).map(|norm| {
        let owner = era.book.norms[norm].owner;
        side(&era.book, owner, era.book.members(owner))
    })
}

/// Whether on one day of the era both norms are in force, and the ends of the mechanism by which it joins the two sides.
fn share_a_day(era: &Era<'_>, plan: &Plan<'_, '_>, pair: PairId, [near, far]: &[CodeSet; 2], id: MechanismId) -> bool {
    let (required, forbidden) = plan.norms(pair);
    let in_force = |norm| era.book.corpus.provisions[era.book.norms[norm].provision].in_force;
    let together = in_force(required).and(&in_force(forbidden)).and_then(|together| together.and(&era.period));
    let setting = Setting { book: &era.book, near, far, required, forbidden };
    together.is_some_and(|together| {
        let joints = setting.joints(id).into_iter();
        let mut days = joints.filter_map(|joint| joint.near.period?.and(&joint.far.period?));
        days.any(|days| days.and(&together).is_some())
    })
}
