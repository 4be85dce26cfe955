//! How long loading and checking take, on the law inside the program and on four times as much.
//!
//! `cargo bench` measures; `cargo bench -- --test` runs everything once. Say ratios, not times: machines differ. The
//! allocator is the program's, so that the figures are the program's too.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a bench that stops says what is wrong"
)]

use std::hint::black_box;
use std::sync::LazyLock;

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin, parse_request};
use comity::law::{Day, Lang, Request};
use comity::lawbook::Lawbook;
use comity::logic::Known;
use comity::report::{self, Options};
use comity::solve::solve;
use comity::survey::advise::{self, advise};
use comity::survey::bulk::Plan;
use comity::survey::diff::{Side, answers, law_changes};
use comity::survey::timeline::{Asked, pair, request as through_time};
use comity::text::FileId;
use criterion::{Criterion, criterion_group, criterion_main};

#[path = "support/mod.rs"]
#[expect(dead_code, reason = "other benches use more of it")]
mod support;

#[path = "support/files.rs"]
mod files;

use files::law;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The law, and four times as much.
static SIZES: LazyLock<[(usize, Origin); 2]> = LazyLock::new(|| [1, 4].map(|copies| (copies, enlarged(copies))));

/// The law and `copies - 1` copies of it under other codes: as many legal orders and mechanisms again, each copy
/// speaking of its own states only.
fn enlarged(copies: usize) -> Origin {
    let law = law();
    let encoded: Vec<String> = law
        .iter()
        .filter_map(|(name, _)| name.strip_prefix("jurisdictions/")?.split_once('/'))
        .filter(|(_, file)| *file != "jurisdiction.json")
        .map(|(code, _)| code.to_owned())
        .collect();
    let mut files = law.clone();
    for copy in 1..copies {
        for (name, text) in &law {
            let own = encoded.iter().any(|code| name.starts_with(&format!("jurisdictions/{code}/")));
            if !(own || name.starts_with("mechanisms/")) {
                continue;
            }
            let (mut name, mut text) = (name.clone(), text.clone());
            for code in &encoded {
                let upper = code.to_uppercase();
                text = text.replace(&format!("\"{upper}\""), &format!("\"{upper}{copy}\""));
                text = text.replace(&format!("\"id\": \"{code}."), &format!("\"id\": \"{code}{copy}."));
                name = name.replace(&format!("jurisdictions/{code}/"), &format!("jurisdictions/{code}{copy}/"));
            }
            if let Some(id) = name.strip_prefix("mechanisms/").and_then(|rest| rest.strip_suffix(".json")) {
                text = text.replacen(&format!("\"id\": \"{id}\""), &format!("\"id\": \"{id}-{copy}\""), 1);
                name = format!("mechanisms/{id}-{copy}.json");
            }
            files.push((name, text));
        }
    }
    Origin::Memory(files)
}

fn day() -> Day {
    "2026-11-24".parse().unwrap()
}

fn sample(corpus: &Corpus) -> Request {
    let text = include_str!("../data/requests/us-warrant-frankfurt.json");
    parse_request(corpus, FileId::default(), text, "sample").unwrap()
}

fn corpus(origin: &Origin) -> Corpus {
    Load::strict(origin).unwrap_or_else(|error| panic!("{error}"))
}

fn load(c: &mut Criterion) {
    let mut group = c.benchmark_group("load");
    group.sample_size(10);
    for (copies, origin) in &*SIZES {
        group.bench_function(format!("corpus/x{copies}"), |b| b.iter(|| corpus(black_box(origin))));
        let loaded = corpus(origin);
        group.bench_function(format!("atlas/x{copies}"), |b| b.iter(|| Atlas::new(black_box(&loaded))));
        let atlas = Atlas::new(&loaded);
        group.bench_function(format!("lawbook/x{copies}"), |b| {
            b.iter(|| Lawbook::new(black_box(&loaded), &atlas, day()).norms.len());
        });
    }
    group.finish();
}

