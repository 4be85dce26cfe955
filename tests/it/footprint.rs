//! Footprints: every cell is what the plain solver says, what-ifs are what they say, faults are told.

use std::fs;

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin, load_footprints, load_profiles};
use comity::law::JurisdictionId;
use comity::lawbook::Lawbook;
use comity::logic::Known;
use comity::solve::{Certainty, Conflict, Verdict, solve};
use comity::survey::bulk::Plan;
use comity::survey::footprint::change::{Change, effects, with};
use comity::survey::footprint::{Ask, Demands, Picture, Surveyor};

use crate::support::{comity, day, stderr, stdout};

/// A question about a built-in footprint with few states.
fn asked<T>(name: &str, look: impl FnOnce(&Plan<'_, '_>, &Ask<'_>) -> T) -> T {
    let corpus: Corpus = Load::strict(&Origin::Embedded).unwrap();
    let atlas = Atlas::new(&corpus);
    let book = Lawbook::new(&corpus, &atlas, day("2026-11-25"));
    let plan = Plan::new(&book);
    let profiles = load_profiles(&corpus).unwrap();
    let footprints = load_footprints(&corpus, None).unwrap();
    let ask = Ask {
        footprint: footprints.find(name).unwrap().clone(),
        footprints: &footprints,
        states: ["CN", "DE", "US"].map(|code| corpus.jurisdiction(code).unwrap()).to_vec(),
        profiles: profiles.iter().collect(),
        customer: None,
        planned: true,
        given: Vec::new(),
        left: Vec::new(),
    };
    look(&plan, &ask)
}

fn survey(plan: &Plan<'_, '_>, ask: &Ask<'_>) -> Picture {
    Surveyor::new(plan, ask).survey(ask)
}

#[test]
fn every_cell_is_what_the_plain_solver_says_of_the_worst_company() {
    asked("sap", |plan, ask| {
        let picture = survey(plan, ask);
        let demands = Demands::new(plan.book, ask);
        let mut conflicts = 0;
        for (group, sites) in picture.groups.iter().enumerate() {
            for state in 0..ask.states.len() {
                for kind in 0..ask.profiles.len() {
                    let cell = picture.cell(group, state, kind).unwrap();
                    let asked = picture.asked(group, state).iter();
                    let plain = asked.map(|(_, demand)| split(plan, demand.state, &demands.facts(kind, demand)).0);
                    let plain: Vec<Verdict> = plain.collect();
                    assert_eq!(cell.parts.iter().map(|part| part.verdict).collect::<Vec<_>>(), plain);
                    let mut rest = plain.as_slice();
                    let of = |alternative: &Vec<_>| rest.split_off(..alternative.len()).unwrap().iter().max().unwrap();
                    let verdicts: Vec<&Verdict> = sites.alternatives.iter().map(of).collect();
                    assert_eq!(&cell.range.best, *verdicts.iter().min().unwrap());
                    assert_eq!(&cell.range.worst, *verdicts.iter().max().unwrap());
                    assert!(cell.range.worst_case >= cell.range.worst);
                    let in_conflict = matches!(cell.range.worst, Verdict::Conflict(_));
                    assert_eq!(in_conflict, !cell.drivers.is_empty(), "what is in conflict says why");
                    conflicts += if in_conflict { sites.sites.len() } else { 0 };
                }
            }
        }
        assert!(conflicts > 0);
        assert_eq!(picture.conflicts(), conflicts);
    });
}

/// What the plain solver says of a request, by the conflicts to which a state is a party, and by those to which it is not.
fn split(plan: &Plan<'_, '_>, state: JurisdictionId, facts: &[Known]) -> (Verdict, Verdict) {
    let solution = solve(plan.book, facts);
    let covered = solution.gaps.is_empty() && solution.open_places.is_empty();
    let worst = |party: bool| {
        let is_party = |norm| plan.book.nested(plan.book.norms[norm].owner, state);
        let meant = |conflict: &&Conflict| (is_party(conflict.required) || is_party(conflict.forbidden)) == party;
        let meant: Vec<&Conflict> = solution.conflicts.iter().filter(meant).collect();
        let sure = meant.iter().filter(|conflict| conflict.certainty <= Certainty::Contested);
        let silent = if covered && meant.is_empty() { Verdict::Clear } else { Verdict::Unknown };
        sure.map(|conflict| conflict.outcome).max().map_or(silent, Verdict::Conflict)
    };
    let split = (worst(true), worst(false));
    assert_eq!(split.0.max(split.1), solution.verdict, "nothing is lost");
    split
}

#[test]
fn what_collides_between_other_states_stands_with_the_site_and_not_with_who_asks() {
    asked("sap", |plan, ask| {
        let picture = survey(plan, ask);
        let demands = Demands::new(plan.book, ask);
        let mut conflicts = 0;
        for (group, sites) in picture.groups.iter().enumerate() {
            for (kind, cell) in picture.independent(group).iter().enumerate() {
                let asked = (0..ask.states.len()).flat_map(|state| picture.asked(group, state));
                let plain = asked.map(|(_, demand)| split(plan, demand.state, &demands.facts(kind, demand)).1);
                let worst = plain.filter(|verdict| matches!(verdict, Verdict::Conflict(_))).max();
                assert_eq!(matches!(cell.range.worst, Verdict::Conflict(_)), worst.is_some());
                assert!(worst.is_none_or(|worst| worst == cell.range.worst));
                conflicts += if worst.is_some() { sites.sites.len() } else { 0 };
            }
        }
        assert!(conflicts > 0);
        assert_eq!(picture.independent_totals.conflicts(), conflicts);
    });
}

#[test]
fn a_finding_carries_its_worst_outcome_and_how_many_of_each() {
    let arguments = ["footprint", "exoscale", "--states", "US,CH,DE,GB", "--as-of", "2026-11-25", "--format", "json"];
    let json: serde_json::Value = serde_json::from_str(&stdout(&comity(&arguments))).unwrap();
    let findings = json["findings"].as_array().unwrap();
    for finding in findings {
        let by_outcome = finding["by_outcome"].as_array().unwrap();
        assert_eq!(by_outcome.last().unwrap()[0], finding["outcome"], "{finding}");
        let all: u64 = by_outcome.iter().map(|pair| pair[1].as_u64().unwrap()).sum();
        assert_eq!(all, finding["demands"].as_u64().unwrap() + finding["independent"].as_u64().unwrap());
        assert!(finding["contested"].as_u64().unwrap() <= all);
    }
    for (outcome, count) in json["totals"]["by_outcome"].as_array().unwrap().iter().map(|pair| (&pair[0], &pair[1])) {
        let listed = findings.iter().any(|finding| &finding["outcome"] == outcome);
        let conflict = outcome != "clear" && outcome != "unknown";
        assert!(!conflict || count == 0 || listed, "{outcome} is counted and nothing explains it");
    }
    let contested = json["rows"][0]["cells"].as_array().unwrap().iter().find(|cell| cell["certainty"] == "contested");
    let page = stdout(&comity(&arguments[..6]));
    assert_eq!(contested.is_some(), page.contains('~'), "{page}");
    assert!(page.contains("only contested"), "{page}");
}

/// Where the provider is a German firm of which nobody knows whether it is more than that, much is merely possible.
#[test]
fn nothing_is_clear_while_a_conflict_is_possible() {
    let page = comity(&[
        "footprint",
        "sap",
        "--states",
        "US,DE,CN,FR",
        "--profiles",
        "criminal-subscriber-subpoena,criminal-content",
        "--operator",
        "DE=local",
        "--as-of",
        "2026-11-25",
        "--format",
        "json",
    ]);
    let json: serde_json::Value = serde_json::from_str(&stdout(&page)).unwrap();
    let cells = json["rows"].as_array().unwrap().iter().flat_map(|row| row["cells"].as_array().unwrap());
    let mut possible = 0;
    for cell in cells {
        let (worst, worst_case) = (cell["worst"].as_str().unwrap(), cell["worst_case"].as_str().unwrap());
        assert!(worst != "clear" || worst_case == "clear", "{cell}");
        possible += usize::from(worst == "unknown" && worst_case != "unknown");
    }
    assert!(possible > 0, "no cell of this footprint is merely possible any more");
}

fn totals(picture: &Picture) -> Vec<(Verdict, usize)> {
    picture.totals.by_verdict.iter().map(|(verdict, count)| (*verdict, *count)).collect()
}

#[test]
fn leaving_a_place_is_the_same_as_a_footprint_without_it() {
    asked("exoscale", |plan, ask| {
        let place = ask.footprint.sites[0].place;
        let left = survey(plan, &with(ask, plan.book, &Change::Without(place)));
        let mut without = ask.clone();
        without.footprint.sites.retain(|site| site.place != place);
        assert!(without.footprint.sites.len() < ask.footprint.sites.len());
        assert_eq!(totals(&left), totals(&survey(plan, &without)));
    });
}

#[test]
fn the_best_single_change_is_what_it_says() {
    asked("exoscale", |plan, ask| {
        let mut surveyor = Surveyor::new(plan, ask);
        let base = surveyor.survey(ask);
        let effects = effects(plan, &mut surveyor, ask, &base);
        let best = &effects[0];
        let picture = survey(plan, &with(ask, plan.book, &best.change));
        assert_eq!(picture.conflicts(), best.conflicts);
        assert!(best.conflicts < base.conflicts());
        assert!(effects.iter().all(|effect| effect.conflicts >= best.conflicts));
    });
}

#[test]
fn an_unknown_operator_is_a_range_from_best_to_worst() {
    asked("sap", |plan, ask| {
        let picture = survey(plan, ask);
        let open = picture.groups.iter().position(|group| group.alternatives.len() > 1).unwrap();
        let cells: Vec<_> = (0..ask.states.len()).flat_map(|state| picture.kinds(open, state)).collect();
        assert!(cells.iter().all(|cell| cell.range.best <= cell.range.worst));
        assert!(picture.groups[open].alternatives.iter().all(|alternative| !alternative.is_empty()));
    });
}

#[test]
fn the_page_of_a_small_provider() {
    let arguments = ["footprint", "exoscale", "--states", "US,CH,DE", "--as-of", "2026-11-25", "--width", "100"];
    let page = comity(&arguments);
    assert_eq!(page.status.code(), Some(1), "{}", stderr(&page));
    insta::assert_snapshot!("footprint", stdout(&page));
    let german = comity(&[&arguments[..], &["--lang", "de", "--without", "AT", "--best-change"]].concat());
    insta::assert_snapshot!("footprint_de", stdout(&german));
}

#[test]
fn the_tables_of_a_small_provider() {
    let arguments = ["footprint", "exoscale", "--states", "US,DE", "--profiles", "tax,criminal-content", "--as-of"];
    let arguments = [&arguments[..], &["2026-11-25", "--format"]].concat();
    insta::assert_snapshot!("footprint_csv", stdout(&comity(&[&arguments[..], &["csv"]].concat())));
    insta::assert_snapshot!("footprint_markdown", stdout(&comity(&[&arguments[..], &["markdown"]].concat())));
    let german = stdout(&comity(&[&arguments[..], &["csv", "--csv-dialect", "de", "--lang", "de"]].concat()));
    assert!(german.starts_with("\u{feff}Standort;Ort;Stadt;"), "{german}");
    assert!(german.contains(";48,"), "decimal commas: {german}");
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&comity(&[&arguments[..], &["json"]].concat()))).unwrap();
    assert_eq!(json["schema_version"], 1);
    assert_eq!(json["states"][0]["code"], "US");
    assert_eq!(json["rows"][0]["cells"].as_array().unwrap().len(), 2);
}

