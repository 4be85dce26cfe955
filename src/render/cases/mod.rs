//! The real cases: what every format says of them, and the table for spreadsheets.

mod csv;
pub(super) mod tell;
pub(super) mod words;

pub use csv::csv;
