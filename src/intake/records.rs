//! CSV: one request a record, facts as dotted headings, sets separated by `|`.
//!
//! An empty cell is left out, as a missing key is: the vocabulary's default, else unknown. `unknown` is unknown, and
//! `none` is the empty set.

use std::sync::Arc;

use super::values::Values;
use super::{Extra, Reject, Requests};
use crate::corpus::{passes_through, set_fact};
use crate::diagnostic::{Code as FaultCode, Diagnostic};
use crate::law::{Day, FactId, Request};
use crate::logic::{Code, Domain, Row};

/// Reads records under one set of headings.
#[derive(Debug, Clone)]
pub struct Records<'v, 'c> {
    values: &'v Values<'c>,
    columns: Vec<Heading>,
    row: Row,
    codes: Vec<Code>,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Heading {
    Id,
    AsOf,
    Fact(FactId, String),
    Extra(Arc<str>),
}

impl<'v, 'c> Records<'v, 'c> {
    /// A reader for these headings.
    ///
    /// # Errors
    /// Headings that are doubled, or that look like misspelt facts; headings without any fact.
    pub fn new<'h>(
        values: &'v Values<'c>,
        headings: impl IntoIterator<Item = &'h str>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut faults = Vec::new();
        let mut columns = Vec::new();
        for (at, name) in headings.into_iter().map(str::trim).enumerate() {
            let heading = match (name, values.fact(name)) {
                ("id", _) => Heading::Id,
                ("as_of", _) => Heading::AsOf,
                (name, Some(fact)) => Heading::Fact(fact, name.to_owned()),
                (name, None) if passes_through(values.corpus, name) => Heading::Extra(name.into()),
                (name, None) => {
                    faults.push(unknown_heading(values, name));
                    continue;
                }
            };
            if let Some(before) = columns.iter().position(|known| *known == heading) {
                let message = format!("the column `{name}` is there twice, as column {} and {}", before + 1, at + 1);
                faults.push(Diagnostic::new(FaultCode::DoubledKey, message));
            }
            columns.push(heading);
        }
        if faults.is_empty() && !columns.iter().any(|column| matches!(column, Heading::Fact(..))) {
            let fault = Diagnostic::new(FaultCode::MissingKey, "no column is a fact");
            faults
                .push(fault.help("the first line names the columns, as in `id,authority.jurisdiction,data.location`"));
        }
        if faults.is_empty() {
            Ok(Self { values, columns, row: values.blank.clone(), codes: Vec::new() })
        } else {
            Err(faults)
        }
    }

    /// The domain of each fact.
    #[must_use]
    pub fn domains(&self) -> &[Domain] {
        &self.values.domains
    }

    /// The headings that pass through.
    pub fn extras(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().filter_map(|column| match column {
            Heading::Extra(name) => Some(name.as_ref()),
            Heading::Id | Heading::AsOf | Heading::Fact(..) => None,
        })
    }

    /// Reads the record that stands at a line into a block.
    ///
    /// # Errors
    /// What is wrong with the record.
    pub fn read<'f>(
        &mut self,
        line: u64,
        fields: impl ExactSizeIterator<Item = &'f [u8]> + Clone,
        into: &mut Requests,
    ) -> Result<(), Reject> {
        let mut faults = Vec::new();
        if fields.len() != self.columns.len() {
            let message = format!("the row has {} fields, the first line has {}", fields.len(), self.columns.len());
            faults.push(Diagnostic::new(FaultCode::WrongType, message));
        }
        self.row.reset(&self.values.blank);
        let (mut id, mut as_of, mut extras) = (None, None, Vec::new());
        for (heading, field) in self.columns.iter().zip(fields.clone()) {
            let Ok(text) = std::str::from_utf8(field) else {
                faults.push(Diagnostic::new(FaultCode::Unreadable, "the row is not UTF-8"));
                break;
            };
            match heading {
                Heading::Id => id = (!text.is_empty()).then(|| text.to_owned()),
                Heading::AsOf if text.is_empty() => {}
                Heading::AsOf => match text.parse::<Day>() {
                    Ok(day) => as_of = Some(day),
                    Err(message) => faults.push(Diagnostic::new(FaultCode::BadDate, message)),
                },
                Heading::Fact(..) if text.is_empty() => {}
                Heading::Fact(fact, name) => {
                    if cell(self.values, *fact, text, &mut self.row, &mut self.codes).is_none() {
                        faults.extend(wrong(self.values, name, text));
                    }
                }
                Heading::Extra(name) => extras.push(Extra { name: Arc::clone(name), value: text.into() }),
            }
        }
        if faults.is_empty() {
            into.block.push_row(&self.row);
            into.ids.push(id.unwrap_or_else(|| line.to_string()));
            into.days.push(as_of);
            into.extras.push(extras);
            return Ok(());
        }
        let shown: Vec<String> = fields.map(|field| String::from_utf8_lossy(field).into_owned()).collect();
        Err(Reject { line, faults, row: Some(shown.join(",")) })
    }
}

/// Sets a fact from a cell; nothing if the fact has no such value.
fn cell(values: &Values<'_>, fact: FactId, text: &str, row: &mut Row, codes: &mut Vec<Code>) -> Option<()> {
    codes.clear();
    match text {
        "unknown" => row.set(fact, None),
        "none" if values.is_many(fact) => row.set(fact, Some(&[])),
        text if values.is_many(fact) => {
            for part in text.split('|').map(str::trim).filter(|part| !part.is_empty()) {
                codes.push(values.named(fact, part)?);
            }
            codes.sort_unstable();
            codes.dedup();
            row.set(fact, Some(codes));
        }
        text => {
            let flag = match text {
                "true" | "TRUE" | "True" => values.flag(fact, true),
                "false" | "FALSE" | "False" => values.flag(fact, false),
                _ => None,
            };
            codes.push(flag.or_else(|| values.named(fact, text))?);
            row.set(fact, Some(codes));
        }
    }
    Some(())
}

/// What the reader of single requests says of a value that the fact does not have.
fn wrong(values: &Values<'_>, name: &str, text: &str) -> Vec<Diagnostic> {
    let mut request = Request::blank(values.corpus, "");
    match set_fact(values.corpus, &mut request, &format!("{name}={text}")) {
        Err(faults) => faults,
        Ok(()) => vec![Diagnostic::new(FaultCode::UnknownValue, format!("`{name}` cannot be `{text}`"))],
    }
}

/// That a heading is no fact, with the nearest one.
#[must_use]
pub fn unknown_heading(values: &Values<'_>, name: &str) -> Diagnostic {
    values.corpus.unknown_fact(name)
}
