//! How the answer for two legal orders, or for a request, moved through time.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::check::FactReport;
use super::glossary::Glossary;
use super::horn::{Writer, address};
use super::matrix::CountReport;
use super::names::{Certainty, Outcome, finding_id};
use super::rows::facts_json;
use super::{Options, Receipt, SCHEMA_VERSION};
use crate::corpus::Corpus;
use crate::law::{Day, JurisdictionId, Lang, Membership, ProvisionId, Request};
use crate::lawbook::Lawbook;
use crate::solve;
use crate::survey::change::{Cause, Entry, Key, Shifted};
use crate::survey::timeline::{
    Asked, Met, MetChange, Moved, PairAnswer, PairTurn, RequestAnswer, RequestTurn, Stand, Timeline,
};

/// How an answer moved through time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TimelineReport<'c> {
    /// The version of this form.
    pub schema_version: u32,
    /// The two jurisdictions, where it is about two.
    pub pair: Option<[&'c str; 2]>,
    /// Their names.
    pub names: Option<[&'c str; 2]>,
    /// The name of the request, where it is about one.
    pub request: Option<String>,
    /// The first day asked for.
    pub from: String,
    /// The last day asked for; nothing where it goes on as far as the law knows.
    pub to: Option<String>,
    /// The day on which the answer below is read.
    pub as_of: String,
    /// The worst answer on that day; nothing where the day is not among those asked for.
    pub verdict: Option<Outcome>,
    /// What is the same in all requests, or what the request says.
    pub given: Vec<FactReport<'c>>,
    /// The answers in order; together they are all days asked for.
    pub spans: Vec<SpanReport<'c>>,
    /// What happened between each two of them.
    pub turns: Vec<TurnReport<'c>>,
    /// Whether everything is exact; if not the limit on memory was too small, and silence proves nothing.
    pub complete: bool,
    /// What the answer was made with.
    pub receipt: Receipt,
    /// What the ids are called.
    #[serde(skip)]
    pub glossary: Glossary<'c>,
}

/// Some days with one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SpanReport<'c> {
    /// The first day.
    pub from: String,
    /// The last day; nothing where it goes on.
    pub to: Option<String>,
    /// For two legal orders both directions; for a request one.
    pub tracks: Vec<TrackReport<'c>>,
}

/// One answer of a span.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TrackReport<'c> {
    /// Whose law requires and whose forbids, where it is about two.
    pub direction: Option<[&'c str; 2]>,
    /// The worst outcome: that some request has, or of the request; nothing where the two are one legal order.
    pub worst: Option<Outcome>,
    /// How many conflicts have at worst which outcome; of a request those that nothing in use has resolved.
    pub conflicts: Vec<CountReport>,
}

/// What happened on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TurnReport<'c> {
    /// The first day of the new answer.
    pub day: String,
    /// The law that moved it.
    pub laws: Vec<LawReport<'c>>,
    /// The conflicts that began, ended or moved.
    pub conflicts: Vec<TurnedReport<'c>>,
}

/// A law that changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct LawReport<'c> {
    /// `provision`, `mechanism`, `membership` or `word`.
    pub kind: &'static str,
    /// Its id; of a membership who belongs to whom, as `HR > EU`.
    pub id: String,
    /// `began`, `ended` or `changed`.
    pub change: &'static str,
    /// Whose law it is, or who the member is.
    pub jurisdiction: Option<&'c str>,
    /// The title.
    pub title: &'c str,
    /// The official citation.
    pub citation: &'c str,
    /// The article or section.
    pub pinpoint: Option<&'c str>,
    /// The official address.
    pub url: Option<&'c str>,
    /// Of a mechanism: for whom it began or ceased to be in force.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<PartyTurn<'c>>,
}

/// That a mechanism began or ceased to bind somebody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct PartyTurn<'c> {
    /// Whom.
    pub jurisdiction: &'c str,
    /// Whether it binds now.
    pub in_force: bool,
}

/// A conflict that began, ended or moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TurnedReport<'c> {
    /// The finding's id.
    pub id: String,
    /// The provision that requires.
    pub required: PlaceName<'c>,
    /// The provision that forbids.
    pub forbidden: PlaceName<'c>,
    /// The act.
    pub act: &'c str,
    /// The act in words.
    #[serde(skip)]
    pub act_label: &'c str,
    /// The outcomes that it had for some request, best first; of a request its outcome.
    pub from: Vec<Outcome>,
    /// The outcomes that it has now.
    pub to: Vec<Outcome>,
    /// Of a request: how sure it was and is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<[Option<Certainty>; 2]>,
    /// Of a request: whether a mechanism in use had and has resolved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved: Option<[bool; 2]>,
    /// For which requests it moved.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shifts: Vec<ShiftReport<'c>>,
    /// The ids of the laws that moved it.
    pub causes: Vec<String>,
    /// Whether this is exact.
    pub exact: bool,
}

