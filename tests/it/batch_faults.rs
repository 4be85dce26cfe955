//! Many requests, and all that can go wrong: what is said, what is left behind, and what is kept.

#![expect(clippy::string_slice, reason = "the texts cut here are the test's own")]

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use arrow_array::{ArrayRef, BooleanArray, Int64Array, RecordBatch, StringArray, StructArray};
use arrow_ipc::writer::{FileWriter, StreamWriter};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use serde_json::Value;

use crate::support::{
    comity_on_few as comity, comity_on_few_with_input as comity_with_input, few_folder, scratch, stderr, stdout,
};

fn texts(values: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(values.to_vec()))
}

fn table(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    let fields: Vec<Field> =
        columns.iter().map(|(name, column)| Field::new(*name, column.data_type().clone(), true)).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns.into_iter().map(|(_, column)| column).collect())
        .unwrap()
}

fn demands() -> RecordBatch {
    table(vec![
        ("id", texts(&["one", "two"])),
        ("authority.jurisdiction", texts(&["US", "CH"])),
        ("data.location", texts(&["DE|FR", "CH"])),
    ])
}

fn stream(batch: &RecordBatch) -> Vec<u8> {
    let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    writer.write(batch).unwrap();
    writer.into_inner().unwrap()
}

fn parquet(batch: &RecordBatch) -> Vec<u8> {
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).unwrap();
    writer.write(batch).unwrap();
    writer.into_inner().unwrap()
}

/// Runs a batch over bytes of a form, and gives the exit status, the answers and what was told.
fn run(form: &str, input: &[u8], more: &[&str]) -> (i32, String, String) {
    let format = if more.contains(&"--format") { &[][..] } else { &["--format", "jsonl"] };
    let arguments = [&["batch", "-", "--as-of", "2026-11-25", "--input-format", form], format, more].concat();
    let output = comity_with_input(&arguments, input);
    (output.status.code().unwrap(), stdout(&output), stderr(&output))
}

/// What a run says that must not answer anything.
fn refused(form: &str, input: &[u8]) -> String {
    let (status, answers, told) = run(form, input, &[]);
    assert_eq!((status, answers.as_str()), (2, ""), "{told}");
    assert!(!told.contains("panicked"), "{told}");
    told
}

#[test]
fn an_empty_input_is_told() {
    for form in ["csv", "parquet", "arrow"] {
        assert!(refused(form, b"").contains("standard input` is empty"), "{form}");
    }
    let (status, answers, told) = run("jsonl", b"", &[]);
    assert_eq!((status, answers.as_str()), (0, ""));
    assert!(told.contains("0 requests answered"), "{told}");
    // Headings alone are a table without rows, and so are its answers.
    let (status, answers, _) = run("csv", b"id,data.location,team\n", &["--format", "csv"]);
    assert_eq!((status, answers.split(',').take(3).collect()), (0, vec!["id", "team", "as_of"]));
}

#[test]
fn an_input_of_another_form_is_told() {
    assert!(refused("jsonl", &parquet(&demands())).contains("`--input-format parquet` reads it"));
    assert!(refused("csv", &stream(&demands())).contains("`--input-format arrow` reads it"));
    assert!(refused("arrow", b"{\"id\": 1}\n").contains("no Arrow stream"));
    assert!(refused("parquet", b"{\"id\": 1}\n").contains("no Parquet file, or is cut off"));
    assert!(refused("jsonl", b"[\n{}\n]").contains("one JSON list"));
    let utf16: Vec<u8> = "\u{feff}id;data.location".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(refused("csv", &utf16).contains("is UTF-16"));
}

#[test]
fn an_input_that_is_cut_off_is_told_wherever_it_is_cut() {
    let whole = stream(&demands());
    let (status, answers, _) = run("arrow", &whole, &[]);
    assert_eq!((status, answers.lines().count()), (0, 2));
    let head = StreamWriter::try_new(Vec::new(), &demands().schema()).unwrap().into_inner().unwrap().len() - 8;
    // Within the schema, behind it, within the rows, and behind them, where only the mark of the end is missing.
    for cut in [8, head / 2, head, head + 20, whole.len() / 2, whole.len() - 9, whole.len() - 8, whole.len() - 4] {
        let (status, _, told) = run("arrow", &whole[..cut], &[]);
        assert_eq!(status, 2, "cut at {cut} of {}: {told}", whole.len());
        assert!(told.contains("is broken"), "cut at {cut}: {told}");
    }
    let rows = "{\"authority.jurisdiction\": \"US\"}\n".repeat(1000);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(rows.as_bytes()).unwrap();
    for packed in [gzip.finish().unwrap(), zstd::encode_all(rows.as_bytes(), 3).unwrap()] {
        let (status, answers, _) = run("jsonl", &packed, &[]);
        assert_eq!((status, answers.lines().count()), (0, 1000));
        let (status, _, told) = run("jsonl", &packed[..packed.len() - 6], &[]);
        assert_eq!(status, 2);
        assert!(told.contains("is broken"), "{told}");
    }
}

