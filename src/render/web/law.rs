//! A provision, an instrument or a mechanism: its card, what it can collide with, and its history.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::frame::{At, data};
use super::parts::{Chip, Link, Term, terms};
use super::{Head, Site};
use crate::law::Lang;
use crate::render::names;
use crate::render::phrases::does;
use crate::report::{CardReport, MeetsReport, MetReport, Outcome, PartyReport};

#[derive(Serialize)]
struct View {
    title: String,
    cards: Vec<Card>,
    meets: Option<Meets>,
}

#[derive(Serialize)]
struct Card {
    id: String,
    place: Link,
    citation: String,
    short: String,
    owners: Vec<Link>,
    does: String,
    summary: String,
    terms: Vec<Term>,
    accepts: Vec<String>,
    sanction: String,
    note: String,
    in_force: String,
    /// The other versions.
    versions: Vec<String>,
    /// Of a mechanism whom it binds, and when.
    parties: Vec<(Link, String)>,
    url: String,
    sources: Vec<(String, String, String)>,
    confidence: &'static str,
    low: bool,
}

#[derive(Serialize)]
struct Meets {
    date: String,
    complete: bool,
    with: Vec<With>,
}

#[derive(Serialize)]
struct With {
    code: String,
    name: String,
    best: Chip,
    worst: Chip,
    count: usize,
    met: Vec<Met>,
    /// The page that has them all, where only the worst are listed.
    all: Option<String>,
}

/// So many provisions of a jurisdiction are listed, the worst first, where there is a page that has all.
const MOST: usize = 16;

/// Provisions with which it comes to the same.
#[derive(Serialize)]
struct Met {
    best: Chip,
    worst: Chip,
    laws: Vec<Link>,
}

impl Site {
    /// The page of a provision with all its versions, of an instrument with all its provisions, or of a mechanism. What a
    /// provision can collide with stands with the card that knows it.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn law(&self, at: &At<'_>, id: &str, cards: &[CardReport<'_>]) -> Result<String, minijinja::Error> {
        let mut order: Vec<&CardReport<'_>> = cards.iter().collect();
        if id.contains('#') {
            // The version that is in force comes first, then the others as they followed each other.
            order.sort_by_key(|card| !card.in_force.contains(&at.as_of));
        }
        let title = order.first().map_or_else(
            || id.to_owned(),
            |card| match (&card.pinpoint, id.contains('#')) {
                (Some(pinpoint), true) => format!("{}, {pinpoint}", card.title),
                _ => card.title.clone(),
            },
        );
        let head = Head { title: title.clone(), section: "law", downloads: data(), ..Head::default() };
        let meets = cards.iter().find_map(|card| card.collides_with.as_ref());
        let view = View {
            title,
            cards: order.into_iter().map(|card| self::card(at, card)).collect(),
            meets: meets.map(|meets| {
                let owner = cards.iter().find_map(|card| card.jurisdictions.first());
                self::meets(at, owner.map_or("", String::as_str), meets)
            }),
        };
        self.page("law.html", at, &head, &view)
    }
}

fn card(at: &At<'_>, card: &CardReport<'_>) -> Card {
    let lang = at.lang;
    let others = card.versions.iter().filter(|version| !version.has_days_of(&card.in_force));
    Card {
        id: card.id.clone(),
        place: Link::law(at, card.pinpoint.clone().unwrap_or_else(|| card.title.clone()), &card.id),
        citation: card.citation.clone(),
        short: card.short.join(", "),
        owners: card.jurisdictions.iter().map(|code| Link::place(at, code.clone(), code)).collect(),
        does: does(&card.does_in_words, lang),
        summary: card.summary.clone(),
        terms: noted(card, lang),
        accepts: card.accepts.iter().map(|name| (*name).to_owned()).collect(),
        sanction: card.sanction.clone().unwrap_or_default(),
        note: card.note.clone().unwrap_or_default(),
        in_force: names::period(&card.in_force, &at.as_of, lang),
        parties: card.parties.iter().map(|party| self::party(at, party)).collect(),
        versions: others.map(|version| names::period(version, &at.as_of, lang)).collect(),
        url: card.url.clone(),
        sources: card
            .sources
            .iter()
            .map(|source| {
                (source.url.clone(), names::date(&source.seen, lang), source.note.clone().unwrap_or_default())
            })
            .collect(),
        confidence: names::confidence(card.confidence, lang),
        low: card.confidence == "low",
    }
}

/// When it applies, and its exceptions with who holds what of them.
fn noted(card: &CardReport<'_>, lang: Lang) -> Vec<Term> {
    let notes = card.terms.unless.iter().map(|exception| exception.note.unwrap_or_default());
    let notes = std::iter::once("").chain(notes);
    terms(&card.terms, lang).into_iter().zip(notes).map(|(term, note)| Term { note: note.to_owned(), ..term }).collect()
}

/// A party, and the days on which it is bound.
fn party(at: &At<'_>, party: &PartyReport) -> (Link, String) {
    let days = party.in_force.as_ref().map(|days| names::period(days, &at.as_of, at.lang));
    let days = days.unwrap_or_else(|| crate::render::words::words(at.lang).not_yet.to_owned());
    (Link::place(at, party.jurisdiction.clone(), &party.jurisdiction), days)
}

/// Provisions by what becomes of the conflict, the worst first.
fn alike<'m, 'c>(all: &'m [MetReport<'c>]) -> BTreeMap<Reverse<(Outcome, Outcome)>, Vec<&'m MetReport<'c>>> {
    let mut alike: BTreeMap<_, Vec<&MetReport<'_>>> = BTreeMap::new();
    all.iter().for_each(|met| alike.entry(Reverse((met.worst, met.best))).or_default().push(met));
    alike
}

fn met(at: &At<'_>, best: Outcome, worst: Outcome, laws: &[&MetReport<'_>]) -> Met {
    let laws = laws.iter().map(|met| Link::law(at, met.title.clone(), met.provision));
    Met { best: Chip::of(best, at.lang), worst: Chip::of(worst, at.lang), laws: laws.collect() }
}

fn meets(at: &At<'_>, owner: &str, report: &MeetsReport<'_>) -> Meets {
    let chip = |outcome| Chip::of(outcome, at.lang);
    let opened: Vec<(String, String)> =
        report.opened.iter().map(|fact| ((*fact).to_owned(), "unknown".to_owned())).collect();
    let with = report.with.iter().map(|with| {
        let pair = at.to_asked(&format!("pair/{owner}/{}", with.jurisdiction), &opened);
        let all = pair.filter(|_| with.provisions.len() > MOST);
        let mut left = if all.is_some() { MOST } else { usize::MAX };
        let mut listed = Vec::new();
        for (Reverse((worst, best)), mut laws) in alike(&with.provisions) {
            laws.truncate(left);
            left -= laws.len();
            listed.extend((!laws.is_empty()).then(|| met(at, best, worst, &laws)));
        }
        With {
            code: with.jurisdiction.to_owned(),
            name: with.name.to_owned(),
            best: chip(with.best),
            worst: chip(with.worst),
            count: with.provisions.len(),
            met: listed,
            all,
        }
    });
    Meets { date: names::date(&report.as_of, at.lang), complete: report.complete, with: with.collect() }
}
