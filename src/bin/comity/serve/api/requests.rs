//! One request: the answer, advice, and its way through time.

use comity::law::FactId;
use comity::render;
use comity::report::{self, About};
use comity::solve::solve;
use comity::survey;
use comity::survey::bulk::Plan;

use super::asked::Asked;
use crate::serve::desk::Desk;
use crate::serve::reply::{Refusal, Reply};

pub(super) fn check(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    let request = asked.request(desk.corpus)?;
    let book = desk.book(asked.as_of().or(request.as_of).unwrap_or(asked.today));
    let solution = solve(&book, &request.facts);
    Ok(Reply::json(render::json(&report::check(&book, &request, &solution, asked.options()))))
}

/// So many changes at once are looked at.
pub(super) const MOST_CHANGES: u8 = 4;

pub(super) fn advise(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    let request = asked.request(desk.corpus)?;
    let book = desk.book(asked.as_of().or(request.as_of).unwrap_or(asked.today));
    let may = crate::advise::may(desk.corpus, &asked.names("only"), &asked.names("keep"))?;
    let may: &dyn Fn(FactId) -> bool = &may;
    let most = asked.get("max-changes").and_then(|most| most.parse().ok()).unwrap_or(usize::from(MOST_CHANGES));
    let plan = Plan::new(&book);
    let advised = survey::advise::advise(&plan, &survey::advise::Asked { facts: &request.facts, may, most });
    Ok(Reply::json(render::json(&report::advise(&book, &request, &advised, (may, most), asked.options()))))
}

pub(super) fn timeline(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    let request = asked.request(desk.corpus)?;
    let days = crate::timeline::asked(asked.day_of("from"), asked.day_of("to"))?;
    let book = desk.book(asked.as_of().or(request.as_of).unwrap_or(asked.today));
    let line = survey::timeline::request(desk.corpus, desk.atlas, &request.facts, days);
    let about = About { book: &book, request: &request, asked: days };
    Ok(Reply::json(render::json(&report::request_timeline(about, &line, asked.options()))))
}
