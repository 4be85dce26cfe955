//! Search over everything that has a name: jurisdictions, law, mechanisms, cases. It tolerates typing errors.

use std::collections::BTreeMap;

use serde::Serialize;

use super::SCHEMA_VERSION;
use super::meets::place;
use crate::corpus::{Case, Corpus};
use crate::law::{Lang, Text};

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
    words: BTreeMap<String, Vec<(usize, u32)>>,
}

#[derive(Debug, Clone)]
struct Entry {
    kind: &'static str,
    id: String,
    title: [String; 2],
    about: String,
}

/// How much a word of a name counts, of an id, and of a summary.
const NAME: u32 = 6;
const ID: u32 = 5;
const BODY: u32 = 1;

impl Index {
    /// The index of a corpus and its cases, over both languages.
    #[must_use]
    pub fn new(corpus: &Corpus, cases: &[Case]) -> Self {
        let mut index = Self::default();
        for (_, one) in corpus.jurisdictions.iter() {
            let codes = format!("{} {}", one.code, one.alpha3.as_deref().unwrap_or_default());
            index.add(
                "jurisdiction",
                &one.code,
                both(&one.name),
                &one.code,
                &[(NAME, &one.name.en), (NAME, german(&one.name)), (NAME, &codes)],
            );
        }
        for (_, one) in corpus.instruments.iter() {
            let owner = &corpus.jurisdictions[one.owner].code;
            let texts = [
                (NAME, one.title.en.as_str()),
                (NAME, german(&one.title)),
                (NAME, one.citation.get(Lang::En)),
                (NAME, one.citation.get(Lang::De)),
                (ID, &one.name),
            ];
            index.add("instrument", &one.name, both(&one.title), owner, &texts);
        }
        let mut told: Vec<&str> = Vec::new();
        for (id, law) in corpus.provisions.iter() {
            if told.last() == Some(&law.full_name.as_str()) {
                continue;
            }
            told.push(&law.full_name);
            let owner = &corpus.jurisdictions[corpus.owner_of(id)].code;
            let titles = [Lang::En, Lang::De].map(|lang| place(corpus, id, lang));
            let texts = [
                (NAME, titles[0].as_str()),
                (NAME, &titles[1]),
                (ID, &law.full_name),
                (BODY, &law.summary.en),
                (BODY, german(&law.summary)),
            ];
            index.add("provision", &law.full_name, titles.clone(), owner, &texts);
        }
        for (_, one) in corpus.mechanisms.iter() {
            let kind = &corpus.vocabulary.kinds[one.kind].label;
            let texts = [
                (NAME, one.title.en.as_str()),
                (NAME, german(&one.title)),
                (NAME, one.citation.get(Lang::En)),
                (ID, &one.name),
                (BODY, &kind.en),
                (BODY, german(kind)),
                (BODY, &one.summary.en),
                (BODY, german(&one.summary)),
            ];
            index.add("mechanism", &one.name, both(&one.title), one.citation.get(Lang::En), &texts);
        }
        for case in cases {
            let texts = [(NAME, case.title.as_str()), (NAME, &case.citation), (ID, &case.name)];
            index.add("case", &case.name, [case.title.clone(), case.title.clone()], &case.citation, &texts);
        }
        index
    }

    fn add(&mut self, kind: &'static str, id: &str, title: [String; 2], about: &str, texts: &[(u32, &str)]) {
        let at = self.entries.len();
        self.entries.push(Entry { kind, id: id.to_owned(), title, about: about.to_owned() });
        let mut own: BTreeMap<String, u32> = BTreeMap::new();
        for (weight, text) in texts {
            for word in words(text) {
                let known = own.entry(word).or_default();
                *known = (*known).max(*weight);
            }
        }
        for (word, weight) in own {
            self.words.entry(word).or_default().push((at, weight));
        }
    }

