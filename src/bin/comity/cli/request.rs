//! The arguments about one request.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::AnswerFormat;

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The request as a JSON file; `-` is standard input. Facts alone can come from `--set`
    pub(crate) request: Option<PathBuf>,
    /// Set a fact, as in `data.location=DE,FR`; `=unknown` forgets one. Can be given several times
    #[arg(long, value_name = "FACT=VALUE")]
    pub(crate) set: Vec<String>,
    /// Show every fact, every norm and every exception that was tried
    #[arg(long)]
    pub(crate) explain: bool,
    /// From what on the exit status is 1; each includes those before it
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = FailOn::Conflict)]
    pub(crate) fail_on: FailOn,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub(crate) format: AnswerFormat,
}

/// From what on a request fails, for scripts that must not let anything through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum FailOn {
    /// A conflict that is certain or contested
    Conflict,
    /// A conflict that is possible, because facts are missing
    Possible,
    /// Anything but an all-clear
    Unknown,
}

const ADVISE: &str = "\
One change is one new value of a fact that has one value, or one element more or less of a set; moving data from one
state to another is two. Told is every set of changes of which no smaller part does as well. Sets of places are never
emptied, nothing moves to a state whose law is not wholly encoded, and a mechanism is taken into use only where it is
open.

Examples:
  comity advise data/requests/us-warrant-frankfurt.json
  comity advise request.json --keep data.location,provider.presence
  comity advise request.json --only via --format json

Exit status: 0 no conflict to improve on, 1 a conflict, 2 bad input or usage";

#[derive(Debug, Args)]
#[command(after_help = ADVISE)]
pub(crate) struct Advise {
    /// The request as a JSON file; `-` is standard input. Facts alone can come from `--set`
    pub(crate) request: Option<PathBuf>,
    /// Set a fact, as in `data.location=DE,FR`; `=unknown` forgets one. Can be given several times
    #[arg(long, value_name = "FACT=VALUE")]
    pub(crate) set: Vec<String>,
    /// How many changes a set may have; of more, every set up to the size that the search finished is told
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=12))]
    pub(crate) max_changes: u8,
    /// Only these facts may change [default: all that the vocabulary calls controllable]
    #[arg(long, value_name = "FACT", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// These facts may not change
    #[arg(long, value_name = "FACT", value_delimiter = ',')]
    pub(crate) keep: Vec<String>,
    /// Tell all advice, and where every answer to every question leads
    #[arg(long)]
    pub(crate) explain: bool,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub(crate) format: AnswerFormat,
}
