//! What a review says, whatever its format: heads with their lines.

use super::words::{Words, moved, sort, words};
use crate::law::Lang;
use crate::render::names;
use crate::render::phrases::number;
use crate::report::{
    AcceptedReport, Certainty, FindingStateReport, ItemReport, LawMoveReport, MovedFindingReport, NamedReport, Outcome,
    ReviewReport, Stance, StandingReport, StateReport, WhyReport,
};

/// Turns parts of a review into words.
#[derive(Clone, Copy)]
pub(in crate::render) struct Tell {
    pub lang: Lang,
    pub words: &'static Words,
}

impl Tell {
    pub(in crate::render) fn new(lang: Lang) -> Self {
        Self { lang, words: words(lang) }
    }

    /// How it stands over all: `unchanged: 190` or `3 of 190 changed`.
    pub(in crate::render) fn sum(self, report: &ReviewReport<'_>) -> String {
        let words = self.words;
        match report.open {
            0 => format!("{} {} {}", report.items, words.unchanged, self.beside(report)).trim_end().to_owned(),
            open => format!("{open} {} {} {}", words.of, report.items, words.changed),
        }
    }

    /// `(3 accepted, 1 ends on 31 March 2027)`
    pub(in crate::render) fn beside(self, report: &ReviewReport<'_>) -> String {
        let mut parts = Vec::new();
        if !report.accepted.is_empty() {
            parts.push(self.counted(&report.accepted));
        }
        if report.changes.is_empty() && !report.law.is_empty() {
            parts.push(format!("{} {}", report.law.len(), self.words.law_moved));
        }
        if parts.is_empty() { String::new() } else { format!("({})", parts.join("; ")) }
    }

    /// `3 accepted, 1 ends on 31 March 2027`
    pub(in crate::render) fn counted(self, accepted: &[AcceptedReport]) -> String {
        let mut days: Vec<&String> = accepted.iter().filter_map(|known| known.until.as_ref()).collect();
        days.sort();
        let mut told = format!("{} {}", accepted.len(), self.words.accepted);
        if let Some(first) = days.first() {
            let count = days.iter().filter(|day| *day == first).count();
            told.push_str(&format!(", {count} {} {}", self.words.ends_on, names::date(first, self.lang)));
        }
        told
    }

    /// `X deadlock → W reroutable`
    pub(in crate::render) fn arrow(self, item: &ItemReport<'_>) -> String {
        let side = |state: &Option<StateReport>, nothing: &str| {
            state.as_ref().map_or_else(|| nothing.to_owned(), |state| self.outcome(state.verdict))
        };
        let (was, now) = (side(&item.was, self.words.new_item), side(&item.now, self.words.gone_item));
        if was == now { now } else { format!("{was} → {now}") }
    }

    /// What there is to say of an item, each line with its head: what moved in it and why.
    pub(in crate::render) fn item(self, item: &ItemReport<'_>) -> Vec<(&'static str, String)> {
        let words = self.words;
        let mut told = Vec::new();
        if let (Some(was), Some(now)) = (&item.was, &item.now) {
            told.extend(self.details(was, now).into_iter().map(|line| (words.moved, line)));
        }
        if let Some(standing) = &item.standing {
            told.extend(self.standing(standing));
        }
        for finding in &item.findings {
            told.push(self.finding(finding));
            told.extend(self.standing(&finding.standing));
        }
        told.extend(item.causes.iter().map(|cause| (words.because, self.cause(cause))));
        told
    }

