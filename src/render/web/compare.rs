//! Two to four jurisdictions side by side, topic by topic.

use super::article::{Article, Ask, Block, Line};
use super::frame::{At, data};
use super::words::words;
use super::{Head, Site};
use crate::render::clauses::shortened;
use crate::render::corpus::rows::level_sign;
use crate::render::names;
use crate::render::phrases::does_briefly;
use crate::report::{BriefReport, CoverageReport};

/// What the page of a comparison shows.
#[derive(Debug)]
pub struct ComparePage<'a, 'c> {
    /// How far the law of each is encoded, in the order in which they were asked for.
    pub coverage: &'a CoverageReport,
    /// The law in force in each, in the same order, the most important first: with that of the unions it belongs to.
    pub law: &'a [Vec<BriefReport<'c>>],
    /// What was typed.
    pub typed: &'a str,
}

/// So many provisions of a cell are told with what they say, and so many letters of that and of the sanction.
const IN_FULL: usize = 5;
const SUMMARY: usize = 160;
const SANCTION: usize = 90;

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
                    let (level, limits) =
                        row.levels.get(place).map_or(("none", None), |(level, limits)| (*level, limits.as_deref()));
                    let line = Line::new().soft(format!("{} {}", level_sign(level), names::level(level, lang)));
                    let law: Vec<&BriefReport<'_>> = law.iter().filter(|one| one.topic == topic).collect();
                    match limits.filter(|_| law.is_empty()) {
                        Some(limits) => line.below().soft(limits),
                        None if law.is_empty() && level != "none" => line.below().soft(words.compare_nothing),
                        None => told(at, line, &row.jurisdiction, &law),
                    }
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
        let head = Head { title, section: "compare", downloads, ..Head::default() };
        self.article(at, &head, Article { over: None, lead: words.compare_lead, blocks: &blocks, places: &[] })
    }
}

/// The first provisions each with what it says and costs, the others by name.
fn told(at: &At<'_>, line: Line, place: &str, law: &[&BriefReport<'_>]) -> Line {
    let (first, rest) = law.split_at(law.len().min(IN_FULL));
    let marked = |line: Line, one: &BriefReport<'_>| match one.jurisdiction == place {
        true => line,
        // Law of a union says so.
        false => line.code(one.jurisdiction),
    };
    let line = first.iter().fold(line, |line, one| {
        let line = marked(line.below(), one).law(at, one.name.clone(), one.id);
        let line = line.text(format!("{}.", does_briefly(&one.does, at.lang))).text(shortened(one.summary, SUMMARY));
        match &one.sanction {
            Some(sanction) => line.soft(shortened(sanction, SANCTION)),
            None => line,
        }
    });
    let line = if rest.is_empty() { line } else { line.below().soft(format!("{}:", words(at.lang).further)) };
    rest.iter().fold(line, |line, one| marked(line, one).law(at, format!("{};", one.name), one.id))
}
