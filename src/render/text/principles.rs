//! The principles as a table, and with one jurisdiction or `--explain` the law behind each cell.

use comfy_table::{ContentArrangement, Table, presets};

use super::Look;
use super::check::Writer;
use super::page::{BOLD, Page, styled};
use super::words;
use crate::report::PrinciplesReport;

/// The page.
#[must_use]
pub fn principles(report: &PrinciplesReport, look: Look) -> String {
    let mut page = Page::new(look.width);
    let writer = Writer { look, words: words::words(look.lang) };
    let words = writer.words;
    writer.left_out(&mut page, &report.receipt);
    page.ends(
        &styled(BOLD, "Trusted Cloud Principles"),
        &format!("{} {}", words.law_as_of, words::date(&report.as_of, look.lang)),
    );
    page.blank();
    for (at, principle) in report.principles.iter().enumerate() {
        page.entry(
            2,
            &format!("{}", at + 1),
            5,
            &format!("{}: {}", styled(BOLD, &principle.title), principle.statement),
        );
    }
    page.blank();
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(page.width().saturating_sub(2)).unwrap_or(100));
    let mut header = vec![String::new()];
    header.extend((1..=report.principles.len()).map(|at| at.to_string()));
    table.set_header(header);
    for row in &report.rows {
        let mut name = format!("{} {}", row.jurisdiction, row.name);
        if !row.own_law {
            name.push_str(&format!(" ({})", words.treaties_only));
        }
        let mut cells = vec![name];
        cells.extend(row.cells.iter().map(|cell| {
            let (sign, name) = words::grade(cell.grade, look.lang);
            format!("{sign} {name} ({}/{})", cell.supporting.len(), cell.undermining.len())
        }));
        table.add_row(cells);
    }
    page.block(1, &table.to_string());
    page.blank();
    if look.explain || report.rows.len() == 1 {
        for row in &report.rows {
            for (principle, cell) in report.principles.iter().zip(&row.cells) {
                let (sign, name) = words::grade(cell.grade, look.lang);
                page.line(&format!("  {} · {} {sign} {name}", styled(BOLD, &row.jurisdiction), principle.title));
                for (head, evidence) in [(words.supporting, &cell.supporting), (words.undermining, &cell.undermining)] {
                    for piece in evidence {
                        let reference = page.reference(piece.citation.clone(), &piece.url);
                        page.entry(4, head, 24, &format!("{} {reference} {}", piece.id, piece.summary));
                    }
                }
                page.blank();
            }
        }
        page.references();
    }
    writer.receipt(&mut page, &report.receipt, false);
    page.finish()
}
