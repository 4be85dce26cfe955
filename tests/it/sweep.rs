//! Whole spaces of requests: what is counted is what enumeration counts.

use comity::atlas::Atlas;
use comity::corpus::{Corpus, parse_space};
use comity::law::Space;
use comity::lawbook::Lawbook;
use comity::solve::{Outcome, Verdict, solve};
use comity::survey::bulk::Plan;
use comity::survey::sweep::{Counts, Sweep, Tally, Wanted};
use comity::text::FileId;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

use crate::properties::{DAYS, random_world};
use crate::support::day;

fn space_of(corpus: &Corpus, text: &str) -> Space {
    parse_space(corpus, FileId::default(), text, "space").unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// A space of a few values for each fact, with unknown ones among them.
fn spaces() -> impl Strategy<Value = Value> {
    let place = || subsequence(vec![json!("AA"), json!("BB"), json!("CC"), json!("UU"), Value::Null], 1..=3);
    let places = || {
        let sets = vec![json!([]), json!(["AA"]), json!(["BB", "CC"]), json!(["UU"]), Value::Null, json!(["AA", "CC"])];
        subsequence(sets, 1..=3)
    };
    let flags = || subsequence(vec![json!(true), json!(false), Value::Null], 1..=3);
    let purposes = || subsequence(vec![json!("criminal"), json!("civil"), json!("tax"), Value::Null], 1..=4);
    let via = || subsequence(vec![json!([]), json!(["treaty"]), json!(["consent", "motion"]), Value::Null], 1..=2);
    let facts = (place(), purposes(), flags(), places(), places(), flags(), via());
    let names = vec!["authority.jurisdiction", "authority.purpose", "data.location", "provider.presence", "via"];
    (facts, subsequence(names, 0..=2).prop_shuffle()).prop_map(|((a, b, c, d, e, f, g), group_by)| {
        json!({"facts": {
            "authority.jurisdiction": a, "authority.purpose": b, "authority.secrecy": c, "provider.presence": d,
            "data.location": e, "data.personal": f, "via": g,
        }, "group_by": group_by})
    })
}

/// The counts of every group, request by request, with the plain solver.
fn enumerated(book: &Lawbook<'_>, space: &Space) -> Vec<Counts> {
    let mut groups = vec![Counts::default(); usize::try_from(space.groups()).unwrap()];
    let each = space.len() / space.groups();
    for number in 0..space.len() {
        let solution = solve(book, &space.request(number));
        let counts = &mut groups[usize::try_from(number / each).unwrap()];
        counts.requests += 1;
        counts.verdicts[slot(solution.verdict)] += 1;
        counts.worst_cases[slot(solution.worst_case)] += 1;
        for conflict in &solution.conflicts {
            counts.certainties[conflict.certainty as usize] += 1;
            counts.outcomes[conflict.outcome as usize] += 1;
        }
        counts.resolved += solution.resolved.len() as u128;
    }
    groups
}

fn slot(verdict: Verdict) -> usize {
    match verdict {
        Verdict::Clear => 0,
        Verdict::Unknown => 1,
        Verdict::Conflict(Outcome::Resolvable) => 2,
        Verdict::Conflict(Outcome::Reroutable) => 3,
        Verdict::Conflict(Outcome::Discretionary) => 4,
        Verdict::Conflict(Outcome::Deadlock) => 5,
    }
}

fn counted(tally: &Tally) -> Vec<Counts> {
    tally.groups.values().map(|group| group.counts).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn what_is_counted_is_what_enumeration_counts(
        world in random_world(), space in spaces(), on in select(DAYS.to_vec()), shards in 1..5_usize
    ) {
        let corpus = world.corpus();
        let atlas = Atlas::new(&corpus);
        let book = Lawbook::new(&corpus, &atlas, day(on));
        let plan = Plan::new(&book);
        let space = space_of(&corpus, &space.to_string());
        let enumerated = enumerated(&book, &space);
        for wanted in [Wanted::Counts, Wanted::Findings] {
            let sweep = Sweep::new(&plan, &space, wanted);
            let cells = sweep.cells();
            let whole = sweep.solve(&cells);
            prop_assert_eq!(&counted(&whole), &enumerated);
            prop_assert_eq!(cells.iter().map(|cell| sweep.requests(cell)).sum::<u64>(), space.len());
            let mut sum = Tally::default();
            cells.chunks(cells.len().div_ceil(shards)).for_each(|cells| sum.add(sweep.solve(cells)));
            prop_assert_eq!(&sum.groups, &whole.groups);
        }
    }
}
