//! What-ifs: a change is made, and everything is asked again.

use super::{Ask, Picture, Surveyor};
use crate::law::{EntityId, Fact, FactId, FactType, JurisdictionId, Operator, Site, Status};
use crate::lawbook::{Lawbook, code};
use crate::logic::{Code, Known};
use crate::solve::{Outcome, Verdict};
use crate::survey::bulk::Plan;

/// One change to a footprint, or to all demands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// A further site. Without an operator the head of the footprint runs it.
    AddSite(NewSite),
    /// The provider leaves a jurisdiction and its members: the sites there go, what it is known to have there beside
    /// them, and subsidiaries with seat there that run no other site. The head of the group keeps its seat.
    Without(JurisdictionId),
    /// A site is closed.
    Close(usize),
    /// These sites get another operator. What they stand on stays, unless a company of the place takes them over: it
    /// stands on its own machines, and who ran the sites stays the supplier of the technology.
    Operator(Sites, Operator),
    /// A fact that provider or customer controls is so for every demand.
    Fact(FactId, Known),
}

/// A site that does not exist yet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NewSite {
    /// Where.
    pub place: JurisdictionId,
    /// Who runs it.
    pub operator: Operator,
    /// On whose infrastructure.
    pub infrastructure: Option<EntityId>,
    /// With whose technology.
    pub technology: Option<EntityId>,
}

/// Some sites of a footprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sites {
    /// The site with this place in the list.
    One(usize),
    /// Those in a jurisdiction, or in one that belongs to it.
    In(JurisdictionId),
    /// Those that a company runs.
    Of(EntityId),
}

/// What sort of change it is: the best of each sort is worth knowing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// Leave a country.
    Leave,
    /// Close one site.
    Close,
    /// Hand all sites of a country over.
    HandOverCountry,
    /// Hand one site over.
    HandOverSite,
    /// Change a fact for every demand.
    Fact,
    /// What single changes do not try.
    Other,
}

impl Change {
    /// What sort it is.
    #[must_use]
    pub fn sort(&self) -> Sort {
        match self {
            Change::Without(_) => Sort::Leave,
            Change::Close(_) => Sort::Close,
            Change::Operator(Sites::One(_), _) => Sort::HandOverSite,
            Change::Operator(Sites::In(_), _) => Sort::HandOverCountry,
            Change::Fact(..) => Sort::Fact,
            Change::Operator(Sites::Of(_), _) | Change::AddSite(_) => Sort::Other,
        }
    }
}

/// A change and what it does.
#[derive(Debug, Clone)]
pub struct Effect {
    /// The change.
    pub change: Change,
    /// How many (site, state, kind of demand) there are then.
    pub demands: usize,
    /// How many of them are in conflict.
    pub conflicts: usize,
    /// How many of those are deadlocks.
    pub deadlocks: usize,
}

/// The question with a change made.
#[must_use]
pub fn with<'a>(ask: &Ask<'a>, book: &Lawbook<'_>, change: &Change) -> Ask<'a> {
    let mut ask = ask.clone();
    let inside = |site: &Site, of: JurisdictionId| book.members(of).contains(code(site.place));
    match change {
        Change::AddSite(new) => {
            let site = added(&ask, new, book);
            ask.footprint.sites.push(site);
        }
        Change::Without(place) => {
            ask.footprint.sites.retain(|site| !inside(site, *place));
            ask.left.push(*place);
        }
        Change::Close(at) => {
            if *at < ask.footprint.sites.len() {
                ask.footprint.sites.remove(*at);
            }
        }
        Change::Operator(sites, operator) => {
            for (at, site) in ask.footprint.sites.iter_mut().enumerate() {
                let meant = match sites {
                    Sites::One(one) => at == *one,
                    Sites::In(place) => inside(site, *place),
                    Sites::Of(company) => site.operator == Operator::One(*company),
                };
                if meant {
                    hand_over(site, operator);
                }
            }
        }
        Change::Fact(fact, known) => {
            ask.given.retain(|(given, _)| given != fact);
            ask.given.push((*fact, known.clone()));
        }
    }
    ask
}

