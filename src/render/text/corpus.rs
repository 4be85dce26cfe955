//! The law itself: a list, the table of what is encoded, and the vocabulary.

use super::Look;
use super::page::{BOLD, Page, SOFT, styled};
use super::table::table;
use super::writer::{left_out, receipt};
use crate::render::corpus::rows::{self, counted, legend, places};
use crate::render::names;
use crate::render::phrases::does_briefly;
use crate::render::words::words;
use crate::report::{CoverageReport, ListReport, VocabularyReport};

/// Two lines a provision or mechanism: its id and days, and what it is; at the end how many there are.
#[must_use]
pub fn list(report: &ListReport<'_>, look: Look) -> String {
    let mut page = Page::new(look.width);
    left_out(&mut page, &report.receipt, look);
    let today = look.today.to_string();
    for row in &report.rows {
        let mut days = names::period(&row.in_force, &today, look.lang);
        if days.is_empty() {
            words(look.lang).never_in_force.clone_into(&mut days);
        }
        let places = places(&row.jurisdictions);
        page.ends(&format!("{} {}", styled(BOLD, &row.id), styled(SOFT, &places)), &days);
        let mut line = format!("{} · {}", does_briefly(&row.does, look.lang), row.citation);
        if row.confidence == "low" {
            line.push_str(&format!(" ({})", words(look.lang).low_confidence));
        }
        page.entry(2, "", 2, &line);
    }
    page.blank();
    page.entry(2, "", 2, &counted(report, look.lang));
    receipt(&mut page, &report.receipt, look, false);
    page.finish()
}

/// A jurisdiction × topic table; the topics have numbers, so that the table fits every page.
#[must_use]
pub fn coverage(report: &CoverageReport, look: Look) -> String {
    let mut page = Page::new(look.width);
    let words = words(look.lang);
    left_out(&mut page, &report.receipt, look);
    for (at, (_, label)) in report.topics.iter().enumerate() {
        page.entry(2, &(at + 1).to_string(), 5, label);
    }
    page.blank();
    let numbers = (1..=report.topics.len()).map(|number| number.to_string());
    table(&mut page, &rows::table(report, numbers, look.lang));
    page.blank();
    page.entry(2, "", 2, &legend(look.lang));
    page.blank();
    for row in report.rows.iter().filter(|_| look.explain) {
        page.line(&styled(BOLD, &format!("{} {}", row.jurisdiction, row.name)));
        for ((_, topic), (level, limits)) in report.topics.iter().zip(&row.levels) {
            let limits = limits.as_ref().map(|limits| format!(": {limits}")).unwrap_or_default();
            page.entry(2, "", 4, &format!("{topic} · {}{limits}", names::level(level, look.lang)));
        }
        page.blank();
    }
    page.entry(0, "", 0, &format!("{}: {}. {}", words.without_law, report.without_law, words.never_clear_with));
    let counted = |(all, low): (usize, usize), what: &str| format!("{all} {what} ({low} {})", words.low_confidence);
    let (provisions, mechanisms) =
        (counted(report.provisions, words.provisions), counted(report.mechanisms, words.mechanisms));
    page.entry(0, "", 0, &format!("{provisions}, {mechanisms}"));
    receipt(&mut page, &report.receipt, look, false);
    page.finish()
}

/// Every fact with its question, type and values.
#[must_use]
pub fn vocabulary(report: &VocabularyReport, look: Look) -> String {
    let mut page = Page::new(look.width);
    let words = words(look.lang);
    left_out(&mut page, &report.receipt, look);
    for fact in &report.facts {
        page.ends(&format!("{} · {}", styled(BOLD, &fact.id), fact.label), names::fact_type(fact.ty, look.lang));
        page.entry(2, "", 2, &fact.question);
        for (at, (id, label)) in fact.values.iter().enumerate() {
            let head = if at == 0 { words.values } else { "" };
            page.entry(2, head, 12, &format!("{id}: {label}"));
        }
        if let Some(default) = &fact.default {
            let default = if default.is_empty() { "–".to_owned() } else { default.join(", ") };
            page.entry(2, words.default, 12, &default);
        }
        page.blank();
    }
    receipt(&mut page, &report.receipt, look, false);
    page.finish()
}
