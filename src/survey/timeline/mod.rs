//! How an answer moved through time, and which law moved it.
//!
//! In: a corpus, some days, and two jurisdictions or a request. Out: spans of days with one answer each, and between
//! them turns with the law that changed. Only days are looked at on which law turns that can touch the answer, and each
//! of them is read with the provisions of the owners concerned alone; neighbours with the same answer are one span.

mod days;
mod pair;
mod request;

pub use pair::{Colliding, Moved, PairAnswer, PairTurn, Stand, pair};
pub(super) use request::named;
pub use request::{Met, MetChange, RequestAnswer, RequestTurn, request};

use crate::law::{Day, Period};

/// An answer through time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline<A, T> {
    /// The answers in order. Together they are all the days that were asked for, and no two neighbours are the same.
    pub spans: Vec<Span<A>>,
    /// What happened between each two neighbours.
    pub turns: Vec<T>,
}

/// Some days with one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span<A> {
    /// The days.
    pub days: Period,
    /// The answer.
    pub answer: A,
}

/// Which days are asked for; the last may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The first day.
    pub from: Day,
    /// The last day; nothing for all time that the law knows of.
    pub to: Option<Day>,
}

impl<A, T> Timeline<A, T> {
    /// The answer on a day, if it was asked for.
    #[must_use]
    pub fn on(&self, day: Day) -> Option<&A> {
        self.spans.iter().find(|span| span.days.contains(day)).map(|span| &span.answer)
    }
}

/// Joins neighbours without a turn between them: `steps` are first days and answers, each with the turn from the last.
fn joined<A, T>(asked: Asked, steps: impl IntoIterator<Item = (Day, A, Option<T>)>) -> Timeline<A, T> {
    let (mut firsts, mut turns): (Vec<(Day, A)>, Vec<T>) = (Vec::new(), Vec::new());
    for (day, answer, turn) in steps {
        if firsts.is_empty() || turn.is_some() {
            firsts.push((day, answer));
            turns.extend(turn);
        }
    }
    let ends: Vec<Option<Day>> = firsts.iter().skip(1).map(|(day, _)| Some(day.previous())).chain([asked.to]).collect();
    let spans = firsts.into_iter().zip(ends).filter_map(|((first, answer), last)| {
        let days = Period::of(Some(first), last)?;
        Some(Span { days, answer })
    });
    Timeline { spans: spans.collect(), turns }
}
