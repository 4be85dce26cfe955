//! Conditions that never hold, and exceptions that never matter: on none of the days on which they are in force.

use std::sync::OnceLock;

use super::{Era, Review};
use crate::corpus::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::law::{Link, Mechanism, MechanismId, Period, ProvisionId};
use crate::lawbook::BookNorm;
use crate::logic::{Algebra as _, Region, Regions, eval};
use crate::solve::meaning::{self, Bound, Joint};
use crate::text::json::Step;

pub(super) fn check(review: &Review<'_>) -> Vec<Diagnostic> {
    let provisions = review.provisions().flat_map(|(id, _)| provision(review, id));
    let mechanisms = review.mechanisms().flat_map(|(id, _)| mechanism(review, id));
    provisions.chain(mechanisms).collect()
}

fn provision(review: &Review<'_>, id: ProvisionId) -> Vec<Diagnostic> {
    let law = &review.corpus.provisions[id];
    let name = review.corpus.provision_name(id);
    let eras = || review.eras_of(Some(law.in_force));
    let applies = |era: &Era<'_>| era.norms.get(&id).is_some_and(|norm| can_apply(era, &era.book.norms[*norm]));
    if !eras().any(applies) {
        let fault = Diagnostic::new(Code::NeverApplies, format!("`{name}` can never apply"));
        let span = review.corpus.place(Subject::Provision(id), &[Step::Key("when".into())]);
        let help = "its scope, condition and settled exceptions contradict each other, or leave only combinations of facts \
                    that the vocabulary calls impossible";
        return vec![fault.help(help).at(span)];
    }
    let idle = law.unless.iter().enumerate().filter(|(place, _)| !eras().any(|era| matters(era, id, *place)));
    idle.map(|(place, exception)| {
        let message = format!("the exception `{}` of `{name}` can never matter", exception.name);
        let part = [Step::Key("unless".into()), Step::Index(place), Step::Key("when".into())];
        let help = "the provision applies to no request for which the exception holds, whether the exception stands there or not";
        let fault = Diagnostic::new(Code::IdleException, message).help(help);
        fault.at(review.corpus.place(Subject::Provision(id), &part))
    })
    .collect()
}

/// Whether some request makes a norm apply. What is too much work to know is taken for possible.
fn can_apply(era: &Era<'_>, norm: &BookNorm) -> bool {
    let mut regions = era.regions(&[norm]);
    era.applies(&mut regions, norm) != Region::NEVER || !regions.is_complete()
}

/// Whether a settled exception takes out requests that no other one does, and whether an arguable one can hold where
/// the provision applies: each of these is an argument of its own.
fn matters(era: &Era<'_>, id: ProvisionId, place: usize) -> bool {
    let Some(norm) = era.norms.get(&id).map(|norm| &era.book.norms[*norm]) else { return false };
    let Some(exception) = norm.exceptions.get(place) else { return false };
    let mut regions = era.regions(&[norm]);
    let mut others = BookNorm { exceptions: norm.exceptions.clone(), sums: OnceLock::new(), ..*norm };
    others.exceptions.remove(place);
    let applies = era.applies(&mut regions, &others);
    let holds = eval(&mut regions, &era.formulas, exception.when);
    let both = regions.both(applies, holds);
    era.occurring(&mut regions, &[norm], both) != Region::NEVER || !regions.is_complete()
}

fn mechanism(review: &Review<'_>, id: MechanismId) -> Vec<Diagnostic> {
    let Mechanism { name, link, .. } = &review.corpus.mechanisms[id];
    let never = |message: String, part: &[Step]| {
        let span = review.corpus.place(Subject::Mechanism(id), part);
        Diagnostic::new(Code::NeverApplies, message).at(span)
    };
    let can = |end: usize, period: Option<Period>| review.eras_of(period).any(|era| usable(era, id, end));
    let open: Vec<bool> = match link {
        Link::Parties(parties) => parties.iter().enumerate().map(|(end, party)| can(end, party.in_force)).collect(),
        Link::OneWay { in_force, .. } | Link::Of { in_force, .. } => vec![can(0, *in_force)],
    };
    if !open.contains(&true) {
        return vec![never(format!("the mechanism `{name}` can never be used"), &[Step::Key("when".into())])];
    }
    let Link::Parties(parties) = link else { return Vec::new() };
    let barred = parties.iter().enumerate().zip(open).filter(|(_, open)| !open);
    barred
        .map(|((place, party), _)| {
            let code = &review.corpus.jurisdictions[party.jurisdiction].code;
            let part = [Step::Key("parties".into()), Step::Index(place), Step::Key("when".into())];
            never(format!("with its reservation {code} can never use `{name}`"), &part)
        })
        .collect()
}

/// Whether a mechanism can be used with the reservation of one of its ends.
fn usable(era: &Era<'_>, id: MechanismId, end: usize) -> bool {
    let route = &era.book.routes[id];
    let Some(end) = route.ends.all().nth(end) else { return false };
    let mut regions = Regions::over(&era.basis(&era.formulas, &[]), [route.when, end.when]);
    let joint = Joint::of(end, Bound::Both);
    let all = |regions: &mut Regions, _: &Joint| regions.constant(true);
    meaning::usable(&mut regions, &era.formulas, route, &[joint], all) != Region::NEVER || !regions.is_complete()
}
