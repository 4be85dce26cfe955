//! What every format says of the real cases: the table in rows, and each part of one case as heads with lines.

use super::words::words;
use crate::law::Lang;
use crate::render::names;
use crate::render::phrases::Phrases;
use crate::report::{CaseReport, CasesReport, Certainty, MissReport, NamedLaw, ScoreReport};

/// The table: its head, a row a case, and the totals.
pub(in crate::render) fn rows(report: &CasesReport<'_>, lang: Lang) -> Vec<Vec<String>> {
    let words = words(lang);
    let mut rows = vec![row(words.case, words.columns.map(str::to_owned))];
    rows.extend(report.cases.iter().map(|score| row(score.case, marks(score, lang))));
    let totals = report.totals.iter().map(|total| format!("{} {} {}", total.right, words.of, total.asked));
    rows.push(std::iter::once(words.total.to_owned()).chain(totals).collect());
    rows
}

fn row(head: &str, cells: [String; 4]) -> Vec<String> {
    std::iter::once(head.to_owned()).chain(cells).collect()
}

fn marks(score: &ScoreReport<'_>, lang: Lang) -> [String; 4] {
    let words = words(lang);
    score.columns().map(|right| {
        let mark = match right {
            Some(true) => words.right,
            Some(false) => words.wrong,
            None => "–",
        };
        mark.to_owned()
    })
}

/// `nothing wrong: 50 of 57 cases`
pub(in crate::render) fn sum(report: &CasesReport<'_>, lang: Lang) -> String {
    let words = words(lang);
    format!("{}: {} {} {} {}", words.nothing_wrong, report.right, words.of, report.of, words.cases)
}

/// What is wrong, in a sentence.
pub(in crate::render) fn miss(miss: &MissReport<'_>, lang: Lang) -> String {
    let words = words(lang);
    let sure = |found: &Option<Certainty>| found.map_or(words.none, |found| names::certainty(found, lang));
    match miss {
        MissReport::Conflict { recorded, found } => {
            let on_record = words.on_record.to_lowercase();
            format!("{} {on_record}: {}; {}: {}", words.conflict, said(recorded, lang), words.found, sure(found))
        }
        MissReport::Verdict { expected, found } => {
            let [expected, found] = [*expected, *found].map(|outcome| names::outcome(outcome, lang));
            format!("{}: {found}{} {expected}", words.verdict, words.instead)
        }
        MissReport::Certainty { expected, found } => {
            let expected = names::certainty(*expected, lang);
            format!("{}: {}{} {expected}", words.surest, sure(found), words.instead)
        }
        MissReport::Pair { requiring, forbidding } => {
            format!("{} {requiring} {} {forbidding}", words.no_pair, words.and)
        }
        MissReport::Provision { provision } => format!("{provision} {}", words.no_part),
        MissReport::Mechanism { mechanism, found, .. } => format!("{mechanism} {}", state(found, lang)),
    }
}

/// Whether a record shows a conflict.
fn said(recorded: &str, lang: Lang) -> &'static str {
    let words = words(lang);
    match recorded {
        "yes" => words.yes,
        "no" => words.no,
        _ => words.partial,
    }
}

/// Whether a mechanism is a way out.
fn state(state: &str, lang: Lang) -> &'static str {
    let words = words(lang);
    match state {
        "open" => words.open,
        "needs_facts" => words.needs_facts,
        _ => words.not_open,
    }
}

/// Lines under a head.
pub(in crate::render) type Lines = (&'static str, Vec<String>);

/// What is on record.
pub(in crate::render) fn record(report: &CaseReport<'_>, lang: Lang) -> Vec<Lines> {
    let (words, record) = (words(lang), &report.on_record);
    let against = crate::render::words::words(lang).against;
    let pairs = record.pairs.iter().map(|[requiring, forbidding]| format!("{requiring} {against} {forbidding}"));
    let conflict = std::iter::once(said(record.conflict, lang).to_owned()).chain(pairs).collect::<Vec<_>>().join(" · ");
    told([
        (words.happened, vec![record.what_happened.to_owned()]),
        (words.conflict, vec![conflict]),
        (words.relied_on, record.provisions.to_vec()),
        (words.used, record.mechanism_used.map(str::to_owned).into_iter().collect()),
        (words.not_seen, report.not_seen.map(str::to_owned).into_iter().collect()),
        (crate::render::words::words(lang).sources, sources(report, lang)),
        (crate::render::words::words(lang).confidence, vec![names::confidence(report.confidence, lang).to_owned()]),
    ])
}

fn sources(report: &CaseReport<'_>, lang: Lang) -> Vec<String> {
    let seen = crate::render::words::words(lang).seen;
    let each = report.sources.iter().map(|source| {
        let note = source.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
        format!("{} ({seen} {}{note})", source.url, names::date(&source.seen, lang))
    });
    each.collect()
}

/// The facts that are known, each on its line.
pub(in crate::render) fn facts(report: &CaseReport<'_>, say: Phrases<'_>) -> Vec<Lines> {
    let known = report.says.facts.iter().filter(|fact| fact.values.as_ref().is_some_and(|values| !values.is_empty()));
    let facts = known.map(|fact| format!("{}: {}", fact.label, say.values(fact))).collect();
    told([("", facts)])
}

/// What comity must say, and why.
pub(in crate::render) fn expected(report: &CaseReport<'_>, lang: Lang) -> Vec<Lines> {
    let (words, expect) = (words(lang), &report.expect);
    let named = |list: &[NamedLaw<'_>]| list.iter().map(|law| format!("{} ({})", law.title, law.id)).collect();
    let against = crate::render::words::words(lang).against;
    let collide = if report.on_record.conflict == "no" { words.collide_not } else { words.collide };
    told([
        ("", vec![expect.because.to_owned()]),
        (words.verdict, expect.verdict.map(|outcome| names::outcome(outcome, lang).to_owned()).into_iter().collect()),
        (words.surest, expect.certainty.map(|sure| names::certainty(sure, lang).to_owned()).into_iter().collect()),
        (collide, expect.pairs.iter().map(|[one, other]| format!("{one} {against} {other}")).collect()),
        (crate::render::words::words(lang).provisions, named(&expect.provisions)),
        (words.open, named(&expect.open)),
        (words.needs_facts, named(&expect.needs_facts)),
        (words.not_open, named(&expect.not_open)),
    ])
}

/// Column by column what is right, and what is wrong.
pub(in crate::render) fn score(score: &ScoreReport<'_>, lang: Lang) -> Vec<Lines> {
    let words = words(lang);
    let columns = words.columns.into_iter().zip(marks(score, lang));
    let columns = columns.map(|(column, mark)| (column, vec![mark]));
    let misses = score.misses.iter().map(|wrong| miss(wrong, lang)).collect();
    told(columns.chain([(words.misses, misses)]))
}

/// Without heads that have no lines.
fn told(lines: impl IntoIterator<Item = Lines>) -> Vec<Lines> {
    lines.into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
}
