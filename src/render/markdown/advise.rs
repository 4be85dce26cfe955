//! The least that must change, in Markdown.

use super::document::{Document, tag, verdict};
use super::escaped;
use crate::law::Lang;
use crate::render::advice::advice_words;
use crate::render::phrases::Phrases;
use crate::render::words::words;
use crate::report::{AdviceReport, AdviseReport};
use crate::text::visible;

/// The document; `explain` tells every value and every answer.
#[must_use]
pub fn advise(report: &AdviseReport<'_>, lang: Lang, explain: bool) -> String {
    let now = &report.now;
    let say = Phrases { lang, words: words(lang), glossary: now.glossary, explain };
    let words = advice_words(lang);
    let mut document = Document::titled(&visible(&now.request), &now.as_of, &now.receipt, lang);
    document.paragraph(&verdict(&say.head(now)));
    if !now.conflicts.is_empty() {
        document.heading(2, words.conflicts);
    }
    for (number, conflict) in (1..).zip(&now.conflicts) {
        let places = [&conflict.required, &conflict.forbidden].map(|horn| document.place(horn));
        let [required, forbidden] = places;
        let parties = format!("{} {} {}", conflict.pair[0], say.words.against, conflict.pair[1]);
        document.line(&format!("{number}. {parties}: {required} – {forbidden} · {}", tag(say, conflict)));
    }
    if let Some(nothing) = say.no_help(report) {
        document.paragraph(&format!("**{}**", escaped(&nothing)));
    }
    for (head, list) in say.advice(report) {
        advice(&mut document, say, head, &list, report);
    }
    if let Some(silence) = say.silence(report) {
        document.paragraph(silence);
    }
    let fewest = say.fewest(report);
    if !fewest.is_empty() {
        document.paragraph(&format!("**{}:** {}", words.reach, escaped(&fewest)));
    }
    if let Some(proof) = say.proof(report, false) {
        document.paragraph(&format!("**{}:** {}", words.proof, escaped(&proof)));
        document.paragraph(&format!("**{}:** {}", words.may_change, escaped(&say.facts(&report.may_change))));
    }
    questions(&mut document, say, report);
    document.by_place(say.words.not_encoded, &say.gaps(&now.gaps));
    document.finish(&now.receipt, lang)
}

fn advice<'c>(
    document: &mut Document,
    say: Phrases<'c>,
    head: &str,
    advice: &[&AdviceReport<'c>],
    report: &AdviseReport<'c>,
) {
    document.heading(2, head);
    for one in advice {
        let end = say.leads_to(one.verdict, one.worst_case);
        document.item(0, &format!("{} → **{}**", escaped(&say.changes(one)), escaped(&end)));
        let effects = say.effects(one, &report.now.conflicts);
        if !effects.is_empty() {
            document.item(1, &escaped(&effects));
        }
    }
}

fn questions<'c>(document: &mut Document, say: Phrases<'c>, report: &AdviseReport<'c>) {
    if report.questions.is_empty() {
        return;
    }
    document.heading(2, advice_words(say.lang).ask);
    for ask in &report.questions {
        document.item(0, &format!("{} `--set {}=…`: {}", escaped(ask.question), ask.fact, say.decides(ask)));
        for (answers, end) in say.leads(ask) {
            document.item(1, &format!("{} → {}", escaped(&answers), escaped(&end)));
        }
    }
}
