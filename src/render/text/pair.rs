//! Everything that can collide between two legal orders, as a page.

use std::collections::BTreeMap;

use super::Look;
use super::check::Writer;
use super::page::{BOLD, Page, styled};
use super::words;
use crate::report::{CollisionReport, PairReport, SideReport};

/// The page: required provisions as headings, under each what it can collide with.
#[must_use]
pub fn pair(report: &PairReport, look: Look) -> String {
    let mut page = Page::new(look.width);
    let writer = Writer { look, words: words::words(look.lang) };
    let words = writer.words;
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
    let mut conditions = Conditions::default();
    for direction in &report.directions {
        writer.direction(&mut page, direction, &mut conditions);
    }
    writer.gaps(&mut page, &report.gaps);
    writer.limits(&mut page, &report.limits);
    page.blank();
    page.references();
    writer.receipt(&mut page, &report.receipt, false);
    page.finish()
}

/// Where each forbidding provision was told in full, so that it is told once.
#[derive(Default)]
struct Conditions(BTreeMap<String, usize>);

impl Writer {
    fn direction(&self, page: &mut Page, side: &SideReport, told: &mut Conditions) {
        let count = format!("{}: {}", self.words.collisions, side.collisions.len());
        let title = format!("{} {} · {} {}", side.requiring, self.words.requires, side.forbidding, self.words.forbids);
        page.ends(&format!("  {}", styled(BOLD, &title)), &count);
        page.blank();
        if side.collisions.is_empty() {
            page.line(&format!("  {}", self.words.nothing_collides));
            page.blank();
        }
        let mut before = String::new();
        for (at, collision) in side.collisions.iter().enumerate() {
            let horn = &collision.conflict.required;
            if horn.provision != before {
                before.clone_from(&horn.provision);
                let reference = page.reference(&format!("{}, {} · {}", horn.citation, horn.pinpoint, horn.url));
                let line = format!("{} · {}, {} {reference}", horn.act, horn.title, horn.pinpoint);
                page.entry(2, &styled(BOLD, &horn.jurisdiction), 6, &line);
                page.entry(6, "", 6, &horn.summary);
                page.entry(6, self.words.when, 12, &collision.required_when);
                page.blank();
            }
            self.collision(page, at + 1, collision, told);
        }
    }

    fn collision(&self, page: &mut Page, number: usize, collision: &CollisionReport, told: &mut Conditions) {
        let conflict = &collision.conflict;
        let horn = &conflict.forbidden;
        let reference = page.reference(&format!("{}, {} · {}", horn.citation, horn.pinpoint, horn.url));
        let left = format!("  {number:>3}  v. {} {}, {} {reference}", horn.jurisdiction, horn.title, horn.pinpoint);
        page.ends(&left, &self.tag(conflict));
        match told.0.get(&horn.provision) {
            Some(before) => page.entry(7, "", 7, &format!("{} {before}", self.words.as_in)),
            None => {
                told.0.insert(horn.provision.clone(), number);
                page.entry(7, "", 7, &horn.summary);
                page.entry(7, self.words.when, 13, &collision.forbidden_when);
            }
        }
        let ways: Vec<String> = conflict
            .mechanisms
            .iter()
            .filter(|way| way.status != "not_in_force")
            .map(|way| {
                let needs = if way.missing.is_empty() {
                    String::new()
                } else {
                    format!(" ({} {})", self.words.needs, way.missing.join(", "))
                };
                format!("{}{needs}", way.title)
            })
            .collect();
        let ways = if ways.is_empty() { self.words.no_way.to_owned() } else { ways.join("; ") };
        page.entry(7, self.words.ways_out, 20, &ways);
        page.blank();
    }
}
