//! The review of a snapshot: what moved, why, and what is accepted; the same sentences for every format.

mod markdown;
pub(super) mod tell;
mod words;

pub use markdown::markdown;
pub use tell::{accepted, recorded, unmatched};
pub use words::{Prompts, prompts};
