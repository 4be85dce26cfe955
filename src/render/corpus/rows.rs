//! Parts of lists and of the table of what is encoded that several formats share.

use super::words::words;
use crate::law::Lang;
use crate::render::names;
use crate::report::{CoverageReport, LevelCounts, ListReport};

/// The jurisdictions that a row names, the middle left out where there are many.
pub(in crate::render) fn places(codes: &[String]) -> String {
    match codes {
        [first, _, _, .., last] => format!("{first} … {last} ({})", codes.len()),
        few => few.join(", "),
    }
}

/// `provisions: 812 · mechanisms: 301 · in force on 24 November 2026`
pub(in crate::render) fn counted(report: &ListReport<'_>, lang: Lang) -> String {
    let words = words(lang);
    if report.rows.is_empty() {
        return words.nothing.to_owned();
    }
    let mut parts = vec![
        format!("{}: {}", words.provisions, report.provisions),
        format!("{}: {}", words.mechanisms, report.mechanisms),
    ];
    parts.extend(report.as_of.as_ref().map(|day| format!("{} {}", words.on_that_day, names::date(day, lang))));
    parts.join(" · ")
}

/// How far a topic is encoded, by sign.
pub(in crate::render) fn level_sign(level: &str) -> &'static str {
    match level {
        "encoded" => "●",
        "partly" => "◐",
        _ => "–",
    }
}

/// How a level is counted.
type Count = fn(&LevelCounts) -> usize;

const LEVELS: [(&str, Count); 3] = [("encoded", |of| of.encoded), ("partly", |of| of.partly), ("none", |of| of.none)];

/// What the signs mean: `● encoded · ◐ partly encoded · – not encoded`.
pub(in crate::render) fn legend(lang: Lang) -> String {
    LEVELS.map(|(level, _)| format!("{} {}", level_sign(level), names::level(level, lang))).join(" · ")
}

/// The table under the given names of its topics: a row a jurisdiction, and how many there are of each level.
pub(in crate::render) fn table(
    report: &CoverageReport,
    topics: impl Iterator<Item = String>,
    lang: Lang,
) -> Vec<Vec<String>> {
    let words = words(lang);
    let head = [String::new(), words.provisions.to_owned(), words.mechanisms.to_owned()];
    let mut rows = vec![head.into_iter().chain(topics).collect::<Vec<_>>()];
    rows.extend(report.rows.iter().map(|row| {
        let name = format!("{} {}", row.jurisdiction, row.name);
        let counts = [name, row.provisions.to_string(), row.mechanisms.to_string()];
        counts.into_iter().chain(row.levels.iter().map(|(level, _)| level_sign(level).to_owned())).collect()
    }));
    rows.extend(LEVELS.map(|(level, count)| {
        let head = [format!("{} {}", level_sign(level), names::level(level, lang)), String::new(), String::new()];
        head.into_iter().chain(report.totals.iter().map(|totals| count(totals).to_string())).collect()
    }));
    rows
}
