//! `comity corpus check`

use comity::atlas::Atlas;
use comity::corpus::{Corpus, load, load_cases};
use comity::diagnostic::{Diagnostic, Severity};
use comity::{check, render, report};

use super::none_of;
use crate::cli::{CheckFormat, CheckLaw, Common};
use crate::exit::{Exit, Stop};
use crate::{input, output};

/// Exit status 2 where something is an error: such a corpus is bad input to every other command.
pub(super) fn run(arguments: &CheckLaw, common: &Common) -> Result<Exit, Stop> {
    let loaded = load(&input::origin(common)).map_err(|error| Stop::message(error.to_string()))?;
    let mut faults = loaded.faults;
    if let Some(corpus) = &loaded.corpus {
        faults.extend(load_cases(corpus).1);
        faults.extend(found(corpus, &arguments.jurisdictions)?);
    }
    if arguments.no_notes {
        faults.retain(|fault| fault.code.severity() != Severity::Note);
    }
    let most = if arguments.all { usize::MAX } else { arguments.limit };
    let report = report::some_faults(&loaded.files, &faults, output::lang(common), most);
    let root = common.corpus.as_ref().map_or_else(|| "data".into(), |path| path.to_string_lossy());
    let text = match arguments.format {
        CheckFormat::Text if report.left_out > 0 => render::text::faults(&report) + "--all shows everything\n",
        CheckFormat::Text => render::text::faults(&report),
        CheckFormat::Json => render::json(&report),
        CheckFormat::Sarif => render::sarif(&report, &root),
    };
    output::result(common, &text)?;
    Ok(if report.errors > 0 { Exit::BadInput } else { Exit::Fine })
}

/// What is wrong with all law, or with that of some jurisdictions.
fn found(corpus: &Corpus, jurisdictions: &[String]) -> Result<Vec<Diagnostic>, Stop> {
    let mut faults = Vec::new();
    let asked = super::found(jurisdictions, &mut faults, |name| corpus.find_jurisdiction(name));
    none_of(faults)?;
    let atlas = Atlas::new(corpus);
    Ok(if asked.is_empty() { check::check(corpus, &atlas) } else { check::check_law_of(corpus, &atlas, &asked) })
}
