//! What must hold for random law and random requests.

use std::collections::{BTreeMap, BTreeSet};

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin};
use comity::law::{Id, Lang, Request};
use comity::lawbook::{Lawbook, NormId};
use comity::logic::{Block, Kleene, Known, Lit, Reasons, Truth};
use comity::report::{self, Each, Labels, Options, request_row};
use comity::solve::{
    Certainty, Conflict, Outcome, Solution, Status, Verdict, explain_way, meaning, solve, solve_briefly,
};
use comity::survey::bulk::{Answers, Counts, Plan, Worker};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

use crate::support::{World, day, mechanism, provision, request, world};

const STATES: [&str; 4] = ["AA", "BB", "CC", "UU"];
pub(crate) const DAYS: [&str; 5] = ["1995-01-01", "2005-06-01", "2015-01-01", "2020-12-31", "2026-01-01"];

fn literal() -> impl Strategy<Value = Value> {
    let places = || subsequence(STATES.to_vec(), 1..=2);
    prop_oneof![
        places().prop_map(|codes| json!({"authority.jurisdiction": codes})),
        places().prop_map(|codes| json!({"provider.presence": codes})),
        places().prop_map(|codes| json!({"data.location": codes})),
        subsequence(vec!["criminal", "civil", "tax"], 1..=2).prop_map(|values| json!({"authority.purpose": values})),
        any::<bool>().prop_map(|flag| json!({"authority.secrecy": flag})),
        any::<bool>().prop_map(|flag| json!({"data.personal": flag})),
        select(vec!["treaty", "consent"]).prop_map(|kind| json!({"via": kind})),
        select(STATES.to_vec())
            .prop_map(|code| json!({"authority.jurisdiction": {"linked_to": code, "by": "adequacy"}})),
    ]
}

fn condition() -> impl Strategy<Value = Value> {
    literal().prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(|parts| json!({"all": parts})),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|parts| json!({"any": parts})),
            inner.prop_map(|part| json!({"not": part})),
        ]
    })
}

fn law() -> impl Strategy<Value = (String, Value)> {
    let norm = select(vec!["must", "must", "must_not", "must_not", "may"]);
    let act = select(vec!["disclose", "disclose", "export", "notify"]);
    let exception = (condition(), any::<bool>());
    let lifted = subsequence(vec!["treaty", "adequacy", "motion", "consent"], 0..3);
    let period = select(vec![json!({}), json!({"to": "2015-06-30"}), json!({"from": "2010-01-01"})]);
    let parts = (norm, act, condition(), prop::option::of(exception), lifted, period);
    (select(STATES.to_vec()), parts).prop_map(|(owner, (norm, act, when, exception, lifted, period))| {
        let unless: Vec<Value> = exception
            .into_iter()
            .map(|(when, arguable)| {
                let standing = if arguable { "arguable" } else { "settled" };
                json!({"id": "x", "pinpoint": "§ x", "standing": standing, "when": when, "note": {"en": "disputed"}})
            })
            .collect();
        let mut in_force = json!({"from": "1990-01-01"});
        for (key, value) in period.as_object().unwrap() {
            in_force[key] = value.clone();
        }
        let more = json!({"when": when, "unless": unless, "lifted_by": lifted, "in_force": in_force});
        (owner.to_owned(), provision("1", norm, act, more))
    })
}

