//! The map: one kind of demand of one state, every country coloured and lettered by what comes of it; the same as a
//! table.

use std::collections::BTreeMap;

use serde::Serialize;

use super::frame::{At, data};
use super::parts::{Chip, Link};
use super::words::words;
use super::{Head, Site};
use crate::atlas::World;
use crate::law::{LabelPoint, Lang};
use crate::render::globe::WHOLE;
use crate::render::names::{self, Letter};
use crate::report::{Outcome, WorldReport, WorldRow};

/// A shape has room for its letter if it is as wide and high as this.
const ROOM: i32 = 11;

/// How far a disc reaches from its middle.
const DISC: i32 = 2;

/// What the page of the map shows.
#[derive(Debug)]
pub struct MapPage<'a, 'c> {
    /// What comes of the demand, place by place.
    pub report: &'a WorldReport<'c>,
    /// Every jurisdiction: code and name.
    pub places: &'a [(String, String)],
    /// The kinds of demand: id and name.
    pub profiles: &'a [(String, String)],
}

#[derive(Serialize)]
struct View<'a> {
    title: String,
    lead: String,
    asking: &'a str,
    profile: &'a str,
    description: &'a str,
    seat: &'a str,
    places: &'a [(String, String)],
    profiles: Vec<(&'a str, &'a str, bool)>,
    view: String,
    land: String,
    shapes: Vec<Shape>,
    letters: Vec<Letter>,
    about: String,
    borders: &'static str,
    rows: Vec<Row>,
    /// Places of which nothing is known.
    silent: Vec<Link>,
    year: i32,
}

/// A country on the map.
#[derive(Serialize)]
struct Shape {
    class: &'static str,
    path: String,
    told: String,
    href: Option<String>,
    letter: Option<(char, i32, i32)>,
    disputed: bool,
}

#[derive(Serialize)]
struct Row {
    code: String,
    name: Link,
    chip: Chip,
    possible: bool,
    conflicts: usize,
    required: Option<Link>,
    forbidden: Option<Link>,
    certainty: &'static str,
    ask: Option<String>,
}

impl Site {
    /// The page of the map.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn map(&self, at: &At<'_>, page: &MapPage<'_, '_>) -> Result<String, minijinja::Error> {
        let view = view(at, page);
        let head = Head { title: view.title.clone(), section: "map", downloads: data(), ..Head::default() };
        self.page("map.html", at, &head, &view)
    }
}

fn view<'a>(at: &At<'_>, page: &'a MapPage<'_, '_>) -> View<'a> {
    let (report, lang) = (page.report, at.lang);
    let by_code: BTreeMap<&str, &WorldRow<'_>> = report.rows.iter().map(|row| (row.jurisdiction, row)).collect();
    let words = words(lang);
    let shapes = World::get().shapes().filter_map(|(code, rings)| {
        let path = WHOLE.path(|known| known == code);
        if path.is_empty() {
            return None;
        }
        let row = by_code.get(code);
        let own = code == report.asking;
        let class = match row {
            _ if own => "asking",
            Some(row) => row.shown.name(),
            None => "same",
        };
        let told = match row {
            Some(row) => told(row, lang),
            None if own => format!("{}: {}", report.asking_name, words.map_asking),
            None => words.map_same.to_owned(),
        };
        let letter = row.and_then(|row| Some((row.shown.letter(), WHOLE.room(rings, ROOM)?)));
        Some(Shape {
            class,
            path,
            told,
            href: row.and_then(|row| asked(at, row)),
            letter: letter.map(|(letter, (x, y))| (letter, x, y)),
            disputed: World::get().is_disputed(code),
        })
    });
    let seen: Vec<Shape> = shapes.collect();
    let small = report.rows.iter().filter_map(|row| small(at, row));
    let shapes: Vec<Shape> = seen.into_iter().chain(small).collect();
    let (silent, told): (Vec<_>, Vec<_>) =
        report.rows.iter().partition(|row| row.shown == Outcome::Unknown && row.worst.is_none());
    View {
        title: title(report, lang),
        lead: lead(report, lang),
        asking: report.asking,
        profile: &report.profile_name,
        description: &report.profile_description,
        seat: report.seat,
        places: page.places,
        profiles: page.profiles.iter().map(|(id, name)| (id.as_str(), name.as_str(), *id == report.profile)).collect(),
        view: WHOLE.view(),
        land: WHOLE.path(str::is_empty),
        shapes,
        letters: names::letters(lang),
        about: about(report, lang),
        borders: words.borders,
        rows: told.into_iter().map(|row| self::row(at, row)).collect(),
        silent: silent.into_iter().map(|row| Link::place(at, row.name.to_owned(), row.jurisdiction)).collect(),
        year: report.as_of.get(..4).and_then(|year| year.parse().ok()).unwrap_or_default(),
    }
}

