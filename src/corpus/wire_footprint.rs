//! The JSON of a footprint and of a profile.

use schemars::JsonSchema;
use serde::Deserialize;

use super::wire::{Source, Text};
use crate::law::Status;

/// `data/footprints/<id>.json`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Footprint {
    /// Where an editor finds the schema of the file; it says nothing of the law.
    #[serde(default, rename = "$schema")]
    pub _schema: Option<String>,
    pub id: String,
    pub name: Text,
    /// The id of the company at the head.
    pub provider: String,
    /// Companies; a built-in one can be named without being repeated here.
    #[serde(default)]
    pub entities: Vec<Entity>,
    pub sites: Vec<Site>,
    /// Under what licence facts were taken over.
    #[serde(rename = "licence")]
    pub _licence: Option<String>,
    pub note: Option<Text>,
}

/// A company.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entity {
    pub id: String,
    pub name: String,
    /// The jurisdiction of its seat.
    pub seat: String,
    /// Jurisdictions where it is present beside its seat and its sites.
    #[serde(default)]
    pub presence: Vec<String>,
    /// A value of the vocabulary's fact with the role `kind`.
    pub kind: Option<String>,
    /// The id of the company that controls it.
    pub controlled_by: Option<String>,
    #[serde(default)]
    pub sources: Vec<Source>,
}

/// A region or data centre.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Site {
    pub id: String,
    pub name: Option<String>,
    /// The jurisdiction under whose law it stands.
    pub place: String,
    pub city: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    /// Who runs it. Without `operator` and `operators` nobody knows.
    pub operator: Option<String>,
    /// The companies of which one runs it.
    #[serde(default)]
    pub operators: Vec<String>,
    /// On whose infrastructure it runs.
    pub infrastructure: Option<String>,
    /// Whose technology it uses without their running it.
    pub technology: Option<String>,
    pub status: Option<Status>,
    /// The year in which it opened.
    pub since: Option<i16>,
    pub note: Option<Text>,
    #[serde(default)]
    pub sources: Vec<Source>,
}

/// `data/profiles/<id>.json`
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Profile {
    /// Where an editor finds the schema of the file; it says nothing of the law.
    #[serde(default, rename = "$schema")]
    pub _schema: Option<String>,
    pub id: String,
    pub name: Text,
    pub description: Text,
    /// Facts, by their dotted names.
    #[serde(rename = "facts")]
    pub _facts: serde_json::Map<String, serde_json::Value>,
}
