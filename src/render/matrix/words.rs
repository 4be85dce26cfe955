//! The words of the matrix, in both languages and for every format.

use serde::Serialize;

use crate::law::Lang;
use crate::render::names;
use crate::render::phrases::{Phrases, number};
use crate::report::{FieldReport, MatrixReport};

/// Every fixed word.
#[derive(Serialize)]
pub(in crate::render) struct Words {
    pub lang: &'static str,
    pub title: &'static str,
    pub means: &'static str,
    pub given: &'static str,
    pub open: &'static str,
    pub requires: &'static str,
    pub forbids: &'static str,
    pub worst: &'static str,
    pub conflicts: &'static str,
    pub situations: &'static str,
    pub situations_mean: &'static str,
    pub uncounted: &'static str,
    pub same: &'static str,
    pub incomplete: &'static str,
    pub legend: &'static str,
    pub graph: &'static str,
    pub by_field: &'static str,
}

const EN: Words = Words {
    lang: "en",
    title: "Who requires what others forbid",
    means: "Each row is the legal order that requires, each column the one that forbids. A letter is the worst outcome that some request has, and the number how many pairs of provisions can collide.",
    given: "In all requests",
    open: "Everything else may be anything.",
    requires: "Requires",
    forbids: "Forbids",
    worst: "Worst outcome",
    conflicts: "Pairs of provisions",
    situations: "Situations",
    situations_mean: "Situations are what the provisions that collide can tell apart. They compare fields; they say nothing of how often anything happens.",
    uncounted: "too many to count",
    same: "one legal order",
    incomplete: "not everything was found: the pair is too large",
    legend: "Letters",
    graph: "An arrow leads from who requires to who forbids; with the letter of the worst outcome and the number of pairs of provisions. Dotted: unknown, because not all law is encoded. No arrow: nothing collides, or both are one legal order.",
    by_field: "Field by field",
};

const DE: Words = Words {
    lang: "de",
    title: "Wer verlangt, was andere verbieten",
    means: "Jede Zeile ist die Rechtsordnung, die verlangt, jede Spalte die, die verbietet. Der Buchstabe ist der schlimmste Ausgang, den ein Verlangen haben kann, die Zahl sagt, wie viele Paare von Vorschriften kollidieren können.",
    given: "In allen Verlangen",
    open: "Alles andere ist offen.",
    requires: "Verlangt",
    forbids: "Verbietet",
    worst: "Schlimmster Ausgang",
    conflicts: "Paare von Vorschriften",
    situations: "Lagen",
    situations_mean: "Lagen sind, was die kollidierenden Vorschriften unterscheiden können. Sie vergleichen Felder; sie sagen nichts darüber, wie oft etwas vorkommt.",
    uncounted: "zu viele, um sie zu zählen",
    same: "eine Rechtsordnung",
    incomplete: "nicht alles wurde gefunden: Das Paar ist zu groß",
    legend: "Buchstaben",
    graph: "Ein Pfeil führt von dem, der verlangt, zu dem, der verbietet; mit dem Buchstaben des schlimmsten Ausgangs und der Zahl der Paare von Vorschriften. Gepunktet: unbekannt, weil nicht alles Recht erfasst ist. Kein Pfeil: nichts kollidiert, oder beide sind eine Rechtsordnung.",
    by_field: "Feld für Feld",
};

pub(in crate::render) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::De => &DE,
    }
}

/// A field in a few signs: the letter of the worst outcome and how many pairs of provisions collide.
pub(in crate::render) fn signs(field: &FieldReport<'_>) -> String {
    match (field.worst, field.count()) {
        (None, _) => "–".to_owned(),
        (Some(worst), 0) => worst.letter().to_string(),
        (Some(worst), count) => format!("{} {count}", worst.letter()),
    }
}

/// A field in words: the worst outcome, and how many conflicts have which.
pub(in crate::render) fn told(field: &FieldReport<'_>, lang: Lang) -> String {
    let words = words(lang);
    let Some(worst) = field.worst else { return words.same.to_owned() };
    let mut told = names::outcome(worst, lang).to_owned();
    let parts: Vec<String> = field
        .conflicts
        .iter()
        .rev()
        .map(|part| format!("{} {}", part.count, names::outcome(part.outcome, lang)))
        .collect();
    if !parts.is_empty() {
        told.push_str(&format!(": {}", parts.join(", ")));
    }
    if !field.complete {
        told.push_str(&format!("; {}", words.incomplete));
    }
    told
}

/// How many situations, shortened where the digits would fill a line.
pub(in crate::render) fn situations(field: &FieldReport<'_>, lang: Lang) -> String {
    match (&field.worst, &field.situations) {
        (None, _) => String::new(),
        (Some(_), None) => words(lang).uncounted.to_owned(),
        (Some(_), Some(digits)) => number(digits, lang),
    }
}

/// What all requests share, in one line.
pub(in crate::render) fn given(report: &MatrixReport<'_>, lang: Lang) -> String {
    let say = Phrases { lang, words: crate::render::words::words(lang), glossary: report.glossary, explain: false };
    let (facts, words) = (say.given(report.given.iter()), words(lang));
    if facts.is_empty() { words.open.to_owned() } else { format!("{}: {facts}. {}", words.given, words.open) }
}
