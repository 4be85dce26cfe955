//! Conflicts on the page of a request: those with one requiring provision under one heading.

use super::page::{BOLD, Page, SOFT, styled};
use super::writer::Writer;
use crate::render::phrases::sign;
use crate::render::references::{cited, way_cited};
use crate::render::told::{Numbered, Told, groups};
use crate::report::{Certainty, ConflictReport, HornReport};

/// So many possible conflicts are told in full.
const IN_FULL: usize = 10;

impl<'c> Writer<'c> {
    /// Some conflicts.
    pub(super) fn conflicts<'r>(&self, page: &mut Page, numbered: &[Numbered<'r, 'c>], told: &mut Told<'r, 'c>) {
        let first = numbered.first().map_or(0, |(number, _)| *number);
        // What is merely possible is told in full only while there is little of it.
        let brief = |(number, conflict): &Numbered<'_, '_>| {
            conflict.certainty == Certainty::Possible && number - first >= IN_FULL && !self.say.explain
        };
        for group in groups(numbered) {
            let Some((_, conflict)) = group.first() else { continue };
            self.required(page, &conflict.required, group.iter().all(brief));
            for found in group {
                if brief(found) {
                    self.briefly(page, found.0, found.1);
                } else {
                    self.forbidden(page, found.0, found.1, told);
                    self.ways(page, found.0, found.1, told);
                    page.blank();
                }
            }
            if group.last().is_some_and(brief) {
                page.blank();
            }
        }
    }

    fn required(&self, page: &mut Page, horn: &HornReport<'c>, brief: bool) {
        let head = format!("{} {}", horn.jurisdiction, self.say.words.requires);
        let line = format!("{} · {}", horn.act_label, self.place(page, horn));
        page.entry(2, &styled(BOLD, &head), self.margin, &line);
        if !brief {
            self.horn(page, horn, self.say.words.refusing);
            page.blank();
        }
    }

    /// `General Data Protection Regulation, Art. 48 [2]`
    pub(super) fn place(&self, page: &mut Page, horn: &HornReport<'_>) -> String {
        let reference = page.reference(cited(horn), horn.url);
        format!("{}, {} {reference}", horn.title, horn.pinpoint)
    }

    /// A conflict on one line.
    fn briefly(&self, page: &mut Page, number: usize, conflict: &ConflictReport<'_>) {
        let horn = &conflict.forbidden;
        let place = self.place(page, horn);
        let left = format!("  {number:>2}  {} {} {place}", self.say.words.against, horn.jurisdiction);
        page.ends(&left, &self.tag(conflict));
    }

    /// What forbids; where the same has been told before, only where.
    fn forbidden<'r>(&self, page: &mut Page, number: usize, conflict: &'r ConflictReport<'c>, told: &mut Told<'r, 'c>) {
        let (words, horn) = (self.say.words, &conflict.forbidden);
        let parties = format!("{} {} {}", conflict.required.jurisdiction, words.against, horn.jurisdiction);
        page.ends(&format!("  {number:>2}  {parties}  {}", styled(SOFT, horn.act_label)), &self.tag(conflict));
        let head = styled(BOLD, &format!("{} {}", horn.jurisdiction, words.forbids));
        let name = self.place(page, horn);
        match told.forbidding(horn, number) {
            Some(before) => page.entry(6, &head, self.margin, &format!("{name}: {} {before}", words.as_in)),
            None => {
                page.entry(6, &head, self.margin, &name);
                self.horn(page, horn, words.breach);
            }
        }
        if conflict.certainty == Certainty::Possible && !conflict.hinges_on.is_empty() {
            page.entry(6, words.hinges_on, self.margin, &self.say.facts(&conflict.hinges_on));
        }
    }

    /// What a provision says, why it applies, and what a breach costs.
    fn horn(&self, page: &mut Page, horn: &HornReport<'c>, breach: &str) {
        for line in self.say.horn(horn, breach) {
            page.entry(self.margin, "", self.margin, &line);
        }
    }

    /// The ways out; those told before only by the number under which they stand.
    fn ways<'r>(&self, page: &mut Page, number: usize, conflict: &'r ConflictReport<'c>, told: &mut Told<'r, 'c>) {
        let words = self.say.words;
        let mut head = words.ways_out;
        let mut line = |page: &mut Page, line: &str| {
            page.entry(6, head, self.margin, line);
            head = "";
        };
        let open = told.open(number, conflict);
        if let Some(before) = open.as_in {
            line(page, &format!("{} {before}", words.as_in));
        } else if open.new.is_empty() {
            line(page, words.no_way);
        }
        for way in open.new {
            let way = self.way(page, way);
            line(page, &way);
        }
        let closed = told.closed(number, conflict);
        let mut parts: Vec<String> = closed.as_in.iter().map(|before| format!("{} {before}", words.as_in)).collect();
        parts.extend(closed.new.iter().map(|way| {
            let reference = page.reference(way_cited(way), way.url);
            format!("{} {reference} ({})", way.title, self.say.dates(way))
        }));
        if let Some(way) = conflict.mechanisms.iter().find(|way| way.status == "not_in_force") {
            line(page, &format!("{} {}: {}", sign(way), words.not_in_force, parts.join("; ")));
        }
    }
}
