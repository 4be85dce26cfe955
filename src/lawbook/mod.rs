//! The law as of a date.
//!
//! In: a corpus, its atlas and a day. Out: the norms in force with their conditions lowered to formulas, memberships
//! and links as plain sets, mechanisms with the jurisdictions that they connect. Everything that does not hang on a
//! request is done here, once; the book is immutable and shared by all threads. It decides nothing about a request.

mod lower;
mod route;

use std::collections::BTreeMap;
use std::sync::OnceLock;

pub use crate::corpus::{code, jurisdiction};
pub use route::{End, Ends, Route};

use crate::atlas::{Atlas, Chains, Edge};
use crate::corpus::Corpus;
use crate::law::{
    ActId, Day, FactId, Id, JurisdictionId, Level, MechanismId, Modality, Norm, Period, Provision, ProvisionId,
    Standing, Table, TopicId, Wanted, ids,
};
use crate::logic::{Code, CodeSet, Domain, Formula, Formulas, Known, Sums};

ids! {
    /// A norm in force on the book's day.
    NormId;
}

/// A provision in force, lowered.
#[derive(Debug)]
pub struct BookNorm {
    /// The provision.
    pub provision: ProvisionId,
    /// Whose law it is.
    pub owner: JurisdictionId,
    /// What it requires, forbids or permits.
    pub norm: Norm,
    /// The instrument's scope.
    pub scope: Formula,
    /// The provision's own condition.
    pub when: Formula,
    /// Its exceptions, in the order of the provision.
    pub exceptions: Vec<BookException>,
    /// The norm's meaning multiplied out; the solver fills it in when it first asks whether two norms can meet.
    pub(crate) sums: OnceLock<Sums>,
}

/// An exception, lowered.
#[derive(Debug, Clone, Copy)]
pub struct BookException {
    /// Whether it is accepted or disputed.
    pub standing: Standing,
    /// When it holds.
    pub when: Formula,
}

/// The law as of a date.
#[derive(Debug)]
pub struct Lawbook<'c> {
    /// The corpus that it was made from.
    pub corpus: &'c Corpus,
    /// The date.
    pub day: Day,
    /// All formulas.
    pub formulas: Formulas,
    /// Every *fact is what is wanted* that a condition states, as a formula.
    literals: BTreeMap<(FactId, &'c Wanted), Formula>,
    /// The combinations of facts that the vocabulary calls impossible.
    pub impossible: Vec<Formula>,
    /// The norms in force, sorted by owner, then by provision.
    pub norms: Table<NormId, BookNorm>,
    /// Every mechanism, in force or not, by number.
    pub routes: Table<MechanismId, Route>,
    /// The domain of each fact.
    pub domains: Vec<Domain>,
    orders: Table<JurisdictionId, CodeSet>,
    members: Table<JurisdictionId, CodeSet>,
    by_owner: Table<JurisdictionId, Vec<NormId>>,
    requiring: Table<JurisdictionId, Vec<NormId>>,
    forbidding: Table<JurisdictionId, BTreeMap<ActId, Vec<NormId>>>,
    entailed: Table<ActId, Vec<ActId>>,
    routes_at: Table<JurisdictionId, Vec<MechanismId>>,
    chains: Chains,
    memberships: Table<JurisdictionId, Vec<(JurisdictionId, Edge)>>,
    /// By topic the first day of the oldest duty and of the oldest prohibition.
    encoded_since: Table<JurisdictionId, BTreeMap<TopicId, Day>>,
    place_facts: Vec<FactId>,
    via: Option<FactId>,
}

impl<'c> Lawbook<'c> {
    /// Reads the law of a corpus as of a day.
    #[must_use]
    pub fn new(corpus: &'c Corpus, atlas: &Atlas, day: Day) -> Self {
        lower::lawbook(corpus, atlas, day, |in_force| in_force.contains(day), |law| law.in_force.contains(day))
    }

    /// The same with the provisions of the legal orders of some jurisdictions only. Between these it answers as the whole
    /// does, and so it does for requests that involve no others.
    #[must_use]
    pub fn between(corpus: &'c Corpus, atlas: &Atlas, day: Day, jurisdictions: &[JurisdictionId]) -> Self {
        let owners = jurisdictions.iter().flat_map(|id| atlas.legal_order(*id, day)).map(code);
        Self::of_owners(corpus, atlas, day, &CodeSet::of(corpus.jurisdictions.len(), owners))
    }

