//! comity itself: findings kept in memory, without and with what the peers do not look for, and counting.

use std::fs;
use std::path::Path;

use comity::atlas::Atlas;
use comity::corpus::Corpus;
use comity::law::Id;
use comity::lawbook::{Ends, Lawbook, Route};
use comity::logic::Block;
use comity::solve::Certainty;
use comity::survey::bulk::{Finding, Plan, Worker};

use crate::DAY;
use crate::measure::{Line, Work, median, record};

/// Everything found, kept in memory.
#[derive(Debug, Default)]
struct Kept {
    findings: Vec<Finding>,
    /// Where the findings of each request end.
    ends: Vec<usize>,
}

pub(crate) fn run(corpus: &Corpus, blocks: &[Block], dir: &Path) {
    let atlas = Atlas::new(corpus);
    let book = || Lawbook::new(corpus, &atlas, DAY.parse().unwrap());
    let (book, bare) = (book(), without_ways(book()));
    let (book, bare) = (Plan::new(&book), Plan::new(&bare));
    let found = bytes(&bare, &kept(&bare, blocks, "conflicts alone"));
    let more = bytes(&book, &kept(&book, blocks, "conflicts, ways out and outcomes"));
    assert_eq!(found, more, "ways out change no conflict");
    count(&book, blocks);
    fs::write(dir.join("comity.bin"), found).unwrap();
}

/// The same law without any way out, since the peers look for none.
fn without_ways(mut book: Lawbook<'_>) -> Lawbook<'_> {
    let routes = book.routes.iter();
    let routes = routes.map(|(_, route)| Route { ends: Ends::Parties(Vec::new()), ..route.clone() });
    book.routes = routes.collect();
    book
}

/// Measures finding.
fn kept(plan: &Plan<'_, '_>, blocks: &[Block], form: &str) -> Kept {
    let (kept, seconds) = median(|| keep(plan, blocks));
    let (requests, found) = (kept.ends.len(), kept.findings.len());
    Line { peer: "comity", form, work: Work::Findings, requests, found, seconds }.print();
    kept
}

fn keep(plan: &Plan<'_, '_>, blocks: &[Block]) -> Kept {
    let mut worker = Worker::new(plan);
    let mut kept = Kept::default();
    for block in blocks {
        let answers = worker.solve(block);
        for request in 0..answers.len() {
            kept.findings.extend_from_slice(answers.findings(request));
            kept.ends.push(kept.findings.len());
        }
    }
    kept
}

/// Measures counting.
fn count(plan: &Plan<'_, '_>, blocks: &[Block]) {
    let (found, seconds) = median(|| {
        let mut worker = Worker::new(plan);
        let counts = blocks.iter().map(|block| worker.count(block));
        counts.map(|counts| counts.certain + counts.contested + counts.possible).sum::<u64>()
    });
    let requests = blocks.iter().map(Block::len).sum();
    let found = usize::try_from(found).unwrap();
    Line { peer: "comity", form: "conflicts alone", work: Work::Count, requests, found, seconds }.print();
}

/// The findings as every peer writes them: request, required norm, forbidden norm, act, certainty.
fn bytes(plan: &Plan<'_, '_>, kept: &Kept) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut start = 0;
    for (request, end) in kept.ends.iter().enumerate() {
        for finding in &kept.findings[start..*end] {
            let (required, forbidden) = plan.norms(finding.pair);
            let act = plan.act(finding.pair);
            let certainty = match finding.certainty {
                Certainty::Certain => 0,
                Certainty::Contested => 1,
                Certainty::Possible => 2,
            };
            record(&mut bytes, request, required.index(), forbidden.index(), act.index(), certainty);
        }
        start = *end;
    }
    bytes
}
