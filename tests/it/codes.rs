//! Every diagnostic code has a bad example, and every bad example its code.

use std::collections::BTreeSet;

use comity::atlas::Atlas;
use comity::check::{check, to_come};
use comity::corpus::{Origin, load, load_footprints, parse_space};
use comity::diagnostic::{Code, Diagnostic, Severity};
use comity::law::Footprint;
use comity::text::{FileId, Files};
use serde_json::{Value, json};

use crate::support::{World, day, provision, world};

/// A small world in which nothing is wrong.
pub(crate) fn sound() -> World {
    let talks = json!({"parties": [
        {"jurisdiction": "AA", "in_force": {"from": "2000-01-01"}},
        {"jurisdiction": "CC", "in_force": {"from": "2000-01-01"}},
    ]});
    let conditions = json!({"authority.purpose": "tax", "authority.secrecy": true, "data.personal": true});
    world()
        .law("AA", "act", vec![provision("1", "must", "disclose", json!({"when": conditions}))])
        .law("CC", "act", vec![provision("2", "must_not", "disclose", json!({"lifted_by": ["treaty"]}))])
        .way("way", "treaty", "lifts", talks)
}

/// The sound world with one file changed.
fn with(path: &str, change: impl FnOnce(&mut Value)) -> World {
    let mut world = sound();
    let found = world.0.iter_mut().find(|(name, _)| name == path);
    let (_, value) = found.unwrap_or_else(|| panic!("no file {path}"));
    change(value);
    world
}

const ACT: &str = "jurisdictions/cc/act.json";
const WAY: &str = "mechanisms/way.json";

fn with_citation(mut world: World, path: &str, citation: &str) -> World {
    let found = world.0.iter_mut().find(|(name, _)| name == path);
    found.unwrap().1["citation"] = json!(citation);
    world
}

fn in_provision(key: &'static str, value: Value) -> World {
    with(ACT, move |act| act["provisions"][0][key] = value)
}

/// The sound world with a footprint of one site, in which a key is changed.
fn with_site(key: &str, value: Value) -> World {
    let mut world = sound();
    let own = json!({"id": "own", "name": "Own", "seat": "BB"});
    let mut site = json!({
        "id": "a", "place": "BB", "city": "Bridgetown", "latitude": 13.1, "longitude": -59.62, "operator": "own"
    });
    site[key] = value;
    let file = json!({"id": "own", "name": {"en": "Own"}, "provider": "own", "entities": [own], "sites": [site]});
    world.0.push(("footprints/own.json".into(), file));
    world
}

/// The same with a change to the whole footprint.
fn with_footprint(change: impl FnOnce(&mut Value)) -> World {
    let mut world = with_site("id", json!("a"));
    let (_, file) = world.0.last_mut().unwrap();
    change(file);
    world
}

/// The same where providers are of some kind.
fn kinds_matter(mut world: World) -> World {
    let (_, vocabulary) = world.0.iter_mut().find(|(name, _)| name == "vocabulary.json").unwrap();
    let kind = json!({
        "id": "provider.kind", "type": "choice", "role": "kind", "values": [{"id": "cloud", "label": {"en": "cloud", "de": "Cloud"}}],
        "label": {"en": "Kind", "de": "Art"}, "question": {"en": "Which?", "de": "Welche?"}
    });
    vocabulary["facts"].as_array_mut().unwrap().push(kind);
    world
}

/// The same where the program knows what an establishment is.
pub(crate) fn branches_matter(mut world: World) -> World {
    let (_, vocabulary) = world.0.iter_mut().find(|(name, _)| name == "vocabulary.json").unwrap();
    let facts = vocabulary["facts"].as_array_mut().unwrap();
    facts.iter_mut().find(|fact| fact["id"] == "provider.presence").unwrap()["role"] = json!("presence");
    world
}

