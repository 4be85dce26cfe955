//! Which conflicts can show that something helps. A mechanism bears only on conflicts between sides on which it has an
//! end, so that of all pairs of norms few have to be looked at, and fewer the less is still asked for.

use std::collections::BTreeSet;

use super::Era;
use crate::law::{Id as _, MechanismId, ProvisionId};
use crate::lawbook::{BookNorm, Ends, code};
use crate::logic::CodeSet;
use crate::solve::side;

/// The conflicts that can matter.
pub(super) struct Reach {
    /// The provisions all of whose conflicts matter.
    provisions: BTreeSet<ProvisionId>,
    /// By owner, against whose law its conflicts matter.
    against: Vec<CodeSet>,
}

impl Reach {
    /// Those on which one of these mechanisms may bear, and those of these provisions.
    pub(super) fn of(
        era: &Era<'_>,
        mechanisms: &BTreeSet<MechanismId>,
        provisions: impl Iterator<Item = ProvisionId>,
    ) -> Self {
        let (book, places) = (&era.book, &era.book.corpus.jurisdictions);
        let all = CodeSet::of(places.len(), places.ids().map(code));
        let widest: Vec<CodeSet> = places.ids().map(|owner| side(book, owner, &all)).collect();
        let mut against = vec![book.no_jurisdictions(); places.len()];
        for mechanism in mechanisms {
            let route = &book.routes[*mechanism];
            let near = places.ids().zip(&widest).filter(|(_, side)| route.places.meets(side));
            let near = CodeSet::of(places.len(), near.map(|(owner, _)| code(owner)));
            // What is of one state's own law bears on its conflicts with whomever.
            let far = if matches!(route.ends, Ends::Of(_)) { &all } else { &near };
            for (owner, against) in places.ids().zip(&mut against) {
                if near.contains(code(owner)) {
                    against.add_all(far);
                }
                if far.contains(code(owner)) {
                    against.add_all(&near);
                }
            }
        }
        Self { provisions: provisions.collect(), against }
    }

    /// Whether the conflicts of two norms can matter.
    pub(super) fn holds(&self, must: &BookNorm, not: &BookNorm) -> bool {
        let asked = [must, not].iter().any(|norm| self.provisions.contains(&norm.provision));
        asked || self.against.get(must.owner.index()).is_some_and(|against| against.contains(code(not.owner)))
    }
}
