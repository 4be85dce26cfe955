//! The answers of a snapshot, item by item, in names.

use std::collections::{BTreeMap, BTreeSet};

use crate::atlas::Atlas;
use crate::corpus::{Corpus, ExpectedCertainty, ExpectedVerdict, Footprints, Item, Provider, SnapshotFinding, Watch};
use crate::law::{Day, Id as _, JurisdictionId, Request};
use crate::lawbook::{Lawbook, NormId, jurisdiction};
use crate::logic::{Known, Region};
use crate::solve::{Conflict, Outcome, Verdict, Way, finding_id, solve};
use crate::survey::bulk::Plan;
use crate::survey::cases::{expected_certainty, expected_verdict};
use crate::survey::diff::short_hash;
use crate::survey::footprint::{Ask, Cell, Company, Demand, Demands, Picture, Surveyor, usual_states};
use crate::survey::matrix::{Field, Found, matrix as fields};
use crate::survey::principles::whole_with_law;
use crate::survey::regions::{ConflictRegions, PairRegions};

/// A single request. Its own day counts before that of the suite.
pub(super) fn request(
    corpus: &Corpus,
    atlas: &Atlas,
    name: &str,
    request: &Request,
    own: Option<Day>,
    day: Day,
) -> Item {
    let book = Lawbook::new(corpus, atlas, own.unwrap_or(day));
    let solution = solve(&book, &request.facts);
    let mut findings = Vec::new();
    for (conflicts, resolved) in [(&solution.conflicts, false), (&solution.resolved, true)] {
        findings.extend(conflicts.iter().map(|conflict| finding(&book, conflict, resolved)));
    }
    let own = own.map(|day| day.to_string());
    Item {
        asks: asks(own.iter().cloned().chain(facts(corpus, &request.facts))),
        as_of: own,
        worst_case: Some(expected_verdict(solution.worst_case)),
        findings: sorted(findings),
        places: solution.involved.iter().map(|id| corpus.jurisdictions[*id].code.clone()).collect(),
        ..blank(name.to_owned(), solution.verdict)
    }
}

/// Both directions between two legal orders, collision by collision.
pub(super) fn pair(plan: &Plan<'_, '_>, watch: &Watch<[JurisdictionId; 2]>) -> Item {
    let (book, corpus) = (plan.book, plan.book.corpus);
    let [a, b] = watch.of;
    let mut codes = watch.of.map(|id| corpus.jurisdictions[id].code.as_str());
    codes.sort_unstable();
    let mut exact = PairRegions::new(plan, a, b, &watch.given);
    let conflicts = std::mem::take(&mut exact.conflicts);
    let findings = conflicts.iter().filter_map(|of| between(&mut exact, of)).collect();
    let worst = conflicts.iter().filter_map(|of| of.outcomes.last()).map(|(outcome, _)| *outcome).max();
    let covered = exact.is_complete() && corpus.broken.is_empty() && ![a, b].into_iter().any(|id| book.has_gap(id));
    let silent = if covered { Verdict::Clear } else { Verdict::Unknown };
    Item {
        asks: asks(facts(corpus, &watch.given)),
        findings: sorted(findings),
        places: places(book, &watch.of),
        ..blank(named("pair", &watch.name, &codes.join("-")), worst.map_or(silent, Verdict::Conflict))
    }
}

/// A collision of two legal orders: its worst outcome, and how many situations have which.
fn between(exact: &mut PairRegions<'_, '_, '_>, of: &ConflictRegions) -> Option<SnapshotFinding> {
    let plan = exact.plan();
    let (worst, _) = of.outcomes.last()?;
    let (required, forbidden) = plan.norms(of.pair);
    let certainty = if of.contested == Region::NEVER || of.contested != of.conflict {
        ExpectedCertainty::Certain
    } else {
        ExpectedCertainty::Contested
    };
    let parts = of.outcomes.iter();
    let situations = parts.map(|(outcome, region)| (told(*outcome), exact.count(*region).to_string())).collect();
    Some(SnapshotFinding { situations, ..collision(plan.book, required, forbidden, certainty, *worst) })
}

