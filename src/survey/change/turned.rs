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
pub(super) struct Turned<'c> {
    /// By jurisdiction, which stands for its members too.
    places: BTreeMap<&'c str, Vec<Cause<'c>>>,
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
        let by_name = |name: &&'c str| mechanisms.get(name).cloned();
        let links = moved(books.map(links)).map(|(link, places)| {
            let linking = mechanisms.iter().filter(|(name, _)| books.iter().any(|book| joins(book, link, name)));
            let causes = joined(memberships, &places).into_iter().chain(linking.map(|(_, cause)| cause.clone()));
            (link, causes.collect())
        });
        Self {
            places: moved(books.map(members)).map(|(place, moved)| (place, joined(memberships, &moved))).collect(),
            kinds: moved(books.map(kinds))
                .map(|(kind, moved)| (kind, moved.iter().filter_map(by_name).collect()))
                .collect(),
            links: links.collect(),
        }
    }

    /// Why a jurisdiction stands for others than before.
    pub(super) fn place(&self, name: &str) -> &[Cause<'c>] {
        self.places.get(name).map_or(&[], Vec::as_slice)
    }

    /// Why what is wanted of a fact means other values.
    pub(super) fn wanted(&self, corpus: &'c Corpus, fact: FactId, wanted: &Wanted) -> Vec<Cause<'c>> {
        let one = |value: &Code| {
            let name = corpus.value_name(fact, *value);
            match corpus.vocabulary.facts[fact].ty {
                FactType::Jurisdiction | FactType::Jurisdictions => self.place(name),
                FactType::Mechanisms => self.kinds.get(name).map_or(&[][..], Vec::as_slice),
                FactType::Choice(_) | FactType::Flag => &[],
            }
        };
        match wanted {
            Wanted::OneOf(values) => values.iter().flat_map(one).cloned().collect(),
            Wanted::LinkedTo(hub, by) => self.links.get(&linked(corpus, *hub, *by)).cloned().unwrap_or_default(),
        }
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

fn kinds<'c>(book: &Lawbook<'c>) -> BTreeMap<&'c str, BTreeSet<&'c str>> {
    let corpus: &'c Corpus = book.corpus;
    let mut kinds: BTreeMap<&str, BTreeSet<&str>> =
        corpus.vocabulary.kinds.iter().map(|(_, kind)| (kind.name.as_str(), BTreeSet::new())).collect();
    for (_, mechanism) in corpus.mechanisms.iter() {
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
