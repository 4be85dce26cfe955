//! The least that must change for a better verdict, as it is shown.

use schemars::JsonSchema;
use serde::Serialize;

use super::check::{self, CheckReport};
use super::names::{Outcome, finding_id};
use super::way::{invoked_by_name, strength_name};
use super::{Options, SCHEMA_VERSION};
use crate::law::{FactId, FactType, Id, MechanismId, Request};
use crate::lawbook::Lawbook;
use crate::logic::Code;
use crate::solve::{Certainty, Solution};
use crate::survey::advise::{Advice, Advised, Aim, AnyOf, Finding, Lead, Level, Question, Turn, asked, control};

/// What would have to change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AdviseReport<'c> {
    /// The version of this form.
    pub schema_version: u32,
    /// `verdict`, or `worst_case` where no conflict is sure; nothing where there is nothing to improve.
    pub improves: Option<&'static str>,
    /// The facts that may change.
    pub may_change: Vec<&'c str>,
    /// Every minimal set of changes: what can be done now first, then what is for the future, then what is hardly a choice.
    pub advice: Vec<AdviceReport<'c>>,
    /// Every better verdict, the nearest first.
    pub levels: Vec<LevelReport>,
    /// How many changes a set may have at most.
    pub max_changes: usize,
    /// How many sets of changes were looked at; all others were ruled out.
    pub looked_at: usize,
    /// Every minimal set that would leave no conflict that is known, but law that is not encoded or places that are not
    /// given: no advice, for silence is no all-clear.
    pub silent: Vec<AdviceReport<'c>>,
    /// Where nothing helps: what would, if one fact were otherwise that may not change.
    pub beyond: Vec<AdviceReport<'c>>,
    /// What to ask next, what decides most first.
    pub questions: Vec<AskReport<'c>>,
    /// The answer to the request as it is.
    pub now: CheckReport<'c>,
}

/// A minimal set of changes, or several that do the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AdviceReport<'c> {
    /// When all of it can be done: `now`, for the pending demand; `later`, for demands to come; `other`, if some of it is
    /// hardly a choice.
    pub control: &'static str,
    /// The changes; each counts as one.
    pub changes: Vec<ChangeReport<'c>>,
    /// The verdict that they lead to.
    pub verdict: Outcome,
    /// The worst case that they lead to.
    pub worst_case: Outcome,
    /// The findings that they end.
    pub ends: Vec<ClashReport<'c>>,
    /// The findings that a mechanism taken into use resolves.
    pub resolves: Vec<ClashReport<'c>>,
    /// The findings that stay, with a better outcome, or no longer sure.
    pub eases: Vec<ClashReport<'c>>,
    /// The findings that were none before.
    pub creates: Vec<ClashReport<'c>>,
    /// The findings that were none before either, and that a mechanism in use resolves at once.
    pub creates_resolved: Vec<ClashReport<'c>>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChangeReport<'c> {
    /// The fact that changes.
    pub fact: &'c str,
    /// `set`, `add` or `remove`.
    pub change: &'static str,
    /// Any one of these values.
    pub any_of: Vec<&'c str>,
    /// Of a mechanism taken into use: who can set it in motion, and how far one can rely on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoked_by: Option<[&'static str; 2]>,
}

/// What collides, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClashReport<'c> {
    /// The finding's id.
    pub id: String,
    /// The requiring and the forbidding jurisdiction.
    pub pair: [&'c str; 2],
    /// The provision that requires.
    pub required: &'c str,
    /// The provision that forbids.
    pub forbidden: &'c str,
}

/// A better verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LevelReport {
    /// This one, or a better one.
    pub verdict: Outcome,
    /// The fewest changes that lead there, if any do.
    pub fewest: Option<usize>,
    /// Up to so many changes every set was looked at or ruled out; `null` is any number.
    pub exact_up_to: Option<usize>,
}

/// A question, and where its answers lead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AskReport<'c> {
    /// The open fact.
    pub fact: &'c str,
    /// The question.
    pub question: &'c str,
    /// The fact's type.
    #[serde(rename = "type")]
    pub ty: &'static str,
    /// How many kinds of answers there are that the law tells apart; of a set none, and each one alone.
    pub kinds: usize,
    /// With how many of them the verdict is another than now.
    pub moving: usize,
    /// With how many of them verdict and worst case are the same.
    pub settling: usize,
    /// How many conflicts are merely possible now.
    pub possible: usize,
    /// How many of these an answer rules out or makes sure, on average.
    pub deciding: usize,
    /// Where they lead.
    pub leads: Vec<LeadReport<'c>>,
}

/// Where one kind of answer leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LeadReport<'c> {
    /// The answers of this kind; none is the empty set.
    pub answers: Vec<&'c str>,
    /// The verdict.
    pub verdict: Outcome,
    /// The worst case.
    pub worst_case: Outcome,
    /// How many possible conflicts it rules out or makes sure.
    pub decides: usize,
}

