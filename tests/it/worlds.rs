//! Small invented worlds: what each rule of the solver means, one rule a test.

use comity::corpus::Corpus;
use comity::report::{Certainty, CheckReport, Outcome};
use serde_json::{Value, json};

use crate::support::{World, provision, report, world};

/// `AA` must disclose on its own demand; `CC` forbids disclosure on a foreign one.
fn collision(required: Value, forbidden: Value) -> World {
    let required = merge(json!({"when": {"authority.jurisdiction": "AA"}}), required);
    let forbidden = merge(json!({"when": {"not": {"authority.jurisdiction": "CC"}}}), forbidden);
    world().law("AA", "act", vec![provision("1", "must", "disclose", required)]).law(
        "CC",
        "act",
        vec![provision("2", "must_not", "disclose", forbidden)],
    )
}

fn merge(mut base: Value, more: Value) -> Value {
    for (key, value) in more.as_object().unwrap() {
        base[key] = value.clone();
    }
    base
}

const DEMAND: [&str; 4] =
    ["authority.jurisdiction=AA", "provider.presence=AA,CC", "data.location=CC", "authority.purpose=criminal"];

/// The report of the demand in a world, which stays for as long as the test runs: reports borrow the law's texts.
fn answer(world: &World) -> CheckReport<'static> {
    report(kept(world), "2026-01-01", &DEMAND)
}

fn kept(world: &World) -> &'static Corpus {
    Box::leak(Box::new(world.corpus()))
}

/// The certainties and outcomes of all conflicts.
fn shape(report: &CheckReport<'_>) -> Vec<(Certainty, Outcome)> {
    report.conflicts.iter().map(|conflict| (conflict.certainty, conflict.outcome)).collect()
}

#[test]
fn required_here_and_forbidden_there_is_a_certain_deadlock() {
    let report = answer(&collision(json!({}), json!({})));
    assert_eq!(shape(&report), [(Certainty::Certain, Outcome::Deadlock)]);
    assert_eq!(report.verdict, Outcome::Deadlock);
    assert_eq!(report.conflicts[0].pair, ["AA", "CC"]);
    assert_eq!(report.conflicts[0].required.because["authority.jurisdiction"], ["AA"]);
}

#[test]
fn an_act_collides_with_what_it_entails_but_not_the_other_way_round() {
    let entailed = world().law("AA", "act", vec![provision("1", "must", "disclose", json!({}))]).law(
        "CC",
        "act",
        vec![provision("2", "must_not", "export", json!({}))],
    );
    assert_eq!(answer(&entailed).conflicts.len(), 1);
    let reversed = world().law("AA", "act", vec![provision("1", "must", "export", json!({}))]).law(
        "CC",
        "act",
        vec![provision("2", "must_not", "disclose", json!({}))],
    );
    assert_eq!(answer(&reversed).verdict, Outcome::Clear);
}

#[test]
fn a_settled_exception_ends_the_conflict_and_an_arguable_one_makes_it_contested() {
    let criminal = json!({"authority.purpose": "criminal"});
    let settled = json!({"unless": [{"id": "x", "pinpoint": "§ 3", "when": criminal}]});
    let report = answer(&collision(json!({}), settled));
    assert_eq!(report.verdict, Outcome::Clear);
    assert_eq!(report.norms.iter().find(|norm| norm.horn.provision == "cc.act#2").unwrap().stopped_by, Some("x"));
    let note = json!({"en": "some hold this, some that"});
    let arguable =
        json!({"unless": [{"id": "x", "pinpoint": "§ 3", "standing": "arguable", "when": criminal, "note": note}]});
    assert_eq!(shape(&answer(&collision(json!({}), arguable))), [(Certainty::Contested, Outcome::Deadlock)]);
    let civil = json!({"authority.purpose": "civil"});
    let ruled_out =
        json!({"unless": [{"id": "x", "pinpoint": "§ 3", "standing": "arguable", "when": civil, "note": note}]});
    assert_eq!(shape(&answer(&collision(json!({}), ruled_out))), [(Certainty::Certain, Outcome::Deadlock)]);
}

