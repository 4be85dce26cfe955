//! What-ifs: a change is made, and everything is asked again.

use super::{Ask, Picture, survey};
use crate::law::{Entity, EntityId, Fact, FactId, FactType, Id, JurisdictionId, Operator, Site, Status};
use crate::lawbook::{Lawbook, code};
use crate::logic::{Code, Known};
use crate::solve::{Outcome, Verdict};
use crate::survey::bulk::Plan;

/// One change to a footprint, or to all demands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// A further site, run by a company; without one by the head of the footprint.
    AddSite(JurisdictionId, Option<EntityId>),
    /// No site in this jurisdiction, nor in one that belongs to it.
    Without(JurisdictionId),
    /// These sites get another operator; what they stand on stays.
    Operator(Sites, EntityId),
    /// The sites in this jurisdiction go to a company of the place that nobody else controls, with infrastructure and
    /// technology of its own.
    Local(JurisdictionId),
    /// A fact that provider or customer controls is so for every demand.
    Fact(FactId, Known),
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

/// A change and what it does.
#[derive(Debug, Clone)]
pub struct Effect {
    /// The change.
    pub change: Change,
    /// In how many (site, state, profile) there is a conflict then.
    pub conflicts: usize,
    /// How many of them are deadlocks.
    pub deadlocks: usize,
    /// How many (site, state, profile) there are then.
    pub cells: usize,
}

impl Effect {
    fn new(change: Change, picture: &Picture) -> Self {
        let deadlock = Verdict::Conflict(Outcome::Deadlock);
        Self {
            change,
            conflicts: picture.conflicts(),
            deadlocks: picture.totals.get(&deadlock).copied().unwrap_or_default(),
            cells: picture.totals.values().sum(),
        }
    }
}

/// The question with a change made.
#[must_use]
pub fn with<'a>(ask: &Ask<'a>, book: &Lawbook<'_>, change: &Change) -> Ask<'a> {
    let mut ask = ask.clone();
    let inside = |site: &Site, of: JurisdictionId| book.members(of).contains(code(site.place));
    match change {
        Change::AddSite(place, operator) => {
            let operator = operator.unwrap_or(ask.footprint.provider);
            ask.footprint.sites.push(added(&ask, *place, operator, book));
        }
        Change::Without(place) => ask.footprint.sites.retain(|site| !inside(site, *place)),
        Change::Operator(sites, operator) => {
            for (at, site) in ask.footprint.sites.iter_mut().enumerate() {
                let meant = match sites {
                    Sites::One(one) => at == *one,
                    Sites::In(place) => inside(site, *place),
                    Sites::Of(company) => site.operator == Operator::One(*company),
                };
                if meant {
                    site.operator = Operator::One(*operator);
                }
            }
        }
        Change::Local(place) => {
            for at in 0..ask.footprint.sites.len() {
                let Some(seat) = ask.footprint.sites.get(at).filter(|site| inside(site, *place)).map(|s| s.place)
                else {
                    continue;
                };
                let company = local(&mut ask, seat);
                if let Some(site) = ask.footprint.sites.get_mut(at) {
                    (site.operator, site.infrastructure, site.technology) = (Operator::One(company), None, None);
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

fn added(ask: &Ask<'_>, place: JurisdictionId, operator: EntityId, book: &Lawbook<'_>) -> Site {
    let stem = format!("new-{}", book.corpus.jurisdictions[place].code.to_lowercase());
    let taken = |name: &String| ask.footprint.sites.iter().any(|site| site.name == *name);
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    let name = std::iter::once(stem.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or(stem.clone());
    Site {
        title: name.clone(),
        name,
        place,
        city: None,
        point: None,
        operator: Operator::One(operator),
        infrastructure: None,
        technology: None,
        status: Status::Operating,
        since: None,
        note: None,
        sources: Vec::new(),
    }
}

/// A company of the place that nobody controls; the same one for the same place.
fn local(ask: &mut Ask<'_>, seat: JurisdictionId) -> EntityId {
    let name = format!("local.{}", seat.index());
    let known = ask.footprints.entities.iter().find(|(_, entity)| entity.name == name).map(|(id, _)| id);
    known.unwrap_or_else(|| {
        let kind = ask.footprints.entities[ask.footprint.provider].kind;
        let title = String::new();
        let entity = Entity { name, title, seat, presence: Vec::new(), kind, controlled_by: None, sources: Vec::new() };
        ask.footprints.entities.push(entity)
    })
}

/// Every single change that is worth trying: leaving a place, handing it to a company of that place, and each value of
/// each fact that provider or customer controls and that does not follow from the footprint.
#[must_use]
pub fn candidates(ask: &Ask<'_>, book: &Lawbook<'_>) -> Vec<Change> {
    let mut places: Vec<JurisdictionId> = ask.footprint.sites.iter().map(|site| site.place).collect();
    places.sort_unstable();
    places.dedup();
    let mut changes = Vec::new();
    if places.len() > 1 {
        changes.extend(places.iter().map(|place| Change::Without(*place)));
    }
    changes.extend(places.iter().map(|place| Change::Local(*place)));
    for (id, fact) in book.corpus.vocabulary.facts.iter() {
        if fact.controllable && fact.role.is_none() {
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

/// What a change does.
#[must_use]
pub fn effect(plan: &Plan<'_, '_>, ask: &Ask<'_>, change: Change) -> Effect {
    let picture = survey(plan, &with(ask, plan.book, &change));
    Effect::new(change, &picture)
}

/// What each single change does, the one that leaves the fewest conflicts first; of equals the one with the fewest
/// deadlocks, then the one that leaves the most sites.
#[must_use]
pub fn effects(plan: &Plan<'_, '_>, ask: &Ask<'_>) -> Vec<Effect> {
    let changes = candidates(ask, plan.book);
    let mut effects: Vec<Effect> = changes.into_iter().map(|change| effect(plan, ask, change)).collect();
    effects.sort_by_key(|effect| (effect.conflicts, effect.deadlocks, std::cmp::Reverse(effect.cells)));
    effects
}
