//! Advice: every set of changes that is told does what it says, none is larger than it must be, and none is missing; and
//! the next question is one that matters.

use std::collections::BTreeSet;
use std::fs;

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin, parse_request};
use comity::law::{FactId, FactType, Id};
use comity::lawbook::{Lawbook, jurisdiction};
use comity::logic::{Code, Known};
use comity::solve::{Solution, Verdict, solve};
use comity::survey::advise::{Advice, Advised, Asked, Change, Turn, advise, changed};
use comity::text::FileId;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::json;

use crate::properties::{DAYS, random_world, settings};
use crate::support::{comity, comity_with_input, day, provision, request, root, stderr, stdout, world};

/// How many changes a set may have where all sets are tried.
const MOST: usize = 3;

/// Every set of changes that a piece of advice stands for.
fn sets(advice: &Advice) -> Vec<Vec<Change>> {
    let mut sets = vec![Vec::new()];
    for change in &advice.changes {
        let longer = |set: &Vec<Change>| {
            let values = change.values.iter();
            let each = values.map(|value| Change { fact: change.fact, turn: change.turn, value: *value });
            each.map(|change| [set.as_slice(), &[change]].concat()).collect::<Vec<_>>()
        };
        sets = sets.iter().flat_map(longer).collect();
    }
    sets.into_iter().map(|set| set.into_iter().collect::<BTreeSet<_>>().into_iter().collect()).collect()
}

/// A request with what may change, and the rules of changes said once more, slowly.
struct Space<'a, 'c> {
    book: &'a Lawbook<'c>,
    facts: &'a [Known],
    may: BTreeSet<FactId>,
}

impl Space<'_, '_> {
    /// Every single change.
    fn atoms(&self) -> Vec<Change> {
        let corpus = self.book.corpus;
        let mut atoms = Vec::new();
        for fact in &self.may {
            let definition = &corpus.vocabulary.facts[*fact];
            for value in 0..self.book.domains[fact.index()].size {
                let value = Code(u16::try_from(value).unwrap());
                let fits = match definition.ty {
                    FactType::Choice(_) | FactType::Flag => true,
                    FactType::Jurisdiction | FactType::Jurisdictions => {
                        value.0 as usize != corpus.jurisdictions.len() && !self.book.has_gap(jurisdiction(value))
                    }
                    FactType::Mechanisms => {
                        let kinds = corpus.vocabulary.kinds.len();
                        (kinds..kinds + corpus.mechanisms.len()).contains(&usize::from(value.0))
                    }
                };
                let turn = match &self.facts[fact.index()] {
                    Known::Many(set) if set.contains(value) => Some(Turn::Remove),
                    Known::Many(_) if fits => Some(Turn::Add),
                    Known::One(now) if *now != value && fits => Some(Turn::Set),
                    Known::Unknown if !definition.is_set() && fits => Some(Turn::Set),
                    _ => None,
                };
                atoms.extend(turn.map(|turn| Change { fact: *fact, turn, value }));
            }
        }
        atoms.sort();
        atoms
    }

    fn solved(&self, set: &[Change]) -> Solution {
        solve(self.book, &changed(self.facts, set))
    }

    fn is_allowed(&self, set: &[Change]) -> bool {
        let corpus = self.book.corpus;
        let twice = |change: &Change| {
            change.turn == Turn::Set && set.iter().filter(|other| other.fact == change.fact).count() > 1
        };
        let empty = |known: &Known| matches!(known, Known::Many(set) if set.is_empty());
        let after = changed(self.facts, set);
        let emptied = self.book.place_facts().iter();
        let mut emptied = emptied.filter(|fact| empty(&after[fact.index()]) && !empty(&self.facts[fact.index()]));
        let is_way = |change: &&Change| {
            change.turn == Turn::Add && corpus.vocabulary.facts[change.fact].ty == FactType::Mechanisms
        };
        let (ways, others): (Vec<&Change>, Vec<&Change>) = set.iter().partition(is_way);
        let without = self.solved(&others.into_iter().copied().collect::<Vec<_>>());
        let open = |change: &&Change| {
            let mechanism = usize::from(change.value.0) - corpus.vocabulary.kinds.len();
            let conflicts = without.conflicts.iter().chain(&without.resolved);
            let mut ways = conflicts.flat_map(|conflict| &conflict.ways);
            ways.any(|way| way.mechanism.index() == mechanism && way.helps().is_some())
        };
        !set.iter().any(twice) && emptied.next().is_none() && ways.iter().all(open)
    }

