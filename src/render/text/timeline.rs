//! A timeline for the terminal.

use super::Look;
use super::page::{BOLD, Page, colour, styled};
use super::table::table;
use super::writer::{Writer, left_out, receipt};
use crate::render::names;
use crate::render::references::place_cited;
use crate::render::timeline::words::{self, collision, end, law, letters, means, movement, shift, signs, title, track};
use crate::report::{LawReport, TimelineReport, TurnReport};

/// So many conflicts of one day are told, if not all are wanted.
const FEW: usize = 4;

/// The page; with `look.explain` every conflict that moved, and for how many situations.
#[must_use]
pub fn timeline(report: &TimelineReport<'_>, look: Look) -> String {
    let (words, lang) = (words::words(look.lang), look.lang);
    let mut page = Page::new(look.width);
    let writer = Writer::new(look, report.glossary);
    left_out(&mut page, &report.receipt, look);
    let as_of = format!("{} {}", writer.say.words.law_as_of, names::date(&report.as_of, lang));
    page.ends(&styled(BOLD, &title(report, lang)), &as_of);
    page.blank();
    if let Some(now) = report.verdict {
        let name = format!("{} {}", now.letter(), names::outcome(now, lang).to_uppercase());
        page.entry(2, &styled(colour(now), &name), 2 + name.chars().count() + 2, words.today);
    }
    if !report.complete {
        page.entry(2, "", 2, words.incomplete);
    }
    let given = writer.say.given(report.given.iter());
    if !given.is_empty() {
        page.entry(2, words.given, 12, &given);
    }
    page.entry(2, "", 2, means(report, lang));
    page.blank();
    spans(&mut page, report, look);
    page.entry(2, "", 2, &letters(lang));
    page.blank();
    page.line(&format!("  {}", styled(BOLD, words.turns)));
    page.blank();
    if report.turns.is_empty() {
        page.entry(2, "", 2, words.no_turns);
    }
    for turn in &report.turns {
        told(&mut page, turn, look);
    }
    if look.explain {
        page.entry(2, "", 2, words.situations_mean);
    }
    page.blank();
    page.references();
    receipt(&mut page, &report.receipt, look, false);
    page.finish()
}

fn spans(page: &mut Page, report: &TimelineReport<'_>, look: Look) {
    let words = words::words(look.lang);
    let tracks = report.spans.first().into_iter().flat_map(|span| &span.tracks);
    let heads = [words.from, words.to].into_iter().map(str::to_owned);
    let mut rows: Vec<Vec<String>> = vec![heads.chain(tracks.map(|known| track(known, look.lang))).collect()];
    for span in &report.spans {
        let days = [names::date(&span.from, look.lang), end(span, look.lang)];
        rows.push(days.into_iter().chain(span.tracks.iter().map(signs)).collect());
    }
    table(page, &rows);
    page.blank();
}

fn told(page: &mut Page, turn: &TurnReport<'_>, look: Look) {
    let words = words::words(look.lang);
    page.line(&format!("  {}", styled(BOLD, &names::date(&turn.day, look.lang))));
    for changed in &turn.laws {
        let sign = match changed.change {
            "began" => "+",
            "ended" => "−",
            _ => "~",
        };
        let line = format!("{}{}", law(changed, look.lang), reference(page, changed));
        page.entry(4, sign, 6, &line);
    }
    let shown = if look.explain { turn.conflicts.len() } else { FEW };
    for turned in turn.conflicts.iter().take(shown) {
        page.entry(6, "", 8, &format!("{} · {}", movement(turned, look.lang), collision(turned, look.lang)));
        for moved in turned.shifts.iter().filter(|_| look.explain) {
            page.entry(10, "", 10, &shift(moved, look.lang));
        }
    }
    if turn.conflicts.len() > shown {
        page.entry(6, "", 8, &format!("{} {}", turn.conflicts.len() - shown, words.more));
    }
    page.blank();
}

fn reference(page: &mut Page, law: &LawReport<'_>) -> String {
    let Some(url) = law.url else { return String::new() };
    let cited = match law.pinpoint {
        Some(pinpoint) => place_cited(law.title, law.citation, pinpoint),
        None if law.citation.contains(law.title) => law.citation.to_owned(),
        None => format!("{}, {}", law.title, law.citation),
    };
    format!(" {}", page.reference(cited, url))
}
