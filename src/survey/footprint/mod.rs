//! A provider's sites against the states that may knock: for each site, state and kind of demand the worst that can
//! come of it.
//!
//! In: a footprint, states and profiles. Out: a [`Picture`]. A demand can be made to every company that can get at the
//! data of a site ([`addressees`]): each is a request of its own, all of them are answered in blocks by
//! [`bulk`](super::bulk), and the worst counts. Where it is not known who runs a site the answer is a range. What a
//! change would do is found by making it and asking again ([`change`]): nothing is estimated.

mod addressees;
pub mod change;

use std::collections::BTreeMap;

use rayon::prelude::*;

pub use addressees::{Addressee, Hold, Reach};

use super::bulk::{Finding, PairId, Plan, Worker};
use crate::corpus::Footprints;
use crate::law::{FactId, Footprint, Id, JurisdictionId, JurisdictionKind, Profile, Request, Role, Status};
use crate::lawbook::{Lawbook, code};
use crate::logic::{BLOCK, Block, Code, CodeSet, Known};
use crate::solve::{Certainty, Verdict};

/// What is asked about a footprint.
#[derive(Debug, Clone)]
pub struct Ask<'a> {
    /// The companies.
    pub footprints: Footprints,
    /// The sites.
    pub footprint: Footprint,
    /// The states that may make a demand.
    pub states: Vec<JurisdictionId>,
    /// The kinds of demand.
    pub profiles: Vec<&'a Profile>,
    /// Where customers and the persons concerned are; without it at the place of the site.
    pub customer: Option<JurisdictionId>,
    /// Whether planned sites count.
    pub planned: bool,
    /// Facts that hold for every demand, whatever profile and site say.
    pub given: Vec<(FactId, Known)>,
}

/// Sites that nothing tells apart: same place, same companies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its sites, as places in the footprint's list.
    pub sites: Vec<usize>,
    /// For each company that may run the sites: whom a demand can be made to.
    pub alternatives: Vec<Vec<Addressee>>,
}

/// What can come of a demand: the best and the worst over the companies that may run the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// If the best of them runs it.
    pub best: Verdict,
    /// If the worst of them does.
    pub worst: Verdict,
    /// The worst if possible conflicts come true.
    pub worst_case: Verdict,
}

/// One group, one state, one profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What can come of it.
    pub range: Range,
    /// The company that is asked where it is worst.
    pub addressee: Addressee,
    /// The conflicts there that make it so: certain or contested, unresolved, of the worst outcome.
    pub drivers: Vec<PairId>,
}

/// How often each outcome comes out.
pub type Totals = BTreeMap<Verdict, usize>;

/// The answers for a footprint.
#[derive(Debug, Clone)]
pub struct Picture {
    /// The groups of sites, in the order of the footprint.
    pub groups: Vec<Group>,
    /// By group, state and profile.
    pub cells: Vec<Cell>,
    /// For each pair of norms in how many (site, state, profile) it collides, certain or contested.
    pub causes: BTreeMap<PairId, usize>,
    /// How often each verdict comes out, over sites, states and profiles.
    pub totals: Totals,
    /// How many requests were answered.
    pub requests: usize,
    states: usize,
    profiles: usize,
}

impl Picture {
    /// The cell of a group, a state and a profile, by their places.
    #[must_use]
    pub fn cell(&self, group: usize, state: usize, profile: usize) -> Option<&Cell> {
        self.cells.get((group * self.states + state) * self.profiles + profile)
    }

    /// The cells of a group and a state, by profile.
    #[must_use]
    pub fn profiles_of(&self, group: usize, state: usize) -> &[Cell] {
        let start = (group * self.states + state) * self.profiles;
        self.cells.get(start..start + self.profiles).unwrap_or_default()
    }

    /// In how many (site, state, profile) there is a conflict.
    #[must_use]
    pub fn conflicts(&self) -> usize {
        let in_conflict = self.totals.iter().filter(|(verdict, _)| matches!(verdict, Verdict::Conflict(_)));
        in_conflict.map(|(_, count)| count).sum()
    }
}

