//! Regions say what the plain solver says: for random law and random requests, and for the real law.

use std::collections::{BTreeMap, BTreeSet};

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin, load_cases, parse_space};
use comity::law::{JurisdictionId, Lang};
use comity::lawbook::{Lawbook, NormId};
use comity::logic::{Code, CodeSet, Domain, FactId, Kleene, Known, Region, Truth, eval};
use comity::report::{self, Options};
use comity::solve::{Certainty, Conflict, solve};
use comity::survey::bulk::Plan;
use comity::survey::pair::{States, pairs};
use comity::survey::regions::PairRegions;
use comity::survey::sweep::{Sweep, Wanted};
use comity::text::FileId;
use num_bigint::BigUint;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use crate::properties::{DAYS, random_world};
use crate::support::{comity, day, few, request, scratch, stderr, stdout};

/// Numbers that look random and are always the same.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }

    /// A complete request: values from a few, so that something collides; sets of up to three. No request can name what
    /// the corpus does not know.
    pub(crate) fn facts(&mut self, book: &Lawbook<'_>, likely: &[usize]) -> Vec<Known> {
        let mut known = |(fact, domain): (FactId, &Domain)| {
            let named = book.corpus.nameable(fact);
            let mut value = || {
                let (any, few) = (self.below(named), likely[self.below(likely.len())]);
                Code(u16::try_from(if named >= 20 && few < named { few } else { any }).unwrap())
            };
            if !domain.many {
                return Known::One(value());
            }
            let size = usize::from(value().0) % 4;
            let some: Vec<Code> = (0..size).map(|_| value()).collect();
            Known::Many(CodeSet::of(domain.size, some))
        };
        book.corpus.vocabulary.facts.ids().zip(&book.domains).map(&mut known).collect()
    }
}

/// Every complete request whose sets have two values at most.
pub(crate) fn small_requests(book: &Lawbook<'_>) -> Vec<Vec<Known>> {
    let values = |(fact, domain): (FactId, &Domain)| -> Vec<Known> {
        let named = || (0..u16::try_from(book.corpus.nameable(fact)).unwrap()).map(Code);
        if !domain.many {
            return named().map(Known::One).collect();
        }
        let set = |codes: &[Code]| Known::Many(CodeSet::of(domain.size, codes.iter().copied()));
        let pairs = named().flat_map(|one| named().filter(move |two| one <= *two).map(move |two| [one, two]));
        std::iter::once(set(&[])).chain(pairs.map(|pair| set(&pair))).collect()
    };
    book.corpus.vocabulary.facts.ids().zip(&book.domains).map(values).fold(vec![Vec::new()], |begun, values| {
        begun
            .iter()
            .flat_map(|facts| values.iter().map(|value| [&facts[..], std::slice::from_ref(value)].concat()))
            .collect()
    })
}

/// Every two jurisdictions of which neither belongs to the other.
pub(crate) fn couples(book: &Lawbook<'_>) -> Vec<(JurisdictionId, JurisdictionId)> {
    let ids: Vec<JurisdictionId> =
        book.corpus.jurisdictions.ids().filter(|id| !book.norms_of(*id).is_empty()).collect();
    let all = ids.iter().flat_map(|a| ids.iter().map(|b| (*a, *b)));
    all.filter(|(a, b)| a < b && !book.nested(*a, *b)).collect()
}

/// Holds every region of a pair to the plain solver's answer to one complete request; how many conflicts it has.
fn hold(pair: &PairRegions<'_, '_, '_>, facts: &[Known], conflicts: &[Conflict], resolved: &[Conflict]) -> usize {
    let plan = pair.plan();
    let same = |c: &&Conflict, norms: (NormId, NormId)| (c.required, c.forbidden) == norms;
    let mut found = 0;
    for of in &pair.conflicts {
        let norms = plan.norms(of.pair);
        let (conflict, ended) = (conflicts.iter().find(|c| same(c, norms)), resolved.iter().find(|c| same(c, norms)));
        let holds = |region: Region| pair.contains(region, facts).expect("a complete request");
        let used = of.resolved.iter().any(|(_, region)| holds(*region));
        assert_eq!(holds(of.conflict) && used, ended.is_some(), "{}", named(pair, norms));
        let either = conflict.or(ended);
        assert_eq!(holds(of.conflict), either.is_some(), "{}", named(pair, norms));
        assert_eq!(holds(of.contested), either.is_some_and(|c| c.certainty == Certainty::Contested));
        for (outcome, region) in &of.outcomes {
            assert_eq!(holds(*region), either.is_some_and(|c| c.outcome == *outcome), "{outcome:?}");
        }
        found += usize::from(either.is_some());
    }
    found
}

