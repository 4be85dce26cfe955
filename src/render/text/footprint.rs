//! A footprint on the terminal: a matrix of letters in blocks as wide as the page, then what drives it.

use super::Look;
use super::check::Writer;
use super::page::{BOLD, Page, SOFT, colour, columns, styled};
use super::words;
use crate::render::footprint::words::{self as footprint_words, Words};
use crate::render::footprint::{legend, totals};
use crate::report::{DriverReport, FootprintReport, RangeReport};

/// Drivers that a line names.
const DRIVERS: usize = 2;
/// Single changes that the page lists.
const CHANGES: usize = 8;

/// The page.
#[must_use]
pub fn footprint(report: &FootprintReport<'_>, look: Look) -> String {
    let mut page = Page::new(look.width);
    let words = footprint_words::words(look.lang);
    page.ends(
        &styled(BOLD, &report.name),
        &format!("{} {}", words.law_as_of, super::words::date(&report.as_of, look.lang)),
    );
    page.entry(2, "", 2, &footprint_words::assumed(report, words));
    for change in &report.changes {
        page.entry(2, words.made, 22, change);
    }
    page.blank();
    page.entry(2, "", 2, &styled(BOLD, &totals(report, words, look.lang)));
    page.entry(2, "", 2, &legend(look.lang));
    page.blank();
    section(&mut page, words.matrix);
    page.entry(2, "", 2, words.matrix_means);
    page.blank();
    let names: Vec<String> = report.rows.iter().map(|row| row_name(row, words)).collect();
    let ranges: Vec<Vec<RangeReport>> =
        report.rows.iter().map(|row| row.cells.iter().map(|cell| cell.range).collect()).collect();
    matrix(&mut page, report, &names, &ranges);
    section(&mut page, words.by_profile);
    page.blank();
    let names: Vec<String> = report.profiles.iter().map(|profile| profile.name.to_owned()).collect();
    matrix(&mut page, report, &names, &report.by_profile);
    drivers(&mut page, report, words);
    causes(&mut page, report, words, look);
    changes(&mut page, report, words);
    if !report.not_encoded.is_empty() {
        page.entry(2, &styled(BOLD, words.not_encoded), 18, &report.not_encoded.join(", "));
        page.blank();
    }
    page.references();
    Writer { look, words: words::words(look.lang) }.receipt(&mut page, &report.receipt, false);
    page.finish()
}

fn section(page: &mut Page, title: &str) {
    page.line(&format!("  {}", styled(BOLD, title)));
}

fn row_name(row: &crate::report::SitesReport<'_>, words: &Words) -> String {
    let count = row.sites.len();
    let count = if count > 1 { format!(" ×{count}") } else { String::new() };
    format!("{}{count} {}", row.place.code, footprint_words::run_by(row, words))
}

/// Rows of letters under the codes of the states, in blocks that fit the page.
fn matrix(page: &mut Page, report: &FootprintReport<'_>, names: &[String], ranges: &[Vec<RangeReport>]) {
    const CELL: usize = 4;
    let name_width = (page.width() / 3).clamp(16, 44);
    let fit = (page.width().saturating_sub(name_width + 3) / CELL).max(1);
    for start in (0..report.states.len()).step_by(fit) {
        let mut head = " ".repeat(name_width + 3);
        for state in report.states.iter().skip(start).take(fit) {
            head.push_str(&padded(state.code, CELL));
        }
        page.line(&styled(SOFT, head.trim_end()));
        for (name, row) in names.iter().zip(ranges) {
            let mut line = format!("  {} ", padded(&shortened(name, name_width), name_width));
            for range in row.iter().skip(start).take(fit) {
                let letters = footprint_words::letters(range);
                let gap = " ".repeat(CELL.saturating_sub(letters.chars().count()));
                line.push_str(&styled(colour(range.worst), &letters));
                line.push_str(&gap);
            }
            page.line(&line);
        }
        page.blank();
    }
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

fn shortened(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(width.saturating_sub(1)).collect();
    short.push('…');
    short
}

fn drivers(page: &mut Page, report: &FootprintReport<'_>, words: &Words) {
    section(page, words.drivers_by_site);
    for row in report.rows.iter().filter(|row| !row.drivers.is_empty()) {
        let sites: Vec<&str> = row.sites.iter().map(|site| site.id.as_str()).collect();
        page.entry(4, row.place.code, 12, &format!("{} ({})", told(&row.drivers), sites.join(", ")));
    }
    page.blank();
    section(page, words.drivers_by_state);
    for (state, drivers) in report.states.iter().zip(&report.by_state).filter(|(_, drivers)| !drivers.is_empty()) {
        page.entry(4, state.code, 12, &told(drivers));
    }
    page.blank();
}

fn told(drivers: &[DriverReport<'_>]) -> String {
    let parts = drivers.iter().take(DRIVERS);
    let parts = parts.map(|driver| format!("{} × {} [{}]", driver.required, driver.forbidden, driver.finding));
    let more = drivers.len().saturating_sub(DRIVERS);
    let more = if more > 0 { format!("; +{more}") } else { String::new() };
    format!("{}{more}", parts.collect::<Vec<_>>().join("; "))
}

fn causes(page: &mut Page, report: &FootprintReport<'_>, words: &Words, look: Look) {
    section(page, words.causes);
    for cause in &report.causes {
        let reference = page.reference(format!("{}, {}", cause.title, cause.pinpoint), cause.url);
        let side = footprint_words::side(cause.side, look.lang);
        let line = format!("{} {side}: {}, {} {reference}", cause.jurisdiction, cause.title, cause.pinpoint);
        page.entry(4, &cause.demands.to_string(), 12, &line);
    }
    page.blank();
}

fn changes(page: &mut Page, report: &FootprintReport<'_>, words: &Words) {
    if report.single_changes.is_empty() {
        return;
    }
    section(page, words.changes);
    for effect in report.single_changes.iter().take(CHANGES) {
        let line = format!(
            "{}: {} {} ({} {})",
            effect.change, effect.conflicts, words.conflicts, effect.deadlocks, words.deadlocks
        );
        page.entry(4, &footprint_words::difference(effect, report), 12, &line);
    }
    page.blank();
}
