//! `comity corpus`

use comity::atlas::Atlas;
use comity::corpus::{Corpus, FileKind, load, load_cases};
use comity::diagnostic::{Code, Diagnostic, Severity, suggestion};
use comity::report::{self, Options, Receipt};
use comity::{check, render};

use serde::Serialize;

use crate::cli::{self, CheckFormat, Common, CorpusVerb, Format};
use crate::exit::{Exit, Stop};
use crate::{input, output};

pub(crate) fn run(arguments: &cli::Corpus, common: &Common) -> Result<Exit, Stop> {
    match &arguments.verb {
        CorpusVerb::Check { format, no_notes } => check_all(common, *format, *no_notes),
        CorpusVerb::List { jurisdictions, format } => list(common, jurisdictions, *format),
        CorpusVerb::Show { id, format } => show(common, id, *format),
        CorpusVerb::Coverage { explain, format } => coverage(common, *explain, *format),
        CorpusVerb::Schema { kind } => schema(common, kind),
    }
}

/// Exit status 2 where something is an error: such a corpus is bad input to every other command.
fn check_all(common: &Common, format: CheckFormat, no_notes: bool) -> Result<Exit, Stop> {
    let loaded = load(&input::origin(common)).map_err(|error| Stop::Message(error.to_string()))?;
    let mut faults = loaded.faults;
    if let Some(corpus) = &loaded.corpus {
        faults.extend(load_cases(corpus).1);
        faults.extend(check::check(corpus, &Atlas::new(corpus)));
    }
    if no_notes {
        faults.retain(|fault| fault.code.severity() != Severity::Note);
    }
    let report = report::faults(&loaded.files, &faults);
    let root = common.corpus.as_ref().map_or_else(|| "data".into(), |path| path.to_string_lossy());
    let text = match format {
        CheckFormat::Text => render::text::faults(&report),
        CheckFormat::Json => render::json(&report),
        CheckFormat::Sarif => render::sarif(&report, &root),
    };
    output::result(common, &text)?;
    Ok(if report.errors > 0 { Exit::BadInput } else { Exit::Fine })
}

fn list(common: &Common, codes: &[String], format: Format) -> Result<Exit, Stop> {
    let corpus = input::corpus(common)?;
    let asked = codes.iter().map(|code| input::jurisdiction(&corpus, code)).collect::<Result<Vec<_>, Stop>>()?;
    let report = report::list(&corpus, &asked, options(common));
    let text = match format {
        Format::Text => render::text::list(&report, output::look(common, false)),
        Format::Json => render::json(&report),
    };
    output::result(common, &text)?;
    Ok(Exit::Fine)
}

fn show(common: &Common, id: &str, format: Format) -> Result<Exit, Stop> {
    let corpus = input::corpus(common)?;
    let look = output::look(common, false);
    let cards = report::card(&corpus, id, options(common));
    let text = if id == "vocabulary" {
        let report = report::vocabulary(&corpus, options(common));
        written(format, &report, |report| render::text::vocabulary(report, look))
    } else if !cards.is_empty() {
        written(format, &cards, |cards| render::text::cards(cards, &Receipt::new(&corpus), look))
    } else if let Ok(place) = corpus.find_jurisdiction(id) {
        let report = report::jurisdiction(&corpus, &Atlas::new(&corpus), place, options(common));
        written(format, &report, |report| render::text::jurisdiction(report, look))
    } else {
        return Err(nothing(&corpus, id));
    };
    output::result(common, &text)?;
    Ok(Exit::Fine)
}

fn written<R: Serialize>(format: Format, report: &R, page: impl FnOnce(&R) -> String) -> String {
    match format {
        Format::Text => page(report),
        Format::Json => render::json(report),
    }
}

/// That nothing has this id, with the nearest one.
fn nothing(corpus: &Corpus, id: &str) -> Stop {
    let mut known: Vec<String> = corpus.provisions.ids().map(|id| corpus.provision_name(id).to_owned()).collect();
    known.extend(corpus.instruments.iter().map(|(_, instrument)| instrument.name.clone()));
    known.extend(corpus.mechanisms.iter().map(|(_, mechanism)| mechanism.name.clone()));
    known.extend(corpus.jurisdictions.iter().map(|(_, place)| place.name.en.clone()));
    let fault = Diagnostic::new(Code::UnknownProvision, format!("there is no `{id}`"));
    let help = suggestion(id, known.iter().map(String::as_str));
    let help = help.or_else(|| Some("`comity corpus list` lists everything".to_owned()));
    Stop::Faults(Box::default(), vec![Diagnostic { help, ..fault }])
}

fn coverage(common: &Common, explain: bool, format: Format) -> Result<Exit, Stop> {
    let corpus = input::corpus(common)?;
    let report = report::coverage(&corpus, options(common));
    let text = match format {
        Format::Text => render::text::coverage(&report, output::look(common, explain)),
        Format::Json => render::json(&report),
    };
    output::result(common, &text)?;
    Ok(Exit::Fine)
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
        return Err(Stop::Message(format!("there is no kind of law file `{name}`; known are {known}, request, space")));
    };
    output::result(common, &render::json(&kind.schema()))?;
    Ok(Exit::Fine)
}

fn options(common: &Common) -> Options {
    Options { lang: output::lang(common), explain: false }
}
