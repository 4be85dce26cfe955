//! Lists of law and the table of what is encoded: what every format says of them, and the tables for spreadsheets.

mod csv;
pub(super) mod rows;
pub(super) mod words;

pub use csv::{coverage_csv, list_csv};
