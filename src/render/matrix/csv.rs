//! The matrix as a table: one row a field.

use super::words;
use crate::law::Lang;
use crate::render::Dialect;
use crate::render::dialect::table;
use crate::report::{FieldReport, MatrixReport, Outcome};

/// The outcomes that have a column.
const COUNTED: [Outcome; 4] = [Outcome::Resolvable, Outcome::Reroutable, Outcome::Discretionary, Outcome::Deadlock];

/// The table. Outcomes stand under the names that JSON has too.
///
/// # Errors
/// If a cell cannot be written; memory is the only reason.
pub fn csv(report: &MatrixReport<'_>, dialect: Dialect, lang: Lang) -> Result<Vec<u8>, csv::Error> {
    let words = words::words(lang);
    let mut heads = vec![words.requires, words.forbids, words.worst, words.conflicts];
    heads.extend(COUNTED.map(Outcome::name));
    heads.push(words.situations);
    let rows = report.rows.iter().flatten().filter_map(|field| Some(record(field, field.worst?)));
    table(std::iter::once(heads.into_iter().map(str::to_owned).collect()).chain(rows), dialect)
}

fn record(field: &FieldReport<'_>, worst: Outcome) -> Vec<String> {
    let mut record = vec![
        field.requiring.to_owned(),
        field.forbidding.to_owned(),
        worst.name().to_owned(),
        field.count().to_string(),
    ];
    record.extend(COUNTED.map(|outcome| {
        let part = field.conflicts.iter().find(|part| part.outcome == outcome);
        part.map_or(0, |part| part.count).to_string()
    }));
    record.push(field.situations.clone().unwrap_or_default());
    record
}