/// All pairs of some legal orders, one item a direction.
pub(super) fn matrix(plan: &Plan<'_, '_>, watch: &Watch<Vec<JurisdictionId>>) -> Vec<Item> {
    let corpus = plan.book.corpus;
    let of = if watch.of.is_empty() { whole_with_law(plan.book) } else { watch.of.clone() };
    let asks = asks(facts(corpus, &watch.given));
    let item = |field: &Field| {
        let codes = [field.requiring, field.forbidding].map(|id| corpus.jurisdictions[id].code.as_str());
        let (verdict, conflicts, contested, situations) = match &field.found {
            Found::Same => return None,
            Found::Nothing { covered: true, .. } => (Verdict::Clear, BTreeMap::new(), None, None),
            Found::Nothing { covered: false, .. } => (Verdict::Unknown, BTreeMap::new(), None, None),
            Found::Conflicts(found) => {
                let by_worst = found.by_worst.iter().map(|(outcome, count)| (told(*outcome), *count)).collect();
                let situations = found.situations.as_ref().map(ToString::to_string);
                (Verdict::Conflict(found.worst), by_worst, Some(found.contested), situations)
            }
        };
        let places = places(plan.book, &[field.requiring, field.forbidding]);
        let name = named("matrix", &watch.name, &codes.join("-"));
        Some(Item { asks: asks.clone(), conflicts, contested, situations, places, ..blank(name, verdict) })
    };
    fields(plan, &of, &watch.given).iter().filter_map(item).collect()
}

/// A provider's sites against states, one item for each two.
pub(super) fn provider(plan: &Plan<'_, '_>, footprints: &Footprints, provider: &Provider) -> Vec<Item> {
    let Some(footprint) = footprints.find(&provider.name) else { return Vec::new() };
    let states = if provider.states.is_empty() { usual_states(plan.book, footprint) } else { provider.states.clone() };
    let ask = Ask {
        footprints,
        footprint: footprint.clone(),
        states,
        profiles: provider.profiles.iter().collect(),
        customer: None,
        planned: false,
        given: Vec::new(),
        left: Vec::new(),
    };
    let picture = Surveyor::new(plan, &ask).survey(&ask);
    let demands = Demands::new(plan.book, &ask);
    let mut items = Vec::new();
    for at in 0..picture.groups.len() {
        for (state, id) in ask.states.iter().enumerate() {
            let (code, asked) = (&plan.book.corpus.jurisdictions[*id].code, picture.asked(at, state));
            items.extend(cells(plan, &ask, &demands, &picture, at, (code, picture.kinds(at, state), asked)));
        }
        let every: Vec<_> = (0..ask.states.len()).flat_map(|state| picture.asked(at, state)).cloned().collect();
        items.extend(cells(plan, &ask, &demands, &picture, at, (INDEPENDENT, picture.independent(at), &every)));
    }
    items
}

/// What stands in the place of the state where it makes no difference which one asks.
const INDEPENDENT: &str = "independent";

/// Who asks, what comes of it by kind of demand, and who is asked.
type Answers<'a> = (&'a str, &'a [Cell], &'a [(Company, Demand)]);

/// The sites of a group against a state. Each site is an item of its own: what groups them may change.
fn cells(
    plan: &Plan<'_, '_>,
    ask: &Ask<'_>,
    demands: &Demands,
    picture: &Picture,
    group: usize,
    (from, cells, asked): Answers<'_>,
) -> Vec<Item> {
    let (book, corpus) = (plan.book, plan.book.corpus);
    let Some(sites) = picture.groups.get(group) else { return Vec::new() };
    let kinds: BTreeMap<String, ExpectedVerdict> = ask
        .profiles
        .iter()
        .zip(cells)
        .map(|(profile, cell)| (profile.name.clone(), expected_verdict(cell.range.worst)))
        .collect();
    let behind: BTreeMap<String, Vec<SnapshotFinding>> =
        ask.profiles.iter().zip(cells).map(|(profile, cell)| (profile.name.clone(), drivers(plan, cell))).collect();
    let worst = cells.iter().map(|cell| cell.range.worst).max().unwrap_or(Verdict::Unknown);
    let worst_case = cells.iter().map(|cell| cell.range.worst_case).max();
    let every = asked.iter().flat_map(|(_, demand)| (0..demands.kinds()).map(|kind| demands.facts(kind, demand)));
    let asks = asks(every.flat_map(|known| facts(corpus, &known)));
    let involved = asked.iter().flat_map(|(_, demand)| [demand.seat, demand.place, demand.state]);
    let places = places(book, &involved.collect::<Vec<_>>());
    let names = sites.sites.iter().filter_map(|site| ask.footprint.sites.get(*site));
    let items = names.map(|site| Item {
        asks: asks.clone(),
        worst_case: worst_case.map(expected_verdict),
        kinds: kinds.clone(),
        places: places.clone(),
        behind: behind.clone(),
        ..blank(format!("footprint/{}/{}/{from}", ask.footprint.name, site.name), worst)
    });
    items.collect()
}

