//! Blocks of requests against a kernel written by hand, against an indexed loop, and against the plain solver.
//!
//! `cargo bench --bench lanes` measures with criterion; `cargo bench --bench lanes -- --table` prints ratios, each taken
//! in turns within one process. Before anything is timed, all of them must count the same conflicts.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    unsafe_code,
    reason = "a bench that stops says what is wrong; the kernel asks the machine for what it uses"
)]

mod indexed;
mod kernel;
mod law;
#[path = "../support/mod.rs"]
mod support;
mod table;

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin};
use comity::lawbook::Lawbook;
use comity::logic::BLOCK;
use comity::solve::solve;
use comity::survey::bulk::{Plan, Worker};
use criterion::{BenchmarkId, Criterion, Throughput};
use support::requests::Requests;
use support::world::{self, Size};

/// The invented law that the targets speak of.
const MEDIUM: Size = Size { orders: 60, provisions: 600, mechanisms: 150 };

/// The law as it is, and invented law of three sizes.
fn corpora() -> Vec<(&'static str, Corpus)> {
    let small = Size { orders: 6, provisions: 60, mechanisms: 15 };
    vec![
        ("real law", Load::strict(&Origin::Embedded).unwrap()),
        ("60 provisions", world::corpus(small)),
        ("600 provisions", world::corpus(MEDIUM)),
    ]
}

/// Calls a function with each lawbook.
fn each(mut with: impl FnMut(&str, &Lawbook<'_>)) {
    for (name, corpus) in corpora() {
        let atlas = Atlas::new(&corpus);
        with(name, &Lawbook::new(&corpus, &atlas, "2026-11-25".parse().unwrap()));
    }
}

fn main() {
    if std::env::args().any(|argument| argument == "--table") {
        return table::print();
    }
    let mut criterion = Criterion::default().configure_from_args();
    by_corpus(&mut criterion);
    by_block(&mut criterion);
    criterion.final_summary();
}

/// Requests one at a time and in blocks, by how much law there is.
fn by_corpus(criterion: &mut Criterion) {
    each(|name, book| {
        let plan = Plan::new(book);
        let mut worker = Worker::new(&plan);
        for unknown in [0, 10] {
            let block = Requests::new(book, unknown, 1).block(0, BLOCK);
            let facts = block.facts(0);
            let mut group = criterion.benchmark_group(format!("{name}, {unknown} % unknown"));
            group.throughput(Throughput::Elements(1));
            group.bench_function("plain", |bencher| bencher.iter(|| solve(book, &facts)));
            group.throughput(Throughput::Elements(BLOCK as u64));
            group.bench_function("count", |bencher| bencher.iter(|| worker.count(&block)));
            group.bench_function("tally", |bencher| bencher.iter(|| worker.tally(&block).conflicts));
            group.bench_function("findings", |bencher| bencher.iter(|| worker.solve(&block).all().len()));
            group.finish();
        }
    });
}

/// Counting, by how many requests there are in a block.
fn by_block(criterion: &mut Criterion) {
    let corpus = world::corpus(MEDIUM);
    let atlas = Atlas::new(&corpus);
    let book = Lawbook::new(&corpus, &atlas, "2026-11-25".parse().unwrap());
    let plan = Plan::new(&book);
    let mut worker = Worker::new(&plan);
    let mut group = criterion.benchmark_group("requests in a block");
    for len in [256, 1024, BLOCK] {
        let block = Requests::new(&book, 0, 1).block(0, len);
        group.throughput(Throughput::Elements(len as u64));
        group.bench_function(BenchmarkId::from_parameter(len), |bencher| bencher.iter(|| worker.count(&block)));
    }
    group.finish();
}
