//! Where visitors arrive: two states, a demand, or the map.

use serde::Serialize;

use super::frame::At;
use super::words::words;
use super::{Head, Site};
use crate::render::names::{self, Letter};

/// What the start page shows.
#[derive(Debug)]
pub struct Home<'a> {
    /// Every jurisdiction: code and name.
    pub places: &'a [(String, String)],
    /// Those with encoded law: code and name.
    pub encoded: &'a [(String, String)],
    /// Requests to begin with: what they are called, and their facts as they are typed.
    pub samples: &'a [(String, Vec<(String, String)>)],
    /// Two legal orders whose page is written, by name and path, where nobody can ask for others.
    pub pairs: &'a [(String, String)],
    /// Only the choice of two legal orders.
    pub only_pairs: bool,
}

#[derive(Serialize)]
struct View<'a> {
    title: &'static str,
    only_pairs: bool,
    places: &'a [(String, String)],
    encoded: Vec<(&'a str, &'a str, Option<String>)>,
    samples: Vec<(&'a str, Option<String>)>,
    pairs: Vec<(&'a str, Option<String>)>,
    pair: Option<String>,
    request: Option<String>,
    map: Option<String>,
    letters: Vec<Letter>,
    meanings: Vec<(char, &'static str, &'static str, &'static str)>,
}

impl Site {
    /// The start page, or the choice of two legal orders.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn home(&self, at: &At<'_>, home: &Home<'_>) -> Result<String, minijinja::Error> {
        let words = words(at.lang);
        let title = if home.only_pairs { words.choose_pair } else { words.tagline };
        let head =
            Head { title: title.to_owned(), section: if home.only_pairs { "pair" } else { "" }, ..Head::default() };
        let meanings = names::OUTCOMES.map(|outcome| {
            (outcome.letter(), outcome.name(), names::outcome(outcome, at.lang), names::meaning(outcome, at.lang))
        });
        let view = View {
            title,
            only_pairs: home.only_pairs,
            places: home.places,
            encoded: home
                .encoded
                .iter()
                .map(|(code, name)| (code.as_str(), name.as_str(), at.to(&format!("place/{code}"))))
                .collect(),
            samples: home
                .samples
                .iter()
                .map(|(label, facts)| (label.as_str(), at.to_asked("request", facts)))
                .collect(),
            pairs: home.pairs.iter().map(|(name, path)| (name.as_str(), at.to(path))).collect(),
            pair: at.to("pair"),
            request: at.to("request"),
            map: at.to("map"),
            letters: names::letters(at.lang),
            meanings: meanings.to_vec(),
        };
        self.page("home.html", at, &head, &view)
    }
}
