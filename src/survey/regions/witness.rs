//! A concrete request for a region, replayed through the plain solver before anybody sees it.

use super::{ConflictRegions, PairRegions, blank};
use crate::logic::{Known, Region};
use crate::solve::{Certainty, Conflict, Outcome, solve};

/// A request that has a conflict, as the plain solver says too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// Its facts, by number. What need not be known is not.
    pub facts: Vec<Known>,
    /// The conflict, as the plain solver finds it.
    pub conflict: Conflict,
}

impl PairRegions<'_, '_, '_> {
    /// A request with this conflict and this outcome, always the same one, not resolved if there is one that is not.
    /// `None` if there is none, or if the plain solver does not find what it should: then one of the two is wrong, and
    /// nothing is shown.
    pub fn witness(&mut self, of: &ConflictRegions, outcome: Outcome) -> Option<Witness> {
        let (_, region) = of.outcomes.iter().find(|(known, _)| *known == outcome)?;
        let first = self.complete(*region)?;
        let (mut left, mut facts) = (*region, first.clone());
        while let Some((_, ended)) = of.resolved.iter().find(|(_, ended)| self.contains(*ended, &facts) == Some(true)) {
            left = self.regions.without(left, *ended);
            facts = match self.complete(left) {
                Some(facts) => facts,
                None => return self.replay(of, first, outcome),
            };
        }
        // Where the plain solver is as sure with less, less is said.
        let short = self.shortest(left)?;
        self.replay(of, short, outcome).or_else(|| self.replay(of, facts, outcome))
    }

    /// The request of a region in which only what matters on the way is known, and what is given.
    fn shortest(&self, region: Region) -> Option<Vec<Known>> {
        let mut facts = self.regions.witness(region)?;
        for (known, given) in facts.iter_mut().zip(&self.given) {
            if *given != Known::Unknown {
                known.clone_from(given);
            }
        }
        Some(facts)
    }

    /// The same with everything known.
    fn complete(&self, region: Region) -> Option<Vec<Known>> {
        let mut facts = self.shortest(region)?;
        for (known, domain) in facts.iter_mut().zip(&self.plan.book.domains) {
            if *known == Known::Unknown {
                *known = blank(domain);
            }
        }
        Some(facts)
    }

    fn replay(&self, of: &ConflictRegions, facts: Vec<Known>, outcome: Outcome) -> Option<Witness> {
        let (required, forbidden) = self.plan.norms(of.pair);
        let solution = solve(self.plan.book, &facts);
        let conflict = solution.conflicts.into_iter().chain(solution.resolved).find(|conflict| {
            (conflict.required, conflict.forbidden, conflict.outcome) == (required, forbidden, outcome)
                && conflict.certainty != Certainty::Possible
        })?;
        Some(Witness { facts, conflict })
    }
}
