//! A footprint as a table: one row a site and requesting state, one column a kind of demand.

use csv::{Terminator, WriterBuilder};

use super::words;
use crate::law::Lang;
use crate::render::Dialect;
use crate::render::dialect::harmless;
use crate::report::{CellReport, Certainty, FootprintReport, SiteReport, SitesReport};

/// What stands in the place of a state where it makes no difference which one asks.
const INDEPENDENT: &str = "independent";

/// The table. Outcomes stand under the names that JSON has too; a column of a kind of demand holds the worst, and where
/// that is only contested the kind stands in the column before these. The last row of a site has what collides there
/// whoever asks.
///
/// # Errors
/// If a cell cannot be written; memory is the only reason.
pub fn csv(report: &FootprintReport<'_>, dialect: Dialect, lang: Lang) -> Result<Vec<u8>, csv::Error> {
    let mut writer = WriterBuilder::new()
        .delimiter(dialect.separator())
        .terminator(Terminator::CRLF)
        .from_writer(dialect.mark().to_vec());
    writer.write_record(headings(report, lang))?;
    for row in &report.rows {
        for site in &row.sites {
            let states = report.states.iter().map(|state| state.code).zip(&row.cells);
            for (state, cell) in states.chain([(INDEPENDENT, &row.independent)]) {
                let record = record(report, (row, site), (state, cell), dialect, lang);
                writer.write_record(record.iter().map(|cell| harmless(cell).into_owned()))?;
            }
        }
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

fn headings<'r>(report: &'r FootprintReport<'_>, lang: Lang) -> Vec<&'r str> {
    let words = words::words(lang);
    let mut headings = vec![
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
        words.best,
        words.worst,
        words.certainty,
        words.worst_case,
        words.profile,
        words.asked,
        words.findings,
        words.contested,
    ];
    headings.extend(report.profiles.iter().map(|profile| profile.id));
    headings
}

fn record(
    report: &FootprintReport<'_>,
    (row, site): (&SitesReport<'_>, &SiteReport),
    (state, cell): (&str, &CellReport<'_>),
    dialect: Dialect,
    lang: Lang,
) -> Vec<String> {
    let number = |number: Option<f64>| {
        let plain = number.map(|number| number.to_string()).unwrap_or_default();
        dialect.number(&plain).into_owned()
    };
    let kinds = report.profiles.iter().zip(&cell.by_profile);
    let contested = kinds.filter(|(_, range)| range.certainty == Some(Certainty::Contested)).map(|(kind, _)| kind.id);
    let mut record = vec![
        site.id.clone(),
        row.place.code.to_owned(),
        site.city.clone().unwrap_or_default(),
        number(site.point.map(|(latitude, _)| latitude)),
        number(site.point.map(|(_, longitude)| longitude)),
        words::status(site.status, lang).to_owned(),
        row.operators.join("|"),
        row.infrastructure.clone().unwrap_or_default(),
        row.technology.clone().unwrap_or_default(),
        state.to_owned(),
        cell.range.best.name().to_owned(),
        cell.range.worst.name().to_owned(),
        cell.range.certainty.map_or("", Certainty::name).to_owned(),
        cell.range.worst_case.name().to_owned(),
        cell.profile.to_owned(),
        cell.asked.clone(),
        cell.findings.join("|"),
        contested.collect::<Vec<_>>().join("|"),
    ];
    record.extend(cell.by_profile.iter().map(|range| range.worst.name().to_owned()));
    record
}
