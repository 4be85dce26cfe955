//! Ratios, as a table.

use std::hint::black_box;
use std::time::{Duration, Instant};

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin};
use comity::lawbook::Lawbook;
use comity::logic::Block;
use comity::solve::{Certainty, solve};
use comity::survey::bulk::{Counts, Plan, Worker};
use rayon::prelude::*;
use rustix::time::{ClockId, clock_gettime};

use crate::indexed::Indexed;
use crate::kernel::Kernel;
use crate::law::Law;
use crate::support::requests::Requests;
use crate::support::world;
use crate::{MEDIUM, each};

const REQUESTS: usize = 100_000;

/// Requests for the plain solver.
const FEW: usize = 256;

/// Rounds of each measurement; the median counts.
const ROUNDS: usize = 7;

/// Words of 64 requests that the kernel works on at a time; the best of three is compared with.
type Kernels<'l> = (Kernel<'l, 16>, Kernel<'l, 32>, Kernel<'l, 64>);

/// The CPU time of this thread.
fn now() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap(), u32::try_from(time.tv_nsec).unwrap())
}

/// The median CPU time of each job, in nanoseconds a request; the jobs take turns.
fn measure(requests: usize, jobs: &mut [&mut dyn FnMut()]) -> Vec<f64> {
    let mut times = vec![Vec::new(); jobs.len()];
    for _ in 0..ROUNDS {
        for (job, times) in jobs.iter_mut().zip(&mut times) {
            let start = now();
            job();
            times.push(now() - start);
        }
    }
    let median = |mut times: Vec<Duration>| {
        times.sort_unstable();
        times[ROUNDS / 2].as_secs_f64() * 1e9 / requests as f64
    };
    times.into_iter().map(median).collect()
}

pub(crate) fn print() {
    println!("CPU time in nanoseconds a request, one thread, {REQUESTS} random requests, median of {ROUNDS} rounds\n");
    println!("| law | work | unknown | comity | kernel | × kernel | indexed loop | × comity | plain solver |");
    println!("|---|---|---|---|---|---|---|---|---|");
    each(|name, book| {
        for unknown in [0, 10] {
            compare(name, book, unknown);
        }
    });
    println!();
    silent_law();
    println!();
    threads();
}

/// One law and one share of unknown facts.
fn compare(name: &str, book: &Lawbook<'_>, unknown: usize) {
    let (plan, law) = (Plan::new(book), Law::new(book));
    let blocks = Requests::new(book, unknown, 1).blocks(REQUESTS);
    let mut worker = Worker::new(&plan);
    let mut kernels = (Kernel::new(&law), Kernel::new(&law), Kernel::new(&law));
    let mut indexed = Indexed::new(book, &law);
    hold_together(&blocks, unknown, &mut worker, &mut kernels, &mut indexed);
    let mut plain = || (0..FEW).for_each(|at| drop(black_box(solve(book, &blocks[0].facts(at)))));
    let plain = measure(FEW, &mut [&mut plain])[0];
    let told = Told { name, unknown, plain };
    if unknown == 0 {
        rows::<1>(&told, &blocks, &mut worker, &mut kernels, Some(&mut indexed));
    } else {
        rows::<2>(&told, &blocks, &mut worker, &mut kernels, None);
    }
}

/// What the rows of one law and one share of unknown facts have in common.
struct Told<'a> {
    name: &'a str,
    unknown: usize,
    /// The time of the plain solver.
    plain: f64,
}

/// Measures counting and listing with `P` planes.
fn rows<const P: usize>(
    told: &Told<'_>,
    blocks: &[Block],
    worker: &mut Worker<'_, '_, '_>,
    (a, b, c): &mut Kernels<'_>,
    mut indexed: Option<&mut Indexed<'_>>,
) {
    let mut looped = || {
        if let Some(indexed) = &mut indexed {
            blocks.iter().for_each(|block| {
                black_box(indexed.find(block));
            });
        }
    };
    let counted = measure(
        REQUESTS,
        &mut [
            &mut || blocks.iter().for_each(|block| drop_count(worker.count(block))),
            &mut || blocks.iter().for_each(|block| drop_count(a.count::<P>(block))),
            &mut || blocks.iter().for_each(|block| drop_count(b.count::<P>(block))),
            &mut || blocks.iter().for_each(|block| drop_count(c.count::<P>(block))),
            &mut looped,
        ],
    );
    row("count", told, &counted);
    let mut tally = || blocks.iter().for_each(|block| drop_count(worker.tally(block).conflicts));
    row("count, with verdicts", told, &measure(REQUESTS, &mut [&mut tally]));
    let listed = measure(
        REQUESTS,
        &mut [
            &mut || {
                blocks.iter().for_each(|block| {
                    black_box(worker.solve(block).all().len());
                });
            },
            &mut || blocks.iter().for_each(|block| a.find::<P>(block)),
            &mut || blocks.iter().for_each(|block| b.find::<P>(block)),
            &mut || blocks.iter().for_each(|block| c.find::<P>(block)),
            &mut looped,
        ],
    );
    row("findings", told, &listed);
}

fn drop_count(counts: Counts) {
    black_box(counts);
}

/// A row of the table: our time, those of the kernels, that of the loop where it was measured.
fn row(work: &str, told: &Told<'_>, times: &[f64]) {
    let Told { name, unknown, plain } = told;
    let ours = times[0];
    let kernel = times.get(1..4).map(|kernels| kernels.iter().copied().fold(f64::INFINITY, f64::min));
    let looped = times.get(4).copied().filter(|_| *unknown == 0);
    let shown = |value: Option<f64>, digits: usize| value.map_or("–".to_owned(), |value| format!("{value:.digits$}"));
    println!(
        "| {name} | {work} | {unknown} % | {ours:.1} | {} | {} | {} | {} | {plain:.0} |",
        shown(kernel, 1),
        shown(kernel.map(|kernel| ours / kernel), 2),
        shown(looped, 0),
        shown(looped.map(|looped| looped / ours), 1),
    );
}

