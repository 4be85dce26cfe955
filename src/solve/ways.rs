//! The ways out of a conflict.

use std::collections::BTreeMap;

use super::meaning::{self, Bound, Joint};
use super::outcome::{Outcome, benefit};
use crate::law::{Effect, JurisdictionId, MechanismId, Period};
use crate::lawbook::{Ends, Lawbook, NormId, code, jurisdiction};
use crate::logic::{Algebra as _, CodeSet, Kleene, Known, Truth, eval};

/// A mechanism that bears on a conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The mechanism.
    pub mechanism: MechanismId,
    /// Whether it is open.
    pub status: Status,
    /// Whether the request names it as in use.
    pub in_use: bool,
    /// What it achieves where it is available; `None` if it improves nothing.
    pub benefit: Option<Outcome>,
    /// Whether it binds, so that its use resolves the conflict.
    pub binding: bool,
    /// The ends through which it joins the two sides, requiring side first; twice the same for one state's own law.
    pub ends: [JurisdictionId; 2],
    /// Every joint through which it does, those in force if there are any. Any one of them is enough.
    pub joints: Vec<Joint>,
}

/// Whether a way is open, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It is.
    Available,
    /// The facts do not say.
    NeedsFacts,
    /// It would be, but it is not in force on the date: the days on which it is, if there are any.
    NotInForce(Option<Period>),
}

impl Way {
    /// What the way achieves as things stand.
    #[must_use]
    pub fn helps(&self) -> Option<Outcome> {
        match self.status {
            Status::Available => self.benefit,
            Status::NeedsFacts | Status::NotInForce(_) => None,
        }
    }

    /// Whether it has already ended the conflict: it is in use, open, and binds.
    #[must_use]
    pub fn resolves(&self) -> bool {
        self.in_use && self.binding && self.helps().is_some()
    }
}

/// What lies between two owners, worked out when first asked for: many conflicts are between the same two.
pub(super) struct Sides<'a, 'c> {
    book: &'a Lawbook<'c>,
    involved: &'a CodeSet,
    known: BTreeMap<(JurisdictionId, JurisdictionId), Ground>,
}

/// The sides of two owners, and the mechanisms that may bear on a conflict of them.
pub(super) struct Ground {
    near: CodeSet,
    far: CodeSet,
    candidates: Vec<MechanismId>,
}

impl<'a, 'c> Sides<'a, 'c> {
    pub(super) fn new(book: &'a Lawbook<'c>, involved: &'a CodeSet) -> Self {
        Self { book, involved, known: BTreeMap::new() }
    }

    /// Every mechanism that bears on the conflict of two norms, the open and better ones first.
    pub(super) fn out(&mut self, facts: &[Known], required: NormId, forbidden: NormId) -> Vec<Way> {
        let (book, involved) = (self.book, self.involved);
        let owners = (book.norms[required].owner, book.norms[forbidden].owner);
        let between = self.known.entry(owners).or_insert_with(|| {
            let (near, far) = (side(book, owners.0, involved), side(book, owners.1, involved));
            let candidates = candidates(book, &near, &far);
            Ground { near, far, candidates }
        });
        let conflict = Setting { book, near: &between.near, far: &between.far, required, forbidden };
        let mut ways: Vec<Way> = between.candidates.iter().filter_map(|id| conflict.way(facts, *id)).collect();
        sort(&mut ways);
        ways
    }
}

/// The open and better ones first.
pub(crate) fn sort(ways: &mut [Way]) {
    ways.sort_by_key(|way| {
        let rank = match way.status {
            Status::Available => 0,
            Status::NeedsFacts => 1,
            Status::NotInForce(_) => 2,
        };
        (rank, way.benefit.is_none(), way.benefit, way.mechanism)
    });
}

