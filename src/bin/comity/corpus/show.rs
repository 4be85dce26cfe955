//! `comity corpus show`

use comity::atlas::Atlas;
use comity::corpus::Corpus;
use comity::diagnostic::{Code, Diagnostic, suggestion};
use comity::law::{Day, Lang, ProvisionId};
use comity::render;
use comity::report::{self, CardReport, Options, Receipt};
use comity::said;
use comity::survey::meets::meetings;

use serde::Serialize;

use super::options;
use crate::cli::{Common, Format, Show};
use crate::exit::{Exit, Stop};
use crate::{input, output};

pub(super) fn run(arguments: &Show, common: &Common) -> Result<Exit, Stop> {
    let corpus = input::corpus(common)?;
    let (id, format, look) = (&arguments.id, arguments.format, output::look(common, arguments.explain));
    let on = On { day: common.as_of, today: input::day(common, None) };
    let cards = cards(&corpus, &Atlas::new(&corpus), id, on, options(common))?;
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

/// The day that was asked for, if one was, and today.
#[derive(Clone, Copy)]
pub(crate) struct On {
    pub day: Option<Day>,
    pub today: Day,
}

/// The cards of everything with an id. With a day only what is in force on it; the version of a provision that is in
/// force says what it can collide with.
pub(crate) fn cards<'c>(
    corpus: &'c Corpus,
    atlas: &Atlas,
    id: &str,
    on: On,
    options: Options,
) -> Result<Vec<CardReport<'c>>, Stop> {
    let mut cards = report::card(corpus, id, on.day, options);
    let day = on.day.unwrap_or(on.today);
    if cards.is_empty() && !report::card(corpus, id, None, options).is_empty() {
        return Err(Stop::message(said!(
            "`{id}` is not in force on {day}; without a date every version is shown",
            "`{id}` ist am {day} nicht in Kraft; ohne Datum werden alle Fassungen gezeigt"
        )));
    }
    collisions(corpus, atlas, id, day, options.lang, &mut cards);
    Ok(cards)
}

/// Says what a provision can collide with, on the card of the version that is in force on a day, else of the latest.
pub(crate) fn collisions<'c>(
    corpus: &'c Corpus,
    atlas: &Atlas,
    id: &str,
    day: Day,
    lang: Lang,
    cards: &mut [CardReport<'c>],
) {
    let Some((version, day)) = version(corpus, id, day) else { return };
    let in_force = report::PeriodReport::from(corpus.provisions[version].in_force);
    if let Some(card) = cards.iter_mut().find(|card| card.in_force.has_days_of(&in_force)) {
        card.collides_with = Some(report::meets(corpus, &meetings(corpus, atlas, version, day), day, lang));
    }
}

/// The version of a provision that is in force on a day, with that day; else the latest, with its last day or first.
fn version(corpus: &Corpus, id: &str, day: Day) -> Option<(ProvisionId, Day)> {
    let in_force = |id: &ProvisionId| corpus.provisions[*id].in_force;
    if let Some(version) = corpus.versions(id).find(|version| in_force(version).contains(day)) {
        return Some((version, day));
    }
    let latest = corpus.versions(id).last()?;
    let period = in_force(&latest);
    Some((latest, period.last().filter(|last| *last < day).or(period.first())?))
}

/// That nothing has this id, with the nearest one.
pub(crate) fn nothing(corpus: &Corpus, id: &str) -> Stop {
    let mut known: Vec<String> = corpus.provisions.ids().map(|id| corpus.provision_name(id).to_owned()).collect();
    known.extend(corpus.instruments.iter().map(|(_, instrument)| instrument.name.clone()));
    known.extend(corpus.mechanisms.iter().map(|(_, mechanism)| mechanism.name.clone()));
    known.extend(corpus.jurisdictions.iter().map(|(_, place)| place.name.en.clone()));
    let fault = Diagnostic::new(Code::UnknownProvision, said!("there is no `{id}`", "`{id}` gibt es nicht"));
    let help = suggestion(id, known.iter().map(String::as_str));
    let help =
        help.or_else(|| Some(said!("`comity corpus list` lists everything", "`comity corpus list` nennt alles")));
    Stop::Faults(Box::default(), vec![Diagnostic { help, ..fault }])
}
