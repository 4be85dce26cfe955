//! The matrix of legal orders, as commands print it.

use comity::atlas::Atlas;
use comity::corpus::{Load, Origin};
use comity::law::JurisdictionId;
use comity::lawbook::Lawbook;
use comity::logic::Known;
use comity::solve::Outcome;
use comity::survey::bulk::Plan;
use comity::survey::matrix::{Found, matrix};
use comity::survey::regions::PairRegions;
use num_bigint::BigUint;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

use crate::properties::{DAYS, random_world, settings};
use crate::support::{comity, day, request, scratch, stderr, stdout};

fn told(arguments: &[&str]) -> String {
    let all = [&["matrix", "--jurisdictions", "US,DE,EU,CH", "--as-of", "2026-11-25"][..], arguments].concat();
    let output = comity(&all);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    masked(&stdout(&output))
}

/// The page without the hash of the corpus, which every edit of the law changes.
fn masked(page: &str) -> String {
    let mut out = String::new();
    for line in page.lines() {
        let known = line.split_once("corpus ").map(|(before, _)| format!("{before}corpus …"));
        out.push_str(&known.unwrap_or_else(|| line.to_owned()));
        out.push('\n');
    }
    out
}

#[test]
fn the_page() {
    insta::assert_snapshot!("matrix", told(&["--explain"]));
    insta::assert_snapshot!("matrix_de", told(&["--lang", "de", "--profile", "criminal-content"]));
}

#[test]
fn tables_and_graphs() {
    insta::assert_snapshot!("matrix_csv", told(&["--format", "csv", "--csv-dialect", "de", "--lang", "de"]));
    insta::assert_snapshot!("matrix_markdown", told(&["--format", "markdown"]));
    insta::assert_snapshot!("matrix_dot", told(&["--format", "dot"]));
}

#[test]
fn the_page_for_browsers_shows_every_field_as_picture_and_as_text() {
    for lang in ["en", "de"] {
        let page = told(&["--format", "html", "--lang", lang]);
        for foreign in ["<script", "javascript:", " src=", "@import", "<link"] {
            assert!(!page.contains(foreign), "{lang}: {foreign}");
        }
        // Four rows of four; between DE and EU, and on the diagonal, there is nothing to collide.
        assert_eq!(page.matches("<rect class=\"square").count(), 16);
        assert_eq!(page.matches("<tr><td>").count(), 10);
        assert!(page.contains(&format!("<html lang=\"{lang}\">")) && page.contains("<desc id=\"map-about\">"));
    }
}

#[test]
fn who_is_named_twice_counts_once() {
    let of = |arguments: &[&str]| stdout(&comity(&[arguments, &["--as-of", "2026-11-25"]].concat()));
    assert_eq!(of(&["matrix", "--jurisdictions", "NO,CH,NO"]), of(&["matrix", "--jurisdictions", "NO,CH"]));
    let third = ["pair", "CH", "NO", "--with", "NZ"];
    assert_eq!(of(&[&third[..], &["--with", "NZ"]].concat()), of(&third));
}

#[test]
fn a_fact_that_is_given_narrows_every_field() {
    let fields = |more: &[&str]| -> Vec<u64> {
        let json: Value = serde_json::from_str(&told(&[&["--format", "json"], more].concat())).unwrap();
        let rows = json["rows"].as_array().unwrap().iter().flat_map(|row| row.as_array().unwrap());
        rows.map(|field| {
            field["conflicts"].as_array().unwrap().iter().map(|part| part["count"].as_u64().unwrap()).sum()
        })
        .collect()
    };
    let (all, criminal) = (fields(&[]), fields(&["--set", "authority.purpose=criminal"]));
    assert!(all.iter().zip(&criminal).all(|(all, criminal)| criminal <= all), "{all:?} {criminal:?}");
    assert!(all.iter().sum::<u64>() > criminal.iter().sum::<u64>());
}

#[test]
fn what_is_not_known_is_told_with_what_is() {
    let faulty = |arguments: &[&str], wanted: &[&str]| {
        let output = comity(&[&["matrix"], arguments].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(wanted.iter().all(|wanted| stderr(&output).contains(wanted)), "{}", stderr(&output));
    };
    faulty(&["--jurisdictions", "US,Germny"], &["Germny", "did you mean"]);
    faulty(&["--profile", "criminal-contents"], &["criminal-contents", "did you mean `criminal-content`"]);
    faulty(&["--set", "authority.purpose=crime"], &["crime"]);
}

#[test]
fn a_state_without_law_is_unknown_and_never_clear() {
    let output = comity(&["matrix", "--jurisdictions", "US,MN", "--format", "json"]);
    let json: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(json["rows"][0][1]["worst"], "unknown");
    assert_eq!(json["rows"][1][0]["worst"], "unknown");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_page_goes_where_it_is_asked_to_go() {
    let path = scratch("matrix").join("page.txt");
    let output = comity(&["matrix", "--jurisdictions", "US,CH", "--as-of", "2026-11-25", "-o", path.to_str().unwrap()]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(1), String::new()), "{}", stderr(&output));
    assert!(std::fs::read_to_string(path).unwrap().contains("CH"));
}

/// What names too few states, or one of them twice over, is a slip.
#[test]
fn too_few_states_are_refused() {
    for (arguments, why) in [
        (vec!["pair", "CH", "NO", "--with", "NO"], "`NO` is one of the two already"),
        (vec!["pair", "CH", "NO", "--with", "NZ", "--with", "Norway"], "`Norway` is one of the two already"),
        (vec!["matrix", "--jurisdictions", "US"], "two jurisdictions"),
        (vec!["matrix", "--jurisdictions", "US,USA"], "two jurisdictions"),
        (vec!["timeline", "US"], "beside `US` a second jurisdiction is missing"),
    ] {
        let output = comity(&arguments);
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()), "{arguments:?}");
        assert!(stderr(&output).contains(why), "{}", stderr(&output));
    }
}

