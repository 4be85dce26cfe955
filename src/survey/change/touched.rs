//! Between whose laws anything may have changed at all: what is asked once of two owners of law need not be asked again
//! of every two jurisdictions in which their law applies.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::cause::moved_members;
use super::joint::Which;
use super::side::{Key, Side, Written};
use super::spelled::Parts;
use super::{Joint, compared};
use crate::law::ProvisionId;
use crate::lawbook::{Lawbook, NormId, jurisdiction};
use crate::solve::Between;
use crate::survey::bulk::{PairId, Plan};

/// What may differ between two plans, by owners of law.
#[derive(Debug)]
pub(crate) struct Touched<'p, 'b, 'c> {
    plans: [&'p Plan<'b, 'c>; 2],
    /// By code of the owners, the one whose law requires first: the conflicts that may not be what they were. All others
    /// have the same formulas, and ways out that are worth the same.
    differing: BTreeMap<[&'c str; 2], Differing<'c>>,
    /// The codes of those that belong to others than before.
    moved: BTreeSet<&'c str>,
}

/// Conflicts that may not be the same under two plans, by name, each with its two norms in both plans.
pub(crate) type Differing<'c> = BTreeMap<Key<'c>, [Option<PairId>; 2]>;

impl<'p, 'b, 'c> Touched<'p, 'b, 'c> {
    /// Compares everything that the law of each owner requires, in the space of the two.
    pub(crate) fn new(blank: &Joint, old: &'p Plan<'b, 'c>, new: &'p Plan<'b, 'c>) -> Self {
        let plans = [old, new];
        let as_before = as_before([old.book, new.book]);
        let requiring: BTreeSet<&'c str> = plans
            .into_iter()
            .flat_map(|plan| plan.pair_ids().map(|pair| owners(plan, pair)))
            .map(|[requiring, _]| requiring)
            .collect();
        let requiring: Vec<&str> = requiring.into_iter().collect();
        let of_owner = |owner| required_differing(blank, plans, owner, &as_before);
        let found: Vec<_> = requiring.into_par_iter().flat_map_iter(of_owner).collect();
        let mut differing: BTreeMap<_, Differing<'c>> = BTreeMap::new();
        for (owners, key, pairs) in found {
            add(differing.entry(owners).or_default(), key, pairs);
        }
        Self { plans, differing, moved: moved_members([old.book, new.book]) }
    }

    /// The conflicts between two jurisdictions, by code, that may not be what they were: if there are none nothing
    /// changed, and that is proved. `None` if the legal orders of the two are not what they were: then any may have
    /// changed.
    pub(crate) fn between(&self, pair: [&str; 2]) -> Option<Differing<'c>> {
        let [old, new] = self.plans.map(|plan| sides(plan, pair));
        let [left, right] = old.filter(|old| Some(old) == new.as_ref())?;
        if left.iter().chain(&right).any(|place| self.moved.contains(place)) {
            return None;
        }
        let owners = left.iter().flat_map(|a| right.iter().flat_map(|b| [[*a, *b], [*b, *a]]));
        let mut differing = Differing::new();
        for (key, pairs) in owners.filter_map(|owners| self.differing.get(&owners)).flatten() {
            add(&mut differing, *key, *pairs);
        }
        Some(differing)
    }
}

/// Takes down a conflict of one plan or both.
fn add<'c>(differing: &mut Differing<'c>, key: Key<'c>, pairs: [Option<PairId>; 2]) {
    let known = differing.entry(key).or_default();
    known.iter_mut().zip(pairs).for_each(|(known, pair)| *known = known.or(pair));
}

/// Two owners, and a conflict of theirs under one of two plans.
type ByOwners<'c> = ([&'c str; 2], Key<'c>, [Option<PairId>; 2]);

