//! Footprints and profiles: read when somebody asks for them, because no law hangs on them.

use std::collections::BTreeMap;

use super::parse::{self, kind_of};
use super::resolve::text as resolve_text;
use super::schema::FileKind;
use super::wire_footprint as wire;
use super::{Corpus, Trees, request};
use crate::diagnostic::{Code, Diagnostic, settle, suggestion};
use crate::law::{
    Entity, EntityId, FactType, Footprint, Id, JurisdictionId, Operator, Profile, Role, Site, Source, Status, Table,
};
use crate::logic::Code as Value;
use crate::text::json::{self, Path, Step};
use crate::text::{FileId, Files, Span};

/// The footprints of a corpus, with the companies that they name.
#[derive(Debug, Clone, Default)]
pub struct Footprints {
    /// Every company, sorted by id.
    pub entities: Table<EntityId, Entity>,
    /// The footprints, sorted by id.
    pub all: Vec<Footprint>,
}

impl Footprints {
    /// The footprint with this id.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Footprint> {
        self.all.iter().find(|footprint| footprint.name == name)
    }

    /// The company with this id.
    #[must_use]
    pub fn entity(&self, name: &str) -> Option<EntityId> {
        let all = self.entities.as_slice();
        all.binary_search_by(|entity| entity.name.as_str().cmp(name)).ok().map(Id::from_index)
    }
}

/// Loads the footprints of a corpus, and perhaps one more file, which may name their companies. Where the two have the
/// same id, the file counts.
///
/// # Errors
/// Everything that is wrong with any of them.
pub fn load_footprints(corpus: &Corpus, own: Option<(FileId, &str)>) -> Result<Footprints, Vec<Diagnostic>> {
    let mut files = corpus.files.clone();
    let mut faults = Vec::new();
    let built_in: Vec<FileId> = corpus
        .files
        .iter()
        .filter(|(_, file)| kind_of(&file.name) == Some(FileKind::Footprint))
        .map(|(id, _)| id)
        .collect();
    let mut parsed: Vec<(FileId, wire::Footprint)> = Vec::new();
    if let Some((_, text)) = own {
        let id = files.add("footprint", text.to_owned());
        parsed.extend(parse::one(FileKind::Footprint, id, text, &mut faults));
    }
    for id in built_in {
        let Some(file) = corpus.files.get(id) else { continue };
        let Some(found) = parse::one::<wire::Footprint>(FileKind::Footprint, id, &file.text, &mut faults) else {
            continue;
        };
        if file.name != format!("footprints/{}.json", found.1.id) {
            let message = format!("the id `{0}` belongs in `footprints/{0}.json`", found.1.id);
            faults.push(Diagnostic::new(Code::MisplacedFile, message).at(Some(Span { file: id, range: 0..1 })));
        }
        if parsed.iter().all(|(_, known)| known.id != found.1.id) {
            parsed.push(found);
        }
    }
    let mut resolver = Resolver::new(corpus, &files, &parsed);
    let entities = resolver.entities(&parsed);
    let mut all: Vec<Footprint> = parsed.iter().filter_map(|(file, wire)| resolver.footprint(*file, wire)).collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    faults.append(&mut resolver.faults);
    if let Some((shown, _)) = own {
        // The caller shows the file under a number of its own.
        let inside = files.iter().last().map(|(id, _)| id);
        for span in faults.iter_mut().filter_map(|fault| fault.span.as_mut()).filter(|s| Some(s.file) == inside) {
            span.file = shown;
        }
    }
    settle(&mut faults);
    if faults.is_empty() { Ok(Footprints { entities, all }) } else { Err(faults) }
}

/// Loads the profiles of a corpus, sorted by id.
///
/// # Errors
/// Everything that is wrong with them.
pub fn load_profiles(corpus: &Corpus) -> Result<Vec<Profile>, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut profiles = Vec::new();
    for (id, file) in corpus.files.iter().filter(|(_, file)| kind_of(&file.name) == Some(FileKind::Profile)) {
        let Some((_, wire)) = parse::one::<wire::Profile>(FileKind::Profile, id, &file.text, &mut faults) else {
            continue;
        };
        if file.name != format!("profiles/{}.json", wire.id) {
            let message = format!("the id `{0}` belongs in `profiles/{0}.json`", wire.id);
            faults.push(Diagnostic::new(Code::MisplacedFile, message).at(Some(Span { file: id, range: 0..1 })));
        }
        let Ok(tree) = json::parse(&file.text) else { continue };
        match request::given(corpus, id, tree.at(&[key("facts")])) {
            Ok(facts) => profiles.push(Profile {
                name: wire.id,
                title: resolve_text(wire.name),
                description: resolve_text(wire.description),
                facts,
            }),
            Err(found) => faults.extend(found),
        }
    }
    settle(&mut faults);
    if faults.is_empty() { Ok(profiles) } else { Err(faults) }
}

fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}

fn steps(list: &str, at: usize, field: &str) -> Path {
    vec![key(list), Step::Index(at), key(field)]
}

/// From wire types to companies and footprints.
struct Resolver<'a> {
    corpus: &'a Corpus,
    trees: Trees<'a>,
    numbers: BTreeMap<String, EntityId>,
    faults: Vec<Diagnostic>,
}

impl<'a> Resolver<'a> {
    fn new(corpus: &'a Corpus, files: &'a Files, parsed: &[(FileId, wire::Footprint)]) -> Self {
        let mut names: Vec<&String> = parsed.iter().flat_map(|(_, f)| f.entities.iter().map(|e| &e.id)).collect();
        names.sort();
        names.dedup();
        let numbers = names.into_iter().enumerate().map(|(at, name)| (name.clone(), EntityId::from_index(at)));
        Self { corpus, trees: Trees::new(files), numbers: numbers.collect(), faults: Vec::new() }
    }

    fn report(&mut self, file: FileId, path: &[Step], fault: Diagnostic) {
        let fault = self.trees.locate(file, path, fault);
        self.faults.push(fault);
    }

    /// Every company, in the order of its number; where two files have one, the first counts.
    fn entities(&mut self, parsed: &[(FileId, wire::Footprint)]) -> Table<EntityId, Entity> {
        let mut found: BTreeMap<&str, Option<Entity>> = BTreeMap::new();
        for (file, footprint) in parsed {
            for (at, wire) in footprint.entities.iter().enumerate() {
                if found.contains_key(wire.id.as_str()) {
                    let fault = Diagnostic::new(Code::DoubledId, format!("the company `{}` is given twice", wire.id));
                    self.report(*file, &steps("entities", at, "id"), fault);
                    continue;
                }
                let entity = self.entity(*file, at, wire);
                found.insert(&wire.id, entity);
            }
        }
        // A company that is wrong has a fault on record, so that nobody sees the table.
        found.into_values().flatten().collect()
    }

    fn entity(&mut self, file: FileId, at: usize, wire: &wire::Entity) -> Option<Entity> {
        let seat = self.place(file, &wire.seat, &steps("entities", at, "seat"));
        let mut presence = Vec::new();
        for (nth, code) in wire.presence.iter().enumerate() {
            let mut path = steps("entities", at, "presence");
            path.push(Step::Index(nth));
            presence.extend(self.place(file, code, &path));
        }
        let kind = wire.kind.as_ref().and_then(|kind| self.kind(file, kind, &steps("entities", at, "kind")));
        let controlled_by = self.optional(file, wire.controlled_by.as_ref(), &steps("entities", at, "controlled_by"));
        if controlled_by.is_some() && controlled_by == self.numbers.get(&wire.id).copied() {
            let fault = Diagnostic::new(Code::MembershipCycle, format!("`{}` controls itself", wire.id));
            self.report(file, &steps("entities", at, "controlled_by"), fault);
        }
        let sources = self.sources(file, &wire.sources, &[key("entities"), Step::Index(at)]);
        let (name, title) = (wire.id.clone(), wire.name.clone());
        Some(Entity { name, title, seat: seat?, presence, kind, controlled_by, sources })
    }

