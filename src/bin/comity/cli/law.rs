//! The arguments about the law itself.

use clap::{Args, Subcommand};
use comity::report::MOST_FAULTS;

use super::{CheckFormat, CsvDialect, Format, TableFormat};

#[derive(Debug, Args)]
pub(crate) struct Principles {
    /// Jurisdictions by code or name [default: all with encoded law]
    pub(crate) jurisdictions: Vec<String>,
    /// Show the law behind every cell
    #[arg(long)]
    pub(crate) explain: bool,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

const CASES: &str = "\
Each case is answered on the law of its own date. A column is right, wrong, or a dash where record and law expect
nothing; the score is information and no failure.

Examples:
  comity cases
  comity cases --wrong --lang de
  comity cases ID
  comity cases --format csv

Exit status: 0, or 2 for bad input or usage";

#[derive(Debug, Args)]
#[command(after_help = CASES)]
pub(crate) struct Cases {
    /// The case to be explained, by id [default: the score of all]
    pub(crate) id: Option<String>,
    /// Show only those in which something is wrong
    #[arg(long, conflicts_with = "id")]
    pub(crate) wrong: bool,
    /// Of one case show every fact, every norm and every exception that was tried
    #[arg(long, requires = "id")]
    pub(crate) explain: bool,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(crate) format: TableFormat,
    /// The dialect of CSV
    #[arg(long, value_enum, default_value_t = CsvDialect::Plain)]
    pub(crate) csv_dialect: CsvDialect,
}

#[derive(Debug, Args)]
pub(crate) struct Corpus {
    #[command(subcommand)]
    pub(crate) verb: CorpusVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CorpusVerb {
    /// Find what is wrong with the law files: file, line, column, stable codes
    Check(CheckLaw),
    /// List provisions and mechanisms, every version, whole or filtered
    List(List),
    /// Show a provision, an instrument, a mechanism or a jurisdiction as a readable card, or `vocabulary`
    Show(Show),
    /// How far each topic of each jurisdiction is encoded
    Coverage(Coverage),
    /// Print the JSON Schema of a kind of law file with all names of the law, for editors
    Schema {
        /// vocabulary, principles, jurisdiction, instrument, mechanism, case, footprint, profile, request, space, suite or
        /// snapshot
        kind: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct CheckLaw {
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
    /// Leave notes out
    #[arg(long)]
    pub(crate) no_notes: bool,
    /// Only what concerns the law of these, by code or name, and the mechanisms that have one of them as an end
    /// [default: everything]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) jurisdictions: Vec<String>,
    /// Only what is wrong since a git revision, such as `HEAD` or `main`, and was not wrong there
    #[arg(long, value_name = "REVISION")]
    pub(crate) since: Option<String>,
    /// How much is shown; of more the gravest
    #[arg(long, value_name = "N", default_value_t = MOST_FAULTS, conflicts_with = "all")]
    pub(crate) limit: usize,
    /// Show everything
    #[arg(long)]
    pub(crate) all: bool,
}

const LIST: &str = "\
What is asked for of one sort is any of it, of several sorts all of them. With --as-of only what is in force on that
day is listed; a mechanism counts if it is on one of the ends that are asked for. Mechanisms have no topic.

Examples:
  comity corpus list --jurisdictions CH --topic blocking
  comity corpus list --kind mechanisms --jurisdictions US --act disclose --as-of 2026-11-24
  comity corpus list --confidence low --format csv";

#[derive(Debug, Args)]
#[command(after_help = LIST)]
pub(crate) struct List {
    /// Jurisdictions by code or name [default: all]
    #[arg(value_name = "JURISDICTIONS")]
    pub(crate) places: Vec<String>,
    /// The same, as a list
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) jurisdictions: Vec<String>,
    /// Only provisions on these topics
    #[arg(long, value_name = "TOPICS", value_delimiter = ',')]
    pub(crate) topic: Vec<String>,
    /// Only what is about these acts
    #[arg(long, value_name = "ACTS", value_delimiter = ',')]
    pub(crate) act: Vec<String>,
    /// Only what the corpus is so sure of: high, medium, low
    #[arg(long, value_name = "CONFIDENCE", value_delimiter = ',')]
    pub(crate) confidence: Vec<String>,
    /// Only `provisions`, only `mechanisms`, or mechanisms of some kinds
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    pub(crate) kind: Vec<String>,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(crate) format: TableFormat,
    /// The dialect of CSV
    #[arg(long, value_enum, default_value_t = CsvDialect::Plain)]
    pub(crate) csv_dialect: CsvDialect,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The id, as in `INSTRUMENT#PROVISION`, `INSTRUMENT`, `MECHANISM` or `DE`
    pub(crate) id: String,
    /// List every provision with which one can collide, not only whose they are
    #[arg(long)]
    pub(crate) explain: bool,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Coverage {
    /// Only these, by code or name [default: all with encoded law]
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) jurisdictions: Vec<String>,
    /// Show what is left out
    #[arg(long)]
    pub(crate) explain: bool,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub(crate) format: TableFormat,
    /// The dialect of CSV
    #[arg(long, value_enum, default_value_t = CsvDialect::Plain)]
    pub(crate) csv_dialect: CsvDialect,
}
