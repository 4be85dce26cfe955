//! The REST API: every answer is that of the command line and as the description says, and nothing hostile hurts.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::served::{Answer, Server, read};
use crate::support::{comity_with_input, root, scratch, stderr, stdout};

const JSON: &str = "application/json";
const REQUEST: &str = r#"{"as_of": "2026-11-24", "authority": {"jurisdiction": "US", "purpose": "criminal", "process": "warrant"},
  "provider": {"seat": "US", "presence": ["US", "DE"], "kind": "cloud"}, "data.location": ["DE"], "data.category": "content"}"#;
const SITES: &str = "id,place,operator,seat\nberlin,DE,one,US\nparis,FR,one,US\n";

/// A verb, an address, perhaps a body with its media type, and the arguments with which the command line says the same.
type Both = (&'static str, &'static str, Option<(&'static str, &'static str)>, Vec<&'static str>);

/// What is asked both ways: the operation, the address, what is sent, and the command.
fn both() -> Vec<Both> {
    let facts = "authority.jurisdiction=US&data.location=DE,FR&provider.presence=US,DE&as-of=2026-11-24";
    let sent = Some((JSON, REQUEST));
    let set =
        ["--set", "authority.jurisdiction=US", "--set", "data.location=DE,FR", "--set", "provider.presence=US,DE"];
    let on = ["--as-of", "2026-11-24"];
    let with_facts = |verb: &'static str| [&[verb][..], &set, &on].concat();
    let get = |path: &'static str| -> &'static str { Box::leak(format!("{path}?{facts}").into_boxed_str()) };
    vec![
        ("check", get("/check"), None, with_facts("check")),
        ("checkRequest", "/check", sent, vec!["check", "-"]),
        (
            "checkRequest",
            "/check?lang=de&explain=true&as-of=2019-01-01&authority.secrecy_order=true",
            sent,
            vec![
                "check",
                "-",
                "--lang",
                "de",
                "--explain",
                "--as-of",
                "2019-01-01",
                "--set",
                "authority.secrecy_order=true",
            ],
        ),
        ("advise", get("/advise"), None, with_facts("advise")),
        (
            "adviseRequest",
            "/advise?max-changes=2&keep=data.location&lang=de",
            sent,
            vec!["advise", "-", "--max-changes", "2", "--keep", "data.location", "--lang", "de"],
        ),
        ("timelineRequest", "/timeline?from=2015-01-01", sent, vec!["timeline", "-", "--from", "2015-01-01"]),
        (
            "timeline",
            "/timeline/GB/CH?from=2018-01-01&to=2021-12-31&lang=de&as-of=2020-01-01",
            None,
            vec![
                "timeline",
                "GB",
                "CH",
                "--from",
                "2018-01-01",
                "--to",
                "2021-12-31",
                "--lang",
                "de",
                "--as-of",
                "2020-01-01",
            ],
        ),
        (
            "pair",
            "/pair/CH/japan?as-of=2026-11-24&authority.purpose=criminal&with=SG",
            None,
            vec!["pair", "CH", "japan", "--as-of", "2026-11-24", "--set", "authority.purpose=criminal", "--with", "SG"],
        ),
        (
            "matrix",
            "/matrix?jurisdictions=CH,JP,SG&as-of=2026-11-24&profile=criminal-content",
            None,
            vec!["matrix", "--jurisdictions", "CH,JP,SG", "--as-of", "2026-11-24", "--profile", "criminal-content"],
        ),
        (
            "diff",
            "/diff?old=2020-06-01&new=2020-09-01&jurisdictions=CH,US&lang=de",
            None,
            vec!["diff", "2020-06-01", "2020-09-01", "--jurisdictions", "CH,US", "--lang", "de"],
        ),
        ("footprints", "/footprint", None, vec!["footprint", "list"]),
        (
            "footprint",
            "/footprint/sap?states=US,CH&profiles=criminal-content&without=CN&as-of=2026-11-24",
            None,
            vec![
                "footprint",
                "sap",
                "--states",
                "US,CH",
                "--profiles",
                "criminal-content",
                "--without",
                "CN",
                "--as-of",
                "2026-11-24",
            ],
        ),
        (
            "ownFootprint",
            "/footprint?states=US&as-of=2026-11-24",
            Some(("text/csv", SITES)),
            vec!["footprint", "SITES", "--states", "US", "--as-of", "2026-11-24"],
        ),
        (
            "law",
            "/law?jurisdictions=CH&topic=blocking&as-of=2026-11-24&lang=de",
            None,
            vec![
                "corpus",
                "list",
                "--jurisdictions",
                "CH",
                "--topic",
                "blocking",
                "--as-of",
                "2026-11-24",
                "--lang",
                "de",
            ],
        ),
        (
            "mechanisms",
            "/mechanisms?jurisdictions=US&act=disclose",
            None,
            vec!["corpus", "list", "--kind", "mechanisms", "--jurisdictions", "US", "--act", "disclose"],
        ),
        ("card", "/law/ch.stgb?as-of=2026-11-24", None, vec!["corpus", "show", "ch.stgb", "--as-of", "2026-11-24"]),
        (
            "provision",
            "/law/ch.stgb/art-271?lang=de&as-of=2026-11-24",
            None,
            vec!["corpus", "show", "ch.stgb#art-271", "--lang", "de", "--as-of", "2026-11-24"],
        ),
        ("jurisdiction", "/jurisdictions/CH?lang=de", None, vec!["corpus", "show", "CH", "--lang", "de"]),
        ("coverage", "/coverage?jurisdictions=CH,US", None, vec!["corpus", "coverage", "--jurisdictions", "CH,US"]),
        ("vocabulary", "/vocabulary?lang=de", None, vec!["corpus", "show", "vocabulary", "--lang", "de"]),
        (
            "principles",
            "/principles?jurisdictions=CH,US&as-of=2026-11-24",
            None,
            vec!["principles", "CH", "US", "--as-of", "2026-11-24"],
        ),
        ("cases", "/cases?wrong=true", None, vec!["cases", "--wrong"]),
        ("case", "/cases/CASE?lang=de", None, vec!["cases", "CASE", "--lang", "de"]),
    ]
}

/// The same schema, but no key may stand in an answer that it does not name.
fn closed(schema: &mut Value) {
    match schema {
        Value::Object(entries) => {
            entries.values_mut().for_each(closed);
            if entries.get("properties").is_some_and(Value::is_object) {
                entries.entry("unevaluatedProperties").or_insert(json!(false));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(closed),
        _ => {}
    }
}

/// Holds an answer against what the description says of it.
fn described(description: &Value, at: &str, media_type: &str, answer: &Value) {
    let media_type = media_type.replace('/', "~1");
    let response = description.pointer(at).unwrap_or_else(|| panic!("{at} is not described"));
    let response = match response.get("$ref").and_then(Value::as_str) {
        Some(name) => description.pointer(name.trim_start_matches('#')).unwrap(),
        None => response,
    };
    let mut schema = response.pointer(&format!("/content/{media_type}/schema")).unwrap().clone();
    schema["components"] = json!({"schemas": description["components"]["schemas"]});
    closed(&mut schema["components"]["schemas"]);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<String> =
        validator.iter_errors(answer).take(5).map(|error| format!("{}: {error:.300}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{at}:\n{}", wrong.join("\n"));
}

fn pointer(path: &str, verb: &str, status: &str) -> String {
    format!("/paths/{}/{verb}/responses/{status}", path.replace('/', "~1"))
}

/// Where each operation stands in the description: id, path, verb.
fn operations(description: &Value) -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    for (path, verbs) in description["paths"].as_object().unwrap() {
        for (verb, operation) in verbs.as_object().unwrap() {
            all.push((operation["operationId"].as_str().unwrap().to_owned(), path.clone(), verb.clone()));
        }
    }
    all
}

#[test]
fn every_operation_answers_as_the_command_line_does_and_as_is_described() {
    let server = Server::start();
    let description = server.get("/api/v1/openapi.json").json();
    let cases = server.get("/api/v1/cases").json();
    let case = cases["cases"][0]["case"].as_str().unwrap();
    let sites = scratch("serve-api").join("sites.csv");
    std::fs::write(&sites, SITES).unwrap();
    let known = operations(&description);
    let mut tried = BTreeSet::new();
    for (id, path, sent, command) in both() {
        let path = format!("/api/v1{}", path.replace("CASE", case));
        let answer = match sent {
            None => server.get(&path),
            Some((media_type, body)) => server.post(&path, media_type, body),
        };
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(JSON)), "{path}: {}", answer.text());
        let word = |word: &&str| match *word {
            "CASE" => case.to_owned(),
            "SITES" => sites.to_str().unwrap().to_owned(),
            other => other.to_owned(),
        };
        let mut arguments: Vec<String> = command.iter().map(word).collect();
        arguments.extend(["--format".to_owned(), "json".to_owned()]);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let printed = comity_with_input(&arguments, sent.map_or("", |(_, body)| body).as_bytes());
        assert!(answer.text() == stdout(&printed), "{path} is not {arguments:?}: {}", stderr(&printed));
        let (_, place, verb) = known.iter().find(|(known, ..)| known == id).unwrap_or_else(|| panic!("{id}"));
        described(&description, &pointer(place, verb, "200"), JSON, &answer.json());
        tried.insert(id);
    }
    let known: BTreeSet<&str> = known.iter().map(|(id, ..)| id.as_str()).collect();
    assert_eq!(tried, known);
}

/// The sample requests and those of the real cases.
fn real_requests() -> Vec<Value> {
    let read = |folder: &str| -> Vec<Value> {
        let files = std::fs::read_dir(root().join("data").join(folder)).unwrap();
        let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        paths.sort();
        paths.iter().map(|path| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()).collect()
    };
    let cases = read("cases").into_iter().map(|case| {
        let mut request = case["request"].clone();
        request["id"] = case["id"].clone();
        request
    });
    cases.chain(read("requests")).collect()
}

#[test]
fn a_check_in_a_line_is_the_line_of_batch() {
    let server = Server::start();
    let description = server.get("/api/v1/openapi.json").json();
    let mut requests = real_requests();
    requests.push(json!({"id": "open \"wide\", ü\n", "authority": {"jurisdiction": "US"}}));
    requests.push(json!({
        "id": "at home",
        "authority": {"jurisdiction": "NO", "purpose": "criminal", "process": "court_order", "kind": "court",
                      "secrecy_order": false},
        "offence": {"serious": true},
        "provider": {"seat": "NO", "presence": ["NO"], "market": ["NO"], "kind": "cloud", "role": "processor",
                     "framework_certified": false},
        "data": {"location": ["NO"], "category": "content", "personal": true, "important": false,
                 "customer_held_keys": false},
        "subject": {"residence": "NO", "nationality": "NO"},
        "customer": {"seat": "NO", "kind": "enterprise", "consent": false}
    }));
    let lines: String = requests.iter().map(|request| format!("{request}\n")).collect();
    // All on one day: each of several would have to be opened twice.
    let printed = comity_with_input(&["batch", "-", "--as-of", "2026-11-24", "--format", "jsonl"], lines.as_bytes());
    let told = stdout(&printed);
    let expected: Vec<&str> = told.split_inclusive('\n').collect();
    assert_eq!(expected.len(), requests.len(), "{}", stderr(&printed));
    let at = pointer("/check", "post", "200");
    let mut verdicts = BTreeSet::new();
    for (request, expected) in requests.iter().zip(expected) {
        // The same over several lines, as people write it.
        let sent = serde_json::to_string_pretty(request).unwrap();
        let answer = server.post("/api/v1/check?answer=line&as-of=2026-11-24", JSON, &sent);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(JSON)), "{sent}: {}", answer.text());
        assert_eq!(answer.text(), expected);
        described(&description, &at, JSON, &answer.json());
        verdicts.insert(answer.json()["verdict"].as_str().unwrap().to_owned());
    }
    assert!(verdicts.len() >= 4, "{verdicts:?}");
    let nameless = r#"{"as_of": "2019-01-01", "authority.jurisdiction": "US", "data.location": ["DE"]}"#;
    let alone = comity_with_input(&["batch", "-", "--format", "jsonl"], nameless.as_bytes());
    let answer = server.post("/api/v1/check?answer=line", JSON, nameless);
    assert_eq!(answer.text(), stdout(&alone));
    // What `check` refuses is refused; nothing passes through.
    let typo = server.post("/api/v1/check?answer=line", JSON, r#"{"customer number": 7}"#);
    assert_eq!(problem(&typo), (400, "unknown-fact".to_owned()));
    let other = server.post("/api/v1/check?answer=lines", JSON, nameless);
    assert_eq!(problem(&other), (400, "unknown-value".to_owned()));
    assert!(other.text().contains("did you mean `line`?"), "{}", other.text());
}

