//! What the pages about changes say, whatever their format: sentences and their parts, without layout.

mod law;
pub(super) mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::names;
use super::phrases::number;
use crate::law::Lang;
use crate::report::{
    Certainty, ChangeCause, ConflictMovesReport, DiffReport, MovedReport, Outcome, PairChangeReport, Receipt,
};
use words::Words;

/// So many conflicts of a pair are shown to those who did not ask for all.
const MOST: usize = 8;
/// And so many pairs.
const MOST_PAIRS: usize = 12;

/// Turns parts of a report on changes into words.
#[derive(Clone, Copy)]
pub(super) struct Changes<'r, 'c> {
    pub report: &'r DiffReport<'c>,
    pub lang: Lang,
    pub words: &'static Words,
}

impl<'r, 'c> Changes<'r, 'c> {
    pub(super) fn new(report: &'r DiffReport<'c>, lang: Lang) -> Self {
        Self { report, lang, words: words::words(lang) }
    }

    /// `main:data → data`
    pub(super) fn title(self) -> String {
        format!("{} → {}", self.report.old.name, self.report.new.name)
    }

    /// `law as of 27 November 2026`, or both dates.
    pub(super) fn as_of(self) -> String {
        let law = super::words::words(self.lang).law_as_of;
        let (old, new) = (&self.report.old.as_of, &self.report.new.as_of);
        if old == new {
            return format!("{law} {}", names::date(old, self.lang));
        }
        format!("{law} {} → {}", names::date(old, self.lang), names::date(new, self.lang))
    }

    /// Whether answers changed, and how many, in a word and in sentences.
    pub(super) fn head(self) -> (&'static str, String) {
        let (report, words) = (self.report, self.words);
        let undecided = report.pairs.iter().filter(|pair| !pair.complete).count();
        let changed = report.pairs.iter().filter(|pair| pair.is_changed()).count();
        let conflicts: usize =
            report.pairs.iter().flat_map(|pair| &pair.conflicts).filter(|c| !c.moves.is_empty()).count();
        let law = self.law_of_the_day();
        let mut told = match (changed + undecided, report.unchanged, self.lang) {
            (0, true, Lang::En) => format!(
                "{law}For no request of any of the {} pairs of legal orders compared does any answer change. That is \
                 proved, not sampled.",
                report.compared
            ),
            (0, true, Lang::De) => format!(
                "{law}Bei keinem der {} verglichenen Paare von Rechtsordnungen ändert sich für irgendein Verlangen eine \
                 Antwort. Das ist bewiesen, nicht aus Stichproben geschlossen.",
                report.compared
            ),
            (0, false, Lang::En) => format!(
                "{law}For no request of any of the {} pairs of legal orders compared does any conflict change: that is \
                 proved. But not the same law is encoded, so that where nothing collides the verdict can be another.",
                report.compared
            ),
            (0, false, Lang::De) => format!(
                "{law}Bei keinem der {} verglichenen Paare von Rechtsordnungen ändert sich für irgendein Verlangen eine \
                 Kollision: Das ist bewiesen. Aber es ist nicht dasselbe Recht erfasst, sodass das Ergebnis dort, wo \
                 nichts kollidiert, ein anderes sein kann.",
                report.compared
            ),
            (_, _, Lang::En) => format!(
                "{law}Pairs of legal orders with changed answers: {changed} of {} compared; conflicts that changed: \
                 {conflicts}.",
                report.compared
            ),
            (_, _, Lang::De) => format!(
                "{law}Paare von Rechtsordnungen mit geänderten Antworten: {changed} von {} verglichenen; geänderte \
                 Kollisionen: {conflicts}.",
                report.compared
            ),
        };
        if (1..report.compared).contains(&(changed + undecided)) {
            told.push_str(match self.lang {
                Lang::En => " Between the others of these pairs no answer changes for any request: that is proved.",
                Lang::De => {
                    " Zwischen den anderen dieser Paare ändert sich für kein Verlangen eine Antwort: Das ist bewiesen."
                }
            });
        }
        if report.parts > 0 {
            told.push_str(&match self.lang {
                Lang::En => format!(
                    " Not compared: {} pairs with a state or province within a country, because what changed is none of \
                     its own law. What is told of the country holds for it.",
                    report.parts
                ),
                Lang::De => format!(
                    " Nicht verglichen: {} Paare mit einem Gliedstaat oder einer Provinz, weil deren eigenes Recht nicht \
                     betroffen ist. Für sie gilt, was vom Gesamtstaat gesagt ist.",
                    report.parts
                ),
            });
        }
        if undecided > 0 {
            told.push_str(&match self.lang {
                Lang::En => format!(" Not decided, because too large for the memory allowed: {undecided}."),
                Lang::De => format!(" Nicht entschieden, weil zu groß für den erlaubten Speicher: {undecided}."),
            });
        }
        let head = match (report.unchanged, changed) {
            (true, _) if !report.is_nothing() => words.changed_later,
            (true, _) => words.unchanged,
            (false, 0) if undecided > 0 => words.undecided,
            (false, _) => words.changed,
        };
        (head, told)
    }