    /// Every minimal set up to a size, by trying them all.
    fn minimal(&self, better_than: Verdict, of: impl Fn(&Solution) -> Verdict) -> BTreeSet<Vec<Change>> {
        let atoms = self.atoms();
        let mut known: Vec<(Vec<Change>, Verdict)> = vec![(Vec::new(), better_than)];
        let mut minimal = BTreeSet::new();
        let mut layer: Vec<(Vec<Change>, usize)> = vec![(Vec::new(), 0)];
        for _ in 0..MOST {
            let mut next = Vec::new();
            for (set, from) in layer {
                for (at, atom) in atoms.iter().enumerate().skip(from) {
                    let larger = [set.as_slice(), &[*atom]].concat();
                    next.push((larger, at + 1));
                }
            }
            layer = next;
            let allowed = layer.iter().map(|(set, _)| set).filter(|set| self.is_allowed(set));
            let judged: Vec<_> = allowed.map(|set| (set.clone(), of(&self.solved(set)))).collect();
            for (set, verdict) in &judged {
                let part = |known: &Vec<Change>| known.iter().all(|change| set.contains(change));
                if known.iter().all(|(known, worse)| !part(known) || worse > verdict) {
                    minimal.insert(set.clone());
                }
            }
            known.extend(judged);
        }
        minimal
    }
}

fn asked(corpus: &Corpus, settings: &[String]) -> Vec<Known> {
    request(corpus, &settings.iter().map(String::as_str).collect::<Vec<_>>()).facts
}

/// Holds advice to the plain solver; the sets that are told.
fn hold(space: &Space<'_, '_>, advised: &Advised) -> Result<BTreeSet<Vec<Change>>, TestCaseError> {
    let aim = advised.aim.expect("there is something to improve");
    let now = aim.of(&advised.now);
    let mut told = BTreeSet::new();
    for (advice, silent) in
        advised.advice.iter().map(|advice| (advice, false)).chain(advised.silent.iter().map(|advice| (advice, true)))
    {
        for set in sets(advice) {
            let after = space.solved(&set);
            prop_assert_eq!((after.verdict, after.worst_case), (advice.verdict, advice.worst_case), "{:?}", set);
            prop_assert!(aim.of(&after) < now);
            prop_assert_eq!(aim.of(&after) == Verdict::Unknown, silent);
            prop_assert!(told.insert(set), "told twice");
        }
    }
    for level in &advised.levels {
        let reaches = |advice: &&Advice| aim_of(aim, advice) <= level.verdict;
        let fewest = advised.advice.iter().filter(reaches).map(|advice| advice.changes.len()).min();
        prop_assert_eq!(fewest, level.fewest);
    }
    Ok(told)
}

/// Where no larger set is said to help, none does.
fn proven(
    space: &Space<'_, '_>,
    advised: &Advised,
    all: &BTreeSet<Vec<Change>>,
    most: usize,
) -> Result<(), TestCaseError> {
    let aim = advised.aim.expect("there is something to improve");
    for level in advised.levels.iter().filter(|level| level.up_to.is_none()) {
        let mut reaching = all.iter().filter(|set| aim.of(&space.solved(set)) <= level.verdict).collect::<Vec<_>>();
        reaching.sort_by_key(|set| set.len());
        let mut minimal: Vec<&Vec<Change>> = Vec::new();
        for set in reaching {
            if !minimal.iter().any(|part| part.iter().all(|change| set.contains(change))) {
                minimal.push(set);
            }
        }
        let larger: Vec<_> = minimal.into_iter().filter(|set| set.len() > most).collect();
        prop_assert!(larger.is_empty(), "{:?} within {most}: {larger:?}", level.verdict);
    }
    Ok(())
}

