//! A footprint as one page for browsers, mail and print: no script, nothing loaded from elsewhere.
//!
//! The template shows the report as it is; what is worked out for it (letters, what belongs together) stands in [`Page`].

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::map::{map, worst};
use super::words::{self, Words};
use crate::law::Lang;
use crate::render::browser;
use crate::render::names::{self, Letter};
use crate::report::{CellReport, FootprintReport, Outcome, RangeReport, SitesReport};

/// Findings that the page describes; of the others it only names the law.
const DESCRIBED: usize = 30;

/// What the templates show beside the report.
#[derive(Serialize)]
struct Page<'r, 'c> {
    date: String,
    assumed: String,
    size: String,
    legend: Vec<Letter>,
    places: Vec<Place<'r, 'c>>,
    profiles: Vec<Vec<Cell>>,
    matrix_means: String,
    has_independent: bool,
    /// By finding: how often which outcome comes of it.
    outcomes: Vec<String>,
    /// By finding: how often it drives a field.
    how_often: Vec<String>,
    moves: Vec<(String, String)>,
    effects: Vec<(String, &'r str, usize, usize)>,
    described: usize,
}

/// One field of a matrix.
#[derive(Serialize)]
struct Cell {
    worst: Outcome,
    letters: String,
    told: String,
}

/// A place with everything that stands there.
#[derive(Serialize)]
struct Place<'r, 'c> {
    code: &'r str,
    name: &'r str,
    sites: usize,
    worst: Cell,
    cells: Vec<Cell>,
    rows: Vec<Row<'r, 'c>>,
}

/// Sites that nothing tells apart.
#[derive(Serialize)]
struct Row<'r, 'c> {
    run_by: String,
    report: &'r SitesReport<'c>,
    statuses: Vec<&'static str>,
    answers: Vec<Answer<'r>>,
    apart: Vec<(&'static str, &'r str, Vec<Cell>)>,
}

/// States of which the same comes.
#[derive(Serialize)]
struct Answer<'r> {
    cell: Cell,
    asked: &'r str,
    profile: &'r str,
    findings: &'r [String],
    states: Vec<&'r str>,
}

/// The page.
///
/// # Errors
/// If a template is wrong.
pub fn html(report: &FootprintReport<'_>, lang: Lang) -> Result<String, minijinja::Error> {
    let words = words::words(lang);
    let mut templates = browser::templates()?;
    templates.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    templates.add_template("cells.html", CELLS)?;
    templates.add_template("map.html", MAP)?;
    templates.add_template("page.html", include_str!("page.html"))?;
    templates.add_filter("side", move |side: &str| words::side(side, words));
    templates.get_template("page.html")?.render(context! {
        style => browser::style(),
        ..parts(report, lang)
    })
}

/// The macros that fields and law of a footprint are drawn with; they want the filter `side`.
pub(in crate::render) const CELLS: &str = include_str!("cells.html");
/// The map.
pub(in crate::render) const MAP: &str = include_str!("map.html");

/// What the templates show: the report, the words, what is worked out for the page, and the map.
pub(in crate::render) fn parts(report: &FootprintReport<'_>, lang: Lang) -> Value {
    let words = words::words(lang);
    let maker = Maker { report, words, lang };
    context! {
        report => Value::from(Serde(report)),
        words => Value::from(Serde(words)),
        page => Value::from(Serde(maker.page())),
        map => Value::from(Serde(map(report, words, lang))),
    }
}

struct Maker<'r, 'c> {
    report: &'r FootprintReport<'c>,
    words: &'static Words,
    lang: Lang,
}

impl<'r, 'c> Maker<'r, 'c> {
    fn page(&self) -> Page<'r, 'c> {
        let (report, words) = (self.report, self.words);
        let changes = report.single_changes.iter().flat_map(|changes| &changes.best);
        Page {
            date: names::date(&report.as_of, self.lang),
            assumed: words::assumed(report, words, false),
            size: words::size(report, words),
            legend: names::letters(self.lang),
            places: report.places.iter().map(|place| self.place(place)).collect(),
            profiles: words::kinds(report).map(|(_, row)| self.cells(row)).collect(),
            matrix_means: words::matrix_means(report, words),
            has_independent: words::has_independent(report),
            outcomes: report.findings.iter().map(|finding| words::outcomes(finding, words, self.lang)).collect(),
            how_often: report.findings.iter().map(|finding| words::how_often(finding, words)).collect(),
            moves: words::moves(report),
            effects: changes
                .map(|effect| {
                    let difference = words::difference(effect, &report.totals);
                    (difference, effect.change.as_str(), effect.conflicts, effect.deadlocks)
                })
                .collect(),
            described: DESCRIBED,
        }
    }

    fn cell(&self, range: &RangeReport) -> Cell {
        let told = words::range_in_words(range, self.words, self.lang);
        Cell { worst: range.worst, letters: words::letters(range), told }
    }

    fn cells(&self, ranges: Vec<&RangeReport>) -> Vec<Cell> {
        ranges.into_iter().map(|range| self.cell(range)).collect()
    }

    fn place(&self, place: &'r crate::report::PlaceRow<'c>) -> Place<'r, 'c> {
        let rows = self.report.rows.iter().filter(|row| row.place.code == place.place.code);
        let all = || place.cells.iter().chain([&place.independent]);
        let outcome = worst(all().map(|cell| cell.worst));
        let certainty = all().filter(|cell| cell.worst == outcome).filter_map(|cell| cell.certainty).min();
        Place {
            code: place.place.code,
            name: place.place.name,
            sites: place.sites,
            worst: self.cell(&RangeReport { best: outcome, worst: outcome, certainty, worst_case: outcome }),
            cells: self.cells(words::fields(self.report, &place.cells, &place.independent)),
            rows: rows.map(|row| self.row(row)).collect(),
        }
    }

    fn row(&self, row: &'r SitesReport<'c>) -> Row<'r, 'c> {
        let mut answers: Vec<(&CellReport<'c>, Vec<&str>)> = Vec::new();
        let own = words::has_independent(self.report).then_some((self.words.independent, &row.independent));
        for (state, cell) in self.report.states.iter().map(|state| state.code).zip(&row.cells).chain(own) {
            let same = |known: &&mut (&CellReport<'c>, Vec<&str>)| {
                let known = known.0;
                (known.range, known.profile, &known.asked, &known.findings)
                    == (cell.range, cell.profile, &cell.asked, &cell.findings)
            };
            match answers.iter_mut().find(same) {
                Some((_, states)) if state != self.words.independent => states.push(state),
                Some(_) | None => answers.push((cell, vec![state])),
            }
        }
        let apart = row.apart.iter();
        Row {
            run_by: words::run_by(row, self.words),
            report: row,
            statuses: row.sites.iter().map(|site| words::status(site.status, self.lang)).collect(),
            answers: answers.into_iter().map(|(cell, states)| self.answer(cell, states)).collect(),
            apart: apart
                .map(|layer| {
                    let cells = words::fields(self.report, &layer.cells, &layer.independent);
                    (words::layer(layer.layer, self.words), layer.company.as_str(), self.cells(cells))
                })
                .collect(),
        }
    }

    fn answer(&self, cell: &'r CellReport<'c>, states: Vec<&'r str>) -> Answer<'r> {
        let profile = self.report.profiles.iter().find(|profile| profile.id == cell.profile);
        Answer {
            cell: self.cell(&cell.range),
            asked: &cell.asked,
            profile: profile.map_or("", |profile| profile.name),
            findings: &cell.findings,
            states,
        }
    }
}