/// For each code, a world that has the fault.
fn examples() -> Vec<(Code, World)> {
    let without = |path: &str, keys: &'static [&'static str]| {
        with(path, move |file| {
            let object = if path == ACT { &mut file["provisions"][0] } else { file };
            keys.iter().for_each(|key| {
                object.as_object_mut().unwrap().remove(*key);
            });
        })
    };
    vec![
        (Code::WrongType, in_provision("pinpoint", json!(3))),
        (Code::UnknownKey, in_provision("lifted_bi", json!(["treaty"]))),
        (Code::MissingKey, without(ACT, &["summary"])),
        (Code::BadDate, in_provision("in_force", json!({"from": "2026-02-30"}))),
        (Code::BadPeriod, in_provision("in_force", json!({"from": "2026-01-02", "to": "2026-01-01"}))),
        (Code::BadNorm, in_provision("must", json!("disclose"))),
        (Code::BadLink, with(WAY, |way| way["of"] = json!("AA"))),
        (Code::BadAmount, in_provision("sanction", json!({"kind": "civil", "amount": 5}))),
        (Code::BadAmount, in_provision("sanction", json!({"kind": "civil", "amount": 5, "currency": "EURO"}))),
        (Code::BadId, in_provision("id", json!("§ 2"))),
        (Code::EmptyList, in_provision("when", json!({"data.location": []}))),
        (Code::UnknownFact, in_provision("when", json!({"data.locaton": "AA"}))),
        (Code::UnknownFact, in_provision("when", json!({"nott": "AA"}))),
        (Code::UnknownKey, in_provision("when", json!({"nott": {"data.location": "AA"}}))),
        (Code::UnknownKey, in_provision("when", json!({"authority": {"purpose": "tax"}}))),
        (Code::UnknownValue, in_provision("when", json!({"authority.purpose": "criminel"}))),
        (Code::UnknownValue, in_provision("when", json!({"data.personal": "false"}))),
        (Code::UnknownValue, in_provision("when", json!({"authority.purpose": {"linked_to": "AA", "by": "treaty"}}))),
        (Code::NoLegalOrder, with("jurisdictions/cc/jurisdiction.json", |cc| cc["kind"] = json!("organisation"))),
        (Code::UnknownAct, with(WAY, |way| way["acts"] = json!(["disclosse"]))),
        (
            Code::UnknownTopic,
            with("jurisdictions/aa/jurisdiction.json", |aa| {
                aa["coverage"]["secresy"] = json!({"level": "none", "reviewed": "2026-01-01"});
            }),
        ),
        (Code::UnknownJurisdiction, in_provision("when", json!({"authority.jurisdiction": "XX"}))),
        (Code::UnknownMechanism, in_provision("lifted_by", json!(["treatty"]))),
        (Code::UnknownPrinciple, in_provision("principles", json!([{"id": "flow", "effect": "supports"}]))),
        (
            Code::DoubledId,
            with("vocabulary.json", |vocabulary| {
                let fact = vocabulary["facts"][0].clone();
                vocabulary["facts"].as_array_mut().unwrap().push(fact);
            }),
        ),
        (
            Code::DoubledId,
            in_provision(
                "unless",
                json!([
                    {"id": "x", "pinpoint": "§ 3", "when": {"authority.purpose": "tax"}},
                    {"id": "x", "pinpoint": "§ 4", "when": {"authority.purpose": "civil"}},
                ]),
            ),
        ),
        (Code::MisplacedFile, {
            let mut world = sound();
            let law = world.0.iter().find(|(name, _)| name == ACT).unwrap().1.clone();
            world.0.push(("mechanisms/act.json".into(), law));
            world
        }),
        (Code::MisplacedFile, {
            let mut world = sound();
            world.0.iter_mut().for_each(|(name, _)| *name = name.replace("mechanisms/way", "mechanisms/weg"));
            world
        }),
        (
            Code::OverlappingVersions,
            with(ACT, |act| {
                act["provisions"] = json!([
                    provision(
                        "2",
                        "must_not",
                        "disclose",
                        json!({"in_force": {"from": "1990-01-01", "to": "2015-01-01"}})
                    ),
                    provision("2", "may", "disclose", json!({"in_force": {"from": "2015-01-01"}})),
                ]);
            }),
        ),
        (
            Code::DayBetween,
            with(ACT, |act| {
                act["provisions"] = json!([
                    provision(
                        "2",
                        "must_not",
                        "disclose",
                        json!({"in_force": {"to": "2015-01-01", "from": "1990-01-01"}, "lifted_by": ["treaty"]})
                    ),
                    provision("2", "must_not", "disclose", json!({"in_force": {"from": "2015-01-03"}})),
                ]);
            }),
        ),
        (
            Code::MembershipCycle,
            with("jurisdictions/uu/jurisdiction.json", |uu| {
                uu["member_of"] =
                    json!([{"jurisdiction": "AA", "in_force": {"from": "2000-01-01"}, "citation": "Treaty"}]);
            }),
        ),
        (Code::NoSource, without(ACT, &["sources"])),
        (Code::NoConfidence, without(ACT, &["confidence"])),
        (
            Code::UnreadSource,
            in_provision(
                "sources",
                json!([{"url": "https://example.org/law", "seen": "2026-01-01", "note": "not read; from memory"}]),
            ),
        ),
        (Code::BadAddress, in_provision("sources", json!([{"url": "example.org/law", "seen": "2026-01-01"}]))),
        (Code::DayToCome, in_provision("sources", json!([{"url": "https://example.org", "seen": "2026-01-02"}]))),
        (
            Code::SilentDispute,
            in_provision(
                "unless",
                json!([
                    {"id": "x", "pinpoint": "§ 3", "standing": "arguable", "when": {"authority.purpose": "tax"}},
                ]),
            ),
        ),
        (
            Code::SettledDoubt,
            in_provision(
                "unless",
                json!([{"id": "x", "pinpoint": "§ 3", "doubt": "case", "when": {"authority.purpose": "tax"}}]),
            ),
        ),
        (
            Code::NeverApplies,
            in_provision("when", json!({"authority.purpose": "tax", "not": {"authority.purpose": ["tax", "civil"]}})),
        ),
        (
            Code::IdleException,
            with(ACT, |act| {
                act["provisions"][0]["when"] = json!({"authority.purpose": "tax"});
                act["provisions"][0]["unless"] =
                    json!([{"id": "x", "pinpoint": "§ 3", "when": {"authority.purpose": "civil"}}]);
            }),
        ),
        (
            Code::AlwaysHolds,
            in_provision("when", json!({"any": [{"data.personal": true}, {"not": {"data.personal": true}}]})),
        ),
        (Code::DoubledLift, in_provision("lifted_by", json!(["treaty", "treaty"]))),
        (Code::DanglingLift, in_provision("lifted_by", json!(["consent"]))),
        (Code::IdleLift, with(WAY, |way| way["when"] = json!({"authority.purpose": "civil"}))),
        (
            Code::IdleMechanism,
            with(WAY, |way| {
                way["effect"] = json!("replaces");
                way["acts"] = json!(["notify"]);
            }),
        ),
        (
            Code::DoubledMeanwhile,
            with(ACT, |act| {
                let mut again = provision(
                    "3",
                    "must_not",
                    "disclose",
                    json!({"when": {"any": [{"data.personal": [true, false]}]}}),
                );
                again["in_force"] = json!({"from": "2005-01-01"});
                act["provisions"].as_array_mut().unwrap().push(again);
            }),
        ),
        (
            Code::DoubledNorm,
            with(ACT, |act| {
                let again = provision(
                    "3",
                    "must_not",
                    "disclose",
                    json!({"when": {"any": [{"data.personal": [true, false]}]}}),
                );
                act["provisions"].as_array_mut().unwrap().push(again);
            }),
        ),
        (
            Code::InternalClash,
            with(ACT, |act| {
                let must = provision("3", "must", "disclose", json!({}));
                act["provisions"].as_array_mut().unwrap().push(must);
            }),
        ),
        (Code::BranchAlone, branches_matter(in_provision("when", json!({"provider.presence": "CC"})))),
        (Code::DoubledCitation, {
            let world = sound().law("CC", "again", vec![provision("1", "may", "export", json!({}))]);
            with_citation(world, "jurisdictions/cc/again.json", "act")
        }),
        (Code::UnknownCompany, with_site("operator", json!("owm"))),
        (Code::BadPoint, with_site("latitude", json!(91.0))),
        (
            Code::BadPoint,
            with("jurisdictions/aa/jurisdiction.json", |aa| aa["label"] = json!({"longitude": 181.0, "latitude": 1.0})),
        ),
        (Code::PointElsewhere, with_site("longitude", json!(59.62))),
        (Code::CityElsewhere, with_site("latitude", json!(13.57))),
        (Code::OtherRecord, with_site("city", json!("Speightstown"))),
        (Code::NoKind, kinds_matter(with_footprint(|_| ()))),
        (Code::OddYear, with_site("since", json!(1900))),
        (
            Code::DoubledSite,
            with_footprint(|own| {
                let mut second = own["sites"][0].clone();
                (second["id"], second["name"]) = (json!("b"), json!("a"));
                own["sites"].as_array_mut().unwrap().push(second);
            }),
        ),
        (Code::SilentOperator, with_site("operator", Value::Null)),
        (
            Code::IdleCompany,
            with_footprint(|own| {
                let idle = json!({"id": "idle", "name": "Idle", "seat": "BB"});
                own["entities"].as_array_mut().unwrap().push(idle);
            }),
        ),
        (
            Code::NoPoint,
            with_footprint(|own| {
                own["sites"][0].as_object_mut().unwrap().retain(|key, _| key != "latitude" && key != "longitude");
            }),
        ),
        (Code::UnusedFact, with("jurisdictions/aa/act.json", |act| act["provisions"][0]["when"] = json!({}))),
        (Code::MissingGerman, in_provision("summary", json!({"en": "only English"}))),
        (Code::MissingEnglish, in_provision("summary", json!({"en": " ", "de": "nur Deutsch"}))),
        (
            Code::DeniedTopic,
            with("jurisdictions/cc/jurisdiction.json", |cc| cc["coverage"]["blocking"]["level"] = json!("none")),
        ),
        (Code::MissingCoverage, without("jurisdictions/cc/jurisdiction.json", &["coverage"])),
    ]
}