#[test]
fn an_unknown_fact_makes_a_conflict_possible_and_is_the_next_question() {
    let world = collision(json!({}), json!({"when": {"authority.secrecy": true}}));
    let report = answer(&world);
    assert_eq!(shape(&report), [(Certainty::Possible, Outcome::Deadlock)]);
    assert_eq!((report.verdict, report.worst_case), (Outcome::Unknown, Outcome::Deadlock));
    assert_eq!(report.conflicts[0].hinges_on, ["authority.secrecy"]);
    assert_eq!(report.next_question.unwrap().fact, "authority.secrecy");
}

#[test]
fn while_a_place_is_not_given_nothing_is_clear() {
    let corpus = world().corpus();
    let told = report(&corpus, "2026-01-01", &["authority.jurisdiction=AA", "provider.presence=AA"]);
    assert_eq!((told.verdict, told.worst_case), (Outcome::Unknown, Outcome::Unknown));
    assert_eq!(told.open_places, ["data.location"]);
    assert_eq!(told.next_question.unwrap().fact, "data.location");
    let told = report(&corpus, "2026-01-01", &DEMAND);
    assert_eq!((told.verdict, told.open_places.len()), (Outcome::Clear, 0));
}

#[test]
fn two_norms_that_no_request_can_meet_together_are_not_even_possible() {
    let world = world()
        .law("AA", "act", vec![provision("1", "must", "disclose", json!({"when": {"authority.purpose": "tax"}}))])
        .law(
            "CC",
            "act",
            vec![provision("2", "must_not", "disclose", json!({"when": {"authority.purpose": "civil"}}))],
        );
    let report = report(kept(&world), "2026-01-01", &["provider.presence=AA,CC"]);
    assert!(report.conflicts.is_empty());
}

#[test]
fn a_union_and_its_member_are_one_legal_order_from_the_day_of_accession() {
    let world = world().law("AA", "act", vec![provision("1", "must", "disclose", json!({}))]).law(
        "UU",
        "act",
        vec![provision("2", "must_not", "disclose", json!({}))],
    );
    let corpus = world.corpus();
    let places = ["provider.presence=AA,BB"];
    assert!(report(&corpus, "2026-01-01", &places).conflicts.is_empty());
    let before = report(&corpus, "1999-12-31", &["provider.presence=AA,BB,UU"]);
    assert_eq!(before.conflicts.len(), 1, "before accession the union is another legal order");
}

#[test]
fn a_law_of_the_union_binds_where_a_member_is_named() {
    let world = world()
        .law("CC", "act", vec![provision("1", "must", "disclose", json!({"when": {"authority.jurisdiction": "CC"}}))])
        .law("UU", "act", vec![provision("2", "must_not", "disclose", json!({"when": {"provider.presence": "UU"}}))]);
    let report = report(kept(&world), "2026-01-01", &["authority.jurisdiction=CC", "provider.presence=BB"]);
    assert_eq!(report.conflicts[0].pair, ["CC", "UU"]);
    assert_eq!(report.conflicts[0].forbidden.because["provider.presence"], ["BB"]);
}

fn with_way(effect: &str, more: Value, lifted_by: &[&str]) -> CheckReport<'static> {
    answer(&collision(json!({}), json!({"lifted_by": lifted_by})).way("way", "treaty", effect, more))
}

const PARTIES: fn() -> Value = || json!([{"jurisdiction": "AA", "in_force": {"from": "2010-01-01"}}, {"jurisdiction": "CC", "in_force": {"from": "2010-01-01"}}]);

#[test]
fn a_treaty_replaces_the_demand_without_being_named_by_the_law() {
    let report = with_way("replaces", json!({"parties": PARTIES()}), &[]);
    assert_eq!(shape(&report), [(Certainty::Certain, Outcome::Reroutable)]);
    assert_eq!(report.conflicts[0].mechanisms[0].path, ["AA", "way", "CC"]);
}

