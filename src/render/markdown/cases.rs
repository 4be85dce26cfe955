//! The real cases in Markdown.

use super::check::answer;
use super::document::Document;
use super::escaped;
use crate::law::Lang;
use crate::render::cases::tell::{self, Lines};
use crate::render::cases::words::words;
use crate::render::names;
use crate::render::phrases::Phrases;
use crate::report::{CaseReport, CasesReport};

/// The table, and below it what is wrong, case by case.
#[must_use]
pub fn cases(report: &CasesReport<'_>, lang: Lang) -> String {
    let (mut document, words) = (Document::default(), words(lang));
    document.heading(1, words.title);
    document.left_out(&report.receipt, lang);
    document.paragraph(&escaped(words.means));
    document.table(&tell::rows(report, lang));
    document.paragraph(&escaped(&tell::sum(report, lang)));
    for score in report.cases.iter().filter(|score| !score.misses.is_empty()) {
        document.item(0, &format!("`{}` {}", score.case, escaped(score.name)));
        for miss in &score.misses {
            document.item(1, &escaped(&tell::miss(miss, lang)));
        }
    }
    document.finish(&report.receipt, lang)
}

/// One case: what is on record, what comity must say, how it does, and what it says.
#[must_use]
pub fn case(report: &CaseReport<'_>, lang: Lang, explain: bool) -> String {
    let words = words(lang);
    let say = Phrases { lang, words: crate::render::words::words(lang), glossary: report.says.glossary, explain };
    let (score, receipt) = (&report.score, &report.says.receipt);
    let mut document = Document::titled(score.name, &score.as_of, receipt, lang);
    let decided = format!("{} {} · {}", words.forum, report.forum, names::date(&report.date, lang));
    document.paragraph(&format!("{} · {decided} · `{}`", escaped(report.citation), score.case));
    part(&mut document, words.on_record, &tell::record(report, lang));
    part(&mut document, say.words.facts, &tell::facts(report, say));
    part(&mut document, words.expected, &tell::expected(report, lang));
    part(&mut document, words.score, &tell::score(score, lang));
    document.heading(2, words.says);
    answer(&mut document, say, &report.says);
    document.finish(receipt, lang)
}

/// Heads with their lines, under a title.
fn part(document: &mut Document, title: &str, lines: &[Lines]) {
    document.heading(2, title);
    for (head, lines) in lines {
        match lines.as_slice() {
            all if head.is_empty() => all.iter().for_each(|line| document.item(0, &escaped(line))),
            [only] => document.item(0, &format!("{head}: {}", escaped(only))),
            many => {
                document.item(0, &format!("{head}:"));
                many.iter().for_each(|line| document.item(1, &escaped(line)));
            }
        }
    }
}