fn way() -> impl Strategy<Value = Value> {
    let period = || {
        select(vec![
            json!({"from": "2000-01-01"}),
            json!({"from": "2012-01-01"}),
            json!({"from": "2000-01-01", "to": "2015-12-31"}),
        ])
    };
    // One party may be listed twice, and any may have a reservation.
    let reservation = || prop::option::weighted(0.4, condition());
    let party = (select(STATES.to_vec()), period(), reservation()).prop_map(|(code, period, reservation)| {
        let mut party = json!({"jurisdiction": code, "in_force": period});
        if let Some(when) = reservation {
            party["when"] = when;
        }
        party
    });
    let parties = prop::collection::vec(party, 2..=4).prop_map(|parties| json!({"parties": parties}));
    let one_way = (subsequence(STATES.to_vec(), 2), any::<bool>(), period()).prop_map(|(codes, turn, period)| {
        let (from, to) = if turn { (codes[1], codes[0]) } else { (codes[0], codes[1]) };
        json!({"from": from, "to": to, "in_force": period})
    });
    let own = (select(STATES.to_vec()), period()).prop_map(|(of, period)| json!({"of": of, "in_force": period}));
    let link = prop_oneof![parties, one_way, own];
    let kind = select(vec!["treaty", "adequacy", "motion", "consent"]);
    let effect = select(vec!["lifts", "replaces", "raises"]);
    let strength = select(vec!["binding", "discretionary", "advisory"]);
    let who = select(vec!["provider", "customer", "authority", "court", "states"]);
    (link, kind, effect, strength, who, condition()).prop_map(|(link, kind, effect, strength, who, when)| {
        let mut more = link;
        more["strength"] = json!(strength);
        more["invoked_by"] = json!(who);
        more["when"] = when;
        json!({"kind": kind, "effect": effect, "more": more})
    })
}

/// Random law: up to eight provisions and four mechanisms.
pub(crate) fn random_world() -> impl Strategy<Value = World> {
    (prop::collection::vec(law(), 2..8), prop::collection::vec(way(), 0..4)).prop_map(|(laws, ways)| {
        let mut all = world();
        for (at, (owner, provision)) in laws.into_iter().enumerate() {
            all = all.law(&owner, &format!("act{at}"), vec![provision]);
        }
        for (at, way) in ways.into_iter().enumerate() {
            let (kind, effect) = (way["kind"].as_str().unwrap(), way["effect"].as_str().unwrap());
            all.0.push(mechanism(&format!("way{at}"), kind, effect, way["more"].clone()));
        }
        all
    })
}

/// Random settings: each fact given or not.
pub(crate) fn settings() -> impl Strategy<Value = Vec<String>> {
    let place = |fact: &'static str| select(STATES.to_vec()).prop_map(move |code| format!("{fact}={code}"));
    let places = |fact: &'static str| {
        subsequence(STATES.to_vec(), 0..=2).prop_map(move |codes| format!("{fact}={}", codes.join(",")))
    };
    let flag = |fact: &'static str| any::<bool>().prop_map(move |flag| format!("{fact}={flag}"));
    let maybe = |setting: BoxedStrategy<String>| prop::option::weighted(0.75, setting);
    (
        maybe(place("authority.jurisdiction").boxed()),
        maybe(select(vec!["criminal", "civil", "tax"]).prop_map(|p| format!("authority.purpose={p}")).boxed()),
        maybe(flag("authority.secrecy").boxed()),
        maybe(places("provider.presence").boxed()),
        maybe(places("data.location").boxed()),
        maybe(flag("data.personal").boxed()),
        maybe(select(vec!["via=", "via=treaty", "via=unknown", "via=consent"]).prop_map(str::to_owned).boxed()),
    )
        .prop_map(|(a, b, c, d, e, f, g)| [a, b, c, d, e, f, g].into_iter().flatten().collect())
}

fn asked(corpus: &Corpus, settings: &[String]) -> Request {
    request(corpus, &settings.iter().map(String::as_str).collect::<Vec<_>>())
}

fn printed(corpus: &Corpus, book: &Lawbook<'_>, request: &Request) -> Value {
    let _ = corpus;
    let solution = solve(book, &request.facts);
    let report = report::check(book, request, &solution, Options { lang: Lang::De, explain: true });
    serde_json::to_value(report).unwrap()
}

fn named(book: &Lawbook<'_>, norm: NormId) -> String {
    book.corpus.provision_name(book.norms[norm].provision).to_owned()
}

