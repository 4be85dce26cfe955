//! Conflicts as a table, of a request and of a pair alike.

use super::Dialect;
use super::dialect::table;
use super::names;
use crate::law::Lang;
use crate::report::ConflictReport;

/// The heads, in the order of the columns.
fn heads(lang: Lang) -> [&'static str; 9] {
    match lang {
        Lang::En => ["id", "requiring", "required by", "forbidding", "forbidden by", "act", "outcome", "at best", "certainty"],
        Lang::De => ["Kennung", "verlangt von", "verlangt in", "verboten von", "verboten in", "Handlung", "Ausgang", "bestenfalls", "Sicherheit"],
    }
}

/// The table, a conflict a row. Outcomes stand under the names that JSON has too.
///
/// # Errors
/// If a cell cannot be written; memory is the only reason.
pub fn csv<'r, 'c: 'r>(
    conflicts: impl Iterator<Item = &'r ConflictReport<'c>>,
    dialect: Dialect,
    lang: Lang,
) -> Result<Vec<u8>, csv::Error> {
    let rows = conflicts.map(|conflict| {
        vec![
            conflict.id.clone(),
            conflict.required.jurisdiction.to_owned(),
            conflict.required.provision.to_owned(),
            conflict.forbidden.jurisdiction.to_owned(),
            conflict.forbidden.provision.to_owned(),
            conflict.required.act_label.to_owned(),
            conflict.outcome.name().to_owned(),
            conflict.at_best.name().to_owned(),
            names::certainty(conflict.certainty, lang).to_owned(),
        ]
    });
    table(std::iter::once(heads(lang).map(str::to_owned).to_vec()).chain(rows), dialect)
}