/// A provision by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlaceName<'c> {
    /// The id.
    pub provision: &'c str,
    /// Whose law.
    pub jurisdiction: &'c str,
    /// The instrument's title.
    pub title: &'c str,
    /// The article or section.
    pub pinpoint: &'c str,
}

/// A set of requests for which a conflict moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ShiftReport<'c> {
    /// `outcome`, or `contested` or `resolved` of a conflict that stayed.
    pub what: &'static str,
    /// The outcome before; nothing for no conflict.
    pub from: Option<Outcome>,
    /// The outcome after.
    pub to: Option<Outcome>,
    /// Whether it is contested, or resolved, now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<bool>,
    /// How many situations, as far as the set tells situations apart: a number in digits. It is no likelihood.
    pub situations: String,
    /// A request for which it is so, answered by the plain solver under the law of both days.
    pub witness: Option<BTreeMap<&'c str, Value>>,
}

/// What a timeline is about beside its days.
#[derive(Debug, Clone, Copy)]
pub struct About<'a, 'c> {
    /// The law on the day of the report.
    pub book: &'a Lawbook<'c>,
    /// What is given.
    pub request: &'a Request,
    /// Which days.
    pub asked: Asked,
}

/// Writes the timeline of two legal orders.
#[must_use]
pub fn pair_timeline<'c>(
    about: About<'_, 'c>,
    sides: [JurisdictionId; 2],
    line: &Timeline<PairAnswer<'c>, PairTurn<'c>>,
    options: Options,
) -> TimelineReport<'c> {
    let names = Names { corpus: about.book.corpus, lang: options.lang };
    let corpus = names.corpus;
    let pair = sides.map(|id| corpus.jurisdictions[id].code.as_str());
    let spans = line.spans.iter().map(|span| {
        let [first, second] = span.answer.directions;
        let [a, b] = pair;
        let track = |direction, first, stand| {
            let ours = span.answer.conflicts.values().filter(|of| of.first_requires == first);
            TrackReport {
                direction: Some(direction),
                worst: worst(stand),
                conflicts: counts(ours.filter_map(|of| of.outcomes.last().copied())),
            }
        };
        SpanReport {
            from: text(span.days.first()).unwrap_or_default(),
            to: text(span.days.last()),
            tracks: vec![track([a, b], true, first), track([b, a], false, second)],
        }
    });
    let days = line.spans.iter().skip(1).filter_map(|span| span.days.first());
    let turns = line.turns.iter().zip(days).map(|(turn, day)| {
        let all = turn.moved.iter().flat_map(|moved| &moved.causes).chain(&turn.orders);
        let conflicts = turn.moved.iter().map(|moved| names.moved(moved, day));
        TurnReport { day: day.to_string(), laws: names.laws(all, day), conflicts: conflicts.collect() }
    });
    let complete = line.spans.iter().all(|span| span.answer.complete);
    let now = line.on(about.book.day).map(|answer| answer.directions);
    let verdict = now.and_then(|now| now.into_iter().max()).and_then(worst);
    let (spans, turns) = (spans.collect(), turns.collect());
    let names = sides.map(|id| corpus.jurisdictions[id].name.get(options.lang));
    TimelineReport { pair: Some(pair), names: Some(names), ..frame(about, verdict, spans, turns, complete, options) }
}

/// Writes the timeline of a request.
#[must_use]
pub fn request_timeline<'c>(
    about: About<'_, 'c>,
    line: &Timeline<RequestAnswer<'c>, RequestTurn<'c>>,
    options: Options,
) -> TimelineReport<'c> {
    let names = Names { corpus: about.book.corpus, lang: options.lang };
    let spans = line.spans.iter().map(|span| {
        let standing = span.answer.findings.values().filter(|met| !met.resolved).map(|met| met.outcome);
        SpanReport {
            from: text(span.days.first()).unwrap_or_default(),
            to: text(span.days.last()),
            tracks: vec![TrackReport {
                direction: None,
                worst: Some(span.answer.verdict.into()),
                conflicts: counts(standing),
            }],
        }
    });
    let days = line.spans.iter().skip(1).filter_map(|span| span.days.first());
    let turns = line.turns.iter().zip(days).map(|(turn, day)| {
        let all = turn.moved.iter().flat_map(|moved| &moved.causes).chain(&turn.orders);
        let conflicts = turn.moved.iter().map(|moved| names.met(moved, day));
        TurnReport { day: day.to_string(), laws: names.laws(all, day), conflicts: conflicts.collect() }
    });
    let verdict = line.on(about.book.day).map(|answer| answer.verdict.into());
    let (spans, turns) = (spans.collect(), turns.collect());
    TimelineReport { request: Some(about.request.name.clone()), ..frame(about, verdict, spans, turns, true, options) }
}

