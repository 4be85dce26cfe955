//! What many pages show: chips, provisions as horns of a conflict, ways out, collisions, gaps.

use serde::Serialize;

use super::frame::At;
use super::links::law_path;
use crate::law::Lang;
use crate::render::clauses::{ClauseLine, term_lines};
use crate::render::names;
use crate::render::phrases::{Phrases, number, sign};
use crate::render::words::words;
use crate::report::{Certainty, CollisionReport, ConflictReport, Glossary, HornReport, Outcome, WayReport, WhenReport};

/// Phrases without the whole derivation.
pub(super) fn say(lang: Lang, glossary: Glossary<'_>) -> Phrases<'_> {
    Phrases { lang, words: words(lang), glossary, explain: false }
}

/// An outcome with its letter and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Chip {
    pub class: &'static str,
    pub letter: char,
    pub name: String,
}

impl Chip {
    pub(super) fn of(outcome: Outcome, lang: Lang) -> Self {
        Self { class: outcome.name(), letter: outcome.letter(), name: names::outcome(outcome, lang).to_owned() }
    }
}

/// A name that leads to its page, where there is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Link {
    pub text: String,
    pub href: Option<String>,
}

impl Link {
    pub(super) fn law(at: &At<'_>, text: String, id: &str) -> Self {
        Self { text, href: at.to(&law_path(id)) }
    }

    pub(super) fn place(at: &At<'_>, text: String, code: &str) -> Self {
        Self { text, href: at.to(&format!("place/{code}")) }
    }
}

/// A provision that takes part in a conflict.
#[derive(Serialize)]
pub(super) struct Horn {
    pub who: String,
    pub act: String,
    pub place: Link,
    pub url: String,
    pub in_force: String,
    pub told: Vec<String>,
}

impl Horn {
    pub(super) fn of<'c>(at: &At<'_>, say: Phrases<'c>, horn: &HornReport<'c>, requires: bool) -> Self {
        let (verb, breach) =
            if requires { (say.words.requires, say.words.refusing) } else { (say.words.forbids, say.words.breach) };
        Self {
            who: format!("{} {verb}", horn.jurisdiction),
            act: horn.act_label.to_owned(),
            place: Link::law(at, format!("{}, {}", horn.title, horn.pinpoint), horn.provision),
            url: horn.url.to_owned(),
            in_force: names::period(&horn.in_force, &at.as_of, say.lang),
            told: say.horn(horn, breach),
        }
    }
}

/// A way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Way {
    pub sign: char,
    pub title: Link,
    pub told: String,
}

impl Way {
    pub(super) fn of<'c>(at: &At<'_>, say: Phrases<'c>, way: &WayReport<'c>) -> Self {
        Self {
            sign: sign(way),
            title: Link::law(at, way.title.to_owned(), way.id),
            told: say.way(way, way.title).join(" · "),
        }
    }
}

/// The ways out of a conflict: those that may help, and those that are not in force.
#[derive(Serialize)]
pub(super) struct Ways {
    pub as_in: Option<usize>,
    pub open: Vec<Way>,
    pub closed: Vec<Way>,
    /// How many more there are, and the page that tells all.
    pub more: Option<(usize, String)>,
}

/// So many ways of a kind are told of a collision that has a page of its own: between a state and a union there can be a
/// treaty with each member.
const MOST_WAYS: usize = 8;

impl Ways {
    /// The first ones, if all stand on a page.
    fn cut(mut self, page: Option<&String>) -> Self {
        let Some(page) = page else { return self };
        let all = self.open.len() + self.closed.len();
        self.open.truncate(MOST_WAYS);
        self.closed.truncate(MOST_WAYS);
        let more = all - self.open.len() - self.closed.len();
        self.more = (more > 0).then(|| (more, page.clone()));
        self
    }
}