/// The status and the first code of a problem.
fn problem(answer: &Answer) -> (u16, String) {
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{}", answer.text());
    let problem = answer.json();
    assert_eq!(problem["status"], answer.status);
    (answer.status, problem["errors"][0]["code"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn errors_are_problems_with_the_codes_of_the_command_line() {
    let server = Server::start();
    let description = server.get("/api/v1/openapi.json").json();
    let gets = [
        ("/check?data.locaton=DE", 400, "unknown-fact", "data.location"),
        ("/check?data.location=Germny", 400, "unknown-jurisdiction", "Germany"),
        ("/check?lang=fr", 400, "unknown-value", "de"),
        ("/check?lan=de", 400, "unknown-fact", "lang"),
        ("/check?as-of=2026-02-30", 400, "bad-date", ""),
        ("/check?lang=de&lang=en", 400, "doubled-key", ""),
        ("/check?explain=yes", 400, "unknown-value", "true"),
        ("/check?data.personal=%ff", 400, "", ""),
        ("/advise?max-changes=12", 400, "unknown-value", ""),
        ("/advise?only=data.locaton", 400, "unknown-fact", "data.location"),
        ("/pair/US/Germny", 404, "unknown-jurisdiction", "Germany"),
        ("/pair/DE/EU", 404, "", ""),
        ("/pair/US/DE?with=FR,Germany", 400, "", "Germany"),
        ("/timeline/US/US", 404, "", ""),
        ("/timeline/US/GB?from=2020-01-01&to=2019-01-01", 400, "", ""),
        ("/matrix", 400, "missing-key", ""),
        ("/matrix?jurisdictions=US,USA", 400, "", ""),
        ("/matrix?jurisdictions=US,DE,FR,GB,CH,CN,JP,SG,IN,BR,CA,AU,KR", 400, "", ""),
        ("/matrix?jurisdictions=US,DE&profile=criminal-contnt", 400, "unknown-value", "criminal-content"),
        ("/diff?old=2020-01-01&jurisdictions=US,DE", 400, "missing-key", ""),
        ("/diff?old=2020-01-01&new=2020-01-01&jurisdictions=US,DE", 400, "", ""),
        ("/footprint/microsft", 404, "unknown-value", "microsoft"),
        ("/footprint/..%2f..%2fetc%2fpasswd", 404, "unknown-value", ""),
        ("/footprint/sap?states=Germny", 400, "unknown-jurisdiction", "Germany"),
        ("/law?topic=blockng", 400, "unknown-topic", "blocking"),
        ("/law?kind=mechanims", 400, "unknown-mechanism", "mechanisms"),
        ("/law?jurisdiction=CH", 400, "unknown-key", "jurisdictions"),
        ("/law/ch.stgb/art-27l", 404, "unknown-provision", "art-271"),
        ("/law/nothing.at.all", 404, "unknown-provision", ""),
        ("/law/ch.stgb/art-271?as-of=1800-01-01", 404, "", ""),
        ("/jurisdictions/Germny", 404, "unknown-jurisdiction", "Germany"),
        ("/cases/nothing", 404, "unknown-value", ""),
        ("/chek", 404, "", "check"),
        ("/check/", 404, "", ""),
        ("/check/more/and/more", 404, "", ""),
        ("/%ff", 400, "", ""),
    ];
    for (path, status, code, near) in gets {
        for lang in ["en", "de"] {
            let asked = if path.contains("lang") {
                path.to_owned()
            } else if path.contains('?') {
                format!("{path}&lang={lang}")
            } else {
                format!("{path}?lang={lang}")
            };
            let answer = server.get(&format!("/api/v1{asked}"));
            assert_eq!(problem(&answer), (status, code.to_owned()), "{asked}: {}", answer.text());
            assert!(answer.text().contains(near), "{asked}: {}", answer.text());
            described(
                &description,
                &pointer("/check", "get", &status.to_string()),
                "application/problem+json",
                &answer.json(),
            );
        }
    }
    let bodies = [
        ("/check", "", 400, "not-json"),
        ("/check", "[1]", 400, "wrong-type"),
        ("/check", "{\"data\": {\"location\": [\"DE\"]}, \"data.location\": [\"FR\"]}", 400, "doubled-key"),
        ("/check", "{\"data.personal\": \"yes\"}", 400, "unknown-value"),
        ("/timeline", "{\"as_of\": 5}", 400, "wrong-type"),
        ("/footprint", "{}", 400, "missing-key"),
    ];
    for (path, body, status, code) in bodies {
        let answer = server.post(&format!("/api/v1{path}"), "application/json; charset=utf-8", body);
        assert_eq!(problem(&answer), (status, code.to_owned()), "{path} {body}: {}", answer.text());
    }
    let place = server.post("/api/v1/check", JSON, "{\n  \"data.locaton\": 1}").json();
    assert_eq!((&place["errors"][0]["line"], &place["errors"][0]["column"]), (&json!(2), &json!(3)));
    let german = server.get("/api/v1/check?data.locaton=DE&lang=de").json();
    assert_eq!(german["title"], "Etwas, wonach gefragt wird, gibt es nicht.");
    let table = server.post("/api/v1/footprint", "text/csv", "a,b\n1,2\n");
    assert_eq!(problem(&table).0, 400);
}

#[test]
fn methods_types_and_hosts_are_those_that_are_described() {
    let server = Server::start();
    let post = |heads: &[(&str, &str)], body: &[u8]| server.ask("POST", "/api/v1/check", heads, body);
    let request = REQUEST.as_bytes();
    assert_eq!(problem(&post(&[], request)).0, 415);
    assert_eq!(problem(&post(&[("content-type", "text/plain")], request)).0, 415);
    assert_eq!(problem(&post(&[("content-type", JSON), ("content-encoding", "gzip")], request)).0, 415);
    assert_eq!(problem(&post(&[("content-type", JSON)], b"{\"id\": \"\xff\"}")).0, 400);
    assert_eq!(post(&[("content-type", "Application/JSON;charset=UTF-8")], request).status, 200);
    for method in ["PUT", "DELETE", "PATCH", "TRACE", "NONSENSE"] {
        let answer = server.ask(method, "/api/v1/check", &[], b"");
        assert_eq!((problem(&answer).0, answer.header("allow")), (405, Some("get, head, options, post")), "{method}");
    }
    assert_eq!(server.ask("POST", "/api/v1/cases", &[], b"").header("allow"), Some("get, head, options"));
    assert_eq!(server.get("/api/v1/timeline").header("allow"), Some("options, post"));
    let options = server.ask("OPTIONS", "/api/v1/check", &[], b"");
    assert_eq!(
        (options.status, options.body.len(), options.header("allow")),
        (204, 0, Some("get, head, options, post"))
    );
    assert!(options.header("access-control-allow-origin").is_none());
    let head = server.ask("HEAD", "/api/v1/vocabulary", &[], b"");
    assert_eq!((head.status, head.body.len(), head.header("content-type")), (200, 0, Some(JSON)));
    for root in ["/api/v1", "/api/v1/"] {
        assert_eq!(server.get(root).header("location"), Some("/api/v1/openapi.json"));
    }
    let host =
        |host: &str| server.raw(format!("GET /api/v1/cases HTTP/1.1\r\n{host}connection: close\r\n\r\n").as_bytes());
    for wrong in ["", "host: evil.example\r\n", "host: localhost\r\nhost: evil.example\r\n"] {
        assert!([400, 421].contains(&host(wrong).status), "{wrong}");
    }
    let absolute =
        server.raw(b"GET http://evil.example/api/v1/cases HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    assert_eq!(absolute.status, 421);
}

/// A good request is answered soon.
fn good(server: &Server) {
    let begun = Instant::now();
    let answer = server.post("/api/v1/check", JSON, REQUEST);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[test]
fn hostile_requests_end_clearly_and_a_good_one_beside_them_is_answered() {
    let server = Server::start();
    // Slow senders: heads and bodies that never come whole.
    let mut slow = Vec::new();
    for at in 0..200 {
        let mut stream = server.connect();
        let part = if at % 2 == 0 {
            "GET /api/v1/check HTTP/1.1\r\nhost: localho".to_owned()
        } else {
            format!(
                "POST /api/v1/check HTTP/1.1\r\nhost: {}\r\ncontent-type: {JSON}\r\ncontent-length: 500\r\n\r\n{{",
                server.address
            )
        };
        stream.write_all(part.as_bytes()).unwrap();
        slow.push(stream);
    }
    good(&server);
    let many_places = ["US", "DE", "FR", "GB", "CH", "CN", "JP", "IN", "BR", "IE"];
    let all = many_places.join(",");
    let listed = many_places.iter().map(|code| format!("\"{code}\"")).collect::<Vec<_>>().join(",");
    let doubled = "\"data.location\":[\"QQ\"],".repeat(30_000);
    let nested = format!("{}{}", "{\"data\":".repeat(50_000), "}".repeat(50_000));
    let many = (0..2000).map(|at| format!("f{at}=1")).collect::<Vec<_>>().join("&");
    let bodies = [
        ("[".repeat(900_000), 400),
        (nested, 400),
        (format!("{{{doubled}\"id\":\"x\"}}"), 400),
        (format!("{{\"data.location\":[{listed}],\"provider.presence\":[{listed}]}}"), 400),
        (format!("{{\"id\":\"{}\"}}", "x".repeat(1_100_000)), 413),
        (format!("{{\"id\":\"{}\"}}", "x".repeat(5_000_000)), 413),
        (format!("{{\"{}\":1}}", "x".repeat(500_000)), 400),
        (format!("{{{}\"id\":1}}", (0..20_000).map(|at| format!("\"data.locatio{at}\":1,")).collect::<String>()), 400),
        ("\u{0}\u{1}".to_owned(), 400),
    ];
    for (body, status) in &bodies {
        let answer = server.post("/api/v1/check", JSON, body);
        assert_eq!(answer.status, *status, "{:.80}: {:.300}", body, answer.text());
        assert!(answer.header("content-type").is_some());
        good(&server);
    }
    let paths = [
        (format!("/api/v1/check?{many}"), 414),
        (format!("/api/v1/check?data.location={}", "DE,".repeat(9000)), 414),
        (format!("/api/v1/check?data.location={all}"), 400),
        (format!("/api/v1/{}", "a/".repeat(4000)), 404),
        ("/api/v1/check?%zz=%&&&===&data.location=%25".to_owned(), 400),
        ("/api/v1/law/%00".to_owned(), 404),
        ("/api/v1/../../etc/passwd".to_owned(), 404),
        ("/api/v1/footprint/%2e%2e%2fsites.csv".to_owned(), 404),
    ];
    for (path, status) in &paths {
        let answer = server.get(path);
        assert_eq!(answer.status, *status, "{:.80}: {:.300}", path, answer.text());
        assert!(answer.header("content-type").is_some());
    }
    let heads = |heads: &str| {
        server
            .raw(
                format!("GET /api/v1/cases HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{heads}\r\n").as_bytes(),
            )
            .status
    };
    assert_eq!(heads(&(0..500).map(|at| format!("x-{at}: y\r\n")).collect::<String>()), 431);
    assert_eq!(heads(&format!("x: {}\r\n", "y".repeat(200_000))), 431);
    assert_eq!(heads("no colon\r\n"), 400);
    // One message must not be read as two.
    let smuggled = |heads: &str, body: &str| {
        let text =
            format!("POST /api/v1/check HTTP/1.1\r\nhost: localhost\r\ncontent-type: {JSON}\r\n{heads}\r\n{body}");
        let answer = server.raw(text.as_bytes());
        assert!((400..500).contains(&answer.status), "{heads}: {}", answer.head);
        assert!(!answer.text().contains("http/1.1"), "{heads}: {}", answer.text());
    };
    let hidden = "GET /api/v1/vocabulary HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    smuggled("content-length: 2\r\ncontent-length: 90\r\n", &format!("{{}}{hidden}"));
    smuggled("content-length: +2\r\n", &format!("{{}}{hidden}"));
    smuggled("transfer-encoding: xchunked\r\n", &format!("0\r\n\r\n{hidden}"));
    smuggled("transfer-encoding: chunked, identity\r\n", &format!("0\r\n\r\n{hidden}"));
    assert_eq!(server.raw(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n").status, 400);
    // Too many at once are told so, and those who are told nothing wrong get their answer.
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let server = &server;
        let ask = |at: usize| {
            let day = format!("20{:02}-01-01", at % 60 + 10);
            server.get(&format!("/api/v1/pair/CH/JP?as-of={day}")).status
        };
        let many: Vec<_> = (0..60).map(|at| scope.spawn(move || ask(at))).collect();
        good(server);
        many.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(statuses.iter().all(|status| [200, 503].contains(status)), "{statuses:?}");
    assert!(statuses.contains(&200) && statuses.contains(&503), "{statuses:?}");
    // Those who sent too slowly were told, or closed.
    for (at, stream) in slow.iter_mut().enumerate().filter(|(at, _)| at % 2 == 1) {
        assert_eq!(read(stream).status, 408, "{at}");
    }
    good(&server);
}

#[test]
fn the_page_of_the_api_shows_every_operation_in_both_languages() {
    let server = Server::start();
    let description = server.get("/api/v1/openapi.json").json();
    for (lang, word) in [("en", "What can be asked"), ("de", "Was gefragt werden kann")] {
        let page = server.get(&format!("/{lang}/api"));
        assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
        let text = page.text();
        assert!(text.contains(word));
        assert!(text.len() < 150_000, "{}", text.len());
        for (id, path, _) in operations(&description) {
            assert!(text.contains(&format!("id=\"{id}\"")) && text.contains(&format!("/api/v1{path}")), "{id}");
        }
        let start = server.get(&format!("/{lang}/")).text();
        assert!(start.contains(&format!("href=\"/{lang}/api\"")));
    }
}

/// Many who ask at once on days whose law does not lie open yet wait for it, and all get their answer.
#[test]
fn a_crowd_of_checks_is_answered_from_the_start() {
    let server = Server::start();
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let server = &server;
        let ask = |at: usize| {
            let path = format!("/api/v1/check?as-of=2026-0{}-01", at % 3 + 1);
            server.post(&path, JSON, REQUEST).status
        };
        let many: Vec<_> = (0..48).map(|at| scope.spawn(move || ask(at))).collect();
        many.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(statuses.iter().all(|status| *status == 200), "{statuses:?}");
}
