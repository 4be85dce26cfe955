//! Everything that can collide between two legal orders.

use serde::Serialize;

use super::check::{ConflictReport, FactReport, GapReport, LimitReport};
use super::condition::in_words;
use super::horn::Writer;
use super::names::Outcome;
use super::{Options, Receipt, SCHEMA_VERSION};
use crate::corpus::Corpus;
use crate::law::{JurisdictionId, Lang, ProvisionId, Request};
use crate::lawbook::{Lawbook, code};
use crate::survey::pair::Pair;

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
    /// What the answer was made with.
    pub receipt: Receipt,
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

/// Two provisions that can collide, each with its condition in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CollisionReport<'c> {
    /// When the requiring provision applies.
    pub required_when: String,
    /// When the forbidding provision applies.
    pub forbidden_when: String,
    /// The conflict under the facts given.
    #[serde(flatten)]
    pub conflict: ConflictReport<'c>,
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
        receipt: Receipt::new(corpus),
    }
}

impl<'c> Writer<'_, 'c> {
    fn direction(&self, pair: &Pair, requiring: JurisdictionId, forbidding: JurisdictionId) -> SideReport<'c> {
        let corpus = self.book.corpus;
        let mut found: Vec<_> = pair.solution.conflicts.iter().chain(&pair.solution.resolved).collect();
        found.retain(|c| self.book.legal_order(requiring).contains(code(self.book.norms[c.required].owner)));
        found.retain(|c| !self.book.legal_order(forbidding).contains(code(self.book.norms[c.required].owner)));
        let collisions = found.into_iter().map(|conflict| CollisionReport {
            required_when: when(corpus, self.book.norms[conflict.required].provision, self.lang),
            forbidden_when: when(corpus, self.book.norms[conflict.forbidden].provision, self.lang),
            conflict: self.conflict(conflict),
        });
        SideReport {
            requiring: corpus.jurisdictions[requiring].code.clone(),
            forbidding: corpus.jurisdictions[forbidding].code.clone(),
            collisions: collisions.collect(),
        }
    }
}

/// When a provision applies: scope, condition and exceptions in one line of plain words.
pub(super) fn when(corpus: &Corpus, provision: ProvisionId, lang: Lang) -> String {
    let law = &corpus.provisions[provision];
    let instrument = corpus.instrument_of(provision);
    let (unless, arguably, always) = match lang {
        Lang::En => ("unless", "arguably unless", "always"),
        Lang::De => ("außer wenn", "strittig, außer wenn", "immer"),
    };
    let parts = [&instrument.scope, &law.when].into_iter().filter(|part| !part.is_always());
    let mut line = parts.map(|part| in_words(corpus, part, lang)).collect::<Vec<_>>().join("; ");
    if line.is_empty() {
        always.clone_into(&mut line);
    }
    for exception in &law.unless {
        let word = match exception.standing {
            crate::law::Standing::Settled => unless,
            crate::law::Standing::Arguable => arguably,
        };
        line.push_str(&format!("; {word} {} ({})", in_words(corpus, &exception.when, lang), exception.pinpoint));
    }
    line
}
