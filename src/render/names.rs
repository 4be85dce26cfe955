//! Outcomes, certainties, days and the like by name, in both languages.

use serde::Serialize;

use super::words::words;
use crate::law::Lang;
use crate::report::{Certainty, Outcome, PeriodReport, PrincipleCell, Stance};

/// The outcomes, best first, and what stands apart.
pub(super) const OUTCOMES: [Outcome; 6] = [
    Outcome::Clear,
    Outcome::Resolvable,
    Outcome::Reroutable,
    Outcome::Discretionary,
    Outcome::Deadlock,
    Outcome::Unknown,
];

/// An outcome with its letter and its name, for legends of templates.
#[derive(Serialize)]
pub(super) struct Letter {
    outcome: Outcome,
    letter: char,
    name: &'static str,
}

/// Every outcome with its letter and its name.
pub(super) fn letters(lang: Lang) -> Vec<Letter> {
    OUTCOMES.map(|known| Letter { outcome: known, letter: known.letter(), name: outcome(known, lang) }).into()
}

/// The name of an outcome.
pub(super) fn outcome(outcome: Outcome, lang: Lang) -> &'static str {
    match (outcome, lang) {
        (Outcome::Clear, Lang::En) => "clear",
        (Outcome::Clear, Lang::De) => "konfliktfrei",
        (Outcome::Resolvable, Lang::En) => "resolvable",
        (Outcome::Resolvable, Lang::De) => "lösbar",
        (Outcome::Reroutable, Lang::En) => "reroutable",
        (Outcome::Reroutable, Lang::De) => "auf anderem Weg möglich",
        (Outcome::Discretionary, Lang::En) => "discretionary",
        (Outcome::Discretionary, Lang::De) => "Ermessenssache",
        (Outcome::Deadlock, Lang::En) => "deadlock",
        (Outcome::Deadlock, Lang::De) => "ausweglos",
        (Outcome::Unknown, Lang::En) => "unknown",
        (Outcome::Unknown, Lang::De) => "unbekannt",
    }
}

/// What an outcome means, in a sentence.
pub(super) fn meaning(outcome: Outcome, lang: Lang) -> &'static str {
    match (outcome, lang) {
        (Outcome::Clear, Lang::En) => {
            "Nothing that one law requires is forbidden by another, and all law involved is covered."
        }
        (Outcome::Clear, Lang::De) => {
            "Kein Recht verlangt, was ein anderes verbietet, und alles beteiligte Recht ist erfasst."
        }
        (Outcome::Resolvable, Lang::En) => "The provider or its customer can end the conflict by right.",
        (Outcome::Resolvable, Lang::De) => "Der Anbieter oder sein Kunde kann die Kollision von Rechts wegen beenden.",
        (Outcome::Reroutable, Lang::En) => {
            "The authority can get the data lawfully by another way; the provider cannot end the conflict alone."
        }
        (Outcome::Reroutable, Lang::De) => {
            "Die Behörde kann die Daten auf anderem Weg rechtmäßig erhalten; der Anbieter allein kann die Kollision nicht beenden."
        }
        (Outcome::Discretionary, Lang::En) => "It hangs on the discretion of a court or an authority.",
        (Outcome::Discretionary, Lang::De) => "Es hängt vom Ermessen eines Gerichts oder einer Behörde ab.",
        (Outcome::Deadlock, Lang::En) => {
            "Whatever the provider does breaches one of the laws, and nothing in force helps."
        }
        (Outcome::Deadlock, Lang::De) => {
            "Was der Anbieter auch tut, er verletzt das Recht eines der Staaten, und kein geltender Weg hilft."
        }
        (Outcome::Unknown, Lang::En) => "No conflict was found, but that is no all-clear.",
        (Outcome::Unknown, Lang::De) => "Keine Kollision gefunden, aber das ist keine Entwarnung.",
    }
}

/// The name of a certainty.
pub(super) fn certainty(certainty: Certainty, lang: Lang) -> &'static str {
    match (certainty, lang) {
        (Certainty::Certain, Lang::En) => "certain",
        (Certainty::Certain, Lang::De) => "sicher",
        (Certainty::Contested, Lang::En) => "contested",
        (Certainty::Contested, Lang::De) => "umstritten",
        (Certainty::Possible, Lang::En) => "possible",
        (Certainty::Possible, Lang::De) => "möglich",
    }
}

/// What a state says of an act.
pub(super) fn stance(stance: Stance, lang: Lang) -> &'static str {
    match (stance, lang) {
        (Stance::Must, Lang::En) => "must",
        (Stance::Must, Lang::De) => "muss",
        (Stance::MustNot, Lang::En) => "must not",
        (Stance::MustNot, Lang::De) => "darf nicht",
        (Stance::May, Lang::En) => "may",
        (Stance::May, Lang::De) => "darf",
    }
}

