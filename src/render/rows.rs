//! Rows of a table as JSON Lines and as CSV.

use std::fmt::Write as _;

use super::Dialect;
use super::dialect::{harmless, writer};
use crate::report::{Each, RowCell as Cell, RowReport, SweepRow};

/// Writes a row as one line of JSON; extra columns keep their types.
pub fn json_line(row: &RowReport<'_>, each: Each, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"id\":");
    json(row.id, out);
    for extra in row.extras {
        out.push(b',');
        json(extra.name.as_ref(), out);
        out.push(b':');
        json(&extra.value, out);
    }
    for (column, cell) in each.columns().iter().zip(&row.cells) {
        out.push(b',');
        json(column.name, out);
        out.push(b':');
        json(cell, out);
    }
    out.extend_from_slice(b"}\n");
}

/// Writes a row of a table whose headings are known only when it is made.
pub fn json_row(row: &SweepRow<'_>, out: &mut Vec<u8>) {
    json(row, out);
    out.push(b'\n');
}

fn json(value: impl serde::Serialize, out: &mut Vec<u8>) {
    // Writing plain values to memory cannot fail; a value that could not be written would be missing, so it is null.
    if serde_json::to_writer(&mut *out, &value).is_err() {
        out.extend_from_slice(b"null");
    }
}

/// The first line of a table as CSV.
#[must_use]
pub fn csv_headings(each: Each, extras: &[String], dialect: Dialect) -> Vec<u8> {
    let names = std::iter::once("id").chain(extras.iter().map(String::as_str));
    csv_line(names.chain(each.columns().iter().map(|column| column.name)), dialect)
}

/// The first line of a table of CSV with these headings.
pub fn csv_line<'n>(names: impl Iterator<Item = &'n str>, dialect: Dialect) -> Vec<u8> {
    let mut table =
        CsvRows { out: writer(dialect.mark().to_vec(), dialect), extras: &[], dialect, field: String::new() };
    names.for_each(|name| table.field(name));
    table.end_row();
    table.finish()
}

/// Rows as records of CSV: extra columns by their headings, lists with `|` between.
pub struct CsvRows<'e> {
    out: csv::Writer<Vec<u8>>,
    extras: &'e [String],
    dialect: Dialect,
    field: String,
}

impl<'e> CsvRows<'e> {
    /// No rows yet, with these extra columns.
    #[must_use]
    pub fn new(extras: &'e [String], dialect: Dialect) -> Self {
        Self { out: writer(Vec::new(), dialect), extras, dialect, field: String::new() }
    }

    /// Adds a row.
    pub fn push(&mut self, row: &RowReport<'_>) {
        self.field(row.id);
        for name in self.extras {
            match row.extras.iter().find(|extra| extra.name.as_ref() == name).map(|extra| &extra.value) {
                None | Some(serde_json::Value::Null) => self.field(""),
                Some(serde_json::Value::String(text)) => self.field(text),
                Some(serde_json::Value::Number(number)) => {
                    let number = number.to_string();
                    self.field(&self.dialect.number(&number));
                }
                Some(other) => self.shown(other),
            }
        }
        self.cells(&row.cells);
    }

    /// Ends a row with these cells.
    pub fn cells(&mut self, cells: &[Cell<'_>]) {
        for cell in cells {
            match cell {
                Cell::Text(text) => self.field(text),
                Cell::Count(count) => self.shown(count),
                Cell::Number(number) => self.shown(number),
                Cell::Fact(value) => self.field(&value.text),
                Cell::List(list) => self.field(&list.join("|")),
                Cell::Flag(flag) => self.shown(flag),
            }
        }
        self.end_row();
    }

    fn field(&mut self, text: &str) {
        let written = self.out.write_field(harmless(text).as_ref());
        debug_assert!(written.is_ok(), "writing to memory cannot fail");
    }

    fn shown(&mut self, value: impl std::fmt::Display) {
        let mut field = std::mem::take(&mut self.field);
        field.clear();
        let written = write!(field, "{value}");
        debug_assert!(written.is_ok(), "writing to memory cannot fail");
        self.field(&field);
        self.field = field;
    }

    fn end_row(&mut self) {
        let written = self.out.write_record(None::<&[u8]>);
        debug_assert!(written.is_ok(), "writing to memory cannot fail");
    }

    /// The rows as bytes.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.out.into_inner().unwrap_or_default()
    }
}
