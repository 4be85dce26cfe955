//! Whole spaces of requests through the program: pages, tables, shards and their sums, and whatever can go wrong.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{comity_on_few, comity_on_few_with_input, few_folder, stderr, stdout};

/// A space that a test has time for; `*` and unknown values among them.
const SPACE: &str = r#"{"id": "warrants", "as_of": "2026-11-25", "facts": {
  "authority.jurisdiction": ["US", "DE", "AD", "CH"], "authority.purpose": ["criminal", "civil", null],
  "authority.process": ["warrant", "subpoena"], "provider.seat": "US", "provider.presence": [["US", "DE"]],
  "provider.kind": "cloud", "data.location": [["DE"], ["US"], ["CH", "DE"]], "data.category": ["content", "subscriber"],
  "data.personal": "*", "subject.residence": ["DE", "US"], "via": [[], ["consent"]]},
  "group_by": ["authority.jurisdiction"]}"#;

const FORMS: [&str; 9] = ["json", "jsonl", "csv", "csv.gz", "jsonl.zst", "parquet", "arrow", "json.gz", "arrow.zst"];

fn scratch(name: &str) -> PathBuf {
    let folder = crate::support::scratch(name);
    fs::write(folder.join("space.json"), SPACE).unwrap();
    folder
}

/// Runs `comity sweep space.json` in a folder.
fn sweep(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command
        .args(["sweep", "space.json", "--corpus", few_folder()])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn told(folder: &Path, arguments: &[&str]) -> String {
    let output = sweep(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
    assert!(output.stdout.is_empty());
    stderr(&output)
}

fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn page(more: &[&str]) -> String {
    let common = ["sweep", "-", "--width", "100", "--color", "never"];
    let output = comity_on_few_with_input(&[&common[..], more].concat(), SPACE.as_bytes());
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let hash = |line: &str| line.split_once(" · corpus ").map(|(start, _)| format!("{start} · corpus …"));
    stdout(&output).lines().map(|line| hash(line).unwrap_or_else(|| line.to_owned()) + "\n").collect()
}

#[test]
fn the_page_of_counts() {
    assert_snapshot!(page(&[]));
}

#[test]
fn the_page_of_counts_in_german() {
    assert_snapshot!(page(&["--lang", "de"]));
}

#[test]
fn the_page_of_findings_by_another_fact() {
    assert_snapshot!(page(&["--emit", "findings", "--group-by", "data.category"]));
}

#[test]
fn the_page_of_classes_in_german() {
    assert_snapshot!(page(&["--emit", "classes", "--lang", "de"]));
}

#[test]
fn counts_are_those_of_single_checks() {
    let small = r#"{"as_of": "2026-11-25", "facts": {"authority.jurisdiction": ["US", "DE"],
        "authority.purpose": "criminal", "authority.process": ["warrant", null], "provider.kind": "cloud",
        "provider.presence": [["US", "DE"]], "data.location": [["DE"], ["US"]], "data.category": "content",
        "data.personal": [true, null]}, "group_by": ["authority.jurisdiction", "data.location"]}"#;
    let rows = comity_on_few_with_input(&["sweep", "-", "--format", "jsonl"], small.as_bytes());
    let rows: Vec<Value> = stdout(&rows).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 4);
    for row in &rows {
        let mut verdicts = std::collections::BTreeMap::new();
        for process in ["warrant", "unknown"] {
            for personal in ["true", "unknown"] {
                let set = |fact: &str, value: &str| format!("{fact}={value}");
                let settings = [
                    set("authority.jurisdiction", row["authority.jurisdiction"].as_str().unwrap()),
                    set("data.location", row["data.location"][0].as_str().unwrap()),
                    set("authority.process", process),
                    set("data.personal", personal),
                    "authority.purpose=criminal".to_owned(),
                    "provider.kind=cloud".to_owned(),
                    "provider.presence=US,DE".to_owned(),
                    "data.category=content".to_owned(),
                ];
                let mut words = vec!["check", "--format", "json", "--as-of", "2026-11-25"];
                settings.iter().for_each(|setting| words.extend(["--set", setting]));
                let answer: Value = serde_json::from_str(&stdout(&comity_on_few(&words))).unwrap();
                let verdict = format!("verdict_{}", answer["verdict"].as_str().unwrap());
                *verdicts.entry(verdict).or_insert(0) += 1;
            }
        }
        for (name, count) in row.as_object().unwrap().iter().filter(|(name, _)| name.starts_with("verdict_")) {
            assert_eq!(count.as_u64().unwrap(), verdicts.get(name).copied().unwrap_or(0), "{name} in {row}");
        }
    }
}

