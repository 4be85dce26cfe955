//! Two legal orders, one collision of theirs, and how it all came to be so.

use comity::law::{Day, JurisdictionId, Request};
use comity::lawbook::Lawbook;
use comity::render::web::{PairPage, finding, listed};
use comity::render::{self, sheets, timeline as pictures};
use comity::report::{self, About, Filter, ListReport, Listed, PairReport, TimelineReport};
use comity::said;
use comity::survey;
use comity::survey::bulk::Plan;
use comity::survey::pair::States;
use comity::survey::timeline;

use crate::serve::address::{Address, Form};
use crate::serve::ask;
use crate::serve::desk::{Desk, options};
use crate::serve::reply::{Refusal, Reply, jurisdiction};

pub(super) fn answer(desk: &Desk, address: &Address, codes: [&str; 2], id: Option<&str>) -> Result<Reply, Refusal> {
    let sides = sides(desk, codes)?;
    let request = ask::request(desk, address)?;
    let book = Lawbook::between(desk.corpus, desk.atlas, address.day, &sides);
    let report = report(&book, address, sides, &request)?;
    let lang = address.lang;
    if let Some(id) = id {
        let found = finding(&report, id).ok_or_else(Refusal::nothing)?;
        return match address.form {
            Form::Html => {
                desk.site.finding(&desk.at(address), &report, id)?.map(Reply::html).ok_or_else(Refusal::nothing)
            }
            Form::Json => Ok(Reply::json(render::json(found))),
            Form::Csv => Reply::sheet(sheets::conflicts(std::iter::once(&found.conflict), std::iter::empty(), lang)),
            Form::Markdown | Form::Svg | Form::Xlsx => Err(Refusal::form()),
        };
    }
    match address.form {
        Form::Html => {
            let (treaties, profiles) = (treaties(desk, address, sides), desk.profiles(lang));
            let whole = desk.book(address.day);
            let vocabulary = report::vocabulary(desk.corpus, options(lang));
            // A page that only lists one direction does not show it, and it is the most work of all.
            let shows_time = listed(&report, &address.asked).is_none();
            let timeline = shows_time.then(|| moved(desk, &whole, address, sides, &request)).transpose()?;
            let page = PairPage {
                report: &report,
                treaties: &treaties,
                timeline: timeline.as_ref(),
                profiles: &profiles,
                vocabulary: &vocabulary,
            };
            Ok(Reply::html(desk.site.pair(&desk.at(address), &page)?))
        }
        Form::Json => Ok(Reply::json(render::json(&report))),
        Form::Markdown => Ok(Reply::markdown(render::markdown::pair(&report, lang, false))),
        Form::Csv => Reply::sheet(sheets::pair(&report, lang)),
        Form::Svg | Form::Xlsx => Err(Refusal::form()),
    }
}

fn sides(desk: &Desk, codes: [&str; 2]) -> Result<[JurisdictionId; 2], Refusal> {
    let [a, b] = codes.map(|code| jurisdiction(desk.corpus, code));
    Ok([a?, b?])
}

/// Everything that can collide between the two.
fn report<'c>(
    book: &Lawbook<'c>,
    address: &Address,
    sides: [JurisdictionId; 2],
    request: &Request,
) -> Result<PairReport<'c>, Refusal> {
    let [a, b] = sides;
    if book.nested(a, b) {
        return Err(one_legal_order(address.day));
    }
    let plan = Plan::new(book);
    let states = States::new(sides, []);
    let found = survey::pair::pairs(&plan, &states, &request.facts);
    Ok(report::pair(book, request, &states, &found, options(address.lang)))
}

fn one_legal_order(day: Day) -> Refusal {
    let title = said!(
        "On {day} the two are one legal order: there is nothing to collide.",
        "Am {day} sind die beiden eine Rechtsordnung: Da kann nichts kollidieren."
    );
    Refusal::new(404, title)
}

/// Mechanisms that have an end in the legal order of each, whenever.
fn treaties(desk: &Desk, address: &Address, [a, b]: [JurisdictionId; 2]) -> ListReport<'static> {
    let all = |of: JurisdictionId| {
        let jurisdictions = desk.atlas.legal_order(of, address.day);
        let filter = Filter {
            kinds: vec![Listed::Mechanisms],
            jurisdictions,
            topics: Vec::new(),
            acts: Vec::new(),
            on: None,
            confidences: Vec::new(),
        };
        report::list(desk.corpus, &filter, options(address.lang))
    };
    let (mut first, second) = (all(a), all(b));
    let other: Vec<&str> = second.rows.iter().map(|row| row.id.as_str()).collect();
    first.rows.retain(|row| other.contains(&row.id.as_str()));
    first
}

/// How it moved through time.
pub(super) fn timeline(desk: &Desk, address: &Address, codes: [&str; 2]) -> Result<Reply, Refusal> {
    let sides = sides(desk, codes)?;
    if sides[0] == sides[1] {
        return Err(one_legal_order(address.day));
    }
    let request = ask::request(desk, address)?;
    let book = desk.book(address.day);
    let report = moved(desk, &book, address, sides, &request)?;
    let lang = address.lang;
    match address.form {
        Form::Html => Ok(Reply::html(desk.site.timeline(&desk.at(address), &report)?)),
        Form::Json => Ok(Reply::json(render::json(&report))),
        Form::Svg => Ok(Reply::ok("image/svg+xml", pictures::svg(&report, lang)?.into_bytes())),
        Form::Markdown => Ok(Reply::markdown(render::markdown::timeline(&report, lang, false))),
        Form::Csv => Reply::sheet(sheets::timeline(&report, lang)),
        Form::Xlsx => Err(Refusal::form()),
    }
}

fn moved<'c>(
    desk: &Desk,
    book: &Lawbook<'c>,
    address: &Address,
    sides: [JurisdictionId; 2],
    request: &Request,
) -> Result<TimelineReport<'c>, Refusal> {
    let day = |name: &str| address.get(name).map(str::parse::<Day>).transpose().map_err(|told| Refusal::new(400, told));
    let asked = crate::timeline::asked(day("from")?, day("to")?)?;
    let line = timeline::pair(desk.corpus, desk.atlas, sides, &request.facts, asked);
    Ok(report::pair_timeline(About { book, request, asked }, sides, &line, options(address.lang)))
}
