//! Everything that can collide between two legal orders.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::check::{ConflictReport, FactReport, GapReport, LimitReport, at_best};
use super::clause::Clause;
use super::condition::in_words;
use super::glossary::Glossary;
use super::horn::{Writer, standing_name};
use super::names::{Certainty, Outcome};
use super::rows::facts_json;
use super::{Options, Receipt, SCHEMA_VERSION};
use crate::corpus::Corpus;
use crate::law::{Condition, Doubt, Exception, FactType, JurisdictionId, Lang, ProvisionId, Request};
use crate::lawbook::{Lawbook, NormId, code};
use crate::logic::Known;
use crate::solve::{Conflict, Solution, Verdict};
use crate::survey::pair::{Exact, Pair, Part, States};
use crate::survey::regions::Plain;

/// Everything that can collide between two legal orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PairReport<'c> {
    /// The version of this form.
    pub schema_version: u32,
    /// The two jurisdictions, as asked.
    pub pair: [String; 2],
    /// Their names.
    pub names: [String; 2],
    /// The third states whose law is looked at too.
    pub with: Vec<String>,
    /// Their names.
    pub with_names: Vec<String>,
    /// The date on which the law was read.
    pub as_of: String,
    /// The worst outcome among certain and contested conflicts under the facts given.
    pub verdict: Outcome,
    /// The worst outcome if every possible conflict comes true.
    pub worst_case: Outcome,
    /// The facts given, and those that hold by default; all others are open.
    pub given: Vec<FactReport<'c>>,
    /// The two directions; with third states, those of each two.
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
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

/// The collisions of one group that read alike, together in the place of the first, so that they can be told once.
#[must_use]
pub fn alike<'r, 'c>(group: &'r [CollisionReport<'c>]) -> Vec<Vec<&'r CollisionReport<'c>>> {
    let mut blocks: Vec<Vec<&CollisionReport<'c>>> = Vec::new();
    for collision in group {
        let same = |block: &&mut Vec<&CollisionReport<'c>>| block.iter().any(|known| known.reads_like(collision));
        match blocks.iter_mut().find(same) {
            Some(block) => block.push(collision),
            None => blocks.push(vec![collision]),
        }
    }
    blocks
}

/// Two provisions that can collide, each with its condition in plain words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
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
    /// The conflict under the facts given. Its outcome is the worst that a request with it has, and its ways out are
    /// those that are open for some of them.
    #[serde(flatten)]
    pub conflict: ConflictReport<'c>,
    /// `certain` if some request has it undisputed, else `contested`; nothing where that is not exact.
    pub surest: Option<Certainty>,
    /// The requests that have it, by outcome, best first, then by certainty.
    pub parts: Vec<PartReport<'c>>,
    /// The ways out that are open for some of these requests.
    pub helps: Vec<HelpReport<'c>>,
}

impl CollisionReport<'_> {
    /// Whether what forbids here and there does so in the same words, for as many requests, with the same ways out.
    fn reads_like(&self, other: &Self) -> bool {
        let ways = |of: &Self| of.conflict.mechanisms.iter().map(|way| (way.id, way.status)).collect::<Vec<_>>();
        self.forbidden_terms == other.forbidden_terms
            && (self.resolved, &self.parts, &self.helps) == (other.resolved, &other.parts, &other.helps)
            && ways(self) == ways(other)
    }
}

/// How far a way out of a collision reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct HelpReport<'c> {
    /// The mechanism's id.
    pub mechanism: &'c str,
    /// How many situations it leaves over, in which it is not open: a number in digits.
    pub leaves: String,
}

/// The requests of a collision that have one outcome and are equally certain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PartReport<'c> {
    /// The outcome.
    pub outcome: Outcome,
    /// `certain` or `contested`.
    pub certainty: Certainty,
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
    /// Of an arguable one what is in doubt: the `law`, or the `case` by a fact that no request states.
    pub doubt: Option<Doubt>,
    /// When it holds.
    pub holds: Clause,
    /// Who holds what, or what the case decides.
    pub note: Option<&'c str>,
}

