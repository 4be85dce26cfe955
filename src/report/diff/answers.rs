//! What changed in the answers, with causes and requests.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::corpus::Corpus;
use crate::law::{FactId, Lang};
use crate::lawbook::Lawbook;
use crate::logic::{Code, CodeSet, Known};
use crate::report::names::{Outcome, finding_id};
use crate::report::rows::fact_value;
use crate::survey::change::{Cause, Entry, Shifted, Witness};
use crate::survey::diff::{ConflictMoves, Move, PairChange, Silence, VerdictChange};

/// What changed between two legal orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PairChangeReport<'c> {
    /// The two jurisdictions.
    pub pair: [&'c str; 2],
    /// What they are called.
    pub names: [&'c str; 2],
    /// Whether this is all. If not, the pair is too large for the memory allowed, and of some conflicts nobody can say
    /// whether they changed.
    pub complete: bool,
    /// The direct demands, with no mechanism in use yet, whose verdict between the two changed; nothing where the memory allowed does not suffice to tell.
    pub verdicts: Option<Vec<MovedReport>>,
    /// The law that changed anything between the two.
    pub causes: Vec<CauseReport>,
    /// The conflicts that changed and are told here.
    pub conflicts: Vec<ConflictMovesReport<'c>>,
    /// The pairs under which other conflicts between the two are told.
    pub elsewhere: Vec<[&'c str; 2]>,
}

/// Requests for which something changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MovedReport {
    /// `outcome`, `contested` or `resolved`.
    pub what: &'static str,
    /// The outcome before; nothing is no conflict. Of `contested` and `resolved` nothing.
    pub from: Option<Outcome>,
    /// The outcome after; nothing is no conflict.
    pub to: Option<Outcome>,
    /// Of `contested` and `resolved`: whether it is so now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<bool>,
    /// Of `resolved`: the mechanism in use that resolves it now, or has resolved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// How many situations, as far as this set of requests tells situations apart: a number in digits. It compares; it
    /// is no likelihood.
    pub situations: String,
    /// One of the requests, by fact, as requests are written; the plain solver has answered it so under both laws.
    pub witness: Option<BTreeMap<String, Value>>,
}

impl PairChangeReport<'_> {
    /// Whether some answer surely changed.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        let moved = self.conflicts.iter().any(|conflict| !conflict.moves.is_empty());
        moved || !self.elsewhere.is_empty() || self.verdicts.iter().any(|changes| !changes.is_empty())
    }
}

impl MovedReport {
    /// A short name without spaces, as `deadlock-reroutable` or `not-resolved`.
    #[must_use]
    pub fn name(&self) -> String {
        let named = |outcome: Option<Outcome>| outcome.map_or("none", Outcome::name);
        let by = self.by.as_ref().map(|by| format!("-{by}")).unwrap_or_default();
        match self.now {
            None => format!("{}-{}", named(self.from), named(self.to)),
            Some(true) => format!("{}{by}", self.what),
            Some(false) => format!("not-{}{by}", self.what),
        }
    }
}

/// A conflict that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ConflictMovesReport<'c> {
    /// The finding.
    pub id: String,
    /// Whose law requires and whose forbids.
    pub owners: [&'c str; 2],
    /// The provision that requires.
    pub required: &'c str,
    /// Where it stands.
    pub required_title: String,
    /// The provision that forbids.
    pub forbidden: &'c str,
    /// Where it stands.
    pub forbidden_title: String,
    /// The act.
    pub act: &'c str,
    /// The act in words.
    pub act_label: &'c str,
    /// From what to what; none only where `exact` is not set.
    pub moves: Vec<MovedReport>,
    /// The law that changed it.
    pub causes: Vec<CauseReport>,
    /// Whether the moves are exact.
    pub exact: bool,
}

