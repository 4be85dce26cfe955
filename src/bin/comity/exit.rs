//! How the program ends.

use comity::diagnostic::{Diagnostic, Said};
use comity::text::{Files, visible};

use crate::cli::Common;
use crate::output;

pub(crate) const HELP: &str = "Exit status: 0 no conflict, 1 a conflict, 2 bad input or usage, 141 nobody reads on";

/// The exit status, which scripts may rely on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// No conflict.
    Fine,
    /// A conflict.
    Conflict,
    /// Bad input or usage.
    BadInput,
    /// Whoever read the answer closed the pipe before it was done, so that nobody knows what else there is. This is how
    /// shells tell of a program that the signal for it has ended.
    Closed,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Fine => 0.into(),
            Exit::Conflict => 1.into(),
            Exit::BadInput => 2.into(),
            Exit::Closed => (128 + 13).into(),
        }
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) enum Stop {
    /// One sentence.
    Message(Said),
    /// Nothing: nobody reads the result any more.
    Quiet,
    /// Faults in data, with the texts that they stand in.
    Faults(Box<Files>, Vec<Diagnostic>),
}

impl Stop {
    /// One sentence, in both languages if whoever wrote it gave both.
    pub(crate) fn message(said: impl Into<Said>) -> Self {
        Self::Message(said.into())
    }

    /// Says so on standard error.
    pub(crate) fn tell(&self, common: &Common) {
        match self {
            Stop::Quiet => {}
            Stop::Message(message) => {
                output::error(common, &format!("error: {}\n", visible(message.get(output::lang(common)))));
            }
            Stop::Faults(files, faults) => {
                let report = comity::report::faults(files, faults, output::lang(common));
                output::error(common, &comity::render::text::faults(&report));
            }
        }
    }
}

/// Prints clap's own message: help goes to standard output, errors to standard error.
pub(crate) fn usage(error: &clap::Error) -> Exit {
    // A closed pipe is no error, and there is nowhere left to report another.
    let _ = error.print();
    if error.use_stderr() { Exit::BadInput } else { Exit::Fine }
}
