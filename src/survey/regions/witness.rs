//! A concrete request for a region, replayed through the plain solver before anybody sees it.

use super::{ConflictRegions, PairRegions};
use crate::logic::{Known, Region};
use crate::solve::{Certainty, Outcome, conflict};

impl PairRegions<'_, '_, '_> {
    /// A request of a part of a conflict, in which it has this outcome and this certainty; always the same one, not
    /// resolved if there is one that is not. `None` if there is none, or if the plain solver does not find what it should:
    /// then one of the two is wrong, and nothing is shown.
    pub fn witness(&mut self, of: &ConflictRegions, part: Region, wanted: (Outcome, Certainty)) -> Option<Vec<Known>> {
        let first = self.complete(part)?;
        let (mut left, mut facts) = (part, first.clone());
        while let Some((_, ended)) = of.resolved.iter().find(|(_, ended)| self.contains(*ended, &facts) == Some(true)) {
            left = self.regions.without(left, *ended);
            facts = match self.complete(left) {
                Some(facts) => facts,
                None => return self.replayed(of, first, wanted),
            };
        }
        // Where the plain solver is as sure with less, less is said.
        let short = self.shortest(left)?;
        self.replayed(of, short, wanted).or_else(|| self.replayed(of, facts, wanted))
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
                *known = domain.blank();
            }
        }
        Some(facts)
    }

    /// The request, if the plain solver surely finds the conflict with this outcome for it.
    fn replayed(&self, of: &ConflictRegions, facts: Vec<Known>, wanted: (Outcome, Certainty)) -> Option<Vec<Known>> {
        let (required, forbidden) = self.plan.norms(of.pair);
        let found = conflict(self.plan.book, &facts, required, forbidden);
        let found = found.is_some_and(|found| (found.outcome, found.certainty) == wanted);
        found.then_some(facts)
    }
}
