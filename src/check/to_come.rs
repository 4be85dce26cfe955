//! What was read or reviewed was so on a day that has been.

use super::Review;
use super::concern::Concern;
use crate::atlas::Atlas;
use crate::corpus::{Corpus, Subject};
use crate::diagnostic::{Code, Diagnostic, settle};
use crate::law::{Day, JurisdictionId, Source};
use crate::text::json::Step;

/// What the law of some jurisdictions, or all law where none is named, says of days after `today` as of days that have
/// been.
#[must_use]
pub fn to_come(corpus: &Corpus, atlas: &Atlas, jurisdictions: &[JurisdictionId], today: Day) -> Vec<Diagnostic> {
    let review = Review::new(corpus, atlas, Concern::named(corpus, jurisdictions));
    let mut found = Vec::new();
    for (id, law) in review.provisions() {
        found.extend(seen(corpus, Subject::Provision(id), &law.sources, today));
    }
    for (id, mechanism) in review.mechanisms() {
        found.extend(seen(corpus, Subject::Mechanism(id), &mechanism.sources, today));
    }
    for (id, place) in review.jurisdictions() {
        for (topic, coverage) in place.coverage.iter() {
            if let Some(day) = coverage.reviewed.filter(|day| *day > today) {
                let part = ["coverage", &corpus.vocabulary.topics[topic].name, "reviewed"];
                let span = corpus.place(Subject::Jurisdiction(id), &part.map(|key| Step::Key(key.to_owned())));
                found.push(told("reviewed", day).at(span));
            }
        }
    }
    settle(&mut found);
    found
}

fn seen(corpus: &Corpus, subject: Subject, sources: &[Source], today: Day) -> Vec<Diagnostic> {
    let later = sources.iter().enumerate().filter(|(_, source)| source.seen > today);
    let told = later.map(|(at, source)| {
        let part = [Step::Key("sources".into()), Step::Index(at), Step::Key("seen".into())];
        told("seen", source.seen).at(corpus.place(subject, &part))
    });
    told.collect()
}

fn told(what: &str, day: Day) -> Diagnostic {
    let fault = Diagnostic::new(Code::DayToCome, format!("`{what}` is {day}, a day that is still to come"));
    fault.help("write the day on which it was done")
}
