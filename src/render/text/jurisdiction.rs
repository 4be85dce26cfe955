//! A jurisdiction as a page.

use super::Look;
use super::page::{BOLD, Page, styled};
use super::writer::{left_out, membership, receipt};
use crate::render::names;
use crate::render::words::words;
use crate::report::JurisdictionReport;

/// The card.
#[must_use]
pub fn jurisdiction(report: &JurisdictionReport, look: Look) -> String {
    let mut page = Page::new(look.width);
    let words = words(look.lang);
    let margin = words.margin;
    left_out(&mut page, &report.receipt, look);
    let codes = [Some(report.id.as_str()), report.alpha3.as_deref()].into_iter().flatten();
    page.ends(&styled(BOLD, &report.name), &codes.collect::<Vec<_>>().join(" · "));
    page.entry(margin, "", margin, names::kind(report.kind, look.lang));
    for known in &report.memberships {
        let line = membership(&mut page, known, look);
        page.entry(2, words.belongs_to, margin, &line);
    }
    let members = report.members.iter().map(|member| {
        format!("{} ({})", member.jurisdiction, names::period(&member.in_force, &look.today.to_string(), look.lang))
    });
    let members: Vec<String> = members.collect();
    if !members.is_empty() {
        page.entry(2, words.members, margin, &members.join(", "));
    }
    for (at, (id, title, provisions)) in report.instruments.iter().enumerate() {
        let head = if at == 0 { words.instruments } else { "" };
        page.entry(2, head, margin, &format!("{id} · {title} ({provisions})"));
    }
    for (at, (topic, level, limits)) in report.coverage.iter().enumerate() {
        let head = if at == 0 { words.coverage } else { "" };
        let limits = limits.as_ref().map(|limits| format!(": {limits}")).unwrap_or_default();
        page.entry(2, head, margin, &format!("{topic} · {}{limits}", names::level(level, look.lang)));
    }
    page.blank();
    page.references();
    receipt(&mut page, &report.receipt, look, false);
    page.finish()
}
