//! `comity corpus check`

use std::collections::BTreeSet;
use std::path::Path;

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin, load, load_cases};
use comity::diagnostic::{Code, Diagnostic, Severity};
use comity::law::Day;
use comity::text::Files;
use comity::{check, render, report};

use crate::cli::{CheckFormat, CheckLaw, Common};
use crate::exit::{Exit, Stop};
use crate::{git, input, output};

/// Exit status 2 where something is an error: such a corpus is bad input to every other command.
pub(super) fn run(arguments: &CheckLaw, common: &Common) -> Result<Exit, Stop> {
    if common.lenient {
        return Err(Stop::message("what is faulty is what is asked for: leave --lenient out".to_owned()));
    }
    let day = input::day(common, None);
    let Load { files, mut faults, .. } = checked(&input::origin(common), arguments, day)?;
    if let Some(revision) = &arguments.since {
        let known = before(revision, arguments, common, day)?;
        faults.retain(|fault| !known.contains(&named(&files, fault)));
    }
    if arguments.no_notes {
        faults.retain(|fault| fault.code.severity() != Severity::Note);
    }
    let most = if arguments.all { usize::MAX } else { arguments.limit };
    let report = report::some_faults(&files, &faults, output::lang(common), most);
    let errors = report.errors;
    let root = common.corpus.as_ref().map_or_else(|| "data".into(), |path| path.to_string_lossy());
    let text = match arguments.format {
        CheckFormat::Text => {
            let more = if report.left_out > 0 { "--all shows everything\n" } else { "" };
            render::text::faults(&report.under(&root)) + more
        }
        CheckFormat::Json => render::json(&report),
        CheckFormat::Sarif => render::sarif(&report, &root),
    };
    output::result(common, &text)?;
    Ok(if errors > 0 { Exit::BadInput } else { Exit::Fine })
}

/// A corpus with everything that is wrong with it, as far as that was asked for.
fn checked(origin: &Origin, arguments: &CheckLaw, day: Day) -> Result<Load, Stop> {
    let mut loaded = load(origin).map_err(|error| Stop::message(error.to_string()))?;
    if let Some(corpus) = &loaded.corpus {
        let gravest = loaded.faults.iter().find(|fault| fault.code.severity() == Severity::Error);
        let not_asked = gravest.map(|fault| not_asked().at(fault.span.clone()));
        let mut more = found(corpus, &arguments.jurisdictions, not_asked.is_none(), day)?;
        let torn = |fault: &Diagnostic| fault.span.as_ref().is_some_and(|span| loaded.torn.contains(&span.file));
        more.retain(|fault| !torn(fault));
        loaded.faults.extend(load_cases(corpus).1);
        loaded.faults.extend(more);
        loaded.faults.extend(not_asked);
    }
    Ok(loaded)
}

/// That law which is not whole was not weighed.
fn not_asked() -> Diagnostic {
    let message = "whether conditions, exceptions and mechanisms matter and whether law clashes was not asked";
    Diagnostic::new(Code::NotAsked, message).help("mend the errors first: until then the law is not whole")
}

/// What is wrong with all law, or with that of some jurisdictions; of law that is not whole what each piece says by
/// itself.
fn found(corpus: &Corpus, jurisdictions: &[String], whole: bool, day: Day) -> Result<Vec<Diagnostic>, Stop> {
    let asked = input::jurisdictions(corpus, jurisdictions)?;
    let atlas = Atlas::new(corpus);
    let mut found = match (whole, asked.is_empty()) {
        (true, true) => check::check(corpus, &atlas),
        (true, false) => check::check_law_of(corpus, &atlas, &asked),
        (false, _) => check::check_each(corpus, &atlas, &asked),
    };
    found.extend(check::to_come(corpus, &atlas, &asked, day));
    Ok(found)
}

/// What a fault is known by when lines have moved: its kind, its file and what it says.
type Known = (Code, String, String);

fn named(files: &Files, fault: &Diagnostic) -> Known {
    let file = fault.span.as_ref().and_then(|span| files.get(span.file));
    (fault.code, file.map_or_else(String::new, |file| file.name.clone()), fault.message.en.to_string())
}

/// What was wrong at a revision already.
fn before(revision: &str, arguments: &CheckLaw, common: &Common, day: Day) -> Result<BTreeSet<Known>, Stop> {
    let folder = common.corpus.as_deref().unwrap_or(Path::new("data"));
    let loaded = checked(&git::origin(folder, &git::folder_at(revision, folder)?)?, arguments, day)?;
    Ok(loaded.faults.iter().map(|fault| named(&loaded.files, fault)).collect())
}
