//! `comity corpus`

mod check;
mod coverage;
pub(crate) mod list;
pub(crate) mod show;

use comity::corpus::FileKind;
use comity::diagnostic::Diagnostic;
use comity::render;
use comity::report::{self, Options};

use crate::cli::{self, Common, CorpusVerb};
use crate::exit::{Exit, Stop};
use crate::{input, output};

pub(crate) fn run(arguments: &cli::Corpus, common: &Common) -> Result<Exit, Stop> {
    match &arguments.verb {
        CorpusVerb::Check(arguments) => check::run(arguments, common),
        CorpusVerb::List(arguments) => list::run(arguments, common),
        CorpusVerb::Show(arguments) => show::run(arguments, common),
        CorpusVerb::Coverage(arguments) => coverage::run(arguments, common),
        CorpusVerb::Schema { kind } => schema(common, kind),
    }
}

fn schema(common: &Common, name: &str) -> Result<Exit, Stop> {
    // What these may say hangs on the vocabulary.
    let from_vocabulary = match name {
        "request" => Some(report::request_schema(&input::corpus(common)?, options(common))),
        "space" => Some(report::space_schema(&input::corpus(common)?, options(common))),
        _ => None,
    };
    if let Some(schema) = from_vocabulary {
        output::result(common, &render::json(&schema))?;
        return Ok(Exit::Fine);
    }
    let Some(kind) = FileKind::ALL.into_iter().find(|kind| kind.name() == name) else {
        let known = FileKind::ALL.map(FileKind::name).join(", ");
        return Err(Stop::message(format!("there is no kind of law file `{name}`; known are {known}, request, space")));
    };
    output::result(common, &render::json(&kind.schema()))?;
    Ok(Exit::Fine)
}

fn options(common: &Common) -> Options {
    Options { lang: output::lang(common), explain: false }
}

/// What each of these names means; all that mean nothing are faults.
pub(crate) fn found<T>(
    names: &[String],
    faults: &mut Vec<Diagnostic>,
    find: impl Fn(&str) -> Result<T, Diagnostic>,
) -> Vec<T> {
    let mut all = Vec::new();
    for name in names {
        match find(name) {
            Ok(one) => all.push(one),
            Err(fault) => faults.push(fault),
        }
    }
    all
}

/// Stops where there are faults.
fn none_of(faults: Vec<Diagnostic>) -> Result<(), Stop> {
    if faults.is_empty() { Ok(()) } else { Err(Stop::Faults(Box::default(), faults)) }
}