#[test]
fn what_is_wrong_with_a_file_is_told_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.json");
    let text = r#"{
  "id": "mine", "name": {"en": "Mine"}, "provider": "mine.com",
  "entities": [{"id": "mine.com", "name": "Mine", "seat": "DEE", "kind": "clowd"}],
  "sites": [
    {"id": "a", "place": "DE", "operator": "mine.con"},
    {"id": "a", "place": "DE", "operator": "mine.com", "latitude": 91.0, "longitude": 0.0}
  ]
}"#;
    fs::write(&path, text).unwrap();
    let told = comity(&["footprint", path.to_str().unwrap()]);
    assert_eq!(told.status.code(), Some(2));
    let shown = stderr(&told).replace(folder.path().to_str().unwrap(), "…");
    insta::assert_snapshot!("footprint_faults", shown);
}

#[test]
fn names_that_do_not_exist_are_answered_with_the_nearest() {
    for (arguments, nearest) in [
        (&["footprint", "amazom"][..], "amazon"),
        (&["footprint", "sap", "--profiles", "taxx"], "tax"),
        (&["footprint", "sap", "--operator", "DE=sap.dellos"], "sap.delos"),
        (&["footprint", "sap", "--add-site", "DE:sap.see"], "sap.se"),
    ] {
        let told = comity(arguments);
        assert_eq!(told.status.code(), Some(2));
        assert!(stderr(&told).contains(nearest), "{}", stderr(&told));
    }
}

