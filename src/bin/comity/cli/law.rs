//! The arguments about the law itself.

use clap::{Args, Subcommand};

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
    Check {
        /// The form of the answer
        #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
        format: CheckFormat,
        /// Leave notes out
        #[arg(long)]
        no_notes: bool,
    },
    /// List provisions and mechanisms, every version
    List {
        /// Jurisdictions by code or name [default: all]
        jurisdictions: Vec<String>,
        /// The form of the answer
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Show a provision, an instrument, a mechanism or a jurisdiction as a readable card, or `vocabulary`
    Show {
        /// The id, as in `INSTRUMENT#PROVISION`, `INSTRUMENT`, `MECHANISM` or `DE`
        id: String,
        /// The form of the answer
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// How far each topic of each jurisdiction is encoded
    Coverage {
        /// Show what is left out
        #[arg(long)]
        explain: bool,
        /// The form of the answer
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Print the JSON Schema of a kind of law file, for editors
    Schema {
        /// vocabulary, principles, jurisdiction, instrument, mechanism, case, request, space, suite or snapshot
        kind: String,
    },
}