/// What the law of one owner requires and may not collide as it did, for each plan by its owners.
fn required_differing<'c>(
    blank: &Joint,
    [old, new]: [&Plan<'_, 'c>; 2],
    requiring: &str,
    as_before: &BTreeSet<&str>,
) -> Vec<ByOwners<'c>> {
    let mut joint = blank.afresh();
    let was = required_by(&mut joint, Which::Old, old, requiring, as_before);
    let is = required_by(&mut joint, Which::New, new, requiring, as_before);
    let (differing, _) = compared(&was, &is);
    let found = differing.into_iter().flat_map(|(key, before, after)| {
        let before = before.map(|held| (owners(old, held.pair), key, [Some(held.pair), None]));
        let after = after.map(|held| (owners(new, held.pair), key, [None, Some(held.pair)]));
        before.into_iter().chain(after)
    });
    found.collect()
}

/// Everything that the law of one owner requires, against all that is forbidden elsewhere; without what is between two
/// provisions that say what they said.
fn required_by<'p, 'b, 'c>(
    joint: &mut Joint,
    which: Which,
    plan: &'p Plan<'b, 'c>,
    requiring: &str,
    as_before: &BTreeSet<&str>,
) -> Side<'p, 'b, 'c> {
    let corpus = plan.book.corpus;
    let stayed = |norm: NormId| as_before.contains(corpus.provision_name(plan.book.norms[norm].provision));
    let pairs = corpus.jurisdiction(requiring).into_iter().flat_map(|owner| plan.required_by(owner));
    let pairs = pairs.filter(|pair| !<[NormId; 2]>::from(plan.norms(*pair)).into_iter().all(stayed));
    joint.write(&mut Written::new(which, plan), Vec::new(), pairs)
}

/// The names of the provisions that say the same in two lawbooks, if these differ in nothing else: vocabulary, places,
/// mechanisms and day. Between two of them nothing can have changed.
fn as_before<'c>(books: [&Lawbook<'c>; 2]) -> BTreeSet<&'c str> {
    let [old, new] = books.map(|book| book.corpus);
    let only_provisions_differ = books[0].day == books[1].day
        && old.vocabulary == new.vocabulary
        && old.jurisdictions == new.jurisdictions
        && old.mechanisms == new.mechanisms;
    if !only_provisions_differ {
        return BTreeSet::new();
    }
    let [mut before, after] = books.map(versions);
    before.retain(|name, was| match (was.as_slice(), after.get(name).map(Vec::as_slice)) {
        ([was], Some([is])) => Parts::of(old, *was) == Parts::of(new, *is),
        _ => false,
    });
    before.into_keys().collect()
}

/// By name: the versions of each provision in a lawbook. Only faulty law has more than one in force.
fn versions<'c>(book: &Lawbook<'c>) -> BTreeMap<&'c str, Vec<ProvisionId>> {
    let mut versions: BTreeMap<&str, Vec<ProvisionId>> = BTreeMap::new();
    for (_, norm) in book.norms.iter() {
        versions.entry(book.corpus.provision_name(norm.provision)).or_default().push(norm.provision);
    }
    versions
}

/// The codes of the owners of two norms that can collide.
pub(crate) fn owners<'c>(plan: &Plan<'_, 'c>, pair: PairId) -> [&'c str; 2] {
    let corpus = plan.book.corpus;
    let (required, forbidden) = plan.norms(pair);
    [required, forbidden].map(|norm| corpus.jurisdictions[plan.book.norms[norm].owner].code.as_str())
}

/// By code, those whose law applies in one of two jurisdictions and not in both; nothing where one is not known.
fn sides<'c>(plan: &Plan<'_, 'c>, pair: [&str; 2]) -> Option<[BTreeSet<&'c str>; 2]> {
    let corpus = plan.book.corpus;
    let [Some(a), Some(b)] = pair.map(|code| corpus.jurisdiction(code)) else { return None };
    let between = Between::pair(plan.book, a, b);
    let mut sides = between.sides().map(|side| {
        let codes = side.iter().map(|place| corpus.jurisdictions[jurisdiction(place)].code.as_str());
        codes.collect::<BTreeSet<&str>>()
    });
    Some([sides.next()?, sides.next()?])
}