#[test]
fn a_treaty_that_does_not_cover_the_act_helps_nobody() {
    let report = with_way("replaces", json!({"parties": PARTIES(), "acts": ["notify"]}), &[]);
    assert_eq!(shape(&report), [(Certainty::Certain, Outcome::Deadlock)]);
}

#[test]
fn a_lifting_mechanism_helps_only_where_the_law_names_it() {
    let by_right = json!({"parties": PARTIES(), "invoked_by": "provider"});
    assert_eq!(with_way("lifts", by_right.clone(), &[]).verdict, Outcome::Deadlock);
    assert_eq!(with_way("lifts", by_right.clone(), &["treaty"]).verdict, Outcome::Resolvable);
    assert_eq!(with_way("lifts", by_right, &["way"]).verdict, Outcome::Resolvable);
}

#[test]
fn who_invokes_a_mechanism_and_how_strong_it_is_decide_what_it_achieves() {
    let table = [
        ("lifts", "binding", "provider", Outcome::Resolvable),
        ("lifts", "binding", "customer", Outcome::Resolvable),
        ("lifts", "binding", "authority", Outcome::Reroutable),
        ("lifts", "binding", "states", Outcome::Reroutable),
        ("lifts", "binding", "court", Outcome::Discretionary),
        ("lifts", "discretionary", "provider", Outcome::Discretionary),
        ("replaces", "binding", "authority", Outcome::Reroutable),
        ("replaces", "discretionary", "authority", Outcome::Discretionary),
        ("lifts", "advisory", "provider", Outcome::Deadlock),
        ("raises", "binding", "states", Outcome::Deadlock),
    ];
    for (effect, strength, who, outcome) in table {
        let way = json!({"parties": PARTIES(), "strength": strength, "invoked_by": who});
        assert_eq!(with_way(effect, way, &["treaty"]).verdict, outcome, "{effect}, {strength}, {who}");
    }
}

#[test]
fn a_one_way_decision_lifts_only_the_law_that_it_comes_from() {
    let from_blocking = json!({"from": "CC", "to": "AA", "in_force": {"from": "2010-01-01"}, "invoked_by": "provider"});
    assert_eq!(with_way("lifts", from_blocking, &["treaty"]).verdict, Outcome::Resolvable);
    let wrong_way = json!({"from": "AA", "to": "CC", "in_force": {"from": "2010-01-01"}, "invoked_by": "provider"});
    assert_eq!(with_way("lifts", wrong_way, &["treaty"]).verdict, Outcome::Deadlock);
}

#[test]
fn a_states_own_remedy_lifts_its_own_law_only() {
    let own = json!({"of": "CC", "in_force": {"from": "2010-01-01"}, "invoked_by": "provider"});
    assert_eq!(with_way("lifts", own, &["treaty"]).verdict, Outcome::Resolvable);
    let foreign = json!({"of": "AA", "in_force": {"from": "2010-01-01"}, "invoked_by": "provider"});
    assert_eq!(with_way("lifts", foreign, &["treaty"]).verdict, Outcome::Deadlock);
}

#[test]
fn a_treaty_of_the_union_serves_its_member() {
    let parties = json!([{"jurisdiction": "UU", "in_force": {"from": "2010-01-01"}}, {"jurisdiction": "CC", "in_force": {"from": "2010-01-01"}}]);
    let report = with_way("replaces", json!({"parties": parties}), &[]);
    assert_eq!(report.verdict, Outcome::Reroutable);
    assert_eq!(report.conflicts[0].mechanisms[0].path, ["AA", "UU", "way", "CC"]);
}

#[test]
fn a_treaty_between_two_members_of_one_side_connects_nothing() {
    let parties = json!([{"jurisdiction": "AA", "in_force": {"from": "2010-01-01"}}, {"jurisdiction": "UU", "in_force": {"from": "2010-01-01"}}]);
    assert_eq!(with_way("replaces", json!({"parties": parties}), &[]).verdict, Outcome::Deadlock);
}