#[test]
fn shards_of_every_form_add_up_to_the_whole_to_the_byte() {
    let folder = scratch("sweep-shards");
    let some = |emit, forms: &[&'static str]| forms.iter().map(|form| (emit, *form)).collect::<Vec<_>>();
    let rows = ["csv", "parquet"];
    for (emit, form) in [some("counts", &FORMS), some("findings", &rows), some("classes", &rows)].concat() {
        let file = |name: &str| format!("{emit}-{name}.{form}");
        let run = |more: &[&str]| {
            let output = sweep(&folder, &[&["--emit", emit], more].concat());
            assert!(output.status.code() < Some(2), "{}", stderr(&output));
            output.status.code()
        };
        let (whole, sum, first, second) = (file("whole"), file("sum"), file("1"), file("2"));
        assert_eq!(run(&["-o", &whole]), Some(1));
        run(&["--shard", "1/2", "-o", &first]);
        run(&["--shard", "2/2", "-o", &second]);
        // Files need not come in the order of the shards.
        assert_eq!(run(&["--merge", &second, &first, "-o", &sum]), Some(1));
        let read = |name: &str| fs::read(folder.join(name)).unwrap();
        assert!(read(&whole) == read(&sum), "{emit} as {form}");
        assert!(read(&whole) != read(&first), "{emit} as {form}: the first shard is all");
    }
}

#[test]
fn every_form_says_the_same() {
    let folder = scratch("sweep-forms");
    let run = |form: &str| {
        let output = sweep(&folder, &["--format", form]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        assert!(form == "json" || stderr(&output).contains("requests"), "{}", stderr(&output));
        output.stdout
    };
    let document: Value = serde_json::from_slice(&run("json")).unwrap();
    assert_eq!((&document["space"], &document["requests"]), (&"warrants".into(), &1152.into()));
    let lines = String::from_utf8(run("jsonl")).unwrap();
    let rows: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(document["rows"], Value::Array(rows.clone()));
    let csv = String::from_utf8(run("csv")).unwrap();
    let german = String::from_utf8(sweep(&folder, &["--format", "csv", "--csv-dialect", "de"]).stdout).unwrap();
    assert_eq!(german, format!("\u{feff}{}", csv.replace(',', ";")));
    let mut cells = csv.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let headings = cells.next().unwrap();
    for (row, cells) in rows.iter().zip(cells) {
        for (heading, cell) in headings.iter().zip(cells) {
            let value = &row[heading];
            assert_eq!(value.as_str().map_or_else(|| value.to_string(), str::to_owned), cell, "{heading}");
        }
    }
    for form in ["arrow", "parquet"] {
        fs::write(folder.join(format!("counts.{form}")), run(form)).unwrap();
        let again = sweep(&folder, &["--merge", &format!("counts.{form}"), "--format", "jsonl"]);
        assert_eq!(stdout(&again), lines, "{form}: {}", stderr(&again));
    }
}

#[test]
fn what_does_not_make_a_whole_is_refused() {
    let folder = scratch("sweep-merge");
    for part in ["1", "2", "3"] {
        for emit in ["counts", "classes"] {
            let name = format!("{emit}-{part}.csv");
            assert!(
                sweep(&folder, &["--emit", emit, "--shard", &format!("{part}/3"), "-o", &name]).status.code() < Some(2)
            );
        }
    }
    let told = |arguments: &[&str]| {
        let told = told(&folder, &[arguments, &["-o", "sum.csv"]].concat());
        assert!(!folder.join("sum.csv").exists());
        told
    };
    let merged = |files: &[&str]| told(&[&["--merge"], files].concat());
    let missing = merged(&["counts-1.csv", "counts-3.csv"]);
    assert!(missing.contains("a shard is missing"), "{missing}");
    assert!(merged(&["counts-1.csv", "counts-2.csv", "./counts-1.csv"]).contains("`./counts-1.csv` is given twice"));
    fs::copy(folder.join("counts-2.csv"), folder.join("copy.csv")).unwrap();
    let doubled = merged(&["counts-1.csv", "counts-2.csv", "counts-3.csv", "copy.csv"]);
    assert!(doubled.contains("a shard is there twice"), "{doubled}");
    fs::copy(folder.join("classes-2.csv"), folder.join("copy.csv")).unwrap();
    let classes = ["--emit", "classes", "--merge", "classes-1.csv"];
    let doubled = told(&[&classes[..], &["classes-2.csv", "copy.csv"]].concat());
    assert!(doubled.contains("hold the same shard"), "{doubled}");
    assert!(told(&[&classes[..], &["classes-2.csv"]].concat()).contains("a shard is missing"));
    // A file of another sweep, of another form, of no form, cut off, or not there.
    let other = sweep(&folder, &["--as-of", "2020-01-01", "-o", "other.csv"]);
    assert!(other.status.code() < Some(2));
    assert!(merged(&["other.csv"]).contains("another space, law, date or program"));
    let grouped = sweep(&folder, &["--group-by", "via", "-o", "other.csv"]);
    assert!(grouped.status.code() < Some(2));
    assert!(merged(&["other.csv"]).contains("there is no column `authority.jurisdiction`"));
    fs::write(
        folder.join("other.csv"),
        fs::read_to_string(folder.join("counts-1.csv")).unwrap().replace(",0,", ",-1,"),
    )
    .unwrap();
    assert!(merged(&["other.csv"]).contains("`-1` stands in the column"));
    assert!(merged(&["space.json"]).contains("cannot read `space.json`"));
    assert!(merged(&["nothing.csv"]).contains("cannot read `nothing.csv`"));
    assert!(merged(&["counts-1.txt"]).contains("its name does not say what it is"));
    for form in ["parquet", "arrow", "csv.gz", "csv.zst", "json"] {
        let name = format!("whole.{form}");
        assert_eq!(sweep(&folder, &["-o", &name]).status.code(), Some(1));
        let bytes = fs::read(folder.join(&name)).unwrap();
        fs::write(folder.join(&name), &bytes[..bytes.len() / 2]).unwrap();
        let cut = merged(&[&name]);
        assert!(cut.contains(&format!("`{name}`")), "{cut}");
    }
}

#[test]
fn whatever_is_wrong_is_told() {
    let folder = scratch("sweep-wrong");
    let unknown = told(&folder, &["--group-by", "data.locatoin,via,via"]);
    assert!(unknown.contains("data.locatoin") && unknown.contains("data.location"), "{unknown}");
    assert!(unknown.contains("grouped by `via` twice"), "{unknown}");
    for shard in ["0/3", "4/3", "3", "a/b", "-1/2", "1/0"] {
        assert!(told(&folder, &[&format!("--shard={shard}")]).contains("write it as `3/16`"), "{shard}");
    }
    assert!(told(&folder, &["--resume"]).contains("`--resume` needs `--output FILE`"));
    assert!(told(&folder, &["--emit", "classes", "--resume", "-o", "x.csv"]).contains("goes with counts and findings"));
    assert!(told(&folder, &["-o", "nowhere/x.csv"]).contains("cannot write `nowhere/x.csv`"));
    assert!(told(&folder, &["-o", "."]).contains("it is a folder"));
    assert_eq!(names(&folder), ["space.json"]);
    let space = SPACE.replace("\"criminal\"", "\"criminl\"").replace("\"group_by\"", "\"groups\"");
    fs::write(folder.join("space.json"), space).unwrap();
    let faults = told(&folder, &["-o", "x.csv"]);
    assert!(
        faults.contains("space.json:2:") && faults.contains("criminl") && faults.contains("`criminal`"),
        "{faults}"
    );
    assert!(faults.contains("space.json:6:") && faults.contains("unknown key `groups`"), "{faults}");
    assert_eq!(names(&folder), ["space.json"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_nothing_behind() {
    let folder = scratch("sweep-full");
    for form in ["json", "jsonl", "csv", "parquet", "arrow"] {
        // No file may grow beyond a block: that is a full disk which needs no rights.
        let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" sweep space.json --emit classes -o \"$1\" --corpus \"$2\"";
        let mut command = Command::new("sh");
        command
            .args(["-c", script, env!("CARGO_BIN_EXE_comity"), &format!("x.{form}"), few_folder()])
            .current_dir(&folder);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{form}");
        assert!(stderr(&output).contains("cannot write `x.") && stderr(&output).contains("File too large"), "{form}");
        assert_eq!(names(&folder), ["space.json"], "{form}");
    }
    assert!(told(&folder, &["--format", "csv", "-o", "/dev/full"]).contains("cannot write `/dev/full`: No space left"));
}

fn start(folder: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command.args(["sweep", "space.json", "--corpus", few_folder()]).args(arguments).current_dir(folder);
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Interrupts a run when something is there.
fn interrupt(mut child: Child, is_there: impl Fn() -> bool) -> Output {
    let start = Instant::now();
    while !is_there() && child.try_wait().unwrap().is_none() {
        assert!(start.elapsed() < Duration::from_secs(120));
        std::thread::sleep(Duration::from_millis(2));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    child.wait_with_output().unwrap()
}

/// A space that takes its time.
fn large(folder: &Path) {
    let space = fs::read_to_string(crate::support::root().join("data/spaces/one-provider.json")).unwrap();
    fs::write(folder.join("space.json"), space).unwrap();
}

#[cfg(unix)]
#[test]
fn a_signal_ends_a_run_and_leaves_nothing_behind() {
    let folder = scratch("sweep-signal");
    large(&folder);
    let child = start(&folder, &["-o", "counts.csv"]);
    let output = interrupt(child, || names(&folder).len() == 2);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("`counts.csv` was not written"), "{}", stderr(&output));
    assert!(stderr(&output).contains("error: stopped"), "{}", stderr(&output));
    assert_eq!(names(&folder), ["space.json"]);
}

#[cfg(unix)]
#[test]
fn a_run_that_was_stopped_is_gone_on_with() {
    let folder = scratch("sweep-resume");
    large(&folder);
    let shard = ["--shard", "7/8", "--emit", "findings", "--resume", "-o", "again.csv"];
    let child = start(&folder, &shard);
    let state = folder.join("again.csv.part.json");
    let stopped = interrupt(child, || state.exists());
    assert_eq!(stopped.status.code(), Some(2), "{}", stderr(&stopped));
    assert!(stderr(&stopped).contains("`--resume` goes on there"), "{}", stderr(&stopped));
    assert!(!folder.join("again.csv").exists() && state.exists());
    // What is kept belongs to this shard only.
    let other = told(&folder, &["--shard", "6/8", "--emit", "findings", "--resume", "-o", "again.csv"]);
    assert!(other.contains("belongs to a run with other settings"), "{other}");
    assert_eq!(sweep(&folder, &shard).status.code(), Some(1));
    assert_eq!(sweep(&folder, &["--shard", "7/8", "--emit", "findings", "-o", "whole.csv"]).status.code(), Some(1));
    assert_eq!(fs::read(folder.join("again.csv")).unwrap(), fs::read(folder.join("whole.csv")).unwrap());
    assert_eq!(names(&folder), ["again.csv", "space.json", "whole.csv"]);
}
