//! The words of lists of law and of the table of what is encoded, in both languages and for every format.

use crate::law::Lang;

/// Every fixed word.
pub(in crate::render) struct Words {
    pub list: &'static str,
    pub coverage: &'static str,
    pub id: &'static str,
    pub whose: &'static str,
    pub what: &'static str,
    pub topic: &'static str,
    pub citation: &'static str,
    pub in_force: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub confidence: &'static str,
    pub address: &'static str,
    pub jurisdiction: &'static str,
    pub name: &'static str,
    pub provisions: &'static str,
    pub mechanisms: &'static str,
    pub on_that_day: &'static str,
    pub nothing: &'static str,
}

const EN: Words = Words {
    list: "The law",
    coverage: "What is encoded",
    id: "id",
    whose: "whose",
    what: "what",
    topic: "topic",
    citation: "citation",
    in_force: "in force",
    from: "from",
    to: "until",
    confidence: "confidence",
    address: "address",
    jurisdiction: "jurisdiction",
    name: "name",
    provisions: "provisions",
    mechanisms: "mechanisms",
    on_that_day: "in force on",
    nothing: "Nothing in the corpus is all of that.",
};

const DE: Words = Words {
    list: "Das Recht",
    coverage: "Was erfasst ist",
    id: "Kennung",
    whose: "wessen",
    what: "was",
    topic: "Thema",
    citation: "Fundstelle",
    in_force: "in Kraft",
    from: "ab",
    to: "bis",
    confidence: "Verlässlichkeit",
    address: "Adresse",
    jurisdiction: "Rechtsordnung",
    name: "Name",
    provisions: "Vorschriften",
    mechanisms: "Mechanismen",
    on_that_day: "in Kraft am",
    nothing: "Nichts im Bestand erfüllt all das zugleich.",
};

/// The words of a language.
pub(in crate::render) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::De => &DE,
    }
}