/// The collisions that make a cell as bad as it is.
fn drivers(plan: &Plan<'_, '_>, cell: &Cell) -> Vec<SnapshotFinding> {
    let Verdict::Conflict(worst) = cell.range.worst else { return Vec::new() };
    let told = cell.drivers.iter().map(|driver| {
        let (required, forbidden) = plan.norms(driver.pair);
        collision(plan.book, required, forbidden, expected_certainty(driver.certainty), worst)
    });
    told.collect()
}

/// An item of which only the verdict is known.
fn blank(item: String, verdict: Verdict) -> Item {
    Item {
        item,
        as_of: None,
        asks: String::new(),
        verdict: expected_verdict(verdict),
        worst_case: None,
        conflicts: BTreeMap::new(),
        contested: None,
        situations: None,
        kinds: BTreeMap::new(),
        findings: Vec::new(),
        places: BTreeSet::new(),
        behind: BTreeMap::new(),
    }
}

fn finding(book: &Lawbook<'_>, conflict: &Conflict, resolved: bool) -> SnapshotFinding {
    let tells = |way: &&Way| if resolved { way.resolves() } else { way.helps() == Some(conflict.outcome) };
    let by = conflict.ways.iter().filter(tells).map(|way| book.corpus.mechanisms[way.mechanism].name.clone());
    let mut by: Vec<String> = by.collect();
    by.sort();
    let certainty = expected_certainty(conflict.certainty);
    SnapshotFinding {
        resolved,
        by,
        ..collision(book, conflict.required, conflict.forbidden, certainty, conflict.outcome)
    }
}

fn collision(
    book: &Lawbook<'_>,
    required: NormId,
    forbidden: NormId,
    certainty: ExpectedCertainty,
    outcome: Outcome,
) -> SnapshotFinding {
    let corpus = book.corpus;
    let [must, must_not] = [required, forbidden].map(|norm| &book.norms[norm]);
    let [requires, forbids] = [must, must_not].map(|norm| corpus.provision_name(norm.provision).to_owned());
    let act = corpus.vocabulary.acts[must.norm.act].name.clone();
    SnapshotFinding {
        id: finding_id(&requires, &forbids, &act),
        pair: [must, must_not].map(|norm| corpus.jurisdictions[norm.owner].code.clone()),
        required: requires,
        forbidden: forbids,
        act,
        certainty,
        outcome: told(outcome),
        resolved: false,
        by: Vec::new(),
        situations: BTreeMap::new(),
    }
}

/// An outcome, as the file writes it.
fn told(outcome: Outcome) -> ExpectedVerdict {
    expected_verdict(Verdict::Conflict(outcome))
}

/// By pair, then by provisions, whatever the order of law in the corpus.
fn sorted(mut findings: Vec<SnapshotFinding>) -> Vec<SnapshotFinding> {
    findings.sort_by(|a, b| {
        (&a.pair, &a.required, &a.forbidden, &a.act).cmp(&(&b.pair, &b.required, &b.forbidden, &b.act))
    });
    findings
}

/// `matrix/US-DE`, or `matrix/<name>/US-DE`.
fn named(kind: &str, name: &str, of: &str) -> String {
    if name.is_empty() { format!("{kind}/{of}") } else { format!("{kind}/{name}/{of}") }
}

/// Some jurisdictions with their legal orders, by code.
fn places(book: &Lawbook<'_>, of: &[JurisdictionId]) -> BTreeSet<String> {
    let orders = of.iter().flat_map(|id| book.legal_order(*id).iter());
    orders.map(|code| book.corpus.jurisdictions[jurisdiction(code)].code.clone()).collect()
}

/// What is known, as `fact=value|value`.
fn facts<'a>(corpus: &'a Corpus, known: &'a [Known]) -> Vec<String> {
    let told = corpus.vocabulary.facts.iter().filter_map(|(id, fact)| {
        let values: Vec<&str> = match known.get(id.index())? {
            Known::Unknown => return None,
            Known::One(code) => vec![corpus.value_name(id, *code)],
            Known::Many(codes) => codes.iter().map(|code| corpus.value_name(id, code)).collect(),
        };
        Some(format!("{}={}", fact.name, values.join("|")))
    });
    told.collect()
}

/// A short hash of what is asked.
fn asks(told: impl IntoIterator<Item = String>) -> String {
    let told: Vec<String> = told.into_iter().collect();
    short_hash(told.iter().map(String::as_str))
}
