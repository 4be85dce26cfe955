//! A provider's sites against the states that may knock.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::horn::address;
use super::names::{Outcome, finding_id};
use super::{Options, Receipt, SCHEMA_VERSION};
use crate::corpus::Corpus;
use crate::law::{EntityId, FactType, Id, JurisdictionId, Lang, Level, Operator, ProvisionId, Site, Status};
use crate::logic::{Code, Known};
use crate::solve::Verdict;
use crate::survey::bulk::{PairId, Plan};
use crate::survey::footprint::change::{Change, Effect, Sites};
use crate::survey::footprint::{Ask, Cell, Group, Picture};

/// Causes that a report lists.
const MOST_CAUSES: usize = 20;

/// A provider's sites against the states that may knock.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FootprintReport<'c> {
    /// The version of this form.
    pub schema_version: u32,
    /// The footprint's id.
    pub footprint: String,
    /// Its name.
    pub name: String,
    /// The date on which the law was read.
    pub as_of: String,
    /// Where customers and the persons concerned are; without it at the place of the site.
    pub customer: Option<&'c str>,
    /// Whether planned sites count.
    pub planned: bool,
    /// The changes that were made before anything was asked, in words.
    pub changes: Vec<String>,
    /// What the footprint gave without those changes.
    pub before: Option<TotalsReport>,
    /// What it gives.
    pub totals: TotalsReport,
    /// The states that make demands; the columns of every matrix.
    pub states: Vec<PlaceReport<'c>>,
    /// The kinds of demand.
    pub profiles: Vec<ProfileReport<'c>>,
    /// One row for sites that nothing tells apart.
    pub rows: Vec<SitesReport<'c>>,
    /// For each profile the worst over all sites, by state.
    pub by_profile: Vec<Vec<RangeReport>>,
    /// For each state what drives it, most often first.
    pub by_state: Vec<Vec<DriverReport<'c>>>,
    /// The provisions that cause most conflicts.
    pub causes: Vec<CauseReport<'c>>,
    /// What each single change would do, the best first; empty if it was not asked for.
    pub single_changes: Vec<EffectReport>,
    /// Places and states of which some or all law is not encoded.
    pub not_encoded: Vec<&'c str>,
    /// What is worth knowing about the footprint.
    pub note: Option<String>,
    /// What the answer was made with.
    pub receipt: Receipt,
}

/// A jurisdiction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlaceReport<'c> {
    /// The code.
    pub code: &'c str,
    /// The name.
    pub name: &'c str,
}

/// A kind of demand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProfileReport<'c> {
    /// The id.
    pub id: &'c str,
    /// The name.
    pub name: &'c str,
    /// What it stands for.
    pub description: &'c str,
}

/// In how many (site, state, kind of demand) what comes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TotalsReport {
    /// How many there are.
    pub demands: usize,
    /// How many are in conflict.
    pub conflicts: usize,
    /// By outcome, best first.
    pub by_outcome: Vec<(Outcome, usize)>,
}

/// Sites that nothing tells apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SitesReport<'c> {
    /// Where they are.
    pub place: PlaceReport<'c>,
    /// The companies that run them; several where it is not known which.
    pub operators: Vec<String>,
    /// On whose infrastructure they run.
    pub infrastructure: Option<String>,
    /// Whose technology they use.
    pub technology: Option<String>,
    /// The sites.
    pub sites: Vec<SiteReport>,
    /// By state.
    pub cells: Vec<CellReport<'c>>,
    /// What drives the row, most often first.
    pub drivers: Vec<DriverReport<'c>>,
}

/// A site.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SiteReport {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The city.
    pub city: Option<String>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f64, f64)>,
    /// `operating`, `sovereign`, `government` or `planned`.
    pub status: Status,
    /// The year in which it opened.
    pub since: Option<i16>,
    /// Where that stands.
    pub sources: Vec<String>,
}

/// From the best to the worst company that may run the sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RangeReport {
    /// The best.
    pub best: Outcome,
    /// The worst.
    pub worst: Outcome,
    /// The worst if possible conflicts come true.
    pub worst_case: Outcome,
}

/// Sites and a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CellReport<'c> {
    /// The worst over all kinds of demand.
    #[serde(flatten)]
    pub range: RangeReport,
    /// The kind of demand that is worst, the first of equals.
    pub profile: &'c str,
    /// The company that is asked there.
    pub asked: String,
    /// The findings that make it so.
    pub findings: Vec<String>,
    /// By kind of demand.
    pub by_profile: Vec<RangeReport>,
}

/// Two provisions that collide, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DriverReport<'c> {
    /// The finding's id.
    pub finding: String,
    /// The provision that requires.
    pub required: &'c str,
    /// The provision that forbids.
    pub forbidden: &'c str,
    /// How many cells of the row or column it makes as bad as they are.
    pub cells: usize,
}