/// Answers every site, state and profile.
#[must_use]
pub fn survey(plan: &Plan<'_, '_>, ask: &Ask<'_>) -> Picture {
    let groups = groups(ask);
    let mut addressees: Vec<&Addressee> = groups.iter().flat_map(|g| g.alternatives.iter().flatten()).collect();
    addressees.sort_unstable();
    addressees.dedup();
    let (states, profiles) = (ask.states.len(), ask.profiles.len());
    let answers = answer(plan, ask, &addressees);
    let number = |addressee: &Addressee| addressees.binary_search(&addressee).unwrap_or_default();
    let mut picture = Picture {
        cells: Vec::with_capacity(groups.len() * states * profiles),
        causes: BTreeMap::new(),
        totals: Totals::new(),
        requests: answers.len(),
        groups: Vec::new(),
        states,
        profiles,
    };
    for group in &groups {
        for demand in 0..states * profiles {
            let at = |addressee: &Addressee| answers.get(number(addressee) * states * profiles + demand);
            let Some(cell) = cell(group, at) else { continue };
            *picture.totals.entry(cell.range.worst).or_default() += group.sites.len();
            let mut causes: Vec<PairId> =
                group.alternatives.iter().flatten().filter_map(at).flat_map(causing).collect();
            causes.sort_unstable();
            causes.dedup();
            causes.into_iter().for_each(|pair| *picture.causes.entry(pair).or_default() += group.sites.len());
            picture.cells.push(cell);
        }
    }
    picture.groups = groups;
    picture
}

/// The sites that count, those that nothing tells apart together.
fn groups(ask: &Ask<'_>) -> Vec<Group> {
    let reach = Reach::new(ask);
    let mut groups: Vec<Group> = Vec::new();
    for (at, site) in ask.footprint.sites.iter().enumerate() {
        if site.status == Status::Planned && !ask.planned {
            continue;
        }
        let alternatives = reach.alternatives(ask, site);
        match groups.iter_mut().find(|group| group.alternatives == alternatives) {
            Some(group) => group.sites.push(at),
            None => groups.push(Group { sites: vec![at], alternatives }),
        }
    }
    groups
}

/// The answer to one request.
#[derive(Debug, Clone)]
struct Answer {
    verdict: Verdict,
    worst_case: Verdict,
    findings: Vec<Finding>,
}

/// The answers by addressee, state and profile.
fn answer(plan: &Plan<'_, '_>, ask: &Ask<'_>, addressees: &[&Addressee]) -> Vec<Answer> {
    let demands = Demands::new(plan.book, ask);
    let (states, profiles) = (ask.states.len(), ask.profiles.len());
    let total = addressees.len() * states * profiles;
    let starts: Vec<usize> = (0..total).step_by(BLOCK).collect();
    let blocks = starts.into_par_iter().map_init(
        || Worker::new(plan),
        |worker, start| {
            let mut block = Block::new(&plan.book.domains);
            for number in start..total.min(start + BLOCK) {
                let (rest, profile) = (number / profiles, number % profiles);
                let (addressee, state) = (rest / states, rest % states);
                if let (Some(addressee), Some(state)) = (addressees.get(addressee), ask.states.get(state)) {
                    block.push(&demands.facts(profile, *state, addressee));
                }
            }
            let answers = worker.solve(&block);
            let of = |at: usize| Answer {
                verdict: answers.verdict(at).unwrap_or(Verdict::Unknown),
                worst_case: answers.worst_case(at).unwrap_or(Verdict::Unknown),
                findings: answers.findings(at).to_vec(),
            };
            (0..answers.len()).map(of).collect::<Vec<Answer>>()
        },
    );
    blocks.collect::<Vec<_>>().into_iter().flatten().collect()
}

/// What comes of one demand for the data of a group.
fn cell<'a>(group: &Group, answer: impl Fn(&Addressee) -> Option<&'a Answer>) -> Option<Cell> {
    let mut ranges = Vec::new();
    let mut worst: Option<(&Addressee, &Answer)> = None;
    for alternative in &group.alternatives {
        let answers: Vec<(&Addressee, &Answer)> = alternative.iter().filter_map(|to| Some((to, answer(to)?))).collect();
        let verdict = answers.iter().map(|(_, answer)| answer.verdict).max()?;
        let worst_case = answers.iter().map(|(_, answer)| answer.worst_case.max(answer.verdict)).max()?;
        ranges.push((verdict, worst_case));
        // The first of equals: the company that runs the site comes before those that stand behind it.
        for (to, answer) in answers {
            if worst.is_none_or(|(_, known)| answer.verdict > known.verdict) {
                worst = Some((to, answer));
            }
        }
    }
    let (addressee, answer) = worst?;
    let drivers = answer.findings.iter().filter(|finding| counts(finding));
    let drivers = drivers.filter(|finding| Verdict::Conflict(finding.outcome) == answer.verdict);
    Some(Cell {
        range: Range {
            best: ranges.iter().map(|(verdict, _)| *verdict).min()?,
            worst: ranges.iter().map(|(verdict, _)| *verdict).max()?,
            worst_case: ranges.iter().map(|(_, worst_case)| *worst_case).max()?,
        },
        addressee: addressee.clone(),
        drivers: drivers.map(|finding| finding.pair).collect(),
    })
}

