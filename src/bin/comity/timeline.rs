//! `comity timeline`

use std::path::Path;

use comity::atlas::Atlas;
use comity::corpus::Corpus;
use comity::law::{Day, Request};
use comity::lawbook::Lawbook;
use comity::render::{self, timeline as pictures};
use comity::report::{self, About, Options, Outcome, TimelineReport};
use comity::survey::timeline::{self, Asked};

use crate::cli::{Common, Timeline, TimelineFormat};
use crate::exit::{Exit, Stop};
use crate::{input, output};

/// Where a timeline begins if nobody says so. Older law is in force from its own first day.
const START: &str = "1950-01-01";

pub(crate) fn run(arguments: &Timeline, common: &Common) -> Result<Exit, Stop> {
    let corpus = input::corpus(common)?;
    let asked = asked(arguments)?;
    let atlas = Atlas::new(&corpus);
    let options = Options { lang: output::lang(common), explain: arguments.explain };
    let report = match arguments.about.as_slice() {
        [first, second] => {
            let sides = [input::jurisdiction(&corpus, first)?, input::jurisdiction(&corpus, second)?];
            if sides[0] == sides[1] {
                return Err(Stop::Message(format!(
                    "`{first}` and `{second}` are the same: there is nothing to collide"
                )));
            }
            let request = input::request(&corpus, None, &arguments.set)?;
            let book = book(&corpus, &atlas, common, &request);
            let line = timeline::pair(&corpus, &atlas, sides, &request.facts, asked);
            report::pair_timeline(About { book: &book, request: &request, asked }, sides, &line, options)
        }
        [file] => {
            let request = input::request(&corpus, Some(Path::new(file)), &arguments.set)?;
            let book = book(&corpus, &atlas, common, &request);
            let line = timeline::request(&corpus, &atlas, &request.facts, asked);
            report::request_timeline(About { book: &book, request: &request, asked }, &line, options)
        }
        _ => return Err(Stop::Message("give two jurisdictions, or one file with a request".to_owned())),
    };
    write(&report, arguments, common)?;
    let silent = matches!(report.verdict, None | Some(Outcome::Clear | Outcome::Unknown));
    Ok(if silent { Exit::Fine } else { Exit::Conflict })
}

fn book<'c>(corpus: &'c Corpus, atlas: &Atlas, common: &Common, request: &Request) -> Lawbook<'c> {
    Lawbook::new(corpus, atlas, input::day(common, Some(request)))
}

/// The days asked for.
fn asked(arguments: &Timeline) -> Result<Asked, Stop> {
    let from = arguments.from.or_else(|| START.parse().ok()).unwrap_or(Day::FIRST);
    match arguments.to {
        Some(to) if to < from => Err(Stop::Message(format!("the last day, {to}, comes before the first, {from}"))),
        to => Ok(Asked { from, to }),
    }
}

fn write(report: &TimelineReport<'_>, arguments: &Timeline, common: &Common) -> Result<(), Stop> {
    let lang = output::lang(common);
    let cannot = |error: &dyn std::error::Error| Stop::Message(format!("the timeline cannot be written: {error}"));
    let page = match arguments.format {
        TimelineFormat::Text => {
            let text = render::text::timeline(report, output::look(common, arguments.explain));
            if arguments.output.is_none() {
                return output::result(common, &text);
            }
            anstream::adapter::strip_str(&text).to_string()
        }
        TimelineFormat::Json => render::json(report),
        TimelineFormat::Markdown => render::markdown::timeline(report, lang, arguments.explain),
        TimelineFormat::Svg => pictures::svg(report, lang).map_err(|error| cannot(&error))?,
        TimelineFormat::Html => pictures::html(report, lang).map_err(|error| cannot(&error))?,
    };
    output::bytes(arguments.output.as_deref(), page.as_bytes())
}
