//! Which law, and so which days, can touch an answer.

use std::collections::BTreeSet;

use super::Asked;
use crate::corpus::Corpus;
use crate::law::{Condition, Day, JurisdictionId, Lift, Link, Modality, Party, Period};
use crate::lawbook::code;
use crate::logic::CodeSet;

/// The jurisdictions whose law some others come under on some day: they and all to which they ever belong.
pub(super) fn owners(corpus: &Corpus, places: impl IntoIterator<Item = JurisdictionId>) -> CodeSet {
    corpus.orders_ever(CodeSet::of(corpus.jurisdictions.len(), places.into_iter().map(code)))
}

/// Whoever can stand on the side of some owners in a conflict: they, who ever belongs to them, and all to which these
/// ever belong.
pub(super) fn side(corpus: &Corpus, owners: &CodeSet) -> CodeSet {
    let mut side = owners.clone();
    loop {
        let places = corpus.jurisdictions.iter().filter(|(id, _)| !side.contains(code(*id)));
        let under = places.filter(|(_, place)| place.member_of.iter().any(|of| side.contains(code(of.to))));
        let under: Vec<JurisdictionId> = under.map(|(id, _)| id).collect();
        if under.is_empty() {
            return corpus.orders_ever(side);
        }
        under.into_iter().for_each(|member| side.insert(code(member)));
    }
}

/// A day on which law turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Turning {
    pub day: Day,
    /// Whether only provisions do: then conditions and ways out mean what they meant the day before.
    pub of_provisions: bool,
}

/// The first day asked for, and every later one on which law turns that can touch conflicts between two sides: the
/// provisions of `owners`, memberships, and mechanisms that join the sides, lie on one, or are asked for as links.
pub(super) fn turning(corpus: &Corpus, owners: &CodeSet, sides: [&CodeSet; 2], asked: Asked) -> Vec<Turning> {
    let ours = corpus.provisions.iter().filter(|(id, _)| owners.contains(code(corpus.owner_of(*id))));
    // What permits collides with nothing.
    let colliding = ours.filter(|(_, law)| law.norm.modality != Modality::May);
    let provisions = colliding.map(|(_, law)| law.in_force);
    let memberships = corpus.jurisdictions.iter().flat_map(|(_, place)| &place.member_of).map(|edge| edge.in_force);
    let links = links(corpus, owners);
    let mechanisms = corpus.mechanisms.iter().flat_map(|(id, mechanism)| {
        let asked_for = links.iter().any(|by| mechanism.is_meant(id, *by));
        joining(&mechanism.link, sides, asked_for)
    });
    let inside = |day: &Day| asked.from < *day && asked.to.is_none_or(|to| *day <= to);
    let days = |period: Period| [period.first(), period.last().map(Day::next)].into_iter().flatten().filter(inside);
    let frames: BTreeSet<Day> = memberships.chain(mechanisms).flat_map(days).chain([asked.from]).collect();
    let all: BTreeSet<Day> = provisions.flat_map(days).chain(frames.iter().copied()).collect();
    all.into_iter().map(|day| Turning { day, of_provisions: !frames.contains(&day) }).collect()
}

/// The periods of those ends of a mechanism through which it can join two sides; of one asked for as a link all.
fn joining(link: &Link, sides: [&CodeSet; 2], asked_for: bool) -> Vec<Period> {
    let on = |side: &CodeSet, end: JurisdictionId| side.contains(code(end));
    let on_any = |end: JurisdictionId| sides.iter().any(|side| on(side, end));
    match link {
        Link::Parties(parties) => {
            let joins = |party: &&Party| {
                let others = || parties.iter().filter(|other| other.jurisdiction != party.jurisdiction);
                let reaches = |[near, far]: [&CodeSet; 2]| {
                    on(near, party.jurisdiction) && others().any(|other| on(far, other.jurisdiction))
                };
                let [left, right] = sides;
                asked_for || reaches([left, right]) || reaches([right, left])
            };
            parties.iter().filter(joins).filter_map(|party| party.in_force).collect()
        }
        Link::OneWay { from, to, in_force } => {
            in_force.iter().copied().filter(|_| asked_for || (on_any(*from) && on_any(*to))).collect()
        }
        Link::Of { of, in_force } => in_force.iter().copied().filter(|_| asked_for || on_any(*of)).collect(),
    }
}

/// The mechanisms by which the law of these owners, or the condition of a mechanism, asks for links.
fn links(corpus: &Corpus, owners: &CodeSet) -> BTreeSet<Lift> {
    let mut links = BTreeSet::new();
    let mut see = |condition: &Condition| {
        condition.each_link(&mut |_, by| {
            links.insert(by);
        });
    };
    for (_, instrument) in corpus.instruments.iter().filter(|(_, law)| owners.contains(code(law.owner))) {
        see(&instrument.scope);
        instrument.provisions.iter().for_each(|id| corpus.provisions[*id].conditions().for_each(&mut see));
    }
    corpus.mechanisms.iter().for_each(|(_, mechanism)| mechanism.conditions().for_each(&mut see));
    links
}
