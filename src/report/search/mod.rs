//! Search over everything that has a name: jurisdictions, law, mechanisms, cases. It tolerates typing errors.

mod near;

use std::collections::BTreeMap;

use serde::Serialize;

use near::{DESIGNATORS, grade, is_number, joined, number, rarity, words};

use super::SCHEMA_VERSION;
use super::card::{ends, span};
use super::meets::place;
use crate::corpus::{Case, Corpus};
use crate::law::{InstrumentId, Jurisdiction, Lang, Text};

/// So many hits of a kind are told.
const MOST: usize = 25;
/// A query is no longer than this many words; the rest is not looked at.
const WORDS: usize = 12;

/// What a search found, the best of each kind first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchReport {
    /// The version of this form.
    pub schema_version: u32,
    /// What was searched for.
    pub query: String,
    /// What was found.
    pub hits: Vec<Hit>,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// `jurisdiction`, `instrument`, `provision`, `mechanism` or `case`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Whose it is, or where it is cited.
    pub about: String,
}

/// Everything that can be found, with its words.
#[derive(Debug, Clone, Default)]
pub struct Index {
    entries: Vec<Entry>,
    /// Every word once, with the entries that have it and how much it says of them.
    words: BTreeMap<String, Vec<(usize, u64)>>,
    /// Whole names, with the entries that are called so and how much that says of them.
    names: BTreeMap<String, Vec<(usize, u64)>>,
}

#[derive(Debug, Clone)]
struct Entry {
    kind: &'static str,
    id: String,
    title: [String; 2],
    about: String,
    /// The article or section of a provision.
    number: Option<String>,
    /// Whether it is still in force.
    stands: bool,
}

/// How much a word counts: of the jurisdiction whose law it is, of a name, of an id, of a party, of a summary.
const OWN: u64 = 7;
const NAME: u64 = 6;
const ID: u64 = 5;
const PARTY: u64 = 2;
const BODY: u64 = 1;
/// How much a whole name counts that a query has in it: of what is called so, of a provision of it, and besides where
/// the query is nothing else; and how much the number of an article does.
const CALLED: u64 = 4000;
const PART_OF_CALLED: u64 = 3000;
const NUMBERED: u64 = 5000;

/// What is said of an entry: a weight and a text.
type Said<'a> = Vec<(u64, &'a str)>;

impl Index {
    /// The index of a corpus and its cases, over both languages.
    #[must_use]
    pub fn new(corpus: &Corpus, cases: &[Case]) -> Self {
        let mut index = Self::default();
        for (_, one) in corpus.jurisdictions.iter() {
            let said = place_names(one).into_iter().map(|name| (NAME, name)).collect();
            let at = index.add(Entry::new("jurisdiction", &one.code, both(&one.name), &one.code), said);
            index.call(at, CALLED, place_names(one));
        }
        for (id, one) in corpus.instruments.iter() {
            let owner = &corpus.jurisdictions[one.owner];
            let mut said = of_instrument(corpus, id);
            said.push((ID, &one.name));
            let entry = Entry::new("instrument", &one.name, both(&one.title), &owner.code);
            let at = index.add(Entry { stands: one.in_force.last().is_none(), ..entry }, said);
            index.call(at, CALLED, one.short.all(Lang::En));
            index.call(at, CALLED, both_of(&one.title));
        }
        index.provisions(corpus);
        for (_, one) in corpus.mechanisms.iter() {
            let kind = &corpus.vocabulary.kinds[one.kind].label;
            let mut said: Said<'_> = vec![(ID, &one.name)];
            let named = [&one.title, &one.citation].into_iter().flat_map(both_of).chain(one.short.all(Lang::En));
            said.extend(named.map(|name| (NAME, name)));
            said.extend([kind, &one.summary].into_iter().flat_map(both_of).map(|text| (BODY, text)));
            let parties = ends(&one.link).into_iter().map(|(id, _)| &corpus.jurisdictions[id]);
            said.extend(parties.flat_map(place_names).map(|name| (PARTY, name)));
            let entry = Entry::new("mechanism", &one.name, both(&one.title), one.citation.get(Lang::En));
            let at = index.add(Entry { stands: span(&one.link).to.is_none(), ..entry }, said);
            index.call(at, CALLED, one.short.all(Lang::En));
            index.call(at, CALLED, both_of(&one.title));
        }
        for case in cases {
            let said = vec![(NAME, case.title.as_str()), (NAME, &case.citation), (ID, &case.name)];
            let title = [case.title.clone(), case.title.clone()];
            index.add(Entry::new("case", &case.name, title, &case.citation), said);
        }
        index
    }

