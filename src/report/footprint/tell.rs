//! From a picture to what is shown.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;

use super::words::{change_in_words, company, operator_in_words, sort_name};
use super::{
    Beside, CauseReport, CellReport, ChangesReport, EffectReport, FootprintReport, LayerReport, MoveReport,
    PlaceReport, PlaceRow, ProfileReport, RangeReport, RemainingReport, SiteReport, SitesReport, SourceLine,
    TotalsReport,
};
use crate::corpus::Corpus;
use crate::law::{EntityId, Id, JurisdictionId, Lang, Operator, ProvisionId, Site};
use crate::report::check::FactReport;
use crate::report::horn::{Writer, address};
use crate::report::names::{Outcome, finding_id};
use crate::report::{Options, Receipt, SCHEMA_VERSION};
use crate::survey::bulk::{PairId, Plan};
use crate::survey::footprint::change::{Effect, Sort};
use crate::survey::footprint::{Ask, Cell, Company, Demand, Group, Layer, Part, Picture, Range, Side, Totals};

/// Causes that a report lists.
const MOST_CAUSES: usize = 20;
/// Causes that remain after the best change, as a report lists them.
const REMAINING: usize = 5;
/// Single changes that a report lists.
const MOST_CHANGES: usize = 20;

pub(super) fn footprint<'c>(
    plan: &Plan<'_, 'c>,
    ask: &Ask<'c>,
    picture: &Picture,
    beside: &Beside<'c>,
    options: Options,
) -> FootprintReport<'c> {
    let corpus = plan.book.corpus;
    let teller = Teller { plan, ask, corpus, picture, lang: options.lang };
    let before = beside.before.as_ref();
    // A change speaks of the footprint as it was before it.
    let told = |change| change_in_words(before.map_or(ask, |(ask, _)| ask), corpus, change, options.lang);
    let (left_out, not_yet) = ask.left_out(plan.book.day);
    FootprintReport {
        schema_version: SCHEMA_VERSION,
        footprint: ask.footprint.name.clone(),
        name: ask.footprint.title.get(options.lang).to_owned(),
        as_of: plan.book.day.to_string(),
        customer: ask.customer.map(|place| corpus.jurisdictions[place].code.as_str()),
        given: teller.given(),
        planned: ask.planned,
        left_out,
        not_yet,
        changes: beside.changes.iter().map(told).collect(),
        before: before.map(|(_, picture)| totals(&picture.totals)),
        moved: before.map_or_else(Vec::new, |(_, before)| teller.moved(before)),
        totals: totals(&picture.totals),
        independent: totals(&picture.independent_totals),
        requests: picture.requests,
        states: ask.states.iter().map(|state| teller.place(*state)).collect(),
        profiles: ask.profiles.iter().map(|profile| profile_report(profile, options.lang)).collect(),
        places: picture.places().into_iter().filter_map(|place| teller.place_row(place)).collect(),
        rows: picture.groups.iter().enumerate().filter_map(|(at, group)| teller.row(at, group)).collect(),
        by_profile: (0..ask.profiles.len()).map(|profile| teller.by_profile(profile)).collect(),
        independent_by_profile: (0..ask.profiles.len()).filter_map(|profile| teller.of_profile(profile)).collect(),
        by_state: (0..ask.states.len()).map(|state| teller.by_state(state)).collect(),
        independent_drivers: teller.over_groups(|at| picture.independent(at)),
        findings: teller.findings(),
        causes: teller.causes(picture, MOST_CAUSES),
        single_changes: beside.effects.as_ref().map(|(effects, best)| teller.changes(effects, best.as_ref())),
        not_encoded: teller.not_encoded(),
        note: ask.footprint.note.as_ref().map(|note| note.get(options.lang).to_owned()),
        receipt: Receipt::new(corpus),
    }
}

fn profile_report(profile: &crate::law::Profile, lang: Lang) -> ProfileReport<'_> {
    ProfileReport { id: &profile.name, name: profile.title.get(lang), description: profile.description.get(lang) }
}

