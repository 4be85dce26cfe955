//! What the questions about the law as a whole find, on whatever day.

use std::collections::BTreeSet;

use comity::atlas::Atlas;
use comity::check::{RULES, check, errors};
use comity::diagnostic::{Code, Severity};
use comity::law::{Day, Modality};
use comity::lawbook::Lawbook;
use comity::solve::compatible;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::properties::random_world;
use crate::support::{World, provision, world};

/// The messages of one kind about a world.
fn found(world: &World, code: Code) -> Vec<String> {
    let corpus = world.corpus();
    let found = check(&corpus, &Atlas::new(&corpus));
    found.into_iter().filter(|fault| fault.code == code).map(|fault| fault.message).collect()
}

/// A duty of `AA` and a prohibition of `owner`, both from 1990 on.
fn clash(owner: &str, must: Value, must_not: Value) -> World {
    world().law("AA", "act", vec![provision("1", "must", "disclose", must)]).law(
        owner,
        "other",
        vec![provision("2", "must_not", "export", must_not)],
    )
}

#[test]
fn a_clash_that_is_over_is_found_with_its_dates() {
    let ended = json!({"in_force": {"from": "1990-01-01", "to": "2010-06-30"}});
    assert_eq!(
        found(&clash("AA", ended, json!({})), Code::InternalClash),
        ["`aa.act#1` requires what `aa.other#2` forbids, in one legal order, from 1990-01-01 to 2010-06-30"]
    );
}

#[test]
fn a_state_and_its_union_clash_from_the_day_of_accession() {
    assert_eq!(
        found(&clash("UU", json!({}), json!({})), Code::InternalClash),
        ["`aa.act#1` requires what `uu.other#2` forbids, in one legal order, from 2000-01-01"]
    );
    let before = json!({"in_force": {"from": "1990-01-01", "to": "1999-12-31"}});
    assert_eq!(found(&clash("UU", before, json!({})), Code::InternalClash), Vec::<String>::new());
}

#[test]
fn versions_that_clash_one_after_the_other_are_told_once() {
    let version = |from: &str, to: &str| {
        provision(
            "2",
            "must_not",
            "disclose",
            json!({"in_force": {"from": from, "to": to}, "when": {"authority.purpose": "tax"}}),
        )
    };
    let world = world().law(
        "AA",
        "act",
        vec![
            provision("1", "must", "disclose", json!({})),
            version("1990-01-01", "1999-12-31"),
            version("2000-01-01", "2020-12-31"),
        ],
    );
    assert_eq!(
        found(&world, Code::InternalClash),
        ["`aa.act#1` requires what `aa.act#2` forbids, in one legal order, from 1990-01-01 to 2020-12-31"]
    );
}

/// `CC` lets data go to `AA` until 2015 only.
fn decision() -> Value {
    json!({"from": "CC", "to": "AA", "in_force": {"from": "2010-01-01", "to": "2015-01-01"}})
}

const LINKED: fn() -> Value = || json!({"authority.jurisdiction": {"linked_to": "CC", "by": "adequacy"}});

#[test]
fn what_could_apply_on_one_day_is_not_idle() {
    let exception = json!([{"id": "x", "pinpoint": "§ 3", "when": LINKED()}]);
    let world = world()
        .law(
            "CC",
            "act",
            vec![
                provision("1", "must_not", "disclose", json!({"when": LINKED()})),
                provision("2", "must_not", "disclose", json!({"unless": exception})),
            ],
        )
        .way("decision", "adequacy", "lifts", decision())
        .way("way", "treaty", "replaces", json!({"of": "CC", "in_force": {"from": "1990-01-01"}, "when": LINKED()}));
    assert_eq!(found(&world, Code::NeverApplies), Vec::<String>::new());
    assert_eq!(found(&world, Code::IdleException), Vec::<String>::new());
}

#[test]
fn what_could_apply_only_before_it_began_can_never_apply() {
    let late = json!({"from": "2016-01-01"});
    let exception = json!([{"id": "x", "pinpoint": "§ 3", "when": LINKED()}]);
    let world = world()
        .law(
            "CC",
            "act",
            vec![
                provision("1", "must_not", "disclose", json!({"when": LINKED(), "in_force": late})),
                provision("2", "must_not", "disclose", json!({"unless": exception, "in_force": late})),
            ],
        )
        .way("decision", "adequacy", "lifts", decision())
        .way("way", "treaty", "replaces", json!({"of": "CC", "in_force": late, "when": LINKED()}));
    assert_eq!(
        found(&world, Code::NeverApplies),
        ["`cc.act#1` can never apply", "the mechanism `way` can never be used"]
    );
    assert_eq!(found(&world, Code::IdleException), ["the exception `x` of `cc.act#2` can never matter"]);
}

