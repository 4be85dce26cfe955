//! The arguments of the web server.

use std::net::IpAddr;

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
