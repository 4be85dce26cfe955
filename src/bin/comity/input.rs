//! What commands read: the corpus, requests, jurisdictions, and the day.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

use comity::atlas::Atlas;
use comity::check;
use comity::corpus::{
    Case, Corpus, Frame, LARGEST_REQUEST, Load, LoadError, Origin, load_cases, load_profiles, parse_request,
    parse_space, read, set_facts,
};
use comity::diagnostic::Diagnostic;
use comity::law::{Day, FactId, JurisdictionId, Profile, Request, Space};
use comity::text::{FileId, Files, unmarked};

use crate::cli::Common;
use crate::exit::Stop;
use crate::output;

/// The corpus that the arguments name.
pub(crate) fn corpus(common: &Common) -> Result<Corpus, Stop> {
    corpus_of(&origin(common), common)
}

/// A corpus from wherever it comes.
pub(crate) fn corpus_of(origin: &Origin, common: &Common) -> Result<Corpus, Stop> {
    if common.lenient {
        let (corpus, load) = Load::lenient(origin).map_err(refused)?;
        if !(corpus.broken.is_empty() && corpus.set_aside.is_empty()) {
            let report = comity::report::faults(&load.files, &load.faults, output::lang(common));
            output::error(common, &comity::render::text::faults(&report));
        }
        return Ok(corpus);
    }
    let corpus = Load::strict(origin).map_err(refused)?;
    // The law inside the program has passed this test; other law has to.
    if *origin != Origin::Embedded {
        let found = check::errors(&corpus, &Atlas::new(&corpus));
        if !found.is_empty() {
            return Err(Stop::Faults(Box::new(corpus.files.clone()), found));
        }
    }
    Ok(corpus)
}

/// The corpus that the arguments name, read as far as a question about some jurisdictions asks for it.
pub(crate) enum Reading {
    /// The law inside the program: its provisions are read when it is known whose are asked for.
    Open(Box<Frame>),
    /// Other law, which was read and checked whole.
    Whole(Box<Corpus>),
}

impl Reading {
    /// Everything that a question can name.
    pub(crate) fn of(common: &Common) -> Result<Self, Stop> {
        if origin(common) == Origin::Embedded {
            Frame::embedded().map_err(refused).map(|frame| Self::Open(Box::new(frame)))
        } else {
            corpus(common).map(|corpus| Self::Whole(Box::new(corpus)))
        }
    }

    /// The corpus, perhaps without provisions yet.
    pub(crate) fn corpus(&self) -> &Corpus {
        match self {
            Self::Open(frame) => frame.corpus(),
            Self::Whole(corpus) => corpus,
        }
    }

    /// The corpus, at least with the law that applies in some jurisdictions.
    pub(crate) fn with_law_of(self, asked: &[JurisdictionId]) -> Result<Corpus, Stop> {
        match self {
            Self::Open(frame) => frame.with_law_of(asked).map_err(refused),
            Self::Whole(corpus) => Ok(*corpus),
        }
    }
}

/// Where the corpus comes from.
pub(crate) fn origin(common: &Common) -> Origin {
    common.corpus.clone().map_or(Origin::Embedded, Origin::Folder)
}

fn refused(error: LoadError) -> Stop {
    match error {
        LoadError::Read(error) => Stop::message(error.to_string()),
        LoadError::Faulty(load) => Stop::Faults(Box::new(load.files), load.faults),
    }
}

/// A request from a file, from standard input (`-`), or blank; then the settings.
pub(crate) fn request(corpus: &Corpus, path: Option<&Path>, settings: &[String]) -> Result<Request, Stop> {
    let mut request = match path {
        None => Request::blank(corpus, "request"),
        Some(path) => {
            let given = given(path, "request")?;
            parse_request(corpus, given.id, &given.text, &given.name).map_err(|faults| given.refused(faults))?
        }
    };
    set(corpus, &mut request, settings)?;
    Ok(request)
}

/// Sets facts of a request, as in `data.location=DE,FR`, and gives them; all faults at once.
pub(crate) fn set(corpus: &Corpus, request: &mut Request, settings: &[String]) -> Result<Vec<FactId>, Stop> {
    set_facts(corpus, request, settings).map_err(|faults| Stop::Faults(Box::default(), faults))
}