/// Who can take a way out, and how.
pub(super) fn invoked_by(who: &str, strength: &str, lang: Lang) -> &'static str {
    match (who, strength, lang) {
        ("provider", "binding", Lang::En) => "the provider, by right",
        ("provider", "binding", Lang::De) => "der Anbieter, von Rechts wegen",
        ("provider", _, Lang::En) => "the provider may ask for it; granted at discretion",
        ("provider", _, Lang::De) => "der Anbieter kann es beantragen; Ermessensentscheidung",
        ("customer", "binding", Lang::En) => "the customer, by right",
        ("customer", "binding", Lang::De) => "der Kunde, von Rechts wegen",
        ("customer", _, Lang::En) => "the customer may ask for it; granted at discretion",
        ("customer", _, Lang::De) => "der Kunde kann es beantragen; Ermessensentscheidung",
        ("authority", "binding", Lang::En) => "the authority must ask",
        ("authority", "binding", Lang::De) => "die Behörde muss ersuchen",
        ("authority", _, Lang::En) => "the authority may ask; granted at discretion",
        ("authority", _, Lang::De) => "die Behörde kann ersuchen; Ermessensentscheidung",
        ("court", _, Lang::En) => "the court decides",
        ("court", _, Lang::De) => "das Gericht entscheidet",
        (_, _, Lang::En) => "the states must act",
        (_, _, Lang::De) => "die Staaten müssen handeln",
    }
}

/// What a way out does that achieves nothing by itself.
pub(super) fn merely(effect: &str, lang: Lang) -> &'static str {
    match (effect, lang) {
        ("raises", Lang::En) => "consultation only",
        ("raises", Lang::De) => "nur Konsultation",
        (_, Lang::En) => "advisory only",
        (_, Lang::De) => "nur beratend",
    }
}

/// What a mechanism does.
pub(super) fn effect(effect: &str, lang: Lang) -> &'static str {
    match (effect, lang) {
        ("lifts", Lang::En) => "ends one of the two duties, where the provision itself accepts it",
        ("lifts", Lang::De) => "beendet eine der beiden Pflichten, wo die Vorschrift selbst es zulässt",
        ("replaces", Lang::En) => "another way to the same data",
        ("replaces", Lang::De) => "ein anderer Weg zu denselben Daten",
        (_, Lang::En) => "consultation only; ends nothing by itself",
        (_, Lang::De) => "nur Konsultation; beendet für sich nichts",
    }
}

/// How sure the corpus is of a piece of law.
pub(super) fn confidence(confidence: &str, lang: Lang) -> &'static str {
    match (confidence, lang) {
        ("high", Lang::En) => "high",
        ("high", Lang::De) => "hoch",
        ("medium", Lang::En) => "medium",
        ("medium", Lang::De) => "mittel",
        (_, Lang::En) => "low: not verified",
        (_, Lang::De) => "gering: nicht geprüft",
    }
}

/// What a fact takes.
pub(super) fn fact_type(ty: &str, lang: Lang) -> &'static str {
    match (ty, lang) {
        ("jurisdiction", Lang::En) => "one state or union",
        ("jurisdiction", Lang::De) => "ein Staat oder eine Union",
        ("jurisdictions", Lang::En) => "states or unions",
        ("jurisdictions", Lang::De) => "Staaten oder Unionen",
        ("choice", Lang::En) => "one of these values",
        ("choice", Lang::De) => "einer dieser Werte",
        ("flag", Lang::En) => "true or false",
        ("flag", Lang::De) => "true (ja) oder false (nein)",
        (_, Lang::En) => "mechanisms or kinds of them",
        (_, Lang::De) => "Mechanismen oder Arten davon",
    }
}

/// The grade of a principle.
pub(super) fn grade(grade: &str, lang: Lang) -> (&'static str, &'static str) {
    match (grade, lang) {
        ("supported", Lang::En) => ("+", "supported"),
        ("supported", Lang::De) => ("+", "gestützt"),
        ("partly", Lang::En) => ("±", "partly"),
        ("partly", Lang::De) => ("±", "teils"),
        ("undermined", Lang::En) => ("−", "undermined"),
        ("undermined", Lang::De) => ("−", "untergraben"),
        ("not_assessed", Lang::En) => ("?", "not assessed"),
        ("not_assessed", Lang::De) => ("?", "nicht bewertet"),
        (_, Lang::En) => ("?", "no evidence"),
        (_, Lang::De) => ("?", "kein Beleg"),
    }
}

/// The sign of a cell, in brackets where little law is behind it, with what it means.
pub(super) fn graded(cell: &PrincipleCell, lang: Lang) -> (String, &'static str) {
    let (sign, name) = grade(cell.grade, lang);
    (if cell.is_thin() { format!("({sign})") } else { sign.to_owned() }, name)
}