/// A table of sites as a file, and what the program says of it.
fn table(name: &str, text: &str, more: &[&str]) -> std::process::Output {
    let path = crate::support::scratch(name).join("mine.csv");
    fs::write(&path, text).unwrap();
    comity(&[&["footprint", path.to_str().unwrap(), "--as-of", "2026-11-25", "--states", "US,GB"], more].concat())
}

#[test]
fn a_company_of_the_table_says_where_it_is_established() {
    let head = "id,place,operator,seat,kind,presence\n";
    let conflicts = |text: String| -> u64 {
        let output = table("footprint-presence", &text, &["--format", "json"]);
        let json: serde_json::Value =
            serde_json::from_str(&stdout(&output)).unwrap_or_else(|_| panic!("{}", stderr(&output)));
        json["totals"]["conflicts"].as_u64().unwrap()
    };
    let without = conflicts(format!("{head}zrh,CH,mybank,CH,bank,\n"));
    let with = conflicts(format!("{head}zrh,CH,mybank,CH,bank,US|GB\n"));
    assert!(with > without, "{with} {without}");
    // Rows add up.
    assert_eq!(conflicts(format!("{head}zrh,CH,mybank,CH,bank,US\nbrn,CH,mybank,CH,bank,GB\n")), 2 * with);
    let wrong = stderr(&table("footprint-presence", &format!("{head}zrh,CH,mybank,CH,bank,US|XQ\n"), &[]));
    assert!(wrong.contains("unknown jurisdiction `XQ`"), "{wrong}");
    let nobody = stderr(&table("footprint-presence", &format!("{head}zrh,CH,sap.se,,,US\n"), &[]));
    assert!(nobody.contains("of which no row gives the `seat`"), "{nobody}");
    let page = stdout(&table("footprint-presence", &format!("{head}zrh,CH,mybank,CH,bank,US\n"), &[]));
    let told =
        "where it has its seat, where it runs sites or lends what they stand on, and where its footprint says so";
    assert!(page.split_whitespace().collect::<Vec<_>>().join(" ").contains(told), "{page}");
}

