//! What changed, as a page.

use super::Look;
use super::page::{BOLD, Page, SOFT, styled};
use super::table::table;
use super::writer::left_out;
use crate::render::changes::{Changes, between};
use crate::render::words::words;
use crate::report::{ConflictMovesReport, DiffReport, MovedReport, PairChangeReport};

/// The page: what it comes to, the pairs whose answers changed, and what changed in the law.
#[must_use]
pub fn diff(report: &DiffReport<'_>, look: Look) -> String {
    let mut page = Page::new(look.width);
    let writer = Writer { say: Changes::new(report, look.lang), look };
    for side in [&report.old, &report.new] {
        left_out(&mut page, &side.receipt, look);
    }
    let say = writer.say;
    page.ends(&styled(BOLD, &say.title()), &say.as_of());
    page.blank();
    writer.head(&mut page);
    page.entry(2, "", 2, &say.law_line());
    if let Some(days) = say.other_days() {
        page.entry(2, "", 2, &days);
    }
    page.blank();
    writer.answers(&mut page);
    for later in &report.later {
        let writer = Writer { say: Changes::new(later, look.lang), look };
        page.line(&styled(BOLD, &writer.say.day()));
        page.blank();
        writer.head(&mut page);
        page.blank();
        writer.answers(&mut page);
    }
    writer.law(&mut page);
    if !report.pairs.is_empty() || report.later.iter().any(|later| !later.pairs.is_empty()) {
        page.entry(2, "", 2, say.words.mean);
        page.blank();
    }
    writer.receipt(&mut page);
    page.finish()
}

#[derive(Clone, Copy)]
struct Writer<'r, 'c> {
    say: Changes<'r, 'c>,
    look: Look,
}

impl Writer<'_, '_> {
    /// What it comes to.
    fn head(self, page: &mut Page) {
        let (head, meaning) = self.say.head();
        page.entry(2, &styled(BOLD, head), head.chars().count() + 5, &meaning);
        self.say.sums().iter().for_each(|sum| page.entry(4, "", 6, sum));
    }

    /// The answers that changed, pair by pair.
    fn answers(self, page: &mut Page) {
        let overview = self.say.overview();
        if overview.len() > 1 {
            table(page, &overview);
            page.blank();
        }
        let (shown, more) = self.say.pairs_shown(self.look.explain);
        self.say.report.pairs.iter().take(shown).for_each(|pair| self.pair(page, pair));
        if let Some(more) = more {
            page.entry(2, "", 2, &more);
            page.blank();
        }
        self.silence(page);
    }

    fn pair(self, page: &mut Page, pair: &PairChangeReport<'_>) {
        let (say, words) = (self.say, self.say.words);
        page.line(&format!("  {}", styled(BOLD, &say.pair(pair))));
        match &pair.verdicts {
            None => page.entry(4, "", 4, words.verdict_undecided),
            Some(changes) if changes.is_empty() => page.entry(4, "", 4, words.verdict_stays),
            // Requests stand where the conflicts are told.
            Some(changes) if pair.conflicts.is_empty() && !self.look.explain => {
                changes.iter().for_each(|change| page.entry(4, "", 4, &styled(BOLD, &say.shift(change))));
            }
            Some(changes) => changes.iter().for_each(|change| self.shift(page, 4, change)),
        }
        for cause in &pair.causes {
            page.entry(4, words.cause, 4 + words.margin, &say.cause(cause));
        }
        let (shown, more) = say.shown(pair, self.look.explain);
        pair.conflicts.iter().take(shown).for_each(|conflict| self.conflict(page, conflict));
        if let Some(more) = more {
            page.entry(4, "", 14, &more);
        }
        if !pair.elsewhere.is_empty() {
            let pairs: Vec<String> = pair.elsewhere.iter().map(|pair| pair.join(" – ")).collect();
            page.entry(4, "", 4, &format!("{}: {}", words.elsewhere, pairs.join(", ")));
        }
        page.blank();
    }

    fn conflict(self, page: &mut Page, conflict: &ConflictMovesReport<'_>) {
        let say = self.say;
        page.entry(4, &styled(SOFT, &conflict.id), 14, &say.conflict(conflict));
        if !conflict.exact {
            page.entry(14, "", 14, say.words.conflict_undecided);
        }
        for shift in &conflict.moves {
            if self.look.explain {
                self.shift(page, 14, shift);
            } else {
                page.entry(14, "", 14, &say.shift(shift));
            }
        }
        if self.look.explain {
            for cause in &conflict.causes {
                page.entry(14, say.words.cause, 14 + say.words.margin, &say.cause(cause));
            }
        }
    }

    /// What changed, with a request and how to ask for it again.
    fn shift(self, page: &mut Page, margin: usize, shift: &MovedReport) {
        let (say, words) = (self.say, self.say.words);
        page.entry(margin, "", margin, &styled(BOLD, &say.shift(shift)));
        let told = [(words.example, say.example(shift)), (words.again, say.command(shift))];
        for (head, line) in told {
            if let Some(line) = line {
                page.entry(margin, head, margin + words.margin, &line);
            }
        }
    }

    fn silence(self, page: &mut Page) {
        let silence = self.say.silence();
        if silence.is_empty() {
            return;
        }
        page.line(&format!("  {}", styled(BOLD, self.say.words.silence)));
        for (places, told) in silence {
            page.entry(4, &places, 4 + self.say.words.margin, &told);
        }
        page.blank();
    }

    fn law(self, page: &mut Page) {
        let say = self.say;
        let groups = say.law();
        if groups.is_empty() {
            return;
        }
        page.line(&format!("  {}", styled(BOLD, say.words.in_the_law)));
        for group in groups {
            page.blank();
            page.line(&format!("  {} ({})", group.head, group.changes.len()));
            for change in group.changes {
                page.entry(4, &change.id, 6, &say.piece(change));
                if !(group.told || self.look.explain) {
                    page.entry(6, "", 6, &say.aspects(change));
                    continue;
                }
                for aspect in &change.aspects {
                    page.entry(6, "", 6, say.aspect(aspect));
                    for (head, said) in say.said(change, aspect) {
                        page.entry(8, head, 16, &said);
                    }
                }
            }
        }
        page.blank();
    }

    fn receipt(self, page: &mut Page) {
        let (old, new) = (&self.say.report.old.receipt, &self.say.report.new.receipt);
        let hashes = between(old, new);
        let informs = words(self.look.lang).informs;
        page.entry(2, "", 2, &styled(SOFT, &format!("comity {} · corpus {hashes} · {informs}", new.engine)));
    }
}
