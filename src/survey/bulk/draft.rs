//! How a plan is drawn up: places, sides, and the ways out between two owners, each worked out once.

use std::collections::BTreeMap;
use std::ops::Range;

use fixedbitset::FixedBitSet;
use hashbrown::HashMap;

use super::plan::{Candidate, WayPlan};
use crate::law::{ActId, Effect, Id, JurisdictionId, Lift, MechanismId, Modality, Standing, Strength, Table};
use crate::lawbook::{BookNorm, Lawbook, NormId, code, jurisdiction};
use crate::logic::{Algebra as _, CodeSet, Formula, Formulas, Parts, Symbols};
use crate::solve::meaning::{self, Bound, Joint};
use crate::solve::{Outcome, Setting, benefit, candidates, side};

/// Two owners, the one whose law requires first.
type Owners = (JurisdictionId, JurisdictionId);

/// What the ways out of a pair between two owners hang on: its act, and the numbers of what its provisions accept.
type Signature = (ActId, [u32; 2]);

/// The number of a way out, if it is one, by whether the provision that requires and the one that forbids accept it;
/// nothing where that was not asked yet.
type ByAcceptance = [[Option<Option<u32>>; 2]; 2];

/// The ways out between two owners, as far as they have been asked for.
pub(super) struct Couple {
    owners: Owners,
    /// The largest sides that they can have.
    near: CodeSet,
    far: CodeSet,
    /// The mechanisms that could be one.
    mechanisms: Vec<(MechanismId, ByAcceptance)>,
    lists: HashMap<Signature, u32>,
}

pub(super) struct Draft<'b, 'c> {
    book: &'b Lawbook<'c>,
    pub formulas: Formulas,
    pub parts: Parts,
    pub ways: Vec<WayPlan>,
    pub lists: Vec<Range<u32>>,
    pub listed: Vec<u32>,
    /// By jurisdiction: that a fact surely names it, or one that belongs to it.
    places: Table<JurisdictionId, Option<Formula>>,
    /// By owner: the largest side that it can have.
    sides: BTreeMap<JurisdictionId, CodeSet>,
    /// By norm: the number of the list of what its provision accepts; equal lists have equal numbers.
    lifts: Table<NormId, u32>,
    /// By such a number: the mechanisms that lift and are meant.
    accepted: Vec<FixedBitSet>,
    known_lists: HashMap<Vec<u32>, u32>,
    known_ways: HashMap<WayPlan, u32>,
    /// By owner and end: that the end is on the owner's side.
    known_sides: HashMap<(JurisdictionId, JurisdictionId), Formula>,
}

impl<'b, 'c> Draft<'b, 'c> {
    pub(super) fn new(book: &'b Lawbook<'c>) -> Self {
        let mut lists: BTreeMap<&[Lift], u32> = BTreeMap::new();
        let lifts = book.norms.iter().map(|(_, norm)| {
            let next = u32::try_from(lists.len()).unwrap_or(u32::MAX);
            *lists.entry(&book.corpus.provisions[norm.provision].lifted_by).or_insert(next)
        });
        let lifts = lifts.collect();
        let mut accepted = vec![FixedBitSet::new(); lists.len()];
        for (list, number) in lists {
            if let Some(accepted) = accepted.get_mut(number as usize) {
                *accepted = meant(book, list);
            }
        }
        Self {
            lifts,
            accepted,
            book,
            formulas: book.formulas.clone(),
            parts: Parts::new(book.domains.len()),
            ways: Vec::new(),
            lists: Vec::new(),
            listed: Vec::new(),
            places: book.corpus.jurisdictions.ids().map(|_| None).collect(),
            sides: BTreeMap::new(),
            known_lists: HashMap::new(),
            known_ways: HashMap::new(),
            known_sides: HashMap::new(),
        }
    }

