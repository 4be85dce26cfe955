//! The real cases: how what comity says compares with what is on record, and one case in full.

use super::article::{Article, Block, Line, head, list, text};
use super::frame::{At, Download};
use super::parts::say;
use super::words::words;
use super::{Head, Site};
use crate::render::cases::tell::{self, Lines};
use crate::render::cases::words as cases_words;
use crate::render::names;
use crate::report::{CaseReport, CasesReport, ConflictReport};

impl Site {
    /// The list of the cases.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn cases(&self, at: &At<'_>, report: &CasesReport<'_>) -> Result<String, minijinja::Error> {
        let (lang, told) = (at.lang, cases_words::words(at.lang));
        let rows = tell::rows(report, lang);
        let cells = rows.iter().skip(1);
        let names = report.cases.iter().map(Some).chain(std::iter::repeat(None));
        let rows = cells.zip(names).map(|(row, score)| {
            let first = match score {
                Some(score) => Line::new().link(score.name, at.to(&format!("cases/{}", score.case))),
                None => Line::plain(row.first().cloned().unwrap_or_default()),
            };
            let day = score.map(|score| Line::plain(names::date(&score.as_of, lang))).unwrap_or_default();
            let marks = row.iter().skip(1).map(|mark| {
                if mark == told.wrong { Line::new().strong(mark.clone()) } else { Line::plain(mark.clone()) }
            });
            std::iter::once(first).chain([day]).chain(marks).collect()
        });
        let heads = [told.name, told.date].into_iter().chain(told.columns).map(str::to_owned).collect();
        let blocks = [
            text(Line::new().strong(tell::sum(report, lang))),
            Block::Table { label: told.title.to_owned(), head: heads, rows: rows.collect() },
        ];
        let downloads = [("CSV", "csv"), ("Markdown", "md"), ("JSON", "json")];
        let head = Head {
            title: told.title.to_owned(),
            section: "cases",
            downloads: downloads.map(|(label, form)| Download { label, form }).to_vec(),
            ..Head::default()
        };
        self.article(at, &head, Article { over: None, lead: told.means, blocks: &blocks, places: &[] })
    }

    /// One case; `asked` is its request as it is typed.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn case(
        &self,
        at: &At<'_>,
        report: &CaseReport<'_>,
        asked: &[(String, String)],
    ) -> Result<String, minijinja::Error> {
        let (lang, told) = (at.lang, cases_words::words(at.lang));
        let say = say(lang, report.says.glossary);
        let decided =
            format!("{} · {} {} · {}", report.citation, told.forum, report.forum, names::date(&report.date, lang));
        let verdict = say.head(&report.says);
        let mut blocks = vec![head(told.on_record)];
        let mut record = tell::record(report, lang);
        // Here the sources are links.
        record.retain(|(head, _)| *head != say.words.sources);
        blocks.extend(lines(&record));
        let sources = report.sources.iter().enumerate().map(|(at, source)| {
            let head = if at == 0 { Line::new().strong(format!("{}:", say.words.sources)) } else { Line::new() };
            let seen = format!("{} {}", say.words.seen, names::date(&source.seen, lang));
            let note = source.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
            head.away(source.url.clone(), &source.url).soft(format!("{seen}{note}"))
        });
        blocks.extend(list(sources.collect()));
        blocks.push(head(say.words.facts));
        blocks.extend(lines(&tell::facts(report, say)));
        blocks.push(head(told.expected));
        blocks.extend(lines(&tell::expected(report, lang)));
        blocks.push(head(told.score));
        blocks.extend(lines(&tell::score(&report.score, lang)));
        blocks.push(head(told.says));
        blocks.push(Block::Verdict { class: verdict.outcome.name(), name: verdict.name, meaning: verdict.meaning });
        let conflicts = report.says.conflicts.iter().map(|conflict| self::conflict(at, conflict, say.words.against));
        blocks.extend(list(conflicts.collect()));
        blocks.push(text(Line::new().link(words(lang).whole_answer, at.to_asked("request", asked))));
        let downloads =
            [("Markdown", "md"), ("CSV", "csv"), ("JSON", "json")].map(|(label, form)| Download { label, form });
        let head = Head {
            title: report.score.name.to_owned(),
            section: "cases",
            downloads: downloads.to_vec(),
            ..Head::default()
        };
        let over = Line::new().link(told.title, at.to("cases"));
        self.article(at, &head, Article { over: Some(over), lead: &decided, blocks: &blocks, places: &[] })
    }
}

/// A conflict in a line.
fn conflict(at: &At<'_>, conflict: &ConflictReport<'_>, against: &str) -> Line {
    let (required, forbidden) = (&conflict.required, &conflict.forbidden);
    Line::new()
        .colour(conflict.outcome.letter(), conflict.outcome.name(), None)
        .text(format!("{} {against} {}:", required.jurisdiction, forbidden.jurisdiction))
        .law(at, format!("{}, {}", required.title, required.pinpoint), required.provision)
        .text("–")
        .law(at, format!("{}, {}", forbidden.title, forbidden.pinpoint), forbidden.provision)
        .soft(names::certainty(conflict.certainty, at.lang))
}

/// Heads with their lines.
fn lines(parts: &[Lines]) -> Option<Block> {
    let told = parts.iter().flat_map(|(head, lines)| {
        lines.iter().enumerate().map(move |(at, line)| {
            let start = if at == 0 && !head.is_empty() { Line::new().strong(format!("{head}:")) } else { Line::new() };
            start.text(line.clone())
        })
    });
    list(told.collect())
}
