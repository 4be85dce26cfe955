//! Where silence means something else: jurisdictions of which more or less is encoded than was.

use std::collections::{BTreeMap, BTreeSet};

use crate::law::JurisdictionId;
use crate::lawbook::{Lawbook, jurisdiction};

/// Jurisdictions of which more or less is encoded: where no conflict is found, that means something else now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence<'c> {
    /// The jurisdictions, by code.
    pub jurisdictions: Vec<&'c str>,
    /// What is not encoded any more: whose law, on which topic.
    pub opened: Vec<(&'c str, &'c str)>,
    /// What is encoded now.
    pub closed: Vec<(&'c str, &'c str)>,
}

/// What is not encoded of a legal order, by jurisdiction and topic.
type Gaps<'c> = BTreeSet<(&'c str, &'c str)>;

/// Where more or less is encoded than was.
pub(super) fn silence<'c>(old: &Lawbook<'c>, new: &Lawbook<'c>) -> Vec<Silence<'c>> {
    let mut by_change: BTreeMap<[Gaps<'c>; 2], Vec<&'c str>> = BTreeMap::new();
    for (id, place) in new.corpus.jurisdictions.iter() {
        let Some(before) = old.corpus.jurisdiction(&place.code) else { continue };
        let (was, is) = (gaps(old, before), gaps(new, id));
        let opened: Gaps<'c> = is.difference(&was).copied().collect();
        let closed: Gaps<'c> = was.difference(&is).copied().collect();
        if !(opened.is_empty() && closed.is_empty()) {
            by_change.entry([opened, closed]).or_default().push(&place.code);
        }
    }
    let told = by_change.into_iter().map(|([opened, closed], jurisdictions)| {
        let [opened, closed] = [opened, closed].map(|gaps| gaps.into_iter().collect());
        Silence { jurisdictions, opened, closed }
    });
    told.collect()
}

fn gaps<'c>(book: &Lawbook<'c>, of: JurisdictionId) -> Gaps<'c> {
    let corpus = book.corpus;
    let order = book.legal_order(of).iter().map(jurisdiction);
    let gaps = order.flat_map(|id| {
        let code = corpus.jurisdictions[id].code.as_str();
        book.gaps(id, book.day).map(move |topic| (code, corpus.vocabulary.topics[topic].name.as_str()))
    });
    gaps.collect()
}
