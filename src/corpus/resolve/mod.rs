//! Wire types to law: every name becomes a number, every date a day. The first gate.
//!
//! Nothing stops at a fault: what cannot be resolved is left out and reported, so that all faults of a corpus come
//! out at once. A corpus with faults is not used unless the user asks for it.

mod common;

mod instrument;
mod jurisdiction;
mod mechanism;
mod vocabulary;

pub(super) use common::text;

use super::names::Names;
use super::parse::Parsed;
use crate::diagnostic::Diagnostic;
use crate::law::{
    Id, Instrument, InstrumentId, Jurisdiction, JurisdictionId, Mechanism, MechanismId, Principle, PrincipleId,
    Provision, ProvisionId, Table, Vocabulary,
};
use crate::text::FileId;
use crate::text::json::Path;

/// The law, resolved, and where each thing stands.
pub(super) struct Resolved {
    pub vocabulary: Vocabulary,
    pub principles: Table<PrincipleId, Principle>,
    pub jurisdictions: Table<JurisdictionId, Jurisdiction>,
    pub jurisdiction_files: Table<JurisdictionId, FileId>,
    pub instruments: Table<InstrumentId, Instrument>,
    pub instrument_files: Table<InstrumentId, FileId>,
    pub provisions: Table<ProvisionId, Provision>,
    /// The place of each provision in its file's list.
    pub places: Table<ProvisionId, usize>,
    pub mechanisms: Table<MechanismId, Mechanism>,
    pub mechanism_files: Table<MechanismId, FileId>,
}

/// A fault at a path in a file.
pub(super) type Fault = (FileId, Path, Diagnostic);

/// Resolves everything. `parsed` must be sorted by id, so that numbers do not hang on the order of files; `None` if
/// there is no vocabulary to resolve with.
pub(super) fn resolve(parsed: Parsed, faults: &mut Vec<Fault>) -> Option<Resolved> {
    let names = AllNames::new(&parsed);
    let (file, wire) = parsed.vocabulary?;
    let mut vocabulary = vocabulary::resolve(file, &wire, &names, faults);
    let impossible = Gate { names: &names, vocabulary: &vocabulary, file, faults }.impossible(wire.impossible);
    vocabulary.impossible = impossible;
    let mut resolved = Resolved {
        vocabulary,
        principles: parsed
            .principles
            .into_iter()
            .flat_map(|(_, list)| list.principles)
            .map(common::principle)
            .collect(),
        jurisdictions: Table::default(),
        jurisdiction_files: parsed.jurisdictions.iter().map(|(file, _)| *file).collect(),
        instruments: Table::default(),
        instrument_files: Table::default(),
        provisions: Table::default(),
        places: Table::default(),
        mechanisms: Table::default(),
        mechanism_files: parsed.mechanisms.iter().map(|(file, _)| *file).collect(),
    };
    for (file, wire) in parsed.jurisdictions {
        let mut gate = Gate { names: &names, vocabulary: &resolved.vocabulary, file, faults };
        let jurisdiction = gate.jurisdiction(wire);
        resolved.jurisdictions.push(jurisdiction);
    }
    for (file, wire) in parsed.instruments {
        let mut gate = Gate { names: &names, vocabulary: &resolved.vocabulary, file, faults };
        let id = InstrumentId::from_index(resolved.instruments.len());
        if let Some((mut instrument, provisions)) = gate.instrument(id, wire) {
            for (place, provision) in provisions {
                instrument.provisions.push(resolved.provisions.push(provision));
                resolved.places.push(place);
            }
            resolved.instruments.push(instrument);
            resolved.instrument_files.push(file);
        }
    }
    for (file, wire) in parsed.mechanisms {
        let mut gate = Gate { names: &names, vocabulary: &resolved.vocabulary, file, faults };
        let mechanism = gate.mechanism(wire);
        resolved.mechanisms.push(mechanism);
    }
    Some(resolved)
}

/// The names of everything that law can name.
struct AllNames {
    facts: Names,
    acts: Names,
    topics: Names,
    kinds: Names,
    principles: Names,
    jurisdictions: Names,
    mechanisms: Names,
}

impl AllNames {
    fn new(parsed: &Parsed) -> Self {
        let vocabulary = || parsed.vocabulary.iter().map(|(_, vocabulary)| vocabulary);
        let principles = parsed.principles.iter().flat_map(|(_, list)| &list.principles);
        Self {
            facts: Names::new(vocabulary().flat_map(|v| &v.facts).map(|fact| fact.id.as_str())),
            acts: Names::new(vocabulary().flat_map(|v| &v.acts).map(|act| act.id.as_str())),
            topics: Names::new(vocabulary().flat_map(|v| &v.topics).map(|topic| topic.id.as_str())),
            kinds: Names::new(vocabulary().flat_map(|v| &v.mechanism_kinds).map(|kind| kind.id.as_str())),
            principles: Names::new(principles.map(|principle| principle.id.as_str())),
            jurisdictions: Names::new(parsed.jurisdictions.iter().map(|(_, j)| j.id.as_str())),
            mechanisms: Names::new(parsed.mechanisms.iter().map(|(_, m)| m.id.as_str())),
        }
    }
}

/// Resolves one file.
struct Gate<'a> {
    names: &'a AllNames,
    vocabulary: &'a Vocabulary,
    file: FileId,
    faults: &'a mut Vec<Fault>,
}
