//! One kind of demand of one state, asked of data in every other place of the world.
//!
//! In: the law of a day, the state that asks, a kind of demand, and where the provider has its seat. Out: the answer to
//! one request for each place: the data lie there, the customer and the person concerned are there, and the provider is
//! present there and where it has its seat.

use rayon::prelude::*;

use super::footprint::{Demand, Demands, Hold};
use crate::law::{Id as _, JurisdictionId, JurisdictionKind, Profile};
use crate::lawbook::Lawbook;
use crate::logic::Known;
use crate::solve::{Solution, solve};

/// Where the provider that is asked has its seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// In the state that asks: a company at home that keeps data abroad.
    Asking,
    /// Where the data are: a company abroad that is present in the state that asks too.
    There,
}

/// The answer for one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct There {
    /// The place.
    pub place: JurisdictionId,
    /// What was asked.
    pub facts: Vec<Known>,
    /// The answer.
    pub solution: Solution,
}

/// Asks for every state and territory that is not of the asking state's own legal order.
#[must_use]
pub fn world(book: &Lawbook<'_>, asking: JurisdictionId, profile: &Profile, seat: Seat) -> Vec<There> {
    let demands = Demands::of(book, &[profile]);
    let places = book.corpus.jurisdictions.iter().filter(|(id, place)| {
        let is_place = matches!(place.kind, JurisdictionKind::State | JurisdictionKind::Territory);
        is_place && *id != asking && !book.nested(*id, asking)
    });
    let places: Vec<JurisdictionId> = places.map(|(id, _)| id).collect();
    let answer = |place: JurisdictionId| {
        let mut presence = vec![asking, place];
        presence.sort_unstable_by_key(|id| id.index());
        let seat = match seat {
            Seat::Asking => asking,
            Seat::There => place,
        };
        let facts = demands.facts(0, &Demand { state: asking, place, seat, presence, kind: None, hold: Hold::Has });
        let solution = solve(book, &facts);
        There { place, facts, solution }
    };
    places.into_par_iter().map(answer).collect()
}