/// What identifies a conflict across solutions.
fn key(book: &Lawbook<'_>, conflict: &Conflict) -> (String, String) {
    (named(book, conflict.required), named(book, conflict.forbidden))
}

fn all(solution: &Solution) -> impl Iterator<Item = &Conflict> {
    solution.conflicts.iter().chain(&solution.resolved)
}

/// The facts that some literals ask for; all others unknown.
fn only(book: &Lawbook<'_>, facts: &[Known], because: &[Lit]) -> Vec<Known> {
    let telling: BTreeSet<_> = because.iter().map(|lit| book.formulas.literal_of(*lit).fact).collect();
    let kept = |(at, known): (usize, &Known)| {
        if telling.contains(&Id::from_index(at)) { known.clone() } else { Known::Unknown }
    };
    facts.iter().enumerate().map(kept).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn filling_in_a_fact_never_turns_a_certain_answer(
        world in random_world(), settings in settings(), more in settings(), on in select(DAYS.to_vec())
    ) {
        let corpus = world.corpus();
        let atlas = Atlas::new(&corpus);
        let book = Lawbook::new(&corpus, &atlas, day(on));
        let before = asked(&corpus, &settings);
        let mut after = before.clone();
        let filling = asked(&corpus, &more);
        for (known, new) in after.facts.iter_mut().zip(&filling.facts) {
            if *known == Known::Unknown {
                *known = new.clone();
            }
        }
        let (first, second) = (solve(&book, &before.facts), solve(&book, &after.facts));
        for standing in first.norms.iter().filter(|standing| standing.applies != Truth::Unknown) {
            let later = second.norms.iter().find(|other| other.norm == standing.norm).unwrap();
            prop_assert_eq!(later.applies, standing.applies);
            prop_assert!(standing.disputed || !later.disputed, "a dispute that was ruled out came back");
        }
        for conflict in all(&first) {
            let later = all(&second).find(|other| key(&book, other) == key(&book, conflict));
            if conflict.certainty != Certainty::Possible {
                prop_assert!(later.is_some_and(|later| later.certainty <= conflict.certainty));
            }
            if let Some(later) = later {
                for way in conflict.ways.iter().filter(|way| way.status == Status::Available) {
                    let kept = later.ways.iter().find(|other| other.mechanism == way.mechanism);
                    prop_assert!(kept.is_some_and(|kept| kept.status == Status::Available), "an open way closed");
                }
            }
        }
        if first.verdict == Verdict::Clear {
            prop_assert_eq!(first.worst_case, Verdict::Clear, "clear while a conflict is possible");
            prop_assert_eq!(second.verdict, Verdict::Clear, "a clear answer did not stay clear");
        }
        for later in all(&second).filter(|later| !all(&first).any(|c| key(&book, c) == key(&book, later))) {
            let owners = [book.norms[later.required].owner, book.norms[later.forbidden].owner];
            let new = owners.iter().any(|owner| !first.involved.contains(owner));
            prop_assert!(new, "a conflict that was ruled out came back");
        }
    }

    #[test]
    fn the_order_of_files_changes_no_byte(
        world in random_world(), settings in settings(), on in select(DAYS.to_vec()), turn in any::<prop::sample::Index>()
    ) {
        let corpus = world.corpus();
        let mut turned = world.clone();
        let by = turn.index(turned.0.len());
        turned.0.rotate_left(by);
        turned.0.reverse();
        let other = turned.corpus();
        let (atlas, other_atlas) = (Atlas::new(&corpus), Atlas::new(&other));
        let book = Lawbook::new(&corpus, &atlas, day(on));
        let other_book = Lawbook::new(&other, &other_atlas, day(on));
        let first = printed(&corpus, &book, &asked(&corpus, &settings));
        prop_assert_eq!(&first, &printed(&corpus, &book, &asked(&corpus, &settings)));
        prop_assert_eq!(first, printed(&other, &other_book, &asked(&other, &settings)));
    }

    #[test]
    fn unrelated_law_changes_only_the_receipt(
        world in random_world(), settings in settings(), on in select(DAYS.to_vec())
    ) {
        let corpus = world.corpus();
        let mut larger = world.clone();
        for code in ["AB", "ZZ"] {
            let value = json!({"id": code, "name": {"en": code}, "kind": "state"});
            larger.0.push((format!("jurisdictions/{}/jurisdiction.json", code.to_lowercase()), value));
        }
        let larger = larger
            .law("AB", "act", vec![provision("1", "must", "disclose", json!({}))])
            .law("ZZ", "act", vec![provision("2", "must_not", "disclose", json!({}))])
            .way("aa-first", "treaty", "replaces", json!({"parties": [
                {"jurisdiction": "AB", "in_force": {"from": "2000-01-01"}},
                {"jurisdiction": "ZZ", "in_force": {"from": "2000-01-01"}},
            ]}));
        let other = larger.corpus();
        let (atlas, other_atlas) = (Atlas::new(&corpus), Atlas::new(&other));
        let mut first = printed(&corpus, &Lawbook::new(&corpus, &atlas, day(on)), &asked(&corpus, &settings));
        let mut second = printed(&other, &Lawbook::new(&other, &other_atlas, day(on)), &asked(&other, &settings));
        first["receipt"] = Value::Null;
        second["receipt"] = Value::Null;
        prop_assert_eq!(first, second);
    }

    #[test]
    fn reasons_name_facts_that_alone_give_the_same_answer(
        world in random_world(), settings in settings(), on in select(DAYS.to_vec())
    ) {
        let corpus = world.corpus();
        let atlas = Atlas::new(&corpus);
        let book = Lawbook::new(&corpus, &atlas, day(on));
        let asked = asked(&corpus, &settings);
        for (id, law) in book.norms.iter() {
            let plain = meaning::applies(&mut Kleene::new(&book.formulas, &asked.facts), &book.formulas, law);
            let reason = meaning::applies(&mut Reasons::new(&book.formulas, &asked.facts), &book.formulas, law);
            prop_assert_eq!(plain, reason.truth, "{}", named(&book, id));
            let only = only(&book, &asked.facts, &reason.because);
            if plain != Truth::Unknown {
                let again = meaning::applies(&mut Kleene::new(&book.formulas, &only), &book.formulas, law);
                prop_assert_eq!(again, plain, "{} rests on more than it says", named(&book, id));
            } else {
                prop_assert!(!reason.missing.is_empty(), "an unknown answer says what is missing");
            }
        }
    }

    #[test]
    fn swapping_two_names_throughout_swaps_them_in_the_answer(
        world in random_world(), settings in settings(), on in select(DAYS.to_vec())
    ) {
        let swap = |text: &str| {
            let text = text.replace("AA", "\u{1}").replace("CC", "AA").replace('\u{1}', "CC");
            text.replace("aa.", "\u{1}").replace("cc.", "aa.").replace('\u{1}', "cc.")
                .replace("/aa/", "\u{1}").replace("/cc/", "/aa/").replace('\u{1}', "/cc/")
        };
        let Origin::Memory(files) = world.origin() else { unreachable!() };
        let files = files.iter().map(|(path, text)| (swap(path), swap(text))).collect();
        let corpus = world.corpus();
        let other = Load::strict(&Origin::Memory(files)).unwrap();
        let swapped: Vec<String> = settings.iter().map(|setting| swap(setting)).collect();
        let (atlas, other_atlas) = (Atlas::new(&corpus), Atlas::new(&other));
        let book = Lawbook::new(&corpus, &atlas, day(on));
        let other_book = Lawbook::new(&other, &other_atlas, day(on));
        let shape = |book: &Lawbook<'_>, settings: &[String]| {
            let solution = solve(book, &asked(book.corpus, settings).facts);
            let conflicts: BTreeSet<String> = all(&solution).map(|conflict| {
                let ways: BTreeSet<String> = conflict.ways.iter()
                    .map(|way| format!("{} {:?}", book.corpus.mechanisms[way.mechanism].name, way.status)).collect();
                let (required, forbidden) = key(book, conflict);
                format!("{required} {forbidden} {:?} {:?} {ways:?}", conflict.certainty, conflict.outcome)
            }).collect();
            (conflicts, solution.verdict, solution.worst_case)
        };
        let (first, verdict, worst) = shape(&book, &settings);
        let (second, other_verdict, other_worst) = shape(&other_book, &swapped);
        let first: BTreeSet<String> = first.iter().map(|line| swap(line)).collect();
        prop_assert_eq!(first, second);
        prop_assert_eq!((verdict, worst), (other_verdict, other_worst));
    }

    #[test]
    fn every_mechanism_offered_is_in_force_on_the_date(
        world in random_world(), settings in settings(), on in select(DAYS.to_vec())
    ) {
        let corpus = world.corpus();
        let atlas = Atlas::new(&corpus);
        let book = Lawbook::new(&corpus, &atlas, day(on));
        let solution = solve(&book, &asked(&corpus, &settings).facts);
        for conflict in all(&solution) {
            for way in &conflict.ways {
                let ends = atlas.ends(way.mechanism, day(on));
                let in_force = way.ends.iter().all(|end| ends.contains(end));
                prop_assert_eq!(in_force, !matches!(way.status, Status::NotInForce(_)));
                prop_assert!(matches!(way.status, Status::Available) || way.helps().is_none());
            }
        }
    }

    #[test]
    fn a_way_is_explained_by_facts_that_alone_open_it(
        world in random_world(), settings in settings(), on in select(DAYS.to_vec())
    ) {
        let corpus = world.corpus();
        let atlas = Atlas::new(&corpus);
        let book = Lawbook::new(&corpus, &atlas, day(on));
        let asked = asked(&corpus, &settings);
        let solution = solve(&book, &asked.facts);
        for way in all(&solution).flat_map(|conflict| &conflict.ways) {
            let story = explain_way(&book, &asked.facts, way);
            match way.status {
                Status::Available => {
                    let again = explain_way(&book, &only(&book, &asked.facts, &story.because), way);
                    prop_assert_eq!((story.truth, again.truth), (Truth::True, Truth::True));
                }
                Status::NeedsFacts => prop_assert!(story.truth == Truth::Unknown && !story.missing.is_empty()),
                Status::NotInForce(_) => prop_assert_ne!(story.truth, Truth::False),
            }
        }
    }

    #[test]
    fn blocks_give_the_answers_of_the_plain_solver(
        world in random_world(), asked_for in prop::collection::vec(settings(), 1..150),
        known in any::<bool>(), on in select(DAYS.to_vec())
    ) {
        let corpus = world.corpus();
        let atlas = Atlas::new(&corpus);
        let book = Lawbook::new(&corpus, &atlas, day(on));
        let plan = Plan::new(&book);
        let labels = Labels::new(&plan, Lang::En);
        let mut worker = Worker::new(&plan);
        let mut block = Block::new(&book.domains);
        // Twice, so that nothing of the first block is left in the second.
        for requests in [&asked_for[asked_for.len() / 2..], &asked_for[..]] {
            let requests: Vec<Request> = requests.iter().map(|settings| {
                let filled = if known { complete(settings) } else { settings.clone() };
                asked(&corpus, &filled)
            }).collect();
            block.clear();
            requests.iter().for_each(|request| assert!(block.push(&request.facts)));
            let answers = worker.solve(&block);
            for (at, request) in requests.iter().enumerate() {
                prop_assert_eq!(&block.facts(at), &request.facts);
                let solution = solve(&book, &request.facts);
                prop_assert_eq!(fast(&plan, answers, at), plain(&solution));
                // The plain solver in short says the same of everything but norms, and in a row the same as a block.
                let brief = Solution { norms: solution.norms.clone(), ..solve_briefly(&book, &request.facts) };
                prop_assert_eq!(&brief, &solution);
                let rows = labels.rows(&plan, Each::Request, on, (answers, at), Vec::new);
                prop_assert_eq!(rows, [request_row(&book, &solution)]);
            }
            let (conflicts, resolved, verdicts) = sums(answers);
            prop_assert_eq!(worker.count(&block), conflicts);
            let tally = worker.tally(&block);
            prop_assert_eq!((tally.conflicts, tally.resolved), (conflicts, resolved));
            for (verdict, requests) in verdicts {
                prop_assert_eq!([tally.requests(verdict), tally.worst_cases(verdict)], requests, "{:?}", verdict);
            }
        }
    }
}

