//! What changed between two lawbooks is exactly what the plain solver answers differently, and has a cause.

use std::collections::{BTreeMap, BTreeSet};

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin};
use comity::law::{FactType, Id as _, JurisdictionId};
use comity::lawbook::Lawbook;
use comity::logic::{Code, CodeSet, FactId, Known};
use comity::solve::{Certainty, Conflict, Outcome, solve};
use comity::survey::bulk::Plan;
use comity::survey::change::{Cause, Changes, Entry, Joint, Shifted, Which};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::properties::{DAYS, random_world};
use crate::regions::{Dice, couples, is_impossible};
use crate::support::{World, day, fact, few, provision, text, world};

/// Random law whose union gains and loses members.
pub(crate) fn moving_world() -> impl Strategy<Value = World> {
    let periods = [json!([]), json!({"from": "2000-01-01"}), json!({"from": "2008-01-01", "to": "2017-12-31"})];
    (random_world(), select(periods.to_vec()), select(periods.to_vec()), any::<bool>()).prop_map(
        |(world, b, c, more)| {
            let world = with_members(with_members(world, "bb", &b), "cc", &c);
            if more { with_another_state(world) } else { world }
        },
    )
}

pub(crate) fn with_members(mut world: World, code: &str, period: &Value) -> World {
    let place = format!("jurisdictions/{code}/jurisdiction.json");
    for (_, file) in world.0.iter_mut().filter(|(path, _)| *path == place) {
        file["member_of"] = match period {
            Value::Object(_) => json!([{"jurisdiction": "UU", "in_force": period, "citation": "Treaty of Union"}]),
            _ => json!([]),
        };
    }
    world
}

/// One more state, member of the union, and one more purpose: names that the other corpus may not know.
fn with_another_state(mut world: World) -> World {
    let member = json!([{"jurisdiction": "UU", "in_force": {"from": "2004-01-01"}, "citation": "Treaty of Union"}]);
    let place = json!({"id": "BA", "name": text("BA"), "kind": "state", "member_of": member});
    world.0.push(("jurisdictions/ba/jurisdiction.json".to_owned(), place));
    for (_, file) in world.0.iter_mut().filter(|(path, _)| path == "vocabulary.json") {
        let values = file["facts"][1]["values"].as_array_mut().unwrap();
        values.insert(0, json!({"id": "audit", "label": text("audit")}));
    }
    world
}

/// What the plain solver says of a conflict: outcome, whether contested, which mechanisms in use resolve it.
type State = (Outcome, bool, BTreeSet<String>);

/// A conflict by name: the provisions and the act required.
type Name = (String, String, String);

type States = BTreeMap<Name, State>;

/// The conflicts between the legal orders of two jurisdictions that the plain solver finds.
fn states(book: &Lawbook<'_>, pair: [JurisdictionId; 2], facts: &[Known]) -> States {
    let corpus = book.corpus;
    let solution = solve(book, facts);
    let (left, right) = (book.legal_order(pair[0]), book.legal_order(pair[1]));
    let ours = |found: &Conflict| {
        let [must, not] =
            [found.required, found.forbidden].map(|norm| Code(book.norms[norm].owner.index().try_into().unwrap()));
        let only = |order: &CodeSet, other: &CodeSet, owner| order.contains(owner) && !other.contains(owner);
        (only(left, right, must) && only(right, left, not)) || (only(right, left, must) && only(left, right, not))
    };
    let all = solution.conflicts.iter().chain(&solution.resolved);
    let told = all.filter(|found| ours(found)).map(|found| {
        assert_ne!(found.certainty, Certainty::Possible, "a complete request");
        let name = |norm| corpus.provision_name(book.norms[norm].provision).to_owned();
        let act = corpus.vocabulary.acts[found.act].name.clone();
        let resolving = found.ways.iter().filter(|way| way.resolves());
        let resolving = resolving.map(|way| corpus.mechanisms[way.mechanism].name.clone()).collect();
        let state = (found.outcome, found.certainty == Certainty::Contested, resolving);
        ((name(found.required), name(found.forbidden), act), state)
    });
    told.collect()
}

