//! `comity corpus`

mod check;
mod coverage;
pub(crate) mod list;
pub(crate) mod show;

use comity::corpus::FileKind;
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
    let kind = FileKind::ALL.into_iter().find(|kind| kind.name() == name);
    if kind.is_none() && !["request", "space"].contains(&name) {
        let known = FileKind::ALL.map(FileKind::name).join(", ");
        return Err(Stop::message(format!("there is no kind of law file `{name}`; known are {known}, request, space")));
    }
    undated(common, "what files may say hangs on no day")?;
    // What files may say hangs on the vocabulary and on the law.
    let corpus = input::corpus(common)?;
    let schema = match kind {
        Some(kind) => report::file_schema(&corpus, kind, options(common)),
        None if name == "space" => report::space_schema(&corpus, options(common)),
        None => report::request_schema(&corpus, options(common)),
    };
    output::result(common, &render::json(&schema))?;
    Ok(Exit::Fine)
}

/// Refuses a day that would change nothing.
fn undated(common: &Common, reason: &str) -> Result<(), Stop> {
    match common.as_of {
        None => Ok(()),
        Some(_) => Err(Stop::message(format!("{reason}: leave --as-of out"))),
    }
}

fn options(common: &Common) -> Options {
    Options { lang: output::lang(common), explain: false }
}
