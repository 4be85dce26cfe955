//! The words of a review, in both languages.

use crate::law::Lang;

/// Every fixed word.
pub(in crate::render) struct Words {
    pub title: &'static str,
    pub unchanged: &'static str,
    pub changed: &'static str,
    pub of: &'static str,
    pub recorded: &'static str,
    pub new_item: &'static str,
    pub gone_item: &'static str,
    pub ended: &'static str,
    pub new: &'static str,
    pub moved: &'static str,
    pub because: &'static str,
    pub asked: &'static str,
    pub day: &'static str,
    pub elsewhere: &'static str,
    pub program: &'static str,
    pub accepted: &'static str,
    pub over: &'static str,
    pub ends_on: &'static str,
    pub idle: &'static str,
    pub law_moved: &'static str,
    pub resolved: &'static str,
    pub by: &'static str,
    pub now_by: &'static str,
    pub no_more_by: &'static str,
    pub situations: &'static str,
    pub other: &'static str,
    pub outcomes: &'static str,
    pub at_worst: &'static str,
    pub pairs: &'static str,
    pub kinds: &'static str,
    pub hint: &'static str,
}

const EN: Words = Words {
    title: "Verdicts on record",
    unchanged: "unchanged",
    changed: "changed",
    of: "of",
    recorded: "recorded on law as of",
    new_item: "not on record",
    gone_item: "watched no more",
    ended: "ended",
    new: "new",
    moved: "moved",
    because: "because",
    asked: "what is asked is not the same",
    day: "the day is another: on the day on record nothing would have moved",
    elsewhere: "law changed, but none that it names",
    program: "no law changed: the program decides otherwise",
    accepted: "accepted",
    over: "was accepted until",
    ends_on: "ends on",
    idle: "accepted, but no more there",
    law_moved: "changes of law on which no verdict on record hangs",
    resolved: "resolved",
    by: "by",
    now_by: "now by",
    no_more_by: "no more by",
    situations: "situations",
    other: "not those on record",
    outcomes: "outcomes",
    at_worst: "at worst",
    pairs: "pairs of provisions",
    kinds: "by kind of demand",
    hint: "What is right now: comity snapshot accept --finding ID --reason \"…\" (or --item NAME, --all), or record anew.",
};

const DE: Words = Words {
    title: "Festgehaltene Ergebnisse",
    unchanged: "unverändert",
    changed: "geändert",
    of: "von",
    recorded: "festgehalten mit Rechtsstand",
    new_item: "noch nicht festgehalten",
    gone_item: "nicht mehr beobachtet",
    ended: "beendet",
    new: "neu",
    moved: "anders",
    because: "denn",
    asked: "die Frage ist nicht mehr dieselbe",
    day: "der Tag ist ein anderer: Am festgehaltenen Tag hätte sich nichts bewegt",
    elsewhere: "Recht hat sich geändert, aber keines, das hier genannt ist",
    program: "kein Recht hat sich geändert: Das Programm entscheidet anders",
    accepted: "angenommen",
    over: "war angenommen bis",
    ends_on: "endet am",
    idle: "angenommen, aber nicht mehr da",
    law_moved: "Rechtsänderungen, von denen kein festgehaltenes Ergebnis abhängt",
    resolved: "gelöst",
    by: "durch",
    now_by: "jetzt durch",
    no_more_by: "nicht mehr durch",
    situations: "Lagen",
    other: "nicht die festgehaltenen",
    outcomes: "Ergebnisse",
    at_worst: "schlimmstenfalls",
    pairs: "Paare von Vorschriften",
    kinds: "nach Art des Verlangens",
    hint: "Was jetzt richtig ist: comity snapshot accept --finding ID --reason \"…\" (oder --item NAME, --all), oder neu festhalten.",
};

pub(in crate::render) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::De => &DE,
    }
}

/// What somebody is asked who goes through a review at a terminal.
#[derive(Debug, Clone, Copy)]
pub struct Prompts {
    /// What to do with a change, and the letters for that.
    pub choice: &'static str,
    /// Accept it.
    pub accept: char,
    /// Leave it as it is.
    pub skip: char,
    /// Show the whole item.
    pub more: char,
    /// End here.
    pub quit: char,
    /// Why it is accepted.
    pub reason: &'static str,
    /// Until when.
    pub until: &'static str,
    /// A reason has to be given.
    pub no_reason: &'static str,
}

/// The prompts of a language.
#[must_use]
pub fn prompts(lang: Lang) -> Prompts {
    match lang {
        Lang::En => Prompts {
            choice: "[a]ccept, [s]kip, show [m]ore, [q]uit: ",
            accept: 'a',
            skip: 's',
            more: 'm',
            quit: 'q',
            reason: "reason: ",
            until: "until, as in 2027-03-31 (empty: for good): ",
            no_reason: "Without a reason nothing is accepted.",
        },
        Lang::De => Prompts {
            choice: "[a]nnehmen, [w]eiter, [m]ehr zeigen, [e]nde: ",
            accept: 'a',
            skip: 'w',
            more: 'm',
            quit: 'e',
            reason: "Grund: ",
            until: "bis, etwa 2027-03-31 (leer: auf Dauer): ",
            no_reason: "Ohne Grund wird nichts angenommen.",
        },
    }
}

/// What happened to a piece of law.
pub(in crate::render) fn moved(moved: &str, lang: Lang) -> &'static str {
    match (moved, lang) {
        ("added", Lang::En) => "added",
        ("added", Lang::De) => "hinzugekommen",
        ("removed", Lang::En) => "removed",
        ("removed", Lang::De) => "entfernt",
        ("redated", Lang::En) => "in force on other days",
        ("redated", Lang::De) => "an anderen Tagen in Kraft",
        ("began", Lang::En) => "came into force",
        ("began", Lang::De) => "ist in Kraft getreten",
        ("ended", Lang::En) => "went out of force",
        ("ended", Lang::De) => "ist außer Kraft getreten",
        (_, Lang::En) => "means something else",
        (_, Lang::De) => "bedeutet etwas anderes",
    }
}

/// What a piece of law is.
pub(in crate::render) fn sort(sort: &str, lang: Lang) -> &'static str {
    match (sort, lang) {
        ("provision", Lang::En) => "provision",
        ("provision", Lang::De) => "Vorschrift",
        ("mechanism", Lang::En) => "mechanism",
        ("mechanism", Lang::De) => "Mechanismus",
        ("membership", Lang::En) => "membership",
        ("membership", Lang::De) => "Mitgliedschaft",
        ("instrument", Lang::En) => "scope of the instrument",
        ("instrument", Lang::De) => "Anwendungsbereich des Rechtsakts",
        ("jurisdiction", Lang::En) => "coverage of",
        ("jurisdiction", Lang::De) => "Erfassung von",
        ("act", Lang::En) => "act",
        ("act", Lang::De) => "Handlung",
        (_, Lang::En) => "fact",
        (_, Lang::De) => "Tatsache",
    }
}
