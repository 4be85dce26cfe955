//! The least that must change, as a page.

use super::Look;
use super::page::{BOLD, Page, SOFT, colour, styled};
use super::writer::{Writer, left_out, receipt};
use crate::render::advice::{LINES, advice_words};
use crate::render::names;
use crate::report::{AdviceReport, AdviseReport};
use crate::text::visible;

/// The page.
#[must_use]
pub fn advise(report: &AdviseReport<'_>, look: Look) -> String {
    let mut page = Page::new(look.width);
    let now = &report.now;
    let writer = Writer::new(look, now.glossary);
    let words = writer.say.words;
    left_out(&mut page, &now.receipt, look);
    let as_of = format!("{} {}", words.law_as_of, names::date(&now.as_of, look.lang));
    page.ends(&styled(BOLD, &visible(&now.request)), &as_of);
    page.blank();
    writer.head(&mut page, &writer.say.head(now));
    page.blank();
    writer.clashes(&mut page, report);
    writer.help(&mut page, report);
    writer.search(&mut page, report);
    writer.questions(&mut page, report);
    writer.gaps(&mut page, &now.gaps);
    page.blank();
    receipt(&mut page, &now.receipt, look, !look.explain);
    page.finish()
}

impl<'c> Writer<'c> {
    /// How many lines of a list are told.
    fn told(&self, of: usize) -> usize {
        if self.say.explain { of } else { LINES }
    }

    fn more(&self, page: &mut Page, of: usize) {
        if of > self.told(of) {
            page.entry(5, "", 5, &styled(SOFT, &format!("+{} · {}", of - LINES, self.say.words.explain_hint)));
        }
    }

    /// The conflicts as they are, by the numbers that advice names them with.
    fn clashes(&self, page: &mut Page, report: &AdviseReport<'c>) {
        let conflicts = &report.now.conflicts;
        if conflicts.is_empty() {
            return;
        }
        page.line(&format!("  {}", styled(BOLD, advice_words(self.say.lang).conflicts)));
        for (at, conflict) in conflicts.iter().enumerate().take(self.told(conflicts.len())) {
            let line = format!("{} · {}", self.say.clash(conflict), self.tag(conflict));
            page.entry(2, &(at + 1).to_string(), 5, &line);
        }
        self.more(page, conflicts.len());
        page.blank();
    }

    /// Every piece of advice with what it does.
    fn help(&self, page: &mut Page, report: &AdviseReport<'c>) {
        if let Some(nothing) = self.say.no_help(report) {
            page.entry(2, "", 2, &styled(BOLD, &nothing));
            page.blank();
        }
        for (head, advice) in self.say.advice(report) {
            page.entry(2, "", 2, &styled(BOLD, head));
            self.advice(page, &advice, report);
        }
        if let Some(silence) = self.say.silence(report) {
            page.entry(2, "", 2, silence);
            page.blank();
        }
    }

    fn advice(&self, page: &mut Page, advice: &[&AdviceReport<'c>], report: &AdviseReport<'c>) {
        for one in advice.iter().take(self.told(advice.len())) {
            let end = self.say.leads_to(one.verdict, one.worst_case);
            page.entry(2, "•", 5, &format!("{} → {}", self.say.changes(one), styled(colour(one.verdict), &end)));
            let effects = self.say.effects(one, &report.now.conflicts);
            if !effects.is_empty() {
                page.entry(5, "", 5, &styled(SOFT, &effects));
            }
        }
        self.more(page, advice.len());
        page.blank();
    }

    /// How few changes lead where, how far the search went, and what it was allowed.
    fn search(&self, page: &mut Page, report: &AdviseReport<'c>) {
        let words = advice_words(self.say.lang);
        let fewest = self.say.fewest(report);
        if !fewest.is_empty() {
            page.entry(2, &styled(BOLD, words.reach), self.margin, &fewest);
        }
        if let Some(proof) = self.say.proof(report, true) {
            page.entry(2, &styled(BOLD, words.proof), self.margin, &proof);
            page.entry(2, &styled(BOLD, words.may_change), self.margin, &self.say.facts(&report.may_change));
        }
    }

    /// What to ask next; of the first question, or of all, where the answers lead.
    fn questions(&self, page: &mut Page, report: &AdviseReport<'c>) {
        let words = advice_words(self.say.lang);
        if report.questions.is_empty() {
            return;
        }
        page.blank();
        page.line(&format!("  {}", styled(BOLD, words.ask)));
        for (at, ask) in report.questions.iter().enumerate().take(self.told(report.questions.len())) {
            let number = (at + 1).to_string();
            page.entry(2, &number, 5, &format!("{} · --set {}=…", ask.question, ask.fact));
            page.entry(5, "", 5, &styled(SOFT, &self.say.decides(ask)));
            if at == 0 || self.say.explain {
                for (answers, end) in self.say.leads(ask) {
                    page.entry(5, "–", 7, &format!("{answers} → {end}"));
                }
            }
        }
        self.more(page, report.questions.len());
    }
}
