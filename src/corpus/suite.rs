//! Suites: what a snapshot of verdicts watches, resolved against a corpus.
//!
//! A suite comes from a user's hand: every name that does not exist is told with its place and the nearest one that
//! does. What files its requests stand in is the program's business, because the library reads none.

use std::collections::BTreeSet;

use super::case::{Case, load_cases};
use super::footprint::{Footprints, OwnFile, load_footprints};
use super::profile::load_profiles;
use super::typed::unknown_code;
use super::{Corpus, Trees, parse, request, wire_suite as wire};
use crate::corpus::FileKind;
use crate::diagnostic::{Code, Diagnostic, did_you_mean, settle, suggestion};
use crate::law::{Day, Id as _, JurisdictionId, Profile, Request};
use crate::logic::Known;
use crate::text::json::{self, Path, Step};
use crate::text::{FileId, Files, Span};

/// A suite is a page at most; a larger file is a mistake.
pub const LARGEST_SUITE: u64 = 1024 * 1024;

/// What is watched where nobody says what: all real cases, all sample requests, all pairs.
const USUAL: &str = r#"{"id": "usual", "requests": ["*"], "cases": ["*"], "matrix": [{}]}"#;

/// Stands for all that there are.
const ALL: &str = "*";

/// What a snapshot watches.
#[derive(Debug, Clone)]
pub struct Suite {
    /// What it is called.
    pub name: String,
    /// The day on which the law is read for whatever has no date of its own; without it the day of the run.
    pub as_of: Option<Day>,
    /// Files of requests, or folders of them, as seen from the suite's folder, with their places in the suite.
    pub paths: Vec<(String, Option<Span>)>,
    /// The sample requests of the corpus, if they are watched.
    pub samples: Vec<Request>,
    /// Real cases.
    pub cases: Vec<Case>,
    /// Pairs of legal orders.
    pub pairs: Vec<Watch<[JurisdictionId; 2]>>,
    /// All pairs of some legal orders; of all with law where none is named.
    pub matrices: Vec<Watch<Vec<JurisdictionId>>>,
    /// Providers.
    pub providers: Vec<Provider>,
    /// The footprints of the corpus, if some are watched.
    pub footprints: Footprints,
    /// The texts of the corpus, and that of the suite.
    pub files: Files,
}

/// Legal orders under facts that all requests share.
#[derive(Debug, Clone)]
pub struct Watch<T> {
    /// What tells it from others; may be empty.
    pub name: String,
    /// Whose law.
    pub of: T,
    /// The facts, by fact number.
    pub given: Vec<Known>,
}

/// A provider against some states.
#[derive(Debug, Clone)]
pub struct Provider {
    /// The id of the footprint.
    pub name: String,
    /// The states; the usual ones where none is named.
    pub states: Vec<JurisdictionId>,
    /// The kinds of demand.
    pub profiles: Vec<Profile>,
}

/// What came of reading a suite: it, or everything that is wrong with it and the texts concerned.
pub type LoadedSuite = Result<Suite, Box<(Files, Vec<Diagnostic>)>>;

/// The suite where nobody gives one.
///
/// # Errors
/// What is wrong with cases and samples of the corpus.
pub fn usual_suite(corpus: &Corpus) -> LoadedSuite {
    parse_suite(corpus, OwnFile { name: "usual suite", text: USUAL }, "usual")
}

/// Reads a suite.
///
/// # Errors
/// Everything that is wrong with it, and with what it names.
pub fn parse_suite(corpus: &Corpus, own: OwnFile<'_>, default_name: &str) -> LoadedSuite {
    let mut files = corpus.files.clone();
    let file = files.add(own.name, own.text.to_owned());
    let mut faults = Vec::new();
    // One that has not the form is resolved as if it had, so that all its faults are told at once.
    let parsed = parse::one_or_mended::<wire::Suite>(FileKind::Suite, file, (own.name, own.text), &mut faults);
    let suite = parsed.and_then(|wire| {
        let mut reader = Reader { corpus, files: &files, file, text: own.text, faults: &mut faults };
        reader.suite(wire, default_name)
    });
    settle(&mut faults);
    match suite {
        Some(suite) if faults.is_empty() => Ok(Suite { files, ..suite }),
        _ => Err(Box::new((files, faults))),
    }
}

