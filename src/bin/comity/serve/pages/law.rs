//! A provision, an instrument or a mechanism.

use comity::render;
use comity::report;

use crate::corpus::show;
use crate::serve::address::{Address, Form};
use crate::serve::desk::{Desk, options};
use crate::serve::reply::{Refusal, Reply};

pub(super) fn answer(desk: &Desk, address: &Address, id: &str) -> Result<Reply, Refusal> {
    let (corpus, lang) = (desk.corpus, address.lang);
    let mut cards = report::card(corpus, id, None, options(lang));
    if cards.is_empty() {
        return Err(Refusal::absent(show::nothing(corpus, id)));
    }
    show::collisions(corpus, desk.atlas, id, address.day, lang, &mut cards);
    match address.form {
        Form::Html => Ok(Reply::html(desk.site.law(&desk.at(address), id, &cards)?)),
        Form::Json => Ok(Reply::json(render::json(&cards))),
        Form::Csv => Reply::sheet(render::sheets::cards(&cards, lang)),
        Form::Markdown | Form::Svg | Form::Xlsx => Err(Refusal::form()),
    }
}
