//! What does not hang on the requests: who can collide with whom, and what could help them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::cells::{Cell, Group, cells, groups};
use super::draft::Draft;
use super::partners::{Partners, Reach};
use crate::law::{ActId, FactId, Id as _, JurisdictionId, MechanismId, Modality, Wanted};
use crate::lawbook::{BookNorm, Lawbook, NormId, jurisdiction};
use crate::logic::{Classes, CodeSet, Formula, Formulas, Kleene, Known, Lit, Literal, Part, Parts, Truth};
use crate::solve::{Between, Outcome, meaning};

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
    /// The parts of formulas that have a column of their own.
    pub(super) parts: Parts,
    /// The classes of values that all formulas tell apart; worked out when first asked.
    classes: OnceLock<Classes>,
    /// The norms that require and that forbid.
    pub(super) musts: Vec<Candidate>,
    pub(super) nots: Vec<Candidate>,
    /// By norm that requires: the norms that forbid and can collide with it.
    partners: Vec<Partners>,
    /// The norms by act and owner, and which of these cells collide.
    pub(super) must_cells: Vec<Cell>,
    pub(super) not_cells: Vec<Cell>,
    pub(super) groups: Vec<Group>,
    /// The pairs that could collide by act and owner, but that no request can meet; worked out when first asked.
    incompatible: OnceLock<Vec<(u32, u32)>>,
    /// By pair: the places of its norms among those that require and those that forbid.
    pairs: Vec<[u32; 2]>,
    /// By norm that requires, then by norm that forbids: the pair, or [`NO_PAIR`].
    pair_at: Vec<u32>,
    /// By pair: the list of its ways out in [`Plan::lists`].
    list_of: Vec<u32>,
    /// Lists of ways, as parts of [`Plan::listed`].
    pub(super) lists: Vec<Range<u32>>,
    /// Ways, those of one list side by side, best first.
    listed: Vec<u32>,
    /// By list: its ways themselves; most are never asked for.
    spelled: Vec<OnceLock<Arc<[WayPlan]>>>,
    pub(super) ways: Vec<WayPlan>,
    /// Whether a fact names a jurisdiction of which some law is not encoded.
    pub(super) uncovered: Formula,
    /// Whether a fact names a binding mechanism as in use.
    pub(super) using: Formula,
}

/// Stands for two norms that cannot collide.
pub(super) const NO_PAIR: u32 = u32::MAX;

/// A norm that requires or forbids.
#[derive(Debug)]
pub(crate) struct Candidate {
    pub norm: NormId,
    /// That its owner is involved and it applies; flat.
    pub applies: Formula,
    /// That an arguable exception holds, if it has one; flat.
    pub disputed: Option<Formula>,
    /// Literals without which it surely does not apply.
    pub necessary: Vec<Lit>,
}

/// A mechanism between two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct WayPlan {
    pub benefit: Outcome,
    pub mechanism: MechanismId,
    /// That its ends are on the two sides and it can be used.
    pub open: Formula,
    /// For a binding one: that a request names it as in use.
    pub in_use: Option<Lit>,
}

impl<'b, 'c> Plan<'b, 'c> {
    /// Lays a lawbook out.
    #[must_use]
    pub fn new(book: &'b Lawbook<'c>) -> Self {
        Self::drawn(book, |_| true, |_, _| true)
    }

    /// The same with those pairs of norms alone that are wanted, what requires first.
    pub(crate) fn of(book: &'b Lawbook<'c>, wanted: impl Fn(&BookNorm, &BookNorm) -> bool) -> Self {
        Self::drawn(book, |_| true, wanted)
    }

    /// The same without norms that apply to no request in which these facts are so; by fact number, unknown where they
    /// may be anything.
    pub(crate) fn given(book: &'b Lawbook<'c>, facts: &[Known]) -> Self {
        let can_apply = |norm: &BookNorm| {
            meaning::applies(&mut Kleene::new(&book.formulas, facts), &book.formulas, norm) != Truth::False
        };
        Self::drawn(book, can_apply, |_, _| true)
    }

