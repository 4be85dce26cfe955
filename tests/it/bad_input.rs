//! Whatever is wrong with input: a message, exit status 2, and never a panic.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::json;

use crate::served::Server;
use crate::support::{comity, comity_with_input, provision, root, scratch, stderr, stdout, world};

/// Runs `check` on a request given as text and returns its message.
fn refused(text: &str) -> String {
    let output = comity_with_input(&["check", "-"], text.as_bytes());
    assert_eq!(output.status.code(), Some(2), "{text}: {}", stderr(&output));
    assert_eq!(stdout(&output), "", "a refused request has no result");
    stderr(&output)
}

#[test]
fn everything_that_is_wrong_with_a_request_comes_out_at_once() {
    let text = r#"{
  "id": true,
  "as_of": "2026-02-30",
  "authority": {"jurisdiction": "Germany", "purpose": "criminel", "proces": "warrant"},
  "provider.presence": ["US", "XX"],
  "data": {"personal": "yes", "location": "DE"},
  "data.location": ["FR"],
  "via": ["mlatt"]
}
"#;
    insta::assert_snapshot!(refused(text));
}

#[test]
fn texts_that_are_no_request_are_refused() {
    for text in ["", "   ", "{", "[1, 2]", "\"US\"", "null", "{\"authority\": }", "{'a': 1}", "{\"id\": \"x\",}"] {
        let message = refused(text);
        assert!(message.contains("error"), "{text}: {message}");
    }
    let deep = format!("{}1{}", "[".repeat(200_000), "]".repeat(200_000));
    refused(&deep);
}

/// Bounded in what is told and, by that, in memory and time: each of these once took gigabytes or minutes.
#[test]
fn a_small_request_cannot_ask_for_much() {
    let keys: Vec<String> = (0..50_000).map(|at| format!("\"k{at}\": 1")).collect();
    let message = refused(&format!("{{{}}}", keys.join(", ")));
    assert_eq!(message.matches("unknown fact").count(), 200);
    assert!(message.len() < 200_000, "{} bytes", message.len());
    let long = refused(&format!("{{\"via\": [\"{}\"]}}", "x".repeat(900_000)));
    assert!(long.contains("unknown mechanism") && !long.contains("did you mean"), "no nearest name of that length");
}

