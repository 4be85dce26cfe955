//! The Trusted Cloud Principles, computed per jurisdiction from tagged law in force.

use crate::law::{JurisdictionId, JurisdictionKind, Link, MechanismId, PrincipleEffect, PrincipleId, ProvisionId, Tag};
use crate::lawbook::{Lawbook, code};

/// What a jurisdiction's law does to one principle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The jurisdiction.
    pub jurisdiction: JurisdictionId,
    /// The principle.
    pub principle: PrincipleId,
    /// What serves it.
    pub supporting: Vec<Evidence>,
    /// What works against it.
    pub undermining: Vec<Evidence>,
}

/// A piece of law in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// A provision.
    Provision(ProvisionId),
    /// A mechanism.
    Mechanism(MechanismId),
}

/// What the evidence comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Law serves the principle, none works against it.
    Supported,
    /// Some law serves it, some works against it.
    Partly,
    /// Law works against it, none serves it.
    Undermined,
    /// The corpus holds no evidence.
    NoEvidence,
}

impl Assessment {
    /// What the evidence comes to: counted, not weighed.
    #[must_use]
    pub fn grade(&self) -> Grade {
        match (self.supporting.is_empty(), self.undermining.is_empty()) {
            (false, true) => Grade::Supported,
            (false, false) => Grade::Partly,
            (true, false) => Grade::Undermined,
            (true, true) => Grade::NoEvidence,
        }
    }
}

/// Assesses every principle for a jurisdiction, from the law of its whole legal order.
#[must_use]
pub fn assess(book: &Lawbook<'_>, jurisdiction: JurisdictionId) -> Vec<Assessment> {
    book.corpus.principles.ids().map(|principle| one(book, jurisdiction, principle)).collect()
}

/// The jurisdictions with law in force: those of which there is something to say.
#[must_use]
pub fn with_law(book: &Lawbook<'_>) -> Vec<JurisdictionId> {
    book.corpus.jurisdictions.ids().filter(|id| !book.norms_of(*id).is_empty()).collect()
}

/// The same without parts of states: the law of a part is that of its state with a few provisions more, so all of them
/// would fill a table of all pairs with what is said of their states already.
#[must_use]
pub fn whole_with_law(book: &Lawbook<'_>) -> Vec<JurisdictionId> {
    let kind = |id: &JurisdictionId| book.corpus.jurisdictions[*id].kind;
    with_law(book).into_iter().filter(|id| kind(id) != JurisdictionKind::Part).collect()
}

fn one(book: &Lawbook<'_>, jurisdiction: JurisdictionId, principle: PrincipleId) -> Assessment {
    let corpus = book.corpus;
    let order = book.legal_order(jurisdiction);
    let mut assessment = Assessment { jurisdiction, principle, supporting: Vec::new(), undermining: Vec::new() };
    for (_, norm) in book.norms.iter().filter(|(_, norm)| order.contains(code(norm.owner))) {
        assessment.add(&corpus.provisions[norm.provision].principles, Evidence::Provision(norm.provision));
    }
    for (id, mechanism) in corpus.mechanisms.iter() {
        let in_force = |period: &Option<crate::law::Period>| period.is_some_and(|period| period.contains(book.day));
        let bound = match &mechanism.link {
            Link::Parties(parties) => {
                parties.iter().any(|party| in_force(&party.in_force) && order.contains(code(party.jurisdiction)))
            }
            Link::OneWay { from, in_force: period, .. } => in_force(period) && order.contains(code(*from)),
            Link::Of { of, in_force: period } => in_force(period) && order.contains(code(*of)),
        };
        if bound {
            assessment.add(&mechanism.principles, Evidence::Mechanism(id));
        }
    }
    assessment
}

impl Assessment {
    fn add(&mut self, tags: &[Tag], evidence: Evidence) {
        for tag in tags.iter().filter(|tag| tag.principle == self.principle) {
            match tag.effect {
                PrincipleEffect::Supports => self.supporting.push(evidence),
                PrincipleEffect::Undermines => self.undermining.push(evidence),
            }
        }
    }
}
