//! What a law means, said with names: equal sayings mean the same, whatever the numbers of two corpora are. Wording,
//! dates and sources are no part of it.

use super::cause::On;
use crate::corpus::Corpus;
use crate::law::{Lift, Link, MechanismId, ProvisionId};
use crate::survey::said::{Said, lift};

/// What a provision requires, forbids or permits, when, and what lifts it.
pub(super) fn provision(corpus: &Corpus, id: ProvisionId) -> Said {
    let (law, instrument) = (&corpus.provisions[id], corpus.instrument_of(id));
    let exceptions = law.unless.iter().map(|exception| {
        let standing = Said::word(format!("{:?}", exception.standing));
        Said::list([standing, Said::condition(corpus, &exception.when)])
    });
    Said::list([
        Said::word(&corpus.jurisdictions[instrument.owner].code),
        Said::word(format!("{:?}", law.norm.modality)),
        Said::word(&corpus.vocabulary.acts[law.norm.act].name),
        Said::condition(corpus, &instrument.scope),
        Said::condition(corpus, &law.when),
        Said::set(exceptions),
        Said::set(law.lifted_by.iter().map(|name| {
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
