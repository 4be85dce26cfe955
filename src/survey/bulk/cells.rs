//! Norms by act and owner, and which of these cells collide.

use std::ops::Range;

use super::plan::Candidate;
use crate::law::{ActId, Id as _, JurisdictionId};
use crate::lawbook::Lawbook;

/// The norms of one owner about one act, side by side among those of their modality.
#[derive(Debug)]
pub(super) struct Cell {
    pub norms: Range<u32>,
    act: ActId,
    owner: JurisdictionId,
}

/// The cells that forbid one act, and those that require it or an act that entails it.
#[derive(Debug)]
pub(super) struct Group {
    pub musts: Vec<u32>,
    pub nots: Range<u32>,
    /// Of these, two cells of one legal order.
    pub nested: Vec<(u32, u32)>,
}

/// The cells of norms that are sorted by act and owner.
pub(super) fn cells(book: &Lawbook<'_>, norms: &[Candidate]) -> Vec<Cell> {
    let place = |norm: &Candidate| (book.norms[norm.norm].norm.act, book.norms[norm.norm].owner);
    let mut start = 0;
    let cells = norms.chunk_by(|a, b| place(a) == place(b)).filter_map(|norms| {
        let (act, owner) = place(norms.first()?);
        let end = start + number(norms.len());
        Some(Cell { norms: std::mem::replace(&mut start, end)..end, act, owner })
    });
    cells.collect()
}

/// Which cells collide.
pub(super) fn groups(book: &Lawbook<'_>, musts: &[Cell], nots: &[Cell]) -> Vec<Group> {
    let groups = book.corpus.vocabulary.acts.ids().map(|forbidden| {
        let [start, end] = [forbidden, ActId::from_index(forbidden.index() + 1)]
            .map(|act| number(nots.partition_point(|cell| cell.act < act)));
        let entails = |cell: &Cell| book.entailed(cell.act).contains(&forbidden);
        let musts: Vec<(u32, &Cell)> = (0..).zip(musts).filter(|(_, cell)| entails(cell)).collect();
        let pairs = musts.iter().flat_map(|(must, required)| (start..end).map(move |not| (*must, *required, not)));
        let nested = pairs.filter(|(_, required, not)| {
            nots.get(*not as usize).is_some_and(|forbidden| book.nested(required.owner, forbidden.owner))
        });
        let nested = nested.map(|(must, _, not)| (must, not)).collect();
        Group { musts: musts.iter().map(|(must, _)| *must).collect(), nots: start..end, nested }
    });
    groups.filter(|group| !group.musts.is_empty() && !group.nots.is_empty()).collect()
}

fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