/// A provision, and how many conflicts it takes part in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CauseReport<'c> {
    /// The provision.
    pub provision: &'c str,
    /// Whose law it is.
    pub jurisdiction: &'c str,
    /// The instrument's title.
    pub title: &'c str,
    /// The article or section.
    pub pinpoint: &'c str,
    /// The official address.
    pub url: &'c str,
    /// What it says.
    pub summary: &'c str,
    /// `requires` or `forbids`.
    pub side: &'static str,
    /// In how many (site, state, kind of demand) it collides, certain or contested.
    pub demands: usize,
}

/// A change and what it would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EffectReport {
    /// The change in words.
    pub change: String,
    /// How many (site, state, kind of demand) there would be.
    pub demands: usize,
    /// How many would be in conflict.
    pub conflicts: usize,
    /// How many of those would be deadlocks.
    pub deadlocks: usize,
}

/// What is shown beside the picture itself.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// The changes that were made.
    pub changes: Vec<Change>,
    /// The picture without them.
    pub before: Option<Picture>,
    /// What single changes would do.
    pub effects: Vec<Effect>,
}

/// Writes a footprint's picture.
#[must_use]
pub fn footprint<'c>(
    plan: &Plan<'_, 'c>,
    ask: &Ask<'c>,
    picture: &Picture,
    beside: &Beside,
    options: Options,
) -> FootprintReport<'c> {
    let corpus = plan.book.corpus;
    let teller = Teller { plan, ask, corpus, picture, lang: options.lang };
    FootprintReport {
        schema_version: SCHEMA_VERSION,
        footprint: ask.footprint.name.clone(),
        name: ask.footprint.title.get(options.lang).to_owned(),
        as_of: plan.book.day.to_string(),
        customer: ask.customer.map(|place| corpus.jurisdictions[place].code.as_str()),
        planned: ask.planned,
        changes: beside.changes.iter().map(|change| change_in_words(ask, corpus, change, options.lang)).collect(),
        before: beside.before.as_ref().map(totals),
        totals: totals(picture),
        states: ask.states.iter().map(|state| teller.place(*state)).collect(),
        profiles: ask
            .profiles
            .iter()
            .map(|profile| ProfileReport {
                id: &profile.name,
                name: profile.title.get(options.lang),
                description: profile.description.get(options.lang),
            })
            .collect(),
        rows: picture.groups.iter().enumerate().map(|(at, group)| teller.row(at, group)).collect(),
        by_profile: (0..ask.profiles.len()).map(|profile| teller.by_profile(profile)).collect(),
        by_state: (0..ask.states.len()).map(|state| teller.by_state(state)).collect(),
        causes: teller.causes(),
        single_changes: beside
            .effects
            .iter()
            .map(|effect| EffectReport {
                change: change_in_words(ask, corpus, &effect.change, options.lang),
                demands: effect.cells,
                conflicts: effect.conflicts,
                deadlocks: effect.deadlocks,
            })
            .collect(),
        not_encoded: teller.not_encoded(),
        note: ask.footprint.note.as_ref().map(|note| note.get(options.lang).to_owned()),
        receipt: Receipt::new(corpus),
    }
}

fn totals(picture: &Picture) -> TotalsReport {
    TotalsReport {
        demands: picture.totals.values().sum(),
        conflicts: picture.conflicts(),
        by_outcome: picture.totals.iter().map(|(verdict, count)| ((*verdict).into(), *count)).collect(),
    }
}

struct Teller<'a, 'b, 'c> {
    plan: &'a Plan<'b, 'c>,
    ask: &'a Ask<'c>,
    corpus: &'c Corpus,
    picture: &'a Picture,
    lang: Lang,
}