/// Writes what can collide between the legal orders of two jurisdictions, or of more: `pairs` are each two of them, those
/// that were asked for first.
#[must_use]
pub fn pair<'c>(
    book: &Lawbook<'c>,
    request: &Request,
    states: &States,
    pairs: &[Pair],
    options: Options,
) -> PairReport<'c> {
    let corpus = book.corpus;
    let writer = Writer { book, facts: &request.facts, lang: options.lang };
    let code = |id: &JurisdictionId| corpus.jurisdictions[*id].code.clone();
    let name = |id: &JurisdictionId| corpus.jurisdictions[*id].name.get(options.lang).to_owned();
    let mut given = writer.facts();
    given.retain(|fact| fact.values.is_some());
    let directions = pairs.iter().flat_map(|pair| {
        let [a, b] = pair.sides;
        [writer.direction(pair, a, b), writer.direction(pair, b, a)]
    });
    let worst = |of: fn(&Solution) -> Verdict| pairs.iter().map(|pair| of(&pair.solution)).max();
    PairReport {
        schema_version: SCHEMA_VERSION,
        pair: states.pair.each_ref().map(code),
        names: states.pair.each_ref().map(name),
        with: states.with.iter().map(code).collect(),
        with_names: states.with.iter().map(name).collect(),
        as_of: book.day.to_string(),
        verdict: worst(|solution| solution.verdict).unwrap_or(Verdict::Clear).into(),
        worst_case: worst(|solution| solution.worst_case).unwrap_or(Verdict::Clear).into(),
        given,
        directions: directions.collect(),
        gaps: once(pairs.iter().flat_map(|pair| writer.gaps(&pair.solution))),
        limits: once(pairs.iter().flat_map(|pair| writer.limits(&pair.solution))),
        complete: pairs.iter().all(|pair| pair.complete),
        receipt: Receipt::new(corpus),
        glossary: Glossary::new(corpus, options.lang),
    }
}

/// Each element once, in the place of the first.
fn once<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = Vec::new();
    for element in all {
        if !seen.contains(&element) {
            seen.push(element);
        }
    }
    seen
}

impl<'c> Writer<'_, 'c> {
    fn direction(&self, pair: &Pair, requiring: JurisdictionId, forbidding: JurisdictionId) -> SideReport<'c> {
        let corpus = self.book.corpus;
        let mut found: Vec<_> = pair.solution.conflicts.iter().chain(&pair.solution.resolved).collect();
        found.retain(|c| self.book.legal_order(requiring).contains(code(self.book.norms[c.required].owner)));
        found.retain(|c| !self.book.legal_order(forbidding).contains(code(self.book.norms[c.required].owner)));
        // One heading a requiring provision, whoever of the other side forbids; first what the first requests have.
        let exact = |conflict: &Conflict| pair.exact.get(&(conflict.required, conflict.forbidden));
        let mut firsts: BTreeMap<NormId, Vec<u16>> = BTreeMap::new();
        for conflict in &found {
            let Some(first) = exact(conflict).and_then(|exact| self.first_request(exact)) else { continue };
            let earlier = firsts.get(&conflict.required).is_some_and(|known| *known <= first);
            if !earlier {
                firsts.insert(conflict.required, first);
            }
        }
        found.sort_by_cached_key(|conflict| {
            let surest = exact(conflict).and_then(Exact::surest);
            let first = firsts.get(&conflict.required).cloned();
            (first.is_none(), first, conflict.required, surest, Reverse(conflict.outcome), conflict.forbidden)
        });
        SideReport {
            requiring: corpus.jurisdictions[requiring].code.clone(),
            forbidding: corpus.jurisdictions[forbidding].code.clone(),
            collisions: found.into_iter().map(|conflict| self.collision(pair, conflict)).collect(),
        }
    }

    fn collision(&self, pair: &Pair, conflict: &Conflict) -> CollisionReport<'c> {
        let corpus = self.book.corpus;
        let exact = pair.exact.get(&(conflict.required, conflict.forbidden));
        let plain = exact.and_then(|exact| exact.plain.as_ref());
        let norms = [conflict.required, conflict.forbidden].map(|norm| self.book.norms[norm].provision);
        let [required, forbidden] = match plain {
            Some([required, forbidden]) => {
                [beside(corpus, norms[0], required, self.lang), beside(corpus, norms[1], forbidden, self.lang)]
            }
            None => norms.map(|provision| when(corpus, provision, self.lang)),
        };
        // A member of a union that only the request names may bring a way of its own.
        let best = exact.and_then(|exact| exact.parts.iter().min_by_key(|part| part.outcome));
        let helps = exact.map(|exact| exact.helps.as_slice()).unwrap_or_default();
        let helps = helps.iter().map(|help| HelpReport {
            mechanism: &corpus.mechanisms[help.mechanism].name,
            leaves: help.leaves.to_string(),
        });
        CollisionReport {
            required_when: required.line(self.lang),
            forbidden_when: forbidden.line(self.lang),
            required_terms: required,
            forbidden_terms: forbidden,
            resolved: conflict.is_resolved(),
            conflict: ConflictReport {
                at_best: best.map_or_else(|| at_best(conflict), |part| part.outcome).into(),
                ..self.conflict(conflict)
            },
            surest: exact.and_then(Exact::surest).map(Into::into),
            parts: exact.into_iter().flat_map(|exact| &exact.parts).map(|part| self.part(part)).collect(),
            helps: helps.collect(),
        }
    }

    /// The first request of a conflict, by what it says of the facts that are a choice, in the vocabulary's order: the
    /// vocabulary names the usual demand first. What it leaves open it may be too.
    fn first_request(&self, exact: &Exact) -> Option<Vec<u16>> {
        let facts = &self.book.corpus.vocabulary.facts;
        let choices = |witness: &Vec<Known>| {
            let choices = facts.iter().zip(witness).filter(|((_, fact), _)| matches!(fact.ty, FactType::Choice(_)));
            let values = choices.map(|(_, known)| if let Known::One(code) = known { code.0 } else { 0 });
            values.collect::<Vec<u16>>()
        };
        exact.parts.iter().filter_map(|part| part.witness.as_ref()).map(choices).min()
    }

    fn part(&self, part: &Part) -> PartReport<'c> {
        PartReport {
            outcome: part.outcome.into(),
            certainty: part.certainty.into(),
            situations: part.situations.to_string(),
            witness: part.witness.as_ref().map(|facts| facts_json(self.book.corpus, facts)),
            example: part.witness.as_ref().map(|facts| self.example(facts)).unwrap_or_default(),
        }
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
}

