//! The words of what changed, in both languages and for every format.

use crate::law::Lang;
use crate::render::names;
use crate::render::words::words as shared;
use crate::report::{Signs, Stance};

/// Every fixed word.
pub(in crate::render) struct Words {
    /// The column at which bodies stand on the terminal.
    pub margin: usize,
    pub changed: &'static str,
    pub unchanged: &'static str,
    pub changed_later: &'static str,
    pub undecided: &'static str,
    pub pair: &'static str,
    pub before: &'static str,
    pub after: &'static str,
    pub cause: &'static str,
    pub example: &'static str,
    pub again: &'static str,
    pub no_conflict: &'static str,
    pub verdict_stays: &'static str,
    pub verdict_undecided: &'static str,
    pub conflict_undecided: &'static str,
    pub elsewhere: &'static str,
    pub conflicts: &'static str,
    pub silence: &'static str,
    pub encoded_now: &'static str,
    pub encoded_no_more: &'static str,
    pub in_the_law: &'static str,
    pub law_unchanged: &'static str,
    pub mean: &'static str,
}

const EN: Words = Words {
    margin: 14,
    changed: "CHANGED",
    unchanged: "UNCHANGED",
    changed_later: "CHANGED LATER",
    undecided: "NOT DECIDED",
    pair: "Between",
    before: "before",
    after: "after",
    cause: "because",
    example: "for example",
    again: "ask again",
    no_conflict: "no conflict",
    verdict_stays: "The verdict between the two stays what it was for every direct demand.",
    verdict_undecided: "Whether the verdict between the two changed is not decided: the pair is too large for the memory allowed.",
    conflict_undecided: "not decided: the pair is too large for the memory allowed",
    elsewhere: "further conflicts are told under",
    conflicts: "Conflicts",
    silence: "Where nothing collides",
    encoded_now: "newly encoded",
    encoded_no_more: "not encoded any more",
    in_the_law: "In the law",
    law_unchanged: "Nothing changed in the law.",
    mean: "Situations are what the provisions that collide can tell apart. They compare changes; they say nothing of how often anything happens. Verdicts are those of direct demands, with no mechanism in use yet. Every request shown was answered by the plain solver under both laws.",
};

const DE: Words = Words {
    margin: 14,
    changed: "GEÄNDERT",
    unchanged: "UNVERÄNDERT",
    changed_later: "SPÄTER GEÄNDERT",
    undecided: "NICHT ENTSCHIEDEN",
    pair: "Zwischen",
    before: "vorher",
    after: "nachher",
    cause: "Grund",
    example: "zum Beispiel",
    again: "nachfragen",
    no_conflict: "keine Kollision",
    verdict_stays: "Das Ergebnis zwischen beiden bleibt für jedes unmittelbare Verlangen, wie es war.",
    verdict_undecided: "Ob sich das Ergebnis zwischen beiden geändert hat, ist nicht entschieden: Das Paar ist zu groß für den erlaubten Speicher.",
    conflict_undecided: "nicht entschieden: Das Paar ist zu groß für den erlaubten Speicher",
    elsewhere: "weitere Kollisionen stehen unter",
    conflicts: "Kollisionen",
    silence: "Wo nichts kollidiert",
    encoded_now: "neu erfasst",
    encoded_no_more: "nicht mehr erfasst",
    in_the_law: "Im Recht",
    law_unchanged: "Im Recht hat sich nichts geändert.",
    mean: "Lagen sind, was die kollidierenden Vorschriften unterscheiden können. Sie vergleichen Änderungen; sie sagen nichts darüber, wie oft etwas vorkommt. Ergebnisse gelten für unmittelbare Verlangen, bei denen noch kein Weg genutzt wird. Jedes gezeigte Verlangen hat der einfache Löser nach beiden Rechtsständen beantwortet.",
};

pub(in crate::render) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::De => &DE,
    }
}

/// The groups in which changes of the law are told, and their heads, in order. Between two dates of one corpus law
/// begins and ends; it is not written.
pub(super) fn groups(dates: bool, lang: Lang) -> [(&'static str, &'static str); 7] {
    let (added, removed) = match (dates, lang) {
        (false, Lang::En) => ("added", "removed"),
        (false, Lang::De) => ("neu", "entfallen"),
        (true, Lang::En) => ("came into force", "went out of force"),
        (true, Lang::De) => ("in Kraft getreten", "außer Kraft getreten"),
    };
    match lang {
        Lang::En => [
            ("meaning", "changed in meaning"),
            ("version", "new versions"),
            ("added", added),
            ("removed", removed),
            ("dates", "in force at other times"),
            ("renamed", "renamed"),
            ("words", "changed in words only"),
        ],
        Lang::De => [
            ("meaning", "in der Bedeutung geändert"),
            ("version", "neue Fassungen"),
            ("added", added),
            ("removed", removed),
            ("dates", "zu anderer Zeit in Kraft"),
            ("renamed", "umbenannt"),
            ("words", "nur im Wortlaut geändert"),
        ],
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
        ("instrument", Lang::En) => "instrument",
        ("instrument", Lang::De) => "Rechtsakt",
        ("jurisdiction", Lang::En) => "jurisdiction",
        ("jurisdiction", Lang::De) => "Rechtsordnung",
        ("fact", Lang::En) => "fact",
        ("fact", Lang::De) => "Tatsache",
        ("value", Lang::En) => "value of a fact",
        ("value", Lang::De) => "Wert einer Tatsache",
        ("act", Lang::En) => "act",
        ("act", Lang::De) => "Handlung",
        ("topic", Lang::En) => "topic",
        ("topic", Lang::De) => "Thema",
        ("mechanism_kind", Lang::En) => "kind of mechanism",
        ("mechanism_kind", Lang::De) => "Art von Mechanismus",
        ("principle", Lang::En) => "principle",
        ("principle", Lang::De) => "Grundsatz",
        (_, Lang::En) => "word of the vocabulary",
        (_, Lang::De) => "Begriff des Vokabulars",
    }
}

