//! Versions of one provision must not overlap, and nobody belongs to himself.

use std::collections::BTreeMap;

use super::Review;
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::ProvisionId;
use crate::text::json::Step;

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    let mut found = overlaps(review);
    found.extend(cycles(review));
    found
}

fn overlaps(review: &Review<'_>) -> Vec<Diagnostic> {
    let corpus = review.corpus;
    let mut versions: BTreeMap<String, Vec<ProvisionId>> = BTreeMap::new();
    for (id, _) in review.provisions() {
        versions.entry(corpus.provision_name(id).to_owned()).or_default().push(id);
    }
    let mut found = Vec::new();
    for (name, ids) in versions {
        for (at, later) in ids.iter().enumerate() {
            let clashing = ids.iter().take(at).find(|earlier| {
                corpus.provisions[**earlier].in_force.and(&corpus.provisions[*later].in_force).is_some()
            });
            if clashing.is_some() {
                let message = format!("two versions of `{name}` are in force on the same day");
                let span = corpus.place(Subject::Provision(*later), &[Step::Key("in_force".into())]);
                let help = "end the earlier version on the day before the later one begins";
                found.push(Diagnostic::new(Code::OverlappingVersions, message).help(help).at(span));
            }
        }
    }
    found
}

fn cycles(review: &Review<'_>) -> Vec<Diagnostic> {
    let corpus = review.corpus;
    let mut cycles = review.atlas.membership_cycles();
    cycles.retain(|cycle| cycle.iter().any(|id| review.concerns(*id)));
    cycles
        .into_iter()
        .filter_map(|cycle| {
            let codes: Vec<&str> = cycle.iter().map(|id| corpus.jurisdictions[*id].code.as_str()).collect();
            let span = corpus.place(Subject::Jurisdiction(*cycle.first()?), &[Step::Key("member_of".into())]);
            let message = format!("these belong to each other in a circle: {}", codes.join(", "));
            Some(Diagnostic::new(Code::MembershipCycle, message).at(span))
        })
        .collect()
}
