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

use std::collections::{BTreeMap, BTreeSet};

use super::load::broken;
use super::mend::id_of;
use super::names::Names;
use super::parse::Parsed;
use super::{Corpus, Places, wire};
use crate::diagnostic::{Code, Diagnostic};
use crate::law::{Id, InstrumentId, JurisdictionKind, Table, Vocabulary};
use crate::logic::Code as Value;
use crate::text::json::{Path, Step};
use crate::text::{FileId, Files};

/// A fault at a path in a file.
pub(super) type Fault = (FileId, Path, Diagnostic);

/// Resolves everything, with the names that more instruments can be resolved with. `parsed` must be sorted by id, so
/// that numbers do not hang on the order of files; `None` if there is no vocabulary to resolve with. That something names
/// what stands in a file that was `lost` is no fault of its own.
pub(super) fn resolve(
    parsed: Parsed,
    files: &Files,
    lost: &[&str],
    hash: &str,
    faults: &mut Vec<Fault>,
) -> Option<(Corpus, AllNames)> {
    let names = AllNames::new(&parsed, lost);
    let (file, wire) = parsed.vocabulary?;
    let mut vocabulary = vocabulary::resolve(file, &wire, &names, faults);
    let impossible = Gate { names: &names, vocabulary: &vocabulary, file, faults }.impossible(wire.impossible);
    vocabulary.impossible = impossible;
    let mut corpus = Corpus {
        vocabulary,
        principles: parsed
            .principles
            .into_iter()
            .flat_map(|(_, list)| list.principles)
            .map(common::principle)
            .collect(),
        jurisdictions: Table::default(),
        instruments: Table::default(),
        provisions: Table::default(),
        mechanisms: Table::default(),
        hash: hash.to_owned(),
        broken: lost.iter().map(|name| broken((*name).to_owned())).collect(),
        set_aside: BTreeSet::new(),
        files: files.clone(),
        places: Places {
            jurisdictions: parsed.jurisdictions.iter().map(|(file, _)| *file).collect(),
            instruments: Table::default(),
            provisions: Table::default(),
            mechanisms: parsed.mechanisms.iter().map(|(file, _)| *file).collect(),
            vocabulary: file,
        },
    };
    for (file, wire) in parsed.jurisdictions {
        let mut gate = Gate { names: &names, vocabulary: &corpus.vocabulary, file, faults };
        let jurisdiction = gate.jurisdiction(wire);
        corpus.jurisdictions.push(jurisdiction);
    }
    for (file, wire) in parsed.mechanisms {
        let mut gate = Gate { names: &names, vocabulary: &corpus.vocabulary, file, faults };
        let mechanism = gate.mechanism(wire);
        corpus.mechanisms.push(mechanism);
    }
    too_many(&corpus, file, faults);
    add(&mut corpus, &names, parsed.instruments, faults);
    Some((corpus, names))
}

/// Facts with more values than can be told apart.
fn too_many(corpus: &Corpus, vocabulary: FileId, faults: &mut Vec<Fault>) {
    for (id, fact) in corpus.vocabulary.facts.iter() {
        let size = corpus.domain(id).size;
        if size > Value::MOST {
            let message =
                format!("the fact `{}` has {size} values; at most {} can be told apart", fact.name, Value::MOST);
            let path = vec![Step::Key("facts".to_owned()), Step::Index(id.index())];
            faults.push((vocabulary, path, Diagnostic::new(Code::TooLarge, message)));
        }
    }
}

/// Resolves instruments, sorted by id, into a corpus that has none yet.
pub(super) fn add(
    corpus: &mut Corpus,
    names: &AllNames,
    instruments: Vec<(FileId, wire::Instrument)>,
    faults: &mut Vec<Fault>,
) {
    for (file, wire) in instruments {
        let mut gate = Gate { names, vocabulary: &corpus.vocabulary, file, faults };
        let id = InstrumentId::from_index(corpus.instruments.len());
        if let Some((mut instrument, provisions)) = gate.instrument(id, wire) {
            for (place, provision) in provisions {
                instrument.provisions.push(corpus.provisions.push(provision));
                corpus.places.provisions.push(place);
            }
            corpus.instruments.push(instrument);
            corpus.places.instruments.push(file);
        }
    }
}

/// The names of everything that law can name.
#[derive(Debug)]
pub(super) struct AllNames {
    facts: Names,
    acts: Names,
    topics: Names,
    kinds: Names,
    principles: Names,
    jurisdictions: Names,
    /// What people call jurisdictions, in small letters, with the code.
    called: BTreeMap<String, String>,
    /// The codes of those that are no legal order.
    organisations: BTreeSet<String>,
    mechanisms: Names,
    /// The ids of what stood in files that could not be read.
    lost: Vec<String>,
}

impl AllNames {
    fn new(parsed: &Parsed, lost: &[&str]) -> Self {
        let vocabulary = || parsed.vocabulary.iter().map(|(_, vocabulary)| vocabulary);
        let principles = parsed.principles.iter().flat_map(|(_, list)| &list.principles);
        Self {
            facts: Names::new(vocabulary().flat_map(|v| &v.facts).map(|fact| fact.id.as_str())),
            acts: Names::new(vocabulary().flat_map(|v| &v.acts).map(|act| act.id.as_str())),
            topics: Names::new(vocabulary().flat_map(|v| &v.topics).map(|topic| topic.id.as_str())),
            kinds: Names::new(vocabulary().flat_map(|v| &v.mechanism_kinds).map(|kind| kind.id.as_str())),
            principles: Names::new(principles.map(|principle| principle.id.as_str())),
            jurisdictions: Names::new(parsed.jurisdictions.iter().map(|(_, j)| j.id.as_str())),
            called: parsed.jurisdictions.iter().flat_map(|(_, place)| called(place)).collect(),
            organisations: parsed.jurisdictions.iter().filter_map(|(_, place)| organisation(place)).collect(),
            mechanisms: Names::new(parsed.mechanisms.iter().map(|(_, m)| m.id.as_str())),
            lost: lost.iter().filter_map(|name| id_of(name)).collect(),
        }
    }
}

fn organisation(place: &wire::Jurisdiction) -> Option<String> {
    (place.kind == JurisdictionKind::Organisation).then(|| place.id.clone())
}

/// What people call a jurisdiction, in small letters, with its code.
fn called(place: &wire::Jurisdiction) -> impl Iterator<Item = (String, String)> {
    let names = [Some(&place.id), Some(&place.name.en), place.name.de.as_ref(), place.alpha3.as_ref()];
    let names = names.into_iter().flatten().chain(&place.aliases);
    names.map(|name| (name.to_lowercase(), place.id.clone()))
}

/// Resolves one file.
struct Gate<'a> {
    names: &'a AllNames,
    vocabulary: &'a Vocabulary,
    file: FileId,
    faults: &'a mut Vec<Fault>,
}
