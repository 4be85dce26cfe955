//! Reports to bytes: one folder or file per format.
//!
//! In: reports. Out: texts. Renderers see neither the law nor the solver, so every format says the same. Text comes
//! with colour codes; the program takes them out where they are not wanted.

mod advice;
mod batches;
mod browser;
pub mod cases;
mod changes;
mod clauses;
pub mod corpus;
mod dialect;
mod duties;
pub mod footprint;
mod globe;
mod head;
mod json;
pub mod markdown;
pub mod matrix;
mod meets;
mod names;
mod pairs;
mod phrases;
mod references;
mod rows;
mod sarif;
pub mod sheets;
pub mod snapshot;
pub mod text;
pub mod timeline;
mod told;
pub mod web;
mod words;
pub mod world;

pub use batches::{BatchBuilder, schema, table_batch, table_schema};
pub use dialect::Dialect;
pub use json::{json, json_compact};
pub use rows::{CsvRows, csv_headings, csv_line, json_line, json_row};
pub use sarif::sarif;
