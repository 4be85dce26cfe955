//! Lists of law and the table of what is encoded, in Markdown.

use super::document::Document;
use super::{escaped, table_head, table_row};
use crate::law::{Day, Lang};
use crate::render::corpus::rows::{counted, legend, places, table};
use crate::render::corpus::words::words;
use crate::render::names;
use crate::render::phrases::does_briefly;
use crate::report::{CoverageReport, ListReport, ListRow};

/// A row a version of a provision or a mechanism; its citation is a link.
#[must_use]
pub fn list(report: &ListReport<'_>, today: Day, lang: Lang) -> String {
    let (mut document, words) = (Document::default(), words(lang));
    document.heading(1, words.list);
    document.left_out(&report.receipt, lang);
    document.paragraph(&escaped(&counted(report, lang)));
    if !report.rows.is_empty() {
        let heads = [words.id, words.whose, words.what, words.citation, words.in_force, words.confidence];
        document.line(&table_head(&heads.map(str::to_owned)));
        for row in &report.rows {
            document.line(&table_row(&cells(row, &today.to_string(), lang)));
        }
    }
    document.finish(&report.receipt, lang)
}

fn cells(row: &ListRow<'_>, on: &str, lang: Lang) -> [String; 6] {
    [
        format!("`{}`", row.id),
        escaped(&places(&row.jurisdictions)),
        escaped(&does_briefly(&row.does, lang)),
        format!("[{}]({})", escaped(&row.citation), super::document::address(&row.url)),
        names::period(&row.in_force, on, lang),
        names::confidence(row.confidence, lang).to_owned(),
    ]
}

/// A row a jurisdiction, a column a topic; with `explain` what is left out.
#[must_use]
pub fn coverage(report: &CoverageReport, lang: Lang, explain: bool) -> String {
    let mut document = Document::default();
    document.heading(1, words(lang).coverage);
    document.left_out(&report.receipt, lang);
    document.table(&table(report, report.topics.iter().map(|(_, label)| label.clone()), lang));
    document.paragraph(&legend(lang));
    for row in report.rows.iter().filter(|_| explain) {
        document.heading(2, &format!("{} {}", row.jurisdiction, row.name));
        for ((_, topic), (level, limits)) in report.topics.iter().zip(&row.levels) {
            let limits = limits.as_ref().map(|limits| format!(": {limits}")).unwrap_or_default();
            document.item(0, &escaped(&format!("{topic} · {}{limits}", names::level(level, lang))));
        }
    }
    document.finish(&report.receipt, lang)
}
