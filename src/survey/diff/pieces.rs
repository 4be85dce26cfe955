//! Every piece of law of a corpus, each seen from all its sides, in names.

use std::collections::BTreeMap;

use super::Side;
use super::aspects::Aspect;
use super::spelled::Spelled;
use crate::corpus::Corpus;
use crate::law::{
    Act, ActId, Choice, Confidence, Doubt, Exception, Fact, FactId, FactType, Instrument, InstrumentId, JurisdictionId,
    KindId, Lang, Link, MechanismId, Membership, Period, Principle, PrincipleId, Provision, ProvisionId, Sanction,
    Shorts, Source, Table, Tag, Text, TopicId,
};
use crate::logic::Known;
use crate::survey::said::{Said, lift, value};

/// A piece of law, as one corpus numbers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Piece {
    /// A fact of the vocabulary.
    Fact(FactId),
    /// A value of a choice, by its place.
    Value(FactId, usize),
    /// An act.
    Act(ActId),
    /// A topic.
    Topic(TopicId),
    /// A kind of mechanism.
    Kind(KindId),
    /// A principle.
    Principle(PrincipleId),
    /// A jurisdiction.
    Jurisdiction(JurisdictionId),
    /// A membership of a jurisdiction, by its place.
    Membership(JurisdictionId, usize),
    /// An instrument.
    Instrument(InstrumentId),
    /// A version of a provision.
    Provision(ProvisionId),
    /// A mechanism.
    Mechanism(MechanismId),
}

impl Piece {
    /// When each end of it is in force, nothing for an end that never is; all nothing for what has no dates.
    pub(super) fn periods(self, corpus: &Corpus) -> Option<Vec<Option<Period>>> {
        match self {
            Piece::Provision(id) => Some(vec![Some(corpus.provisions[id].in_force)]),
            Piece::Instrument(id) => Some(vec![Some(corpus.instruments[id].in_force)]),
            Piece::Membership(of, at) => {
                Some(vec![corpus.jurisdictions[of].memberships().nth(at).map(|member| member.in_force)])
            }
            Piece::Mechanism(id) => Some(match &corpus.mechanisms[id].link {
                Link::Parties(parties) => parties.iter().map(|party| party.in_force).collect(),
                Link::OneWay { in_force, .. } | Link::Of { in_force, .. } => vec![*in_force],
            }),
            Piece::Fact(_)
            | Piece::Value(..)
            | Piece::Act(_)
            | Piece::Topic(_)
            | Piece::Kind(_)
            | Piece::Principle(_)
            | Piece::Jurisdiction(_) => None,
        }
    }
}

/// The sorts of pieces, in the order in which changes are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A provision.
    Provision,
    /// A mechanism.
    Mechanism,
    /// A membership.
    Membership,
    /// An instrument.
    Instrument,
    /// A jurisdiction.
    Jurisdiction,
    /// A fact.
    Fact,
    /// A value of a choice.
    Value,
    /// An act.
    Act,
    /// A topic.
    Topic,
    /// A kind of mechanism.
    Kind,
    /// A principle.
    Principle,
}

impl Sort {
    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Sort::Provision => "provision",
            Sort::Mechanism => "mechanism",
            Sort::Membership => "membership",
            Sort::Instrument => "instrument",
            Sort::Jurisdiction => "jurisdiction",
            Sort::Fact => "fact",
            Sort::Value => "value",
            Sort::Act => "act",
            Sort::Topic => "topic",
            Sort::Kind => "mechanism_kind",
            Sort::Principle => "principle",
        }
    }
}

/// What a piece says, side by side.
pub(super) type Sides = BTreeMap<Aspect, Said>;

/// A piece with what it says.
#[derive(Debug, Clone)]
pub(super) struct Portrait {
    pub piece: Piece,
    pub sides: Sides,
}

/// Pieces by sort and id; of one id there may be several versions.
pub(super) type Portraits = BTreeMap<(Sort, String), Vec<Portrait>>;

/// Every piece of law of one side.
pub(super) fn portraits(side: Side<'_>) -> Portraits {
    let mut album = Album { side, corpus: side.corpus, found: Portraits::new() };
    album.vocabulary();
    album.jurisdictions();
    album.instruments();
    album.provisions();
    album.mechanisms();
    album.found
}

struct Album<'c> {
    side: Side<'c>,
    corpus: &'c Corpus,
    found: Portraits,
}