    fn drawn(
        book: &'b Lawbook<'c>,
        counts: impl Fn(&BookNorm) -> bool,
        wanted: impl Fn(&BookNorm, &BookNorm) -> bool,
    ) -> Self {
        let mut draft = Draft::new(book);
        let [musts, nots] = [Modality::Must, Modality::MustNot].map(|modality| draft.candidates(modality, &counts));
        let mut pair_at = vec![NO_PAIR; musts.len() * nots.len()];
        let (mut pairs, mut list_of) = (Vec::new(), Vec::new());
        // In the order in which conflicts are reported: by owners first, then by provision.
        let [requiring, forbidding] = [&musts, &nots].map(|norms| by_owner(book, norms));
        let owners = requiring.iter().flat_map(|from| forbidding.iter().map(move |to| (from, to)));
        for (from, to) in owners.filter(|((from, _), (to, _))| !book.nested(*from, *to)) {
            let mut couple = None;
            for (row, must) in &from.1 {
                let required = &book.norms[must.norm];
                let entailed = book.entailed(required.norm.act);
                for (column, not) in &to.1 {
                    let forbidden = &book.norms[not.norm];
                    if !entailed.contains(&forbidden.norm.act) || !wanted(required, forbidden) {
                        continue;
                    }
                    let slot = pair_at.get_mut(*row as usize * nots.len() + *column as usize);
                    if let (Some(slot), Ok(number)) = (slot, u32::try_from(pairs.len())) {
                        *slot = number;
                    }
                    let couple = couple.get_or_insert_with(|| draft.couple((from.0, to.0)));
                    list_of.push(draft.ways_of(couple, [must.norm, not.norm]));
                    pairs.push([*row, *column]);
                }
            }
        }
        let partners = pair_at.par_chunks(nots.len().max(1));
        let partners = partners.map(|row| Partners::new(row.iter().map(|pair| *pair != NO_PAIR))).collect();
        let uncovered = draft.uncovered();
        let using = draft.using();
        let [must_cells, not_cells] = [&musts, &nots].map(|norms| cells(book, norms));
        let groups = groups(book, &must_cells, &not_cells);
        let Draft { formulas, parts, ways, lists, listed, .. } = draft;
        let spelled = lists.iter().map(|_| OnceLock::new()).collect();
        Self {
            book,
            formulas,
            parts,
            classes: OnceLock::new(),
            musts,
            nots,
            partners,
            must_cells,
            not_cells,
            groups,
            incompatible: OnceLock::new(),
            pairs,
            pair_at,
            list_of,
            lists,
            listed,
            spelled,
            ways,
            uncovered,
            using,
        }
    }

    /// How many pairs of norms can collide.
    #[must_use]
    pub fn pairs(&self) -> usize {
        self.pairs.len()
    }

    /// The norm that requires and the norm that forbids.
    #[must_use]
    pub fn norms(&self, pair: PairId) -> (NormId, NormId) {
        let (must, not) = self.sides(pair);
        (must.norm, not.norm)
    }

    /// The act that a pair is about.
    #[must_use]
    pub fn act(&self, pair: PairId) -> ActId {
        self.book.norms[self.norms(pair).0].norm.act
    }

    /// That a fact names a jurisdiction or one that belongs to it, if that is asked somewhere.
    pub(crate) fn named(&self, fact: FactId, wanted: &Wanted) -> Option<Formula> {
        let Wanted::OneOf(places) = wanted else { return None };
        let size = self.book.domains.get(fact.index())?.size;
        let members = places.iter().flat_map(|place| self.book.members(jurisdiction(*place)).iter());
        self.formulas.known(&Literal { fact, set: CodeSet::of(size, members) })
    }

    /// Every *fact is in set* on which answers hang and that speaks of a fact, with its number.
    pub fn literals_of(&self, fact: FactId) -> impl Iterator<Item = (Lit, &Literal)> {
        self.classes().literals(fact).iter().map(|lit| (*lit, self.formulas.literal_of(*lit)))
    }

