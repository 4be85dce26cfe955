//! Reading a corpus: the only file of the library with input and output.
//!
//! Out: names and texts, nothing interpreted. The law that the program carries inside comes the same way.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::hash;
use crate::diagnostic::{Code, Diagnostic};
use crate::said;
use crate::text::{Files, unmarked};

/// Law files are small; a larger one is a mistake.
const LARGEST: u64 = 16 * 1024 * 1024;

static EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// Where a corpus comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The copy inside the program.
    Embedded,
    /// A folder laid out as `data/`.
    Folder(PathBuf),
    /// Texts in memory, by path relative to the corpus.
    Memory(Vec<(String, String)>),
}

/// A corpus that cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The folder cannot be opened.
    #[error("cannot read the corpus folder `{}`: {error}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// The folder holds no vocabulary, so it is no corpus.
    #[error("`{}` is no corpus: it has no `vocabulary.json`", .0.display())]
    NoCorpus(PathBuf),
}

/// The hash of the law inside the program, worked out when it was built.
const EMBEDDED_HASH: &str = include_str!(concat!(env!("OUT_DIR"), "/embedded.hash"));

/// What was read.
#[derive(Debug, Clone)]
pub(super) struct Texts {
    /// Names and texts of all files, sorted by name.
    pub files: Vec<(String, Cow<'static, str>)>,
    /// A fault for each file that could not be read.
    pub unread: Vec<(String, Diagnostic)>,
    /// The hash of the law among them.
    pub hash: String,
}

impl Texts {
    /// The texts as files with numbers.
    pub(super) fn as_files(&self) -> Files {
        let mut files = Files::default();
        for (name, text) in &self.files {
            files.add(name, text.clone());
        }
        files
    }
}

/// Reads every JSON file of a corpus.
pub(super) fn read(origin: &Origin) -> Result<Texts, ReadError> {
    let (mut files, unread) = match origin {
        Origin::Embedded => {
            let texts = EMBEDDED.iter().map(|(name, text)| ((*name).to_owned(), Cow::Borrowed(*text))).collect();
            (texts, Vec::new())
        }
        Origin::Memory(files) => {
            let unmarked = |text: &String| Cow::Owned(unmarked(text.clone()));
            (files.iter().map(|(name, text)| (name.clone(), unmarked(text))).collect(), Vec::new())
        }
        Origin::Folder(root) => read_folder(root)?,
    };
    files.sort();
    let hash = match origin {
        Origin::Embedded => EMBEDDED_HASH.to_owned(),
        Origin::Folder(_) | Origin::Memory(_) => {
            hash::hash(files.iter().map(|(name, text)| (name.as_str(), text.as_ref())))
        }
    };
    Ok(Texts { files, unread, hash })
}

/// Files and faults of a folder.
type Found = (Vec<(String, Cow<'static, str>)>, Vec<(String, Diagnostic)>);

fn read_folder(root: &Path) -> Result<Found, ReadError> {
    let mut paths = Vec::new();
    let mut faults = Vec::new();
    collect(root, root, &mut paths, &mut faults).map_err(|error| ReadError::Folder { path: root.to_owned(), error })?;
    if !paths.iter().any(|(name, _)| name == "vocabulary.json") {
        return Err(ReadError::NoCorpus(root.to_owned()));
    }
    let mut texts = Vec::new();
    for (name, path) in paths {
        match read_text(&path, LARGEST) {
            Ok(text) => texts.push((name, Cow::Owned(text))),
            Err(fault) => faults.push((name, fault)),
        }
    }
    Ok((texts, faults))
}

fn collect(
    root: &Path,
    folder: &Path,
    paths: &mut Vec<(String, PathBuf)>,
    faults: &mut Vec<(String, Diagnostic)>,
) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if path.is_dir() {
            if let Err(error) = collect(root, &path, paths, faults) {
                let message = format!("cannot read the folder `{name}`: {error}");
                faults.push((name, Diagnostic::new(Code::Unreadable, message)));
            }
        } else if path.extension().is_some_and(|extension| extension == "json") {
            paths.push((name, path));
        } else if let Some(meant) = nearly_json(&name) {
            let message = said!(
                "`{name}` is not called `.json` and would count for nothing",
                "`{name}` heißt nicht `.json` und würde nichts zählen"
            );
            let help = said!("call it `{meant}`", "nennen Sie sie `{meant}`");
            faults.push((name.clone(), Diagnostic::new(Code::MisplacedFile, message).help(help)));
        }
    }
    Ok(())
}

/// What a file was probably meant to be called, if an editor or a system wrote `.json` otherwise.
fn nearly_json(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let stem = [".json", ".json.txt", ".jsonc", ".json5"].iter().find_map(|end| lower.strip_suffix(end))?;
    Some(format!("{}.json", name.get(..stem.len())?))
}

/// Reads one text file of at most `largest` bytes.
///
/// # Errors
/// A fault that names the file: missing, too large, or no UTF-8.
pub fn read_text(path: &Path, largest: u64) -> Result<String, Diagnostic> {
    let shown = path.display();
    let cannot = |error: io::Error| Diagnostic::new(Code::Unreadable, format!("cannot read `{shown}`: {error}"));
    // What is read is measured: pipes and devices do not say how long they are.
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(largest.saturating_add(1)).read_to_end(&mut bytes)).map_err(cannot)?;
    if bytes.len() as u64 > largest {
        let message = format!("`{shown}` is too large: at most {largest} bytes are read");
        return Err(Diagnostic::new(Code::TooLarge, message));
    }
    decoded(&shown.to_string(), bytes)
}

/// The text of a file that was read elsewhere; `shown` is what a message calls it.
///
/// # Errors
/// A fault that names the file, if it is no UTF-8.
pub fn decoded(shown: &str, bytes: Vec<u8>) -> Result<String, Diagnostic> {
    String::from_utf8(bytes).map(unmarked).map_err(|error| {
        let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let message = said!(
            "`{shown}` is not UTF-8: a byte in line {line} belongs to no character",
            "`{shown}` ist kein UTF-8: Ein Byte in Zeile {line} gehört zu keinem Zeichen"
        );
        let help = said!("save the file as UTF-8", "speichern Sie die Datei als UTF-8");
        Diagnostic::new(Code::Unreadable, message).help(help)
    })
}