/// What a mechanism is to the conflict of two norms where every member of their owners is involved: a treaty of one
/// member is a way out where the request names it.
pub(crate) fn by_members(
    book: &Lawbook<'_>,
    facts: &[Known],
    (required, forbidden): (NormId, NormId),
    id: MechanismId,
) -> Option<Way> {
    let side = |norm: NormId| side(book, book.norms[norm].owner, book.members(book.norms[norm].owner));
    let (near, far) = (side(required), side(forbidden));
    Setting { book, near: &near, far: &far, required, forbidden }.way(facts, id)
}

/// The side of an owner: it, the involved jurisdictions that belong to it, and their legal orders.
pub(crate) fn side(book: &Lawbook<'_>, owner: JurisdictionId, involved: &CodeSet) -> CodeSet {
    let mut members = book.members(owner).clone();
    members.keep(involved);
    let mut side = book.legal_order(owner).clone();
    members.iter().for_each(|member| side.add_all(book.legal_order(jurisdiction(member))));
    side
}

/// The mechanisms that may bear on a conflict of two sides, in order: those with an end on each, and a state's own.
pub(crate) fn candidates(book: &Lawbook<'_>, near: &CodeSet, far: &CodeSet) -> Vec<MechanismId> {
    let at = |place| book.routes_at(jurisdiction(place));
    let is_own = |id: &&MechanismId| matches!(book.routes[**id].ends, Ends::Of(_));
    let joins = |id: &&MechanismId| is_own(id) || book.routes[**id].places.meets(far);
    let of_near = near.iter().flat_map(at).filter(joins);
    let mut all: Vec<MechanismId> = of_near.chain(far.iter().flat_map(at).filter(is_own)).copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// A conflict with its two sides.
pub(crate) struct Setting<'a, 'c> {
    /// The law.
    pub book: &'a Lawbook<'c>,
    /// The side of the norm that requires.
    pub near: &'a CodeSet,
    /// The side of the norm that forbids.
    pub far: &'a CodeSet,
    /// The norm that requires.
    pub required: NormId,
    /// The norm that forbids.
    pub forbidden: NormId,
}

impl Setting<'_, '_> {
    /// Every joint through which the mechanism would end or raise the conflict, in force or not.
    pub(crate) fn joints(&self, id: MechanismId) -> Vec<Joint> {
        if !self.is_about(id) {
            return Vec::new();
        }
        match self.book.corpus.mechanisms[id].effect {
            Effect::Lifts => self.lifting(id),
            Effect::Replaces => self.replacing(id),
            Effect::Raises => self.joining(id),
        }
    }

    /// Whether the mechanism is about the act of the conflict. If it is, only one that lifts asks further which norms
    /// these are: of the others any two norms between the same sides have the same joints.
    pub(crate) fn is_about(&self, id: MechanismId) -> bool {
        let mechanism = &self.book.corpus.mechanisms[id];
        match mechanism.effect {
            Effect::Replaces => mechanism.acts.contains(&self.book.norms[self.required].norm.act),
            Effect::Lifts | Effect::Raises => true,
        }
    }

    /// Whether the provision that requires, and the one that forbids, accept the mechanism. Of one that lifts, any two
    /// norms between the same sides of which the same provisions accept it have the same joints.
    fn accepted(&self, id: MechanismId) -> [bool; 2] {
        let corpus = self.book.corpus;
        [self.required, self.forbidden].map(|norm| {
            let accepted = &corpus.provisions[self.book.norms[norm].provision].lifted_by;
            corpus.mechanisms[id].is_among(id, accepted)
        })
    }

    fn way(&self, facts: &[Known], id: MechanismId) -> Option<Way> {
        let mechanism = &self.book.corpus.mechanisms[id];
        let mut algebra = Kleene::new(&self.book.formulas, facts);
        // Whatever its ends: to ask for these takes longer.
        if eval(&mut algebra, &self.book.formulas, self.book.routes[id].when) == Truth::False {
            return None;
        }
        let (open, closed): (Vec<Joint>, Vec<Joint>) = self.joints(id).into_iter().partition(Joint::in_force);
        let in_force = !open.is_empty();
        let joints = if in_force { open } else { closed };
        let first = joints.first()?;
        let mut usable = |joints: &[Joint]| {
            let all = |algebra: &mut Kleene<'_>, _: &Joint| algebra.constant(true);
            meaning::usable(&mut algebra, &self.book.formulas, &self.book.routes[id], joints, all)
        };
        let open = usable(&joints);
        let status = match (in_force, open) {
            (_, Truth::False) => return None,
            (true, Truth::True) => Status::Available,
            (true, Truth::Unknown) => Status::NeedsFacts,
            (false, _) => Status::NotInForce(common_period(&joints)),
        };
        let best = joints.iter().find(|joint| usable(&[**joint]) == open);
        let best = best.unwrap_or(first);
        Some(Way {
            mechanism: id,
            status,
            in_use: self.book.in_use(id, facts),
            benefit: benefit(mechanism),
            binding: mechanism.strength == crate::law::Strength::Binding,
            ends: [best.near.jurisdiction, best.far.jurisdiction],
            joints,
        })
    }

    /// Lifts one of the two norms: the provision accepts the mechanism, and it connects the sides or is part of the
    /// provision's own state's law. A one-way decision lifts only the law that it comes from.
    fn lifting(&self, id: MechanismId) -> Vec<Joint> {
        let [lifts_required, lifts_forbidden] = self.accepted(id);
        let mut joints = Vec::new();
        match &self.book.routes[id].ends {
            Ends::Parties(_) if lifts_required || lifts_forbidden => joints = self.joining(id),
            Ends::OneWay(from, to) => {
                if lifts_required && self.on(self.near, from) && self.on(self.far, to) {
                    joints.push(Joint::between(*from, *to));
                }
                if lifts_forbidden && self.on(self.far, from) && self.on(self.near, to) {
                    joints.push(Joint::between(*to, *from));
                }
            }
            Ends::Of(of) => {
                if lifts_required && self.on(self.near, of) {
                    joints.push(Joint::of(*of, Bound::Near));
                }
                if lifts_forbidden && self.on(self.far, of) {
                    joints.push(Joint::of(*of, Bound::Far));
                }
            }
            Ends::Parties(_) => {}
        }
        joints
    }

    /// Another way to the same data: a treaty between the sides, or a way that the forbidding side's own law opens.
    fn replacing(&self, id: MechanismId) -> Vec<Joint> {
        match &self.book.routes[id].ends {
            Ends::Parties(_) => self.joining(id),
            Ends::OneWay(from, to) if self.on(self.far, from) && self.on(self.near, to) => {
                vec![Joint::between(*to, *from)]
            }
            Ends::Of(of) if self.on(self.far, of) => vec![Joint::of(*of, Bound::Far)],
            Ends::OneWay(..) | Ends::Of(_) => Vec::new(),
        }
    }

    /// Every two different parties of which one is on each side.
    fn joining(&self, id: MechanismId) -> Vec<Joint> {
        let Ends::Parties(parties) = &self.book.routes[id].ends else { return Vec::new() };
        let on_near = parties.iter().filter(|party| self.on(self.near, party));
        let pairs = on_near.flat_map(|near| {
            let on_far = parties.iter().filter(|party| self.on(self.far, party));
            on_far.map(move |far| Joint::between(*near, *far))
        });
        pairs.filter(|joint| joint.near.jurisdiction != joint.far.jurisdiction).collect()
    }

    fn on(&self, side: &CodeSet, end: &crate::lawbook::End) -> bool {
        side.contains(code(end.jurisdiction))
    }
}

/// The days on which a mechanism that is not in force now was or will be: of the latest joint that has any.
fn common_period(joints: &[Joint]) -> Option<Period> {
    let periods = joints.iter().filter_map(|joint| joint.near.period?.and(&joint.far.period?));
    periods.max_by_key(Period::first)
}
