//! The map of a footprint: the world's shapes flattened, and a mark for each city; where marks crowd, that part again
//! and larger.

use std::collections::BTreeMap;

use serde::Serialize;

use super::words::{self, Words};
use crate::atlas::World;
use crate::law::{Lang, Status};
use crate::render::globe::{Frame, PART, WHOLE};
use crate::render::names;
use crate::report::{FootprintReport, Outcome};

/// So many marks in it are a crowd.
const CROWD: usize = 6;

/// What the template draws.
#[derive(Debug, Serialize)]
pub(super) struct Map {
    whole: View,
    /// What is shown larger.
    part: Option<View>,
    /// What the shapes of marks mean.
    shapes: [(Status, &'static str); 4],
    /// How many sites have a point.
    sites: usize,
}

/// One drawing.
#[derive(Debug, Serialize)]
struct View {
    /// What is seen, as SVG takes it.
    view: String,
    /// All land as one path.
    land: String,
    /// Areas of which it is disputed whose they are, as one path.
    disputed: String,
    marks: Vec<Mark>,
}

/// The sites of one city that have one status.
#[derive(Debug, Serialize)]
struct Mark {
    x: i32,
    y: i32,
    status: Status,
    worst: Outcome,
    letter: char,
    told: String,
}

pub(super) fn map(report: &FootprintReport<'_>, words: &Words, lang: Lang) -> Map {
    let shapes = [Status::Operating, Status::Sovereign, Status::Government, Status::Planned];
    let part = view(&PART, report, words, lang);
    Map {
        whole: view(&WHOLE, report, words, lang),
        part: (part.marks.len() >= CROWD).then_some(part),
        shapes: shapes.map(|status| (status, words::status(status, lang))),
        sites: report.rows.iter().flat_map(|row| &row.sites).filter(|site| site.point.is_some()).count(),
    }
}

/// The worst of some outcomes; a conflict is worse than not knowing.
pub(super) fn worst(outcomes: impl IntoIterator<Item = Outcome>) -> Outcome {
    outcomes.into_iter().max_by_key(|outcome| rank(*outcome)).unwrap_or(Outcome::Unknown)
}

fn rank(outcome: Outcome) -> usize {
    let order = [
        Outcome::Clear,
        Outcome::Unknown,
        Outcome::Resolvable,
        Outcome::Reroutable,
        Outcome::Discretionary,
        Outcome::Deadlock,
    ];
    order.iter().position(|known| *known == outcome).unwrap_or_default()
}

/// Where a city stands on the map, and what status its sites have.
type Spot = (i32, i32, Status);
/// The worst outcome of a city, its name, its sites.
type City<'a> = (Outcome, String, Vec<&'a str>);

fn view(frame: &Frame, report: &FootprintReport<'_>, words: &Words, lang: Lang) -> View {
    View {
        view: frame.view(),
        land: frame.path(|_| true),
        disputed: frame.path(|code| World::get().is_disputed(code)),
        marks: marks(frame, report, words, lang),
    }
}

fn marks(frame: &Frame, report: &FootprintReport<'_>, words: &Words, lang: Lang) -> Vec<Mark> {
    let mut cities: BTreeMap<Spot, City<'_>> = BTreeMap::new();
    for row in &report.rows {
        let of_row = worst(row.cells.iter().chain([&row.independent]).map(|cell| cell.range.worst));
        for site in &row.sites {
            let Some((x, y)) = site.point.map(|(north, east)| frame.flat((east, north))) else { continue };
            let name = format!("{}, {}", site.city.as_deref().unwrap_or(&site.name), row.place.name);
            let city = cities.entry((x, y, site.status)).or_insert((of_row, name, Vec::new()));
            city.0 = worst([city.0, of_row]);
            city.2.push(&site.id);
        }
    }
    let mark = |((x, y, status), (worst, name, ids)): (Spot, City<'_>)| {
        let (outcome, status_name) = (names::outcome(worst, lang), words::status(status, lang));
        let told = format!("{name}: {} ({status_name}); {} {outcome}", ids.join(", "), words.worst);
        Mark { x, y, status, worst, letter: worst.letter(), told }
    };
    let mut marks: Vec<Mark> = cities.into_iter().map(mark).filter(|mark| frame.shows(mark.x, mark.y)).collect();
    // The worst are drawn last, so that nothing hides them.
    marks.sort_by_key(|mark| rank(mark.worst));
    marks
}