/// A shift, and the mechanism by which it is.
type Told = (Shifted, Option<String>);

/// The shifts that two states call for.
fn called_for(before: Option<&State>, after: Option<&State>) -> Vec<Told> {
    let mut wanted = Vec::new();
    let outcome = |state: Option<&State>| state.map(|(outcome, ..)| *outcome);
    if outcome(before) != outcome(after) {
        wanted.push((Shifted::Outcome(outcome(before), outcome(after)), None));
    }
    if let (Some((_, was_contested, was)), Some((_, contested, is))) = (before, after) {
        wanted.extend((was_contested != contested).then_some((Shifted::Contested(*contested), None)));
        wanted.extend(was.difference(is).map(|by| (Shifted::Resolved(false), Some(by.clone()))));
        wanted.extend(is.difference(was).map(|by| (Shifted::Resolved(true), Some(by.clone()))));
    }
    wanted
}

/// Holds changes to the plain solver's two answers to one request; how many conflicts moved.
fn hold(
    changes: &Changes<'_, '_>,
    corpora: [&Corpus; 2],
    facts: [&[Known]; 2],
    before: &States,
    after: &States,
) -> usize {
    let mut found: BTreeMap<Name, Vec<Told>> = BTreeMap::new();
    for change in &changes.conflicts {
        let key = change.key;
        for shift in &change.shifts {
            let inside = changes.contains(shift.region, Which::Old, facts[0]).expect("a complete request");
            // The new corpus need not know every name that the request uses.
            let there = changes.contains(shift.region, Which::New, facts[1]);
            assert!(there.is_none_or(|there| there == inside));
            if inside {
                let name = (key.required.to_owned(), key.forbidden.to_owned(), key.act.to_owned());
                let corpus = corpora[usize::from(shift.what != Shifted::Resolved(false))];
                let by = shift.by.map(|by| corpus.mechanisms[by].name.clone());
                found.entry(name).or_default().push((shift.what, by));
            }
        }
    }
    let names: BTreeSet<&Name> = before.keys().chain(after.keys()).collect();
    let wanted = names.into_iter().map(|name| {
        let [was, is] = [before, after].map(|states| states.get(name));
        (name.clone(), called_for(was, is))
    });
    let wanted: BTreeMap<Name, Vec<Told>> = wanted.filter(|(_, shifts)| !shifts.is_empty()).collect();
    assert_eq!(found, wanted);
    found.len()
}

/// The worst outcome of a direct demand.
fn verdict(states: &States) -> Option<Outcome> {
    states.values().map(|(outcome, ..)| *outcome).max()
}

/// Whether the corpus knows every value: of others the other corpus may know more.
fn named(corpus: &Corpus, facts: &[Known]) -> bool {
    let known = |(fact, known): (FactId, &Known)| {
        let named = |code: &Code| usize::from(code.0) < corpus.nameable(fact);
        match known {
            Known::Unknown => true,
            Known::One(code) => named(code),
            Known::Many(codes) => codes.iter().all(|code| named(&code)),
        }
    };
    corpus.vocabulary.facts.ids().zip(facts).all(known)
}

