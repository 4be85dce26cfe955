//! An instrument is found by its citation. Two with the same one are one that stands there twice, or one of the two
//! citations does not tell enough.

use std::collections::BTreeMap;

use super::Review;
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::{InstrumentId, JurisdictionId};
use crate::text::json::Step;

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    let mut known: BTreeMap<(JurisdictionId, &str), InstrumentId> = BTreeMap::new();
    let mut found = Vec::new();
    for (id, instrument) in review.instruments() {
        let citation = instrument.citation.en.as_str();
        if let Some(earlier) = known.get(&(instrument.owner, citation)) {
            let (one, other) = (&review.corpus.instruments[*earlier].name, &instrument.name);
            let message = format!("`{one}` and `{other}` have the same citation: {citation}");
            let span = review.corpus.place(Subject::Instrument(id), &[Step::Key("citation".into())]);
            let help = "if these are two, say in the citation what tells them apart, such as title or number";
            found.push(Diagnostic::new(Code::DoubledCitation, message).help(help).at(span));
        } else {
            known.insert((instrument.owner, citation), id);
        }
    }
    found
}
