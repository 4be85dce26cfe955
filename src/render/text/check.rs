//! The answer to one request, as a page.

use super::Look;
use super::page::{BOLD, Page, styled};
use super::table::table;
use super::writer::{Writer, left_out, receipt};
use crate::render::names;
use crate::render::told::{Numbered, Told};
use crate::render::words::words;
use crate::report::CheckReport;
use crate::text::visible;

/// So many norms that apply are told of each state and act.
const APPLYING: usize = 4;
/// So many norms that could have collided are told.
const NEAR_MISSES: usize = 10;

/// The page.
#[must_use]
pub fn check(report: &CheckReport<'_>, look: Look) -> String {
    let mut page = Page::new(look.width);
    left_out(&mut page, &report.receipt, look);
    let as_of = format!("{} {}", words(look.lang).law_as_of, names::date(&report.as_of, look.lang));
    page.ends(&styled(BOLD, &visible(&report.request)), &as_of);
    page.blank();
    answer(&mut page, report, look);
    receipt(&mut page, &report.receipt, look, !look.explain);
    page.finish()
}

/// The answer itself, with its references.
pub(super) fn answer(page: &mut Page, report: &CheckReport<'_>, look: Look) {
    let writer = Writer::new(look, report.glossary);
    writer.head(page, &writer.say.head(report));
    page.blank();
    writer.all_conflicts(page, report);
    writer.duties(page, report);
    if report.conflicts.is_empty() && !look.explain {
        writer.applying(page, report);
        writer.near_misses(page, report);
    }
    writer.what_is_open(page, report);
    if look.explain {
        writer.derivation(page, report, look);
    }
    page.blank();
    page.references();
}

impl<'c> Writer<'c> {
    /// The conflicts, then those that a mechanism in use has resolved, numbered through.
    fn all_conflicts(&self, page: &mut Page, report: &CheckReport<'c>) {
        let numbered: Vec<Numbered<'_, '_>> = (1..).zip(report.conflicts.iter().chain(&report.resolved)).collect();
        let (standing, resolved) = numbered.split_at(report.conflicts.len());
        let mut told = Told::nothing(self.say.explain);
        self.conflicts(page, standing, &mut told);
        if !resolved.is_empty() {
            page.line(&format!("  {}", styled(BOLD, self.say.words.resolved)));
            page.blank();
            self.conflicts(page, resolved, &mut told);
        }
        if numbered.iter().any(|(_, conflict)| !conflict.mechanisms.is_empty()) {
            page.entry(2, self.say.words.signs, self.margin, &self.say.signs());
            page.blank();
        }
    }

    /// The table of duties, and below it on which facts an uncertain cell hinges.
    fn duties(&self, page: &mut Page, report: &CheckReport<'c>) {
        if report.duties.is_empty() {
            return;
        }
        let (rows, hinges) = self.say.duties(report);
        table(page, &rows);
        for (letter, facts) in &hinges {
            page.entry(2, letter, 5, &format!("{}: {facts}", self.say.words.hinges_on));
        }
        page.blank();
    }

    /// What is asked next, what was taken for granted, and what is missing in request and law.
    fn what_is_open(&self, page: &mut Page, report: &CheckReport<'c>) {
        let words = self.say.words;
        if let Some(question) = &report.next_question {
            for (at, line) in self.say.question(question).iter().enumerate() {
                let head = if at == 0 { styled(BOLD, words.next_question) } else { String::new() };
                page.entry(2, &head, self.margin, line);
            }
        }
        if !report.open_places.is_empty() {
            let places = self.say.facts(&report.open_places);
            page.entry(2, &styled(BOLD, words.not_given), self.margin, &format!("{places}: {}", words.other_law));
        }
        let by_default = self.say.given(report.facts.iter().filter(|fact| fact.by_default));
        if !by_default.is_empty() {
            page.entry(2, &styled(BOLD, words.by_default), self.margin, &by_default);
        }
        self.gaps(page, &report.gaps);
        self.limits(page, &report.limits);
    }

    /// The norms that apply, so that an answer without conflicts begins with what there is.
    fn applying(&self, page: &mut Page, report: &CheckReport<'c>) {
        let told = self.say.applying(report);
        if told.is_empty() {
            return;
        }
        page.entry(2, "", 2, &styled(BOLD, self.say.words.applying));
        for (state, says, law) in told {
            let first = law.iter().take(APPLYING).map(|one| {
                let reference = page.reference(one.name.clone(), one.url);
                format!("{} {reference}", one.name)
            });
            let mut told: Vec<String> = first.collect();
            told.extend((law.len() > APPLYING).then(|| format!("+{}", law.len() - APPLYING)));
            page.entry(4, state, 10, &format!("{says}: {}", told.join("; ")));
        }
        page.blank();
    }

    fn near_misses(&self, page: &mut Page, report: &CheckReport<'c>) {
        let (words, norms) = (self.say.words, &report.norms);
        if norms.is_empty() {
            return;
        }
        let nothing = if report.resolved.is_empty() { format!("{} ", words.no_conflict) } else { String::new() };
        page.entry(2, "", 2, &format!("{nothing}{}", styled(BOLD, words.could_have)));
        for norm in norms.iter().take(NEAR_MISSES) {
            self.norm(page, norm);
        }
        if norms.len() > NEAR_MISSES {
            page.entry(4, "", 4, &format!("+{} · {}", norms.len() - NEAR_MISSES, words.explain_hint));
        }
        page.blank();
    }
}
