//! From an origin to a corpus: read, parse, resolve, and what to do about faults.

use super::case::load_cases;
use super::parse::{Parsed, kind_of, parse};
use super::profile::load_profiles;
use super::read::{Origin, ReadError, Texts, read};
use super::resolve::{Fault, resolve};
use super::schema::FileKind;
use super::{Broken, Corpus, Trees};
use crate::diagnostic::{Code, Diagnostic, Severity, settle};
use crate::text::{FileId, Files, SourceFile, Span};

/// What came of loading.
#[derive(Debug, Clone)]
pub struct Load {
    /// The law. With faults on record it is what could be resolved, and only fit for checking.
    pub corpus: Option<Corpus>,
    /// Every file that was read, for showing the faults.
    pub files: Files,
    /// Everything that is wrong.
    pub faults: Vec<Diagnostic>,
    /// The files of which only a part could be taken, or nothing; what else is said of them may come from that.
    pub torn: Vec<FileId>,
}

/// A corpus that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It has faults.
    #[error("the corpus has {} faults", .0.faults.len())]
    Faulty(Box<Load>),
}

/// Loads a corpus and everything that is wrong with it.
///
/// # Errors
/// If the corpus cannot be read at all.
pub fn load(origin: &Origin) -> Result<Load, ReadError> {
    Ok(build(&read(origin)?, &[]))
}

impl Load {
    /// The corpus, if nothing is wrong with it.
    ///
    /// # Errors
    /// If the corpus cannot be read, or has faults.
    pub fn strict(origin: &Origin) -> Result<Corpus, LoadError> {
        let mut loaded = load(origin)?;
        let faulty = loaded.faults.iter().any(|fault| fault.code.severity() == Severity::Error);
        match loaded.corpus.take() {
            Some(corpus) if !faulty => Ok(corpus),
            corpus => Err(LoadError::Faulty(Box::new(Load { corpus, ..loaded }))),
        }
    }

    /// The corpus without its faulty files, which stay on record in [`Corpus::broken`] and `Corpus::set_aside`, and the
    /// faults.
    ///
    /// # Errors
    /// If the corpus cannot be read, or nothing usable is left.
    pub fn lenient(origin: &Origin) -> Result<(Corpus, Load), LoadError> {
        let texts = read(origin)?;
        let mut left_out: Vec<String> = texts.unread.iter().map(|(name, _)| name.clone()).collect();
        let mut first: Option<Load> = None;
        // A file that is left out can orphan names in others, so look again until nothing new is faulty.
        loop {
            let mut loaded = build(&texts, &left_out);
            let errors = loaded.faults.iter().filter(|fault| fault.code.severity() == Severity::Error);
            let mut faulty: Vec<String> = errors
                .filter_map(|fault| loaded.files.get(fault.span.as_ref()?.file).map(|file| file.name.clone()))
                .filter(|name| !left_out.contains(name))
                .collect();
            faulty.sort();
            faulty.dedup();
            if faulty.is_empty() {
                left_out.sort();
                let corpus = loaded.corpus.take();
                let mut report = first.unwrap_or(loaded);
                let Some(mut corpus) = corpus else { return Err(LoadError::Faulty(Box::new(report))) };
                corpus.broken = left_out.into_iter().map(broken).collect();
                report.faults.extend(corpus.set_aside());
                return Ok((corpus, report));
            }
            left_out.extend(faulty);
            first.get_or_insert(loaded);
        }
    }
}

impl Corpus {
    /// Sets faulty cases and kinds of demand aside, and says what is wrong with them.
    fn set_aside(&mut self) -> Vec<Diagnostic> {
        let mut faults = load_cases(self).1;
        faults.extend(load_profiles(self).err().unwrap_or_default());
        self.set_aside = faults.iter().filter_map(|fault| Some(fault.span.as_ref()?.file)).collect();
        faults
    }

    /// The files of a kind that are read on their own, without those that were left out.
    pub(super) fn files_of(&self, kind: FileKind) -> impl Iterator<Item = (FileId, &SourceFile)> {
        let is_left_out = |id: &FileId| self.set_aside.contains(id);
        self.files.iter().filter(move |(id, file)| kind_of(&file.name) == Some(kind) && !is_left_out(id))
    }
}

