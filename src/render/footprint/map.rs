//! The map of a footprint: the world's shapes flattened, and a mark for each city; where marks crowd, that part again
//! and larger.
//!
//! Flattened by the Natural Earth projection. Points are moved to whole units: that leaves out what nobody could see,
//! and neighbours keep one border.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::words::{self, Words};
use crate::atlas::{Point, World};
use crate::law::{Lang, Status};
use crate::render::names;
use crate::report::{FootprintReport, Outcome};

/// Half of what the projection gives for the equator.
const REACH: f64 = 2.735_385;
/// The northern edge in the projection.
const TOP: f64 = 1.39;

/// The whole world as far as anybody builds.
const WHOLE: Frame = Frame { width: 1000.0, window: [0, 0, 1000, 436] };
/// The part that is crowded more often than any other: Europe, eight times as large.
const PART: Frame = Frame { width: 8000.0, window: [3740, 370, 950, 740] };
/// So many marks in it are a crowd.
const CROWD: usize = 6;

/// A view of the flattened world.
struct Frame {
    /// How many units the whole world would be wide.
    width: f64,
    /// What is seen of it: left, upper, width and height.
    window: [i32; 4],
}

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
    let part = PART.view(report, words, lang);
    Map {
        whole: WHOLE.view(report, words, lang),
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

impl Frame {
    fn view(&self, report: &FootprintReport<'_>, words: &Words, lang: Lang) -> View {
        View {
            view: self.window.map(|edge| edge.to_string()).join(" "),
            land: self.path(|_| true),
            disputed: self.path(|code| World::get().is_disputed(code)),
            marks: self.marks(report, words, lang),
        }
    }

    fn marks(&self, report: &FootprintReport<'_>, words: &Words, lang: Lang) -> Vec<Mark> {
        let mut cities: BTreeMap<Spot, City<'_>> = BTreeMap::new();
        for row in &report.rows {
            let worst = worst(row.cells.iter().map(|cell| cell.range.worst));
            for site in &row.sites {
                let Some((x, y)) = site.point.map(|(north, east)| self.flat((east, north))) else { continue };
                let name = format!("{}, {}", site.city.as_deref().unwrap_or(&site.name), row.place.name);
                let city = cities.entry((x, y, site.status)).or_insert((worst, name, Vec::new()));
                city.0 = self::worst([city.0, worst]);
                city.2.push(&site.id);
            }
        }
        let mark = |((x, y, status), (worst, name, ids)): (Spot, City<'_>)| {
            let (outcome, status_name) = (names::outcome(worst, lang), words::status(status, lang));
            let told = format!("{name}: {} ({status_name}); {} {outcome}", ids.join(", "), words.worst);
            Mark { x, y, status, worst, letter: worst.letter(), told }
        };
        let mut marks: Vec<Mark> = cities.into_iter().map(mark).filter(|mark| self.shows(mark.x, mark.y)).collect();
        // The worst are drawn last, so that nothing hides them.
        marks.sort_by_key(|mark| rank(mark.worst));
        marks
    }

    fn shows(&self, x: i32, y: i32) -> bool {
        let [left, upper, width, height] = self.window;
        (left..left + width).contains(&x) && (upper..upper + height).contains(&y)
    }

    /// The rings of some shapes, as far as they come into sight, as one path; what is smaller than a unit is left out.
    fn path(&self, wanted: impl Fn(&str) -> bool) -> String {
        let mut path = String::new();
        for ring in World::get().shapes().filter(|(code, _)| wanted(code)).flat_map(|(_, rings)| rings) {
            let mut points: Vec<(i32, i32)> = ring.iter().map(|point| self.flat(*point)).collect();
            points.dedup();
            let [first, rest @ ..] = points.as_slice() else { continue };
            if rest.len() < 2 || !self.touches(&points) {
                continue;
            }
            let _ = write!(path, "M{} {}l", first.0, first.1);
            let steps = points.windows(2).filter_map(|two| <[(i32, i32); 2]>::try_from(two).ok());
            for (at, step) in steps.flat_map(|[from, to]| [to.0 - from.0, to.1 - from.1]).enumerate() {
                // A minus sets numbers apart as well as a space does.
                let apart = if at > 0 && step >= 0 { " " } else { "" };
                let _ = write!(path, "{apart}{step}");
            }
            path.push('z');
        }
        path
    }

    /// Whether the frame around some points overlaps what is seen.
    fn touches(&self, points: &[(i32, i32)]) -> bool {
        let [left, upper, width, height] = self.window;
        let overlaps = |of: fn(&(i32, i32)) -> i32, from: i32, to: i32| {
            let (least, most) = (points.iter().map(of).min(), points.iter().map(of).max());
            least.is_some_and(|least| least < to) && most.is_some_and(|most| most > from)
        };
        overlaps(|point| point.0, left, left + width) && overlaps(|point| point.1, upper, upper + height)
    }

    /// The Natural Earth projection of Šavrič, Jenny and others (2011).
    fn flat(&self, (east, north): Point) -> (i32, i32) {
        let (l, p) = (east.to_radians(), north.to_radians());
        let (p2, p4) = (p * p, p.powi(4));
        let x = l * (0.870_7 - 0.131_979 * p2 + p4 * (-0.013_791 + p4 * (0.003_971 * p2 - 0.001_529 * p4)));
        let y = p * (1.007_226 + p2 * (0.015_085 + p4 * (-0.044_475 + 0.028_874 * p2 - 0.005_916 * p4)));
        let scale = self.width / 2.0 / REACH;
        #[expect(clippy::cast_possible_truncation, reason = "a map is some thousand units wide")]
        let whole = |value: f64| (value * scale).round() as i32;
        (whole(x + REACH), whole(TOP - y))
    }
}

#[cfg(test)]
mod tests {
    use super::{PART, WHOLE};

    #[test]
    fn the_map_is_as_wide_as_it_says() {
        assert_eq!(WHOLE.flat((-180.0, 0.0)).0, 0);
        assert!((f64::from(WHOLE.flat((180.0, 0.0)).0) - WHOLE.width).abs() <= 1.0);
        assert!(WHOLE.flat((0.0, 83.6)).1 >= 0, "{:?}", WHOLE.flat((0.0, 83.6)));
    }

    #[test]
    fn the_land_is_small_enough_for_a_page() {
        let sizes = [WHOLE.path(|_| true).len(), PART.path(|_| true).len()];
        assert!((20_000..120_000).contains(&sizes[0]) && (10_000..90_000).contains(&sizes[1]), "{sizes:?}");
    }

    #[test]
    fn the_larger_part_shows_europe() {
        let shows = |east, north| {
            let (x, y) = PART.flat((east, north));
            PART.shows(x, y)
        };
        for (city, east, north) in [("Lisbon", -9.1, 38.7), ("Dublin", -6.3, 53.3), ("Helsinki", 24.9, 60.2)] {
            assert!(shows(east, north), "{city}");
        }
        assert!(shows(29.0, 41.0) && !shows(55.3, 25.3), "Istanbul, and not Dubai");
    }
}
