//! Every text that users read exists in German.

use super::Review;
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::Text;
use crate::text::json::Step;

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    let corpus = review.corpus;
    let mut german = German { review, found: Vec::new() };
    for (id, fact) in corpus.vocabulary.facts.iter() {
        german.want(Subject::Fact(id), &["label"], &fact.label);
        german.want(Subject::Fact(id), &["question"], &fact.question);
    }
    for (id, jurisdiction) in corpus.jurisdictions.iter() {
        german.want(Subject::Jurisdiction(id), &["name"], &jurisdiction.name);
        for (topic, coverage) in jurisdiction.coverage.iter() {
            if let Some(limits) = &coverage.limits {
                let topic = &corpus.vocabulary.topics[topic].name;
                german.want(Subject::Jurisdiction(id), &["coverage", topic, "limits"], limits);
            }
        }
    }
    for (id, instrument) in corpus.instruments.iter() {
        german.want(Subject::Instrument(id), &["title"], &instrument.title);
    }
    for (id, provision) in corpus.provisions.iter() {
        german.want(Subject::Provision(id), &["summary"], &provision.summary);
        for note in provision.unless.iter().filter_map(|exception| exception.note.as_ref()) {
            german.want(Subject::Provision(id), &["unless"], note);
        }
    }
    for (id, mechanism) in corpus.mechanisms.iter() {
        german.want(Subject::Mechanism(id), &["title"], &mechanism.title);
        german.want(Subject::Mechanism(id), &["summary"], &mechanism.summary);
    }
    german.found
}

struct German<'a, 'c> {
    review: &'a Review<'c>,
    found: Vec<Diagnostic>,
}

impl German<'_, '_> {
    fn want(&mut self, subject: Subject, path: &[&str], text: &Text) {
        if text.de.is_none() {
            let steps: Vec<Step> = path.iter().map(|key| Step::Key((*key).to_owned())).collect();
            let span = self.review.corpus.place(subject, &steps);
            let message = format!("`{}` has no German", path.join("."));
            self.found.push(Diagnostic::new(Code::MissingGerman, message).at(span));
        }
    }
}
