//! The answer to one request.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;

use super::glossary::Glossary;
use super::horn::{ColumnReport, HornReport, NormReport, Writer};
use super::jurisdiction::{MembershipReport, memberships};
use super::names::{Certainty, Outcome, finding_id};
use super::question::QuestionReport;
use super::way::WayReport;
use super::{Options, Receipt, SCHEMA_VERSION};
use crate::law::{Id, Level, Modality, Request};
use crate::lawbook::{BookNorm, Lawbook};
use crate::logic::{Known, Truth};
use crate::solve::{self, Conflict, Solution, Standing, Status, duties};

/// The answer to one request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CheckReport<'c> {
    /// The version of this form.
    pub schema_version: u32,
    /// The request's name.
    pub request: String,
    /// The date on which the law was read.
    pub as_of: String,
    /// The worst outcome among certain and contested conflicts.
    pub verdict: Outcome,
    /// The worst outcome if the possible conflicts come true.
    pub worst_case: Outcome,
    /// Every jurisdiction involved.
    pub involved: Vec<&'c str>,
    /// Who of them belongs to whom on the date, and by which treaty.
    pub memberships: Vec<MembershipReport>,
    /// What the request says.
    pub facts: Vec<FactReport<'c>>,
    /// The conflicts: those of one requiring provision together, what is surest and worst first.
    pub conflicts: Vec<ConflictReport<'c>>,
    /// The conflicts that a binding mechanism in use has resolved.
    pub resolved: Vec<ConflictReport<'c>>,
    /// What each state requires, forbids and permits.
    pub duties: Vec<ColumnReport<'c>>,
    /// The question whose answer moves the verdict most.
    pub next_question: Option<QuestionReport<'c>>,
    /// What is not encoded.
    pub gaps: Vec<GapReport<'c>>,
    /// Facts that would name jurisdictions but are not given: no answer is clear while there is one.
    pub open_places: Vec<&'c str>,
    /// What is encoded in part, and what is left out.
    pub limits: Vec<LimitReport<'c>>,
    /// Where nothing collides, the norms that could have and why they did not; with the whole derivation every norm
    /// of an involved jurisdiction.
    pub norms: Vec<NormReport<'c>>,
    /// What the answer was made with.
    pub receipt: Receipt,
    /// What the ids are called.
    #[serde(skip)]
    pub glossary: Glossary<'c>,
}

/// One fact of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FactReport<'c> {
    /// The fact's id.
    pub fact: &'c str,
    /// What it is called.
    pub label: &'c str,
    /// Its values; `null` is unknown.
    pub values: Option<Vec<&'c str>>,
    /// Whether these are what a request that leaves it out means.
    pub by_default: bool,
}

/// An act required by one legal order that entails an act forbidden by another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ConflictReport<'c> {
    /// A short stable hash of what collides.
    pub id: String,
    /// The requiring and the forbidding jurisdiction.
    pub pair: [&'c str; 2],
    /// What is required.
    pub required: HornReport<'c>,
    /// What is forbidden.
    pub forbidden: HornReport<'c>,
    /// How sure the conflict is.
    pub certainty: Certainty,
    /// The facts on which it hinges.
    pub hinges_on: Vec<&'c str>,
    /// What can become of it.
    pub outcome: Outcome,
    /// The same if every missing fact opens the way out that hangs on it.
    pub at_best: Outcome,
    /// The ways out, the open ones first.
    pub mechanisms: Vec<WayReport<'c>>,
}

/// Law that the corpus does not encode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GapReport<'c> {
    /// Whose law; empty for a faulty file that belongs to nobody alone.
    pub jurisdiction: &'c str,
    /// On what; empty for a faulty file.
    pub topic: &'c str,
    /// Whether nothing at all of this jurisdiction is encoded.
    #[serde(skip)]
    pub whole: bool,
    /// The day from which it is encoded, where that is later than the day of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoded_since: Option<String>,
    /// The faulty file that was left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub broken_file: Option<&'c str>,
}

/// What is encoded in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LimitReport<'c> {
    /// Whose law.
    pub jurisdiction: &'c str,
    /// On what.
    pub topic: &'c str,
    /// What is left out or left to judgement.
    pub limits: &'c str,
}

/// Writes the answer to one request.
#[must_use]
pub fn check<'c>(book: &Lawbook<'c>, request: &Request, solution: &Solution, options: Options) -> CheckReport<'c> {
    let writer = Writer { book, facts: &request.facts, lang: options.lang };
    let corpus = book.corpus;
    let conflicts = writer.conflicts(&solution.conflicts);
    let next_question = writer.question(&conflicts, solution);
    CheckReport {
        schema_version: SCHEMA_VERSION,
        request: request.name.clone(),
        as_of: book.day.to_string(),
        verdict: solution.verdict.into(),
        worst_case: solution.worst_case.into(),
        involved: solution.involved.iter().map(|id| corpus.jurisdictions[*id].code.as_str()).collect(),
        memberships: memberships(book, &solution.involved, options.lang),
        facts: writer.facts(),
        conflicts,
        resolved: writer.conflicts(&solution.resolved),
        duties: writer.columns(&duties(book, solution)),
        next_question,
        gaps: writer.gaps(solution),
        open_places: solution.open_places.iter().map(|f| corpus.vocabulary.facts[*f].name.as_str()).collect(),
        limits: writer.limits(solution),
        norms: if options.explain || solution.conflicts.is_empty() {
            writer.norms(solution, options.explain)
        } else {
            Vec::new()
        },
        receipt: Receipt::new(corpus),
        glossary: Glossary::new(corpus, options.lang),
    }
}

