//! A provision that accepts a mechanism should have one to accept.

use super::Review;
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::{JurisdictionId, Lift, Link, Mechanism};
use crate::text::json::Step;

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    let corpus = review.corpus;
    let mut found = Vec::new();
    for (id, provision) in corpus.provisions.iter() {
        let owner = corpus.owner_of(id);
        for (place, name) in provision.lifted_by.iter().enumerate() {
            let mut meant = corpus.mechanisms.iter().filter(|(id, mechanism)| mechanism.is_meant(*id, *name));
            if !meant.any(|(_, mechanism)| touches(review, mechanism, owner)) {
                let written = match name {
                    Lift::Kind(kind) => &corpus.vocabulary.kinds[*kind].name,
                    Lift::Mechanism(mechanism) => &corpus.mechanisms[*mechanism].name,
                };
                let message = format!("`{}` accepts `{written}`, but none could lift it", corpus.provision_name(id));
                let code = &corpus.jurisdictions[owner].code;
                let help = format!("no mechanism of that name has {code}, or what belongs to it, as an end");
                let span = corpus.place(Subject::Provision(id), &[Step::Key("lifted_by".into()), Step::Index(place)]);
                found.push(Diagnostic::new(Code::DanglingLift, message).help(help).at(span));
            }
        }
    }
    found
}

/// Whether a mechanism ever has the owner, something that belongs to it, or something that it belongs to as an end.
fn touches(review: &Review<'_>, mechanism: &Mechanism, owner: JurisdictionId) -> bool {
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