impl<'c> Teller<'_, '_, 'c> {
    fn place(&self, id: JurisdictionId) -> PlaceReport<'c> {
        let place = &self.corpus.jurisdictions[id];
        PlaceReport { code: &place.code, name: place.name.get(self.lang) }
    }

    fn row(&self, at: usize, group: &Group) -> SitesReport<'c> {
        let sites = group.sites.iter().filter_map(|site| self.ask.footprint.sites.get(*site));
        let sites: Vec<&Site> = sites.collect();
        let first = sites.first();
        let cells = (0..self.ask.states.len()).filter_map(|state| self.cell(at, state));
        let worst = (0..self.ask.states.len()).filter_map(|state| worst(self.picture.profiles_of(at, state)));
        SitesReport {
            place: self.place(first.map_or_else(|| JurisdictionId::from_index(0), |site| site.place)),
            operators: first.map(|site| self.operators(site)).unwrap_or_default(),
            infrastructure: first.and_then(|site| site.infrastructure).map(|id| self.company(id)),
            technology: first.and_then(|site| site.technology).map(|id| self.company(id)),
            sites: sites.iter().map(|site| site_report(site)).collect(),
            cells: cells.collect(),
            drivers: self.drivers(worst.map(|(_, cell)| cell)),
        }
    }

    fn operators(&self, site: &Site) -> Vec<String> {
        match &site.operator {
            Operator::One(one) => vec![self.company(*one)],
            Operator::Among(some) => some.iter().map(|id| self.company(*id)).collect(),
            Operator::Unknown => self.ask.footprint.entities.iter().map(|id| self.company(*id)).collect(),
        }
    }

    fn company(&self, id: EntityId) -> String {
        company(self.ask, self.corpus, id, self.lang)
    }

    fn cell(&self, group: usize, state: usize) -> Option<CellReport<'c>> {
        let cells = self.picture.profiles_of(group, state);
        let (profile, worst) = worst(cells)?;
        Some(CellReport {
            range: over(cells)?,
            profile: self.ask.profiles.get(profile).map_or("", |profile| &profile.name),
            asked: self.company(worst.addressee.company),
            findings: worst.drivers.iter().map(|pair| self.finding(*pair)).collect(),
            by_profile: cells.iter().map(range).collect(),
        })
    }

    fn names(&self, pair: PairId) -> (&'c str, &'c str) {
        let (required, forbidden) = self.plan.norms(pair);
        let name = |norm| self.corpus.provision_name(self.plan.book.norms[norm].provision);
        (name(required), name(forbidden))
    }

    fn finding(&self, pair: PairId) -> String {
        let (required, forbidden) = self.names(pair);
        finding_id(required, forbidden, &self.corpus.vocabulary.acts[self.plan.act(pair)].name)
    }

    fn by_profile(&self, profile: usize) -> Vec<RangeReport> {
        let of = |state| {
            let cells =
                (0..self.picture.groups.len()).filter_map(move |group| self.picture.cell(group, state, profile));
            over(cells)
        };
        (0..self.ask.states.len()).filter_map(of).collect()
    }

    fn by_state(&self, state: usize) -> Vec<DriverReport<'c>> {
        let groups = 0..self.picture.groups.len();
        self.drivers(groups.filter_map(|group| worst(self.picture.profiles_of(group, state))).map(|(_, cell)| cell))
    }

    /// What makes some cells as bad as they are, most often first.
    fn drivers<'p>(&self, cells: impl Iterator<Item = &'p Cell>) -> Vec<DriverReport<'c>> {
        let mut counts: BTreeMap<PairId, usize> = BTreeMap::new();
        cells.flat_map(|cell| &cell.drivers).for_each(|pair| *counts.entry(*pair).or_default() += 1);
        let mut drivers: Vec<DriverReport<'c>> = counts
            .into_iter()
            .map(|(pair, cells)| {
                let (required, forbidden) = self.names(pair);
                DriverReport { finding: self.finding(pair), required, forbidden, cells }
            })
            .collect();
        drivers.sort_by_key(|driver| std::cmp::Reverse(driver.cells));
        drivers
    }

    fn causes(&self) -> Vec<CauseReport<'c>> {
        let mut counts: BTreeMap<(&'static str, ProvisionId), usize> = BTreeMap::new();
        for (pair, count) in &self.picture.causes {
            let (required, forbidden) = self.plan.norms(*pair);
            for (side, norm) in [("requires", required), ("forbids", forbidden)] {
                *counts.entry((side, self.plan.book.norms[norm].provision)).or_default() += count;
            }
        }
        let mut causes: Vec<CauseReport<'c>> =
            counts.into_iter().map(|((side, provision), demands)| self.cause(provision, side, demands)).collect();
        causes.sort_by_key(|cause| std::cmp::Reverse(cause.demands));
        causes.truncate(MOST_CAUSES);
        causes
    }

    fn cause(&self, provision: ProvisionId, side: &'static str, demands: usize) -> CauseReport<'c> {
        let law = &self.corpus.provisions[provision];
        CauseReport {
            provision: &law.full_name,
            jurisdiction: &self.corpus.jurisdictions[self.corpus.owner_of(provision)].code,
            title: self.corpus.instrument_of(provision).title.get(self.lang),
            pinpoint: &law.pinpoint,
            url: address(self.corpus, provision),
            summary: law.summary.get(self.lang),
            side,
            demands,
        }
    }

    fn not_encoded(&self) -> Vec<&'c str> {
        let places = self.ask.footprint.sites.iter().map(|site| site.place);
        let all: BTreeSet<JurisdictionId> = places.chain(self.ask.states.iter().copied()).collect();
        let open = |id: &JurisdictionId| {
            self.corpus.jurisdictions[*id].coverage.iter().any(|(_, topic)| topic.level == Level::None)
        };
        all.into_iter().filter(open).map(|id| self.corpus.jurisdictions[id].code.as_str()).collect()
    }
}