impl Album<'_> {
    fn add(&mut self, sort: Sort, id: &str, piece: Piece, sides: impl IntoIterator<Item = (Aspect, Said)>) {
        let sides = sides.into_iter().collect();
        self.found.entry((sort, id.to_owned())).or_default().push(Portrait { piece, sides });
    }

    fn vocabulary(&mut self) {
        let words = &self.corpus.vocabulary;
        for (id, fact) in words.facts.iter() {
            self.add(Sort::Fact, &fact.name, Piece::Fact(id), fact_sides(self.corpus, id, fact));
            if let FactType::Choice(values) = &fact.ty {
                for (at, choice) in values.iter().enumerate() {
                    let name = format!("{}={}", fact.name, choice.name);
                    self.add(Sort::Value, &name, Piece::Value(id, at), [(Aspect::Title, Said::text(&choice.label))]);
                }
            }
        }
        for (id, act) in words.acts.iter() {
            self.add(Sort::Act, &act.name, Piece::Act(id), act_sides(self.corpus, act));
        }
        let label = |choice: &Choice| [(Aspect::Title, Said::text(&choice.label))];
        for (id, topic) in words.topics.iter() {
            self.add(Sort::Topic, &topic.name, Piece::Topic(id), label(topic));
        }
        for (id, kind) in words.kinds.iter() {
            self.add(Sort::Kind, &kind.name, Piece::Kind(id), label(kind));
        }
        let principles: &Table<PrincipleId, Principle> = &self.corpus.principles;
        for (id, principle) in principles.iter() {
            let sides =
                [(Aspect::Title, Said::text(&principle.title)), (Aspect::Summary, Said::text(&principle.statement))];
            self.add(Sort::Principle, &principle.name, Piece::Principle(id), sides);
        }
    }

    fn jurisdictions(&mut self) {
        for (id, place) in self.corpus.jurisdictions.iter() {
            let coverage = place.coverage.iter().map(|(topic, coverage)| {
                let topic = &self.corpus.vocabulary.topics[topic].name;
                Said::list([Said::word(topic), coverage.level.spelled()])
            });
            let limits = place.coverage.iter().map(|(topic, coverage)| {
                let topic = &self.corpus.vocabulary.topics[topic].name;
                let reviewed = Said::maybe(coverage.reviewed.map(|day| day.to_string()));
                Said::list([Said::word(topic), reviewed, Said::texts([coverage.limits.as_ref()])])
            });
            let other_names = place.alpha3.iter().chain(&place.aliases).map(Said::word);
            let sides = [
                (Aspect::Kind, place.kind.spelled()),
                (Aspect::Coverage, Said::set(coverage)),
                (Aspect::Title, Said::list([Said::text(&place.name), Said::set(other_names)])),
                (Aspect::Note, Said::set(limits)),
            ];
            self.add(Sort::Jurisdiction, &place.code, Piece::Jurisdiction(id), sides);
            for (at, membership) in place.memberships().enumerate() {
                if self.side.shows(Some(membership.in_force)) {
                    self.membership(id, at, membership);
                }
            }
        }
    }

    fn membership(&mut self, of: JurisdictionId, at: usize, membership: &Membership) {
        let [of_code, to] = [of, membership.to].map(|id| &self.corpus.jurisdictions[id].code);
        let mut sides = vec![
            (Aspect::Citation, Said::text(&membership.citation)),
            (Aspect::Address, Said::maybe(membership.url.as_ref())),
        ];
        sides.extend(self.side.dates(Some(membership.in_force)));
        self.add(Sort::Membership, &format!("{of_code}>{to}"), Piece::Membership(of, at), sides);
    }

    fn instruments(&mut self) {
        let (side, all): (_, &Table<InstrumentId, Instrument>) = (self.side, &self.corpus.instruments);
        for (id, law) in all.iter().filter(|(_, law)| side.shows(Some(law.in_force))) {
            let mut sides = vec![
                (Aspect::Scope, Said::condition(self.corpus, &law.scope)),
                (Aspect::Title, Said::text(&law.title)),
                (Aspect::Short, shorts(&law.short)),
                (Aspect::Citation, Said::text(&law.citation)),
                (Aspect::Address, Said::word(&law.url)),
                (Aspect::Note, Said::texts([law.note.as_ref()])),
            ];
            sides.extend(self.side.dates(Some(law.in_force)));
            self.add(Sort::Instrument, &law.name, Piece::Instrument(id), sides);
        }
    }

    fn provisions(&mut self) {
        let side = self.side;
        for (id, law) in self.corpus.provisions.iter().filter(|(_, law)| side.shows(Some(law.in_force))) {
            let mut sides = provision_sides(self.corpus, law);
            sides.extend(self.side.dates(Some(law.in_force)));
            self.add(Sort::Provision, &law.full_name, Piece::Provision(id), sides);
        }
    }

    fn mechanisms(&mut self) {
        for (id, way) in self.corpus.mechanisms.iter() {
            let ends = ends(self.corpus, self.side, &way.link);
            if ends.is_empty() {
                continue;
            }
            let acts = way.acts.iter().map(|act| Said::word(&self.corpus.vocabulary.acts[*act].name));
            let mut sides = vec![
                (Aspect::Kind, Said::word(&self.corpus.vocabulary.kinds[way.kind].name)),
                (Aspect::Parties, Said::set(ends.iter().map(|end| end.who.clone()))),
                (Aspect::When, Said::condition(self.corpus, &way.when)),
                (Aspect::Acts, Said::set(acts)),
                (Aspect::Effect, way.effect.spelled()),
                (Aspect::Strength, way.strength.spelled()),
                (Aspect::InvokedBy, way.invoked_by.spelled()),
                (Aspect::Principles, tags(self.corpus, &way.principles)),
                (Aspect::Title, Said::text(&way.title)),
                (Aspect::Short, shorts(&way.short)),
                (Aspect::Citation, Said::text(&way.citation)),
                (Aspect::Address, Said::word(&way.url)),
                (Aspect::Summary, Said::text(&way.summary)),
                (Aspect::Duration, Said::texts([way.duration.as_ref()])),
                (Aspect::Note, Said::texts([way.note.as_ref()])),
                (Aspect::Sources, sources(&way.sources)),
                (Aspect::Confidence, confidence(way.confidence)),
            ];
            if self.side.day.is_none() {
                sides.push((Aspect::InForce, Said::set(ends.into_iter().map(|end| end.dated))));
            }
            self.add(Sort::Mechanism, &way.name, Piece::Mechanism(id), sides);
        }
    }
}

