//! A fact that no law uses is a question asked for nothing.

use std::collections::BTreeSet;

use super::Review;
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::FactId;
use crate::text::json::Step;

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    // The vocabulary is nobody's law.
    if !review.all() {
        return Vec::new();
    }
    let corpus = review.corpus;
    let mut used: BTreeSet<FactId> = BTreeSet::new();
    corpus.each_condition(&mut |condition| {
        condition.each_fact(&mut |fact, _| {
            used.insert(fact);
        });
    });
    let facts = corpus.vocabulary.facts.iter();
    // Facts that name places decide who is involved, and mechanisms in use resolve conflicts, without any condition.
    let idle = facts.filter(|(id, fact)| {
        !used.contains(id) && !fact.is_jurisdictional() && fact.ty != crate::law::FactType::Mechanisms
    });
    idle.map(|(id, fact)| {
        let span = corpus.place(Subject::Fact(id), &[Step::Key("id".into())]);
        Diagnostic::new(Code::UnusedFact, format!("no law uses the fact `{}`", fact.name)).at(span)
    })
    .collect()
}
