//! One thread's work on one block after another.

use super::answers::Answers;
use super::cross::Cross;
use super::instructions::{Job, best};
use super::norms::{Standings, add};
use super::plan::Plan;
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
    answers: Answers,
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
            musts: Standings::new(plan.musts.len()),
            nots: Standings::new(plan.nots.len()),
            ways: Ways::new(plan.ways.len()),
            cross: Cross::new(plan),
            answers: Answers::default(),
        }
    }

    /// Answers every request of a block.
    pub fn solve(&mut self, block: &Block) -> &Answers {
        best(Solve { worker: self, block });
        &self.answers
    }

    /// lab
    pub fn solve_plain(&mut self, block: &Block) -> &Answers {
        Solve { worker: self, block }.run();
        &self.answers
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

    /// Finds the conflicts of each request.
    #[inline(always)]
    fn collide<const P: usize>(&mut self, len: usize) {
        self.ways.clear();
        let Self { plan, columns, uncovered, using, musts, nots, ways, cross, answers } = self;
        let ground = Ground { plan, columns, uncovered, using };
        cross.block::<P>(ground, [musts, nots], ways, len, answers);
    }
}

/// Answering a block, as work for the best instructions.
struct Solve<'w, 'p, 'b, 'c> {
    worker: &'w mut Worker<'p, 'b, 'c>,
    block: &'w Block,
}

impl Job for Solve<'_, '_, '_, '_> {
    type Answer = ();

    #[inline(always)]
    fn run(self) {
        let Self { worker, block } = self;
        worker.columns.load(&worker.plan.classes, block);
        // The only place that chooses between one plane and two: one would be wrong where something is unknown.
        if worker.columns.has_unknown() {
            worker.norms::<2>();
            worker.collide::<2>(block.len());
        } else {
            worker.norms::<1>();
            worker.collide::<1>(block.len());
        }
    }
}