pub(super) fn broken(file: String) -> Broken {
    let jurisdiction = file.strip_prefix("jurisdictions/").and_then(|rest| rest.split('/').next());
    let jurisdiction = jurisdiction.map(str::to_uppercase);
    Broken { file, jurisdiction }
}

fn build(texts: &Texts, left_out: &[String]) -> Load {
    let files = texts.as_files();
    let mut faults: Vec<Diagnostic> = texts.unread.iter().map(|(_, fault)| fault.clone()).collect();
    let mut parsed = parse(&files, |name| !left_out.iter().any(|out| out == name), &mut faults);
    sort_and_place(&mut parsed, &files, &mut faults);
    let mended = std::mem::take(&mut parsed.mended);
    let unread = std::mem::take(&mut parsed.unread);
    let lost = texts.unread.iter().map(|(name, _)| name).filter(|name| !left_out.contains(name));
    let names = unread.iter().filter_map(|id| files.get(*id)).map(|file| &file.name);
    let lost: Vec<&str> = lost.chain(names).map(String::as_str).collect();
    let mut pathed: Vec<Fault> = Vec::new();
    let corpus = resolve(parsed, &files, &lost, &texts.hash, &mut pathed).map(|(corpus, _)| corpus);
    if corpus.is_none() && faults.is_empty() {
        faults.push(Diagnostic::new(Code::Unreadable, "the corpus has no `vocabulary.json`"));
    }
    let mut trees = Trees::new(&files);
    for (file, path, fault) in pathed {
        let there = !mended.contains(&file) || (trees.has(file, &path) && stands_by_itself(fault.code));
        let fault = trees.locate(file, &path, fault);
        if there && !(mended.contains(&file) && is_told(&faults, &fault)) {
            faults.push(fault);
        }
    }
    settle(&mut faults);
    let torn = mended.into_iter().chain(unread).collect();
    Load { corpus, files, faults, torn }
}

/// Whether a fault of something that was mended cannot come from the mending.
fn stands_by_itself(code: Code) -> bool {
    !matches!(code, Code::BadNorm | Code::BadLink | Code::MissingKey | Code::SilentDispute)
}

/// Whether it was told already that what stands there has not the form.
fn is_told(faults: &[Diagnostic], fault: &Diagnostic) -> bool {
    let Some(at) = &fault.span else { return false };
    let spans = faults.iter().filter_map(|known| known.span.as_ref());
    spans.filter(|known| known.file == at.file).any(|known| known.range.contains(&at.range.start))
}

/// Sorts everything by id, drops doubles, and compares ids with the places of files.
pub(super) fn sort_and_place(parsed: &mut Parsed, files: &Files, faults: &mut Vec<Diagnostic>) {
    let expected = |id: &str| format!("jurisdictions/{}/jurisdiction.json", id.to_lowercase());
    order(&mut parsed.jurisdictions, |j| &j.id, expected, files, faults);
    let expected = |id: &str| {
        let (code, rest) = id.split_once('.').unwrap_or((id, ""));
        format!("jurisdictions/{code}/{rest}.json")
    };
    order(&mut parsed.instruments, |i| &i.id, expected, files, faults);
    order(&mut parsed.mechanisms, |m| &m.id, |id| format!("mechanisms/{id}.json"), files, faults);
}

fn order<T>(
    list: &mut Vec<(FileId, T)>,
    id: impl Fn(&T) -> &String,
    expected: impl Fn(&str) -> String,
    files: &Files,
    faults: &mut Vec<Diagnostic>,
) {
    list.sort_by(|(_, a), (_, b)| id(a).cmp(id(b)));
    let mut previous: Option<(String, &str)> = None;
    list.retain(|(file, item)| {
        let id = id(item);
        let whole = Some(Span { file: *file, range: 0..1 });
        let name = files.get(*file).map_or("", |file| file.name.as_str());
        if expected(id) != name {
            let message = format!("the id `{id}` belongs in `{}`", expected(id));
            faults.push(Diagnostic::new(Code::MisplacedFile, message).at(whole.clone()));
        }
        let other = previous.as_ref().filter(|(known, _)| known == id);
        if let Some((_, other)) = other {
            let message = format!("the id `{id}` is used twice: here and in `{other}`");
            faults.push(Diagnostic::new(Code::DoubledId, message).at(whole));
            return false;
        }
        previous = Some((id.clone(), name));
        true
    });
}