    /// The same with one provision and, of the others, those alone that could collide with it by what they say of which
    /// act: what it collides with, and with which outcome, is the same as in the whole.
    pub(crate) fn against(corpus: &'c Corpus, atlas: &Atlas, day: Day, one: ProvisionId) -> Self {
        let law = &corpus.provisions[one];
        let entails = |must: Norm, not: Norm| lower::entailed(corpus, must.act).contains(&not.act);
        let wanted = |other: &Provision| match (law.norm.modality, other.norm.modality) {
            (Modality::Must, Modality::MustNot) => entails(law.norm, other.norm),
            (Modality::MustNot, Modality::Must) => entails(other.norm, law.norm),
            _ => other.full_name == law.full_name,
        };
        let wanted = |other: &Provision| other.in_force.contains(day) && wanted(other);
        lower::lawbook(corpus, atlas, day, |in_force| in_force.contains(day), wanted)
    }

    /// The same with the provisions of some jurisdictions only.
    pub(crate) fn of_owners(corpus: &'c Corpus, atlas: &Atlas, day: Day, owners: &CodeSet) -> Self {
        Self::of_days(corpus, atlas, [day, day], owners)
    }

    /// The same for some days, the first and the last, between which only provisions turn: with every norm that is in
    /// force on some of them. Of those in force together it answers as the book of the day does.
    pub(crate) fn of_days(corpus: &'c Corpus, atlas: &Atlas, [first, last]: [Day; 2], owners: &CodeSet) -> Self {
        let days = Period::of(Some(first), Some(last));
        let owned = |law: &Provision| {
            owners.contains(code(corpus.instruments[law.instrument].owner))
                && days.is_some_and(|days| law.in_force.and(&days).is_some())
        };
        lower::lawbook(corpus, atlas, first, |in_force| in_force.contains(first), owned)
    }

    /// Reads every law that is in force at some time of an era ([`Corpus::eras`]): for questions about the law as a
    /// whole. It answers no request, because its norms need not be in force together.
    pub(crate) fn of_era(corpus: &'c Corpus, atlas: &Atlas, era: &Period) -> Self {
        let day = era.first().or(era.last()).unwrap_or(Day::FIRST);
        let in_force = |period: &Period| period.and(era).is_some();
        lower::lawbook(corpus, atlas, day, in_force, |law| in_force(&law.in_force))
    }

    /// *Fact is what is wanted*, as a condition of this corpus states it; `None` for what no condition states.
    #[must_use]
    pub fn literal(&self, fact: FactId, wanted: &Wanted) -> Option<Formula> {
        self.literals.get(&(fact, wanted)).copied()
    }

    /// Every *fact is what is wanted* that some condition states.
    pub(crate) fn literals(&self) -> impl Iterator<Item = (FactId, &'c Wanted)> {
        self.literals.keys().copied()
    }

    /// The norms of one owner, in order.
    #[must_use]
    pub fn norms_of(&self, owner: JurisdictionId) -> &[NormId] {
        &self.by_owner[owner]
    }

    /// Those of them that require something.
    #[must_use]
    pub fn requiring(&self, owner: JurisdictionId) -> &[NormId] {
        &self.requiring[owner]
    }

    /// Those of them that forbid something, by what.
    pub fn forbidding(&self, owner: JurisdictionId) -> impl Iterator<Item = (ActId, &[NormId])> {
        self.forbidding[owner].iter().map(|(act, norms)| (*act, norms.as_slice()))
    }

    /// The act and every act that it entails.
    #[must_use]
    pub fn entailed(&self, act: ActId) -> &[ActId] {
        &self.entailed[act]
    }

    /// The jurisdiction and everything that it belongs to.
    #[must_use]
    pub fn legal_order(&self, of: JurisdictionId) -> &CodeSet {
        &self.orders[of]
    }

    /// The jurisdiction and everything that belongs to it.
    #[must_use]
    pub fn members(&self, of: JurisdictionId) -> &CodeSet {
        &self.members[of]
    }

    /// The topics of a jurisdiction's own law that are not encoded as it was on a day: not at all, or only from a later
    /// day on. What its law said before the oldest duty and the oldest prohibition here nobody has looked at.
    pub fn gaps(&self, of: JurisdictionId, day: Day) -> impl Iterator<Item = TopicId> {
        let topics = self.corpus.jurisdictions[of].coverage.iter().filter(move |(topic, coverage)| {
            coverage.level == Level::None || self.encoded_since(of, *topic).is_some_and(|since| day < since)
        });
        topics.map(|(topic, _)| topic)
    }

