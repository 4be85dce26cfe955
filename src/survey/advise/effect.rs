//! What a set of changes does, and sets that do the same told as one.

use std::collections::BTreeSet;

use super::Aim;
use super::change::{Change, Levers, Turn, changed};
use crate::law::FactId;
use crate::lawbook::NormId;
use crate::logic::Code;
use crate::solve::{Certainty, Conflict, Solution, Verdict, solve};

/// The norm that requires and the norm that forbids.
pub type Finding = (NormId, NormId);

/// A minimal set of changes, or several that do the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The changes, in the order of the vocabulary.
    pub changes: Vec<AnyOf>,
    /// The verdict that they lead to.
    pub verdict: Verdict,
    /// The worst case that they lead to.
    pub worst_case: Verdict,
    /// The conflicts that they end.
    pub ends: Vec<Finding>,
    /// The conflicts that a mechanism taken into use resolves.
    pub resolves: Vec<Finding>,
    /// The conflicts that stay, with a better outcome, or no longer sure.
    pub eases: Vec<Finding>,
    /// The conflicts that were none before.
    pub creates: Vec<Finding>,
    /// The conflicts that were none before either, and that a mechanism in use resolves at once.
    pub creates_resolved: Vec<Finding>,
}

impl Advice {
    /// The conflicts that it does something to, by what it does.
    fn lists(&self) -> [&[Finding]; 5] {
        [&self.ends, &self.resolves, &self.eases, &self.creates, &self.creates_resolved]
    }
}

/// One change, with any one of some values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AnyOf {
    /// The fact that changes.
    pub fact: FactId,
    /// How.
    pub turn: Turn,
    /// The values that do the same, in order.
    pub values: Vec<Code>,
}

/// What each of these sets does by the plain solver; those apart that lead only to silence.
pub(super) fn told(
    levers: &Levers<'_, '_, '_, '_>,
    aim: Aim,
    now: &Solution,
    sets: &[Vec<Change>],
) -> (Vec<Advice>, Vec<Advice>) {
    let all = sets.iter().map(|set| {
        let after = solve(levers.plan.book, &changed(levers.now, set));
        (aim.of(&after), advice(levers, now, &after, set))
    });
    let (told, silent): (Vec<_>, Vec<_>) = all.partition(|(verdict, _)| *verdict != Verdict::Unknown);
    let advice = |list: Vec<(Verdict, Advice)>| list.into_iter().map(|(_, advice)| advice).collect();
    (advice(told), advice(silent))
}

fn advice(levers: &Levers<'_, '_, '_, '_>, now: &Solution, after: &Solution, set: &[Change]) -> Advice {
    let any = |change: &Change| AnyOf {
        fact: change.fact,
        turn: change.turn,
        values: match change.turn {
            Turn::Remove => vec![change.value],
            Turn::Set | Turn::Add => levers.alike(change.fact, change.value),
        },
    };
    let same = |one: &Conflict, other: &&Conflict| finding(one) == finding(other);
    let is_in = |list: &[Conflict], one: &Conflict| list.iter().any(|other| same(one, &other));
    let all = |list: &[Conflict], keep: &dyn Fn(&Conflict) -> bool| {
        list.iter().filter(|conflict| keep(conflict)).map(finding).collect::<Vec<_>>()
    };
    let before = |one: &Conflict| now.conflicts.iter().find(|other| same(one, other));
    Advice {
        changes: set.iter().map(any).collect(),
        verdict: after.verdict,
        worst_case: after.worst_case,
        ends: all(&now.conflicts, &|one| !is_in(&after.conflicts, one) && !is_in(&after.resolved, one)),
        resolves: all(&after.resolved, &|one| before(one).is_some()),
        eases: all(&after.conflicts, &|one| before(one).is_some_and(|before| is_eased(before, one))),
        creates: all(&after.conflicts, &|one| before(one).is_none()),
        creates_resolved: all(&after.resolved, &|one| before(one).is_none() && !is_in(&now.resolved, one)),
    }
}

fn is_eased(before: &Conflict, after: &Conflict) -> bool {
    let is_sure = |conflict: &Conflict| conflict.certainty != Certainty::Possible;
    after.outcome < before.outcome || (is_sure(before) && !is_sure(after))
}

fn finding(conflict: &Conflict) -> Finding {
    (conflict.required, conflict.forbidden)
}

/// Each set once, those that do the same and differ in the values of one change as one; in order.
pub(super) fn merged(mut sets: Vec<Advice>) -> Vec<Advice> {
    sets.sort_by(|a, b| {
        (a.changes.len(), a.verdict, a.worst_case, &a.changes).cmp(&(
            b.changes.len(),
            b.verdict,
            b.worst_case,
            &b.changes,
        ))
    });
    sets.dedup_by(|one, other| one.changes == other.changes);
    loop {
        let before = sets.len();
        let mut kept: Vec<Advice> = Vec::with_capacity(before);
        for advice in sets {
            match kept.iter_mut().find_map(|other| differing(other, &advice).map(|at| (other, at))) {
                Some((other, at)) => widen(other, &advice, at),
                None => kept.push(advice),
            }
        }
        sets = kept;
        if sets.len() == before {
            return sets;
        }
    }
}

/// The place of the only change in whose values two pieces of advice that do the same differ.
fn differing(one: &Advice, other: &Advice) -> Option<usize> {
    let effect =
        |a: &Advice, b: &Advice| (a.verdict, a.worst_case) == (b.verdict, b.worst_case) && a.lists() == b.lists();
    if one.changes.len() != other.changes.len() || !effect(one, other) {
        return None;
    }
    let pairs = || one.changes.iter().zip(&other.changes);
    let mut differ = pairs().enumerate().filter(|(_, (a, b))| a != b);
    let (at, (a, b)) = differ.next()?;
    ((a.fact, a.turn) == (b.fact, b.turn) && differ.next().is_none()).then_some(at)
}

fn widen(one: &mut Advice, other: &Advice, at: usize) {
    if let (Some(mine), Some(theirs)) = (one.changes.get_mut(at), other.changes.get(at)) {
        let values: BTreeSet<Code> = mine.values.iter().chain(&theirs.values).copied().collect();
        mine.values = values.into_iter().collect();
    }
}