/// A space of requests from a file or from standard input (`-`).
pub(crate) fn space(corpus: &Corpus, path: &Path) -> Result<Space, Stop> {
    let given = given(path, "space")?;
    parse_space(corpus, given.id, &given.text, &given.name).map_err(|faults| given.refused(faults))
}

/// A text from a user's hand.
struct Given {
    files: Files,
    id: FileId,
    text: String,
    /// What it is called if it does not say so itself.
    name: String,
}

impl Given {
    fn refused(self, faults: Vec<Diagnostic>) -> Stop {
        Stop::Faults(Box::new(self.files), faults)
    }
}

/// A request or a space, whichever `what` says, from a file or from standard input.
fn given(path: &Path, what: &str) -> Result<Given, Stop> {
    let (shown, name, text) = if path == Path::new("-") {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().take(LARGEST_REQUEST + 1).read_to_end(&mut bytes);
        read.map_err(|error| Stop::message(format!("cannot read standard input: {error}")))?;
        if bytes.len() as u64 > LARGEST_REQUEST {
            return Err(Stop::message(format!("standard input is no {what}: more than {LARGEST_REQUEST} bytes")));
        }
        let text = String::from_utf8(bytes).map_err(|_| Stop::message("standard input is not UTF-8".to_owned()))?;
        ("standard input".to_owned(), what.to_owned(), unmarked(text))
    } else {
        let text = read::read_text(path, LARGEST_REQUEST).map_err(|fault| Stop::Faults(Box::default(), vec![fault]))?;
        let name = path.file_stem().map_or_else(|| what.to_owned(), |stem| stem.to_string_lossy().into_owned());
        (path.to_string_lossy().into_owned(), name, text)
    };
    let mut files = Files::default();
    let id = files.add(shown, text.clone());
    Ok(Given { files, id, text, name })
}

/// The real cases of a corpus.
pub(crate) fn cases(corpus: &Corpus) -> Result<Vec<Case>, Stop> {
    let (cases, faults) = load_cases(corpus);
    if faults.is_empty() { Ok(cases) } else { Err(Stop::Faults(Box::new(corpus.files.clone()), faults)) }
}

/// The kinds of demand of a corpus.
pub(crate) fn profiles(corpus: &Corpus) -> Result<Vec<Profile>, Stop> {
    load_profiles(corpus).map_err(|faults| Stop::Faults(Box::new(corpus.files.clone()), faults))
}

/// The jurisdiction that a person means.
pub(crate) fn jurisdiction(corpus: &Corpus, typed: &str) -> Result<JurisdictionId, Stop> {
    corpus.find_jurisdiction(typed).map_err(|fault| Stop::Faults(Box::default(), vec![fault]))
}

/// What each of these names means; all that mean nothing are faults.
pub(crate) fn found<T>(
    names: &[String],
    faults: &mut Vec<Diagnostic>,
    find: impl Fn(&str) -> Result<T, Diagnostic>,
) -> Vec<T> {
    let mut all = Vec::new();
    for name in names {
        match find(name) {
            Ok(one) => all.push(one),
            Err(fault) => faults.push(fault),
        }
    }
    all
}

/// The jurisdictions that a person means, each once; all names that mean none are told.
pub(crate) fn jurisdictions(corpus: &Corpus, typed: &[String]) -> Result<Vec<JurisdictionId>, Stop> {
    let (mut places, mut seen) = (each_jurisdiction(corpus, typed)?, BTreeSet::new());
    places.retain(|id| seen.insert(*id));
    Ok(places)
}

/// The same, one for each name.
pub(crate) fn each_jurisdiction(corpus: &Corpus, typed: &[String]) -> Result<Vec<JurisdictionId>, Stop> {
    let mut faults = Vec::new();
    let places = found(typed, &mut faults, |name| corpus.find_jurisdiction(name));
    if faults.is_empty() { Ok(places) } else { Err(Stop::Faults(Box::default(), faults)) }
}

/// The day on which the law is read: the argument's, else the request's, else today.
pub(crate) fn day(common: &Common, request: Option<&Request>) -> Day {
    common.as_of.or(request.and_then(|request| request.as_of)).unwrap_or_else(today)
}

/// Today, by this machine's clock and time zone.
pub(crate) fn today() -> Day {
    jiff::ZonedDateTime::now().date().into()
}
