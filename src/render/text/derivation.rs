//! The whole derivation on the page of a request: every fact, every membership, every norm and why it applies or not.

use super::Look;
use super::page::{BOLD, Page, styled};
use super::writer::{Writer, membership};
use crate::report::{CheckReport, NormReport};

/// The column at which values of facts stand.
const VALUES: usize = 44;

impl<'c> Writer<'c> {
    pub(super) fn derivation(&self, page: &mut Page, report: &CheckReport<'c>, look: Look) {
        let words = self.say.words;
        page.blank();
        page.line(&format!("  {}", styled(BOLD, words.facts)));
        for fact in &report.facts {
            page.entry(4, fact.label, VALUES, &self.say.values(fact));
        }
        page.blank();
        if !report.memberships.is_empty() {
            page.line(&format!("  {}", styled(BOLD, words.memberships)));
            for known in &report.memberships {
                let line = membership(page, known, look);
                page.entry(4, &format!("{} {}", known.jurisdiction, words.belongs_to), 20, &line);
            }
            page.blank();
        }
        page.line(&format!("  {}", styled(BOLD, words.derivation)));
        for norm in &report.norms {
            self.norm(page, norm);
        }
    }

    /// One norm and why it applies or not.
    pub(super) fn norm(&self, page: &mut Page, norm: &NormReport<'c>) {
        let (what, applies) = self.say.norm(norm);
        let place = self.place(page, &norm.horn);
        page.entry(4, "", 4, &format!("{what} · {place}: {}", styled(BOLD, applies)));
        for reason in self.say.reasons(norm) {
            page.entry(6, "", 6, &reason);
        }
    }
}
