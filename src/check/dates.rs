//! Versions of one provision must not overlap nor leave a day out by mistake, and nobody belongs to himself.

use std::collections::BTreeMap;

use super::{Review, days};
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::{Period, ProvisionId};
use crate::text::Span;
use crate::text::json::Step;

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    let mut found = versions(review);
    found.extend(cycles(review));
    found
}

/// Of each provision what is wrong between two of its versions.
fn versions(review: &Review<'_>) -> Vec<Diagnostic> {
    let mut versions: BTreeMap<&str, Vec<ProvisionId>> = BTreeMap::new();
    for (id, _) in review.provisions() {
        versions.entry(review.corpus.provision_name(id)).or_default().push(id);
    }
    let mut found = Vec::new();
    for (name, ids) in versions {
        for (at, later) in ids.iter().enumerate() {
            let others = || ids.iter().take(at);
            found.extend(others().find_map(|earlier| overlap(review, name, *earlier, *later)));
            found.extend(others().find_map(|earlier| day_between(review, name, *earlier, *later)));
        }
    }
    found
}

fn overlap(review: &Review<'_>, name: &str, earlier: ProvisionId, later: ProvisionId) -> Option<Diagnostic> {
    let [one, other] = [later, earlier].map(|id| review.corpus.provisions[id].in_force);
    let days = days(&one.and(&other)?);
    let message = format!("two versions of `{name}` are in force on the same days: {days}");
    let help = format!(
        "the other version is in force {}; end the earlier one on the day before the later one begins",
        self::days(&other)
    );
    Some(Diagnostic::new(Code::OverlappingVersions, message).help(help).at(place(review, later)))
}

fn day_between(review: &Review<'_>, name: &str, earlier: ProvisionId, later: ProvisionId) -> Option<Diagnostic> {
    let [one, other] = [later, earlier].map(|id| review.corpus.provisions[id].in_force);
    let between = |before: &Period, after: &Period| {
        let day = before.last()?.next();
        (after.first()? == day.next()).then_some(day)
    };
    let day = between(&other, &one).or_else(|| between(&one, &other))?;
    let message = format!("no version of `{name}` is in force on {day}, but on the days before and after");
    let help = "if that is no gap in the law, let the earlier version end on that day or the later one begin on it";
    Some(Diagnostic::new(Code::DayBetween, message).help(help).at(place(review, later)))
}

/// Where a version says when it is in force.
fn place(review: &Review<'_>, id: ProvisionId) -> Option<Span> {
    review.corpus.place(Subject::Provision(id), &[Step::Key("in_force".into())])
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