/// Codes that need a file system, a text that is no value, a request or a case, which `bad_input` shows; a table, which
/// `footprint_pages` shows; or a space, which is shown below. What was not asked only the program says.
const ELSEWHERE: [Code; 11] = [
    Code::NotAsked,
    Code::Unreadable,
    Code::TooLarge,
    Code::NotJson,
    Code::DoubledKey,
    Code::UnknownProvision,
    Code::NotTable,
    Code::BadSpace,
    Code::EmptySuite,
    Code::NotSnapshot,
    Code::OtherForm,
];

/// What is known of the footprint of the examples.
fn recorded() -> Vec<Footprint> {
    let corpus = load(&with_footprint(|_| ()).origin()).unwrap().corpus.unwrap();
    load_footprints(&corpus, None).unwrap().all
}

fn faults(world: &World) -> (Files, Vec<Diagnostic>) {
    let loaded = load(&world.origin()).unwrap();
    let mut faults = loaded.faults;
    if let Some(corpus) = &loaded.corpus
        && faults.iter().all(|fault| fault.code.severity() != Severity::Error)
    {
        let atlas = Atlas::new(corpus);
        faults.extend(check(corpus, &atlas));
        faults.extend(to_come(corpus, &atlas, &[], day("2026-01-01")));
        match load_footprints(corpus, None) {
            Ok(own) => {
                let known = recorded();
                let review = |one| comity::check::footprint(corpus, &own, one, &known, day("2026-01-01"));
                faults.extend(own.all.iter().flat_map(review));
            }
            Err(faulty) => faults.extend(faulty.1),
        }
    }
    (loaded.files, faults)
}

