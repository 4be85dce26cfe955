//! One thread's work on one block after another.

use super::answers::Answers;
use super::count::{Count, Counts};
use super::cross::Cross;
use super::instructions::{Job, best};
use super::norms::{Standings, add};
use super::plan::Plan;
use super::tally::Tally;
use super::ways::{Ground, Ways};
use crate::logic::{Block, Columns, Lanes, NOWHERE, Plane, eval};

/// Answers blocks of requests; keeps its buffers.
#[derive(Debug)]
pub struct Worker<'p, 'b, 'c> {
    plan: &'p Plan<'b, 'c>,
    columns: Columns,
    /// The requests that involve law that is not encoded.
    uncovered: Plane,
    /// The requests that name some binding mechanism as in use.
    using: Plane,
    musts: Standings,
    nots: Standings,
    ways: Ways,
    cross: Cross,
    count: Count,
    answers: Answers,
    tally: Tally,
}

impl<'p, 'b, 'c> Worker<'p, 'b, 'c> {
    /// A worker with buffers for a plan.
    #[must_use]
    pub fn new(plan: &'p Plan<'b, 'c>) -> Self {
        Self {
            plan,
            columns: Columns::new(&plan.formulas, &plan.parts),
            uncovered: NOWHERE,
            using: NOWHERE,
            musts: Standings::new(&plan.musts),
            nots: Standings::new(&plan.nots),
            ways: Ways::new(plan.ways.len()),
            cross: Cross::new(plan),
            count: Count::new(plan),
            answers: Answers::default(),
            tally: Tally::EMPTY,
        }
    }

    /// Answers every request of a block.
    pub fn solve(&mut self, block: &Block) -> &Answers {
        best(Work { worker: self, block, wanted: Wanted::Answers });
        &self.answers
    }

    /// Counts the conflicts of a block, resolved ones too.
    pub fn count(&mut self, block: &Block) -> Counts {
        best(Work { worker: self, block, wanted: Wanted::Counts });
        self.tally.conflicts
    }

    /// Counts the conflicts of a block and the requests of each verdict.
    pub fn tally(&mut self, block: &Block) -> &Tally {
        best(Work { worker: self, block, wanted: Wanted::Tally });
        &self.tally
    }

    /// Finds out to which requests each norm applies.
    #[inline(always)]
    fn norms<const P: usize>(&mut self) {
        let plan = self.plan;
        self.columns.define::<P>(&plan.formulas, &plan.parts);
        let mut lanes = Lanes::<P>::new(&self.columns);
        self.using = *eval(&mut lanes, &plan.formulas, plan.using).sure();
        self.uncovered = *eval(&mut lanes, &plan.formulas, plan.uncovered).sure();
        for fact in plan.book.place_facts() {
            add(&mut self.uncovered, self.columns.unknown(*fact));
        }
        self.musts.judge::<P>(plan, &self.columns, &plan.musts);
        self.nots.judge::<P>(plan, &self.columns, &plan.nots);
    }

    /// Works out what is wanted of the norms' planes.
    #[inline(always)]
    fn finish<const P: usize>(&mut self, wanted: Wanted, len: usize) {
        self.ways.clear();
        let Self { plan, columns, uncovered, using, musts, nots, ways, cross, count, answers, tally } = self;
        let ground = Ground { plan, columns, uncovered, using };
        match wanted {
            Wanted::Answers => cross.block::<P>(ground, [musts, nots], ways, len, answers),
            Wanted::Counts => tally.conflicts = count.block::<P>(plan, [musts, nots]),
            Wanted::Tally => {
                tally.conflicts = count.block::<P>(plan, [musts, nots]);
                tally.block::<P>(ground, [musts, nots], ways);
            }
        }
    }
}

/// What is wanted of a block.
#[derive(Debug, Clone, Copy)]
enum Wanted {
    Answers,
    Counts,
    Tally,
}

/// A block, as work for the best instructions.
struct Work<'w, 'p, 'b, 'c> {
    worker: &'w mut Worker<'p, 'b, 'c>,
    block: &'w Block,
    wanted: Wanted,
}

impl Job for Work<'_, '_, '_, '_> {
    type Answer = ();

    #[inline(always)]
    fn run(self) {
        let Self { worker, block, wanted } = self;
        worker.columns.load(worker.plan.classes(), block);
        // The only place that chooses between one plane and two: one would be wrong where something is unknown.
        if worker.columns.has_unknown() {
            worker.norms::<2>();
            worker.finish::<2>(wanted, block.len());
        } else {
            worker.norms::<1>();
            worker.finish::<1>(wanted, block.len());
        }
    }
}