    /// The norms that count, those that can collide with the same ones side by side.
    pub(super) fn candidates(&mut self, modality: Modality, counts: impl Fn(&BookNorm) -> bool) -> Vec<Candidate> {
        let book = self.book;
        let norms = book.norms.iter().filter(|(_, norm)| norm.is(modality) && counts(norm));
        let mut candidates: Vec<Candidate> = norms.map(|(id, norm)| self.candidate(id, norm)).collect();
        candidates.sort_by_key(|candidate| {
            let norm = &book.norms[candidate.norm];
            (norm.norm.act, norm.owner, candidate.norm)
        });
        candidates
    }

    fn candidate(&mut self, id: NormId, norm: &BookNorm) -> Candidate {
        let book = self.book;
        let involved = self.place(norm.owner);
        let applies = meaning::applies_by(&mut Symbols(&mut self.formulas), norm, |_, part| part);
        let applies = self.formulas.all([involved, applies]);
        let applies = self.parts.flat(&mut self.formulas, applies);
        let arguable = norm.exceptions.iter().any(|exception| exception.standing == Standing::Arguable);
        let disputed = arguable.then(|| {
            let disputed = meaning::disputed(&mut Symbols(&mut self.formulas), &book.formulas, norm);
            self.parts.flat(&mut self.formulas, disputed)
        });
        Candidate { norm: id, applies, disputed, necessary: self.formulas.necessary(applies).to_vec() }
    }

