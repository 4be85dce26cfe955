//! Whole spaces of requests: counted exactly, without making every one of them.
//!
//! In: a plan and a [`Space`], a list of values for each fact. Out: for every group how many
//! requests have which verdict and which findings. Values that no literal tells apart are one class from the start. The
//! space is then cut into a tree: a node fixes some facts, [`Matters`](super::bulk::Matters) says which of the others
//! still matter, and those that do not are multiplied instead of enumerated. What is left goes through
//! [`bulk`](super::bulk) in blocks, one request for each class of requests, with its weight.
//!
//! The first nodes of the tree, its [cells](Sweep::cells), hang on the law and the space alone. They are what threads
//! and shards share out: every request lies in exactly one cell, so that the tallies of any shards of all cells add up
//! to the tally of the whole.
//!
//! ```
//! use comity::atlas::Atlas;
//! use comity::corpus::{Load, Origin, parse_space};
//! use comity::lawbook::Lawbook;
//! use comity::survey::bulk::Plan;
//! use comity::survey::sweep::{Sweep, Wanted};
//! use comity::text::FileId;
//!
//! let corpus = Load::strict(&Origin::Embedded).unwrap();
//! let text = r#"{"facts": {"authority.jurisdiction": "*", "data.location": [["DE"], ["US", "DE"]]},
//!                "group_by": ["authority.jurisdiction"]}"#;
//! let space = parse_space(&corpus, FileId::default(), text, "everybody").unwrap();
//! let atlas = Atlas::new(&corpus);
//! let book = Lawbook::new(&corpus, &atlas, "2026-11-24".parse().unwrap());
//! let plan = Plan::new(&book);
//! let sweep = Sweep::new(&plan, &space, Wanted::Counts);
//! let tally = sweep.solve(&sweep.cells());
//! assert_eq!(tally.requests(), u128::from(space.len()));
//! assert!(tally.made < space.len());
//! ```

mod dials;
mod fill;
mod tally;
mod tree;

pub use tally::{Class, Counts, FindingKey, GroupTally, Tally};
pub use tree::Cell;

use std::collections::BTreeMap;

use super::bulk::{Plan, Worker};
use crate::law::{FactId, Space};
use fill::Batch;
use tally::Tallying;
use tree::{Explorer, Step, Tree};

/// What is to be found out about a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// For each group, how many requests have which verdict, and how many findings there are.
    Counts,
    /// Also, for each group, how many requests have which finding.
    Findings,
    /// Every class of requests that the law tells apart, with one of them.
    Classes,
}

/// A space laid out for a law.
#[derive(Debug)]
pub struct Sweep<'p, 'b, 'c> {
    plan: &'p Plan<'b, 'c>,
    tree: Tree,
    wanted: Wanted,
}

impl<'p, 'b, 'c> Sweep<'p, 'b, 'c> {
    /// Lays a space out.
    #[must_use]
    pub fn new(plan: &'p Plan<'b, 'c>, space: &Space, wanted: Wanted) -> Self {
        // A class belongs to one group, so that groups that the law does not tell apart are counted together only
        // where classes are not asked for.
        Self { plan, tree: Tree::new(plan, space, wanted != Wanted::Classes), wanted }
    }

    /// The cells of the space, in order: the same for every run with this law and this space.
    #[must_use]
    pub fn cells(&self) -> Vec<Cell> {
        self.tree.cells(self.plan)
    }

    /// How many requests a cell holds.
    #[must_use]
    pub fn requests(&self, cell: &Cell) -> u64 {
        self.tree.requests(cell)
    }

    /// Which of the cells has told of a class, by the places of its values among those of the space.
    #[must_use]
    pub fn place(&self, cells: &[Cell], values: &BTreeMap<FactId, u32>) -> Option<usize> {
        self.tree.place(cells, values)
    }

    /// Counts all requests of some cells.
    #[must_use]
    pub fn solve(&self, cells: &[Cell]) -> Tally {
        self.solve_unless(cells, || false).unwrap_or_default()
    }

    /// The same, but nothing if `stopped` says so on the way: cells of a large space take their time.
    #[must_use]
    pub fn solve_unless(&self, cells: &[Cell], stopped: impl Fn() -> bool) -> Option<Tally> {
        let mut explorer = Explorer::new(self.plan, &self.tree);
        let mut worker = Worker::new(self.plan);
        let mut batch = Batch::new(&self.tree, &self.plan.book.domains);
        let mut tallying = Tallying::new(self.plan, &self.tree, self.wanted);
        let mut open: Vec<Cell> = cells.iter().rev().cloned().collect();
        while let Some(cell) = open.pop() {
            if stopped() {
                return None;
            }
            match explorer.step(cell) {
                Step::Branch(children) => open.extend(children.into_iter().rev()),
                Step::Leaf(leaf) => batch.push(leaf, |rows| tallying.add(&rows, worker.solve(rows.block))),
            }
        }
        batch.flush(|rows| tallying.add(&rows, worker.solve(rows.block)));
        Some(tallying.finish())
    }
}
