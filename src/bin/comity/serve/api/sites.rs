//! Footprints.

use comity::corpus::Footprints;
use comity::render;
use comity::report::{self, Options};

use super::asked::Asked;
use crate::cli::FootprintQuestion;
use crate::footprint::{Question, loaded, named};
use crate::serve::desk::Desk;
use crate::serve::reply::{Refusal, Reply};

pub(super) fn list(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    Ok(Reply::json(render::json(&report::footprints(desk.corpus, desk.footprints()?, asked.options()))))
}

pub(super) fn one(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    let footprints = desk.footprints()?;
    // A name of the address is never one of a file.
    named(footprints, asked.place(0)).map_err(Refusal::absent)?;
    answer(desk, asked, footprints.clone(), asked.place(0))
}

/// A footprint that was sent. It is read from memory and kept nowhere.
pub(super) fn own(desk: &Desk, asked: &Asked) -> Result<Reply, Refusal> {
    let Some(sent) = &asked.body else { return Err(Refusal::nothing()) };
    let name = if sent.is_table { "sites.csv" } else { "sites.json" };
    answer(desk, asked, loaded(desk.corpus, name, &sent.text)?, name)
}

fn answer(desk: &Desk, asked: &Asked, footprints: Footprints, name: &str) -> Result<Reply, Refusal> {
    let footprint = named(&footprints, name)?;
    let book = desk.book(asked.day());
    let question = question(asked);
    let whole = Question { footprints: &footprints, footprint, profiles: desk.profiles, question: &question };
    let options = Options { lang: asked.lang, explain: asked.flag("explain") };
    Ok(Reply::json(whole.told(&book, options, |report, _| Ok(render::json(report)))?))
}

/// The same as the command line would have it.
fn question(asked: &Asked) -> FootprintQuestion {
    FootprintQuestion {
        states: asked.names("states"),
        profiles: asked.names("profiles"),
        customer: asked.get("customer").map(str::to_owned),
        planned: asked.flag("planned"),
        set: asked.facts.clone(),
        add_site: asked.names("add-site"),
        without: asked.names("without"),
        operator: asked.names("operator"),
        best_change: asked.flag("best-change"),
    }
}
