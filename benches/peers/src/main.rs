//! The Rust side of the comparison with other tools: hands them law and requests, and measures comity and Rego.
//!
//! `peers export real|made REQUESTS DIR`, then `peers comity …` and `peers rego …` with the same words.

mod comity;
mod export;
mod law;
mod measure;
mod rego;
mod tree;

#[path = "../../support/mod.rs"]
mod support;

use std::path::Path;

use ::comity::atlas::Atlas;
use ::comity::corpus::{Corpus, Load, Origin};
use ::comity::lawbook::Lawbook;
use support::requests::Requests;
use support::world;

const USAGE: &str = "peers export|comity|rego real|made REQUESTS DIR";
const DAY: &str = "2026-11-25";
const SEED: u64 = 1;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [job, law, requests, dir] = &words[..] else { panic!("{USAGE}") };
    let corpus = corpus(law);
    let book = Lawbook::new(&corpus, &Atlas::new(&corpus), DAY.parse().unwrap());
    let blocks = Requests::new(&book, 0, SEED).blocks(requests.parse().unwrap());
    let dir = Path::new(dir);
    match job.as_str() {
        "export" => export::export(&book, &blocks, dir),
        "comity" => comity::run(&corpus, &blocks, dir),
        "rego" => rego::run(&book, &blocks, dir),
        _ => panic!("{USAGE}"),
    }
}

fn corpus(law: &str) -> Corpus {
    match law {
        "real" => Load::strict(&Origin::Embedded).unwrap_or_else(|error| panic!("{error}")),
        "made" => world::corpus(world::MEDIUM),
        _ => panic!("{USAGE}"),
    }
}
