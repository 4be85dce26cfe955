//! What each involved state requires, forbids and permits the provider to do.

use super::{Solution, Standing};
use crate::law::{ActId, JurisdictionId, Modality};
use crate::lawbook::{Lawbook, code};
use crate::logic::Truth;

/// The table: one column a state, one row an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duties {
    /// The states, by code.
    pub columns: Vec<Column>,
}

/// One state with its legal order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The state.
    pub jurisdiction: JurisdictionId,
    /// What else of its legal order is involved.
    pub with: Vec<JurisdictionId>,
    /// What it says of each act of which it says anything, in the vocabulary's order.
    pub duties: Vec<Duty>,
}

/// What one state says of one act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The act.
    pub act: ActId,
    /// Norms that require it and are not ruled out.
    pub must: Vec<Standing>,
    /// Norms that forbid it and are not ruled out.
    pub must_not: Vec<Standing>,
    /// Norms that permit it and are not ruled out.
    pub may: Vec<Standing>,
}

/// The table for a solution: a column for each involved jurisdiction that no other involved one belongs to.
#[must_use]
pub fn duties(book: &Lawbook<'_>, solution: &Solution) -> Duties {
    let is_whole = |id: &JurisdictionId| {
        let belongs = |other: &JurisdictionId| other != id && book.legal_order(*other).contains(code(*id));
        !solution.involved.iter().any(belongs)
    };
    let columns = solution.involved.iter().copied().filter(is_whole);
    Duties { columns: columns.map(|id| column(book, solution, id)).collect() }
}

fn column(book: &Lawbook<'_>, solution: &Solution, jurisdiction: JurisdictionId) -> Column {
    let order = book.legal_order(jurisdiction);
    let with = solution.involved.iter().copied();
    let with = with.filter(|other| *other != jurisdiction && order.contains(code(*other))).collect();
    let own: Vec<&Standing> = solution
        .norms
        .iter()
        .filter(|standing| standing.applies != Truth::False && order.contains(code(book.norms[standing.norm].owner)))
        .collect();
    let of = |act: ActId, modality: Modality| {
        let norms = own.iter().filter(move |standing| {
            let norm = book.norms[standing.norm].norm;
            norm.act == act && norm.modality == modality
        });
        norms.map(|standing| **standing).collect::<Vec<Standing>>()
    };
    let duties = book.corpus.vocabulary.acts.ids().map(|act| Duty {
        act,
        must: of(act, Modality::Must),
        must_not: of(act, Modality::MustNot),
        may: of(act, Modality::May),
    });
    let duties = duties.filter(|duty| !(duty.must.is_empty() && duty.must_not.is_empty() && duty.may.is_empty()));
    Column { jurisdiction, with, duties: duties.collect() }
}
