//! The verdicts of a suite, and what has become of them.
//!
//! In: a suite with its requests, and a day. Out: a [`Snapshot`] of everything that is watched ([`take`]), and, beside
//! one that was recorded before, a [`Review`]: what moved, which law moved it, and what of it somebody has accepted
//! ([`review`]). Nothing is told from the texts of the law alone: both snapshots are whole answers.

mod accept;
mod bearing;
mod cause;
mod compare;
mod items;

pub use accept::{Accepted, Filter, accept};
pub use cause::{Cause, LawMove, Moved};
pub use compare::{FindingChange, ItemChange, Review, Standing, review};

use rayon::prelude::*;

use crate::atlas::Atlas;
use crate::corpus::{Corpus, Item, SNAPSHOT_VERSION, Snapshot, Suite};
use crate::law::{Day, Request};
use crate::lawbook::Lawbook;
use crate::survey::bulk::Plan;
use crate::survey::diff::law_marks;

/// Everything that is watched: a suite, with the requests that stand in its files.
#[derive(Debug)]
pub struct Watched<'a> {
    /// The suite.
    pub suite: &'a Suite,
    /// The requests, samples of the corpus and files of the user's.
    pub requests: &'a [Request],
}

/// Answers everything that is watched. `day` is the day of whatever has none of its own, and `floats` says that it is
/// the day of the run.
#[must_use]
pub fn take(corpus: &Corpus, atlas: &Atlas, watched: &Watched<'_>, day: Day, floats: bool) -> Snapshot {
    let suite = watched.suite;
    let mut items: Vec<Item> = Vec::new();
    let cases = suite.cases.iter().map(|case| (format!("case/{}", case.name), &case.request, Some(case.date)));
    let requests = watched.requests.iter().map(|request| (format!("request/{}", request.name), request, None));
    let single: Vec<_> = cases.chain(requests).collect();
    items.par_extend(
        single
            .par_iter()
            .map(|(name, request, date)| items::request(corpus, atlas, name, request, request.as_of.or(*date), day)),
    );
    if !(suite.pairs.is_empty() && suite.matrices.is_empty() && suite.providers.is_empty()) {
        let book = Lawbook::new(corpus, atlas, day);
        let plan = Plan::new(&book);
        suite.pairs.iter().for_each(|watch| items.push(items::pair(&plan, watch)));
        suite.matrices.iter().for_each(|watch| items.extend(items::matrix(&plan, watch)));
        for provider in &suite.providers {
            items.extend(items::provider(&plan, &suite.footprints, provider));
        }
    }
    items.sort_by(|one, other| one.item.cmp(&other.item));
    Snapshot {
        schema_version: SNAPSHOT_VERSION,
        suite: suite.name.clone(),
        as_of: day.to_string(),
        floats,
        corpus: format!("sha256:{}", corpus.hash),
        items,
        law: law_marks(corpus),
        accepted: Vec::new(),
    }
}
