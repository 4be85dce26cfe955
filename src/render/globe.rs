//! The world flattened: shapes and points as a picture has them.
//!
//! Flattened by the Natural Earth projection. Points are moved to whole units: that leaves out what nobody could see,
//! and neighbours keep one border.

use std::fmt::Write as _;

use crate::atlas::{Point, Rings, World};

/// Half of what the projection gives for the equator.
const REACH: f64 = 2.735_385;
/// The northern edge in the projection.
const TOP: f64 = 1.39;

/// The whole world as far as anybody builds.
pub(super) const WHOLE: Frame = Frame { width: 1000.0, window: [0, 0, 1000, 436] };
/// The part that is crowded more often than any other: Europe, eight times as large.
pub(super) const PART: Frame = Frame { width: 8000.0, window: [3740, 370, 950, 740] };

/// A view of the flattened world.
pub(super) struct Frame {
    /// How many units the whole world would be wide.
    pub width: f64,
    /// What is seen of it: left, upper, width and height.
    pub window: [i32; 4],
}

impl Frame {
    /// What is seen, as SVG takes it.
    pub(super) fn view(&self) -> String {
        self.window.map(|edge| edge.to_string()).join(" ")
    }

    /// Whether a point is seen.
    pub(super) fn shows(&self, x: i32, y: i32) -> bool {
        let [left, upper, width, height] = self.window;
        (left..left + width).contains(&x) && (upper..upper + height).contains(&y)
    }

    /// The rings of some shapes as one path.
    pub(super) fn path(&self, wanted: impl Fn(&str) -> bool) -> String {
        let mut path = String::new();
        for (_, rings) in World::get().shapes().filter(|(code, _)| wanted(code)) {
            self.add(rings, &mut path);
        }
        path
    }

    /// Adds rings to a path, as far as they come into sight; what is smaller than a unit is left out.
    fn add(&self, rings: &Rings, path: &mut String) {
        for ring in rings {
            let points = self.flat_ring(ring);
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
    }

    /// Where a letter has room on a shape: the middle of its largest ring, if that is large enough.
    pub(super) fn room(&self, rings: &Rings, room: i32) -> Option<(i32, i32)> {
        let boxes = rings.iter().filter_map(|ring| {
            let points = self.flat_ring(ring);
            let span = |of: fn(&(i32, i32)) -> i32| Some((points.iter().map(of).min()?, points.iter().map(of).max()?));
            let ((left, right), (upper, lower)) = (span(|point| point.0)?, span(|point| point.1)?);
            Some((right - left, lower - upper, (left + right) / 2, (upper + lower) / 2))
        });
        let seen = boxes.filter(|(_, _, x, y)| self.shows(*x, *y));
        let (width, height, x, y) = seen.max_by_key(|(width, height, ..)| width * height)?;
        (width >= room && height >= room).then_some((x, y))
    }

    fn flat_ring(&self, ring: &[Point]) -> Vec<(i32, i32)> {
        let mut points: Vec<(i32, i32)> = ring.iter().map(|point| self.flat(*point)).collect();
        points.dedup();
        points
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
    pub(super) fn flat(&self, (east, north): Point) -> (i32, i32) {
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