#[test]
fn a_treaty_of_the_future_is_named_with_its_date_and_does_not_help() {
    let parties = json!([{"jurisdiction": "AA", "in_force": {"from": "2030-05-06"}}, {"jurisdiction": "CC", "in_force": {"from": "2010-01-01"}}]);
    let report = with_way("replaces", json!({"parties": parties}), &[]);
    let way = &report.conflicts[0].mechanisms[0];
    assert_eq!((report.verdict, way.status), (Outcome::Deadlock, "not_in_force"));
    assert_eq!(way.in_force.as_ref().unwrap().from.as_deref(), Some("2030-05-06"));
}

#[test]
fn a_reservation_of_one_party_counts() {
    let parties = json!([
        {"jurisdiction": "AA", "in_force": {"from": "2010-01-01"}},
        {"jurisdiction": "CC", "in_force": {"from": "2010-01-01"}, "when": {"not": {"authority.purpose": "criminal"}}},
    ]);
    let world = collision(json!({}), json!({})).way("way", "treaty", "replaces", json!({"parties": parties}));
    let corpus = world.corpus();
    assert_eq!(report(&corpus, "2026-01-01", &DEMAND).verdict, Outcome::Deadlock);
    let civil = ["authority.jurisdiction=AA", "provider.presence=AA,CC", "authority.purpose=civil"];
    assert_eq!(report(&corpus, "2026-01-01", &civil).verdict, Outcome::Reroutable);
    let open = report(&corpus, "2026-01-01", &["authority.jurisdiction=AA", "provider.presence=AA,CC"]);
    assert_eq!(open.conflicts[0].mechanisms[0].status, "needs_facts");
    assert_eq!(open.conflicts[0].mechanisms[0].missing, ["authority.purpose"]);
    assert_eq!(open.verdict, Outcome::Deadlock, "what needs facts does not improve the outcome");
}

/// Two entries of one party are two ways in, each with its own reservation: what is missing is what either needs.
#[test]
fn a_party_that_is_listed_twice_is_bound_by_either_entry() {
    let civil_or_secret = json!([
        {"jurisdiction": "AA", "in_force": {"from": "2010-01-01"}},
        {"jurisdiction": "CC", "in_force": {"from": "2010-01-01"}, "when": {"authority.purpose": "civil"}},
        {"jurisdiction": "CC", "in_force": {"from": "2010-01-01"}, "when": {"authority.secrecy": true}},
    ]);
    let report = with_way("replaces", json!({"parties": civil_or_secret}), &[]);
    let way = &report.conflicts[0].mechanisms[0];
    assert_eq!((way.status, way.missing.join(" ").as_str()), ("needs_facts", "authority.secrecy"));
}

/// The state and its union are both parties: the way is open as soon as one of the two joints is.
#[test]
fn a_treaty_with_a_state_and_its_union_needs_the_facts_of_either() {
    let parties = json!([
        {"jurisdiction": "AA", "in_force": {"from": "2010-01-01"}, "when": {"authority.secrecy": false}},
        {"jurisdiction": "UU", "in_force": {"from": "2010-01-01"}, "when": {"data.personal": false}},
        {"jurisdiction": "CC", "in_force": {"from": "2010-01-01"}},
    ]);
    let world = collision(json!({}), json!({})).way("way", "treaty", "replaces", json!({"parties": parties}));
    let open = [&DEMAND[..], &["data.personal=unknown"]].concat();
    let corpus = world.corpus();
    let report = report(&corpus, "2026-01-01", &open);
    let way = &report.conflicts[0].mechanisms[0];
    assert_eq!((way.status, way.missing.join(" ").as_str()), ("needs_facts", "authority.secrecy data.personal"));
}

