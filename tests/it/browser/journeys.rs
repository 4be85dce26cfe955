//! What people do on the pages, from arriving to what they came for: in both languages, with the pages' scripts and without.

use serde_json::Value;

use super::super::support::root;
use super::driver::Browser;
use super::ground::{Scripts, browser, site};
use super::http::{self, get};
use super::kinds::DEMAND;

/// What is typed and read in a language.
struct Tongue {
    lang: &'static str,
    other: &'static str,
    names: [&'static str; 2],
    day: &'static str,
}

const TONGUES: [Tongue; 2] = [
    Tongue { lang: "en", other: "de", names: ["United States", "Germany"], day: "1 June 2015" },
    Tongue { lang: "de", other: "en", names: ["vereinigte staaten", "Deutschland"], day: "1. Juni 2015" },
];

/// A journey in both languages.
fn travel(scripts: Scripts, journey: impl Fn(&Browser, &Tongue)) {
    let Some(browser) = browser(scripts) else { return };
    for tongue in &TONGUES {
        journey(&browser, tongue);
        let complaints = browser.log();
        let unexpected: Vec<&String> = complaints.iter().filter(|line| !line.contains("status of 40")).collect();
        assert!(unexpected.is_empty(), "{} {unexpected:?}", tongue.lang);
    }
}

/// A journey with and without scripts.
macro_rules! journeys {
    ($($name:ident, $without:ident, $journey:path;)*) => {$(
        #[test]
        fn $name() {
            travel(Scripts::On, $journey);
        }

        #[test]
        fn $without() {
            travel(Scripts::Off, $journey);
        }
    )*};
}

journeys! {
    from_two_names_to_a_finding_and_a_decision, from_two_names_to_a_decision_without_scripts, decide;
    a_request_with_advice_in_the_other_language_on_another_day, advice_and_another_day_without_scripts, advise;
    from_a_collision_to_its_law_and_whose_it_is, to_the_law_without_scripts, read;
    what_is_not_there_is_said_with_the_nearest_name, nearest_names_without_scripts, mistype;
    from_the_map_to_a_demand, from_the_map_without_scripts, look_at_the_map;
    searching_comparing_and_what_changed, searching_without_scripts, look_up;
    a_footprint_known_and_one_of_ones_own, footprints_without_scripts, survey;
    what_is_printed_is_everything, printing_without_scripts, print;
}

/// The value of a question of the address.
fn asked(address: &str) -> Vec<(String, String)> {
    let query = address.split_once('?').map_or("", |(_, query)| query).split('#').next().unwrap();
    let plain = |text: &str| text.replace("%2C", ",").replace("%20", " ").replace('+', " ");
    query.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, value)| (plain(name), plain(value))).collect()
}

/// The same address in another form, as `json`.
fn form(address: &str, form: &str) -> String {
    let address = address.split('#').next().unwrap();
    match address.split_once('?') {
        Some((path, query)) => format!("{path}.{form}?{query}"),
        None => format!("{address}.{form}"),
    }
}

fn json(address: &str) -> Value {
    serde_json::from_slice(&get(site(), &form(address, "json")).body).unwrap()
}

/// The parts of a value, without their order.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = text.split(',').map(|part| part.trim().to_owned()).collect();
    parts.sort();
    parts
}

/// What stands in a field of the form.
fn field(browser: &Browser, name: &str) -> String {
    browser.property(&format!("[name=\"{name}\"]"), "value")
}

/// Everything that the address asks stands in the form.
fn filled(browser: &Browser) {
    let address = browser.address();
    for (name, value) in asked(&address) {
        // A comma is the empty set, which is no more than what leaving out some facts means.
        if !["advise", "name", "profile"].contains(&name.as_str()) && value != "," {
            let shown = field(browser, &name);
            // What leaving out means is chosen, and left out of the next address.
            let chosen = format!("[name=\"{name}\"]");
            let usual = "return (document.querySelector(arguments[0])?.selectedIndex ?? 0) > 0";
            if shown.is_empty() && browser.script(usual, &[chosen.into()]) == true {
                continue;
            }
            assert_eq!(parts(&shown), parts(&value), "{name} of {address}");
        }
    }
}

/// The page of a request says what the other forms of its address say.
fn agrees(browser: &Browser) {
    let address = browser.address();
    let report = json(&address);
    let class = browser.property("#answer .verdict .chip", "className");
    let known = ["verdict", "worst_case"].map(|name| report[name].as_str().unwrap().to_owned());
    assert!(known.iter().any(|name| class.ends_with(name.as_str())), "{class}, {known:?}");
    let conflicts = report["conflicts"].as_array().unwrap().len() + report["resolved"].as_array().unwrap().len();
    assert_eq!(browser.count("#answer .against > header, #answer .lines > li"), conflicts as u64, "{address}");
    let table = get(site(), &form(&address, "csv"));
    assert_eq!(table.text().lines().count(), conflicts + 1);
    let page = get(site(), &form(&address, "md")).text();
    for conflict in report["conflicts"].as_array().unwrap() {
        assert!(page.contains(conflict["id"].as_str().unwrap()), "{conflict}");
    }
}

