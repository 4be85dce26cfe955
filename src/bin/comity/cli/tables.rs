//! The arguments about many requests: tables of them, and whole spaces.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::CsvDialect;

/// A form of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    Jsonl,
    Csv,
    Parquet,
    Arrow,
}

/// What rows of the output stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Each {
    /// One row a request
    Request,
    /// One row a finding
    Finding,
}

const BATCH: &str = "\
Facts are columns or keys by their dotted names, as in `data.location`; in JSON they can be nested. In CSV sets are
written with `|` between, an empty cell is left out, `unknown` is unknown and `none` is the empty set. `id` names a
row, `as_of` the date on which the law is read for it. Other columns pass through, and with `--keep` the facts too.
gzip and zstd are read by their first bytes and written by the ending of the name.

With `--each finding` a row has the law in words, with citation and address, the best way out that is open, and the
facts that are missing to be sure. The last columns say what the answers were made with.

In CSV a text that begins with = + - @, a tab or a line break, and is no number, is written with ' before it:
spreadsheets would take it for a formula. JSON Lines, Parquet and Arrow have it as it is.

Examples:
  comity batch requests.jsonl > answers.jsonl
  comity batch log.csv.gz --output answers.parquet --rejects rejected.jsonl
  comity batch - --format csv --each finding --keep < requests.jsonl
  comity batch big.csv --output big-answers.csv --resume

Exit status: 0 no conflict, 1 a conflict, 2 bad input, or some rows rejected";

#[derive(Debug, Args)]
#[command(after_help = BATCH)]
pub(crate) struct Batch {
    /// The requests; `-` is standard input
    pub(crate) file: PathBuf,
    /// Where the answers go; the file appears complete or not at all [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The form of the answers [default: by the name of the output, else that of the input]
    #[arg(long, value_enum)]
    pub(crate) format: Option<Form>,
    /// The form of the requests [default: by the name, else JSON Lines]
    #[arg(long, value_enum)]
    pub(crate) input_format: Option<Form>,
    /// The dialect of CSV, in and out [default: in, what separates the headings; out, commas]
    #[arg(long, value_enum)]
    pub(crate) csv_dialect: Option<CsvDialect>,
    /// What a row of the answers stands for
    #[arg(long, value_enum, default_value_t = Each::Request)]
    pub(crate) each: Each,
    /// Keep the facts of each request as columns too, as the input writes them
    #[arg(long)]
    pub(crate) keep: bool,
    /// Where rows go that are no requests, as JSON Lines with line and reason
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,
    /// Keep what is done if the run is stopped, and go on there next time; whether an id was there before that is not
    /// asked
    #[arg(long)]
    pub(crate) resume: bool,
}

/// What is told of a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Emit {
    /// For each group: requests by verdict and worst case, findings by certainty and outcome
    Counts,
    /// For each group: requests by finding
    Findings,
    /// Every class of requests that the law tells apart, with how many they are and one of them
    Classes,
}

/// A form of the answer about a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SweepForm {
    /// A page for people
    Text,
    /// One document
    Json,
    Jsonl,
    Csv,
    Parquet,
    Arrow,
}

const SWEEP: &str = "\
A space lists values for facts, and its requests are all their combinations:

  {\"id\": \"warrants\", \"facts\": {\"authority.jurisdiction\": \"*\", \"authority.purpose\": \"criminal\",
   \"data.location\": [[\"DE\"], [\"US\", \"DE\"]], \"data.personal\": [true, false, null]},
   \"group_by\": [\"authority.jurisdiction\"]}

`\"*\"` stands for all values, `\"encoded\"` for all jurisdictions with encoded law, `null` for unknown; of a fact that
is a set each value is a list. Facts left out are at their default, else unknown. Requests that the law does not tell
apart are made once and counted as many: the counts are exact.

Texts of a row say what it counts, numbers add up: the rows of all shards, added where the texts are equal, are the
rows of the whole. `--merge` does so, and refuses shards that do not belong together or do not make a whole.

Examples:
  comity sweep data/spaces/one-provider.json
  comity sweep space.json --emit findings --group-by data.location,authority.jurisdiction -o findings.csv
  comity sweep space.json --shard $SLURM_ARRAY_TASK_ID/64 -o counts-$SLURM_ARRAY_TASK_ID.parquet
  comity sweep space.json --merge counts-*.parquet -o counts.csv
  comity sweep space.json --emit classes --format jsonl

Exit status: 0 no conflict, 1 a conflict, 2 bad input or usage";

#[derive(Debug, Args)]
#[command(after_help = SWEEP)]
pub(crate) struct Sweep {
    /// The space as a JSON file; `-` is standard input
    pub(crate) space: PathBuf,
    /// What is told
    #[arg(long, value_enum, default_value_t = Emit::Counts)]
    pub(crate) emit: Emit,
    /// Count by the values of these facts [default: those that the space names]
    #[arg(long, alias = "group", value_name = "FACT", value_delimiter = ',')]
    pub(crate) group_by: Vec<String>,
    /// One of n parts of the work, as in `3/16`; some parts may be empty
    #[arg(long, value_name = "I/N")]
    pub(crate) shard: Option<Shard>,
    /// Add up what all shards have written, instead of counting
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["shard", "resume"])]
    pub(crate) merge: Vec<PathBuf>,
    /// Where the answer goes; the file appears complete or not at all [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The form of the answer [default: by the name of the output, else text]
    #[arg(long, value_enum)]
    pub(crate) format: Option<SweepForm>,
    /// The dialect of CSV
    #[arg(long, value_enum, default_value_t = CsvDialect::Plain)]
    pub(crate) csv_dialect: CsvDialect,
    /// Keep what is counted if the run is stopped, and go on there next time
    #[arg(long)]
    pub(crate) resume: bool,
}

/// One of so many parts, counted from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shard {
    pub(crate) part: u64,
    pub(crate) of: u64,
}

impl std::str::FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "write it as `3/16`: a part from 1 on, and how many there are".to_owned();
        let (part, of) = text.split_once('/').ok_or_else(wrong)?;
        let (part, of) = (part.parse().map_err(|_| wrong())?, of.parse().map_err(|_| wrong())?);
        if (1..=of).contains(&part) { Ok(Self { part, of }) } else { Err(wrong()) }
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.part, self.of)
    }
}