/// Writes advice; `may` says which facts may change, and `most` how many changes were allowed.
#[must_use]
pub fn advise<'c>(
    book: &Lawbook<'c>,
    request: &Request,
    advised: &Advised,
    (may, most): (&dyn Fn(FactId) -> bool, usize),
    options: Options,
) -> AdviseReport<'c> {
    let writer = Writer { book, options };
    let facts = &book.corpus.vocabulary.facts;
    let now = check::check(book, request, &advised.now, options);
    let mut questions: Vec<AskReport<'c>> =
        advised.questions.iter().map(|question| writer.ask(question, &advised.now)).collect();
    // One question is the next one, wherever it is told.
    if let Some(next) = now.next_question.as_ref().map(|next| next.fact) {
        if questions.iter().all(|question| question.fact != next) {
            let fact = facts.ids().find(|id| facts[*id].name == next);
            let next = fact.map(|fact| asked(book, &request.facts, &advised.now, fact));
            questions.extend(next.map(|next| writer.ask(&next, &advised.now)));
        }
        questions.sort_by_key(|question| question.fact != next);
    }
    AdviseReport {
        schema_version: SCHEMA_VERSION,
        improves: advised.aim.map(|aim| match aim {
            Aim::Verdict => "verdict",
            Aim::WorstCase => "worst_case",
        }),
        may_change: facts.iter().filter(|(id, _)| may(*id)).map(|(_, fact)| fact.name.as_str()).collect(),
        advice: advised.advice.iter().map(|advice| writer.advice(advice)).collect(),
        levels: advised.levels.iter().map(level).collect(),
        max_changes: most,
        looked_at: advised.looked_at,
        silent: advised.silent.iter().map(|advice| writer.advice(advice)).collect(),
        beyond: advised.beyond.iter().map(|advice| writer.advice(advice)).collect(),
        questions,
        now,
    }
}

fn level(level: &Level) -> LevelReport {
    LevelReport { verdict: level.verdict.into(), fewest: level.fewest, exact_up_to: level.up_to }
}

struct Writer<'b, 'c> {
    book: &'b Lawbook<'c>,
    options: Options,
}

impl<'c> Writer<'_, 'c> {
    fn advice(&self, advice: &Advice) -> AdviceReport<'c> {
        let clashes = |list: &[Finding]| list.iter().map(|finding| self.clash(*finding)).collect();
        AdviceReport {
            control: control(self.book, advice).name(),
            changes: advice.changes.iter().map(|change| self.change(change)).collect(),
            verdict: advice.verdict.into(),
            worst_case: advice.worst_case.into(),
            ends: clashes(&advice.ends),
            resolves: clashes(&advice.resolves),
            eases: clashes(&advice.eases),
            creates: clashes(&advice.creates),
            creates_resolved: clashes(&advice.creates_resolved),
        }
    }

    fn change(&self, change: &AnyOf) -> ChangeReport<'c> {
        let corpus = self.book.corpus;
        let fact = &corpus.vocabulary.facts[change.fact];
        let mechanism = |code: &Code| {
            let index = usize::from(code.0).checked_sub(corpus.vocabulary.kinds.len())?;
            let mechanism = &corpus.mechanisms[MechanismId::from_index(index)];
            Some([invoked_by_name(mechanism.invoked_by), strength_name(mechanism.strength)])
        };
        let is_use = fact.ty == FactType::Mechanisms && change.turn == Turn::Add;
        ChangeReport {
            fact: &fact.name,
            change: match change.turn {
                Turn::Set => "set",
                Turn::Add => "add",
                Turn::Remove => "remove",
            },
            any_of: change.values.iter().map(|value| corpus.value_name(change.fact, *value)).collect(),
            invoked_by: change.values.first().filter(|_| is_use).and_then(mechanism),
        }
    }

    fn clash(&self, (required, forbidden): Finding) -> ClashReport<'c> {
        let (book, corpus) = (self.book, self.book.corpus);
        let code = |norm| corpus.jurisdictions[book.norms[norm].owner].code.as_str();
        let name = |norm| corpus.provision_name(book.norms[norm].provision);
        let act = &corpus.vocabulary.acts[book.norms[required].norm.act].name;
        ClashReport {
            id: finding_id(name(required), name(forbidden), act),
            pair: [code(required), code(forbidden)],
            required: name(required),
            forbidden: name(forbidden),
        }
    }

    fn ask(&self, question: &Question, now: &Solution) -> AskReport<'c> {
        let corpus = self.book.corpus;
        let fact = &corpus.vocabulary.facts[question.fact];
        let lead = |lead: &Lead| LeadReport {
            answers: lead.values.iter().map(|value| corpus.value_name(question.fact, *value)).collect(),
            verdict: lead.verdict.into(),
            worst_case: lead.worst_case.into(),
            decides: lead.decides,
        };
        AskReport {
            fact: &fact.name,
            question: fact.question.get(self.options.lang),
            ty: fact.ty.name(),
            kinds: question.leads.len(),
            moving: question.moving(now.verdict),
            settling: question.settling(),
            possible: now.conflicts.iter().filter(|one| one.certainty == Certainty::Possible).count(),
            deciding: question.deciding(),
            leads: question.leads.iter().map(lead).collect(),
        }
    }
}