#[test]
fn an_arrow_file_is_read_like_a_stream() {
    let batch = demands();
    let mut writer = FileWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    writer.write(&batch).unwrap();
    let file = writer.into_inner().unwrap();
    assert_eq!(run("arrow", &file, &[]).1, run("arrow", &stream(&batch), &[]).1);
}

#[test]
fn columns_of_a_type_that_they_cannot_have_are_refused_together() {
    let numbers: ArrayRef = Arc::new(Int64Array::from(vec![1, 2]));
    let flags: ArrayRef = Arc::new(BooleanArray::from(vec![true, false]));
    let batch = table(vec![
        ("id", Arc::clone(&flags)),
        ("as_of", Arc::clone(&numbers)),
        ("data.location", Arc::clone(&numbers)),
        ("data.personal", Arc::clone(&flags)),
        ("ticket", numbers),
    ]);
    for told in [refused("arrow", &stream(&batch)), refused("parquet", &parquet(&batch))] {
        for column in ["`id` has the type Boolean", "`as_of` has the type Int64", "`data.location` has the type Int64"]
        {
            assert!(told.contains(column), "{told}");
        }
        assert!(told.contains("3 errors"), "{told}");
    }
    // A number is no text: in a row it rejects the row only, and an id may be one.
    let input = b"{\"id\": 7, \"data.personal\": true}\n{\"data.personal\": 1}\n{\"data.personal\": [\"x\"]}\n";
    let (status, answers, told) = run("jsonl", input, &[]);
    assert_eq!(status, 2);
    assert!(answers.starts_with("{\"id\":\"7\"") && answers.lines().count() == 1, "{answers}");
    assert!(told.contains("row 2: wrong-type") && told.contains("row 3: wrong-type"), "{told}");
}

#[test]
fn texts_of_tables_mean_the_same_in_every_form() {
    let csv =
        "id,data.personal,data.location,as_of,note\na,TRUE,DE|FR,25.11.2026,x\nb,unknown,none,,\nc,,,2017-01-01,y\n";
    let batch = table(vec![
        ("id", texts(&["a", "b", "c"])),
        ("data.personal", texts(&["TRUE", "unknown", ""])),
        ("data.location", texts(&["DE|FR", "none", ""])),
        ("as_of", texts(&["2026-11-25", "2026-11-25", "2017-01-01"])),
        ("note", texts(&["x", "", "y"])),
    ]);
    let from_csv = run("csv", csv.as_bytes(), &[]);
    assert_eq!(from_csv.1, run("arrow", &stream(&batch), &[]).1);
    assert_eq!(from_csv.1, run("parquet", &parquet(&batch), &[]).1);
}

#[test]
fn a_field_of_a_struct_that_is_null_is_unknown() {
    let inner: ArrayRef = texts(&["US", "US"]);
    let fields = vec![Field::new("jurisdiction", DataType::Utf8, true)];
    let whole = StructArray::new(fields.into(), vec![inner], Some(vec![true, false].into()));
    let places = ("provider.presence", texts(&["US|DE", "US|DE"]));
    let (_, answers, told) = run("arrow", &stream(&table(vec![("authority", Arc::new(whole)), places])), &[]);
    let rows = "{\"authority.jurisdiction\": \"US\", \"provider.presence\": [\"US\", \"DE\"]}\n\
                {\"authority.jurisdiction\": null, \"provider.presence\": [\"US\", \"DE\"]}\n";
    let (_, expected, _) = run("jsonl", rows.as_bytes(), &[]);
    assert_eq!(answers, expected, "{told}");
    let (one, other) = answers.split_once('\n').unwrap();
    assert_ne!(one.replace("\"id\":\"1\"", ""), other.trim_end().replace("\"id\":\"2\"", ""));
}