fn shorts(short: &Shorts) -> Said {
    Said::set(short.all(Lang::En).into_iter().map(Said::word))
}

fn fact_sides(corpus: &Corpus, id: FactId, fact: &Fact) -> Vec<(Aspect, Said)> {
    let default = match &fact.default {
        Known::Unknown => Said::nothing(),
        Known::One(code) => Said::word(value(corpus, id, *code)),
        Known::Many(codes) => Said::set(codes.iter().map(|code| Said::word(value(corpus, id, code)))),
    };
    vec![
        (Aspect::Type, Said::word(fact.ty.name())),
        (Aspect::Default, default),
        (Aspect::Controllable, Said::maybe(fact.controllable.map(|when| when.name().to_owned()))),
        (Aspect::Role, fact.role.map_or_else(Said::nothing, Spelled::spelled)),
        (Aspect::Title, Said::text(&fact.label)),
        (Aspect::Question, Said::text(&fact.question)),
    ]
}

fn act_sides(corpus: &Corpus, act: &Act) -> Vec<(Aspect, Said)> {
    let words = &corpus.vocabulary;
    let topics = [act.topics.must, act.topics.must_not, act.topics.may];
    vec![
        (Aspect::Entails, Said::set(act.entails.iter().map(|act| Said::word(&words.acts[*act].name)))),
        (Aspect::Topics, Said::list(topics.map(|topic| Said::word(&words.topics[topic].name)))),
        (Aspect::Title, Said::text(&act.label)),
    ]
}

