//! The matrix in Markdown, for documents and pull requests.

use std::fmt::Write as _;

use super::words::{self, given, signs};
use crate::law::Lang;
use crate::render::markdown::{escaped, table_head, table_row};
use crate::render::names;
use crate::report::MatrixReport;

/// The page.
#[must_use]
pub fn markdown(report: &MatrixReport<'_>, lang: Lang) -> String {
    let words = words::words(lang);
    let mut out = format!("# {}\n\n", words.title);
    let as_of = names::date(&report.as_of, lang);
    let _ = writeln!(out, "{} {as_of}. {}\n", crate::render::words::words(lang).law_as_of, words.means);
    let _ = writeln!(out, "{}\n", escaped(&given(report, lang)));
    let heads: Vec<String> =
        std::iter::once(String::new()).chain(report.jurisdictions.iter().map(|name| name.code.to_owned())).collect();
    let _ = writeln!(out, "{}", table_head(&heads));
    for (name, row) in report.jurisdictions.iter().zip(&report.rows) {
        let head = format!("**{}** {}", name.code, escaped(name.name));
        let cells: Vec<String> = std::iter::once(head).chain(row.iter().map(signs)).collect();
        let _ = writeln!(out, "{}", table_row(&cells));
    }
    let letters = names::OUTCOMES.map(|outcome| format!("`{}` {}", outcome.letter(), names::outcome(outcome, lang)));
    let _ = writeln!(out, "\n{}: {}\n", words.legend, letters.join(" · "));
    let receipt = &report.receipt;
    let informs = crate::render::words::words(lang).informs;
    let _ = writeln!(out, "comity {} · corpus {} · {informs}", receipt.engine, receipt.short_hash());
    out
}
