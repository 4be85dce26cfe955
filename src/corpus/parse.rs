//! Texts to wire types.
//!
//! serde reads each file; a file that it refuses is read again with positions, so that all its faults are reported
//! together. The first gate starts here: what leaves has the right shape, but its names are still strings.

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use super::mend::mended;
use super::request::not_json;
use super::schema::{FileKind, misfits};
use super::wire;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::json::{self, Node, Value};
use crate::text::{FileId, Files, SourceFile, Span};

/// Files that one thread parses in one go.
const CHUNK: usize = 64;

/// The law files of a corpus in wire form, each with its number.
#[derive(Default)]
pub(super) struct Parsed {
    pub vocabulary: Option<(FileId, wire::Vocabulary)>,
    pub principles: Option<(FileId, wire::Principles)>,
    pub jurisdictions: Vec<(FileId, wire::Jurisdiction)>,
    pub instruments: Vec<(FileId, wire::Instrument)>,
    pub mechanisms: Vec<(FileId, wire::Mechanism)>,
    /// Files that do not fit their form, and stand here as they would if they did.
    pub mended: Vec<FileId>,
    /// Files of which nothing could be read.
    pub unread: Vec<FileId>,
}

/// Parses every law file with such a name.
pub(super) fn parse(files: &Files, wanted: impl Fn(&str) -> bool, faults: &mut Vec<Diagnostic>) -> Parsed {
    let law: Vec<(FileId, &SourceFile)> = files.iter().filter(|(_, file)| wanted(&file.name)).collect();
    // Chunks, collected in order: the answer must not hang on which thread is first.
    let parts: Vec<(Parsed, Vec<Diagnostic>)> = law.par_chunks(CHUNK).map(chunk).collect();
    let mut parsed = Parsed::default();
    for (part, found) in parts {
        parsed.vocabulary = parsed.vocabulary.or(part.vocabulary);
        parsed.principles = parsed.principles.or(part.principles);
        parsed.jurisdictions.extend(part.jurisdictions);
        parsed.instruments.extend(part.instruments);
        parsed.mechanisms.extend(part.mechanisms);
        parsed.mended.extend(part.mended);
        parsed.unread.extend(part.unread);
        faults.extend(found);
    }
    parsed
}

fn chunk(files: &[(FileId, &SourceFile)]) -> (Parsed, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let mut parsed = Parsed::default();
    for (id, file) in files {
        let Some(kind) = kind_of(&file.name) else {
            faults.extend(stray(*id, &file.name));
            continue;
        };
        let (mended, unread) = (&mut parsed.mended, &mut parsed.unread);
        let mut reader = LawFile { kind, id: *id, file, faults: &mut faults, mended, unread };
        match kind {
            FileKind::Vocabulary => parsed.vocabulary = reader.read(),
            FileKind::Principles => parsed.principles = reader.read(),
            FileKind::Jurisdiction => parsed.jurisdictions.extend(reader.read()),
            FileKind::Instrument => parsed.instruments.extend(reader.read()),
            FileKind::Mechanism => parsed.mechanisms.extend(reader.read()),
            FileKind::Case | FileKind::Footprint | FileKind::Profile | FileKind::Suite | FileKind::Snapshot => {}
        }
    }
    (parsed, faults)
}

/// Folders whose files are read only when they are named.
const ASIDE: [&str; 2] = ["requests/", "spaces/"];

/// That a file stands where no law is looked for, so that it would silently count for nothing.
fn stray(file: FileId, name: &str) -> Option<Diagnostic> {
    let aside = ASIDE.iter().any(|folder| name.starts_with(folder));
    (!aside).then(|| {
        let fault = Diagnostic::new(Code::MisplacedFile, format!("`{name}` stands where no law is looked for"));
        let places = "law stands in `jurisdictions/<code>/<instrument>.json` and `mechanisms/<id>.json`";
        fault.help(places).at(Some(Span { file, range: 0..1 }))
    })
}

/// What a file is, by its place. Files elsewhere (requests, spaces) are not law.
pub(super) fn kind_of(name: &str) -> Option<FileKind> {
    let parts: Vec<&str> = name.split('/').collect();
    match parts.as_slice() {
        ["vocabulary.json"] => Some(FileKind::Vocabulary),
        ["principles.json"] => Some(FileKind::Principles),
        ["jurisdictions", _, "jurisdiction.json"] => Some(FileKind::Jurisdiction),
        ["jurisdictions", _, _] => Some(FileKind::Instrument),
        ["mechanisms", _] => Some(FileKind::Mechanism),
        ["cases", _] => Some(FileKind::Case),
        ["footprints", _] => Some(FileKind::Footprint),
        ["profiles", _] => Some(FileKind::Profile),
        _ => None,
    }
}

