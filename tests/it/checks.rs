//! What the questions about the law as a whole find, on whatever day.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use comity::atlas::Atlas;
use comity::check::{RULES, check, check_law_of, errors};
use comity::corpus::Corpus;
use comity::diagnostic::{Code, Diagnostic, Severity};
use comity::law::{Day, Modality};
use comity::lawbook::{Lawbook, NormId};
use comity::logic::Truth;
use comity::solve::{Conflict, compatible, solve};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::codes::branches_matter;
use crate::properties::{DAYS, random_world};
use crate::regions::{Dice, small_requests};
use crate::support::{World, fact, provision, world};

/// The messages of one kind about a world.
fn found(world: &World, code: Code) -> Vec<String> {
    let corpus = world.corpus();
    let found = check(&corpus, &Atlas::new(&corpus));
    found.into_iter().filter(|fault| fault.code == code).map(|fault| fault.message.en.into()).collect()
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

/// A prohibition of `CC` with these settled exceptions, which a treaty lifts, and a duty of `AA`.
fn excepted(exceptions: &[Value]) -> World {
    let exception = |(at, when): (usize, &Value)| json!({"id": format!("x{at}"), "pinpoint": "§ 3", "when": when});
    let unless: Vec<Value> = exceptions.iter().enumerate().map(exception).collect();
    let when = json!({"authority.purpose": ["tax", "civil"]});
    world().law("AA", "act", vec![provision("1", "must", "disclose", json!({"in_force": {"from": "2010-01-01"}}))]).law(
        "CC",
        "act",
        vec![provision("2", "must_not", "disclose", json!({"when": when, "unless": unless, "lifted_by": ["treaty"]}))],
    )
}

#[test]
fn an_exception_that_others_make_needless_never_matters() {
    let (tax, civil) = (json!({"authority.purpose": "tax"}), json!({"authority.purpose": "civil"}));
    let secret = json!({"authority.purpose": "tax", "authority.secrecy": true});
    assert_eq!(found(&excepted(&[secret.clone(), civil.clone()]), Code::IdleException), Vec::<String>::new());
    assert_eq!(
        found(&excepted(&[secret, tax.clone()]), Code::IdleException),
        ["the exception `x0` of `cc.act#2` can never matter"]
    );
    assert_eq!(found(&excepted(&[tax.clone(), civil]), Code::NeverApplies), ["`cc.act#2` can never apply"]);
    // Each arguable exception is an argument of its own; what a settled one has taken out is none.
    let arguable = |world: &World, places: &[usize]| {
        let mut world = world.clone();
        let (_, file) = world.0.iter_mut().find(|(path, _)| path.ends_with("cc/act.json")).unwrap();
        for place in places {
            file["provisions"][0]["unless"][place]["standing"] = json!("arguable");
            file["provisions"][0]["unless"][place]["note"] = json!({"en": "disputed", "de": "streitig"});
        }
        found(&world, Code::IdleException)
    };
    let twice = excepted(&[tax.clone(), tax]);
    assert_eq!(arguable(&twice, &[0, 1]), Vec::<String>::new());
    assert_eq!(arguable(&twice, &[1]), ["the exception `x1` of `cc.act#2` can never matter"]);
}

#[test]
fn law_that_applies_only_where_its_owner_is_not_involved_never_applies() {
    let own = json!({"any": [{"authority.jurisdiction": "CC"}, {"provider.presence": "CC"}, {"data.location": "CC"}]});
    let world = |when| world().law("CC", "act", vec![provision("1", "must", "disclose", json!({"when": when}))]);
    assert_eq!(found(&world(own.clone()), Code::NeverApplies), Vec::<String>::new());
    assert_eq!(found(&world(json!({"not": own})), Code::NeverApplies), ["`cc.act#1` can never apply"]);
}

/// A treaty between `AA` and `CC` with these days.
fn treaty(in_force: Value) -> Value {
    let parties = ["AA", "CC"].map(|code| json!({"jurisdiction": code, "in_force": in_force}));
    json!({"parties": parties})
}

#[test]
fn a_mechanism_that_is_over_before_there_is_a_conflict_helps_nowhere() {
    let with = |in_force: Value| excepted(&[]).way("way", "treaty", "lifts", treaty(in_force));
    let over = with(json!({"from": "1995-01-01", "to": "2009-12-31"}));
    assert_eq!(found(&over, Code::IdleMechanism), ["the mechanism `way` is a way out of no conflict"]);
    assert_eq!(
        found(&over, Code::IdleLift),
        ["`cc.act#2` accepts `treaty`, which is a way out of none of its conflicts"]
    );
    let longer = with(json!({"from": "1995-01-01", "to": "2010-01-01"}));
    assert_eq!(found(&longer, Code::IdleMechanism), Vec::<String>::new());
    assert_eq!(found(&longer, Code::IdleLift), Vec::<String>::new());
}

#[test]
fn that_no_law_accepts_a_mechanism_is_why_it_is_idle() {
    let way = treaty(json!({"from": "1995-01-01"}));
    let mut world = excepted(&[]).way("way", "treaty", "lifts", way.clone());
    let help = |world: &World| {
        let corpus = world.corpus();
        let found = check(&corpus, &Atlas::new(&corpus));
        let idle = found.into_iter().find(|fault| fault.code == Code::IdleMechanism);
        idle.and_then(|fault| fault.help).map(|help| help.to_string())
    };
    assert_eq!(help(&world), None);
    let (_, file) = world.0.iter_mut().find(|(path, _)| path.ends_with("cc/act.json")).unwrap();
    file["provisions"][0]["lifted_by"] = json!([]);
    let why = "no provision of its ends accepts `treaty` or `way` in `lifted_by`";
    assert_eq!(help(&world).as_deref(), Some(why));
}

#[test]
fn a_mechanism_that_cannot_be_used_where_norms_collide_helps_nowhere() {
    let mut way = treaty(json!({"from": "1995-01-01"}));
    way["when"] = json!({"authority.purpose": "criminal"});
    let never = excepted(&[]).way("way", "treaty", "lifts", way.clone());
    assert_eq!(found(&never, Code::IdleMechanism).len(), 1);
    way["when"] = json!({"authority.purpose": ["criminal", "tax"]});
    let tax = excepted(&[]).way("way", "treaty", "lifts", way);
    assert_eq!(found(&tax, Code::IdleMechanism).len(), 0);
}

#[test]
fn provisions_that_say_the_same_in_other_words_are_told() {
    let twice = |second: Value| {
        let first = json!({"when": {"not": {"authority.purpose": "criminal"}}});
        world().law(
            "CC",
            "act",
            vec![provision("1", "must_not", "disclose", first), provision("2", "must_not", "disclose", second)],
        )
    };
    let same = json!({"when": {"authority.purpose": ["civil", "tax"]}});
    assert_eq!(
        found(&twice(same.clone()), Code::DoubledNorm),
        ["`cc.act#2` says the same as `cc.act#1`: same act, same requests, same dates"]
    );
    assert_eq!(found(&twice(json!({"when": {"authority.purpose": "civil"}})), Code::DoubledNorm), Vec::<String>::new());
    let mut later = same;
    later["in_force"] = json!({"from": "2000-01-01"});
    // What began a year later is doubled ever since.
    assert_eq!(
        found(&twice(later), Code::DoubledMeanwhile),
        ["`cc.act#2` says the same as `cc.act#1`: same act, same requests, from 2000-01-01"]
    );
}

#[test]
fn what_the_vocabulary_calls_impossible_is_no_request() {
    let law = || {
        let both = json!({"when": {"authority.purpose": "tax", "authority.secrecy": true}});
        let except = json!({"id": "x", "pinpoint": "§ 2(2)", "when": {"authority.secrecy": true}});
        let excepted = json!({"when": {"authority.purpose": "tax"}, "unless": [except]});
        let other = json!({"when": {"authority.purpose": "civil", "authority.secrecy": true}});
        let provision = |id: &str, more: Value| provision(id, "must", "disclose", more);
        world().law("CC", "act", vec![provision("1", both), provision("2", excepted), provision("3", other)])
    };
    let told = |world: &World| [found(world, Code::NeverApplies), found(world, Code::IdleException)].concat();
    assert_eq!(told(&law()), Vec::<String>::new());
    let mut world = law();
    let (_, vocabulary) = world.0.iter_mut().find(|(path, _)| path == "vocabulary.json").unwrap();
    let when = json!({"authority.purpose": "tax", "authority.secrecy": true});
    vocabulary["impossible"] = json!([{"when": when, "reason": {"en": "No secrets.", "de": "Nichts Geheimes."}}]);
    let expected = ["`cc.act#1` can never apply", "the exception `x` of `cc.act#2` can never matter"];
    assert_eq!(told(&world), expected);
}

/// One party was bound while there was a conflict, the other before and after it: never both.
#[test]
fn a_treaty_helps_only_on_days_on_which_both_ends_are_bound() {
    let bound = |code: &str, in_force: Value| json!({"jurisdiction": code, "in_force": in_force});
    let with = |to: &str| {
        let parties =
            [bound("AA", json!({"from": "1995-01-01"})), bound("CC", json!({"from": "1995-01-01", "to": to}))];
        excepted(&[]).way("way", "treaty", "lifts", json!({"parties": parties}))
    };
    let idle = |world: World| found(&world, Code::IdleMechanism);
    assert_eq!(idle(with("2009-12-31")), ["the mechanism `way` is a way out of no conflict"]);
    assert_eq!(idle(with("2010-01-01")), Vec::<String>::new());
}

/// One way out that is too much work to look at says nothing about the next.
#[test]
fn what_a_large_way_out_costs_is_not_held_against_the_others() {
    let names = |letter: char| (0..20).map(move |at| format!("{letter}.{at:02}"));
    let never =
        json!({"parties": treaty(json!({"from": "1995-01-01"}))["parties"], "when": {"authority.purpose": "criminal"}});
    // In the order of the vocabulary every set of the first twenty is another state.
    let each: Vec<Value> = names('x').zip(names('y')).map(|(x, y)| json!({x: true, y: true})).collect();
    let large = json!({"parties": never["parties"], "when": {"any": each}});
    let mut world = excepted(&[]).way("large", "treaty", "lifts", large).way("never", "treaty", "lifts", never);
    let (_, vocabulary) = world.0.iter_mut().find(|(path, _)| path == "vocabulary.json").unwrap();
    let flags = names('x').chain(names('y')).map(|name| fact(&name, "flag", json!({})));
    vocabulary["facts"].as_array_mut().unwrap().extend(flags);
    assert_eq!(found(&world, Code::IdleMechanism), ["the mechanism `never` is a way out of no conflict"]);
}

/// The same world without what is told to be idle by these codes.
fn without(world: &World, never: &[String], idle: &[String]) -> World {
    let mut world = world.clone();
    for (path, file) in &mut world.0 {
        let Some(provisions) = file.get_mut("provisions").and_then(Value::as_array_mut) else { continue };
        let name = path.trim_start_matches("jurisdictions/").trim_end_matches(".json").replace('/', ".");
        let named = |law: &Value| format!("`{name}#{}`", law["id"].as_str().unwrap());
        provisions.retain(|law| !never.iter().any(|message| message.contains(&named(law))));
        for law in provisions {
            let named = named(law);
            if let Some(unless) = law.get_mut("unless").and_then(Value::as_array_mut) {
                unless.retain(|_| !idle.iter().any(|message| message.contains(&named)));
            }
        }
    }
    world.0.retain(|(_, file)| file["provisions"].as_array().is_none_or(|provisions| !provisions.is_empty()));
    world
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn what_is_told_to_be_idle_changes_no_answer(world in random_world(), on in select(DAYS.to_vec()), seed in 1..u64::MAX) {
        let never = found(&world, Code::NeverApplies);
        let idle = found(&world, Code::IdleException);
        let ways = found(&world, Code::IdleMechanism);
        let (corpus, other) = (world.corpus(), without(&world, &never, &idle).corpus());
        let (atlas, other_atlas) = (Atlas::new(&corpus), Atlas::new(&other));
        let book = Lawbook::new(&corpus, &atlas, crate::support::day(on));
        let other_book = Lawbook::new(&other, &other_atlas, crate::support::day(on));
        let mut dice = Dice(seed);
        for _ in 0..50 {
            let facts = dice.facts(&book, &[0, 1, 2, 3]);
            let (one, two) = (solve(&book, &facts), solve(&other_book, &facts));
            let said = |book: &Lawbook<'_>, conflicts: &[Conflict]| -> Vec<_> {
                let name = |norm| book.corpus.provision_name(book.norms[norm].provision).to_owned();
                let said = conflicts.iter().map(|c| (name(c.required), name(c.forbidden), c.certainty, c.outcome));
                said.collect()
            };
            prop_assert_eq!(said(&book, &one.conflicts), said(&other_book, &two.conflicts));
            prop_assert_eq!(said(&book, &one.resolved), said(&other_book, &two.resolved));
            let open = one.conflicts.iter().chain(&one.resolved).flat_map(|conflict| &conflict.ways);
            for way in open.filter(|way| way.helps().is_some()) {
                let name = format!("`{}`", corpus.mechanisms[way.mechanism].name);
                prop_assert!(!ways.iter().any(|message| message.contains(&name)), "{} helps", name);
            }
        }
    }
}

