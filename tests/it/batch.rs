//! Many requests at once, through the program: every form says the same, and bad rows stop nothing.

use std::fs;

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin, parse_request};
use comity::lawbook::Lawbook;
use comity::logic::Block;
use comity::solve::solve;
use comity::survey::bulk::{Plan, Worker};
use rayon::prelude::*;
use serde_json::Value;

use crate::invented::requests::Requests;
use crate::invented::world::{self, Size};
use crate::properties::{fast, plain, sums};
use crate::support::{
    comity_on_few as comity, comity_on_few_with_input as comity_with_input, day, scratch, stderr, stdout,
};

const ROWS: &str = r#"{"id": "one", "authority": {"jurisdiction": "US", "purpose": "criminal", "process": "warrant"}, "provider": {"presence": ["DE", "US"], "kind": "cloud"}, "data": {"location": ["DE"], "category": "content", "personal": true}, "team": "a"}
{"id": "two", "authority.jurisdiction": "CH", "provider.seat": "CH", "data.personal": null, "team": "b"}
{"id": "three", "as_of": "2017-01-01", "authority": {"jurisdiction": "US", "purpose": "criminal", "process": "warrant"}, "provider": {"presence": ["US"], "kind": "cloud"}, "data": {"location": ["IE"], "category": "content"}, "team": "c"}
"#;

const TABLE: &str = "id,as_of,authority.jurisdiction,authority.purpose,authority.process,provider.seat,provider.presence,provider.kind,data.location,data.category,data.personal,team
one,,US,criminal,warrant,,DE|US,cloud,DE,content,true,a
two,,CH,,,CH,,,,,unknown,b
three,2017-01-01,US,criminal,warrant,,US,cloud,IE,content,,c
";

fn batch(arguments: &[&str], input: &str) -> String {
    let common = ["batch", "-", "--as-of", "2026-11-25"];
    let output = comity_with_input(&[&common[..], arguments].concat(), input.as_bytes());
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    stdout(&output)
}

#[test]
fn json_lines_and_csv_say_the_same() {
    let from_lines = batch(&[], ROWS);
    assert_eq!(from_lines, batch(&["--input-format", "csv", "--format", "jsonl"], TABLE));
    let as_csv = batch(&["--format", "csv"], ROWS);
    assert_eq!(as_csv, batch(&["--input-format", "csv"], TABLE));
    assert_eq!(
        as_csv.lines().next().unwrap().split(',').take(4).collect::<Vec<_>>(),
        ["id", "team", "as_of", "verdict"]
    );
}

