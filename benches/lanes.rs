//! Blocks of requests against one request at a time.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench that stops says what is wrong")]

mod support;

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin};
use comity::lawbook::Lawbook;
use comity::survey::bulk::{Plan, Worker};
use support::requests::Requests;
use support::world;

fn main() {
    for corpus in [Load::strict(&Origin::Embedded).unwrap(), world::corpus(world::MEDIUM)] {
        let corpus: Corpus = corpus;
        let atlas = Atlas::new(&corpus);
        let book = Lawbook::new(&corpus, &atlas, "2026-11-25".parse().unwrap());
        let plan = Plan::new(&book);
        println!("{} norms, {} pairs, {} literals", book.norms.len(), plan.pairs(), book.formulas.literals().len());
        for unknown in [0, 10] {
            let blocks = Requests::new(&book, unknown, 1).blocks(100_000);
            let mut worker = Worker::new(&plan);
            let start = std::time::Instant::now();
            let mut n = 0;
            for b in &blocks {
                n += worker.solve(b).all().len();
            }
            println!("{unknown}: {n} findings {:?}", start.elapsed());
        }
    }
}
