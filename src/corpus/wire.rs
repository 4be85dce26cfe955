//! The JSON of the corpus, mirrored one to one. Dumb on purpose: names are strings, nothing is resolved.
//!
//! `comity corpus schema` makes the published JSON Schemas from these types, and the slow path of reading checks a
//! broken file against the same schemas, so that there is one description of the format.

use schemars::JsonSchema;
use serde::Deserialize;

use super::wire_cited::Cited;
use super::wire_condition::Condition;
use crate::law::{
    Confidence, Doubt, Effect, InvokedBy, JurisdictionKind, Level, PrincipleEffect, SanctionKind, Standing, Strength,
};

/// `{"en": …, "de": …}`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Text {
    /// English.
    pub en: String,
    /// German.
    pub de: Option<String>,
}

/// First and last day, both included; a missing end is open. Written `2026-11-24`.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Period {
    /// The first day.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
}

/// Something that was read.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    /// Its address.
    pub url: String,
    /// The day on which it was read.
    pub seen: String,
    /// What it supports.
    pub note: Option<String>,
}

/// That something serves a principle or works against it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tag {
    /// The principle.
    pub id: String,
    /// `supports` or `undermines`.
    pub effect: PrincipleEffect,
}

/// `data/vocabulary.json`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vocabulary {
    /// Where an editor finds the schema of the file; it says nothing of the law.
    #[serde(default, rename = "$schema")]
    pub _schema: Option<String>,
    pub facts: Vec<Fact>,
    pub acts: Vec<Act>,
    pub topics: Vec<Choice>,
    pub mechanism_kinds: Vec<Choice>,
    /// Facts that never come together.
    #[serde(default)]
    pub impossible: Vec<Impossible>,
}

/// Facts that never come together.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Impossible {
    pub when: Condition,
    /// Why they never do.
    pub reason: Text,
}

/// One named, typed property of a request.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fact {
    pub id: String,
    #[serde(rename = "type")]
    pub ty: FactType,
    /// Only for the type `choice`.
    #[serde(default)]
    pub values: Vec<Choice>,
    /// What a request that leaves the fact out means; without it the fact is unknown then.
    pub default: Option<serde_json::Value>,
    /// Whether provider, customer or authority could change it: `now`, for a demand that is pending; `later`, for demands to
    /// come; `other`, if it is hardly a choice. Left out where none of them can.
    pub controllable: Option<crate::law::Control>,
    /// What the fact says about a footprint, so that its sites can be turned into requests.
    pub role: Option<crate::law::Role>,
    pub label: Text,
    pub question: Text,
}

#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FactType {
    Jurisdiction,
    Jurisdictions,
    Choice,
    Flag,
    Mechanisms,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Choice {
    pub id: String,
    pub label: Text,
}

/// What a norm is about.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Act {
    pub id: String,
    /// Acts that are done whenever this one is done.
    #[serde(default)]
    pub entails: Vec<String>,
    pub label: Text,
    pub topics: ActTopics,
}

/// The topic of a norm about the act, by what the norm does.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActTopics {
    pub must: String,
    pub must_not: String,
    pub may: String,
}

/// `data/principles.json`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Principles {
    /// Where an editor finds the schema of the file; it says nothing of the law.
    #[serde(default, rename = "$schema")]
    pub _schema: Option<String>,
    pub principles: Vec<Principle>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Principle {
    pub id: String,
    pub title: Text,
    pub statement: Text,
}

/// `data/jurisdictions/<code>/jurisdiction.json`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Jurisdiction {
    /// Where an editor finds the schema of the file; it says nothing of the law.
    #[serde(default, rename = "$schema")]
    pub _schema: Option<String>,
    /// The code: ISO 3166, or `EU`, `EEA`.
    pub id: String,
    pub name: Text,
    pub kind: JurisdictionKind,
    #[serde(default)]
    pub member_of: Vec<Membership>,
    /// By topic; a topic that is missing is not encoded.
    #[serde(default)]
    pub coverage: std::collections::BTreeMap<String, Coverage>,
    /// ISO 3166-1 alpha-3.
    pub alpha3: Option<String>,
    /// Other names that people use for it, in any language.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Where a map writes it, if its shape does not say that.
    pub label: Option<LabelPoint>,
    #[serde(default, rename = "sources")]
    pub _sources: Vec<Source>,
}

/// A point in degrees.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LabelPoint {
    pub longitude: f64,
    pub latitude: f64,
}

/// That another jurisdiction's law applies here, or that this is in an organisation.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Membership {
    pub jurisdiction: String,
    pub in_force: Period,
    pub citation: Cited,
    pub url: Option<String>,
    #[serde(default, rename = "sources")]
    pub _sources: Vec<Source>,
}

