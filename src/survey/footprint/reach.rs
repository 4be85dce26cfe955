//! Whom a state can ask for the data of a site, and what that makes of the company that is asked.

use std::collections::BTreeSet;

use super::Ask;
use crate::law::{EntityId, JurisdictionId, Operator, Site, Table};
use crate::lawbook::{Lawbook, code, jurisdiction};
use crate::logic::Code;

/// What a company does for a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// It runs the site.
    Operator,
    /// It lends the machines or the building.
    Infrastructure,
    /// It supplies the technology.
    Technology,
}

/// A company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Company {
    /// One that a footprint names.
    Known(EntityId),
    /// A company of the place that nobody abroad controls.
    Local,
}

/// Whether a company can get at the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hold {
    /// It runs the site or lends what the site stands on, or controls the company that does.
    Has,
    /// It supplies the technology only: whether it can get at the data is disputed, so the fact stays unknown.
    Disputed,
}

/// A company that can be asked for the data of a site, before it is known who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Addressee {
    /// What it does for the site.
    pub layer: Layer,
    /// The company.
    pub company: Company,
}

/// Everything about a demand that does not hang on its kind: equal demands have equal answers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Demand {
    /// The state that asks.
    pub state: JurisdictionId,
    /// The place of the site.
    pub place: JurisdictionId,
    /// The seat of the company that is asked.
    pub seat: JurisdictionId,
    /// Where it is present, as far as that touches the demand; in order.
    pub presence: Vec<JurisdictionId>,
    /// What it is.
    pub kind: Option<Code>,
    /// Whether it can get at the data.
    pub hold: Hold,
}

/// Where each company is established: its seat, where it is known to be, where it runs sites or lends what they stand
/// on, and where the companies are that it controls.
#[derive(Debug)]
pub struct Reach<'q, 'a> {
    ask: &'q Ask<'a>,
    places: Table<EntityId, BTreeSet<JurisdictionId>>,
}

impl<'q, 'a> Reach<'q, 'a> {
    /// For all companies, by the sites that count on the day of the law.
    #[must_use]
    pub fn new(ask: &'q Ask<'a>, book: &Lawbook<'_>) -> Self {
        let entities = &ask.footprints.entities;
        let mut own: Table<EntityId, BTreeSet<JurisdictionId>> =
            entities.ids().map(|id| established(ask, book, id)).collect();
        let others = ask.footprints.all.iter().filter(|other| other.name != ask.footprint.name);
        let sites = others.flat_map(|other| &other.sites).chain(&ask.footprint.sites);
        for site in sites.filter(|site| ask.counts(site, book.day)) {
            for company in named(&site.operator).iter().copied().chain(site.infrastructure) {
                own[company].insert(site.place);
            }
        }
        let mut places = own.clone();
        for (company, below) in own.iter() {
            for above in ask.footprints.line(company).skip(1) {
                places[above].extend(below);
            }
        }
        Self { ask, places }
    }

    /// For each company that may run a site: everyone who can be asked for its data. A company of the same group
    /// stands there once, with the layer in which it is nearest to the data.
    #[must_use]
    pub fn alternatives(&self, site: &Site) -> Vec<Vec<Addressee>> {
        let operators: Vec<Company> = match &site.operator {
            Operator::One(one) => vec![Company::Known(*one)],
            Operator::Among(some) => some.iter().copied().map(Company::Known).collect(),
            // At best a company of the place, at worst the one whose technology it is, or the provider itself.
            Operator::Unknown => {
                vec![Company::Local, Company::Known(site.technology.unwrap_or(self.ask.footprint.provider))]
            }
            Operator::Local => vec![Company::Local],
        };
        let behind = [(Layer::Infrastructure, site.infrastructure), (Layer::Technology, site.technology)];
        let layers = |operator: Company| {
            let mut found = vec![Addressee { layer: Layer::Operator, company: operator }];
            for (layer, company) in behind.into_iter().filter_map(|(layer, company)| Some((layer, company?))) {
                let known =
                    found.iter().any(|known| self.head(known.company) == Some(self.ask.footprints.head(company)));
                if !known {
                    found.push(Addressee { layer, company: Company::Known(company) });
                }
            }
            found
        };
        operators.into_iter().map(layers).collect()
    }

    fn head(&self, company: Company) -> Option<EntityId> {
        match company {
            Company::Known(id) => Some(self.ask.footprints.head(id)),
            Company::Local => None,
        }
    }

    /// The demand that a state makes for the data at a place, and the company that gets it: the nearest in the line of
    /// control that the state can reach, else the one at the site itself.
    #[must_use]
    pub fn demand(
        &self,
        book: &Lawbook<'_>,
        place: JurisdictionId,
        to: Addressee,
        state: JurisdictionId,
    ) -> (Company, Demand) {
        let hold = if to.layer == Layer::Technology { Hold::Disputed } else { Hold::Has };
        let entities = &self.ask.footprints.entities;
        let Company::Known(nearest) = to.company else {
            let kind = entities[self.ask.footprint.provider].kind;
            return (to.company, Demand { state, place, seat: place, presence: vec![place], kind, hold });
        };
        let line = self.ask.footprints.line(nearest);
        let reached = line.map(|id| (id, self.touching(book, id, state))).find(|(_, touching)| !touching.is_empty());
        let (asked, touching) = reached.unwrap_or((nearest, Vec::new()));
        let seat = entities[asked].seat;
        let mut presence = touching;
        presence.push(seat);
        presence.extend((hold == Hold::Has).then_some(place));
        presence.sort_unstable();
        presence.dedup();
        (Company::Known(asked), Demand { state, place, seat, presence, kind: entities[asked].kind, hold })
    }

    /// The establishments of a company by which a state can reach it: those in the state itself, else the unions that
    /// it shares with the company.
    fn touching(&self, book: &Lawbook<'_>, company: EntityId, state: JurisdictionId) -> Vec<JurisdictionId> {
        let places = &self.places[company];
        if places.contains(&state) {
            return vec![state];
        }
        let order = book.legal_order(state).iter().map(jurisdiction);
        let shared = |union: &JurisdictionId| places.iter().any(|place| book.members(*union).contains(code(*place)));
        order.filter(|of| *of != state).filter(shared).collect()
    }
}

/// Where a company is established by itself, without its sites; without what the provider has given up.
fn established(ask: &Ask<'_>, book: &Lawbook<'_>, id: EntityId) -> BTreeSet<JurisdictionId> {
    let entity = &ask.footprints.entities[id];
    let given_up = |place: &JurisdictionId| {
        ask.footprints.head(id) == ask.footprints.head(ask.footprint.provider)
            && ask.left.iter().any(|left| book.members(*left).contains(code(*place)))
    };
    let mut places: BTreeSet<JurisdictionId> = entity.presence.iter().copied().collect();
    places.retain(|place| !given_up(place));
    // A subsidiary goes with its last site; the head of the group keeps its seat, and so does whoever still runs one.
    let runs_one = ask.footprint.sites.iter().any(|site| named(&site.operator).contains(&id));
    if entity.controlled_by.is_none() || runs_one || !given_up(&entity.seat) {
        places.insert(entity.seat);
    }
    places
}

/// The companies of which one runs a site, as far as they are known.
fn named(operator: &Operator) -> &[EntityId] {
    match operator {
        Operator::One(one) => std::slice::from_ref(one),
        Operator::Among(some) => some,
        Operator::Unknown | Operator::Local => &[],
    }
}
