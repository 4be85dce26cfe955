//! From a demand and its kind to the facts of a request.
//!
//! Which fact is the seat, which the place of the data, stands in the vocabulary ([`Role`]): the engine names no fact.

use super::Ask;
use super::reach::{Demand, Hold};
use crate::law::{FactId, Id, JurisdictionId, Profile, Request, Role};
use crate::lawbook::{Lawbook, code};
use crate::logic::{Code, CodeSet, Known};

/// Turns a demand and a profile into facts. What the question gives counts more than the profile, and the profile more
/// than what follows from the site.
#[derive(Debug)]
pub struct Demands {
    profiles: Vec<Template>,
    given: Vec<(FactId, Known)>,
    customer: Option<JurisdictionId>,
    size: usize,
}

/// The facts of a kind of demand, and those that the site has to fill in.
#[derive(Debug)]
struct Template {
    facts: Vec<Known>,
    roles: Vec<(FactId, Role, bool)>,
}

impl Demands {
    /// For the profiles of a question.
    #[must_use]
    pub fn new(book: &Lawbook<'_>, ask: &Ask<'_>) -> Self {
        Self { given: ask.given.clone(), customer: ask.customer, ..Self::of(book, &ask.profiles) }
    }

    /// For some profiles; customers are where the data are, and nothing else is given.
    #[must_use]
    pub fn of(book: &Lawbook<'_>, profiles: &[&Profile]) -> Self {
        Self {
            profiles: profiles.iter().map(|profile| template(book, profile)).collect(),
            given: Vec::new(),
            customer: None,
            size: book.corpus.jurisdictions.len() + 1,
        }
    }

    /// How many kinds there are.
    #[must_use]
    pub fn kinds(&self) -> usize {
        self.profiles.len()
    }

    /// The facts of a demand of the kind with this number.
    #[must_use]
    pub fn facts(&self, kind: usize, demand: &Demand) -> Vec<Known> {
        let Some(template) = self.profiles.get(kind) else { return Vec::new() };
        let mut facts = template.facts.clone();
        let customer = self.customer.unwrap_or(demand.place);
        for (fact, role, many) in &template.roles {
            let known = match role {
                Role::RequestingState => self.places(&[demand.state], *many),
                Role::Seat => self.places(&[demand.seat], *many),
                Role::Presence => self.places(&demand.presence, *many),
                Role::Market => self.places(&[&demand.presence[..], &[customer]].concat(), *many),
                Role::Site => self.places(&[demand.place], *many),
                Role::Person | Role::Customer => self.places(&[customer], *many),
                // What a site is says more than what such demands usually are about.
                Role::Kind => match (demand.kind, facts.get(fact.index())) {
                    (Some(kind), _) => Known::One(kind),
                    (None, usual) => usual.cloned().unwrap_or(Known::Unknown),
                },
                Role::Control => match demand.hold {
                    Hold::Has => Known::One(Code(1)),
                    Hold::Disputed => Known::Unknown,
                },
            };
            set(&mut facts, *fact, known);
        }
        self.given.iter().for_each(|(fact, known)| set(&mut facts, *fact, known.clone()));
        facts
    }

    fn places(&self, places: &[JurisdictionId], many: bool) -> Known {
        match (many, places) {
            (true, places) => Known::Many(CodeSet::of(self.size, places.iter().map(|place| code(*place)))),
            (false, [place, ..]) => Known::One(code(*place)),
            (false, []) => Known::Unknown,
        }
    }
}

fn template(book: &Lawbook<'_>, profile: &Profile) -> Template {
    let mut facts = Request::blank(book.corpus, "").facts;
    profile.facts.iter().for_each(|(fact, known)| set(&mut facts, *fact, known.clone()));
    let given = |id: FactId| profile.facts.iter().any(|(fact, _)| *fact == id);
    let all = book.corpus.vocabulary.facts.iter();
    let roles = all.filter_map(|(id, fact)| Some((id, fact.role?, fact.is_set())));
    let roles = roles.filter(|(id, role, _)| *role == Role::Kind || !given(*id));
    Template { facts, roles: roles.collect() }
}

fn set(facts: &mut [Known], fact: FactId, known: Known) {
    if let Some(slot) = facts.get_mut(fact.index()) {
        *slot = known;
    }
}
