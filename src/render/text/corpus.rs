//! The law itself: a list, cards, and the table of what is encoded.

use comfy_table::{ContentArrangement, Table, presets};

use super::Look;
use super::check::Writer;
use super::page::{BOLD, Page, styled};
use super::words;
use crate::report::{CardReport, CoverageReport, ListReport, Receipt, VocabularyReport};

/// One line a provision or mechanism.
#[must_use]
pub fn list(report: &ListReport, look: Look) -> String {
    let mut page = Page::new(look.width);
    let writer = Writer { look, words: words::words(look.lang) };
    writer.left_out(&mut page, &report.receipt);
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(page.width()).unwrap_or(100));
    for row in &report.rows {
        let places = match row.jurisdictions.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [one, two] => format!("{one} {two}"),
            [one, .., last] => format!("{one} … {last}"),
        };
        let from = row.in_force.from.clone().unwrap_or_default();
        let to = row.in_force.to.clone().unwrap_or_default();
        table.add_row([places, row.id.clone(), row.what.clone(), format!("{from} – {to}"), row.confidence.to_owned()]);
    }
    page.block(0, &table.to_string());
    page.blank();
    writer.receipt(&mut page, &report.receipt, false);
    page.finish()
}

/// Readable cards.
#[must_use]
pub fn cards(cards: &[CardReport], receipt: &Receipt, look: Look) -> String {
    let mut page = Page::new(look.width);
    let writer = Writer { look, words: words::words(look.lang) };
    let words = writer.words;
    writer.left_out(&mut page, receipt);
    for card in cards {
        let pinpoint = card.pinpoint.as_ref().map(|pinpoint| format!(", {pinpoint}")).unwrap_or_default();
        page.ends(&styled(BOLD, &format!("{}{pinpoint}", card.title)), &card.id);
        let mut entry = |head: &str, body: &str| {
            if !body.is_empty() {
                page.entry(2, head, 18, body);
            }
        };
        entry("", &format!("{} · {} · {}", card.jurisdictions.join(", "), card.citation, card.url));
        entry("", &card.summary);
        entry("", &card.does);
        entry(words.in_force, &words::period(&card.in_force, look.lang));
        entry(words.when, &card.when);
        for exception in &card.exceptions {
            entry(words.exceptions, exception);
        }
        entry(words.lifted_by, &card.lifted_by.join(", "));
        entry(words.sanction, card.sanction.as_deref().unwrap_or_default());
        entry(words.note, card.note.as_deref().unwrap_or_default());
        for source in &card.sources {
            let note = source.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
            entry(words.sources, &format!("{} ({} {}){note}", source.url, words.seen, source.seen));
        }
        entry(words.confidence, card.confidence);
        page.blank();
    }
    writer.receipt(&mut page, receipt, false);
    page.finish()
}

/// A jurisdiction × topic table.
#[must_use]
pub fn coverage(report: &CoverageReport, look: Look) -> String {
    let mut page = Page::new(look.width);
    let writer = Writer { look, words: words::words(look.lang) };
    let words = writer.words;
    writer.left_out(&mut page, &report.receipt);
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(page.width()).unwrap_or(100));
    let mut header = vec![String::new(), "#".to_owned()];
    header.extend(report.topics.iter().map(|(_, label)| label.clone()));
    table.set_header(header);
    for row in &report.rows {
        let mut cells = vec![row.jurisdiction.clone(), row.provisions.to_string()];
        cells.extend(row.levels.iter().map(|(level, _)| words::level(level, look.lang).to_owned()));
        table.add_row(cells);
    }
    page.block(0, &table.to_string());
    page.blank();
    if look.explain {
        for row in &report.rows {
            page.line(&styled(BOLD, &format!("{} {}", row.jurisdiction, row.name)));
            for ((topic, _), (level, limits)) in report.topics.iter().zip(&row.levels) {
                let limits = limits.as_ref().map(|limits| format!(": {limits}")).unwrap_or_default();
                page.entry(2, topic, 24, &format!("{}{limits}", words::level(level, look.lang)));
            }
            page.blank();
        }
    }
    page.line(&format!("{} {} {}", report.without_law, words.jurisdictions, words.without_law));
    let (provisions, low) = report.provisions;
    let (mechanisms, low_mechanisms) = report.mechanisms;
    let confidence = words.low_confidence;
    page.line(&format!(
        "{provisions} provisions ({low} {confidence}), {mechanisms} mechanisms ({low_mechanisms} {confidence})"
    ));
    writer.receipt(&mut page, &report.receipt, false);
    page.finish()
}

/// Every fact with its question, type and values.
#[must_use]
pub fn vocabulary(report: &VocabularyReport, look: Look) -> String {
    let mut page = Page::new(look.width);
    let writer = Writer { look, words: words::words(look.lang) };
    let words = writer.words;
    writer.left_out(&mut page, &report.receipt);
    for fact in &report.facts {
        page.ends(&styled(BOLD, &fact.id), fact.ty);
        page.entry(2, "", 2, &fact.question);
        if !fact.values.is_empty() {
            let values: Vec<String> = fact.values.iter().map(|(id, label)| format!("{id} ({label})")).collect();
            page.entry(2, words.values, 12, &values.join(", "));
        }
        if let Some(default) = &fact.default {
            let default = if default.is_empty() { "–".to_owned() } else { default.join(", ") };
            page.entry(2, words.default, 12, &default);
        }
        page.blank();
    }
    writer.receipt(&mut page, &report.receipt, false);
    page.finish()
}
