//! A footprint as a table: one row a site, requesting state and kind of demand.

use csv::{Terminator, WriterBuilder};

use super::words;
use crate::law::Lang;
use crate::report::FootprintReport;

/// How cells are set apart, and how numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Commas, points, lines that end as everywhere.
    Plain,
    /// As spreadsheets with German settings read it: semicolons, decimal commas, a byte order mark.
    German,
}

/// The table. The last column names the findings that make the row as bad as it is, where the row is the worst of its
/// site and state.
///
/// # Errors
/// If a cell cannot be written; memory is the only reason.
pub fn csv(report: &FootprintReport<'_>, dialect: Dialect, lang: Lang) -> Result<Vec<u8>, csv::Error> {
    let mut out = Vec::new();
    if dialect == Dialect::German {
        out.extend_from_slice("\u{feff}".as_bytes());
    }
    let separator = if dialect == Dialect::German { b';' } else { b',' };
    let mut writer = WriterBuilder::new().delimiter(separator).terminator(Terminator::CRLF).from_writer(out);
    let words = words::words(lang);
    writer.write_record([
        words.site,
        words.place,
        words.city,
        words.latitude,
        words.longitude,
        words.status,
        words.operator,
        words.infrastructure,
        words.technology,
        words.state,
        words.profile,
        words.best,
        words.worst,
        words.worst_case,
        words.asked,
        words.findings,
    ])?;
    let number = |number: Option<f64>| {
        let plain = number.map(|number| number.to_string()).unwrap_or_default();
        if dialect == Dialect::German { plain.replace('.', ",") } else { plain }
    };
    for row in &report.rows {
        for site in &row.sites {
            for (state, cell) in report.states.iter().zip(&row.cells) {
                for (profile, range) in report.profiles.iter().zip(&cell.by_profile) {
                    let told = profile.id == cell.profile;
                    let findings = if told { cell.findings.join("|") } else { String::new() };
                    writer.write_record([
                        site.id.as_str(),
                        row.place.code,
                        site.city.as_deref().unwrap_or_default(),
                        &number(site.point.map(|(latitude, _)| latitude)),
                        &number(site.point.map(|(_, longitude)| longitude)),
                        words::status(site.status, lang),
                        &row.operators.join("|"),
                        row.infrastructure.as_deref().unwrap_or_default(),
                        row.technology.as_deref().unwrap_or_default(),
                        state.code,
                        profile.id,
                        range.best.name(),
                        range.worst.name(),
                        range.worst_case.name(),
                        if told { cell.asked.as_str() } else { "" },
                        &findings,
                    ])?;
                }
            }
        }
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}
