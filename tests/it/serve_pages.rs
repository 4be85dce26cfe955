//! The pages through the network: each in both languages and in its other forms, every address on them leads to a page,
//! and what is wrong is told.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::served::{Answer, Server};
use crate::support::{comity, stdout};

/// Every kind of page, with the forms that it has beside HTML. Two small legal orders, so that nobody waits.
const PAGES: [(&str, &[&str]); 25] = [
    ("", &["csv", "json"]),
    ("about", &["csv", "json"]),
    ("cases", &["csv", "json", "md"]),
    ("cases/schrems-ii-2020", &["csv", "json", "md"]),
    ("changes", &[]),
    ("changes?old=2020-06-01&new=2020-09-01", &["csv", "json", "md"]),
    ("changes?old=2020-06-01&new=2020-09-01&jurisdictions=HK,KE", &["csv", "json", "md"]),
    ("compare", &[]),
    ("compare/HK/KE/CH", &["csv", "json"]),
    ("footprint", &["csv", "json"]),
    ("footprint/exoscale?states=HK,KE", &["csv", "json", "md", "xlsx"]),
    ("law", &["csv", "json"]),
    ("law?topic=blocking&jurisdiction=HK", &["csv", "json"]),
    ("law/budapest-convention", &["csv", "json"]),
    ("map?from=HK", &["csv", "json"]),
    ("pair", &["csv", "json"]),
    ("pair/HK/KE", &["csv", "json", "md"]),
    ("place/KE", &["csv", "json"]),
    ("place/KE/mechanisms", &["csv", "json"]),
    ("place/KE/principles", &["csv", "json"]),
    ("principles", &["csv", "json"]),
    ("request?authority.jurisdiction=HK&data.location=Kenya", &["csv", "json", "md"]),
    ("search?q=budapset", &["csv", "json"]),
    ("timeline/HK/KE", &["csv", "json", "md", "svg"]),
    ("timeline/HK/KE?to=2019-12-31", &["csv", "json", "md", "svg"]),
];

/// The address of a page in a form.
fn address(lang: &str, page: &str, form: &str) -> String {
    let (path, query) = page.split_once('?').map_or((page, String::new()), |(path, query)| (path, format!("?{query}")));
    let ending = if form.is_empty() { String::new() } else { format!(".{form}") };
    format!("/{lang}/{path}{ending}{query}")
}

fn assert_page(answer: &Answer, lang: &str, path: &str) -> String {
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
    let page = answer.text();
    assert!(page.starts_with("<!doctype html>") && page.contains(&format!("<html lang=\"{lang}\">")), "{path}");
    assert!(page.trim_end().ends_with("</html>") && page.contains("<main") && page.contains("<h1>"), "{path}");
    page
}

#[test]
fn every_page_is_there_in_both_languages_and_in_its_other_forms() {
    let server = Server::start();
    let mut links: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (page, forms) in PAGES {
        for lang in ["en", "de"] {
            let path = address(lang, page, "");
            let text = assert_page(&server.get(&path), lang, &path);
            for href in text.split(" href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
                if let Some(rest) = href.strip_prefix('/') {
                    let rest = rest.split('#').next().unwrap().replace("&amp;", "&");
                    let kind = rest.split(['?', '/', '.']).take(2).collect::<Vec<_>>().join("/");
                    links.entry(kind).or_default().insert(format!("/{rest}"));
                }
            }
        }
        for form in forms {
            let path = address("de", page, form);
            let answer = server.get(&path);
            assert_eq!(answer.status, 200, "{path}");
            match *form {
                "json" => assert!(matches!(answer.json(), Value::Object(_) | Value::Array(_)), "{path}"),
                "csv" => assert!(answer.text().lines().count() > 1, "{path}: {}", answer.text()),
                "md" => assert!(answer.text().starts_with("# "), "{path}"),
                "svg" => assert!(answer.text().starts_with("<svg"), "{path}"),
                _ => assert!(answer.body.starts_with(b"PK"), "{path}"),
            }
        }
    }
    // Of each kind some addresses on these pages are followed, but not the slow ones between large legal orders.
    assert!(links.len() > 20, "{links:?}");
    for (kind, paths) in &links {
        let followed = paths.iter().filter(|path| !path.contains("/pair/") && !path.contains("/timeline/"));
        for path in followed.step_by(paths.len().div_ceil(4)) {
            let answer = server.get(path);
            assert!(matches!(answer.status, 200 | 303), "{kind}: {path} is {}", answer.status);
        }
    }
}