    fn footprint(&mut self, file: FileId, wire: &wire::Footprint) -> Option<Footprint> {
        let provider = self.company(file, &wire.provider, &[key("provider")]);
        let mut seen: Vec<&str> = Vec::new();
        let mut sites = Vec::new();
        for (at, site) in wire.sites.iter().enumerate() {
            if seen.contains(&site.id.as_str()) {
                let fault = Diagnostic::new(Code::DoubledId, format!("the site `{}` is given twice", site.id));
                self.report(file, &steps("sites", at, "id"), fault);
            }
            seen.push(&site.id);
            sites.extend(self.site(file, at, site));
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

    fn site(&mut self, file: FileId, at: usize, wire: &wire::Site) -> Option<Site> {
        let place = self.place(file, &wire.place, &steps("sites", at, "place"));
        let operator = self.operator(file, at, wire);
        let infrastructure = self.optional(file, wire.infrastructure.as_ref(), &steps("sites", at, "infrastructure"));
        let technology = self.optional(file, wire.technology.as_ref(), &steps("sites", at, "technology"));
        let point = self.point(file, at, wire);
        let sources = self.sources(file, &wire.sources, &[key("sites"), Step::Index(at)]);
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

    fn operator(&mut self, file: FileId, at: usize, wire: &wire::Site) -> Operator {
        let mut among = Vec::new();
        for (nth, name) in wire.operators.iter().enumerate() {
            let mut path = steps("sites", at, "operators");
            path.push(Step::Index(nth));
            among.extend(self.company(file, name, &path));
        }
        match self.optional(file, wire.operator.as_ref(), &steps("sites", at, "operator")) {
            Some(one) if among.is_empty() => Operator::One(one),
            Some(_) => {
                let fault = Diagnostic::new(Code::WrongType, "a site has `operator` or `operators`, not both");
                self.report(file, &steps("sites", at, "operators"), fault);
                Operator::Unknown
            }
            None if among.is_empty() => Operator::Unknown,
            None => Operator::Among(among),
        }
    }

    fn point(&mut self, file: FileId, at: usize, wire: &wire::Site) -> Option<(f64, f64)> {
        let (point, field) = match (wire.latitude, wire.longitude) {
            (Some(latitude), Some(longitude)) => (Some((latitude, longitude)), "latitude"),
            (None, None) => return None,
            (Some(_), None) => (None, "latitude"),
            (None, Some(_)) => (None, "longitude"),
        };
        let on_earth = point.filter(|(north, east)| north.abs() <= 90.0 && east.abs() <= 180.0);
        if on_earth.is_none() {
            let message = "a point has a `latitude` from -90 to 90 and a `longitude` from -180 to 180";
            self.report(file, &steps("sites", at, field), Diagnostic::new(Code::UnknownValue, message));
        }
        on_earth
    }

    fn place(&mut self, file: FileId, code: &str, path: &[Step]) -> Option<JurisdictionId> {
        let found = self.corpus.jurisdiction(code);
        if found.is_none() {
            let fault = Diagnostic::new(Code::UnknownJurisdiction, format!("unknown jurisdiction `{code}`"));
            let help = suggestion(code, self.corpus.jurisdictions.iter().map(|(_, place)| place.code.as_str()));
            self.report(file, path, Diagnostic { help, ..fault });
        }
        found
    }

    fn kind(&mut self, file: FileId, kind: &str, path: &[Step]) -> Option<Value> {
        let facts = &self.corpus.vocabulary.facts;
        let (_, fact) = facts.iter().find(|(_, fact)| fact.role == Some(Role::Kind))?;
        let FactType::Choice(values) = &fact.ty else { return None };
        let found = values.iter().position(|value| value.name == kind);
        if found.is_none() {
            let fault = Diagnostic::new(Code::UnknownValue, format!("`{}` cannot be `{kind}`", fact.name));
            let help = suggestion(kind, values.iter().map(|value| value.name.as_str()));
            self.report(file, path, Diagnostic { help, ..fault });
        }
        found.and_then(|at| u16::try_from(at).ok()).map(Value)
    }

    fn optional(&mut self, file: FileId, name: Option<&String>, path: &[Step]) -> Option<EntityId> {
        name.and_then(|name| self.company(file, name, path))
    }

    fn company(&mut self, file: FileId, name: &str, path: &[Step]) -> Option<EntityId> {
        let found = self.numbers.get(name).copied();
        if found.is_none() {
            let fault = Diagnostic::new(Code::UnknownValue, format!("unknown company `{name}`"));
            let help = suggestion(name, self.numbers.keys().map(String::as_str));
            self.report(file, path, Diagnostic { help, ..fault });
        }
        found
    }

    fn sources(&mut self, file: FileId, wire: &[super::wire::Source], above: &[Step]) -> Vec<Source> {
        let mut sources = Vec::new();
        for (at, source) in wire.iter().enumerate() {
            match source.seen.parse() {
                Ok(seen) => sources.push(Source { url: source.url.clone(), seen, note: source.note.clone() }),
                Err(message) => {
                    let path = [above, &[key("sources"), Step::Index(at), key("seen")]].concat();
                    self.report(file, &path, Diagnostic::new(Code::BadDate, message));
                }
            }
        }
        sources
    }
}