fn aim_of(aim: comity::survey::advise::Aim, advice: &Advice) -> Verdict {
    match aim {
        comity::survey::advise::Aim::Verdict => advice.verdict,
        comity::survey::advise::Aim::WorstCase => advice.worst_case,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 50, ..ProptestConfig::default() })]

    #[test]
    fn advice_is_every_minimal_set_of_changes_and_nothing_else(
        world in random_world(), settings in settings(), on in select(DAYS.to_vec()),
        may in subsequence((0..7_u16).collect::<Vec<_>>(), 2..=4)
    ) {
        let corpus = world.corpus();
        let atlas = Atlas::new(&corpus);
        let book = Lawbook::new(&corpus, &atlas, day(on));
        let facts = asked(&corpus, &settings);
        let may: BTreeSet<FactId> = may.into_iter().map(FactId).collect();
        let advised = advise(&book, &Asked { facts: &facts, may: &|fact| may.contains(&fact), most: MOST });
        if let Some(aim) = advised.aim {
            let space = Space { book: &book, facts: &facts, may };
            let told = hold(&space, &advised)?;
            let all = space.minimal(aim.of(&advised.now), |solution| aim.of(solution));
            prop_assert_eq!(told, all.clone());
            for most in 1..MOST {
                let within = |fact| space.may.contains(&fact);
                let advised = advise(&book, &Asked { facts: &facts, may: &within, most });
                let fewer: BTreeSet<_> = all.iter().filter(|set| set.len() <= most).cloned().collect();
                prop_assert_eq!(hold(&space, &advised)?, fewer);
                proven(&space, &advised, &all, most)?;
            }
        } else {
            prop_assert!(advised.advice.is_empty() && advised.silent.is_empty());
        }
    }

    #[test]
    fn the_next_question_is_about_an_open_fact_that_matters(
        world in random_world(), settings in settings(), on in select(DAYS.to_vec())
    ) {
        let corpus = world.corpus();
        let atlas = Atlas::new(&corpus);
        let book = Lawbook::new(&corpus, &atlas, day(on));
        let facts = asked(&corpus, &settings);
        let nothing = |_| false;
        let advised = advise(&book, &Asked { facts: &facts, may: &nothing, most: 1 });
        let now = &advised.now;
        let in_conflict = matches!(now.verdict, Verdict::Conflict(_));
        let open = now.verdict != now.worst_case || !(now.open_places.is_empty() || in_conflict);
        let answered = |fact: FactId, value: Option<Code>| {
            let domain = book.domains[fact.index()];
            let mut facts = facts.clone();
            facts[fact.index()] = match value {
                Some(value) if !domain.many => Known::One(value),
                value => Known::Many(comity::logic::CodeSet::of(domain.size, value)),
            };
            solve(&book, &facts)
        };
        let says = |solution: &Solution| {
            let all = solution.conflicts.iter().chain(&solution.resolved);
            let all = all.map(|c| (c.required, c.forbidden, c.certainty, c.outcome, c.is_resolved()));
            (solution.verdict, solution.worst_case, all.collect::<Vec<_>>())
        };
        let moves = |question: &comity::survey::advise::Question| question.leads.iter().any(|lead| lead.moves);
        for question in &advised.questions {
            prop_assert_eq!(&facts[question.fact.index()], &Known::Unknown);
            for lead in &question.leads {
                let values: Vec<Option<Code>> =
                    if lead.values.is_empty() { vec![None] } else { lead.values.iter().copied().map(Some).collect() };
                for value in values {
                    let after = answered(question.fact, value);
                    prop_assert_eq!((after.verdict, after.worst_case), (lead.verdict, lead.worst_case));
                    prop_assert_eq!(lead.moves, says(&after) != says(now));
                }
            }
            let moved = |of: &comity::survey::advise::Question| {
                let far = of.leads.iter().map(|lead| lead.verdict.place().abs_diff(now.verdict.place()));
                far.sum::<usize>() * 1_000_000 / of.leads.len()
            };
            prop_assert!(moved(&advised.questions[0]) >= moved(question));
        }
        let ends = |lead: &comity::survey::advise::Lead| (lead.verdict, lead.worst_case) != (now.verdict, now.worst_case);
        let leads = advised.questions.iter().flat_map(|question| &question.leads);
        prop_assert!(open || advised.questions.is_empty() || leads.into_iter().any(ends));
        // Whatever moves the answer alone is asked about.
        for (fact, _) in corpus.vocabulary.facts.iter().filter(|(fact, _)| facts[fact.index()] == Known::Unknown) {
            let size = book.domains[fact.index()].size;
            let nameable = if corpus.vocabulary.facts[fact].is_jurisdictional() { size - 1 } else { size };
            let moving = (0..u16::try_from(nameable).unwrap()).any(|v| says(&answered(fact, Some(Code(v)))) != says(now));
            if open && moving && corpus.vocabulary.facts[fact].ty != FactType::Mechanisms {
                prop_assert!(advised.questions.iter().any(|question| question.fact == fact && moves(question)));
            }
        }
    }
}

