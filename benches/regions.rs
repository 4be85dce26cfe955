//! What can collide between two legal orders, and between all of them: how long the exact answer takes.
//!
//! `cargo bench --bench regions` measures with criterion; `cargo bench --bench regions -- --table` prints, for the law as
//! it is and for invented law, how long one pair takes in the median and at worst, and the whole matrix. The invented law
//! of 2,400 provisions shows how the cost grows.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench that stops says what is wrong")]
#![expect(dead_code, reason = "the tools of the benches are shared; this one draws no requests")]

#[path = "support/mod.rs"]
mod support;

use std::hint::black_box;
use std::time::{Duration, Instant};

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin};
use comity::law::JurisdictionId;
use comity::lawbook::Lawbook;
use comity::logic::Known;
use comity::survey::bulk::Plan;
use comity::survey::matrix::matrix;
use comity::survey::pair::pair;
use comity::survey::principles::with_law;
use comity::survey::regions::PairRegions;
use criterion::Criterion;
use rustix::time::{ClockId, clock_gettime};
use support::world::{self, Size};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn corpora() -> Vec<(&'static str, Corpus)> {
    let invented = |orders, provisions, mechanisms| world::corpus(Size { orders, provisions, mechanisms });
    vec![
        ("real law", Load::strict(&Origin::Embedded).unwrap()),
        ("600 provisions", invented(60, 600, 150)),
        ("2,400 provisions", invented(60, 2400, 150)),
    ]
}

/// Calls a function with each lawbook.
fn each(mut with: impl FnMut(&str, &Lawbook<'_>)) {
    for (name, corpus) in corpora() {
        let atlas = Atlas::new(&corpus);
        with(name, &Lawbook::new(&corpus, &atlas, "2026-11-25".parse().unwrap()));
    }
}

fn nothing_given(book: &Lawbook<'_>) -> Vec<Known> {
    vec![Known::Unknown; book.domains.len()]
}

/// Each two legal orders of which neither belongs to the other.
fn couples(book: &Lawbook<'_>) -> Vec<(JurisdictionId, JurisdictionId)> {
    let all = with_law(book);
    let couples = all.iter().enumerate().flat_map(|(at, a)| all.iter().skip(at + 1).map(move |b| (*a, *b)));
    couples.filter(|(a, b)| !book.nested(*a, *b)).collect()
}

fn main() {
    if std::env::args().any(|argument| argument == "--table") {
        return table();
    }
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    each(|name, book| {
        let plan = Plan::new(book);
        let open = nothing_given(book);
        let Some((a, b)) = couples(book).first().copied() else { return };
        criterion.bench_function(&format!("plan/{name}"), |bench| bench.iter(|| Plan::new(black_box(book)).pairs()));
        criterion.bench_function(&format!("regions of the first pair/{name}"), |bench| {
            bench.iter(|| PairRegions::new(&plan, a, b, black_box(&open)).conflicts.len());
        });
        criterion.bench_function(&format!("all that is told of the first pair/{name}"), |bench| {
            bench.iter(|| pair(&plan, a, b, black_box(&open)).exact.len());
        });
        criterion.bench_function(&format!("matrix/{name}"), |bench| {
            bench.iter(|| matrix(&plan, &with_law(book), black_box(&open)).len());
        });
    });
    criterion.final_summary();
}

/// The CPU time of this process, of all its threads.
fn cpu() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap(), time.tv_nsec.try_into().unwrap())
}

fn table() {
    println!("CPU time in milliseconds; a pair is one ordered-less two of legal orders, alone on one thread\n");
    println!("| law | pairs | work | median | p95 | worst | sum | worst pair |");
    println!("|---|---|---|---|---|---|---|---|");
    each(|name, book| {
        let plan = Plan::new(book);
        let open = nothing_given(book);
        line(name, book, "regions", |a, b| PairRegions::new(&plan, a, b, &open).conflicts.len());
        line(name, book, "all that is told", |a, b| pair(&plan, a, b, &open).exact.len());
        let (wall, before) = (Instant::now(), cpu());
        black_box(matrix(&plan, &with_law(book), &open));
        let (spent, wall) = ((cpu() - before).as_secs_f64() * 1e3, wall.elapsed().as_secs_f64() * 1e3);
        println!("| {name} | | matrix | | | | {spent:.0} | {wall:.0} by the clock |");
    });
}

fn line(name: &str, book: &Lawbook<'_>, work: &str, ask: impl Fn(JurisdictionId, JurisdictionId) -> usize) {
    let mut times: Vec<(Duration, String)> = Vec::new();
    for (a, b) in couples(book) {
        let before = cpu();
        black_box(ask(a, b));
        let codes = [a, b].map(|id| book.corpus.jurisdictions[id].code.clone());
        times.push((cpu() - before, codes.join("–")));
    }
    times.sort();
    let at = |part: usize| times.get((times.len() - 1) * part / 100).unwrap().0.as_secs_f64() * 1e3;
    let sum: Duration = times.iter().map(|(time, _)| *time).sum();
    let (count, sum) = (times.len(), sum.as_secs_f64() * 1e3);
    let worst = &times.last().unwrap().1;
    println!("| {name} | {count} | {work} | {:.2} | {:.2} | {:.2} | {sum:.0} | {worst} |", at(50), at(95), at(100));
}
