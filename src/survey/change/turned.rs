//! Which words of the law mean other values under another lawbook: a union by its members, a kind by its mechanisms, a
//! link by what links.

use std::collections::{BTreeMap, BTreeSet};

use super::cause::{Cause, Membership, joined, names};
use crate::corpus::Corpus;
use crate::law::{FactType, JurisdictionId, Lift, Wanted};
use crate::lawbook::{Lawbook, code, jurisdiction};
use crate::logic::{Code, CodeSet, FactId};
use crate::survey::said::lift;

/// The words that both lawbooks have and mean other values by, each with the law that does it.
#[derive(Debug)]
pub(super) struct Turned<'c> {
    /// Of each lawbook the members by jurisdiction, which stands for them too.
    members: [BTreeMap<&'c str, BTreeSet<&'c str>>; 2],
    /// By jurisdiction: the members that came and went, and why.
    places: BTreeMap<&'c str, (BTreeSet<&'c str>, Vec<Cause<'c>>)>,
    /// By kind of mechanism.
    kinds: BTreeMap<&'c str, Vec<Cause<'c>>>,
    /// By the place to which others are linked, and by what; whether that is a kind.
    links: BTreeMap<Linked<'c>, Vec<Cause<'c>>>,
}

type Linked<'c> = (&'c str, &'c str, bool);

impl<'c> Turned<'c> {
    /// What turned, as far as these memberships and mechanisms are what differs.
    pub(super) fn new(
        books: [&Lawbook<'c>; 2],
        memberships: &[Membership<'c>],
        mechanisms: &BTreeMap<&'c str, Cause<'c>>,
    ) -> Self {
        // Within one corpus a place stands for others only by memberships, and a mechanism is of the kind that it was.
        let [old, new] = books.map(|book| book.corpus);
        let same_corpus = std::ptr::eq(old, new);
        let members = if same_corpus && memberships.is_empty() { Default::default() } else { books.map(members) };
        let kinds = if same_corpus { Default::default() } else { [(old, new), (new, old)].map(kinds) };
        let by_name = |name: &&'c str| mechanisms.get(name).cloned();
        let links = moved(books.map(links)).map(|(link, places)| {
            let linking = mechanisms.iter().filter(|(name, _)| books.iter().any(|book| joins(book, link, name)));
            let causes = joined(memberships, &places).into_iter().chain(linking.map(|(_, cause)| cause.clone()));
            (link, causes.collect())
        });
        Self {
            places: moved(members.clone())
                .map(|(place, moved)| {
                    let causes = joined(memberships, &moved);
                    (place, (moved, causes))
                })
                .collect(),
            kinds: moved(kinds).map(|(kind, moved)| (kind, moved.iter().filter_map(by_name).collect())).collect(),
            links: links.collect(),
            members,
        }
    }

    /// Why a jurisdiction stands for others than before.
    pub(super) fn place(&self, name: &str) -> &[Cause<'c>] {
        self.places.get(name).map_or(&[], |(_, causes)| causes)
    }

    /// Why what is wanted of a fact means other values.
    pub(super) fn wanted(&self, corpus: &'c Corpus, fact: FactId, wanted: &Wanted) -> Vec<Cause<'c>> {
        let name = |value: &Code| corpus.value_name(fact, *value);
        match wanted {
            Wanted::OneOf(values) => match corpus.vocabulary.facts[fact].ty {
                FactType::Jurisdiction | FactType::Jurisdictions => {
                    self.listed(&values.iter().map(name).collect::<Vec<_>>())
                }
                FactType::Mechanisms => {
                    // Mechanisms and their kinds could share a name; kinds come first.
                    let kinds = values.iter().filter(|value| usize::from(value.0) < corpus.vocabulary.kinds.len());
                    kinds.filter_map(|kind| self.kinds.get(name(kind))).flatten().cloned().collect()
                }
                FactType::Choice(_) | FactType::Flag => Vec::new(),
            },
            Wanted::LinkedTo(hub, by) => self.links.get(&linked(corpus, *hub, *by)).cloned().unwrap_or_default(),
        }
    }

    /// Why places together stand for others than before. A place that comes or goes is no reason where another of the
    /// list, or the place itself, stands there on both sides.
    fn listed(&self, names: &[&str]) -> Vec<Cause<'c>> {
        let turned: Vec<_> = names.iter().filter_map(|name| self.places.get(name)).collect();
        if turned.is_empty() {
            return Vec::new();
        }
        let stand_for = |members: &BTreeMap<&'c str, BTreeSet<&'c str>>| {
            names.iter().filter_map(|name| members.get(name)).flatten().copied().collect::<BTreeSet<&str>>()
        };
        let [was, is] = self.members.each_ref().map(stand_for);
        let differs = |place: &&str| was.contains(place) != is.contains(place);
        let turned = turned.into_iter().filter(|(moved, _)| moved.iter().any(differs));
        turned.flat_map(|(_, causes)| causes).cloned().collect()
    }
}

/// Of what both have: the values that only one of them has.
fn moved<K: Ord>([old, new]: [BTreeMap<K, BTreeSet<&str>>; 2]) -> impl Iterator<Item = (K, BTreeSet<&str>)> {
    old.into_iter().filter_map(move |(word, was)| {
        let moved: BTreeSet<&str> = was.symmetric_difference(new.get(&word)?).copied().collect();
        (!moved.is_empty()).then_some((word, moved))
    })
}

fn members<'c>(book: &Lawbook<'c>) -> BTreeMap<&'c str, BTreeSet<&'c str>> {
    let corpus: &'c Corpus = book.corpus;
    let members = |id| names(book, book.members(id).iter().map(jurisdiction)).collect();
    corpus.jurisdictions.iter().map(|(id, place)| (place.code.as_str(), members(id))).collect()
}

/// The mechanisms of each kind, of those that both corpora know: one that only one knows is of its kind for the other too.
fn kinds<'c>((corpus, other): (&'c Corpus, &'c Corpus)) -> BTreeMap<&'c str, BTreeSet<&'c str>> {
    let mut kinds: BTreeMap<&str, BTreeSet<&str>> =
        corpus.vocabulary.kinds.iter().map(|(_, kind)| (kind.name.as_str(), BTreeSet::new())).collect();
    let shared = corpus.mechanisms.iter().filter(|(_, mechanism)| other.mechanism(&mechanism.name).is_some());
    for (_, mechanism) in shared {
        kinds.entry(&corpus.vocabulary.kinds[mechanism.kind].name).or_default().insert(&mechanism.name);
    }
    kinds
}