#[test]
fn a_binding_mechanism_in_use_resolves_the_conflict_and_a_discretionary_one_does_not() {
    for (strength, resolved) in [("binding", 1), ("discretionary", 0)] {
        let way = json!({"parties": PARTIES(), "strength": strength});
        let world = collision(json!({}), json!({})).way("way", "treaty", "replaces", way);
        let corpus = world.corpus();
        for used in ["via=way", "via=treaty"] {
            let mut demand = DEMAND.to_vec();
            demand.push(used);
            let report = report(&corpus, "2026-01-01", &demand);
            assert_eq!((report.resolved.len(), report.conflicts.len()), (resolved, 1 - resolved), "{strength} {used}");
        }
    }
}

#[test]
fn the_version_in_force_on_the_date_is_read() {
    let old = provision("2", "must_not", "disclose", json!({"in_force": {"from": "1990-01-01", "to": "2015-06-30"}}));
    let new = provision("2", "may", "disclose", json!({"in_force": {"from": "2015-07-01"}}));
    let world =
        world().law("AA", "act", vec![provision("1", "must", "disclose", json!({}))]).law("CC", "act", vec![old, new]);
    let corpus = world.corpus();
    assert_eq!(report(&corpus, "2015-06-30", &DEMAND).verdict, Outcome::Deadlock);
    assert_eq!(report(&corpus, "2015-07-01", &DEMAND).verdict, Outcome::Clear);
}

#[test]
fn silence_about_a_jurisdiction_is_unknown_and_never_clear() {
    let mut world = world();
    world.0.push((
        "jurisdictions/zz/jurisdiction.json".into(),
        json!({"id": "ZZ", "name": {"en": "Nowhere"}, "kind": "state"}),
    ));
    let report = report(kept(&world), "2026-01-01", &["authority.jurisdiction=ZZ", "provider.presence=AA"]);
    assert_eq!(report.verdict, Outcome::Unknown);
    assert_eq!(report.gaps.len(), 4);
    assert!(report.gaps.iter().all(|gap| gap.jurisdiction == "ZZ"));
}

#[test]
fn linked_to_asks_the_graph_on_the_date() {
    let forbidden = json!({"when": {"not": {"authority.jurisdiction": {"linked_to": "CC", "by": "adequacy"}}}});
    let decision = json!({"from": "CC", "to": "UU", "in_force": {"from": "2010-01-01", "to": "2020-01-01"}});
    let world = collision(json!({}), forbidden).way("decision", "adequacy", "lifts", decision);
    let corpus = world.corpus();
    assert_eq!(report(&corpus, "2015-01-01", &DEMAND).verdict, Outcome::Clear, "a member of the union is linked too");
    assert_eq!(report(&corpus, "2020-01-02", &DEMAND).verdict, Outcome::Deadlock);
}

#[test]
fn what_each_state_says_stands_beside_the_conflicts() {
    let report = answer(&collision(json!({}), json!({})));
    let said: Vec<(&str, Vec<String>)> = report
        .duties
        .iter()
        .map(|column| {
            let stances = column
                .duties
                .iter()
                .flat_map(|duty| duty.stances.iter().map(|cell| format!("{:?} {}", cell.stance, duty.act)));
            (column.jurisdiction, stances.collect())
        })
        .collect();
    assert_eq!(said, [("AA", vec!["Must disclose".to_owned()]), ("CC", vec!["MustNot disclose".to_owned()])]);
}

#[test]
fn no_conclusion_rests_on_the_list_of_places_being_complete() {
    let nowhere = json!({"when": {"not": {"authority.jurisdiction": ["AA", "BB", "CC", "UU"]}}});
    let world = world().law("AA", "act", vec![provision("1", "must", "disclose", nowhere)]).law(
        "CC",
        "act",
        vec![provision("2", "must_not", "disclose", json!({}))],
    );
    let report = report(kept(&world), "2026-01-01", &["provider.presence=AA,CC"]);
    assert_eq!(shape(&report), [(Certainty::Possible, Outcome::Deadlock)]);
}
