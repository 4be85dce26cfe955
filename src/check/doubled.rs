//! Two provisions of one owner that say the same: one act, one modality, the same requests, on all days that they share.
//!
//! Of each provision one request is found to which it applies. Where that is none to which the other one applies the two
//! are not the same, and only the few pairs that are left are compared exactly. Statutes for several trades often say the
//! same, so that of provisions with other dates this is a note.

use std::collections::BTreeMap;

use super::{Era, Review, days};
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::{ActId, JurisdictionId, Modality, Period, ProvisionId};
use crate::lawbook::BookNorm;
use crate::logic::{Kleene, Known, Region, Truth, eval};
use crate::solve::meaning;
use crate::text::json::Step;

/// What two provisions must share before they are compared.
type Kind = (JurisdictionId, ActId, Modality);

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    let corpus = review.corpus;
    let mut kinds: BTreeMap<Kind, Vec<ProvisionId>> = BTreeMap::new();
    // Two permissions may be two remedies; they collide with nothing.
    for (id, law) in review.provisions().filter(|(_, law)| law.norm.modality != Modality::May) {
        kinds.entry((corpus.owner_of(id), law.norm.act, law.norm.modality)).or_default().push(id);
    }
    let found = kinds.into_values().filter(|alike| alike.len() > 1).flat_map(|alike| doubles(review, &alike));
    // By name, so that versions that say the same one after the other are told once.
    let mut pairs: BTreeMap<[&str; 2], (Code, Double)> = BTreeMap::new();
    for double in found {
        let [one, other] = [double.earlier, double.later].map(|id| &corpus.provisions[id].in_force);
        let code = if one == other { Code::DoubledNorm } else { Code::DoubledMeanwhile };
        let names = [double.earlier, double.later].map(|id| corpus.provision_name(id));
        let shared = double.shared;
        let known = pairs.entry(names).or_insert((code, double));
        known.1.shared = known.1.shared.hull(&shared);
        if code == Code::DoubledNorm {
            known.0 = code;
        }
    }
    pairs.into_iter().map(|(names, (code, double))| told(review, names, code, &double)).collect()
}

/// Two provisions that say the same, and the days on which they do.
#[derive(Debug, Clone, Copy)]
struct Double {
    earlier: ProvisionId,
    later: ProvisionId,
    shared: Period,
}

/// Of provisions of one kind those that say what an earlier one says. Of three that say the same on the same days two are
/// told.
fn doubles(review: &Review<'_>, alike: &[ProvisionId]) -> Vec<Double> {
    let in_force = |id: &ProvisionId| review.corpus.provisions[*id].in_force;
    let mut samples = Samples { review, known: BTreeMap::new() };
    let mut found = Vec::new();
    for (at, later) in alike.iter().enumerate() {
        let mut told_for: Vec<Period> = Vec::new();
        for earlier in alike.iter().take(at) {
            let Some(shared) = in_force(earlier).and(&in_force(later)) else { continue };
            let is_told = told_for.iter().any(|known| known.and(&shared) == Some(shared));
            if !is_told && samples.may_agree(&shared, *earlier, *later) && agree(review, shared, *earlier, *later) {
                told_for.push(shared);
                found.push(Double { earlier: *earlier, later: *later, shared });
            }
        }
    }
    found
}

/// By era and provision: a request to which the provision applies, if there is one and it was found.
struct Samples<'r, 'c> {
    review: &'r Review<'c>,
    known: BTreeMap<(usize, ProvisionId), Option<Vec<Known>>>,
}

impl Samples<'_, '_> {
    /// Whether two provisions may say the same on the last of some days: the sample of neither rules that out.
    fn may_agree(&mut self, shared: &Period, one: ProvisionId, other: ProvisionId) -> bool {
        let eras = self.review.eras();
        let last = eras.iter().enumerate().rev().find(|(_, era)| era.period.and(shared).is_some());
        let Some((at, era)) = last else { return false };
        [(one, other), (other, one)].into_iter().all(|(of, asked)| {
            let Some(norm) = norm(era, asked) else { return false };
            let sample = self.known.entry((at, of)).or_insert_with(|| sample(era, of));
            sample.as_ref().is_none_or(|facts| may_apply(era, norm, facts))
        })
    }
}

fn sample(era: &Era<'_>, id: ProvisionId) -> Option<Vec<Known>> {
    let norm = norm(era, id)?;
    let mut regions = era.regions(&[norm]);
    let applies = era.applies(&mut regions, norm);
    regions.witness(applies).filter(|_| regions.is_complete())
}

/// Whether a request does not rule out that a norm applies to it.
fn may_apply(era: &Era<'_>, norm: &BookNorm, facts: &[Known]) -> bool {
    let mut algebra = Kleene::new(&era.formulas, facts);
    let involved = eval(&mut algebra, &era.formulas, era.involved[norm.owner]);
    involved.and(meaning::applies(&mut algebra, &era.formulas, norm)) != Truth::False
}

fn norm<'e>(era: &'e Era<'_>, id: ProvisionId) -> Option<&'e BookNorm> {
    era.norms.get(&id).map(|norm| &era.book.norms[*norm])
}

/// Whether two provisions apply, and are disputed, for the same requests in every era of some days. What is too much work
/// to know is taken for different, and what never applies is told as that.
fn agree(review: &Review<'_>, shared: Period, one: ProvisionId, other: ProvisionId) -> bool {
    let meanings = review.eras_of(Some(shared)).map(|era| meanings(era, one, other));
    let meanings: Option<Vec<[[Region; 2]; 2]>> = meanings.collect();
    meanings.is_some_and(|meanings| {
        let apply = meanings.iter().any(|[[applies, _], _]| *applies != Region::NEVER);
        apply && meanings.iter().all(|[one, other]| one == other)
    })
}

/// Of each of two provisions the requests to which it applies, and those for which that is disputed; `None` where that was
/// too much work.
fn meanings(era: &Era<'_>, one: ProvisionId, other: ProvisionId) -> Option<[[Region; 2]; 2]> {
    let norms = [norm(era, one)?, norm(era, other)?];
    let mut regions = era.regions(&norms);
    let meanings = norms.map(|norm| {
        let applies = era.applies(&mut regions, norm);
        let applies = era.occurring(&mut regions, &norms, applies);
        let disputed = meaning::disputed(&mut regions, &era.formulas, norm);
        let disputed = regions.both(applies, disputed);
        [applies, disputed]
    });
    regions.is_complete().then_some(meanings)
}

fn told(review: &Review<'_>, [one, other]: [&str; 2], code: Code, double: &Double) -> Diagnostic {
    let when = if code == Code::DoubledNorm { "same dates".to_owned() } else { days(&double.shared) };
    let message = format!("`{other}` says the same as `{one}`: same act, same requests, {when}");
    let span = review.corpus.place(Subject::Provision(double.later), &[Step::Key("id".into())]);
    let help = "every conflict of the one is told again for the other; keep one, or say what tells them apart";
    Diagnostic::new(code, message).help(help).at(span)
}
