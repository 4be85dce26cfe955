//! The score as a table: one row a case.

use super::tell::miss;
use super::words::words;
use crate::law::Lang;
use crate::render::Dialect;
use crate::render::dialect::table;
use crate::report::CasesReport;

/// The table. What is right stands there as `true` and `false`; a cell is empty where a case expects nothing.
///
/// # Errors
/// If a cell cannot be written; memory is the only reason.
pub fn csv(report: &CasesReport<'_>, dialect: Dialect, lang: Lang) -> Result<Vec<u8>, csv::Error> {
    let words = words(lang);
    let mut heads = vec![words.case.to_owned(), words.name.to_owned(), words.date.to_owned()];
    heads.extend(words.columns.map(str::to_owned));
    heads.push(words.misses.to_owned());
    let rows = report.cases.iter().map(|score| {
        let mut row = vec![score.case.to_owned(), score.name.to_owned(), score.as_of.clone()];
        row.extend(score.columns().map(|right| right.map(|right| right.to_string()).unwrap_or_default()));
        row.push(score.misses.iter().map(|wrong| miss(wrong, lang)).collect::<Vec<_>>().join("; "));
        row
    });
    table(std::iter::once(heads).chain(rows), dialect)
}