/// A provision that can collide with much law of a state lists the worst, and leads to the page that has all.
#[test]
fn what_is_too_much_for_the_page_of_a_provision_is_on_that_of_the_pair() {
    let server = Server::start();
    let page = server.get("/en/law/eu.gdpr/art-48").text();
    let (_, rest) = page.split_once("<summary><code>US</code>").unwrap();
    let (listed, _) = rest.split_once("</details>").unwrap();
    assert_eq!(listed.matches("<li>").count(), 16, "{listed}");
    let (_, all) = listed.split_once(r#"href="/en/pair/EU/US"#).unwrap();
    let (asked, _) = all.split_once('"').unwrap();
    let pair = server.get(&format!("/en/pair/EU/US.json{}", asked.replace("&amp;", "&"))).text();
    let card = stdout(&comity(&["corpus", "show", "eu.gdpr#art-48", "--format", "json"]));
    let card: Value = serde_json::from_str(&card).unwrap();
    let with = card[0]["collides_with"]["with"].as_array().unwrap();
    let with = with.iter().find(|with| with["jurisdiction"] == "US").unwrap();
    let provisions = with["provisions"].as_array().unwrap();
    assert!(provisions.len() > 16);
    for met in provisions {
        assert!(pair.contains(&met["provision"].to_string()), "{} is not there", met["provision"]);
    }
}

#[test]
fn what_is_not_there_is_told_with_what_is() {
    let server = Server::start();
    let told = |path: &str, status: u16| {
        let answer = server.get(path);
        assert_eq!(answer.status, status, "{path}");
        answer.text()
    };
    assert!(told("/en/pair/Germny/US", 404).contains("Germany"));
    assert!(told("/de/pair/DE/EU", 404).contains("eine Rechtsordnung"));
    assert!(told("/en/law/eu.gdpr/art-480", 404).contains("eu.gdpr#art-48"));
    assert!(told("/en/cases/schrems-ii-2000", 404).contains("schrems-ii-2020"));
    assert!(told("/en/footprint/microsft", 404).contains("microsoft"));
    assert!(told("/en/request?authority.jurisdicton=US", 400).contains("authority.jurisdiction"));
    assert!(told("/en/request?as-of=2026-13-45", 400).contains("2026-13-45"));
    assert!(told("/en/compare/US/DE/FR/IE/CH", 400).contains("at most four"));
    assert!(told("/fr/", 404).contains("problem") || told("/fr/", 404).contains("no such page"));
    assert!(told("/en/pair/US/DE.xlsx", 404).contains("no such form"));
    assert_eq!(told("/en/pair/US/DE.svg", 404).chars().next(), Some('{'));
    told(&format!("/en/search?q={}", "a".repeat(20_000)), 414);
    told(&format!("/en/request?{}", "a=b&".repeat(200)), 414);
    told("/en/%FF%FE", 400);
}

#[test]
fn a_form_with_a_fault_comes_back_as_it_was_filled_in() {
    let server = Server::start();
    let query = "authority.jurisdiction=US&data.location=Germny&authority.purpose=criminl&provider.seat=IE";
    for (lang, told) in [("en", "did you mean"), ("de", "meinten Sie")] {
        let answer = server.get(&format!("/{lang}/request?{query}"));
        assert_eq!(answer.status, 400);
        let page = answer.text();
        for part in [told, "<form", r#"value="Germny""#, r#"value="US""#, r#"value="IE""#, "criminl"] {
            assert!(page.contains(part), "{part} is missing: {page}");
        }
        assert_eq!(page.matches(r#"aria-invalid="true""#).count(), 2, "{page}");
        assert!(!page.contains(r#"class="chip"#), "a request with a fault has no verdict");
    }
    let open = server.get("/en/request?authority.jurisdiction=US&data.location=DE").status;
    assert_eq!(open, 200);
}

/// Words by which English gives itself away in a fault.
const ENGLISH: [&str; 8] =
    ["unknown ", "did you mean", "known are", "there is", "cannot be", "write ", "missing", "twice"];

fn assert_german(answer: &Answer, path: &str, told: &str) {
    let page = answer.text();
    let main = page.split("<main").nth(1).unwrap_or(&page);
    assert!((400..500).contains(&answer.status) && main.contains(told), "{path}: {main}");
    let english: Vec<&&str> = ENGLISH.iter().filter(|word| main.contains(**word)).collect();
    assert!(english.is_empty(), "{path}: {english:?} in {main}");
}

#[test]
fn what_is_wrong_is_told_in_the_language_of_the_page() {
    let server = Server::start();
    let pages = [
        ("pair/Germny/US", "unbekannte Rechtsordnung `Germny` <b>meinten Sie `Germany`?"),
        ("request?authority.jurisdicton=US", "unbekannte Tatsache `authority.jurisdicton`"),
        ("request?authority.purpose=crimnal", "`authority.purpose` kann nicht `crimnal` sein"),
        ("request?data.personal=vielleicht", "schreiben Sie `true` oder `false`"),
        ("request?via=nothing-of-it", "unbekannter Mechanismus"),
        ("request?data=DE", "ist eine Gruppe von Tatsachen"),
        ("request?as-of=2026-13-45", "den Tag `2026-13-45` gibt es nicht"),
        ("request?as-of=heute", "schreiben Sie Jahr-Monat-Tag"),
        ("request?profile=criminal-contnt", "es gibt keine Art von Verlangen"),
        ("map?from=HK&profile=criminal-contnt", "es gibt keine Art von Verlangen"),
        ("timeline/HK/KE?to=1900-01-01", "liegt vor dem ersten"),
        ("place/Germny/mechanisms", "unbekannte Rechtsordnung"),
        ("law?act=disclos", "unbekannte Handlung `disclos`"),
        ("law?topic=blockng", "unbekanntes Thema `blockng`"),
        ("law?kind=mlats", "unbekannte Art von Mechanismus `mlats`"),
        ("law/eu.gdpr/art-480", "`eu.gdpr#art-480` gibt es nicht"),
        ("cases/schrems-ii-2000", "es gibt keinen Fall `schrems-ii-2000`"),
        ("footprint/microsft", "es gibt keine Standortkarte `microsft`"),
        ("footprint/sap?operator=x", "schreiben Sie `--operator WELCHE=UNTERNEHMEN`"),
        ("footprint/sap?operator=DE%3Dnobody-at-all", "unbekanntes Unternehmen `nobody-at-all`"),
        ("footprint/sap?add=DE:a/b/c/d", "hat mehr als drei Schichten"),
        ("footprint/sap?set=data.locaton%3DDE", "unbekannte Tatsache `data.locaton`"),
    ];
    for (path, told) in pages {
        let path = format!("/de/{path}");
        assert_german(&server.get(&path), &path, told);
    }
    let tables = [
        ("id,place,operater\n1,DE,a\n", "unbekannte Spalte `operater`"),
        ("name,operator\n1,a\n", "die Spalte `place` fehlt"),
        ("id,place,operator,seat\n1,XQ,a,US\n", "unbekannte Rechtsordnung `XQ`"),
        ("id,place,operator,seat\n1,DE,a,US\n1,DE,a,US\n", "der Standort `1` ist zweimal angegeben"),
        ("id,place,operator,seat\n1,DE\n", "die Zeile hat 2 Felder"),
        ("id,place,operator,seat,latitude\n1,DE,a,US,north\n", "`latitude` kann nicht `north` sein"),
    ];
    for (table, told) in tables {
        assert_german(&hand_in(&server, "de", "mine.csv", table), table, told);
    }
    let sites = r#"{"id": 5, "provider": "a", "sites": []}"#;
    assert_german(&hand_in(&server, "de", "mine.json", sites), sites, "hier steht eine Zahl, erwartet wird ein Text");
    let nothing = server.post("/de/footprint", "multipart/form-data; boundary=mark", "--mark--\r\n");
    assert_german(&nothing, "no file", "Wählen Sie zuerst eine Datei aus.");
    // The command line and the API say the same.
    let typed = crate::support::comity(&["check", "--set", "data.locaton=DE", "--lang", "de"]);
    assert!(crate::support::stderr(&typed).contains("unbekannte Tatsache `data.locaton`"));
    let asked = server.get("/api/v1/check?data.locaton=DE&lang=de").text();
    assert!(asked.contains("unbekannte Tatsache `data.locaton`") && asked.contains("meinten Sie"), "{asked}");
}

#[test]
fn addresses_say_no_more_than_they_have_to_and_pages_may_load_nothing_from_elsewhere() {
    let server = Server::start();
    let answer = server.get("/en/request?authority.jurisdiction=US&data.location=&as-of=");
    assert_eq!((answer.status, answer.header("location")), (303, Some("/en/request?authority.jurisdiction=us")));
    // The shorter address is answered, however often it was asked for the long way.
    assert_eq!(server.get("/en/request?authority.jurisdiction=US").status, 200);
    assert_eq!(server.get("/en/request?authority.jurisdiction=US&data.location=").status, 303);
    assert_eq!(server.get("/en/request?authority.jurisdiction=US").status, 200);
    // Places are read as everywhere else: by name or code, with either sign between them.
    let places = |written: &str| server.get(&format!("/en/request.json?data.location={written}")).text();
    let request = |text: String| serde_json::from_str::<serde_json::Value>(&text).unwrap()["request"].clone();
    assert_eq!(request(places("Germany%7CFR")), request(places("DE,FR")));
    let chosen = server.get("/de/pair?a=Germany&b=usa");
    assert_eq!((chosen.status, chosen.header("location")), (303, Some("/de/pair/de/us")));
    let german = server.ask("GET", "/", &[("accept-language", "de-AT,de;q=0.9,en;q=0.5")], b"");
    assert_eq!((german.status, german.header("location")), (303, Some("/de/")));
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    for name in ["x-content-type-options", "referrer-policy", "cross-origin-opener-policy"] {
        assert!(answer.header(name).is_some(), "{name}");
    }
    for path in ["/static/style.css", "/static/script.js", "/static/icon.svg"] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
    assert_eq!(server.get("/static/../Cargo.toml").status, 404);
    // No page has a style or a script in it: browsers would refuse it.
    for path in ["/en/map?from=HK", "/en/pair/HK/KE", "/en/timeline/HK/KE", "/en/footprint/exoscale?states=HK"] {
        let page = server.get(path).text();
        assert!(!page.contains("<style") && !page.contains(" style=\"") && !page.contains("<script>"), "{path}");
        assert!(!page.contains(" src=\"http") && !page.contains("<link rel=\"stylesheet\" href=\"http"), "{path}");
    }
}

/// Hands a footprint in, as a form does.
fn hand_in(server: &Server, lang: &str, name: &str, file: &str) -> Answer {
    let body = format!(
        "--mark\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: \
         text/csv\r\n\r\n{file}\r\n--mark\r\ncontent-disposition: form-data; \
         name=\"states\"\r\n\r\nHK,KE\r\n--mark--\r\n"
    );
    server.post(&format!("/{lang}/footprint"), "multipart/form-data; boundary=mark", &body)
}

#[test]
fn a_footprint_that_is_handed_in_is_answered_and_what_is_wrong_with_it_is_told() {
    let server = Server::start();
    let hand_in = |name: &str, file: &str| hand_in(&server, "en", name, file);
    let table = "id,place,operator,seat\nnorth,DE,acme,US\nsouth,KE,acme,US\n";
    let page = assert_page(&hand_in("mine.csv", table), "en", "own");
    assert!(page.contains("Kenya") && page.contains("Germany"), "{page}");
    let wrong = hand_in("mine.csv", "id,place,operator,seat\nnorth,XQ,acme,US\n");
    assert_eq!(wrong.status, 400);
    assert!(wrong.text().contains("XQ"), "{}", wrong.text());
    // A name that looks like a path is a name.
    assert_eq!(hand_in("../../etc/passwd.csv", table).status, 200);
    assert_eq!(server.post("/en/footprint", "text/plain", "x").status, 400);
    assert_eq!(server.ask("POST", "/en/map", &[], b"x").status, 405);
    // The whole footprint has a style of its own, which pages may not have: it is a file.
    let whole = server.get("/en/footprint/exoscale/all?states=HK,KE");
    assert_eq!(whole.header("content-disposition"), Some("attachment; filename=\"exoscale.html\""));
}

#[test]
fn the_law_of_a_member_is_compared_with_that_of_its_union() {
    let server = Server::start();
    let page = server.get("/en/compare/HK/DE").text();
    assert!(page.contains("<code>EU</code>") && page.contains("GDPR, Art. 48"), "{page}");
    let place = server.get("/en/place/DE").text();
    assert!(place.contains("The most important rules") && !place.to_lowercase().contains("/pair/de/de\""), "{place}");
}

/// The text between two marks.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    page.split(from).nth(1).and_then(|rest| rest.split(to).next()).unwrap_or_else(|| panic!("no {from} in {page}"))
}

#[test]
fn pages_say_what_they_are_and_how_they_are_found_again() {
    let server = Server::start();
    let page = |path: &str| server.get(path).text();
    let title = |path: &str| between(&page(path), "<title>", "</title>").to_owned();
    assert_eq!(title("/en/about"), "About · comity");
    assert_eq!(title("/de/search?q=Bank"), "Suche: Bank · comity");
    let asked = title("/en/request?authority.jurisdiction=HK&data.location=KE");
    assert!(asked.starts_with("Request: HK, KE, "), "{asked}");
    // Under one id stand the wordings of 1986 and of today.
    assert!(!title("/en/law/us.sca/2703").contains("1986"));
    let cite = |path: &str| between(&page(path), "class=\"cite\"><b>", "</p>").to_owned();
    let dated = cite("/en/pair/HK/KE?as-of=2024-02-29");
    assert!(dated.ends_with("/en/pair/HK/KE?as-of=2024-02-29</span>"), "{dated}");
    let undated = cite("/en/pair/HK/KE");
    assert!(
        undated.contains("/en/pair/HK/KE?as-of=20"),
        "an address without a day shows other law tomorrow: {undated}"
    );
    assert!(cite("/en/cases/schrems-ii-2020").contains("16 July 2020"));
    assert!(!page("/en/pair/HK/XX").contains("class=\"cite\""), "an error is not cited");
}

#[test]
fn a_country_on_the_map_leads_to_what_it_was_coloured_by() {
    let page = Server::start().get("/en/map?from=HK").text();
    let shape = page.split("<svg").nth(1).and_then(|map| map.split("</svg>").next()).unwrap();
    let kenya = shape.split("<a href=\"").find(|part| part.contains("<title>Kenya")).unwrap();
    assert!(kenya.starts_with("/en/request?") && kenya.contains("data.location=KE"), "{kenya}");
}

#[test]
fn days_in_the_wrong_order_and_other_verbs_are_told() {
    let server = Server::start();
    let reversed = server.get("/en/changes?old=2026-01-01&new=2020-01-01");
    assert_eq!(reversed.status, 400);
    assert!(reversed.text().contains("earlier"), "{}", reversed.text());
    let posted = server.ask("POST", "/en/pair/HK/KE", &[], b"");
    assert_eq!((posted.status, posted.header("allow")), (405, Some("get, head")));
    let data = server.get("/en/pair/HK/KE.json?as-of=x");
    assert_eq!(data.header("content-type"), Some("application/problem+json"));
}

#[test]
fn the_law_of_a_place_is_that_of_the_day_in_every_form() {
    let server = Server::start();
    let rows = |day: &str| server.get(&format!("/en/place/KE.csv?as-of={day}")).text().lines().count();
    let (early, late) = (rows("1995-01-01"), rows("2026-01-01"));
    assert!(early < late, "{early} and {late}");
}

#[test]
fn silence_before_the_oldest_law_is_no_all_clear() {
    let server = Server::start();
    let early = server.get("/en/pair/HK/KE.json?as-of=1900-01-01").json();
    let gaps = early["gaps"].as_array().unwrap();
    assert!(gaps.iter().any(|gap| gap["jurisdiction"] == "KE" && gap["encoded_since"].is_string()), "{gaps:?}");
    assert!(server.get("/en/pair/HK/KE?as-of=1900-01-01").text().contains("Not encoded"));
    let map = server.get("/en/map.json?from=HK&as-of=1900-01-01").json();
    let shown = map["rows"].as_array().unwrap().iter().map(|row| row["shown"].as_str().unwrap());
    assert_eq!(shown.filter(|shown| *shown == "clear").count(), 0);
}