fn frame<'c>(
    about: About<'_, 'c>,
    verdict: Option<Outcome>,
    spans: Vec<SpanReport<'c>>,
    turns: Vec<TurnReport<'c>>,
    complete: bool,
    options: Options,
) -> TimelineReport<'c> {
    let corpus = about.book.corpus;
    let mut given = Writer { book: about.book, facts: &about.request.facts, lang: options.lang }.facts();
    given.retain(|fact| fact.values.as_ref().is_some_and(|values| !values.is_empty()));
    TimelineReport {
        schema_version: SCHEMA_VERSION,
        pair: None,
        names: None,
        request: None,
        from: about.asked.from.to_string(),
        to: text(about.asked.to),
        as_of: about.book.day.to_string(),
        verdict,
        given,
        spans,
        turns,
        complete,
        receipt: Receipt::new(corpus),
        glossary: Glossary::new(corpus, options.lang),
    }
}

fn text(day: Option<Day>) -> Option<String> {
    day.map(|day| day.to_string())
}

fn worst(stand: Stand) -> Option<Outcome> {
    match stand {
        Stand::Same => None,
        Stand::Nothing { covered: true } => Some(Outcome::Clear),
        Stand::Nothing { covered: false } => Some(Outcome::Unknown),
        Stand::Worst(outcome) => Some(outcome.into()),
    }
}

fn counts(outcomes: impl Iterator<Item = solve::Outcome>) -> Vec<CountReport> {
    let mut counts: BTreeMap<solve::Outcome, usize> = BTreeMap::new();
    outcomes.for_each(|outcome| *counts.entry(outcome).or_default() += 1);
    counts.into_iter().map(|(outcome, count)| CountReport { outcome: outcome.into(), count }).collect()
}

/// Finds what names stand for.
#[derive(Clone, Copy)]
struct Names<'c> {
    corpus: &'c Corpus,
    lang: Lang,
}

impl<'c> Names<'c> {
    fn moved(self, moved: &Moved<'c>, day: Day) -> TurnedReport<'c> {
        let shifts = moved.shifts.iter().map(|(what, situations, witness)| {
            let (name, from, to, now) = match *what {
                Shifted::Outcome(from, to) => ("outcome", from, to, None),
                Shifted::Contested(now) => ("contested", None, None, Some(now)),
                Shifted::Resolved(now) => ("resolved", None, None, Some(now)),
            };
            ShiftReport {
                what: name,
                from: from.map(Outcome::from),
                to: to.map(Outcome::from),
                now,
                situations: situations.to_string(),
                witness: witness.as_ref().map(|witness| facts_json(self.corpus, &witness.new)),
            }
        });
        let outcomes = |all: &[solve::Outcome]| all.iter().map(|outcome| (*outcome).into()).collect();
        TurnedReport {
            from: outcomes(&moved.from),
            to: outcomes(&moved.to),
            shifts: shifts.collect(),
            exact: moved.exact,
            ..self.turned(moved.key, &moved.causes, day)
        }
    }

    fn met(self, moved: &MetChange<'c>, day: Day) -> TurnedReport<'c> {
        let (from, to) = (moved.from, moved.to);
        let outcome = |met: Option<Met>| met.iter().map(|met| met.outcome.into()).collect();
        TurnedReport {
            from: outcome(from),
            to: outcome(to),
            certainty: Some([from, to].map(|met| met.map(|met| met.certainty.into()))),
            resolved: Some([from, to].map(|met| met.is_some_and(|met| met.resolved))),
            ..self.turned(moved.key, &moved.causes, day)
        }
    }

    fn turned(self, key: Key<'c>, causes: &[Cause<'c>], day: Day) -> TurnedReport<'c> {
        let acts = &self.corpus.vocabulary.acts;
        let act = acts.iter().find(|(_, act)| act.name == key.act);
        TurnedReport {
            id: finding_id(key.required, key.forbidden, key.act),
            required: self.place(key.required, day),
            forbidden: self.place(key.forbidden, day),
            act: key.act,
            act_label: act.map_or(key.act, |(_, act)| act.label.get(self.lang)),
            from: Vec::new(),
            to: Vec::new(),
            certainty: None,
            resolved: None,
            shifts: Vec::new(),
            causes: causes.iter().map(id).collect(),
            exact: true,
        }
    }

