//! CSV: one request a record, facts as dotted headings, sets separated by `|`.
//!
//! An empty cell is left out, as a missing key is: the vocabulary's default, else unknown. `unknown` is unknown, and
//! `none` is the empty set.

use std::sync::Arc;

use super::values::{Holds, Values, day, without_facts};
use super::{Extra, Reject, Requests};
use crate::diagnostic::{Code as FaultCode, Diagnostic};
use crate::logic::{Code, Domain, Row};

/// Reads records under one set of headings.
#[derive(Debug, Clone)]
pub struct Records<'v, 'c> {
    values: &'v Values<'c>,
    columns: Vec<Heading>,
    row: Row,
    codes: Vec<Code>,
}

/// A column; one behind the last name holds nothing, and its cells must be empty.
#[derive(Debug, Clone)]
struct Heading {
    name: Arc<str>,
    holds: Option<Holds>,
}

impl<'v, 'c> Records<'v, 'c> {
    /// A reader for these headings.
    ///
    /// # Errors
    /// Headings that are doubled or missing, or that look like misspelt facts; headings without any fact.
    pub fn new<'h>(values: &'v Values<'c>, headings: &[&'h str]) -> Result<Self, Vec<Diagnostic>> {
        let mut faults = Vec::new();
        let mut columns: Vec<Heading> = Vec::new();
        // Spreadsheets write cells that once held something as empty columns behind the last one.
        let named = headings.iter().rposition(|name| !name.trim().is_empty()).map_or(0, |last| last + 1);
        for (at, name) in headings.iter().map(|name| name.trim()).enumerate() {
            let holds = match name {
                "" if at >= named => None,
                "" => {
                    let fault = Diagnostic::new(FaultCode::MissingKey, format!("column {} has no name", at + 1));
                    faults.push(fault.help("name it, or leave it out"));
                    None
                }
                name => values.holds(name).map_err(|fault| faults.push(fault)).ok(),
            };
            let before = columns.iter().position(|known| !name.is_empty() && *known.name == *name);
            if let Some(before) = before {
                let message = format!("the column `{name}` is there twice, as column {} and {}", before + 1, at + 1);
                faults.push(Diagnostic::new(FaultCode::DoubledKey, message));
            }
            columns.push(Heading { name: name.into(), holds });
        }
        without_facts(columns.iter().map(|column| (&*column.name, column.holds)), &mut faults);
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
        let extras = self.columns.iter().filter(|column| column.holds.is_some_and(|holds| self.values.keeps(holds)));
        extras.map(|column| column.name.as_ref())
    }

    /// Reads the record that stands at a line into a block.
    ///
    /// # Errors
    /// What is wrong with the record.
    pub fn read(&mut self, line: u64, fields: &[&[u8]], into: &mut Requests) -> Result<(), Reject> {
        let mut faults = Vec::new();
        if fields.len() != self.columns.len() {
            let message = format!("the row has {} fields, the first line has {}", fields.len(), self.columns.len());
            faults.push(Diagnostic::new(FaultCode::WrongType, message));
        }
        self.row.reset(&self.values.blank);
        let (mut id, mut as_of, mut extras) = (None, None, Vec::new());
        for (heading, field) in self.columns.iter().zip(fields) {
            let Ok(text) = std::str::from_utf8(field) else {
                faults.push(no_utf8(field, &heading.name));
                continue;
            };
            match heading.holds {
                _ if text.trim().is_empty() && heading.holds != Some(Holds::Extra) => {}
                Some(Holds::Id) => id = Some(text.to_owned()),
                Some(Holds::AsOf) => match day(text) {
                    Ok(day) => as_of = Some(day),
                    Err(fault) => faults.push(fault),
                },
                Some(Holds::Fact(fact)) => {
                    if self.values.set(fact, text, &mut self.row, &mut self.codes).is_none() {
                        faults.extend(self.values.wrong(&heading.name, text));
                    }
                    if self.values.keeps_facts {
                        extras.push(Extra { name: Arc::clone(&heading.name), value: text.into() });
                    }
                }
                Some(Holds::Extra) => extras.push(Extra { name: Arc::clone(&heading.name), value: text.into() }),
                None => {
                    faults.push(Diagnostic::new(FaultCode::UnknownKey, "a value stands in a column without a name"))
                }
            }
        }
        if faults.is_empty() {
            into.push(&self.row, id.unwrap_or_else(|| line.to_string()), as_of, extras);
            return Ok(());
        }
        Err(Reject { line, faults, row: Some(written(fields)) })
    }
}

/// The record as CSV, with commas.
fn written(fields: &[&[u8]]) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let written = writer.write_record(fields);
    debug_assert!(written.is_ok(), "writing to memory cannot fail");
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(bytes.trim_ascii_end()).into_owned()
}

/// That a cell is in another encoding. Western spreadsheets write Windows-1252 unless they are asked for UTF-8.
fn no_utf8(field: &[u8], name: &str) -> Diagnostic {
    let byte = field.utf8_chunks().find_map(|chunk| chunk.invalid().first().copied()).unwrap_or_default();
    let message = format!("`{name}` is not UTF-8: it has the byte {byte:02X}");
    let help = "save the table as UTF-8 (in Excel “CSV UTF-8”, not “CSV”), or run `iconv -f WINDOWS-1252 -t UTF-8`";
    Diagnostic::new(FaultCode::Unreadable, message).help(help)
}
