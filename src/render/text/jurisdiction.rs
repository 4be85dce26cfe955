//! A jurisdiction as a page.

use super::Look;
use super::check::Writer;
use super::page::{BOLD, Page, styled};
use super::words;
use crate::report::{JurisdictionReport, MembershipReport};

/// The card.
#[must_use]
pub fn jurisdiction(report: &JurisdictionReport, look: Look) -> String {
    let mut page = Page::new(look.width);
    let writer = Writer { look, words: words::words(look.lang) };
    let words = writer.words;
    writer.left_out(&mut page, &report.receipt);
    let codes = [Some(report.id.as_str()), report.alpha3.as_deref()].into_iter().flatten();
    page.ends(&styled(BOLD, &report.name), &codes.collect::<Vec<_>>().join(" · "));
    page.entry(18, "", 18, words::kind(report.kind, look.lang));
    for membership in &report.memberships {
        let line = writer.membership(&mut page, membership);
        page.entry(2, words.belongs_to, 18, &line);
    }
    let members = report
        .members
        .iter()
        .map(|member| format!("{} ({})", member.jurisdiction, words::period(&member.in_force, look.lang)));
    let members: Vec<String> = members.collect();
    if !members.is_empty() {
        page.entry(2, words.members, 18, &members.join(", "));
    }
    for (at, (id, title, provisions)) in report.instruments.iter().enumerate() {
        let head = if at == 0 { words.instruments } else { "" };
        page.entry(2, head, 18, &format!("{id} · {title} ({provisions})"));
    }
    for (at, (topic, level, limits)) in report.coverage.iter().enumerate() {
        let head = if at == 0 { words.coverage } else { "" };
        let limits = limits.as_ref().map(|limits| format!(": {limits}")).unwrap_or_default();
        page.entry(2, head, 18, &format!("{topic} · {}{limits}", words::level(level, look.lang)));
    }
    page.blank();
    page.references();
    writer.receipt(&mut page, &report.receipt, false);
    page.finish()
}

impl Writer {
    /// `EU · from 1 January 1958 · Treaty … [1]`
    pub(super) fn membership(&self, page: &mut Page, membership: &MembershipReport) -> String {
        let days = words::period(&membership.in_force, self.look.lang);
        let reference = match &membership.url {
            Some(url) => format!(" {}", page.reference(membership.citation.clone(), url)),
            None => String::new(),
        };
        let parts = [membership.of.clone(), days, format!("{}{reference}", membership.citation)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}
