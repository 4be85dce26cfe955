//! One kind of demand of one state, asked of data everywhere else.

use serde::Serialize;

use super::check::FactReport;
use super::glossary::Glossary;
use super::horn::Writer;
use super::names::{Certainty, Outcome, finding_id};
use super::{Options, Receipt, SCHEMA_VERSION};
use crate::law::{Id as _, JurisdictionId, LabelPoint, Profile};
use crate::lawbook::Lawbook;
use crate::logic::Known;
use crate::solve::{Conflict, Verdict};
use crate::survey::world::{Seat, There};

/// What comes of one kind of demand, place by place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorldReport<'c> {
    /// The version of this form.
    pub schema_version: u32,
    /// The date on which the law was read.
    pub as_of: String,
    /// The state that asks.
    pub asking: &'c str,
    /// Its name.
    pub asking_name: &'c str,
    /// The kind of demand.
    pub profile: String,
    /// What it is called.
    pub profile_name: String,
    /// What it is.
    pub profile_description: String,
    /// Where the provider has its seat: `asking` or `there`.
    pub seat: &'static str,
    /// A row a place.
    pub rows: Vec<WorldRow<'c>>,
    /// What the answer was made with.
    pub receipt: Receipt,
    /// What the ids are called.
    #[serde(skip)]
    pub glossary: Glossary<'c>,
}

/// What comes of it in one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorldRow<'c> {
    /// Where the data are.
    pub jurisdiction: &'c str,
    /// Its name.
    pub name: &'c str,
    /// The worst outcome among certain and contested conflicts.
    pub verdict: Outcome,
    /// The worst outcome if the possible conflicts come true.
    pub worst_case: Outcome,
    /// What a map shows: the verdict; where only possible conflicts are known, the worst case.
    pub shown: Outcome,
    /// Whether what is shown is only possible.
    pub possible: bool,
    /// How many conflicts are certain or contested.
    pub conflicts: usize,
    /// The worst of them, and what is surest: its id, and the provisions that require and forbid.
    pub worst: Option<WorstReport<'c>>,
    /// Where a map writes it, in degrees, if its shape does not say that.
    #[serde(skip)]
    pub label: Option<LabelPoint>,
    /// The facts that differ from place to place, as requests write them.
    #[serde(skip)]
    pub facts: Vec<FactReport<'c>>,
}

/// The worst conflict of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorstReport<'c> {
    /// The finding's id.
    pub id: String,
    /// The requiring and the forbidding jurisdiction.
    pub pair: [&'c str; 2],
    /// The provision that requires, and what it is called.
    pub required: [String; 2],
    /// The provision that forbids, and what it is called.
    pub forbidden: [String; 2],
    /// How sure.
    pub certainty: Certainty,
}

/// Writes what comes of one kind of demand, place by place.
#[must_use]
pub fn world<'c>(
    book: &Lawbook<'c>,
    asking: JurisdictionId,
    profile: &Profile,
    seat: Seat,
    answers: &[There],
    options: Options,
) -> WorldReport<'c> {
    let (corpus, lang) = (book.corpus, options.lang);
    let state = &corpus.jurisdictions[asking];
    WorldReport {
        schema_version: SCHEMA_VERSION,
        as_of: book.day.to_string(),
        asking: &state.code,
        asking_name: state.name.get(lang),
        profile: profile.name.clone(),
        profile_name: profile.title.get(lang).to_owned(),
        profile_description: profile.description.get(lang).to_owned(),
        seat: match seat {
            Seat::Asking => "asking",
            Seat::There => "there",
        },
        rows: answers.iter().map(|there| row(book, there, options)).collect(),
        receipt: Receipt::new(corpus),
        glossary: Glossary::new(corpus, lang),
    }
}

fn row<'c>(book: &Lawbook<'c>, there: &There, options: Options) -> WorldRow<'c> {
    let (corpus, lang, solution) = (book.corpus, options.lang, &there.solution);
    let place = &corpus.jurisdictions[there.place];
    let is_conflict = |verdict: Verdict| matches!(verdict, Verdict::Conflict(_));
    let possible = !is_conflict(solution.verdict) && is_conflict(solution.worst_case);
    let sure = |conflict: &&Conflict| conflict.certainty != crate::solve::Certainty::Possible;
    let worst = solution.conflicts.iter().filter(|conflict| possible || sure(conflict));
    let worst = worst.min_by_key(|conflict| (std::cmp::Reverse(conflict.outcome), conflict.certainty));
    let told = |norm: crate::lawbook::NormId| {
        let provision = book.norms[norm].provision;
        [corpus.provision_name(provision).to_owned(), super::meets::place(corpus, provision, lang)]
    };
    let owner = |norm: crate::lawbook::NormId| corpus.jurisdictions[book.norms[norm].owner].code.as_str();
    let writer = Writer { book, facts: &there.facts, lang };
    let blank = crate::law::Request::blank(corpus, "").facts;
    let is_news = |fact: &FactReport<'_>| {
        let at = corpus.vocabulary.fact(fact.fact).map(|id| id.index());
        at.is_some_and(|at| there.facts.get(at) != blank.get(at) && there.facts.get(at) != Some(&Known::Unknown))
    };
    let mut facts = writer.facts();
    facts.retain(is_news);
    WorldRow {
        jurisdiction: &place.code,
        name: place.name.get(lang),
        verdict: solution.verdict.into(),
        worst_case: solution.worst_case.into(),
        shown: if possible { solution.worst_case.into() } else { solution.verdict.into() },
        possible,
        conflicts: solution.conflicts.iter().filter(sure).count(),
        worst: worst.map(|conflict| {
            let (required, forbidden) = (told(conflict.required), told(conflict.forbidden));
            let act = &corpus.vocabulary.acts[book.norms[conflict.required].norm.act].name;
            WorstReport {
                id: finding_id(&required[0], &forbidden[0], act),
                pair: [owner(conflict.required), owner(conflict.forbidden)],
                required,
                forbidden,
                certainty: conflict.certainty.into(),
            }
        }),
        label: place.label,
        facts,
    }
}
