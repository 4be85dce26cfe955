//! How the answer for two legal orders moved through time: the strip, the spans, and the law that moved it.

use minijinja::Value;
use serde::Serialize;

use super::frame::{At, Download};
use super::words::words;
use super::{Head, Site};
use crate::law::Day;
use crate::render::timeline::strip::{brief, strip};
use crate::render::timeline::words as told;
use crate::report::{TimelineReport, TurnReport};

/// So many turns are told on one page.
const MOST_TURNS: usize = 50;

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
    /// The picture: a field for each worst outcome. What changes within one, the table says.
    picture: Value,
    /// So many of the latest turns are told, and the page that tells those before.
    shown: usize,
    earlier: Option<String>,
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
            ..Head::default()
        };
        let earlier = earlier(at, report);
        let view = View {
            title,
            means: told::means(report, at.lang),
            pair: report.pair.and_then(|[a, b]| at.to_asked(&format!("pair/{a}/{b}"), at.asked)),
            complete: report.complete,
            incomplete: heads.incomplete,
            no_turns: heads.no_turns,
            spans: heads.spans,
            strip: strip(report, at.lang),
            picture: brief(report, at.lang),
            shown: if earlier.is_some() { MOST_TURNS } else { report.turns.len() },
            earlier,
            moves: report.turns.iter().map(|turn| moves(at, report, turn)).collect(),
        };
        self.page("timeline.html", at, &head, &view)
    }
}

/// The page that tells the turns before the latest, if there are more than one page holds.
fn earlier(at: &At<'_>, report: &TimelineReport<'_>) -> Option<String> {
    let first = report.turns.get(report.turns.len().checked_sub(MOST_TURNS)?)?;
    let before = first.day.parse::<Day>().ok()?.previous();
    if report.turns.len() == MOST_TURNS {
        return None;
    }
    let mut asked: Vec<(String, String)> = at.asked.iter().filter(|(name, _)| name != "to").cloned().collect();
    asked.push(("to".to_owned(), before.to_string()));
    at.to_asked(at.path, &asked)
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
