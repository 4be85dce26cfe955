//! A jurisdiction.

use comity::law::JurisdictionId;
use comity::render;
use comity::render::Dialect;
use comity::render::corpus::list_csv;
use comity::render::web::PlacePage;
use comity::report::{self, CardReport, Filter, Listed};

use crate::serve::address::{Address, Form};
use crate::serve::desk::{Desk, options};
use crate::serve::reply::{Refusal, Reply, jurisdiction};

/// So many of the most important rules come first.
const FOREMOST: usize = 10;

pub(super) fn answer(desk: &Desk, address: &Address, code: &str) -> Result<Reply, Refusal> {
    let (corpus, lang) = (desk.corpus, address.lang);
    let id = jurisdiction(corpus, code)?;
    let report = report::jurisdiction(corpus, desk.atlas, id, options(lang));
    match address.form {
        Form::Html => {}
        Form::Json => return Ok(Reply::json(render::json(&report))),
        Form::Csv => {
            let of_the_day = Filter { on: Some(address.day), ..filter(id, Vec::new()) };
            let list = report::list(corpus, &of_the_day, options(lang));
            return Reply::sheet(list_csv(&list, Dialect::Plain, lang));
        }
        Form::Markdown | Form::Svg | Form::Xlsx => return Err(Refusal::form()),
    }
    let instruments = corpus.instruments.iter().filter(|(_, instrument)| instrument.owner == id);
    let cards: Vec<CardReport<'_>> = instruments
        .flat_map(|(_, instrument)| report::card(corpus, &instrument.name, Some(address.day), options(lang)))
        .collect();
    let book = desk.book(address.day);
    // Nobody collides with its own law.
    let others: Vec<(String, String)> =
        desk.encoded(lang).iter().filter(|(code, _)| *code != report.id).cloned().collect();
    let page = PlacePage {
        report: &report,
        cards: &cards,
        mechanisms: &report::list(corpus, &filter(id, vec![Listed::Mechanisms]), options(lang)),
        principles: &report::principles(&book, &[id], options(lang)),
        foremost: &report::foremost(&book, id, FOREMOST, lang),
        others: &others,
    };
    Ok(Reply::html(desk.site.place(&desk.at(address), &page)?))
}

/// All mechanisms that have a jurisdiction as an end.
pub(super) fn mechanisms(desk: &Desk, address: &Address, code: &str) -> Result<Reply, Refusal> {
    let (corpus, lang) = (desk.corpus, address.lang);
    let id = jurisdiction(corpus, code)?;
    let list = report::list(corpus, &filter(id, vec![Listed::Mechanisms]), options(lang));
    match address.form {
        Form::Html => {
            let place = report::jurisdiction(corpus, desk.atlas, id, options(lang));
            Ok(Reply::html(desk.site.place_mechanisms(&desk.at(address), &place, &list)?))
        }
        Form::Json => Ok(Reply::json(render::json(&list))),
        Form::Csv => Reply::sheet(list_csv(&list, Dialect::Plain, lang)),
        Form::Markdown | Form::Svg | Form::Xlsx => Err(Refusal::form()),
    }
}

/// All evidence for and against the principles in its law.
pub(super) fn principles(desk: &Desk, address: &Address, code: &str) -> Result<Reply, Refusal> {
    let (corpus, lang) = (desk.corpus, address.lang);
    let id = jurisdiction(corpus, code)?;
    let book = desk.book(address.day);
    let evidence = report::principles(&book, &[id], options(lang));
    match address.form {
        Form::Html => {
            let place = report::jurisdiction(corpus, desk.atlas, id, options(lang));
            Ok(Reply::html(desk.site.place_principles(&desk.at(address), &place, &evidence)?))
        }
        Form::Json => Ok(Reply::json(render::json(&evidence))),
        Form::Csv => Reply::sheet(render::sheets::principles(&evidence, address.lang)),
        Form::Markdown | Form::Svg | Form::Xlsx => Err(Refusal::form()),
    }
}

/// What has to do with a jurisdiction, whenever.
fn filter(id: JurisdictionId, kinds: Vec<Listed>) -> Filter {
    Filter { kinds, jurisdictions: vec![id], topics: Vec::new(), acts: Vec::new(), on: None, confidences: Vec::new() }
}
