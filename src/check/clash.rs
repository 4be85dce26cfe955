//! Inside one legal order nothing should be required and forbidden at once, on whatever day. Between two legal orders
//! that is a conflict and the solver's business; inside one it is a question for the maintainer.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{Era, Review};
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::{JurisdictionId, Modality, Period, ProvisionId};
use crate::lawbook::{BookNorm, NormId};
use crate::logic::Region;
use crate::solve::compatible;
use crate::text::json::Step;

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    // By name, so that versions that clash one after the other are told once.
    let mut clashes: BTreeMap<[&str; 2], (ProvisionId, Period)> = BTreeMap::new();
    let by_era: Vec<_> = review.eras().par_iter().map(|era| clashes_in(review, era)).collect();
    for (must, must_not, period) in by_era.into_iter().flatten() {
        let names = [must, must_not].map(|id| review.corpus.provision_name(id));
        let known = clashes.entry(names).or_insert((must, period));
        *known = (must, known.1.hull(&period));
    }
    clashes.into_iter().map(|(names, (must, period))| told(review, names, must, &period)).collect()
}

/// The pairs of an era that clash, each with the days on which it does.
fn clashes_in(review: &Review<'_>, era: &Era<'_>) -> Vec<(ProvisionId, ProvisionId, Period)> {
    let book = &era.book;
    let concerns = |norm: &NormId| review.concerns(book.norms[*norm].owner);
    let mut forbidding: BTreeMap<JurisdictionId, Vec<NormId>> = BTreeMap::new();
    for (id, norm) in book.norms.iter().filter(|(_, norm)| norm.is(Modality::MustNot)) {
        forbidding.entry(norm.owner).or_default().push(id);
    }
    let mut found = Vec::new();
    for (required, must) in book.norms.iter().filter(|(_, norm)| norm.is(Modality::Must)) {
        let own = forbidding.iter().filter(|(owner, _)| book.nested(must.owner, **owner));
        for forbidden in own.flat_map(|(_, norms)| norms).filter(|norm| concerns(&required) || concerns(norm)) {
            let must_not = &book.norms[*forbidden];
            let in_force = |provision: ProvisionId| review.corpus.provisions[provision].in_force;
            let together = in_force(must.provision).and(&in_force(must_not.provision));
            if let Some(period) = together.and_then(|together| together.and(&era.period))
                && book.entailed(must.norm.act).contains(&must_not.norm.act)
                && compatible(book, required, *forbidden)
                && can_both_apply(era, must, must_not)
            {
                found.push((must.provision, must_not.provision, period));
            }
        }
    }
    found
}

/// Whether some request makes both apply. What is too much work to know is taken for possible.
fn can_both_apply(era: &Era<'_>, must: &BookNorm, must_not: &BookNorm) -> bool {
    let norms = [must, must_not];
    let mut regions = era.regions(&norms);
    let [must, must_not] = norms.map(|norm| era.applies(&mut regions, norm));
    let both = regions.both(must, must_not);
    era.occurring(&mut regions, &norms, both) != Region::NEVER || !regions.is_complete()
}

fn told(review: &Review<'_>, [must, must_not]: [&str; 2], place: ProvisionId, period: &Period) -> Diagnostic {
    let from = period.first().map_or_else(String::new, |first| format!(", from {first}"));
    let to = period.last().map_or_else(String::new, |last| format!(" to {last}"));
    let message = format!("`{must}` requires what `{must_not}` forbids, in one legal order{from}{to}");
    let span = review.corpus.place(Subject::Provision(place), &[Step::Key("id".into())]);
    let help = "later or more special law wins here: say so with an exception, if it is not clear";
    Diagnostic::new(Code::InternalClash, message).help(help).at(span)
}