#[test]
fn nothing_is_wrong_with_a_sound_world() {
    assert_eq!(faults(&sound()).1, []);
}

#[test]
fn every_code_has_its_example() {
    for (code, world) in examples() {
        let (_, found) = faults(&world);
        assert!(found.iter().any(|fault| fault.code == code), "no {} among {found:#?}", code.name());
        let worse = found.iter().find(|fault| fault.code != code && fault.code.severity() == Severity::Error);
        assert_eq!(worse, None, "the example of {} shows something else", code.name());
        let placed = found.iter().filter(|fault| fault.code == code).all(|fault| fault.span.is_some());
        assert!(placed, "{} has no place", code.name());
    }
    let shown: BTreeSet<Code> = examples().into_iter().map(|(code, _)| code).chain(ELSEWHERE).collect();
    let missing: Vec<&str> = Code::ALL.iter().filter(|code| !shown.contains(code)).map(|code| code.name()).collect();
    assert!(missing.is_empty(), "no example of {missing:?}");
}

#[test]
fn every_example_is_found_by_whoever_keeps_that_law() {
    for (_, world) in examples() {
        if let Some(corpus) = load(&world.origin()).unwrap().corpus {
            crate::checks::each_by_itself(&corpus);
        }
    }
}

#[test]
fn a_space_without_requests_is_bad() {
    let text = r#"{"facts": {"authority.purpose": []}}"#;
    let faults = parse_space(&sound().corpus(), FileId::default(), text, "space").unwrap_err();
    let codes: Vec<Code> = faults.iter().map(|fault| fault.code).collect();
    assert!(codes.contains(&Code::BadSpace), "{faults:?}");
}

