//! All law: what is encoded, what a filter lets through, two to four jurisdictions side by side, and search.

use comity::law::{JurisdictionId, Lang};
use comity::lawbook::jurisdiction as place_of;
use comity::render::web::{ComparePage, LibraryFilter, LibraryPage};
use comity::render::{self, Dialect};
use comity::report::{self, Filter, ListReport, Listed};
use comity::said;

use crate::serve::address::{Address, Form};
use crate::serve::desk::{Desk, options};
use crate::serve::reply::{Refusal, Reply, jurisdiction};

/// So many jurisdictions stand side by side.
const MOST: usize = 4;
/// The questions of the filter.
const FILTERS: [&str; 4] = ["jurisdiction", "topic", "act", "kind"];

pub(super) fn list(desk: &Desk, address: &Address) -> Result<Reply, Refusal> {
    let (corpus, lang) = (desk.corpus, address.lang);
    let filtered = FILTERS.iter().any(|name| address.get(name).is_some());
    let filter = filter(desk, address)?;
    let report = |filter: &Filter| report::list(corpus, filter, options(lang));
    match address.form {
        Form::Html => {}
        Form::Json => return Ok(Reply::json(render::json(&report(&filter)))),
        Form::Csv => return Reply::sheet(render::corpus::list_csv(&report(&filter), Dialect::Plain, lang)),
        Form::Markdown | Form::Svg | Form::Xlsx => return Err(Refusal::form()),
    }
    let list = filtered.then(|| report(&filter));
    let coverage = report::coverage(corpus, &[], options(lang));
    let filters: Vec<LibraryFilter> = FILTERS
        .map(|name| LibraryFilter {
            name,
            value: address.get(name).unwrap_or_default().to_owned(),
            options: choices(desk, name, lang),
        })
        .into();
    let page = LibraryPage { coverage: &coverage, list: list.as_ref(), filters: &filters, places: &desk.places(lang) };
    Ok(Reply::html(desk.site.library(&desk.at(address), &page)?))
}

fn filter(desk: &Desk, address: &Address) -> Result<Filter, Refusal> {
    let corpus = desk.corpus;
    let fault = |fault| Refusal::faults(vec![fault]);
    let one = |name: &str| address.get(name);
    Ok(Filter {
        kinds: match one("kind") {
            None => Vec::new(),
            Some("provisions") => vec![Listed::Provisions],
            Some("mechanisms") => vec![Listed::Mechanisms],
            Some(kind) => vec![Listed::Kind(corpus.find_kind(kind).map_err(fault)?)],
        },
        jurisdictions: one("jurisdiction").map(|typed| jurisdiction(corpus, typed)).transpose()?.into_iter().collect(),
        topics: one("topic").map(|typed| corpus.find_topic(typed).map_err(fault)).transpose()?.into_iter().collect(),
        acts: one("act").map(|typed| corpus.find_act(typed).map_err(fault)).transpose()?.into_iter().collect(),
        on: Some(address.day),
        confidences: Vec::new(),
    })
}

/// What can be chosen: id and label.
fn choices(desk: &Desk, name: &str, lang: Lang) -> Vec<(String, String)> {
    let words = &desk.corpus.vocabulary;
    let pair = |id: &str, label: &comity::law::Text| (id.to_owned(), label.get(lang).to_owned());
    match name {
        "topic" => words.topics.iter().map(|(_, topic)| pair(&topic.name, &topic.label)).collect(),
        "act" => words.acts.iter().map(|(_, act)| pair(&act.name, &act.label)).collect(),
        "kind" => words.kinds.iter().map(|(_, kind)| pair(&kind.name, &kind.label)).collect(),
        _ => Vec::new(),
    }
}

