//! Two provisions of one owner that say the same: one act, one modality, the same requests, on the same days.

use std::collections::BTreeMap;

use super::{Era, Review};
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::{ActId, JurisdictionId, Modality, Period, ProvisionId};
use crate::logic::Region;
use crate::solve::meaning;
use crate::text::json::Step;

/// What two provisions must share before they are compared.
type Kind = (JurisdictionId, ActId, Modality, Period);

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    let corpus = review.corpus;
    let mut kinds: BTreeMap<Kind, Vec<ProvisionId>> = BTreeMap::new();
    // Two permissions may be two remedies; they collide with nothing.
    for (id, law) in review.provisions().filter(|(_, law)| law.norm.modality != Modality::May) {
        let kind = (corpus.owner_of(id), law.norm.act, law.norm.modality, law.in_force);
        kinds.entry(kind).or_default().push(id);
    }
    kinds.into_values().filter(|alike| alike.len() > 1).flat_map(|alike| doubles(review, &alike)).collect()
}

/// Of provisions with the same dates those that apply, and are disputed, for the same requests in every era.
fn doubles(review: &Review<'_>, alike: &[ProvisionId]) -> Vec<Diagnostic> {
    let Some(first) = alike.first() else { return Vec::new() };
    let eras: Vec<Vec<Option<[Region; 2]>>> =
        review.eras_of(Some(review.corpus.provisions[*first].in_force)).map(|era| meanings(era, alike)).collect();
    let mut meanings: BTreeMap<Vec<[Region; 2]>, ProvisionId> = BTreeMap::new();
    let mut found = Vec::new();
    for (at, id) in alike.iter().enumerate() {
        let meaning: Option<Vec<[Region; 2]>> = eras.iter().map(|era| era.get(at).copied().flatten()).collect();
        let Some(meaning) = meaning else { continue };
        // What never applies is told as that.
        if meaning.iter().all(|[applies, _]| *applies == Region::NEVER) {
            continue;
        }
        match meanings.get(&meaning) {
            Some(earlier) => found.push(told(review, *earlier, *id)),
            None => _ = meanings.insert(meaning, *id),
        }
    }
    found
}

/// Of each provision the requests to which it applies, and those for which that is disputed; `None` where that was too
/// much work.
fn meanings(era: &Era<'_>, alike: &[ProvisionId]) -> Vec<Option<[Region; 2]>> {
    let norm = |id: &ProvisionId| era.norms.get(id).map(|norm| &era.book.norms[*norm]);
    let mut regions = era.regions(alike.iter().filter_map(norm));
    let meanings = alike.iter().map(|id| {
        let norm = norm(id)?;
        let applies = era.applies(&mut regions, norm);
        let disputed = meaning::disputed(&mut regions, &era.formulas, norm);
        let disputed = regions.both(applies, disputed);
        Some([applies, disputed])
    });
    let meanings: Vec<_> = meanings.collect();
    if regions.is_complete() { meanings } else { vec![None; alike.len()] }
}

fn told(review: &Review<'_>, earlier: ProvisionId, later: ProvisionId) -> Diagnostic {
    let [one, other] = [earlier, later].map(|id| review.corpus.provision_name(id));
    let message = format!("`{other}` says the same as `{one}`: same act, same requests, same dates");
    let span = review.corpus.place(Subject::Provision(later), &[Step::Key("id".into())]);
    let help = "every conflict of the one is told again for the other; keep one, or say what tells them apart";
    Diagnostic::new(Code::DoubledNorm, message).help(help).at(span)
}
