//! The law itself, the real cases, and the principles.

use comity::render;
use comity::report;
use comity::solve::solve;
use comity::survey::{cases, principles as survey};

use super::asked::Asked;
use super::orders::places;
use crate::cli::{CsvDialect, List, TableFormat};
use crate::corpus::list::filter;
use crate::corpus::show::{On, cards, nothing};
use crate::serve::ask;
use crate::serve::desk::Desk;
use crate::serve::reply::{Refusal, Reply, jurisdiction};

pub(super) fn list(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    listed(desk, asked, asked.names("kind"))
}

pub(super) fn mechanisms(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    let kinds = asked.names("kind");
    listed(desk, asked, if kinds.is_empty() { vec!["mechanisms".to_owned()] } else { kinds })
}

fn listed(desk: &Desk, asked: &Asked, kind: Vec<String>) -> Result<Reply, Refusal> {
    let wanted = List {
        places: Vec::new(),
        jurisdictions: asked.names("jurisdictions"),
        topic: asked.names("topic"),
        act: asked.names("act"),
        confidence: asked.names("confidence"),
        kind,
        format: TableFormat::Json,
        csv_dialect: CsvDialect::Plain,
    };
    let filter = filter(desk.corpus, &wanted, asked.as_of())?;
    Ok(Reply::json(render::json(&report::list(desk.corpus, &filter, asked.options()))))
}

pub(super) fn one(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    // A provision's id has a sign that addresses use otherwise: it can stand as a further part.
    let id = asked.places.join("#");
    let on = On { day: asked.as_of(), today: asked.today };
    let cards = cards(desk.corpus, desk.atlas, &id, on, asked.options()).map_err(Refusal::absent)?;
    if cards.is_empty() {
        return Err(Refusal::absent(nothing(desk.corpus, &id)));
    }
    Ok(Reply::json(render::json(&cards)))
}

pub(super) fn place(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    let id = jurisdiction(desk.corpus, asked.place(0))?;
    Ok(Reply::json(render::json(&report::jurisdiction(desk.corpus, desk.atlas, id, asked.options()))))
}

pub(super) fn vocabulary(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    Ok(Reply::json(render::json(&report::vocabulary(desk.corpus, asked.options()))))
}

pub(super) fn coverage(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    let places = places(desk, asked, "jurisdictions")?;
    Ok(Reply::json(render::json(&report::coverage(desk.corpus, &places, asked.options()))))
}

pub(super) fn principles(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    let book = desk.book(asked.day());
    let chosen = places(desk, asked, "jurisdictions")?;
    let chosen = if chosen.is_empty() { survey::with_law(&book) } else { chosen };
    Ok(Reply::json(render::json(&report::principles(&book, &chosen, asked.options()))))
}

pub(super) fn cases(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    let scores = cases::scores(desk.corpus, desk.atlas, &desk.cases);
    Ok(Reply::json(render::json(&report::cases(desk.corpus, &desk.cases, &scores, asked.flag("wrong")))))
}

pub(super) fn case(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    let case = ask::case(desk, asked.place(0))?;
    let book = cases::book(desk.corpus, desk.atlas, case);
    let solution = solve(&book, &case.request.facts);
    let score = cases::score(&book, case, &solution);
    Ok(Reply::json(render::json(&report::case(&book, case, &solution, &score, asked.options()))))
}