#[test]
fn a_column_of_the_answer_cannot_come_from_the_input() {
    let csv = refused("csv", b"data.location,verdict\nDE,clear\n");
    assert!(csv.contains("`verdict` is a column of the answer"), "{csv}");
    let batch = table(vec![("data.location", texts(&["DE"])), ("verdict", texts(&["clear"]))]);
    assert!(refused("arrow", &stream(&batch)).contains("`verdict` is a column of the answer"));
    let (_, answers, told) = run("jsonl", b"{\"data.location\": [\"DE\"], \"verdict\": \"clear\"}\n", &[]);
    assert!(answers.is_empty() && told.contains("row 1: doubled-key"), "{told}");
    // What is no column of this table passes through.
    let (_, answers, _) = run("csv", b"data.location,verdict\nDE,mine\n", &["--each", "finding", "--format", "csv"]);
    assert!(answers.starts_with("id,verdict,as_of,"), "{answers}");
}

#[test]
fn doubled_and_missing_columns_are_told() {
    let batch = table(vec![("data.location", texts(&["DE"])), ("team", texts(&["a"])), ("team", texts(&["b"]))]);
    assert!(refused("arrow", &stream(&batch)).contains("the column `team` is there twice"));
    assert!(refused("csv", b",data.location\n1,DE\n").contains("column 1 has no name"));
    let many: String = (0..1500).map(|at| format!("\"other key {at}\": 1, ")).collect();
    let input = format!(
        "{}\n{}\n{{{many}\"data.location\": [\"DE\"]}}\n",
        r#"{"team": "a", "data.location": ["DE"], "team": "b"}"#,
        r#"{"data.location": ["DE"], "data": {"location": []}}"#
    );
    let (status, answers, told) = run("jsonl", input.as_bytes(), &[]);
    assert_eq!((status, answers.as_str()), (2, ""));
    for fault in ["row 1: doubled-key: the key `team`", "row 2: doubled-key", "row 3: too-large: the row has 1501 keys"]
    {
        assert!(told.contains(fault), "{told}");
    }
    // Rows with too few or too many cells are told with both numbers; empty columns at the end are nothing.
    let (_, answers, told) = run("csv", b"id,data.location,,\n1,DE,,\n2\n3,DE,,x\n4,DE,,,\n", &[]);
    assert_eq!(answers.lines().count(), 1);
    for fault in
        ["row 3: wrong-type: the row has 1 fields, the first line has 4", "row 4: unknown-key", "row 5: wrong-type"]
    {
        assert!(told.contains(fault), "{told}");
    }
}

#[test]
fn a_row_of_ten_megabytes_is_rejected_and_the_others_are_read() {
    let long = "x".repeat(10 << 20);
    let note = "y".repeat(500);
    // A row of one line, and one whose quotation mark swallows whole rows.
    let open = format!("3,DE,\"{}", format!("4,DE,{note}\n").repeat(3000));
    let csv = format!("id,data.location,note\n1,DE,{long}\n2,FR,\"a\nb\"\n{open}");
    let (status, answers, told) = run("csv", csv.as_bytes(), &[]);
    assert_eq!((status, answers.lines().count()), (2, 3000), "{told}");
    assert!(answers.starts_with("{\"id\":\"2\",\"note\":\"a\\nb\""), "{}", &answers[..200]);
    for fault in ["row 2: too-large", "row 5: too-large", "is a quotation mark left open?", "2 rows rejected"] {
        assert!(told.contains(fault), "{told}");
    }
    let batch = table(vec![("data.location", texts(&["DE", "DE"])), ("note", texts(&[&long, "short"]))]);
    for (form, bytes) in [("arrow", stream(&batch)), ("parquet", parquet(&batch))] {
        let (status, answers, told) = run(form, &bytes, &[]);
        assert_eq!((status, answers.lines().count()), (2, 1));
        assert!(told.contains("row 1: too-large: the row has 104857"), "{told}");
    }
}

#[test]
fn texts_that_are_not_utf8_are_told_with_their_byte_and_what_to_do() {
    let (status, answers, told) = run("csv", b"data.location;note\nDE;K\xf6ln\nDE;Bonn\n", &[]);
    assert_eq!((status, answers.lines().count()), (2, 1));
    assert!(told.contains("row 2: unreadable: `note` is not UTF-8: it has the byte F6"), "{told}");
    assert!(told.contains("CSV UTF-8"), "{told}");
    assert!(
        refused("csv", b"data.location;B\xfcro\nDE;1\n").contains("the first line of `standard input` is not UTF-8")
    );
    let (_, answers, told) = run("jsonl", b"{\"note\": \"K\xf6ln\"}\n{}\n", &[]);
    assert_eq!(answers.lines().count(), 1);
    assert!(told.contains("row 1: unreadable"), "{told}");
}

