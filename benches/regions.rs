//! What can collide between two legal orders, and between all of them: how long the exact answer takes.
//!
//! `cargo bench --bench regions` measures with criterion; `cargo bench --bench regions -- --table` prints, for the law as
//! it is and for invented law, how long one pair takes in the median and at worst, the whole matrix, advice, timelines and
//! a difference. The invented law of 2,400 provisions shows how the cost grows.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a bench that stops says what is wrong"
)]
#![expect(dead_code, reason = "the tools of the benches are shared; this one does not use all")]

#[path = "support/files.rs"]
mod files;
#[path = "support/mod.rs"]
mod support;

use std::hint::black_box;
use std::time::{Duration, Instant};

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin};
use comity::law::{Day, JurisdictionId};
use comity::lawbook::Lawbook;
use comity::logic::Known;
use comity::solve::solve;
use comity::survey::advise::{self, advise};
use comity::survey::bulk::Plan;
use comity::survey::diff::answers;
use comity::survey::matrix::matrix;
use comity::survey::pair::pair;
use comity::survey::principles::whole_with_law;
use comity::survey::regions::PairRegions;
use comity::survey::timeline;
use criterion::Criterion;
use rustix::time::{ClockId, clock_gettime};
use support::requests::Requests;
use support::world::{self, Size};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The laws, as files by path: as it is, invented, and four times as much of that in the same and in more legal orders.
fn laws() -> Vec<(&'static str, Vec<(String, String)>)> {
    let invented = |orders, provisions, mechanisms| world::files(Size { orders, provisions, mechanisms });
    vec![
        ("real law", files::law()),
        ("600 provisions", invented(60, 600, 150)),
        ("2,400 provisions", invented(60, 2400, 150)),
        ("2,400 provisions in 240 legal orders", invented(240, 2400, 600)),
    ]
}

fn corpus(files: Vec<(String, String)>) -> Corpus {
    Load::strict(&Origin::Memory(files)).unwrap_or_else(|error| panic!("{error}"))
}

fn day() -> Day {
    "2026-11-25".parse().unwrap()
}

/// Calls a function with the files of each law, and its lawbook.
fn each(mut with: impl FnMut(&str, &[(String, String)], &Lawbook<'_>)) {
    for (name, files) in laws() {
        let corpus = corpus(files.clone());
        let atlas = Atlas::new(&corpus);
        with(name, &files, &Lawbook::new(&corpus, &atlas, day()));
    }
}

fn nothing_given(book: &Lawbook<'_>) -> Vec<Known> {
    vec![Known::Unknown; book.domains.len()]
}

/// Each two legal orders of which neither belongs to the other.
fn couples(book: &Lawbook<'_>) -> Vec<(JurisdictionId, JurisdictionId)> {
    let all = whole_with_law(book);
    let couples = all.iter().enumerate().flat_map(|(at, a)| all.iter().skip(at + 1).map(move |b| (*a, *b)));
    couples.filter(|(a, b)| !book.nested(*a, *b)).collect()
}

fn main() {
    if std::env::args().any(|argument| argument == "--table") {
        return table();
    }
    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    each(|name, _, book| {
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
            bench.iter(|| matrix(&plan, &whole_with_law(book), black_box(&open)).len());
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
    println!("| law | how many | work | median | p95 | worst | sum | worst one |");
    println!("|---|---|---|---|---|---|---|---|");
    each(|name, files, book| {
        let plan = Plan::new(book);
        let open = nothing_given(book);
        let couples = couples(book);
        let regions = |[a, b]: [JurisdictionId; 2]| PairRegions::new(&plan, a, b, &open).conflicts.len();
        line(name, "regions of a pair", pairs(book, &couples), regions);
        line(name, "all that is told of a pair", pairs(book, &couples), |[a, b]| pair(&plan, a, b, &open).exact.len());
        by_the_clock(name, "matrix", || matrix(&plan, &whole_with_law(book), &open).len());
        advice(name, book);
        let some: Vec<_> = couples.iter().step_by(couples.len().div_ceil(SOME).max(1)).copied().collect();
        let (corpus, atlas) = (book.corpus, Atlas::new(book.corpus));
        let asked = timeline::Asked { from: "1950-01-01".parse().unwrap(), to: None };
        line(name, "timeline of a pair", pairs(book, &some), |sides| {
            timeline::pair(corpus, &atlas, sides, &open, asked).spans.len()
        });
        difference(name, files, book);
    });
}

/// How many of a kind are asked where all would take too long.
const SOME: usize = 20;

/// Advice for random requests that collide.
fn advice(name: &str, book: &Lawbook<'_>) {
    let may = |fact| book.corpus.vocabulary.facts[fact].controllable.is_some();
    let block = Requests::new(book, 0, 1).block(0, 2000);
    let facts = (0..block.len()).map(|at| (at.to_string(), block.facts(at)));
    let colliding = facts.filter(|(_, facts)| !solve(book, facts).conflicts.is_empty());
    line(name, "advice", colliding.take(SOME), |facts| {
        advise(book, &advise::Asked { facts: &facts, may: &may, most: 4 }).looked_at
    });
}

/// A treaty of the real law, and one of the invented law.
const TREATIES: [&str; 2] = ["mechanisms/us-ch-mlat.json", "mechanisms/way0.json"];

/// What changes with a treaty that was not there before.
fn difference(name: &str, files: &[(String, String)], new: &Lawbook<'_>) {
    let less = corpus(files.iter().filter(|(path, _)| !TREATIES.contains(&path.as_str())).cloned().collect());
    let atlas = Atlas::new(&less);
    let old = Lawbook::new(&less, &atlas, day());
    let [old, new] = [&old, new].map(Plan::new);
    by_the_clock(name, "diff, one treaty more", || answers(&old, &new, &[]).pairs.len());
}

/// One line: what a single job takes, on all threads and by the clock.
fn by_the_clock(name: &str, work: &str, job: impl FnOnce() -> usize) {
    let (wall, before) = (Instant::now(), cpu());
    black_box(job());
    let (spent, wall) = ((cpu() - before).as_secs_f64() * 1e3, wall.elapsed().as_secs_f64() * 1e3);
    println!("| {name} | | {work} | | | | {spent:.0} | {wall:.0} by the clock |");
}

/// Couples with their names.
fn pairs(
    book: &Lawbook<'_>,
    couples: &[(JurisdictionId, JurisdictionId)],
) -> impl Iterator<Item = (String, [JurisdictionId; 2])> {
    let code = |id: JurisdictionId| book.corpus.jurisdictions[id].code.clone();
    couples.iter().map(move |(a, b)| (format!("{}–{}", code(*a), code(*b)), [*a, *b]))
}

/// One line: how long each of some questions takes, by name.
fn line<T>(name: &str, work: &str, asked: impl Iterator<Item = (String, T)>, ask: impl Fn(T) -> usize) {
    let mut times: Vec<(Duration, String)> = Vec::new();
    for (of, question) in asked {
        let before = cpu();
        black_box(ask(question));
        times.push((cpu() - before, of));
    }
    times.sort();
    let at = |part: usize| times.get((times.len() - 1) * part / 100).unwrap().0.as_secs_f64() * 1e3;
    let sum: Duration = times.iter().map(|(time, _)| *time).sum();
    let (count, sum) = (times.len(), sum.as_secs_f64() * 1e3);
    let worst = &times.last().unwrap().1;
    println!("| {name} | {count} | {work} | {:.2} | {:.2} | {:.2} | {sum:.0} | {worst} |", at(50), at(95), at(100));
}