/// When a provision applies, as the law states it.
pub(super) fn when(corpus: &Corpus, provision: ProvisionId, lang: Lang) -> WhenReport<'_> {
    let law = &corpus.provisions[provision];
    let parts = [&corpus.instrument_of(provision).scope, &law.when];
    let unless = law.unless.iter().map(|exception| unless(corpus, exception, &exception.when, lang));
    WhenReport { holds: Clause::all(parts.map(|part| in_words(corpus, part, lang))), unless: unless.collect() }
}

/// When a provision applies beside another, as far as it needs to be said.
fn beside<'c>(corpus: &'c Corpus, provision: ProvisionId, plain: &Plain, lang: Lang) -> WhenReport<'c> {
    let exceptions = &corpus.provisions[provision].unless;
    let told = plain.unless.iter().filter_map(|(at, when)| Some((exceptions.get(*at)?, when)));
    let unless = told.map(|(exception, when)| unless(corpus, exception, when, lang)).collect();
    WhenReport { holds: in_words(corpus, &plain.holds, lang), unless }
}

fn unless<'c>(corpus: &'c Corpus, exception: &'c Exception, when: &Condition, lang: Lang) -> UnlessReport<'c> {
    UnlessReport {
        pinpoint: exception.pinpoint.get(lang),
        standing: standing_name(exception.standing),
        doubt: exception.in_doubt(),
        holds: in_words(corpus, when, lang),
        note: exception.note.as_ref().map(|note| note.get(lang)),
    }
}

impl WhenReport<'_> {
    /// The whole on one line.
    fn line(&self, lang: Lang) -> String {
        let [settled, disputed, by_case] = match lang {
            Lang::En => ["unless", "arguably unless", "depending on the case unless"],
            Lang::De => ["außer wenn", "umstritten, außer wenn", "je nach Einzelfall, außer wenn"],
        };
        let mut line = self.holds.line(lang);
        for exception in &self.unless {
            let unless = match exception.doubt {
                None => settled,
                Some(Doubt::Case) => by_case,
                Some(Doubt::Law) => disputed,
            };
            line.push_str(&format!("; {unless} [{}] ({})", exception.holds.line(lang), exception.pinpoint));
        }
        line
    }
}
