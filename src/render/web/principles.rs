//! The five principles, all jurisdictions at a glance.

use super::article::{Article, Block, Line, head, list, text};
use super::frame::{At, data};
use super::words::words;
use super::{Head, Site};
use crate::render::names;
use crate::report::PrinciplesReport;

impl Site {
    /// All jurisdictions, and the five principles.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn principles(&self, at: &At<'_>, report: &PrinciplesReport) -> Result<String, minijinja::Error> {
        let (lang, words) = (at.lang, words(at.lang));
        let heads =
            std::iter::once(words.jurisdiction.to_owned()).chain(report.principles.iter().map(|one| one.title.clone()));
        let rows = report.rows.iter().map(|row| {
            let place = format!("place/{}", row.jurisdiction);
            let name = Line::new().code(row.jurisdiction.clone()).link(row.name.clone(), at.to(&place));
            let cells = row.cells.iter().map(|cell| {
                let (sign, grade) = names::graded(cell, lang);
                Line::new().strong(sign).text(grade).below().soft(names::evidence(cell, lang))
            });
            std::iter::once(name).chain(cells).collect()
        });
        let mut blocks = vec![
            text(Line::plain(words.principles_counted)),
            Block::Table { label: words.principles.to_owned(), head: heads.collect(), rows: rows.collect() },
            head(words.principles_ask),
        ];
        let statements = report
            .principles
            .iter()
            .map(|one| Line::new().strong(format!("{}:", one.title)).text(one.statement.clone()));
        blocks.extend(list(statements.collect()));
        let head =
            Head { title: words.principles.to_owned(), section: "principles", downloads: data(), ..Head::default() };
        self.article(at, &head, Article { over: None, lead: words.principles_lead, blocks: &blocks, places: &[] })
    }
}
