//! The five principles, all jurisdictions at a glance.

use comity::{render, report, survey};

use crate::serve::address::{Address, Form};
use crate::serve::desk::{Desk, options};
use crate::serve::reply::{Refusal, Reply};

pub(super) fn answer(desk: &Desk, address: &Address) -> Result<Reply, Refusal> {
    let book = desk.book(address.day);
    let all = survey::principles::with_law(&book);
    let report = report::principles(&book, &all, options(address.lang));
    match address.form {
        Form::Html => Ok(Reply::html(desk.site.principles(&desk.at(address), &report)?)),
        Form::Json => Ok(Reply::json(render::json(&report))),
        Form::Csv => Reply::sheet(render::sheets::principles(&report, address.lang)),
        Form::Markdown | Form::Svg | Form::Xlsx => Err(Refusal::form()),
    }
}
