//! The start page, and the choice of two legal orders.

use comity::corpus::Case;
use comity::render::web::{Home, Links};

use super::{library, written};
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
    let code = |typed| jurisdiction(desk.corpus, typed).map(|id| &desk.corpus.jurisdictions[id].code);
    let path = format!("pair/{}/{}", code(a)?, code(b)?);
    let asked = address.asked.iter().filter(|(name, _)| name != "a" && name != "b").cloned().collect();
    Ok(Reply::elsewhere(written(&Address { asked, ..address.clone() }, &path)))
}

fn page(desk: &Desk, address: &Address, only_pairs: bool) -> Result<Reply, Refusal> {
    if address.form != Form::Html {
        return library::covered(desk, address);
    }
    let home = Home {
        places: &desk.places(address.lang),
        encoded: &desk.encoded(address.lang),
        samples: &samples(desk),
        pairs: &written_pairs(desk, address),
        only_pairs,
    };
    Ok(Reply::html(desk.site.home(&desk.at(address), &home)?))
}

/// The pairs that are written as files: their names and paths.
fn written_pairs(desk: &Desk, address: &Address) -> Vec<(String, String)> {
    let Links::Files { written, .. } = address.links else { return Vec::new() };
    let name = |code: &str| {
        let id = desk.corpus.jurisdiction(code)?;
        Some(desk.corpus.jurisdictions[id].name.get(address.lang))
    };
    let paths = written.iter().filter_map(|path| path.strip_suffix(".html"));
    let pairs = paths.filter_map(|path| {
        let [a, b] = path.strip_prefix("pair/")?.split('/').collect::<Vec<_>>().try_into().ok()?;
        Some((format!("{} – {}", name(a)?, name(b)?), path.to_owned()))
    });
    pairs.collect()
}

/// So many cases are offered as examples.
const CASES: usize = 8;

/// Requests to begin with: real cases from all over the list, each on its day.
pub(super) fn samples(desk: &Desk) -> Vec<(String, Vec<(String, String)>)> {
    let telling: Vec<&Case> = desk.cases.iter().filter(|case| case.expect.verdict.is_some()).collect();
    let step = telling.len().div_ceil(CASES).max(1);
    let told = telling.into_iter().step_by(step).map(|case| {
        let mut facts = crate::serve::ask::typed(desk.corpus, &case.request.facts);
        let day = comity::survey::cases::day(case).to_string();
        let pairs = case.on_record.pairs.iter().map(|pair| pair.join("–")).collect::<Vec<_>>().join(", ");
        let year = day.get(..4).unwrap_or_default();
        let label = format!("{} ({pairs}, {year})", case.title);
        facts.push(("as-of".to_owned(), day));
        (label, facts)
    });
    told.collect()
}
