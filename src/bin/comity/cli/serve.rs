//! The arguments of the web server.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::Args;

const EXAMPLES: &str = "\
Examples:
  comity serve
  comity serve --port 8080
  comity serve --corpus data

Every page is there in English and German, under /en/ and /de/; the same address with .json, .csv or .md gives the same
answer in that form. Nothing that is asked leaves this machine.";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Serve {
    /// The port; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 7373)]
    pub(crate) port: u16,
    /// Listen on this address, so that other machines can ask too [default: only this machine]
    #[arg(long, value_name = "IP")]
    pub(crate) listen: Option<IpAddr>,
    /// A name under which browsers may ask for this server, beside those of this machine
    #[arg(long, value_name = "NAME")]
    pub(crate) host: Vec<String>,
    /// Log each request as a line of JSON, without what was asked
    #[arg(long)]
    pub(crate) log: bool,
}

const SITE: &str = "\
Examples:
  comity site public
  comity site public --pairs US,EU,CH --as-of 2026-01-01

Pages that answer questions (requests, search, changes) need `comity serve`.";

#[derive(Debug, Args)]
#[command(after_help = SITE)]
pub(crate) struct Site {
    /// A folder that is new or empty
    pub(crate) folder: PathBuf,
    /// Write a page, and a timeline, for each two of these
    #[arg(long, value_name = "CODE", value_delimiter = ',', default_value = "US,EU,DE,FR,GB,CH,CN,IN")]
    pub(crate) pairs: Vec<String>,
}