#[test]
fn a_reservation_that_can_never_hold_is_found() {
    let party =
        |code: &str, when: Value| json!({"jurisdiction": code, "in_force": {"from": "2000-01-01"}, "when": when});
    let never = json!({"authority.purpose": "tax", "not": {"authority.purpose": ["tax", "civil"]}});
    let beside = json!({"authority.purpose": "civil"});
    let parties = json!([party("AA", json!({})), party("CC", never), party("BB", beside)]);
    let world =
        world().way("way", "treaty", "replaces", json!({"parties": parties, "when": {"authority.purpose": "tax"}}));
    assert_eq!(
        found(&world, Code::NeverApplies),
        ["with its reservation CC can never use `way`", "with its reservation BB can never use `way`"]
    );
    let not_yet = json!([{"jurisdiction": "AA"}, {"jurisdiction": "CC"}]);
    let never = json!({"parties": not_yet, "status": "signed", "when": {"any": []}});
    assert_eq!(
        found(&self::world().way("way", "treaty", "replaces", never), Code::NeverApplies),
        ["the mechanism `way` can never be used"]
    );
}

/// A corpus from a folder is refused for errors alone: rules that find none are not even asked then.
#[test]
fn errors_are_found_by_the_rules_that_can_find_them() {
    let mut world = clash("AA", json!({"when": {"any": []}}), json!({}));
    world.0.iter_mut().filter(|(path, _)| path.ends_with("other.json")).for_each(|(_, file)| {
        file["provisions"][0].as_object_mut().unwrap().remove("sources");
    });
    let corpus = world.corpus();
    let atlas = Atlas::new(&corpus);
    let mut all = check(&corpus, &atlas);
    for fault in &all {
        assert!(RULES.iter().any(|rule| rule.finds.contains(&fault.code)), "no rule finds {}", fault.code.name());
    }
    all.retain(|fault| fault.code.severity() == Severity::Error);
    assert_eq!(errors(&corpus, &atlas), all);
    assert_eq!(all.iter().map(|fault| fault.code).collect::<Vec<_>>(), [Code::NoSource]);
}

/// The pairs that clash in a lawbook, as the messages name them.
fn clashing(book: &Lawbook<'_>) -> BTreeSet<String> {
    let all = || book.norms.iter();
    let musts = all().filter(|(_, norm)| norm.is(Modality::Must));
    let pairs = musts.flat_map(|must| all().filter(|(_, norm)| norm.is(Modality::MustNot)).map(move |not| (must, not)));
    let clash = pairs.filter(|((must, a), (not, b))| {
        book.entailed(a.norm.act).contains(&b.norm.act)
            && book.nested(a.owner, b.owner)
            && compatible(book, *must, *not)
    });
    let name = |provision| book.corpus.provision_name(provision);
    clash
        .map(|((_, a), (_, b))| format!("`{}` requires what `{}` forbids", name(a.provision), name(b.provision)))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    /// Few eras stand for all days: one lawbook a turning day finds the same clashes, from the same first day on.
    #[test]
    fn eras_find_what_a_look_at_every_day_finds(world in random_world()) {
        let corpus = world.corpus();
        let atlas = Atlas::new(&corpus);
        let told: BTreeSet<String> = found(&world, Code::InternalClash).into_iter().collect();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut daily: BTreeSet<String> = BTreeSet::new();
        for day in std::iter::once(Day::FIRST).chain(corpus.turning_days()) {
            for clash in clashing(&Lawbook::new(&corpus, &atlas, day)) {
                if seen.insert(clash.clone()) {
                    daily.insert(format!("{clash}, in one legal order, from {day}"));
                }
            }
        }
        let until = |message: &String| message.split(" to ").next().unwrap_or_default().to_owned();
        prop_assert_eq!(told.iter().map(until).collect::<BTreeSet<_>>(), daily);
    }
}
