//! The words of the pages, in both languages. A new word does not compile until it exists in both.

use crate::law::Lang;
use crate::report::{Certainty, Outcome, PeriodReport, Stance};

/// Every fixed word of the text pages.
pub(super) struct Words {
    pub law_as_of: &'static str,
    pub requires: &'static str,
    pub forbids: &'static str,
    pub because: &'static str,
    pub is: &'static str,
    pub and: &'static str,
    pub inside: &'static str,
    pub values: &'static str,
    pub default: &'static str,
    pub refusing: &'static str,
    pub breach: &'static str,
    pub no_sanction: &'static str,
    pub arguable: &'static str,
    pub ruled_out: &'static str,
    pub open: &'static str,
    pub hinges_on: &'static str,
    pub ways_out: &'static str,
    pub no_way: &'static str,
    pub as_in: &'static str,
    pub needs: &'static str,
    pub not_in_force: &'static str,
    pub never_in_force: &'static str,
    pub in_use: &'static str,
    pub since: &'static str,
    pub until: &'static str,
    pub provider: &'static str,
    pub next_question: &'static str,
    pub decides: &'static str,
    pub not_given: &'static str,
    pub other_law: &'static str,
    pub not_encoded: &'static str,
    pub everything: &'static str,
    pub treaties_only: &'static str,
    pub partly: &'static str,
    pub broken: &'static str,
    pub never_clear: &'static str,
    pub memberships: &'static str,
    pub belongs_to: &'static str,
    pub members: &'static str,
    pub instruments: &'static str,
    pub coverage: &'static str,
    pub resolved: &'static str,
    pub no_conflict: &'static str,
    pub could_have: &'static str,
    pub worst_case: &'static str,
    pub if_true: &'static str,
    pub nothing_certain: &'static str,
    pub nothing_sure: &'static str,
    pub informs: &'static str,
    pub explain_hint: &'static str,
    pub low_confidence: &'static str,
    pub facts: &'static str,
    pub unknown: &'static str,
    pub derivation: &'static str,
    pub applies: &'static str,
    pub applies_not: &'static str,
    pub may_apply: &'static str,
    pub scope: &'static str,
    pub condition: &'static str,
    pub exception: &'static str,
    pub missing: &'static str,
    pub via: &'static str,
    pub when: &'static str,
    pub collisions: &'static str,
    pub nothing_collides: &'static str,
    pub given: &'static str,
    pub nothing_given: &'static str,
    pub supporting: &'static str,
    pub undermining: &'static str,
    pub sanction: &'static str,
    pub lifted_by: &'static str,
    pub sources: &'static str,
    pub seen: &'static str,
    pub confidence: &'static str,
    pub in_force: &'static str,
    pub exceptions: &'static str,
    pub note: &'static str,
    pub jurisdictions: &'static str,
    pub without_law: &'static str,
    pub months: [&'static str; 12],
}

pub(super) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &ENGLISH,
        Lang::De => &GERMAN,
    }
}

