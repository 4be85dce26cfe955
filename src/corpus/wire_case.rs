//! The JSON of a real case.

use schemars::JsonSchema;
use serde::Deserialize;

use super::wire::{Source, Text};
use crate::law::Confidence;

/// `data/cases/<id>.json`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
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
    pub conflict: OnRecordConflict,
    /// Requiring and forbidding jurisdiction.
    #[serde(default)]
    pub pairs: Vec<[String; 2]>,
    /// What the parties relied on, as the record names it.
    #[serde(default)]
    pub provisions: Vec<String>,
    pub mechanism_used: Option<Text>,
    pub what_happened: Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OnRecordConflict {
    Yes,
    No,
    Partial,
}

/// What comity must say.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expect {
    /// The pairs that must (for `no`: must not) collide, requiring side first.
    #[serde(default)]
    pub pairs: Vec<[String; 2]>,
    /// Provisions that must stand in a conflict.
    #[serde(default)]
    pub provisions: Vec<String>,
    /// Mechanisms that must be open, or in use, for some conflict of the pairs.
    #[serde(default)]
    pub open: Vec<String>,
    /// Mechanisms that must not be open on that date.
    #[serde(default)]
    pub not_open: Vec<String>,
    /// Why, in our words.
    pub because: Text,
}