/// What must hold of the changes between two lawbooks; how many requests had a conflict that moved.
fn compare(before: &Lawbook<'_>, after: &Lawbook<'_>, couple: [&str; 2], dice: &mut Dice, requests: usize) -> usize {
    let pairs = [before, after].map(|book| couple.map(|code| book.corpus.jurisdiction(code).unwrap()));
    let plans = [before, after].map(Plan::new);
    let mut joint = Joint::new(before.corpus, after.corpus);
    let old = joint.side(Which::Old, &plans[0], pairs[0]);
    let new = joint.side(Which::New, &plans[1], pairs[1]);
    let changes = joint.changes(&old, &new);
    assert!(changes.complete);
    for change in &changes.conflicts {
        assert!(!change.causes.is_empty(), "{:?} moved and nothing caused it", change.key);
        for shift in &change.shifts {
            assert!(changes.witness(&old, &new, change, shift).is_some(), "{:?} {:?}", change.key, shift.what);
        }
    }
    assert!(joint.changes(&old, &old).is_nothing() && joint.changes(&new, &new).is_nothing());
    mirrored(&changes, [before, after], &plans, pairs);
    let verdicts = joint.verdicts(&old, &new);
    assert!(verdicts.complete);
    assert!(verdicts.shifts.iter().all(|shift| shift.witness.is_some()));
    let encoded: Vec<usize> =
        couples(before).into_iter().flat_map(|(a, b)| [a.index(), b.index()]).chain([0]).collect();
    let mut moved = 0;
    for _ in 0..requests {
        let mut facts = dice.facts(before, &encoded);
        // What never occurs does not change either.
        while !named(before.corpus, &facts) || is_impossible(before, &facts) {
            facts = dice.facts(before, &encoded);
        }
        let asked = joint.request(Which::Old, &facts);
        let was = states(before, pairs[0], &asked.old);
        let is = states(after, pairs[1], &asked.new);
        moved += hold(&changes, [before.corpus, after.corpus], [&asked.old, &asked.new], &was, &is);
        // Verdicts are those of direct demands.
        for ((id, fact), known) in before.corpus.vocabulary.facts.iter().zip(&mut facts) {
            if fact.ty == FactType::Mechanisms {
                *known = Known::Many(CodeSet::none(before.corpus.domain(id).size));
            }
        }
        let asked = joint.request(Which::Old, &facts);
        let was = verdict(&states(before, pairs[0], &asked.old));
        let is = verdict(&states(after, pairs[1], &asked.new));
        let inside =
            verdicts.shifts.iter().filter(|shift| verdicts.contains(shift.region, Which::Old, &asked.old).unwrap());
        let inside: Vec<_> = inside.map(|shift| (shift.from, shift.to)).collect();
        assert_eq!(inside, if was == is { vec![] } else { vec![(was, is)] });
    }
    moved
}

/// What changed, told the other way round.
pub(crate) fn told_back(what: Shifted) -> Shifted {
    match what {
        Shifted::Outcome(from, to) => Shifted::Outcome(to, from),
        Shifted::Contested(now) => Shifted::Contested(!now),
        Shifted::Resolved(now) => Shifted::Resolved(!now),
    }
}

