//! A timeline in Markdown, for documents and pull requests.

use super::document::Document;
use super::escaped;
use crate::law::Lang;
use crate::render::names;
use crate::render::phrases::Phrases;
use crate::render::references::place_cited;
use crate::render::timeline::words::{self, collision, end, law, letters, means, movement, shift, signs, title, track};
use crate::report::{LawReport, TimelineReport, TurnReport};

/// The page; with `explain` for how many situations each conflict moved.
#[must_use]
pub fn timeline(report: &TimelineReport<'_>, lang: Lang, explain: bool) -> String {
    let words = words::words(lang);
    let mut page = Document::titled(&title(report, lang), &report.as_of, &report.receipt, lang);
    if let Some(now) = report.verdict {
        page.paragraph(&format!("**{} {}** {}", now.letter(), names::outcome(now, lang), words.today));
    }
    if !report.complete {
        page.paragraph(words.incomplete);
    }
    let say = Phrases { lang, words: crate::render::words::words(lang), glossary: report.glossary, explain };
    let given = say.given(report.given.iter());
    if !given.is_empty() {
        page.paragraph(&format!("{}: {}", words.given, escaped(&given)));
    }
    page.paragraph(means(report, lang));
    page.table(&rows(report, lang));
    page.paragraph(&letters(lang));
    page.heading(2, words.turns);
    if report.turns.is_empty() {
        page.paragraph(words.no_turns);
    }
    for turn in &report.turns {
        told(&mut page, turn, lang, explain);
    }
    page.finish(&report.receipt, lang)
}

fn rows(report: &TimelineReport<'_>, lang: Lang) -> Vec<Vec<String>> {
    let words = words::words(lang);
    let tracks = report.spans.first().into_iter().flat_map(|span| &span.tracks);
    let heads = [words.from, words.to].into_iter().map(str::to_owned);
    let heads = heads.chain(tracks.map(|known| track(known, lang))).collect();
    let spans = report.spans.iter().map(|span| {
        let days = [names::date(&span.from, lang), end(span, lang)];
        days.into_iter().chain(span.tracks.iter().map(signs)).collect()
    });
    std::iter::once(heads).chain(spans).collect()
}

fn told(page: &mut Document, turn: &TurnReport<'_>, lang: Lang, explain: bool) {
    page.heading(3, &names::date(&turn.day, lang));
    for changed in &turn.laws {
        let line = linked(page, changed, lang);
        page.item(0, &line);
    }
    for turned in &turn.conflicts {
        page.item(1, &format!("**{}** {} `{}`", movement(turned, lang), escaped(&collision(turned, lang)), turned.id));
        for moved in turned.shifts.iter().filter(|_| explain) {
            page.item(2, &shift(moved, lang));
        }
    }
}

fn linked(page: &mut Document, changed: &LawReport<'_>, lang: Lang) -> String {
    let told = law(changed, lang);
    let Some(url) = changed.url else { return escaped(&told) };
    let cited = match changed.pinpoint {
        Some(pinpoint) => place_cited(changed.title, changed.citation, pinpoint),
        None => changed.citation.to_owned(),
    };
    page.link(&told, cited, url)
}
