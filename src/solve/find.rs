//! Where required and forbidden acts collide.

use super::ways::Sides;
use super::{Certainty, Conflict, Outcome, Standing, meaning};
use crate::law::{JurisdictionId, Modality, ProvisionId};
use crate::lawbook::{Lawbook, NormId, code};
use crate::logic::{CodeSet, Cubes, Known, Truth, can_both_hold};

/// Between whom conflicts are looked for.
#[derive(Debug, Clone)]
pub struct Between(Option<[CodeSet; 2]>);

impl Between {
    /// Between all involved.
    #[must_use]
    pub fn all() -> Self {
        Self(None)
    }

    /// Between the legal orders of two jurisdictions, without what they share.
    #[must_use]
    pub fn pair(book: &Lawbook<'_>, a: JurisdictionId, b: JurisdictionId) -> Self {
        let (mut left, mut right) = (book.legal_order(a).clone(), book.legal_order(b).clone());
        let mut shared = left.clone();
        shared.keep(&right);
        left.remove_all(&shared);
        right.remove_all(&shared);
        Self(Some([left, right]))
    }

    /// The two sides, if there are only two.
    pub(crate) fn sides(&self) -> impl Iterator<Item = &CodeSet> {
        self.0.iter().flatten()
    }

    /// Whether a norm of the one against a norm of the other is looked for.
    pub fn allows(&self, requiring: JurisdictionId, forbidding: JurisdictionId) -> bool {
        let Some([left, right]) = &self.0 else { return true };
        let (requiring, forbidding) = (code(requiring), code(forbidding));
        (left.contains(requiring) && right.contains(forbidding))
            || (right.contains(requiring) && left.contains(forbidding))
    }
}

/// Every conflict, sorted by owners and provisions.
pub(super) fn conflicts(
    book: &Lawbook<'_>,
    facts: &[Known],
    involved: &CodeSet,
    norms: &[Standing],
    between: &Between,
) -> Vec<Conflict> {
    let live = |modality| norms.iter().filter(move |s| s.applies != Truth::False && book.norms[s.norm].is(modality));
    let forbidding: Vec<&Standing> = live(Modality::MustNot).collect();
    let mut sides = Sides::new(book, involved);
    let mut found = Vec::new();
    for required in live(Modality::Must) {
        for forbidden in &forbidding {
            if let Some(certainty) = collide(book, required, forbidden, between) {
                let ways = sides.out(facts, required.norm, forbidden.norm);
                let outcome = ways.iter().filter_map(|way| way.helps()).min().unwrap_or(Outcome::Deadlock);
                let act = book.norms[required.norm].norm.act;
                let (required, forbidden) = (required.norm, forbidden.norm);
                found.push(Conflict { required, forbidden, act, certainty, outcome, ways });
            }
        }
    }
    found.sort_by_key(|conflict| conflict.place(book));
    found
}

impl Conflict {
    /// By what conflicts are sorted: owners, then provisions.
    pub(crate) fn place(&self, book: &Lawbook<'_>) -> (JurisdictionId, JurisdictionId, ProvisionId, ProvisionId) {
        let (required, forbidden) = (&book.norms[self.required], &book.norms[self.forbidden]);
        (required.owner, forbidden.owner, required.provision, forbidden.provision)
    }
}

/// How sure it is that two norms collide; `None` if they do not.
fn collide(book: &Lawbook<'_>, required: &Standing, forbidden: &Standing, between: &Between) -> Option<Certainty> {
    let (must, must_not) = (&book.norms[required.norm], &book.norms[forbidden.norm]);
    if !book.entailed(must.norm.act).contains(&must_not.norm.act)
        || book.nested(must.owner, must_not.owner)
        || !between.allows(must.owner, must_not.owner)
    {
        return None;
    }
    match (required.applies.and(forbidden.applies), required.disputed || forbidden.disputed) {
        (Truth::False, _) => None,
        (Truth::Unknown, _) => compatible(book, required.norm, forbidden.norm).then_some(Certainty::Possible),
        (Truth::True, true) => Some(Certainty::Contested),
        (Truth::True, false) => Some(Certainty::Certain),
    }
}

/// Whether some request could make both norms apply. "No" is certain, "yes" nearly so.
#[must_use]
pub fn compatible(book: &Lawbook<'_>, a: NormId, b: NormId) -> bool {
    let sums = |id: NormId| {
        let norm = &book.norms[id];
        norm.sums.get_or_init(|| {
            let mut cubes = Cubes::new(&book.formulas, &book.domains);
            meaning::applies(&mut cubes, &book.formulas, norm)
        })
    };
    can_both_hold(sums(a), sums(b))
}
