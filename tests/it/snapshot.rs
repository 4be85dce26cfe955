//! Verdicts on record: what `comity snapshot` writes, shows, accepts and refuses. The law is a small invented world,
//! but for the project's own record.

use std::fs;
use std::path::PathBuf;
use std::process::Output;

use comity::corpus::{FileKind, parse_snapshot};
use comity::text::Files;
use serde_json::{Value, json};

use crate::command_line::law;
use crate::support::{World, comity, provision, root, scratch, stderr, stdout};

const REQUEST: &str = r#"{"id": "aa-asks", "authority": {"jurisdiction": "AA", "purpose": "criminal", "secrecy": false},
  "provider.presence": ["AA", "CC"], "data.location": ["CC"]}"#;

const SUITE: &str = r#"{"id": "ours", "as_of": "2026-11-24", "requests": ["requests"], "pairs": [{"between": ["AA", "CC"]}],
  "matrix": [{"jurisdictions": ["AA", "CC"]}]}"#;

/// A folder with law, a suite and a request.
struct Desk(PathBuf);

impl Desk {
    fn new(name: &str, suite: &str) -> Self {
        let desk = Self(scratch(name));
        fs::create_dir_all(desk.0.join("requests")).unwrap();
        fs::write(desk.0.join("requests/aa-asks.json"), REQUEST).unwrap();
        fs::write(desk.0.join("suite.json"), suite).unwrap();
        desk.enact(law());
        desk
    }

    /// The same with its verdicts on record.
    fn recorded(name: &str, suite: &str) -> Self {
        let desk = Self::new(name, suite);
        assert_eq!(desk.run("record", &[]).status.code(), Some(0), "{}", stderr(&desk.run("record", &[])));
        desk
    }

    /// Puts this law in the place of the one before.
    fn enact(&self, world: World) {
        let folder = self.0.join("law");
        let _ = fs::remove_dir_all(&folder);
        for (path, value) in world.0 {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, value.to_string()).unwrap();
        }
    }

    fn run(&self, verb: &str, more: &[&str]) -> Output {
        let (suite, law) = (self.0.join("suite.json"), self.0.join("law"));
        let common = ["snapshot", verb, suite.to_str().unwrap(), "--corpus", law.to_str().unwrap()];
        comity(&[&common[..], more].concat())
    }

    fn file(&self) -> String {
        fs::read_to_string(self.0.join("suite.snapshot.json")).unwrap()
    }

    /// Changes the text of the snapshot.
    fn edit(&self, from: &str, to: &str) {
        let text = self.file();
        assert!(text.contains(from), "{text}");
        fs::write(self.0.join("suite.snapshot.json"), text.replace(from, to)).unwrap();
    }

    /// The page of a check, without the hash of the law, and how it ended.
    fn check(&self, more: &[&str]) -> (String, Option<i32>) {
        let output = self.run("check", more);
        let page = stdout(&output) + &stderr(&output);
        let page = match page.rsplit_once(" · corpus ").and_then(|(_, rest)| rest.get(..8)) {
            Some(hash) => page.replace(hash, "<hash>"),
            None => page,
        };
        (page, output.status.code())
    }

    fn json(&self) -> Value {
        serde_json::from_str(&stdout(&self.run("check", &["--format", "json"]))).unwrap()
    }
}

/// The law without the treaty.
fn without_treaty() -> World {
    let mut world = law();
    world.0.retain(|(path, _)| path != "mechanisms/aa-cc-treaty.json");
    world
}

/// The law with a change to one file.
fn with(path: &str, change: impl FnOnce(&mut Value)) -> World {
    let mut world = law();
    change(&mut world.0.iter_mut().find(|(name, _)| name == path).unwrap().1);
    world
}

/// The ids of the law that a change of an item rests on, with what happened.
fn causes(change: &Value) -> Vec<String> {
    let causes = change["causes"].as_array().unwrap().iter();
    let told = causes.map(|cause| match &cause["law"] {
        Value::Null => cause["cause"].as_str().unwrap().to_owned(),
        law => format!("{} {}", law["id"].as_str().unwrap(), law["moved"].as_str().unwrap()),
    });
    told.collect()
}

fn change<'v>(report: &'v Value, item: &str) -> &'v Value {
    let changes = report["changes"].as_array().unwrap();
    changes.iter().find(|change| change["item"] == item).unwrap_or_else(|| panic!("no {item} in {changes:#?}"))
}