/// All ways of a conflict.
pub(super) fn ways<'c>(at: &At<'_>, say: Phrases<'c>, conflict: &ConflictReport<'c>) -> Ways {
    let (closed, open): (Vec<_>, Vec<_>) = conflict.mechanisms.iter().partition(|way| way.status == "not_in_force");
    let told = |ways: Vec<&WayReport<'c>>| ways.into_iter().map(|way| Way::of(at, say, way)).collect();
    Ways { as_in: None, open: told(open), closed: told(closed), more: None }
}

/// A condition as lines that are indented, and of an exception who holds what.
#[derive(Serialize)]
pub(super) struct Term {
    pub head: &'static str,
    pub note: String,
    pub lines: Vec<(usize, String, String)>,
}

/// When a provision applies, and its exceptions.
pub(super) fn terms(when: &WhenReport<'_>, lang: Lang) -> Vec<Term> {
    let line = |line: ClauseLine| (line.depth, line.mark, line.text);
    let told = term_lines(when, lang).into_iter();
    told.map(|(head, lines)| Term { head, note: String::new(), lines: lines.into_iter().map(line).collect() }).collect()
}

/// How many situations have an outcome.
#[derive(Serialize)]
pub(super) struct Part {
    pub chip: Chip,
    pub situations: String,
    pub contested: Option<&'static str>,
    pub example: String,
    pub ask: Option<String>,
}

/// Two provisions that can collide, in full.
#[derive(Serialize)]
pub(super) struct Collision {
    pub id: String,
    pub href: Option<String>,
    pub chip: Chip,
    pub at_best: Option<Chip>,
    pub certainty: &'static str,
    pub resolved: bool,
    pub required: Horn,
    pub forbidden: Horn,
    pub required_when: Vec<Term>,
    pub forbidden_when: Vec<Term>,
    pub parts: Vec<Part>,
    pub ways: Ways,
    pub leave: Vec<(String, String)>,
}

impl Collision {
    pub(super) fn of<'c>(at: &At<'_>, say: Phrases<'c>, found: &CollisionReport<'c>, href: Option<String>) -> Self {
        let (conflict, lang) = (&found.conflict, say.lang);
        let parts = found.parts.iter().rev().map(|part| {
            let asked: Vec<(String, String)> =
                part.witness.iter().flatten().map(|(fact, value)| ((*fact).to_owned(), typed(value))).collect();
            Part {
                chip: Chip::of(part.outcome, lang),
                situations: number(&part.situations, lang),
                contested: (part.certainty == Certainty::Contested).then(|| names::certainty(part.certainty, lang)),
                example: say.given(part.example.iter()),
                ask: part.witness.as_ref().and_then(|_| at.to_asked("request", &asked)),
            }
        });
        let title = |id: &str| conflict.mechanisms.iter().find(|way| way.id == id).map(|way| way.title.to_owned());
        let leave = found.helps.iter().filter_map(|help| Some((title(help.mechanism)?, number(&help.leaves, lang))));
        let most = if href.is_some() { MOST_WAYS } else { usize::MAX };
        Self {
            id: conflict.id.clone(),
            chip: Chip::of(conflict.outcome, lang),
            at_best: (conflict.at_best != conflict.outcome).then(|| Chip::of(conflict.at_best, lang)),
            certainty: say.certainty(found),
            resolved: found.resolved,
            required: Horn::of(at, say, &conflict.required, true),
            forbidden: Horn::of(at, say, &conflict.forbidden, false),
            required_when: terms(&found.required_terms, lang),
            forbidden_when: terms(&found.forbidden_terms, lang),
            parts: parts.collect(),
            ways: ways(at, say, conflict).cut(href.as_ref()),
            leave: leave.take(most).collect(),
            href,
        }
    }
}

/// A value of a request as a person types it: `DE,FR`, `true`.
pub(super) fn typed(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        // A comma alone is the empty set: nothing at all would be an answer that was not given.
        serde_json::Value::Array(none) if none.is_empty() => ",".to_owned(),
        serde_json::Value::Array(all) => all.iter().map(typed).collect::<Vec<_>>().join(","),
        serde_json::Value::Null => "unknown".to_owned(),
        other => other.to_string(),
    }
}