    /// What stands beside the verdict and moved.
    fn details(self, was: &StateReport, now: &StateReport) -> Vec<String> {
        let words = self.words;
        let mut told = Vec::new();
        if was.worst_case != now.worst_case {
            let worst =
                |state: &StateReport| state.worst_case.map_or_else(|| "–".to_owned(), |worst| self.outcome(worst));
            told.push(format!("{}: {} → {}", words.at_worst, worst(was), worst(now)));
        }
        if was.conflicts != now.conflicts {
            told.push(format!("{}: {} → {}", words.pairs, self.counts(was), self.counts(now)));
        }
        if was.contested != now.contested {
            let count = |state: &StateReport| state.contested.unwrap_or_default();
            let contested = names::certainty(Certainty::Contested, self.lang);
            told.push(format!("{contested}: {} → {}", count(was), count(now)));
        }
        if was.situations != now.situations {
            told.push(format!("{}: {}", words.situations, words.other));
        }
        let kinds = now.kinds.iter().filter(|(kind, outcome)| was.kinds.get(*kind) != Some(*outcome));
        let kinds: Vec<String> = kinds
            .map(|(kind, outcome)| {
                let before = was.kinds.get(kind).map_or_else(|| "–".to_owned(), |before| self.outcome(*before));
                format!("{kind} {before} → {}", self.outcome(*outcome))
            })
            .collect();
        if !kinds.is_empty() {
            told.push(format!("{}: {}", words.kinds, kinds.join("; ")));
        }
        told
    }

    fn counts(self, state: &StateReport) -> String {
        let parts = state.conflicts.iter().rev().map(|(outcome, count)| format!("{} {count}", outcome.letter()));
        let parts: Vec<String> = parts.collect();
        if parts.is_empty() { "0".to_owned() } else { parts.join(" · ") }
    }

    /// A finding: what happened to it, what collides, and what it was and is.
    fn finding(self, finding: &MovedFindingReport<'_>) -> (&'static str, String) {
        let head = match finding.change {
            "new" => self.words.new,
            "ended" => self.words.ended,
            _ => self.words.moved,
        };
        let [requiring, forbidding] = &finding.pair;
        let called = |named: &NamedReport<'_>| named.title.clone().unwrap_or_else(|| named.id.clone());
        let [must, must_not] = [Stance::Must, Stance::MustNot].map(|stance| names::stance(stance, self.lang));
        let (required, forbidden) = (called(&finding.required), called(&finding.forbidden));
        let act = &finding.act;
        let what = format!("{requiring} {must} {act} ({required}) · {forbidding} {must_not} ({forbidden})");
        let states = match (&finding.was, &finding.now) {
            (Some(was), Some(now)) => self.turn(was, now),
            (Some(only), None) | (None, Some(only)) => self.whole(only),
            (None, None) => String::new(),
        };
        (head, format!("{} · {what} · {states}", finding.id))
    }

    /// What a finding was and is; what stayed is told once.
    fn turn(self, was: &FindingStateReport, now: &FindingStateReport) -> String {
        let (before, after) = (self.sure(was), self.sure(now));
        let mut told = if before == after { after } else { format!("{before} → {after}") };
        for (head, these, others) in [(self.words.no_more_by, was, now), (self.words.now_by, now, was)] {
            let only: Vec<&str> = these.by.iter().filter(|way| !others.by.contains(way)).map(String::as_str).collect();
            if !only.is_empty() {
                told.push_str(&format!(", {head} {}", only.join(", ")));
            }
        }
        if was.situations != now.situations {
            told.push_str(&format!(", {}", self.spread(was, now)));
        }
        told
    }

    /// How the outcomes of a finding moved. How many situations there are is not told: each side counts what its own law
    /// tells apart, so that the two numbers do not compare.
    fn spread(self, was: &FindingStateReport, now: &FindingStateReport) -> String {
        let [before, after] = [was, now].map(|state| {
            let letters = state.situations.iter().rev().map(|(outcome, _)| outcome.letter().to_string());
            letters.collect::<Vec<_>>().join(" · ")
        });
        if before == after {
            return format!("{}: {}", self.words.situations, self.words.other);
        }
        format!("{}: {before} → {after}", self.words.outcomes)
    }

    /// All that a finding is.
    fn whole(self, state: &FindingStateReport) -> String {
        let mut told = self.sure(state);
        if !state.by.is_empty() {
            told.push_str(&format!(" {} {}", self.words.by, state.by.join(", ")));
        }
        if !state.situations.is_empty() {
            told.push_str(&format!(", {}: {}", self.words.situations, self.digits(state)));
        }
        told
    }

    /// `certain, W reroutable, resolved`
    fn sure(self, state: &FindingStateReport) -> String {
        let resolved = if state.resolved { format!(", {}", self.words.resolved) } else { String::new() };
        format!("{}, {}{resolved}", names::certainty(state.certainty, self.lang), self.outcome(state.outcome))
    }

