//! What still matters once some facts are fixed.
//!
//! In: for each literal its truth, or that it is open. Out: the open literals on which verdict, worst case or findings
//! can still hang. Two requests that agree on these have the same answer, so that whoever counts requests makes one of
//! them and multiplies. "Does not matter" is certain, "matters" is nearly so.

use rayon::prelude::*;

use super::plan::{Candidate, PairId, Plan};
use crate::law::Id as _;
use crate::logic::{Algebra as _, Hinge, Hinges, Lit, Truth, eval};

const NO: Hinge = Hinge::Settled(Truth::False);
const YES: Hinge = Hinge::Settled(Truth::True);

/// What is fixed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fixed {
    /// By literal: its truth, if it is settled.
    pub literals: Vec<Option<Truth>>,
    /// By fact: whether it is unknown; nothing where open values differ in that.
    pub unknown: Vec<Option<bool>>,
}

/// Finds out what still matters; keeps its buffers.
#[derive(Debug)]
pub struct Matters<'p, 'b, 'c> {
    plan: &'p Plan<'b, 'c>,
    buffer: Vec<Lit>,
    /// By norm, by way: what it hinges on.
    musts: Vec<Pull>,
    nots: Vec<Pull>,
    ways: Vec<Option<Door>>,
    /// By list of ways: whether it surely resolves nothing, where the list has been looked at.
    lists: Vec<Option<bool>>,
    /// By literal: whether it matters.
    live: Vec<bool>,
    /// Whether it matters if a place is unknown.
    open_places: bool,
}

/// What a norm hinges on.
#[derive(Debug, Clone, Copy)]
struct Pull {
    applies: Hinge,
    disputed: Hinge,
    /// Whether some norm can collide with it.
    collides: bool,
}

/// What a way out hinges on.
#[derive(Debug, Clone, Copy)]
struct Door {
    open: Hinge,
    resolves: Hinge,
}

impl<'p, 'b, 'c> Matters<'p, 'b, 'c> {
    /// One with buffers for a plan.
    #[must_use]
    pub fn new(plan: &'p Plan<'b, 'c>) -> Self {
        let pull = Pull { applies: NO, disputed: NO, collides: false };
        Self {
            plan,
            buffer: Vec::new(),
            musts: vec![pull; plan.musts.len()],
            nots: vec![pull; plan.nots.len()],
            ways: vec![None; plan.ways.len()],
            lists: vec![None; plan.lists.len()],
            live: vec![false; plan.formulas.literals().len()],
            open_places: false,
        }
    }

    /// Whether the literal still matters.
    #[must_use]
    pub fn is_live(&self, lit: Lit) -> bool {
        self.live.get(lit.0 as usize).copied().unwrap_or(true)
    }

    /// Whether it still matters if a place is unknown.
    #[must_use]
    pub fn open_places(&self) -> bool {
        self.open_places
    }

    /// Finds out what matters with these facts fixed.
    pub fn look(&mut self, fixed: &Fixed) {
        self.find(fixed, false);
    }

    /// The same for who looks but once: whom norms can meet, where nobody has asked yet, is worked out on all cores.
    pub fn look_once(&mut self, fixed: &Fixed) {
        self.find(fixed, true);
    }

    fn find(&mut self, fixed: &Fixed, once: bool) {
        let plan = self.plan;
        self.live.fill(false);
        self.ways.fill(None);
        self.lists.fill(None);
        let mut hinges = Hinges::new(&fixed.literals, std::mem::take(&mut self.buffer));
        hinges.define(&plan.formulas, &plan.parts);
        for (pull, candidate) in self.musts.iter_mut().zip(&plan.musts) {
            *pull = pulls(plan, &mut hinges, candidate);
        }
        for (pull, candidate) in self.nots.iter_mut().zip(&plan.nots) {
            *pull = pulls(plan, &mut hinges, candidate);
        }
        if once {
            self.meet();
        }
        let sure_conflict = self.collide(&mut hinges);
        for pull in self.musts.iter().chain(&self.nots).filter(|pull| pull.collides) {
            mark(&mut self.live, &hinges, pull.applies);
            mark(&mut self.live, &hinges, pull.disputed);
        }
        self.cover(&mut hinges, fixed, sure_conflict);
        self.buffer = hinges.into_buffer();
    }