fn provision_sides(corpus: &Corpus, law: &Provision) -> Vec<(Aspect, Said)> {
    let exception = |exception: &Exception| {
        let standing = exception.standing.spelled();
        Said::list([Said::word(&exception.name), standing, Said::condition(corpus, &exception.when)])
    };
    let sanction = law.sanction.as_ref();
    let unless = || law.unless.iter();
    let places = [Some(&law.pinpoint), sanction.and_then(|sanction| sanction.pinpoint.as_ref())];
    let notes = [law.note.as_ref(), sanction.and_then(|sanction| sanction.note.as_ref())];
    let by_name = |of: fn(&Exception) -> Option<&Text>| {
        let told = unless().filter_map(move |exception| Some((exception, of(exception)?)));
        Said::set(told.map(|(exception, text)| Said::list([Said::word(&exception.name), Said::text(text)])))
    };
    let by_case = unless().filter(|exception| exception.doubt == Doubt::Case);
    let by_case = Said::set(by_case.map(|exception| Said::word(&exception.name)));
    vec![
        (Aspect::Modality, law.norm.modality.spelled()),
        (Aspect::Act, Said::word(&corpus.vocabulary.acts[law.norm.act].name)),
        (Aspect::When, Said::condition(corpus, &law.when)),
        (Aspect::Exceptions, Said::set(unless().map(exception))),
        (Aspect::LiftedBy, Said::set(law.lifted_by.iter().map(|by| Said::word(lift(corpus, *by))))),
        (Aspect::Sanction, sanction.map_or_else(Said::nothing, costs)),
        (Aspect::Principles, tags(corpus, &law.principles)),
        (Aspect::Pinpoint, Said::list([Said::texts(places), by_name(|exception| Some(&exception.pinpoint))])),
        (Aspect::Address, Said::maybe(law.url.as_ref())),
        (Aspect::Short, shorts(&law.short)),
        (Aspect::Summary, Said::text(&law.summary)),
        (Aspect::Note, Said::list([Said::texts(notes), by_name(|exception| exception.note.as_ref())])),
        (Aspect::Doubt, by_case),
        (Aspect::Sources, sources(&law.sources)),
        (Aspect::Confidence, confidence(law.confidence)),
    ]
}

/// What a breach costs, without words about it.
fn costs(sanction: &Sanction) -> Said {
    let fine = sanction.fine.as_ref().map(|fine| {
        let amount = format!("{} {}", fine.units, fine.currency);
        Said::list([Said::word(amount), Said::texts([fine.per.as_ref()])])
    });
    Said::list([
        sanction.kind.spelled(),
        fine.unwrap_or_else(Said::nothing),
        Said::maybe(sanction.turnover_basis_points.map(|points| points.to_string())),
        Said::maybe(sanction.imprisonment_months.map(|months| months.to_string())),
    ])
}

fn tags(corpus: &Corpus, tags: &[Tag]) -> Said {
    Said::set(tags.iter().map(|tag| {
        let effect = tag.effect.spelled();
        Said::list([Said::word(&corpus.principles[tag.principle].name), effect])
    }))
}

fn sources(sources: &[Source]) -> Said {
    Said::list(sources.iter().map(|source| {
        let seen = Said::word(source.seen.to_string());
        Said::list([Said::word(&source.url), seen, Said::maybe(source.note.as_ref())])
    }))
}

fn confidence(confidence: Option<Confidence>) -> Said {
    confidence.map_or_else(Said::nothing, Spelled::spelled)
}

/// One end of a mechanism.
struct EndSaid {
    /// Who, with a reservation.
    who: Said,
    /// Who, with the days.
    dated: Said,
}

/// The ends of a mechanism that a side shows; none if it connects nobody.
fn ends(corpus: &Corpus, side: Side<'_>, link: &Link) -> Vec<EndSaid> {
    let end = |role: &str, place: JurisdictionId, in_force: Option<Period>, reserved: Said| {
        let name = || Said::list([Said::word(role), Said::word(&corpus.jurisdictions[place].code)]);
        let who = Said::list([name(), reserved]);
        side.shows(in_force).then(|| EndSaid { who, dated: Said::list([name(), period(in_force)]) })
    };
    match link {
        Link::Parties(parties) => parties
            .iter()
            .filter_map(|party| {
                let reserved = Said::condition(corpus, &party.when);
                end("party", party.jurisdiction, party.in_force, reserved)
            })
            .collect(),
        Link::OneWay { from, to, in_force } => [("from", *from), ("to", *to)]
            .into_iter()
            .filter_map(|(role, place)| end(role, place, *in_force, Said::nothing()))
            .collect(),
        Link::Of { of, in_force } => end("of", *of, *in_force, Said::nothing()).into_iter().collect(),
    }
}

/// The days of a period; nothing if it never was in force.
pub(super) fn period(period: Option<Period>) -> Said {
    period.map_or_else(Said::nothing, |period| {
        let day = |day: Option<crate::law::Day>| Said::maybe(day.map(|day| day.to_string()));
        Said::list([Said::word("days"), day(period.first()), day(period.last())])
    })
}
