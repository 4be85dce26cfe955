//! The real cases, scored: what comity says against what is on record.

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

/// The score in three columns, and what is wrong.
pub(crate) fn table() -> String {
    let scores = scores();
    let mark = |right: bool| if right { "right" } else { "WRONG" };
    let count = |right: fn(&Score) -> bool| scores.iter().filter(|score| right(score)).count();
    let mut table = format!("{:<38} {:<9} {:<11} mechanisms\n", "case", "conflict", "provisions");
    for score in &scores {
        let columns = [score.conflict, score.provisions, score.mechanisms].map(mark);
        let line = format!("{:<38} {:<9} {:<11} {}", score.case, columns[0], columns[1], columns[2]);
        table.push_str(line.trim_end());
        table.push('\n');
        for miss in &score.misses {
            table.push_str(&format!("    {miss}\n"));
        }
    }
    let line = format!(
        "right of {:<29} {:<9} {:<11} {}   all three: {}\n",
        scores.len(),
        count(|score| score.conflict),
        count(|score| score.provisions),
        count(|score| score.mechanisms),
        count(Score::right)
    );
    table + &line
}

/// A case that turns from right to wrong changes this snapshot; so does one that turns right. Read the diff.
#[test]
fn the_score_is_no_worse_than_it_was() {
    insta::assert_snapshot!(table());
}

/// Five are wrong and stay visible: a published duty whose first day was put off, a bar that nobody pleaded, a bar that
/// was only asserted, an agreement that does not reach decryption, and sanctions that are about dealing and not data.
#[test]
fn nine_of_ten_cases_are_right() {
    let scores = scores();
    let right = scores.iter().filter(|score| score.right()).count();
    assert!(scores.len() >= 57 && right >= 52, "{right} of {} are right", scores.len());
}