    /// What has every word of a query, or one that is near it.
    #[must_use]
    pub fn search(&self, query: &str, lang: Lang) -> SearchReport {
        let wanted: Vec<String> = words(query).take(WORDS).collect();
        let mut scores: BTreeMap<usize, (usize, u32)> = BTreeMap::new();
        for word in &wanted {
            for (at, score) in self.near(word) {
                let known = scores.entry(at).or_default();
                *known = (known.0 + 1, known.1 + score);
            }
        }
        let mut found: Vec<(usize, u32)> = scores
            .into_iter()
            .filter(|(_, (many, _))| *many == wanted.len())
            .map(|(at, (_, score))| (at, score))
            .collect();
        // The best first; of equals the one that comes first.
        found.sort_by_key(|(at, score)| (std::cmp::Reverse(*score), *at));
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let hits = found.into_iter().filter_map(|(at, _)| {
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
        SearchReport { schema_version: SCHEMA_VERSION, query: query.to_owned(), hits: hits.collect() }
    }

    /// The entries that have a word, one that begins with it, or one that is nearly the same, each with its best score.
    fn near(&self, wanted: &str) -> BTreeMap<usize, u32> {
        let length = wanted.chars().count();
        let errors = match length {
            0..=3 => 0,
            4..=7 => 1,
            _ => 2,
        };
        let mut found: BTreeMap<usize, u32> = BTreeMap::new();
        for (word, entries) in &self.words {
            let other = word.chars().count();
            let grade = if word == wanted {
                12
            } else if length >= 2 && word.starts_with(wanted) {
                8
            } else if length >= 4 && word.contains(wanted) {
                4
            } else if errors > 0
                && length.abs_diff(other) <= errors
                && strsim::damerau_levenshtein(word, wanted) <= errors
            {
                3
            } else {
                continue;
            };
            for (at, weight) in entries {
                let score = found.entry(*at).or_default();
                *score = (*score).max(grade * weight);
            }
        }
        found
    }
}

fn both(text: &Text) -> [String; 2] {
    [text.get(Lang::En).to_owned(), text.get(Lang::De).to_owned()]
}

fn german(text: &Text) -> &str {
    text.de.as_deref().unwrap_or_default()
}

/// The words of a text, in small letters and without accents.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    let parts = text.split(|letter: char| !letter.is_alphanumeric() && letter != '§');
    parts.filter(|part| !part.is_empty() && part.len() <= 64).map(folded)
}

/// A word in small letters without accents: `Übermittlung` and `ubermittlung` are one.
fn folded(word: &str) -> String {
    let letters = word.chars().flat_map(char::to_lowercase).flat_map(|letter| {
        let plain: &str = match letter {
            'ä' | 'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => "a",
            'ç' | 'ć' | 'č' => "c",
            'ď' | 'đ' => "d",
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
            'ğ' => "g",
            'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => "i",
            'ł' => "l",
            'ñ' | 'ń' | 'ň' => "n",
            'ö' | 'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ő' => "o",
            'ř' => "r",
            'ś' | 'š' | 'ş' | 'ș' => "s",
            'ß' => "ss",
            'ť' | 'ţ' | 'ț' => "t",
            'ü' | 'ù' | 'ú' | 'û' | 'ū' | 'ů' | 'ű' => "u",
            'ý' | 'ÿ' => "y",
            'ź' | 'ż' | 'ž' => "z",
            _ => "",
        };
        let own = plain.is_empty().then_some(letter);
        plain.chars().chain(own).collect::<Vec<char>>()
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str) -> Vec<String> {
        let mut index = Index::default();
        let titles = |name: &str| [name.to_owned(), name.to_owned()];
        for (id, name) in [
            ("DE", "Germany Deutschland"),
            ("FR", "France Frankreich"),
            ("eu.one", "Data Protection Regulation"),
            ("ch.two", "Übermittlung ins Ausland"),
        ] {
            index.add("instrument", id, titles(name), "", &[(NAME, name), (ID, id)]);
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
        assert!(found("germany regulation").is_empty());
        assert!(found("").is_empty());
    }
}
