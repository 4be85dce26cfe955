//! The review of a snapshot for the terminal.

use super::Look;
use super::page::{BOLD, Page, SOFT, colour, styled};
use super::writer::{left_out, receipt};
use crate::render::names;
use crate::render::snapshot::tell::Tell;
use crate::report::{ItemReport, Outcome, ReviewReport};

/// The page: one line where nothing moved, else item by item what did, and why.
#[must_use]
pub fn snapshot(report: &ReviewReport<'_>, look: Look) -> String {
    let tell = Tell::new(look.lang);
    let mut page = Page::new(look.width);
    left_out(&mut page, &report.receipt, look);
    if report.open == 0 && !look.explain {
        page.entry(0, "", 0, &format!("{}: {}", report.suite, tell.sum(report)));
        return page.finish();
    }
    let (words, common) = (tell.words, crate::render::words::words(look.lang));
    let as_of = format!("{} {}", common.law_as_of, names::date(&report.as_of, look.lang));
    page.ends(&styled(BOLD, &format!("{} · {}", words.title, report.suite)), &as_of);
    let recorded = format!("{} {}", words.recorded, names::date(&report.recorded_as_of, look.lang));
    page.ends(&tell.sum(report), &styled(SOFT, &recorded));
    for item in report.changes.iter().filter(|item| item.is_open() || look.explain) {
        page.blank();
        page.block(0, &item_block(item, look));
    }
    for (head, list) in [(tell.counted(&report.accepted), &report.accepted), (words.idle.to_owned(), &report.idle)] {
        if !list.is_empty() {
            page.blank();
            page.line(&styled(BOLD, &head));
            list.iter().for_each(|known| page.entry(2, "", 4, &tell.accepted(known)));
        }
    }
    page.blank();
    if report.open > 0 {
        page.entry(2, "", 2, words.hint);
    }
    receipt(&mut page, &report.receipt, look, false);
    page.finish()
}

/// One item that moved: what it was and is, what moved in it, and why.
#[must_use]
pub fn item_block(item: &ItemReport<'_>, look: Look) -> String {
    let tell = Tell::new(look.lang);
    let mut page = Page::new(look.width);
    let outcome = item.now.as_ref().or(item.was.as_ref()).map_or(Outcome::Unknown, |state| state.verdict);
    page.ends(&styled(BOLD, &item.item), &styled(colour(outcome), &tell.arrow(item)));
    let told = tell.item(item);
    let margin = told.iter().map(|(head, _)| head.chars().count()).max().unwrap_or_default() + 4;
    let mut before = "";
    for (head, line) in told {
        page.entry(2, if head == before { "" } else { head }, margin, &line);
        before = head;
    }
    page.finish()
}
