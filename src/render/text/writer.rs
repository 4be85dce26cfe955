//! What the pages about requests share: how phrases are laid out on a page.

use super::Look;
use super::page::{BOLD, Page, SOFT, colour, styled};
use crate::render::clauses::ClauseLine;
use crate::render::head::Head;
use crate::render::names;
use crate::render::phrases::{Phrases, sign};
use crate::render::references::way_cited;
use crate::render::words::words;
use crate::report::{ConflictReport, GapReport, Glossary, LimitReport, MembershipReport, Receipt, WayReport};

/// Writes the parts that several pages share.
#[derive(Clone, Copy)]
pub(super) struct Writer<'c> {
    pub say: Phrases<'c>,
    /// The column at which bodies stand.
    pub margin: usize,
}

impl<'c> Writer<'c> {
    pub(super) fn new(look: Look, glossary: Glossary<'c>) -> Self {
        let words = words(look.lang);
        Self { say: Phrases { lang: look.lang, words, glossary, explain: look.explain }, margin: words.margin }
    }

    pub(super) fn head(&self, page: &mut Page, head: &Head) {
        page.entry(2, &styled(colour(head.outcome), &head.name), head.name.chars().count() + 5, &head.meaning);
    }

    /// Certainty, outcome and id of a conflict, for the right end of a line.
    pub(super) fn tag(&self, conflict: &ConflictReport<'_>) -> String {
        self.tag_as(names::certainty(conflict.certainty, self.say.lang), conflict)
    }

    /// The same where the certainty is told in other words.
    pub(super) fn tag_as(&self, certainty: &str, conflict: &ConflictReport<'_>) -> String {
        format!(
            "{certainty} · {} · {}",
            styled(colour(conflict.outcome), &self.say.outcome(conflict)),
            styled(SOFT, &conflict.id)
        )
    }

    /// A way out with its sign.
    pub(super) fn way(&self, page: &mut Page, way: &WayReport<'c>) -> String {
        let reference = page.reference(way_cited(way), way.url);
        let mut parts = vec![format!("{} {reference}", way.title)];
        parts.extend(self.say.way(way, &reference));
        format!("{} {}", sign(way), parts.join(" · "))
    }

    /// A head, and beside it by place the topics that are not encoded.
    pub(super) fn gaps(&self, page: &mut Page, gaps: &[GapReport<'c>]) {
        self.by_place(page, self.say.words.not_encoded, &self.say.gaps(gaps));
    }

    /// What is encoded in part.
    pub(super) fn limits(&self, page: &mut Page, limits: &[LimitReport<'c>]) {
        self.by_place(page, self.say.words.partly, &self.say.limits(limits));
    }

    fn by_place(&self, page: &mut Page, head: &str, places: &[(&str, String)]) {
        for (at, (place, topics)) in places.iter().enumerate() {
            let head = if at == 0 { styled(BOLD, head) } else { String::new() };
            page.entry(2, &head, self.margin, &format!("{place}: {topics}"));
        }
    }
}

/// Lines of a condition beside a head.
pub(super) fn clauses(page: &mut Page, margin: usize, head: &str, indent: usize, lines: &[ClauseLine]) {
    for (at, line) in lines.iter().enumerate() {
        let head = if at == 0 { head } else { "" };
        let start = indent + 3 * line.depth;
        if line.mark.is_empty() {
            page.entry(margin, head, start, &line.text);
        } else {
            let gap = " ".repeat(start.saturating_sub(margin + head.chars().count()));
            page.entry(margin, &format!("{head}{gap}{}", line.mark), start + line.mark.chars().count() + 1, &line.text);
        }
    }
}

/// `EU · from 1 January 1958 · Treaty … [1]`
pub(super) fn membership(page: &mut Page, membership: &MembershipReport, look: Look) -> String {
    let days = names::period(&membership.in_force, &look.today.to_string(), look.lang);
    let reference = match &membership.url {
        Some(url) => format!(" {}", page.reference(membership.citation.clone(), url)),
        None => String::new(),
    };
    let parts = [membership.of.clone(), days, format!("{}{reference}", membership.citation)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// At the head of a page: the faulty files that were left out of the law, and what that means.
pub(super) fn left_out(page: &mut Page, receipt: &Receipt, look: Look) {
    if !receipt.left_out.is_empty() {
        let (words, files) = (words(look.lang), receipt.left_out.join(", "));
        page.entry(0, &styled(BOLD, "!"), 2, &format!("{}: {files}. {}", words.broken, words.never_clear));
        page.blank();
    }
}

/// At the foot of a page: what the answer was made with.
pub(super) fn receipt(page: &mut Page, receipt: &Receipt, look: Look, hint: bool) {
    let words = words(look.lang);
    let mut line = format!("comity {} · corpus {} · {}", receipt.engine, receipt.short_hash(), words.informs);
    if hint {
        line.push_str(&format!(" · {}", words.explain_hint));
    }
    page.entry(2, "", 2, &styled(SOFT, &line));
}
