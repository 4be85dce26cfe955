//! `comity corpus list`

use comity::corpus::Corpus;
use comity::diagnostic::{Code, Diagnostic, did_you_mean, nearest, suggestion};
use comity::law::{Confidence, Day};
use comity::render;
use comity::report::{self, Filter, Listed};
use comity::said;

use super::options;
use crate::cli::{Common, List, TableFormat};
use crate::exit::{Exit, Stop};
use crate::input::found;
use crate::{input, output};

pub(super) fn run(arguments: &List, common: &Common) -> Result<Exit, Stop> {
    let corpus = input::corpus(common)?;
    let report = report::list(&corpus, &filter(&corpus, arguments, common.as_of)?, options(common));
    let lang = output::lang(common);
    let text = match arguments.format {
        TableFormat::Text => render::text::list(&report, output::look(common, false)),
        TableFormat::Json => render::json(&report),
        TableFormat::Markdown => render::markdown::list(&report, common.as_of.unwrap_or_else(input::today), lang),
        TableFormat::Csv => {
            let table = render::corpus::list_csv(&report, arguments.csv_dialect.into(), lang);
            output::table(table)?;
            return Ok(Exit::Fine);
        }
    };
    output::result(common, &text)?;
    Ok(Exit::Fine)
}

/// What is asked for, or everything in it that does not exist.
pub(crate) fn filter(corpus: &Corpus, arguments: &List, on: Option<Day>) -> Result<Filter, Stop> {
    let mut faults = Vec::new();
    let places = [arguments.places.as_slice(), &arguments.jurisdictions].concat();
    let filter = Filter {
        kinds: found(&arguments.kind, &mut faults, |name| kind(corpus, name)),
        jurisdictions: found(&places, &mut faults, |name| corpus.find_jurisdiction(name)),
        topics: found(&arguments.topic, &mut faults, |name| corpus.find_topic(name)),
        acts: found(&arguments.act, &mut faults, |name| corpus.find_act(name)),
        on,
        confidences: found(&arguments.confidence, &mut faults, confidence),
    };
    if !faults.is_empty() {
        return Err(Stop::Faults(Box::default(), faults));
    }
    Ok(filter)
}

fn kind(corpus: &Corpus, name: &str) -> Result<Listed, Diagnostic> {
    match name {
        "provisions" => Ok(Listed::Provisions),
        "mechanisms" => Ok(Listed::Mechanisms),
        other => corpus.find_kind(other).map(Listed::Kind).map_err(|fault| {
            let both = nearest(other, ["provisions", "mechanisms"]).map(did_you_mean);
            Diagnostic { help: both.or_else(|| fault.help.clone()), ..fault }
        }),
    }
}

fn confidence(name: &str) -> Result<Confidence, Diagnostic> {
    match name {
        "low" => Ok(Confidence::Low),
        "medium" => Ok(Confidence::Medium),
        "high" => Ok(Confidence::High),
        other => {
            let message = said!("there is no confidence `{other}`", "die Gewissheit `{other}` gibt es nicht");
            let fault = Diagnostic::new(Code::UnknownValue, message);
            Err(Diagnostic { help: suggestion(other, ["low", "medium", "high"]), ..fault })
        }
    }
}
