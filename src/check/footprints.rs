//! Questions that a maintainer asks of a footprint: do its points lie where they are said to lie, are its years and
//! companies plausible, is every silence explained? Published lists of data centres get all of these wrong.

use std::collections::{BTreeMap, BTreeSet};

use crate::atlas::{Point, World, distance};
use crate::corpus::{Corpus, Footprints};
use crate::diagnostic::{Code, Diagnostic, settle};
use crate::law::{Day, EntityId, Footprint, Operator, Role, Site, Status};

/// How far from its country's shapes a point may lie: shores are coarse, and a city is not a building.
const TOLERANCE: f64 = 30.0;
/// How far apart points of one city may lie.
const CITY: f64 = 50.0;
/// Before this year nobody offered a cloud.
const FIRST_YEAR: i16 = 1995;
/// Nobody announces a site for later than this many years from now.
const PLANS: i16 = 10;

/// Asks everything of one footprint. `known` are those inside the program: they know where cities lie and when regions
/// opened. `today` is the day before which a site is open and after which it is planned.
#[must_use]
pub fn footprint(
    corpus: &Corpus,
    all: &Footprints,
    footprint: &Footprint,
    known: &[Footprint],
    today: Day,
) -> Vec<Diagnostic> {
    let review = Review { corpus, all, footprint, known, today };
    let mut found = Vec::new();
    for (at, site) in footprint.sites.iter().enumerate() {
        found.extend(review.point(at, site).or_else(|| review.city(at, site)));
        found.extend(review.record(at, site));
        found.extend(review.year(at, site));
        found.extend(review.operator(at, site));
    }
    found.extend(review.doubles());
    found.extend(review.companies());
    settle(&mut found);
    found
}

struct Review<'a> {
    corpus: &'a Corpus,
    all: &'a Footprints,
    footprint: &'a Footprint,
    known: &'a [Footprint],
    today: Day,
}

impl<'a> Review<'a> {
    fn at(&self, site: usize, field: &str, fault: Diagnostic) -> Diagnostic {
        fault.at(self.all.place(self.footprint, site, field))
    }

    fn point(&self, at: usize, site: &Site) -> Option<Diagnostic> {
        let Some((north, east)) = site.point else {
            let message = format!("`{}` has no point, so that no map shows it", site.name);
            let fault = Diagnostic::new(Code::NoPoint, message);
            return Some(self.at(at, "id", fault.help("add `latitude` and `longitude` of the city")));
        };
        let code = &self.corpus.jurisdictions[site.place].code;
        let off = World::get().off(code, (east, north)).filter(|off| *off > TOLERANCE)?;
        let lies = World::get().at((east, north)).map_or_else(|| "in no country".to_owned(), |at| format!("in {at}"));
        let message = format!("the point of `{}` lies {lies}, {off:.0} km from {code}", site.name);
        let fault = Diagnostic::new(Code::PointElsewhere, message);
        Some(self.at(at, "latitude", fault.help(mend(code, (east, north)))))
    }

    /// Whether the point lies where the city is known to lie.
    fn city(&self, at: usize, site: &Site) -> Option<Diagnostic> {
        let ((north, east), city) = site.point.zip(site.city.as_ref())?;
        let others = self.known.iter().filter(|known| *known != self.footprint).flat_map(|known| &known.sites);
        let same = others.filter(|other| other.place == site.place && other.city.as_ref() == Some(city));
        let away = same.filter_map(|other| other.point).map(|(y, x)| distance((east, north), (x, y)));
        let away = away.min_by(f64::total_cmp).filter(|away| *away > CITY)?;
        let message = format!("the point of `{}` lies {away:.0} km from where {city} is known to be", site.name);
        let fault = Diagnostic::new(Code::CityElsewhere, message);
        Some(self.at(at, "latitude", fault.help("mend the point or the `city`")))
    }

    /// Whether a file says the same as the footprint of that provider inside the program, as far as both know a site.
    fn record(&self, at: usize, site: &Site) -> Vec<Diagnostic> {
        let inside = self.known.iter().find(|known| known.name == self.footprint.name && *known != self.footprint);
        let Some(known) = inside.and_then(|known| known.sites.iter().find(|known| known.name == site.name)) else {
            return Vec::new();
        };
        let code = |site: &Site| Some(self.corpus.jurisdictions[site.place].code.clone());
        let year = |site: &Site| site.since.map(|year| year.to_string());
        let fields = [
            ("place", code(site), code(known)),
            ("city", site.city.clone(), known.city.clone()),
            ("since", year(site), year(known)),
        ];
        let source = known.sources.first().map(|source| format!("what is inside the program rests on {}", source.url));
        let differ = fields.into_iter().filter_map(|(field, said, kept)| {
            let (said, kept) = said.zip(kept).filter(|(said, kept)| said != kept)?;
            let message = format!("`{}` has the {field} {said} here and {kept} inside the program", site.name);
            let fault = Diagnostic::new(Code::OtherRecord, message);
            let fault = source.iter().fold(fault, |fault, source| fault.help(source.clone()));
            Some(self.at(at, field, fault))
        });
        differ.collect()
    }

