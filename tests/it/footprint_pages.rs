//! Footprints as pages and workbooks, and what `footprint check` finds in them.

#![expect(clippy::string_slice, reason = "the texts cut here are the test's own")]

use std::io::{Cursor, Read as _};

use comity::check;
use comity::corpus::{Corpus, Load, Origin, OwnFile, load_footprints};
use comity::diagnostic::{Code, Severity};
use comity::law::Lang;
use serde_json::{Value, json};

use crate::support::{comity, day, root, stderr, stdout};

/// Two cities, one site of which nobody knows who runs it, and a name that would be markup.
const SMALL: &str = "tests/it/footprint.json";

fn page(format: &str, more: &[&str]) -> Vec<u8> {
    let arguments =
        ["footprint", SMALL, "--states", "US,DE", "--profiles", "tax,criminal-content", "--as-of", "2026-11-25"];
    let told = comity(&[&arguments[..], &["--format", format], more].concat());
    assert_eq!(told.status.code(), Some(1), "{}", stderr(&told));
    told.stdout
}

#[test]
fn the_page_for_browsers() {
    let page = String::from_utf8(page("html", &[])).unwrap();
    // Land is two long paths; everything else is to be read.
    let (before, land) = page.split_once("<path class=\"land\" d=\"").unwrap();
    let (_, after) = land.split_once("</g>").unwrap();
    let style = before.find("<style>").unwrap()..before.find("</style>").unwrap();
    let shown = format!("{}…{}<path …></g>{after}", &before[..style.start], &before[style.end..]);
    insta::assert_snapshot!("footprint_html", shown);
}

#[test]
fn a_page_loads_nothing_and_runs_nothing_and_every_link_leads_somewhere() {
    for lang in ["en", "de"] {
        let page = String::from_utf8(page("html", &["--lang", lang, "--best-change", "--without", "AT"])).unwrap();
        for foreign in ["<script", "javascript:", " src=", "@import", "<link", "onclick", "<b>Zwei"] {
            assert!(!page.contains(foreign), "{lang}: {foreign}");
        }
        // Hatches are in the page itself.
        assert_eq!(page.matches("url(").count(), page.matches("url(#").count(), "{lang}");
        let inner = page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap());
        let mut links = 0;
        for target in inner {
            assert!(page.contains(&format!("id=\"{target}\"")), "{lang}: nothing has the id {target}");
            links += 1;
        }
        assert!(links > 2, "{lang}: {links} links");
        let legal = if lang == "en" { "gives no legal advice" } else { "ist keine Rechtsberatung" };
        assert_eq!(page.matches(legal).count(), 1, "{lang}");
        assert!(page.contains("<html lang=\"") && page.contains(&format!("lang=\"{lang}\"")));
    }
}