static ENGLISH: Words = Words {
    law_as_of: "law as of",
    requires: "requires",
    forbids: "forbids",
    because: "because",
    is: "is",
    and: "and",
    inside: "in",
    values: "values",
    default: "default",
    refusing: "refusing",
    breach: "a breach",
    no_sanction: "no sanction on record",
    arguable: "arguable",
    ruled_out: "ruled out here",
    open: "its conditions are met",
    hinges_on: "hinges on",
    ways_out: "ways out",
    no_way: "none in force",
    as_in: "as under",
    needs: "needs",
    not_in_force: "not in force",
    never_in_force: "not in force yet",
    in_use: "in use",
    since: "from",
    until: "until",
    provider: "The provider",
    next_question: "Next question",
    decides: "It bears on",
    not_given: "Not given",
    other_law: "other law may be involved",
    not_encoded: "Not encoded",
    everything: "everything",
    treaties_only: "no law encoded: treaties only",
    partly: "Partly encoded",
    broken: "Left out because faulty",
    never_clear: "No answer is clear.",
    memberships: "Who belongs to whom",
    belongs_to: "belongs to",
    members: "members",
    instruments: "instruments",
    coverage: "coverage",
    resolved: "Resolved by a mechanism in use",
    no_conflict: "Nothing collides.",
    could_have: "What could have collided, and why it did not",
    worst_case: "At worst",
    if_true: "if the possible conflicts come true",
    nothing_certain: "nothing certain",
    nothing_sure: "On the facts given nothing surely collides.",
    informs: "informs, gives no legal advice",
    explain_hint: "--explain for every step",
    low_confidence: "not verified",
    facts: "The request",
    unknown: "unknown",
    derivation: "Every norm of those involved",
    applies: "applies",
    applies_not: "does not apply",
    may_apply: "may apply",
    scope: "outside its scope",
    condition: "its condition does not hold",
    exception: "its exception holds",
    missing: "missing",
    via: "via",
    when: "when",
    collisions: "collisions",
    nothing_collides: "Nothing can collide in this direction.",
    given: "given",
    nothing_given: "nothing: every request",
    supporting: "serves it",
    undermining: "works against it",
    sanction: "sanction",
    lifted_by: "accepts",
    sources: "sources",
    seen: "read",
    confidence: "confidence",
    in_force: "in force",
    exceptions: "exceptions",
    note: "note",
    jurisdictions: "jurisdictions",
    without_law: "without encoded law: requests that involve them are never clear",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
};

static GERMAN: Words = Words {
    law_as_of: "Rechtsstand",
    requires: "verlangt",
    forbids: "verbietet",
    because: "denn",
    is: "ist",
    and: "und",
    inside: "in",
    values: "Werte",
    default: "Vorgabe",
    refusing: "Weigerung",
    breach: "Verstoß",
    no_sanction: "keine Sanktion verzeichnet",
    arguable: "strittig",
    ruled_out: "hier ausgeschlossen",
    open: "Voraussetzungen liegen vor",
    hinges_on: "hängt ab von",
    ways_out: "Auswege",
    no_way: "keiner in Kraft",
    as_in: "wie bei",
    needs: "braucht",
    not_in_force: "nicht in Kraft",
    never_in_force: "noch nicht in Kraft",
    in_use: "genutzt",
    since: "ab",
    until: "bis",
    provider: "Der Anbieter",
    next_question: "Nächste Frage",
    decides: "Sie entscheidet",
    not_given: "Nicht angegeben",
    other_law: "weiteres Recht kann betroffen sein",
    not_encoded: "Nicht erfasst",
    everything: "alles",
    treaties_only: "kein Recht erfasst: nur Verträge",
    partly: "Teilweise erfasst",
    broken: "Ausgelassen, weil fehlerhaft",
    never_clear: "Keine Antwort ist konfliktfrei.",
    memberships: "Wer wozu gehört",
    belongs_to: "gehört zu",
    members: "Mitglieder",
    instruments: "Rechtsakte",
    coverage: "Erfassung",
    resolved: "Durch einen genutzten Weg gelöst",
    no_conflict: "Nichts kollidiert.",
    could_have: "Was hätte kollidieren können, und warum es das nicht tut",
    worst_case: "Im schlimmsten Fall",
    if_true: "falls die möglichen Kollisionen eintreten",
    nothing_certain: "nichts sicher",
    nothing_sure: "Nach den gegebenen Tatsachen kollidiert nichts sicher.",
    informs: "informiert, ist keine Rechtsberatung",
    explain_hint: "--explain zeigt jeden Schritt",
    low_confidence: "nicht geprüft",
    facts: "Das Ersuchen",
    unknown: "unbekannt",
    derivation: "Alle Normen der Beteiligten",
    applies: "gilt",
    applies_not: "gilt nicht",
    may_apply: "gilt vielleicht",
    scope: "außerhalb ihres Anwendungsbereichs",
    condition: "ihre Voraussetzung fehlt",
    exception: "ihre Ausnahme greift",
    missing: "es fehlt",
    via: "über",
    when: "wenn",
    collisions: "Kollisionen",
    nothing_collides: "In dieser Richtung kann nichts kollidieren.",
    given: "gegeben",
    nothing_given: "nichts: jedes Ersuchen",
    supporting: "dient ihm",
    undermining: "läuft ihm zuwider",
    sanction: "Sanktion",
    lifted_by: "anerkennt",
    sources: "Quellen",
    seen: "gelesen",
    confidence: "Verlässlichkeit",
    in_force: "in Kraft",
    exceptions: "Ausnahmen",
    note: "Anmerkung",
    jurisdictions: "Rechtsordnungen",
    without_law: "ohne erfasstes Recht: Ersuchen, die sie betreffen, sind nie konfliktfrei",
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
};

