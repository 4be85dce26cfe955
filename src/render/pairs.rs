//! What the page of a pair has told already: collisions are numbered through both directions, provisions are told in
//! full once, and mechanisms have short names and stand at the end.

use super::phrases::sign;
use crate::report::{ConflictReport, HornReport, WayReport};

/// What has been told.
#[derive(Default)]
pub(super) struct PairTold<'r, 'c> {
    collisions: usize,
    /// Under which number each forbidding provision stands in full.
    forbidding: Vec<(&'c str, usize)>,
    /// The mechanisms in the order in which they were met; one whose dates or missing facts differ is met anew.
    ways: Vec<&'r WayReport<'c>>,
}

impl<'r, 'c> PairTold<'r, 'c> {
    /// The number of the next collision, and the one under which what forbids stands in full already.
    pub(super) fn collision(&mut self, horn: &HornReport<'c>) -> (usize, Option<usize>) {
        self.collisions += 1;
        let before = self.forbidding.iter().find(|(known, _)| *known == horn.provision).map(|(_, number)| *number);
        if before.is_none() {
            self.forbidding.push((horn.provision, self.collisions));
        }
        (self.collisions, before)
    }

    /// The ways out of a collision by their short names, under their signs: `● w1 w2  ○ w7`.
    pub(super) fn ways(&mut self, conflict: &'r ConflictReport<'c>) -> String {
        let mut groups: Vec<(char, Vec<String>)> = Vec::new();
        for way in &conflict.mechanisms {
            let (sign, name) = (sign(way), self.name(way));
            match groups.last_mut() {
                Some((last, names)) if *last == sign => names.push(name),
                _ => groups.push((sign, vec![name])),
            }
        }
        let groups = groups.iter().map(|(sign, names)| format!("{sign} {}", names.join(" ")));
        groups.collect::<Vec<_>>().join("  ")
    }

    fn name(&mut self, way: &'r WayReport<'c>) -> String {
        let same = |known: &&WayReport<'_>| {
            (known.id, known.status, &known.missing, &known.in_force)
                == (way.id, way.status, &way.missing, &way.in_force)
        };
        let at = self.ways.iter().position(same).unwrap_or_else(|| {
            self.ways.push(way);
            self.ways.len() - 1
        });
        format!("w{}", at + 1)
    }

    /// Every mechanism that was named, with its short name.
    pub(super) fn named(&self) -> impl Iterator<Item = (String, &'r WayReport<'c>)> {
        self.ways.iter().enumerate().map(|(at, way)| (format!("w{}", at + 1), *way))
    }
}