/// The side from which something changed.
pub(super) fn aspect(aspect: &str, lang: Lang) -> &'static str {
    let [en, de] = match aspect {
        "in_force" => ["in force", "in Kraft"],
        "type" => ["type", "Typ"],
        "default" => ["default", "Vorgabe"],
        "controllable" => ["can be changed by provider or customer", "von Anbieter oder Kunde änderbar"],
        "role" => ["role in footprints", "Rolle in Standortkarten"],
        "entails" => ["entails", "schließt ein"],
        "topics" => ["topics", "Themen"],
        "kind" => ["kind", "Art"],
        "coverage" => ["coverage", "Erfassung"],
        "scope" => ["scope", "Anwendungsbereich"],
        "modality" => ["what it does", "was sie tut"],
        "act" => ["act", "Handlung"],
        "when" => ["condition", "Voraussetzung"],
        "exceptions" => ["exceptions", "Ausnahmen"],
        "lifted_by" => ["lifted by", "ausgeräumt durch"],
        "sanction" => ["sanction", "Sanktion"],
        "parties" => ["parties", "Parteien"],
        "acts" => ["acts covered", "erfasste Handlungen"],
        "effect" => ["effect", "Wirkung"],
        "strength" => ["strength", "Verbindlichkeit"],
        "invoked_by" => ["invoked by", "in Gang gesetzt durch"],
        "principles" => ["principles", "Grundsätze"],
        "title" => ["title", "Titel"],
        "short" => ["short names", "Kurznamen"],
        "question" => ["question", "Frage"],
        "citation" => ["citation", "Fundstelle"],
        "pinpoint" => ["place in the law", "Stelle im Gesetz"],
        "address" => ["address", "Adresse"],
        "summary" => ["summary", "Zusammenfassung"],
        "duration" => ["duration", "Dauer"],
        "note" => ["notes", "Anmerkungen"],
        "doubt" => ["what is in doubt", "was offen ist"],
        "sources" => ["sources", "Quellen"],
        _ => ["confidence", "Verlässlichkeit"],
    };
    if lang == Lang::De { de } else { en }
}

/// A word with a fixed meaning, seen from one side of a piece of law.
pub(super) fn term(aspect: &str, sort: &str, term: &str, lang: Lang) -> &'static str {
    let [en, de] = match (aspect, term) {
        ("modality", "must") => return names::stance(Stance::Must, lang),
        ("modality", "must_not") => return names::stance(Stance::MustNot, lang),
        ("modality", _) => return names::stance(Stance::May, lang),
        ("effect", effect) => return names::effect(effect, lang),
        ("confidence", confidence) => return names::confidence(confidence, lang),
        ("coverage", level) => return names::level(level, lang),
        ("type", ty) => return names::fact_type(ty, lang),
        ("kind", kind) if sort == "jurisdiction" => return names::kind(kind, lang),
        (_, "arguable") => return shared(lang).arguable,
        (_, "case") => return shared(lang).by_case,
        (_, "never") => return shared(lang).never_in_force,
        (_, "true") => return Signs::of(lang).answer(true),
        (_, "false") => return Signs::of(lang).answer(false),
        (_, "supports") => ["supports", "stützt"],
        (_, "undermines") => ["undermines", "untergräbt"],
        (_, "binding") => ["by right", "von Rechts wegen"],
        (_, "discretionary") => ["at discretion", "nach Ermessen"],
        (_, "advisory") => ["advisory", "beratend"],
        (_, "provider") => ["the provider", "der Anbieter"],
        (_, "customer") => ["the customer", "der Kunde"],
        (_, "authority") => ["the authority", "die Behörde"],
        (_, "court") => ["the court", "das Gericht"],
        (_, _) => ["the states", "die Staaten"],
    };
    if lang == Lang::De { de } else { en }
}

/// What became of a law that moved a conflict.
pub(super) fn entry(change: &str, lang: Lang) -> &'static str {
    match (change, lang) {
        ("began", Lang::En) => "in force now",
        ("began", Lang::De) => "gilt jetzt",
        ("ended", Lang::En) => "in force no more",
        ("ended", Lang::De) => "gilt nicht mehr",
        (_, Lang::En) => "changed",
        (_, Lang::De) => "geändert",
    }
}