fn check(c: &mut Criterion) {
    let mut group = c.benchmark_group("check");
    for (copies, origin) in &*SIZES {
        let loaded = corpus(origin);
        let atlas = Atlas::new(&loaded);
        let book = Lawbook::new(&loaded, &atlas, day());
        let request = sample(&loaded);
        group.bench_function(format!("solve/x{copies}"), |b| b.iter(|| solve(&book, black_box(&request.facts))));
        for explain in [false, true] {
            let name = if explain { "explained" } else { "reported" };
            group.bench_function(format!("{name}/x{copies}"), |b| {
                b.iter(|| {
                    let solution = solve(&book, black_box(&request.facts));
                    report::check(&book, &request, &solution, Options { lang: Lang::En, explain })
                });
            });
        }
    }
    group.finish();
}

fn timeline(c: &mut Criterion) {
    let mut group = c.benchmark_group("timeline");
    group.sample_size(10);
    let corpus = corpus(&Origin::Embedded);
    let atlas = Atlas::new(&corpus);
    let open = Request::blank(&corpus, "anything");
    let asked = Asked { from: "1950-01-01".parse().unwrap(), to: None };
    for couple in [["US", "EU"], ["US", "GB"], ["CH", "RU"]] {
        let sides = couple.map(|code| corpus.jurisdiction(code).unwrap());
        group.bench_function(couple.join("-"), |b| b.iter(|| pair(&corpus, &atlas, sides, &open.facts, asked)));
    }
    let request = sample(&corpus);
    group.bench_function("request", |b| b.iter(|| through_time(&corpus, &atlas, &request.facts, asked)));
    // What each day on which law turns costs at least.
    group.bench_function("lawbook", |b| b.iter(|| Lawbook::new(&corpus, &atlas, day()).norms.len()));
    group.bench_function("lawbook and plan", |b| {
        b.iter(|| Plan::new(&Lawbook::new(&corpus, &atlas, day())).pairs());
    });
    group.finish();
}

/// Advice for a request on the real law, and for random complete requests on 600 provisions of 60 legal orders.
fn advice(c: &mut Criterion) {
    let mut group = c.benchmark_group("advise");
    group.sample_size(10);
    let real = corpus(&Origin::Embedded);
    let invented = support::world::corpus(support::world::Size { orders: 60, provisions: 600, mechanisms: 150 });
    for (name, corpus) in [("real", &real), ("600 provisions", &invented)] {
        let atlas = Atlas::new(corpus);
        let book = Lawbook::new(corpus, &atlas, day());
        group.bench_function(format!("plan/{name}"), |b| b.iter(|| Plan::new(&book).pairs()));
        let may = |fact| corpus.vocabulary.facts[fact].controllable.is_some();
        let requests: Vec<Vec<Known>> = if name == "real" {
            vec![sample(corpus).facts]
        } else {
            let block = support::requests::Requests::new(&book, 0, 1).block(0, 20);
            (0..20).map(|at| block.facts(at)).collect()
        };
        for (at, facts) in requests.iter().enumerate() {
            let asked = advise::Asked { facts, may: &may, most: 4 };
            group.bench_function(format!("{name}/{at}"), |b| b.iter(|| advise(&book, black_box(&asked)).looked_at));
        }
    }
    group.finish();
}

/// Two corpora of which one lacks a mechanism, and the law of two dates.
fn diff(c: &mut Criterion) {
    let mut group = c.benchmark_group("diff");
    group.sample_size(10);
    let old = corpus(&Origin::Embedded);
    let smaller = law().into_iter().filter(|(name, _)| name != "mechanisms/us-ch-mlat.json").collect();
    let new = corpus(&Origin::Memory(smaller));
    let atlases = [&old, &new].map(Atlas::new);
    let [before, after] =
        [(&old, &atlases[0]), (&new, &atlases[1])].map(|(law, atlas)| Lawbook::new(law, atlas, day()));
    let [before, after] = [&before, &after].map(Plan::new);
    group.bench_function("law", |b| {
        let side = |corpus| Side { corpus, day: None };
        b.iter(|| law_changes(side(&old), side(&new)).len());
    });
    group.bench_function("answers, one mechanism less", |b| b.iter(|| answers(&before, &after, &[]).pairs.len()));
    group.bench_function("answers, nothing changed", |b| b.iter(|| answers(&before, &before, &[]).pairs.len()));
    group.finish();
}

criterion_group!(benches, load, check, timeline, advice, diff);
criterion_main!(benches);
