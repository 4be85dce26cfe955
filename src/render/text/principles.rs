//! The principles as a table, and with one jurisdiction or `--explain` the law behind each cell.

use super::Look;
use super::page::{BOLD, Page, styled};
use super::table::table;
use super::writer::{left_out, receipt};
use crate::render::names;
use crate::render::words::{Words, words};
use crate::report::{PrincipleRow, PrinciplesReport};

/// The page.
#[must_use]
pub fn principles(report: &PrinciplesReport, look: Look) -> String {
    let mut page = Page::new(look.width);
    let words = words(look.lang);
    left_out(&mut page, &report.receipt, look);
    let as_of = format!("{} {}", words.law_as_of, names::date(&report.as_of, look.lang));
    page.ends(&styled(BOLD, "Trusted Cloud Principles"), &as_of);
    page.blank();
    for (at, principle) in report.principles.iter().enumerate() {
        let line = format!("{}: {}", styled(BOLD, &principle.title), principle.statement);
        page.entry(2, &(at + 1).to_string(), 5, &line);
    }
    page.blank();
    let numbers = (1..=report.principles.len()).map(|number| number.to_string());
    let mut rows = vec![std::iter::once(String::new()).chain(numbers).collect::<Vec<_>>()];
    rows.extend(report.rows.iter().map(|row| cells(row, look)));
    table(&mut page, &rows);
    page.blank();
    page.entry(2, "", 2, words.counted);
    for row in report.rows.iter().filter(|row| !row.encoded.contains(&row.jurisdiction)) {
        page.entry(2, "", 2, &format!("{}: {}", styled(BOLD, &row.jurisdiction), only_others(row, words)));
    }
    page.blank();
    if look.explain || report.rows.len() == 1 {
        for row in &report.rows {
            evidence(&mut page, report, row, look);
        }
        page.references();
    }
    receipt(&mut page, &report.receipt, look, false);
    page.finish()
}

fn cells(row: &PrincipleRow, look: Look) -> Vec<String> {
    let grades = row.cells.iter().map(|cell| {
        let (sign, name) = names::graded(cell, look.lang);
        let count = format!("{}/{}", cell.supporting.len(), cell.undermining.len());
        if cell.grade == "not_assessed" { format!("{sign} {count}") } else { format!("{sign} {name} {count}") }
    });
    std::iter::once(format!("{} {}", row.jurisdiction, row.name)).chain(grades).collect()
}

/// That a jurisdiction has no encoded law of its own, and what stands behind its cells instead.
fn only_others(row: &PrincipleRow, words: &Words) -> String {
    match row.encoded.as_slice() {
        [] => format!("{}; {}.", words.no_law, words.only_treaties),
        others => format!("{}; {} {}.", words.no_own_law, others.join(", "), words.and_treaties),
    }
}

fn evidence(page: &mut Page, report: &PrinciplesReport, row: &PrincipleRow, look: Look) {
    let words = words(look.lang);
    for (principle, cell) in report.principles.iter().zip(&row.cells) {
        let (sign, name) = names::graded(cell, look.lang);
        page.line(&format!(
            "  {} · {} · {sign} {name} · {}",
            styled(BOLD, &row.jurisdiction),
            principle.title,
            names::evidence(cell, look.lang)
        ));
        for (head, evidence) in [(words.supporting, &cell.supporting), (words.undermining, &cell.undermining)] {
            for piece in evidence {
                let reference = page.reference(piece.citation.clone(), &piece.url);
                page.entry(4, head, 23, &format!("{} {reference}: {}", piece.title, piece.summary));
            }
        }
        page.blank();
    }
}
