//! Conditions that never hold, and exceptions that never matter.

use super::Review;
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::Id;
use crate::logic::{Cubes, can_both_hold, can_hold, eval};
use crate::solve::meaning;
use crate::text::json::Step;

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    let mut found = provisions(review);
    found.extend(mechanisms(review));
    found
}

fn provisions(review: &Review<'_>) -> Vec<Diagnostic> {
    let corpus = review.corpus;
    let mut found = Vec::new();
    for (id, book, norm) in review.norms() {
        let law = &book.norms[norm];
        let mut algebra = Cubes::new(&book.formulas, &book.domains);
        let name = corpus.provision_name(id);
        let applies = meaning::applies(&mut algebra, &book.formulas, law);
        if !can_both_hold(&applies, &applies) {
            let span = corpus.place(Subject::Provision(id), &[Step::Key("when".into())]);
            let fault = Diagnostic::new(Code::NeverApplies, format!("`{name}` can never apply"));
            found.push(fault.help("its scope, condition and settled exceptions contradict each other").at(span));
            continue;
        }
        let mut reach = eval(&mut algebra, &book.formulas, law.scope);
        let when = eval(&mut algebra, &book.formulas, law.when);
        crate::logic::Algebra::and(&mut algebra, &mut reach, &when);
        for (place, exception) in law.exceptions.iter().enumerate() {
            let holds = eval(&mut algebra, &book.formulas, exception.when);
            if !can_both_hold(&reach, &holds) {
                let exception = corpus.provisions[id].unless.get(place).map_or("", |e| e.name.as_str());
                let message = format!("the exception `{exception}` of `{name}` can never matter");
                let part = [Step::Key("unless".into()), Step::Index(place), Step::Key("when".into())];
                let span = corpus.place(Subject::Provision(id), &part);
                let help = "the provision does not apply to any request for which the exception holds";
                found.push(Diagnostic::new(Code::IdleException, message).help(help).at(span));
            }
        }
    }
    found
}

fn mechanisms(review: &Review<'_>) -> Vec<Diagnostic> {
    let Some(book) = review.books.get(&review.today) else { return Vec::new() };
    let unusable = book.routes.iter().filter(|(_, route)| !can_hold(&book.formulas, &book.domains, route.when));
    unusable
        .map(|(id, _)| {
            let name = &review.corpus.mechanisms.as_slice().get(id.index()).map_or("", |m| m.name.as_str());
            let span = review.corpus.place(Subject::Mechanism(id), &[Step::Key("when".into())]);
            Diagnostic::new(Code::NeverApplies, format!("the mechanism `{name}` can never be used")).at(span)
        })
        .collect()
}
