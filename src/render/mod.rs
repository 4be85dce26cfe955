//! Reports to bytes: one folder or file per format.
//!
//! In: reports. Out: texts. Renderers see neither the law nor the solver, so every format says the same. Text comes
//! with colour codes; the program takes them out where they are not wanted.

mod json;
mod sarif;
pub mod text;

pub use json::json;
pub use sarif::sarif;
