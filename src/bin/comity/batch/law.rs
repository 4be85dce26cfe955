//! The law of every time between two days on which it changes, read when a row first asks for it.

use std::sync::OnceLock;

use comity::atlas::Atlas;
use comity::corpus::Corpus;
use comity::law::{Day, Lang};
use comity::lawbook::Lawbook;
use comity::report::Labels;
use comity::survey::bulk::Plan;

/// The lawbooks of all times; what is made from them borrows them.
pub(super) struct Books<'c> {
    corpus: &'c Corpus,
    atlas: &'c Atlas,
    /// The days on which the law changes, in order.
    turning: Vec<Day>,
    books: Vec<OnceLock<Lawbook<'c>>>,
}

impl<'c> Books<'c> {
    pub(super) fn new(corpus: &'c Corpus, atlas: &'c Atlas) -> Self {
        let turning = corpus.turning_days();
        let books = (0..=turning.len()).map(|_| OnceLock::new()).collect();
        Self { corpus, atlas, turning, books }
    }

    /// The number of the time in which a day lies.
    pub(super) fn time(&self, day: Day) -> usize {
        self.turning.partition_point(|turning| *turning <= day)
    }

    /// The lawbook of a day in that time; all its days have the same law.
    fn book(&self, time: usize, day: Day) -> Option<&Lawbook<'c>> {
        Some(self.books.get(time)?.get_or_init(|| Lawbook::new(self.corpus, self.atlas, day)))
    }
}

/// The plans of all times, with the words for what they name.
pub(super) struct Plans<'b, 'c> {
    books: &'b Books<'c>,
    plans: Vec<OnceLock<(Plan<'b, 'c>, Labels)>>,
    lang: Lang,
}

impl<'b, 'c> Plans<'b, 'c> {
    pub(super) fn new(books: &'b Books<'c>, lang: Lang) -> Self {
        Self { books, plans: books.books.iter().map(|_| OnceLock::new()).collect(), lang }
    }

    /// The number of the time in which a day lies.
    pub(super) fn time(&self, day: Day) -> usize {
        self.books.time(day)
    }

    /// The plan for a day, whose time has this number.
    pub(super) fn of(&self, time: usize, day: Day) -> Option<&(Plan<'b, 'c>, Labels)> {
        let book = self.books.book(time, day)?;
        let plan = || {
            let plan = Plan::new(book);
            let labels = Labels::new(&plan, self.lang);
            (plan, labels)
        };
        Some(self.plans.get(time)?.get_or_init(plan))
    }
}
