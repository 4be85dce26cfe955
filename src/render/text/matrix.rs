//! The matrix for the terminal.

use super::Look;
use super::page::{BOLD, Page, styled};
use super::table::table;
use super::writer::{left_out, receipt};
use crate::render::matrix::words::{self, given, signs, situations, told};
use crate::render::names;
use crate::report::MatrixReport;

/// The page; with `look.explain` every field by itself below.
#[must_use]
pub fn matrix(report: &MatrixReport<'_>, look: Look) -> String {
    let words = words::words(look.lang);
    let mut page = Page::new(look.width);
    left_out(&mut page, &report.receipt, look);
    let as_of =
        format!("{} {}", crate::render::words::words(look.lang).law_as_of, names::date(&report.as_of, look.lang));
    page.ends(&styled(BOLD, words.title), &as_of);
    page.blank();
    page.entry(2, "", 2, words.means);
    page.entry(2, "", 2, &given(report, look.lang));
    page.blank();
    let heads = report.jurisdictions.iter().map(|name| name.code.to_owned());
    let mut rows = vec![std::iter::once(String::new()).chain(heads).collect::<Vec<_>>()];
    for (name, row) in report.jurisdictions.iter().zip(&report.rows) {
        rows.push(std::iter::once(name.code.to_owned()).chain(row.iter().map(signs)).collect());
    }
    table(&mut page, &rows);
    page.blank();
    let letters = names::OUTCOMES.map(|outcome| format!("{} {}", outcome.letter(), names::outcome(outcome, look.lang)));
    page.entry(2, "", 2, &letters.join("   "));
    if look.explain {
        page.blank();
        for field in report.rows.iter().flatten().filter(|field| field.count() > 0) {
            let head = format!("{} > {}", field.requiring, field.forbidding);
            let line = format!("{}. {}: {}", told(field, look.lang), words.situations, situations(field, look.lang));
            page.entry(2, &head, 12, &line);
        }
        page.entry(2, "", 2, words.situations_mean);
    }
    page.blank();
    receipt(&mut page, &report.receipt, look, false);
    page.finish()
}
