//! Lists of law and the table of what is encoded, for spreadsheets.

use super::words::words;
use crate::law::Lang;
use crate::render::Dialect;
use crate::render::dialect::table;
use crate::report::{CoverageReport, ListReport};

/// One row a version of a provision or a mechanism. What it is and how sure it is stand under the names that JSON has
/// too.
///
/// # Errors
/// If a cell cannot be written; memory is the only reason.
pub fn list_csv(report: &ListReport<'_>, dialect: Dialect, lang: Lang) -> Result<Vec<u8>, csv::Error> {
    let words = words(lang);
    let heads = [
        words.id,
        words.whose,
        words.what,
        words.topic,
        words.citation,
        words.from,
        words.to,
        words.confidence,
        words.address,
    ];
    let rows = report.rows.iter().map(|row| {
        vec![
            row.id.clone(),
            row.jurisdictions.join("|"),
            row.what.clone(),
            row.topic.clone().unwrap_or_default(),
            row.citation.clone(),
            row.in_force.from.clone().unwrap_or_default(),
            row.in_force.to.clone().unwrap_or_default(),
            row.confidence.to_owned(),
            row.url.clone(),
        ]
    });
    table(std::iter::once(heads.map(str::to_owned).to_vec()).chain(rows), dialect)
}

/// One row a jurisdiction, one column a topic. Levels stand under the names that JSON has too.
///
/// # Errors
/// If a cell cannot be written; memory is the only reason.
pub fn coverage_csv(report: &CoverageReport, dialect: Dialect, lang: Lang) -> Result<Vec<u8>, csv::Error> {
    let words = words(lang);
    let heads = [words.jurisdiction, words.name, words.provisions, words.mechanisms].map(str::to_owned);
    let heads = heads.into_iter().chain(report.topics.iter().map(|(_, label)| label.clone()));
    let rows = report.rows.iter().map(|row| {
        let counts =
            [row.jurisdiction.clone(), row.name.clone(), row.provisions.to_string(), row.mechanisms.to_string()];
        counts.into_iter().chain(row.levels.iter().map(|(level, _)| (*level).to_owned())).collect()
    });
    table(std::iter::once(heads.collect()).chain(rows), dialect)
}
