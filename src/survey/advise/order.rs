//! Which advice comes first: what can be done now before what is for the future, and that before what is hardly a choice;
//! then the fewest changes and the best end. Of equals the one that brings in places which make sense for the request:
//! those that it names already, then those that law links with all that it names.

use std::collections::BTreeMap;

use super::change::Turn;
use super::effect::{Advice, AnyOf};
use crate::law::{Control, JurisdictionId};
use crate::lawbook::{Ends, Lawbook, code, jurisdiction};
use crate::logic::{Code, CodeSet, Known};
use crate::solve::Verdict;

/// How far a place is from a request: how many of those named it is not linked with, then how few links it has.
type Distance = (usize, std::cmp::Reverse<usize>);

/// Puts advice on a request in order.
pub(super) struct Order<'b, 'c> {
    book: &'b Lawbook<'c>,
    named: CodeSet,
    known: BTreeMap<Code, Distance>,
}

impl<'b, 'c> Order<'b, 'c> {
    pub(super) fn new(book: &'b Lawbook<'c>, facts: &[Known]) -> Self {
        Self { book, named: book.corpus.named(facts), known: BTreeMap::new() }
    }

    /// Sorts sets of changes, and in each the values that do the same.
    pub(super) fn sort(&mut self, sets: &mut [Advice]) {
        for change in sets.iter_mut().flat_map(|advice| &mut advice.changes) {
            if self.brings_places(change) {
                change.values.sort_by_cached_key(|place| (self.distance(*place), *place));
            }
        }
        sets.sort_by_cached_key(|advice| self.key(advice));
    }

    fn key(&mut self, advice: &Advice) -> (Control, usize, Verdict, Verdict, Vec<Distance>, usize, Vec<AnyOf>) {
        let brought = advice.changes.iter().filter(|change| self.brings_places(change));
        let nearest: Vec<Code> = brought.filter_map(|change| change.values.first().copied()).collect();
        (
            control(self.book, advice),
            advice.changes.len(),
            advice.verdict,
            advice.worst_case,
            nearest.into_iter().map(|place| self.distance(place)).collect(),
            advice.creates.len(),
            advice.changes.clone(),
        )
    }

    fn brings_places(&self, change: &AnyOf) -> bool {
        change.turn != Turn::Remove && self.book.corpus.vocabulary.facts[change.fact].is_jurisdictional()
    }

    fn distance(&mut self, place: Code) -> Distance {
        if let Some(known) = self.known.get(&place) {
            return *known;
        }
        let links = self.named.iter().map(|named| self.links(jurisdiction(place), jurisdiction(named)));
        let links: Vec<usize> = links.collect();
        let missing =
            if self.named.contains(place) { 0 } else { 1 + links.iter().filter(|links| **links == 0).count() };
        let distance = (missing, std::cmp::Reverse(links.iter().sum()));
        self.known.insert(place, distance);
        distance
    }

    /// By how much two places are linked: the mechanisms in force between them, and one more if a union has both.
    fn links(&self, place: JurisdictionId, other: JurisdictionId) -> usize {
        let (near, far) = (self.book.legal_order(place), self.book.legal_order(other));
        let mut ways: Vec<_> = near.iter().flat_map(|of| self.book.routes_at(jurisdiction(of))).collect();
        ways.sort_unstable();
        ways.dedup();
        let joins = |ends: &Ends| {
            let on = |side: &CodeSet| {
                ends.all().filter(|end| end.in_force).filter(|e| side.contains(code(e.jurisdiction))).count()
            };
            !matches!(ends, Ends::Of(_)) && on(near) > 0 && on(far) > 0
        };
        let between = ways.into_iter().filter(|way| joins(&self.book.routes[**way].ends)).count();
        between + usize::from(near.meets(far))
    }
}

/// When all changes of a piece of advice can be made: a fact that nobody was said to control is hardly a choice.
#[must_use]
pub fn control(book: &Lawbook<'_>, advice: &Advice) -> Control {
    let facts = &book.corpus.vocabulary.facts;
    let controls = advice.changes.iter().map(|change| facts[change.fact].controllable.unwrap_or(Control::Other));
    controls.max().unwrap_or(Control::Now)
}