/// Blanks are nothing, and what an editor reads is no column.
#[test]
fn blank_cells_and_the_address_of_a_schema_say_nothing() {
    let head = "id,as_of,authority.jurisdiction,provider.seat,data.personal\n";
    let blank = format!("{head} one , ,US, ,\t\n");
    let bare = format!("{head}one,,US,,\n");
    let table = |input: &str| {
        let common = ["batch", "-", "--as-of", "2026-11-25", "--input-format", "csv"];
        let output = comity_with_input(&common, input.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stdout(&output)
    };
    assert_eq!(table(&blank).replace(" one ", "one"), table(&bare));
    let with = ROWS.replace("{\"id\"", "{\"$schema\": \"request.schema.json\", \"id\"");
    assert_ne!(with, ROWS);
    assert_eq!(batch(&[], &with), batch(&[], ROWS));
}

/// One reader reads every table that the program writes.
#[test]
fn tables_end_their_lines_alike() {
    let rows = batch(&["--format", "csv"], ROWS);
    let list = stdout(&comity(&["corpus", "list", "--jurisdictions", "CH", "--format", "csv"]));
    for table in [rows, list] {
        assert!(table.lines().count() > 1 && table.ends_with('\n') && !table.contains('\r'), "{table}");
    }
}

#[test]
fn parquet_and_arrow_carry_the_same_rows() {
    let folder = scratch("batch-columns");
    let lines = folder.join("rows.jsonl");
    fs::write(&lines, ROWS).unwrap();
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    for name in ["answers.parquet", "answers.arrow"] {
        let output = comity(&["batch", &lines.to_string_lossy(), "--output", &path(name)]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        assert!(fs::metadata(path(name)).unwrap().len() > 100);
    }
    // A table of answers has no facts: the reader says so.
    let output = comity(&["batch", &path("answers.parquet")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("no column is a fact"), "{}", stderr(&output));
    let whole = fs::read(path("answers.parquet")).unwrap();
    fs::write(path("cut.parquet"), &whole[..whole.len() / 2]).unwrap();
    let output = comity(&["batch", &path("cut.parquet"), "--output", &path("none.csv")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("cut off") && !folder.join("none.csv").exists());
}

#[test]
fn an_answer_is_that_of_a_single_check_on_the_law_of_its_date() {
    let folder = scratch("batch-dates");
    for line in batch_without_date(ROWS).lines() {
        let answer: Value = serde_json::from_str(line).unwrap();
        let row = ROWS.lines().find(|row| row.contains(&format!("\"{}\"", answer["id"].as_str().unwrap()))).unwrap();
        let mut request: Value = serde_json::from_str(row).unwrap();
        request.as_object_mut().unwrap().remove("team");
        let file = folder.join("request.json");
        fs::write(&file, request.to_string()).unwrap();
        let checked = comity(&["check", &file.to_string_lossy(), "--format", "json"]);
        let checked: Value = serde_json::from_str(&stdout(&checked)).unwrap();
        assert_eq!(answer["as_of"], checked["as_of"]);
        assert_eq!(answer["verdict"], checked["verdict"]);
        assert_eq!(answer["worst_case"], checked["worst_case"]);
        let ids = |of: &Value, key: &str| -> Vec<String> {
            let list = of[key].as_array().unwrap().iter();
            list.map(|found| found["id"].as_str().or(found.as_str()).unwrap().to_owned()).collect()
        };
        let mut one = ids(&answer, "findings");
        let mut other = [ids(&checked, "conflicts"), ids(&checked, "resolved")].concat();
        one.sort();
        other.sort();
        assert_eq!(one, other);
    }
}

fn batch_without_date(input: &str) -> String {
    stdout(&comity_with_input(&["batch", "-"], input.as_bytes()))
}

#[test]
fn a_bad_row_is_rejected_with_its_line_and_stops_nothing() {
    let folder = scratch("batch-rejects");
    let rejects = folder.join("rejects.jsonl");
    let long = format!("{{\"id\": \"{}\"}}\n", "x".repeat(10 * 1024 * 1024));
    let input = format!(
        "{ROWS}nonsense\n{{\"data.locaton\": \"DE\"}}\n{long}{{\"authority\": {{\"jurisdiction\": \"CH\"}}}}\n"
    );
    let output = comity_with_input(&["batch", "-", "--rejects", &rejects.to_string_lossy()], input.as_bytes());
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output).lines().count(), 4);
    assert!(stderr(&output).contains("3 rows rejected"), "{}", stderr(&output));
    let told: Vec<Value> =
        fs::read_to_string(rejects).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let codes: Vec<(u64, &str)> = told
        .iter()
        .map(|reject| (reject["line"].as_u64().unwrap(), reject["faults"][0]["code"].as_str().unwrap()))
        .collect();
    assert_eq!(codes, [(4, "not-json"), (5, "unknown-fact"), (6, "too-large")]);
}

#[test]
fn headings_that_make_no_sense_are_refused_before_anything_is_done() {
    for (table, word) in [
        ("", "empty"),
        ("id,team\n1,a\n", "no column is a fact"),
        ("data.locaton\nDE\n", "did you mean `data.location`?"),
        ("data.location,data.location\nDE,DE\n", "twice"),
    ] {
        let output = comity_with_input(&["batch", "-", "--input-format", "csv"], table.as_bytes());
        assert_eq!(output.status.code(), Some(2), "{table}");
        assert!(stderr(&output).contains(word), "{table}: {}", stderr(&output));
        assert_eq!(stdout(&output), "");
    }
}

#[test]
fn gzip_and_zstd_are_read_and_written_by_name() {
    let folder = scratch("batch-packed");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    fs::write(path("rows.csv"), TABLE).unwrap();
    for ending in ["gz", "zst"] {
        let packed = path(&format!("answers.csv.{ending}"));
        assert_eq!(comity(&["batch", &path("rows.csv"), "--output", &packed]).status.code(), Some(1));
        let bytes = fs::read(&packed).unwrap();
        let magic: &[u8] = if ending == "gz" { &[0x1f, 0x8b] } else { &[0x28, 0xb5, 0x2f, 0xfd] };
        assert!(bytes.starts_with(magic));
        // The answers are no requests, but they are read: what is refused is their headings.
        let message = stderr(&comity(&["batch", &packed]));
        assert!(message.contains("no column is a fact"), "{message}");
    }
}

/// 300,000 random requests: each answer is that of the plain solver, and what is counted is what is found. Where all is
/// known it takes many until one names what resolves its conflict.
#[test]
fn on_the_real_law_blocks_give_the_answers_of_the_plain_solver() {
    let corpus = Load::strict(&Origin::Embedded).unwrap();
    let resolved = [(0, 250_000), (15, 50_000)]
        .map(|(unknown, requests)| hold_blocks_to_the_plain_solver(&corpus, unknown, requests, u16::MAX));
    assert!(
        resolved.iter().all(|resolved| *resolved > 0),
        "some requests name what resolves their conflicts: {resolved:?}"
    );
}

/// The same on invented law with unions, where the requests are about all of it or about a part.
#[test]
fn on_invented_law_blocks_give_the_answers_of_the_plain_solver() {
    let corpus = world::corpus(Size { orders: 80, provisions: 320, mechanisms: 80 });
    for (unknown, places) in [(0, 80), (10, 80), (0, 20), (10, 20)] {
        hold_blocks_to_the_plain_solver(&corpus, unknown, 1_500, places);
    }
}

/// Answers so many requests both ways, a percentage of their facts unknown; how many conflicts were resolved. Where not
/// all places may be named, no others are.
fn hold_blocks_to_the_plain_solver(corpus: &Corpus, unknown: usize, requests: usize, places: u16) -> u64 {
    let atlas = Atlas::new(corpus);
    let book = Lawbook::new(corpus, &atlas, day("2026-11-25"));
    let plan = Plan::new(&book);
    let mut random = Requests::new(&book, unknown, 7);
    if places < u16::MAX {
        random.encoded.retain(|place| *place < places);
        random.share = 100;
    }
    let blocks = random.blocks(requests);
    let check = |worker: &mut Worker<'_, '_, '_>, block: &Block| {
        let answers = worker.solve(block);
        assert_eq!(answers.len(), block.len());
        for at in 0..block.len() {
            assert_eq!(fast(&plan, answers, at), plain(&solve(&book, &block.facts(at))), "request {at}");
        }
        let (conflicts, resolved, verdicts) = sums(answers);
        assert_eq!(worker.count(block), conflicts);
        let tally = worker.tally(block);
        assert_eq!((tally.conflicts, tally.resolved), (conflicts, resolved));
        for (verdict, requests) in verdicts {
            assert_eq!([tally.requests(verdict), tally.worst_cases(verdict)], requests, "{verdict:?}");
        }
        resolved.certain + resolved.contested + resolved.possible
    };
    blocks.par_iter().map_init(|| Worker::new(&plan), check).sum()
}

/// The fast reader of lines and the reader of single requests say the same of every request that is on record.
#[test]
fn rows_are_read_as_single_requests_are() {
    let corpus = Load::strict(&Origin::Embedded).unwrap();
    let values = comity::intake::Values::new(&corpus);
    let mut lines = comity::intake::Lines::new(&values);
    let folder = crate::support::root().join("data/cases");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let case: Value = serde_json::from_str(&fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap();
        let text = case["request"].to_string();
        let mut requests = comity::intake::Requests::new(&values.domains);
        lines.read(1, text.as_bytes(), &mut requests).unwrap();
        let single = parse_request(&corpus, comity::text::FileId::default(), &text, "1").unwrap();
        assert_eq!(requests.block.facts(0), single.facts, "{text}");
        assert_eq!((requests.ids[0].as_str(), requests.days[0]), (single.name.as_str(), single.as_of));
        seen += 1;
    }
    assert!(seen > 50);
}

#[test]
fn a_finding_has_the_law_in_words_its_way_out_and_what_is_missing() {
    let rows = batch(&["--each", "finding", "--format", "jsonl"], ROWS);
    let rows: Vec<Value> = rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(!rows.is_empty());
    for row in &rows {
        for side in ["required", "forbidden"] {
            let text = |part: &str| row[format!("{side}_{part}")].as_str().unwrap().to_owned();
            assert!(!text("title").is_empty() && !text("citation").is_empty() && !text("pinpoint").is_empty(), "{row}");
            assert!(text("url").starts_with("http"), "{row}");
        }
        let open = row["resolved"] == true || row["outcome"] != "deadlock";
        assert_eq!(row["way_out"] != "", open, "{row}");
        assert_eq!(row["way_out_title"] != "", open, "{row}");
        let missing = row["missing"].as_array().unwrap();
        assert_eq!(row["certainty"] == "possible", row["certainty"] == "possible" && !missing.is_empty(), "{row}");
        assert!(row["certainty"] != "certain" || missing.is_empty(), "{row}");
    }
    // What a single check says of the first request, in its own order.
    let folder = scratch("batch-found");
    let mut request: Value = serde_json::from_str(ROWS.lines().next().unwrap()).unwrap();
    request.as_object_mut().unwrap().remove("team");
    fs::write(folder.join("one.json"), request.to_string()).unwrap();
    let file = folder.join("one.json");
    let checked = comity(&["check", &file.to_string_lossy(), "--as-of", "2026-11-25", "--format", "json"]);
    let checked: Value = serde_json::from_str(&stdout(&checked)).unwrap();
    for conflict in checked["conflicts"].as_array().unwrap() {
        let row = rows.iter().find(|row| row["id"] == "one" && row["finding"] == conflict["id"]).unwrap();
        let open = conflict["mechanisms"].as_array().unwrap().iter();
        let achieved = open.filter(|way| way["status"] == "available" && way["achieves"] == conflict["outcome"]);
        let best: Vec<&Value> = achieved.map(|way| &way["id"]).collect();
        assert!(row["way_out"] == "" && best.is_empty() || best.contains(&&row["way_out"]), "{row} {best:?}");
        assert_eq!(sorted(&row["missing"]), sorted(&conflict["hinges_on"]), "{row}");
    }
    let german = batch(&["--each", "finding", "--format", "jsonl", "--lang", "de"], ROWS);
    assert_ne!(german.lines().next().unwrap(), rows[0].to_string());
}

fn sorted(list: &Value) -> Vec<String> {
    let mut texts: Vec<String> =
        list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect();
    texts.sort();
    texts
}

#[test]
fn the_facts_of_the_input_can_be_kept_and_every_row_names_what_it_was_made_with() {
    let csv = batch(&["--input-format", "csv", "--keep"], TABLE);
    let head: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
    assert!(head.contains(&"data.location") && head.contains(&"team"), "{head:?}");
    assert!(csv.lines().nth(1).unwrap().contains("DE|US"), "{csv}");
    let lines = batch(&["--keep"], ROWS);
    let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(first["provider.presence"], serde_json::json!(["DE", "US"]));
    assert_eq!(
        first["verdict"],
        serde_json::from_str::<Value>(batch(&[], ROWS).lines().next().unwrap()).unwrap()["verdict"]
    );
    assert!(first["corpus"].as_str().unwrap().starts_with("sha256:") && first["engine"].is_string());
    let german: Value =
        serde_json::from_str(batch(&["--input-format", "csv", "--format", "jsonl"], TABLE).lines().next().unwrap())
            .unwrap();
    assert_eq!(german.get("data.location"), None, "only if it is asked for");
}

#[test]
fn no_text_of_the_users_is_run_as_a_formula() {
    let input = "id,data.location,note\n\"=1+1\",DE,+cmd|x\n@x,DE,-5\n-7,DE,\"\t=2\"\n";
    let output = comity_with_input(&["batch", "-", "--input-format", "csv"], input.as_bytes());
    let csv = stdout(&output);
    assert!(csv.contains("\n'=1+1,'+cmd|x,") && csv.contains("\n'@x,-5,") && csv.contains("\n-7,'\t=2,"), "{csv}");
    let lines =
        stdout(&comity_with_input(&["batch", "-", "--input-format", "csv", "--format", "jsonl"], input.as_bytes()));
    assert!(lines.contains(r#""id":"=1+1""#), "{lines}");
}

#[test]
fn what_is_wrong_with_rows_is_told_as_far_as_it_helps() {
    let bad = |count: usize| "nonsense\n".repeat(count);
    let told =
        |input: &str, form: &str| stderr(&comity_with_input(&["batch", "-", "--input-format", form], input.as_bytes()));
    assert!(!told(&bad(10), "jsonl").contains("further rejected rows"), "all ten are told");
    let eleven = told(&bad(11), "jsonl");
    assert_eq!(eleven.matches("further rejected rows").count(), 1, "{eleven}");
    let set = told("id,data.location\n1,\"US,DE\"\n", "csv");
    assert!(set.contains("write `US|DE`"), "{set}");
    let yes = "id,data.location,data.personal\n1,DE,ja\n2,DE,wahr\n3,DE,No\n4,DE,YES\n";
    assert!(!told(yes, "csv").contains("rejected"), "{}", told(yes, "csv"));
    let doubled = told("id,data.location\na,DE\nb,DE\na,US\n", "csv");
    assert!(doubled.contains("1 rows have an id that an earlier row has") && doubled.contains("`a`"), "{doubled}");
    let set = comity(&["check", "--set", "data.personal=ja", "--set", "authority.jurisdiction=CH"]);
    assert_ne!(set.status.code(), Some(2), "{}", stderr(&set));
}
