//! Results to standard output, all else to standard error; colour only where it is wanted.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use comity::law::{Day, Lang};
use comity::render::text::Look;

use crate::cli::{Colour, Common, Language};
use crate::exit::Stop;
use crate::input;
use crate::table::outlet::{Outlet, stop};

/// Writes a result. A closed pipe is quiet: whoever closed it has read enough.
pub(crate) fn result(common: &Common, text: &str) -> Result<(), Stop> {
    let mut out = AutoStream::new(io::stdout().lock(), choice(common));
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Stop::message(format!("cannot write the result: {error}"))),
    }
}

/// Writes to standard error; if that is closed there is nobody left to tell.
pub(crate) fn error(common: &Common, text: &str) {
    let mut out = AutoStream::new(io::stderr().lock(), choice(common));
    let _ = out.write_all(text.as_bytes());
}

fn choice(common: &Common) -> ColorChoice {
    match common.color {
        Colour::Auto => ColorChoice::Auto,
        Colour::Always => ColorChoice::Always,
        Colour::Never => ColorChoice::Never,
    }
}

/// How text pages are to look.
pub(crate) fn look(common: &Common, explain: bool) -> Look {
    look_on(common, explain, common.as_of.unwrap_or_else(input::today))
}

/// The same, where the law is read as of another day than today or the one asked for.
pub(crate) fn look_on(common: &Common, explain: bool, day: Day) -> Look {
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).min(120));
    Look { lang: lang(common), width: common.width.or(terminal).unwrap_or(100), explain, today: day }
}

/// The language asked for.
pub(crate) fn lang(common: &Common) -> Lang {
    match common.lang {
        Language::En => Lang::En,
        Language::De => Lang::De,
    }
}

/// Writes a table to standard output.
pub(crate) fn table(table: Result<Vec<u8>, impl std::fmt::Display>) -> Result<(), Stop> {
    bytes(None, &table.map_err(|error| Stop::message(format!("the table cannot be written: {error}")))?)
}

/// Writes bytes to standard output, or to a file that appears complete or not at all.
pub(crate) fn bytes(path: Option<&std::path::Path>, bytes: &[u8]) -> Result<(), Stop> {
    let Some(path) = path else {
        let mut out = io::stdout().lock();
        return match out.write_all(bytes).and_then(|()| out.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written.map_err(|error| Stop::message(format!("cannot write the result: {error}"))),
        };
    };
    let mut out = Outlet::file(path)?;
    out.write_all(bytes).map_err(|error| stop(out.name(), &error))?;
    out.finish()
}
