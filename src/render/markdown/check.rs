//! The answer to one request, in Markdown.

use super::document::{Document, tag, verdict};
use super::escaped;
use crate::law::Lang;
use crate::render::phrases::{Phrases, sign};
use crate::render::told::{Numbered, Told, groups};
use crate::render::words::words;
use crate::report::{Certainty, CheckReport, ConflictReport, HornReport};
use crate::text::visible;

/// The document; `explain` adds every fact and every norm.
#[must_use]
pub fn check(report: &CheckReport<'_>, lang: Lang, explain: bool) -> String {
    let say = Phrases { lang, words: words(lang), glossary: report.glossary, explain };
    let mut document = Document::titled(&visible(&report.request), &report.as_of, &report.receipt, lang);
    answer(&mut document, say, report);
    document.finish(&report.receipt, lang)
}

/// The answer itself.
pub(super) fn answer<'c>(document: &mut Document, say: Phrases<'c>, report: &CheckReport<'c>) {
    document.paragraph(&verdict(&say.head(report)));
    all_conflicts(document, say, report);
    let (rows, hinges) = say.duties(report);
    if rows.len() > 1 {
        document.table(&rows);
        for (letter, facts) in &hinges {
            document.item(0, &format!("{letter} {}: {}", say.words.hinges_on, escaped(facts)));
        }
    }
    if report.conflicts.is_empty() && !say.explain {
        applying(document, say, report);
        near_misses(document, say, report);
    }
    what_is_open(document, say, report);
    if say.explain {
        derivation(document, say, report);
    }
}

fn all_conflicts<'c>(document: &mut Document, say: Phrases<'c>, report: &CheckReport<'c>) {
    let numbered: Vec<Numbered<'_, '_>> = (1..).zip(report.conflicts.iter().chain(&report.resolved)).collect();
    let (standing, resolved) = numbered.split_at(report.conflicts.len());
    let mut told = Told::nothing(say.explain);
    conflicts(document, say, standing, &mut told);
    if !resolved.is_empty() {
        document.paragraph(&format!("**{}**", say.words.resolved));
        conflicts(document, say, resolved, &mut told);
    }
    if numbered.iter().any(|(_, conflict)| !conflict.mechanisms.is_empty()) {
        document.paragraph(&format!("{}: {}", say.words.signs, say.signs()));
    }
}

/// Conflicts with one requiring provision under one heading.
fn conflicts<'r, 'c>(
    document: &mut Document,
    say: Phrases<'c>,
    numbered: &[Numbered<'r, 'c>],
    told: &mut Told<'r, 'c>,
) {
    let words = say.words;
    for group in groups(numbered) {
        let Some((_, conflict)) = group.first() else { continue };
        let horn = &conflict.required;
        document.heading(2, &format!("{} {}: {}", horn.jurisdiction, words.requires, horn.act_label));
        let place = document.place(horn);
        document.paragraph(&place);
        provision(document, say, horn, words.refusing);
        for (number, conflict) in group {
            let (required, forbidden) = (&conflict.required, &conflict.forbidden);
            let parties = format!("{} {} {}", required.jurisdiction, words.against, forbidden.jurisdiction);
            document.heading(3, &format!("{number}. {parties}: {}", forbidden.act_label));
            document.paragraph(&tag(say, conflict));
            let place = document.place(forbidden);
            let forbids = format!("**{} {}** {place}", forbidden.jurisdiction, words.forbids);
            match told.forbidding(forbidden, *number) {
                Some(before) => document.paragraph(&format!("{forbids}: {} {before}", words.as_in)),
                None => {
                    document.paragraph(&forbids);
                    provision(document, say, forbidden, words.breach);
                }
            }
            if conflict.certainty == Certainty::Possible && !conflict.hinges_on.is_empty() {
                document.item(0, &format!("{}: {}", words.hinges_on, escaped(&say.facts(&conflict.hinges_on))));
            }
            ways(document, say, *number, conflict, told);
        }
    }
}

