//! Text for the terminal, in English and German.

mod advise;
mod cards;
mod cases;
mod check;
mod conflict;
mod corpus;
mod derivation;
mod diff;
mod faults;
mod footprint;
mod jurisdiction;
mod matrix;
mod page;
mod pair;
mod principles;
mod snapshot;
mod sweep;
mod table;
mod timeline;
mod writer;

pub use advise::advise;
pub use cards::cards;
pub use cases::{case, cases};
pub use check::check;
pub use corpus::{coverage, list, vocabulary};
pub use diff::diff;
pub use faults::faults;
pub use footprint::footprint;
pub use jurisdiction::jurisdiction;
pub use matrix::matrix;
pub use pair::pair;
pub use principles::principles;
pub use snapshot::{item_block, snapshot};
pub use sweep::{SweepNote, sweep};
pub use timeline::timeline;

use crate::law::{Day, Lang};

/// How text is to look.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// In which language.
    pub lang: Lang,
    /// How many columns a line may have.
    pub width: usize,
    /// Whether with the whole derivation.
    pub explain: bool,
    /// The day on which what is in force has begun, is to begin or is over.
    pub today: Day,
}