fn totals(totals: &Totals) -> TotalsReport {
    TotalsReport {
        demands: totals.count(),
        conflicts: totals.conflicts(),
        contested: totals.contested,
        by_outcome: totals.by_verdict.iter().map(|(verdict, count)| ((*verdict).into(), *count)).collect(),
    }
}

pub(super) struct Teller<'a, 'b, 'c> {
    pub(super) plan: &'a Plan<'b, 'c>,
    pub(super) ask: &'a Ask<'c>,
    pub(super) corpus: &'c Corpus,
    pub(super) picture: &'a Picture,
    pub(super) lang: Lang,
}

impl<'c> Teller<'_, '_, 'c> {
    fn place(&self, id: JurisdictionId) -> PlaceReport<'c> {
        let place = &self.corpus.jurisdictions[id];
        PlaceReport { code: &place.code, name: place.name.get(self.lang), encoded: !self.plan.book.has_gap(id) }
    }

    fn not_encoded(&self) -> Vec<&'c str> {
        let all: BTreeSet<JurisdictionId> =
            self.picture.places().into_iter().chain(self.ask.states.iter().copied()).collect();
        self.codes(&all.into_iter().filter(|id| self.plan.book.has_gap(*id)).collect())
    }

    fn given(&self) -> Vec<FactReport<'c>> {
        let mut facts = vec![crate::logic::Known::Unknown; self.corpus.vocabulary.facts.len()];
        for (fact, known) in &self.ask.given {
            if let Some(slot) = facts.get_mut(fact.index()) {
                slot.clone_from(known);
            }
        }
        let given: Vec<&str> =
            self.ask.given.iter().map(|(fact, _)| self.corpus.vocabulary.facts[*fact].name.as_str()).collect();
        let mut all = Writer { book: self.plan.book, facts: &facts, lang: self.lang }.facts();
        all.retain(|fact| given.contains(&fact.fact));
        all
    }

    /// The groups at a place, by number.
    fn groups_at(&self, place: JurisdictionId) -> Vec<usize> {
        let groups = self.picture.groups.iter().enumerate();
        groups.filter(|(_, group)| group.place == place).map(|(at, _)| at).collect()
    }

    fn place_row(&self, place: JurisdictionId) -> Option<PlaceRow<'c>> {
        let groups = self.groups_at(place);
        let sites = groups.iter().filter_map(|at| self.picture.groups.get(*at)).map(|group| group.sites.len()).sum();
        let cell = |state| over(groups.iter().flat_map(|group| self.picture.kinds(*group, state)).map(|c| c.range));
        Some(PlaceRow {
            place: self.place(place),
            sites,
            cells: (0..self.ask.states.len()).filter_map(cell).collect(),
            independent: over(groups.iter().flat_map(|at| self.picture.independent(*at)).map(|cell| cell.range))?,
        })
    }

    fn row(&self, at: usize, group: &Group) -> Option<SitesReport<'c>> {
        let sites: Vec<&Site> = group.sites.iter().filter_map(|site| self.ask.footprint.sites.get(*site)).collect();
        let first = sites.first();
        let states = 0..self.ask.states.len();
        let independent = self.picture.independent(at);
        let cells = states.clone().flat_map(|state| self.picture.kinds(at, state)).chain(independent);
        Some(SitesReport {
            place: self.place(group.place),
            operators: first.map(|site| self.operators(site)).unwrap_or_default(),
            infrastructure: first.and_then(|site| site.infrastructure).map(|id| self.company(id)),
            technology: first.and_then(|site| site.technology).map(|id| self.company(id)),
            sites: sites.iter().map(|site| self.site(site)).collect(),
            cells: states
                .filter_map(|state| self.cell(self.picture.kinds(at, state), self.picture.asked(at, state)))
                .collect(),
            independent: self.cell(independent, self.picture.asked(at, 0))?,
            apart: self.apart(at, group),
            drivers: self.drivers(cells.map(|cell| (cell, 1))),
        })
    }

    fn operators(&self, site: &Site) -> Vec<String> {
        match &site.operator {
            Operator::One(one) => vec![self.company(*one)],
            Operator::Among(some) => some.iter().map(|id| self.company(*id)).collect(),
            Operator::Unknown => Vec::new(),
            Operator::Local => vec![operator_in_words(self.ask, &site.operator, self.lang)],
        }
    }

    fn company(&self, id: EntityId) -> String {
        company(self.ask, Company::Known(id), self.lang)
    }

    fn site(&self, site: &Site) -> SiteReport {
        let source = |source: &crate::law::Source| SourceLine {
            url: source.url.clone(),
            seen: source.seen.to_string(),
            note: source.note.clone(),
        };
        SiteReport {
            id: site.name.clone(),
            name: site.title.clone(),
            city: site.city.clone(),
            point: site.point,
            status: site.status,
            since: site.since,
            note: site.note.as_ref().map(|note| note.get(self.lang).to_owned()),
            sources: site.sources.iter().map(source).collect(),
        }
    }

    /// What comes of some cells, one for each kind of demand, and of those that are asked there.
    fn cell(&self, cells: &[Cell], asked: &[(Company, Demand)]) -> Option<CellReport<'c>> {
        let key = |cell: &Cell| (cell.range.worst, cell.range.worst_case);
        let (profile, worst) = cells.iter().enumerate().rev().max_by_key(|(_, cell)| key(cell))?;
        let asked = asked.get(worst.worst_part());
        Some(CellReport {
            range: over(cells.iter().map(|cell| cell.range))?,
            profile: self.ask.profiles.get(profile).map_or("", |profile| &profile.name),
            asked: asked.map(|(asked, _)| company(self.ask, *asked, self.lang)).unwrap_or_default(),
            findings: worst.drivers.iter().map(|driver| self.finding(driver.pair)).collect(),
            by_profile: cells.iter().map(|cell| cell.range.into()).collect(),
        })
    }

    /// The companies of a group apart, if there is more than one.
    fn apart(&self, at: usize, group: &Group) -> Vec<LayerReport> {
        let addressees: Vec<_> = group.alternatives.iter().flatten().collect();
        if addressees.len() < 2 {
            return Vec::new();
        }
        let mut layers: Vec<LayerReport> = Vec::new();
        for (nth, addressee) in addressees.into_iter().enumerate() {
            let part = |cells: &[Cell]| over(cells.iter().filter_map(|cell| cell.parts.get(nth)).map(one));
            let Some(independent) = part(self.picture.independent(at)) else { continue };
            let layer = LayerReport {
                layer: layer_name(addressee.layer),
                company: company(self.ask, addressee.company, self.lang),
                cells: (0..self.ask.states.len()).filter_map(|state| part(self.picture.kinds(at, state))).collect(),
                independent,
            };
            // With several possible operators the layers behind them are the same for each.
            if !layers.contains(&layer) {
                layers.push(layer);
            }
        }
        layers
    }

    fn names(&self, pair: PairId) -> (&'c str, &'c str) {
        let (required, forbidden) = self.plan.norms(pair);
        let name = |norm| self.corpus.provision_name(self.plan.book.norms[norm].provision);
        (name(required), name(forbidden))
    }

    pub(super) fn finding(&self, pair: PairId) -> String {
        let (required, forbidden) = self.names(pair);
        finding_id(required, forbidden, &self.corpus.vocabulary.acts[self.plan.act(pair)].name)
    }

    fn by_profile(&self, profile: usize) -> Vec<RangeReport> {
        let groups = 0..self.picture.groups.len();
        let cells = |state| groups.clone().filter_map(move |group| self.picture.cell(group, state, profile));
        (0..self.ask.states.len()).filter_map(|state| over(cells(state).map(|cell| cell.range))).collect()
    }

    /// What is independent of the state that asks, over all sites.
    fn of_profile(&self, profile: usize) -> Option<RangeReport> {
        let cells = (0..self.picture.groups.len()).filter_map(|group| self.picture.independent(group).get(profile));
        over(cells.map(|cell| cell.range))
    }

    pub(super) fn codes(&self, ids: &BTreeSet<JurisdictionId>) -> Vec<&'c str> {
        ids.iter().map(|id| self.corpus.jurisdictions[*id].code.as_str()).collect()
    }

    fn causes(&self, picture: &Picture, most: usize) -> Vec<CauseReport<'c>> {
        let cause = |((side, provision), demands): (&(Side, ProvisionId), &usize)| {
            let law = &self.corpus.provisions[*provision];
            CauseReport {
                provision: &law.full_name,
                jurisdiction: &self.corpus.jurisdictions[self.corpus.owner_of(*provision)].code,
                title: self.corpus.instrument_of(*provision).title.get(self.lang),
                citation: self.corpus.instrument_of(*provision).citation.get(self.lang),
                pinpoint: law.pinpoint.get(self.lang),
                url: address(self.corpus, *provision),
                summary: law.summary.get(self.lang),
                side: match side {
                    Side::Requires => "requires",
                    Side::Forbids => "forbids",
                },
                demands: *demands,
            }
        };
        let mut causes: Vec<CauseReport<'c>> = picture.provisions.iter().map(cause).collect();
        causes.sort_by_key(|cause| Reverse(cause.demands));
        causes.truncate(most);
        causes
    }

    fn moved(&self, before: &Picture) -> Vec<MoveReport<'c>> {
        let worst = |picture: &Picture, place, state| {
            let groups = picture.groups.iter().enumerate().filter(|(_, group)| group.place == place);
            let cells = groups.flat_map(|(at, _)| picture.kinds(at, state));
            cells.map(|cell| cell.range.worst).max().map(Outcome::from)
        };
        let places: BTreeSet<JurisdictionId> = before.places().into_iter().chain(self.picture.places()).collect();
        let pairs = places.into_iter().flat_map(|place| (0..self.ask.states.len()).map(move |state| (place, state)));
        let code = |id: JurisdictionId| self.corpus.jurisdictions[id].code.as_str();
        let moved = pairs.filter_map(|(place, state)| {
            let (before, after) = (worst(before, place, state), worst(self.picture, place, state));
            let state = code(*self.ask.states.get(state)?);
            (before != after).then(|| MoveReport { place: code(place), state, before, after })
        });
        moved.collect()
    }

    fn changes(&self, effects: &[Effect], best: Option<&Picture>) -> ChangesReport<'c> {
        let report = |effect: &Effect| EffectReport {
            change: change_in_words(self.ask, self.corpus, &effect.change, self.lang),
            sort: sort_name(effect.change.sort()),
            demands: effect.demands,
            conflicts: effect.conflicts,
            deadlocks: effect.deadlocks,
        };
        let mut sorts: BTreeSet<Sort> = BTreeSet::new();
        ChangesReport {
            helpful: effects.len(),
            best: effects.iter().filter(|effect| sorts.insert(effect.change.sort())).map(report).collect(),
            list: effects.iter().take(MOST_CHANGES).map(report).collect(),
            remaining: best
                .map(|after| RemainingReport { totals: totals(&after.totals), causes: self.causes(after, REMAINING) }),
        }
    }
}

fn layer_name(layer: Layer) -> &'static str {
    match layer {
        Layer::Operator => "operator",
        Layer::Infrastructure => "infrastructure",
        Layer::Technology => "technology",
    }
}

fn one(part: &Part) -> Range {
    Range { best: part.verdict, worst: part.verdict, certainty: part.certainty, worst_case: part.worst_case }
}

/// The worst of some ranges; nothing if there is none.
fn over(ranges: impl Iterator<Item = Range>) -> Option<RangeReport> {
    let worse = |a: Range, b: Range| Range {
        best: a.best.max(b.best),
        worst: a.worst.max(b.worst),
        certainty: match a.worst.cmp(&b.worst) {
            Ordering::Less => b.certainty,
            Ordering::Greater => a.certainty,
            Ordering::Equal => [a.certainty, b.certainty].into_iter().flatten().min(),
        },
        worst_case: a.worst_case.max(b.worst_case),
    };
    ranges.reduce(worse).map(RangeReport::from)
}

impl From<Range> for RangeReport {
    fn from(range: Range) -> Self {
        Self {
            best: range.best.into(),
            worst: range.worst.into(),
            certainty: range.certainty.map(Into::into),
            worst_case: range.worst_case.into(),
        }
    }
}
