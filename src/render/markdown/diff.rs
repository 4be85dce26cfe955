//! What changed, in Markdown for a pull request: the short of it first, the rest folded.

use super::document::Document;
use super::escaped;
use crate::law::Lang;
use crate::render::changes::Changes;
use crate::report::{ConflictMovesReport, DiffReport, LawChangeReport, MovedReport, PairChangeReport};

/// More items than this are folded.
const FEW: usize = 6;

/// The document; `explain` adds all that is said in other words.
#[must_use]
pub fn diff(report: &DiffReport<'_>, lang: Lang, explain: bool) -> String {
    let say = Changes::new(report, lang);
    let mut document = Document::default();
    document.heading(1, &say.title());
    document.paragraph(&say.as_of());
    for side in [&report.old, &report.new] {
        document.left_out(&side.receipt, lang);
    }
    head(&mut document, say);
    document.paragraph(&escaped(&say.law_line()));
    if let Some(days) = say.other_days() {
        document.paragraph(&escaped(&days));
    }
    answers(&mut document, say, explain);
    for later in &report.later {
        let say = Changes::new(later, lang);
        document.heading(2, &say.day());
        head(&mut document, say);
        answers(&mut document, say, explain);
    }
    law(&mut document, say, explain);
    if !report.pairs.is_empty() || report.later.iter().any(|later| !later.pairs.is_empty()) {
        document.paragraph(say.words.mean);
    }
    document.finish_between(&report.old.receipt, &report.new.receipt, lang)
}

/// What it comes to.
fn head(document: &mut Document, say: Changes<'_, '_>) {
    let (head, meaning) = say.head();
    document.paragraph(&format!("**{head}** {}", escaped(&meaning)));
    say.sums().iter().for_each(|sum| document.item(0, &escaped(sum)));
}

/// The answers that changed, pair by pair.
fn answers(document: &mut Document, say: Changes<'_, '_>, explain: bool) {
    let overview = say.overview();
    if overview.len() > 1 {
        document.table(&overview);
    }
    let (shown, more) = say.pairs_shown(explain);
    say.report.pairs.iter().take(shown).for_each(|pair| told(document, say, pair));
    if let Some(more) = more {
        document.paragraph(&escaped(&more));
    }
    let silence = say.silence();
    if !silence.is_empty() {
        document.heading(2, say.words.silence);
        silence.iter().for_each(|(places, told)| document.item(0, &format!("**{places}** {}", escaped(told))));
    }
}

fn told(document: &mut Document, say: Changes<'_, '_>, pair: &PairChangeReport<'_>) {
    let words = say.words;
    document.heading(2, &say.pair(pair));
    match &pair.verdicts {
        None => document.paragraph(words.verdict_undecided),
        Some(changes) if changes.is_empty() => document.paragraph(words.verdict_stays),
        // Requests stand where the conflicts are told.
        Some(changes) if pair.conflicts.is_empty() => {
            changes.iter().for_each(|change| document.item(0, &format!("**{}**", escaped(&say.shift(change)))));
        }
        Some(changes) => changes.iter().for_each(|change| shift(document, say, 0, change)),
    }
    for cause in &pair.causes {
        document.item(0, &format!("{}: {}", words.cause, escaped(&say.cause(cause))));
    }
    if !pair.elsewhere.is_empty() {
        let pairs: Vec<String> = pair.elsewhere.iter().map(|pair| pair.join(" – ")).collect();
        document.item(0, &format!("{}: {}", words.elsewhere, pairs.join(", ")));
    }
    if !pair.conflicts.is_empty() {
        let head = format!("{}: {}", words.conflicts, pair.conflicts.len());
        document.folded(&head, |document| pair.conflicts.iter().for_each(|moved| conflict(document, say, moved)));
    }
}

fn conflict(document: &mut Document, say: Changes<'_, '_>, conflict: &ConflictMovesReport<'_>) {
    document.item(0, &format!("`{}` {}", conflict.id, escaped(&say.conflict(conflict))));
    if !conflict.exact {
        document.item(1, say.words.conflict_undecided);
    }
    conflict.moves.iter().for_each(|moved| shift(document, say, 1, moved));
    for cause in &conflict.causes {
        document.item(1, &format!("{}: {}", say.words.cause, escaped(&say.cause(cause))));
    }
}

/// What changed, with a request and how to ask for it again.
fn shift(document: &mut Document, say: Changes<'_, '_>, depth: usize, shift: &MovedReport) {
    document.item(depth, &format!("**{}**", escaped(&say.shift(shift))));
    if let Some(example) = say.example(shift) {
        document.item(depth + 1, &format!("{}: {}", say.words.example, escaped(&example)));
    }
    if let Some(command) = say.command(shift) {
        document.item(depth + 1, &format!("{}: `{command}`", say.words.again));
    }
}

fn law(document: &mut Document, say: Changes<'_, '_>, explain: bool) {
    let groups = say.law();
    if groups.is_empty() {
        return;
    }
    document.heading(2, say.words.in_the_law);
    for group in groups {
        let all = |document: &mut Document| {
            group.changes.iter().for_each(|change| piece(document, say, change, group.told || explain));
        };
        let head = format!("{} ({})", group.head, group.changes.len());
        if group.changes.len() > FEW || !group.told {
            document.folded(&head, all);
        } else {
            document.paragraph(&format!("**{head}**"));
            all(document);
        }
    }
}

fn piece(document: &mut Document, say: Changes<'_, '_>, change: &LawChangeReport, told: bool) {
    let head = format!("`{}` {}", change.id, escaped(&say.piece(change)));
    if !told {
        document.item(0, &format!("{head}: {}", escaped(&say.aspects(change))));
        return;
    }
    document.item(0, &head);
    for aspect in &change.aspects {
        let said = say.said(change, aspect);
        document.item(1, say.aspect(aspect));
        said.iter().for_each(|(head, said)| document.item(2, &format!("{head}: {}", escaped(said))));
    }
}
