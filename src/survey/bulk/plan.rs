//! What does not hang on the requests: who can collide with whom, and what could help them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::law::{ActId, FactId, Id, JurisdictionId, Level, Lift, MechanismId, Modality, Strength, Table};
use crate::lawbook::{Lawbook, NormId, code, jurisdiction};
use crate::logic::{Classes, CodeSet, Formula, Formulas, Lit, Literal};
use crate::solve::meaning::{Bound, Joint};
use crate::solve::{Outcome, Setting, benefit, candidates, compatible, side};

/// Two norms that can collide; numbers follow the order in which conflicts are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PairId(pub(super) u32);

impl PairId {
    /// The place of the pair among those of its plan.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The pair at this place.
    pub(crate) fn from_index(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(NO_PAIR))
    }
}

/// The law as of a date, laid out for blocks of requests. Immutable and shared by all threads.
#[derive(Debug)]
pub struct Plan<'b, 'c> {
    /// The lawbook.
    pub book: &'b Lawbook<'c>,
    /// The lawbook's formulas, and those that only blocks need.
    pub(super) formulas: Formulas,
    pub(super) classes: Classes,
    /// The norms that require and that forbid.
    pub(super) musts: Vec<Candidate>,
    pub(super) nots: Vec<Candidate>,
    pub(super) groups: Vec<Group>,
    pub(super) pairs: Vec<Pair>,
    /// By norm that requires, then by norm that forbids: the pair, or [`NO_PAIR`].
    pub(super) pair_at: Vec<u32>,
    /// The ways out of all pairs, those of one pair side by side, best first.
    pub(super) pair_ways: Vec<u32>,
    pub(super) ways: Vec<WayPlan>,
    /// By place: whether a fact names a jurisdiction, or one that belongs to it.
    pub(super) places: Vec<Formula>,
    /// Whether a fact names a jurisdiction of which some law is not encoded.
    pub(super) uncovered: Formula,
}

/// Stands for two norms that cannot collide.
pub(super) const NO_PAIR: u32 = u32::MAX;

/// A norm that requires or forbids.
#[derive(Debug)]
pub(super) struct Candidate {
    pub norm: NormId,
    /// The place of its owner in [`Plan::places`].
    pub owner: u16,
    /// Literals without which it surely does not apply.
    pub necessary: Vec<Lit>,
    /// Whether it has an arguable exception.
    pub arguable: bool,
}

/// The norms that forbid one act, and those that require it or an act that entails it, by number.
#[derive(Debug)]
pub(super) struct Group {
    pub musts: Vec<u32>,
    pub nots: Vec<u32>,
}

/// Two norms that can collide.
#[derive(Debug)]
pub(super) struct Pair {
    pub required: NormId,
    pub forbidden: NormId,
    pub act: ActId,
    /// Whether some request can make both apply; worked out when first asked.
    compatible: OnceLock<bool>,
    /// Its ways out in [`Plan::pair_ways`].
    pub ways: std::ops::Range<u32>,
}

/// A mechanism between two sides.
#[derive(Debug)]
pub(super) struct WayPlan {
    pub mechanism: MechanismId,
    pub joints: Vec<JointPlan>,
    pub benefit: Outcome,
    /// For a binding one: whether a request names it as in use.
    pub in_use: Option<Formula>,
}

/// Two ends of a mechanism, and when they are on the two sides.
#[derive(Debug)]
pub(super) struct JointPlan {
    pub joint: Joint,
    pub near: Presence,
    pub far: Presence,
}

/// When a jurisdiction is on the side of an owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Presence {
    Always,
    /// If a request involves one of these [`Plan::places`].
    With(Vec<u16>),
}

impl<'b, 'c> Plan<'b, 'c> {
    /// Lays a lawbook out.
    #[must_use]
    pub fn new(book: &'b Lawbook<'c>) -> Self {
        let mut draft = Draft::new(book);
        let musts = draft.candidates(Modality::Must);
        let nots = draft.candidates(Modality::MustNot);
        let mut found = Vec::new();
        for (row, must) in musts.iter().enumerate() {
            for (column, not) in nots.iter().enumerate() {
                if can_collide(book, must.norm, not.norm) {
                    found.push((row * nots.len() + column, must.norm, not.norm));
                }
            }
        }
        found.sort_by_key(|(_, required, forbidden)| {
            let (required, forbidden) = (&book.norms[*required], &book.norms[*forbidden]);
            (required.owner, forbidden.owner, required.provision, forbidden.provision)
        });
        let mut pair_at = vec![NO_PAIR; musts.len() * nots.len()];
        let mut pairs = Vec::with_capacity(found.len());
        for (at, required, forbidden) in found {
            if let (Some(slot), Ok(number)) = (pair_at.get_mut(at), u32::try_from(pairs.len())) {
                *slot = number;
            }
            let act = book.norms[required].norm.act;
            let ways = draft.ways_of(required, forbidden);
            pairs.push(Pair { required, forbidden, act, compatible: OnceLock::new(), ways });
        }
        let uncovered = draft.uncovered();
        let groups = groups(book, &musts, &nots);
        let Draft { formulas, ways, pair_ways, places, .. } = draft;
        let classes = Classes::new(&formulas, &book.domains);
        Self { book, formulas, classes, musts, nots, groups, pairs, pair_at, pair_ways, ways, places, uncovered }
    }