    fn year(&self, at: usize, site: &Site) -> Option<Diagnostic> {
        let (year, now) = (site.since?, self.today.date().year());
        let planned = site.status == Status::Planned;
        let (wrong, help) = match year {
            ..FIRST_YEAR => ("before anybody offered a cloud", "give the year in which the region opened, or none"),
            year if year > now.saturating_add(PLANS) => ("further ahead than anybody plans", "look at the year again"),
            year if planned && year < now => ("planned for the past", "it has opened, or comes later, or never"),
            year if !planned && year > now => ("open since a year to come", "give it the status `planned`"),
            _ => return None,
        };
        let fault = Diagnostic::new(Code::OddYear, format!("`{}` has the year {year}: {wrong}", site.name));
        Some(self.at(at, "since", fault.help(help)))
    }

    fn operator(&self, at: usize, site: &Site) -> Option<Diagnostic> {
        let silent = site.operator == Operator::Unknown && site.note.is_none();
        silent.then(|| {
            let message = format!("`{}` says neither who runs it nor why that is not known", site.name);
            let fault = Diagnostic::new(Code::SilentOperator, message);
            self.at(at, "id", fault.help("add `operator`, or `operators` of which one is it, or a `note`"))
        })
    }

    /// Sites of one name, and cities of one point.
    fn doubles(&self) -> Vec<Diagnostic> {
        let mut names: BTreeMap<&str, &str> = BTreeMap::new();
        let mut cities: BTreeMap<[u64; 2], (&str, &str)> = BTreeMap::new();
        let mut found = Vec::new();
        for (at, site) in self.footprint.sites.iter().enumerate() {
            let first = *names.entry(&site.title).or_insert(&site.name);
            if first != site.name {
                let message = format!("`{}` and `{first}` are both called `{}`", site.name, site.title);
                let fault = Diagnostic::new(Code::DoubledSite, message);
                found.push(self.at(at, "name", fault.help("readers cannot tell them apart; add what does")));
            }
            let Some(((north, east), city)) = site.point.zip(site.city.as_deref()) else { continue };
            let (other, there) = *cities.entry([north.to_bits(), east.to_bits()]).or_insert((&site.name, city));
            if there != city {
                let message = format!("`{}` in {city} stands at the point of `{other}` in {there}", site.name);
                let fault = Diagnostic::new(Code::DoubledSite, message);
                found.push(self.at(at, "latitude", fault.help("one of the two cities lies elsewhere")));
            }
        }
        found
    }

    /// Companies of the footprint of which it is not known what they are, and those that no site, no company and no
    /// footprint names. Subsidiaries are never idle: they are where their group is present.
    fn companies(&self) -> Vec<Diagnostic> {
        let used = self.used();
        let asked = self.corpus.vocabulary.facts.iter().any(|(_, fact)| fact.role == Some(Role::Kind));
        let unsaid = |id: EntityId| asked && self.all.entities[id].kind.is_none();
        let kinds = self.footprint.entities.iter().enumerate().filter(|(_, id)| unsaid(**id));
        let kinds = kinds.map(|(at, id)| {
            let message = format!("what `{}` is does not stand there: nothing is certain about it", self.company(*id));
            let fault = Diagnostic::new(Code::NoKind, message).help("add its `kind`");
            fault.at(self.all.company_place(self.footprint, at, "id"))
        });
        let idle = |id| !used.contains(id) && self.all.entities[*id].controlled_by.is_none();
        let own = self.footprint.entities.iter().enumerate().filter(|(_, id)| idle(id));
        let told = own.map(|(at, id)| {
            let message = format!("nothing names the company `{}`", self.company(*id));
            let fault = Diagnostic::new(Code::IdleCompany, message);
            let place = self.all.company_place(self.footprint, at, "id");
            fault
                .help("name it as `operator`, `infrastructure` or `technology`, or say by whom it is `controlled_by`")
                .at(place)
        });
        kinds.chain(told).collect()
    }

    fn company(&self, id: EntityId) -> &'a str {
        &self.all.entities[id].name
    }

    fn used(&self) -> BTreeSet<EntityId> {
        let mut used: BTreeSet<EntityId> = self.all.all.iter().map(|footprint| footprint.provider).collect();
        used.extend(self.all.entities.iter().filter_map(|(_, entity)| entity.controlled_by));
        for site in self.all.all.iter().flat_map(|footprint| &footprint.sites) {
            used.extend(site.infrastructure.iter().chain(&site.technology));
            match &site.operator {
                Operator::One(one) => used.extend([*one]),
                Operator::Among(some) => used.extend(some),
                Operator::Local | Operator::Unknown => {}
            }
        }
        used
    }
}

/// What was probably meant: a sign the other way, or the two numbers swapped.
fn mend(code: &str, (east, north): Point) -> String {
    let guesses = [
        ("with the other sign of the longitude", (-east, north)),
        ("with the other sign of the latitude", (east, -north)),
        ("with latitude and longitude swapped", (north, east)),
    ];
    let near = |point: Point| World::get().off(code, point).is_some_and(|off| off <= TOLERANCE);
    let meant = guesses.into_iter().find(|(_, point)| near(*point));
    meant.map_or_else(|| "mend the point or the `place`".to_owned(), |(how, _)| format!("{how} it would lie in {code}"))
}
