//! Everything that can collide between two legal orders.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::check::{ConflictReport, FactReport, GapReport, LimitReport};
use super::clause::Clause;
use super::condition::in_words;
use super::glossary::Glossary;
use super::horn::{Writer, standing_name};
use super::names::Outcome;
use super::rows::fact_value;
use super::{Options, Receipt, SCHEMA_VERSION};
use crate::corpus::Corpus;
use crate::law::{Exception, JurisdictionId, Lang, ProvisionId, Request, Standing};
use crate::lawbook::{Lawbook, code};
use crate::logic::Known;
use crate::solve::Conflict;
use crate::survey::pair::{Pair, Part};

/// Everything that can collide between two legal orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PairReport<'c> {
    /// The version of this form.
    pub schema_version: u32,
    /// The two jurisdictions, as asked.
    pub pair: [String; 2],
    /// Their names.
    pub names: [String; 2],
    /// The date on which the law was read.
    pub as_of: String,
    /// The worst outcome among certain and contested conflicts under the facts given.
    pub verdict: Outcome,
    /// The worst outcome if every possible conflict comes true.
    pub worst_case: Outcome,
    /// The facts given; all others are open.
    pub given: Vec<FactReport<'c>>,
    /// The two directions.
    pub directions: Vec<SideReport<'c>>,
    /// What is not encoded.
    pub gaps: Vec<GapReport<'c>>,
    /// What is encoded in part.
    pub limits: Vec<LimitReport<'c>>,
    /// Whether the parts of the collisions are exact; if not the two legal orders are too large for the memory allowed.
    pub complete: bool,
    /// What the answer was made with.
    pub receipt: Receipt,
    /// What the ids are called.
    #[serde(skip)]
    pub glossary: Glossary<'c>,
}

/// One direction: what the first requires against what the second forbids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SideReport<'c> {
    /// The requiring side, as asked.
    pub requiring: String,
    /// The forbidding side, as asked.
    pub forbidding: String,
    /// What can collide.
    pub collisions: Vec<CollisionReport<'c>>,
}

impl<'c> SideReport<'c> {
    /// The collisions by requiring provision.
    pub fn groups(&self) -> impl Iterator<Item = &[CollisionReport<'c>]> {
        self.collisions.chunk_by(|one, next| one.conflict.required.provision == next.conflict.required.provision)
    }
}

/// Two provisions that can collide, each with its condition in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CollisionReport<'c> {
    /// When the requiring provision applies.
    pub required_when: String,
    /// When the forbidding provision applies.
    pub forbidden_when: String,
    /// The same as a tree, for pages.
    #[serde(skip)]
    pub required_terms: WhenReport<'c>,
    /// The same as a tree, for pages.
    #[serde(skip)]
    pub forbidden_terms: WhenReport<'c>,
    /// Whether a binding mechanism in use has resolved it.
    pub resolved: bool,
    /// The conflict under the facts given.
    #[serde(flatten)]
    pub conflict: ConflictReport<'c>,
    /// The requests that have it, by outcome, best first.
    pub parts: Vec<PartReport<'c>>,
}

/// The requests of a collision that have one outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartReport<'c> {
    /// The outcome.
    pub outcome: Outcome,
    /// How many situations, as far as this part tells situations apart: a number in digits. It compares parts; it is no
    /// likelihood.
    pub situations: String,
    /// A request with this outcome, by fact, as requests are written; the plain solver has answered it so.
    pub witness: Option<BTreeMap<&'c str, Value>>,
    /// The same facts, for pages.
    #[serde(skip)]
    pub example: Vec<FactReport<'c>>,
}

/// When a provision applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhenReport<'c> {
    /// What must hold: its instrument's scope and its own condition.
    pub holds: Clause,
    /// Its exceptions.
    pub unless: Vec<UnlessReport<'c>>,
}

/// An exception to a provision, whatever the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnlessReport<'c> {
    /// Where it stands.
    pub pinpoint: &'c str,
    /// `settled` or `arguable`.
    pub standing: &'static str,
    /// When it holds.
    pub holds: Clause,
    /// Who holds what.
    pub note: Option<&'c str>,
}

/// Writes what can collide between two legal orders.
#[must_use]
pub fn pair<'c>(book: &Lawbook<'c>, request: &Request, pair: &Pair, options: Options) -> PairReport<'c> {
    let corpus = book.corpus;
    let writer = Writer { book, facts: &request.facts, lang: options.lang };
    let [a, b] = pair.sides;
    let mut given = writer.facts();
    given.retain(|fact| fact.values.as_ref().is_some_and(|values| !values.is_empty()));
    PairReport {
        schema_version: SCHEMA_VERSION,
        pair: [a, b].map(|id| corpus.jurisdictions[id].code.clone()),
        names: [a, b].map(|id| corpus.jurisdictions[id].name.get(options.lang).to_owned()),
        as_of: book.day.to_string(),
        verdict: pair.solution.verdict.into(),
        worst_case: pair.solution.worst_case.into(),
        given,
        directions: vec![writer.direction(pair, a, b), writer.direction(pair, b, a)],
        gaps: writer.gaps(&pair.solution),
        limits: writer.limits(&pair.solution),
        complete: pair.complete,
        receipt: Receipt::new(corpus),
        glossary: Glossary::new(corpus, options.lang),
    }
}

