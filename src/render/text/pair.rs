//! Everything that can collide between two legal orders, as a page.

use std::collections::BTreeMap;

use super::Look;
use super::check::{Writer, mark};
use super::page::{BOLD, Page, styled};
use super::words;
use crate::report::{CollisionReport, PairReport, SideReport, WayReport};

/// The page: required provisions as headings, under each what it can collide with.
#[must_use]
pub fn pair(report: &PairReport<'_>, look: Look) -> String {
    let mut page = Page::new(look.width);
    let writer = Writer { look, words: words::words(look.lang) };
    let words = writer.words;
    writer.left_out(&mut page, &report.receipt);
    let [a, b] = &report.names;
    let as_of = format!("{} {}", words.law_as_of, words::date(&report.as_of, look.lang));
    page.ends(&styled(BOLD, &format!("{a} – {b}")), &as_of);
    page.blank();
    writer.verdict(&mut page, report.verdict, report.worst_case);
    let given: Vec<String> = report
        .given
        .iter()
        .map(|fact| format!("{} {} {}", fact.fact, words.is, fact.values.clone().unwrap_or_default().join(", ")))
        .collect();
    let given = if given.is_empty() { words.nothing_given.to_owned() } else { given.join("; ") };
    page.entry(2, words.given, 18, &given);
    page.blank();
    let mut told = Told::default();
    for direction in &report.directions {
        writer.direction(&mut page, direction, &mut told);
    }
    writer.ways_told(&mut page, &told);
    writer.gaps(&mut page, &report.gaps);
    writer.limits(&mut page, &report.limits);
    page.blank();
    page.references();
    writer.receipt(&mut page, &report.receipt, false);
    page.finish()
}

/// What has been told already, so that it is told once.
#[derive(Default)]
struct Told<'a> {
    /// The number under which each forbidding provision stands in full.
    forbidding: BTreeMap<&'a str, usize>,
    /// The mechanisms, in the order in which they were met; told at the end.
    ways: Vec<&'a WayReport<'a>>,
}

impl<'a> Told<'a> {
    /// The short name of a mechanism on this page.
    fn way(&mut self, way: &'a WayReport<'a>) -> String {
        let at = self.ways.iter().position(|known| known.id == way.id).unwrap_or_else(|| {
            self.ways.push(way);
            self.ways.len() - 1
        });
        format!("w{}", at + 1)
    }
}

impl Writer {
    fn direction<'a>(&self, page: &mut Page, side: &'a SideReport<'a>, told: &mut Told<'a>) {
        let count = format!("{}: {}", self.words.collisions, side.collisions.len());
        let title = format!("{} {} · {} {}", side.requiring, self.words.requires, side.forbidding, self.words.forbids);
        page.ends(&format!("  {}", styled(BOLD, &title)), &count);
        page.blank();
        if side.collisions.is_empty() {
            page.line(&format!("  {}", self.words.nothing_collides));
            page.blank();
        }
        let mut before = "";
        for (at, collision) in side.collisions.iter().enumerate() {
            let horn = &collision.conflict.required;
            if horn.provision != before {
                if at > 0 {
                    page.blank();
                }
                before = horn.provision;
                let reference = page.reference(super::check::cited(horn), horn.url);
                let line = format!("{} · {}, {} {reference}", horn.act_label, horn.title, horn.pinpoint);
                page.entry(2, &styled(BOLD, horn.jurisdiction), 6, &styled(BOLD, &line));
                page.entry(6, "", 6, horn.summary);
                page.entry(6, self.words.when, 12, &collision.required_when);
            }
            self.collision(page, at + 1, collision, told);
        }
        page.blank();
    }

    fn collision<'a>(&self, page: &mut Page, number: usize, collision: &'a CollisionReport<'a>, told: &mut Told<'a>) {
        let conflict = &collision.conflict;
        let horn = &conflict.forbidden;
        let reference = page.reference(super::check::cited(horn), horn.url);
        let left = format!("  {number:>3}  v. {} {}, {} {reference}", horn.jurisdiction, horn.title, horn.pinpoint);
        page.ends(&left, &self.tag(conflict));
        if !told.forbidding.contains_key(horn.provision) {
            told.forbidding.insert(horn.provision, number);
            page.entry(7, "", 7, horn.summary);
            page.entry(7, self.words.when, 13, &collision.forbidden_when);
        }
        let mut groups: Vec<(char, Vec<String>)> = Vec::new();
        for way in &conflict.mechanisms {
            let (mark, name) = (mark(way), told.way(way));
            match groups.last_mut() {
                Some((last, names)) if *last == mark => names.push(name),
                _ => groups.push((mark, vec![name])),
            }
        }
        let groups: Vec<String> = groups.iter().map(|(mark, names)| format!("{mark} {}", names.join(" "))).collect();
        let open = conflict.mechanisms.iter().any(|way| way.status != "not_in_force");
        let none = if open { None } else { Some(self.words.no_way.to_owned()) };
        let ways: Vec<String> = none.into_iter().chain(groups).collect();
        page.entry(7, self.words.ways_out, 18, &ways.join("  "));
    }

    /// Every mechanism that the page has named.
    fn ways_told(&self, page: &mut Page, told: &Told<'_>) {
        if told.ways.is_empty() {
            return;
        }
        page.line(&format!("  {}", styled(BOLD, self.words.ways_out)));
        page.blank();
        for (at, way) in told.ways.iter().enumerate() {
            let (mark, line) = self.way(page, way);
            page.entry(2, &format!("w{} {mark}", at + 1), 9, &line);
        }
        page.blank();
    }
}
