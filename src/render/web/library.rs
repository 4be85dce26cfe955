//! All law: what is encoded, jurisdiction by jurisdiction and topic by topic, and the list of what a visitor filters.

use super::article::{Article, Ask, Block, Line, text};
use super::frame::{At, data};
use super::words::words;
use super::{Head, Site};
use crate::render::corpus::rows::{counted, legend, level_sign};
use crate::render::names;
use crate::render::phrases::does_briefly;
use crate::report::{CoverageReport, ListReport};

/// So many rows of a list are shown; the CSV has all.
const MOST: usize = 250;

/// What the page of all law shows.
#[derive(Debug)]
pub struct LibraryPage<'a, 'c> {
    /// What is encoded.
    pub coverage: &'a CoverageReport,
    /// What the filter lets through, if there is one.
    pub list: Option<&'a ListReport<'c>>,
    /// The questions of the filter: name, label, value, and what can be chosen.
    pub filters: &'a [LibraryFilter],
    /// Every jurisdiction: code and name.
    pub places: &'a [(String, String)],
}

/// A question of the filter.
#[derive(Debug, Clone)]
pub struct LibraryFilter {
    /// Its name in the address.
    pub name: &'static str,
    /// What was answered.
    pub value: String,
    /// What can be chosen: id and label; nothing where a jurisdiction is typed.
    pub options: Vec<(String, String)>,
}

impl Site {
    /// The page of all law.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn library(&self, at: &At<'_>, page: &LibraryPage<'_, '_>) -> Result<String, minijinja::Error> {
        let words = words(at.lang);
        let label = |name| match name {
            "jurisdiction" => words.jurisdiction,
            "topic" => words.topic,
            "act" => words.act,
            _ => words.kind,
        };
        let fields = page.filters.iter().map(|filter| {
            let kind = if filter.options.is_empty() { "place" } else { "choice" };
            let mut ask = Ask::new(kind, filter.name, label(filter.name), &filter.value);
            let all = (String::new(), words.any_profile.to_owned(), filter.value.is_empty());
            let options = filter.options.iter().map(|(id, label)| (id.clone(), label.clone(), *id == filter.value));
            ask.options = if kind == "choice" { std::iter::once(all).chain(options).collect() } else { Vec::new() };
            ask.hint = words.place_hint.to_owned();
            ask
        });
        let day = Ask::new("date", "as-of", words.change_day, &at.as_of);
        let mut blocks = vec![Block::Form { fields: fields.chain([day]).collect(), button: words.show }];
        let compare =
            Line::new().link(words.compare, at.to("compare")).text("·").link(words.principles, at.to("principles"));
        blocks.push(text(compare));
        match page.list {
            Some(list) => rows(at, list, &mut blocks),
            None => coverage(at, page.coverage, &mut blocks),
        }
        let head = Head { title: words.library.to_owned(), section: "law", downloads: data(), ..Head::default() };
        self.article(at, &head, Article { over: None, lead: words.library_lead, blocks: &blocks, places: page.places })
    }
}

fn rows(at: &At<'_>, list: &ListReport<'_>, blocks: &mut Vec<Block>) {
    let (lang, words) = (at.lang, words(at.lang));
    blocks.push(text(Line::new().strong(counted(list, lang))));
    if list.rows.len() > MOST {
        blocks.push(text(Line::plain(words.first_rows)));
    }
    let told = list.rows.iter().take(MOST).map(|row| {
        vec![
            Line::new().law(at, row.citation.clone(), &row.id),
            Line::plain(crate::render::corpus::rows::places(&row.jurisdictions)),
            Line::plain(does_briefly(&row.does, lang)),
            Line::plain(names::period(&row.in_force, &at.as_of, lang)),
            Line::plain(names::confidence(row.confidence, lang)),
        ]
    });
    let heads = [words.place, words.jurisdiction, words.what, words.in_force, words.confidence];
    blocks.push(Block::Table {
        label: words.library.to_owned(),
        head: heads.map(str::to_owned).to_vec(),
        rows: told.collect(),
    });
}

fn coverage(at: &At<'_>, report: &CoverageReport, blocks: &mut Vec<Block>) {
    let words = words(at.lang);
    blocks.push(text(Line::plain(legend(at.lang))));
    let heads = [words.jurisdiction.to_owned(), words.provisions.to_owned(), words.mechanisms.to_owned()];
    let heads = heads.into_iter().chain(report.topics.iter().map(|(_, name)| name.clone()));
    let rows = report.rows.iter().map(|row| {
        let name = Line::new()
            .code(row.jurisdiction.clone())
            .link(row.name.clone(), at.to(&format!("place/{}", row.jurisdiction)));
        let counts = [row.provisions, row.mechanisms].map(|count| Line::plain(count.to_string()));
        let levels = row.levels.iter().map(|(level, _)| Line::plain(level_sign(level)));
        std::iter::once(name).chain(counts).chain(levels).collect()
    });
    blocks.push(Block::Table { label: words.coverage.to_owned(), head: heads.collect(), rows: rows.collect() });
}
