//! Everything that can collide between two legal orders, in Markdown.

use super::document::{Document, tag_as, verdict};
use super::escaped;
use crate::law::Lang;
use crate::render::clauses::term_lines;
use crate::render::pairs::PairTold;
use crate::render::phrases::Phrases;
use crate::render::words::words;
use crate::report::{CollisionReport, PairReport, SideReport, WhenReport, alike};

/// The document; `explain` adds what is left out of partly encoded topics.
#[must_use]
pub fn pair(report: &PairReport<'_>, lang: Lang, explain: bool) -> String {
    let say = Phrases { lang, words: words(lang), glossary: report.glossary, explain };
    let mut document = Document::titled(&say.pair_title(report), &report.as_of, &report.receipt, lang);
    document.paragraph(&verdict(&say.pair_head(report)));
    for (head, facts) in say.assumed(report) {
        document.item(0, &format!("{head}: {}", escaped(&facts)));
    }
    let overview = say.overview(report);
    if overview.len() > 1 {
        document.table(&overview);
    }
    let mut told = PairTold::default();
    for side in &report.directions {
        direction(&mut document, say, side, &mut told);
    }
    ways_told(&mut document, say, &told);
    document.paragraph(if report.complete { say.words.situations_mean } else { say.words.too_large });
    document.by_place(say.words.not_encoded, &say.gaps(&report.gaps));
    document.by_place(say.words.partly, &say.limits(&report.limits));
    document.finish(&report.receipt, lang)
}

fn direction<'r, 'c>(document: &mut Document, say: Phrases<'c>, side: &'r SideReport<'c>, told: &mut PairTold<'r, 'c>) {
    document.heading(2, &say.direction(side));
    if side.collisions.is_empty() {
        document.paragraph(say.words.nothing_collides);
    }
    for group in side.groups() {
        let Some(first) = group.first() else { continue };
        let horn = &first.conflict.required;
        document.heading(3, &format!("{} {}: {}", horn.jurisdiction, say.words.requires, horn.act_label));
        let place = document.place(horn);
        document.paragraph(&format!("{place}: {}", escaped(horn.summary)));
        terms(document, say.lang, 0, &first.required_terms);
        document.paragraph(&format!("{} {}:", side.forbidding, say.words.forbids));
        for found in alike(group) {
            block(document, say, &found, told);
        }
    }
}

/// Collisions that read alike: each with its provision, and once what holds of all.
fn block<'r, 'c>(
    document: &mut Document,
    say: Phrases<'c>,
    block: &[&'r CollisionReport<'c>],
    told: &mut PairTold<'r, 'c>,
) {
    let words = say.words;
    let mut fresh = false;
    for collision in block {
        let (numbered, horn) = (told.collision(collision), &collision.conflict.forbidden);
        let place = document.place(horn);
        let same = numbered.same.map(|same| format!(" ({} {same})", words.as_in)).unwrap_or_default();
        let (number, tag) = (numbered.number, tag_as(say, say.certainty(collision), &collision.conflict));
        document.item(0, &format!("**{number}** · {} · {place}{same} · {tag}", horn.jurisdiction));
        if !numbered.summary_told {
            document.item(1, &escaped(horn.summary));
        }
        fresh |= numbered.same.is_none();
    }
    let Some(first) = block.first() else { return };
    if fresh {
        terms(document, say.lang, 1, &first.forbidden_terms);
    }
    if first.resolved {
        document.item(1, words.resolved);
    }
    for (head, line) in say.ways_out(first, told).into_iter().chain(say.exactly(first)) {
        document.item(1, &format!("{head}: {}", escaped(&line)));
    }
}

fn terms(document: &mut Document, lang: Lang, depth: usize, terms: &WhenReport<'_>) {
    for (head, lines) in term_lines(terms, lang) {
        document.clauses(depth, head, &lines);
    }
}

/// Every mechanism that the document has named: those in force, then those that would help but are not.
fn ways_told<'c>(document: &mut Document, say: Phrases<'c>, told: &PairTold<'_, 'c>) {
    for (head, closed) in [(say.words.ways_out, false), (say.words.would_help, true)] {
        let ways: Vec<_> = told.named().filter(|(_, way)| (way.status == "not_in_force") == closed).collect();
        if ways.is_empty() {
            continue;
        }
        document.heading(2, head);
        if !closed {
            document.paragraph(&say.signs());
        }
        for (name, way) in ways {
            let way = document.way(say, way);
            document.item(0, &format!("**{name}** {way}"));
        }
    }
}
