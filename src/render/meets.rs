//! What one provision can collide with, in lines.

use super::names;
use super::words::words;
use crate::law::Lang;
use crate::report::{MeetsReport, Outcome};

/// One line a legal order; with `explain` one more for each of its provisions, indented by `  `.
pub(super) fn meets(report: &MeetsReport<'_>, lang: Lang, explain: bool) -> Vec<String> {
    let words = words(lang);
    let day = names::date(&report.as_of, lang);
    if report.with.is_empty() && report.complete {
        return vec![format!("{} ({} {day})", words.meets_nothing, words.law_as_of)];
    }
    let mut lines = Vec::new();
    for with in &report.with {
        let count = format!("{}: {}", words.provisions, with.provisions.len());
        let range = range(with.best, with.worst, lang);
        lines.push(format!("{} {} · {range} · {count}", with.jurisdiction, with.name));
        for met in with.provisions.iter().filter(|_| explain) {
            lines.push(format!("  {} · {} · {}", met.provision, met.title, self::range(met.best, met.worst, lang)));
        }
    }
    lines.push(format!("{} ({} {day})", words.meets_mean, words.law_as_of));
    if !report.complete {
        lines.push(words.meets_incomplete.to_owned());
    }
    lines
}

/// `W reroutable to X deadlock`
fn range(best: Outcome, worst: Outcome, lang: Lang) -> String {
    let [first, last] = [best, worst].map(|outcome| format!("{} {}", outcome.letter(), names::outcome(outcome, lang)));
    if best == worst { last } else { format!("{first} – {last}") }
}