#[test]
fn german_tables_are_read_and_written() {
    let plain = "id,data.personal,as_of,note\n1,true,2026-11-25,\"a;b\"\n2,false,2017-01-01,c\n";
    let german = "\u{feff}id;data.personal;as_of;note\r\n1;WAHR;25.11.2026;\"a;b\"\r\n2;FALSCH;1.1.2017;c\r\n";
    let expected = run("csv", plain.as_bytes(), &[]).1;
    assert_eq!(expected.lines().count(), 2);
    assert_eq!(run("csv", german.as_bytes(), &[]).1, expected);
    assert_eq!(run("csv", german.as_bytes(), &["--csv-dialect", "de"]).1, expected);
    // Asked for one dialect, the other is refused, and the headings show how they were read.
    let told = stderr(&comity_with_input(
        &["batch", "-", "--input-format", "csv", "--csv-dialect", "plain"],
        german.as_bytes(),
    ));
    assert!(told.contains("`id;data.personal;as_of;note`"), "{told}");
    let (_, written, _) = run(
        "jsonl",
        b"{\"id\": \"1\", \"data.personal\": true, \"price\": 1.5}\n",
        &["--format", "csv", "--csv-dialect", "de"],
    );
    assert!(
        written.starts_with("\u{feff}id;price;as_of;verdict;") && written.contains("\n1;1,5;2026-11-25;"),
        "{written}"
    );
    let tabs = german.replace(';', "\t").replace("a\tb", "a;b");
    assert_eq!(run("csv", tabs.as_bytes(), &[]).1, expected);
}

/// What is in a folder, by name.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Rows of which one in a thousand is none, and of which some have conflicts; the others are soon done.
fn rows(count: usize) -> String {
    let row = |at: usize| {
        let (place, other) = if at.is_multiple_of(50) { ("US", "DE") } else { ("CH", "CH") };
        match at % 1000 {
            7 => "{\"data.locaton\": \"DE\"}\n".to_owned(),
            _ => format!(
                r#"{{"id": "{at}", "authority.jurisdiction": "{place}", "provider.seat": "{place}", "provider.presence": ["{place}"], "provider.market": ["{other}"], "data.location": ["{other}"], "subject.residence": "{other}", "subject.nationality": "{other}", "customer.seat": "{other}", "team": {at}}}
"#
            ),
        }
    };
    (0..count).map(row).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_nothing_behind() {
    let folder = scratch("batch-full");
    fs::write(folder.join("rows.jsonl"), rows(3_000)).unwrap();
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    // No file may grow beyond four blocks: that is a full disk which needs no rights. Its signal is ignored, so that
    // writing fails instead.
    for output in
        ["answers.jsonl", "answers.csv", "answers.csv.gz", "answers.jsonl.zst", "answers.parquet", "answers.arrow"]
    {
        let script =
            "trap '' XFSZ; ulimit -f 4; exec \"$0\" batch \"$1\" --output \"$2\" --rejects \"$3\" --corpus \"$4\"";
        let output = Command::new("sh")
            .args([
                "-c",
                script,
                env!("CARGO_BIN_EXE_comity"),
                &path("rows.jsonl"),
                &path(output),
                &path("rejects.jsonl"),
                few_folder(),
            ])
            .output()
            .unwrap();
        let told = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("cannot write `") && told.contains("File too large"), "{told}");
        assert_eq!(names(&folder), ["rows.jsonl"], "{told}");
    }
    // A device is written to, not replaced.
    let told = stderr(&comity(&["batch", &path("rows.jsonl"), "--output", "/dev/full"]));
    assert!(told.contains("cannot write `/dev/full`: No space left on device"), "{told}");
    let full = Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(["batch", &path("rows.jsonl"), "--corpus", few_folder()])
        .stdout(File::options().write(true).open("/dev/full").unwrap())
        .output()
        .unwrap();
    assert_eq!(full.status.code(), Some(2));
    assert!(stderr(&full).contains("cannot write `standard output`: No space left on device"), "{}", stderr(&full));
}