/// Resolves one suite, and collects what is wrong.
struct Reader<'a> {
    corpus: &'a Corpus,
    files: &'a Files,
    file: FileId,
    text: &'a str,
    faults: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn suite(&mut self, wire: wire::Suite, default_name: &str) -> Option<Suite> {
        let as_of = wire.as_of.as_deref().and_then(|day| {
            let day = day.parse::<Day>().map_err(|message| Diagnostic::new(Code::BadDate, message));
            self.told(vec![key("as_of")], day)
        });
        let profiles = load_profiles(self.corpus).map_err(|found| self.faults.extend(found)).unwrap_or_default();
        let samples = if wire.requests.iter().any(|path| path == ALL) { self.samples() } else { Vec::new() };
        let mut paths = Vec::new();
        for (at, path) in wire.requests.iter().enumerate().filter(|(_, path)| *path != ALL) {
            let span = Trees::new(self.files).span(self.file, &[key("requests"), Step::Index(at)]);
            paths.push((path.clone(), span));
        }
        let cases = if wire.cases.is_empty() { Vec::new() } else { self.cases(&wire.cases) };
        let pairs = self.pairs(&wire.pairs, &profiles);
        let matrices = self.matrices(&wire.matrix, &profiles);
        let footprints = if wire.footprints.is_empty() { Footprints::default() } else { self.footprints()? };
        let providers = self.providers(&wire.footprints, &footprints, &profiles);
        let single = !(wire.requests.is_empty() && wire.cases.is_empty());
        if !single && wire.pairs.is_empty() && wire.matrix.is_empty() && wire.footprints.is_empty() {
            let fault = Diagnostic::new(Code::EmptySuite, "the suite watches nothing");
            let help =
                "name `requests`, `cases`, `pairs`, `matrix` or `footprints`; `\"cases\": [\"*\"]` are all cases";
            self.faults.push(fault.help(help).at(Some(Span { file: self.file, range: 0..1 })));
        }
        let name = wire.id.unwrap_or_else(|| default_name.to_owned());
        let files = Files::default();
        Some(Suite { name, as_of, paths, samples, cases, pairs, matrices, providers, footprints, files })
    }

    /// The sample requests of the corpus.
    fn samples(&mut self) -> Vec<Request> {
        let mut samples = Vec::new();
        for (id, file) in self.corpus.files.iter() {
            let Some(name) = file.name.strip_prefix("requests/").and_then(|name| name.strip_suffix(".json")) else {
                continue;
            };
            match request::parse_request(self.corpus, id, &file.text, name) {
                Ok(request) => samples.push(request),
                Err(found) => self.faults.extend(found),
            }
        }
        samples
    }

    fn cases(&mut self, names: &[String]) -> Vec<Case> {
        let (cases, found) = load_cases(self.corpus);
        self.faults.extend(found);
        for (at, name) in names.iter().enumerate().filter(|(_, name)| *name != ALL) {
            if cases.iter().all(|case| case.name != *name) {
                let fault = Diagnostic::new(Code::UnknownValue, format!("there is no case `{name}`"));
                let help = suggestion(name, cases.iter().map(|case| case.name.as_str()));
                self.fault(vec![key("cases"), Step::Index(at)], Diagnostic { help, ..fault });
            }
        }
        let all = names.iter().any(|name| name == ALL);
        cases.into_iter().filter(|case| all || names.contains(&case.name)).collect()
    }

    fn pairs(&mut self, pairs: &[wire::Pair], profiles: &[Profile]) -> Vec<Watch<[JurisdictionId; 2]>> {
        let (mut watched, mut seen) = (Vec::new(), BTreeSet::new());
        for (at, pair) in pairs.iter().enumerate() {
            let place = vec![key("pairs"), Step::Index(at)];
            let of = self.places(&below(&place, "between"), &pair.between);
            let given = self.given(&place, pair.profile.as_deref(), profiles);
            let name = pair.id.as_ref().or(pair.profile.as_ref()).cloned().unwrap_or_default();
            let ([first, second], Some(given)) = (of.as_slice(), given) else { continue };
            let mut both = [*first, *second];
            both.sort_unstable();
            self.once(&mut seen, &place, (name.clone(), both.to_vec()));
            watched.push(Watch { name, of: [*first, *second], given });
        }
        watched
    }

    fn matrices(&mut self, matrices: &[wire::Matrix], profiles: &[Profile]) -> Vec<Watch<Vec<JurisdictionId>>> {
        let (mut watched, mut seen) = (Vec::new(), BTreeSet::new());
        for (at, matrix) in matrices.iter().enumerate() {
            let place = vec![key("matrix"), Step::Index(at)];
            let mut of = self.places(&below(&place, "jurisdictions"), &matrix.jurisdictions);
            let mut known = BTreeSet::new();
            of.retain(|id| known.insert(*id));
            let name = matrix.id.as_ref().or(matrix.profile.as_ref()).cloned().unwrap_or_default();
            self.once(&mut seen, &place, name.clone());
            if let Some(given) = self.given(&place, matrix.profile.as_deref(), profiles) {
                watched.push(Watch { name, of, given });
            }
        }
        watched
    }

    fn providers(&mut self, wires: &[wire::Footprint], footprints: &Footprints, profiles: &[Profile]) -> Vec<Provider> {
        let (mut watched, mut seen) = (Vec::new(), BTreeSet::new());
        for (at, wire) in wires.iter().enumerate() {
            let place = vec![key("footprints"), Step::Index(at)];
            if footprints.find(&wire.name).is_none() {
                let fault = Diagnostic::new(Code::UnknownValue, format!("there is no footprint `{}`", wire.name));
                let help = suggestion(&wire.name, footprints.all.iter().map(|known| known.name.as_str()));
                self.fault(below(&place, "name"), Diagnostic { help, ..fault });
            }
            self.once(&mut seen, &place, wire.name.clone());
            let states = self.places(&below(&place, "states"), &wire.states);
            let mut chosen = Vec::new();
            for (at, name) in wire.profiles.iter().enumerate() {
                let mut place = below(&place, "profiles");
                place.push(Step::Index(at));
                chosen.extend(self.profile(place, name, profiles).cloned());
            }
            let profiles = if wire.profiles.is_empty() { profiles.to_vec() } else { chosen };
            watched.push(Provider { name: wire.name.clone(), states, profiles });
        }
        watched
    }

    fn footprints(&mut self) -> Option<Footprints> {
        load_footprints(self.corpus, None).map_err(|faulty| self.faults.extend(faulty.1)).ok()
    }

    /// Jurisdictions by code.
    fn places(&mut self, place: &[Step], codes: &[String]) -> Vec<JurisdictionId> {
        let mut found = Vec::new();
        for (at, code) in codes.iter().enumerate() {
            let known = self.corpus.jurisdiction(code).filter(|id| self.corpus.jurisdictions[*id].code == *code);
            let id = known.ok_or_else(|| {
                let unknown = unknown_code(self.corpus, code);
                match self.corpus.find_jurisdiction(code) {
                    Ok(id) => unknown.help(did_you_mean(&self.corpus.jurisdictions[id].code)),
                    Err(_) => unknown,
                }
            });
            let mut place = place.to_vec();
            place.push(Step::Index(at));
            found.extend(self.told(place, id));
        }
        found
    }

    /// What all requests share: the profile first, then the facts that stand beside it.
    fn given(&mut self, place: &[Step], profile: Option<&str>, profiles: &[Profile]) -> Option<Vec<Known>> {
        let mut request = Request::blank(self.corpus, "");
        let mut given = Vec::new();
        if let Some(name) = profile {
            given.extend(self.profile(below(place, "profile"), name, profiles)?.facts.iter().cloned());
        }
        let tree = json::parse(self.text).ok()?;
        let facts = below(place, "facts");
        // Without facts the path ends at what stands around them.
        if Trees::new(self.files).has(self.file, &facts) {
            match request::given(self.corpus, self.file, tree.at(&facts)) {
                Ok(found) => given.extend(found),
                Err(found) => {
                    self.faults.extend(found);
                    return None;
                }
            }
        }
        for (fact, known) in given {
            if let Some(slot) = request.facts.get_mut(fact.index()) {
                *slot = known;
            }
        }
        Some(request.facts)
    }

    fn profile<'p>(&mut self, place: Path, name: &str, profiles: &'p [Profile]) -> Option<&'p Profile> {
        let found = profiles.iter().find(|profile| profile.name == name);
        self.told(
            place,
            found.ok_or_else(|| {
                let fault = Diagnostic::new(Code::UnknownValue, format!("there is no kind of demand `{name}`"));
                let help = suggestion(name, profiles.iter().map(|profile| profile.name.as_str()));
                Diagnostic { help, ..fault }
            }),
        )
    }

    /// Nothing is watched twice under one name.
    fn once<K: Ord>(&mut self, seen: &mut BTreeSet<K>, place: &[Step], key: K) {
        if !seen.insert(key) {
            let fault = Diagnostic::new(Code::DoubledId, "this is watched twice under one name");
            self.fault(place.to_vec(), fault.help("give one of the two an `id` of its own"));
        }
    }

    /// The value, or the fault on record.
    fn told<T>(&mut self, place: Path, found: Result<T, Diagnostic>) -> Option<T> {
        found.map_err(|fault| self.fault(place, fault)).ok()
    }

    fn fault(&mut self, place: Path, fault: Diagnostic) {
        let fault = Trees::new(self.files).locate(self.file, &place, fault);
        self.faults.push(fault);
    }
}

/// The path of what stands under a key.
fn below(place: &[Step], name: &str) -> Path {
    let mut path = place.to_vec();
    path.push(key(name));
    path
}

fn key(name: &str) -> Step {
    Step::Key(name.to_owned())
}
