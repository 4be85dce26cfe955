//! The question worth asking next.

use schemars::JsonSchema;
use serde::Serialize;

use super::check::ConflictReport;
use super::glossary::Glossary;
use super::horn::Writer;
use super::names::{Certainty, Outcome};
use crate::law::{Fact, FactType};
use crate::solve::Solution;
use crate::survey::advise::{Open, telling};

/// A question worth asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QuestionReport<'c> {
    /// The fact.
    pub fact: &'c str,
    /// The question.
    pub question: &'c str,
    /// The fact's type.
    #[serde(rename = "type")]
    pub ty: &'static str,
    /// The answers, where they can be listed.
    pub answers: Vec<AnswerReport<'c>>,
    /// The places of the conflicts, from one, that hinge on it, or a way out of them.
    pub decides: Vec<usize>,
}

/// An answer that a question accepts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AnswerReport<'c> {
    /// As requests write it.
    pub value: &'c str,
    /// What it is called.
    pub label: &'c str,
}

impl<'c> Writer<'_, 'c> {
    /// Of the unknown facts on which a conflict or a way out of it hangs, and of the places that are not given, the one whose
    /// answer moves the verdict most.
    pub(super) fn question(&self, conflicts: &[ConflictReport<'c>], solution: &Solution) -> Option<QuestionReport<'c>> {
        let hang = |fact: &'c Fact| (1..).zip(conflicts).filter(|(_, conflict)| hangs_on(conflict, &fact.name));
        let open = self.book.corpus.vocabulary.facts.iter().filter_map(|(id, fact)| {
            let (hanging, is_place) = (hang(fact).count(), solution.open_places.contains(&id));
            // Law of places that are not named yet can collide too.
            let reach = if is_place { usize::MAX } else { reach(conflicts, &fact.name, solution.verdict.into()) };
            (hanging > 0 || is_place).then_some(Open { fact: id, reach, conflicts: hanging })
        });
        let fact = telling(self.book, self.facts, solution, open.collect())?;
        let fact = &self.book.corpus.vocabulary.facts[fact];
        Some(self.ask(fact, hang(fact).map(|(number, _)| number).collect()))
    }

    fn ask(&self, fact: &'c Fact, decides: Vec<usize>) -> QuestionReport<'c> {
        let glossary = Glossary::new(self.book.corpus, self.lang);
        let answer = |value| AnswerReport { value, label: glossary.value(&fact.name, value) };
        QuestionReport {
            fact: &fact.name,
            question: fact.question.get(self.lang),
            ty: fact.ty.name(),
            answers: match &fact.ty {
                FactType::Choice(values) => values.iter().map(|value| answer(&value.name)).collect(),
                FactType::Flag => vec![answer("true"), answer("false")],
                FactType::Jurisdiction | FactType::Jurisdictions | FactType::Mechanisms => Vec::new(),
            },
            decides,
        }
    }
}

/// Whether a conflict, or a way out of it, hangs on a fact.
fn hangs_on(conflict: &ConflictReport<'_>, fact: &str) -> bool {
    let missing = conflict.mechanisms.iter().flat_map(|way| &way.missing);
    conflict.hinges_on.iter().chain(missing).any(|open| *open == fact)
}

/// By how many places among the verdicts the answer to a fact can move the verdict at most: what is merely possible can
/// come true or go, and ways out can open.
fn reach(conflicts: &[ConflictReport<'_>], fact: &str, now: Outcome) -> usize {
    let worst = |outcome: &dyn Fn(&ConflictReport<'_>) -> Option<Outcome>| {
        conflicts.iter().filter_map(outcome).map(Outcome::place).max().unwrap_or_default()
    };
    let at_best = worst(&|conflict| match (conflict.certainty, hangs_on(conflict, fact)) {
        (Certainty::Possible, _) => None,
        (Certainty::Certain | Certainty::Contested, true) => Some(conflict.at_best),
        (Certainty::Certain | Certainty::Contested, false) => Some(conflict.outcome),
    });
    let at_worst = worst(&|conflict| {
        (conflict.certainty != Certainty::Possible || hangs_on(conflict, fact)).then_some(conflict.outcome)
    });
    now.place().saturating_sub(at_best).max(at_worst.saturating_sub(now.place()))
}
