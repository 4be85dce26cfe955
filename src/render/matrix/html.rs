//! The matrix as one page for browsers, mail and print: a heat map, and the same as a table.

use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::words::{self, given, signs, situations, told};
use crate::law::Lang;
use crate::render::browser;
use crate::render::names::{self, Letter};
use crate::report::{MatrixReport, Outcome};

/// The width of a square of the heat map.
const SQUARE: usize = 34;
/// Where the squares begin, right of and below the names.
const EDGE: usize = 52;

#[derive(Serialize)]
struct Page {
    date: String,
    given: String,
    size: usize,
    square: usize,
    edge: usize,
    letters: Vec<Letter>,
    heads: Vec<Head>,
    squares: Vec<Square>,
    rows: Vec<Row>,
    informs: &'static str,
    law_as_of: &'static str,
    foot: String,
}

/// A jurisdiction at the edge.
#[derive(Serialize)]
struct Head {
    code: String,
    name: String,
    middle: usize,
}

/// A field of the heat map.
#[derive(Serialize)]
struct Square {
    x: usize,
    y: usize,
    class: &'static str,
    signs: char,
    told: String,
}

/// A field of the table.
#[derive(Serialize)]
struct Row {
    requiring: String,
    forbidding: String,
    outcome: Outcome,
    signs: String,
    told: String,
    situations: String,
}

/// The page.
///
/// # Errors
/// If a template is wrong.
pub fn html(report: &MatrixReport<'_>, lang: Lang) -> Result<String, minijinja::Error> {
    let words = words::words(lang);
    let mut templates = browser::templates()?;
    templates.add_template("page.html", include_str!("page.html"))?;
    templates.get_template("page.html")?.render(context! {
        words => Value::from(Serde(words)),
        page => Value::from(Serde(page(report, lang))),
        style => browser::style(),
    })
}

fn page(report: &MatrixReport<'_>, lang: Lang) -> Page {
    let common = crate::render::words::words(lang);
    let at = |place: usize| EDGE + place * SQUARE;
    let heads = report.jurisdictions.iter().enumerate().map(|(place, name)| Head {
        code: name.code.to_owned(),
        name: name.name.to_owned(),
        middle: at(place) + SQUARE / 2,
    });
    let mut squares = Vec::new();
    for (row, fields) in report.rows.iter().enumerate() {
        for (column, field) in fields.iter().enumerate() {
            squares.push(Square {
                x: at(column),
                y: at(row),
                class: field.worst.map_or("same", Outcome::name),
                signs: field.worst.map_or('–', Outcome::letter),
                told: format!("{} > {}: {}", field.requiring, field.forbidding, told(field, lang)),
            });
        }
    }
    let rows = report.rows.iter().flatten().filter_map(|field| {
        Some(Row {
            requiring: field.requiring.to_owned(),
            forbidding: field.forbidding.to_owned(),
            outcome: field.worst?,
            signs: signs(field),
            told: told(field, lang),
            situations: situations(field, lang),
        })
    });
    Page {
        date: names::date(&report.as_of, lang),
        given: given(report, lang),
        size: at(report.jurisdictions.len()) + 1,
        square: SQUARE,
        edge: EDGE,
        letters: names::letters(lang),
        heads: heads.collect(),
        squares,
        rows: rows.collect(),
        informs: common.informs,
        law_as_of: common.law_as_of,
        foot: format!("comity {} · corpus {}", report.receipt.engine, report.receipt.corpus),
    }
}
