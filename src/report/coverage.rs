//! How far the law of each jurisdiction is encoded: a table of jurisdictions and topics.

use schemars::JsonSchema;
use serde::Serialize;

use super::card::ends;
use super::{Options, Receipt, SCHEMA_VERSION};
use crate::corpus::Corpus;
use crate::law::{Confidence, Id as _, JurisdictionId, Lang, Level};

/// How far the law of each jurisdiction is encoded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CoverageReport {
    /// The version of this form.
    pub schema_version: u32,
    /// The topics, in order: id and name.
    pub topics: Vec<(String, String)>,
    /// The jurisdictions that were asked for; else those of which anything is encoded.
    pub rows: Vec<CoverageRow>,
    /// By topic, how many of these rows are `encoded`, `partly` or `none`.
    pub totals: Vec<LevelCounts>,
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CoverageRow {
    /// The code.
    pub jurisdiction: String,
    /// The name.
    pub name: String,
    /// How many versions of provisions.
    pub provisions: usize,
    /// How many mechanisms have it as an end.
    pub mechanisms: usize,
    /// By topic: `encoded`, `partly` or `none`, and what is left out.
    pub levels: Vec<(&'static str, Option<String>)>,
}

/// How many jurisdictions encode a topic how far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LevelCounts {
    /// Wholly.
    pub encoded: usize,
    /// In part.
    pub partly: usize,
    /// Not at all.
    pub none: usize,
}

pub(super) fn level_name(level: Level) -> &'static str {
    match level {
        Level::Encoded => "encoded",
        Level::Partly => "partly",
        Level::None => "none",
    }
}

/// Writes how far the law of some jurisdictions is encoded; if none is named, of all that have encoded law.
#[must_use]
pub fn coverage(corpus: &Corpus, asked: &[JurisdictionId], options: Options) -> CoverageReport {
    let counts = Counts::new(corpus);
    let shown = |id: &JurisdictionId| if asked.is_empty() { counts.has_law(*id) } else { asked.contains(id) };
    let shown: Vec<JurisdictionId> = corpus.jurisdictions.ids().filter(shown).collect();
    let low = |confidence: Option<Confidence>| confidence == Some(Confidence::Low);
    CoverageReport {
        schema_version: SCHEMA_VERSION,
        topics: corpus
            .vocabulary
            .topics
            .iter()
            .map(|(_, topic)| (topic.name.clone(), topic.label.get(options.lang).to_owned()))
            .collect(),
        rows: shown.iter().map(|id| row(corpus, &counts, *id, options.lang)).collect(),
        totals: totals(corpus, &shown),
        without_law: corpus.jurisdictions.ids().filter(|id| !counts.has_law(*id)).count(),
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

/// By number of jurisdiction, how many provisions it has and how many mechanisms end there.
struct Counts {
    provisions: Vec<usize>,
    mechanisms: Vec<usize>,
}

impl Counts {
    fn new(corpus: &Corpus) -> Self {
        let none = vec![0; corpus.jurisdictions.len()];
        let mut counts = Self { provisions: none.clone(), mechanisms: none };
        let add = |list: &mut Vec<usize>, id: JurisdictionId| {
            if let Some(count) = list.get_mut(id.index()) {
                *count += 1;
            }
        };
        for id in corpus.provisions.ids() {
            add(&mut counts.provisions, corpus.owner_of(id));
        }
        for (_, mechanism) in corpus.mechanisms.iter() {
            let mut places: Vec<JurisdictionId> = ends(&mechanism.link).into_iter().map(|(id, _)| id).collect();
            places.sort_unstable();
            places.dedup();
            places.into_iter().for_each(|id| add(&mut counts.mechanisms, id));
        }
        counts
    }

    fn has_law(&self, id: JurisdictionId) -> bool {
        self.provisions.get(id.index()).is_some_and(|count| *count > 0)
    }
}

fn row(corpus: &Corpus, counts: &Counts, id: JurisdictionId, lang: Lang) -> CoverageRow {
    let jurisdiction = &corpus.jurisdictions[id];
    let levels = jurisdiction.coverage.iter().map(|(_, coverage)| {
        (level_name(coverage.level), coverage.limits.as_ref().map(|limits| limits.get(lang).to_owned()))
    });
    let count = |list: &[usize]| list.get(id.index()).copied().unwrap_or_default();
    CoverageRow {
        jurisdiction: jurisdiction.code.clone(),
        name: jurisdiction.name.get(lang).to_owned(),
        provisions: count(&counts.provisions),
        mechanisms: count(&counts.mechanisms),
        levels: levels.collect(),
    }
}

/// By topic, how many of some jurisdictions encode it how far.
fn totals(corpus: &Corpus, shown: &[JurisdictionId]) -> Vec<LevelCounts> {
    let total = |topic| {
        let mut counts = LevelCounts::default();
        for id in shown {
            match corpus.jurisdictions[*id].coverage[topic].level {
                Level::Encoded => counts.encoded += 1,
                Level::Partly => counts.partly += 1,
                Level::None => counts.none += 1,
            }
        }
        counts
    };
    corpus.vocabulary.topics.ids().map(total).collect()
}
