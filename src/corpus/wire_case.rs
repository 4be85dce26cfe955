//! The JSON of a real case.

use schemars::JsonSchema;
use serde::Deserialize;

use super::case::{ExpectedCertainty, ExpectedVerdict, RecordedConflict};
use super::wire::{Source, Text};
use crate::law::Confidence;

/// `data/cases/<id>.json`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    /// Where an editor finds the schema of the file; it says nothing of the law.
    #[serde(default, rename = "$schema")]
    pub _schema: Option<String>,
    pub id: String,
    pub name: String,
    pub citation: String,
    /// The jurisdiction whose court or regulator decided.
    pub forum: String,
    /// The day of the decision.
    pub date: String,
    /// The demand, with the date on which the law is read.
    #[serde(rename = "request")]
    pub _request: serde_json::Map<String, serde_json::Value>,
    pub on_record: OnRecord,
    pub expect: Expect,
    #[serde(default)]
    pub sources: Vec<Source>,
    pub confidence: Confidence,
    /// What was not seen in a source.
    pub not_seen: Option<Text>,
}

/// What the record shows.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OnRecord {
    pub conflict: RecordedConflict,
    /// Requiring and forbidding jurisdiction.
    #[serde(default)]
    pub pairs: Vec<[String; 2]>,
    /// What the parties relied on, as the record names it.
    #[serde(default)]
    pub provisions: Vec<String>,
    pub mechanism_used: Option<Text>,
    pub what_happened: Text,
}

/// What comity must say.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expect {
    /// The verdict on the whole request, where record and law let one say it.
    pub verdict: Option<ExpectedVerdict>,
    /// The certainty of the surest conflict of the pairs, where record and law let one say it.
    pub certainty: Option<ExpectedCertainty>,
    /// The pairs that must (for `no`: must not) collide, requiring side first.
    #[serde(default)]
    pub pairs: Vec<[String; 2]>,
    /// Provisions that must stand in a conflict.
    #[serde(default)]
    pub provisions: Vec<String>,
    /// Mechanisms that must be open, in use or not, for some conflict of the pairs.
    #[serde(default)]
    pub open: Vec<String>,
    /// Mechanisms that hang on facts that the request does not give, such as a consent.
    #[serde(default)]
    pub needs_facts: Vec<String>,
    /// Mechanisms that must neither be open nor hang on facts on that date.
    #[serde(default)]
    pub not_open: Vec<String>,
    /// Why, in our words.
    pub because: Text,
}
