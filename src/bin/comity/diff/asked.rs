//! What is compared: corpora in folders, corpora at git revisions, or days.

use std::path::{Path, PathBuf};

use comity::corpus::{Corpus, Origin};
use comity::diagnostic::Diagnostic;
use comity::law::Day;
use comity::text::{FileId, Files, Span};

use crate::cli::{Common, Diff};
use crate::exit::Stop;
use crate::{git, input};

/// One of the two arguments.
#[derive(Debug)]
pub(super) struct Asked {
    pub written: String,
    what: What,
}

/// What an argument stands for.
#[derive(Debug, PartialEq, Eq)]
enum What {
    /// A day: the corpus of `--corpus`, or the one inside the program, read on it.
    Day(Day),
    /// A corpus in a folder.
    Folder(PathBuf),
    /// A corpus at a git revision.
    Revision,
}

/// The two arguments, if they can be compared.
pub(super) fn asked(arguments: &Diff, common: &Common) -> Result<(Asked, Asked), Stop> {
    let (old, new) = (one(&arguments.old)?, one(&arguments.new)?);
    let refuse = |message: String| Err(Stop::message(message));
    let days = [&old, &new].iter().filter(|asked| matches!(asked.what, What::Day(_))).count();
    if days == 2 && common.as_of.is_some() {
        return refuse("OLD and NEW are days already; `--as-of` is for two corpora".to_owned());
    }
    if days == 0 && common.corpus.is_some() {
        return refuse("OLD and NEW are corpora already; `--corpus` is for two days".to_owned());
    }
    Ok((old, new))
}

fn one(written: &str) -> Result<Asked, Stop> {
    let day = written.parse::<Day>();
    let looks_like_a_day = written.len() > 4 && written.starts_with(|letter: char| letter.is_ascii_digit());
    let what = match day {
        Ok(day) => What::Day(day),
        Err(_) if Path::new(written).is_dir() => What::Folder(PathBuf::from(written)),
        Err(_) if written.contains(':') => What::Revision,
        Err(message) if looks_like_a_day && written.contains('-') => return Err(Stop::message(message)),
        Err(_) => {
            let forms = "a folder with a corpus, a git revision of one as in `main:data`, or a day as in `2026-11-24`";
            return Err(Stop::message(format!("there is no folder `{written}`; write {forms}")));
        }
    };
    Ok(Asked { written: written.to_owned(), what })
}

impl Asked {
    /// Whether both are the same law on the same day, by how they are written: then nothing can have changed.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.what == other.what && (self.is_day() || self.written == other.written)
    }

    /// The day on which the law is read.
    pub(super) fn day(&self, common: &Common) -> Day {
        match self.what {
            What::Day(day) => day,
            What::Folder(_) | What::Revision => input::day(common, None),
        }
    }

    /// The arguments with which the program can be asked of this law again; a revision is in no folder.
    pub(super) fn again(&self, common: &Common) -> Option<Vec<String>> {
        let corpus = |folder: &Path| vec!["--corpus".to_owned(), folder.to_string_lossy().into_owned()];
        match &self.what {
            What::Day(_) => Some(common.corpus.as_deref().map(corpus).unwrap_or_default()),
            What::Folder(folder) => Some(corpus(folder)),
            What::Revision => None,
        }
    }

    fn origin(&self, common: &Common) -> Result<Origin, Stop> {
        match &self.what {
            What::Day(_) => Ok(input::origin(common)),
            What::Folder(folder) => Ok(Origin::Folder(folder.clone())),
            What::Revision => git::origin(Path::new("."), &self.written),
        }
    }

    fn corpus(&self, common: &Common) -> Result<Corpus, Stop> {
        input::corpus_of(&self.origin(common)?, common)
    }
}

/// The two corpora; of two days there is only one.
pub(super) fn corpora(old: &Asked, new: &Asked, common: &Common) -> Result<(Corpus, Option<Corpus>), Stop> {
    if let (What::Day(_), What::Day(_)) = (&old.what, &new.what) {
        return Ok((old.corpus(common)?, None));
    }
    match rayon::join(|| old.corpus(common), || new.corpus(common)) {
        (Ok(first), Ok(second)) => Ok((first, Some(second))),
        (first, second) => {
            let mut told = Told::default();
            told.add(old, first.err())?;
            told.add(new, second.err())?;
            Err(Stop::Faults(Box::new(told.files), told.faults))
        }
    }
}

/// The faults of both corpora, each file with the corpus that it is in.
#[derive(Default)]
struct Told {
    files: Files,
    faults: Vec<Diagnostic>,
}

impl Told {
    /// Adds the faults of one corpus; whatever else stopped it is told at once.
    fn add(&mut self, asked: &Asked, stop: Option<Stop>) -> Result<(), Stop> {
        let (files, faults) = match stop {
            None => return Ok(()),
            Some(Stop::Faults(files, faults)) => (files, faults),
            Some(other) => return Err(other),
        };
        let name = |name: &str| if asked.is_day() { name.to_owned() } else { format!("{}/{name}", asked.written) };
        let ids: Vec<FileId> =
            files.iter().map(|(_, file)| self.files.add(name(&file.name), file.text.clone())).collect();
        let moved = |span: Span| {
            let at = files.iter().position(|(id, _)| id == span.file)?;
            Some(Span { file: *ids.get(at)?, ..span })
        };
        self.faults.extend(faults.into_iter().map(|fault| Diagnostic { span: fault.span.and_then(moved), ..fault }));
        Ok(())
    }
}

impl Asked {
    fn is_day(&self) -> bool {
        matches!(self.what, What::Day(_))
    }
}