/// The worst kind of demand, the first of equals, and its place.
fn worst(cells: &[Cell]) -> Option<(usize, &Cell)> {
    cells.iter().enumerate().rev().max_by_key(|(_, cell)| (cell.range.worst, cell.range.worst_case))
}

fn over<'p>(cells: impl IntoIterator<Item = &'p Cell>) -> Option<RangeReport> {
    let ranges: Vec<_> = cells.into_iter().map(|cell| cell.range).collect();
    let worst = |of: fn(&crate::survey::footprint::Range) -> Verdict| ranges.iter().map(of).max().map(Outcome::from);
    Some(RangeReport {
        best: worst(|range| range.best)?,
        worst: worst(|range| range.worst)?,
        worst_case: worst(|range| range.worst_case)?,
    })
}

fn range(cell: &Cell) -> RangeReport {
    let range = cell.range;
    RangeReport { best: range.best.into(), worst: range.worst.into(), worst_case: range.worst_case.into() }
}

fn site_report(site: &Site) -> SiteReport {
    SiteReport {
        id: site.name.clone(),
        name: site.title.clone(),
        city: site.city.clone(),
        point: site.point,
        status: site.status,
        since: site.since,
        sources: site.sources.iter().map(|source| source.url.clone()).collect(),
    }
}

fn company(ask: &Ask<'_>, corpus: &Corpus, id: EntityId, lang: Lang) -> String {
    let entity = &ask.footprints.entities[id];
    if !entity.title.is_empty() {
        return entity.title.clone();
    }
    let seat = &corpus.jurisdictions[entity.seat].code;
    match lang {
        Lang::En => format!("a company of {seat} alone"),
        Lang::De => format!("ein eigenständiges Unternehmen mit Sitz in {seat}"),
    }
}

/// A change as a reader would say it.
fn change_in_words(ask: &Ask<'_>, corpus: &Corpus, change: &Change, lang: Lang) -> String {
    let code = |id: JurisdictionId| &corpus.jurisdictions[id].code;
    let firm = |id: EntityId| company(ask, corpus, id, lang);
    match (change, lang) {
        (Change::AddSite(place, operator), Lang::En) => {
            format!("a further site in {}, run by {}", code(*place), firm(operator.unwrap_or(ask.footprint.provider)))
        }
        (Change::AddSite(place, operator), Lang::De) => format!(
            "ein weiterer Standort in {}, betrieben von {}",
            code(*place),
            firm(operator.unwrap_or(ask.footprint.provider))
        ),
        (Change::Without(place), Lang::En) => format!("no site in {}", code(*place)),
        (Change::Without(place), Lang::De) => format!("kein Standort in {}", code(*place)),
        (Change::Operator(sites, operator), Lang::En) => {
            format!("{} run by {}", sites_in_words(ask, corpus, *sites, lang), firm(*operator))
        }
        (Change::Operator(sites, operator), Lang::De) => {
            format!("{} betrieben von {}", sites_in_words(ask, corpus, *sites, lang), firm(*operator))
        }
        (Change::Local(place), Lang::En) => {
            format!("the sites in {} run by a company of the place that nobody else controls", code(*place))
        }
        (Change::Local(place), Lang::De) => {
            format!("die Standorte in {} betrieben von einem eigenständigen Unternehmen des Ortes", code(*place))
        }
        (Change::Fact(fact, known), lang) => {
            let fact = &corpus.vocabulary.facts[*fact];
            let value = match (known, &fact.ty) {
                (Known::One(Code(value)), FactType::Choice(values)) => {
                    values.get(usize::from(*value)).map_or("?", |choice| choice.label.get(lang))
                }
                (Known::One(Code(1)), _) => {
                    if lang == Lang::De {
                        "ja"
                    } else {
                        "yes"
                    }
                }
                (Known::One(_), _) => {
                    if lang == Lang::De {
                        "nein"
                    } else {
                        "no"
                    }
                }
                (Known::Unknown | Known::Many(_), _) => "?",
            };
            format!("{}: {value}", fact.label.get(lang))
        }
    }
}

fn sites_in_words(ask: &Ask<'_>, corpus: &Corpus, sites: Sites, lang: Lang) -> String {
    let code = |id: JurisdictionId| &corpus.jurisdictions[id].code;
    match (sites, lang) {
        (Sites::One(at), _) => ask.footprint.sites.get(at).map_or_else(String::new, |site| site.name.clone()),
        (Sites::In(place), Lang::En) => format!("the sites in {}", code(place)),
        (Sites::In(place), Lang::De) => format!("die Standorte in {}", code(place)),
        (Sites::Of(id), Lang::En) => format!("the sites of {}", company(ask, corpus, id, lang)),
        (Sites::Of(id), Lang::De) => format!("die Standorte von {}", company(ask, corpus, id, lang)),
    }
}