/// The same told from the new law to the old is the same turned round.
fn mirrored(
    changes: &Changes<'_, '_>,
    [before, after]: [&Lawbook<'_>; 2],
    plans: &[Plan<'_, '_>; 2],
    pairs: [[JurisdictionId; 2]; 2],
) {
    let mut joint = Joint::new(after.corpus, before.corpus);
    let old = joint.side(Which::Old, &plans[1], pairs[1]);
    let new = joint.side(Which::New, &plans[0], pairs[0]);
    let back = joint.changes(&old, &new);
    assert_eq!(back.conflicts.len(), changes.conflicts.len());
    for (there, back) in changes.conflicts.iter().zip(&back.conflicts) {
        assert_eq!((there.key, there.causes.len()), (back.key, back.causes.len()));
        let mut turned: Vec<_> =
            back.shifts.iter().map(|shift| (told_back(shift.what), shift.situations.clone())).collect();
        turned.sort();
        let mut shifts: Vec<_> = there.shifts.iter().map(|shift| (shift.what, shift.situations.clone())).collect();
        shifts.sort();
        assert_eq!(shifts, turned, "{:?}", there.key);
    }
}

/// The two jurisdictions of every pair of the first lawbook that the second one has too.
fn common_couples(before: &Lawbook<'_>, after: &Lawbook<'_>) -> Vec<[String; 2]> {
    let code = |id: JurisdictionId| before.corpus.jurisdictions[id].code.clone();
    let pairs = couples(before).into_iter().map(|(a, b)| [code(a), code(b)]);
    pairs.filter(|pair| pair.iter().all(|code| after.corpus.jurisdiction(code).is_some())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn between_two_dates_a_request_lies_in_a_shift_exactly_if_the_plain_solver_answers_differently(
        world in moving_world(), on in select(DAYS.to_vec()), then in select(DAYS.to_vec()), seed in any::<u64>()
    ) {
        let corpus = world.corpus();
        let atlas = Atlas::new(&corpus);
        let [before, after] = [on, then].map(|on| Lawbook::new(&corpus, &atlas, day(on)));
        for [a, b] in common_couples(&before, &after) {
            compare(&before, &after, [&a, &b], &mut Dice(seed | 1), 20);
        }
    }

    #[test]
    fn between_two_corpora_too(first in moving_world(), second in moving_world(), seed in any::<u64>()) {
        let (first, second) = (first.corpus(), second.corpus());
        let (atlas, other) = (Atlas::new(&first), Atlas::new(&second));
        let before = Lawbook::new(&first, &atlas, day("2015-01-01"));
        let after = Lawbook::new(&second, &other, day("2015-01-01"));
        for [a, b] in common_couples(&before, &after) {
            compare(&before, &after, [&a, &b], &mut Dice(seed | 1), 20);
        }
    }
}

#[test]
fn on_the_real_law_changes_are_what_the_plain_solver_answers_differently() {
    let corpus = few();
    let atlas = Atlas::new(&corpus);
    let mut dice = Dice(3);
    let mut moved = 0;
    for ([on, then], couple) in
        [(["2020-01-15", "2021-06-01"], ["CH", "GB"]), (["2010-01-01", "2026-11-25"], ["US", "CN"])]
    {
        let [before, after] = [on, then].map(|on| Lawbook::new(&corpus, &atlas, day(on)));
        moved += compare(&before, &after, couple, &mut dice, 200);
    }
    assert!(moved > 1, "{moved}");
}

#[test]
fn where_the_budget_is_used_up_nothing_is_called_unchanged() {
    let corpus = Load::strict(&Origin::Embedded).unwrap();
    let atlas = Atlas::new(&corpus);
    let [before, after] = ["2018-05-24", "2018-05-25"].map(|on| Lawbook::new(&corpus, &atlas, day(on)));
    let [before, after] = [&before, &after].map(Plan::new);
    let pair = ["US", "EU"].map(|code| corpus.jurisdiction(code).unwrap());
    let changed = |budget| {
        let mut joint = Joint::new(&corpus, &corpus).with_budget(budget);
        let (old, new) = (joint.side(Which::Old, &before, pair), joint.side(Which::New, &after, pair));
        let changes = joint.changes(&old, &new);
        let keys: Vec<_> = changes.conflicts.iter().map(|change| (change.key, change.exact)).collect();
        (changes.complete, changes.is_nothing(), keys)
    };
    let (complete, _, all) = changed(1 << 21);
    let (cramped, nothing, some) = changed(40);
    assert!(complete && !cramped && !nothing);
    assert!(all.iter().all(|(key, exact)| *exact && some.iter().any(|(other, _)| other == key)));
    assert!(some.iter().any(|(_, exact)| !exact));
}

#[test]
fn a_conflict_moves_by_the_provision_the_mechanism_or_the_membership_that_changed() {
    let required = provision("1", "must", "disclose", json!({"when": {"authority.jurisdiction": "AA"}}));
    let forbidden = provision("2", "must_not", "disclose", json!({"when": {"data.location": "CC"}}));
    let period = json!({"from": "2010-01-01"});
    let parties = ["AA", "CC"].map(|code| json!({"jurisdiction": code, "in_force": period}));
    let later = json!({"in_force": {"from": "2012-01-01"}, "when": {"data.location": "CC"}});
    let world = world()
        .law("AA", "act", vec![required])
        .law("CC", "act", vec![forbidden, provision("3", "must_not", "export", later)])
        .law("UU", "act", vec![provision("4", "must_not", "export", json!({"when": {"provider.presence": "UU"}}))])
        .way("way", "treaty", "replaces", json!({"parties": parties}));
    let corpus = with_members(world, "cc", &json!({"from": "2014-01-01"})).corpus();
    let atlas = Atlas::new(&corpus);
    let causes = |on: &str, then: &str| {
        let [before, after] = [on, then].map(|on| Lawbook::new(&corpus, &atlas, day(on)));
        let [before, after] = [&before, &after].map(Plan::new);
        let pair = ["AA", "CC"].map(|code| corpus.jurisdiction(code).unwrap());
        let mut joint = Joint::new(&corpus, &corpus);
        let (old, new) = (joint.side(Which::Old, &before, pair), joint.side(Which::New, &after, pair));
        let changes = joint.changes(&old, &new);
        let all = changes.conflicts.iter().map(|of| (of.key.forbidden.to_owned(), format!("{:?}", of.causes)));
        all.collect::<Vec<_>>()
    };
    let told = |provision: &str, causes: String| (provision.to_owned(), causes);
    let parties = vec![("AA", true), ("CC", true)];
    let way = format!("{:?}", [Cause::Mechanism("way", Entry::Began, parties)]);
    assert_eq!(causes("2009-12-31", "2010-01-01"), [told("cc.act#2", way)]);
    let began = format!("{:?}", [Cause::Provision("cc.act#3", Entry::Began)]);
    assert_eq!(causes("2011-12-31", "2012-01-01"), [told("cc.act#3", began)]);
    // The law of the union applies to both now, so that it is no pair with one of its members any more.
    let joined = causes("2013-12-31", "2014-01-01");
    assert!(joined.iter().all(|(_, causes)| causes.contains("Membership(\"CC\", \"UU\", Began)")), "{joined:?}");
    assert!(causes("2015-01-01", "2016-01-01").is_empty());
}

/// The causes that are told of what moved between two states of the law, all together.
fn told_between(old: World, new: World, pair: [&str; 2]) -> String {
    let (old, new) = (old.corpus(), new.corpus());
    let (atlas, other) = (Atlas::new(&old), Atlas::new(&new));
    let before = Lawbook::new(&old, &atlas, day("2015-01-01"));
    let after = Lawbook::new(&new, &other, day("2015-01-01"));
    let [before, after] = [&before, &after].map(Plan::new);
    let mut joint = Joint::new(&old, &new);
    let was = joint.side(Which::Old, &before, pair.map(|code| old.jurisdiction(code).unwrap()));
    let is = joint.side(Which::New, &after, pair.map(|code| new.jurisdiction(code).unwrap()));
    let moved = joint.changes(&was, &is).conflicts;
    assert!(moved.iter().any(|of| !of.shifts.is_empty()), "nothing moved");
    format!("{:?}", moved.into_iter().flat_map(|of| of.causes).collect::<BTreeSet<_>>())
}

#[test]
fn a_membership_moves_a_conflict_whose_law_was_reworded_meanwhile() {
    let law = |places: Value, member: &Value| {
        let required = provision("1", "must", "disclose", json!({"when": {"authority.jurisdiction": "CC"}}));
        let forbidden = provision("2", "must_not", "disclose", json!({"when": places}));
        with_members(world(), "bb", member).law("CC", "act", vec![required]).law("AA", "act", vec![forbidden])
    };
    let old = law(json!({"any": [{"data.location": "UU"}, {"data.location": "CC"}]}), &json!([]));
    let new = law(json!({"data.location": ["UU", "CC"]}), &json!({"from": "2000-01-01"}));
    assert_eq!(told_between(old, new, ["AA", "CC"]), "{Membership(\"BB\", \"UU\", Began)}");
}

#[test]
fn a_member_that_a_list_names_by_itself_moves_nothing_when_it_leaves() {
    let law = |purpose: &str, member: &Value| {
        let required = provision("1", "must", "disclose", json!({"when": {"authority.purpose": purpose}}));
        let forbidden = provision("2", "must_not", "disclose", json!({"when": {"data.location": ["UU", "BB"]}}));
        with_members(world(), "bb", member).law("AA", "act", vec![required]).law("CC", "act", vec![forbidden])
    };
    let (old, new) = (law("tax", &json!({"from": "2000-01-01"})), law("civil", &json!([])));
    assert_eq!(told_between(old, new, ["AA", "CC"]), "{Provision(\"aa.act#1\", Changed)}");
}

#[test]
fn a_new_place_that_no_law_asks_for_moves_a_conflict_because_whoever_is_named_is_involved() {
    let law = || {
        let required = provision("1", "must", "disclose", json!({"when": {"authority.purpose": "tax"}}));
        let forbidden = provision("2", "must_not", "disclose", json!({}));
        world().law("AA", "act", vec![required]).law("CC", "act", vec![forbidden])
    };
    let mut new = law();
    let (_, vocabulary) = new.0.iter_mut().find(|(path, _)| path == "vocabulary.json").unwrap();
    vocabulary["facts"].as_array_mut().unwrap().push(fact("data.transit", "jurisdictions", json!({})));
    assert_eq!(told_between(law(), new, ["AA", "CC"]), "{Word(\"data.transit\")}");
}

#[test]
fn a_treaty_opens_by_the_membership_of_a_union_that_a_member_belongs_to() {
    let edge = |code: &str| json!({"jurisdiction": code, "in_force": {"from": "2000-01-01"}, "citation": "Treaty"});
    let union = |code: &str, member_of: Value| {
        let path = format!("jurisdictions/{}/jurisdiction.json", code.to_lowercase());
        (path, json!({"id": code, "name": text(code), "kind": "union", "member_of": member_of}))
    };
    let law = |joined: Value| {
        let required = provision("1", "must", "disclose", json!({}));
        let forbidden = provision("2", "must_not", "disclose", json!({}));
        let parties = ["WW", "CC"].map(|code| json!({"jurisdiction": code, "in_force": {"from": "2000-01-01"}}));
        let mut world = world().law("CC", "act", vec![required]).law("UU", "act", vec![forbidden]).way(
            "way",
            "treaty",
            "replaces",
            json!({"parties": parties}),
        );
        let (_, member) = world.0.iter_mut().find(|(path, _)| path == "jurisdictions/bb/jurisdiction.json").unwrap();
        member["member_of"] = json!([edge("UU"), edge("VV")]);
        world.0.extend([union("VV", joined), union("WW", json!([]))]);
        world
    };
    let told = told_between(law(json!([])), law(json!([edge("WW")])), ["CC", "UU"]);
    assert_eq!(told, "{Membership(\"VV\", \"WW\", Began)}");
}

/// A change of which no request that can occur has anything is none.
#[test]
fn what_changed_is_never_a_request_that_never_occurs() {
    let corpus = Load::strict(&Origin::Embedded).unwrap();
    let atlas = Atlas::new(&corpus);
    let books = ["2019-01-01", "2026-11-25"].map(|day| Lawbook::new(&corpus, &atlas, self::day(day)));
    let [before, after] = [Plan::new(&books[0]), Plan::new(&books[1])];
    let pair = ["CN", "FR"].map(|code| corpus.jurisdiction(code).unwrap());
    let mut joint = Joint::new(&corpus, &corpus);
    let old = joint.side(Which::Old, &before, pair);
    let new = joint.side(Which::New, &after, pair);
    let changes = joint.changes(&old, &new);
    let shifts = changes.conflicts.iter().flat_map(|change| change.shifts.iter().map(move |shift| (change, shift)));
    let examples: Vec<_> =
        shifts.map(|(change, shift)| changes.witness(&old, &new, change, shift).expect("an example")).collect();
    let verdicts = joint.verdicts(&old, &new);
    let worst = verdicts.shifts.iter().map(|shift| shift.witness.clone().expect("an example"));
    let examples: Vec<_> = examples.into_iter().chain(worst).collect();
    assert!(examples.len() > 100, "{}", examples.len());
    assert!(examples.iter().all(|example| !is_impossible(&books[1], &example.new)));
}