/// The facts that are missing to know whether an arguable exception holds.
fn open_arguments<'a, 'c>(horn: &'a HornReport<'c>) -> impl Iterator<Item = &'a &'c str> {
    let open = horn.exceptions.iter().filter(|tried| tried.standing == "arguable" && tried.holds == "unknown");
    open.flat_map(|tried| &tried.missing)
}

/// The best outcome that a way out of a conflict can have, whatever the missing facts turn out to be.
pub(super) fn at_best(conflict: &Conflict) -> solve::Outcome {
    let open = conflict.ways.iter().filter(|way| !matches!(way.status, Status::NotInForce(_)));
    open.filter_map(|way| way.benefit).fold(conflict.outcome, solve::Outcome::min)
}

impl<'c> Writer<'_, 'c> {
    /// The conflicts, those of one requiring provision together, what is surest and worst first.
    pub(super) fn conflicts(&self, conflicts: &[Conflict]) -> Vec<ConflictReport<'c>> {
        let weight = |conflict: &Conflict| (conflict.certainty, Reverse(conflict.outcome));
        let heaviest = |required| conflicts.iter().filter(|c| c.required == required).map(weight).min();
        let mut order: Vec<&Conflict> = conflicts.iter().collect();
        order.sort_by_key(|conflict| (heaviest(conflict.required), conflict.required, weight(conflict)));
        order.into_iter().map(|conflict| self.conflict(conflict)).collect()
    }

    pub(super) fn conflict(&self, conflict: &Conflict) -> ConflictReport<'c> {
        let (required, forbidden) = (self.horn(conflict.required), self.horn(conflict.forbidden));
        let (near, far) = (self.book.norms[conflict.required].owner, self.book.norms[conflict.forbidden].owner);
        let mut hinges_on = Vec::new();
        let missing = [&required, &forbidden].into_iter().flat_map(|horn| &horn.missing);
        for fact in missing.chain(open_arguments(&required)).chain(open_arguments(&forbidden)) {
            if !hinges_on.contains(fact) {
                hinges_on.push(*fact);
            }
        }
        ConflictReport {
            id: finding_id(required.provision, forbidden.provision, required.act),
            pair: [required.jurisdiction, forbidden.jurisdiction],
            certainty: conflict.certainty.into(),
            hinges_on,
            outcome: conflict.outcome.into(),
            at_best: at_best(conflict).into(),
            mechanisms: conflict.ways.iter().map(|way| self.way(way, near, far)).collect(),
            required,
            forbidden,
        }
    }

    pub(super) fn facts(&self) -> Vec<FactReport<'c>> {
        let facts = &self.book.corpus.vocabulary.facts;
        facts
            .iter()
            .map(|(id, fact)| FactReport {
                fact: &fact.name,
                label: fact.label.get(self.lang),
                values: match self.facts.get(id.index()) {
                    Some(Known::One(code)) => Some(vec![self.book.corpus.value_name(id, *code)]),
                    Some(Known::Many(set)) => Some(set.iter().map(|c| self.book.corpus.value_name(id, c)).collect()),
                    Some(Known::Unknown) | None => None,
                },
                by_default: fact.default != Known::Unknown && self.facts.get(id.index()) == Some(&fact.default),
            })
            .collect()
    }

    pub(super) fn gaps(&self, solution: &Solution) -> Vec<GapReport<'c>> {
        let corpus = self.book.corpus;
        let gaps = solution.gaps.iter().map(|gap| GapReport {
            jurisdiction: corpus.jurisdictions[gap.jurisdiction].code.as_str(),
            topic: &corpus.vocabulary.topics[gap.topic].name,
            whole: self.book.gaps(gap.jurisdiction, self.book.day).count() == corpus.vocabulary.topics.len(),
            encoded_since: self.book.encoded_since(gap.jurisdiction, gap.topic).map(|since| since.to_string()),
            broken_file: None,
        });
        let broken = corpus.broken.iter().map(|broken| GapReport {
            jurisdiction: broken.jurisdiction.as_deref().unwrap_or_default(),
            topic: "",
            whole: false,
            encoded_since: None,
            broken_file: Some(&broken.file),
        });
        gaps.chain(broken).collect()
    }

    pub(super) fn limits(&self, solution: &Solution) -> Vec<LimitReport<'c>> {
        let corpus = self.book.corpus;
        let mut limits = Vec::new();
        for id in &solution.involved {
            let jurisdiction = &corpus.jurisdictions[*id];
            for (topic, coverage) in jurisdiction.coverage.iter().filter(|(_, c)| c.level == Level::Partly) {
                limits.push(LimitReport {
                    jurisdiction: &jurisdiction.code,
                    topic: &corpus.vocabulary.topics[topic].name,
                    limits: coverage.limits.as_ref().map_or("", |text| text.get(self.lang)),
                });
            }
        }
        limits
    }

    /// Every norm of those involved; without the whole derivation only those that require or forbid, do not apply, and
    /// could have met a counterpart of another state that is involved.
    fn norms(&self, solution: &Solution, all: bool) -> Vec<NormReport<'c>> {
        let book = self.book;
        let norm = |standing: &Standing| &book.norms[standing.norm];
        let meets = |must: &BookNorm, not: &BookNorm| {
            book.entailed(must.norm.act).contains(&not.norm.act) && !book.nested(must.owner, not.owner)
        };
        let counterpart = |one: &BookNorm| {
            solution.norms.iter().map(norm).any(|other| match (one.norm.modality, other.norm.modality) {
                (Modality::Must, Modality::MustNot) => meets(one, other),
                (Modality::MustNot, Modality::Must) => meets(other, one),
                _ => false,
            })
        };
        let telling = solution
            .norms
            .iter()
            .filter(|standing| all || (standing.applies == Truth::False && counterpart(norm(standing))));
        telling.map(|standing| self.norm(standing.norm)).collect()
    }
}
