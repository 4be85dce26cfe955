//! What the commands print, and how they end. The law is a small invented world, so that pages change only when the
//! program does.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{World, comity, comity_with_input, provision, stderr, stdout, without_hash, world};

/// Two duties, two prohibitions, a treaty, a decision that has ended, a motion, and an open dispute.
pub(crate) fn law() -> World {
    let both = |from: &str| json!([{"jurisdiction": "AA", "in_force": {"from": from}}, {"jurisdiction": "CC", "in_force": {"from": from}}]);
    let note = json!({"en": "courts say yes, authorities no", "de": "Gerichte bejahen, Behörden verneinen"});
    world()
        .law("AA", "production", vec![
            provision("12", "must", "disclose", json!({
                "when": {"authority.jurisdiction": "AA", "authority.purpose": ["criminal", "tax"]},
                "summary": {"en": "A provider hands over what it holds, wherever it lies.", "de": "Der Anbieter gibt heraus, was er hat, wo immer es liegt."},
                "sanction": {"kind": "contempt"}, "lifted_by": ["motion"],
                "principles": [{"id": "flows", "effect": "undermines"}],
            })),
            provision("5", "must_not", "notify", json!({"when": {"authority.jurisdiction": "AA", "authority.secrecy": true}})),
        ])
        .law("UU", "privacy", vec![
            provision("48", "must_not", "export", json!({
                "when": {"data.personal": true, "data.location": "UU", "not": {"authority.jurisdiction": "UU"}},
                "confidence": "low",
            })),
        ])
        .law("CC", "privacy", vec![
            provision("1", "must_not", "disclose", json!({
                "when": {"data.personal": true, "data.location": "CC", "not": {"authority.jurisdiction": "CC"}},
                "unless": [{"id": "public-interest", "pinpoint": "§ 1(2)", "standing": "arguable", "when": {"authority.purpose": "criminal"}, "note": note}],
                "sanction": {"kind": "administrative", "amount": 20_000_000, "currency": "EUR", "turnover_percent": 4},
                "lifted_by": ["adequacy"],
                "principles": [{"id": "flows", "effect": "supports"}],
            })),
            provision("2", "must", "notify", json!({})),
            // Never in the way of anything: it shows how a condition reads in which everything occurs.
            provision("3", "may", "export", json!({
                "pinpoint": {"en": "§ 3(1)", "de": "§ 3 Abs. 1"},
                "when": {
                    "any": [
                        {"provider.presence": "CC", "data.location": ["AA", "CC"]},
                        {"authority.purpose": ["civil", "tax"], "not": {"any": [{"data.location": "CC"}, {"data.personal": false}]}},
                    ],
                    "authority.secrecy": false,
                    "authority.jurisdiction": "UU",
                    "not": {"authority.jurisdiction": "BB"},
                },
                "unless": [{"id": "either", "pinpoint": "§ 3(2)", "when": {"any": [{"data.location": "AA"}, {"provider.presence": "AA"}]}}],
            })),
        ])
        .way("aa-cc-treaty", "treaty", "replaces", json!({"parties": both("2003-01-01"), "duration": {"en": "about ten months", "de": "etwa zehn Monate"}, "when": {"authority.purpose": "criminal"}}))
        .way("cc-aa-decision", "adequacy", "lifts", json!({"from": "CC", "to": "AA", "in_force": {"from": "2010-01-01", "to": "2020-07-15"}, "invoked_by": "provider"}))
        .way("aa-motion", "motion", "lifts", json!({"of": "AA", "in_force": {"from": "2000-01-01"}, "invoked_by": "provider", "strength": "discretionary"}))
}

fn folder(name: &str) -> PathBuf {
    law().written(name)
}

const REQUEST: &str = r#"{"id": "aa-asks", "as_of": "2026-11-24", "authority": {"jurisdiction": "AA", "purpose": "criminal"},
  "provider.presence": ["AA", "CC"], "data.location": ["CC"]}"#;

/// Runs a command on the small world and returns its page and exit status.
fn run(name: &str, arguments: &[&str]) -> (String, Option<i32>) {
    let folder = folder(name);
    let common = ["--corpus", folder.to_str().unwrap(), "--as-of", "2026-11-24"];
    let output = comity_with_input(&[arguments, &common].concat(), REQUEST.as_bytes());
    (stdout(&output) + &stderr(&output), output.status.code())
}

/// The page without the hash of the law, which changes with every word of it.
fn page(name: &str, arguments: &[&str]) -> String {
    without_hash(&run(name, arguments).0)
}

