//! Everything that can collide between two legal orders, as a page.

use super::Look;
use super::page::{BOLD, Page, styled};
use super::table::table;
use super::writer::{Writer, clauses, left_out, receipt};
use crate::render::clauses::term_lines;
use crate::render::names;
use crate::render::pairs::PairTold;
use crate::report::{CollisionReport, PairReport, SideReport, WhenReport, alike};

/// The page: required provisions as headings, under each what it can collide with.
#[must_use]
pub fn pair(report: &PairReport<'_>, look: Look) -> String {
    let mut page = Page::new(look.width);
    let writer = Writer::new(look, report.glossary);
    let words = writer.say.words;
    left_out(&mut page, &report.receipt, look);
    let as_of = format!("{} {}", words.law_as_of, names::date(&report.as_of, look.lang));
    page.ends(&styled(BOLD, &writer.say.pair_title(report)), &as_of);
    page.blank();
    writer.head(&mut page, &writer.say.pair_head(report));
    for (head, facts) in writer.say.assumed(report) {
        page.entry(2, head, writer.margin, &facts);
    }
    page.blank();
    writer.overview(&mut page, report);
    let mut told = PairTold::default();
    for direction in &report.directions {
        writer.direction(&mut page, direction, &mut told);
    }
    writer.ways_told(&mut page, &told);
    page.entry(2, "", 2, if report.complete { words.situations_mean } else { words.too_large });
    page.blank();
    writer.gaps(&mut page, &report.gaps);
    writer.limits(&mut page, &report.limits);
    page.blank();
    page.references();
    receipt(&mut page, &report.receipt, look, false);
    page.finish()
}

impl<'c> Writer<'c> {
    /// How much there is, by act, and how to ask for less.
    fn overview(&self, page: &mut Page, report: &PairReport<'c>) {
        let rows = self.say.overview(report);
        if rows.len() > 1 {
            table(page, &rows);
            page.blank();
            page.entry(2, "", 2, self.say.words.narrow);
            page.blank();
        }
    }

    fn direction<'r>(&self, page: &mut Page, side: &'r SideReport<'c>, told: &mut PairTold<'r, 'c>) {
        let words = self.say.words;
        let count = format!("{}: {}", words.collisions, side.collisions.len());
        page.ends(&format!("  {}", styled(BOLD, &self.say.direction(side))), &count);
        page.blank();
        if side.collisions.is_empty() {
            page.line(&format!("  {}", words.nothing_collides));
            page.blank();
        }
        for group in side.groups() {
            let Some(first) = group.first() else { continue };
            let horn = &first.conflict.required;
            let line = format!("{} · {}", horn.act_label, self.place(page, horn));
            page.entry(2, &styled(BOLD, horn.jurisdiction), 6, &styled(BOLD, &line));
            page.entry(6, "", 6, horn.summary);
            self.terms(page, 6, &first.required_terms);
            for block in alike(group) {
                self.block(page, &block, told);
            }
            page.blank();
        }
    }

    /// Collisions that read alike: each with its provision, and once what holds of all.
    fn block<'r>(&self, page: &mut Page, block: &[&'r CollisionReport<'c>], told: &mut PairTold<'r, 'c>) {
        let words = self.say.words;
        let mut fresh = false;
        for collision in block {
            let (numbered, horn) = (told.collision(collision), &collision.conflict.forbidden);
            let left =
                format!("  {:>3}  {} {} {}", numbered.number, words.against, horn.jurisdiction, self.place(page, horn));
            let same = numbered.same.map(|same| format!(" ({} {same})", words.as_in)).unwrap_or_default();
            page.ends(&format!("{left}{same}"), &self.tag_as(self.say.certainty(collision), &collision.conflict));
            if !numbered.summary_told {
                page.entry(7, "", 7, horn.summary);
            }
            fresh |= numbered.same.is_none();
        }
        let Some(first) = block.first() else { return };
        if fresh {
            self.terms(page, 7, &first.forbidden_terms);
        }
        if first.resolved {
            page.entry(7, "", 7, words.resolved);
        }
        for (head, line) in self.say.ways_out(first, told).into_iter().chain(self.say.exactly(first)) {
            page.entry(7, head, 19, &line);
        }
    }

    /// When a provision applies.
    fn terms(&self, page: &mut Page, margin: usize, terms: &WhenReport<'_>) {
        for (head, lines) in term_lines(terms, self.say.lang) {
            clauses(page, margin, head, margin + 8, &lines);
        }
    }

    /// Every mechanism that the page has named: those in force, then those that would help but are not.
    fn ways_told(&self, page: &mut Page, told: &PairTold<'_, 'c>) {
        let words = self.say.words;
        for (head, closed) in [(words.ways_out, false), (words.would_help, true)] {
            let ways = told.named().filter(|(_, way)| (way.status == "not_in_force") == closed);
            let ways: Vec<_> = ways.collect();
            if ways.is_empty() {
                continue;
            }
            page.line(&format!("  {}", styled(BOLD, head)));
            if !closed {
                page.entry(2, "", 2, &self.say.signs());
            }
            page.blank();
            for (name, way) in ways {
                let way = self.way(page, way);
                page.entry(2, &name, 7, &way);
            }
            page.blank();
        }
    }
}
