//! How the answer for two legal orders moved through time: the strip, the spans, and the law that moved it.

use minijinja::Value;
use serde::Serialize;

use super::frame::{At, Download};
use super::words::words;
use super::{Head, Site};
use crate::law::Day;
use crate::render::timeline::strip::strip;
use crate::render::timeline::words as told;
use crate::report::{TimelineReport, TurnReport};

#[derive(Serialize)]
struct View {
    title: String,
    means: &'static str,
    pair: Option<String>,
    complete: bool,
    incomplete: &'static str,
    no_turns: &'static str,
    spans: &'static str,
    strip: Value,
    /// Of each turn how many conflicts moved in which way, and where they are told.
    moves: Vec<Moves>,
}

/// What a turn did to conflicts.
#[derive(Serialize)]
struct Moves {
    /// In which way, and how many; the most frequent way first.
    ways: Vec<(String, usize)>,
    /// The page that tells all of them.
    all: Option<String>,
}

impl Site {
    /// The page of a timeline.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn timeline(&self, at: &At<'_>, report: &TimelineReport<'_>) -> Result<String, minijinja::Error> {
        let heads = told::words(at.lang);
        let title = format!("{}: {}", told::title(report, at.lang), words(at.lang).through_time);
        let downloads = [("SVG", "svg"), ("Markdown", "md"), ("CSV", "csv"), ("JSON", "json")];
        let head = Head {
            title: title.clone(),
            section: "pair",
            downloads: downloads.map(|(label, form)| Download { label, form }).to_vec(),
        };
        let view = View {
            title,
            means: told::means(report, at.lang),
            pair: report.pair.and_then(|[a, b]| at.to_asked(&format!("pair/{a}/{b}"), at.asked)),
            complete: report.complete,
            incomplete: heads.incomplete,
            no_turns: heads.no_turns,
            spans: heads.spans,
            strip: strip(report, at.lang),
            moves: report.turns.iter().map(|turn| moves(at, report, turn)).collect(),
        };
        self.page("timeline.html", at, &head, &view)
    }
}

/// What a turn did to conflicts.
fn moves(at: &At<'_>, report: &TimelineReport<'_>, turn: &TurnReport<'_>) -> Moves {
    let mut ways: Vec<(String, usize)> = Vec::new();
    for movement in turn.conflicts.iter().map(|turned| told::movement(turned, at.lang)) {
        match ways.iter_mut().find(|(known, _)| *known == movement) {
            Some((_, count)) => *count += 1,
            None => ways.push((movement, 1)),
        }
    }
    ways.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let day = turn.day.parse::<Day>().ok();
    let all = day.zip(report.pair).and_then(|(day, [a, b])| {
        let asked =
            [("old", day.previous().to_string()), ("new", turn.day.clone()), ("jurisdictions", format!("{a},{b}"))];
        at.to_asked("changes", &asked.map(|(name, value)| (name.to_owned(), value)))
    });
    Moves { ways, all }
}
