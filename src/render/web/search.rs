//! Search over everything, forgiving of typing errors.

use super::article::{Article, Ask, Block, Line, head, list, text};
use super::frame::{At, data};
use super::words::words;
use super::{Head, Site, law_path};
use crate::report::SearchReport;

impl Site {
    /// The page of a search.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn search(&self, at: &At<'_>, report: &SearchReport) -> Result<String, minijinja::Error> {
        let words = words(at.lang);
        let mut ask = Ask::new("search", "q", words.search_for, &report.query);
        ask.hint = words.search_hint.to_owned();
        let mut blocks = vec![Block::Form { fields: vec![ask], button: words.search }];
        if !report.query.is_empty() && report.hits.is_empty() {
            blocks.push(text(Line::plain(words.search_nothing)));
        }
        let mut kinds = [
            ("jurisdiction", words.jurisdictions),
            ("instrument", words.instruments),
            ("provision", words.provisions),
            ("mechanism", words.mechanisms),
            ("case", words.cases),
        ];
        // Where the best is, is first.
        kinds.sort_by_key(|(kind, _)| report.hits.iter().position(|hit| hit.kind == *kind).unwrap_or(usize::MAX));
        for (kind, name) in kinds {
            let found = report.hits.iter().filter(|hit| hit.kind == kind).map(|hit| {
                let path = match kind {
                    "jurisdiction" => format!("place/{}", hit.id),
                    "case" => format!("cases/{}", hit.id),
                    _ => law_path(&hit.id),
                };
                Line::new().link(hit.title.clone(), at.to(&path)).soft(hit.about.clone())
            });
            let found: Vec<Line> = found.collect();
            if !found.is_empty() {
                blocks.push(head(name));
                blocks.extend(list(found));
            }
        }
        let title = if report.query.is_empty() {
            words.search.to_owned()
        } else {
            format!("{}: {}", words.search, report.query)
        };
        let downloads = if report.query.is_empty() { Vec::new() } else { data() };
        let head = Head { title, section: "search", downloads, ..Head::default() };
        self.article(at, &head, Article { over: None, lead: words.search_lead, blocks: &blocks, places: &[] })
    }
}
