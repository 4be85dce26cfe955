//! `comity corpus check`

use comity::atlas::Atlas;
use comity::corpus::{load, load_cases};
use comity::diagnostic::Severity;
use comity::{check, render, report};

use crate::cli::{CheckFormat, CheckLaw, Common};
use crate::exit::{Exit, Stop};
use crate::{input, output};

/// Exit status 2 where something is an error: such a corpus is bad input to every other command.
pub(super) fn run(arguments: &CheckLaw, common: &Common) -> Result<Exit, Stop> {
    let loaded = load(&input::origin(common)).map_err(|error| Stop::Message(error.to_string()))?;
    let mut faults = loaded.faults;
    if let Some(corpus) = &loaded.corpus {
        faults.extend(load_cases(corpus).1);
        faults.extend(check::check(corpus, &Atlas::new(corpus)));
    }
    if arguments.no_notes {
        faults.retain(|fault| fault.code.severity() != Severity::Note);
    }
    let report = report::faults(&loaded.files, &faults);
    let root = common.corpus.as_ref().map_or_else(|| "data".into(), |path| path.to_string_lossy());
    let text = match arguments.format {
        CheckFormat::Text => render::text::faults(&report),
        CheckFormat::Json => render::json(&report),
        CheckFormat::Sarif => render::sarif(&report, &root),
    };
    output::result(common, &text)?;
    Ok(if report.errors > 0 { Exit::BadInput } else { Exit::Fine })
}
