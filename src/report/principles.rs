//! The Trusted Cloud Principles per jurisdiction, every cell with the law behind it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Options, Receipt, SCHEMA_VERSION};
use crate::law::{JurisdictionId, Lang};
use crate::lawbook::{Lawbook, jurisdiction};
use crate::survey::principles::{Evidence, Grade, assess};

/// The principles of some jurisdictions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PrinciplesReport {
    /// The version of this form.
    pub schema_version: u32,
    /// The date on which the law was read.
    pub as_of: String,
    /// The five principles, in order.
    pub principles: Vec<PrincipleReport>,
    /// One row a jurisdiction.
    pub rows: Vec<PrincipleRow>,
    /// What the answer was made with.
    pub receipt: Receipt,
}

/// One principle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PrincipleReport {
    /// The id.
    pub id: String,
    /// The title.
    pub title: String,
    /// What it asks for.
    pub statement: String,
}

/// One jurisdiction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PrincipleRow {
    /// The code.
    pub jurisdiction: String,
    /// The name.
    pub name: String,
    /// Whose law stands behind the cells, beside treaties: of its legal order those with encoded law in force.
    pub encoded: Vec<String>,
    /// One cell a principle, in order.
    pub cells: Vec<PrincipleCell>,
}

/// One jurisdiction and one principle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PrincipleCell {
    /// `supported`, `partly`, `undermined`, `no_evidence`, or `not_assessed` where it has no encoded law of its own:
    /// treaties alone say nothing of a state's law.
    pub grade: &'static str,
    /// What serves it.
    pub supporting: Vec<EvidenceReport>,
    /// What works against it.
    pub undermining: Vec<EvidenceReport>,
}

/// With fewer pieces of law than this behind it a cell says little.
const FEW: usize = 5;

impl PrincipleCell {
    /// Whether there is evidence, but little.
    #[must_use]
    pub fn is_thin(&self) -> bool {
        (1..FEW).contains(&(self.supporting.len() + self.undermining.len()))
    }
}

/// A piece of law behind a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EvidenceReport {
    /// The provision or mechanism.
    pub id: String,
    /// The instrument and the place in it; the title of a mechanism.
    pub title: String,
    /// Its citation.
    pub citation: String,
    /// Its address.
    pub url: String,
    /// What it says.
    pub summary: String,
}

/// Writes the principles of some jurisdictions.
#[must_use]
pub fn principles(book: &Lawbook<'_>, jurisdictions: &[JurisdictionId], options: Options) -> PrinciplesReport {
    let corpus = book.corpus;
    let lang = options.lang;
    let rows = jurisdictions.iter().map(|id| row(book, *id, lang));
    PrinciplesReport {
        schema_version: SCHEMA_VERSION,
        as_of: book.day.to_string(),
        principles: corpus
            .principles
            .iter()
            .map(|(_, principle)| PrincipleReport {
                id: principle.name.clone(),
                title: principle.title.get(lang).to_owned(),
                statement: principle.statement.get(lang).to_owned(),
            })
            .collect(),
        rows: rows.collect(),
        receipt: Receipt::new(corpus),
    }
}

fn row(book: &Lawbook<'_>, id: JurisdictionId, lang: Lang) -> PrincipleRow {
    let places = &book.corpus.jurisdictions;
    let own = !book.norms_of(id).is_empty();
    let encoded = book.legal_order(id).iter().map(jurisdiction).filter(|place| !book.norms_of(*place).is_empty());
    let told = |pieces: &[Evidence]| pieces.iter().map(|piece| evidence(book, *piece, lang)).collect();
    let cells = assess(book, id).into_iter().map(|assessment| PrincipleCell {
        grade: match assessment.grade() {
            _ if !own => "not_assessed",
            Grade::Supported => "supported",
            Grade::Partly => "partly",
            Grade::Undermined => "undermined",
            Grade::NoEvidence => "no_evidence",
        },
        supporting: told(&assessment.supporting),
        undermining: told(&assessment.undermining),
    });
    PrincipleRow {
        jurisdiction: places[id].code.clone(),
        name: places[id].name.get(lang).to_owned(),
        encoded: encoded.map(|place| places[place].code.clone()).collect(),
        cells: cells.collect(),
    }
}

fn evidence(book: &Lawbook<'_>, piece: Evidence, lang: Lang) -> EvidenceReport {
    let corpus = book.corpus;
    match piece {
        Evidence::Provision(id) => {
            let (law, instrument) = (&corpus.provisions[id], corpus.instrument_of(id));
            EvidenceReport {
                id: corpus.provision_name(id).to_owned(),
                title: format!("{}, {}", instrument.title.get(lang), law.pinpoint.get(lang)),
                citation: format!("{}, {}", instrument.title.get(lang), law.pinpoint.get(lang)),
                url: super::horn::address(corpus, id).to_owned(),
                summary: law.summary.get(lang).to_owned(),
            }
        }
        Evidence::Mechanism(id) => {
            let mechanism = &corpus.mechanisms[id];
            EvidenceReport {
                id: mechanism.name.clone(),
                title: mechanism.title.get(lang).to_owned(),
                citation: format!("{} ({})", mechanism.title.get(lang), mechanism.citation.get(lang)),
                url: mechanism.url.clone(),
                summary: mechanism.summary.get(lang).to_owned(),
            }
        }
    }
}
