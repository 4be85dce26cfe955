//! What changed between two corpora or two dates: told in full, told once, and proved.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin};
use comity::law::Id as _;
use comity::lawbook::Lawbook;
use comity::logic::Known;
use comity::solve::{Conflict, solve};
use comity::survey::bulk::Plan;
use comity::survey::change::{Joint, Key, Which};
use comity::survey::diff::{
    Answers, Aspect, Change, LawChange, Side, Sort, Weight, answers, law_changes, take_names, turning_days,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::change::{moving_world, told_back, with_members};
use crate::properties::random_world;
use crate::regions::Dice;
use crate::support::{World, day, few, few_folder, few_texts, provision, scratch, stderr, stdout, world, write_texts};

const ON: &str = "2026-11-25";

fn law(old: &Corpus, new: &Corpus) -> Vec<LawChange> {
    law_changes(Side { corpus: old, day: None }, Side { corpus: new, day: None })
}

/// What happened to which piece, in short.
fn told(changes: &[LawChange]) -> Vec<(Sort, &str, Change)> {
    changes.iter().map(|change| (change.sort, change.id.as_str(), change.change.clone())).collect()
}

/// One provision with a condition, in the law of `AA`.
fn one(condition: Value, more: Value) -> World {
    let mut law = provision("1", "must", "disclose", more);
    law["when"] = condition;
    world().law("AA", "act", vec![law])
}

#[test]
fn a_condition_is_compared_as_what_it_means() {
    let before = one(
        json!({"data.personal": true, "any": [{"authority.purpose": "civil"}, {"authority.purpose": ["tax", "civil"]}],
               "not": {"any": [{"data.location": "CC"}, {"provider.presence": ["AA", "BB"]}]}}),
        json!({}),
    );
    let same = [
        json!({"not": {"any": [{"provider.presence": ["BB", "AA"]}, {"data.location": "CC"}]},
               "authority.purpose": ["civil", "tax"], "data.personal": true}),
        json!({"all": [{"not": {"data.location": "CC"}}, {"all": [{"data.personal": true}]},
                       {"not": {"provider.presence": "AA"}}, {"not": {"provider.presence": "BB"}},
                       {"not": {"not": {"authority.purpose": ["tax", "civil"]}}}]}),
    ];
    for same in same {
        assert_eq!(told(&law(&before.corpus(), &one(same, json!({})).corpus())), []);
    }
    let other = [
        json!({"data.personal": true, "authority.purpose": "civil",
               "not": {"any": [{"data.location": "CC"}, {"provider.presence": ["AA", "BB"]}]}}),
        json!({"data.personal": true, "authority.purpose": ["civil", "tax"],
               "not": {"all": [{"data.location": "CC"}, {"provider.presence": ["AA", "BB"]}]}}),
        json!({"data.personal": true, "authority.purpose": ["civil", "tax"], "not": {"data.location": "CC"}}),
    ];
    for other in other {
        let changes = law(&before.corpus(), &one(other, json!({})).corpus());
        assert_eq!(told(&changes), [(Sort::Provision, "aa.act#1", Change::Changed(vec![Aspect::When]))]);
    }
}

#[test]
fn meaning_dates_and_words_are_told_apart() {
    let before = one(json!({}), json!({}));
    let changed = |more: Value| {
        let changes = law(&before.corpus(), &one(json!({}), more).corpus());
        let [change] = changes.as_slice() else { panic!("{changes:?}") };
        let Change::Changed(aspects) = &change.change else { panic!("{change:?}") };
        (change.weight().unwrap(), aspects.clone())
    };
    assert_eq!(changed(json!({"summary": {"en": "other words"}})), (Weight::Words, vec![Aspect::Summary]));
    assert_eq!(changed(json!({"confidence": "low"})), (Weight::Words, vec![Aspect::Confidence]));
    assert_eq!(changed(json!({"in_force": {"from": "2001-01-01"}})), (Weight::Dates, vec![Aspect::InForce]));
    let sanction = json!({"sanction": {"kind": "criminal"}, "pinpoint": "§ 1a"});
    assert_eq!(changed(sanction), (Weight::Meaning, vec![Aspect::Sanction, Aspect::Pinpoint]));
    let exception = json!({"unless": [{"id": "x", "pinpoint": "§ 3", "when": {"authority.purpose": "tax"}}]});
    assert_eq!(changed(exception), (Weight::Meaning, vec![Aspect::Exceptions, Aspect::Pinpoint]));
    assert_eq!(changed(json!({"lifted_by": ["treaty"]})), (Weight::Meaning, vec![Aspect::LiftedBy]));
}

#[test]
fn what_says_the_same_under_another_id_was_renamed_and_changes_no_answer() {
    let law_of = |id: &str| {
        world()
            .law("AA", "act", vec![provision(id, "must", "disclose", json!({"pinpoint": "§ 1"}))])
            .law("CC", "act", vec![provision("2", "must_not", "export", json!({}))])
            .corpus()
    };
    let (mut old, new) = (law_of("1"), law_of("7"));
    let changes = law(&old, &new);
    assert_eq!(told(&changes), [(Sort::Provision, "aa.act#7", Change::Renamed("aa.act#1".to_owned()))]);
    assert!(!compared(&old, &new).is_nothing(), "the finding has another name");
    take_names(&mut old, &new, &changes);
    assert!(compared(&old, &new).is_nothing());
}

#[test]
fn an_amended_text_is_told_by_its_versions() {
    let version = |from: &str, to: Option<&str>, when: Value| {
        let mut law = provision("1", "must", "disclose", json!({"in_force": {"from": from}}));
        if let Some(to) = to {
            law["in_force"]["to"] = to.into();
        }
        law["when"] = when;
        law
    };
    let first = version("2000-01-01", None, json!({}));
    let old = world().law("AA", "act", vec![first]).corpus();
    let amended = vec![
        version("2000-01-01", Some("2025-12-31"), json!({})),
        version("2026-01-01", None, json!({"authority.purpose": "tax"})),
    ];
    let new = world().law("AA", "act", amended).corpus();
    let expected = [
        (Sort::Provision, "aa.act#1", Change::Changed(vec![Aspect::InForce])),
        (Sort::Provision, "aa.act#1", Change::Version(vec![Aspect::InForce, Aspect::When])),
    ];
    let changes = law(&old, &new);
    assert_eq!(changes.len(), 2);
    assert!(expected.iter().all(|wanted| told(&changes).contains(wanted)), "{changes:?}");
    assert_eq!(turning_days(&old, &new, &changes), BTreeSet::from([day("2026-01-01")]), "not since 2000");
    // Of one corpus on two days, what is in force is compared.
    let on = |on: &str| Side { corpus: &new, day: Some(day(on)) };
    let changes = law_changes(on("2025-12-31"), on("2026-01-01"));
    assert_eq!(told(&changes), [(Sort::Provision, "aa.act#1", Change::Changed(vec![Aspect::When]))]);
    assert_eq!(told(&law_changes(on("2026-01-01"), on("2030-01-01"))), []);
}

#[test]
fn what_changes_later_is_compared_on_its_day() {
    let forbids = |more: Value| world().law("CC", "privacy", vec![provision("1", "must_not", "export", more)]);
    let requires = |of: World| of.law("AA", "act", vec![provision("1", "must", "disclose", json!({}))]);
    let folder = scratch("diff-later");
    requires(forbids(json!({}))).write(&folder.join("old"));
    let until = json!({"in_force": {"from": "1990-01-01", "to": "2030-12-31"}});
    requires(forbids(until)).write(&folder.join("new"));
    let asked = |more: &[&str]| in_folder(&folder, &[&["diff", "old", "new"][..], more].concat());
    let output = asked(&["--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(report["unchanged"], json!(true), "today nothing changes");
    let later = &report["later"][0];
    assert_eq!((&later["new"]["as_of"], &later["unchanged"]), (&json!("2031-01-01"), &json!(false)));
    assert!(stdout(&asked(&[])).contains("CHANGED LATER"));
    // Whoever asks for a day is answered for that day, and told of the others.
    let output = asked(&["--as-of", "2026-01-01", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!((&report["later"], &report["not_compared"]), (&Value::Null, &json!(["2031-01-01"])));
}

/// The answers of two corpora on one day.
fn compared<'c>(old: &'c Corpus, new: &'c Corpus) -> Answers<'c> {
    let (first, second) = (Atlas::new(old), Atlas::new(new));
    let (before, after) = (Lawbook::new(old, &first, day(ON)), Lawbook::new(new, &second, day(ON)));
    answers(&Plan::new(&before), &Plan::new(&after), &[])
}

#[test]
fn a_state_that_only_one_corpus_knows_is_compared_too() {
    let old = world().law("AA", "act", vec![provision("1", "must", "disclose", json!({}))]);
    let mut new = old.clone();
    let place = json!({"id": "DD", "name": {"en": "DD"}, "kind": "state"});
    new.0.push(("jurisdictions/dd/jurisdiction.json".to_owned(), place));
    let new = new.law("DD", "act", vec![provision("1", "must_not", "export", json!({}))]);
    let (old, new) = (old.corpus(), new.corpus());
    for (first, second) in [(&old, &new), (&new, &old)] {
        let found = compared(first, second);
        let [pair] = found.pairs.as_slice() else { panic!("{found:?}") };
        assert_eq!((pair.pair, pair.conflicts.len(), pair.verdicts.as_ref().unwrap().len()), (["AA", "DD"], 1, 1));
        assert!(pair.conflicts[0].moves.iter().all(|of| of.witness.is_some()));
        assert!(format!("{:?}", pair.causes).contains("dd.act#1"), "{:?}", pair.causes);
    }
}

#[test]
fn what_a_member_forbids_by_itself_covers_what_changed_for_all_members() {
    let since = json!({"from": "2000-01-01"});
    let members = [("aa", &json!([])), ("bb", &since), ("cc", &since)];
    let members = members.iter().fold(world(), |world, (code, period)| with_members(world, code, period));
    for (own, other) in [("BB", "CC"), ("CC", "BB")] {
        let forbids = |when: Value| vec![provision("1", "must_not", "disclose", json!({"when": when}))];
        let law = members
            .clone()
            .law("AA", "act", vec![provision("1", "must", "disclose", json!({}))])
            .law(own, "act", forbids(json!({"authority.purpose": "criminal"})))
            .law(other, "act", vec![provision("1", "must", "notify", json!({}))]);
        let old = law.clone().law("UU", "act", forbids(json!({}))).corpus();
        let new = law.law("UU", "act", forbids(json!({"data.personal": true}))).corpus();
        let found = compared(&old, &new);
        let situations = |code: &str| {
            let pair = found.pairs.iter().find(|pair| pair.pair == ["AA", code]).expect("a conflict changed");
            let [verdict] = pair.verdicts.as_deref().expect("small law") else { panic!("{pair:?}") };
            verdict.situations.clone()
        };
        assert_eq!(situations(other), situations("UU"));
        assert_ne!(situations(other), situations(own));
        verdicts_alone(&old, &new, &found);
    }
}

#[test]
fn a_part_of_a_state_is_compared_where_law_of_its_own_is_concerned() {
    let part = json!({"id": "DD", "name": {"en": "DD"}, "kind": "part", "member_of": [
        {"jurisdiction": "AA", "in_force": {"from": "1990-01-01"}, "citation": "Act", "url": "https://example.org/act",
         "sources": [{"url": "https://example.org/act", "seen": "2026-01-01"}]}
    ]});
    let law = |of_the_state: Value, of_the_part: Value| {
        let mut world = world()
            .law("AA", "act", vec![provision("1", "must_not", "disclose", json!({"when": of_the_state}))])
            .law("BB", "act", vec![provision("1", "must", "disclose", json!({}))]);
        world.0.push(("jurisdictions/dd/jurisdiction.json".to_owned(), part.clone()));
        world.law("DD", "act", vec![provision("1", "must_not", "disclose", json!({"when": of_the_part}))]).corpus()
    };
    let (any, personal) = (json!({}), json!({"data.personal": true}));
    let old = law(any.clone(), any.clone());
    for (new, pair, counts) in
        [(law(personal.clone(), any.clone()), ["AA", "BB"], (1, 1)), (law(any, personal), ["BB", "DD"], (2, 0))]
    {
        let found = compared(&old, &new);
        let pairs: Vec<_> = found.pairs.iter().map(|pair| pair.pair).collect();
        assert_eq!((pairs, found.compared, found.parts), (vec![pair], counts.0, counts.1));
    }
}

#[test]
fn a_treaty_that_only_one_corpus_knows_changes_nothing_for_those_that_it_does_not_bind() {
    let unless_a_treaty = json!({"when": {"not": {"via": "treaty"}}});
    let parties = |other: &str| {
        let party = |code: &str| json!({"jurisdiction": code, "in_force": {"from": "2000-01-01"}});
        json!({"parties": [party("AA"), party(other)]})
    };
    let old = world()
        .law("AA", "act", vec![provision("1", "must", "disclose", json!({}))])
        .law("BB", "act", vec![provision("1", "must_not", "disclose", unless_a_treaty.clone())])
        .law("CC", "act", vec![provision("1", "must_not", "disclose", unless_a_treaty)])
        .way("aa-cc", "treaty", "replaces", parties("CC"));
    let new = old.clone().way("aa-bb", "treaty", "replaces", parties("BB"));
    let (old, new) = (old.corpus(), new.corpus());
    for (first, second) in [(&old, &new), (&new, &old)] {
        let found = compared(first, second);
        let pairs: Vec<_> = found.pairs.iter().map(|pair| pair.pair).collect();
        assert_eq!(pairs, [["AA", "BB"]], "{found:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn between_a_corpus_and_itself_nothing_changed_and_what_changed_is_mirrored(
        first in random_world(), second in random_world()
    ) {
        let (first, second) = (first.corpus(), second.corpus());
        prop_assert!(law(&first, &first).is_empty());
        prop_assert!(compared(&first, &first).is_nothing());
        mirrored_law(&law(&first, &second), &law(&second, &first));
        mirrored_answers(&compared(&first, &second), &compared(&second, &first));
    }

    #[test]
    fn the_verdicts_of_a_pair_are_the_same_among_many_pairs_and_alone(first in moving_world(), second in moving_world()) {
        let (first, second) = (first.corpus(), second.corpus());
        verdicts_alone(&first, &second, &compared(&first, &second));
    }
}

/// What pairs have in common is worked out once for all of them: the verdicts of each are those of the pair by itself.
fn verdicts_alone(old: &Corpus, new: &Corpus, answers: &Answers<'_>) {
    let (first, second) = (Atlas::new(old), Atlas::new(new));
    let (before, after) = (Lawbook::new(old, &first, day(ON)), Lawbook::new(new, &second, day(ON)));
    let plans = [Plan::new(&before), Plan::new(&after)];
    for pair in &answers.pairs {
        let mut joint = Joint::new(old, new);
        let sides = [(Which::Old, &plans[0]), (Which::New, &plans[1])].map(|(which, plan)| {
            let places = pair.pair.map(|code| plan.book.corpus.jurisdiction(code));
            let [Some(a), Some(b)] = places else { return None };
            Some(joint.side(which, plan, [a, b]))
        });
        let [Some(was), Some(is)] = &sides else { continue };
        let alone = joint.verdicts(was, is);
        let alone: Vec<_> =
            alone.shifts.iter().map(|of| (of.from, of.to, of.situations.clone(), of.witness.clone())).collect();
        let among = pair.verdicts.as_ref().expect("small law").iter();
        let among: Vec<_> = among.map(|of| (of.from, of.to, of.situations.clone(), of.witness.clone())).collect();
        assert_eq!(among, alone, "{:?}", pair.pair);
    }
}

fn mirrored_law(there: &[LawChange], back: &[LawChange]) {
    let short = |change: &LawChange, turned: bool| match &change.change {
        Change::Added | Change::Version(_) if turned => (change.sort, change.id.clone(), "removed".to_owned()),
        Change::Removed if turned => (change.sort, change.id.clone(), "added".to_owned()),
        Change::Added | Change::Version(_) => (change.sort, change.id.clone(), "added".to_owned()),
        Change::Removed => (change.sort, change.id.clone(), "removed".to_owned()),
        Change::Renamed(from) if turned => (change.sort, from.clone(), format!("from {}", change.id)),
        Change::Renamed(from) => (change.sort, change.id.clone(), format!("from {from}")),
        Change::Changed(aspects) => (change.sort, change.id.clone(), format!("{aspects:?}")),
    };
    let mut there: Vec<_> = there.iter().map(|change| short(change, false)).collect();
    let mut back: Vec<_> = back.iter().map(|change| short(change, true)).collect();
    there.sort();
    back.sort();
    assert_eq!(there, back);
}

fn mirrored_answers(there: &Answers<'_>, back: &Answers<'_>) {
    assert_eq!((there.pairs.len(), there.compared), (back.pairs.len(), back.compared));
    for (there, back) in there.pairs.iter().zip(&back.pairs) {
        assert_eq!((there.pair, there.conflicts.len()), (back.pair, back.conflicts.len()));
        let verdicts = |pair: &comity::survey::diff::PairChange<'_>, turned: bool| {
            let all = pair.verdicts.as_ref().expect("small law").iter();
            let mut all: Vec<_> = all
                .map(|change| {
                    let (from, to) = (change.from, change.to);
                    (if turned { (to, from) } else { (from, to) }, change.situations.clone())
                })
                .collect();
            all.sort();
            all
        };
        assert_eq!(verdicts(there, false), verdicts(back, true));
        for (there, back) in there.conflicts.iter().zip(&back.conflicts) {
            let mut turned: Vec<_> = back.moves.iter().map(|of| (told_back(of.what), of.situations.clone())).collect();
            turned.sort();
            let mut moves: Vec<_> = there.moves.iter().map(|of| (of.what, of.situations.clone())).collect();
            moves.sort();
            assert_eq!((there.key, moves), (back.key, turned));
        }
    }
}

/// The real law of a few legal orders with one file edited.
fn edited(path: &str, edit: impl FnOnce(&mut Value)) -> Corpus {
    let mut texts = few_texts();
    let (_, text) = texts.iter_mut().find(|(name, _)| name == path).unwrap();
    let mut value: Value = serde_json::from_str(text).unwrap();
    edit(&mut value);
    *text = value.to_string();
    strict(texts)
}

fn strict(texts: Vec<(String, String)>) -> Corpus {
    Load::strict(&Origin::Memory(texts)).unwrap_or_else(|error| panic!("{error:?}"))
}

/// The last version of a provision in a file.
fn last<'v>(file: &'v mut Value, id: &str) -> &'v mut Value {
    file["provisions"].as_array_mut().unwrap().iter_mut().rfind(|law| law["id"] == id).unwrap()
}

/// Holds what is told of an edit to the plain solver: a sampled request has a conflict that is not what it was exactly
/// if it lies in a told shift of that conflict.
fn hold(new: &Corpus, requests: usize) {
    let mut old = few();
    let changes = law(&old, new);
    take_names(&mut old, new, &changes);
    let (first, second) = (Atlas::new(&old), Atlas::new(new));
    let (before, after) = (Lawbook::new(&old, &first, day(ON)), Lawbook::new(new, &second, day(ON)));
    let plans = (Plan::new(&before), Plan::new(&after));
    let answers = answers(&plans.0, &plans.1, &[]);
    verdicts_alone(&old, new, &answers);
    let mut joint = Joint::new(&old, new);
    let sides: Vec<_> = answers
        .pairs
        .iter()
        .map(|of| {
            assert!(of.complete && of.verdicts.is_some(), "{:?}", of.pair);
            let [a, b] = of.pair.map(|code| old.jurisdiction(code).unwrap());
            (joint.side(Which::Old, &plans.0, [a, b]), joint.side(Which::New, &plans.1, [a, b]))
        })
        .collect();
    let told: Vec<_> = sides.iter().map(|(was, is)| joint.changes(was, is)).collect();
    let likely: Vec<usize> =
        ["US", "EU", "DE", "FR", "CH", "CN"].map(|code| old.jurisdiction(code).unwrap().index()).into();
    let mut dice = Dice(11);
    // Requests that are shown, and others that are like them but for some facts.
    let moves = answers.pairs.iter().flat_map(|of| &of.conflicts).flat_map(|conflict| &conflict.moves);
    let shown: Vec<Vec<Known>> =
        moves.map(|of| whole(&old, of.witness.clone().expect("a request for every change").old)).collect();
    let mut sampled = shown.iter().step_by(shown.len() / 8 + 1).cloned().collect::<Vec<_>>();
    let certain = sampled.len();
    while sampled.len() < requests {
        let mut facts = shown[dice.below(shown.len())].clone();
        let other = dice.facts(&before, &likely);
        for _ in 0..=dice.below(4) {
            let at = dice.below(facts.len());
            facts[at] = other[at].clone();
        }
        sampled.push(facts);
    }
    let mut moved = 0;
    for facts in &sampled {
        let asked = joint.request(Which::Old, facts);
        let differing = differing([&before, &after], [&asked.old, &asked.new]);
        let mut inside = BTreeSet::new();
        for (pair, changes) in answers.pairs.iter().map(|of| of.pair).zip(&told) {
            for of in changes.conflicts.iter().filter(|of| owners([&old, new], of.key) == pair) {
                if of.shifts.iter().any(|shift| changes.contains(shift.region, Which::Old, &asked.old).unwrap()) {
                    inside.insert((of.key.required.to_owned(), of.key.forbidden.to_owned()));
                }
            }
        }
        moved += usize::from(!differing.is_empty());
        assert_eq!(inside, differing);
    }
    assert!(moved >= certain && moved < sampled.len(), "{moved} of {}", sampled.len());
}

/// Whose law collides, by code.
fn owners<'c>(corpora: [&'c Corpus; 2], key: Key<'_>) -> [&'c str; 2] {
    let owner = |name: &str| {
        let mut all = corpora.into_iter().flat_map(|corpus| {
            corpus
                .versions(name)
                .map(move |id| corpus.owner_of(id))
                .map(move |id| corpus.jurisdictions[id].code.as_str())
        });
        all.next().unwrap()
    };
    let mut owners = [owner(key.required), owner(key.forbidden)];
    owners.sort_unstable();
    owners
}

/// A request in which every fact is known.
fn whole(corpus: &Corpus, mut facts: Vec<Known>) -> Vec<Known> {
    for (id, known) in corpus.vocabulary.facts.ids().zip(&mut facts) {
        let domain = corpus.domain(id);
        if *known == Known::Unknown {
            *known = if domain.many {
                Known::Many(comity::logic::CodeSet::none(domain.size))
            } else {
                Known::One(comity::logic::Code(0))
            };
        }
    }
    facts
}

/// The conflicts of which the plain solver says something else under two laws.
fn differing(books: [&Lawbook<'_>; 2], facts: [&Vec<Known>; 2]) -> BTreeSet<(String, String)> {
    let [was, is] = [0, 1].map(|at| {
        let (book, solution) = (books[at], solve(books[at], facts[at]));
        let name = |norm| book.corpus.provision_name(book.norms[norm].provision).to_owned();
        let resolving = |of: &Conflict| {
            let ways = of.ways.iter().filter(|way| way.resolves());
            ways.map(|way| book.corpus.mechanisms[way.mechanism].name.clone()).collect::<BTreeSet<_>>()
        };
        let all = solution.conflicts.iter().chain(&solution.resolved);
        let all = all.map(|of| (name(of.required), name(of.forbidden), of.outcome, of.certainty, resolving(of)));
        all.collect::<BTreeSet<_>>()
    });
    was.symmetric_difference(&is).map(|(required, forbidden, ..)| (required.clone(), forbidden.clone())).collect()
}

#[test]
fn an_edit_of_the_real_law_is_told_exactly() {
    let gdpr = "jurisdictions/eu/gdpr.json";
    let postponed = edited(gdpr, |law| last(law, "art-48")["in_force"] = json!({"from": "2030-01-01"}));
    hold(&postponed, 60);
    let texts: Vec<_> = few_texts().into_iter().filter(|(name, _)| name != "mechanisms/us-ch-mlat.json").collect();
    hold(&strict(texts), 60);
}

#[test]
fn an_edit_that_changes_no_answer_is_proved_to_change_none() {
    let old = few();
    let unchanged = |new: &Corpus| {
        let mut old = old.clone();
        let changes = law(&old, new);
        take_names(&mut old, new, &changes);
        assert!(compared(&old, new).is_nothing());
        changes
    };
    assert!(unchanged(&old).is_empty());
    let wider = edited("vocabulary.json", |words| {
        let facts = words["facts"].as_array_mut().unwrap();
        let purpose = facts.iter_mut().find(|fact| fact["id"] == "authority.purpose").unwrap();
        let value = json!({"id": "rescue", "label": {"en": "rescue", "de": "Rettung"}});
        purpose["values"].as_array_mut().unwrap().insert(0, value);
    });
    assert_eq!(told(&unchanged(&wider)), [(Sort::Value, "authority.purpose=rescue", Change::Added)]);
    let renamed = edited("jurisdictions/eu/gdpr.json", |law| last(law, "art-48")["id"] = "article-48".into());
    let expected = Change::Renamed("eu.gdpr#art-48".to_owned());
    assert_eq!(told(&unchanged(&renamed)), [(Sort::Provision, "eu.gdpr#article-48", expected)]);
}

/// A folder with two copies of the law, `old` and `new`; in the new one an article yields to a warrant.
fn edited_folder(name: &str) -> PathBuf {
    let folder = scratch(name);
    for copy in ["old", "new"] {
        write_texts(&folder.join(copy), &few_texts());
    }
    edit_file(&folder.join("new"), |law| {
        last(law, "art-48")["when"]["not"]["any"][1]["authority.process"] = json!(["warrant"])
    });
    folder
}

fn edit_file(folder: &Path, edit: impl FnOnce(&mut Value)) {
    let path = folder.join("jurisdictions/eu/gdpr.json");
    let mut value: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    edit(&mut value);
    std::fs::write(path, serde_json::to_string_pretty(&value).unwrap()).unwrap();
}

/// The page without hashes, which every edit of the law changes.
fn masked(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{}", stderr(output));
    let page = stdout(output);
    let mut out = String::new();
    for line in page.lines() {
        let known = line.split_once("corpus ").filter(|_| line.contains("comity 0"));
        out.push_str(&known.map_or_else(|| line.trim_end().to_owned(), |(before, _)| format!("{before}corpus …")));
        out.push('\n');
    }
    out
}

#[test]
fn pages_about_an_edit() {
    let folder = edited_folder("diff-edit");
    let told = |more: &[&str]| {
        let start = ["diff", "old", "new", "--as-of", ON, "--jurisdictions", "US,EU,CH", "--width", "120"];
        masked(&in_folder(&folder, &[&start[..], more].concat()))
    };
    insta::assert_snapshot!("diff_edit", told(&[]));
    insta::assert_snapshot!("diff_edit_markdown", told(&["--format", "markdown"]));
    insta::assert_snapshot!("diff_edit_de", told(&["--lang", "de", "--format", "markdown"]));
}

#[test]
fn pages_about_two_dates() {
    let told = |more: &[&str]| {
        // From the folder that holds the law: the page shows commands, and commands name the law they ask.
        let law = Path::new(few_folder());
        let name = law.file_name().unwrap().to_str().unwrap();
        let start = ["diff", "2020-06-01", "2020-09-01", "--jurisdictions", "US,EU,IE", "--corpus", name];
        masked(&in_folder(law.parent().unwrap(), &[&start[..], more].concat()))
    };
    insta::assert_snapshot!("diff_dates", told(&["--width", "100"]));
    insta::assert_snapshot!("diff_dates_de", told(&["--lang", "de", "--width", "100"]));
}

#[test]
fn requests_that_are_shown_are_files_that_are_answered_so() {
    let folder = edited_folder("diff-witness");
    let into = scratch("diff-witnesses");
    let arguments =
        ["diff", "old", "new", "--as-of", ON, "--jurisdictions", "US,EU", "--witness", into.to_str().unwrap()];
    let output = in_folder(&folder, &[&arguments[..], &["--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!((&report["unchanged"], &report["compared"]), (&json!(false), &json!(1)));
    let mut asked = 0;
    let conflicts = report["pairs"].as_array().unwrap().iter().flat_map(|of| of["conflicts"].as_array().unwrap());
    for conflict in conflicts.take(2) {
        for moved in conflict["moves"].as_array().unwrap().iter().filter(|moved| moved["what"] == "outcome") {
            let name = |outcome: &Value| outcome.as_str().unwrap_or("none").to_owned();
            let (from, to) = (name(&moved["from"]), name(&moved["to"]));
            let id = conflict["id"].as_str().unwrap();
            let file = into.join(format!("{id}-{from}-{to}.json"));
            for (corpus, wanted) in [("old", from), ("new", to)] {
                let check = ["check", file.to_str().unwrap(), "--corpus", corpus, "--format", "json"];
                let output = in_folder(&folder, &check);
                let answer: Value = serde_json::from_str(&stdout(&output)).unwrap();
                let found = answer["conflicts"].as_array().unwrap().iter().find(|found| found["id"] == id);
                assert_eq!(found.map_or("none".to_owned(), |found| name(&found["outcome"])), wanted, "{file:?}");
                asked += 1;
            }
        }
    }
    assert!(asked > 1);
}

fn git(folder: &Path, arguments: &[&str]) {
    let who = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"];
    let output = Command::new("git").args(who).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
}

fn in_folder(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_comity")).args(arguments).current_dir(folder).output().unwrap()
}

/// A small law in a repository, committed in two versions of which the second is on the disk too.
fn repository(name: &str) -> PathBuf {
    let folder = scratch(name);
    let write = |purpose: &str| {
        let world = world()
            .law("AA", "act", vec![provision("1", "must", "disclose", json!({"when": {"authority.purpose": purpose}}))])
            .law("CC", "act", vec![provision("2", "must_not", "export", json!({}))]);
        for (path, value) in world.0 {
            let path = folder.join("law").join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, serde_json::to_string_pretty(&value).unwrap()).unwrap();
        }
    };
    write("tax");
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "first"]);
    git(&folder, &["tag", "first"]);
    write("civil");
    git(&folder, &["commit", "-q", "-a", "-m", "second"]);
    folder
}

#[test]
fn what_was_wrong_before_can_be_left_out() {
    let folder = repository("check-since");
    let act = folder.join("law/jurisdictions/cc/act.json");
    let mut law: Value = serde_json::from_str(&std::fs::read_to_string(&act).unwrap()).unwrap();
    law["provisions"][0]["summary"] = json!({"en": "no German"});
    std::fs::write(&act, law.to_string()).unwrap();
    let run = |more: &[&str]| {
        let output = in_folder(&folder, &[&["corpus", "check", "--corpus", "law", "--format", "json"], more].concat());
        serde_json::from_str::<Value>(&stdout(&output)).unwrap_or_else(|_| panic!("{}", stderr(&output)))
    };
    let codes = |report: &Value| {
        let faults = report["faults"].as_array().unwrap().clone();
        faults.iter().map(|fault| fault["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(run(&[])["faults"].as_array().unwrap().len() > 1);
    assert_eq!(codes(&run(&["--since", "HEAD"])), ["missing-german"]);
    assert_eq!(codes(&run(&["--since", "first:law"])), ["missing-german"]);
    let output = in_folder(&folder, &["corpus", "check", "--corpus", "law", "--since", "frst"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("git knows no revision `frst`"), "{}", stderr(&output));
}

/// The revision is one of the repository that the law is in, wherever the program runs.
#[test]
fn what_was_wrong_before_is_looked_up_where_the_law_is() {
    let (folder, elsewhere) = (repository("check-since-here"), scratch("check-since-elsewhere"));
    git(&elsewhere, &["init", "-q"]);
    let law = folder.join("law");
    let since = |revision: &str| {
        let check = ["corpus", "check", "--corpus", law.to_str().unwrap(), "--since", revision, "--format", "json"];
        in_folder(&elsewhere, &check)
    };
    for revision in ["HEAD", "first:law"] {
        let output = since(revision);
        let report = serde_json::from_str::<Value>(&stdout(&output)).unwrap_or_else(|_| panic!("{}", stderr(&output)));
        assert_eq!(report["faults"], json!([]));
    }
    assert!(stderr(&since("frst")).contains("did you mean `first`"), "{}", stderr(&since("frst")));
}

#[test]
fn a_git_revision_is_a_corpus() {
    let folder = repository("diff-git");
    let diff = |old: &str, new: &str| in_folder(&folder, &["diff", old, new, "--as-of", ON, "--format", "json"]);
    let output = diff("first:law", "law");
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(report["law"][0]["id"], "aa.act#1");
    assert_eq!(report["law"][0]["aspects"][0]["aspect"], "when");
    let causes = &report["pairs"][0]["causes"];
    assert_eq!((&causes[0]["id"], &causes[0]["change"]), (&json!("aa.act#1"), &json!("changed")));
    let output = diff("HEAD:law", "law");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!((&report["unchanged"], &report["pairs"], &report["law"]), (&json!(true), &json!([]), &json!([])));
    let page = stdout(&in_folder(&folder, &["diff", "HEAD:law", "law", "--as-of", ON]));
    assert!(page.contains("UNCHANGED") && page.contains("proved"), "{page}");
}

#[test]
fn what_cannot_be_compared_is_told_with_what_can() {
    let folder = repository("diff-faults");
    std::fs::create_dir_all(folder.join("empty")).unwrap();
    let refused = |arguments: &[&str], wanted: &[&str]| {
        let output = in_folder(&folder, &[&["diff"], arguments].concat());
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()), "{arguments:?}");
        assert!(wanted.iter().all(|wanted| stderr(&output).contains(wanted)), "{}", stderr(&output));
    };
    refused(&["frst:law", "law"], &["git knows no revision `frst`", "did you mean `first`"]);
    refused(&["first:lwa", "law"], &["no folder `lwa` in `first`", "`law`"]);
    refused(&["first:law/vocabulary.json", "law"], &["no folder `law/vocabulary.json`"]);
    refused(&["first:law/jurisdictions", "law"], &["is no corpus"]);
    refused(&["empty", "law"], &["`empty` is no corpus"]);
    refused(&["lwa", "law"], &["no folder `lwa`", "main:data", "2026-11-24"]);
    // Where base and head are one revision nothing changed, and that is no fault.
    for arguments in [["law", "law"], ["first:law", "first:law"], ["2020-01-01", "2020-01-01"]] {
        let output = in_folder(&folder, &[&["diff"][..], &arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
        assert_eq!(stderr(&output), "nothing changed: the two are the same\n");
    }
    refused(&["first:lwa", "first:lwa"], &["no folder `lwa` in `first`"]);
    refused(&["2020-02-30", "2020-03-01"], &["2020-02-30", "does not exist"]);
    refused(&["2020-02-03", "2020-03-01", "--as-of", "2020-01-01"], &["--as-of"]);
    refused(&["first:law", "law", "--corpus", "law"], &["--corpus"]);
    refused(&["first:law", "law", "--jurisdictions", "AA,XX"], &["XX"]);
    let mut no_git = Command::new(env!("CARGO_BIN_EXE_comity"));
    let output = no_git.args(["diff", "first:law", "law"]).current_dir(&folder).env("PATH", "").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("the program `git` was not found"), "{}", stderr(&output));
}

#[test]
fn faults_of_both_corpora_are_told_with_their_places() {
    let folder = repository("diff-broken");
    let path = folder.join("law/jurisdictions/aa/act.json");
    let broken = |text: &str| std::fs::write(&path, text).unwrap();
    broken(&std::fs::read_to_string(&path).unwrap().replace("civil", "cvil"));
    git(&folder, &["commit", "-q", "-a", "-m", "broken"]);
    broken(&std::fs::read_to_string(&path).unwrap().replace("disclose", "disclse"));
    let output = in_folder(&folder, &["diff", "HEAD:law", "law"]);
    assert_eq!(output.status.code(), Some(2));
    let told = stderr(&output);
    for wanted in ["HEAD:law/jurisdictions/aa/act.json:", " law/jurisdictions/aa/act.json:", "`cvil`", "`disclse`"] {
        assert!(told.contains(wanted), "{wanted} in {told}");
    }
    assert!(told.matches("`cvil`").count() >= 2, "once for each corpus: {told}");
}