fn counts(finding: &Finding) -> bool {
    !finding.resolved && finding.certainty <= Certainty::Contested
}

fn causing(answer: &Answer) -> impl Iterator<Item = PairId> {
    answer.findings.iter().filter(|finding| counts(finding)).map(|finding| finding.pair)
}

/// Turns a company, a state and a profile into a request.
#[derive(Debug)]
pub struct Demands {
    profiles: Vec<Vec<Known>>,
    roles: Vec<(FactId, Role, bool)>,
    given: Vec<(FactId, Known)>,
    customer: Option<JurisdictionId>,
    size: usize,
}

impl Demands {
    /// For the profiles of a question.
    #[must_use]
    pub fn new(book: &Lawbook<'_>, ask: &Ask<'_>) -> Self {
        let facts = &book.corpus.vocabulary.facts;
        let profile = |profile: &&Profile| {
            let mut request = Request::blank(book.corpus, "");
            set(&mut request.facts, &profile.facts);
            request.facts
        };
        Self {
            profiles: ask.profiles.iter().map(profile).collect(),
            roles: facts.iter().filter_map(|(id, fact)| Some((id, fact.role?, fact.is_set()))).collect(),
            given: ask.given.clone(),
            customer: ask.customer,
            size: book.corpus.jurisdictions.len() + 1,
        }
    }

    /// The facts of a demand of the kind with this number, made by a state to a company.
    #[must_use]
    pub fn facts(&self, profile: usize, state: JurisdictionId, to: &Addressee) -> Vec<Known> {
        let mut facts = self.profiles.get(profile).cloned().unwrap_or_default();
        let customer = self.customer.unwrap_or(to.place);
        for (fact, role, many) in &self.roles {
            let known = match role {
                Role::RequestingState => self.places(&[state], *many),
                Role::Seat => self.places(&[to.seat], *many),
                Role::Presence => self.places(&to.presence, *many),
                Role::Market => self.places(&[&to.presence[..], &[customer]].concat(), *many),
                Role::Site => self.places(&[to.place], *many),
                Role::Person | Role::Customer => self.places(&[customer], *many),
                Role::Kind => to.kind.map_or(Known::Unknown, Known::One),
                Role::Control => match to.hold {
                    Hold::Has => Known::One(Code(1)),
                    Hold::Disputed => Known::Unknown,
                },
            };
            set(&mut facts, &[(*fact, known)]);
        }
        set(&mut facts, &self.given);
        facts
    }

    fn places(&self, places: &[JurisdictionId], many: bool) -> Known {
        match (many, places) {
            (true, places) => Known::Many(CodeSet::of(self.size, places.iter().map(|place| code(*place)))),
            (false, [place, ..]) => Known::One(code(*place)),
            (false, []) => Known::Unknown,
        }
    }
}

fn set(facts: &mut [Known], given: &[(FactId, Known)]) {
    for (fact, known) in given {
        if let Some(slot) = facts.get_mut(fact.index()) {
            *slot = known.clone();
        }
    }
}

/// The states to ask for when none are named: every state of which some law is encoded, and every place of the
/// footprint.
#[must_use]
pub fn usual_states(book: &Lawbook<'_>, footprint: &Footprint) -> Vec<JurisdictionId> {
    let is_state = |id: &JurisdictionId| book.corpus.jurisdictions[*id].kind == JurisdictionKind::State;
    let with_law = book.corpus.jurisdictions.ids().filter(|id| is_state(id) && !book.norms_of(*id).is_empty());
    let mut states: Vec<JurisdictionId> = with_law.chain(footprint.sites.iter().map(|site| site.place)).collect();
    states.sort_unstable();
    states.dedup();
    states
}