/// Law that changed a conflict.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct CauseReport {
    /// `provision`, `mechanism`, `membership` or `word`.
    pub sort: &'static str,
    /// The id; of a membership `DE>EU`.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// `began`, `ended` or `changed`.
    pub change: &'static str,
    /// Of a mechanism: for whom it began to be in force.
    pub began_for: Vec<String>,
    /// Of a mechanism: for whom it ended.
    pub ended_for: Vec<String>,
}

/// Jurisdictions of which more or less is encoded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SilenceReport<'c> {
    /// The jurisdictions.
    pub jurisdictions: Vec<&'c str>,
    /// What is not encoded any more, by jurisdiction and topic.
    pub opened: Vec<(&'c str, &'c str)>,
    /// What is encoded now.
    pub closed: Vec<(&'c str, &'c str)>,
}

/// Tells changes of answers.
pub(super) struct Teller<'b, 'c> {
    pub books: [&'b Lawbook<'c>; 2],
    pub lang: Lang,
}

impl<'c> Teller<'_, 'c> {
    pub(super) fn pair(&self, change: &PairChange<'c>) -> PairChangeReport<'c> {
        let verdict = |change: &VerdictChange| MovedReport {
            what: "outcome",
            from: change.from.map(Outcome::from),
            to: change.to.map(Outcome::from),
            now: None,
            by: None,
            situations: change.situations.to_string(),
            witness: self.witness(change.witness.as_ref()),
        };
        PairChangeReport {
            pair: change.pair,
            names: change.pair.map(|code| self.place(code)),
            complete: change.complete,
            verdicts: change.verdicts.as_ref().map(|all| all.iter().map(verdict).collect()),
            causes: change.causes.iter().map(|cause| self.cause(cause)).collect(),
            conflicts: change.conflicts.iter().map(|conflict| self.conflict(conflict)).collect(),
            elsewhere: change.elsewhere.clone(),
        }
    }

    pub(super) fn silence(&self, silence: &Silence<'c>) -> SilenceReport<'c> {
        let Silence { jurisdictions, opened, closed } = silence.clone();
        SilenceReport { jurisdictions, opened, closed }
    }

    fn conflict(&self, conflict: &ConflictMoves<'c>) -> ConflictMovesReport<'c> {
        let key = conflict.key;
        let moved = |moved: &Move<'c>| {
            let (what, from, to, now) = match moved.what {
                Shifted::Outcome(from, to) => ("outcome", from, to, None),
                Shifted::Contested(now) => ("contested", None, None, Some(now)),
                Shifted::Resolved(now) => ("resolved", None, None, Some(now)),
            };
            MovedReport {
                what,
                from: from.map(Outcome::from),
                to: to.map(Outcome::from),
                now,
                by: moved.by.map(str::to_owned),
                situations: moved.situations.to_string(),
                witness: self.witness(moved.witness.as_ref()),
            }
        };
        let act = self.newest(|corpus| corpus.vocabulary.acts.iter().find(|(_, act)| act.name == key.act));
        ConflictMovesReport {
            id: finding_id(key.required, key.forbidden, key.act),
            owners: conflict.owners,
            required: key.required,
            required_title: self.provision(key.required),
            forbidden: key.forbidden,
            forbidden_title: self.provision(key.forbidden),
            act: key.act,
            act_label: act.map_or(key.act, |(_, act)| act.label.get(self.lang)),
            moves: conflict.moves.iter().map(moved).collect(),
            causes: conflict.causes.iter().map(|cause| self.cause(cause)).collect(),
            exact: conflict.exact,
        }
    }

    fn cause(&self, cause: &Cause<'c>) -> CauseReport {
        let entry_name = |entry: Entry| match entry {
            Entry::Began => "began",
            Entry::Ended => "ended",
            Entry::Changed => "changed",
        };
        let plain = |sort, id: String, title: String, change| CauseReport {
            sort,
            id,
            title,
            change,
            began_for: Vec::new(),
            ended_for: Vec::new(),
        };
        match cause {
            Cause::Provision(name, entry) => {
                plain("provision", (*name).to_owned(), self.provision(name), entry_name(*entry))
            }
            Cause::Mechanism(name, entry, ends) => {
                let only = |began: bool| {
                    ends.iter().filter(|(_, is)| *is == began).map(|(end, _)| (*end).to_owned()).collect()
                };
                let way = self.newest(|corpus| Some(&corpus.mechanisms[corpus.mechanism(name)?]));
                let title = way.map_or(*name, |way| way.title.get(self.lang)).to_owned();
                CauseReport {
                    began_for: only(true),
                    ended_for: only(false),
                    ..plain("mechanism", (*name).to_owned(), title, entry_name(*entry))
                }
            }
            Cause::Membership(member, of, entry) => {
                let title = format!("{} → {}", self.place(member), self.place(of));
                plain("membership", format!("{member}>{of}"), title, entry_name(*entry))
            }
            Cause::Word(name) => {
                let act = self.newest(|corpus| corpus.vocabulary.acts.iter().find(|(_, act)| act.name == *name));
                let act = act.map(|(_, act)| &act.label);
                let fact = || self.newest(|corpus| Some(&corpus.vocabulary.facts[corpus.vocabulary.fact(name)?].label));
                let label = act.or_else(fact).map_or(*name, |label| label.get(self.lang));
                plain("word", (*name).to_owned(), label.to_owned(), "changed")
            }
        }
    }

    /// What the new corpus knows, else the old one.
    fn newest<T>(&self, find: impl Fn(&'c Corpus) -> Option<T>) -> Option<T> {
        let [old, new] = self.books;
        find(new.corpus).or_else(|| find(old.corpus))
    }

    fn place(&self, code: &'c str) -> &'c str {
        let place = self.newest(|corpus| Some(&corpus.jurisdictions[corpus.jurisdiction(code)?]));
        place.map_or(code, |place| place.name.get(self.lang))
    }

    /// The instrument and the place of a provision.
    fn provision(&self, name: &'c str) -> String {
        let [old, new] = self.books;
        let law = [new, old].into_iter().find_map(|book| {
            let mut versions = book.norms.iter().filter(|(_, norm)| book.corpus.provision_name(norm.provision) == name);
            versions.next().map(|(_, norm)| (book.corpus, norm.provision))
        });
        law.map_or_else(
            || name.to_owned(),
            |(corpus, id)| {
                let title = corpus.instrument_of(id).title.get(self.lang);
                format!("{title}, {}", corpus.provisions[id].pinpoint.get(self.lang))
            },
        )
    }

    /// A request in names: what either corpus has a name for.
    fn witness(&self, witness: Option<&Witness>) -> Option<BTreeMap<String, Value>> {
        let witness = witness?;
        let mut told: BTreeMap<String, Value> = BTreeMap::new();
        for (book, facts) in self.books.iter().zip([&witness.old, &witness.new]) {
            let corpus = book.corpus;
            for ((id, fact), known) in corpus.vocabulary.facts.iter().zip(facts) {
                let Some(known) = nameable(corpus, id, known) else { continue };
                let value = fact_value(corpus, id, &known).json;
                match (told.get_mut(&fact.name), value) {
                    (Some(Value::Array(all)), Value::Array(more)) => {
                        let new: Vec<Value> = more.into_iter().filter(|value| !all.contains(value)).collect();
                        all.extend(new);
                    }
                    (_, value) => {
                        told.insert(fact.name.clone(), value);
                    }
                }
            }
        }
        Some(told)
    }
}

/// What is known of a fact, as far as the corpus has names for it; nothing if it has none.
fn nameable(corpus: &Corpus, fact: FactId, known: &Known) -> Option<Known> {
    let (named, size) = (corpus.nameable(fact), corpus.domain(fact).size);
    let has_name = |code: &Code| usize::from(code.0) < named;
    match known {
        Known::Unknown => None,
        Known::One(code) => has_name(code).then(|| Known::One(*code)),
        Known::Many(codes) => Some(Known::Many(CodeSet::of(size, codes.iter().filter(has_name)))),
    }
}
