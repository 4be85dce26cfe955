//! The matrix as a table: one row a field.

use csv::{Terminator, WriterBuilder};

use super::words;
use crate::law::Lang;
use crate::render::Dialect;
use crate::report::{MatrixReport, Outcome};

/// The outcomes that have a column.
const COUNTED: [Outcome; 4] = [Outcome::Resolvable, Outcome::Reroutable, Outcome::Discretionary, Outcome::Deadlock];

/// The table. Outcomes stand under the names that JSON has too.
///
/// # Errors
/// If a cell cannot be written; memory is the only reason.
pub fn csv(report: &MatrixReport<'_>, dialect: Dialect, lang: Lang) -> Result<Vec<u8>, csv::Error> {
    let words = words::words(lang);
    let mut writer = WriterBuilder::new()
        .delimiter(dialect.separator())
        .terminator(Terminator::CRLF)
        .from_writer(dialect.mark().to_vec());
    let mut heads = vec![words.requires, words.forbids, words.worst, words.conflicts];
    heads.extend(COUNTED.map(Outcome::name));
    heads.push(words.situations);
    writer.write_record(heads)?;
    for field in report.rows.iter().flatten() {
        let Some(worst) = field.worst else { continue };
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
        writer.write_record(record)?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}
