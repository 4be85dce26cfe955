//! What changed between two days.

use comity::law::Day;
use comity::render;
use comity::render::web::{At, ChangesPage};
use comity::report::DiffReport;
use comity::said;

use crate::serve::address::{Address, Form};
use crate::serve::ask;
use crate::serve::desk::{Desk, options};
use crate::serve::reply::{Refusal, Reply, jurisdiction};

/// Answers are compared between so many legal orders at most: each two of them are worked out.
const MOST: usize = 4;

pub(super) fn answer(desk: &Desk, address: &Address) -> Result<Reply, Refusal> {
    let lang = address.lang;
    let day = |name: &str| {
        address.get(name).map(|text| text.parse::<Day>().map_err(|message| Refusal::new(400, message))).transpose()
    };
    let (old, new) = (day("old")?, day("new")?);
    let typed = address.get("jurisdictions").unwrap_or_default();
    let codes = typed.split(',').map(str::trim).filter(|code| !code.is_empty());
    let codes = codes.map(|code| jurisdiction(desk.corpus, code).map(|id| desk.corpus.jurisdictions[id].code.as_str()));
    let codes = codes.collect::<Result<Vec<&str>, Refusal>>()?;
    if codes.len() > MOST || codes.len() == 1 {
        let count =
            said!("Name two to four legal orders, or none.", "Nennen Sie zwei bis vier Rechtsordnungen oder keine.");
        return Err(Refusal::new(400, count));
    }
    if let (Some(old), Some(new)) = (old, new)
        && old > new
    {
        let order = said!("The earlier of the two days comes first.", "Der frühere der beiden Tage steht zuerst.");
        return Err(Refusal::new(400, order));
    }
    let page = |report: Option<&DiffReport<'_>>| {
        let days = [old.unwrap_or(address.day.year_before()), new.unwrap_or(address.day)].map(|day| day.to_string());
        let page = ChangesPage { report, days, jurisdictions: typed };
        let later = new.unwrap_or(address.day).to_string();
        desk.site.changes(&At { as_of: later, ..desk.at(address) }, &page)
    };
    let (Some(old), Some(new)) = (old, new) else {
        return if address.form == Form::Html { Ok(Reply::html(page(None)?)) } else { Err(Refusal::form()) };
    };
    ask::diff(desk, [old, new], &codes, options(lang), |report| match address.form {
        Form::Html => Ok(Reply::html(page(Some(report))?)),
        Form::Json => Ok(Reply::json(render::json(report))),
        Form::Markdown => Ok(Reply::markdown(render::markdown::diff(report, lang, true))),
        Form::Csv => Reply::sheet(render::sheets::diff(report, lang)),
        Form::Svg | Form::Xlsx => Err(Refusal::form()),
    })
}
