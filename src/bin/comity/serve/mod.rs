//! `comity serve`: the same as a web page and a REST API, on this machine alone.
//!
//! [`desk`] holds the law and answers addresses: a pure function from address to reply, which `comity site` calls too.
//! [`server`] is all that knows of sockets: limits, headers, hosts, the end. No address reaches a file.

pub(crate) mod address;
mod api;
mod ask;
pub(crate) mod desk;
mod pages;
pub(crate) mod reply;
mod server;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use crate::cli::{Common, Serve};
use crate::exit::{Exit, Stop};
use crate::output;
use desk::Desk;

pub(crate) fn run(arguments: &Serve, common: &Common) -> Result<Exit, Stop> {
    let ip = arguments.listen.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let desk = Desk::open(common)?;
    let settings = server::Settings {
        address: SocketAddr::new(ip, arguments.port),
        hosts: arguments.host.clone(),
        requests: arguments.log,
    };
    let tell =
        |address: SocketAddr| output::error(common, &format!("comity serves on http://{address}/ (end with Ctrl+C)\n"));
    server::run(desk, &settings, tell)?;
    Ok(Exit::Fine)
}
