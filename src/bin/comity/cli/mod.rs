//! The arguments: what every command takes, and the list of the commands. Those of each command stand with their like.

mod footprint;
mod law;
mod pairs;
mod record;
mod request;
mod serve;
mod tables;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use comity::diagnostic::Said;
use comity::law::Day;

pub(crate) use footprint::{Footprint, FootprintQuestion, FootprintVerb, PageFormat};
pub(crate) use law::{Cases, CheckLaw, Corpus, CorpusVerb, Coverage, List, Principles, Show};
pub(crate) use pairs::{Diff, Matrix, MatrixFormat, Pair, Timeline, TimelineFormat};
pub(crate) use record::{OnRecord, Snapshot, SnapshotVerb};
pub(crate) use request::{Advise, Check, FailOn};
pub(crate) use serve::{Serve, Site};
pub(crate) use tables::{Batch, Each, Emit, Form, Shard, Sweep, SweepForm};

/// Finds where complying with one country's data law would breach another's, and what resolves it.
///
/// Informs; gives no legal advice.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = crate::exit::HELP, after_long_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) common: Common,
}

const EXAMPLES: &str = "\
Examples:
  comity check data/requests/us-warrant-frankfurt.json
  comity check request.json --set authority.secrecy_order=true --explain
  comity check request.json --as-of 2019-01-01 --format json
  comity advise request.json --keep data.location
  comity batch requests.csv --output answers.parquet
  comity footprint microsoft --states US,DE,CN
  comity sweep data/spaces/one-provider.json --group-by authority.jurisdiction
  comity pair US DE --set authority.purpose=criminal
  comity pair US DE --lang de --format markdown
  comity matrix --jurisdictions US,DE,CN
  comity diff main:data data
  comity timeline US EU --format svg --output us-eu.svg
  comity principles CH
  comity snapshot check snapshots/comity.json
  comity cases --wrong
  comity corpus show INSTRUMENT#PROVISION
  comity corpus check --corpus data --format sarif
  comity serve

Exit status:
  0  no conflict
  1  a conflict
  2  bad input or usage";

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// The date on which the law is read, as in 2026-11-24 [default: the request's own, else today]
    #[arg(long, global = true, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<Day>,
    /// A folder with law laid out like `data/` [default: the law inside the program]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) corpus: Option<PathBuf>,
    /// Leave faulty files of the corpus out; every answer then shows them as gaps
    #[arg(long, global = true)]
    pub(crate) lenient: bool,
    /// The language of titles, summaries and pages
    #[arg(long, global = true, value_enum, default_value_t = Language::En)]
    pub(crate) lang: Language,
    /// Colour on the terminal
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    pub(crate) color: Colour,
    /// The width of text pages [default: the terminal's, at most 120]
    #[arg(long, global = true, value_name = "COLUMNS")]
    pub(crate) width: Option<usize>,
}

fn day(text: &str) -> Result<Day, Said> {
    text.parse()
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Language {
    En,
    De,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Decide one request and explain the answer
    Check(Check),
    /// The least that must change for a better verdict, and what to ask next
    Advise(Advise),
    /// Decide many requests: JSON Lines, CSV, Parquet or Arrow in and out
    Batch(Batch),
    /// A provider's sites against the states that may knock
    Footprint(Box<Footprint>),
    /// Count a whole space of requests: some values for each fact, in every combination
    Sweep(Sweep),
    /// Everything that can collide between two legal orders
    Pair(Pair),
    /// All pairs of legal orders at a glance: who requires what others forbid
    Matrix(Matrix),
    /// What changed between two corpora or two dates: in the law, and in the answers, proved
    Diff(Diff),
    /// How the answer moved through time, and which law moved it
    Timeline(Timeline),
    /// The five Trusted Cloud Principles per jurisdiction, from the law
    Principles(Principles),
    /// The verdicts of a suite as a file that people review; a changed verdict fails
    Snapshot(Snapshot),
    /// The real cases: how what comity says compares with what is on record
    Cases(Cases),
    /// The law itself: check, list, show, coverage, schema
    Corpus(Corpus),
    /// Everything as pages for a browser, and as a REST API, on this machine
    Serve(Serve),
    /// The pages as files, to be published anywhere
    Site(Site),
    /// Shell completions
    Completions(Completions),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

/// A form of one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerFormat {
    Text,
    Json,
    Markdown,
}

/// A form of tables for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    Text,
    Json,
    Markdown,
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Sarif,
}

/// A dialect of CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CsvDialect {
    /// Commas
    Plain,
    /// As spreadsheets with German settings have it: semicolons, decimal commas, a byte order mark
    De,
}

impl From<CsvDialect> for comity::render::Dialect {
    fn from(dialect: CsvDialect) -> Self {
        match dialect {
            CsvDialect::Plain => Self::Plain,
            CsvDialect::De => Self::German,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// For which shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}
