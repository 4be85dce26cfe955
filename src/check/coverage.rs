//! A jurisdiction with law says of every topic how far it is encoded.

use super::Review;
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
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
    found
}