    /// The classes of values that all formulas tell apart.
    pub(super) fn classes(&self) -> &Classes {
        self.classes.get_or_init(|| Classes::new(&self.formulas, &self.book.domains))
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

    /// The pairs between two sides, in order.
    pub(crate) fn between(&self, between: &Between) -> Vec<PairId> {
        let sides: Vec<&CodeSet> = between.sides().collect();
        let [left, right] = sides.as_slice() else { return self.pair_ids().collect() };
        let mut found = Vec::new();
        for (requiring, forbidding) in [(left, right), (right, left)] {
            let wanted = requiring.iter().flat_map(|from| forbidding.iter().map(move |to| [from, to]));
            found.extend(wanted.flat_map(|owners| self.owned(owners.map(jurisdiction))));
        }
        found.sort_unstable();
        found
    }

    /// The pairs in which the law of the one requires and that of the other forbids, in order.
    pub(crate) fn owned(&self, wanted: [JurisdictionId; 2]) -> impl Iterator<Item = PairId> + use<> {
        self.run_of(wanted, |of| of).map(PairId::from_index)
    }

    /// The pairs in which the law of this owner requires, in order.
    pub(crate) fn required_by(&self, owner: JurisdictionId) -> impl Iterator<Item = PairId> + use<> {
        self.run_of(owner, |[requiring, _]| requiring).map(PairId::from_index)
    }

    /// Where the pairs of some owners are: pairs are in the order of their owners.
    fn run_of<O: Ord>(&self, wanted: O, of: impl Fn([JurisdictionId; 2]) -> O) -> Range<usize> {
        let owners = |places: &[u32; 2]| {
            let (must, not) = self.candidates(*places);
            of([must, not].map(|side| self.book.norms[side.norm].owner))
        };
        let start = self.pairs.partition_point(|places| owners(places) < wanted);
        let end = self.pairs.partition_point(|places| owners(places) <= wanted);
        start..end
    }

    /// The owner of every formula of the plan.
    pub(crate) fn formulas(&self) -> &Formulas {
        &self.formulas
    }

    /// The parts of formulas that have a literal of their own, each defined by facts and earlier parts.
    pub(crate) fn parts(&self) -> &[Part] {
        self.parts.list()
    }

    /// That a fact names a jurisdiction of which some law is not encoded.
    pub(crate) fn uncovered(&self) -> Formula {
        self.uncovered
    }

    /// The norm that requires and the norm that forbids, as formulas.
    #[expect(clippy::indexing_slicing, reason = "a PairId is made only for this plan's own pairs")]
    pub(crate) fn sides(&self, pair: PairId) -> (&Candidate, &Candidate) {
        self.candidates(self.pairs[pair.0 as usize])
    }

    #[expect(clippy::indexing_slicing, reason = "places are those of the plan's own norms")]
    fn candidates(&self, [must, not]: [u32; 2]) -> (&Candidate, &Candidate) {
        (&self.musts[must as usize], &self.nots[not as usize])
    }

    /// The ways out of a pair, best first.
    #[expect(clippy::indexing_slicing, reason = "a PairId is made only for this plan's own pairs")]
    pub(crate) fn ways_of(&self, pair: PairId) -> &Arc<[WayPlan]> {
        let list = self.list_of(pair);
        self.spelled[list as usize].get_or_init(|| {
            let ways = self.listed(list).iter().filter_map(|way| self.ways.get(*way as usize));
            ways.copied().collect()
        })
    }

    /// By norm that forbids: the pair with one that requires.
    #[inline(always)]
    pub(super) fn pairs_of(&self, must: u32) -> &[u32] {
        let start = must as usize * self.nots.len();
        self.pair_at.get(start..start + self.nots.len()).unwrap_or_default()
    }

    /// The pair of two norms that can collide.
    pub(super) fn pair(&self, must: u32, not: u32) -> PairId {
        PairId(self.pairs_of(must).get(not as usize).copied().unwrap_or(NO_PAIR))
    }

    /// The list of the ways out of a pair; many pairs share one.
    #[inline(always)]
    pub(crate) fn list_of(&self, pair: PairId) -> u32 {
        self.list_of.get(pair.index()).copied().unwrap_or_default()
    }

    /// The ways of a list, best first.
    #[inline(always)]
    pub(super) fn listed(&self, list: u32) -> &[u32] {
        let range = self.lists.get(list as usize).map(|list| list.start as usize..list.end as usize);
        range.and_then(|range| self.listed.get(range)).unwrap_or_default()
    }

    /// The norms that can collide with one that requires.
    #[inline(always)]
    pub(super) fn partners<const P: usize>(&self, must: u32) -> Option<&Reach> {
        Some(self.partners.get(must as usize)?.reach::<P>(self, must))
    }

    /// The pairs that could collide by act and owner, but that no request can meet.
    pub(super) fn incompatible(&self) -> &[(u32, u32)] {
        self.incompatible.get_or_init(|| {
            let musts = (0..).zip(&self.partners).map(|(must, partners)| {
                let [all, compatible] = [partners.reach::<1>(self, must), partners.reach::<2>(self, must)];
                all.norms().filter(|not| !compatible.contains(*not)).map(move |not| (must, not))
            });
            musts.flatten().collect()
        })
    }
}

/// Norms with their places, by owner; those of one owner in the order of their provisions.
fn by_owner<'n>(book: &Lawbook<'_>, norms: &'n [Candidate]) -> Vec<(JurisdictionId, Vec<(u32, &'n Candidate)>)> {
    let mut owners: BTreeMap<JurisdictionId, Vec<(u32, &Candidate)>> = BTreeMap::new();
    for (place, norm) in (0..).zip(norms) {
        owners.entry(book.norms[norm.norm].owner).or_default().push((place, norm));
    }
    for norms in owners.values_mut() {
        norms.sort_by_key(|(_, norm)| book.norms[norm.norm].provision);
    }
    owners.into_iter().collect()
}
