//! The map of a footprint: the world's shapes flattened, and a mark for each city.
//!
//! Flattened by the Natural Earth projection. Points are moved to whole units: that leaves out what nobody could see,
//! and neighbours keep one border.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::words::{self, Words};
use crate::atlas::{Point, World};
use crate::law::{Lang, Status};
use crate::render::text;
use crate::report::{FootprintReport, Outcome};

/// How many units the map is wide.
const WIDTH: f64 = 1000.0;
/// Half of what the projection gives for the equator.
const REACH: f64 = 2.735_385;
/// The northern edge in the projection.
const TOP: f64 = 1.39;

/// What the template draws.
#[derive(Debug, Serialize)]
pub(super) struct Map {
    /// All land as one path.
    land: String,
    marks: Vec<Mark>,
    /// What the shapes mean.
    shapes: [(Status, &'static str); 4],
    /// How many sites have a point.
    sites: usize,
}

/// The sites of one city that have one status.
#[derive(Debug, Serialize)]
struct Mark {
    x: i32,
    y: i32,
    status: Status,
    worst: Outcome,
    told: String,
}

/// Cities by place on the map and status: the worst outcome, the city, its sites.
type Cities<'a> = BTreeMap<(i32, i32, Status), (Outcome, String, Vec<&'a str>)>;

pub(super) fn map(report: &FootprintReport<'_>, words: &Words, lang: Lang) -> Map {
    let mut cities: Cities<'_> = BTreeMap::new();
    let mut sites = 0;
    for row in &report.rows {
        let worst = worst(row.cells.iter().map(|cell| cell.range.worst));
        for site in &row.sites {
            let Some((north, east)) = site.point else { continue };
            sites += 1;
            let (x, y) = flat((east, north));
            let name = format!("{}, {}", site.city.as_deref().unwrap_or(&site.name), row.place.name);
            let city = cities.entry((x, y, site.status)).or_insert((worst, name, Vec::new()));
            city.0 = self::worst([city.0, worst]);
            city.2.push(&site.id);
        }
    }
    let mut marks: Vec<Mark> = cities
        .into_iter()
        .map(|((x, y, status), (worst, name, ids))| {
            let (outcome, status_name) = (text::outcome_name(worst, lang), words::status(status, lang));
            let told = format!("{name}: {} ({status_name}); {} {outcome}", ids.join(", "), words.worst);
            Mark { x, y, status, worst, told }
        })
        .collect();
    // The worst are drawn last, so that nothing hides them.
    marks.sort_by_key(|mark| rank(mark.worst));
    let shapes = [Status::Operating, Status::Sovereign, Status::Government, Status::Planned];
    Map { land: land(), marks, shapes: shapes.map(|status| (status, words::status(status, lang))), sites }
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

/// The Natural Earth projection of Šavrič, Jenny and others (2011).
fn flat((east, north): Point) -> (i32, i32) {
    let (l, p) = (east.to_radians(), north.to_radians());
    let (p2, p4) = (p * p, p.powi(4));
    let x = l * (0.870_7 - 0.131_979 * p2 + p4 * (-0.013_791 + p4 * (0.003_971 * p2 - 0.001_529 * p4)));
    let y = p * (1.007_226 + p2 * (0.015_085 + p4 * (-0.044_475 + 0.028_874 * p2 - 0.005_916 * p4)));
    let scale = WIDTH / 2.0 / REACH;
    #[expect(clippy::cast_possible_truncation, reason = "a map is some thousand units wide")]
    let whole = |value: f64| (value * scale).round() as i32;
    (whole(x + REACH), whole(TOP - y))
}

/// All rings as one path; what is smaller than a unit is left out.
fn land() -> String {
    let mut path = String::new();
    for ring in World::get().shapes().flat_map(|(_, rings)| rings) {
        let mut points: Vec<(i32, i32)> = ring.iter().map(|point| flat(*point)).collect();
        points.dedup();
        let [first, rest @ ..] = points.as_slice() else { continue };
        if rest.len() < 2 {
            continue;
        }
        let _ = write!(path, "M{} {}l", first.0, first.1);
        let mut from = *first;
        for to in rest {
            let _ = write!(path, "{} {} ", to.0 - from.0, to.1 - from.1);
            from = *to;
        }
        path.truncate(path.trim_end().len());
        path.push('z');
    }
    path
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, flat, land};

    #[test]
    fn the_map_is_as_wide_as_it_says() {
        assert_eq!(flat((-180.0, 0.0)).0, 0);
        assert!((f64::from(flat((180.0, 0.0)).0) - WIDTH).abs() <= 1.0);
        assert!(flat((0.0, 83.6)).1 >= 0, "{:?}", flat((0.0, 83.6)));
    }

    #[test]
    fn the_land_is_small_enough_for_a_page() {
        let size = land().len();
        assert!((40_000..200_000).contains(&size), "{size}");
    }
}
