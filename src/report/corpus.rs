//! The law itself: lists, cards, and how far it is encoded.

use serde::Serialize;

use super::horn::{PeriodReport, address, confidence_name, modality_name, sanction_in_words, standing_name};
use super::pair::when;
use super::{Options, Receipt, SCHEMA_VERSION};
use crate::corpus::Corpus;
use crate::law::{Day, JurisdictionId, Level, Lift, Link, MechanismId, Period, ProvisionId, Source};
use crate::report::in_words;

/// A list of provisions and mechanisms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListReport {
    /// The version of this form.
    pub schema_version: u32,
    /// One row a version of a provision, then one a mechanism.
    pub rows: Vec<ListRow>,
    /// What the answer was made with.
    pub receipt: Receipt,
}

/// One provision or mechanism.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListRow {
    /// The id.
    pub id: String,
    /// Whose law; the parties of a mechanism.
    pub jurisdictions: Vec<String>,
    /// `must disclose`, or the kind of a mechanism.
    pub what: String,
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
pub fn list(corpus: &Corpus, jurisdictions: &[JurisdictionId], options: Options) -> ListReport {
    let wanted = |id: JurisdictionId| jurisdictions.is_empty() || jurisdictions.contains(&id);
    let provisions = corpus.provisions.iter().filter(|(id, _)| wanted(corpus.owner_of(*id))).map(|(id, law)| {
        let instrument = corpus.instrument_of(id);
        let act = &corpus.vocabulary.acts[law.norm.act];
        ListRow {
            id: corpus.provision_name(id).to_owned(),
            jurisdictions: vec![corpus.jurisdictions[instrument.owner].code.clone()],
            what: format!("{} {}", modality_name(law.norm.modality), act.name),
            topic: Some(corpus.vocabulary.topics[corpus.vocabulary.topic(law.norm)].name.clone()),
            citation: format!("{}, {}", instrument.title.get(options.lang), law.pinpoint),
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

/// One provision (one version of it) or one mechanism as a readable card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardReport {
    /// The id.
    pub id: String,
    /// Whose law; the parties of a mechanism.
    pub jurisdictions: Vec<String>,
    /// The title of the instrument or mechanism.
    pub title: String,
    /// The official citation.
    pub citation: String,
    /// The article or section.
    pub pinpoint: Option<String>,
    /// The official address.
    pub url: String,
    /// When.
    pub in_force: PeriodReport,
    /// What it does: `must disclose`; `mlat: replaces, binding, invoked by authority`.
    pub does: String,
    /// What it says.
    pub summary: String,
    /// When it applies, in plain words.
    pub when: String,
    /// Exceptions: pinpoint, standing, and who holds what.
    pub exceptions: Vec<String>,
    /// What the law itself accepts as lifting it.
    pub lifted_by: Vec<String>,
    /// What a breach costs.
    pub sanction: Option<String>,
    /// What is worth knowing.
    pub note: Option<String>,
    /// What was read.
    pub sources: Vec<SourceReport>,
    /// How sure the corpus is.
    pub confidence: &'static str,
}

/// Something that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceReport {
    /// Its address.
    pub url: String,
    /// The day.
    pub seen: String,
    /// What it supports.
    pub note: Option<String>,
}

/// The cards of everything with this id: every version of a provision, all provisions of an instrument, or a
/// mechanism. Empty if there is none.
#[must_use]
pub fn card(corpus: &Corpus, id: &str, options: Options) -> Vec<CardReport> {
    if let Some(mechanism) = corpus.mechanism(id) {
        return vec![mechanism_card(corpus, mechanism, options)];
    }
    let whole = corpus.provisions.ids().filter(|p| corpus.instrument_of(*p).name == id);
    let provisions: Vec<ProvisionId> = corpus.versions(id).chain(whole).collect();
    provisions.into_iter().map(|provision| provision_card(corpus, provision, options)).collect()
}

fn provision_card(corpus: &Corpus, id: ProvisionId, options: Options) -> CardReport {
    let (law, instrument, lang) = (&corpus.provisions[id], corpus.instrument_of(id), options.lang);
    let exceptions = law.unless.iter().map(|exception| {
        let note = exception.note.as_ref().map(|note| format!(": {}", note.get(lang))).unwrap_or_default();
        let condition = in_words(corpus, &exception.when, lang);
        format!("{} ({}) {condition}{note}", exception.pinpoint, standing_name(exception.standing))
    });
    CardReport {
        id: corpus.provision_name(id).to_owned(),
        jurisdictions: vec![corpus.jurisdictions[instrument.owner].code.clone()],
        title: instrument.title.get(lang).to_owned(),
        citation: instrument.citation.clone(),
        pinpoint: Some(law.pinpoint.clone()),
        url: address(corpus, id).to_owned(),
        in_force: law.in_force.into(),
        does: format!("{} {}", modality_name(law.norm.modality), corpus.vocabulary.acts[law.norm.act].name),
        summary: law.summary.get(lang).to_owned(),
        when: when(corpus, id, lang),
        exceptions: exceptions.collect(),
        lifted_by: law.lifted_by.iter().map(|name| lift_name(corpus, *name)).collect(),
        sanction: law.sanction.as_ref().map(|sanction| sanction_in_words(sanction, lang)),
        note: law.note.as_ref().map(|note| note.get(lang).to_owned()),
        sources: sources(&law.sources),
        confidence: confidence_name(law.confidence),
    }
}

fn mechanism_card(corpus: &Corpus, id: MechanismId, options: Options) -> CardReport {
    let (mechanism, lang) = (&corpus.mechanisms[id], options.lang);
    let kind = corpus.vocabulary.kinds[mechanism.kind].label.get(lang);
    let acts: Vec<&str> = mechanism.acts.iter().map(|act| corpus.vocabulary.acts[*act].name.as_str()).collect();
    let does = format!(
        "{kind}: {:?}, {:?}, {:?}; {}",
        mechanism.effect,
        mechanism.strength,
        mechanism.invoked_by,
        acts.join(", ")
    );
    CardReport {
        id: mechanism.name.clone(),
        jurisdictions: codes(corpus, &mechanism.link),
        title: mechanism.title.get(lang).to_owned(),
        citation: mechanism.citation.clone(),
        pinpoint: None,
        url: mechanism.url.clone(),
        in_force: span(&mechanism.link),
        does: does.to_lowercase(),
        summary: mechanism.summary.get(lang).to_owned(),
        when: in_words(corpus, &mechanism.when, lang),
        exceptions: Vec::new(),
        lifted_by: Vec::new(),
        sanction: None,
        note: mechanism.note.as_ref().map(|note| note.get(lang).to_owned()),
        sources: sources(&mechanism.sources),
        confidence: confidence_name(mechanism.confidence),
    }
}

fn sources(sources: &[Source]) -> Vec<SourceReport> {
    let report = |source: &Source| SourceReport {
        url: source.url.clone(),
        seen: source.seen.to_string(),
        note: source.note.clone(),
    };
    sources.iter().map(report).collect()
}

fn lift_name(corpus: &Corpus, name: Lift) -> String {
    match name {
        Lift::Kind(kind) => corpus.vocabulary.kinds[kind].name.clone(),
        Lift::Mechanism(mechanism) => corpus.mechanisms[mechanism].name.clone(),
    }
}

fn ends(link: &Link) -> Vec<(JurisdictionId, Option<Period>)> {
    match link {
        Link::Parties(parties) => parties.iter().map(|party| (party.jurisdiction, party.in_force)).collect(),
        Link::OneWay { from, to, in_force } => vec![(*from, *in_force), (*to, *in_force)],
        Link::Of { of, in_force } => vec![(*of, *in_force)],
    }
}

fn codes(corpus: &Corpus, link: &Link) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for (id, _) in ends(link) {
        let code = &corpus.jurisdictions[id].code;
        if !codes.contains(code) {
            codes.push(code.clone());
        }
    }
    codes
}

/// From the first day on which any end is bound to the last, if it has one.
fn span(link: &Link) -> PeriodReport {
    let periods: Vec<Period> = ends(link).into_iter().filter_map(|(_, period)| period).collect();
    let last = periods.iter().map(Period::last).collect::<Option<Vec<Day>>>();
    PeriodReport {
        from: periods.iter().filter_map(Period::first).min().map(|day| day.to_string()),
        to: last.and_then(|days| days.into_iter().max()).map(|day| day.to_string()),
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