#[test]
fn the_messages_say_where_what_and_what_to_do() {
    let mut pages = String::new();
    for (_, world) in examples() {
        let (files, found) = faults(&world);
        let page = comity::render::text::faults(&comity::report::faults(&files, &found, comity::law::Lang::En));
        pages.push_str(&anstream::adapter::strip_str(&page).to_string());
        pages.push('\n');
    }
    insta::assert_snapshot!(pages);
}

#[test]
fn all_faults_of_a_file_come_out_at_once() {
    let world = with(ACT, |act| {
        act["titel"] = json!("x");
        act["provisions"][0]["when"] = json!(7);
        act["provisions"][0]["confidence"] = json!("hi");
        act["provisions"][0].as_object_mut().unwrap().remove("pinpoint");
    });
    let codes: Vec<&str> = faults(&world).1.iter().map(|fault| fault.code.name()).collect();
    assert_eq!(codes, ["missing-key", "unknown-value", "wrong-type", "unknown-key"]);
}

/// The texts of a world.
fn texts(world: &World) -> Vec<(String, String)> {
    let Origin::Memory(texts) = world.origin() else { unreachable!() };
    texts
}

fn codes(texts: Vec<(String, String)>) -> Vec<&'static str> {
    load(&Origin::Memory(texts)).unwrap().faults.iter().map(|fault| fault.code.name()).collect()
}

#[test]
fn of_an_id_used_twice_both_places_are_told() {
    let mut world = sound();
    let again = world.0.iter().find(|(name, _)| name == WAY).unwrap().1.clone();
    world.0.push(("mechanisms/again.json".into(), again));
    let (files, found) = faults(&world);
    let fault = found.iter().find(|fault| fault.code == Code::DoubledId).unwrap();
    let here = &files.get(fault.span.as_ref().unwrap().file).unwrap().name;
    assert!([here.as_str(), &fault.message.en].iter().any(|told| told.contains(WAY)), "{here}: {}", fault.message);
    assert!([here.as_str(), &fault.message.en].iter().any(|told| told.contains("again.json")), "{}", fault.message);
}

