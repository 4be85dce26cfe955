//! Prohibitions that hold for whoever has an establishment or a market in a state, though provider, data, customer and
//! person are all elsewhere. A demand at home would collide with the law of every state in which the provider has a
//! branch; hardly any law means that.

use super::{Era, Review};
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::{Modality, ProvisionId};
use crate::lawbook::BookNorm;
use crate::logic::{Region, eval};
use crate::solve::meaning;
use crate::text::json::Step;

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    let bans = review.provisions().filter(|(_, law)| law.norm.modality == Modality::MustNot);
    let found = bans.filter(|(id, law)| {
        let mut eras = review.eras_of(Some(law.in_force));
        eras.any(|era| era.norms.get(id).is_some_and(|norm| holds_by_branch_alone(era, &era.book.norms[*norm])))
    });
    found.map(|(id, _)| told(review, id)).collect()
}

/// Whether a norm surely applies to some request that has nothing else to do with its owner.
fn holds_by_branch_alone(era: &Era<'_>, norm: &BookNorm) -> bool {
    let mut regions = era.regions(&[norm]);
    let applies = era.applies(&mut regions, norm);
    let disputed = meaning::disputed(&mut regions, &era.formulas, norm);
    let certain = regions.without(applies, disputed);
    let rooted = eval(&mut regions, &era.formulas, era.rooted[norm.owner]);
    regions.is_complete() && regions.without(certain, rooted) != Region::NEVER
}

fn told(review: &Review<'_>, id: ProvisionId) -> Diagnostic {
    let name = review.corpus.provision_name(id);
    let message = format!("`{name}` binds whoever has an establishment or a market there, whosever data they are");
    let span = review.corpus.place(Subject::Provision(id), &[Step::Key("when".into())]);
    let help = "beside `provider.presence` or `provider.market` name what ties the data to that state: its customer, its \
                person, its soil";
    Diagnostic::new(Code::BranchAlone, message).help(help).at(span)
}
