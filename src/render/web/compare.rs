//! Two to four jurisdictions side by side, topic by topic.

use super::article::{Article, Ask, Block, Line};
use super::frame::{At, data};
use super::words::words;
use super::{Head, Site};
use crate::render::corpus::rows::level_sign;
use crate::render::names;
use crate::render::phrases::does_briefly;
use crate::report::{CoverageReport, ListReport, ListRow};

/// What the page of a comparison shows.
#[derive(Debug)]
pub struct ComparePage<'a, 'c> {
    /// How far the law of each is encoded, in the order in which they were asked for.
    pub coverage: &'a CoverageReport,
    /// The law in force of each, in the same order.
    pub law: &'a [ListReport<'c>],
    /// What was typed.
    pub typed: &'a str,
    /// Every jurisdiction: code and name.
    pub places: &'a [(String, String)],
}

impl Site {
    /// The page of a comparison.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn compare(&self, at: &At<'_>, page: &ComparePage<'_, '_>) -> Result<String, minijinja::Error> {
        let (lang, words) = (at.lang, words(at.lang));
        let rows = &page.coverage.rows;
        let mut ask = Ask::new("text", "with", words.compare_which, page.typed);
        ask.hint = words.places_hint.to_owned();
        let day = Ask::new("date", "as-of", words.change_day, &at.as_of);
        let mut blocks = vec![Block::Form { fields: vec![ask, day], button: words.show }];
        if !rows.is_empty() {
            let heads = std::iter::once(words.topic.to_owned()).chain(rows.iter().map(|row| row.name.clone()));
            let topics = page.coverage.topics.iter().enumerate().map(|(place, (topic, name))| {
                let cells = rows.iter().zip(page.law).map(|(row, law)| {
                    let level = row.levels.get(place).map_or("none", |(level, _)| *level);
                    let own = law.rows.iter().filter(|one| one.topic.as_deref() == Some(topic.as_str()));
                    own.fold(
                        Line::new().soft(format!("{} {}", level_sign(level), names::level(level, lang))),
                        |line, one| entry(at, line, one),
                    )
                });
                std::iter::once(Line::plain(name.clone())).chain(cells).collect()
            });
            blocks.push(Block::Table {
                label: words.compare.to_owned(),
                head: heads.collect(),
                rows: topics.collect(),
            });
        }
        let names = rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>().join(" · ");
        let title = if names.is_empty() { words.compare.to_owned() } else { names };
        let downloads = if rows.is_empty() { Vec::new() } else { data() };
        let head = Head { title, section: "law", downloads };
        self.article(at, &head, Article { over: None, lead: words.compare_lead, blocks: &blocks, places: page.places })
    }
}

fn entry(at: &At<'_>, line: Line, row: &ListRow<'_>) -> Line {
    line.below().law(at, row.citation.clone(), &row.id).soft(does_briefly(&row.does, at.lang))
}
