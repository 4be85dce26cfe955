//! Which law, and so which days, can touch an answer.

use std::collections::BTreeSet;

use super::Asked;
use crate::atlas::Atlas;
use crate::corpus::Corpus;
use crate::law::{Condition, Day, JurisdictionId, Lift, Link, Period, Wanted};
use crate::lawbook::{Lawbook, code, jurisdiction};
use crate::logic::CodeSet;

/// The jurisdictions whose law some others come under on some day: they and all to which they ever belong.
pub(super) fn owners(corpus: &Corpus, places: impl IntoIterator<Item = JurisdictionId>) -> CodeSet {
    closure(corpus, places, |edge| edge)
}

/// Follows memberships of any day from some places, in one direction.
fn closure(
    corpus: &Corpus,
    places: impl IntoIterator<Item = JurisdictionId>,
    along: impl Fn((JurisdictionId, JurisdictionId)) -> (JurisdictionId, JurisdictionId),
) -> CodeSet {
    let memberships = corpus.jurisdictions.iter();
    let edges: Vec<_> = memberships
        .flat_map(|(member, place)| place.member_of.iter().map(move |of| (member, of.to)))
        .map(along)
        .collect();
    let mut reached = CodeSet::of(corpus.jurisdictions.len(), places.into_iter().map(code));
    loop {
        let next = edges.iter().filter(|(from, to)| reached.contains(code(*from)) && !reached.contains(code(*to)));
        let next: Vec<JurisdictionId> = next.map(|(_, to)| *to).collect();
        if next.is_empty() {
            return reached;
        }
        next.into_iter().for_each(|place| reached.insert(code(place)));
    }
}

/// The first day asked for, and every later one on which law turns that can touch conflicts of these owners.
pub(super) fn turning(corpus: &Corpus, owners: &CodeSet, asked: Asked) -> Vec<Day> {
    let members = closure(corpus, owners.iter().map(jurisdiction), |(member, of)| (of, member));
    // Whatever can stand on a side of a conflict: owners, their members, and all to which these belong.
    let sides = closure(corpus, members.iter().map(jurisdiction), |edge| edge);
    let ours = corpus.provisions.iter().filter(|(id, _)| owners.contains(code(corpus.owner_of(*id))));
    let provisions = ours.map(|(_, law)| law.in_force);
    let memberships = corpus.jurisdictions.iter().flat_map(|(_, place)| &place.member_of).map(|edge| edge.in_force);
    let links = links(corpus, owners);
    let sides = &sides;
    let mechanisms = corpus.mechanisms.iter().flat_map(|(id, mechanism)| {
        let asked_for = links.iter().any(|by| mechanism.is_meant(id, *by));
        ends(&mechanism.link).into_iter().filter(move |(end, _)| asked_for || sides.contains(code(*end)))
    });
    let mechanisms = mechanisms.filter_map(|(_, in_force)| in_force);
    let periods = provisions.chain(memberships).chain(mechanisms);
    let days = periods.flat_map(|period| [period.first(), period.last().map(Day::next)]).flatten();
    let inside = |day: &Day| asked.from < *day && asked.to.is_none_or(|to| *day <= to);
    let days: BTreeSet<Day> = days.filter(inside).chain([asked.from]).collect();
    days.into_iter().collect()
}

/// The law of these owners on each of some days.
pub(super) fn books<'c>(corpus: &'c Corpus, atlas: &Atlas, owners: &CodeSet, days: &[Day]) -> Vec<Lawbook<'c>> {
    days.iter().map(|day| Lawbook::of_owners(corpus, atlas, *day, owners)).collect()
}

/// The mechanisms by which the law of these owners, or the condition of a mechanism, asks for links.
fn links(corpus: &Corpus, owners: &CodeSet) -> BTreeSet<Lift> {
    let mut links = BTreeSet::new();
    let mut see = |condition: &Condition| {
        condition.each_fact(&mut |_, wanted| match wanted {
            Wanted::LinkedTo(_, by) => {
                links.insert(*by);
            }
            Wanted::OneOf(_) => {}
        });
    };
    for (_, instrument) in corpus.instruments.iter().filter(|(_, law)| owners.contains(code(law.owner))) {
        see(&instrument.scope);
        for law in instrument.provisions.iter().map(|id| &corpus.provisions[*id]) {
            see(&law.when);
            law.unless.iter().for_each(|exception| see(&exception.when));
        }
    }
    for (_, mechanism) in corpus.mechanisms.iter() {
        see(&mechanism.when);
        if let Link::Parties(parties) = &mechanism.link {
            parties.iter().for_each(|party| see(&party.when));
        }
    }
    links
}

fn ends(link: &Link) -> Vec<(JurisdictionId, Option<Period>)> {
    match link {
        Link::Parties(parties) => parties.iter().map(|party| (party.jurisdiction, party.in_force)).collect(),
        Link::OneWay { from, to, in_force } => vec![(*from, *in_force), (*to, *in_force)],
        Link::Of { of, in_force } => vec![(*of, *in_force)],
    }
}
