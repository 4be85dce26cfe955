//! The law as loaded.
//!
//! In: the files of `data/`, or of a folder laid out like it. Out: a [`Corpus`] of resolved law, with a hash that
//! names it, and the list of everything that was wrong. Reading ([`read`]) is the only place with input and output;
//! then texts are parsed to wire types and resolved to law. Nobody after this room sees a name that does not exist.
//!
//! A faulty corpus is refused whole. Only with [`Load::lenient`] are faulty files left out, and then they are on
//! record as [`Broken`], so that every report can show the gap: law never shrinks silently.

mod case;
mod days;
mod footprint;
mod frame;
mod hash;
mod load;
mod mend;
mod names;
mod parse;
mod profile;
pub mod read;
mod request;
mod resolve;
mod schema;
mod snapshot;
mod space;
mod suite;
mod typed;
mod wire;
mod wire_case;
mod wire_cited;
mod wire_condition;
mod wire_footprint;
mod wire_suite;

use std::collections::{BTreeMap, BTreeSet};

pub use case::{Case, Expected, ExpectedCertainty, ExpectedVerdict, OnRecord, RecordedConflict, load_cases};
pub use footprint::{Footprints, LARGEST_FOOTPRINT, LoadedFootprints, OwnFile, load_footprints};
pub use frame::{Frame, code, jurisdiction};
pub use load::{Load, LoadError, load};
pub use profile::load_profiles;
pub use read::{Origin, ReadError};
pub use request::{
    Extras, LARGEST_REQUEST, MOST_KEYS, SCHEMA, find_facts, parse_request, parse_row, passes_through, set_each,
    set_fact, set_facts, yes_or_no,
};
pub use schema::FileKind;
pub use snapshot::{
    Acceptance, Item, LARGEST_SNAPSHOT, LawMark, SNAPSHOT_VERSION, Snapshot, SnapshotFinding, parse_snapshot,
};
pub use space::{group_by, parse_space};
pub use suite::{LARGEST_SUITE, LoadedSuite, Provider, Suite, Watch, parse_suite, usual_suite};

use crate::diagnostic::{self, Diagnostic};
use crate::law::{
    FactId, FactType, Id, Instrument, InstrumentId, Jurisdiction, JurisdictionId, KindId, Mechanism, MechanismId,
    Period, Principle, PrincipleId, Provision, ProvisionId, Table, Vocabulary,
};
use crate::logic::{Code, Domain};
use crate::text::json::{self, Node, Path, Step};
use crate::text::{FileId, Files, Span};

/// Resolved law, immutable.
#[derive(Debug, Clone)]
pub struct Corpus {
    /// Facts, acts, topics and kinds of mechanisms.
    pub vocabulary: Vocabulary,
    /// The Trusted Cloud Principles.
    pub principles: Table<PrincipleId, Principle>,
    /// All jurisdictions, sorted by code.
    pub jurisdictions: Table<JurisdictionId, Jurisdiction>,
    /// All instruments, sorted by id.
    pub instruments: Table<InstrumentId, Instrument>,
    /// All versions of all provisions, sorted by instrument and place.
    pub provisions: Table<ProvisionId, Provision>,
    /// All mechanisms, sorted by id.
    pub mechanisms: Table<MechanismId, Mechanism>,
    /// SHA-256 over names and texts of the law files, in hexadecimal.
    pub hash: String,
    /// Files that were left out because they are faulty.
    pub broken: Vec<Broken>,
    /// Faulty cases and kinds of demand that are left out as well: no law stands in them.
    pub set_aside: BTreeSet<FileId>,
    /// Every file that was read.
    pub files: Files,
    places: Places,
}

/// A faulty file that was left out of the law.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Broken {
    /// The file.
    pub file: String,
    /// Whose law it holds, where the folder tells.
    pub jurisdiction: Option<String>,
}

/// Where each thing stands.
#[derive(Debug, Clone)]
struct Places {
    jurisdictions: Table<JurisdictionId, FileId>,
    instruments: Table<InstrumentId, FileId>,
    provisions: Table<ProvisionId, usize>,
    mechanisms: Table<MechanismId, FileId>,
    vocabulary: FileId,
}

