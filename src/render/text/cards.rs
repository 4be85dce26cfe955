//! Provisions and mechanisms as readable cards.

use super::Look;
use super::page::{BOLD, Page, styled};
use super::writer::{clauses, left_out, receipt};
use crate::render::clauses::{clause_lines, exception_lines};
use crate::render::meets::meets;
use crate::render::names;
use crate::render::phrases::does;
use crate::render::words::words;
use crate::report::{CardReport, Receipt};

/// The cards.
#[must_use]
pub fn cards(cards: &[CardReport<'_>], made_with: &Receipt, look: Look) -> String {
    let mut page = Page::new(look.width);
    left_out(&mut page, made_with, look);
    let told_on = cards.iter().find_map(|one| one.collides_with.as_ref()).map(|report| report.as_of.as_str());
    for one in cards {
        card(&mut page, one, look);
        if let Some(day) = told_on.filter(|_| one.collides_with.is_none()) {
            let words = words(look.lang);
            let day = names::date(day, look.lang);
            let line = format!("{} ({} {day})", words.meets_elsewhere, words.law_as_of);
            page.entry(2, words.meets, words.margin, &line);
        }
        page.blank();
    }
    receipt(&mut page, made_with, look, false);
    page.finish()
}

fn card(page: &mut Page, card: &CardReport<'_>, look: Look) {
    let (words, lang) = (words(look.lang), look.lang);
    let (margin, on) = (words.margin, look.today.to_string());
    let pinpoint = card.pinpoint.as_ref().map(|pinpoint| format!(", {pinpoint}")).unwrap_or_default();
    page.ends(&styled(BOLD, &format!("{}{pinpoint}", card.title)), &card.id);
    let mut entry = |head: &str, body: &str| {
        if !body.is_empty() {
            page.entry(2, head, margin, body);
        }
    };
    entry("", &format!("{} · {}", card.jurisdictions.join(", "), card.citation));
    entry("", &card.url);
    entry("", &card.summary);
    entry("", &does(&card.does_in_words, lang));
    entry(words.also_called, &card.short.join(", "));
    entry(words.in_force, &names::period(&card.in_force, &on, lang));
    if card.versions.len() > 1 {
        let versions: Vec<String> = card.versions.iter().map(|version| names::period(version, &on, lang)).collect();
        entry(words.versions, &versions.join(" · "));
    }
    clauses(page, 2, words.when, margin, &clause_lines(&card.terms.holds, lang));
    for exception in &card.terms.unless {
        clauses(page, 2, words.exceptions, margin, &exception_lines(exception, lang));
        if let Some(note) = exception.note {
            page.entry(margin, "", margin, note);
        }
    }
    let mut entry = |head: &str, body: &str| {
        if !body.is_empty() {
            page.entry(2, head, margin, body);
        }
    };
    entry(words.lifted_by, &card.accepts.join(", "));
    entry(words.sanction, card.sanction.as_deref().unwrap_or_default());
    entry(words.note, card.note.as_deref().unwrap_or_default());
    for source in &card.sources {
        entry(words.sources, &source.url);
        let note = source.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
        entry("", &format!("{} {}{note}", words.seen, names::date(&source.seen, lang)));
    }
    entry(words.confidence, names::confidence(card.confidence, lang));
    let lines = card.collides_with.as_ref().map(|report| meets(report, lang, look.explain)).unwrap_or_default();
    for (at, line) in lines.iter().enumerate() {
        let indent = margin + line.len() - line.trim_start().len();
        page.entry(2, if at == 0 { words.meets } else { "" }, indent, line.trim_start());
    }
}