    /// The version of a provision on a day, else on the day before.
    fn version(self, provision: &str, day: Day) -> Option<ProvisionId> {
        let corpus = self.corpus;
        let on = |day| corpus.versions(provision).find(|id| corpus.provisions[*id].in_force.contains(day));
        on(day).or_else(|| on(day.previous())).or_else(|| corpus.versions(provision).next())
    }

    /// What a provision is called on a day.
    fn place(self, provision: &'c str, day: Day) -> PlaceName<'c> {
        self.place_in(provision, self.version(provision, day))
    }

    /// What a provision is called in a version of it.
    fn place_in(self, provision: &'c str, version: Option<ProvisionId>) -> PlaceName<'c> {
        let corpus = self.corpus;
        let Some(version) = version else {
            return PlaceName { provision, jurisdiction: "", title: provision, pinpoint: "" };
        };
        PlaceName {
            provision,
            jurisdiction: &corpus.jurisdictions[corpus.owner_of(version)].code,
            title: corpus.instrument_of(version).title.get(self.lang),
            pinpoint: corpus.provisions[version].pinpoint.get(self.lang),
        }
    }

    /// The laws behind some causes, each once.
    fn laws<'a>(self, causes: impl Iterator<Item = &'a Cause<'c>>, day: Day) -> Vec<LawReport<'c>>
    where
        'c: 'a,
    {
        let causes: BTreeSet<&Cause<'c>> = causes.collect();
        causes.into_iter().map(|cause| self.law(cause, day)).collect()
    }

    fn law(self, cause: &Cause<'c>, day: Day) -> LawReport<'c> {
        let corpus = self.corpus;
        let blank = LawReport {
            kind: "word",
            id: id(cause),
            change: "changed",
            jurisdiction: None,
            title: "",
            citation: "",
            pinpoint: None,
            url: None,
            parties: Vec::new(),
        };
        match cause {
            Cause::Provision(name, entry) => {
                let version = self.version(name, day);
                let place = self.place_in(name, version);
                LawReport {
                    kind: "provision",
                    change: change(*entry),
                    jurisdiction: Some(place.jurisdiction),
                    title: place.title,
                    citation: version.map_or("", |version| corpus.instrument_of(version).citation.get(self.lang)),
                    pinpoint: Some(place.pinpoint),
                    url: version.map(|version| address(corpus, version)),
                    ..blank
                }
            }
            Cause::Mechanism(name, entry, ends) => {
                let way = corpus.mechanism(name).map(|id| &corpus.mechanisms[id]);
                let party =
                    |(jurisdiction, in_force): &(&'c str, bool)| PartyTurn { jurisdiction, in_force: *in_force };
                LawReport {
                    kind: "mechanism",
                    change: change(*entry),
                    title: way.map_or(name, |way| way.title.get(self.lang)),
                    citation: way.map_or("", |way| way.citation.get(self.lang)),
                    url: way.map(|way| way.url.as_str()),
                    parties: ends.iter().map(party).collect(),
                    ..blank
                }
            }
            Cause::Membership(member, of, entry) => {
                let edges = corpus.jurisdiction(member).map(|id| &corpus.jurisdictions[id].member_of);
                let is_it = |edge: &&Membership| {
                    corpus.jurisdictions[edge.to].code == **of
                        && [day, day.previous()].into_iter().any(|day| edge.in_force.contains(day))
                };
                let edge = edges.into_iter().flatten().find(is_it);
                LawReport {
                    kind: "membership",
                    change: change(*entry),
                    jurisdiction: Some(member),
                    title: edge.map_or("", |edge| edge.citation.get(self.lang)),
                    citation: edge.map_or("", |edge| edge.citation.get(self.lang)),
                    url: edge.and_then(|edge| edge.url.as_deref()),
                    ..blank
                }
            }
            Cause::Word(name) => LawReport { title: name, ..blank },
        }
    }
}

fn id(cause: &Cause<'_>) -> String {
    match cause {
        Cause::Provision(name, _) | Cause::Mechanism(name, _, _) | Cause::Word(name) => (*name).to_owned(),
        Cause::Membership(member, of, _) => format!("{member} > {of}"),
    }
}

fn change(entry: Entry) -> &'static str {
    match entry {
        Entry::Began => "began",
        Entry::Ended => "ended",
        Entry::Changed => "changed",
    }
}
