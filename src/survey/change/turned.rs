//! Which words of the law mean other values under another lawbook: a union by its members, a link by its mechanisms.

use std::collections::{BTreeMap, BTreeSet};

use super::cause::Cause;
use crate::corpus::Corpus;
use crate::law::{Condition, Wanted};
use crate::lawbook::{Lawbook, code};
use crate::logic::{CodeSet, FactId};
use crate::survey::said::Said;

/// What two lawbooks mean other values by, in the same words, and what `causes` says of it: what is wanted on both
/// sides, and the values that only one side means.
pub(super) fn turned<'c>(
    [old, new]: [&Lawbook<'c>; 2],
    causes: impl Fn([&Wanted; 2], &BTreeSet<&str>) -> Vec<Cause<'c>>,
) -> BTreeMap<(FactId, &'c Wanted), Vec<Cause<'c>>> {
    let same_corpus = std::ptr::eq(old.corpus, new.corpus);
    let said = |book: &Lawbook<'c>, (fact, wanted): (FactId, &Wanted)| {
        Said::condition(book.corpus, &Condition::Fact(fact, wanted.clone()))
    };
    let others: BTreeMap<Said, (FactId, &Wanted)> =
        if same_corpus { BTreeMap::new() } else { new.literals().map(|asked| (said(new, asked), asked)).collect() };
    let mut turned = BTreeMap::new();
    for asked in old.literals() {
        let twin = if same_corpus { Some(asked) } else { others.get(&said(old, asked)).copied() };
        let Some(twin) = twin else { continue };
        if same_corpus && values(old, asked) == values(new, twin) {
            continue;
        }
        let [was, is] = [(old, asked), (new, twin)].map(|(book, asked)| value_names(book, asked));
        let moved: BTreeSet<&str> = was.symmetric_difference(&is).copied().collect();
        if !moved.is_empty() {
            turned.insert(asked, causes([asked.1, twin.1], &moved));
        }
    }
    turned
}

/// The values that are wanted of a fact.
fn values<'b>(book: &'b Lawbook<'_>, (fact, wanted): (FactId, &Wanted)) -> Option<&'b CodeSet> {
    let lit = book.formulas.necessary(book.literal(fact, wanted)?).first().copied()?;
    Some(&book.formulas.literal_of(lit).set)
}

fn value_names<'c>(book: &Lawbook<'c>, asked: (FactId, &Wanted)) -> BTreeSet<&'c str> {
    let corpus: &'c Corpus = book.corpus;
    values(book, asked).into_iter().flat_map(CodeSet::iter).map(|value| corpus.value_name(asked.0, value)).collect()
}

/// Whether a link by this mechanism is wanted.
pub(super) fn links(book: &Lawbook<'_>, wanted: &Wanted, mechanism: &str) -> bool {
    match wanted {
        Wanted::OneOf(_) => false,
        Wanted::LinkedTo(hub, by) => book.corpus.mechanism(mechanism).is_some_and(|id| {
            book.corpus.mechanisms[id].is_meant(id, *by) && book.routes[id].places.contains(code(*hub))
        }),
    }
}
