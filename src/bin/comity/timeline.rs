//! `comity timeline`

use std::path::Path;

use comity::atlas::Atlas;
use comity::corpus::Corpus;
use comity::diagnostic::Said;
use comity::law::{Day, JurisdictionId};
use comity::lawbook::{Lawbook, jurisdiction};
use comity::render::{self, timeline as pictures};
use comity::report::{self, About, Options, Outcome, TimelineReport};
use comity::said;
use comity::survey::timeline::{self, Asked};

use crate::cli::{Common, Timeline, TimelineFormat};
use crate::exit::{Exit, Stop};
use crate::input::{self, Reading};
use crate::output;

/// Where a timeline begins if nobody says so. Older law is in force from its own first day.
const START: &str = "1950-01-01";

pub(crate) fn run(arguments: &Timeline, common: &Common) -> Result<Exit, Stop> {
    let reading = Reading::of(common)?;
    let asked = asked(arguments.from, arguments.to)?;
    let place = |typed: &String| input::jurisdiction(reading.corpus(), typed);
    let (sides, file) = match arguments.about.as_slice() {
        [first, second] => (Some(two([place(first)?, place(second)?], first, second)?), None),
        [file] if is_lone(reading.corpus(), file) => return Err(Stop::message(lone(file))),
        [file] => (None, Some(Path::new(file))),
        _ => return Err(Stop::message("give two jurisdictions, or one file with a request".to_owned())),
    };
    let request = input::request(reading.corpus(), file, &arguments.set)?;
    let named = reading.corpus().named(&request.facts);
    let places: Vec<JurisdictionId> = sides.into_iter().flatten().chain(named.iter().map(jurisdiction)).collect();
    let corpus = reading.with_law_of(&places)?;
    let atlas = Atlas::new(&corpus);
    let book = Lawbook::new(&corpus, &atlas, input::day(common, Some(&request)));
    let (about, options) = (
        About { book: &book, request: &request, asked },
        Options { lang: output::lang(common), explain: arguments.explain },
    );
    let report = if let Some(sides) = sides {
        let line = timeline::pair(&corpus, &atlas, sides, &request.facts, asked);
        report::pair_timeline(about, sides, &line, options)
    } else {
        let line = timeline::request(&corpus, &atlas, &request.facts, asked);
        report::request_timeline(about, &line, options)
    };
    write(&report, arguments, common)?;
    let silent = matches!(report.verdict, None | Some(Outcome::Clear | Outcome::Unknown));
    Ok(if silent { Exit::Fine } else { Exit::Conflict })
}

/// Whether a jurisdiction stands where two were to be given, or a file.
fn is_lone(corpus: &Corpus, typed: &str) -> bool {
    !Path::new(typed).exists() && corpus.find_jurisdiction(typed).is_ok()
}

fn lone(typed: &str) -> Said {
    said!(
        "beside `{typed}` a second jurisdiction is missing, as in `comity timeline US DE`",
        "neben `{typed}` fehlt eine zweite Rechtsordnung, wie in `comity timeline US DE`"
    )
}

/// Two different jurisdictions.
pub(crate) fn two(sides: [JurisdictionId; 2], first: &str, second: &str) -> Result<[JurisdictionId; 2], Stop> {
    let [one, other] = sides;
    if one == other {
        return Err(Stop::message(said!(
            "`{first}` and `{second}` are the same: there is nothing to collide",
            "`{first}` und `{second}` sind dasselbe: Da kann nichts kollidieren"
        )));
    }
    Ok(sides)
}

/// The day on which a timeline begins if nobody says so.
pub(crate) fn start() -> Day {
    START.parse().unwrap_or(Day::FIRST)
}

/// The days asked for.
pub(crate) fn asked(from: Option<Day>, to: Option<Day>) -> Result<Asked, Stop> {
    let from = from.unwrap_or_else(start);
    match to {
        Some(to) if to < from => Err(Stop::message(said!(
            "the last day, {to}, comes before the first, {from}",
            "der letzte Tag, {to}, liegt vor dem ersten, {from}"
        ))),
        to => Ok(Asked { from, to }),
    }
}

fn write(report: &TimelineReport<'_>, arguments: &Timeline, common: &Common) -> Result<(), Stop> {
    let lang = output::lang(common);
    let cannot = |error: &dyn std::error::Error| Stop::message(format!("the timeline cannot be written: {error}"));
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
