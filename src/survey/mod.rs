//! Many requests, or whole pairs of countries.
//!
//! In: a lawbook and a question about more than one request. Out: plain results that the report room puts into words.
//! One file a question.

pub mod advise;
pub mod bulk;
pub mod cases;
pub mod change;
pub mod diff;
pub mod footprint;
pub mod matrix;
pub mod meets;
pub mod pair;
pub mod principles;
pub mod regions;
mod said;
pub mod snapshot;
pub mod sweep;
pub mod timeline;
pub mod world;