/// `AA` demands, `CC` forbids where data or provider are, and `DD` has no law encoded.
fn with_a_gap() -> Corpus {
    let mut world = world()
        .law("AA", "act", vec![provision("1", "must", "disclose", json!({"when": {"authority.jurisdiction": "AA"}}))])
        .law("CC", "act", vec![provision("2", "must_not", "disclose", json!({"when": {"data.location": "CC"}}))]);
    let gap = json!({"id": "DD", "name": {"en": "DD"}, "kind": "state"});
    world.0.push(("jurisdictions/dd/jurisdiction.json".into(), gap));
    world.corpus()
}

const DEMAND: [&str; 3] = ["authority.jurisdiction=AA", "provider.presence=AA", "data.location=CC"];

fn advised(corpus: &Corpus, may: &[&str]) -> Advised {
    let atlas = Atlas::new(corpus);
    let book = Lawbook::new(corpus, &atlas, day("2026-01-01"));
    let request = request(corpus, &DEMAND);
    let may: Vec<FactId> = may.iter().map(|name| corpus.vocabulary.fact(name).unwrap()).collect();
    advise(&book, &Asked { facts: &request.facts, may: &|fact| may.contains(&fact), most: 3 })
}

#[test]
fn nothing_moves_to_where_no_law_is_encoded() {
    let corpus = with_a_gap();
    let advised = advised(&corpus, &["data.location"]);
    let places: Vec<&str> = advised
        .advice
        .iter()
        .flat_map(|advice| &advice.changes)
        .flat_map(|change| change.values.iter().map(|value| corpus.value_name(change.fact, *value)))
        .collect();
    assert_eq!(places, ["CC", "AA", "BB", "UU"], "out of CC, into any of the others but DD");
    assert_eq!(advised.advice.len(), 1);
    assert_eq!((advised.advice[0].verdict, advised.levels[3].fewest), (Verdict::Clear, Some(2)));
}

#[test]
fn where_nothing_helps_that_is_proven_and_what_would_is_said() {
    let corpus = with_a_gap();
    let advised = advised(&corpus, &["provider.presence"]);
    assert!(advised.advice.is_empty() && advised.silent.is_empty());
    assert!(advised.levels.iter().all(|level| level.up_to.is_none() && level.fewest.is_none()));
    // One change of `data.location` alone would leave it empty; the vocabulary of this world has no requesting state.
    let names = |advice: &Advice| corpus.vocabulary.facts[advice.changes[0].fact].name.clone();
    assert_eq!(advised.beyond.iter().map(names).collect::<Vec<_>>(), ["authority.jurisdiction"]);
}

#[test]
fn no_conflict_may_be_left_possible_where_there_is_to_be_none() {
    let purpose = json!({"when": {"authority.purpose": "criminal", "provider.presence": "CC"}});
    let world = world()
        .law("AA", "act", vec![provision("1", "must", "disclose", json!({"when": {"authority.jurisdiction": "AA"}}))])
        .law("CC", "act", vec![provision("2", "must_not", "disclose", json!({"when": {"data.location": "CC"}}))])
        .law("CC", "other", vec![provision("3", "must_not", "disclose", purpose)]);
    let corpus = world.corpus();
    let atlas = Atlas::new(&corpus);
    let book = Lawbook::new(&corpus, &atlas, day("2026-01-01"));
    // The purpose is not known: the second conflict is possible.
    let settings = ["authority.jurisdiction=AA", "provider.presence=AA,CC", "data.location=AA,CC"];
    let request = request(&corpus, &settings);
    let may = ["authority.purpose", "data.location"].map(|name| corpus.vocabulary.fact(name).unwrap());
    let advised = advise(&book, &Asked { facts: &request.facts, may: &|fact| may.contains(&fact), most: 3 });
    let clear = advised.levels.last().unwrap();
    assert_eq!((clear.verdict, clear.fewest), (Verdict::Clear, Some(2)), "out of CC, and not criminal");
}