#[test]
fn outputs_that_cannot_be_are_refused_before_anything_is_done() {
    let folder = scratch("batch-outputs");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    fs::write(path("rows.jsonl"), rows(10)).unwrap();
    let told = |more: &[&str]| {
        let output = comity(&[&["batch", &path("rows.jsonl")], more].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(!stderr(&output).contains("answered"), "{}", stderr(&output));
        stderr(&output)
    };
    assert!(told(&["--output", &path("")]).contains("it is a folder"));
    assert!(told(&["--output", &path("no/answers.csv")]).contains("No such file"));
    assert!(told(&["--output", &path("a"), "--rejects", &path("a")]).contains("are the same file"));
    assert!(told(&["--resume"]).contains("needs `--output FILE`"));
    assert!(told(&["--resume", "--output", &path("a.parquet")]).contains("plain JSON Lines and CSV"));
    // The input can be replaced by its answers, because they are written aside.
    let output = comity(&["batch", &path("rows.jsonl"), "--output", &path("rows.jsonl")]);
    assert_eq!((output.status.code(), names(&folder)), (Some(2), vec!["rows.jsonl".to_owned()]));
    assert_eq!(fs::read_to_string(path("rows.jsonl")).unwrap().lines().count(), 9);
}

fn start(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(arguments)
        .args(["--corpus", few_folder()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

/// Waits for something that the child does.
fn wait_until(child: &mut Child, done: impl Fn() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(child.try_wait().unwrap().is_none(), "the run has ended too early");
        assert!(start.elapsed() < Duration::from_secs(120));
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(unix)]
#[test]
fn a_signal_ends_a_run_that_waits_and_leaves_nothing_behind() {
    let folder = scratch("batch-signal");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let (answers, rejects) = (path("answers.jsonl"), path("rejects.jsonl"));
    let mut child = start(&["batch", "-", "--output", &answers, "--rejects", &rejects]);
    child.stdin.as_mut().unwrap().write_all(rows(10).as_bytes()).unwrap();
    // Both outputs are begun, aside.
    wait_until(&mut child, || names(&folder).len() == 2);
    let stdin = child.stdin.take();
    signal(&child, "-INT");
    let output = child.wait_with_output().unwrap();
    drop(stdin);
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    assert!(told.contains("answers.jsonl` was not written") && told.contains("error: stopped"), "{told}");
    assert!(names(&folder).is_empty(), "{:?}", names(&folder));
}

const MANY: usize = 70_000;

/// A folder with rows, and what an undisturbed run makes of them.
fn undisturbed(name: &str) -> (PathBuf, String, String) {
    let folder = scratch(name);
    fs::write(folder.join("rows.jsonl"), rows(MANY)).unwrap();
    let output = batch_in(&folder, "whole", &[]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let (answers, rejects) = (read("whole.csv"), read("whole.rejects"));
    assert_eq!((answers.lines().count(), rejects.lines().count()), (MANY - MANY / 1000 + 1, MANY / 1000));
    (folder, answers, rejects)
}

fn arguments(folder: &Path, name: &str) -> Vec<String> {
    let path = |name: String| folder.join(name).to_string_lossy().into_owned();
    let (answers, rejects) = (path(format!("{name}.csv")), path(format!("{name}.rejects")));
    let words =
        ["batch", &path("rows.jsonl".into()), "--as-of", "2026-11-25", "--output", &answers, "--rejects", &rejects];
    words.map(str::to_owned).to_vec()
}

fn batch_in(folder: &Path, name: &str, more: &[&str]) -> Output {
    let arguments = arguments(folder, name);
    comity(&arguments.iter().map(String::as_str).chain(more.iter().copied()).collect::<Vec<_>>())
}

/// The counts of a summary.
fn counts(output: &Output) -> Vec<String> {
    stderr(output)
        .lines()
        .filter(|line| line.contains("answered") || line.contains("rejected"))
        .map(str::to_owned)
        .collect()
}

#[cfg(unix)]
#[test]
fn a_run_that_was_stopped_or_killed_is_gone_on_with() {
    let (folder, answers, rejects) = undisturbed("batch-resume");
    let whole = batch_in(&folder, "again", &["--resume"]);
    for how in ["-INT", "-KILL"] {
        let mut words = arguments(&folder, "again");
        words.push("--resume".into());
        let mut child = start(&words.iter().map(String::as_str).collect::<Vec<_>>());
        wait_until(&mut child, || folder.join("again.csv.part.json").exists());
        fs::remove_file(folder.join("again.csv")).unwrap();
        signal(&child, how);
        let output = child.wait_with_output().unwrap();
        assert!(!folder.join("again.csv").exists());
        if how == "-INT" {
            assert_eq!(output.status.code(), Some(2));
            assert!(stderr(&output).contains("rows are kept in"), "{}", stderr(&output));
        }
        let state: Value =
            serde_json::from_str(&fs::read_to_string(folder.join("again.csv.part.json")).unwrap()).unwrap();
        let done = state["done"]["rows"].as_u64().unwrap();
        assert!(done > 0 && done < MANY as u64, "{how} came after {done} rows");
        let resumed = batch_in(&folder, "again", &["--resume"]);
        assert_eq!((resumed.status.code(), counts(&resumed)), (whole.status.code(), counts(&whole)));
        let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        assert!(read("again.csv") == answers && read("again.rejects") == rejects, "{how}");
        assert!(names(&folder).iter().all(|name| !name.contains("part")), "{:?}", names(&folder));
    }
}

/// A day that was asked for goes before those of the rows, and today does not: these are two runs.
#[cfg(unix)]
#[test]
fn a_run_of_today_is_none_that_asked_for_this_day() {
    let folder = scratch("batch-today");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    fs::write(path("rows.jsonl"), rows(MANY)).unwrap();
    let (input, output) = (path("rows.jsonl"), path("answers.jsonl"));
    let arguments = ["batch", &input, "--output", &output, "--resume"];
    let mut child = start(&arguments);
    wait_until(&mut child, || folder.join("answers.jsonl.part.json").exists());
    child.kill().unwrap();
    child.wait().unwrap();
    let today = jiff::ZonedDateTime::now().date().to_string();
    let asked = comity(&[&arguments[..], &["--as-of", &today]].concat());
    assert_eq!(asked.status.code(), Some(2));
    assert!(stderr(&asked).contains("other settings"), "{}", stderr(&asked));
}

/// Every point at which a run can end, made by hand.
#[test]
fn what_an_earlier_run_left_is_used_only_if_it_is_whole() {
    let (folder, answers, rejects) = undisturbed("batch-left");
    let path = |name: &str| folder.join(name);
    let read = |name: &str| fs::read_to_string(path(name)).unwrap();
    // A state after 40,000 rows, with rows behind it that the state does not know.
    let bytes: usize = answers.split_inclusive('\n').take(40_000 - 40 + 1).map(str::len).sum();
    let rejected: usize = rejects.split_inclusive('\n').take(40).map(str::len).sum();
    let mut child = start(
        &[arguments(&folder, "left"), vec!["--resume".into()]].concat().iter().map(String::as_str).collect::<Vec<_>>(),
    );
    wait_until(&mut child, || path("left.csv.part.json").exists());
    child.kill().unwrap();
    child.wait().unwrap();
    let mut state: Value = serde_json::from_str(&read("left.csv.part.json")).unwrap();
    state["done"]["rows"] = 40_000.into();
    state["done"]["bytes"] = bytes.into();
    state["done"]["rejected_bytes"] = rejected.into();
    let lay = |part: Option<&str>, rejects: &str, state: &str| {
        let _ = fs::remove_file(path("left.csv"));
        let _ = fs::remove_file(path("left.csv.part"));
        part.iter().for_each(|part| fs::write(path("left.csv.part"), part).unwrap());
        fs::write(path("left.rejects.part"), rejects).unwrap();
        fs::write(path("left.csv.part.json"), state).unwrap();
    };
    let more = format!("{}half a r", &answers[..bytes + 5000]);
    lay(Some(&more), &rejects[..rejected + 10], &state.to_string());
    let resumed = batch_in(&folder, "left", &["--resume"]);
    assert_eq!(resumed.status.code(), Some(2), "{}", stderr(&resumed));
    assert!(read("left.csv") == answers && read("left.rejects") == rejects);
    // Less than the state says, another input, other settings, or nonsense: never gone on with.
    let told = |part: Option<&str>, state: &str, more: &[&str]| {
        lay(part, &rejects[..rejected], state);
        let output = batch_in(&folder, "left", &[&["--resume"], more].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(!path("left.csv").exists());
        stderr(&output)
    };
    assert!(told(Some(&answers[..bytes - 1]), &state.to_string(), &[]).contains("tells of"));
    assert!(told(None, &state.to_string(), &[]).contains("which has 0"));
    assert!(told(Some(&answers), "{", &[]).contains("cannot be understood"));
    assert!(told(Some(&answers), &state.to_string(), &["--each", "finding"]).contains("other settings"));
    assert!(told(Some(&answers), &state.to_string(), &["--lang", "de"]).contains("other settings"));
    File::options().append(true).open(path("rows.jsonl")).unwrap().write_all(b"\n").unwrap();
    assert!(told(Some(&answers), &state.to_string(), &[]).contains("other input"));
}
