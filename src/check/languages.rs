//! Every text that users read exists in English and in German.

use super::Review;
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::{FactType, Text};
use crate::text::json::Step;

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    let mut texts = Texts { review, found: Vec::new() };
    if review.all() {
        texts.vocabulary();
    }
    texts.law();
    texts.found
}

struct Texts<'a, 'c> {
    review: &'a Review<'c>,
    found: Vec<Diagnostic>,
}

impl Texts<'_, '_> {
    /// What belongs to no jurisdiction.
    fn vocabulary(&mut self) {
        let corpus = self.review.corpus;
        for (id, fact) in corpus.vocabulary.facts.iter() {
            self.want(Subject::Fact(id), &["label"], &fact.label);
            self.want(Subject::Fact(id), &["question"], &fact.question);
            if let FactType::Choice(values) = &fact.ty {
                values.iter().for_each(|value| self.want(Subject::Fact(id), &["values", &value.name], &value.label));
            }
        }
        // These have no place of their own in a message: the path in it names them.
        for (_, act) in corpus.vocabulary.acts.iter() {
            self.nowhere(&["acts", &act.name, "label"], &act.label);
        }
        for (_, topic) in corpus.vocabulary.topics.iter() {
            self.nowhere(&["topics", &topic.name, "label"], &topic.label);
        }
        for (_, kind) in corpus.vocabulary.kinds.iter() {
            self.nowhere(&["mechanism_kinds", &kind.name, "label"], &kind.label);
        }
        for (_, principle) in corpus.principles.iter() {
            self.nowhere(&["principles", &principle.name, "title"], &principle.title);
            self.nowhere(&["principles", &principle.name, "statement"], &principle.statement);
        }
    }

    fn law(&mut self) {
        let (review, corpus) = (self.review, self.review.corpus);
        for (id, jurisdiction) in review.jurisdictions() {
            self.want(Subject::Jurisdiction(id), &["name"], &jurisdiction.name);
            for (topic, coverage) in jurisdiction.coverage.iter() {
                if let Some(limits) = &coverage.limits {
                    let topic = &corpus.vocabulary.topics[topic].name;
                    self.want(Subject::Jurisdiction(id), &["coverage", topic, "limits"], limits);
                }
            }
        }
        for (id, instrument) in review.instruments() {
            self.want(Subject::Instrument(id), &["title"], &instrument.title);
            self.want(Subject::Instrument(id), &["citation"], &instrument.citation);
            self.perhaps(Subject::Instrument(id), &["note"], instrument.note.as_ref());
        }
        for (id, provision) in review.provisions() {
            self.want(Subject::Provision(id), &["summary"], &provision.summary);
            self.want(Subject::Provision(id), &["pinpoint"], &provision.pinpoint);
            self.perhaps(Subject::Provision(id), &["note"], provision.note.as_ref());
            let sanction = provision.sanction.as_ref().and_then(|sanction| sanction.note.as_ref());
            self.perhaps(Subject::Provision(id), &["sanction", "note"], sanction);
            for note in provision.unless.iter().filter_map(|exception| exception.note.as_ref()) {
                self.want(Subject::Provision(id), &["unless"], note);
            }
        }
        for (id, mechanism) in review.mechanisms() {
            self.want(Subject::Mechanism(id), &["title"], &mechanism.title);
            self.want(Subject::Mechanism(id), &["summary"], &mechanism.summary);
            self.want(Subject::Mechanism(id), &["citation"], &mechanism.citation);
            self.perhaps(Subject::Mechanism(id), &["note"], mechanism.note.as_ref());
            self.perhaps(Subject::Mechanism(id), &["duration"], mechanism.duration.as_ref());
        }
    }

    fn perhaps(&mut self, subject: Subject, path: &[&str], text: Option<&Text>) {
        if let Some(text) = text {
            self.want(subject, path, text);
        }
    }

    fn nowhere(&mut self, path: &[&str], text: &Text) {
        self.found.extend(missing(path, text));
    }

    fn want(&mut self, subject: Subject, path: &[&str], text: &Text) {
        if let Some(fault) = missing(path, text) {
            let steps: Vec<Step> = path.iter().map(|key| Step::Key((*key).to_owned())).collect();
            self.found.push(fault.at(self.review.corpus.place(subject, &steps)));
        }
    }
}

/// That a text is not there in a language, or only as blanks.
fn missing(path: &[&str], text: &Text) -> Option<Diagnostic> {
    let is_blank = |text: &str| text.trim().is_empty();
    let (code, language) = if is_blank(&text.en) {
        (Code::MissingEnglish, "English")
    } else if text.de.as_deref().is_none_or(is_blank) {
        (Code::MissingGerman, "German")
    } else {
        return None;
    };
    Some(Diagnostic::new(code, format!("`{}` has no {language}", path.join("."))))
}
