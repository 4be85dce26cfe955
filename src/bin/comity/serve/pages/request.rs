//! One request: the form, the answer, and what would have to change.

use comity::law::Request;
use comity::render;
use comity::render::web::RequestPage;
use comity::report;
use comity::solve::solve;
use comity::survey::advise::{Asked, advise};

use super::home::samples;
use crate::serve::address::{Address, Form};
use crate::serve::ask::{self, MOST_CHANGES};
use crate::serve::desk::{Desk, options};
use crate::serve::reply::{Refusal, Reply};

pub(super) fn answer(desk: &Desk, address: &Address) -> Result<Reply, Refusal> {
    let ask::Read { request, wrong, faults } = ask::read(desk, address)?;
    let (lang, book) = (address.lang, desk.book(address.day));
    let solved = if faults.is_empty() { ask::solved(&book, &request) } else { Err(Refusal::faults(faults)) };
    let solution = match solved {
        Ok(solution) => solution,
        Err(refused) if address.form == Form::Html => return again(desk, address, &request, &wrong, &refused),
        Err(refused) => return Err(refused),
    };
    let report = report::check(&book, &request, &solution, options(lang));
    let blank = Request::blank(desk.corpus, "").facts;
    let asked = request.facts != blank;
    match address.form {
        Form::Html => {}
        Form::Json => return Ok(Reply::json(render::json(&report))),
        Form::Markdown => {
            return Ok(Reply::markdown(render::markdown::check(&report, lang, true)));
        }
        Form::Csv => {
            let (standing, resolved) = (report.conflicts.iter(), report.resolved.iter());
            return Reply::sheet(render::sheets::conflicts(standing, resolved, lang));
        }
        Form::Svg | Form::Xlsx => return Err(Refusal::form()),
    }
    let advice = (asked && address.says("advise")).then(|| {
        let may = |fact: comity::law::FactId| desk.corpus.vocabulary.facts[fact].controllable.is_some();
        let most = usize::from(MOST_CHANGES);
        let advised = advise(&book, &Asked { facts: &request.facts, may: &may, most });
        report::advise(&book, &request, &advised, (&may, most), options(lang))
    });
    let page = RequestPage {
        vocabulary: &report::vocabulary(desk.corpus, options(lang)),
        places: &desk.places(lang),
        // They are shown only where nothing was asked yet.
        samples: &if asked { Vec::new() } else { samples(desk) },
        asked,
        report: &report,
        advice: advice.as_ref(),
        trouble: None,
        wrong: &[],
    };
    Ok(Reply::html(desk.site.request(&desk.at(address), &page)?))
}

/// The form as it was filled in, with what is wrong and without an answer.
fn again(
    desk: &Desk,
    address: &Address,
    request: &Request,
    wrong: &[(String, String)],
    refused: &Refusal,
) -> Result<Reply, Refusal> {
    let (lang, book) = (address.lang, desk.book(address.day));
    // Of a request that is not decided only the facts are shown.
    let blank = Request::blank(desk.corpus, "").facts;
    let report = report::check(&book, request, &solve(&book, &blank), options(lang));
    let page = RequestPage {
        vocabulary: &report::vocabulary(desk.corpus, options(lang)),
        places: &desk.places(lang),
        samples: &[],
        asked: false,
        report: &report,
        advice: None,
        trouble: Some(refused.trouble(lang)),
        wrong,
    };
    let page = desk.site.request(&desk.at(address), &page)?;
    Ok(Reply { status: refused.status, ..Reply::html(page) })
}
