//! `comity corpus list`, `show` and `coverage`: filters, cards with everything that can collide, and tables.

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin};
use comity::law::{JurisdictionId, Lang, Modality, ProvisionId};
use comity::lawbook::Lawbook;
use comity::report::{Filter, ListRow, Listed, Options, list};
use comity::solve::Outcome;
use comity::survey::bulk::Plan;
use comity::survey::meets::{direct, meetings};
use comity::survey::regions::PairRegions;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::command_line::law;
use crate::properties::{DAYS, random_world};
use crate::support::{World, comity, day, provision, stderr, stdout, without_hash};

/// The small world with a provision that has three versions, of which the last is to come.
fn versions() -> World {
    let version = |in_force: Value, purposes: Value| {
        let when = json!({"authority.jurisdiction": "AA", "authority.purpose": purposes});
        provision("7", "must", "disclose", json!({"in_force": in_force, "when": when, "confidence": "medium"}))
    };
    law().law(
        "AA",
        "taxes",
        vec![
            version(json!({"from": "1990-01-01", "to": "2004-12-31"}), json!(["tax"])),
            version(json!({"from": "2005-01-01", "to": "2029-12-31"}), json!(["criminal", "tax"])),
            version(json!({"from": "2030-01-01"}), json!(["criminal", "civil", "tax"])),
        ],
    )
}

