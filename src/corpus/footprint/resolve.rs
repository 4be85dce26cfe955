//! From wire types to companies and footprints: every name becomes a number, or a fault.

use std::collections::{BTreeMap, BTreeSet};

use super::{Layout, Read, key, locate, steps};
use crate::corpus::request::cannot_be;
use crate::corpus::resolve::text as resolve_text;
use crate::corpus::wire_footprint as wire;
use crate::corpus::{Corpus, Trees, wire as wire_law};
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::law::{
    Entity, EntityId, FactType, Footprint, Id, JurisdictionId, Operator, Role, Site, Source, Status, Table,
};
use crate::logic::Code as Value;
use crate::said;
use crate::text::Files;
use crate::text::json::Step;

pub(super) struct Resolver<'a> {
    corpus: &'a Corpus,
    trees: Trees<'a>,
    numbers: BTreeMap<String, EntityId>,
    pub(super) faults: Vec<Diagnostic>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(corpus: &'a Corpus, files: &'a Files, read: &[Read]) -> Self {
        let names: BTreeSet<&String> = read.iter().flat_map(|read| read.wire.entities.iter().map(|e| &e.id)).collect();
        let numbers = names.into_iter().enumerate().map(|(at, name)| (name.clone(), EntityId::from_index(at)));
        Self { corpus, trees: Trees::new(files), numbers: numbers.collect(), faults: Vec::new() }
    }

    fn report(&mut self, layout: &Layout, path: &[Step], fault: Diagnostic) {
        let span = locate(&mut self.trees, layout, path);
        self.faults.push(fault.at(span));
    }

    /// Every company, in the order of its number; where two files have one, the first counts.
    pub(super) fn entities(&mut self, read: &[Read]) -> Table<EntityId, Entity> {
        let above: BTreeMap<&str, &str> = read
            .iter()
            .flat_map(|read| &read.wire.entities)
            .filter_map(|entity| Some((entity.id.as_str(), entity.controlled_by.as_deref()?)))
            .collect();
        let mut found: BTreeMap<&str, Option<Entity>> = BTreeMap::new();
        for Read { wire, layout, .. } in read {
            for (at, wire) in wire.entities.iter().enumerate() {
                if found.contains_key(wire.id.as_str()) {
                    let message = said!(
                        "the company `{id}` is given twice",
                        "das Unternehmen `{id}` ist zweimal angegeben",
                        id = wire.id
                    );
                    let fault = Diagnostic::new(Code::DoubledId, message);
                    let help = said!(
                        "a built-in company can be named without being repeated",
                        "ein eingebautes Unternehmen kann genannt werden, ohne dass man es wiederholt"
                    );
                    self.report(layout, &steps("entities", at, "id"), fault.help(help));
                    continue;
                }
                if controls_itself(&above, &wire.id) {
                    let message = said!("`{id}` controls itself", "`{id}` beherrscht sich selbst", id = wire.id);
                    let fault = Diagnostic::new(Code::MembershipCycle, message);
                    self.report(layout, &steps("entities", at, "controlled_by"), fault);
                }
                let entity = self.entity(layout, at, wire);
                found.insert(&wire.id, entity);
            }
        }
        // A company that is wrong has a fault on record, so that nobody sees the table.
        found.into_values().flatten().collect()
    }

    fn entity(&mut self, layout: &Layout, at: usize, wire: &wire::Entity) -> Option<Entity> {
        let seat = self.place(layout, &wire.seat, &steps("entities", at, "seat"));
        let mut presence = Vec::new();
        for (nth, code) in wire.presence.iter().enumerate() {
            let mut path = steps("entities", at, "presence");
            path.push(Step::Index(nth));
            presence.extend(self.place(layout, code, &path));
        }
        let kind = wire.kind.as_ref().and_then(|kind| self.kind(layout, kind, &steps("entities", at, "kind")));
        let above = steps("entities", at, "controlled_by");
        let controlled_by = self.optional(layout, wire.controlled_by.as_ref(), &above);
        let sources = self.sources(layout, &wire.sources, &[key("entities"), Step::Index(at)]);
        let (name, title) = (wire.id.clone(), wire.name.clone());
        Some(Entity { name, title, seat: seat?, presence, kind, controlled_by, sources })
    }

    pub(super) fn footprint(&mut self, Read { wire, layout, .. }: &Read) -> Option<Footprint> {
        let provider = self.company(layout, &wire.provider, &[key("provider")]);
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut sites = Vec::new();
        for (at, site) in wire.sites.iter().enumerate() {
            if !seen.insert(&site.id) {
                let message =
                    said!("the site `{id}` is given twice", "der Standort `{id}` ist zweimal angegeben", id = site.id);
                let fault = Diagnostic::new(Code::DoubledId, message);
                self.report(layout, &steps("sites", at, "id"), fault);
            }
            sites.extend(self.site(layout, at, site));
        }
        let entities = wire.entities.iter().filter_map(|entity| self.numbers.get(&entity.id).copied());
        Some(Footprint {
            name: wire.id.clone(),
            title: resolve_text(wire.name.clone()),
            provider: provider?,
            entities: entities.collect(),
            sites,
            note: wire.note.clone().map(resolve_text),
        })
    }

    fn site(&mut self, layout: &Layout, at: usize, wire: &wire::Site) -> Option<Site> {
        let path = |field| steps("sites", at, field);
        let place = self.place(layout, &wire.place, &path("place"));
        let operator = self.operator(layout, at, wire);
        let infrastructure = self.optional(layout, wire.infrastructure.as_ref(), &path("infrastructure"));
        let technology = self.optional(layout, wire.technology.as_ref(), &path("technology"));
        let point = self.point(layout, at, wire);
        let sources = self.sources(layout, &wire.sources, &[key("sites"), Step::Index(at)]);
        Some(Site {
            name: wire.id.clone(),
            title: wire.name.clone().unwrap_or_else(|| wire.id.clone()),
            place: place?,
            city: wire.city.clone(),
            point,
            operator,
            infrastructure,
            technology,
            status: wire.status.unwrap_or(Status::Operating),
            since: wire.since,
            note: wire.note.clone().map(resolve_text),
            sources,
        })
    }

    fn operator(&mut self, layout: &Layout, at: usize, wire: &wire::Site) -> Operator {
        let mut among = Vec::new();
        for (nth, name) in wire.operators.iter().enumerate() {
            let mut path = steps("sites", at, "operators");
            path.push(Step::Index(nth));
            among.extend(self.company(layout, name, &path));
        }
        match (self.optional(layout, wire.operator.as_ref(), &steps("sites", at, "operator")), among.as_slice()) {
            (Some(one), []) => Operator::One(one),
            (Some(_), _) => {
                let message = said!(
                    "a site has `operator` or `operators`, not both",
                    "ein Standort hat `operator` oder `operators`, nicht beides"
                );
                let fault = Diagnostic::new(Code::WrongType, message);
                self.report(layout, &steps("sites", at, "operators"), fault);
                Operator::Unknown
            }
            (None, []) => Operator::Unknown,
            (None, [one]) => Operator::One(*one),
            (None, _) => Operator::Among(among),
        }
    }

    fn point(&mut self, layout: &Layout, at: usize, wire: &wire::Site) -> Option<(f64, f64)> {
        let (point, field) = match (wire.latitude, wire.longitude) {
            (Some(latitude), Some(longitude)) => (Some((latitude, longitude)), "latitude"),
            (None, None) => return None,
            (Some(_), None) => (None, "latitude"),
            (None, Some(_)) => (None, "longitude"),
        };
        let on_earth = point.filter(|(north, east)| north.abs() <= 90.0 && east.abs() <= 180.0);
        if on_earth.is_none() {
            let message = said!(
                "a point has a `latitude` from -90 to 90 and a `longitude` from -180 to 180",
                "ein Punkt hat eine `latitude` von -90 bis 90 und eine `longitude` von -180 bis 180"
            );
            self.report(layout, &steps("sites", at, field), Diagnostic::new(Code::BadPoint, message));
        }
        on_earth
    }

    fn place(&mut self, layout: &Layout, code: &str, path: &[Step]) -> Option<JurisdictionId> {
        match self.corpus.find_jurisdiction(code) {
            Ok(found) => Some(found),
            Err(fault) => {
                self.report(layout, path, fault);
                None
            }
        }
    }

    fn kind(&mut self, layout: &Layout, kind: &str, path: &[Step]) -> Option<Value> {
        let facts = &self.corpus.vocabulary.facts;
        let (_, fact) = facts.iter().find(|(_, fact)| fact.role == Some(Role::Kind))?;
        let FactType::Choice(values) = &fact.ty else { return None };
        let found = values.iter().position(|value| value.name == kind);
        if found.is_none() {
            let fault = Diagnostic::new(Code::UnknownValue, cannot_be(&fact.name, kind));
            let help = suggestion(kind, values.iter().map(|value| value.name.as_str()));
            self.report(layout, path, Diagnostic { help, ..fault });
        }
        found.and_then(|at| u16::try_from(at).ok()).map(Value)
    }

    fn optional(&mut self, layout: &Layout, name: Option<&String>, path: &[Step]) -> Option<EntityId> {
        name.and_then(|name| self.company(layout, name, path))
    }

    fn company(&mut self, layout: &Layout, name: &str, path: &[Step]) -> Option<EntityId> {
        let found = self.numbers.get(name).copied();
        if found.is_none() {
            let message = said!("unknown company `{name}`", "unbekanntes Unternehmen `{name}`");
            let fault = Diagnostic::new(Code::UnknownCompany, message);
            let help = suggestion(name, self.numbers.keys().map(String::as_str));
            self.report(layout, path, Diagnostic { help, ..fault });
        }
        found
    }

    fn sources(&mut self, layout: &Layout, wire: &[wire_law::Source], above: &[Step]) -> Vec<Source> {
        let mut sources = Vec::new();
        for (at, source) in wire.iter().enumerate() {
            match source.seen.parse() {
                Ok(seen) => sources.push(Source { url: source.url.clone(), seen, note: source.note.clone() }),
                Err(message) => {
                    let path = [above, &[key("sources"), Step::Index(at), key("seen")]].concat();
                    self.report(layout, &path, Diagnostic::new(Code::BadDate, message));
                }
            }
        }
        sources
    }
}

/// Whether a line of control comes back to where it began, or never ends.
fn controls_itself(above: &BTreeMap<&str, &str>, company: &str) -> bool {
    let line = std::iter::successors(above.get(company), |at| above.get(**at));
    line.take(above.len() + 1).any(|name| *name == company)
}
