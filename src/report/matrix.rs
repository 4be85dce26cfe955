//! All pairs at a glance.

use schemars::JsonSchema;
use serde::Serialize;

use super::check::FactReport;
use super::glossary::Glossary;
use super::horn::Writer;
use super::names::Outcome;
use super::{Options, Receipt, SCHEMA_VERSION};
use crate::law::{JurisdictionId, Request};
use crate::lawbook::Lawbook;
use crate::survey::matrix::{Field, Found};

/// What each legal order requires against what each other one forbids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MatrixReport<'c> {
    /// The version of this form.
    pub schema_version: u32,
    /// The date on which the law was read.
    pub as_of: String,
    /// What is the same in all requests; everything else may be anything.
    pub given: Vec<FactReport<'c>>,
    /// The jurisdictions, in the order of rows and columns.
    pub jurisdictions: Vec<MatrixName<'c>>,
    /// One row for each requiring jurisdiction, with one field for each forbidding one.
    pub rows: Vec<Vec<FieldReport<'c>>>,
    /// What the answer was made with.
    pub receipt: Receipt,
    /// What the ids are called.
    #[serde(skip)]
    pub glossary: Glossary<'c>,
}

/// A jurisdiction by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MatrixName<'c> {
    /// The code.
    pub code: &'c str,
    /// What it is called.
    pub name: &'c str,
}

/// One direction between two legal orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FieldReport<'c> {
    /// Whose law requires.
    pub requiring: &'c str,
    /// Whose law forbids.
    pub forbidding: &'c str,
    /// The worst outcome that some request has; `unknown` where nothing was found but not all law is encoded; nothing
    /// where the two are one legal order.
    pub worst: Option<Outcome>,
    /// How many pairs of provisions can collide, by the worst outcome of each.
    pub conflicts: Vec<CountReport>,
    /// How many of these pairs of provisions collide only where an arguable exception may apply.
    pub contested: usize,
    /// How many situations have a conflict, as far as these conflicts tell situations apart: a number in digits, or
    /// nothing where they are too many to be counted. It compares fields; it is no likelihood.
    pub situations: Option<String>,
    /// Whether everything that can collide was found; if not, the limit on memory was too small.
    pub complete: bool,
}

/// How many conflicts have an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CountReport {
    /// The outcome.
    pub outcome: Outcome,
    /// How many.
    pub count: usize,
}

impl FieldReport<'_> {
    /// How many pairs of provisions can collide.
    #[must_use]
    pub fn count(&self) -> usize {
        self.conflicts.iter().map(|part| part.count).sum()
    }
}

/// Writes the matrix of some jurisdictions; `fields` row by row.
#[must_use]
pub fn matrix<'c>(
    book: &Lawbook<'c>,
    request: &Request,
    jurisdictions: &[JurisdictionId],
    fields: &[Field],
    options: Options,
) -> MatrixReport<'c> {
    let corpus = book.corpus;
    let writer = Writer { book, facts: &request.facts, lang: options.lang };
    let mut given = writer.facts();
    given.retain(|fact| fact.values.is_some());
    let code = |id: JurisdictionId| corpus.jurisdictions[id].code.as_str();
    let report = |field: &Field| {
        let nothing = FieldReport {
            requiring: code(field.requiring),
            forbidding: code(field.forbidding),
            worst: None,
            conflicts: Vec::new(),
            contested: 0,
            situations: None,
            complete: true,
        };
        match &field.found {
            Found::Same => nothing,
            Found::Nothing { covered, complete } => {
                let worst = if *covered { Outcome::Clear } else { Outcome::Unknown };
                FieldReport {
                    worst: Some(worst),
                    situations: complete.then(|| "0".to_owned()),
                    complete: *complete,
                    ..nothing
                }
            }
            Found::Conflicts(found) => FieldReport {
                worst: Some(found.worst.into()),
                conflicts: found
                    .by_worst
                    .iter()
                    .map(|(outcome, count)| CountReport { outcome: (*outcome).into(), count: *count })
                    .collect(),
                contested: found.contested,
                situations: found.situations.as_ref().map(ToString::to_string),
                complete: found.complete,
                ..nothing
            },
        }
    };
    let names = jurisdictions.iter().map(|id| {
        let name = corpus.jurisdictions[*id].name.get(options.lang);
        MatrixName { code: code(*id), name }
    });
    let rows = fields.chunks(jurisdictions.len().max(1)).map(|row| row.iter().map(report).collect());
    MatrixReport {
        schema_version: SCHEMA_VERSION,
        as_of: book.day.to_string(),
        given,
        jurisdictions: names.collect(),
        rows: rows.collect(),
        receipt: Receipt::new(corpus),
        glossary: Glossary::new(corpus, options.lang),
    }
}