#[test]
fn advice_hangs_on_no_number_of_threads() {
    let corpus = Load::strict(&Origin::Embedded).unwrap();
    let atlas = Atlas::new(&corpus);
    let book = Lawbook::new(&corpus, &atlas, day("2026-11-25"));
    let sample = fs::read_to_string(root().join(SAMPLE)).unwrap();
    let facts = parse_request(&corpus, FileId::default(), &sample, "sample").unwrap().facts;
    let controllable = |fact: FactId| corpus.vocabulary.facts[fact].controllable.is_some();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| advise(&book, &Asked { facts: &facts, may: &controllable, most: 4 }))
    };
    let alone = with(1);
    assert!(alone.looked_at > 4096, "more than one block: {}", alone.looked_at);
    assert_eq!(alone, with(4));
}

fn told(arguments: &[&str]) -> String {
    let output = comity(&[&["advise", "--as-of", "2026-11-25"], arguments].concat());
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let page = stdout(&output);
    // The hash of the law is another one with every edit.
    let lines = page.lines().filter(|line| !line.contains(" · corpus "));
    lines.collect::<Vec<_>>().join("\n")
}

const SAMPLE: &str = "data/requests/us-warrant-frankfurt.json";

#[test]
fn advice_as_a_page() {
    insta::assert_snapshot!(told(&[SAMPLE, "--width", "100"]));
}

#[test]
fn advice_for_a_complete_request_in_german_markdown() {
    let settings = ["--set", "provider.market=DE,US", "--set", "authority.secrecy_order=false"];
    insta::assert_snapshot!(told(&[&[SAMPLE, "--lang", "de", "--format", "markdown"], &settings[..]].concat()));
}

#[test]
fn advice_within_what_may_change() {
    let settings = ["--set", "provider.market=DE,US", "--only", "data.customer_held_keys,via", "--keep", "via"];
    insta::assert_snapshot!(told(&[&[SAMPLE, "--width", "100"], &settings[..]].concat()));
}

#[test]
fn the_treaty_comes_first_and_moving_the_data_is_for_demands_to_come() {
    let page = told(&[SAMPLE, "--width", "100"]);
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("no `{text}` in:\n{page}"));
    assert!(
        at("the authority must ask") < at("Hardly a choice") && at("Hardly a choice") < at("consented: yes"),
        "{page}"
    );
    assert!(at("can be obstruction") > 0 && at("further sets end no better") > 0, "{page}");
    assert!(!page.contains("Nothing that may change helps"), "what follows would contradict it: {page}");
    let all = told(&[SAMPLE, "--width", "100", "--explain"]);
    let at = |text: &str| all.find(text).unwrap_or_else(|| panic!("no `{text}` in:\n{all}"));
    assert!(at("the authority must ask") < at("For demands to come"), "{all}");
    assert!(at("For demands to come") < at("Hardly a choice"), "{all}");
}