/// Without an arrow it would look as if nothing collided where law is not encoded.
#[test]
fn a_graph_draws_what_is_unknown_and_leaves_out_what_is_clear() {
    let run = |lang: &str| {
        stdout(&comity(&[
            "matrix",
            "--jurisdictions",
            "BM,US,EEA,EU",
            "--as-of",
            "2026-11-25",
            "--format",
            "dot",
            "--lang",
            lang,
        ]))
    };
    let graph = run("en");
    assert!(graph.contains("\"BM\" -> \"US\" [label=\"?\", style=dotted, color=\"#777777\"]"), "{graph}");
    assert!(!graph.contains("\"EEA\" -> \"EU\"") && graph.contains("Dotted: unknown"), "{graph}");
    assert!(run("de").contains("Gepunktet: unbekannt"));
}

/// What a field holds: how many conflicts by worst outcome, how many of them contested, and how many situations.
type Held = (Vec<(Outcome, usize)>, usize, BigUint);

/// Holds every field of a matrix to what there is between its two legal orders alone; how many have conflicts.
fn held(plan: &Plan<'_, '_>, places: &[JurisdictionId], given: &[Known]) -> usize {
    let mut found = 0;
    for field in matrix(plan, places, given) {
        let told: Option<Held> = match field.found {
            Found::Same => continue,
            Found::Nothing { .. } => None,
            Found::Conflicts(of) => Some((of.by_worst, of.contested, of.situations.expect("small law"))),
        };
        let mut alone = PairRegions::new(plan, field.requiring, field.forbidding, given);
        let conflicts: Vec<_> = alone.from(field.requiring).cloned().collect();
        let worst = conflicts.iter().map(|of| of.outcomes.last().expect("a conflict has an outcome").0);
        let mut by_worst = std::collections::BTreeMap::new();
        worst.for_each(|worst| *by_worst.entry(worst).or_default() += 1);
        let contested = conflicts.iter().filter(|of| of.contested == of.conflict).count();
        let union = alone.any(conflicts.iter().map(|of| of.conflict).collect());
        let expected = (by_worst.into_iter().collect(), contested, alone.count(union));
        let expected = Some(expected).filter(|_| !conflicts.is_empty());
        let codes = [field.requiring, field.forbidding].map(|id| plan.book.corpus.jurisdictions[id].code.as_str());
        assert_eq!(told, expected, "{codes:?}");
        found += conflicts.len();
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    /// What several legal orders share is worked out once: no field may show it.
    #[test]
    fn a_field_is_what_there_is_between_its_two_alone(
        world in random_world(), on in select(DAYS.to_vec()), given in settings(),
        impossible in subsequence(vec![0, 1, 2], 0..=3)
    ) {
        let mut world = world;
        let (_, vocabulary) = world.0.iter_mut().find(|(path, _)| path == "vocabulary.json").unwrap();
        let combinations = [
            json!({"authority.purpose": "tax", "authority.secrecy": true}),
            json!({"authority.secrecy": true, "data.personal": false}),
            json!({"data.personal": true, "authority.purpose": "civil"}),
        ];
        let of = |at: usize| json!({"when": combinations[at], "reason": {"en": "Never.", "de": "Nie."}});
        vocabulary["impossible"] = impossible.into_iter().map(of).collect();
        let corpus = world.corpus();
        let atlas = Atlas::new(&corpus);
        let book = Lawbook::new(&corpus, &atlas, day(on));
        let places: Vec<JurisdictionId> = corpus.jurisdictions.ids().collect();
        let given: Vec<&str> = given.iter().map(String::as_str).collect();
        held(&Plan::new(&book), &places, &request(&corpus, &given).facts);
    }
}

/// Of three states of the Union, one outside and the Union itself, with something given that cannot come together with
/// other facts.
#[test]
fn fields_of_the_real_law_are_what_there_is_between_two_alone() {
    let corpus = Load::strict(&Origin::Embedded).unwrap();
    let atlas = Atlas::new(&corpus);
    let book = Lawbook::new(&corpus, &atlas, day("2026-11-25"));
    let places = ["PT", "DE", "EU", "BM", "US"].map(|code| corpus.jurisdiction(code).unwrap());
    let facts = request(&corpus, &["data.live=true"]).facts;
    assert!(held(&Plan::new(&book), &places, &facts) > 1_000);
}
