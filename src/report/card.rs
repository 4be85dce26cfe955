//! A provision or a mechanism as a readable card.

use schemars::JsonSchema;
use serde::Serialize;

use super::Options;
use super::condition::in_words;
use super::horn::{PeriodReport, Stance, address, confidence_name, modality_name, sanction_in_words};
use super::meets::MeetsReport;
use super::pair::{WhenReport, when};
use super::way::{effect_name, invoked_by_name, strength_name};
use crate::corpus::Corpus;
use crate::law::{
    Day, JurisdictionId, Lang, Lift, Link, Mechanism, MechanismId, Modality, Period, Provision, ProvisionId, Source,
};

/// What a provision or a mechanism does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DoesReport<'c> {
    /// A provision: requires, forbids or permits an act.
    Norm {
        /// Which of the three.
        stance: Stance,
        /// The act in words.
        act: &'c str,
    },
    /// A mechanism.
    Way {
        /// Its kind in words.
        kind: &'c str,
        /// `lifts`, `replaces` or `raises`.
        effect: &'static str,
        /// `binding`, `discretionary` or `advisory`.
        strength: &'static str,
        /// `provider`, `customer`, `authority`, `court` or `states`.
        invoked_by: &'static str,
        /// The acts that it covers, in words.
        acts: Vec<&'c str>,
    },
}

impl<'c> DoesReport<'c> {
    pub(super) fn norm(corpus: &'c Corpus, law: &Provision, lang: Lang) -> Self {
        let stance = match law.norm.modality {
            Modality::Must => Stance::Must,
            Modality::MustNot => Stance::MustNot,
            Modality::May => Stance::May,
        };
        DoesReport::Norm { stance, act: corpus.vocabulary.acts[law.norm.act].label.get(lang) }
    }

    pub(super) fn mechanism(corpus: &'c Corpus, mechanism: &Mechanism, lang: Lang) -> Self {
        DoesReport::Way {
            kind: corpus.vocabulary.kinds[mechanism.kind].label.get(lang),
            effect: effect_name(mechanism.effect),
            strength: strength_name(mechanism.strength),
            invoked_by: invoked_by_name(mechanism.invoked_by),
            acts: mechanism.acts.iter().map(|act| corpus.vocabulary.acts[*act].label.get(lang)).collect(),
        }
    }
}

/// `must disclose`, by ids.
pub(super) fn norm_id(corpus: &Corpus, law: &Provision) -> String {
    format!("{} {}", modality_name(law.norm.modality), corpus.vocabulary.acts[law.norm.act].name)
}

/// One provision (one version of it) or one mechanism as a readable card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CardReport<'c> {
    /// The id.
    pub id: String,
    /// Whose law; the parties of a mechanism.
    pub jurisdictions: Vec<String>,
    /// The title of the instrument or mechanism.
    pub title: String,
    /// Short and popular names of the provision and of its instrument, or of the mechanism.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub short: Vec<&'c str>,
    /// The official citation.
    pub citation: String,
    /// The article or section.
    pub pinpoint: Option<String>,
    /// The official address.
    pub url: String,
    /// When.
    pub in_force: PeriodReport,
    /// When each version of a provision was, is or will be in force, this one among them.
    pub versions: Vec<PeriodReport>,
    /// Of a mechanism: whom it binds, and when each of them; nothing where it is not in force yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<PartyReport>,
    /// What it does: `must disclose`; `mlat: replaces, binding, authority; disclose`.
    pub does: String,
    /// The same with what it is called.
    #[serde(skip)]
    pub does_in_words: DoesReport<'c>,
    /// What it says.
    pub summary: String,
    /// When it applies, in words on one line.
    pub when: String,
    /// The same as a tree, for pages, with the exceptions.
    #[serde(skip)]
    pub terms: WhenReport<'c>,
    /// Exceptions: pinpoint, standing, and who holds what.
    pub exceptions: Vec<String>,
    /// What the law itself accepts as lifting it.
    pub lifted_by: Vec<String>,
    /// The same with what it is called.
    #[serde(skip)]
    pub accepts: Vec<&'c str>,
    /// What a breach costs.
    pub sanction: Option<String>,
    /// What is worth knowing.
    pub note: Option<String>,
    /// What was read.
    pub sources: Vec<SourceReport>,
    /// How sure the corpus is.
    pub confidence: &'static str,
    /// What it can collide with, if that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collides_with: Option<MeetsReport<'c>>,
}

/// Whom a mechanism binds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartyReport {
    /// The code.
    pub jurisdiction: String,
    /// Since when, and until when.
    pub in_force: Option<PeriodReport>,
}

/// Something that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SourceReport {
    /// Its address.
    pub url: String,
    /// The day.
    pub seen: String,
    /// What it supports.
    pub note: Option<String>,
}

/// The cards of everything with this id: every version of a provision, all provisions of an instrument, or a
/// mechanism; of provisions only what is in force `on` a day, if one is given. Empty if there is none.
#[must_use]
pub fn card<'c>(corpus: &'c Corpus, id: &str, on: Option<Day>, options: Options) -> Vec<CardReport<'c>> {
    if let Some(mechanism) = corpus.mechanism(id) {
        return vec![mechanism_card(corpus, mechanism, options)];
    }
    let whole = corpus.provisions.ids().filter(|p| corpus.instrument_of(*p).name == id);
    let in_force = |id: &ProvisionId| on.is_none_or(|day| corpus.provisions[*id].in_force.contains(day));
    let provisions: Vec<ProvisionId> = corpus.versions(id).chain(whole).filter(in_force).collect();
    provisions.into_iter().map(|provision| provision_card(corpus, provision, options)).collect()
}

