//! The strip: a row for each direction, a field for each span, by time.

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::words;
use crate::law::Lang;
use crate::render::browser;
use crate::render::names::{self, Letter};
use crate::report::{Outcome, SpanReport, TimelineReport};

/// Where the fields begin and end.
const LEFT: f64 = 110.0;
const RIGHT: f64 = 1090.0;
/// Where the first row begins, how high rows are and how far apart.
const TOP: f64 = 40.0;
const ROW: f64 = 34.0;
const STEP: f64 = 44.0;
/// A field as wide as this has room for its letter.
const ROOM: f64 = 14.0;
/// So many years are drawn after the last turn.
const AFTER: f64 = 3.0;

#[derive(Serialize)]
struct Page {
    title: String,
    means: &'static str,
    about: String,
    date: String,
    width: f64,
    height: f64,
    foot_of_rows: f64,
    rows: Vec<Row>,
    fields: Vec<Field>,
    ticks: Vec<Tick>,
    today: Option<f64>,
    letters: Vec<Letter>,
    spans: Vec<Vec<String>>,
    heads: Vec<String>,
    turns: Vec<Turn>,
    law_as_of: &'static str,
    informs: &'static str,
    foot: String,
}

#[derive(Serialize)]
struct Row {
    name: String,
    middle: f64,
}

#[derive(Serialize)]
struct Field {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    class: &'static str,
    letter: char,
    /// Where the letter stands, if there is room for it.
    middle: Option<[f64; 2]>,
    told: String,
}

#[derive(Serialize)]
struct Tick {
    x: f64,
    year: u32,
}

#[derive(Serialize)]
struct Turn {
    day: String,
    laws: Vec<Law>,
    conflicts: Vec<[String; 2]>,
}

#[derive(Serialize)]
struct Law {
    told: String,
    url: Option<String>,
}

/// The strip alone, as a file of its own.
///
/// # Errors
/// If a template is wrong.
pub fn svg(report: &TimelineReport<'_>, lang: Lang) -> Result<String, minijinja::Error> {
    rendered(report, lang, "strip.svg")
}

/// A page for browsers, mail and print: the strip, and everything as text.
///
/// # Errors
/// If a template is wrong.
pub fn html(report: &TimelineReport<'_>, lang: Lang) -> Result<String, minijinja::Error> {
    rendered(report, lang, "page.html")
}

/// What the template of the strip draws, for pages that have a style of their own.
pub(in crate::render) fn strip(report: &TimelineReport<'_>, lang: Lang) -> Value {
    Value::from(Serde(page(report, lang)))
}

/// The same where the strip is one picture of several: a field for each worst outcome, and none of the text.
pub(in crate::render) fn brief(report: &TimelineReport<'_>, lang: Lang) -> Value {
    let spans = runs(report);
    let brief = TimelineReport { spans, turns: Vec::new(), ..report.clone() };
    // The axis ends after the last turn of all.
    let axis = Axis::new(report);
    Value::from(Serde(drawn(&brief, &axis, lang)))
}

/// The spans with those that have the same worst outcomes as their neighbours taken together.
fn runs<'c>(report: &TimelineReport<'c>) -> Vec<SpanReport<'c>> {
    let worst = |span: &SpanReport<'_>| span.tracks.iter().map(|track| track.worst).collect::<Vec<_>>();
    let mut runs: Vec<SpanReport<'c>> = Vec::new();
    for span in &report.spans {
        match runs.last_mut() {
            Some(last) if worst(last) == worst(span) => last.to.clone_from(&span.to),
            _ => {
                let mut run = span.clone();
                // How many there are changes within a run.
                run.tracks.iter_mut().for_each(|track| track.conflicts.clear());
                runs.push(run);
            }
        }
    }
    runs
}

fn rendered(report: &TimelineReport<'_>, lang: Lang, template: &str) -> Result<String, minijinja::Error> {
    let mut templates = browser::templates()?;
    templates.set_auto_escape_callback(|_| minijinja::AutoEscape::Html);
    templates.add_template("strip.svg", include_str!("strip.svg"))?;
    templates.add_template("page.html", include_str!("page.html"))?;
    templates.get_template(template)?.render(context! {
        words => Value::from(Serde(words::words(lang))),
        page => Value::from(Serde(page(report, lang))),
        style => browser::style(),
        standalone => true,
    })
}

/// The time that is drawn, in years.
struct Axis {
    first: f64,
    last: f64,
}

impl Axis {
    fn new(report: &TimelineReport<'_>) -> Self {
        let first = years(&report.from);
        let turns = report.turns.iter().map(|turn| years(&turn.day));
        let open = turns.chain([years(&report.as_of), first]).fold(first, f64::max) + AFTER;
        let last = report.to.as_ref().map_or(open, |day| years(day));
        Self { first, last: last.max(first + 0.1) }
    }

    fn x(&self, at: f64) -> f64 {
        let share = (at.clamp(self.first, self.last) - self.first) / (self.last - self.first);
        rounded(LEFT + share * (RIGHT - LEFT))
    }
}