    /// How many pairs of norms can collide.
    #[must_use]
    pub fn pairs(&self) -> usize {
        self.pairs.len()
    }

    /// The norm that requires and the norm that forbids.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "a PairId is made only for this plan's own pairs")]
    pub fn norms(&self, pair: PairId) -> (NormId, NormId) {
        let pair = &self.pairs[pair.0 as usize];
        (pair.required, pair.forbidden)
    }

    /// The act that a pair is about.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "a PairId is made only for this plan's own pairs")]
    pub fn act(&self, pair: PairId) -> ActId {
        self.pairs[pair.0 as usize].act
    }

    /// Every *fact is in set* on which answers hang and that speaks of a fact, with its number.
    pub fn literals_of(&self, fact: FactId) -> impl Iterator<Item = (Lit, &Literal)> {
        self.classes.literals(fact).iter().map(|lit| (*lit, self.formulas.literal_of(*lit)))
    }

    /// How many *fact is in set* there are.
    #[must_use]
    pub fn literals(&self) -> usize {
        self.formulas.literals().len()
    }

    /// Every pair, in order.
    pub fn pair_ids(&self) -> impl ExactSizeIterator<Item = PairId> + use<> {
        (0..u32::try_from(self.pairs.len()).unwrap_or(u32::MAX)).map(PairId)
    }
}

impl Pair {
    pub(super) fn compatible(&self, book: &Lawbook<'_>) -> bool {
        *self.compatible.get_or_init(|| compatible(book, self.required, self.forbidden))
    }
}

fn groups(book: &Lawbook<'_>, musts: &[Candidate], nots: &[Candidate]) -> Vec<Group> {
    let numbers = |norms: &[Candidate], wanted: &dyn Fn(ActId) -> bool| {
        let telling = norms.iter().enumerate().filter(|(_, candidate)| wanted(book.norms[candidate.norm].norm.act));
        telling.filter_map(|(number, _)| u32::try_from(number).ok()).collect::<Vec<u32>>()
    };
    let groups = book.corpus.vocabulary.acts.ids().map(|forbidden| Group {
        musts: numbers(musts, &|act| book.entailed(act).contains(&forbidden)),
        nots: numbers(nots, &|act| act == forbidden),
    });
    groups.filter(|group| !group.musts.is_empty() && !group.nots.is_empty()).collect()
}

fn can_collide(book: &Lawbook<'_>, required: NormId, forbidden: NormId) -> bool {
    let (must, must_not) = (&book.norms[required], &book.norms[forbidden]);
    book.entailed(must.norm.act).contains(&must_not.norm.act) && !book.nested(must.owner, must_not.owner)
}

/// What the ways out of a pair hang on.
type Signature<'c> = (JurisdictionId, JurisdictionId, ActId, &'c [Lift], &'c [Lift]);

/// What a way hangs on: the mechanism, the owners, and the ends that join their sides.
type WayKey = (MechanismId, JurisdictionId, JurisdictionId, Vec<(JurisdictionId, JurisdictionId, Bound)>);

struct Draft<'b, 'c> {
    book: &'b Lawbook<'c>,
    formulas: Formulas,
    ways: Vec<WayPlan>,
    pair_ways: Vec<u32>,
    places: Vec<Formula>,
    /// By jurisdiction: its place, if it has one already.
    place_of: Table<JurisdictionId, Option<u16>>,
    /// By owner: the largest side that it can have.
    sides: BTreeMap<JurisdictionId, CodeSet>,
    candidates: BTreeMap<(JurisdictionId, JurisdictionId), Vec<MechanismId>>,
    known_lists: BTreeMap<Signature<'c>, std::ops::Range<u32>>,
    known_ways: BTreeMap<WayKey, u32>,
}

impl<'b, 'c> Draft<'b, 'c> {
    fn new(book: &'b Lawbook<'c>) -> Self {
        Self {
            book,
            formulas: book.formulas.clone(),
            ways: Vec::new(),
            pair_ways: Vec::new(),
            places: Vec::new(),
            place_of: book.corpus.jurisdictions.ids().map(|_| None).collect(),
            sides: BTreeMap::new(),
            candidates: BTreeMap::new(),
            known_lists: BTreeMap::new(),
            known_ways: BTreeMap::new(),
        }
    }

    fn candidates(&mut self, modality: Modality) -> Vec<Candidate> {
        let book = self.book;
        let norms = book.norms.iter().filter(|(_, norm)| norm.is(modality));
        let candidates = norms.map(|(id, norm)| Candidate {
            norm: id,
            owner: self.place(norm.owner),
            necessary: [norm.scope, norm.when].iter().flat_map(|f| self.formulas.necessary(*f)).copied().collect(),
            arguable: norm.exceptions.iter().any(|exception| exception.standing == crate::law::Standing::Arguable),
        });
        candidates.collect()
    }

