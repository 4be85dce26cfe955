//! How CSV is written: for programs, or for spreadsheets with German settings.

use std::borrow::Cow;

use csv::{Writer, WriterBuilder};

/// How cells are set apart, and how numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Commas, and points in numbers.
    Plain,
    /// As spreadsheets with German settings read it: semicolons, decimal commas, and a byte order mark.
    German,
}

impl Dialect {
    /// What stands between two cells.
    #[must_use]
    pub fn separator(self) -> u8 {
        match self {
            Dialect::Plain => b',',
            Dialect::German => b';',
        }
    }

    /// What stands before everything.
    #[must_use]
    pub fn mark(self) -> &'static [u8] {
        match self {
            Dialect::Plain => b"",
            Dialect::German => "\u{feff}".as_bytes(),
        }
    }

    /// A number that is written with a point.
    #[must_use]
    pub fn number(self, plain: &str) -> Cow<'_, str> {
        match self {
            Dialect::Plain => plain.into(),
            Dialect::German => plain.replace('.', ",").into(),
        }
    }
}

/// A text that no spreadsheet takes for a formula: what begins like one, and is no number, has an apostrophe before it.
/// Ids and texts come from whoever wrote the requests, and a cell that begins with `=` is run where it is opened.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    let begins = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let is_number = || text.replace(',', ".").parse::<f64>().is_ok_and(f64::is_finite);
    if begins && !is_number() { format!("'{text}").into() } else { text.into() }
}

/// What writes every CSV. Lines end as those of all other output do: spreadsheets take that, and so do pipes of programs.
pub(super) fn writer(out: Vec<u8>, dialect: Dialect) -> Writer<Vec<u8>> {
    WriterBuilder::new().delimiter(dialect.separator()).from_writer(out)
}

/// A table; its first row is the head.
pub(super) fn table(rows: impl Iterator<Item = Vec<String>>, dialect: Dialect) -> Result<Vec<u8>, csv::Error> {
    let mut writer = writer(dialect.mark().to_vec(), dialect);
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell).into_owned()))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}
