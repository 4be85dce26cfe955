//! Timelines as pictures: a strip in SVG, alone and on a page.

mod strip;
pub(super) mod words;

pub use strip::{html, svg};