    /// Has the plan work out whom those can meet that may require something.
    fn meet(&self) {
        let open = (0..).zip(&self.musts).filter(|(_, pull)| pull.applies != NO).map(|(must, _)| must);
        open.collect::<Vec<u32>>().into_par_iter().for_each(|must| {
            self.plan.partners::<2>(must);
        });
    }

    /// Goes through the pairs that can still collide; whether one surely does, and nothing resolves it.
    fn collide(&mut self, hinges: &mut Hinges<'_>) -> bool {
        let plan = self.plan;
        let mut sure_conflict = false;
        for must in 0..u32::try_from(self.musts.len()).unwrap_or(u32::MAX) {
            if self.musts.get(must as usize).is_none_or(|pull| pull.applies == NO) {
                continue;
            }
            let Some(partners) = plan.partners::<2>(must) else { continue };
            for not in partners.norms() {
                if self.nots.get(not as usize).is_none_or(|pull| pull.applies == NO) {
                    continue;
                }
                let unresolved = self.out(hinges, plan.pair(must, not));
                let (must, not) = (self.musts.get_mut(must as usize), self.nots.get_mut(not as usize));
                let (Some(must), Some(not)) = (must, not) else { continue };
                (must.collides, not.collides) = (true, true);
                sure_conflict |= unresolved && must.applies == YES && not.applies == YES;
            }
        }
        sure_conflict
    }

    /// Marks what the ways out of a pair hinge on; whether they surely resolve nothing.
    fn out(&mut self, hinges: &mut Hinges<'_>, pair: PairId) -> bool {
        let plan = self.plan;
        let list = plan.list_of(pair);
        let Some(seen) = self.lists.get_mut(list as usize) else { return true };
        if let Some(unresolved) = seen {
            return *unresolved;
        }
        let mut unresolved = true;
        let mut best_is_open = false;
        for number in plan.listed(list) {
            let (Some(slot), Some(way)) = (self.ways.get_mut(*number as usize), plan.ways.get(*number as usize)) else {
                continue;
            };
            let door = *slot.get_or_insert_with(|| Door {
                open: eval(hinges, &plan.formulas, way.open).surely(),
                resolves: way.in_use.map_or(NO, |used| hinges.fact_in(used).surely()),
            });
            let resolves = door.open != NO && door.resolves != NO;
            unresolved &= !resolves;
            // Once a way is surely open the others, which are no better, matter only if they resolve.
            if resolves || !best_is_open {
                mark(&mut self.live, hinges, door.open);
                mark(&mut self.live, hinges, if resolves { door.resolves } else { NO });
            }
            best_is_open |= door.open == YES;
        }
        *seen = Some(unresolved);
        unresolved
    }

    /// Whether all law involved is encoded matters only where no conflict is sure.
    fn cover(&mut self, hinges: &mut Hinges<'_>, fixed: &Fixed, sure_conflict: bool) {
        let plan = self.plan;
        let uncovered = eval(hinges, &plan.formulas, plan.uncovered).surely();
        let unknown = || plan.book.place_facts().iter().map(|fact| fixed.unknown.get(fact.index()).copied().flatten());
        let settled = sure_conflict || uncovered == YES || unknown().any(|unknown| unknown == Some(true));
        self.open_places = !settled && unknown().any(|unknown| unknown.is_none());
        if !settled {
            mark(&mut self.live, hinges, uncovered);
        }
    }
}

fn mark(live: &mut [bool], hinges: &Hinges<'_>, hinge: Hinge) {
    for lit in hinges.literals(hinge) {
        if let Some(live) = live.get_mut(lit.0 as usize) {
            *live = true;
        }
    }
}

fn pulls(plan: &Plan<'_, '_>, hinges: &mut Hinges<'_>, candidate: &Candidate) -> Pull {
    let applies = eval(hinges, &plan.formulas, candidate.applies);
    let disputed = candidate.disputed.filter(|_| applies != NO);
    let disputed = disputed.map_or(NO, |disputed| eval(hinges, &plan.formulas, disputed));
    Pull { applies, disputed, collides: false }
}