    fn digits(self, state: &FindingStateReport) -> String {
        let parts = state.situations.iter().rev();
        let parts = parts.map(|(outcome, digits)| format!("{} {}", outcome.letter(), number(digits, self.lang)));
        let parts: Vec<String> = parts.collect();
        if parts.is_empty() { "–".to_owned() } else { parts.join(" · ") }
    }

    pub(in crate::render) fn cause(self, cause: &WhyReport<'_>) -> String {
        match (&cause.law, cause.cause) {
            (Some(law), _) => self.law(law),
            (None, "asked") => self.words.asked.to_owned(),
            (None, "day") => self.words.day.to_owned(),
            (None, "elsewhere") => self.words.elsewhere.to_owned(),
            (None, _) => self.words.program.to_owned(),
        }
    }

    /// `provision eu.gdpr#art-48 means something else · General Data Protection Regulation, Art. 48`
    pub(in crate::render) fn law(self, law: &LawMoveReport<'_>) -> String {
        let title = law.named.title.as_ref().map(|title| format!(" · {title}")).unwrap_or_default();
        format!("{} {} {}{title}", sort(&law.sort, self.lang), law.named.id, moved(law.moved, self.lang))
    }

    /// That somebody has accepted a change, or had.
    fn standing(self, standing: &StandingReport) -> Option<(&'static str, String)> {
        let reason = standing.reason.clone().unwrap_or_default();
        let day = standing.until.as_ref().map(|day| names::date(day, self.lang));
        match (standing.standing, day) {
            ("accepted", None) => Some((self.words.accepted, reason)),
            ("accepted", Some(day)) => Some((self.words.accepted, format!("{reason} ({} {day})", self.words.ends_on))),
            ("over", Some(day)) => Some(("!", format!("{} {day}: {reason}", self.words.over))),
            _ => None,
        }
    }

    /// An acceptance in one line.
    pub(in crate::render) fn accepted(self, known: &AcceptedReport) -> String {
        let finding = known.finding.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
        let until = known.until.as_ref().map(|day| names::date(day, self.lang));
        let until = until.map(|day| format!(" ({} {day})", self.words.ends_on)).unwrap_or_default();
        format!("{}{finding}: {}{until}", known.item, known.reason)
    }

    fn outcome(self, outcome: Outcome) -> String {
        format!("{} {}", outcome.letter(), names::outcome(outcome, self.lang))
    }
}

/// That a snapshot was recorded, and what that changed against the one before.
#[must_use]
pub fn recorded(path: &str, items: usize, before: Option<&ReviewReport<'_>>, lang: Lang) -> String {
    let moved = before.map(|report| report.changes.len());
    match (moved, lang) {
        (None, Lang::En) => format!("{path}: {items} items recorded\n"),
        (None, Lang::De) => format!("{path}: {items} Einträge festgehalten\n"),
        (Some(moved), Lang::En) => {
            format!("{path}: {items} items recorded, {moved} changed against the record before\n")
        }
        (Some(moved), Lang::De) => {
            format!("{path}: {items} Einträge festgehalten, {moved} anders als zuvor festgehalten\n")
        }
    }
}

/// What was accepted, and how many items are still open.
#[must_use]
pub fn accepted(taken: &[(String, Option<String>)], open: usize, lang: Lang) -> String {
    let mut told: String = taken
        .iter()
        .map(|(item, finding)| {
            format!("{item} {}", finding.as_deref().unwrap_or_default()).trim_end().to_owned() + "\n"
        })
        .collect();
    let count = taken.len();
    told.push_str(&match lang {
        Lang::En => format!("{count} accepted, {open} open\n"),
        Lang::De => format!("{count} angenommen, {open} offen\n"),
    });
    told
}

/// That no open change answers to a filter.
#[must_use]
pub fn unmatched(filter: &str, help: Option<&str>, lang: Lang) -> String {
    let help = help.map(|help| format!("; {help}")).unwrap_or_default();
    match lang {
        Lang::En => format!("warning: no open change answers to `{filter}`{help}\n"),
        Lang::De => format!("Warnung: Keine offene Änderung passt auf `{filter}`{help}\n"),
    }
}