    /// Every provision once, with what it and its instrument are called.
    fn provisions(&mut self, corpus: &Corpus) {
        let mut told: BTreeMap<&str, usize> = BTreeMap::new();
        for (id, law) in corpus.provisions.iter() {
            let stands = law.in_force.last().is_none();
            if let Some(entry) = told.get(law.full_name.as_str()).and_then(|at| self.entries.get_mut(*at)) {
                entry.stands |= stands;
                continue;
            }
            let owner = &corpus.jurisdictions[corpus.owner_of(id)];
            let instrument = corpus.instrument_of(id);
            let mut said = of_instrument(corpus, law.instrument);
            said.extend(both_of(&law.pinpoint).map(|name| (NAME, name)));
            said.push((ID, &law.full_name));
            said.extend(law.short.all(Lang::En).into_iter().map(|name| (NAME, name)));
            said.extend(both_of(&law.summary).map(|text| (BODY, text)));
            let title = Lang::ALL.map(|lang| place(corpus, id, lang));
            let entry = Entry::new("provision", &law.full_name, title, &owner.code);
            let at = self.add(Entry { number: number(law.pinpoint.get(Lang::En)), stands, ..entry }, said);
            self.call(at, CALLED, law.short.all(Lang::En));
            self.call(at, PART_OF_CALLED, instrument.short.all(Lang::En));
            self.call(at, PART_OF_CALLED, both_of(&instrument.title));
            told.insert(&law.full_name, at);
        }
    }

    fn add(&mut self, entry: Entry, said: Said<'_>) -> usize {
        let at = self.entries.len();
        self.entries.push(entry);
        let mut own: BTreeMap<String, u64> = BTreeMap::new();
        for (weight, text) in said {
            for word in words(text).into_iter().chain(joined(text)) {
                let known = own.entry(word).or_default();
                *known = (*known).max(weight);
            }
        }
        for (word, weight) in own {
            self.words.entry(word).or_default().push((at, weight));
        }
        at
    }

    fn call<'a>(&mut self, at: usize, weight: u64, names: impl IntoIterator<Item = &'a str>) {
        // With hyphens and without them it is one name.
        for name in names.into_iter().flat_map(|name| [words(name), words(&name.replace('-', ""))]) {
            let called = self.names.entry(name.join(" ")).or_default();
            if !called.iter().any(|(known, _)| *known == at) {
                called.push((at, weight));
            }
        }
    }

    /// What has the words of a query or such as are near them: first what has them all, then what has at least half.
    #[must_use]
    pub fn search(&self, query: &str, lang: Lang) -> SearchReport {
        let mut wanted: Vec<String> = words(query).into_iter().take(WORDS).collect();
        let phrase = wanted.clone();
        let numbered = wanted.iter().any(|word| is_number(word));
        // What only says that a number is that of an article is no word to look for.
        wanted.retain(|word| !(numbered && DESIGNATORS.contains(&word.as_str())));
        let mut scores: BTreeMap<usize, (usize, u64)> = BTreeMap::new();
        for word in &wanted {
            let near = self.near(word);
            let rare = rarity(near.len(), self.entries.len());
            for (at, score) in near {
                let known = scores.entry(at).or_default();
                *known = (known.0 + 1, known.1 + score * rare);
            }
        }
        self.named(&phrase, &mut scores);
        for (at, (_, score)) in &mut scores {
            let number = self.entries.get(*at).and_then(|entry| entry.number.as_ref());
            if number.is_some_and(|number| wanted.contains(number)) {
                *score += NUMBERED;
            }
        }
        let mut found: Vec<(usize, (usize, u64))> =
            scores.into_iter().filter(|(_, (many, _))| many * 2 >= wanted.len()).collect();
        found.sort_by_key(|(at, (many, score))| {
            let stands = self.entries.get(*at).is_some_and(|entry| entry.stands);
            (std::cmp::Reverse((*many, *score, stands)), *at)
        });
        let hits = self.told(found.into_iter().map(|(at, _)| at), lang);
        SearchReport { schema_version: SCHEMA_VERSION, query: query.to_owned(), hits }
    }

    /// Adds what it counts that a query has a whole name in it.
    fn named(&self, phrase: &[String], scores: &mut BTreeMap<usize, (usize, u64)>) {
        for first in 0..phrase.len() {
            for last in first..phrase.len() {
                let Some(span) = phrase.get(first..=last) else { continue };
                let whole = span.len() == phrase.len();
                for (at, weight) in self.names.get(&span.join(" ")).into_iter().flatten() {
                    if let Some((_, score)) = scores.get_mut(at) {
                        *score += weight + if whole { *weight } else { 0 };
                    }
                }
            }
        }
    }

    /// The best of each kind.
    fn told(&self, found: impl Iterator<Item = usize>, lang: Lang) -> Vec<Hit> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let hits = found.filter_map(|at| {
            let entry = self.entries.get(at)?;
            let count = counts.entry(entry.kind).or_default();
            *count += 1;
            let [english, german] = &entry.title;
            let title = if lang == Lang::De { german } else { english };
            (*count <= MOST).then(|| Hit {
                kind: entry.kind,
                id: entry.id.clone(),
                title: title.clone(),
                about: entry.about.clone(),
            })
        });
        hits.collect()
    }

    /// The entries that have a word or one that is near it, each with its best score.
    fn near(&self, wanted: &str) -> BTreeMap<usize, u64> {
        let mut found: BTreeMap<usize, u64> = BTreeMap::new();
        for (word, entries) in &self.words {
            let Some(grade) = grade(word, wanted) else { continue };
            for (at, weight) in entries {
                let score = found.entry(*at).or_default();
                *score = (*score).max(grade * weight);
            }
        }
        found
    }
}

