//! A jurisdiction with law says of every topic how far it is encoded.

use std::collections::BTreeMap;

use super::Review;
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::Level;
use crate::text::json::Step;

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    let corpus = review.corpus;
    let mut found = Vec::new();
    for (id, jurisdiction) in review.jurisdictions() {
        let has_law = corpus.instruments.iter().any(|(_, instrument)| instrument.owner == id);
        if !has_law {
            continue;
        }
        for (topic, _) in jurisdiction.coverage.iter().filter(|(_, coverage)| coverage.reviewed.is_none()) {
            let topic = &corpus.vocabulary.topics[topic].name;
            let message = format!("{} does not say how far `{topic}` is encoded", jurisdiction.code);
            let span = corpus.place(Subject::Jurisdiction(id), &[Step::Key("coverage".into())]);
            let help = "add the topic to `coverage` with `level`, `reviewed` and `limits`; until then it is a gap";
            found.push(Diagnostic::new(Code::MissingCoverage, message).help(help).at(span));
        }
    }
    found.extend(denied(review));
    found
}

/// Topics that are said not to be encoded although there are provisions about them.
fn denied(review: &Review<'_>) -> Vec<Diagnostic> {
    let corpus = review.corpus;
    let mut found = BTreeMap::new();
    for (id, law) in review.provisions() {
        let owner = corpus.owner_of(id);
        let topic = corpus.vocabulary.topic(law.norm);
        let coverage = &corpus.jurisdictions[owner].coverage[topic];
        if coverage.level == Level::None && coverage.reviewed.is_some() {
            found.entry((owner, topic)).or_insert(id);
        }
    }
    let told = found.into_iter().map(|((owner, topic), law)| {
        let (code, topic) = (&corpus.jurisdictions[owner].code, &corpus.vocabulary.topics[topic].name);
        let message = format!(
            "{code} is said to have nothing encoded about `{topic}`, but there is `{}`",
            corpus.provision_name(law)
        );
        let part = ["coverage", topic, "level"].map(|key| Step::Key(key.to_owned()));
        let help = "write `partly`, and in `limits` what is left out, unless that provision says nothing of the topic";
        Diagnostic::new(Code::DeniedTopic, message).help(help).at(corpus.place(Subject::Jurisdiction(owner), &part))
    });
    told.collect()
}
