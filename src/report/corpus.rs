//! The law itself: lists, and how far it is encoded.

use serde::Serialize;

use super::card::{DoesReport, codes, ends, norm_id, span};
use super::horn::{PeriodReport, address, confidence_name};
use super::{Options, Receipt, SCHEMA_VERSION};
use crate::corpus::Corpus;
use crate::law::{JurisdictionId, Level};

/// A list of provisions and mechanisms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListReport<'c> {
    /// The version of this form.
    pub schema_version: u32,
    /// One row a version of a provision, then one a mechanism.
    pub rows: Vec<ListRow<'c>>,
    /// What the answer was made with.
    pub receipt: Receipt,
}

/// One provision or mechanism.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListRow<'c> {
    /// The id.
    pub id: String,
    /// Whose law; the parties of a mechanism.
    pub jurisdictions: Vec<String>,
    /// `must disclose`, or the kind of a mechanism.
    pub what: String,
    /// The same with what it is called.
    #[serde(skip)]
    pub does: DoesReport<'c>,
    /// The topic of a provision.
    pub topic: Option<String>,
    /// Instrument and pinpoint, or the mechanism's title.
    pub citation: String,
    /// When.
    pub in_force: PeriodReport,
    /// How sure the corpus is.
    pub confidence: &'static str,
    /// The official address.
    pub url: String,
}

/// Lists the law of some jurisdictions (of all, if none is named), every version.
#[must_use]
pub fn list<'c>(corpus: &'c Corpus, jurisdictions: &[JurisdictionId], options: Options) -> ListReport<'c> {
    let wanted = |id: JurisdictionId| jurisdictions.is_empty() || jurisdictions.contains(&id);
    let provisions = corpus.provisions.iter().filter(|(id, _)| wanted(corpus.owner_of(*id))).map(|(id, law)| {
        let instrument = corpus.instrument_of(id);
        ListRow {
            id: corpus.provision_name(id).to_owned(),
            jurisdictions: vec![corpus.jurisdictions[instrument.owner].code.clone()],
            what: norm_id(corpus, law),
            does: DoesReport::norm(corpus, law, options.lang),
            topic: Some(corpus.vocabulary.topics[corpus.vocabulary.topic(law.norm)].name.clone()),
            citation: format!("{}, {}", instrument.title.get(options.lang), law.pinpoint.get(options.lang)),
            in_force: law.in_force.into(),
            confidence: confidence_name(law.confidence),
            url: address(corpus, id).to_owned(),
        }
    });
    let mechanisms = corpus.mechanisms.iter().filter(|(_, m)| ends(&m.link).iter().any(|(id, _)| wanted(*id)));
    let mechanisms = mechanisms.map(|(_, mechanism)| ListRow {
        id: mechanism.name.clone(),
        jurisdictions: codes(corpus, &mechanism.link),
        what: corpus.vocabulary.kinds[mechanism.kind].name.clone(),
        does: DoesReport::mechanism(corpus, mechanism, options.lang),
        topic: None,
        citation: mechanism.title.get(options.lang).to_owned(),
        in_force: span(&mechanism.link),
        confidence: confidence_name(mechanism.confidence),
        url: mechanism.url.clone(),
    });
    ListReport {
        schema_version: SCHEMA_VERSION,
        rows: provisions.chain(mechanisms).collect(),
        receipt: Receipt::new(corpus),
    }
}

/// How far the law of each jurisdiction is encoded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoverageReport {
    /// The version of this form.
    pub schema_version: u32,
    /// The topics, in order: id and name.
    pub topics: Vec<(String, String)>,
    /// The jurisdictions of which anything is encoded.
    pub rows: Vec<CoverageRow>,
    /// How many jurisdictions exist without any encoded law.
    pub without_law: usize,
    /// How many provisions, and how many of them of low confidence.
    pub provisions: (usize, usize),
    /// How many mechanisms, and how many of them of low confidence.
    pub mechanisms: (usize, usize),
    /// What the answer was made with.
    pub receipt: Receipt,
}

/// One jurisdiction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoverageRow {
    /// The code.
    pub jurisdiction: String,
    /// The name.
    pub name: String,
    /// How many versions of provisions.
    pub provisions: usize,
    /// By topic: `encoded`, `partly` or `none`, and what is left out.
    pub levels: Vec<(&'static str, Option<String>)>,
}

pub(super) fn level_name(level: Level) -> &'static str {
    match level {
        Level::Encoded => "encoded",
        Level::Partly => "partly",
        Level::None => "none",
    }
}

/// Writes how far the law is encoded.
#[must_use]
pub fn coverage(corpus: &Corpus, options: Options) -> CoverageReport {
    let count = |id: JurisdictionId| corpus.provisions.ids().filter(|p| corpus.owner_of(*p) == id).count();
    let row = |id: JurisdictionId| {
        let jurisdiction = &corpus.jurisdictions[id];
        let levels = jurisdiction.coverage.iter().map(|(_, coverage)| {
            (level_name(coverage.level), coverage.limits.as_ref().map(|limits| limits.get(options.lang).to_owned()))
        });
        CoverageRow {
            jurisdiction: jurisdiction.code.clone(),
            name: jurisdiction.name.get(options.lang).to_owned(),
            provisions: count(id),
            levels: levels.collect(),
        }
    };
    let rows: Vec<CoverageRow> = corpus.jurisdictions.ids().map(row).filter(|row| row.provisions > 0).collect();
    let low = |confidence| confidence == Some(crate::law::Confidence::Low);
    CoverageReport {
        schema_version: SCHEMA_VERSION,
        topics: corpus
            .vocabulary
            .topics
            .iter()
            .map(|(_, topic)| (topic.name.clone(), topic.label.get(options.lang).to_owned()))
            .collect(),
        without_law: corpus.jurisdictions.len() - rows.len(),
        rows,
        provisions: (
            corpus.provisions.len(),
            corpus.provisions.iter().filter(|(_, provision)| low(provision.confidence)).count(),
        ),
        mechanisms: (
            corpus.mechanisms.len(),
            corpus.mechanisms.iter().filter(|(_, mechanism)| low(mechanism.confidence)).count(),
        ),
        receipt: Receipt::new(corpus),
    }
}
