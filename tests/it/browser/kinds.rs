//! Every kind of page, one or two of each, so that a test over all of them finds what is wrong with any.

use serde_json::Value;

use super::ground::site;
use super::http;

/// A page without its language.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub name: &'static str,
    pub path: String,
    /// What it is answered with.
    pub status: u16,
    /// So many bytes it may have before it is packed.
    pub most: usize,
}

/// A demand on which much is known, as an address.
pub(super) const DEMAND: &str = "request?authority.jurisdiction=US&authority.purpose=criminal&authority.process=warrant\
    &provider.seat=US&provider.presence=US,DE&provider.kind=cloud&data.location=DE&data.category=content&data.personal=true";
/// One of which three facts are given.
pub(super) const VAGUE: &str = "request?authority.jurisdiction=US&provider.presence=US,DE&data.location=DE";

const KINDS: &[(&str, &str)] = &[
    ("start", ""),
    ("map", "map"),
    ("map-past", "map?from=CN&as-of=2016-01-01"),
    ("pairs", "pair"),
    ("pair", "pair/US/DE"),
    ("pair-quiet", "pair/CH/NO"),
    ("pair-past", "pair/US/GB?as-of=2015-06-01"),
    ("pair-list", "pair/US/DE?list=US"),
    ("timeline", "timeline/US/DE"),
    ("form", "request"),
    ("request", DEMAND),
    ("request-vague", VAGUE),
    ("place", "place/DE"),
    ("place-union", "place/EU"),
    ("place-mechanisms", "place/US/mechanisms"),
    ("place-principles", "place/US/principles"),
    ("instrument", "law/eu.gdpr"),
    ("provision", "law/eu.gdpr/art-48"),
    ("mechanism", "law/eu-us-mla-2003"),
    ("law", "law"),
    ("principles", "principles"),
    ("compare", "compare/US/DE/CN"),
    ("cases", "cases"),
    ("case", "cases/rubber-chemicals-2007"),
    ("changes", "changes"),
    ("changes-law", "changes?old=2018-01-01&new=2026-01-01"),
    ("changes-answers", "changes?old=2018-05-24&new=2018-05-25&jurisdictions=US,DE"),
    ("search", "search"),
    ("search-typo", "search?q=germny"),
    ("about", "about"),
    ("footprints", "footprint"),
    ("footprint", "footprint/microsoft"),
    ("api", "api"),
];

/// Pages that say that there is nothing.
const ERRORS: &[(&str, &str, u16)] = &[
    ("error-name", "pair/US/Germny", 404),
    ("error-page", "nowhere", 404),
    ("error-fact", "request?authority.jurisdiction=US&authority.purpose=crimnal", 400),
];

/// So many bytes a page may have.
pub(super) const MOST: usize = 150 * 1024;
const MOST_MAP: usize = 400 * 1024;
/// Pages with a map of the world.
const MAPS: [&str; 3] = ["map", "map-past", "footprint"];

/// One page of every kind.
pub(super) fn all() -> Vec<Page> {
    let page = |(name, path): (&'static str, String)| Page {
        name,
        path,
        status: 200,
        most: if MAPS.contains(&name) { MOST_MAP } else { MOST },
    };
    let known = KINDS.iter().map(|(name, path)| (*name, (*path).to_owned()));
    let advised = ("request-advice", format!("{DEMAND}&advise=yes"));
    let wrong = ERRORS.iter().map(|(name, path, status)| Page { status: *status, ..page((*name, (*path).to_owned())) });
    known.chain([("finding", finding()), advised]).map(page).chain(wrong).collect()
}

/// The page of some collision of two legal orders.
fn finding() -> String {
    let pair: Value = serde_json::from_slice(&http::get(site(), "/en/pair/US/DE.json").body).unwrap();
    let id = pair["directions"][0]["collisions"][0]["id"].as_str().unwrap();
    format!("pair/US/DE/{id}")
}