fn decide(browser: &Browser, tongue: &Tongue) {
    let Tongue { lang, names, .. } = tongue;
    browser.go(&format!("/{lang}/"));
    browser.fill("input[name=a]", names[0]);
    browser.fill("input[name=b]", names[1]);
    browser.click("form.fields button");
    assert_eq!(browser.address(), format!("/{lang}/pair/US/DE"));
    let pair = json(&browser.address());
    for side in pair["directions"].as_array().unwrap() {
        let count = side["collisions"].as_array().unwrap().len().to_string();
        assert!(browser.text(".sides").contains(&count), "{count}");
    }
    let (table, text) =
        (get(site(), "/en/pair/US/DE.csv").text(), get(site(), &format!("/{lang}/pair/US/DE.md")).text());
    for found in pair["directions"].as_array().unwrap().iter().flat_map(|side| side["collisions"].as_array().unwrap()) {
        let id = found["id"].as_str().unwrap();
        assert!(table.contains(id) && text.contains(id), "{id}");
    }

    browser.click(".collision header a");
    let finding = browser.address();
    let id = finding.strip_prefix(&format!("/{lang}/pair/US/DE/")).unwrap_or_else(|| panic!("{finding}")).to_owned();
    assert!(browser.text("h1").contains(&id) && json(&finding)["id"] == *id);

    browser.click(".when a");
    assert!(browser.address().starts_with(&format!("/{lang}/request?")), "{}", browser.address());
    filled(browser);
    agrees(browser);
    // The example was one of this finding.
    assert!(browser.text("#answer").contains(&id), "{id}");

    let purpose = if field(browser, "authority.purpose") == "civil" { "criminal" } else { "civil" };
    browser.choose("select[name=\"authority.purpose\"]", purpose);
    browser.click(".facts button");
    assert!(browser.address().contains(&format!("authority.purpose={purpose}")), "{}", browser.address());
    assert_eq!(field(browser, "authority.purpose"), purpose);
    // Nothing empty stands in the address, where the server has to take it out after one more answer.
    let tidy = || asked(&browser.address()).iter().all(|(_, value)| !value.is_empty());
    let tidied = (0..50).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(100));
        tidy()
    });
    assert!(tidied, "{}", browser.address());
    filled(browser);
    agrees(browser);
}

fn advise(browser: &Browser, tongue: &Tongue) {
    let Tongue { lang, other, day, .. } = tongue;
    browser.go(&format!("/{lang}/{DEMAND}"));
    filled(browser);
    agrees(browser);
    browser.click("a.button[href*=\"advise\"]");
    assert!(browser.count("#advice-section li") > 0, "{}", browser.text("#answer"));

    let before = browser.address();
    browser.click("a.other");
    let after = browser.address();
    assert_eq!(after, before.replacen(&format!("/{lang}/"), &format!("/{other}/"), 1).split('#').next().unwrap());
    assert_eq!(browser.property("html", "lang"), *other);
    filled(browser);
    assert!(browser.count("#advice-section li") > 0);
    browser.click("a.other");

    browser.set("input[name=as-of]", "2015-06-01");
    browser.click(".facts button");
    assert!(browser.address().contains("as-of=2015-06-01"), "{}", browser.address());
    assert!(browser.text("footer").contains(day), "{}", browser.text("footer"));
    filled(browser);
    agrees(browser);
    assert_eq!(json(&browser.address())["as_of"], "2015-06-01");
}

fn read(browser: &Browser, tongue: &Tongue) {
    let lang = tongue.lang;
    browser.go(&format!("/{lang}/pair/US/DE"));
    browser.click(".collision .horn h3 a");
    assert!(browser.address().starts_with(&format!("/{lang}/law/")), "{}", browser.address());
    let card = json(&browser.address());
    assert!(browser.text("main").contains(card[0]["pinpoint"].as_str().unwrap()));
    browser.click(".who a");
    assert!(browser.address().starts_with(&format!("/{lang}/place/")), "{}", browser.address());
    let place = json(&browser.address());
    assert_eq!(browser.text("h1"), place["name"].as_str().unwrap());
    assert!(browser.text("main").contains(place["id"].as_str().unwrap()));
    // What is folded away opens without scripts too.
    browser.click("section[aria-labelledby=principles] summary");
    browser.click("section[aria-labelledby=principles] details[open] a");
    assert!(browser.address().starts_with(&format!("/{lang}/law/")), "{}", browser.address());
    browser.go(&format!("/{lang}/timeline/US/DE"));
    browser.click("section[aria-labelledby=turns] a[href*=changes]");
    assert!(browser.address().contains("/changes?"), "{}", browser.address());
    assert!(!browser.text("main").is_empty());
}

