//! The program: one file per command. A command parses its arguments, calls one function of the library, renders, and
//! gives an exit code.

mod advise;
mod batch;
mod cases;
mod check;
mod cli;
mod completions;
mod corpus;
mod diff;
mod exit;
mod footprint;
mod git;
mod input;
mod matrix;
mod output;
mod pair;
mod principles;
mod serve;
mod site;
mod snapshot;
mod sweep;
mod table;
mod timeline;

use clap::Parser as _;

use cli::{Cli, Command};
use exit::Exit;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return exit::usage(&error).into(),
    };
    let common = &cli.common;
    let done = match &cli.command {
        Command::Check(arguments) => check::run(arguments, common),
        Command::Advise(arguments) => advise::run(arguments, common),
        Command::Batch(arguments) => batch::run(arguments, common),
        Command::Footprint(arguments) => footprint::run(arguments, common),
        Command::Matrix(arguments) => matrix::run(arguments, common),
        Command::Sweep(arguments) => sweep::run(arguments, common),
        Command::Pair(arguments) => pair::run(arguments, common),
        Command::Diff(arguments) => diff::run(arguments, common),
        Command::Timeline(arguments) => timeline::run(arguments, common),
        Command::Principles(arguments) => principles::run(arguments, common),
        Command::Snapshot(arguments) => snapshot::run(arguments, common),
        Command::Cases(arguments) => cases::run(arguments, common),
        Command::Corpus(arguments) => corpus::run(arguments, common),
        Command::Serve(arguments) => serve::run(arguments, common),
        Command::Site(arguments) => site::run(arguments, common),
        Command::Completions(arguments) => completions::run(arguments),
    };
    match done {
        Ok(exit) => exit.into(),
        Err(exit::Stop::Quiet) => Exit::Closed.into(),
        Err(stop) => {
            stop.tell(common);
            Exit::BadInput.into()
        }
    }
}