#[test]
fn a_wrong_form_hides_no_wrong_name() {
    let world = with(ACT, |act| {
        act["titel"] = json!("x");
        act["in_force"] = json!("1990");
        act["scope"] = json!({"data.locaton": "CC", "data.personal": 7});
        let provision = &mut act["provisions"][0];
        provision["summary"] = json!(3);
        provision["when"] = json!({"authority.purpose": "taxes", "authority.jurisdiction": "CCC"});
        provision["lifted_by"] = json!(["treaty", 5, "treatie"]);
        provision["confidence"] = json!("hi");
        provision["must_nott"] = provision["must_not"].take();
    });
    let mut found = codes(texts(&world));
    found.sort_unstable();
    let wrong = ["unknown-fact", "unknown-jurisdiction", "unknown-key", "unknown-key", "unknown-mechanism"];
    let wrong = [&wrong[..], &["unknown-value"; 2], &["wrong-type"; 4]].concat();
    assert_eq!(found, wrong);
}

#[test]
fn what_stands_in_a_file_that_cannot_be_read_is_not_unknown_to_others() {
    let world = with(ACT, |act| {
        act["provisions"][0]["lifted_by"] = json!(["way"]);
        act["provisions"][0]["when"] = json!({"authority.jurisdiction": "BB"});
    });
    let broken = |path: &str, text: &str| {
        let mut texts = texts(&world);
        texts.iter_mut().find(|(name, _)| name == path).unwrap().1 = text.to_owned();
        texts
    };
    assert_eq!(codes(broken(WAY, "{")), ["not-json"]);
    assert_eq!(codes(broken(WAY, "{\"id\": \"way\"}")), ["missing-key"; 9]);
    assert_eq!(codes(broken("jurisdictions/bb/jurisdiction.json", "{\"id\": 5, \"name\": {}")), ["not-json"]);
    // Who goes on without such files goes on without what hangs on them.
    let (corpus, _) = comity::corpus::Load::lenient(&Origin::Memory(broken(WAY, "{"))).unwrap();
    let left_out: Vec<&str> = corpus.broken.iter().map(|broken| broken.file.as_str()).collect();
    assert_eq!(left_out, [ACT, WAY]);
}

/// Values are small numbers: more of them than there are numbers would be taken for one another.
#[test]
fn a_fact_with_more_values_than_can_be_told_apart_is_refused() {
    let purposes = |count: usize| {
        with("vocabulary.json", |vocabulary| {
            let facts = vocabulary["facts"].as_array_mut().unwrap();
            let fact = facts.iter_mut().find(|fact| fact["id"] == "authority.purpose").unwrap();
            let values = fact["values"].as_array_mut().unwrap();
            values.extend(
                (values.len()..count).map(|at| json!({"id": format!("v{at}"), "label": {"en": "V", "de": "V"}})),
            );
        })
    };
    let codes = |world: &World| {
        let loaded = comity::corpus::load(&world.origin()).unwrap();
        loaded.faults.iter().map(|fault| fault.code.name()).collect::<Vec<_>>()
    };
    assert_eq!(codes(&purposes(65_535)), Vec::<&str>::new());
    assert_eq!(codes(&purposes(65_536)), ["too-large"]);
}

#[test]
fn a_faulty_file_is_a_gap_only_where_that_was_asked_for() {
    let world = with(ACT, |act| act["provisions"][0]["must_not"] = json!("disclosse"));
    assert!(comity::corpus::Load::strict(&world.origin()).is_err());
    let (corpus, _) = comity::corpus::Load::lenient(&world.origin()).unwrap();
    assert_eq!(corpus.broken.len(), 1);
    let report = crate::support::report(&corpus, "2026-01-01", &["authority.jurisdiction=AA", "provider.presence=CC"]);
    assert_eq!(report.verdict, comity::report::Outcome::Unknown);
    assert_eq!(report.gaps[0].broken_file, Some(ACT));
}