/// A law file on its way to its type.
struct LawFile<'a> {
    kind: FileKind,
    id: FileId,
    file: &'a SourceFile,
    faults: &'a mut Vec<Diagnostic>,
    mended: &'a mut Vec<FileId>,
    unread: &'a mut Vec<FileId>,
}

impl LawFile<'_> {
    /// The file in its type, mended if need be.
    fn read<T: DeserializeOwned>(&mut self) -> Option<(FileId, T)> {
        let value = serde_json::from_str(&self.file.text).or_else(|error| self.mend(&error).ok_or(error));
        if value.is_err() {
            self.unread.push(self.id);
        }
        Some((self.id, value.ok()?))
    }

    fn mend<T: DeserializeOwned>(&mut self, refused: &serde_json::Error) -> Option<T> {
        let tree = refuse(self.kind, self.id, &self.file.text, refused, self.faults)?;
        let value = serde_json::from_value(mended(self.kind, &self.file.name, &tree)).ok()?;
        self.mended.push(self.id);
        Some(value)
    }
}

/// A file in its type, or everything because of which it has not the form.
pub(super) fn one<T: DeserializeOwned>(
    kind: FileKind,
    file: FileId,
    text: &str,
    faults: &mut Vec<Diagnostic>,
) -> Option<(FileId, T)> {
    match serde_json::from_str(text) {
        Ok(value) => Some((file, value)),
        Err(refused) => {
            refuse(kind, file, text, &refused, faults);
            None
        }
    }
}

/// The same; a file that has not the form is given as it would be if it had, for finding more faults alone.
pub(super) fn one_or_mended<T: DeserializeOwned>(
    kind: FileKind,
    file: FileId,
    (name, text): (&str, &str),
    faults: &mut Vec<Diagnostic>,
) -> Option<T> {
    serde_json::from_str(text).map_or_else(
        |refused| {
            let tree = refuse(kind, file, text, &refused, faults)?;
            serde_json::from_value(mended(kind, name, &tree)).ok()
        },
        Some,
    )
}

/// Says everything because of which a file was refused; gives what stands in it if it is of the right kind.
fn refuse(
    kind: FileKind,
    file: FileId,
    text: &str,
    refused: &serde_json::Error,
    faults: &mut Vec<Diagnostic>,
) -> Option<Node> {
    let tree = json::parse(text).map_err(|error| faults.push(not_json(file, error))).ok()?;
    if let Some(fault) = other_kind(kind, file, &tree) {
        faults.push(fault);
        return None;
    }
    let found = misfits(kind, file, &tree);
    if found.is_empty() {
        // The schema is wider than the type here; say what serde said, at the place that it names.
        let start = offset(text, refused.line(), refused.column());
        let span = Span { file, range: start..(start + 1).min(text.len()) };
        faults.push(Diagnostic::new(Code::WrongType, refused.to_string()).at(Some(span)));
    }
    faults.extend(found);
    Some(tree)
}

/// That a file is of another kind than its place says, by the keys that only the other kind has.
fn other_kind(kind: FileKind, file: FileId, tree: &Node) -> Option<Diagnostic> {
    let has = |key: &str| matches!(&tree.value, Value::Object(entries) if entries.iter().any(|entry| entry.key == key));
    let (message, help) = match kind {
        FileKind::Mechanism if has("provisions") => {
            ("an instrument stands among the mechanisms", "it belongs in `jurisdictions/<code>/<instrument>.json`")
        }
        FileKind::Instrument if has("invoked_by") && !has("provisions") => {
            ("a mechanism stands among the instruments", "it belongs in `mechanisms/<id>.json`")
        }
        FileKind::Instrument if has("member_of") || has("coverage") => {
            ("a jurisdiction stands among the instruments", "it belongs in `jurisdictions/<code>/jurisdiction.json`")
        }
        _ => return None,
    };
    let span = Span { file, range: 0..1 };
    Some(Diagnostic::new(Code::MisplacedFile, message).help(help).at(Some(span)))
}

/// The byte at serde's one-based line and column.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
