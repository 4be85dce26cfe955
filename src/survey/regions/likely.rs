//! Which places an example is about, of all that are the same to the law.

use crate::law::{FactType, JurisdictionId, JurisdictionKind, Level};
use crate::lawbook::Lawbook;

/// By fact and value: first the places that were asked about, then states whose law is encoded, and last what is no
/// state. What the law of others says makes no difference.
pub(crate) fn likely(book: &Lawbook<'_>, places: &[JurisdictionId]) -> Vec<Vec<u16>> {
    let corpus = book.corpus;
    let mut order: Vec<JurisdictionId> = corpus.jurisdictions.ids().collect();
    order.sort_by_key(|id| {
        let asked = places.iter().position(|place| place == id).unwrap_or(places.len());
        let no_state = corpus.jurisdictions[*id].kind != JurisdictionKind::State;
        let silent = corpus.jurisdictions[*id].coverage.iter().all(|(_, topic)| topic.level == Level::None);
        (asked, no_state, silent, *id)
    });
    let mut ranks = vec![0; order.len()];
    for (rank, id) in (0..).zip(&order) {
        if let Some(slot) = ranks.get_mut(usize::from(crate::lawbook::code(*id).0)) {
            *slot = rank;
        }
    }
    let of_fact = |ty: &FactType| match ty {
        FactType::Jurisdiction | FactType::Jurisdictions => ranks.clone(),
        FactType::Choice(_) | FactType::Flag | FactType::Mechanisms => Vec::new(),
    };
    corpus.vocabulary.facts.iter().map(|(_, fact)| of_fact(&fact.ty)).collect()
}