/// What a row says of a company counts, or is a fault.
#[test]
fn nothing_that_a_table_says_is_left_aside() {
    let told = |text: &str| {
        let output = table("footprint-aside", text, &[]);
        assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
        stderr(&output)
    };
    let head = "id,place,operator,seat,kind,controlled_by\n";
    for (row, wanted) in [
        ("zrh,CH,sap.se,,bank,", "`kind` is given for `sap.se`, of which no row gives the `seat`"),
        ("zrh,CH,sap.se,,,mine", "`controlled_by` is given for `sap.se`, of which no row gives the `seat`"),
        ("zrh,CH,mine,CH,,\nbrn,CH,,,bank,", "`kind` needs the `operator`"),
        ("zrh,CH,mine,CH,,\nbrn,CH,,CH,,", "`seat` needs the `operator`"),
    ] {
        let told = told(&format!("{head}{row}\n"));
        assert!(told.contains(wanted), "{row}: {told}");
    }
    for year in ["2023.9", "99999", "1e3", "MMXX"] {
        let told = told(&format!("id,place,operator,seat,since\nzrh,CH,mine,CH,{year}\n"));
        assert!(told.contains(&format!("`since` cannot be `{year}`: a year")), "{told}");
    }
    // A later row may describe a company that an earlier one names.
    let both = format!("{head}zrh,CH,mine,,bank,\nbrn,CH,mine,CH,bank,\n");
    assert_ne!(table("footprint-aside", &both, &[]).status.code(), Some(2));
}

#[test]
fn a_site_does_not_count_before_it_opened_and_that_is_told() {
    let text = "id,place,operator,seat,kind,since,status\na,CH,mine,CH,cloud,2015,\nb,DE,mine,CH,cloud,2024,\nc,FR,mine,CH,cloud,2030,planned\n";
    let sites = |on: &str| {
        let path = crate::support::scratch("footprint-since").join("mine.csv");
        fs::write(&path, text).unwrap();
        let output =
            comity(&["footprint", path.to_str().unwrap(), "--as-of", on, "--states", "US", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
        let rows = json["rows"].as_array().unwrap();
        let ids = rows
            .iter()
            .flat_map(|row| row["sites"].as_array().unwrap())
            .map(|site| site["id"].as_str().unwrap().to_owned());
        (ids.collect::<Vec<_>>(), json["not_yet"].as_u64().unwrap(), json["left_out"].as_u64().unwrap())
    };
    assert_eq!(sites("2023-12-31"), (vec!["a".to_owned()], 1, 1));
    assert_eq!(sites("2024-01-01"), (vec!["a".to_owned(), "b".to_owned()], 0, 1));
    let path = crate::support::scratch("footprint-since").join("mine.csv");
    fs::write(&path, text).unwrap();
    let page = stdout(&comity(&["footprint", path.to_str().unwrap(), "--as-of", "2020-01-01", "--states", "US"]));
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        page.contains("1 sites left out that had not opened yet") && page.contains("--planned counts them"),
        "{page}"
    );
    let html =
        comity(&["footprint", path.to_str().unwrap(), "--as-of", "2020-01-01", "--states", "US", "--format", "html"]);
    assert!(!stdout(&html).contains("--planned"), "a page has no switches");
}

#[test]
fn a_setting_that_makes_another_kind_of_demand_warns() {
    let more = ["--profiles", "tax,criminal-content", "--set", "authority.process=warrant"];
    let told = stderr(&table("footprint-odd", "id,place,operator,seat\na,CH,mine,CH\n", &more));
    assert!(
        told.contains("`authority.process=warrant` takes the place of what these kinds of demand say: `tax`\n"),
        "{told}"
    );
}
