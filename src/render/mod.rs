//! Reports to bytes: one folder or file per format.
//!
//! In: reports. Out: texts. Renderers see neither the law nor the solver, so every format says the same. Text comes
//! with colour codes; the program takes them out where they are not wanted.

mod batches;
mod dialect;
pub mod footprint;
mod json;
mod rows;
mod sarif;
pub mod text;

pub use batches::{BatchBuilder, schema, table_batch, table_schema};
pub use dialect::Dialect;
pub use json::{json, json_compact};
pub use rows::{CsvRows, csv_headings, csv_line, json_line, json_row};
pub use sarif::sarif;
