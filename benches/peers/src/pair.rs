//! Everything that can collide between two legal orders, as exact regions.

use comity::atlas::Atlas;
use comity::corpus::Corpus;
use comity::law::Id;
use comity::lawbook::{Lawbook, NormId};
use comity::logic::Known;
use comity::solve::Between;
use comity::survey::bulk::Plan;
use comity::survey::regions::PairRegions;
use serde_json::json;

use crate::DAY;
use crate::measure::median;

/// Prints the pairs of norms that could collide, those that do for some request, and what the regions cost.
pub(crate) fn run(corpus: &Corpus, codes: [&str; 2]) {
    let book = Lawbook::new(corpus, &Atlas::new(corpus), DAY.parse().unwrap());
    let plan = Plan::new(&book);
    let [a, b] = codes.map(|code| corpus.jurisdiction(code).unwrap());
    let open = vec![Known::Unknown; book.domains.len()];
    let between = Between::pair(&book, a, b);
    let owner = |norm: NormId| book.norms[norm].owner;
    let all = plan.pair_ids().map(|pair| plan.norms(pair));
    let candidates = all.filter(|(required, forbidden)| between.allows(owner(*required), owner(*forbidden)));
    let candidates: Vec<_> = candidates.map(|(required, forbidden)| [required.index(), forbidden.index()]).collect();
    let (regions, seconds) = median(|| PairRegions::new(&plan, a, b, &open));
    let conflicts = regions.conflicts.iter().map(|of| plan.norms(of.pair));
    let conflicts: Vec<_> = conflicts.map(|(required, forbidden)| [required.index(), forbidden.index()]).collect();
    println!("{}", json!({"seconds": seconds, "candidates": candidates, "conflicts": conflicts}));
}
