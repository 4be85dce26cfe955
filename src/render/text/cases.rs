//! The score of the real cases as a table, and one case as a page.

use super::Look;
use super::check::answer;
use super::page::{BOLD, Page, styled};
use super::table::table;
use super::writer::{Writer, left_out, receipt};
use crate::render::cases::tell::{self, Lines};
use crate::render::cases::words::words;
use crate::render::names;
use crate::report::{CaseReport, CasesReport};

/// The table, and below it what is wrong, case by case.
#[must_use]
pub fn cases(report: &CasesReport<'_>, look: Look) -> String {
    let (mut page, words) = (Page::new(look.width), words(look.lang));
    left_out(&mut page, &report.receipt, look);
    page.line(&styled(BOLD, words.title));
    page.blank();
    page.entry(2, "", 2, words.means);
    page.blank();
    table(&mut page, &tell::rows(report, look.lang));
    page.blank();
    page.entry(2, "", 2, &tell::sum(report, look.lang));
    page.blank();
    for score in report.cases.iter().filter(|score| !score.misses.is_empty()) {
        page.entry(2, "", 2, &styled(BOLD, score.case));
        for miss in &score.misses {
            page.entry(4, "", 4, &tell::miss(miss, look.lang));
        }
    }
    page.blank();
    page.entry(2, "", 2, words.hint);
    receipt(&mut page, &report.receipt, look, false);
    page.finish()
}

/// One case: what is on record, what comity must say, how it does, and what it says.
#[must_use]
pub fn case(report: &CaseReport<'_>, look: Look) -> String {
    let (mut page, words) = (Page::new(look.width), words(look.lang));
    let writer = Writer::new(look, report.says.glossary);
    left_out(&mut page, &report.says.receipt, look);
    page.ends(&styled(BOLD, report.score.name), report.score.case);
    let decided = format!("{} {} · {}", words.forum, report.forum, names::date(&report.date, look.lang));
    page.entry(2, "", 2, &format!("{} · {decided}", report.citation));
    part(&mut page, words.on_record, &tell::record(report, look.lang));
    part(&mut page, writer.say.words.facts, &tell::facts(report, writer.say));
    part(&mut page, words.expected, &tell::expected(report, look.lang));
    part(&mut page, words.score, &tell::score(&report.score, look.lang));
    let as_of = format!("{} {}", writer.say.words.law_as_of, names::date(&report.score.as_of, look.lang));
    page.blank();
    page.ends(&styled(BOLD, words.says), &as_of);
    page.blank();
    answer(&mut page, &report.says, look);
    receipt(&mut page, &report.says.receipt, look, !look.explain);
    page.finish()
}

/// Heads with their lines, under a title.
fn part(page: &mut Page, title: &str, lines: &[Lines]) {
    page.blank();
    page.line(&styled(BOLD, title));
    let widest = lines.iter().map(|(head, _)| head.chars().count()).max().unwrap_or_default();
    let margin = if widest == 0 { 2 } else { widest + 4 };
    for (head, lines) in lines {
        for (at, line) in lines.iter().enumerate() {
            page.entry(2, if at == 0 { head } else { "" }, margin, line);
        }
    }
}