fn links<'c>(book: &Lawbook<'c>) -> BTreeMap<Linked<'c>, BTreeSet<&'c str>> {
    let corpus: &'c Corpus = book.corpus;
    let links = book.literals().filter_map(|(fact, wanted)| match wanted {
        Wanted::LinkedTo(hub, by) => {
            let places = places(book, fact, wanted).into_iter().flat_map(CodeSet::iter).map(jurisdiction);
            Some((linked(corpus, *hub, *by), names(book, places).collect()))
        }
        Wanted::OneOf(_) => None,
    });
    links.collect()
}

/// The places that are wanted of a fact.
fn places<'b>(book: &'b Lawbook<'_>, fact: FactId, wanted: &Wanted) -> Option<&'b CodeSet> {
    let lit = book.formulas.necessary(book.literal(fact, wanted)?).first().copied()?;
    Some(&book.formulas.literal_of(lit).set)
}

fn linked(corpus: &Corpus, hub: JurisdictionId, by: Lift) -> Linked<'_> {
    (&corpus.jurisdictions[hub].code, lift(corpus, by), matches!(by, Lift::Kind(_)))
}

/// Whether a mechanism can be what makes a link.
fn joins(book: &Lawbook<'_>, (hub, by, is_kind): Linked<'_>, name: &str) -> bool {
    let corpus = book.corpus;
    let (Some(id), Some(hub)) = (corpus.mechanism(name), corpus.jurisdiction(hub)) else { return false };
    let mechanism = &corpus.mechanisms[id];
    let is_meant = if is_kind { corpus.vocabulary.kinds[mechanism.kind].name == by } else { name == by };
    is_meant && book.routes[id].places.contains(code(hub))
}
