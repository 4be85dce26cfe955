//! Whom a demand for the data of a site can be made to.

use std::collections::BTreeSet;

use super::Ask;
use crate::law::{EntityId, JurisdictionId, Operator, Site, Table};
use crate::logic::Code;

/// Whether a company can get at the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hold {
    /// It runs the site or what the site stands on, or controls the company that does.
    Has,
    /// It supplies the technology only: whether it can get at the data is disputed.
    Disputed,
}

/// A company that can be asked for the data of a site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Addressee {
    /// The place of the site.
    pub place: JurisdictionId,
    /// The company.
    pub company: EntityId,
    /// Whether it can get at the data.
    pub hold: Hold,
    /// Where it has its seat.
    pub seat: JurisdictionId,
    /// Where it is present, in order.
    pub presence: Vec<JurisdictionId>,
    /// What it is.
    pub kind: Option<Code>,
}

/// Where each company is present: its seat, where it is known to be, where it runs sites or lends infrastructure, and
/// where the companies are that it controls.
#[derive(Debug)]
pub struct Reach(Table<EntityId, BTreeSet<JurisdictionId>>);

impl Reach {
    /// For all companies; sites that are only planned count if the question counts them.
    #[must_use]
    pub fn new(ask: &Ask<'_>) -> Self {
        let entities = &ask.footprints.entities;
        let own = |id: EntityId| {
            let entity = &entities[id];
            entity.presence.iter().copied().chain([entity.seat]).collect::<BTreeSet<JurisdictionId>>()
        };
        let mut reach: Table<EntityId, BTreeSet<JurisdictionId>> = entities.ids().map(own).collect();
        let others = ask.footprints.all.iter().filter(|other| other.name != ask.footprint.name);
        let sites = others.flat_map(|other| &other.sites).chain(&ask.footprint.sites);
        for site in sites.filter(|site| ask.planned || site.status != crate::law::Status::Planned) {
            let operator = if let Operator::One(one) = site.operator { Some(one) } else { None };
            for company in operator.into_iter().chain(site.infrastructure) {
                reach[company].insert(site.place);
            }
        }
        let below = reach.clone();
        for (company, places) in below.iter() {
            for above in line(ask, company).into_iter().skip(1) {
                reach[above].extend(places);
            }
        }
        Self(reach)
    }

    /// For each company that may run a site: everyone whom a demand can be made to. The companies that run the site
    /// and lend the infrastructure come first, each followed by those that control it; then the owner of the
    /// technology.
    #[must_use]
    pub fn alternatives(&self, ask: &Ask<'_>, site: &Site) -> Vec<Vec<Addressee>> {
        let operators: Vec<EntityId> = match &site.operator {
            Operator::One(one) => vec![*one],
            Operator::Among(some) => some.clone(),
            Operator::Unknown => {
                let mut all = vec![ask.footprint.provider];
                all.extend(ask.footprint.entities.iter().filter(|entity| **entity != ask.footprint.provider));
                all
            }
        };
        let layers = |operator: EntityId| {
            let holders = [Some(operator), site.infrastructure].into_iter().flatten().flat_map(|id| line(ask, id));
            let holders: Vec<(EntityId, Hold)> = holders.map(|company| (company, Hold::Has)).collect();
            let technology = site.technology.into_iter().flat_map(|id| line(ask, id));
            let mut found: Vec<Addressee> = Vec::new();
            for (company, hold) in holders.into_iter().chain(technology.map(|company| (company, Hold::Disputed))) {
                if found.iter().all(|known| known.company != company) {
                    found.push(self.addressee(ask, site.place, company, hold));
                }
            }
            found
        };
        operators.into_iter().map(layers).collect()
    }

    fn addressee(&self, ask: &Ask<'_>, place: JurisdictionId, company: EntityId, hold: Hold) -> Addressee {
        let entity = &ask.footprints.entities[company];
        let mut presence = self.0[company].clone();
        if hold == Hold::Has {
            presence.insert(place);
        }
        Addressee {
            place,
            company,
            hold,
            seat: entity.seat,
            presence: presence.into_iter().collect(),
            kind: entity.kind,
        }
    }
}

/// A company and those that control it, nearest first.
fn line(ask: &Ask<'_>, company: EntityId) -> Vec<EntityId> {
    let mut line = vec![company];
    let mut at = company;
    while let Some(above) = ask.footprints.entities[at].controlled_by
        && !line.contains(&above)
    {
        line.push(above);
        at = above;
    }
    line
}
