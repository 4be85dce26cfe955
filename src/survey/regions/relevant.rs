//! What the conflicts of some pairs of norms hang on.

use std::collections::BTreeSet;

use super::Terms;
use super::never::occurring;
use crate::lawbook::NormId;
use crate::logic::{Basis, Formula, Lit};
use crate::survey::bulk::{PairId, Plan};

/// The literals that regions of these pairs are asked for, and the combinations of facts that never occur and speak only
/// of facts that occur here or are given.
pub(super) fn relevant(plan: &Plan<'_, '_>, basis: &Basis<'_>, pairs: &[PairId]) -> (BTreeSet<Lit>, Vec<Formula>) {
    let terms: Vec<Terms> = pairs.iter().map(|pair| Terms::of(plan, *pair)).collect();
    let norms: BTreeSet<NormId> = pairs.iter().flat_map(|pair| <[NormId; 2]>::from(plan.norms(*pair))).collect();
    let stated: Vec<Formula> = norms.into_iter().flat_map(|norm| conditions(plan, norm)).collect();
    let mut literals = basis.mentioned(terms.iter().flat_map(Terms::formulas).chain(stated));
    literals.extend(terms.iter().flat_map(Terms::uses));
    let impossible = occurring(basis, &mut literals, plan.book.impossible.iter().copied());
    (literals, impossible)
}

/// Everything that the conditions of a norm state, even where it makes no difference: they are told to people.
fn conditions(plan: &Plan<'_, '_>, norm: NormId) -> Vec<Formula> {
    let corpus = plan.book.corpus;
    let provision = plan.book.norms[norm].provision;
    let mut stated = Vec::new();
    for condition in corpus.provisions[provision].conditions().chain([&corpus.instrument_of(provision).scope]) {
        condition.each_fact(&mut |fact, wanted| stated.extend(plan.book.literal(fact, wanted)));
    }
    stated
}
