//! Where rows go that are no requests: a file of JSON Lines, or the first few to standard error.

use std::io::{self, Write as _};

use comity::intake::Reject;
use comity::law::Lang;
use comity::text::visible;
use comity::{render, report};

use crate::cli::Common;
use crate::exit::Stop;
use crate::output;
use crate::table::outlet::{self, Outlet};

/// Rows that were rejected.
#[expect(clippy::large_enum_variant, reason = "there is one at a time: a box would save nothing")]
pub(super) enum Rejects<'a> {
    File(Outlet),
    /// How many there were.
    Told(&'a Common, usize),
}

/// Without a file so many rejected rows are told.
const MOST_TOLD: usize = 10;

impl Rejects<'_> {
    /// Keeps rows, and answers how many bytes they took in a file.
    pub(super) fn write(&mut self, rejects: &[Reject]) -> Result<u64, Stop> {
        match self {
            Self::File(out) => {
                let mut bytes = 0;
                for reject in rejects {
                    let mut line = render::json_compact(&report::reject(reject, Lang::En));
                    line.push('\n');
                    bytes += line.len() as u64;
                    out.write_all(line.as_bytes()).map_err(|error| outlet::stop(out.name(), &error))?;
                }
                Ok(bytes)
            }
            Self::Told(common, seen) => {
                let before = std::mem::replace(seen, *seen + rejects.len());
                let left = MOST_TOLD.saturating_sub(before);
                let text: String = rejects.iter().take(left).map(|reject| tell(reject, output::lang(common))).collect();
                output::error(common, &text);
                if before <= MOST_TOLD && *seen > MOST_TOLD {
                    let text = "further rejected rows are only counted; `--rejects FILE` keeps them all\n";
                    output::error(common, text);
                }
                Ok(0)
            }
        }
    }

    /// Makes sure that the rows so far outlive the program.
    pub(super) fn keep(&mut self) -> io::Result<()> {
        match self {
            Self::File(out) => out.keep(),
            Self::Told(..) => Ok(()),
        }
    }

    /// Ends the file and gives it its name.
    pub(super) fn finish(self) -> Result<(), Stop> {
        match self {
            Self::File(out) => out.finish(),
            Self::Told(..) => Ok(()),
        }
    }
}

fn tell(reject: &Reject, lang: Lang) -> String {
    let faults = reject.faults.iter().map(|fault| {
        let help = fault.help.as_ref().map(|help| format!(" ({})", help.get(lang))).unwrap_or_default();
        let told = format!("{}: {}{help}", fault.code.name(), fault.message.get(lang));
        format!("row {}: {}\n", reject.line, visible(&told))
    });
    faults.collect()
}
