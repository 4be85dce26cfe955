//! The start page, and the choice of two legal orders.

use comity::law::Lang;
use comity::render::web::Home;

use super::written;
use crate::serve::address::{Address, Form};
use crate::serve::desk::Desk;
use crate::serve::reply::{Refusal, Reply, jurisdiction};

pub(super) fn start(desk: &Desk, address: &Address) -> Result<Reply, Refusal> {
    page(desk, address, false)
}

/// The choice of two; with both chosen it leads to their page.
pub(super) fn pairs(desk: &Desk, address: &Address) -> Result<Reply, Refusal> {
    let (Some(a), Some(b)) = (address.get("a"), address.get("b")) else {
        return page(desk, address, true);
    };
    let code = |typed| jurisdiction(desk.corpus, typed, address.lang).map(|id| &desk.corpus.jurisdictions[id].code);
    let path = format!("pair/{}/{}", code(a)?, code(b)?);
    let asked = address.asked.iter().filter(|(name, _)| name != "a" && name != "b").cloned().collect();
    Ok(Reply::elsewhere(written(&Address { asked, ..address.clone() }, &path)))
}

fn page(desk: &Desk, address: &Address, only_pairs: bool) -> Result<Reply, Refusal> {
    if address.form != Form::Html {
        return Err(Refusal::form(address.lang));
    }
    let home = Home {
        places: &desk.places(address.lang),
        encoded: &desk.encoded(address.lang),
        samples: &samples(desk, address.lang),
        only_pairs,
    };
    Ok(Reply::html(desk.site.home(&desk.at(address), &home)?))
}

/// So many cases are offered as examples.
const CASES: usize = 8;

/// Requests to begin with: well-known cases, with the day of each.
pub(super) fn samples(desk: &Desk, _lang: Lang) -> Vec<(String, Vec<(String, String)>)> {
    let telling = desk.cases.iter().filter(|case| case.expect.verdict.is_some()).take(CASES);
    let told = telling.map(|case| {
        let mut facts = crate::serve::ask::typed(desk.corpus, &case.request.facts);
        facts.push(("as-of".to_owned(), comity::survey::cases::day(case).to_string()));
        (case.title.clone(), facts)
    });
    told.collect()
}
