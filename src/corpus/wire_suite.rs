//! The JSON of a suite.

use schemars::JsonSchema;
use serde::Deserialize;

/// What a snapshot of verdicts watches.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Suite {
    /// Where an editor finds the schema of the file; it says nothing of the law.
    #[serde(default, rename = "$schema")]
    pub _schema: Option<String>,
    /// What it is called; without it as its file.
    pub id: Option<String>,
    /// The day on which the law is read for whatever has no date of its own; without it the day of the run.
    pub as_of: Option<String>,
    /// Files of requests, or folders of them, as seen from the suite's folder; `*` are the samples of the corpus.
    #[serde(default)]
    pub requests: Vec<String>,
    /// Real cases of the corpus by id; `*` are all.
    #[serde(default)]
    pub cases: Vec<String>,
    /// Two legal orders each, collision by collision.
    #[serde(default)]
    pub pairs: Vec<Pair>,
    /// All pairs of some legal orders, each as one field.
    #[serde(default)]
    pub matrix: Vec<Matrix>,
    /// Providers against the states that may knock.
    #[serde(default)]
    pub footprints: Vec<Footprint>,
}

/// Two legal orders.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pair {
    /// What tells it from others between the same two; without it the profile.
    pub id: Option<String>,
    /// The codes of the two jurisdictions.
    pub between: [String; 2],
    /// Only demands of this kind.
    pub profile: Option<String>,
    /// What all requests share, by dotted names.
    #[serde(default, rename = "facts")]
    pub _facts: serde_json::Map<String, serde_json::Value>,
}

/// All pairs of some legal orders.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Matrix {
    /// What tells it from others; without it the profile.
    pub id: Option<String>,
    /// The codes of the jurisdictions; without them all with law of their own.
    #[serde(default)]
    pub jurisdictions: Vec<String>,
    /// Only demands of this kind.
    pub profile: Option<String>,
    /// What all requests share, by dotted names.
    #[serde(default, rename = "facts")]
    pub _facts: serde_json::Map<String, serde_json::Value>,
}

/// A provider's sites.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Footprint {
    /// A built-in footprint by id.
    pub name: String,
    /// The codes of the states that make demands; without them all with encoded law, and all places of the footprint.
    #[serde(default)]
    pub states: Vec<String>,
    /// The kinds of demand by id; without them all.
    #[serde(default)]
    pub profiles: Vec<String>,
}