/// A day as years and their parts: near enough for a picture.
fn years(day: &str) -> f64 {
    let mut parts = day.split('-').map(|part| part.parse::<f64>().unwrap_or_default());
    let mut next = || parts.next().unwrap_or_default();
    let (year, month, day) = (next(), next(), next());
    year + (month - 1.0).max(0.0) / 12.0 + (day - 1.0).max(0.0) / 366.0
}

fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

fn page(report: &TimelineReport<'_>, lang: Lang) -> Page {
    drawn(report, &Axis::new(report), lang)
}

fn drawn(report: &TimelineReport<'_>, axis: &Axis, lang: Lang) -> Page {
    let common = crate::render::words::words(lang);
    let tracks = report.spans.first().map(|span| span.tracks.as_slice()).unwrap_or_default();
    let tops: Vec<f64> = std::iter::successors(Some(TOP), |top| Some(top + STEP)).take(tracks.len()).collect();
    let bottom = tops.last().map_or(TOP, |top| top + ROW);
    let rows = tracks
        .iter()
        .zip(&tops)
        .map(|(track, top)| Row { name: words::track(track, lang), middle: top + ROW / 2.0 + 5.0 });
    let fields = report.spans.iter().flat_map(|span| fields(span, &tops, axis, lang));
    let now = years(&report.as_of);
    let heads = [words::words(lang).from, words::words(lang).to].map(str::to_owned);
    let heads: Vec<String> = heads.into_iter().chain(tracks.iter().map(|track| words::track(track, lang))).collect();
    Page {
        title: words::title(report, lang),
        means: words::means(report, lang),
        about: about(report, lang),
        date: names::date(&report.as_of, lang),
        width: RIGHT + 10.0,
        height: bottom + 40.0,
        foot_of_rows: bottom,
        rows: rows.collect(),
        fields: fields.collect(),
        ticks: ticks(axis),
        today: (axis.first <= now && now <= axis.last).then(|| axis.x(now)),
        letters: names::letters(lang),
        spans: report.spans.iter().map(|span| row(span, lang)).collect(),
        heads,
        turns: turns(report, lang),
        law_as_of: common.law_as_of,
        informs: common.informs,
        foot: format!("comity {} · corpus {}", report.receipt.engine, report.receipt.short_hash()),
    }
}

/// The picture in a sentence, for those who do not see it.
fn about(report: &TimelineReport<'_>, lang: Lang) -> String {
    let told = report.spans.iter().map(|span| {
        let tracks: Vec<String> = span
            .tracks
            .iter()
            .map(|track| format!("{} {}", words::track(track, lang), words::told(track, lang)))
            .collect();
        format!("{}: {}", names::date(&span.from, lang), tracks.join("; "))
    });
    told.collect::<Vec<_>>().join(". ")
}

fn fields(span: &SpanReport<'_>, tops: &[f64], axis: &Axis, lang: Lang) -> Vec<Field> {
    let from = axis.x(years(&span.from));
    let to = span.to.as_ref().map_or(RIGHT, |day| axis.x(years(day)));
    let width = rounded((to - from).max(0.5));
    let fields = span.tracks.iter().zip(tops).map(|(track, top)| Field {
        x: from,
        y: *top,
        width,
        height: ROW,
        class: track.worst.map_or("same", Outcome::name),
        letter: track.worst.map_or('–', Outcome::letter),
        middle: (width >= ROOM).then_some([rounded(from + width / 2.0), top + ROW / 2.0 + 5.0]),
        told: format!(
            "{} – {}, {}: {}",
            names::date(&span.from, lang),
            words::end(span, lang),
            words::track(track, lang),
            words::told(track, lang)
        ),
    });
    fields.collect()
}

/// A year on the axis every ten years, or every year of a short time.
fn ticks(axis: &Axis) -> Vec<Tick> {
    let every = if axis.last - axis.first > 25.0 { 10 } else { 1 };
    let years = (0u32..10_000).step_by(every);
    let shown = years.filter(|year| f64::from(*year) >= axis.first && f64::from(*year) <= axis.last);
    shown.map(|year| Tick { x: axis.x(f64::from(year)), year }).collect()
}

fn row(span: &SpanReport<'_>, lang: Lang) -> Vec<String> {
    let days = [names::date(&span.from, lang), words::end(span, lang)];
    days.into_iter()
        .chain(span.tracks.iter().map(|track| format!("{} · {}", words::signs(track), words::told(track, lang))))
        .collect()
}

fn turns(report: &TimelineReport<'_>, lang: Lang) -> Vec<Turn> {
    let turns = report.turns.iter().map(|turn| Turn {
        day: names::date(&turn.day, lang),
        laws: turn
            .laws
            .iter()
            .map(|law| Law { told: words::law(law, lang), url: law.url.map(str::to_owned) })
            .collect(),
        conflicts: turn
            .conflicts
            .iter()
            .map(|turned| [words::collision(turned, lang), words::movement(turned, lang)])
            .collect(),
    });
    turns.collect()
}