/// Whoever changes law or program sees here what that does to real cases, sample requests and all pairs.
#[test]
fn the_verdicts_of_this_project_are_on_record() {
    let output = comity(&["snapshot", "check", "snapshots/comity.json"]);
    let hint = "if that is right: cargo run -- snapshot record snapshots/comity.json, and commit the file";
    assert_eq!(output.status.code(), Some(0), "{}{}\n{hint}", stdout(&output), stderr(&output));
}

#[test]
fn a_record_is_one_text_and_fits_its_schema() {
    let path = root().join("snapshots/comity.snapshot.json");
    let text = fs::read_to_string(path).unwrap();
    let mut files = Files::default();
    let file = files.add("comity.snapshot.json", text.clone());
    assert!(parse_snapshot(&files, file).unwrap().text() == text, "the file is not written as it would be recorded");
    let suite = fs::read_to_string(root().join("snapshots/comity.json")).unwrap();
    for (kind, text) in [(FileKind::Snapshot, text), (FileKind::Suite, suite), (FileKind::Suite, SUITE.to_owned())] {
        let validator = jsonschema::validator_for(&kind.schema()).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&serde_json::from_str(&text).unwrap()).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", kind.name());
    }
}

#[test]
fn that_no_files_of_law_were_read_is_told() {
    let folder = scratch("snapshot-inside");
    let suite = folder.join("suite.json");
    fs::write(&suite, r#"{"as_of": "2026-11-24", "pairs": [{"between": ["KZ", "NO"]}]}"#).unwrap();
    let run = |verb: &str| comity(&["snapshot", verb, suite.to_str().unwrap()]);
    assert_eq!(run("record").status.code(), Some(0));
    let output = run("check");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("the law inside the program"), "{}", stderr(&output));
    let desk = Desk::recorded("snapshot-outside", SUITE);
    assert_eq!(stderr(&desk.run("check", &[])), "");
}

#[test]
fn recording_twice_is_the_same_and_a_check_of_it_is_one_line() {
    let desk = Desk::recorded("snapshot-twice", SUITE);
    let first = desk.file();
    desk.run("record", &[]);
    assert_eq!(first, desk.file());
    assert_eq!(desk.check(&[]), ("ours: 4 unchanged\n".to_owned(), Some(0)));
    // These stand in files that people keep: another spelling of the same law would tell them that law changed.
    for (id, meaning) in [("CC", "91b8fcdc"), ("aa-cc-treaty", "d56202fc"), ("cc.privacy#1", "78380d35")] {
        let line = first.lines().find(|line| line.contains(&format!("\"id\": \"{id}\"")) && line.contains("meaning"));
        assert!(line.is_some_and(|line| line.contains(meaning)), "{line:?}");
    }
    insta::assert_snapshot!(
        "snapshot_file",
        first.lines().filter(|line| !line.contains("corpus")).collect::<Vec<_>>().join("\n")
    );
}