/// The pages of some commands on that world, one after the other.
fn pages(name: &str, commands: &[&[&str]]) -> String {
    let folder = versions().written(name);
    let mut pages = String::new();
    for arguments in commands {
        let output = comity(&[&["corpus"], *arguments, &["--corpus", folder.to_str().unwrap()]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        pages.push_str(&format!("$ {}\n{}\n", arguments.join(" "), without_hash(&stdout(&output))));
    }
    pages
}

#[test]
fn lists_in_every_form() {
    insta::assert_snapshot!(pages(
        "corpus-list",
        &[
            &["list", "--jurisdictions", "AA", "--topic", "compelled", "--as-of", "2026-11-24"],
            &["list", "--kind", "treaty,adequacy", "--as-of", "2015-01-01", "--lang", "de"],
            &["list", "CC", "--act", "notify,export", "--format", "markdown"],
            &["list", "--confidence", "low,medium", "--format", "csv", "--csv-dialect", "de", "--lang", "de"],
            &["list", "BB", "--kind", "provisions"],
        ]
    ));
}

#[test]
fn a_card_has_its_versions_and_what_it_can_collide_with() {
    insta::assert_snapshot!(pages(
        "corpus-show",
        &[
            &["show", "aa.taxes#7", "--as-of", "2026-11-24"],
            &["show", "aa.taxes#7", "--as-of", "1995-01-01", "--explain", "--lang", "de"],
            &["show", "cc.privacy#3", "--as-of", "2026-11-24"],
            &["show", "cc.privacy#1", "--as-of", "2026-11-24", "--explain", "--width", "72"],
        ]
    ));
}

#[test]
fn coverage_in_every_form() {
    insta::assert_snapshot!(pages(
        "corpus-coverage",
        &[
            &["coverage", "--lang", "de"],
            &["coverage", "--jurisdictions", "BB,cc", "--format", "markdown", "--explain"],
            &["coverage", "--format", "csv"],
        ]
    ));
}

#[test]
fn what_does_not_exist_is_told_all_at_once() {
    let folder = law().written("corpus-unknown");
    let run = |arguments: &[&str]| {
        let output = comity(&[&["corpus"], arguments, &["--corpus", folder.to_str().unwrap()]].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        stderr(&output)
    };
    let asked = ["--topic", "blockin", "--act", "disclos", "--confidence", "hgih", "--kind", "mechanism,treatie"];
    let told = run(&[&["list", "--jurisdictions", "AA,ZZZ"], &asked[..]].concat());
    for hint in ["`blocking`", "`disclose`", "`high`", "`mechanisms`", "`treaty`", "unknown jurisdiction `ZZZ`"] {
        assert!(told.contains(hint), "no {hint} in\n{told}");
    }
    assert!(told.contains("6 errors"), "{told}");
    assert!(run(&["coverage", "--jurisdictions", "AAA,QQ"]).contains("2 errors"));
    assert!(run(&["show", "cc.privcy#1"]).contains("did you mean `cc.privacy#1`?"));
    assert!(run(&["show", "cc.privacy#1", "--as-of", "1950-01-01"]).contains("not in force on 1950-01-01"));
}

/// Two provisions without German and one without a source: two warnings or notes, and an error that comes last.
fn faulty(name: &str) -> String {
    let english = json!({"summary": {"en": "no German"}});
    let world = law().law("AA", "first", vec![provision("1", "may", "notify", english.clone())]).law(
        "CC",
        "last",
        vec![provision("1", "may", "notify", english), provision("2", "may", "export", json!({"sources": []}))],
    );
    world.written(name).to_str().unwrap().to_owned()
}

#[test]
fn of_too_many_faults_the_gravest_are_shown_and_the_others_counted() {
    let folder = faulty("corpus-check-limit");
    let run = |arguments: &[&str]| {
        let output = comity(&[&["corpus", "check", "--corpus", &folder], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        stdout(&output)
    };
    let one: Value = serde_json::from_str(&run(&["--limit", "1", "--format", "json"])).unwrap();
    let all: Value = serde_json::from_str(&run(&["--all", "--format", "json"])).unwrap();
    let told = all["faults"].as_array().unwrap();
    assert_eq!((told.len() > 2, &all["left_out"]), (true, &json!(0)));
    assert_eq!(one["faults"].as_array().unwrap().len(), 1);
    assert_eq!(one["faults"][0]["code"], "no-source");
    assert_eq!(one["left_out"], json!(told.len() - 1));
    let page = run(&["--limit", "1"]);
    assert!(page.contains(&format!("{} of them not shown", told.len() - 1)) && page.contains("--all"), "{page}");
    assert!(!run(&[]).contains("not shown"));
}

#[test]
fn the_law_of_one_can_be_checked_alone() {
    let folder = faulty("corpus-check-one");
    let run = |place: &str| comity(&["corpus", "check", "--corpus", &folder, "--jurisdictions", place]);
    let (first, last) = (run("aa"), run("CC"));
    assert_eq!((first.status.code(), last.status.code()), (Some(0), Some(2)));
    let (first, last) = (stdout(&first), stdout(&last));
    assert!(first.contains("aa/first.json") && !first.contains("cc/last.json"), "{first}");
    assert!(last.contains("cc/last.json") && !last.contains("aa/first.json"), "{last}");
    let unknown = run("AAA,QQ");
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("2 errors"), "{}", stderr(&unknown));
}

#[test]
fn law_that_is_not_whole_is_not_weighed() {
    let folder =
        law().law("CC", "torn", vec![provision("1", "may", "notify", json!({"when": 7}))]).written("corpus-torn");
    let output = comity(&["corpus", "check", "--corpus", folder.to_str().unwrap(), "--format", "json"]);
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let codes: Vec<&str> = report["faults"].as_array().unwrap().iter().map(|f| f["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["wrong-type", "not-asked"]);
}

#[test]
fn faults_come_by_weight_with_places_that_can_be_opened() {
    let folder = faulty("corpus-check-order");
    let page = stdout(&comity(&["corpus", "check", "--corpus", &folder]));
    let first = |what: &str| page.find(what).unwrap_or_else(|| panic!("no {what} in {page}"));
    assert!(first("error[") < first("warning["), "{page}");
    assert!(page.contains(&format!("{folder}/jurisdictions/cc/last.json:1:")), "{page}");
}

#[test]
fn in_a_file_of_one_line_the_column_is_that_of_the_file() {
    let folder = faulty("corpus-check-line");
    let report = |format: &str| stdout(&comity(&["corpus", "check", "--corpus", &folder, "--format", format]));
    let json: Value = serde_json::from_str(&report("json")).unwrap();
    let fault = &json["faults"][0];
    let column = fault["column"].as_u64().unwrap();
    assert!(column > 100, "{fault}");
    assert!(report("text").contains(&format!("last.json:1:{column}\n")), "{}", report("text"));
}

/// A filter lets through what the whole list says of it, and nothing else.
#[test]
fn a_filter_is_what_the_list_says() {
    let corpus = Load::strict(&Origin::Embedded).unwrap_or_else(|error| panic!("{error}"));
    let options = Options { lang: Lang::En, explain: false };
    let all = Filter {
        kinds: Vec::new(),
        jurisdictions: Vec::new(),
        topics: Vec::new(),
        acts: Vec::new(),
        on: None,
        confidences: Vec::new(),
    };
    let whole = list(&corpus, &all, options).rows;
    let only = |filter: Filter, keep: &dyn Fn(&ListRow<'_>) -> bool| {
        let found = list(&corpus, &filter, options);
        let expected: Vec<&ListRow<'_>> = whole.iter().filter(|row| keep(row)).collect();
        assert!(!expected.is_empty() && expected.len() < whole.len());
        assert_eq!(found.rows.iter().collect::<Vec<_>>(), expected);
        assert_eq!(found.provisions + found.mechanisms, found.rows.len());
    };
    let place = |code| corpus.jurisdiction(code).unwrap();
    let named = |row: &ListRow<'_>, code: &str| row.jurisdictions.iter().any(|known| known == code);
    only(Filter { jurisdictions: vec![place("CH")], ..all.clone() }, &|row| named(row, "CH"));
    let topic = corpus.vocabulary.topics.ids().next().unwrap();
    let name = &corpus.vocabulary.topics[topic].name;
    only(Filter { topics: vec![topic], ..all.clone() }, &|row| row.topic.as_ref() == Some(name));
    let act = corpus.find_act("disclose").unwrap();
    only(Filter { acts: vec![act], kinds: vec![Listed::Provisions], ..all.clone() }, &|row| {
        row.what.ends_with(" disclose")
    });
    let on = day("2010-06-01");
    only(Filter { on: Some(on), kinds: vec![Listed::Provisions], ..all.clone() }, &|row| {
        let (from, to) = (row.in_force.from.as_deref(), row.in_force.to.as_deref());
        row.topic.is_some() && from.is_none_or(|from| from <= "2010-06-01") && to.is_none_or(|to| "2010-06-01" <= to)
    });
    let confidences = vec![comity::law::Confidence::Medium];
    only(Filter { confidences, ..all.clone() }, &|row| row.confidence == "medium");
    let kind = corpus.vocabulary.kinds.ids().next().unwrap();
    let name = &corpus.vocabulary.kinds[kind].name;
    only(Filter { kinds: vec![Listed::Kind(kind)], ..all.clone() }, &|row| row.topic.is_none() && row.what == *name);
}

/// What a provision meets, by owner: the other provision, and the outcomes.
type Met = Vec<(JurisdictionId, ProvisionId, Vec<Outcome>)>;

/// The same from the regions of each two legal orders of the whole law.
fn by_pairs(corpus: &Corpus, book: &Lawbook<'_>, plan: &Plan<'_, '_>, provision: ProvisionId) -> Met {
    let (given, owner) = (direct(corpus), corpus.owner_of(provision));
    let mut met = Met::new();
    for other in corpus.jurisdictions.ids().filter(|id| !book.nested(*id, owner)) {
        for of in &PairRegions::new(plan, owner, other, &given).conflicts {
            let (required, forbidden) = plan.norms(of.pair);
            let both = [required, forbidden].map(|norm| book.norms[norm].provision);
            let outcomes = of.outcomes.iter().map(|(outcome, _)| *outcome).collect();
            let Some(at) = both.iter().position(|one| *one == provision) else { continue };
            if corpus.owner_of(both[1 - at]) == other {
                met.push((other, both[1 - at], outcomes));
            }
        }
    }
    met.sort_by_key(|(owner, provision, _)| (*owner, *provision));
    met
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// One provision read with what could collide with it alone meets what it meets among all law.
    #[test]
    fn a_card_meets_what_the_pairs_say(world in random_world(), on in select(DAYS.to_vec())) {
        let corpus = world.corpus();
        let atlas = Atlas::new(&corpus);
        let book = Lawbook::new(&corpus, &atlas, day(on));
        let plan = Plan::new(&book);
        for (_, norm) in book.norms.iter() {
            let found = meetings(&corpus, &atlas, norm.provision, day(on));
            prop_assert!(found.iter().all(|meeting| meeting.complete));
            let found = found.into_iter().flat_map(|meeting| {
                meeting.met.into_iter().map(move |met| (meeting.with, met.provision, met.outcomes))
            });
            let found: Met = found.collect();
            if norm.norm.modality == Modality::May {
                prop_assert_eq!(&found, &Met::new());
            }
            prop_assert_eq!(found, by_pairs(&corpus, &book, &plan, norm.provision));
        }
    }
}
