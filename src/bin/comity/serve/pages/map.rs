//! The map.

use comity::render::web::MapPage;
use comity::render::{self, Dialect};
use comity::report;
use comity::survey::world::{Seat, world};

use crate::serve::address::{Address, Form};
use crate::serve::desk::{Desk, options};
use crate::serve::reply::{Refusal, Reply, jurisdiction};

/// Who asks, and for what, if nobody says so.
const ASKING: &str = "US";
const PROFILE: &str = "criminal-content";

pub(super) fn answer(desk: &Desk, address: &Address) -> Result<Reply, Refusal> {
    let lang = address.lang;
    let asking = jurisdiction(desk.corpus, address.get("from").unwrap_or(ASKING))?;
    let name = address.get("profile").unwrap_or(PROFILE).to_owned();
    let chosen = crate::footprint::chosen(desk.profiles, std::slice::from_ref(&name))?;
    let profile = chosen.first().ok_or_else(Refusal::nothing)?;
    let seat = match address.get("seat") {
        Some("there") => Seat::There,
        _ => Seat::Asking,
    };
    let book = desk.book(address.day);
    let answers = world(&book, asking, profile, seat);
    let report = report::world(&book, asking, profile, seat, &answers, options(lang));
    match address.form {
        Form::Html => {}
        Form::Json => return Ok(Reply::json(render::json(&report))),
        Form::Csv => return Reply::sheet(render::world::csv(&report, Dialect::Plain, lang)),
        Form::Markdown | Form::Svg | Form::Xlsx => return Err(Refusal::form()),
    }
    let page = MapPage { report: &report, places: &desk.places(lang), profiles: &desk.profiles(lang) };
    Ok(Reply::html(desk.site.map(&desk.at(address), &page)?))
}
