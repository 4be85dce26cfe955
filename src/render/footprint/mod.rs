//! A provider's footprint as tables and pages: one file per format.

mod csv;
mod html;
mod map;
mod markdown;
pub(super) mod words;
mod xlsx;

pub use csv::csv;
pub use html::html;
pub(super) use html::{CELLS, MAP, parts};
pub use markdown::markdown;
pub use xlsx::xlsx;