fn provision_card(corpus: &Corpus, id: ProvisionId, options: Options) -> CardReport<'_> {
    let (law, instrument, lang) = (&corpus.provisions[id], corpus.instrument_of(id), options.lang);
    let terms = when(corpus, id, lang);
    let exceptions = terms.unless.iter().map(|exception| {
        let note = exception.note.map(|note| format!(": {note}")).unwrap_or_default();
        format!("{} ({}) {}{note}", exception.pinpoint, exception.standing, exception.holds.line(lang))
    });
    CardReport {
        id: corpus.provision_name(id).to_owned(),
        jurisdictions: vec![corpus.jurisdictions[instrument.owner].code.clone()],
        title: instrument.title.get(lang).to_owned(),
        short: [law.short.all(lang), instrument.short.all(lang)].concat(),
        citation: instrument.citation.get(lang).to_owned(),
        pinpoint: Some(law.pinpoint.get(lang).to_owned()),
        url: address(corpus, id).to_owned(),
        in_force: PeriodReport::of_version(corpus, id),
        versions: corpus.versions(&law.full_name).map(|id| corpus.provisions[id].in_force.into()).collect(),
        parties: Vec::new(),
        does: norm_id(corpus, law),
        does_in_words: DoesReport::norm(corpus, law, lang),
        summary: law.summary.get(lang).to_owned(),
        when: terms.holds.line(lang),
        exceptions: exceptions.collect(),
        terms,
        lifted_by: law.lifted_by.iter().map(|name| lift_name(corpus, *name)).collect(),
        accepts: law.lifted_by.iter().map(|name| lift_label(corpus, *name, lang)).collect(),
        sanction: law.sanction.as_ref().map(|sanction| sanction_in_words(sanction, lang)),
        note: law.note.as_ref().map(|note| note.get(lang).to_owned()),
        sources: sources(&law.sources),
        confidence: confidence_name(law.confidence),
        collides_with: None,
    }
}

fn mechanism_card(corpus: &Corpus, id: MechanismId, options: Options) -> CardReport<'_> {
    let (mechanism, lang) = (&corpus.mechanisms[id], options.lang);
    let holds = in_words(corpus, &mechanism.when, lang);
    let acts: Vec<&str> = mechanism.acts.iter().map(|act| corpus.vocabulary.acts[*act].name.as_str()).collect();
    let does = format!(
        "{}: {}, {}, {}; {}",
        corpus.vocabulary.kinds[mechanism.kind].name,
        effect_name(mechanism.effect),
        strength_name(mechanism.strength),
        invoked_by_name(mechanism.invoked_by),
        acts.join(", ")
    );
    CardReport {
        id: mechanism.name.clone(),
        jurisdictions: codes(corpus, &mechanism.link),
        title: mechanism.title.get(lang).to_owned(),
        short: mechanism.short.all(lang),
        citation: mechanism.citation.get(lang).to_owned(),
        pinpoint: None,
        url: mechanism.url.clone(),
        in_force: span(&mechanism.link),
        versions: Vec::new(),
        parties: parties(corpus, &mechanism.link),
        does,
        does_in_words: DoesReport::mechanism(corpus, mechanism, lang),
        summary: mechanism.summary.get(lang).to_owned(),
        when: holds.line(lang),
        terms: WhenReport { holds, unless: Vec::new() },
        exceptions: Vec::new(),
        lifted_by: Vec::new(),
        accepts: Vec::new(),
        sanction: None,
        note: mechanism.note.as_ref().map(|note| note.get(lang).to_owned()),
        sources: sources(&mechanism.sources),
        confidence: confidence_name(mechanism.confidence),
        collides_with: None,
    }
}

pub(super) fn sources(sources: &[Source]) -> Vec<SourceReport> {
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

fn lift_label(corpus: &Corpus, name: Lift, lang: Lang) -> &str {
    match name {
        Lift::Kind(kind) => corpus.vocabulary.kinds[kind].label.get(lang),
        Lift::Mechanism(mechanism) => corpus.mechanisms[mechanism].title.get(lang),
    }
}

/// Whom a mechanism joins, and when.
pub(super) fn ends(link: &Link) -> Vec<(JurisdictionId, Option<Period>)> {
    match link {
        Link::Parties(parties) => parties.iter().map(|party| (party.jurisdiction, party.in_force)).collect(),
        Link::OneWay { from, to, in_force } => vec![(*from, *in_force), (*to, *in_force)],
        Link::Of { of, in_force } => vec![(*of, *in_force)],
    }
}

/// Whom a mechanism joins, by code, each with the days on which it is bound.
fn parties(corpus: &Corpus, link: &Link) -> Vec<PartyReport> {
    let party = |(id, period): (JurisdictionId, Option<Period>)| PartyReport {
        jurisdiction: corpus.jurisdictions[id].code.clone(),
        in_force: period.map(PeriodReport::from),
    };
    ends(link).into_iter().map(party).collect()
}

/// The codes of those whom a mechanism joins.
pub(super) fn codes(corpus: &Corpus, link: &Link) -> Vec<String> {
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
pub(super) fn span(link: &Link) -> PeriodReport {
    let periods: Vec<Period> = ends(link).into_iter().filter_map(|(_, period)| period).collect();
    let last = periods.iter().map(Period::last).collect::<Option<Vec<Day>>>();
    PeriodReport {
        from: periods.iter().filter_map(Period::first).min().map(|day| day.to_string()),
        to: last.and_then(|days| days.into_iter().max()).map(|day| day.to_string()),
        whole: None,
    }
}