#[test]
fn check_in_english() {
    insta::assert_snapshot!(page("check-en", &["check", "-"]));
}

#[test]
fn check_in_german() {
    insta::assert_snapshot!(page("check-de", &["check", "-", "--lang", "de"]));
}

#[test]
fn check_explained_on_a_narrow_terminal() {
    insta::assert_snapshot!(page("check-explained", &["check", "-", "--explain", "--width", "72"]));
}

#[test]
fn a_clear_answer_shows_what_could_have_collided() {
    insta::assert_snapshot!(page(
        "check-clear",
        &["check", "-", "--set", "authority.purpose=civil", "--set", "authority.secrecy=false"]
    ));
}

/// Days are told as of the day on which the law is read, wherever that is said.
#[test]
fn a_request_of_a_day_reads_as_if_that_day_was_asked_for() {
    let dated = br#"{"as_of": "2018-01-01", "data.location": "GB"}"#;
    let plain = br#"{"data.location": "GB"}"#;
    let own = comity_with_input(&["check", "-", "--explain"], dated);
    let asked = comity_with_input(&["check", "-", "--explain", "--as-of", "2018-01-01"], plain);
    assert!(stdout(&own).contains("EU · since 1 January 1973, until 31 January 2020"), "{}", stdout(&own));
    assert_eq!(stdout(&own), stdout(&asked));
}

#[test]
fn a_script_can_refuse_what_is_only_possible() {
    let open = ["check", "-", "--set", "authority.purpose=unknown"];
    let (page, status) = run("fail-on", &open);
    assert!(page.contains("POSSIBLE"), "{page}");
    assert_eq!(status, Some(0));
    for fail_on in ["possible", "unknown"] {
        assert_eq!(run("fail-on", &[&open[..], &["--fail-on", fail_on]].concat()).1, Some(1), "{fail_on}");
    }
    let clear = ["check", "-", "--set", "authority.purpose=civil", "--set", "authority.secrecy=false"];
    assert_eq!(run("fail-on", &[&clear[..], &["--fail-on", "possible"]].concat()).1, Some(0));
}

#[test]
fn a_resolved_conflict_keeps_its_own_number() {
    let treaty = ["check", "-", "--set", "via=aa-cc-treaty"];
    insta::assert_snapshot!(page("check-resolved", &treaty));
    insta::assert_snapshot!(page("check-resolved", &[&treaty[..], &["--lang", "de"]].concat()));
}

#[test]
fn pair_in_both_directions() {
    insta::assert_snapshot!(page("pair", &["pair", "AA", "CC"]));
    insta::assert_snapshot!(page("pair", &["pair", "AA", "CC", "--lang", "de"]));
}

#[test]
fn answers_in_markdown() {
    insta::assert_snapshot!(page("markdown", &["check", "-", "--format", "markdown"]));
    insta::assert_snapshot!(page("markdown", &["pair", "AA", "CC", "--lang", "de", "--format", "markdown"]));
}

#[test]
fn principles_with_the_law_behind_them() {
    insta::assert_snapshot!(page("principles", &["principles", "AA", "CC", "--explain"]));
    insta::assert_snapshot!(page("principles", &["principles", "BB", "--lang", "de"]));
}

#[test]
fn cards_lists_and_coverage() {
    let mut pages = String::new();
    for arguments in [
        &["corpus", "show", "cc.privacy#1"][..],
        &["corpus", "show", "cc.privacy#3", "--lang", "de"],
        &["corpus", "show", "cc-aa-decision", "--lang", "de"],
        &["corpus", "show", "aa"],
        &["corpus", "show", "uu (deutsch)", "--lang", "de"],
        &["corpus", "list", "CC"],
    ] {
        pages.push_str(&page("corpus", arguments));
        pages.push_str("────\n");
    }
    // Told of all law, of whatever day.
    let coverage = comity(&["corpus", "coverage", "--corpus", folder("corpus").to_str().unwrap()]);
    pages.push_str(&without_hash(&(stdout(&coverage) + "────\n")));
    insta::assert_snapshot!(pages);
}