fn mistype(browser: &Browser, tongue: &Tongue) {
    let Tongue { lang, names, .. } = tongue;
    browser.go(&format!("/{lang}/pair"));
    let wrong = names[1].replacen('a', "", 1);
    browser.fill("input[name=a]", names[0]);
    browser.fill("input[name=b]", &wrong);
    browser.click("form.fields button");
    assert!(browser.text("main").contains(names[1]), "{}", browser.text("main"));
    browser.click("main a");
    assert_eq!(browser.address(), format!("/{lang}/"));
    browser.go(&format!("/{lang}/request?authority.purpose=crimnal"));
    assert!(browser.text("main").contains("criminal"), "{}", browser.text("main"));
    let problem = get(site(), &format!("/{lang}/request.json?authority.purpose=crimnal"));
    assert_eq!((problem.status, problem.head("content-type")), (400, Some("application/problem+json")));
}

fn look_at_the_map(browser: &Browser, tongue: &Tongue) {
    let lang = tongue.lang;
    browser.go(&format!("/{lang}/"));
    browser.click("nav li:first-child a");
    assert_eq!(browser.address(), format!("/{lang}/map"));
    browser.fill("input[name=from]", "China");
    browser.click("form.bar button");
    assert!(browser.address().contains("from=China"), "{}", browser.address());
    let map = json(&browser.address());
    let rows = map["rows"].as_array().unwrap();
    let shown = browser.count("section[aria-labelledby=table] tbody tr, section[aria-labelledby=table] p.inside a");
    assert_eq!(shown as usize, rows.len());
    assert!(browser.count("svg.world path.country") > 150);
    browser.click("section[aria-labelledby=table] tbody td a.chip");
    assert!(browser.address().starts_with(&format!("/{lang}/request?")), "{}", browser.address());
    filled(browser);
    assert_eq!(field(browser, "authority.jurisdiction"), "CN");
}

fn look_up(browser: &Browser, tongue: &Tongue) {
    let Tongue { lang, names, .. } = tongue;
    browser.go(&format!("/{lang}/search"));
    browser.fill("input[name=q]", &names[1].replacen('a', "", 1));
    browser.click("main form button");
    browser.click(&format!("main a[href^=\"/{lang}/place/DE\"]"));
    assert_eq!(browser.address(), format!("/{lang}/place/DE"));

    browser.go(&format!("/{lang}/compare"));
    browser.fill("main form input", "DE, CH, US");
    browser.click("main form button");
    assert_eq!(browser.count("main table thead th"), 4, "{}", browser.address());
    assert!(browser.text("h1").contains(names[1]), "{}", browser.text("h1"));

    browser.go(&format!("/{lang}/changes"));
    browser.set("input[name=old]", "2018-05-24");
    browser.set("input[name=new]", "2018-05-25");
    browser.fill("input[name=jurisdictions]", "US, DE");
    browser.click("main form button");
    assert!(browser.address().contains("old=2018-05-24"), "{}", browser.address());
    let moved = json(&browser.address());
    assert!(moved.is_object());
    assert!(browser.count("main li, main tr, main details") > 3, "{}", browser.text("main"));

    browser.go(&format!("/{lang}/cases"));
    browser.click(&format!("main a[href^=\"/{lang}/cases/\"]"));
    assert!(browser.address().starts_with(&format!("/{lang}/cases/")), "{}", browser.address());
    browser.go(&format!("/{lang}/law"));
    assert!(browser.count("main table tr") > 3);
    browser.go(&format!("/{lang}/principles"));
    assert!(browser.count("main table tr") > 3);
    browser.go(&format!("/{lang}/about"));
    assert!(browser.text("main").len() > 500);
}

fn survey(browser: &Browser, tongue: &Tongue) {
    let lang = tongue.lang;
    browser.go(&format!("/{lang}/footprint"));
    browser.click(&format!("main a[href^=\"/{lang}/footprint/hetzner\"]"));
    assert_eq!(browser.address(), format!("/{lang}/footprint/hetzner"));
    assert!(browser.count("table.matrix tbody tr") > 1);
    browser.fill("input[name=add]", "CH");
    browser.click("form.bar button");
    assert!(browser.address().contains("add=CH"), "{}", browser.address());
    assert!(browser.text("table.matrix").contains("CH"));

    browser.go(&format!("/{lang}/footprint"));
    let own = root().join("tests/it/footprint.json");
    browser.upload("input[type=file]", &own);
    browser.click("form.fields button");
    assert!(browser.count("table.matrix tbody tr") > 0, "{}", browser.text("main"));
}

/// How many pages a PDF has.
fn leaves(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.matches("/Type /Page").count() - text.matches("/Type /Pages").count()
}

fn print(browser: &Browser, tongue: &Tongue) {
    for path in [DEMAND, "pair/CH/NO", "place/DE"] {
        browser.go(&format!("/{}/{path}", tongue.lang));
        let pdf = browser.print();
        assert!(pdf.starts_with(b"%PDF"));
        let as_it_is = leaves(&pdf);
        assert!(as_it_is > 1, "{path}: {as_it_is}");
        // What is folded away on screen is on paper.
        browser.script("for (const part of document.querySelectorAll('details')) part.open = true", &[]);
        assert_eq!(as_it_is, leaves(&browser.print()), "{path}");
    }
}

#[test]
fn the_server_answers_to_no_other_host() {
    let port = site();
    let answer = http::send_to(port, "evil.example", "GET", "/en/", "").unwrap();
    assert_eq!(answer.status, 421);
}
