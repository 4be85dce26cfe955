//! The real cases, scored: what comity says against what is on record; and what `comity cases` prints.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use comity::atlas::Atlas;
use comity::corpus::{Case, Corpus, Load, Origin, load_cases};
use comity::lawbook::Lawbook;
use comity::solve::solve;
use comity::survey::cases::{Score, day, score};
use serde_json::{Value, json};

use crate::command_line::law;
use crate::support::{comity, stderr, stdout, without_hash};

/// The law inside the program, with its cases.
fn corpus() -> (Corpus, Vec<Case>) {
    let corpus = Load::strict(&Origin::Embedded).unwrap_or_else(|error| panic!("{error}"));
    let (cases, faults) = load_cases(&corpus);
    assert_eq!(faults, []);
    (corpus, cases)
}

/// Every case, scored on the law of its date.
fn scores() -> Vec<Score> {
    let (corpus, cases) = corpus();
    comity::survey::cases::scores(&corpus, &Atlas::new(&corpus), &cases)
}

/// The page that the README shows.
pub(crate) fn page() -> String {
    stdout(&comity(&["cases", "--width", "100"]))
}

#[test]
fn the_score_is_what_the_readme_shows() {
    insta::assert_snapshot!(without_hash(&page()));
}

/// What comes out wrong, in which columns, and why it stays visible as wrong. A line more needs a reason that holds; what
/// has come right is taken out, so that it cannot turn wrong again.
const WRONG: [(&str, &[&str], &str); 9] = [
    ("apple-uk-tcn-2025", &["mechanisms"], "the agreement does not reach decryption"),
    ("autodesk-v-zwcad-2015", &["conflict", "answer"], "a bar that nobody pleaded stands in the law"),
    ("bank-melli-telekom-2021", &["conflict"], "the sanctions are about dealing, not data"),
    ("in-re-sealed-case-1987", &["conflict"], "the record does not name the foreign state"),
    ("rtz-v-westinghouse-1977", &["answer"], "the treaty failed on privilege and sovereignty, which no fact tells"),
    ("russia-pnr-2013", &["conflict", "provisions"], "a published duty whose first day was put off"),
    ("sfc-v-ernst-young-2014", &["conflict"], "one court's reading; in law it is contested"),
    ("tele2-sverige-2016", &["conflict"], "a clash inside one legal order, which is no pair"),
    ("uejf-twitter-2013", &["conflict", "answer", "provisions", "mechanisms"], "the bar was only asserted"),
];

#[test]
fn nothing_that_was_right_is_wrong() {
    let known = WRONG.iter().flat_map(|(case, columns, _)| columns.iter().map(|column| (*case, *column)));
    let known: BTreeSet<(&str, &str)> = known.collect();
    let scores = scores();
    let wrong = |score: &Score| Score::COLUMNS.into_iter().zip(score.columns()).filter(|(_, r)| *r == Some(false));
    let found = scores.iter().flat_map(|score| wrong(score).map(|(column, _)| (score.case.as_str(), column)));
    let found: BTreeSet<(&str, &str)> = found.collect();
    assert_eq!(found.difference(&known).collect::<Vec<_>>(), Vec::<&(&str, &str)>::new(), "turned wrong");
    assert_eq!(known.difference(&found).collect::<Vec<_>>(), Vec::<&(&str, &str)>::new(), "right now: take it out");
}

/// A case or an expectation that is dropped would hide what is wrong.
#[test]
fn no_case_and_no_expectation_is_lost() {
    let scores = scores();
    let asked = |column: usize| scores.iter().filter(|score| score.columns()[column].is_some()).count();
    assert_eq!([0, 1, 2, 3].map(asked), [90, 47, 76, 61]);
}

/// A case is answered on the law of those whom it names; on all law it is answered the same.
#[test]
fn no_other_law_changes_a_score() {
    let (corpus, cases) = corpus();
    let atlas = Atlas::new(&corpus);
    let scores = comity::survey::cases::scores(&corpus, &atlas, &cases);
    for (case, known) in cases.iter().zip(&scores).step_by(11) {
        let book = Lawbook::new(&corpus, &atlas, day(case));
        assert_eq!(score(&book, case, &solve(&book, &case.request.facts)), *known);
    }
}