    /// That a fact surely names a jurisdiction, or one that belongs to it.
    fn place(&mut self, of: JurisdictionId) -> Formula {
        if let Some(place) = self.places[of] {
            return place;
        }
        let named = self.named(self.book.members(of));
        let place = self.parts.surely(&mut self.formulas, named);
        self.places[of] = Some(place);
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

    pub(super) fn uncovered(&mut self) -> Formula {
        if !self.book.corpus.broken.is_empty() {
            return self.formulas.constant(true);
        }
        let mut names = self.book.no_jurisdictions();
        self.book.corpus.jurisdictions.ids().filter(|id| self.book.has_gap(*id)).for_each(|id| names.insert(code(id)));
        self.named(&names)
    }

    pub(super) fn using(&mut self) -> Formula {
        let used: Vec<Formula> =
            self.ways.iter().filter_map(|way| way.in_use).map(|lit| self.formulas.fact(lit)).collect();
        self.formulas.any(used)
    }

    /// The list of the ways out of a conflict between two owners.
    pub(super) fn ways_of(&mut self, couple: &mut Couple, [required, forbidden]: [NormId; 2]) -> u32 {
        let act = self.book.norms[required].norm.act;
        let signature = (act, [self.lifts[required], self.lifts[forbidden]]);
        if let Some(known) = couple.lists.get(&signature) {
            return *known;
        }
        let list = self.list(couple, [required, forbidden]);
        couple.lists.insert(signature, list);
        list
    }

    /// Two owners about whom nothing has been asked yet.
    pub(super) fn couple(&mut self, owners: Owners) -> Couple {
        let book = self.book;
        let (near, far) = (self.side(owners.0), self.side(owners.1));
        let in_force = |id: &MechanismId| book.routes[*id].ends.is_in_force();
        let mechanisms =
            candidates(book, &near, &far).into_iter().filter(in_force).map(|id| (id, [[None; 2]; 2])).collect();
        Couple { owners, near, far, mechanisms, lists: HashMap::new() }
    }

    /// The list of the ways out of a conflict, worked out.
    fn list(&mut self, couple: &mut Couple, [required, forbidden]: [NormId; 2]) -> u32 {
        let book = self.book;
        let Couple { owners, near, far, mechanisms, .. } = couple;
        let setting = Setting { book, near, far, required, forbidden };
        let lifts = [self.lifts[required], self.lifts[forbidden]];
        let mut list: Vec<u32> = Vec::new();
        for (mechanism, ways) in mechanisms.iter_mut().filter(|(id, _)| setting.is_about(*id)) {
            let accept =
                |lifts: u32| self.accepted.get(lifts as usize).is_some_and(|ids| ids.contains(mechanism.index()));
            let [must, not] = lifts.map(accept).map(usize::from);
            let Some(way) = ways.get_mut(must).and_then(|ways| ways.get_mut(not)) else { continue };
            list.extend(*way.get_or_insert_with(|| self.way_out(&setting, *mechanism, *owners)));
        }
        list.sort_by_key(|way| self.ways.get(*way as usize));
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        *self.known_lists.entry(list).or_insert_with_key(|list| {
            let start = number(self.listed.len());
            self.listed.extend(list);
            self.lists.push(start..number(self.listed.len()));
            number(self.lists.len() - 1)
        })
    }

    /// The number of the way out that a mechanism is, if it is one.
    fn way_out(&mut self, setting: &Setting<'_, '_>, mechanism: MechanismId, owners: Owners) -> Option<u32> {
        let joints: Vec<Joint> = setting.joints(mechanism).into_iter().filter(Joint::in_force).collect();
        let benefit = benefit(&setting.book.corpus.mechanisms[mechanism]).filter(|_| !joints.is_empty());
        benefit.map(|benefit| self.way(mechanism, owners, &joints, benefit))
    }

    /// The number of a way out: a mechanism that joins two sides in these ways.
    fn way(&mut self, mechanism: MechanismId, owners: Owners, joints: &[Joint], benefit: Outcome) -> u32 {
        let book = self.book;
        let mut presences: Vec<Formula> = joints.iter().map(|joint| self.present(owners, joint)).collect();
        presences.reverse();
        let mut symbols = Symbols(&mut self.formulas);
        let open = meaning::usable(&mut symbols, &book.formulas, &book.routes[mechanism], joints, |symbols, _| {
            presences.pop().unwrap_or_else(|| symbols.constant(false))
        });
        let binding = book.corpus.mechanisms[mechanism].strength == Strength::Binding;
        let names = if binding { book.names_of(mechanism) } else { None };
        let in_use = names.map(|(via, set)| self.formulas.literal(via, set));
        let in_use = in_use.and_then(|used| self.formulas.necessary(used).first().copied());
        let way = WayPlan { benefit, mechanism, open, in_use };
        *self.known_ways.entry(way).or_insert_with(|| {
            self.ways.push(way);
            u32::try_from(self.ways.len() - 1).unwrap_or(u32::MAX)
        })
    }

    fn side(&mut self, owner: JurisdictionId) -> CodeSet {
        let book = self.book;
        self.sides.entry(owner).or_insert_with(|| side(book, owner, book.members(owner))).clone()
    }

    /// That the two ends of a joint are on their sides.
    fn present(&mut self, owners: Owners, joint: &Joint) -> Formula {
        let always = self.formulas.constant(true);
        let (near, far) = (joint.near.jurisdiction, joint.far.jurisdiction);
        let near = if joint.bound == Bound::Far { always } else { self.on_side(owners.0, near) };
        let far = if joint.bound == Bound::Near { always } else { self.on_side(owners.1, far) };
        self.formulas.all([near, far])
    }

    /// That a jurisdiction is on the side of an owner: always if it is of the owner's legal order, else if a member of
    /// the owner that brings it is involved.
    fn on_side(&mut self, owner: JurisdictionId, end: JurisdictionId) -> Formula {
        let book = self.book;
        if book.legal_order(owner).contains(code(end)) {
            return self.formulas.constant(true);
        }
        if let Some(known) = self.known_sides.get(&(owner, end)) {
            return *known;
        }
        let members = book.members(owner).iter().map(jurisdiction);
        let bringing = members.filter(|member| book.legal_order(*member).contains(code(end)));
        let places: Vec<Formula> = bringing.map(|member| self.place(member)).collect();
        let on_side = self.formulas.any(places);
        self.known_sides.insert((owner, end), on_side);
        on_side
    }
}

/// The mechanisms that lift and that one of these names means.
fn meant(book: &Lawbook<'_>, names: &[Lift]) -> FixedBitSet {
    let lifting = book.corpus.mechanisms.iter().filter(|(_, mechanism)| mechanism.effect == Effect::Lifts);
    let meant = lifting.filter(|(id, mechanism)| mechanism.is_among(*id, names));
    meant.map(|(id, _)| id.index()).collect()
}
