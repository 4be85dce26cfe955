//! The REST API, so that people can read what programs can ask.

use crate::serve::address::{Address, Form};
use crate::serve::api;
use crate::serve::desk::Desk;
use crate::serve::reply::{Refusal, Reply};

pub(super) fn answer(desk: &Desk, address: &Address) -> Result<Reply, Refusal> {
    let description = api::description(desk, address.lang)?;
    match address.form {
        Form::Html => Ok(Reply::html(desk.site.api(&desk.at(address), &description, &api::address(address.lang))?)),
        Form::Json => Ok(Reply::json(comity::render::json(&description))),
        Form::Csv | Form::Markdown | Form::Svg | Form::Xlsx => Err(Refusal::form()),
    }
}
