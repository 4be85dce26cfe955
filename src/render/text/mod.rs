//! Text for the terminal, in English and German.

mod check;
mod corpus;
mod faults;
mod footprint;
mod jurisdiction;
mod page;
mod pair;
mod principles;
mod sweep;
mod words;

pub use check::check;
pub use corpus::{cards, coverage, list, vocabulary};
pub use faults::faults;
pub use footprint::footprint;
pub use jurisdiction::jurisdiction;
pub use pair::pair;
pub use principles::principles;
pub use sweep::{SweepNote, sweep};

use crate::law::Lang;
use crate::report::Outcome;

/// How text is to look.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// In which language.
    pub lang: Lang,
    /// How many columns a line may have.
    pub width: usize,
    /// Whether with the whole derivation.
    pub explain: bool,
}

/// An outcome as every format names it.
pub(super) fn outcome_name(outcome: Outcome, lang: Lang) -> &'static str {
    words::outcome(outcome, lang)
}

/// A date as a reader of the language writes it.
pub(super) fn date(iso: &str, lang: Lang) -> String {
    words::date(iso, lang)
}