/// A place that is too small for a shape: a disc where it lies.
fn small(at: &At<'_>, row: &WorldRow<'_>) -> Option<Shape> {
    if !WHOLE.path(|code| code == row.jurisdiction).is_empty() {
        return None;
    }
    let (x, y) = WHOLE.flat(World::get().middle(row.jurisdiction).or(row.label.map(LabelPoint::degrees))?);
    let path =
        format!("M{} {y}a{DISC} {DISC} 0 1 0 {width} 0a{DISC} {DISC} 0 1 0-{width} 0z", x - DISC, width = 2 * DISC);
    Some(Shape {
        class: row.shown.name(),
        path,
        told: told(row, at.lang),
        href: asked(at, row),
        letter: None,
        disputed: World::get().is_disputed(row.jurisdiction),
    })
}

fn title(report: &WorldReport<'_>, lang: Lang) -> String {
    match lang {
        Lang::En => format!("{}: demands for data abroad", report.asking_name),
        Lang::De => format!("{}: Verlangen nach Daten im Ausland", report.asking_name),
    }
}

fn lead(report: &WorldReport<'_>, lang: Lang) -> String {
    let means = match (lang, report.seat == "there") {
        (Lang::En, false) => {
            "a provider with its seat in the asking state keeps the data in the country shown, where customer and person concerned are too."
        }
        (Lang::En, true) => {
            "a provider with its seat in the country shown, present in the asking state too, keeps the data at home, where customer and person concerned are."
        }
        (Lang::De, false) => {
            "Ein Anbieter mit Sitz im verlangenden Staat hält die Daten in dem gezeigten Land, in dem auch Kunde und betroffene Person sind."
        }
        (Lang::De, true) => {
            "Ein Anbieter mit Sitz in dem gezeigten Land, der auch im verlangenden Staat niedergelassen ist, hält die Daten daheim, wo auch Kunde und betroffene Person sind."
        }
    };
    format!("{}: {means}", report.profile_name)
}

/// `Germany: D discretionary, 3 conflicts`
fn told(row: &WorldRow<'_>, lang: Lang) -> String {
    let words = words(lang);
    let possible = if row.possible { format!(" ({})", words.possible) } else { String::new() };
    format!(
        "{}: {} {}{possible}, {}: {}",
        row.name,
        row.shown.letter(),
        names::outcome(row.shown, lang),
        words.conflicts,
        row.conflicts
    )
}

/// The picture in a sentence, for those who do not see it.
fn about(report: &WorldReport<'_>, lang: Lang) -> String {
    let told = names::OUTCOMES.iter().rev().filter_map(|outcome: &Outcome| {
        let many = report.rows.iter().filter(|row| row.shown == *outcome).count();
        (many > 0).then(|| format!("{} {many}", names::outcome(*outcome, lang)))
    });
    told.collect::<Vec<_>>().join(", ")
}

fn row(at: &At<'_>, row: &WorldRow<'_>) -> Row {
    let lang = at.lang;
    let law = |[id, told]: &[String; 2]| Link::law(at, told.clone(), id);
    Row {
        code: row.jurisdiction.to_owned(),
        name: Link::place(at, row.name.to_owned(), row.jurisdiction),
        chip: Chip::of(row.shown, lang),
        possible: row.possible,
        conflicts: row.conflicts,
        required: row.worst.as_ref().map(|worst| law(&worst.required)),
        forbidden: row.worst.as_ref().map(|worst| law(&worst.forbidden)),
        certainty: row.worst.as_ref().map_or("", |worst| names::certainty(worst.certainty, lang)),
        ask: asked(at, row),
    }
}

/// The page of the request that a place was coloured by.
fn asked(at: &At<'_>, row: &WorldRow<'_>) -> Option<String> {
    let asked = row.facts.iter().filter_map(|fact| {
        let values = fact.values.as_ref()?;
        Some((fact.fact.to_owned(), if values.is_empty() { ",".to_owned() } else { values.join(",") }))
    });
    at.to_asked("request", &asked.collect::<Vec<(String, String)>>())
}