fn provision<'c>(document: &mut Document, say: Phrases<'c>, horn: &HornReport<'c>, breach: &str) {
    for line in say.horn(horn, breach) {
        document.item(0, &escaped(&line));
    }
}

fn ways<'r, 'c>(
    document: &mut Document,
    say: Phrases<'c>,
    number: usize,
    conflict: &'r ConflictReport<'c>,
    told: &mut Told<'r, 'c>,
) {
    let words = say.words;
    document.paragraph(&format!("**{}**", words.ways_out));
    let open = told.open(number, conflict);
    if let Some(before) = open.as_in {
        document.item(0, &format!("{} {before}", words.as_in));
    } else if open.new.is_empty() {
        document.item(0, words.no_way);
    }
    for way in open.new {
        let way = document.way(say, way);
        document.item(0, &way);
    }
    let closed = told.closed(number, conflict);
    let mut parts: Vec<String> = closed.as_in.iter().map(|before| format!("{} {before}", words.as_in)).collect();
    parts.extend(closed.new.iter().map(|way| format!("{} ({})", document.way_link(way), say.dates(way))));
    if let Some(way) = conflict.mechanisms.iter().find(|way| way.status == "not_in_force") {
        document.item(0, &format!("{} {}: {}", sign(way), words.not_in_force, parts.join("; ")));
    }
}

/// What is asked next, what was taken for granted, and what is missing in request and law.
fn what_is_open<'c>(document: &mut Document, say: Phrases<'c>, report: &CheckReport<'c>) {
    let words = say.words;
    if let Some(question) = &report.next_question {
        document.paragraph(&format!("**{}:** {}", words.next_question, escaped(&say.question(question).join(" "))));
    }
    if !report.open_places.is_empty() {
        let places = say.facts(&report.open_places);
        document.paragraph(&format!("**{}:** {}: {}", words.not_given, escaped(&places), words.other_law));
    }
    let by_default = say.given(report.facts.iter().filter(|fact| fact.by_default));
    if !by_default.is_empty() {
        document.paragraph(&format!("**{}:** {}", words.by_default, escaped(&by_default)));
    }
    document.by_place(words.not_encoded, &say.gaps(&report.gaps));
    document.by_place(words.partly, &say.limits(&report.limits));
}

/// The norms that apply, each as a link.
fn applying<'c>(document: &mut Document, say: Phrases<'c>, report: &CheckReport<'c>) {
    let told = say.applying(report);
    if !told.is_empty() {
        document.heading(2, say.words.applying);
    }
    for (state, says, law) in told {
        let law: Vec<String> = law.iter().map(|one| document.link(&one.name, one.name.clone(), one.url)).collect();
        document.item(0, &format!("{state} {}: {}", escaped(&says), law.join("; ")));
    }
}

fn near_misses<'c>(document: &mut Document, say: Phrases<'c>, report: &CheckReport<'c>) {
    if !report.norms.is_empty() {
        document.heading(2, say.words.could_have);
        norms(document, say, report);
    }
}

fn derivation<'c>(document: &mut Document, say: Phrases<'c>, report: &CheckReport<'c>) {
    document.heading(2, say.words.facts);
    for fact in &report.facts {
        document.item(0, &escaped(&format!("{}: {}", fact.label, say.values(fact))));
    }
    document.heading(2, say.words.derivation);
    norms(document, say, report);
}

/// Norms, and why each applies or not.
fn norms<'c>(document: &mut Document, say: Phrases<'c>, report: &CheckReport<'c>) {
    for norm in &report.norms {
        let (what, applies) = say.norm(norm);
        let place = document.place(&norm.horn);
        document.item(0, &format!("{} · {place}: **{applies}**", escaped(&what)));
        for reason in say.reasons(norm) {
            document.item(1, &escaped(&reason));
        }
    }
}
