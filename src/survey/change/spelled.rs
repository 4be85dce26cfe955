//! What a law means, said with names: equal sayings mean the same, whatever the numbers of two corpora are. Wording,
//! dates and sources are no part of it.

use super::cause::On;
use crate::corpus::Corpus;
use crate::law::{Condition, JurisdictionId, Lift, Link, MechanismId, Norm, ProvisionId, Standing};
use crate::survey::said::{Said, lift};

/// What a provision means, and no more: of two corpora whose words, places and mechanisms have the same numbers, equal
/// parts mean the same.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    owner: JurisdictionId,
    norm: Norm,
    scope: &'a Condition,
    when: &'a Condition,
    unless: Vec<(Standing, &'a Condition)>,
    lifted_by: &'a [Lift],
}

impl<'a> Parts<'a> {
    pub(super) fn of(corpus: &'a Corpus, id: ProvisionId) -> Self {
        let (law, instrument) = (&corpus.provisions[id], corpus.instrument_of(id));
        let unless = law.unless.iter().map(|exception| (exception.standing, &exception.when));
        Self {
            owner: instrument.owner,
            norm: law.norm,
            scope: &instrument.scope,
            when: &law.when,
            unless: unless.collect(),
            lifted_by: &law.lifted_by,
        }
    }
}

/// What a provision requires, forbids or permits, when, and what lifts it.
pub(super) fn provision(corpus: &Corpus, id: ProvisionId) -> Said {
    let Parts { owner, norm, scope, when, unless, lifted_by } = Parts::of(corpus, id);
    let exceptions = unless
        .into_iter()
        .map(|(standing, when)| Said::list([Said::word(format!("{standing:?}")), Said::condition(corpus, when)]));
    Said::list([
        Said::word(&corpus.jurisdictions[owner].code),
        Said::word(format!("{:?}", norm.modality)),
        Said::word(&corpus.vocabulary.acts[norm.act].name),
        Said::condition(corpus, scope),
        Said::condition(corpus, when),
        Said::set(exceptions),
        Said::set(lifted_by.iter().map(|name| {
            // A kind that is gone and a mechanism that took its name are not the same.
            let is_kind = Said::word(matches!(name, Lift::Kind(_)).to_string());
            Said::list([is_kind, Said::word(lift(corpus, *name))])
        })),
    ])
}

/// What a mechanism does and when it can be used on the day of a lawbook.
pub(super) fn mechanism(on: On<'_, '_>, id: MechanismId) -> Said {
    let book = on.book;
    let corpus = book.corpus;
    let way = &corpus.mechanisms[id];
    let code = |id| Said::word(&corpus.jurisdictions[id].code);
    let ends = match &way.link {
        Link::Parties(parties) => {
            let bound = parties.iter().zip(book.routes[id].ends.all()).filter(|(_, end)| on.binds(end));
            Said::set(
                bound.map(|(party, _)| Said::list([code(party.jurisdiction), Said::condition(corpus, &party.when)])),
            )
        }
        Link::OneWay { from, to, .. } => Said::list([code(*from), code(*to)]),
        Link::Of { of, .. } => code(*of),
    };
    Said::list([
        Said::word(&corpus.vocabulary.kinds[way.kind].name),
        Said::word(format!("{:?} {:?} {:?}", way.effect, way.strength, way.invoked_by)),
        Said::set(way.acts.iter().map(|act| Said::word(&corpus.vocabulary.acts[*act].name))),
        Said::condition(corpus, &way.when),
        ends,
    ])
}
