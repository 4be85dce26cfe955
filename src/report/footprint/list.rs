//! The footprints that there are.

use schemars::JsonSchema;
use serde::Serialize;

use crate::corpus::{Corpus, Footprints};
use crate::report::{Options, Receipt, SCHEMA_VERSION};

/// The built-in footprints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FootprintsReport<'c> {
    /// The version of this form.
    pub schema_version: u32,
    /// The footprints, by id.
    pub footprints: Vec<FootprintRow<'c>>,
    /// What the answer was made with.
    pub receipt: Receipt,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FootprintRow<'c> {
    /// The id.
    pub id: &'c str,
    /// Its name.
    pub name: &'c str,
    /// The company at the head.
    pub provider: &'c str,
    /// How many sites it has, planned ones too.
    pub sites: usize,
    /// How far it goes.
    pub note: Option<&'c str>,
}

/// Lists the footprints.
#[must_use]
pub fn footprints<'c>(corpus: &Corpus, footprints: &'c Footprints, options: Options) -> FootprintsReport<'c> {
    let row = |footprint: &'c crate::law::Footprint| FootprintRow {
        id: &footprint.name,
        name: footprint.title.get(options.lang),
        provider: &footprints.entities[footprint.provider].title,
        sites: footprint.sites.len(),
        note: footprint.note.as_ref().map(|note| note.get(options.lang)),
    };
    FootprintsReport {
        schema_version: SCHEMA_VERSION,
        footprints: footprints.all.iter().map(row).collect(),
        receipt: Receipt::new(corpus),
    }
}