/// Every conflict of the plain solver between two legal orders has a region.
fn nothing_is_missing(pairs: &[PairRegions<'_, '_, '_>], conflicts: &[Conflict]) {
    let known: BTreeSet<(NormId, NormId)> =
        pairs.iter().flat_map(|pair| pair.conflicts.iter().map(|of| pair.plan().norms(of.pair))).collect();
    for conflict in conflicts {
        let norms = (conflict.required, conflict.forbidden);
        assert!(known.contains(&norms), "{} has no region", named(&pairs[0], norms));
    }
}

/// Whether the vocabulary says that these facts never come together.
pub(crate) fn is_impossible(book: &Lawbook<'_>, facts: &[Known]) -> bool {
    let holds = |formula| eval(&mut Kleene::new(&book.formulas, facts), &book.formulas, formula);
    book.impossible.iter().any(|combination| holds(*combination) == Truth::True)
}

fn named(pair: &PairRegions<'_, '_, '_>, (required, forbidden): (NormId, NormId)) -> String {
    let book = pair.plan().book;
    let name = |norm: NormId| book.corpus.provision_name(book.norms[norm].provision);
    format!("{} against {}", name(required), name(forbidden))
}

/// What is said of a conflict as a whole is what its requests have.
fn told_as_it_is(pair: &comity::survey::pair::Pair) {
    for conflict in pair.solution.conflicts.iter().chain(&pair.solution.resolved) {
        let exact = &pair.exact[&(conflict.required, conflict.forbidden)];
        let outcomes = || exact.parts.iter().map(|part| part.outcome);
        assert_eq!(Some(conflict.outcome), outcomes().max());
        let open = conflict.ways.iter().filter(|way| !matches!(way.status, comity::solve::Status::NotInForce(_)));
        let best = open.clone().filter_map(|way| way.benefit).fold(conflict.outcome, Ord::min);
        assert_eq!(Some(best), outcomes().min(), "at best as the best request has it");
        let told: BTreeSet<_> = open.filter(|way| way.benefit.is_some()).map(|way| way.mechanism).collect();
        let counted: BTreeSet<_> = exact.helps.iter().map(|help| help.mechanism).collect();
        assert_eq!(told, counted, "the ways told are those that are open for some request");
    }
    assert!(pair.solution.conflicts.is_empty() || pair.solution.verdict != comity::solve::Verdict::Clear);
}

fn world_of(corpus: &Corpus, on: &str, seed: u64, requests: usize) -> (usize, usize) {
    let atlas = Atlas::new(corpus);
    let book = Lawbook::new(corpus, &atlas, day(on));
    let plan = Plan::new(&book);
    let open = vec![Known::Unknown; book.domains.len()];
    let pairs: Vec<_> = couples(&book).into_iter().map(|(a, b)| PairRegions::new(&plan, a, b, &open)).collect();
    let mut dice = Dice(seed | 1);
    let mut encoded: Vec<usize> =
        corpus.jurisdictions.ids().filter(|id| !book.norms_of(*id).is_empty()).map(comity::law::Id::index).collect();
    encoded.push(0);
    let (mut points, mut found) = (0, 0);
    for _ in 0..requests {
        let facts = dice.facts(&book, &encoded);
        if is_impossible(&book, &facts) {
            continue;
        }
        let solution = solve(&book, &facts);
        nothing_is_missing(&pairs, &solution.conflicts);
        for pair in &pairs {
            points += pair.conflicts.len();
            found += hold(pair, &facts, &solution.conflicts, &solution.resolved);
        }
    }
    for (a, b) in couples(&book) {
        told_as_it_is(&comity::survey::pair::pair(&plan, a, b, &open));
    }
    for mut pair in pairs {
        assert!(pair.is_complete());
        for of in pair.conflicts.clone() {
            let norms = pair.plan().norms(of.pair);
            assert!(pair.plain(of.pair).is_some(), "{}: the words are not exact", named(&pair, norms));
            for (outcome, region) in &of.outcomes {
                for (certainty, part) in pair.by_certainty(&of, *region) {
                    let witness = pair.witness(&of, part, (*outcome, certainty));
                    assert!(witness.is_some(), "{}, {outcome:?}, {certainty:?}: no witness", named(&pair, norms));
                }
            }
        }
    }
    (points, found)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_request_is_in_a_region_exactly_if_the_plain_solver_reports_the_conflict(
        world in random_world(), on in select(DAYS.to_vec()), seed in any::<u64>()
    ) {
        world_of(&world.corpus(), on, seed, 40);
    }
}

#[test]
fn on_the_real_law_a_million_points_lie_where_the_plain_solver_says() {
    let (points, found) = world_of(&few(), "2026-11-25", 11, 1_000);
    assert!(points > 1_000_000 && found > 50, "{points} points, {found} conflicts");
}

#[test]
fn exact_counts_agree_with_a_sweep_of_the_same_space() {
    let corpus = Load::strict(&Origin::Embedded).unwrap();
    let atlas = Atlas::new(&corpus);
    let mut book = Lawbook::new(&corpus, &atlas, day("2026-11-25"));
    // A sweep makes every request, those that never occur too.
    book.impossible.clear();
    let plan = Plan::new(&book);
    // Places are given, everything else may be anything.
    let mut facts = json!({
        "authority.jurisdiction": "US", "provider.seat": "US", "provider.presence": ["US", "DE"], "provider.market": ["FR"],
        "data.location": ["DE", "CH"], "subject.residence": "FR", "subject.nationality": "FR", "customer.seat": "DE",
        "via": []
    });
    let given = facts.as_object().unwrap().keys().cloned().collect::<BTreeSet<String>>();
    for (_, fact) in corpus.vocabulary.facts.iter() {
        let all = facts.as_object_mut().unwrap().entry(&fact.name).or_insert("*".into());
        if given.contains(&fact.name) {
            *all = json!([all.take()]);
        }
    }
    let text = json!({"facts": facts, "group_by": []}).to_string();
    let space = parse_space(&corpus, FileId::default(), &text, "space").unwrap();
    let sweep = Sweep::new(&plan, &space, Wanted::Findings);
    let tally = sweep.solve(&sweep.cells());
    let mut swept: BTreeMap<_, BigUint> = BTreeMap::new();
    for (key, requests) in tally.groups.values().flat_map(|group| &group.findings) {
        swept.insert((key.pair, key.outcome, key.certainty), BigUint::from(*requests));
    }
    let mut facts = space.request(0);
    for ((_, fact), known) in corpus.vocabulary.facts.iter().zip(&mut facts) {
        if !given.contains(&fact.name) {
            *known = Known::Unknown;
        }
    }
    let mut counted: BTreeMap<_, BigUint> = BTreeMap::new();
    for (a, b) in couples(&book) {
        let mut pair = PairRegions::new(&plan, a, b, &facts);
        for of in pair.conflicts.clone() {
            for (outcome, region) in &of.outcomes {
                for (certainty, region) in pair.by_certainty(&of, *region) {
                    counted.insert((of.pair, *outcome, certainty), pair.requests(region));
                }
            }
        }
    }
    assert!(counted.len() > 50, "{} parts", counted.len());
    assert_eq!(counted, swept);
}

/// What an outcome hangs on, or whether it is contested, can bring in facts that the conflict itself does not ask for.
#[test]
fn no_example_is_a_request_that_never_occurs() {
    let corpus = Load::strict(&Origin::Embedded).unwrap();
    let atlas = Atlas::new(&corpus);
    let book = Lawbook::new(&corpus, &atlas, day("2026-11-25"));
    let plan = Plan::new(&book);
    let open = vec![Known::Unknown; book.domains.len()];
    let mut examples = 0;
    for (a, b) in [("CN", "FR"), ("US", "DE")] {
        let [a, b] = [a, b].map(|code| corpus.jurisdiction(code).unwrap());
        let mut pair = PairRegions::new(&plan, a, b, &open);
        for of in pair.conflicts.clone() {
            for (outcome, part) in of.outcomes.clone() {
                for (certainty, region) in pair.by_certainty(&of, part) {
                    let example = pair.witness(&of, region, (outcome, certainty));
                    let example =
                        example.unwrap_or_else(|| panic!("no example of {}", named(&pair, plan.norms(of.pair))));
                    assert!(!is_impossible(&book, &example), "{}", named(&pair, plan.norms(of.pair)));
                    examples += 1;
                }
            }
        }
    }
    assert!(examples > 1_000, "{examples}");
}

#[test]
fn no_real_case_and_no_sample_is_called_impossible() {
    let corpus = Load::strict(&Origin::Embedded).unwrap();
    let atlas = Atlas::new(&corpus);
    let (cases, faults) = load_cases(&corpus);
    assert!(faults.is_empty());
    let mut seen = 0;
    for request in cases.iter().map(|case| &case.request) {
        let book = Lawbook::new(&corpus, &atlas, request.as_of.unwrap_or(day("2026-11-25")));
        assert!(!is_impossible(&book, &request.facts), "{}", request.name);
        seen += 1;
    }
    assert!(seen > 50, "{seen} cases");
}

#[test]
fn every_witness_that_is_written_is_answered_as_its_name_says() {
    let folder = scratch("witnesses");
    let arguments = ["pair", "CH", "RU", "--set", "authority.purpose=criminal", "--as-of", "2026-11-25"];
    let written = comity(&[&arguments[..], &["--witness", folder.to_str().unwrap()]].concat());
    assert!(matches!(written.status.code(), Some(0 | 1)), "{}", stderr(&written));
    let files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(files.len() > 5, "{files:?}");
    for file in files {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let [id, outcome, certainty] = name.split('-').collect::<Vec<_>>().try_into().unwrap();
        let answer = comity(&["check", file.to_str().unwrap(), "--format", "json"]);
        let answer: serde_json::Value = serde_json::from_str(&stdout(&answer)).unwrap();
        let lists = ["conflicts", "resolved"].into_iter().flat_map(|list| answer[list].as_array().unwrap());
        let found: Vec<_> = lists.filter(|conflict| conflict["id"] == id).collect();
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(found[0]["outcome"], outcome, "{name}");
        assert_eq!(found[0]["certainty"], certainty, "{name}");
    }
}

/// Two norms that look one by one as if they could meet, and cannot.
#[test]
fn a_pair_is_judged_by_what_it_shows() {
    let facts = [
        "authority.secrecy_order=false",
        "authority.purpose=civil",
        "authority.jurisdiction=CN",
        "data.location=US",
        "provider.presence=US",
        "provider.market=CN",
    ];
    let settings: Vec<&str> = facts.iter().flat_map(|fact| ["--set", fact]).collect();
    let start = ["pair", "CN", "IN", "--as-of", "2026-11-25", "--format", "json"];
    let output = comity(&[&start[..], &settings].concat());
    let pair: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let sides = pair["directions"].as_array().unwrap();
    assert!(sides.iter().all(|side| side["collisions"].as_array().unwrap().is_empty()), "{pair}");
    assert_eq!(pair["worst_case"], pair["verdict"]);
    assert!(pair["verdict"] == "clear" || pair["verdict"] == "unknown", "{}", pair["verdict"]);
}

#[test]
fn between_two_legal_orders_their_own_law_says_all() {
    let corpus = Load::strict(&Origin::Embedded).unwrap();
    let atlas = Atlas::new(&corpus);
    let id = |code: &str| corpus.jurisdiction(code).unwrap();
    let request = request(&corpus, &[]);
    for (date, pair, with) in [("2026-11-24", ["US", "DE"], vec!["IE"]), ("2015-06-01", ["CN", "FR"], vec![])] {
        let states = States::new(pair.map(id), with.into_iter().map(id));
        let told = |book: &Lawbook<'_>| {
            let plan = Plan::new(book);
            let pairs = pairs(&plan, &states, &request.facts);
            let options = Options { lang: Lang::En, explain: true };
            serde_json::to_value(report::pair(book, &request, &states, &pairs, options)).unwrap()
        };
        let whole = told(&Lawbook::new(&corpus, &atlas, day(date)));
        assert_eq!(told(&Lawbook::between(&corpus, &atlas, day(date), &states.all())), whole, "{pair:?}");
    }
}