/// The pairs of one legal order that a quick look finds to clash, as the messages name them.
fn clashing(book: &Lawbook<'_>) -> Vec<([NormId; 2], String)> {
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
        .map(|((must, a), (not, b))| {
            ([must, not], format!("`{}` requires what `{}` forbids", name(a.provision), name(b.provision)))
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    /// Few eras stand for all days: one lawbook a turning day finds the same clashes, from the same first day on. What
    /// only the quick look takes for a clash, which asks not who is involved, has no request to which both apply.
    #[test]
    fn eras_find_what_a_look_at_every_day_finds(world in random_world()) {
        let corpus = world.corpus();
        let atlas = Atlas::new(&corpus);
        let until = |message: &String| message.split(" to ").next().unwrap_or_default().to_owned();
        let told: BTreeSet<String> = found(&world, Code::InternalClash).iter().map(until).collect();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut daily: BTreeSet<String> = BTreeSet::new();
        for day in std::iter::once(Day::FIRST).chain(corpus.turning_days()) {
            let book = Lawbook::new(&corpus, &atlas, day);
            let requests = LazyCell::new(|| small_requests(&book));
            for (norms, clash) in clashing(&book) {
                let message = format!("{clash}, in one legal order, from {day}");
                if seen.contains(&clash) {
                    continue;
                }
                if told.contains(&message) {
                    seen.insert(clash);
                    daily.insert(message);
                    continue;
                }
                for facts in requests.iter() {
                    let said = solve(&book, facts).norms;
                    let applies = |norm: NormId| said.iter().any(|one| one.norm == norm && one.applies == Truth::True);
                    prop_assert!(!norms.into_iter().all(applies), "{message}: {facts:?}");
                }
            }
        }
        prop_assert_eq!(told, daily);
    }
}

/// Holds what is found of each jurisdiction by itself to what is found of all: nothing is found otherwise, nothing of its
/// own files is missing, and together they are everything but the vocabulary.
pub(crate) fn each_by_itself(corpus: &Corpus) {
    let atlas = Atlas::new(corpus);
    let all = check(corpus, &atlas);
    let file =
        |fault: &Diagnostic| fault.span.as_ref().and_then(|span| Some(corpus.files.get(span.file)?.name.as_str()));
    let mut together = BTreeSet::new();
    for (id, place) in corpus.jurisdictions.iter() {
        let own = check_law_of(corpus, &atlas, &[id]);
        let other: Vec<_> = own.iter().filter(|fault| !all.contains(fault)).collect();
        assert_eq!(other, Vec::<&Diagnostic>::new(), "{} by itself", place.code);
        let folder = format!("jurisdictions/{}/", place.code.to_lowercase());
        for fault in all.iter().filter(|fault| file(fault).is_some_and(|file| file.starts_with(&folder))) {
            assert!(own.contains(fault), "{} by itself lacks {fault:?}", place.code);
        }
        together.extend(own.iter().map(|fault| format!("{fault:?}")));
    }
    let of_law = all.iter().filter(|fault| file(fault).is_some_and(|file| file.contains('/')));
    assert_eq!(together, of_law.map(|fault| format!("{fault:?}")).collect::<BTreeSet<_>>());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn the_law_of_one_is_checked_as_among_all(world in random_world()) {
        each_by_itself(&world.corpus());
    }
}

#[test]
fn a_ban_by_a_branch_alone_is_told_and_one_with_a_tie_is_not() {
    let told = |modality: &str, when: Value| {
        let law = provision("1", modality, "disclose", json!({"when": when}));
        found(&branches_matter(world().law("AA", "act", vec![law])), Code::BranchAlone)
    };
    assert_eq!(
        told("must_not", json!({"provider.presence": "AA"})),
        ["`aa.act#1` binds whoever has an establishment or a market there, whosever data they are"]
    );
    assert_eq!(told("must_not", json!({"any": [{"data.location": "AA"}, {"provider.presence": "AA"}]})).len(), 1);
    let tied = json!({"provider.presence": "AA", "data.location": "AA"});
    // Who binds its own authorities, or whoever is asked by way of a treaty, reaches no demand at home elsewhere.
    let own = json!({"provider.presence": "AA", "authority.jurisdiction": "AA"});
    let asked = json!({"provider.presence": "AA", "via": "treaty"});
    for when in [tied, own, asked] {
        assert_eq!(told("must_not", when), Vec::<String>::new());
    }
    assert_eq!(told("must", json!({"provider.presence": "AA"})), Vec::<String>::new());
}

#[test]
fn a_clash_is_decided_exactly_where_cubes_are_too_many() {
    // Each side is true of so many combinations that it is not multiplied out; one flag keeps the two apart.
    let sets =
        ["AA", "BB", "CC", "UU", "AA BB", "AA CC", "BB CC", "CC UU"].map(|set| set.split(' ').collect::<Vec<_>>());
    let some = |set: Vec<&str>| json!({"any": [{"data.location": set}, {"provider.presence": set}]});
    let many: Vec<Value> = sets.map(some).into();
    let side = |personal: bool| json!({"when": {"all": many, "data.personal": personal}});
    let world = clash("AA", side(true), side(false));
    let corpus = world.corpus();
    let book = Lawbook::new(&corpus, &Atlas::new(&corpus), "2026-01-01".parse().unwrap());
    let [a, b] = <[_; 2]>::try_from(book.norms.ids().collect::<Vec<_>>()).unwrap();
    assert!(compatible(&book, a, b), "the quick look gives up");
    assert_eq!(found(&world, Code::InternalClash), Vec::<String>::new());
}