/// All of them count the same conflicts, and list as many.
fn hold_together(
    blocks: &[Block],
    unknown: usize,
    worker: &mut Worker<'_, '_, '_>,
    (a, b, c): &mut Kernels<'_>,
    indexed: &mut Indexed<'_>,
) {
    for block in &blocks[..blocks.len().min(4)] {
        let counts = worker.count(block);
        let found = worker.solve(block);
        assert_eq!(counts, told(found.all().iter().map(|finding| finding.certainty)));
        let mut pairs: Vec<Vec<u32>> = Vec::new();
        for request in 0..block.len() {
            let pair = |at: usize| u32::try_from(at).unwrap();
            let listed =
                found.findings(request).iter().map(|finding| pair(finding.pair.index()) * 4 + finding.certainty as u32);
            pairs.push(listed.collect());
        }
        let grade = |found: &u32| found & !3 | [0, 1, 2, 2][(found & 3) as usize];
        let mut hold = |found: &[u32], ends: &[u32]| {
            let mut start = 0;
            for (ours, end) in pairs.iter_mut().zip(ends) {
                let mut theirs: Vec<u32> = found[start..*end as usize].iter().map(grade).collect();
                theirs.sort_unstable();
                assert_eq!(*ours, theirs);
                start = *end as usize;
            }
        };
        if unknown == 0 {
            assert_eq!([a.count::<1>(block), b.count::<1>(block), c.count::<1>(block)], [counts; 3]);
            assert_eq!(indexed.find(block), counts);
            a.find::<1>(block);
            hold(&a.found, &a.ends);
            c.find::<1>(block);
            hold(&c.found, &c.ends);
        } else {
            assert_eq!([a.count::<2>(block), b.count::<2>(block), c.count::<2>(block)], [counts; 3]);
        }
    }
}

fn told(certainties: impl Iterator<Item = Certainty>) -> Counts {
    let mut counts = Counts::default();
    for certainty in certainties {
        match certainty {
            Certainty::Certain => counts.certain += 1,
            Certainty::Contested => counts.contested += 1,
            Certainty::Possible => counts.possible += 1,
        }
    }
    counts
}

/// Law of states that no request names, beside the law that requests are about.
fn silent_law() {
    println!("| norms that cannot apply | count, ns a request | findings, ns a request |");
    println!("|---|---|---|");
    for more in [0, 1, 3, 7] {
        let corpus = with_silent_law(more);
        let atlas = Atlas::new(&corpus);
        let book = Lawbook::new(&corpus, &atlas, "2026-11-25".parse().unwrap());
        let plan = Plan::new(&book);
        let mut worker = Worker::new(&plan);
        let mut requests = Requests::new(&book, 0, 1);
        requests.share = 100;
        requests.encoded.retain(|place| usize::from(*place) < MEDIUM.orders);
        let blocks = requests.blocks(REQUESTS);
        let [count, find] = [false, true].map(|find| {
            measure(
                REQUESTS,
                &mut [&mut || {
                    for block in &blocks {
                        if find {
                            black_box(worker.solve(block).all().len());
                        } else {
                            black_box(worker.count(block));
                        }
                    }
                }],
            )[0]
        });
        println!("| {} | {count:.1} | {find:.1} |", more * MEDIUM.provisions);
    }
}

/// The law that the targets speak of, and as much again so many times over with other names.
fn with_silent_law(more: usize) -> Corpus {
    let files = world::files(MEDIUM);
    let mut all = files.clone();
    for letter in ["r", "s", "t", "u", "v", "w", "x"].into_iter().take(more) {
        let renamed = |text: &str| {
            text.replace("q0", &format!("{letter}0")).replace("Q0", &format!("{}0", letter.to_uppercase()))
        };
        let law = files.iter().filter(|(path, _)| path.starts_with("jurisdictions/"));
        all.extend(law.map(|(path, text)| (renamed(path), renamed(text))));
    }
    Load::strict(&Origin::Memory(all)).unwrap()
}

/// One thread against two, by the clock on the wall.
fn threads() {
    let corpus = world::corpus(MEDIUM);
    let atlas = Atlas::new(&corpus);
    let book = Lawbook::new(&corpus, &atlas, "2026-11-25".parse().unwrap());
    let plan = Plan::new(&book);
    let blocks = Requests::new(&book, 0, 1).blocks(4 * REQUESTS);
    println!("| work | one thread, ns a request | two threads | × |");
    println!("|---|---|---|---|");
    for find in [false, true] {
        let [one, two] = [1, 2].map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let work = |worker: &mut Worker<'_, '_, '_>, block: &Block| {
                if find { worker.solve(block).all().len() as u64 } else { worker.count(block).certain }
            };
            let mut times: Vec<Duration> = (0..ROUNDS)
                .map(|_| {
                    let start = Instant::now();
                    let solve = || blocks.par_iter().map_init(|| Worker::new(&plan), work).sum::<u64>();
                    black_box(pool.install(solve));
                    start.elapsed()
                })
                .collect();
            times.sort_unstable();
            times[ROUNDS / 2].as_secs_f64() * 1e9 / (4 * REQUESTS) as f64
        });
        let name = if find { "findings" } else { "count" };
        println!("| {name} | {one:.1} | {two:.1} | {:.2} |", one / two);
    }
}
