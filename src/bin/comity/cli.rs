//! The arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use comity::law::Day;

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
  comity corpus show eu.gdpr#art-48
  comity corpus check --corpus data --format sarif

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

fn day(text: &str) -> Result<Day, String> {
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
    /// The law itself: check, list, show, coverage, schema
    Corpus(Corpus),
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
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = AnswerFormat::Text)]
    pub(crate) format: AnswerFormat,
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
row, `as_of` the date on which the law is read for it. Other columns pass through. gzip and zstd are read by their
first bytes and written by the ending of the name.

Examples:
  comity batch requests.jsonl > answers.jsonl
  comity batch log.csv.gz --output answers.parquet --rejects rejected.jsonl
  comity batch - --format csv --each finding < requests.jsonl
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
    /// Where rows go that are no requests, as JSON Lines with line and reason
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,
    /// Keep what is done if the run is stopped, and go on there next time
    #[arg(long)]
    pub(crate) resume: bool,
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
    /// Only these, by code or name [default: all with law of their own]
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

const FOOTPRINT: &str = "\
Every company that can get at the data of a site is asked by itself: who runs it, whose infrastructure it stands on,
whose technology it uses; of each the nearest in the line of control that the state can reach. The worst counts.
Customers and the persons concerned are at the place of the site unless `--customer` says otherwise.

A file is JSON laid out like `data/footprints/*.json`, or CSV with the columns id, place, name, city, latitude,
longitude, operator, seat, kind, controlled_by, infrastructure, technology, status, since, note; `id` and `place` must
be there, `|` stands between possible operators, and `seat` makes a company that is not built in.

Examples:
  comity footprint microsoft --states US,DE,FR,CN
  comity footprint sap --customer DE --best-change
  comity footprint amazon --without US --add-site CH:local//amazon.aws
  comity footprint google --operator DE=local --format html --output google.html
  comity footprint sap --lang de --format xlsx --output sap.xlsx
  comity footprint my-sites.csv --format csv --csv-dialect de --output sites.csv
  comity footprint check my-sites.csv

Exit status: 0 no conflict, 1 a conflict, 2 bad input";

#[derive(Debug, Args)]
#[command(after_help = FOOTPRINT, args_conflicts_with_subcommands = true)]
pub(crate) struct Footprint {
    #[command(subcommand)]
    pub(crate) verb: Option<FootprintVerb>,
    /// A built-in footprint by id (`comity footprint list`), or a file laid out like `data/footprints/*.json`
    pub(crate) name: Option<String>,
    /// The states that make demands, by code [default: all with encoded law, and all places of the footprint]
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(crate) states: Vec<String>,
    /// The kinds of demand, by id [default: all]
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) profiles: Vec<String>,
    /// Where customers and the persons concerned are [default: at the place of each site]
    #[arg(long, value_name = "CODE")]
    pub(crate) customer: Option<String>,
    /// Count planned sites too
    #[arg(long)]
    pub(crate) planned: bool,
    /// A fact that holds for every demand, as in `customer.consent=true`
    #[arg(long, value_name = "FACT=VALUE")]
    pub(crate) set: Vec<String>,
    /// What if there were a further site, as in `CH`, `CH:amazon.eusc`, `CH:sap.se/amazon.aws` (on somebody else's
    /// infrastructure) or `CH:local//google.llc` (with somebody else's technology)
    #[arg(long, value_name = "CODE[:COMPANY[/INFRASTRUCTURE[/TECHNOLOGY]]]")]
    pub(crate) add_site: Vec<String>,
    /// What if the provider left this jurisdiction and its members: its sites there go, and with them subsidiaries
    /// seated there that run no other; a head of the group that is seated there stays
    #[arg(long, value_name = "CODE")]
    pub(crate) without: Vec<String>,
    /// What if a site, the sites in a jurisdiction, or those of a company were run by another company; `local` is a
    /// company of the place that nobody abroad controls, and who ran the sites stays the supplier of the technology
    #[arg(long, value_name = "WHICH=COMPANY")]
    pub(crate) operator: Vec<String>,
    /// Try every single change (leave a country, close a site, hand sites to a company of the place, customer-held
    /// keys and the like), and tell the best of each sort
    #[arg(long)]
    pub(crate) best_change: bool,
    /// Describe every finding, not only those that drive most
    #[arg(long)]
    pub(crate) explain: bool,
    /// The form of the answer
    #[arg(long, value_enum, default_value_t = PageFormat::Text)]
    pub(crate) format: PageFormat,
    /// How CSV is written: `de` is what spreadsheets with German settings read
    #[arg(long, value_enum, default_value_t = CsvDialect::Plain)]
    pub(crate) csv_dialect: CsvDialect,
    /// Where the answer goes; the file appears complete or not at all [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum FootprintVerb {
    /// The built-in footprints
    List,
    /// Find what is wrong with footprints: points in the wrong country, odd years, doubled sites, idle companies
    Check {
        /// A file as JSON or CSV, or a built-in footprint by id [default: all built-in ones]
        name: Option<String>,
        /// The form of the answer
        #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
        format: CheckFormat,
        /// Leave notes out
        #[arg(long)]
        no_notes: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageFormat {
    Text,
    Json,
    Csv,
    Markdown,
    Xlsx,
    Html,
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
pub(crate) struct Pair {
    /// One jurisdiction, by code or name, as in `US`
    pub(crate) first: String,
    /// The other, as in `DE`; the law of its unions counts too
    pub(crate) second: String,
    /// State a fact, as in `authority.purpose=criminal`; all others stay open
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
        /// The id, as in `eu.gdpr#art-48`, `eu.gdpr`, `eu-us-mla-2003` or `DE`
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Sarif,
}

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

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// For which shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}