#[test]
fn every_element_of_a_list_that_is_wrong_is_told() {
    let told = refused(r#"{"data.location": ["Germany", "XX", "France"], "data.personal": "false"}"#);
    for told_of in
        ["write `DE`", "`XX`", "write `FR`", "cannot be `\"false\"`"].map(|text| text.replace("write", "did you mean"))
    {
        assert!(told.contains(&told_of), "no {told_of} in {told}");
    }
    // What is nearly a name is told with the code too: a name would be refused again.
    let told = refused(r#"{"data.location": ["Germny"]}"#);
    assert!(told.contains("did you mean `DE`?") && !told.contains("`Germany`"), "{told}");
    assert!(refused("{“id”: 1}").contains("straight"));
}

#[test]
fn a_request_is_text() {
    let output = comity_with_input(&["check", "-"], &[0xff, 0xfe, b'{']);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("UTF-8"));
}

#[test]
fn a_file_that_is_missing_huge_or_a_folder_is_refused() {
    let folder = scratch("odd-files");
    let huge = folder.join("huge.json");
    fs::File::create(&huge).unwrap().set_len(100 * 1024 * 1024).unwrap();
    let missing = folder.join("none.json");
    for (path, word) in [(&huge, "too-large"), (&missing, "unreadable"), (&folder, "unreadable")] {
        let output = comity(&["check", &path.to_string_lossy()]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(word), "{}", stderr(&output));
    }
}

#[test]
fn settings_are_checked_like_requests() {
    for (setting, word) in [
        ("data.locaton=DE", "did you mean `data.location`?"),
        ("data.location=XX", "unknown jurisdiction"),
        ("data.location=Grossbritanien", "did you mean `Grossbritannien`?"),
        ("data.location=Deutschlnd", "did you mean `Deutschland`?"),
        ("data.personal=maybe", "write `true` or `false`"),
        ("authority=US", "`authority.jurisdiction`"),
        ("authority.purpose", "is no setting"),
        ("authority.purpose=", "cannot be"),
    ] {
        let output = comity(&["check", "--set", setting]);
        assert_eq!(output.status.code(), Some(2), "{setting}");
        assert!(stderr(&output).contains(word), "{setting}: {}", stderr(&output));
    }
}

/// Some editors put a mark before the first character; it is none of the text, and no column counts it.
#[test]
fn a_byte_order_mark_is_no_part_of_a_text() {
    let request =
        "\u{feff}{\"authority.jurisdiction\": \"AA\", \"provider.presence\": [\"AA\"], \"data.location\": []}";
    let law = folder_of_law("marked");
    for path in ["vocabulary.json", "jurisdictions/aa/jurisdiction.json"] {
        let text = fs::read_to_string(law.join(path)).unwrap();
        fs::write(law.join(path), format!("\u{feff}{text}")).unwrap();
    }
    let file = law.parent().unwrap().join("marked-request.json");
    fs::write(&file, request).unwrap();
    let corpus = ["--corpus", law.to_str().unwrap()];
    for path in ["-", file.to_str().unwrap()] {
        let output = comity_with_input(&[&["check", path], &corpus[..]].concat(), request.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{path}: {}", stderr(&output));
    }
    assert!(refused("\u{feff}{\"id\": []}").contains(":1:8"), "columns count from the first character");
    let rows = ["{\"authority.jurisdiction\": \"AA\"}\n", "authority.jurisdiction\nAA\n"];
    for (form, rows) in ["jsonl", "csv"].into_iter().zip(rows) {
        let arguments = [&["batch", "-", "--input-format", form], &corpus[..]].concat();
        let (plain, marked) = (rows.to_owned(), format!("\u{feff}{rows}"));
        let [plain, marked] = [plain, marked].map(|rows| comity_with_input(&arguments, rows.as_bytes()));
        assert_eq!(marked.status.code(), Some(0), "{form}: {}", stderr(&marked));
        assert_eq!(stdout(&marked), stdout(&plain), "{form}");
    }
}

#[test]
fn a_group_of_facts_given_as_a_fact_says_what_to_write() {
    let message = refused("{\"authority\": \"US\"}");
    assert!(message.contains("`authority` is a group of facts"), "{message}");
    let help = "write `authority.jurisdiction`, or in JSON `\"authority\": {\"jurisdiction\": …}`";
    assert!(message.contains(help), "{message}");
    let message = refused("{\"data\": [\"DE\"]}");
    assert!(message.contains("`data` is a group of facts"), "{message}");
}

/// What a request says is shown, never obeyed: a terminal takes some characters as commands.
#[test]
fn control_characters_reach_no_terminal() {
    let colour = ["--color", "always"];
    let run = |text: &str| {
        let output = comity_with_input(&[&["check", "-"], &colour[..]].concat(), text.as_bytes());
        stdout(&output) + &stderr(&output)
    };
    let evil = "\\u001b]0;title\\u0007\\u001b[2Jx\\u009b31m\\u202e";
    let places = "\"authority.jurisdiction\": \"US\"";
    for page in [
        run(&format!("{{\"id\": \"{evil}\", {places}}}")),
        run(&format!("{{\"{evil}\": 1}}")),
        stdout(&comity_with_input(
            &["check", "-", "--format", "json"],
            format!("{{\"id\": \"{evil}\", {places}}}").as_bytes(),
        )),
        run(&format!("{{\"as_of\": \"{evil}\"}}")),
        run(&format!("{{\"authority.jurisdiction\": \"{evil}\"}}")),
        run("{\"id\": \u{1b}]0;title\u{7}\u{1b}[2J}"),
        stderr(&comity(&[&["check", "no\u{1b}]0;title\u{7}.json"], &colour[..]].concat())),
        stderr(&comity(&[&["pair", "US", "no\u{1b}]0;title\u{7}"], &colour[..]].concat())),
    ] {
        assert!(page.contains("title") || page.contains("expected"), "{page:?}");
        for (what, sign) in [
            ("a title", "\u{1b}]"),
            ("a bell", "\u{7}"),
            ("a cleared screen", "\u{1b}[2J"),
            ("C1", "\u{9b}"),
            ("a turn", "\u{202e}"),
        ] {
            assert!(!page.contains(sign), "{what} in {page:?}");
        }
    }
}

#[test]
fn the_last_day_there_is_ends_nothing() {
    let folder = folder_of_law("endless");
    let provision = provision("1", "must", "disclose", json!({"in_force": {"from": "2000-01-01", "to": "9999-12-31"}}));
    for (path, value) in world().law("AA", "act", vec![provision]).0 {
        let path = folder.join(path);
        fs::write(path, value.to_string()).unwrap();
    }
    let output = comity(&["corpus", "show", "aa.act#1", "--corpus", folder.to_str().unwrap()]);
    assert!(stdout(&output).contains("since 1 January 2000\n"), "{}", stdout(&output));
    let asked = comity(&[
        "check",
        "--set",
        "authority.jurisdiction=AA",
        "--as-of",
        "9999-12-31",
        "--corpus",
        folder.to_str().unwrap(),
    ]);
    assert!(stdout(&asked).contains("31 December 9999") && stdout(&asked).contains("must"), "{}", stdout(&asked));
}

/// Editors that know the schema and the program refuse the same requests.
#[test]
fn the_schema_of_a_request_accepts_what_the_program_accepts() {
    let schema = serde_json::from_str(&stdout(&comity(&["corpus", "schema", "request"]))).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for (text, good) in [
        (r#"{}"#, true),
        (r#"{"id": "x", "as_of": "2026-01-01", "authority": {"jurisdiction": "US"}}"#, true),
        (r#"{"authority.jurisdiction": "US", "data": {"location": ["DE", "FR"]}, "via": "mlat"}"#, true),
        (r#"{"authority": {}, "data.location": null, "data.personal": null, "via": []}"#, true),
        (r#"{"ticket": 7}"#, false),
        (r#"{"authority": {"jurisdiction": "US", "ticket": 7}}"#, false),
        (r#"{"authority": "US"}"#, false),
        (r#"{"authority": null}"#, false),
        (r#"{"authority": {"jurisdiction": ["US"]}}"#, false),
        (r#"{"authority.jurisdiction": "us"}"#, false),
        (r#"{"data.personal": "true"}"#, false),
        (r#"{"data.location": [null]}"#, false),
        (r#"{"id": 7}"#, true),
        (r#"{"id": null}"#, false),
        (r#"{"as_of": 2026}"#, false),
        (r#"{"as_of": "tomorrow"}"#, false),
        (r#"["US"]"#, false),
    ] {
        let output = comity_with_input(&["check", "-"], text.as_bytes());
        assert_eq!(output.status.code() != Some(2), good, "the program: {text}: {}", stderr(&output));
        assert_eq!(schema.is_valid(&serde_json::from_str(text).unwrap()), good, "the schema: {text}");
    }
}

#[test]
fn arguments_that_do_not_exist_are_refused() {
    for arguments in [
        &["chek"][..],
        &["check"],
        &["check", "--format", "xml", "x.json"],
        &["check", "--as-of", "2026-13-01", "x.json"],
        &["pair", "US"],
        &["pair", "US", "Grmany"],
        &["pair", "DE", "EU"],
        &["corpus", "show", "eu.gdpr#art-4800"],
        &["corpus", "schema", "requests"],
        &["principles", "XX"],
    ] {
        let output = comity(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!stderr(&output).is_empty(), "{arguments:?}");
        assert_eq!(stdout(&output), "", "{arguments:?}");
    }
}

/// Writes the small world, with a law of `AA`, as a folder.
fn folder_of_law(name: &str) -> PathBuf {
    let folder = scratch(name);
    let law = provision("1", "must", "disclose", json!({}));
    for (path, value) in world().law("AA", "act", vec![law]).0 {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, value.to_string()).unwrap();
    }
    folder
}

#[test]
fn a_corpus_that_is_missing_empty_or_broken_is_refused() {
    let set = ["check", "--set", "authority.jurisdiction=AA", "--corpus"];
    let run = |folder: &Path, more: &[&str]| {
        let path = folder.to_string_lossy().into_owned();
        comity(&[&set[..], &[&path], more].concat())
    };
    let sound = folder_of_law("sound");
    assert_eq!(run(&sound, &[]).status.code(), Some(0));
    let empty = scratch("empty");
    assert!(stderr(&run(&empty, &[])).contains("vocabulary.json"));
    assert_eq!(run(&empty, &[]).status.code(), Some(2));
    assert_eq!(run(Path::new("no-such-folder"), &[]).status.code(), Some(2));
    let broken = folder_of_law("broken");
    fs::write(broken.join("jurisdictions/aa/act.json"), "{\"id\": ").unwrap();
    fs::write(broken.join("jurisdictions/bb/act.json"), [0xff]).unwrap();
    let output = run(&broken, &[]);
    assert_eq!(output.status.code(), Some(2));
    let message = stderr(&output);
    assert!(message.contains("not-json") && message.contains("unreadable"), "{message}");
    let output = run(&broken, &["--lenient"]);
    assert_eq!(output.status.code(), Some(0));
    let page = stdout(&output);
    assert!(page.contains("UNKNOWN") && page.contains("aa/act.json") && page.contains("bb/act.json"), "{page}");
}

/// Law never shrinks silently: whatever page one looks at, it begins with what was left out.
#[test]
fn every_page_begins_with_the_law_that_was_left_out() {
    let law = folder_of_law("lenient");
    fs::write(law.join("jurisdictions/bb/act.json"), "{}").unwrap();
    let common = ["--lenient", "--corpus", law.to_str().unwrap()];
    for page in [
        &["check", "--set", "authority.jurisdiction=AA"][..],
        &["pair", "AA", "CC"],
        &["principles", "AA"],
        &["corpus", "list"],
        &["corpus", "coverage"],
        &["corpus", "show", "vocabulary"],
        &["corpus", "show", "AA"],
        &["corpus", "show", "aa.act#1"],
    ] {
        for (lang, first) in [("en", "! Left out because faulty: "), ("de", "! Ausgelassen, weil fehlerhaft: ")] {
            let text = stdout(&comity(&[page, &common, &["--lang", lang]].concat()));
            assert!(text.starts_with(&format!("{first}jurisdictions/bb/act.json.")), "{page:?} {lang}: {text}");
        }
    }
}

/// Cases and kinds of demand are files of the corpus like others: whoever goes on without the faulty ones is told.
#[test]
fn faulty_cases_and_kinds_of_demand_are_left_out_only_where_that_was_asked_for() {
    let law = folder_of_law("lenient-cases");
    for name in ["cases/odd.json", "profiles/odd.json"] {
        let path = law.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "{}").unwrap();
    }
    let suite = scratch("lenient-suite").join("ours.json");
    let watched = r#"{"matrix": [{"jurisdictions": ["AA", "CC"]}], "cases": ["*"]}"#;
    fs::write(&suite, watched).unwrap();
    let (law, suite) = (law.to_str().unwrap(), suite.to_str().unwrap());
    let record = |more: &[&str]| comity(&[&["snapshot", "record", suite, "--corpus", law], more].concat());
    let matrix = |more: &[&str]| comity(&[&["matrix", "--profile", "odd", "--corpus", law], more].concat());
    let refused = |output: std::process::Output, told: &str| {
        assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
        assert!(stderr(&output).contains(told), "{}", stderr(&output));
    };
    refused(comity(&["serve", "--port", "0", "--corpus", law]), "cases/odd.json");
    refused(record(&[]), "cases/odd.json");
    refused(matrix(&[]), "profiles/odd.json");
    let server = Server::start_with(&["--lenient", "--corpus", law]);
    assert_eq!(server.get("/en/cases").status, 200);
    let told = stderr(&matrix(&["--lenient"]));
    assert!(told.contains("cases/odd.json") && told.contains("profiles/odd.json"), "{told}");
    refused(matrix(&["--lenient"]), "`odd`");
    refused(record(&["--lenient"]), "nothing is recorded while faulty files are left out");
    // No law stands in them, so nothing is less certain without them.
    let check = ["check", "--set", "authority.jurisdiction=AA", "--corpus", law, "--lenient"];
    assert_eq!(stdout(&comity(&check)), stdout(&comity(&check[..5])));
}

/// Options that would be ignored are refused, with the reason.
#[test]
fn a_date_that_a_command_cannot_use_is_refused() {
    let told = |arguments: &[&str]| {
        let output = comity(arguments);
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()), "{arguments:?}");
        stderr(&output)
    };
    let law = folder_of_law("undated");
    let law = ["--corpus", law.to_str().unwrap()];
    let coverage = told(&[&["corpus", "coverage", "--as-of", "2020-01-01"][..], &law].concat());
    assert!(coverage.contains("leave --as-of out"), "{coverage}");
    let schema = told(&[&["corpus", "schema", "case", "--as-of", "2020-01-01"][..], &law].concat());
    assert!(schema.contains("leave --as-of out"), "{schema}");
    let check = told(&[&["corpus", "check", "--lenient"][..], &law].concat());
    assert!(check.contains("leave --lenient out"), "{check}");
    // What is still to come hangs on the day.
    let faults = |day: &str| {
        let check = ["corpus", "check", "--format", "json", "--as-of", day];
        let report: serde_json::Value = serde_json::from_str(&stdout(&comity(&[&check[..], &law].concat()))).unwrap();
        report["faults"].as_array().unwrap().iter().filter(|fault| fault["code"] == "day-to-come").count()
    };
    assert!(faults("1990-01-01") > faults("2026-11-28"));
}

/// A pipe does not say how long it is: what comes out of it is measured.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_does_not_say_its_size_is_measured() {
    let large = " ".repeat(1024 * 1024 + 1) + "{}";
    let output = comity_with_input(&["check", "/dev/stdin"], large.as_bytes());
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    assert!(stderr(&output).contains("at most 1048576 bytes are read"), "{}", stderr(&output));
}

#[test]
fn a_closed_pipe_is_quiet() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(["corpus", "list", "--format", "json"])
        .current_dir(root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut message = String::new();
    child.stderr.take().unwrap().read_to_string(&mut message).unwrap();
    assert_eq!(message, "");
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// Whether the rows that nobody read have conflicts is not known: no status may say that they have none.
#[test]
fn a_table_that_nobody_reads_to_the_end_says_so() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(["batch", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let rows = "{\"data.location\": \"CH\", \"authority.jurisdiction\": \"US\"}\n".repeat(20_000);
    // It may stop reading before it has everything.
    let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), rows.as_bytes());
    assert_eq!(child.wait().unwrap().code(), Some(141));
}

#[test]
fn a_fact_is_set_once() {
    let output = comity(&["check", "--set", "data.location=DE", "--set", "data.location=FR"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("the fact `data.location` is given twice"), "{}", stderr(&output));
    let footprint =
        ["footprint", "microsoft", "--set", "data.location=DE", "--set", "data.location=FR", "--set", "x=1"];
    let told = stderr(&comity(&footprint));
    assert!(told.contains("the fact `data.location` is given twice") && told.contains("`x`"), "{told}");
}

#[test]
fn all_names_of_no_jurisdiction_are_told() {
    let output = comity(&["matrix", "--jurisdictions", "US,Germny,Frnce"]);
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    assert!(told.contains("Germny") && told.contains("Frnce"), "{told}");
}
