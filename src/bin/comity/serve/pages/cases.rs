//! The real cases.

use comity::render::web::At;
use comity::render::{self, Dialect};
use comity::report;
use comity::solve::solve;
use comity::survey::cases::{book, day, score, scores};

use crate::serve::address::{Address, Form};
use crate::serve::ask;
use crate::serve::desk::{Desk, options};
use crate::serve::reply::{Refusal, Reply};

pub(super) fn list(desk: &Desk, address: &Address) -> Result<Reply, Refusal> {
    let lang = address.lang;
    let scores = scores(desk.corpus, desk.atlas, &desk.cases);
    let report = report::cases(desk.corpus, &desk.cases, &scores, false);
    match address.form {
        Form::Html => Ok(Reply::html(desk.site.cases(&desk.at(address), &report)?)),
        Form::Json => Ok(Reply::json(render::json(&report))),
        Form::Markdown => Ok(Reply::markdown(render::markdown::cases(&report, lang))),
        Form::Csv => Reply::sheet(render::cases::csv(&report, Dialect::Plain, lang)),
        Form::Svg | Form::Xlsx => Err(Refusal::form()),
    }
}

pub(super) fn one(desk: &Desk, address: &Address, id: &str) -> Result<Reply, Refusal> {
    let lang = address.lang;
    let case = ask::case(desk, id)?;
    let book = book(desk.corpus, desk.atlas, case);
    let solution = solve(&book, &case.request.facts);
    let score = score(&book, case, &solution);
    let report = report::case(&book, case, &solution, &score, options(lang));
    match address.form {
        Form::Html => {
            let mut asked = ask::typed(desk.corpus, &case.request.facts);
            asked.push(("as-of".to_owned(), day(case).to_string()));
            let at = At { as_of: day(case).to_string(), ..desk.at(address) };
            Ok(Reply::html(desk.site.case(&at, &report, &asked)?))
        }
        Form::Json => Ok(Reply::json(render::json(&report))),
        Form::Markdown => Ok(Reply::markdown(render::markdown::case(&report, lang, true))),
        Form::Csv => Reply::sheet(render::sheets::case(&report, lang)),
        Form::Svg | Form::Xlsx => Err(Refusal::form()),
    }
}