/// The small world with three cases: one right, one wrong in every way, and one with no conflict on record.
fn world_with_cases(name: &str) -> PathBuf {
    let text = |text: &str| json!({"en": text, "de": format!("{text} (deutsch)")});
    let case = |id: &str, conflict: &str, facts: Value, expect: Value| {
        let mut expected = json!({"because": text("the law says so")});
        for (key, value) in expect.as_object().unwrap() {
            expected[key] = value.clone();
        }
        json!({
            "id": id, "name": format!("{id} v. Provider"), "citation": "1 Rep. 12", "forum": "AA", "date": "2022-05-06",
            "request": facts,
            "on_record": {
                "conflict": conflict, "pairs": [["AA", "CC"]], "provisions": ["AA: Production Act"],
                "mechanism_used": text("a treaty"), "what_happened": text("the provider refused"),
            },
            "expect": expected, "confidence": "medium", "not_seen": text("the file itself"),
            "sources": [{"url": "https://example.org/case", "seen": "2026-01-01", "note": "excerpt"}],
        })
    };
    let asked = json!({"authority": {"jurisdiction": "AA", "purpose": "criminal"},
        "provider.presence": ["AA", "CC"], "data.location": ["CC"], "data.personal": true});
    let quiet = json!({"authority": {"jurisdiction": "AA", "purpose": "civil"}, "provider.presence": ["AA"],
        "data.location": ["AA"], "data.personal": true});
    let cases = [
        case(
            "ministry",
            "yes",
            asked.clone(),
            json!({
                "verdict": "reroutable", "certainty": "contested", "pairs": [["AA", "CC"]], "open": ["aa-cc-treaty"],
                "provisions": ["aa.production#12", "cc.privacy#1"],
            }),
        ),
        case(
            "prosecutor",
            "no",
            asked,
            json!({
                "verdict": "clear", "certainty": "certain", "provisions": ["cc.privacy#2"],
                "needs_facts": ["aa-cc-treaty"], "open": ["cc-aa-decision"], "not_open": ["aa-motion"],
            }),
        ),
        case("trader", "partial", quiet, json!({"pairs": [["AA", "CC"]], "certainty": "possible"})),
    ];
    let mut world = law();
    world.0.extend(cases.map(|case| (format!("cases/{}.json", case["id"].as_str().unwrap()), case)));
    world.written(name)
}

/// The pages of several commands on the small world.
fn pages(name: &str, commands: &[&[&str]]) -> String {
    let folder = world_with_cases(name);
    let mut pages = String::new();
    for arguments in commands {
        let output = comity(&[&["cases", "--corpus", folder.to_str().unwrap()], *arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        pages.push_str(&without_hash(&stdout(&output)));
        pages.push_str("────\n");
    }
    pages
}

#[test]
fn the_score_in_every_form() {
    insta::assert_snapshot!(pages(
        "cases-table",
        &[
            &[],
            &["--wrong", "--lang", "de", "--width", "60"],
            &["--format", "markdown"],
            &["--format", "csv", "--csv-dialect", "de", "--lang", "de"],
            &["ministry", "--format", "csv"],
        ]
    ));
}

#[test]
fn one_case_explained() {
    insta::assert_snapshot!(pages(
        "cases-one",
        &[&["prosecutor"], &["ministry", "--lang", "de", "--width", "72"], &["trader", "--format", "markdown"]]
    ));
}

#[test]
fn the_score_as_json_says_what_the_score_is() {
    let folder = world_with_cases("cases-json");
    let json = |arguments: &[&str]| -> Value {
        let common = ["cases", "--corpus", folder.to_str().unwrap(), "--format", "json"];
        serde_json::from_str(&stdout(&comity(&[&common, arguments].concat()))).unwrap()
    };
    let (all, wrong) = (json(&[]), json(&["--wrong"]));
    assert_eq!(all["of"], 3);
    assert_eq!(all["right"], 1);
    // The totals are those of all, whatever is shown.
    assert_eq!(all["totals"], wrong["totals"]);
    let wrong: Vec<&Value> = wrong["cases"].as_array().unwrap().iter().collect();
    let expected: Vec<&Value> =
        all["cases"].as_array().unwrap().iter().filter(|case| case["misses"] != json!([])).collect();
    assert_eq!(wrong, expected);
    for case in all["cases"].as_array().unwrap() {
        let one = json(&[case["case"].as_str().unwrap()]);
        for (key, value) in case.as_object().unwrap() {
            assert_eq!(one[key], *value, "{key}");
        }
        assert_eq!(one["says"]["as_of"], "2022-05-06");
    }
}

#[test]
fn a_case_that_does_not_exist_has_a_nearest_name() {
    let folder = world_with_cases("cases-unknown");
    let folder = folder.to_str().unwrap();
    let run = |arguments: &[&str]| comity(&[&["cases", "--corpus", folder], arguments].concat());
    let output = run(&["ministri"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("did you mean `ministry`?"), "{}", stderr(&output));
    // A date of one's own would be silently ignored: it is refused.
    assert_eq!(run(&["--as-of", "2020-01-01"]).status.code(), Some(2));
    fs::write(PathBuf::from(folder).join("cases/ministry.json"), "{}").unwrap();
    assert_eq!(run(&[]).status.code(), Some(2));
    let lenient = run(&["--lenient", "--format", "json"]);
    assert_eq!(lenient.status.code(), Some(0));
    assert!(stderr(&lenient).contains("cases/ministry.json"), "{}", stderr(&lenient));
}
