//! The arguments about verdicts on record.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use comity::law::Day;

use super::{AnswerFormat, day};

const SNAPSHOT: &str = "\
A suite says what is watched, in one JSON file:

  {\"id\": \"ours\", \"as_of\": \"2026-11-25\", \"requests\": [\"requests\", \"one.json\"], \"cases\": [\"*\"],
   \"pairs\": [{\"between\": [\"US\", \"DE\"], \"profile\": \"criminal-content\"}], \"matrix\": [{}],
   \"footprints\": [{\"name\": \"sap\", \"states\": [\"US\", \"CN\"], \"profiles\": [\"criminal-content\"]}]}

Files and folders of requests are looked for beside the suite; `\"*\"` are all cases, or all sample requests of the
corpus. Without a suite all cases, all sample requests and all pairs are watched. The snapshot stands beside the
suite. `comity corpus schema suite` helps editors.

Examples:
  comity snapshot record suite.json
  comity snapshot check suite.json
  comity snapshot check suite.json --format markdown > review.md
  comity snapshot accept suite.json --finding 3f9c2a71 --reason \"the statute was amended\"
  comity snapshot accept suite.json --item 'case/*' --reason \"until the guideline is out\" --until 2027-03-31
  comity snapshot review suite.json

Exit status: 0 nothing changed, or all of it is accepted; 1 a changed verdict; 2 bad input or usage";

#[derive(Debug, Args)]
#[command(after_help = SNAPSHOT)]
pub(crate) struct Snapshot {
    #[command(subcommand)]
    pub(crate) verb: SnapshotVerb,
}

/// What is watched, and where it is on record.
#[derive(Debug, Args)]
pub(crate) struct OnRecord {
    /// The suite as a JSON file [default: all cases, all sample requests, all pairs]
    pub(crate) suite: Option<PathBuf>,
    /// The snapshot [default: SUITE with the ending `.snapshot.json`; without a suite `comity.snapshot.json`]
    #[arg(long, value_name = "FILE")]
    pub(crate) snapshot: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SnapshotVerb {
    /// Write the verdicts as they are now; the file appears complete or not at all
    Record {
        #[command(flatten)]
        of: OnRecord,
        /// Record even if that makes changes permanent that were accepted until a day
        #[arg(long)]
        force: bool,
    },
    /// Compute again, and show what changed and which law changed it
    Check {
        #[command(flatten)]
        of: OnRecord,
        /// Show accepted changes too
        #[arg(long)]
        explain: bool,
        /// The form of the answer
        #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
        format: AnswerFormat,
    },
    /// Accept changes: they pass from now on, as they are
    Accept {
        #[command(flatten)]
        of: OnRecord,
        /// Findings by id, wherever they changed (with --item only there)
        #[arg(long, value_name = "ID", value_delimiter = ',', num_args = 1..)]
        finding: Vec<String>,
        /// Items by name; `*` at the end stands for whatever follows
        #[arg(long, value_name = "NAME", value_delimiter = ',', num_args = 1..)]
        item: Vec<String>,
        /// Everything that changed
        #[arg(long, conflicts_with_all = ["finding", "item"])]
        all: bool,
        /// Why; it is kept in the snapshot
        #[arg(long)]
        reason: String,
        /// The last day on which it is accepted; after it the change fails again
        #[arg(long, value_name = "DATE", value_parser = day)]
        until: Option<Day>,
    },
    /// Go through what changed at the terminal, one item after the other
    Review {
        #[command(flatten)]
        of: OnRecord,
    },
}
