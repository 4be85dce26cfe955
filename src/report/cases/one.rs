//! One real case: what is on record, what comity must say, and what it says.

use schemars::JsonSchema;
use serde::Serialize;

use super::{ScoreReport, recorded_name, score};
use crate::corpus::Case;
use crate::law::{Lang, MechanismId};
use crate::lawbook::Lawbook;
use crate::report::card::{SourceReport, sources};
use crate::report::horn::confidence_name;
use crate::report::meets::place;
use crate::report::{Certainty, CheckReport, Options, Outcome, SCHEMA_VERSION, check};
use crate::solve::Solution;
use crate::survey::cases::Score;

/// One real case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CaseReport<'c> {
    /// The version of this form.
    pub schema_version: u32,
    /// The citation.
    pub citation: &'c str,
    /// Whose court or regulator decided.
    pub forum: &'c str,
    /// The day of the decision.
    pub date: String,
    /// What is on record.
    pub on_record: RecordReport<'c>,
    /// What comity must say.
    pub expect: ExpectReport<'c>,
    /// How comity does: id, name, what is right, and what is wrong.
    #[serde(flatten)]
    pub score: ScoreReport<'c>,
    /// What comity says, as on the page of a request.
    pub says: CheckReport<'c>,
    /// What was read.
    pub sources: Vec<SourceReport>,
    /// How sure the corpus is of the record.
    pub confidence: &'static str,
    /// What was not seen in a source.
    pub not_seen: Option<&'c str>,
}

/// What the record of a case shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RecordReport<'c> {
    /// Whether there was a conflict: `yes`, `no` or `partial`.
    pub conflict: &'static str,
    /// Requiring and forbidding side, as the record names them.
    pub pairs: &'c [[String; 2]],
    /// What the parties relied on, in the words of the record.
    pub provisions: &'c [String],
    /// The mechanism that was used.
    pub mechanism_used: Option<&'c str>,
    /// What happened.
    pub what_happened: &'c str,
}

/// What comity must say. What is left out is not asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExpectReport<'c> {
    /// The verdict on the whole request.
    pub verdict: Option<Outcome>,
    /// The certainty of the surest conflict.
    pub certainty: Option<Certainty>,
    /// The pairs that must collide or must not, requiring side first.
    pub pairs: Vec<[&'c str; 2]>,
    /// The provisions that must take part.
    pub provisions: Vec<NamedLaw<'c>>,
    /// The mechanisms that must be open.
    pub open: Vec<NamedLaw<'c>>,
    /// The mechanisms that hang on facts which the request does not give.
    pub needs_facts: Vec<NamedLaw<'c>>,
    /// The mechanisms that must not be open.
    pub not_open: Vec<NamedLaw<'c>>,
    /// Why.
    pub because: &'c str,
}

/// A provision or a mechanism by id and title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NamedLaw<'c> {
    /// The id.
    pub id: &'c str,
    /// The title; of a provision that of its instrument, and where it stands there.
    pub title: String,
}

/// Writes one case with its answer and its score.
#[must_use]
pub fn case<'c>(
    book: &Lawbook<'c>,
    case: &'c Case,
    solution: &Solution,
    score: &Score,
    options: Options,
) -> CaseReport<'c> {
    let lang = options.lang;
    CaseReport {
        schema_version: SCHEMA_VERSION,
        citation: &case.citation,
        forum: &case.forum,
        date: case.date.to_string(),
        on_record: record(case, lang),
        expect: expect(book, case, lang),
        score: self::score(book.corpus, case, score),
        says: check(book, &case.request, solution, options),
        sources: sources(&case.sources),
        confidence: confidence_name(Some(case.confidence)),
        not_seen: case.not_seen.as_ref().map(|text| text.get(lang)),
    }
}

fn record(case: &Case, lang: Lang) -> RecordReport<'_> {
    let record = &case.on_record;
    RecordReport {
        conflict: recorded_name(record.conflict),
        pairs: &record.pairs,
        provisions: &record.provisions,
        mechanism_used: record.mechanism_used.as_ref().map(|text| text.get(lang)),
        what_happened: record.what_happened.get(lang),
    }
}

fn expect<'c>(book: &Lawbook<'c>, case: &'c Case, lang: Lang) -> ExpectReport<'c> {
    let (corpus, expect) = (book.corpus, &case.expect);
    let code = |id| corpus.jurisdictions[id].code.as_str();
    let ways = |list: &[MechanismId]| {
        let each = list.iter().map(|id| &corpus.mechanisms[*id]);
        each.map(|way| NamedLaw { id: &way.name, title: way.title.get(lang).to_owned() }).collect()
    };
    ExpectReport {
        verdict: expect.verdict.map(Into::into),
        certainty: expect.certainty.map(Into::into),
        pairs: expect.pairs.iter().map(|(requiring, forbidding)| [code(*requiring), code(*forbidding)]).collect(),
        provisions: expect.provisions.iter().map(|name| provision(book, name, lang)).collect(),
        open: ways(&expect.open),
        needs_facts: ways(&expect.needs_facts),
        not_open: ways(&expect.not_open),
        because: expect.because.get(lang),
    }
}

/// A provision in its version of the lawbook's day, else in the latest.
fn provision<'c>(book: &Lawbook<'c>, name: &'c str, lang: Lang) -> NamedLaw<'c> {
    let corpus = book.corpus;
    let in_force = |id: &crate::law::ProvisionId| corpus.provisions[*id].in_force.contains(book.day);
    let version = corpus.versions(name).find(in_force).or_else(|| corpus.versions(name).last());
    NamedLaw { id: name, title: version.map(|id| place(corpus, id, lang)).unwrap_or_default() }
}
