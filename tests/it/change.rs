//! What changed between two lawbooks is exactly what the plain solver answers differently, and has a cause.

use std::collections::BTreeSet;

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin};
use comity::law::{FactType, Id as _, JurisdictionId};
use comity::lawbook::Lawbook;
use comity::logic::{CodeSet, Known};
use comity::solve::{Certainty, Conflict, Outcome, Solution, solve};
use comity::survey::bulk::Plan;
use comity::survey::change::{Cause, Changes, Joint, Shift, Shifted, Side, Which};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::properties::{DAYS, random_world};
use crate::regions::{Dice, couples};
use crate::support::{World, day, mechanism, provision, text, world};

/// Random law whose union gains and loses members.
fn moving_world() -> impl Strategy<Value = World> {
    let periods = [json!([]), json!({"from": "2000-01-01"}), json!({"from": "2008-01-01", "to": "2017-12-31"})];
    (random_world(), select(periods.to_vec()), select(periods.to_vec()), any::<bool>()).prop_map(
        |(world, b, c, more)| {
            let world = with_members(with_members(world, "bb", &b), "cc", &c);
            if more { with_another_state(world) } else { world }
        },
    )
}

fn with_members(mut world: World, code: &str, period: &Value) -> World {
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

/// What the plain solver says of the conflict of two provisions: outcome, whether contested, which mechanisms in use
/// resolve it.
type State = Option<(Outcome, bool, BTreeSet<String>)>;

fn state(book: &Lawbook<'_>, solution: &Solution, required: &str, forbidden: &str) -> State {
    let name = |norm| book.corpus.provision_name(book.norms[norm].provision);
    let is_it = |found: &&Conflict| (name(found.required), name(found.forbidden)) == (required, forbidden);
    let told = |found: &Conflict| {
        assert_ne!(found.certainty, Certainty::Possible, "a complete request");
        let resolving = found.ways.iter().filter(|way| way.resolves());
        let resolving = resolving.map(|way| book.corpus.mechanisms[way.mechanism].name.clone());
        (found.outcome, found.certainty == Certainty::Contested, resolving.collect())
    };
    solution.conflicts.iter().chain(&solution.resolved).find(is_it).map(told)
}

/// The shifts that two states call for, each with the mechanism by which it is.
fn called_for(before: &State, after: &State) -> Vec<(Shifted, Option<String>)> {
    let mut wanted = Vec::new();
    let outcome = |state: &State| state.as_ref().map(|(outcome, ..)| *outcome);
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

/// Holds changes to the plain solver's two answers to one request.
fn hold(changes: &Changes<'_, '_>, old: &Side<'_, '_, '_>, new: &Side<'_, '_, '_>, facts: [&[Known]; 2]) -> usize {
    let (was, is) = (old.plan.book, new.plan.book);
    let [before, after] = [solve(was, facts[0]), solve(is, facts[1])];
    let mut moved = 0;
    for (required, forbidden) in provisions(old).into_iter().chain(provisions(new)) {
        let states = (state(was, &before, required, forbidden), state(is, &after, required, forbidden));
        let change = changes.conflicts.iter().find(|of| (of.key.required, of.key.forbidden) == (required, forbidden));
        let shifts = change.into_iter().flat_map(|change| &change.shifts);
        let found = shifts.filter(|shift| {
            let inside = changes.contains(shift.region, Which::Old, facts[0]).expect("a complete request");
            assert_eq!(Some(inside), changes.contains(shift.region, Which::New, facts[1]));
            inside
        });
        let by = |shift: &Shift| {
            let corpus = if shift.what == Shifted::Resolved(false) { was.corpus } else { is.corpus };
            shift.by.map(|by| corpus.mechanisms[by].name.clone())
        };
        let found: Vec<_> = found.map(|shift| (shift.what, by(shift))).collect();
        assert_eq!(found, called_for(&states.0, &states.1), "{required} against {forbidden}");
        moved += usize::from(!found.is_empty());
    }
    moved
}

/// The provisions of every two norms that can collide between the two legal orders of a side.
fn provisions<'c>(side: &Side<'_, '_, 'c>) -> Vec<(&'c str, &'c str)> {
    side.keys().map(|key| (key.required, key.forbidden)).collect()
}

/// The worst outcome that stands between the legal orders of a side.
fn verdict(side: &Side<'_, '_, '_>, solution: &Solution) -> Option<Outcome> {
    let book = side.plan.book;
    let name = |norm| book.corpus.provision_name(book.norms[norm].provision);
    let ours = provisions(side);
    let found = solution.conflicts.iter().filter(|c| ours.contains(&(name(c.required), name(c.forbidden))));
    found.map(|conflict| conflict.outcome).max()
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
        let mut facts = dice.facts(&before.domains, &encoded);
        let asked = joint.request(Which::Old, &facts);
        moved += hold(&changes, &old, &new, [&asked.old, &asked.new]);
        // Verdicts are compared of direct demands.
        for ((id, fact), known) in before.corpus.vocabulary.facts.iter().zip(&mut facts) {
            if fact.ty == FactType::Mechanisms {
                *known = Known::Many(CodeSet::none(before.corpus.domain(id).size));
            }
        }
        let asked = joint.request(Which::Old, &facts);
        let (was, is) = (verdict(&old, &solve(before, &asked.old)), verdict(&new, &solve(after, &asked.new)));
        let inside =
            verdicts.shifts.iter().filter(|shift| verdicts.contains(shift.region, Which::Old, &asked.old).unwrap());
        let inside: Vec<_> = inside.map(|shift| (shift.from, shift.to)).collect();
        assert_eq!(inside, if was == is { vec![] } else { vec![(was, is)] });
    }
    moved
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
            back.shifts.iter().map(|shift| (shift.what.mirrored(), shift.situations.clone())).collect();
        turned.sort();
        let shifts: Vec<_> = there.shifts.iter().map(|shift| (shift.what, shift.situations.clone())).collect();
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
