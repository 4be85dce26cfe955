//! The matrix of legal orders: one file per format.

mod csv;
mod dot;
mod html;
mod markdown;
pub(super) mod words;

pub use csv::csv;
pub use dot::dot;
pub use html::html;
pub use markdown::markdown;