    /// The first day of the oldest duty or prohibition of a jurisdiction, if it is on this topic.
    #[must_use]
    pub fn encoded_since(&self, of: JurisdictionId, topic: TopicId) -> Option<Day> {
        self.encoded_since[of].get(&topic).copied()
    }

    /// Whether some topic of the law of a jurisdiction, or of one to which it belongs, is not encoded.
    #[must_use]
    pub fn has_gap(&self, of: JurisdictionId) -> bool {
        self.has_gap_on(of, self.day)
    }

    /// The same on another of the days of this book.
    pub(crate) fn has_gap_on(&self, of: JurisdictionId, day: Day) -> bool {
        self.legal_order(of).iter().any(|id| self.gaps(jurisdiction(id), day).next().is_some())
    }

    /// Whether one of the two belongs to the other, or they are the same: then they are no pair.
    #[must_use]
    pub fn nested(&self, a: JurisdictionId, b: JurisdictionId) -> bool {
        self.orders[a].contains(code(b)) || self.orders[b].contains(code(a))
    }

    /// To what a jurisdiction belongs, since when and by which treaty.
    #[must_use]
    pub fn memberships(&self, of: JurisdictionId) -> &[(JurisdictionId, Edge)] {
        &self.memberships[of]
    }

    /// The shortest chain of memberships between two jurisdictions, both included; empty if there is none.
    #[must_use]
    pub fn chain(&self, from: JurisdictionId, to: JurisdictionId) -> Vec<JurisdictionId> {
        self.chains.between(from, to)
    }

    /// The mechanisms that have this jurisdiction as an end, in force or not.
    #[must_use]
    pub fn routes_at(&self, jurisdiction: JurisdictionId) -> &[MechanismId] {
        &self.routes_at[jurisdiction]
    }

    /// The fact that names the mechanisms in use.
    #[must_use]
    pub fn via(&self) -> Option<FactId> {
        self.via
    }

    /// The facts whose values are jurisdictions.
    #[must_use]
    pub fn place_facts(&self) -> &[FactId] {
        &self.place_facts
    }

    /// The facts that would name jurisdictions but are unknown.
    pub fn open_places(&self, facts: &[Known]) -> impl Iterator<Item = FactId> {
        let unknown = |fact: &FactId| matches!(facts.get(fact.index()), Some(Known::Unknown) | None);
        self.place_facts.iter().copied().filter(unknown)
    }

    /// Every jurisdiction that a fact names, with its legal order. A place that the corpus does not know involves none.
    #[must_use]
    pub fn involved(&self, facts: &[Known]) -> CodeSet {
        let mut involved = self.no_jurisdictions();
        for named in self.corpus.named(facts).iter() {
            involved.add_all(self.legal_order(jurisdiction(named)));
        }
        involved
    }

    /// Whether all law that a request involves is encoded, and every place that it could involve is known: only then does
    /// silence mean that nothing collides.
    #[must_use]
    pub fn is_covered(&self, facts: &[Known]) -> bool {
        self.corpus.broken.is_empty()
            && self.open_places(facts).next().is_none()
            && !self.corpus.named(facts).iter().any(|named| self.has_gap(jurisdiction(named)))
    }

    /// The empty set of jurisdictions.
    #[must_use]
    pub fn no_jurisdictions(&self) -> CodeSet {
        CodeSet::none(self.corpus.jurisdictions.len())
    }

    /// The fact of the mechanisms in use, and its values that name the mechanism or its kind; nothing if the vocabulary
    /// has no such fact.
    #[must_use]
    pub fn names_of(&self, mechanism: MechanismId) -> Option<(FactId, CodeSet)> {
        let via = self.via?;
        let kinds = self.corpus.vocabulary.kinds.len();
        let kind = self.corpus.mechanisms[mechanism].kind.index();
        let size = self.domains.get(via.index()).map_or(0, |domain| domain.size);
        Some((via, CodeSet::of(size, [Code::from_index(kind), Code::from_index(kinds + mechanism.index())])))
    }

    /// Whether a request names the mechanism, or its kind, as in use.
    #[must_use]
    pub fn in_use(&self, mechanism: MechanismId, facts: &[Known]) -> bool {
        let Some((via, names)) = self.names_of(mechanism) else { return false };
        matches!(facts.get(via.index()), Some(Known::Many(used)) if used.meets(&names))
    }
}

impl BookNorm {
    /// Whether the norm does this with an act.
    #[must_use]
    pub fn is(&self, modality: Modality) -> bool {
        self.norm.modality == modality
    }
}
