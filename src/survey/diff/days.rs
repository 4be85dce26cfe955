//! On which days law that changed begins or ends: an answer of one day proves nothing for the days after them.

use std::collections::BTreeSet;

use super::aspects::{Aspect, Weight};
use super::pieces::Piece;
use super::{Change, LawChange};
use crate::corpus::Corpus;
use crate::law::{Day, Period};

/// The days on which answers may begin to differ between two corpora, whatever they are on any other day: those on which
/// a version of a piece of law that differs begins, and those after its last. Where only dates differ, those that do.
#[must_use]
pub fn turning_days(old: &Corpus, new: &Corpus, changes: &[LawChange]) -> BTreeSet<Day> {
    let mut days = BTreeSet::new();
    for change in changes.iter().filter(|change| matters(change)) {
        let of = |corpus: &Corpus, piece: Option<Piece>| {
            let periods = piece.and_then(|piece| piece.periods(corpus)).unwrap_or_default();
            periods.into_iter().flatten().flat_map(edges).collect::<BTreeSet<Day>>()
        };
        // The version before a new one did not change.
        let was = if matches!(change.change, Change::Version(_)) { None } else { change.old };
        let (was, is) = (of(old, was), of(new, change.new));
        if only_dates(&change.change) {
            days.extend(was.symmetric_difference(&is));
        } else {
            days.extend(was.union(&is));
        }
    }
    days
}

fn matters(change: &LawChange) -> bool {
    change.weight().is_some_and(|weight| weight != Weight::Words)
}

fn only_dates(change: &Change) -> bool {
    let dates = |aspect: &Aspect| *aspect == Aspect::InForce || aspect.weight() != Weight::Meaning;
    matches!(change, Change::Changed(aspects) if aspects.iter().all(dates))
}

/// The first day of a period, and the day after its last.
fn edges(period: Period) -> impl Iterator<Item = Day> {
    [period.first(), period.last().map(Day::next)].into_iter().flatten()
}