/// The text of one file of a workbook.
fn part(book: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_workbook() {
    let book = page("xlsx", &["--best-change"]);
    assert_eq!(book, page("xlsx", &["--best-change"]), "the same answer gives the same bytes");
    let sheets = part(&book, "xl/workbook.xml");
    let names: Vec<&str> = sheets.split("<sheet name=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(
        names,
        [
            "Overview",
            "Places",
            "Sites",
            "Companies apart",
            "Kinds of demand",
            "Findings",
            "Provisions",
            "Change",
            "Sources"
        ]
    );
    let matrix = part(&book, "xl/worksheets/sheet2.xml");
    assert!(matrix.contains("state=\"frozen\""), "{matrix}");
    let sites = part(&book, "xl/worksheets/sheet3.xml");
    assert!(sites.contains("<v>48.2085</v>"), "the latitude is a number: {sites}");
    let strings = part(&book, "xl/sharedStrings.xml");
    assert!(strings.contains("=1+1") && !sites.contains("<f>"), "a text is no formula");
    let links = part(&book, "xl/worksheets/_rels/sheet7.xml.rels");
    assert!(links.contains("TargetMode=\"External\"") && links.contains("https://"), "{links}");
}

/// What is found in a file with these sites and companies, as code and line.
fn found(sites: &[Value], more: &[Value]) -> Vec<(Code, u64)> {
    found_in("own", sites, more)
}

/// The same for a footprint of this name.
fn found_in(name: &str, sites: &[Value], more: &[Value]) -> Vec<(Code, u64)> {
    let corpus: Corpus = Load::strict(&Origin::Embedded).unwrap();
    let own = json!({"id": "own", "name": "Own", "seat": "DE", "controlled_by": "up", "kind": "cloud"});
    let up = json!({"id": "up", "name": "Up", "seat": "DE", "kind": "cloud"});
    let entities: Vec<Value> = [own, up].into_iter().chain(more.iter().cloned()).collect();
    let file = json!({"id": name, "name": {"en": "Own"}, "provider": "own", "entities": entities, "sites": sites});
    let text = serde_json::to_string_pretty(&file).unwrap();
    let own = OwnFile { name: "own.json", text: &text };
    let known = load_footprints(&corpus, None).unwrap().all;
    let footprints = load_footprints(&corpus, Some(own)).unwrap_or_else(|faulty| panic!("{:?}", faulty.1));
    let faults = check::footprint(&corpus, &footprints, footprints.find(name).unwrap(), &known, day("2026-11-25"));
    let report = comity::report::faults(&footprints.files, &faults, Lang::En);
    assert!(report.faults.iter().all(|fault| fault.line.is_some()), "{report:?}");
    faults.iter().zip(&report.faults).map(|(fault, told)| (fault.code, told.line.unwrap() as u64)).collect()
}

fn site(id: &str, place: &str, city: &str, north: f64, east: f64) -> Value {
    json!({"id": id, "place": place, "city": city, "latitude": north, "longitude": east, "operator": "own"})
}

fn codes(sites: &[Value]) -> Vec<Code> {
    found(sites, &[]).into_iter().map(|(code, _)| code).collect()
}

#[test]
fn points_that_published_lists_have_wrong_are_found() {
    for (place, city, north, east) in [
        ("ES", "Madrid", 40.4259, 3.4209),
        ("IL", "Israel", 31.2656, 33.4506),
        ("ZA", "Querétaro", 20.588, -100.389),
        ("US", "Campinas", -22.9056, -47.0608),
        ("ID", "Jakarta", 6.2, 106.8),
        ("NZ", "Taipei", 25.0478, 121.5319),
    ] {
        assert_eq!(codes(&[site("a", place, city, north, east)]), [Code::PointElsewhere], "{city}");
    }
}

#[test]
fn cities_that_published_lists_have_elsewhere_are_found() {
    for (place, city, north, east) in
        [("DE", "Berlin", 53.0735, 8.8067), ("FR", "Paris", 46.3772, 2.373), ("GB", "Cardiff", 53.427, -3.084)]
    {
        assert_eq!(codes(&[site("a", place, city, north, east)]), [Code::CityElsewhere], "{city}");
    }
}

#[test]
fn years_and_places_that_published_lists_have_wrong_are_found() {
    let of = |site: Value| found_in("amazon", &[site], &[]).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    let mut bangkok = site("ap-southeast-7", "TH", "Bangkok", 13.754, 100.5014);
    bangkok["since"] = json!(2022);
    assert_eq!(of(bangkok.clone()), [Code::OtherRecord]);
    bangkok["since"] = json!(2025);
    assert_eq!(of(bangkok), []);
    assert_eq!(of(site("eusc-de-east-1", "DE", "Frankfurt", 50.1155, 8.6842)), [Code::OtherRecord]);
    assert_eq!(of(site("ap-east-2", "NZ", "Auckland", -36.8485, 174.7635)), [Code::OtherRecord, Code::OtherRecord]);
}

#[test]
fn true_coastal_cities_are_at_home() {
    for (place, city, north, east) in [
        ("DK", "Copenhagen", 55.6759, 12.5655),
        ("PT", "Lisbon", 38.7167, -9.1333),
        ("KR", "Busan", 35.1017, 129.03),
        ("US", "Miami", 25.7743, -80.1937),
        ("SG", "Singapore", 1.2897, 103.8501),
        ("HK", "Hong Kong", 22.2783, 114.1747),
        ("NZ", "Auckland", -36.8485, 174.7635),
    ] {
        assert_eq!(codes(&[site("a", place, city, north, east)]), [], "{city}");
    }
}

#[test]
fn a_wrong_sign_is_named() {
    let corpus: Corpus = Load::strict(&Origin::Embedded).unwrap();
    let text = "id,place,city,latitude,longitude,operator,seat\na,ES,Madrid,40.4259,3.4209,Own,DE\n";
    let own = OwnFile { name: "own.csv", text };
    let footprints = load_footprints(&corpus, Some(own)).unwrap_or_else(|faulty| panic!("{:?}", faulty.1));
    let footprint = footprints.find(footprints.own.as_ref().unwrap()).unwrap();
    let faults = check::footprint(&corpus, &footprints, footprint, &[], day("2026-11-25"));
    let fault = faults.iter().find(|fault| fault.code == Code::PointElsewhere).unwrap();
    assert_eq!(
        fault.help.as_ref().map(|help| &*help.en),
        Some("with the other sign of the longitude it would lie in ES")
    );
    let report = comity::report::faults(&footprints.files, std::slice::from_ref(fault), Lang::En);
    assert_eq!(report.faults[0].line, Some(2), "the line of the table");
}

#[test]
fn a_row_that_is_too_short_is_no_table() {
    let corpus: Corpus = Load::strict(&Origin::Embedded).unwrap();
    let text = "id,place,operator,seat\na,AT,Own,DE\nb,AT\n";
    let faulty = load_footprints(&corpus, Some(OwnFile { name: "own.csv", text })).unwrap_err();
    let report = comity::report::faults(&faulty.0, &faulty.1, Lang::En);
    let told: Vec<_> = report.faults.iter().map(|fault| (fault.code, fault.line)).collect();
    assert_eq!(told, [("not-table", Some(3))], "{report:?}");
}

#[test]
fn years_doubles_silence_and_idle_companies_are_found() {
    let vienna = |id: &str| site(id, "AT", "Vienna", 48.2085, 16.3721);
    let with = |key: &str, value: Value| {
        let mut site = vienna("a");
        site[key] = value;
        site
    };
    for (year, status, odd) in [
        (1994, "operating", true),
        (1995, "operating", false),
        (2026, "operating", false),
        (2027, "operating", true),
        (2027, "planned", false),
        (2025, "planned", true),
        (2036, "planned", false),
        (2037, "planned", true),
    ] {
        let mut site = with("since", json!(year));
        site["status"] = json!(status);
        let expected: &[Code] = if odd { &[Code::OddYear] } else { &[] };
        assert_eq!(codes(&[site]), expected, "{year} {status}");
    }
    let mut silent = vienna("a");
    silent.as_object_mut().unwrap().remove("operator");
    assert_eq!(codes(std::slice::from_ref(&silent)), [Code::SilentOperator]);
    silent["note"] = json!({"en": "Nobody says who runs it."});
    assert_eq!(codes(&[silent]), []);
    assert_eq!(codes(&[vienna("a"), vienna("b")]), [], "two sites of a city are no fault");
    let mut graz = vienna("b");
    graz["city"] = json!("Graz");
    assert_eq!(codes(&[vienna("a"), graz]), [Code::DoubledSite]);
    let mut second = vienna("b");
    second["name"] = json!("a");
    assert_eq!(codes(&[vienna("a"), second]), [Code::DoubledSite]);
    let mut nowhere = vienna("a");
    nowhere.as_object_mut().unwrap().retain(|key, _| key != "latitude" && key != "longitude");
    assert_eq!(codes(&[nowhere]), [Code::NoPoint]);
    let open = json!({"id": "open", "name": "Open", "seat": "DE", "controlled_by": "own"});
    assert_eq!(found(&[vienna("a")], &[open]).first().map(|(code, _)| *code), Some(Code::NoKind));
    let idle = json!({"id": "idle", "name": "Idle", "seat": "DE", "kind": "cloud"});
    let told = found(&[vienna("a")], &[idle]);
    assert_eq!(told.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [Code::IdleCompany]);
}

#[test]
fn nothing_is_wrong_with_the_footprints_inside_the_program() {
    let corpus: Corpus = Load::strict(&Origin::Embedded).unwrap();
    let footprints = load_footprints(&corpus, None).unwrap();
    let mut wrong = Vec::new();
    for footprint in &footprints.all {
        let faults = check::footprint(&corpus, &footprints, footprint, &footprints.all, day("2026-11-25"));
        let bad = faults.into_iter().filter(|fault| fault.code.severity() != Severity::Note);
        wrong.extend(bad.map(|fault| format!("{}: {}", footprint.name, fault.message)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_command_says_where_and_ends_with_2() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.csv");
    let text = "id,place,city,latitude,longitude,operator,seat,since\n\
                a,ES,Madrid,40.4259,3.4209,Own,DE,2030\nb,AT,Vienna,48.2085,16.3721,,,\n";
    std::fs::write(&path, text).unwrap();
    let told = comity(&["footprint", "check", path.to_str().unwrap(), "--as-of", "2026-11-25"]);
    assert_eq!(told.status.code(), Some(2), "{}", stderr(&told));
    insta::assert_snapshot!("footprint_check", stdout(&told).replace(folder.path().to_str().unwrap(), "…"));
    let fine = comity(&["footprint", "check", "--no-notes"]);
    assert_eq!((fine.status.code(), stdout(&fine).as_str()), (Some(0), "0 errors, 0 warnings, 0 notes\n"));
    assert!(root().join(SMALL).is_file());
}