impl Entry {
    fn new(kind: &'static str, id: &str, title: [String; 2], about: &str) -> Self {
        Self { kind, id: id.to_owned(), title, about: about.to_owned(), number: None, stands: true }
    }
}

/// What an instrument is called, whose law it is, and how it is cited.
fn of_instrument(corpus: &Corpus, id: InstrumentId) -> Said<'_> {
    let law = &corpus.instruments[id];
    let owner = place_names(&corpus.jurisdictions[law.owner]).into_iter().map(|name| (OWN, name));
    let named = [&law.title, &law.citation].into_iter().flat_map(both_of).chain(law.short.all(Lang::En));
    named.map(|name| (NAME, name)).chain(owner).collect()
}

/// The codes and names of a jurisdiction.
fn place_names(place: &Jurisdiction) -> Vec<&str> {
    let codes = [Some(place.code.as_str()), place.alpha3.as_deref()];
    let aliases = place.aliases.iter().map(String::as_str);
    codes.into_iter().flatten().chain(both_of(&place.name)).chain(aliases).collect()
}

fn both_of(text: &Text) -> [&str; 2] {
    [text.get(Lang::En), text.get(Lang::De)]
}

fn both(text: &Text) -> [String; 2] {
    [text.get(Lang::En).to_owned(), text.get(Lang::De).to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str) -> Vec<String> {
        let mut index = Index::default();
        for (id, name, short) in [
            ("DE", "Germany Deutschland", ""),
            ("FR", "France Frankreich", ""),
            ("eu.one", "Data Protection Regulation; Datenschutz-Grundverordnung", "DPR"),
            ("ch.two", "Übermittlung ins Ausland", ""),
            ("de.three", "Vorratsspeicherung, § 12a", "Kennzeichnungsgesetz DPR"),
        ] {
            let entry = Entry::new("instrument", id, [name.to_owned(), name.to_owned()], "");
            let at = index.add(Entry { number: number(name), ..entry }, vec![(NAME, name), (ID, id), (NAME, short)]);
            index.call(at, CALLED, [short]);
        }
        index.search(query, Lang::En).hits.into_iter().map(|hit| hit.id).collect()
    }

    #[test]
    fn words_are_found_whole_begun_and_misspelt() {
        assert_eq!(found("germany"), ["DE"]);
        assert_eq!(found("Germny"), ["DE"]);
        assert_eq!(found("frankreihc"), ["FR"]);
        assert_eq!(found("protec regulation"), ["eu.one"]);
        assert_eq!(found("ubermittlung"), ["ch.two"]);
        assert!(found("").is_empty());
    }

    #[test]
    fn what_has_some_of_the_words_comes_after_what_has_all() {
        assert_eq!(found("germany regulation"), ["DE", "eu.one"]);
        assert_eq!(found("ausland frankreich übermittlung"), ["ch.two"]);
    }

    #[test]
    fn whole_names_compounds_and_numbers_of_articles_are_found() {
        assert_eq!(found("dpr"), ["eu.one", "de.three"]);
        assert_eq!(found("Datenschutzgrundverordnung"), ["eu.one"]);
        assert_eq!(found("Vorratsdatenspeicherung"), ["de.three"]);
        assert_eq!(found("§ 12a DPR"), ["de.three", "eu.one"]);
    }
}
