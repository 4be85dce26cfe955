//! The real cases, scored: what comity says against what is on record.

use std::collections::BTreeSet;

use comity::atlas::Atlas;
use comity::corpus::{Load, Origin, load_cases};
use comity::survey::cases::{Score, score};

/// Every case, scored on the law of its date.
fn scores() -> Vec<Score> {
    let corpus = Load::strict(&Origin::Embedded).unwrap_or_else(|error| panic!("{error}"));
    let (cases, faults) = load_cases(&corpus);
    assert_eq!(faults, []);
    let atlas = Atlas::new(&corpus);
    cases.iter().map(|case| score(&corpus, &atlas, case)).collect()
}

/// The score column by column, and what is wrong. What a case does not ask for is a dash and counts nowhere.
pub(crate) fn table() -> String {
    let scores = scores();
    let line = |head: &str, cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:<11}")).collect();
        format!("{head:<38} {}", cells.join(" ")).trim_end().to_owned() + "\n"
    };
    let mark = |right: Option<bool>| match right {
        Some(true) => "right",
        Some(false) => "WRONG",
        None => "–",
    };
    let mut table = line("case", &["conflict", "answer", "provisions", "mechanisms"].map(str::to_owned));
    for score in &scores {
        table.push_str(&line(&score.case, &score.columns().map(|(_, right)| mark(right).to_owned())));
        for miss in &score.misses {
            table.push_str(&format!("    {miss}\n"));
        }
    }
    let mut counts: [(usize, usize); 4] = [(0, 0); 4];
    for score in &scores {
        for (count, (_, right)) in counts.iter_mut().zip(score.columns()) {
            *count = (count.0 + usize::from(right == Some(true)), count.1 + usize::from(right.is_some()));
        }
    }
    table.push_str(&line("right of those that ask", &counts.map(|(right, asked)| format!("{right} of {asked}"))));
    let right = scores.iter().filter(|score| score.right()).count();
    table + &format!("nothing wrong: {right} of {} cases\n", scores.len())
}

#[test]
fn the_score_is_what_the_readme_shows() {
    insta::assert_snapshot!(table());
}

/// What comes out wrong, in which columns, and why it stays visible as wrong. A line more needs a reason that holds; what
/// has come right is taken out, so that it cannot turn wrong again.
const WRONG: [(&str, &[&str], &str); 7] = [
    ("apple-uk-tcn-2025", &["mechanisms"], "the agreement does not reach decryption"),
    ("autodesk-v-zwcad-2015", &["conflict", "answer"], "a bar that nobody pleaded stands in the law"),
    ("bank-melli-telekom-2021", &["conflict", "provisions", "mechanisms"], "the sanctions are about dealing, not data"),
    ("rtz-v-westinghouse-1977", &["answer"], "the treaty failed on privilege and sovereignty, which no fact tells"),
    ("russia-pnr-2013", &["conflict", "provisions"], "a published duty whose first day was put off"),
    ("societe-internationale-v-rogers-1958", &["answer"], "an official order forbade it, which no fact tells"),
    ("uejf-twitter-2013", &["conflict", "answer", "provisions", "mechanisms"], "the bar was only asserted"),
];

#[test]
fn nothing_that_was_right_is_wrong() {
    let known = WRONG.iter().flat_map(|(case, columns, _)| columns.iter().map(|column| (*case, *column)));
    let known: BTreeSet<(&str, &str)> = known.collect();
    let scores = scores();
    let wrong = |score: &Score| score.columns().into_iter().filter(|(_, right)| *right == Some(false));
    let found = scores.iter().flat_map(|score| wrong(score).map(|(column, _)| (score.case.as_str(), column)));
    let found: BTreeSet<(&str, &str)> = found.collect();
    assert_eq!(found.difference(&known).collect::<Vec<_>>(), Vec::<&(&str, &str)>::new(), "turned wrong");
    assert_eq!(known.difference(&found).collect::<Vec<_>>(), Vec::<&(&str, &str)>::new(), "right now: take it out");
}

/// A case or an expectation that is dropped would hide what is wrong.
#[test]
fn no_case_and_no_expectation_is_lost() {
    let scores = scores();
    for (column, least) in [57, 32, 54, 41].into_iter().enumerate() {
        let asked: Vec<_> = scores.iter().filter_map(|score| score.columns()[column].1).collect();
        assert!(asked.len() >= least, "column {column} asks {} cases", asked.len());
    }
}
