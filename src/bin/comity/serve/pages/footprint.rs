//! Footprints: the list, one of them, everything about one, and one that was handed in.

use comity::render::footprint::{csv, html, markdown, xlsx};
use comity::render::web::FootprintPage;
use comity::render::{self, Dialect};
use comity::report::{self, FootprintReport};

use crate::cli::FootprintQuestion;
use crate::footprint::{Question, loaded, named};
use crate::serve::address::{Address, Form};
use crate::serve::desk::{Desk, options};
use crate::serve::reply::{Refusal, Reply};

/// The states that ask if nobody names others: a page that shows all of them would be a book.
const STATES: &str = "US,CN,DE,FR,GB,IN,RU,BR";

pub(super) fn list(desk: &Desk, address: &Address) -> Result<Reply, Refusal> {
    let report = report::footprints(desk.corpus, desk.footprints()?, options(address.lang));
    match address.form {
        Form::Html => Ok(Reply::html(desk.site.footprints(&desk.at(address), &report)?)),
        Form::Json => Ok(Reply::json(render::json(&report))),
        Form::Csv => Reply::sheet(render::sheets::footprints(&report, address.lang)),
        Form::Markdown | Form::Svg | Form::Xlsx => Err(Refusal::form()),
    }
}

/// One footprint; `all` is the whole page of the command line, with every site.
pub(super) fn one(desk: &Desk, address: &Address, id: &str, all: bool) -> Result<Reply, Refusal> {
    let footprints = desk.footprints()?;
    // A name of the address is never one of a file.
    let footprint = named(footprints, id).map_err(Refusal::absent)?;
    let question = question(address);
    let asked = Question { footprints, footprint, profiles: desk.profiles, question: &question };
    told(desk, address, asked, false, all)
}

/// A footprint that was handed in: read in memory, answered, forgotten.
pub(in crate::serve) fn own(desk: &Desk, address: &Address, file: (&str, &str)) -> Result<Reply, Refusal> {
    let (name, text) = file;
    let footprints = loaded(desk.corpus, name, text)?;
    let footprint = named(&footprints, name)?;
    let question = question(address);
    let asked = Question { footprints: &footprints, footprint, profiles: desk.profiles, question: &question };
    told(desk, address, asked, true, false)
}

fn question(address: &Address) -> FootprintQuestion {
    let many = |name: &str| -> Vec<String> {
        let typed = address.get(name).unwrap_or_default().split(',').map(str::trim);
        typed.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let states = many("states");
    let usual = || STATES.split(',').map(str::to_owned).collect();
    FootprintQuestion {
        states: if states.is_empty() { usual() } else { states },
        profiles: many("profiles"),
        customer: address.get("customer").map(str::to_owned),
        planned: address.says("planned"),
        set: many("set"),
        add_site: many("add"),
        without: many("without"),
        operator: many("operator"),
        best_change: address.says("best-change"),
    }
}

fn told(desk: &Desk, address: &Address, asked: Question<'_>, own: bool, all: bool) -> Result<Reply, Refusal> {
    let states = asked.question.states.join(", ");
    let book = desk.book(address.day);
    asked.told(&book, options(address.lang), |report, _| Ok(written(desk, address, report, &states, own, all)))?
}

fn written(
    desk: &Desk,
    address: &Address,
    report: &FootprintReport<'_>,
    states: &str,
    own: bool,
    all: bool,
) -> Result<Reply, Refusal> {
    let lang = address.lang;
    match address.form {
        // A document that stands alone, with a style of its own and a megabyte of sites: for keeping, mail and print.
        Form::Html if all => {
            let file = Some(format!("{}.html", report.footprint));
            Ok(Reply { file, ..Reply::html(html(report, lang)?) })
        }
        Form::Html => {
            let typed = |name| address.get(name).unwrap_or_default();
            let page = FootprintPage {
                report,
                typed: [states, typed("without"), typed("add"), typed("operator")],
                planned: address.says("planned"),
                own,
            };
            Ok(Reply::html(desk.site.footprint(&desk.at(address), &page)?))
        }
        Form::Json => Ok(Reply::json(render::json(report))),
        Form::Markdown => Ok(Reply::markdown(markdown(report, lang))),
        Form::Csv => Reply::sheet(csv(report, Dialect::Plain, lang)),
        Form::Xlsx => {
            let book = xlsx(report, lang).map_err(|error| Refusal::ours(&error))?;
            Ok(Reply::ok("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", book))
        }
        Form::Svg => Err(Refusal::form()),
    }
}
