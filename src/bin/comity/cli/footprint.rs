//! The arguments about footprints.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{CheckFormat, CsvDialect, Format};

const FOOTPRINT: &str = "\
Every company that can get at the data of a site is asked by itself: who runs it, whose infrastructure it stands on,
whose technology it uses; of each the nearest in the line of control that the state can reach. The worst counts.
Customers and the persons concerned are at the place of the site unless `--customer` says otherwise.

A company counts as established where it has its seat, where it runs sites or lends what they stand on, and where its
`presence` says so; of a demand only what touches it counts. A site does not count before the year of its `since`.

A file is JSON laid out like `data/footprints/*.json`, or CSV with the columns id, place, name, city, latitude,
longitude, operator, seat, kind, controlled_by, presence, infrastructure, technology, status, since, note; `id` and
`place` must be there, `|` stands between possible operators and between the places of `presence`, and `seat` makes a
company that is not built in. In JSON `presence` stands with the company, among the `entities`.

Conflicts between other states than the one that asks belong to the site and stand in a column of their own. In CSV a
text that begins like a formula has an apostrophe before it.

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
    #[command(flatten)]
    pub(crate) question: FootprintQuestion,
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

/// What is asked about a footprint, and what if.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct FootprintQuestion {
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
}

#[derive(Debug, Subcommand)]
pub(crate) enum FootprintVerb {
    /// The built-in footprints
    List {
        /// The form of the answer
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
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