#[test]
fn json_has_the_keys_that_were_promised() {
    let (text, status) = run("json", &["check", "-", "--format", "json"]);
    assert_eq!(status, Some(1));
    let report: Value = serde_json::from_str(&text).unwrap();
    let conflict = &report["conflicts"][0];
    let shape = json!({
        "schema_version": report["schema_version"], "request": report["request"], "as_of": report["as_of"],
        "verdict": report["verdict"], "worst_case": report["worst_case"], "involved": report["involved"],
        "pair": conflict["pair"], "certainty": conflict["certainty"], "outcome": conflict["outcome"],
        "required": {"jurisdiction": conflict["required"]["jurisdiction"], "provision": conflict["required"]["provision"],
                     "act": conflict["required"]["act"], "because": conflict["required"]["because"]},
        "mechanism": {"id": conflict["mechanisms"][0]["id"], "status": conflict["mechanisms"][0]["status"],
                      "path": conflict["mechanisms"][0]["path"], "missing": conflict["mechanisms"][0]["missing"]},
        "resolved": report["resolved"], "gaps": report["gaps"], "engine": report["receipt"]["engine"],
    });
    assert_eq!(
        shape,
        json!({
            "schema_version": 1, "request": "aa-asks", "as_of": "2026-11-24",
            "verdict": "reroutable", "worst_case": "deadlock", "involved": ["AA", "CC", "UU"],
            "pair": ["AA", "CC"], "certainty": "contested", "outcome": "reroutable",
            "required": {"jurisdiction": "AA", "provision": "aa.production#12", "act": "disclose",
                         "because": {"authority.jurisdiction": ["AA"], "authority.purpose": ["criminal"]}},
            "mechanism": {"id": "aa-cc-treaty", "status": "available", "path": ["AA", "aa-cc-treaty", "CC"], "missing": []},
            "resolved": [], "gaps": [], "engine": env!("CARGO_PKG_VERSION"),
        })
    );
    let id = conflict["id"].as_str().unwrap();
    assert!(id.len() == 8 && id.chars().all(|letter| letter.is_ascii_hexdigit()), "{id}");
}

#[test]
fn the_exit_status_does_not_hang_on_the_format() {
    let conflict = ["check", "-"];
    let none = ["check", "-", "--set", "authority.purpose=civil", "--set", "authority.secrecy=false"];
    for (name, arguments, status) in [("exit-1", &conflict[..], 1), ("exit-0", &none[..], 0)] {
        for format in ["text", "json"] {
            let (_, found) = run(name, &[arguments, &["--format", format]].concat());
            assert_eq!(found, Some(status), "{arguments:?} {format}");
        }
    }
}

#[test]
fn the_same_request_twice_is_the_same_bytes() {
    let first = run("twice", &["check", "-", "--explain", "--format", "json"]);
    assert_eq!(first, run("twice", &["check", "-", "--explain", "--format", "json"]));
}

#[test]
fn colour_is_only_where_it_is_wanted() {
    assert!(!run("colour", &["check", "-"]).0.contains('\u{1b}'));
    assert!(run("colour", &["check", "-", "--color", "always"]).0.contains('\u{1b}'));
    assert!(!run("colour", &["check", "-", "--color", "never"]).0.contains('\u{1b}'));
}

#[test]
fn sarif_is_valid_in_shape_and_names_the_place() {
    let folder = folder("sarif");
    fs::write(folder.join("mechanisms/aa-motion.json"), "{\"id\": 1}").unwrap();
    let output = comity(&["corpus", "check", "--corpus", folder.to_str().unwrap(), "--format", "sarif"]);
    assert_eq!(output.status.code(), Some(2));
    let log: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
        assert!(result["message"]["text"].is_string());
        // What was not asked is said of the law as a whole.
        if result["ruleId"] == "not-asked" {
            continue;
        }
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert!(region["startLine"].as_u64().unwrap() >= 1 && region["startColumn"].as_u64().unwrap() >= 1);
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
        assert!(Path::new(uri).is_file(), "{uri}");
    }
    assert!(results.iter().any(|result| result.to_string().contains("mechanisms/aa-motion.json")));
}

#[test]
fn schemas_and_completions_are_printed() {
    for kind in ["vocabulary", "principles", "jurisdiction", "instrument", "mechanism", "case"] {
        let schema: Value = serde_json::from_str(&stdout(&comity(&["corpus", "schema", kind]))).unwrap();
        jsonschema::validator_for(&schema).unwrap();
    }
    let folder = folder("schema");
    let schema = comity(&["corpus", "schema", "request", "--corpus", folder.to_str().unwrap()]);
    let schema: Value = serde_json::from_str(&stdout(&schema)).unwrap();
    let request: Value = serde_json::from_str(REQUEST).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&request));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(stdout(&comity(&["completions", shell])).contains("comity"), "{shell}");
    }
}

#[test]
fn help_says_how_it_ends() {
    insta::assert_snapshot!(stdout(&comity(&["--help"])));
    assert_eq!(comity(&["--help"]).status.code(), Some(0));
}