impl<'c> Writer<'_, 'c> {
    fn direction(&self, pair: &Pair, requiring: JurisdictionId, forbidding: JurisdictionId) -> SideReport<'c> {
        let corpus = self.book.corpus;
        let mut found: Vec<_> = pair.solution.conflicts.iter().chain(&pair.solution.resolved).collect();
        found.retain(|c| self.book.legal_order(requiring).contains(code(self.book.norms[c.required].owner)));
        found.retain(|c| !self.book.legal_order(forbidding).contains(code(self.book.norms[c.required].owner)));
        // One heading a requiring provision, whoever of the other side forbids.
        found.sort_by_key(|conflict| (conflict.required, conflict.forbidden));
        let collisions = found.into_iter().map(|conflict| {
            let terms = |norm| when(corpus, self.book.norms[norm].provision, self.lang);
            let (required, forbidden) = (terms(conflict.required), terms(conflict.forbidden));
            CollisionReport {
                required_when: required.line(self.lang),
                forbidden_when: forbidden.line(self.lang),
                required_terms: required,
                forbidden_terms: forbidden,
                resolved: conflict.is_resolved(),
                conflict: self.conflict(conflict),
                parts: self.parts(pair, conflict),
            }
        });
        SideReport {
            requiring: corpus.jurisdictions[requiring].code.clone(),
            forbidding: corpus.jurisdictions[forbidding].code.clone(),
            collisions: collisions.collect(),
        }
    }
}

impl<'c> Writer<'_, 'c> {
    fn parts(&self, pair: &Pair, conflict: &Conflict) -> Vec<PartReport<'c>> {
        let parts = pair.parts.get(&(conflict.required, conflict.forbidden)).into_iter().flatten();
        let report = |part: &Part| PartReport {
            outcome: part.outcome.into(),
            situations: part.situations.to_string(),
            witness: part.witness.as_ref().map(|facts| self.request(facts)),
            example: part.witness.as_ref().map(|facts| self.example(facts)).unwrap_or_default(),
        };
        parts.map(report).collect()
    }

    /// What a request says beyond what was given and what it would say by default.
    fn example(&self, facts: &[Known]) -> Vec<FactReport<'c>> {
        let mut told = Writer { book: self.book, facts, lang: self.lang }.facts();
        let open = |fact: &FactReport<'_>| fact.values.as_ref().is_some_and(|values| !values.is_empty());
        let news = facts.iter().zip(self.facts).map(|(known, given)| known != given);
        let mut news = news.collect::<Vec<bool>>().into_iter();
        told.retain(|fact| news.next().unwrap_or_default() && open(fact));
        told
    }

    /// The facts of a request as requests are written.
    fn request(&self, facts: &[Known]) -> BTreeMap<&'c str, Value> {
        let corpus = self.book.corpus;
        let given = corpus.vocabulary.facts.iter().zip(facts).filter(|(_, known)| **known != Known::Unknown);
        given.map(|((id, fact), known)| (fact.name.as_str(), fact_value(corpus, id, known).json)).collect()
    }
}

/// When a provision applies.
pub(super) fn when(corpus: &Corpus, provision: ProvisionId, lang: Lang) -> WhenReport<'_> {
    let law = &corpus.provisions[provision];
    let parts = [&corpus.instrument_of(provision).scope, &law.when];
    let unless = law.unless.iter().map(|exception: &Exception| UnlessReport {
        pinpoint: exception.pinpoint.get(lang),
        standing: standing_name(exception.standing),
        holds: in_words(corpus, &exception.when, lang),
        note: exception.note.as_ref().map(|note| note.get(lang)),
    });
    WhenReport { holds: Clause::all(parts.map(|part| in_words(corpus, part, lang))), unless: unless.collect() }
}

impl WhenReport<'_> {
    /// The whole on one line.
    fn line(&self, lang: Lang) -> String {
        let (settled, arguable) = match lang {
            Lang::En => ("unless", "arguably unless"),
            Lang::De => ("außer wenn", "strittig, außer wenn"),
        };
        let mut line = self.holds.line(lang);
        for exception in &self.unless {
            let unless = if exception.standing == standing_name(Standing::Settled) { settled } else { arguable };
            line.push_str(&format!("; {unless} [{}] ({})", exception.holds.line(lang), exception.pinpoint));
        }
        line
    }
}