    /// The place of a jurisdiction: whether some fact names it, or one that belongs to it.
    fn place(&mut self, of: JurisdictionId) -> u16 {
        if let Some(place) = self.place_of[of] {
            return place;
        }
        let formula = self.named(self.book.members(of));
        let place = u16::try_from(self.places.len()).unwrap_or(u16::MAX);
        self.places.push(formula);
        self.place_of[of] = Some(place);
        place
    }

    /// Whether a fact names one of these jurisdictions.
    fn named(&mut self, jurisdictions: &CodeSet) -> Formula {
        let mut parts = Vec::new();
        for fact in self.book.place_facts() {
            let size = self.book.domains.get(fact.index()).map_or(0, |domain| domain.size);
            parts.push(self.formulas.literal(*fact, CodeSet::of(size, jurisdictions.iter())));
        }
        self.formulas.any(parts)
    }

    fn uncovered(&mut self) -> Formula {
        if !self.book.corpus.broken.is_empty() {
            return self.formulas.constant(true);
        }
        let corpus = self.book.corpus;
        let has_gap = |id| corpus.jurisdictions[id].coverage.iter().any(|(_, topic)| topic.level == Level::None);
        let mut names = self.book.no_jurisdictions();
        for id in corpus.jurisdictions.ids() {
            if self.book.legal_order(id).iter().any(|union| has_gap(jurisdiction(union))) {
                names.insert(code(id));
            }
        }
        self.named(&names)
    }

    fn ways_of(&mut self, required: NormId, forbidden: NormId) -> std::ops::Range<u32> {
        let book = self.book;
        let (must, must_not) = (&book.norms[required], &book.norms[forbidden]);
        let lifts = |norm: &crate::lawbook::BookNorm| book.corpus.provisions[norm.provision].lifted_by.as_slice();
        let signature = (must.owner, must_not.owner, must.norm.act, lifts(must), lifts(must_not));
        if let Some(known) = self.known_lists.get(&signature) {
            return known.clone();
        }
        let (near, far) = (self.side(must.owner), self.side(must_not.owner));
        let between = (must.owner, must_not.owner);
        let mechanisms = self.candidates.entry(between).or_insert_with(|| candidates(book, &near, &far)).clone();
        let setting = Setting { book, near: &near, far: &far, required, forbidden };
        let mut list: Vec<u32> = Vec::new();
        for mechanism in mechanisms {
            let joints: Vec<Joint> = setting.joints(mechanism).into_iter().filter(Joint::in_force).collect();
            if !joints.is_empty()
                && let Some(benefit) = benefit(&book.corpus.mechanisms[mechanism])
            {
                list.push(self.way(mechanism, between, joints, benefit));
            }
        }
        list.sort_by_key(|way| self.ways.get(*way as usize).map(|way| (way.benefit, way.mechanism)));
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let start = number(self.pair_ways.len());
        self.pair_ways.extend(list);
        let range = start..number(self.pair_ways.len());
        self.known_lists.insert(signature, range.clone());
        range
    }

    fn way(
        &mut self,
        mechanism: MechanismId,
        between: (JurisdictionId, JurisdictionId),
        joints: Vec<Joint>,
        benefit: Outcome,
    ) -> u32 {
        let ends = joints.iter().map(|joint| (joint.near.jurisdiction, joint.far.jurisdiction, joint.bound)).collect();
        let key = (mechanism, between.0, between.1, ends);
        if let Some(known) = self.known_ways.get(&key) {
            return *known;
        }
        let joints = joints.into_iter().map(|joint| {
            let near = |draft: &mut Self| draft.presence(between.0, joint.near.jurisdiction);
            let far = |draft: &mut Self| draft.presence(between.1, joint.far.jurisdiction);
            let (near, far) = match joint.bound {
                Bound::Both => (near(self), far(self)),
                Bound::Near => (near(self), Presence::Always),
                Bound::Far => (Presence::Always, far(self)),
            };
            JointPlan { joint, near, far }
        });
        let joints = joints.collect();
        let binding = self.book.corpus.mechanisms[mechanism].strength == Strength::Binding;
        let names = if binding { self.book.names_of(mechanism) } else { None };
        let in_use = names.map(|(via, set)| self.formulas.literal(via, set));
        let number = u32::try_from(self.ways.len()).unwrap_or(u32::MAX);
        self.ways.push(WayPlan { mechanism, joints, benefit, in_use });
        self.known_ways.insert(key, number);
        number
    }

    fn side(&mut self, owner: JurisdictionId) -> CodeSet {
        let book = self.book;
        self.sides.entry(owner).or_insert_with(|| side(book, owner, book.members(owner))).clone()
    }

    /// When a jurisdiction is on the side of an owner: always if it is of the owner's legal order, else if a member of
    /// the owner that brings it is involved.
    fn presence(&mut self, owner: JurisdictionId, end: JurisdictionId) -> Presence {
        let book = self.book;
        if book.legal_order(owner).contains(code(end)) {
            return Presence::Always;
        }
        let members = book.members(owner).iter().map(jurisdiction);
        let bringing = members.filter(|member| book.legal_order(*member).contains(code(end)));
        Presence::With(bringing.map(|member| self.place(member)).collect())
    }
}
