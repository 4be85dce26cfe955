//! One request: the answer, advice, and its way through time.

use comity::law::{Day, FactId, Request};
use comity::lawbook::Lawbook;
use comity::logic::Known;
use comity::render;
use comity::report::{self, About, Each, RowReport};
use comity::solve::solve_briefly;
use comity::survey;

use super::asked::Asked;
use crate::serve::ask::{self, MOST_CHANGES};
use crate::serve::desk::Desk;
use crate::serve::reply::{Refusal, Reply};

/// The day on which the law is read.
fn day(asked: &Asked) -> Day {
    asked.as_of().or(asked.request.as_of).unwrap_or(asked.today)
}

pub(super) fn check(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    let request = &asked.request;
    let book = desk.book(day(asked));
    if asked.in_a_line() {
        return Ok(line(&book, request));
    }
    let solution = ask::solved(&book, request)?;
    Ok(Reply::json(render::json(&report::check(&book, request, &solution, asked.options()))))
}

/// So many bytes hold most lines.
const USUAL_LINE: usize = 512;

/// The line that `batch` writes for a request.
fn line(book: &Lawbook<'_>, request: &Request) -> Reply {
    let cells = report::request_row(book, &solve_briefly(book, &request.facts));
    let mut line = Vec::with_capacity(USUAL_LINE);
    render::json_line(&RowReport { id: &request.name, extras: &[], cells }, Each::Request, &mut line);
    Reply::ok("application/json", line)
}

/// So many facts narrow a request down, and so many places leave it small.
const NARROW: usize = 6;
const FEW: usize = 8;

/// Whether an answer is less work than handing it to somebody else: the law of its day lies open, and what leaves most
/// facts open can collide with much.
pub(super) fn is_little(desk: &Desk, asked: &Asked) -> bool {
    let facts = &asked.request.facts;
    let blank = desk.corpus.vocabulary.facts.iter().map(|(_, fact)| &fact.default);
    let given = facts.iter().zip(blank).filter(|(known, blank)| **known != Known::Unknown && known != blank).count();
    desk.opened(day(asked)).is_some() && given >= NARROW && desk.corpus.named(facts).iter().count() <= FEW
}

pub(super) fn advise(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    let request = &asked.request;
    let book = desk.book(day(asked));
    let may = crate::advise::may(desk.corpus, &asked.names("only"), &asked.names("keep"))?;
    let may: &dyn Fn(FactId) -> bool = &may;
    let most = asked.get("max-changes").and_then(|most| most.parse().ok()).unwrap_or(usize::from(MOST_CHANGES));
    let advised = survey::advise::advise(&book, &survey::advise::Asked { facts: &request.facts, may, most });
    Ok(Reply::json(render::json(&report::advise(&book, request, &advised, (may, most), asked.options()))))
}

pub(super) fn timeline(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    let request = &asked.request;
    let days = crate::timeline::asked(asked.day_of("from"), asked.day_of("to"))?;
    let book = desk.book(day(asked));
    let line = survey::timeline::request(desk.corpus, desk.atlas, &request.facts, days);
    let about = About { book: &book, request, asked: days };
    Ok(Reply::json(render::json(&report::request_timeline(about, &line, asked.options()))))
}
