//! Inside one legal order nothing should be required and forbidden at once. Between two legal orders that is a
//! conflict and the solver's business; inside one it is a question for the maintainer.

use super::Review;
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::Modality;
use crate::lawbook::NormId;
use crate::solve::compatible;
use crate::text::json::Step;

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    let Some(book) = review.books.get(&review.today) else { return Vec::new() };
    let of = |modality| book.norms.iter().filter(move |(_, norm)| norm.is(modality)).map(|(id, _)| id);
    let forbidding: Vec<NormId> = of(Modality::MustNot).collect();
    let mut found = Vec::new();
    for required in of(Modality::Must) {
        for forbidden in &forbidding {
            let (must, must_not) = (&book.norms[required], &book.norms[*forbidden]);
            if book.entailed(must.norm.act).contains(&must_not.norm.act)
                && book.nested(must.owner, must_not.owner)
                && compatible(book, required, *forbidden)
            {
                let (must, must_not) = (must.provision, must_not.provision);
                let names = (review.corpus.provision_name(must), review.corpus.provision_name(must_not));
                let message = format!("`{}` requires what `{}` forbids, in one legal order", names.0, names.1);
                let span = review.corpus.place(Subject::Provision(must), &[Step::Key("id".into())]);
                let help = "later or more special law wins here: say so with an exception, if it is not clear";
                found.push(Diagnostic::new(Code::InternalClash, message).help(help).at(span));
            }
        }
    }
    found
}
