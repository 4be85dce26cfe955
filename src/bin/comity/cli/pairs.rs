//! The arguments about whole legal orders: two of them, all of them, through time, and between two corpora.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use comity::law::Day;

use super::{AnswerFormat, CsvDialect, day};

#[derive(Debug, Args)]
pub(crate) struct Pair {
    /// One jurisdiction, by code or name, as in `US`
    pub(crate) first: String,
    /// The other, as in `DE`; the law of its unions counts too
    pub(crate) second: String,
    /// State a fact, as in `authority.purpose=criminal`; of the others those with a default keep it unless `=unknown`
    /// opens them, and all else stays open
    #[arg(long, visible_alias = "given", value_name = "FACT=VALUE")]
    pub(crate) set: Vec<String>,
    /// A third state that comes into play too, as the place of storage: what collides with its law is shown as well
    #[arg(long, value_name = "JURISDICTION")]
    pub(crate) with: Vec<String>,
    /// Write a request for every outcome and certainty of every collision into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) witness: Option<PathBuf>,
    /// Show what is left out of partly encoded topics
    #[arg(long)]
    pub(crate) explain: bool,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub(crate) format: AnswerFormat,
}

const MATRIX: &str = "\
Each row is the legal order that requires, each column the one that forbids. A letter is the worst outcome that any
request has; `?` is where nothing was found but not all law is encoded. Facts of the vocabulary that have a default
hold in all requests unless `--set` says otherwise.

Examples:
  comity matrix
  comity matrix --jurisdictions US,DE,CH --set authority.purpose=criminal --explain
  comity matrix --profile criminal-content --format html --output matrix.html
  comity matrix --format dot | dot -Tsvg > matrix.svg";

#[derive(Debug, Args)]
#[command(after_help = MATRIX)]
pub(crate) struct Matrix {
    /// Only these, by code or name [default: all with law of their own, parts of states such as
    /// US-CA left out]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) jurisdictions: Vec<String>,
    /// Only demands of this kind, as `comity footprint` knows them
    #[arg(long, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// What all requests share, as in `data.location=DE,FR`; `=unknown` forgets a default. Can be given several times
    #[arg(long, value_name = "FACT=VALUE")]
    pub(crate) set: Vec<String>,
    /// Show every field by itself, with the number of situations
    #[arg(long)]
    pub(crate) explain: bool,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = MatrixFormat::Text)]
    pub(crate) format: MatrixFormat,
    /// The dialect of CSV
    #[arg(long, value_enum, default_value_t = CsvDialect::Plain)]
    pub(crate) csv_dialect: CsvDialect,
    /// Where the answer goes; the file appears complete or not at all [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

const TIMELINE: &str = "\
For two legal orders every day counts on which any request gets another answer; for a request every day on which its
own answer does. Law that is announced counts from the day on which it begins.

Examples:
  comity timeline US EU
  comity timeline US GB --from 2015-01-01 --set authority.purpose=criminal --explain
  comity timeline data/requests/us-warrant-frankfurt.json --format markdown
  comity timeline US EU --format svg --output us-eu.svg";

#[derive(Debug, Args)]
#[command(after_help = TIMELINE)]
pub(crate) struct Timeline {
    /// Two jurisdictions by code or name, or one file with a request (`-` is standard input)
    #[arg(required = true, num_args = 1..=2, value_name = "JURISDICTION|REQUEST")]
    pub(crate) about: Vec<String>,
    /// The first day [default: 1950-01-01]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) from: Option<Day>,
    /// The last day [default: as far as the law knows]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) to: Option<Day>,
    /// What all requests share, or another fact of the request, as in `data.location=DE,FR`; `=unknown` forgets one. Can
    /// be given several times
    #[arg(long, value_name = "FACT=VALUE")]
    pub(crate) set: Vec<String>,
    /// Show every conflict that moved, and for how many situations
    #[arg(long)]
    pub(crate) explain: bool,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = TimelineFormat::Text)]
    pub(crate) format: TimelineFormat,
    /// Where the answer goes; the file appears complete or not at all [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// A form of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TimelineFormat {
    Text,
    Json,
    Markdown,
    /// The strip alone
    Svg,
    /// One page with the strip
    Html,
}

/// A form of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MatrixFormat {
    Text,
    Csv,
    Json,
    Markdown,
    Html,
    Dot,
}

const DIFF: &str = "\
OLD and NEW are each a folder with a corpus, a git revision of one (`main:data`), or a day: then the law inside the
program, or that of `--corpus`, is read on it. Two corpora are read on one date: that of `--as-of`, else today.

A condition is compared as what it means. Answers are compared for all requests at once: where nothing is told, no
answer changes for any request.

Examples:
  comity diff main:data data
  comity diff main:data data --format markdown --witness changed/
  comity diff HEAD~3:data HEAD:data --as-of 2027-01-01 --jurisdictions US,EU
  comity diff 2020-06-01 2020-09-01 --lang de

Exit status: 0 no answer changed, 1 an answer changed, 2 bad input or usage";

#[derive(Debug, Args)]
#[command(after_help = DIFF)]
pub(crate) struct Diff {
    /// What changes are told from: a folder, a git revision of one, or a day
    pub(crate) old: String,
    /// What changes are told to
    pub(crate) new: String,
    /// Compare the answers between these alone, by code or name [default: all with law of their own]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) jurisdictions: Vec<String>,
    /// Write a request for every change into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) witness: Option<PathBuf>,
    /// Show a request for every change, and all that is said otherwise
    #[arg(long)]
    pub(crate) explain: bool,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub(crate) format: AnswerFormat,
}
