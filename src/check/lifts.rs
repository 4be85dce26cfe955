//! A provision that accepts a mechanism should have one to accept.

use super::Review;
use crate::corpus::{Corpus, Subject};
use crate::diagnostic::{Code, Diagnostic};
use crate::law::{JurisdictionId, Lift, Link, Mechanism, ProvisionId};
use crate::text::json::Step;

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    let corpus = review.corpus;
    let mut found = Vec::new();
    for (id, provision) in review.provisions() {
        found.extend(doubles(review, id, &provision.lifted_by));
        for place in (0..provision.lifted_by.len()).filter(|place| !touched(review, id, *place)) {
            let (name, written) = (corpus.provision_name(id), written(corpus, id, place));
            let message = format!("`{name}` accepts `{written}`, but none could lift it");
            let code = &corpus.jurisdictions[corpus.owner_of(id)].code;
            let help = format!("no mechanism of that name has {code}, or what belongs to it, as an end");
            let span = corpus.place(Subject::Provision(id), &[Step::Key("lifted_by".into()), Step::Index(place)]);
            found.push(Diagnostic::new(Code::DanglingLift, message).help(help).at(span));
        }
    }
    found
}

/// What a list names a second time.
fn doubles(review: &Review<'_>, id: ProvisionId, lifts: &[Lift]) -> Vec<Diagnostic> {
    let corpus = review.corpus;
    let again = lifts.iter().enumerate().filter(|(place, lift)| lifts.iter().take(*place).any(|known| known == *lift));
    let told = again.map(|(place, _)| {
        let message = format!("`{}` accepts `{}` twice", corpus.provision_name(id), written(corpus, id, place));
        let span = corpus.place(Subject::Provision(id), &[Step::Key("lifted_by".into()), Step::Index(place)]);
        Diagnostic::new(Code::DoubledLift, message).help("name it once").at(span)
    });
    told.collect()
}

/// Whether what a provision accepts in this place of its list has an end near its owner.
pub(super) fn touched(review: &Review<'_>, id: ProvisionId, place: usize) -> bool {
    let corpus = review.corpus;
    let Some(name) = corpus.provisions[id].lifted_by.get(place) else { return false };
    let mut meant = corpus.mechanisms.iter().filter(|(id, mechanism)| mechanism.is_meant(*id, *name));
    meant.any(|(_, mechanism)| touches(review, mechanism, corpus.owner_of(id)))
}

/// What a provision accepts in this place of its list, as it is written.
pub(super) fn written(corpus: &Corpus, id: ProvisionId, place: usize) -> &str {
    match corpus.provisions[id].lifted_by.get(place) {
        Some(Lift::Kind(kind)) => &corpus.vocabulary.kinds[*kind].name,
        Some(Lift::Mechanism(mechanism)) => &corpus.mechanisms[*mechanism].name,
        None => "",
    }
}

/// Whether a mechanism ever has the owner, something that belongs to it, or something that it belongs to as an end.
pub(super) fn touches(review: &Review<'_>, mechanism: &Mechanism, owner: JurisdictionId) -> bool {
    let memberships = |id: JurisdictionId| review.corpus.jurisdictions[id].member_of.iter().map(|m| m.to);
    let related = |end: JurisdictionId| {
        end == owner || memberships(end).any(|to| to == owner) || memberships(owner).any(|to| to == end)
    };
    match &mechanism.link {
        Link::Parties(parties) => parties.iter().any(|party| related(party.jurisdiction)),
        Link::OneWay { from, .. } => related(*from),
        Link::Of { of, .. } => related(*of),
    }
}