fn hand_over(site: &mut Site, to: &Operator) {
    let before = std::mem::replace(&mut site.operator, to.clone());
    if *to == Operator::Local {
        site.infrastructure = None;
        if let Operator::One(company) = before {
            site.technology.get_or_insert(company);
        }
    }
}

fn added(ask: &Ask<'_>, new: &NewSite, book: &Lawbook<'_>) -> Site {
    let stem = format!("new-{}", book.corpus.jurisdictions[new.place].code.to_lowercase());
    let taken = |name: &String| ask.footprint.sites.iter().any(|site| site.name == *name);
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    let name = std::iter::once(stem.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(stem.clone());
    Site {
        title: name.clone(),
        name,
        place: new.place,
        city: None,
        point: None,
        operator: new.operator.clone(),
        infrastructure: new.infrastructure,
        technology: new.technology,
        status: Status::Operating,
        since: None,
        note: None,
        sources: Vec::new(),
    }
}

/// Every single change that is worth trying: leaving a country; closing a site; handing a site, or all of a country,
/// to a company of the place; and each value of each fact that provider or customer controls and that does not follow
/// from the footprint. Of sites that nothing tells apart one is tried.
#[must_use]
pub fn candidates(ask: &Ask<'_>, base: &Picture, book: &Lawbook<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    let places = base.places();
    let sites_in = |place: &JurisdictionId| {
        base.groups.iter().filter(|group| group.place == *place).map(|group| group.sites.len()).sum::<usize>()
    };
    let several: Vec<JurisdictionId> = places.iter().copied().filter(|place| sites_in(place) > 1).collect();
    if places.len() > 1 {
        changes.extend(places.iter().copied().map(Change::Without));
    }
    changes.extend(several.into_iter().map(|place| Change::Operator(Sites::In(place), Operator::Local)));
    for site in base.groups.iter().filter_map(|group| group.sites.first()) {
        changes.push(Change::Close(*site));
        if ask.footprint.sites.get(*site).is_some_and(|site| site.operator != Operator::Local) {
            changes.push(Change::Operator(Sites::One(*site), Operator::Local));
        }
    }
    for (id, fact) in book.corpus.vocabulary.facts.iter() {
        if fact.controllable.is_some() && fact.role.is_none() {
            changes.extend(values(fact).into_iter().map(|value| Change::Fact(id, Known::One(value))));
        }
    }
    changes
}

fn values(fact: &Fact) -> Vec<Code> {
    let count = match &fact.ty {
        FactType::Flag => 2,
        FactType::Choice(values) => values.len(),
        FactType::Jurisdiction | FactType::Jurisdictions | FactType::Mechanisms => 0,
    };
    (0..count).filter_map(|at| u16::try_from(at).ok()).map(Code).collect()
}

/// The picture after a change. One that touches only sites is asked of the surveyor, who remembers most answers.
#[must_use]
pub fn after(plan: &Plan<'_, '_>, surveyor: &mut Surveyor<'_, '_, '_>, ask: &Ask<'_>, change: &Change) -> Picture {
    let ask = with(ask, plan.book, change);
    if let Change::Fact(..) = change {
        return Surveyor::new(plan, &ask).survey(&ask);
    }
    surveyor.survey(&ask)
}

/// What each single change does that ends some conflict, the one that leaves the fewest first; of equals the one with
/// the fewest deadlocks, then the one after which the most is still offered.
#[must_use]
pub fn effects(plan: &Plan<'_, '_>, surveyor: &mut Surveyor<'_, '_, '_>, ask: &Ask<'_>, base: &Picture) -> Vec<Effect> {
    let changes = candidates(ask, base, plan.book);
    let effects = changes.into_iter().map(|change| {
        let picture = after(plan, surveyor, ask, &change);
        let deadlock = Verdict::Conflict(Outcome::Deadlock);
        Effect {
            demands: picture.demands(),
            conflicts: picture.conflicts(),
            deadlocks: picture.totals.by_verdict.get(&deadlock).copied().unwrap_or_default(),
            change,
        }
    });
    let mut effects: Vec<Effect> = effects.filter(|effect| effect.conflicts < base.conflicts()).collect();
    effects.sort_by_key(|effect| (effect.conflicts, effect.deadlocks, std::cmp::Reverse(effect.demands)));
    effects
}
