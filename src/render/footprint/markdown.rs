//! A footprint in Markdown, for documents and pull requests.

use std::fmt::Write as _;

use super::words::{self, Words};
use crate::law::Lang;
use crate::render::text;
use crate::report::{FootprintReport, RangeReport};

/// The page.
#[must_use]
pub fn markdown(report: &FootprintReport<'_>, lang: Lang) -> String {
    let words = words::words(lang);
    let mut out = String::new();
    let mut line = |text: &str| {
        let _ = writeln!(out, "{text}");
    };
    line(&format!("# {}\n", escaped(&report.name)));
    line(&format!("{} {}. {}.\n", words.law_as_of, report.as_of, words::assumed(report, words)));
    for change in &report.changes {
        line(&format!("- {}: {}", words.made, escaped(change)));
    }
    line(&format!("\n{}\n", totals(report, words, lang)));
    line(&format!("## {}\n\n{}\n", words.matrix, words.matrix_means));
    let mut head = vec![words.place.to_owned(), words.sites.to_owned(), words.operator.to_owned()];
    head.extend(report.states.iter().map(|state| state.code.to_owned()));
    line(&table_head(&head));
    for row in &report.rows {
        let sites: Vec<&str> = row.sites.iter().map(|site| site.id.as_str()).collect();
        let mut cells = vec![row.place.code.to_owned(), sites.join(", "), escaped(&words::run_by(row, words))];
        cells.extend(row.cells.iter().map(|cell| letters(&cell.range)));
        line(&table_row(&cells));
    }
    line(&format!("\n{}\n", legend(lang)));
    line(&format!("## {}\n", words.by_profile));
    let mut head = vec![words.profile.to_owned()];
    head.extend(report.states.iter().map(|state| state.code.to_owned()));
    line(&table_head(&head));
    for (profile, ranges) in report.profiles.iter().zip(&report.by_profile) {
        let mut cells = vec![escaped(profile.name)];
        cells.extend(ranges.iter().map(letters));
        line(&table_row(&cells));
    }
    line(&format!("\n## {}\n", words.causes));
    line(&table_head(&["", words.demands, "", ""].map(str::to_owned)));
    for cause in &report.causes {
        let law = format!("[{}, {}]({})", escaped(cause.title), escaped(cause.pinpoint), cause.url);
        let side = words::side(cause.side, lang);
        line(&table_row(&[
            format!("{} {side}", cause.jurisdiction),
            cause.demands.to_string(),
            law,
            escaped(cause.summary),
        ]));
    }
    if !report.single_changes.is_empty() {
        line(&format!("\n## {}\n", words.changes));
        let head = [words.change, words.demands, words.conflicts, "±", words.deadlocks];
        line(&table_head(&head.map(str::to_owned)));
        for effect in &report.single_changes {
            line(&table_row(&[
                escaped(&effect.change),
                effect.demands.to_string(),
                effect.conflicts.to_string(),
                words::difference(effect, report),
                effect.deadlocks.to_string(),
            ]));
        }
    }
    if !report.not_encoded.is_empty() {
        line(&format!("\n{}: {}.", words.not_encoded, report.not_encoded.join(", ")));
    }
    line(&format!("\ncomity {} · {} · {}", report.receipt.engine, report.receipt.corpus, words.informs));
    out
}

/// How many demands, and what comes of them.
pub(in crate::render) fn totals(report: &FootprintReport<'_>, words: &Words, lang: Lang) -> String {
    let parts = report
        .totals
        .by_outcome
        .iter()
        .map(|(outcome, count)| format!("{} {count} {}", outcome.letter(), text::outcome_name(*outcome, lang)));
    let mut line = format!(
        "{} {}, {} {}: {}",
        report.totals.demands,
        words.demands,
        report.totals.conflicts,
        words.in_conflict,
        parts.collect::<Vec<_>>().join(", ")
    );
    if let Some(before) = &report.before {
        line.push_str(&format!(
            " ({}: {} {}, {} {})",
            words.before, before.demands, words.demands, before.conflicts, words.in_conflict
        ));
    }
    line
}

/// What the letters mean.
pub(in crate::render) fn legend(lang: Lang) -> String {
    use crate::report::Outcome;
    let all = [
        Outcome::Clear,
        Outcome::Resolvable,
        Outcome::Reroutable,
        Outcome::Discretionary,
        Outcome::Deadlock,
        Outcome::Unknown,
    ];
    let parts = all.map(|outcome| format!("{} {}", outcome.letter(), text::outcome_name(outcome, lang)));
    format!("{}: {}", words::words(lang).legend, parts.join(" · "))
}

fn letters(range: &RangeReport) -> String {
    words::letters(range)
}

fn table_head(cells: &[String]) -> String {
    let rule: Vec<&str> = cells.iter().map(|_| "---").collect();
    format!("{}\n| {} |", table_row(cells), rule.join(" | "))
}

fn table_row(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

/// A text that stands for itself: nothing in it makes a table, a link or a tag.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '|' | '*' | '_' | '[' | ']' | '`' | '<' | '>' | '\\' | '#' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