/// Something that has a place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The file of a jurisdiction.
    Jurisdiction(JurisdictionId),
    /// The file of an instrument.
    Instrument(InstrumentId),
    /// A provision in its instrument's file.
    Provision(ProvisionId),
    /// The file of a mechanism.
    Mechanism(MechanismId),
    /// A fact of the vocabulary.
    Fact(FactId),
}

impl Corpus {
    /// The instrument of a provision.
    #[must_use]
    pub fn instrument_of(&self, provision: ProvisionId) -> &Instrument {
        &self.instruments[self.provisions[provision].instrument]
    }

    /// Whose law a provision is.
    #[must_use]
    pub fn owner_of(&self, provision: ProvisionId) -> JurisdictionId {
        self.instrument_of(provision).owner
    }

    /// Whether this is the id of something whose file could not be read.
    fn is_lost(&self, id: &str) -> bool {
        self.broken.iter().any(|broken| mend::id_of(&broken.file).as_deref() == Some(id))
    }

    /// The full name of a provision, as `eu.gdpr#art-48`.
    #[must_use]
    pub fn provision_name(&self, provision: ProvisionId) -> &str {
        &self.provisions[provision].full_name
    }

    /// All versions of the provision with this full name.
    pub fn versions<'a>(&'a self, name: &'a str) -> impl Iterator<Item = ProvisionId> + 'a {
        self.provisions.iter().filter(move |(_, provision)| provision.full_name == name).map(|(id, _)| id)
    }

    /// When a provision is in force in versions that follow each other without a gap, one of which this is.
    #[must_use]
    pub fn in_force_throughout(&self, id: ProvisionId) -> Period {
        let law = &self.provisions[id];
        let all = self.instruments[law.instrument].provisions.iter().map(|id| &self.provisions[*id]);
        let versions: Vec<Period> =
            all.filter(|other| other.full_name == law.full_name).map(|other| other.in_force).collect();
        let mut whole = law.in_force;
        while let Some(next) = versions.iter().find(|version| whole.adjoins(version)) {
            whole = whole.hull(next);
        }
        whole
    }

    /// The jurisdiction with this code, in capitals or not.
    #[must_use]
    pub fn jurisdiction(&self, code: &str) -> Option<JurisdictionId> {
        self.jurisdiction_with(code).or_else(|| self.jurisdiction_with(&code.to_uppercase()))
    }

    /// The jurisdiction with just this code, in capitals.
    pub(crate) fn jurisdiction_with(&self, code: &str) -> Option<JurisdictionId> {
        self.jurisdictions.as_slice().binary_search_by(|place| place.code.as_str().cmp(code)).ok().map(Id::from_index)
    }

    /// The mechanism with this id.
    #[must_use]
    pub fn mechanism(&self, name: &str) -> Option<MechanismId> {
        self.mechanisms.as_slice().binary_search_by(|m| m.name.as_str().cmp(name)).ok().map(Id::from_index)
    }

    /// How many values of a fact a request can name; they come first.
    #[must_use]
    pub fn nameable(&self, fact: FactId) -> usize {
        match &self.vocabulary.facts[fact].ty {
            FactType::Jurisdiction | FactType::Jurisdictions => self.jurisdictions.len(),
            FactType::Choice(values) => values.len(),
            FactType::Flag => 2,
            FactType::Mechanisms => self.vocabulary.kinds.len() + self.mechanisms.len(),
        }
    }

    /// The values that a fact can take, with those that stand for what the corpus does not know.
    #[must_use]
    pub fn domain(&self, fact: FactId) -> Domain {
        let definition = &self.vocabulary.facts[fact];
        let unnamed = definition.ty.unnamed(self.vocabulary.kinds.len());
        Domain { size: self.nameable(fact) + unnamed, many: definition.is_set() }
    }

    /// The value of a fact that stands for a mechanism of a kind which the corpus does not know.
    #[must_use]
    pub fn unnamed_of(&self, kind: KindId) -> Code {
        Code::from_index(self.vocabulary.kinds.len() + self.mechanisms.len() + kind.index())
    }

