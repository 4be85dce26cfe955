//! Whole legal orders: two of them, many of them, through time, and between two days.

use comity::law::{JurisdictionId, Request};
use comity::lawbook::Lawbook;
use comity::render;
use comity::report::{self, About};
use comity::said;
use comity::survey;
use comity::survey::bulk::Plan;
use comity::survey::pair::States;

use super::asked::Asked;
use crate::footprint::set_profile;
use crate::input;
use crate::serve::ask;
use crate::serve::desk::Desk;
use crate::serve::reply::{Refusal, Reply, jurisdiction};

/// So many legal orders are compared with each other at once.
const MOST_ORDERS: usize = 12;

pub(super) fn pair(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    let sides = sides(desk, asked)?;
    let typed = asked.names("with");
    let with = input::each_jurisdiction(desk.corpus, &typed)?;
    crate::pair::thirds(sides, typed.iter().zip(&with))?;
    let states = States::new(sides, with);
    few(states.all().len())?;
    let request = &asked.request;
    let book = Lawbook::between(desk.corpus, desk.atlas, asked.day(), &states.all());
    let [a, b] = sides;
    if book.nested(a, b) {
        return Err(one_legal_order(asked));
    }
    let plan = Plan::new(&book);
    let found = survey::pair::pairs(&plan, &states, &request.facts);
    Ok(Reply::json(render::json(&report::pair(&book, request, &states, &found, asked.options()))))
}

pub(super) fn timeline(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    let sides = sides(desk, asked)?;
    let sides = crate::timeline::two(sides, asked.place(0), asked.place(1)).map_err(Refusal::absent)?;
    let request = &asked.request;
    let days = crate::timeline::asked(asked.day_of("from"), asked.day_of("to"))?;
    let book = desk.book(asked.day());
    let line = survey::timeline::pair(desk.corpus, desk.atlas, sides, &request.facts, days);
    let about = About { book: &book, request, asked: days };
    Ok(Reply::json(render::json(&report::pair_timeline(about, sides, &line, asked.options()))))
}

pub(super) fn matrix(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    let chosen = places(desk, asked, "jurisdictions")?;
    crate::matrix::several(&chosen)?;
    few(chosen.len())?;
    let mut request = Request::blank(desk.corpus, "request");
    if let Some(name) = asked.get("profile") {
        set_profile(desk.profiles, name, &mut request)?;
    }
    asked.set(desk.corpus, &mut request)?;
    let book = Lawbook::between(desk.corpus, desk.atlas, asked.day(), &chosen);
    let plan = Plan::new(&book);
    let fields = survey::matrix::matrix(&plan, &chosen, &request.facts);
    Ok(Reply::json(render::json(&report::matrix(&book, &request, &chosen, &fields, asked.options()))))
}

pub(super) fn diff(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    let day = |name| asked.day_of(name).unwrap_or(asked.today);
    let chosen = places(desk, asked, "jurisdictions")?;
    few(chosen.len())?;
    let codes: Vec<&str> = chosen.iter().map(|id| desk.corpus.jurisdictions[*id].code.as_str()).collect();
    let told = |report: &report::DiffReport<'_>| Ok(Reply::json(render::json(report)));
    ask::diff(desk, [day("old"), day("new")], &codes, asked.options(), told)
}

/// The two jurisdictions of an address.
fn sides(desk: &Desk, asked: &Asked) -> Result<[JurisdictionId; 2], Refusal> {
    let [a, b] = [0, 1].map(|at| jurisdiction(desk.corpus, asked.place(at)));
    Ok([a?, b?])
}

/// The jurisdictions that a question names.
pub(super) fn places(desk: &Desk, asked: &Asked, name: &str) -> Result<Vec<JurisdictionId>, Refusal> {
    Ok(input::jurisdictions(desk.corpus, &asked.names(name))?)
}

/// Refuses what would take minutes.
fn few(count: usize) -> Result<(), Refusal> {
    if count <= MOST_ORDERS {
        return Ok(());
    }
    Err(Refusal::new(
        400,
        said!(
            "At most {MOST_ORDERS} jurisdictions are compared at once here, not {count}. The command line compares all.",
            "Hier werden höchstens {MOST_ORDERS} Rechtsordnungen auf einmal verglichen, nicht {count}. Die Kommandozeile vergleicht alle."
        ),
    ))
}

fn one_legal_order(asked: &Asked) -> Refusal {
    let (a, b, day) = (asked.place(0), asked.place(1), asked.day());
    Refusal::new(
        404,
        said!(
            "`{a}` and `{b}` are one legal order on {day}: there is nothing to collide.",
            "`{a}` und `{b}` sind am {day} eine Rechtsordnung: Da kann nichts kollidieren."
        ),
    )
}
