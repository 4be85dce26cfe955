//! Between whose laws anything may have changed at all: what is asked once of two owners of law need not be asked again
//! of every two jurisdictions in which their law applies.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::joint::Which;
use super::side::{Side, Written};
use super::{Joint, differing};
use crate::lawbook::jurisdiction;
use crate::solve::Between;
use crate::survey::bulk::{PairId, Plan};

/// What may differ between two plans, by owners of law.
#[derive(Debug)]
pub(crate) struct Touched<'p, 'b, 'c> {
    plans: [&'p Plan<'b, 'c>; 2],
    /// By code, the one whose law requires first: between whom some conflict may not be what it was. Between all others
    /// every conflict has the same formulas, and ways out that are worth the same.
    owners: BTreeSet<[&'c str; 2]>,
}

impl<'p, 'b, 'c> Touched<'p, 'b, 'c> {
    /// Compares everything that the law of each owner requires.
    pub(crate) fn new(old: &'p Plan<'b, 'c>, new: &'p Plan<'b, 'c>) -> Self {
        let plans = [old, new];
        let requiring: BTreeSet<&'c str> = plans
            .into_iter()
            .flat_map(|plan| plan.pair_ids().map(|pair| owners(plan, pair)))
            .map(|[requiring, _]| requiring)
            .collect();
        let requiring: Vec<&str> = requiring.into_iter().collect();
        let owners = requiring.into_par_iter().flat_map_iter(|owner| moved(plans, owner)).collect();
        Self { plans, owners }
    }

    /// Whether anything may have changed between two jurisdictions, by code: if not, nothing did, and that is proved.
    pub(crate) fn concerns(&self, pair: [&str; 2]) -> bool {
        let [old, new] = self.plans.map(|plan| sides(plan, pair));
        let (Some([left, right]), true) = (&old, old == new) else { return true };
        left.iter().any(|a| right.iter().any(|b| self.owners.contains(&[*a, *b]) || self.owners.contains(&[*b, *a])))
    }
}

/// The owners between which something that the law of one requires may have changed.
fn moved<'c>([old, new]: [&Plan<'_, 'c>; 2], requiring: &str) -> BTreeSet<[&'c str; 2]> {
    let mut joint = Joint::new(old.book.corpus, new.book.corpus);
    let was = required_by(&mut joint, Which::Old, old, requiring);
    let is = required_by(&mut joint, Which::New, new, requiring);
    let both = differing(&was, &is).into_iter().flat_map(|(_, before, after)| {
        let before = before.map(|held| owners(old, held.pair));
        before.into_iter().chain(after.map(|held| owners(new, held.pair)))
    });
    both.collect()
}

/// Everything that the law of one owner requires, against all that is forbidden elsewhere.
fn required_by<'p, 'b, 'c>(
    joint: &mut Joint,
    which: Which,
    plan: &'p Plan<'b, 'c>,
    requiring: &str,
) -> Side<'p, 'b, 'c> {
    let owner = plan.book.corpus.jurisdiction(requiring);
    let pairs: Vec<PairId> = owner.into_iter().flat_map(|owner| plan.required_by(owner)).collect();
    Written::new(which, plan).side((&mut joint.formulas, &mut joint.lists, &joint.space), Vec::new(), pairs)
}

/// The codes of the owners of two norms that can collide.
fn owners<'c>(plan: &Plan<'_, 'c>, pair: PairId) -> [&'c str; 2] {
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
