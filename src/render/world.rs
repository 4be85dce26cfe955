//! One kind of demand, place by place, as a table.

use super::Dialect;
use super::dialect::table;
use super::names;
use crate::law::Lang;
use crate::report::WorldReport;

/// The heads, in the order of the columns.
fn heads(lang: Lang) -> [&'static str; 9] {
    match lang {
        Lang::En => [
            "jurisdiction",
            "name",
            "verdict",
            "worst case",
            "only possible",
            "conflicts",
            "certainty",
            "required",
            "forbidden",
        ],
        Lang::De => [
            "Rechtsordnung",
            "Name",
            "Ergebnis",
            "schlimmstenfalls",
            "nur möglich",
            "Kollisionen",
            "Sicherheit",
            "verlangt",
            "verboten",
        ],
    }
}

/// The table. Outcomes stand under the names that JSON has too.
///
/// # Errors
/// If a cell cannot be written; memory is the only reason.
pub fn csv(report: &WorldReport<'_>, dialect: Dialect, lang: Lang) -> Result<Vec<u8>, csv::Error> {
    let rows = report.rows.iter().map(|row| {
        let worst = row.worst.as_ref();
        vec![
            row.jurisdiction.to_owned(),
            row.name.to_owned(),
            row.verdict.name().to_owned(),
            row.worst_case.name().to_owned(),
            row.possible.to_string(),
            row.conflicts.to_string(),
            worst.map(|worst| names::certainty(worst.certainty, lang).to_owned()).unwrap_or_default(),
            worst.map(|worst| worst.required[1].clone()).unwrap_or_default(),
            worst.map(|worst| worst.forbidden[1].clone()).unwrap_or_default(),
        ]
    });
    table(std::iter::once(heads(lang).map(str::to_owned).to_vec()).chain(rows), dialect)
}