/// Without a suite: all cases, all sample requests, all pairs with law.
#[test]
fn without_a_suite_everything_is_watched() {
    let desk = Desk::new("snapshot-usual", SUITE);
    let sample = desk.0.join("law/requests/sample.json");
    fs::create_dir_all(sample.parent().unwrap()).unwrap();
    fs::write(sample, REQUEST).unwrap();
    let (path, law) = (desk.0.join("all.snapshot.json"), desk.0.join("law"));
    let common = ["--snapshot", path.to_str().unwrap(), "--corpus", law.to_str().unwrap()];
    let output = comity(&[&["snapshot", "record"][..], &common].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let file: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let items: Vec<&str> =
        file["items"].as_array().unwrap().iter().map(|item| item["item"].as_str().unwrap()).collect();
    assert_eq!(items, ["matrix/AA-CC", "matrix/CC-AA", "matrix/CC-UU", "matrix/UU-CC", "request/aa-asks"]);
    assert_eq!(file["floats"], json!(true));
    assert_eq!(comity(&[&["snapshot", "check"][..], &common].concat()).status.code(), Some(0));
}

#[test]
fn other_words_change_nothing() {
    let desk = Desk::recorded("snapshot-words", SUITE);
    desk.enact(with("jurisdictions/cc/privacy.json", |law| {
        law["provisions"][0]["summary"] = json!({"en": "New.", "de": "Neu."})
    }));
    assert_eq!(desk.check(&[]), ("ours: 4 unchanged\n".to_owned(), Some(0)));
    // Law that means something else, and on which no verdict hangs, is told and is no failure.
    desk.enact(with("jurisdictions/cc/privacy.json", |law| {
        law["provisions"][2]["when"] = json!({"data.personal": true})
    }));
    let (page, exit) = desk.check(&[]);
    assert_eq!((exit, page.contains("(1 ")), (Some(0), true), "{page}");
}

#[test]
fn a_review_shows_what_moved_and_the_law_that_moved_it() {
    let desk = Desk::recorded("snapshot-review", SUITE);
    desk.enact(without_treaty());
    let (page, exit) = desk.check(&["--width", "100"]);
    assert_eq!(exit, Some(1));
    insta::assert_snapshot!("snapshot_review", page);
    insta::assert_snapshot!("snapshot_review_de", desk.check(&["--width", "100", "--lang", "de"]).0);
    insta::assert_snapshot!("snapshot_review_markdown", desk.check(&["--format", "markdown"]).0);
}

#[test]
fn every_kind_of_change_names_its_law() {
    let desk = Desk::recorded("snapshot-causes", SUITE);
    let request = "request/aa-asks";
    let privacy = "jurisdictions/cc/privacy.json";
    for (world, expected) in [
        (without_treaty(), "aa-cc-treaty removed"),
        (with("mechanisms/aa-cc-treaty.json", |way| way["strength"] = json!("advisory")), "aa-cc-treaty changed"),
        (
            with("mechanisms/aa-cc-treaty.json", |way| way["parties"][0]["in_force"]["from"] = json!("2030-01-01")),
            "aa-cc-treaty redated",
        ),
        (with(privacy, |law| law["provisions"][0]["when"]["authority.purpose"] = json!("tax")), "cc.privacy#1 changed"),
        (with(privacy, |law| law["provisions"][0]["in_force"] = json!({"from": "2028-01-01"})), "cc.privacy#1 redated"),
        (with(privacy, |law| law["scope"] = json!({"authority.purpose": "tax"})), "cc.privacy changed"),
        (
            with(privacy, |law| {
                let more = provision("9", "must_not", "export", json!({"when": {"authority.jurisdiction": "AA"}}));
                law["provisions"].as_array_mut().unwrap().push(more);
            }),
            "cc.privacy#9 added",
        ),
    ] {
        desk.enact(world);
        let report = desk.json();
        assert_eq!(causes(change(&report, request)), [expected]);
        assert_eq!(causes(change(&report, "pair/AA-CC")), [expected]);
        // Of a field only the worst is on record: a way out less moves nothing where another is as good.
        if expected.starts_with("cc.") {
            assert_eq!(causes(change(&report, "matrix/AA-CC")), [expected]);
        }
    }
    // Law of another day, and a treaty of one of the two with others, have moved nothing today.
    let mut world = with(privacy, |law| {
        law["provisions"][0]["when"]["authority.purpose"] = json!("tax");
        let mut later = law["provisions"][1].clone();
        law["provisions"][1]["in_force"] = json!({"from": "1990-01-01", "to": "2030-12-31"});
        later["in_force"] = json!({"from": "2031-01-01"});
        later["when"] = json!({"authority.purpose": "civil"});
        law["provisions"].as_array_mut().unwrap().push(later);
    });
    let party = |code: &str| json!({"jurisdiction": code, "in_force": {"from": "2003-01-01"}});
    world = world.way("aa-bb-treaty", "treaty", "replaces", json!({"parties": [party("AA"), party("BB")]}));
    desk.enact(world);
    for item in [request, "pair/AA-CC", "matrix/AA-CC"] {
        assert_eq!(causes(change(&desk.json(), item)), ["cc.privacy#1 changed"]);
    }
    desk.enact(law());
    fs::write(desk.0.join("requests/aa-asks.json"), REQUEST.replace("criminal", "tax")).unwrap();
    assert_eq!(causes(change(&desk.json(), request)), ["asked"]);
    fs::remove_file(desk.0.join("requests/aa-asks.json")).unwrap();
    fs::write(desk.0.join("requests/other.json"), REQUEST.replace("aa-asks", "other")).unwrap();
    let report = desk.json();
    assert_eq!(
        (&change(&report, request)["change"], &change(&report, "request/other")["change"]),
        (&json!("gone"), &json!("new"))
    );
}

/// A suite without a day of its own moves with the calendar, and says so.
#[test]
fn what_the_day_alone_moves_is_told_as_such() {
    let desk = Desk::new("snapshot-day", r#"{"id": "floating", "requests": ["requests/aa-asks.json"]}"#);
    desk.run("record", &["--as-of", "2019-06-01"]);
    // Recorded on a day that was named it is read on that day.
    assert_eq!(desk.check(&[]), ("floating: 1 unchanged\n".to_owned(), Some(0)));
    desk.edit("\"floats\": false", "\"floats\": true");
    let report = desk.json();
    assert_eq!(causes(change(&report, "request/aa-asks")), ["cc-aa-decision ended", "day"]);
    // What would have moved on that day too is due to the law.
    let mut world = law();
    world.0.retain(|(path, _)| path != "mechanisms/cc-aa-decision.json");
    desk.enact(world);
    assert_eq!(causes(change(&desk.json(), "request/aa-asks")), ["cc-aa-decision removed"]);
}

#[test]
fn what_is_accepted_passes_until_it_becomes_something_else() {
    let desk = Desk::recorded("snapshot-accept", SUITE);
    desk.enact(without_treaty());
    let report = desk.json();
    let finding = change(&report, "request/aa-asks")["findings"][0]["id"].as_str().unwrap().to_owned();
    let accept = |more: &[&str]| desk.run("accept", more);
    // With its only finding the request passes; the same finding of the pair stays open.
    let output = accept(&["--finding", &finding, "--item", "request/*", "--reason", "the treaty was denounced"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let report = desk.json();
    assert_eq!(change(&report, "request/aa-asks")["findings"][0]["standing"]["standing"], "accepted");
    assert_eq!(change(&report, "request/aa-asks")["standing"]["standing"], "follows");
    assert_eq!(change(&report, "pair/AA-CC")["findings"][0]["standing"]["standing"], "open");
    let output = accept(&["--finding", &finding, "--reason", "the same", "--until", "9998-03-31"]);
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    let (page, exit) = desk.check(&[]);
    assert_eq!(exit, Some(0), "{page}");
    assert!(page.starts_with("ours: 4 unchanged (") && page.contains("on 31 March 9998"), "{page}");
    // What becomes something else has to be accepted anew, and an acceptance of what is no more is told.
    let mut other = without_treaty();
    other.0.retain(|(path, _)| path != "mechanisms/aa-motion.json");
    desk.enact(other);
    assert_eq!(desk.check(&[]).1, Some(1));
    desk.enact(law());
    assert_eq!(desk.json()["idle"].as_array().unwrap().len(), desk.file().matches("\"reason\"").count());
}

#[test]
fn an_acceptance_ends_on_its_day() {
    let desk = Desk::recorded("snapshot-until", SUITE);
    desk.enact(without_treaty());
    desk.run("accept", &["--all", "--reason", "under review", "--until", "9998-03-31"]);
    assert_eq!(desk.check(&[]).1, Some(0));
    // Recording would make it permanent without a word.
    let refused = desk.run("record", &[]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("accepted only until 9998-03-31"), "{}", stderr(&refused));
    desk.edit("9998-03-31", "2020-03-31");
    let (page, exit) = desk.check(&[]);
    assert_eq!(exit, Some(1));
    assert!(page.contains("was accepted until 31 March 2020: under review"), "{page}");
    desk.edit("2020-03-31", "9998-03-31");
    assert_eq!(desk.run("record", &["--force"]).status.code(), Some(0));
    assert_eq!(desk.check(&[]), ("ours: 4 unchanged\n".to_owned(), Some(0)));
}

#[test]
fn a_filter_without_match_is_told_and_a_reason_is_asked_for() {
    let desk = Desk::recorded("snapshot-filter", SUITE);
    desk.enact(without_treaty());
    let before = desk.file();
    let refused = |more: &[&str], wanted: &str| {
        let output = desk.run("accept", more);
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        assert!(stderr(&output).contains(wanted), "{more:?}: {}", stderr(&output));
    };
    refused(&["--finding", "00000000", "--reason", "x"], "no open change answers to `00000000`");
    refused(&["--item", "request/aa-ask", "--reason", "x"], "did you mean `request/aa-asks`?");
    refused(&["--all"], "--reason");
    refused(&["--all", "--reason", " "], "the reason is empty");
    refused(&["--reason", "x"], "--finding ID");
    refused(&["--all", "--reason", "x", "--until", "2020-01-01"], "is over already");
    assert_eq!(before, desk.file());
    // Beside one that matches, one that does not is a warning.
    let output = desk.run("accept", &["--item", "pair/AA-CC", "nothing/*", "--reason", "x"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("warning: no open change answers to `nothing/*`"), "{}", stderr(&output));
}

#[test]
fn a_review_needs_a_terminal() {
    let desk = Desk::recorded("snapshot-terminal", SUITE);
    let output = desk.run("review", &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("there is no terminal to ask at"), "{}", stderr(&output));
}

/// Each file of a user's that is wrong, and what is said of it.
#[test]
fn faulty_files_are_told_with_their_places() {
    let desk = Desk::recorded("snapshot-faults", SUITE);
    let path = desk.0.join("suite.snapshot.json");
    let good = desk.file();
    let mut pages = String::new();
    let mut tell = |desk: &Desk| {
        let output = desk.run("check", &[]);
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
        let page = stderr(&output).replace(&desk.0.to_string_lossy().into_owned(), "…");
        pages.push_str(&page);
        pages.push('\n');
    };
    let item = good.lines().find(|line| line.contains("\"matrix/AA-CC\"")).unwrap();
    for text in [
        String::new(),
        REQUEST.to_owned(),
        good.replace("\"schema_version\": 1", "\"schema_version\": 0"),
        good.replace("\"verdict\": \"reroutable\"", "\"verdict\": \"reroutble\"").replace("\"floats\"", "\"float\""),
        good.replace("2026-11-24", "2026-11-31"),
        good.replace(item, &format!("{item}\n{item}")),
        format!("<<<<<<< ours\n{good}"),
    ] {
        fs::write(&path, text).unwrap();
        tell(&desk);
    }
    fs::remove_file(&path).unwrap();
    tell(&desk);
    for suite in [
        "{}",
        r#"{"cases": ["us"], "request": []}"#,
        r#"{"id": 7, "pair": [], "cases": ["us"], "as_of": "2026-02-30", "pairs": [{"between": ["AA", "Alphaa"]}]}"#,
        r#"{"as_of": "soon", "requests": ["nowhere"], "pairs": [{"between": ["AA", "Cc"]}]}"#,
        r#"{"requests": ["nowhere.json", "requests/aa-asks.json", "requests"]}"#,
        r#"{"matrix": [{"facts": {"authority.purpos": "tax"}}, {"profile": "tax"}, {}], "footprints": [{"name": "us"}]}"#,
    ] {
        fs::write(desk.0.join("suite.json"), suite).unwrap();
        tell(&desk);
    }
    insta::assert_snapshot!("snapshot_faults", pages);
}

/// A provider's sites against states, from real data: an item for each site and state, by kind of demand, and one
/// for what collides at the site whoever asks.
#[test]
fn footprints_are_watched_site_by_site() {
    let folder = scratch("snapshot-footprint");
    let suite = r#"{"as_of": "2026-11-25", "footprints": [{"name": "stackit", "states": ["US", "CN"], "profiles": ["tax", "criminal-content"]}]}"#;
    fs::write(folder.join("sites.json"), suite).unwrap();
    let path = folder.join("sites.json");
    let run = |verb| comity(&["snapshot", verb, path.to_str().unwrap()]);
    assert_eq!(run("record").status.code(), Some(0), "{}", stderr(&run("record")));
    let file: Value = serde_json::from_str(&fs::read_to_string(folder.join("sites.snapshot.json")).unwrap()).unwrap();
    let items = file["items"].as_array().unwrap();
    let states = |end: &str| items.iter().filter(|item| item["item"].as_str().unwrap().ends_with(end)).count();
    let sites = states("/independent");
    assert!(sites > 0 && states("/US") == sites && states("/CN") == sites && items.len() == sites * 3, "{items:#?}");
    assert!(items.iter().all(|item| item["kinds"].as_object().unwrap().len() == 2));
    assert_eq!(run("check").status.code(), Some(0));
}

/// A treaty between other states is no cause, though it is gone; in an old record, which does not say between whom it
/// was, it is none where something else is.
#[test]
fn law_that_cannot_touch_an_item_is_not_blamed() {
    let party = |code: &str| json!({"jurisdiction": code, "in_force": {"from": "2003-01-01"}});
    let parties = |codes: [&str; 2]| json!({"parties": codes.map(party)});
    let desk = Desk::new("snapshot-blame", SUITE);
    // The second one has both ends on one side of every collision.
    let world = law().way("aa-bb-treaty", "treaty", "replaces", parties(["AA", "BB"]));
    desk.enact(world.way("aa-uu-treaty", "treaty", "replaces", parties(["AA", "UU"])));
    desk.run("record", &[]);
    let narrowed = with("jurisdictions/cc/privacy.json", |law| {
        law["provisions"][0]["when"]["authority.purpose"] = json!("tax");
    });
    desk.enact(narrowed);
    for item in ["request/aa-asks", "pair/AA-CC"] {
        assert_eq!(causes(change(&desk.json(), item)), ["cc.privacy#1 changed"], "{item}");
    }
    let old = desk.file().replace(r#", "between": ["AA", "BB"]"#, "").replace(r#", "between": ["AA", "UU"]"#, "");
    assert_ne!(old, desk.file());
    fs::write(desk.0.join("suite.snapshot.json"), old).unwrap();
    assert_eq!(causes(change(&desk.json(), "pair/AA-CC")), ["cc.privacy#1 changed"]);
    // Whoever does not say between whom a mechanism is has not changed it.
    desk.enact(law());
    let law = desk.json()["law"].as_array().unwrap().len();
    assert_eq!(law, 2, "{}", desk.json()["law"]);
}

/// Numbers of situations hang on what all law of a pair tells apart: of two laws they are not set beside each other.
#[test]
fn numbers_that_do_not_compare_are_not_compared() {
    let desk = Desk::recorded("snapshot-numbers", SUITE);
    desk.enact(without_treaty());
    let page = desk.check(&[]).0;
    assert!(page.contains("outcomes: "), "{page}");
    assert!(
        !page.contains("situations: W") && !page.contains("situations: X") && !page.contains("situations: D"),
        "{page}"
    );
}

/// What only became worse rests on what collides now; the other law of the places has not made it so.
#[test]
fn a_site_that_became_worse_names_the_law_that_made_it_so() {
    let folder = scratch("snapshot-worse");
    let suite = r#"{"as_of": "2026-11-25", "footprints": [{"name": "sap", "states": ["US"], "profiles": ["criminal-content"]}]}"#;
    let (path, file) = (folder.join("sites.json"), folder.join("sites.snapshot.json"));
    fs::write(&path, suite).unwrap();
    let run = |more: &[&str]| comity(&[&["snapshot"], more, &[path.to_str().unwrap()]].concat());
    assert_eq!(run(&["record"]).status.code(), Some(0));
    let mut snapshot: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    // As if every provision meant something else on record, and nothing had collided at one site.
    let provisions = snapshot["law"].as_array_mut().unwrap().iter_mut().filter(|mark| mark["sort"] == "provision");
    provisions.for_each(|mark| mark["meaning"] = json!("00000000"));
    let conflicts = |item: &&mut Value| {
        let kind = item["kinds"]["criminal-content"].as_str();
        item["item"].as_str().unwrap().ends_with("/US") && !["clear", "unknown"].contains(&kind.unwrap())
    };
    let item = snapshot["items"].as_array_mut().unwrap().iter_mut().find(conflicts).unwrap();
    let name = item["item"].as_str().unwrap().to_owned();
    item["worst_case"] = item["kinds"]["criminal-content"].clone();
    (item["verdict"], item["kinds"]["criminal-content"]) = (json!("clear"), json!("clear"));
    fs::write(&file, snapshot.to_string()).unwrap();
    let report: Value = serde_json::from_str(&stdout(&run(&["check", "--format", "json"]))).unwrap();
    let told = causes(change(&report, &name));
    // Those provisions alone that collide in the outcome, of hundreds that changed.
    assert!(!told.is_empty() && told.len() < 100, "{}: {told:#?}", told.len());
}
