//! What the page of a pair has told already: collisions are numbered through both directions, provisions are told in
//! full once, and mechanisms have short names and stand at the end.

use super::phrases::{number, sign};
use crate::law::Lang;
use crate::report::{CollisionReport, ConflictReport, WayReport, WhenReport};

/// What has been told.
#[derive(Default)]
pub(super) struct PairTold<'r, 'c> {
    collisions: usize,
    /// Under which number each forbidding provision stands in full, and when it applies there.
    forbidding: Vec<(&'c str, &'r WhenReport<'c>, usize)>,
    /// The mechanisms in the order in which they were met; one whose dates or missing facts differ is met anew.
    ways: Vec<&'r WayReport<'c>>,
}

/// A collision with its number.
pub(super) struct Numbered {
    pub number: usize,
    /// The number under which what forbids stands in full, in the same words.
    pub same: Option<usize>,
    /// Whether what forbids has been summed up already.
    pub summary_told: bool,
}

impl<'r, 'c> PairTold<'r, 'c> {
    /// The number of the next collision, and what of it stands on the page already.
    pub(super) fn collision(&mut self, collision: &'r CollisionReport<'c>) -> Numbered {
        self.collisions += 1;
        let (provision, terms) = (collision.conflict.forbidden.provision, &collision.forbidden_terms);
        let known = self.forbidding.iter().filter(|(known, ..)| *known == provision);
        let same = known.clone().find(|(_, when, _)| *when == terms).map(|(_, _, number)| *number);
        let summary_told = known.count() > 0;
        if same.is_none() {
            self.forbidding.push((provision, terms, self.collisions));
        }
        Numbered { number: self.collisions, same, summary_told }
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

    /// How much the ways out of a collision leave over, by their short names: `w1 w2 0 · w3 448`.
    pub(super) fn leave(&mut self, collision: &'r CollisionReport<'c>, lang: Lang) -> String {
        let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
        for way in &collision.conflict.mechanisms {
            let Some(help) = collision.helps.iter().find(|help| help.mechanism == way.id) else { continue };
            let name = self.name(way);
            match groups.iter_mut().find(|(leaves, _)| *leaves == help.leaves) {
                Some((_, names)) => names.push(name),
                None => groups.push((&help.leaves, vec![name])),
            }
        }
        let groups = groups.iter().map(|(leaves, names)| format!("{} {}", names.join(" "), number(leaves, lang)));
        groups.collect::<Vec<_>>().join(" · ")
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
