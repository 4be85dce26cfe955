//! What a suite watches, with the requests in its files, and where its snapshot stands.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use comity::corpus::{
    Corpus, LARGEST_REQUEST, LARGEST_SUITE, OwnFile, Suite, parse_request, parse_suite, read, usual_suite,
};
use comity::diagnostic::{Code, Diagnostic};
use comity::law::Request;
use comity::survey::snapshot::Watched;
use comity::text::Files;

use crate::cli::OnRecord;
use crate::exit::Stop;

/// The ending of snapshots.
const ENDING: &str = ".snapshot.json";

/// A suite that is about to be answered.
pub(super) struct Desk {
    pub(super) suite: Suite,
    requests: Vec<Request>,
    /// Where the snapshot stands.
    pub(super) path: PathBuf,
}

impl Desk {
    /// Reads the suite and its requests.
    pub(super) fn open(corpus: &Corpus, of: &OnRecord) -> Result<Self, Stop> {
        let faulty = |faulty: Box<(Files, Vec<Diagnostic>)>| Stop::Faults(Box::new(faulty.0), faulty.1);
        let suite = match &of.suite {
            None => usual_suite(corpus).map_err(faulty)?,
            Some(path) => {
                let name = path.to_string_lossy();
                if name.ends_with(ENDING) {
                    let message = format!("`{name}` is a snapshot; name its suite, or give it with `--snapshot`");
                    return Err(Stop::message(message));
                }
                let text =
                    read::read_text(path, LARGEST_SUITE).map_err(|fault| Stop::Faults(Box::default(), vec![fault]))?;
                let stem = path.file_stem().unwrap_or_default().to_string_lossy();
                parse_suite(corpus, OwnFile { name: &name, text: &text }, &stem).map_err(faulty)?
            }
        };
        let folder = of.suite.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
        let requests = requests(corpus, &suite, folder)?;
        Ok(Self { suite, requests, path: place(of) })
    }

    pub(super) fn watched(&self) -> Watched<'_> {
        Watched { suite: &self.suite, requests: &self.requests }
    }
}

/// Where the snapshot stands: where it is said to, else beside the suite.
fn place(of: &OnRecord) -> PathBuf {
    match (&of.snapshot, &of.suite) {
        (Some(path), _) => path.clone(),
        (None, Some(suite)) => {
            let mut name = suite.file_stem().unwrap_or_default().to_owned();
            name.push(ENDING);
            suite.with_file_name(name)
        }
        (None, None) => PathBuf::from(format!("comity{ENDING}")),
    }
}

/// The samples and the requests in files of the user's; all faults at once.
fn requests(corpus: &Corpus, suite: &Suite, folder: &Path) -> Result<Vec<Request>, Stop> {
    let mut files = suite.files.clone();
    let mut requests = suite.samples.clone();
    let mut faults = Vec::new();
    for (path, span) in &suite.paths {
        let found = listed(&folder.join(path));
        faults.extend(
            found.as_ref().err().map(|message| Diagnostic::new(Code::Unreadable, message.as_str()).at(span.clone())),
        );
        for path in found.unwrap_or_default() {
            match read::read_text(&path, LARGEST_REQUEST) {
                Err(fault) => faults.push(fault.at(span.clone())),
                Ok(text) => {
                    let id = files.add(path.to_string_lossy(), text.clone());
                    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
                    match parse_request(corpus, id, &text, &stem) {
                        Ok(request) => requests.push(request),
                        Err(found) => faults.extend(found),
                    }
                }
            }
        }
    }
    let mut seen = BTreeSet::new();
    for request in requests.iter().filter(|request| !seen.insert(request.name.as_str())) {
        let fault = Diagnostic::new(Code::DoubledId, format!("two requests are called `{}`", request.name));
        faults.push(fault.help("give one of them an `id` of its own"));
    }
    if faults.is_empty() { Ok(requests) } else { Err(Stop::Faults(Box::new(files), faults)) }
}

/// A file, or the JSON files of a folder in order.
fn listed(path: &Path) -> Result<Vec<PathBuf>, String> {
    let cannot = |error: std::io::Error| format!("cannot read `{}`: {error}", path.display());
    if !fs::metadata(path).map_err(cannot)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).map_err(cannot)?.collect::<Result<Vec<_>, _>>().map_err(cannot)?;
    let files = entries.into_iter().map(|entry| entry.path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|ending| ending == "json")).collect();
    files.sort();
    if files.is_empty() { Err(format!("there is no request in `{}`", path.display())) } else { Ok(files) }
}
