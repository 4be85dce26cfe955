//! Inside one legal order nothing should be required and forbidden at once, on whatever day. Between two legal orders
//! that is a conflict and the solver's business; inside one it is a question for the maintainer.

use std::collections::BTreeMap;

use super::{Era, Review};
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::{Modality, Period, ProvisionId};
use crate::lawbook::{BookNorm, NormId};
use crate::solve::compatible;
use crate::text::json::Step;

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    // By name, so that versions that clash one after the other are told once.
    let mut clashes: BTreeMap<[&str; 2], (ProvisionId, Period)> = BTreeMap::new();
    for (must, must_not, period) in review.eras().iter().flat_map(|era| clashes_in(review, era)) {
        let names = [must, must_not].map(|id| review.corpus.provision_name(id));
        let known = clashes.entry(names).or_insert((must, period));
        *known = (must, known.1.hull(&period));
    }
    clashes.into_iter().map(|(names, (must, period))| told(review, names, must, &period)).collect()
}

/// The pairs of an era that clash, each with the days on which it does.
fn clashes_in(review: &Review<'_>, era: &Era<'_>) -> Vec<(ProvisionId, ProvisionId, Period)> {
    let book = &era.book;
    let of = |modality| book.norms.iter().filter(move |(_, norm)| norm.is(modality)).map(|(id, _)| id);
    let concerns = |norm: &NormId| review.concerns(book.norms[*norm].owner);
    let forbidding: Vec<NormId> = of(Modality::MustNot).collect();
    let own: Vec<NormId> = forbidding.iter().copied().filter(concerns).collect();
    let mut found = Vec::new();
    for required in of(Modality::Must) {
        for forbidden in if concerns(&required) { &forbidding } else { &own } {
            let (must, must_not) = (&book.norms[required], &book.norms[*forbidden]);
            let in_force = |provision: ProvisionId| review.corpus.provisions[provision].in_force;
            let together = in_force(must.provision).and(&in_force(must_not.provision));
            if let Some(period) = together.and_then(|together| together.and(&era.period))
                && book.entailed(must.norm.act).contains(&must_not.norm.act)
                && book.nested(must.owner, must_not.owner)
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
    let mut regions = era.regions([must, must_not]);
    let [must, must_not] = [must, must_not].map(|norm| era.applies(&mut regions, norm));
    regions.meets(must, must_not) || !regions.is_complete()
}

fn told(review: &Review<'_>, [must, must_not]: [&str; 2], place: ProvisionId, period: &Period) -> Diagnostic {
    let from = period.first().map_or_else(String::new, |first| format!(", from {first}"));
    let to = period.last().map_or_else(String::new, |last| format!(" to {last}"));
    let message = format!("`{must}` requires what `{must_not}` forbids, in one legal order{from}{to}");
    let span = review.corpus.place(Subject::Provision(place), &[Step::Key("id".into())]);
    let help = "later or more special law wins here: say so with an exception, if it is not clear";
    Diagnostic::new(Code::InternalClash, message).help(help).at(span)
}