    /// `Law of 1 January 2027:`, where both sides are read on one day: of other days nothing is proved.
    fn law_of_the_day(self) -> String {
        let (old, new) = (&self.report.old.as_of, &self.report.new.as_of);
        match (old == new, self.lang) {
            (false, _) => String::new(),
            (true, Lang::En) => format!("Law of {}: ", names::date(new, self.lang)),
            (true, Lang::De) => format!("Recht vom {}: ", names::date(new, self.lang)),
        }
    }

    /// The heading of a later day.
    pub(super) fn day(self) -> String {
        let day = names::date(&self.report.new.as_of, self.lang);
        match self.lang {
            Lang::En => format!("From {day}"),
            Lang::De => format!("Ab {day}"),
        }
    }

    /// On which other days law that changed begins or ends, and which of them are compared; nothing if there are none.
    pub(super) fn other_days(self) -> Option<String> {
        let named = |days: Vec<&str>| {
            let days: Vec<String> = days.into_iter().map(|day| names::date(day, self.lang)).collect();
            days.join(", ")
        };
        let later = named(self.report.later.iter().map(|later| later.new.as_of.as_str()).collect());
        let others = named(self.report.not_compared.iter().map(String::as_str).collect());
        let (compared, not) = match self.lang {
            Lang::En => {
                ("Law that changed turns later too; compared below", "On these days too, not compared (--as-of)")
            }
            Lang::De => (
                "Geändertes Recht beginnt oder endet auch später; unten verglichen",
                "Auch an diesen Tagen, nicht verglichen (--as-of)",
            ),
        };
        let parts = [(compared, later), (not, others)].into_iter().filter(|(_, days)| !days.is_empty());
        let parts: Vec<String> = parts.map(|(head, days)| format!("{head}: {days}.")).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// What happened to how many conflicts, most first; nothing where few changed.
    pub(super) fn sums(self) -> Vec<String> {
        let mut sums: BTreeMap<String, (usize, BTreeSet<[&str; 2]>)> = BTreeMap::new();
        for pair in &self.report.pairs {
            for shift in pair.conflicts.iter().flat_map(|conflict| &conflict.moves) {
                let sum = sums.entry(self.what(shift)).or_default();
                sum.0 += 1;
                sum.1.insert(pair.pair);
            }
        }
        if self.report.pairs.len() <= MOST_PAIRS {
            return Vec::new();
        }
        let mut sums: Vec<_> = sums.into_iter().map(|(what, (count, pairs))| (count, pairs.len(), what)).collect();
        sums.sort_by(|one, other| (other.0, &one.2).cmp(&(one.0, &other.2)));
        let told = sums.into_iter().map(|(count, pairs, what)| match self.lang {
            Lang::En => format!("{what}: {count} times, in {pairs} pairs"),
            Lang::De => format!("{what}: {count}-mal, in {pairs} Paaren"),
        });
        told.collect()
    }

    /// How many pairs are shown, and what is said of the others.
    pub(super) fn pairs_shown(self, explain: bool) -> (usize, Option<String>) {
        let all = self.report.pairs.len();
        if explain || all <= MOST_PAIRS {
            return (all, None);
        }
        let left = all - MOST_PAIRS;
        let told = match self.lang {
            Lang::En => format!("and {left} more pairs with changes; --explain shows all, --jurisdictions some"),
            Lang::De => {
                format!("und {left} weitere Paare mit Änderungen; --explain zeigt alle, --jurisdictions einige")
            }
        };
        (MOST_PAIRS, Some(told))
    }

    /// The verdicts that changed, one a row under a head.
    pub(super) fn overview(self) -> Vec<Vec<String>> {
        let words = self.words;
        let situations = super::words::words(self.lang).situations;
        let head = [words.pair, words.before, words.after, situations, words.cause].map(str::to_owned).to_vec();
        let rows = self.report.pairs.iter().flat_map(|pair| {
            pair.verdicts.iter().flatten().map(|change| {
                let causes: Vec<&str> = pair.causes.iter().map(|cause| cause.id.as_str()).collect();
                vec![
                    pair.pair.join(" – "),
                    self.outcome(change.from),
                    self.outcome(change.to),
                    number(&change.situations, self.lang),
                    causes.join(", "),
                ]
            })
        });
        std::iter::once(head).chain(rows).collect()
    }

    /// How many conflicts of a pair are shown, and what is said of the others.
    pub(super) fn shown(self, pair: &PairChangeReport<'_>, explain: bool) -> (usize, Option<String>) {
        let all = pair.conflicts.len();
        if explain || all <= MOST {
            return (all, None);
        }
        let left = all - MOST;
        let told = match self.lang {
            Lang::En => format!("and {left} more conflicts that changed; --explain shows all"),
            Lang::De => format!("und {left} weitere geänderte Kollisionen; --explain zeigt alle"),
        };
        (MOST, Some(told))
    }

    /// `US – EU: United States – European Union`
    pub(super) fn pair(self, pair: &PairChangeReport<'_>) -> String {
        let [a, b] = pair.names;
        format!("{}: {a} – {b}", pair.pair.join(" – "))
    }

    /// An outcome by letter and name.
    pub(super) fn outcome(self, outcome: Option<Outcome>) -> String {
        match outcome {
            None => self.words.no_conflict.to_owned(),
            Some(outcome) => format!("{} {}", outcome.letter(), names::outcome(outcome, self.lang)),
        }
    }

    /// `X deadlock → W reroutable (12 situations)`
    pub(super) fn shift(self, shift: &MovedReport) -> String {
        let situations = super::words::words(self.lang).situations;
        format!("{} ({situations}: {})", self.what(shift), number(&shift.situations, self.lang))
    }

    /// `X deadlock → W reroutable`
    fn what(self, shift: &MovedReport) -> String {
        let by = shift.by.as_deref().unwrap_or_default();
        let sure = |certainty| names::certainty(certainty, self.lang);
        let (certain, contested) = (sure(Certainty::Certain), sure(Certainty::Contested));
        match (shift.what, shift.now, self.lang) {
            ("contested", Some(true), _) => format!("{certain} → {contested}"),
            ("contested", _, _) => format!("{contested} → {certain}"),
            ("resolved", Some(true), Lang::En) => format!("resolved now where {by} is in use"),
            ("resolved", Some(true), Lang::De) => format!("jetzt gelöst, wo {by} genutzt wird"),
            ("resolved", _, Lang::En) => format!("resolved no more where {by} is in use"),
            ("resolved", _, Lang::De) => format!("nicht mehr gelöst, wo {by} genutzt wird"),
            (_, _, _) => format!("{} → {}", self.outcome(shift.from), self.outcome(shift.to)),
        }
    }

    /// `EU requires us.sca#2713 · US forbids …: disclose`
    pub(super) fn conflict(self, conflict: &ConflictMovesReport<'_>) -> String {
        let words = super::words::words(self.lang);
        let [requiring, forbidding] = conflict.owners;
        let (required, forbidden) = (&conflict.required_title, &conflict.forbidden_title);
        format!(
            "{} · {requiring} {} {required} · {forbidding} {} {forbidden}",
            conflict.act_label, words.requires, words.forbids
        )
    }

    /// What moved it: `provision eu.gdpr#art-48 (…): changed`
    pub(super) fn cause(self, cause: &ChangeCause) -> String {
        let sort = words::sort(cause.sort, self.lang);
        let head = format!("{sort} {} ({})", cause.id, cause.title);
        let mut ends = Vec::new();
        for (change, places) in [("began", &cause.began_for), ("ended", &cause.ended_for)] {
            if !places.is_empty() {
                ends.push(format!("{}: {}", words::entry(change, self.lang), places.join(", ")));
            }
        }
        if ends.is_empty() {
            ends.push(words::entry(cause.change, self.lang).to_owned());
        }
        format!("{head}, {}", ends.join("; "))
    }

    /// A request in words.
    pub(super) fn example(self, shift: &MovedReport) -> Option<String> {
        let facts = shift.witness.as_ref()?;
        let told = facts.iter().filter_map(|(fact, value)| {
            let values: Vec<&str> = words_of(value).into_iter().map(|value| self.value(fact, value)).collect();
            (!values.is_empty()).then(|| format!("{}: {}", self.fact(fact), values.join(", ")))
        });
        Some(told.collect::<Vec<_>>().join("; "))
    }

    /// How to ask the program for the new answer to a request.
    pub(super) fn command(self, shift: &MovedReport) -> Option<String> {
        let (facts, again) = (shift.witness.as_ref()?, self.report.new.again.as_ref()?);
        let mut parts = vec!["comity check".to_owned()];
        parts.extend(again.iter().map(|part| quoted(part)));
        parts.push(format!("--as-of {}", self.report.new.as_of));
        parts.extend(facts.iter().map(|(fact, value)| {
            let setting = format!("{fact}={}", words_of(value).join(","));
            format!("--set {}", quoted(&setting))
        }));
        Some(parts.join(" "))
    }

    /// Where more or less is encoded: `DE, FR: retention (EU) encoded now`
    pub(super) fn silence(self) -> Vec<(String, String)> {
        let told = self.report.silence.iter().map(|silence| {
            let topics = |list: &[(&'c str, &'c str)]| {
                let named = list.iter().map(|(place, topic)| format!("{} ({place})", self.topic(topic)));
                named.collect::<Vec<_>>().join(", ")
            };
            let parts = [(&silence.closed, self.words.encoded_now), (&silence.opened, self.words.encoded_no_more)];
            let parts = parts.into_iter().filter(|(list, _)| !list.is_empty());
            let parts: Vec<String> = parts.map(|(list, what)| format!("{what}: {}", topics(list))).collect();
            (silence.jurisdictions.join(", "), parts.join("; "))
        });
        told.collect()
    }

    fn fact<'s>(&'s self, id: &'s str) -> &'s str {
        let [old, new] = self.report.glossaries;
        match new.fact(id) {
            same if same == id => old.fact(id),
            named => named,
        }
    }

    fn value<'s>(&'s self, fact: &str, value: &'s str) -> &'s str {
        let [old, new] = self.report.glossaries;
        match new.value(fact, value) {
            same if same == value => old.value(fact, value),
            named => named,
        }
    }

    fn topic<'s>(&'s self, id: &'s str) -> &'s str {
        let [old, new] = self.report.glossaries;
        match new.topic(id) {
            same if same == id => old.topic(id),
            named => named,
        }
    }
}

/// The hashes of two corpora, once where they are equal.
pub(super) fn between(old: &Receipt, new: &Receipt) -> String {
    match (old.short_hash(), new.short_hash()) {
        (old, new) if old == new => old,
        (old, new) => format!("{old} → {new}"),
    }
}

/// The values of a fact as a request gives them.
fn words_of(value: &Value) -> Vec<&str> {
    match value {
        Value::String(value) => vec![value],
        Value::Bool(true) => vec!["true"],
        Value::Bool(false) => vec!["false"],
        Value::Array(values) => values.iter().filter_map(Value::as_str).collect(),
        Value::Null | Value::Number(_) | Value::Object(_) => Vec::new(),
    }
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "._-/=,:+".contains(letter);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}
