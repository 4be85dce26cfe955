//! How CSV is written: for programs, or for spreadsheets with German settings.

use std::borrow::Cow;

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
