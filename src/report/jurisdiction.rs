//! A jurisdiction: to what it belongs and by which treaty, its instruments, and how far its law is encoded.

use schemars::JsonSchema;
use serde::Serialize;

use super::coverage::level_name;
use super::horn::PeriodReport;
use super::{Options, Receipt, SCHEMA_VERSION};
use crate::atlas::{Atlas, Edge};
use crate::corpus::Corpus;
use crate::law::{JurisdictionId, JurisdictionKind, Lang};
use crate::lawbook::Lawbook;

/// That one jurisdiction belongs to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MembershipReport {
    /// Which.
    pub jurisdiction: String,
    /// To what it belongs.
    pub of: String,
    /// When.
    pub in_force: PeriodReport,
    /// By which treaty or statute.
    pub citation: String,
    /// Its address.
    pub url: Option<String>,
}

/// A jurisdiction as a readable card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct JurisdictionReport {
    /// The version of this form.
    pub schema_version: u32,
    /// The code.
    pub id: String,
    /// ISO 3166-1 alpha-3, if it has one.
    pub alpha3: Option<String>,
    /// The name.
    pub name: String,
    /// `state`, `union`, `territory`, `part` or `organisation`.
    pub kind: &'static str,
    /// To what it belongs or belonged.
    pub memberships: Vec<MembershipReport>,
    /// The organisations that it is or was in.
    pub organisations: Vec<MembershipReport>,
    /// What belongs or belonged to it.
    pub members: Vec<MembershipReport>,
    /// Its instruments: id, title, and how many versions of provisions.
    pub instruments: Vec<(String, String, usize)>,
    /// By topic: its name, `encoded`, `partly` or `none`, and what is left out.
    pub coverage: Vec<(String, &'static str, Option<String>)>,
    /// What the answer was made with.
    pub receipt: Receipt,
}

/// The card of a jurisdiction.
#[must_use]
pub fn jurisdiction(corpus: &Corpus, atlas: &Atlas, id: JurisdictionId, options: Options) -> JurisdictionReport {
    let (place, lang) = (&corpus.jurisdictions[id], options.lang);
    let told = |id: JurisdictionId, edges: Vec<(JurisdictionId, &Edge)>| {
        edges.into_iter().map(|(union, edge)| membership(corpus, id, union, edge, lang)).collect::<Vec<_>>()
    };
    let all = |id: JurisdictionId| told(id, [atlas.memberships(id), atlas.joined(id)].concat());
    let instruments = corpus.instruments.iter().filter(|(_, instrument)| instrument.owner == id);
    let provisions = |instrument| corpus.provisions.iter().filter(|(_, law)| law.instrument == instrument).count();
    let coverage = place.coverage.iter().map(|(topic, coverage)| {
        let label = corpus.vocabulary.topics[topic].label.get(lang).to_owned();
        (label, level_name(coverage.level), coverage.limits.as_ref().map(|limits| limits.get(lang).to_owned()))
    });
    JurisdictionReport {
        schema_version: SCHEMA_VERSION,
        id: place.code.clone(),
        alpha3: place.alpha3.clone(),
        name: place.name.get(lang).to_owned(),
        kind: kind_name(place.kind),
        memberships: told(id, atlas.memberships(id)),
        organisations: told(id, atlas.joined(id)),
        members: corpus.jurisdictions.ids().flat_map(all).filter(|membership| membership.of == place.code).collect(),
        instruments: instruments
            .map(|(id, law)| (law.name.clone(), law.title.get(lang).to_owned(), provisions(id)))
            .collect(),
        coverage: coverage.collect(),
        receipt: Receipt::new(corpus),
    }
}

/// To what some jurisdictions belong on the lawbook's day.
pub(super) fn memberships(book: &Lawbook<'_>, places: &[JurisdictionId], lang: Lang) -> Vec<MembershipReport> {
    let of = |id: JurisdictionId| book.memberships(id).iter().map(move |(union, edge)| (id, *union, edge));
    let found = places.iter().flat_map(|id| of(*id));
    found.map(|(id, union, edge)| membership(book.corpus, id, union, edge, lang)).collect()
}

fn membership(corpus: &Corpus, id: JurisdictionId, union: JurisdictionId, edge: &Edge, lang: Lang) -> MembershipReport {
    MembershipReport {
        jurisdiction: corpus.jurisdictions[id].code.clone(),
        of: corpus.jurisdictions[union].code.clone(),
        in_force: edge.in_force.map(PeriodReport::from).unwrap_or_default(),
        citation: edge.citation.get(lang).to_owned(),
        url: edge.url.clone(),
    }
}

pub(super) fn kind_name(kind: JurisdictionKind) -> &'static str {
    match kind {
        JurisdictionKind::State => "state",
        JurisdictionKind::Union => "union",
        JurisdictionKind::Territory => "territory",
        JurisdictionKind::Part => "part",
        JurisdictionKind::Organisation => "organisation",
    }
}
