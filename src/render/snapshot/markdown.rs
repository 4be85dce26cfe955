//! The review in Markdown, for a pull request.

use std::fmt::Write as _;

use super::tell::Tell;
use crate::law::Lang;
use crate::render::markdown::{escaped, table_head, table_row};
use crate::render::names;
use crate::report::ReviewReport;

/// The page: a table of what moved, then each item.
#[must_use]
pub fn markdown(report: &ReviewReport<'_>, lang: Lang) -> String {
    let tell = Tell::new(lang);
    let (words, common) = (tell.words, crate::render::words::words(lang));
    let mut out = format!("# {}: {}\n\n", words.title, escaped(&report.suite));
    let as_of = names::date(&report.as_of, lang);
    let recorded = names::date(&report.recorded_as_of, lang);
    let _ = writeln!(out, "**{}** · {} {as_of} · {} {recorded}\n", tell.sum(report), common.law_as_of, words.recorded);
    let open: Vec<_> = report.changes.iter().filter(|item| item.is_open()).collect();
    if !open.is_empty() {
        let _ = writeln!(out, "{}", table_head(&["".to_owned(), words.changed.to_owned(), words.because.to_owned()]));
        for item in &open {
            let causes: Vec<String> = item.causes.iter().map(|cause| escaped(&tell.cause(cause))).collect();
            let _ = writeln!(out, "{}", table_row(&[escaped(&item.item), tell.arrow(item), causes.join("<br>")]));
        }
        out.push('\n');
    }
    for item in open {
        let _ = writeln!(out, "## {}\n\n{}\n", escaped(&item.item), tell.arrow(item));
        for (head, line) in tell.item(item) {
            let _ = writeln!(out, "- **{head}** {}", escaped(&line));
        }
        out.push('\n');
    }
    for (head, list) in [(tell.counted(&report.accepted), &report.accepted), (words.idle.to_owned(), &report.idle)] {
        if !list.is_empty() {
            let _ = writeln!(out, "## {head}\n");
            list.iter().for_each(|known| out.push_str(&format!("- {}\n", escaped(&tell.accepted(known)))));
            out.push('\n');
        }
    }
    let receipt = &report.receipt;
    let _ = writeln!(out, "comity {} · corpus {} · {}", receipt.engine, receipt.short_hash(), common.informs);
    out
}