/// An answer as both solvers can give it: verdict, worst case, and the findings with everything that is said of them.
type Answer = (comity::solve::Verdict, comity::solve::Verdict, Vec<(NormId, NormId, Certainty, Outcome, bool)>);

pub(crate) fn plain(solution: &Solution) -> Answer {
    let told = |c: &Conflict| (c.required, c.forbidden, c.certainty, c.outcome, c.is_resolved());
    let mut findings: Vec<_> = all(solution).map(told).collect();
    findings.sort_unstable();
    (solution.verdict, solution.worst_case, findings)
}

pub(crate) fn fast(plan: &Plan<'_, '_>, answers: &Answers, at: usize) -> Answer {
    let findings = answers.findings(at).iter().map(|finding| {
        let (required, forbidden) = plan.norms(finding.pair);
        (required, forbidden, finding.certainty, finding.outcome, finding.resolved)
    });
    let mut findings: Vec<_> = findings.collect();
    findings.sort_unstable();
    (answers.verdict(at).unwrap(), answers.worst_case(at).unwrap(), findings)
}

/// What counting must say of a block: conflicts, those resolved, and requests by verdict and by worst case.
pub(crate) fn sums(answers: &Answers) -> (Counts, Counts, BTreeMap<Verdict, [u64; 2]>) {
    let (mut conflicts, mut resolved) = (Counts::default(), Counts::default());
    for finding in answers.all() {
        for counts in [Some(&mut conflicts), finding.resolved.then_some(&mut resolved)].into_iter().flatten() {
            match finding.certainty {
                Certainty::Certain => counts.certain += 1,
                Certainty::Contested => counts.contested += 1,
                Certainty::Possible => counts.possible += 1,
            }
        }
    }
    let outcomes = [Outcome::Resolvable, Outcome::Reroutable, Outcome::Discretionary, Outcome::Deadlock];
    let verdicts = [Verdict::Clear, Verdict::Unknown].into_iter().chain(outcomes.map(Verdict::Conflict));
    let mut requests: BTreeMap<Verdict, [u64; 2]> = verdicts.map(|verdict| (verdict, [0; 2])).collect();
    for at in 0..answers.len() {
        requests.get_mut(&answers.verdict(at).unwrap()).unwrap()[0] += 1;
        requests.get_mut(&answers.worst_case(at).unwrap()).unwrap()[1] += 1;
    }
    (conflicts, resolved, requests)
}

/// Settings with every fact known, so that one plane is enough.
fn complete(settings: &[String]) -> Vec<String> {
    let rest = [
        "authority.jurisdiction=AA",
        "authority.purpose=tax",
        "authority.secrecy=true",
        "provider.presence=BB",
        "data.location=CC",
        "via=",
    ];
    let given: Vec<String> = settings.iter().filter(|setting| !setting.ends_with("unknown")).cloned().collect();
    let missing = rest.iter().filter(|setting| {
        let fact = setting.split('=').next().unwrap();
        !given.iter().any(|other| other.starts_with(&format!("{fact}=")))
    });
    let missing: Vec<String> = missing.map(|setting| (*setting).to_owned()).collect();
    [given, missing].concat()
}
