//! Every provision and mechanism names a source and says how sure it is.

use super::Review;
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::{Confidence, Source};
use crate::text::json::Step;

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    let corpus = review.corpus;
    let mut found = Vec::new();
    for (id, provision) in review.provisions() {
        let name = corpus.provision_name(id);
        found.extend(lacks(review, Subject::Provision(id), name, &provision.sources, provision.confidence));
    }
    for (id, mechanism) in review.mechanisms() {
        let (sources, confidence) = (&mechanism.sources, mechanism.confidence);
        found.extend(lacks(review, Subject::Mechanism(id), &mechanism.name, sources, confidence));
    }
    found
}

fn lacks(
    review: &Review<'_>,
    subject: Subject,
    name: &str,
    sources: &[Source],
    confidence: Option<Confidence>,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let at_id = || review.corpus.place(subject, &[Step::Key("id".into())]);
    if sources.is_empty() {
        let fault = Diagnostic::new(Code::NoSource, format!("`{name}` names no source"));
        found.push(fault.help("add `sources` with the address that was read and the day").at(at_id()));
    }
    if confidence.is_none() {
        let fault = Diagnostic::new(Code::NoConfidence, format!("`{name}` does not say how sure it is"));
        found.push(fault.help("add `\"confidence\": \"high\"`, `\"medium\"` or `\"low\"`").at(at_id()));
    }
    found
}
