//! What surrounds every page: navigation, the other language, the day, downloads, how to cite, the receipt.

use serde::Serialize;

use super::links::Links;
use super::words::{Words, words};
use super::{Head, html, query};
use crate::law::Lang;
use crate::render::names;
use crate::report::Receipt;

/// Where a page stands.
#[derive(Debug, Clone)]
pub struct At<'a> {
    /// How pages reach each other.
    pub links: Links,
    /// The language.
    pub lang: Lang,
    /// The path without the language, as `pair/US/DE`.
    pub path: &'a str,
    /// The questions of the address, without those that are empty.
    pub asked: &'a [(String, String)],
    /// The day on which the law is read.
    pub as_of: String,
    /// What the answer was made with.
    pub receipt: &'a Receipt,
}

/// The same answer in another form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Download {
    /// What it is called.
    pub label: &'static str,
    /// The ending, as `json`.
    pub form: &'static str,
}

/// The forms that every page has that says anything.
pub(super) fn data() -> Vec<Download> {
    [("CSV", "csv"), ("JSON", "json")].map(|(label, form)| Download { label, form }).to_vec()
}

impl At<'_> {
    /// The address of a page on the same day.
    pub(super) fn to(&self, path: &str) -> Option<String> {
        self.to_asked(path, &[])
    }

    /// Whether the pages are answered, not written.
    pub(super) fn is_served(&self) -> bool {
        self.links == Links::Served
    }

    /// The address of a page on the same day, with questions.
    pub(super) fn to_asked(&self, path: &str, asked: &[(String, String)]) -> Option<String> {
        // What is asked about a day of its own keeps it.
        let has_day = asked.iter().any(|(name, _)| name == "as-of");
        let day = self.asked.iter().filter(|(name, _)| name == "as-of" && !has_day);
        let all: Vec<_> = day.chain(asked).collect();
        let pairs: Vec<(&str, &str)> = all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.links.page(self.lang, path, &query(&pairs))
    }

    /// The questions of this page, as a query.
    pub(super) fn query(&self) -> String {
        query(self.asked)
    }
}

/// What the layout shows around a page.
#[derive(Serialize)]
pub(super) struct Frame {
    lang: &'static str,
    title: String,
    style: String,
    script: String,
    icon: String,
    home: Option<String>,
    nav: Vec<Entry>,
    other: Other,
    as_of: String,
    date: String,
    /// Whether the page can be asked anything.
    served: bool,
    downloads: Vec<(&'static str, String)>,
    api: Option<String>,
    cite: Option<String>,
    receipt: String,
}

/// An entry of the navigation.
#[derive(Serialize)]
struct Entry {
    label: &'static str,
    href: String,
    current: bool,
}

/// The page in the other language.
#[derive(Serialize)]
struct Other {
    lang: &'static str,
    label: &'static str,
    href: Option<String>,
}

impl Frame {
    pub(super) fn new(at: &At<'_>, head: &Head<'_>) -> Self {
        let words = words(at.lang);
        let (other, label) = match at.lang {
            Lang::En => (Lang::De, "Deutsch"),
            Lang::De => (Lang::En, "English"),
        };
        let downloads = head.downloads.iter().filter_map(|download| {
            Some((download.label, at.links.form(at.lang, at.path, download.form, &at.query())?))
        });
        Self {
            lang: at.lang.code(),
            title: head.title.clone(),
            style: at.links.shared("style.css"),
            script: at.links.shared("script.js"),
            icon: at.links.shared("icon.svg"),
            home: at.to(""),
            nav: nav(at, words, head.section),
            other: Other { lang: other.code(), label, href: at.links.page(other, at.path, &at.query()) },
            as_of: at.as_of.clone(),
            date: names::date(&at.as_of, at.lang),
            served: at.is_served(),
            downloads: downloads.collect(),
            api: at.is_served().then(|| at.to("api")).flatten(),
            cite: (!head.passing).then(|| cite(at, &head.title, words)),
            receipt: format!("comity {} · {}", at.receipt.engine, at.receipt.corpus),
        }
    }
}

fn nav(at: &At<'_>, words: &Words, section: &str) -> Vec<Entry> {
    let entries = SECTIONS
        .iter()
        .zip(words.sections)
        .filter_map(|((name, path), label)| Some(Entry { label, href: at.to(path)?, current: *name == section }));
    entries.collect()
}

/// What an entry of the navigation is called.
pub(super) fn section(words: &Words, name: &str) -> &'static str {
    let entries = SECTIONS.iter().zip(words.sections);
    entries.into_iter().find(|((known, _), _)| *known == name).map_or("", |(_, label)| label)
}

/// The entries of the navigation, and where they lead.
const SECTIONS: [(&str, &str); 11] = [
    ("map", "map"),
    ("pair", "pair"),
    ("request", "request"),
    ("footprint", "footprint"),
    ("law", "law"),
    ("compare", "compare"),
    ("principles", "principles"),
    ("cases", "cases"),
    ("changes", "changes"),
    ("search", "search"),
    ("about", "about"),
];

/// How to cite the page: what, on which day, with which law, at which address. The address names the day also where the
/// page was asked for without one: tomorrow that would be other law.
fn cite(at: &At<'_>, title: &str, words: &Words) -> String {
    let address = if at.is_served() {
        let day = ("as-of".to_owned(), at.as_of.clone());
        let others = at.asked.iter().filter(|(name, _)| name != "as-of").cloned();
        let asked: Vec<(String, String)> = others.chain([day]).collect();
        format!("{}?{}", at.path, query(&asked))
    } else {
        html(at.path)
    };
    format!(
        "comity {}, {title}, {} {}, corpus {}, /{}/{address}",
        at.receipt.engine,
        words.law_as_of,
        names::date(&at.as_of, at.lang),
        at.receipt.short_hash(),
        at.lang.code(),
    )
}