/// How far a topic is encoded.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Coverage {
    pub level: Level,
    /// The day of the last review.
    pub reviewed: String,
    /// What is left out or left to judgement.
    pub limits: Option<Text>,
}

/// `data/jurisdictions/<code>/<instrument>.json`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Instrument {
    /// Where an editor finds the schema of the file; it says nothing of the law.
    #[serde(default, rename = "$schema")]
    pub _schema: Option<String>,
    /// `<code>.<file name>`
    pub id: String,
    pub title: Text,
    /// Short and popular names, if there are any.
    #[serde(default)]
    pub short: Shorts,
    /// The official citation.
    pub citation: Cited,
    /// The official address.
    pub url: String,
    pub in_force: Period,
    /// To whom the instrument applies at all.
    pub scope: Option<Condition>,
    pub note: Option<Text>,
    pub provisions: Vec<Provision>,
}

/// What people call a law beside its title: `GDPR`, `DSGVO`, `RGPD`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shorts {
    #[serde(default)]
    pub en: Vec<String>,
    #[serde(default)]
    pub de: Vec<String>,
    /// In the languages of those whose law it is.
    #[serde(default)]
    pub local: Vec<String>,
}

/// One version of an article or section. Versions of one provision share the id and have disjoint periods.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Provision {
    pub id: String,
    pub pinpoint: Cited,
    pub url: Option<String>,
    /// The act that is required. One of `must`, `must_not` and `may` is given.
    pub must: Option<String>,
    /// The act that is forbidden.
    pub must_not: Option<String>,
    /// The act that is permitted.
    pub may: Option<String>,
    /// Default: the instrument's period.
    pub in_force: Option<Period>,
    /// Popular names of what it says, if there are any.
    #[serde(default)]
    pub short: Shorts,
    /// What it says, in our own words.
    pub summary: Text,
    pub when: Option<Condition>,
    #[serde(default)]
    pub unless: Vec<Exception>,
    /// Kinds or ids of mechanisms that the law itself accepts.
    #[serde(default)]
    pub lifted_by: Vec<String>,
    pub sanction: Option<Sanction>,
    #[serde(default)]
    pub principles: Vec<Tag>,
    pub note: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Source>,
    pub confidence: Option<Confidence>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Exception {
    pub id: String,
    pub pinpoint: Cited,
    #[serde(default)]
    pub standing: Standing,
    /// For an arguable exception: whether the law is in doubt, which goes without saying, or only the case.
    pub doubt: Option<Doubt>,
    pub when: Condition,
    /// For an arguable exception: who holds what, or what the case decides.
    pub note: Option<Text>,
}

/// What a breach costs, at most.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sanction {
    pub kind: SanctionKind,
    pub pinpoint: Option<Cited>,
    /// Whole units of the currency.
    pub amount: Option<u64>,
    /// ISO 4217.
    pub currency: Option<String>,
    pub per: Option<Cited>,
    /// Percent of turnover, with at most two decimals.
    pub turnover_percent: Option<serde_json::Number>,
    pub imprisonment_months: Option<u32>,
    pub note: Option<Text>,
}

/// `data/mechanisms/<id>.json`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mechanism {
    /// Where an editor finds the schema of the file; it says nothing of the law.
    #[serde(default, rename = "$schema")]
    pub _schema: Option<String>,
    pub id: String,
    pub kind: String,
    pub title: Text,
    /// Short and popular names, if there are any.
    #[serde(default)]
    pub short: Shorts,
    pub citation: Cited,
    pub url: String,
    /// Whom it connects: `parties`, or `from` and `to`, or `of`.
    pub parties: Option<Vec<Party>>,
    /// One way: the law of this jurisdiction lets data go …
    pub from: Option<String>,
    /// … to this one.
    pub to: Option<String>,
    /// Part of this jurisdiction's own law.
    pub of: Option<String>,
    /// For `from`/`to` and `of`; parties have their own.
    pub in_force: Option<Period>,
    /// Not yet in force: how far it has come.
    pub status: Option<Status>,
    pub when: Option<Condition>,
    pub acts: Vec<String>,
    pub effect: Effect,
    pub strength: Strength,
    pub invoked_by: InvokedBy,
    pub duration: Option<Text>,
    pub summary: Text,
    #[serde(default)]
    pub principles: Vec<Tag>,
    pub note: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Source>,
    pub confidence: Option<Confidence>,
}

/// A party to a treaty. Without `in_force` it is not bound yet.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Party {
    pub jurisdiction: String,
    pub in_force: Option<Period>,
    /// A reservation: when the treaty can be used with this party.
    pub when: Option<Condition>,
    #[serde(rename = "note")]
    pub _note: Option<Text>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    Negotiating,
    Signed,
}
