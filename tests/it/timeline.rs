//! Timelines: whole time, and each day's answer is what the solver says on that day.

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin};
use comity::law::{Day, Id as _, JurisdictionId};
use comity::lawbook::Lawbook;
use comity::logic::Known;
use comity::solve::{Outcome, solve};
use comity::survey::bulk::Plan;
use comity::survey::matrix::{Found, matrix};
use comity::survey::timeline::{Asked, Span, Stand, Timeline, pair, request};
use proptest::prelude::*;
use serde_json::json;

use crate::change::moving_world;
use crate::regions::{Dice, couples};
use crate::support::{comity, day, provision, scratch, stderr, stdout, world};

fn all_time() -> Asked {
    Asked { from: day("1950-01-01"), to: None }
}

/// The spans are all days asked for, one after the other, and no two neighbours are the same.
fn whole<A: PartialEq + std::fmt::Debug, T>(line: &Timeline<A, T>, asked: Asked) {
    assert_eq!(line.spans.first().unwrap().days.first(), Some(asked.from));
    assert_eq!(line.spans.last().unwrap().days.last(), asked.to);
    for two in line.spans.windows(2) {
        assert_eq!(two[0].days.last().map(Day::next), two[1].days.first());
    }
    assert_eq!(line.turns.len() + 1, line.spans.len());
}

/// A day in the middle of a span; of the last one a day well inside.
fn middle<A>(span: &Span<A>) -> Day {
    let first = span.days.first().unwrap();
    let last = span.days.last().unwrap_or_else(|| day("2090-01-01"));
    let days = (last.date() - first.date()).get_days();
    first.date().saturating_add(jiff::ToSpan::days(days / 2)).into()
}

/// The field of a matrix as a timeline has it.
fn stand(found: &Found) -> Stand {
    match found {
        Found::Same => Stand::Same,
        Found::Nothing { covered, .. } => Stand::Nothing { covered: *covered },
        Found::Conflicts(found) => Stand::Worst(found.worst),
    }
}

/// Holds every span of a pair to the matrix and the conflicts of its middle day, made from the whole law.
fn hold_pair(corpus: &Corpus, atlas: &Atlas, sides: [JurisdictionId; 2], asked: Asked) -> usize {
    let open = vec![Known::Unknown; corpus.vocabulary.facts.len()];
    let line = pair(corpus, atlas, sides, &open, asked);
    whole(&line, asked);
    for span in &line.spans {
        assert!(span.answer.complete);
        let book = Lawbook::new(corpus, atlas, middle(span));
        let plan = Plan::new(&book);
        let fields = matrix(&plan, &sides, &open);
        assert_eq!([&fields[1], &fields[2]].map(|field| stand(&field.found)), span.answer.directions, "{}", book.day);
        let exact = comity::survey::regions::PairRegions::new(&plan, sides[0], sides[1], &open);
        let mut known: Vec<(&str, &str, Vec<Outcome>)> = Vec::new();
        for of in &exact.conflicts {
            let (required, forbidden) = plan.norms(of.pair);
            let name = |norm| corpus.provision_name(book.norms[norm].provision);
            known.push((name(required), name(forbidden), of.outcomes.iter().map(|(outcome, _)| *outcome).collect()));
        }
        known.sort();
        let told = span.answer.conflicts.iter();
        let told = told.map(|(key, of)| (key.required, key.forbidden, of.outcomes.clone()));
        assert_eq!(told.collect::<Vec<_>>(), known, "{}", book.day);
    }
    for turn in &line.turns {
        assert!(!turn.moved.is_empty() || !turn.orders.is_empty());
        for moved in &turn.moved {
            assert!(!moved.causes.is_empty(), "{:?}", moved.key);
            assert!(moved.shifts.iter().all(|(_, _, witness)| witness.is_some()), "{:?}", moved.key);
        }
    }
    line.turns.len()
}

/// Holds every span of a request to the plain solver on its middle day.
fn hold_request(corpus: &Corpus, atlas: &Atlas, facts: &[Known]) -> usize {
    let line = request(corpus, atlas, facts, all_time());
    whole(&line, all_time());
    assert!(line.spans.windows(2).all(|two| two[0].answer != two[1].answer));
    for span in &line.spans {
        let book = Lawbook::new(corpus, atlas, middle(span));
        let solution = solve(&book, facts);
        assert_eq!(
            (solution.verdict, solution.worst_case),
            (span.answer.verdict, span.answer.worst_case),
            "{}",
            book.day
        );
        let standing = span.answer.findings.values().filter(|met| !met.resolved).count();
        assert_eq!(
            (standing, span.answer.findings.len() - standing),
            (solution.conflicts.len(), solution.resolved.len())
        );
    }
    for turn in &line.turns {
        assert!(!turn.moved.is_empty() || !turn.orders.is_empty());
        assert!(turn.moved.iter().all(|moved| !moved.causes.is_empty()), "{:?}", turn.moved);
    }
    line.turns.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn each_spans_middle_day_has_its_answer(world in moving_world(), seed in any::<u64>()) {
        let corpus = world.corpus();
        let atlas = Atlas::new(&corpus);
        let book = Lawbook::new(&corpus, &atlas, day("2026-01-01"));
        for (a, b) in couples(&book) {
            hold_pair(&corpus, &atlas, [a, b], all_time());
        }
        let mut dice = Dice(seed | 1);
        let places: Vec<usize> = corpus.jurisdictions.ids().map(comity::law::Id::index).collect();
        for _ in 0..4 {
            hold_request(&corpus, &atlas, &dice.facts(&book, &places));
        }
    }
}