/// Two to four jurisdictions side by side, named by the path or by the form.
pub(super) fn compare(desk: &Desk, address: &Address, codes: &[&str]) -> Result<Reply, Refusal> {
    let (corpus, lang) = (desk.corpus, address.lang);
    let typed = address.get("with").unwrap_or_default();
    let named = typed.split(',').map(str::trim).filter(|code| !code.is_empty());
    let ids = codes.iter().copied().chain(named).map(|code| jurisdiction(corpus, code));
    let mut ids = ids.collect::<Result<Vec<JurisdictionId>, Refusal>>()?;
    let mut seen = Vec::new();
    ids.retain(|id| {
        let new = !seen.contains(id);
        seen.push(*id);
        new
    });
    if ids.len() > MOST {
        let too_many = said!("Name at most four jurisdictions.", "Nennen Sie höchstens vier Rechtsordnungen.");
        return Err(Refusal::new(400, too_many));
    }
    // Asked for nothing, the table of coverage would hold all.
    let coverage = report::coverage(corpus, &ids, options(lang));
    let mut rows = Vec::new();
    let mut law: Vec<ListReport<'_>> = Vec::new();
    let book = desk.book(address.day);
    for id in &ids {
        rows.extend(coverage.rows.iter().find(|row| row.jurisdiction == corpus.jurisdictions[*id].code).cloned());
        let filter = Filter {
            kinds: vec![Listed::Provisions],
            jurisdictions: book.legal_order(*id).iter().map(place_of).collect(),
            topics: Vec::new(),
            acts: Vec::new(),
            on: Some(address.day),
            confidences: Vec::new(),
        };
        law.push(report::list(corpus, &filter, options(lang)));
    }
    let coverage = report::CoverageReport { rows, ..coverage };
    match address.form {
        Form::Html => {
            let names: Vec<&str> = ids.iter().map(|id| corpus.jurisdictions[*id].code.as_str()).collect();
            let typed = names.join(", ");
            let briefs: Vec<_> = ids.iter().map(|id| report::briefs(&book, *id, lang)).collect();
            let page = ComparePage { coverage: &coverage, law: &briefs, typed: &typed };
            Ok(Reply::html(desk.site.compare(&desk.at(address), &page)?))
        }
        Form::Json => Ok(Reply::json(render::json(&serde_json::json!({"coverage": coverage, "law": law})))),
        Form::Csv => Reply::sheet(render::sheets::compare(&law, lang)),
        Form::Markdown | Form::Svg | Form::Xlsx => Err(Refusal::form()),
    }
}

/// Search over everything.
pub(super) fn search(desk: &Desk, address: &Address) -> Result<Reply, Refusal> {
    let report = desk.index().search(address.get("q").unwrap_or_default(), address.lang);
    match address.form {
        Form::Html => Ok(Reply::html(desk.site.search(&desk.at(address), &report)?)),
        Form::Json => Ok(Reply::json(render::json(&report))),
        Form::Csv => Reply::sheet(render::sheets::search(&report, address.lang)),
        Form::Markdown | Form::Svg | Form::Xlsx => Err(Refusal::form()),
    }
}

/// What comity is.
pub(super) fn about(desk: &Desk, address: &Address) -> Result<Reply, Refusal> {
    match address.form {
        Form::Html => {
            let coverage = report::coverage(desk.corpus, &[], options(address.lang));
            Ok(Reply::html(desk.site.about(&desk.at(address), &coverage)?))
        }
        _ => covered(desk, address),
    }
}

/// What is encoded, in another form: what pages that only lead on have to say as data.
pub(super) fn covered(desk: &Desk, address: &Address) -> Result<Reply, Refusal> {
    let coverage = report::coverage(desk.corpus, &[], options(address.lang));
    match address.form {
        Form::Json => Ok(Reply::json(render::json(&coverage))),
        Form::Csv => Reply::sheet(render::corpus::coverage_csv(&coverage, Dialect::Plain, address.lang)),
        Form::Html | Form::Markdown | Form::Svg | Form::Xlsx => Err(Refusal::form()),
    }
}
