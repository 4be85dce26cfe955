//! comity itself, asked in several ways.

use std::fs;
use std::path::Path;

use comity::atlas::Atlas;
use comity::corpus::Corpus;
use comity::law::Id;
use comity::lawbook::{Ends, Lawbook, Route};
use comity::logic::Block;
use comity::solve::Certainty;
use comity::survey::bulk::{Finding, Plan, Worker};

use crate::measure::{Line, timed};
use crate::{DAY, measure};

/// Everything found, kept in memory.
#[derive(Debug, Default)]
pub struct Kept {
    findings: Vec<Finding>,
    /// Where the findings of each request end.
    ends: Vec<usize>,
}

pub fn run(corpus: &Corpus, blocks: &[Block], dir: &Path) {
    let atlas = Atlas::new(corpus);
    let book = Lawbook::new(corpus, &atlas, DAY.parse().unwrap());
    let bare = without_ways(Lawbook::new(corpus, &atlas, DAY.parse().unwrap()));
    let kept = measured(&book, blocks, "findings, ways out, outcomes");
    measured(&bare, blocks, "findings");
    fs::write(dir.join("comity.bin"), bytes(&Plan::new(&book), &kept)).unwrap();
}

/// The same law without any way out, since the peers look for none.
fn without_ways<'c>(mut book: Lawbook<'c>) -> Lawbook<'c> {
    let routes = book.routes.iter();
    book.routes = routes.map(|(_, route)| Route { when: route.when, ends: Ends::Parties(Vec::new()) }).collect();
    book
}

fn measured(book: &Lawbook<'_>, blocks: &[Block], form: &str) -> Kept {
    let plan = Plan::new(book);
    keep(&plan, &blocks[..1]);
    let (kept, seconds) = timed(|| keep(&plan, blocks));
    let line =
        Line { peer: "comity", form, requests: kept.ends.len(), findings: kept.findings.len(), seconds };
    line.print();
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

/// The findings as every peer writes them: request, required norm, forbidden norm, act, certainty.
fn bytes(plan: &Plan<'_, '_>, kept: &Kept) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut start = 0;
    for (request, end) in kept.ends.iter().enumerate() {
        for finding in &kept.findings[start..*end] {
            let (required, forbidden) = plan.norms(finding.pair);
            let certainty = match finding.certainty {
                Certainty::Certain => 0,
                Certainty::Contested => 1,
                Certainty::Possible => 2,
            };
            measure::record(&mut bytes, request, required.index(), forbidden.index(), plan.act(finding.pair).index(), certainty);
        }
        start = *end;
    }
    bytes
}