#[test]
fn the_real_law_moved_and_every_day_has_the_answer_of_the_solver() {
    let corpus = Load::strict(&Origin::Embedded).unwrap();
    let atlas = Atlas::new(&corpus);
    let id = |code| corpus.jurisdiction(code).unwrap();
    let asked = Asked { from: day("2003-06-01"), to: Some(day("2023-06-01")) };
    assert!(hold_pair(&corpus, &atlas, [id("CH"), id("RU")], asked) > 5);
    let book = Lawbook::new(&corpus, &atlas, day("2026-11-25"));
    let places: Vec<usize> = ["US", "DE", "GB", "CH"].map(|code| id(code).index()).into();
    let mut dice = Dice(7);
    let turns: usize = (0..6).map(|_| hold_request(&corpus, &atlas, &dice.facts(&book, &places))).sum();
    assert!(turns > 0);
}

#[test]
fn some_days_are_told_as_they_stand_in_all_time() {
    let corpus = Load::strict(&Origin::Embedded).unwrap();
    let atlas = Atlas::new(&corpus);
    let sides = ["CH", "RU"].map(|code| corpus.jurisdiction(code).unwrap());
    let open = vec![Known::Unknown; corpus.vocabulary.facts.len()];
    let asked = Asked { from: day("2015-06-01"), to: Some(day("2022-12-31")) };
    let (some, all) = (pair(&corpus, &atlas, sides, &open, asked), pair(&corpus, &atlas, sides, &open, all_time()));
    whole(&some, asked);
    for span in &some.spans {
        assert_eq!(all.on(middle(span)), Some(&span.answer));
    }
}

fn page(arguments: &[&str]) -> String {
    let output = comity(&[&["timeline"], arguments, &["--as-of", "2026-11-25", "--width", "100"]].concat());
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", stderr(&output));
    stdout(&output)
}

#[test]
fn two_legal_orders_through_time() {
    insta::assert_snapshot!(page(&["US", "EU", "--from", "2018-03-01", "--to", "2018-12-31"]));
}

#[test]
fn two_legal_orders_through_time_in_markdown_and_german() {
    insta::assert_snapshot!(page(&[
        "US",
        "GB",
        "--format",
        "markdown",
        "--lang",
        "de",
        "--from",
        "2020-06-01",
        "--to",
        "2021-03-01"
    ]));
}

#[test]
fn a_request_through_time() {
    insta::assert_snapshot!(page(&["data/requests/us-warrant-frankfurt.json", "--explain"]));
}

#[test]
fn the_strip_is_an_image_that_says_what_it_shows() {
    let folder = scratch("timeline");
    let (svg, html) = (folder.join("strip.svg"), folder.join("strip.html"));
    page(&["CH", "RU", "--format", "svg", "--output", svg.to_str().unwrap()]);
    let text = std::fs::read_to_string(&svg).unwrap();
    assert!(text.starts_with("<svg xmlns=") && text.contains("<title ") && text.contains("<desc "), "{text}");
    assert!(text.contains(">X</text>") && text.contains("CH &gt; RU"), "letters stand beside colours");
    page(&["CH", "RU", "--format", "html", "--output", html.to_str().unwrap()]);
    let text = std::fs::read_to_string(&html).unwrap();
    assert!(text.starts_with("<!doctype html>") && text.contains("<svg xmlns="));
}

#[test]
fn json_has_spans_turns_and_causes() {
    let told: serde_json::Value = serde_json::from_str(&page(&["CH", "RU", "--format", "json"])).unwrap();
    assert_eq!((&told["schema_version"], &told["pair"]), (&1.into(), &serde_json::json!(["CH", "RU"])));
    let turns = told["turns"].as_array().unwrap();
    assert!(turns.iter().all(|turn| !turn["laws"].as_array().unwrap().is_empty()));
    let spans = told["spans"].as_array().unwrap();
    assert_eq!(spans.len(), turns.len() + 1);
}

/// A version may have an address of its own.
#[test]
fn law_that_moved_is_told_as_it_was_or_became_then() {
    let version = |from: &str, to: Option<&str>, purpose: &str, url: &str| {
        let days = to.map_or(json!({"from": from}), |to| json!({"from": from, "to": to}));
        let more = json!({"in_force": days, "when": {"authority.purpose": purpose}, "url": url});
        provision("1", "must", "disclose", more)
    };
    let old = version("2001-01-01", Some("2009-12-31"), "criminal", "https://example.org/old");
    let new = version("2010-01-01", None, "civil", "https://example.org/new");
    let law = world().law("AA", "act", vec![old, new]);
    let law = law.law("CC", "act", vec![provision("1", "must_not", "export", json!({}))]);
    let folder = law.written("timeline-versions");
    let asked = ["timeline", "AA", "CC", "--format", "json", "--corpus", folder.to_str().unwrap()];
    let told: serde_json::Value = serde_json::from_str(&stdout(&comity(&asked))).unwrap();
    let turns = told["turns"].as_array().unwrap().iter();
    let told: Vec<_> = turns.map(|turn| (turn["day"].as_str(), turn["laws"][0]["url"].as_str())).collect();
    let expected = [("2001-01-01", "https://example.org/old"), ("2010-01-01", "https://example.org/new")];
    assert_eq!(told, expected.map(|(day, url)| (Some(day), Some(url))));
}

#[test]
fn what_cannot_be_asked_is_refused() {
    for (arguments, why) in [
        (vec!["US", "US"], "are the same"),
        (vec!["US", "XX"], "XX"),
        (vec!["US", "DE", "--from", "2020-01-01", "--to", "2019-01-01"], "comes before"),
        (vec!["no-such-file.json"], "no-such-file.json"),
    ] {
        let output = comity(&[&["timeline"], &arguments[..]].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(why), "{}", stderr(&output));
    }
}
