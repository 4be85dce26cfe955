//! A provider's footprint as tables and pages: one file per format.

mod csv;
mod markdown;
pub(super) mod words;

pub use csv::csv;
pub use markdown::markdown;
