//! A concrete request for a change, answered by the plain solver under both lawbooks before anybody sees it.

use super::joint::Which;
use super::{Changes, ConflictChange, Key, Shift, Shifted, Side};
use crate::corpus::Corpus;
use crate::logic::{Known, Region};
use crate::solve::{Certainty, Outcome, conflict};

/// A request whose answer changed, by the fact numbers of the old and of the new corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// As the old corpus has it.
    pub old: Vec<Known>,
    /// As the new corpus has it.
    pub new: Vec<Known>,
}

impl<'c> Changes<'_, 'c> {
    /// A request for which this shift of this conflict is so, always the same one. `None` if the plain solver does not
    /// say so under both lawbooks: then one of the two is wrong, and nothing is shown.
    #[must_use]
    pub fn witness(
        &self,
        old: &Side<'_, '_, 'c>,
        new: &Side<'_, '_, 'c>,
        of: &ConflictChange<'c>,
        shift: &Shift,
    ) -> Option<Witness> {
        self.requests(shift.region).into_iter().map(|facts| self.asked(&facts)).find(|asked| {
            let states = (state(old, of.key, &asked.old), state(new, of.key, &asked.new));
            let (Some(before), Some(after)) = states else { return false };
            match (shift.what, before, after) {
                (Shifted::Outcome(from, to), before, after) => {
                    (before.map(|of| of.outcome), after.map(|of| of.outcome)) == (from, to)
                }
                (Shifted::Contested(now), Some(before), Some(after)) => {
                    (before.contested, after.contested) == (!now, now)
                }
                (Shifted::Resolved(now), Some(before), Some(after)) => {
                    let by = shift.by.map(|by| {
                        let side = if now { new } else { old };
                        side.plan.book.corpus.mechanisms[by].name.as_str()
                    });
                    let resolves = |of: &State<'_>| by.is_some_and(|by| of.resolved_by.contains(&by));
                    (resolves(&before), resolves(&after)) == (!now, now)
                }
                (Shifted::Contested(_) | Shifted::Resolved(_), _, _) => false,
            }
        })
    }

    /// A request of a region: with only what matters known, and with everything known.
    pub(super) fn requests(&self, region: Region) -> Vec<Vec<Known>> {
        let Some(mut short) = self.regions.witness(region) else { return Vec::new() };
        for (known, given) in short.iter_mut().zip(&self.joint.given) {
            if *given != Known::Unknown {
                known.clone_from(given);
            }
        }
        let mut whole = short.clone();
        for (known, domain) in whole.iter_mut().zip(&self.joint.space.domains) {
            if *known == Known::Unknown {
                *known = domain.blank();
            }
        }
        vec![short, whole]
    }

    pub(super) fn asked(&self, facts: &[Known]) -> Witness {
        let request = |which| self.joint.space.request(which, facts);
        Witness { old: request(Which::Old), new: request(Which::New) }
    }
}

/// What the plain solver says of a conflict that a request surely has.
#[derive(Debug, Clone, PartialEq, Eq)]
struct State<'c> {
    outcome: Outcome,
    contested: bool,
    /// The mechanisms in use that resolve it.
    resolved_by: Vec<&'c str>,
}

/// What a request has of a conflict; `None` if the plain solver cannot tell. What is no conflict between the two legal
/// orders of a side is none here, even if the request has it because of others.
fn state<'c>(side: &Side<'_, '_, 'c>, key: Key<'c>, facts: &[Known]) -> Option<Option<State<'c>>> {
    let Some(held) = side.conflicts.get(&key) else { return Some(None) };
    let (required, forbidden) = side.plan.norms(held.pair);
    let corpus: &'c Corpus = side.plan.book.corpus;
    let Some(conflict) = conflict(side.plan.book, facts, required, forbidden) else { return Some(None) };
    let resolving = conflict.ways.iter().filter(|way| way.resolves());
    let state = State {
        outcome: conflict.outcome,
        contested: conflict.certainty == Certainty::Contested,
        resolved_by: resolving.map(|way| corpus.mechanisms[way.mechanism].name.as_str()).collect(),
    };
    (conflict.certainty != Certainty::Possible).then_some(Some(state))
}
