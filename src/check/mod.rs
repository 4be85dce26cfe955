//! Questions that a maintainer asks of the law as a whole.
//!
//! In: a corpus whose names all resolve (the second gate). Out: what contradicts itself, can never matter, or lacks
//! what readers need. One file a rule, one line in [`RULES`]. The room judges the data, never a request.

mod clash;
mod coverage;
mod dates;
mod german;
mod idle;
mod lifts;
mod provenance;
mod unused;

use std::collections::BTreeMap;

use crate::atlas::Atlas;
use crate::corpus::Corpus;
use crate::diagnostic::{Diagnostic, settle};
use crate::law::{Day, Period, ProvisionId};
use crate::lawbook::{Lawbook, NormId};

/// One rule: a question with its answer.
pub struct Rule {
    /// The name, as the documentation has it.
    pub name: &'static str,
    /// What it asks.
    pub asks: &'static str,
    run: fn(&Review<'_>) -> Vec<Diagnostic>,
}

/// Every rule, in the order of the documentation.
pub const RULES: &[Rule] = &[
    Rule {
        name: "dates",
        asks: "do versions of a provision overlap, do memberships run in circles?",
        run: dates::check,
    },
    Rule { name: "provenance", asks: "has everything a source and a confidence?", run: provenance::check },
    Rule {
        name: "idle",
        asks: "are there conditions that never hold and exceptions that never matter?",
        run: idle::check,
    },
    Rule { name: "lifts", asks: "does every accepted mechanism exist?", run: lifts::check },
    Rule { name: "clash", asks: "does one legal order require what it forbids?", run: clash::check },
    Rule { name: "unused", asks: "does some law use every fact?", run: unused::check },
    Rule { name: "german", asks: "has every text its German?", run: german::check },
    Rule { name: "coverage", asks: "does every encoded jurisdiction say how far it is encoded?", run: coverage::check },
];

/// Asks everything. `today` is the day on which law with an open end is looked at.
#[must_use]
pub fn check(corpus: &Corpus, atlas: &Atlas, today: Day) -> Vec<Diagnostic> {
    let review = Review::new(corpus, atlas, today);
    let mut found: Vec<Diagnostic> = RULES.iter().flat_map(|rule| (rule.run)(&review)).collect();
    settle(&mut found);
    found
}

/// What the rules look at.
struct Review<'c> {
    corpus: &'c Corpus,
    atlas: &'c Atlas,
    /// The law on every day on which some provision is looked at.
    books: BTreeMap<Day, Lawbook<'c>>,
    today: Day,
}

impl<'c> Review<'c> {
    fn new(corpus: &'c Corpus, atlas: &'c Atlas, today: Day) -> Self {
        let provisions = corpus.provisions.iter().map(|(_, provision)| sample_day(&provision.in_force, today));
        let mut books = BTreeMap::new();
        for day in provisions.chain([today]) {
            books.entry(day).or_insert_with(|| Lawbook::new(corpus, atlas, day));
        }
        Self { corpus, atlas, books, today }
    }

    /// Every provision as a norm of the book of a day on which it is in force.
    fn norms(&self) -> impl Iterator<Item = (ProvisionId, &Lawbook<'c>, NormId)> {
        self.corpus.provisions.iter().filter_map(|(id, provision)| {
            let book = self.books.get(&sample_day(&provision.in_force, self.today))?;
            let (norm, _) = book.norms.iter().find(|(_, norm)| norm.provision == id)?;
            Some((id, book, norm))
        })
    }
}

/// Today if the law is in force then, else its last day, or its first if it is still to come.
fn sample_day(period: &Period, today: Day) -> Day {
    if period.contains(today) {
        return today;
    }
    match (period.first(), period.last()) {
        (_, Some(last)) if last < today => last,
        (Some(first), _) => first,
        (None, _) => today,
    }
}