    /// The name of a value, as law files and requests write it.
    #[must_use]
    pub fn value_name(&self, fact: FactId, value: Code) -> &str {
        let index = usize::from(value.0);
        let kinds = &self.vocabulary.kinds;
        match &self.vocabulary.facts[fact].ty {
            FactType::Jurisdiction | FactType::Jurisdictions => {
                &self.jurisdictions[JurisdictionId::from_index(index)].code
            }
            FactType::Choice(values) => values.get(index).map_or("", |choice| &choice.name),
            FactType::Flag if index == 1 => "true",
            FactType::Flag => "false",
            FactType::Mechanisms if index < kinds.len() => &kinds[KindId::from_index(index)].name,
            FactType::Mechanisms => &self.mechanisms[MechanismId::from_index(index - kinds.len())].name,
        }
    }

    /// The bytes at which a part of something stands. Reads the file again: only messages need it.
    #[must_use]
    pub fn place(&self, subject: Subject, part: &[Step]) -> Option<Span> {
        let (file, mut path) = match subject {
            Subject::Jurisdiction(id) => (self.places.jurisdictions[id], Path::new()),
            Subject::Instrument(id) => (self.places.instruments[id], Path::new()),
            Subject::Mechanism(id) => (self.places.mechanisms[id], Path::new()),
            Subject::Provision(id) => {
                let steps = vec![Step::Key("provisions".into()), Step::Index(self.places.provisions[id])];
                (self.places.instruments[self.provisions[id].instrument], steps)
            }
            Subject::Fact(id) => (self.places.vocabulary, vec![Step::Key("facts".into()), Step::Index(id.index())]),
        };
        path.extend_from_slice(part);
        Trees::new(&self.files).span(file, &path)
    }
}

/// The trees of the files in which faults were found, each parsed once.
struct Trees<'a> {
    files: &'a Files,
    parsed: BTreeMap<FileId, Option<Node>>,
}

impl<'a> Trees<'a> {
    fn new(files: &'a Files) -> Self {
        Self { files, parsed: BTreeMap::new() }
    }

    /// The fault with its place: the key if the key is what is wrong, else the value.
    fn locate(&mut self, file: FileId, path: &[Step], fault: Diagnostic) -> Diagnostic {
        let span = match (fault.code, path.split_last()) {
            (diagnostic::Code::UnknownFact | diagnostic::Code::UnknownTopic, Some((Step::Key(key), above))) => {
                self.key_span(file, above, key)
            }
            _ => self.span(file, path),
        };
        fault.at(span)
    }

    fn key_span(&mut self, file: FileId, above: &[Step], key: &str) -> Option<Span> {
        match &self.tree(file)?.at(above).value {
            json::Value::Object(entries) => {
                let entry = entries.iter().find(|entry| entry.key == key)?;
                Some(Span { file, range: entry.key_range.clone() })
            }
            _ => None,
        }
    }

    /// Whether there is a value at a path.
    fn has(&mut self, file: FileId, path: &[Step]) -> bool {
        let Some((last, above)) = path.split_last() else { return true };
        match (last, self.tree(file).map(|tree| &tree.at(above).value)) {
            (Step::Key(key), Some(json::Value::Object(entries))) => entries.iter().any(|entry| entry.key == *key),
            (Step::Index(at), Some(json::Value::Array(elements))) => *at < elements.len(),
            _ => false,
        }
    }

    fn tree(&mut self, file: FileId) -> Option<&Node> {
        let text = &self.files.get(file)?.text;
        self.parsed.entry(file).or_insert_with(|| json::parse(text).ok()).as_ref()
    }

    /// The bytes of the value at a path; of one that spans lines only the first, so that messages stay short.
    fn span(&mut self, file: FileId, path: &[Step]) -> Option<Span> {
        let text = &self.files.get(file)?.text;
        let range = self.tree(file)?.at(path).range.clone();
        let line_end = text.get(range.clone())?.find('\n').map_or(range.end, |at| range.start + at);
        Some(Span { file, range: range.start..line_end })
    }
}
