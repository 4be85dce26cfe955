//! `comity completions`

use std::io::{self, Write as _};

use clap::CommandFactory as _;

use crate::cli::{Cli, Completions};
use crate::exit::{Exit, Stop};

pub(crate) fn run(arguments: &Completions) -> Result<Exit, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "comity", &mut script);
    match io::stdout().lock().write_all(&script) {
        Ok(()) => Ok(Exit::Fine),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Exit::Fine),
        Err(error) => Err(Stop::message(format!("cannot write the script: {error}"))),
    }
}
