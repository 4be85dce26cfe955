//! The Rust side of the comparison with other tools: hands them law and requests, and measures comity and Rego.
//!
//! `peers export real|made REQUESTS DIR`, then `peers comity …` and `peers rego …` with the same words; `peers pair A B`
//! for everything that can collide between two legal orders of the real law.

mod comity;
mod export;
mod law;
mod measure;
mod pair;
mod rego;
mod tree;

#[path = "../../support/mod.rs"]
mod support;

use std::path::Path;

use ::comity::atlas::Atlas;
use ::comity::corpus::{Corpus, Load, Origin};
use ::comity::lawbook::Lawbook;
use ::comity::logic::BLOCK;
use support::requests::Requests;
use support::world::{self, Size};

const USAGE: &str = "peers export|comity|rego real|made REQUESTS DIR";
const DAY: &str = "2026-11-25";
const SEED: u64 = 1;
/// The invented law that the targets speak of.
const MADE: Size = Size { orders: 60, provisions: 600, mechanisms: 150 };

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [job, one, other] = &words[..]
        && job == "pair"
    {
        return pair::run(&corpus("real"), [one, other]);
    }
    let [job, law, requests, dir] = &words[..] else { panic!("{USAGE}") };
    let corpus = corpus(law);
    let book = Lawbook::new(&corpus, &Atlas::new(&corpus), DAY.parse().unwrap());
    let requests: usize = requests.parse().unwrap();
    let drawn = Requests::new(&book, 0, SEED);
    let dir = Path::new(dir);
    match job.as_str() {
        "export" => export::export(&book, &drawn.blocks(requests), dir),
        "comity" => comity::run(&corpus, &drawn.blocks(requests), dir),
        // What a request is hangs on the size of its block, so that the first ones are those of a whole block.
        "rego" => rego::run(&book, &drawn.blocks(requests.next_multiple_of(BLOCK)), requests, dir),
        _ => panic!("{USAGE}"),
    }
}

fn corpus(law: &str) -> Corpus {
    match law {
        "real" => Load::strict(&Origin::Embedded).unwrap_or_else(|error| panic!("{error}")),
        "made" => world::corpus(MADE),
        _ => panic!("{USAGE}"),
    }
}