/// How much law is behind a cell: `7 supporting · 1 hindering`.
pub(super) fn evidence(cell: &PrincipleCell, lang: Lang) -> String {
    let words = words(lang);
    let (for_it, against) = (cell.supporting.len(), cell.undermining.len());
    format!("{for_it} {} · {against} {}", words.serve, words.hinder)
}

/// What a jurisdiction is.
pub(super) fn kind(kind: &str, lang: Lang) -> &'static str {
    match (kind, lang) {
        ("union", _) => "Union",
        ("territory", Lang::En) => "Territory with law of its own",
        ("territory", Lang::De) => "Gebiet mit eigenem Recht",
        ("organisation", _) => "Organisation",
        ("part", Lang::En) => "Part of a state, with law of its own",
        ("part", Lang::De) => "Teil eines Staates mit eigenem Recht",
        (_, Lang::En) => "State",
        (_, Lang::De) => "Staat",
    }
}

/// How far a topic is encoded.
pub(super) fn level(level: &str, lang: Lang) -> &'static str {
    match (level, lang) {
        ("encoded", Lang::En) => "encoded",
        ("encoded", Lang::De) => "erfasst",
        ("partly", Lang::En) => "partly encoded",
        ("partly", Lang::De) => "teilweise erfasst",
        (_, Lang::En) => "not encoded",
        (_, Lang::De) => "nicht erfasst",
    }
}

/// `24 November 2026`, `24. November 2026`
pub(super) fn date(iso: &str, lang: Lang) -> String {
    let mut parts = iso.split('-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return iso.to_owned();
    };
    let month = month.parse::<usize>().ok().and_then(|month| words(lang).months.get(month.wrapping_sub(1)));
    let Some(month) = month else { return iso.to_owned() };
    let day = day.trim_start_matches('0');
    match lang {
        Lang::En => format!("{day} {month} {year}"),
        Lang::De => format!("{day}. {month} {year}"),
    }
}

/// When something is in force, as it is told on a day: `since 25 May 2018`, `from 1 January 2027`, `until 3 May 2020`, or
/// nothing; of one version of a provision the days of the provision before its own.
pub(super) fn period(period: &PeriodReport, on: &str, lang: Lang) -> String {
    let own = days(period, on, lang);
    let Some(whole) = &period.whole else { return own };
    let own = format!("{} {own}", words(lang).this_version);
    let whole = days(whole, on, lang);
    if whole.is_empty() { own } else { format!("{whole}; {own}") }
}

/// When something was or will be in force that is not.
pub(super) fn not_now(period: &PeriodReport, lang: Lang) -> String {
    days(period, "", lang)
}

/// Days in words. Days of the same form compare as texts do.
fn days(period: &PeriodReport, on: &str, lang: Lang) -> String {
    let words = words(lang);
    let told = |day: &String| date(day, lang);
    let begun = period.from.as_deref().is_some_and(|from| from <= on);
    let over = period.to.as_deref().is_some_and(|to| to < on);
    match (&period.from, &period.to) {
        (None, None) => String::new(),
        (None, Some(to)) => format!("{} {}", words.until, told(to)),
        (Some(from), None) if begun => format!("{} {}", words.since, told(from)),
        (Some(from), None) => format!("{} {}", words.starting, told(from)),
        (Some(from), Some(to)) if begun && !over => {
            format!("{} {}, {} {}", words.since, told(from), words.until, told(to))
        }
        (Some(from), Some(to)) => format!("{} {} {} {}", words.between, told(from), words.until, told(to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: Option<&str>, to: Option<&str>) -> PeriodReport {
        PeriodReport { from: from.map(str::to_owned), to: to.map(str::to_owned), whole: None }
    }

    #[test]
    fn what_has_begun_is_told_otherwise_than_what_is_to_come() {
        let told = |from, to| period(&days(from, to), "2026-11-24", Lang::De);
        assert_eq!(told(Some("2018-05-25"), None), "seit 25. Mai 2018");
        assert_eq!(told(Some("2027-01-01"), None), "ab 1. Januar 2027");
        assert_eq!(told(Some("2018-05-25"), Some("2026-12-31")), "seit 25. Mai 2018, bis 31. Dezember 2026");
        assert_eq!(told(Some("1998-01-01"), Some("2016-05-24")), "vom 1. Januar 1998 bis 24. Mai 2016");
        assert_eq!(told(None, None), "");
    }

    #[test]
    fn a_version_is_not_told_as_new_law() {
        let whole = days(Some("1998-01-01"), None);
        let version = PeriodReport { whole: Some(Box::new(whole)), ..days(Some("2026-08-18"), None) };
        let told = period(&version, "2026-11-24", Lang::En);
        assert_eq!(told, "since 1 January 1998; this version (as modelled here) since 18 August 2026");
    }
}
