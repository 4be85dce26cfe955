//! Timelines as pictures: a strip in SVG, alone and on a page.

pub(in crate::render) mod strip;
pub(super) mod words;

pub use strip::{html, svg};