/// The name of an outcome.
pub(super) fn outcome(outcome: Outcome, lang: Lang) -> &'static str {
    match (outcome, lang) {
        (Outcome::Clear, Lang::En) => "clear",
        (Outcome::Clear, Lang::De) => "konfliktfrei",
        (Outcome::Resolvable, Lang::En) => "resolvable",
        (Outcome::Resolvable, Lang::De) => "lösbar",
        (Outcome::Reroutable, Lang::En) => "reroutable",
        (Outcome::Reroutable, Lang::De) => "umleitbar",
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
            "Was der Anbieter auch tut, er verstößt gegen ein Recht, und nichts Geltendes hilft."
        }
        (Outcome::Unknown, Lang::En) => "No conflict was found, but not all law involved is encoded.",
        (Outcome::Unknown, Lang::De) => "Keine Kollision gefunden, aber nicht alles beteiligte Recht ist erfasst.",
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
        ("provider", _, Lang::En) => "the provider may ask for it; discretion decides",
        ("provider", _, Lang::De) => "der Anbieter kann es beantragen; Ermessen entscheidet",
        ("customer", "binding", Lang::En) => "the customer, by right",
        ("customer", "binding", Lang::De) => "der Kunde, von Rechts wegen",
        ("customer", _, Lang::En) => "the customer may ask for it; discretion decides",
        ("customer", _, Lang::De) => "der Kunde kann es beantragen; Ermessen entscheidet",
        ("authority", "binding", Lang::En) => "the authority must ask",
        ("authority", "binding", Lang::De) => "die Behörde muss ersuchen",
        ("authority", _, Lang::En) => "the authority may ask; discretion decides",
        ("authority", _, Lang::De) => "die Behörde kann ersuchen; Ermessen entscheidet",
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

/// The grade of a principle.
pub(super) fn grade(grade: &str, lang: Lang) -> (&'static str, &'static str) {
    match (grade, lang) {
        ("supported", Lang::En) => ("+", "supported"),
        ("supported", Lang::De) => ("+", "gestützt"),
        ("partly", Lang::En) => ("±", "partly"),
        ("partly", Lang::De) => ("±", "teils"),
        ("undermined", Lang::En) => ("−", "undermined"),
        ("undermined", Lang::De) => ("−", "unterlaufen"),
        (_, Lang::En) => ("?", "no evidence"),
        (_, Lang::De) => ("?", "kein Beleg"),
    }
}

/// What a jurisdiction is.
pub(super) fn kind(kind: &str, lang: Lang) -> &'static str {
    match (kind, lang) {
        ("union", _) => "Union",
        ("territory", Lang::En) => "Territory with law of its own",
        ("territory", Lang::De) => "Gebiet mit eigenem Recht",
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
        ("partly", Lang::En) => "partly",
        ("partly", Lang::De) => "teils",
        _ => "–",
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

/// `from 25 May 2018`, `until 3 May 2020`, both, or nothing.
pub(super) fn period(period: &PeriodReport, lang: Lang) -> String {
    let words = words(lang);
    let from = period.from.as_ref().map(|day| format!("{} {}", words.since, date(day, lang)));
    let to = period.to.as_ref().map(|day| format!("{} {}", words.until, date(day, lang)));
    [from, to].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