#[test]
fn check_and_advise_ask_the_same_question_next_and_none_that_moves_nothing() {
    let folders = ["data/requests", "data/cases"];
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.collect();
    files.sort();
    let mut asked = 0;
    for path in files.iter().step_by(6) {
        let text = std::fs::read_to_string(path).unwrap();
        let mut request: serde_json::Value = serde_json::from_str(&text).unwrap();
        if let Some(inner) = request.get_mut("request") {
            request = inner.take();
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("request.json");
        std::fs::write(&file, request.to_string()).unwrap();
        let answer = |verb| -> serde_json::Value {
            let output = comity(&[verb, file.to_str().unwrap(), "--format", "json"]);
            serde_json::from_str(&stdout(&output)).unwrap_or_else(|_| panic!("{}: {}", path.display(), stderr(&output)))
        };
        let (check, advise) = (answer("check"), answer("advise"));
        let (next, questions) = (&check["next_question"], advise["questions"].as_array().unwrap());
        assert_eq!(next, &advise["now"]["next_question"]);
        if let (Some(fact), Some(first)) = (next["fact"].as_str(), questions.first()) {
            assert_eq!(first["fact"], fact, "{}", path.display());
            let now = (&check["verdict"], &check["worst_case"]);
            let mut leads = first["leads"].as_array().unwrap().iter();
            let moves = leads.any(|lead| (&lead["verdict"], &lead["worst_case"]) != now);
            let settled = now.0 == now.1 && now.0 != "unknown";
            assert!(moves || !settled, "{}: the verdict stands: {first}", path.display());
            asked += 1;
        }
    }
    assert!(asked > 2);
}

#[test]
fn facts_that_are_none_are_refused_and_no_conflict_is_status_0() {
    let output = comity(&["advise", SAMPLE, "--only", "data.locatoin", "--keep", "nothing"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("data.location") && stderr(&output).contains("nothing"), "{}", stderr(&output));
    let fine = comity(&["advise", "--set", "authority.jurisdiction=CH", "--set", "provider.seat=CH"]);
    assert_eq!(fine.status.code(), Some(0), "{}", stderr(&fine));
    assert_eq!(comity(&["advise"]).status.code(), Some(2));
}

/// Where no answer moves the verdict the question comes first that decides most of what is possible.
#[test]
fn of_questions_that_move_nothing_the_one_that_decides_most_comes_first() {
    let duty = |id: &str, when: serde_json::Value| provision(id, "must", "disclose", json!({"when": when}));
    let folder = world()
        .law(
            "AA",
            "act",
            vec![
                duty("1", json!({"authority.secrecy": true, "data.personal": true})),
                duty("2", json!({"authority.secrecy": false, "data.personal": true})),
                duty("3", json!({"authority.purpose": "criminal", "data.personal": false})),
                duty("4", json!({"authority.purpose": ["civil", "tax"], "data.personal": false})),
            ],
        )
        .law("CC", "act", vec![provision("9", "must_not", "disclose", json!({}))])
        .written("advise-decides");
    let request = r#"{"authority.jurisdiction": "AA", "provider.presence": ["AA", "CC"], "data.location": ["CC"], "data.personal": null}"#;
    let common = ["advise", "-", "--corpus", folder.to_str().unwrap(), "--as-of", "2026-11-25"];
    let run = |more: &[&str]| stdout(&comity_with_input(&[&common[..], more].concat(), request.as_bytes()));
    let told: serde_json::Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    let asked = told["questions"].as_array().unwrap().iter();
    let asked: Vec<_> = asked.map(|ask| (ask["fact"].as_str().unwrap(), ask["deciding"].clone())).collect();
    assert_eq!(asked, [("data.personal", json!(2)), ("authority.purpose", json!(1)), ("authority.secrecy", json!(1))]);
    assert!(run(&[]).replace('\n', " ").contains("2 of 4 possible"), "{}", run(&[]));
    assert!(run(&["--lang", "de"]).contains("möglichen"), "{}", run(&["--lang", "de"]));
}

#[test]
fn what_advice_creates_and_resolves_at_once_is_told_as_that() {
    let when = |code: &str| json!({"when": {"data.location": code}});
    let party = |code: &str| json!({"jurisdiction": code, "in_force": {"from": "1995-01-01"}});
    let folder = world()
        .law("AA", "act", vec![provision("1", "must", "disclose", json!({"when": {"authority.jurisdiction": "AA"}}))])
        .law("BB", "act", vec![provision("2", "must_not", "disclose", when("BB"))])
        .law("CC", "act", vec![provision("3", "must_not", "disclose", when("CC"))])
        .way("aa-bb", "treaty", "replaces", json!({"parties": [party("AA"), party("BB")]}))
        .written("advise-creates");
    let common = ["advise", "-", "--corpus", folder.to_str().unwrap(), "--as-of", "2026-11-25"];
    let request =
        r#"{"authority.jurisdiction": "AA", "data.location": ["CC"], "provider.presence": [], "via": ["aa-bb"]}"#;
    let run = |more: &[&str]| stdout(&comity_with_input(&[&common[..], more].concat(), request.as_bytes()));
    let told: serde_json::Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    let advice = told["advice"].as_array().unwrap().iter();
    let created: Vec<_> = advice.filter(|advice| advice["creates_resolved"] != json!([])).collect();
    assert!(!created.is_empty(), "{told:#}");
    for advice in created {
        assert_eq!(advice["creates_resolved"][0]["pair"], json!(["AA", "BB"]));
        assert_eq!(advice["resolves"], json!([]));
    }
    assert!(run(&["--explain"]).replace('\n', " ").contains("creates and resolves at once"), "{}", run(&["--explain"]));
}
