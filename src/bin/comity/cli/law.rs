//! The arguments about the law itself.

use clap::{Args, Subcommand};

use super::{CheckFormat, Format};

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
