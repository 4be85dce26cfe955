//! A jurisdiction as a page.

use super::Look;
use super::page::{BOLD, Page, styled};
use super::writer::{left_out, membership, receipt};
use crate::render::names;
use crate::render::words::words;
use crate::report::{JurisdictionReport, MembershipReport};

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
    let days = |member: &MembershipReport| names::period(&member.in_force, &look.today.to_string(), look.lang);
    let organisations = report.organisations.iter().map(|known| format!("{} ({})", known.of, days(known)));
    let members = report.members.iter().map(|known| format!("{} ({})", known.jurisdiction, days(known)));
    let lists = [(words.member_of, organisations.collect::<Vec<_>>()), (words.members, members.collect())];
    for (head, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
        page.entry(2, head, margin, &list.join(", "));
    }
    if report.kind == "organisation" {
        page.entry(margin, "", margin, words.organisation);
    }
    for (at, (id, title, provisions)) in report.instruments.iter().enumerate() {
        let head = if at == 0 { words.instruments } else { "" };
        page.entry(2, head, margin, &format!("{id} · {title} ({provisions})"));
    }
    let coverage = report.coverage.iter().filter(|_| report.kind != "organisation");
    for (at, (topic, level, limits)) in coverage.enumerate() {
        let head = if at == 0 { words.coverage } else { "" };
        let limits = limits.as_ref().map(|limits| format!(": {limits}")).unwrap_or_default();
        page.entry(2, head, margin, &format!("{topic} · {}{limits}", names::level(level, look.lang)));
    }
    page.blank();
    page.references();
    receipt(&mut page, &report.receipt, look, false);
    page.finish()
}
