//! How far an interrupted run came: written beside its output, so that the next run goes on there.
//!
//! The order matters. Rows are on the disk before the state names them, and the state goes before the output gets its
//! name; so a run that ends anywhere, even by a power cut, leaves either a state that is true or none. What stands
//! behind the bytes that the state names is cut off.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::outlet::beside;
use crate::exit::Stop;

/// What a run must have in common with the one that it goes on with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Terms {
    pub(crate) engine: String,
    pub(crate) corpus: String,
    pub(crate) input: String,
    pub(crate) settings: String,
}

#[derive(Serialize, Deserialize)]
struct State<D> {
    terms: Terms,
    done: D,
}

/// Keeps the state of a run.
pub(crate) struct Keeper {
    state: PathBuf,
    terms: Terms,
    last: Option<Instant>,
}

/// How often the state is written.
const INTERVAL: Duration = Duration::from_secs(2);

impl Keeper {
    /// Finds what an earlier run with the same terms has done. `outputs` are the files that it has written to, with
    /// the state's count of their bytes.
    pub(crate) fn open<D: Default + DeserializeOwned>(
        output: &Path,
        terms: Terms,
        outputs: impl Fn(&D) -> Vec<(PathBuf, u64)>,
    ) -> Result<(Self, D), Stop> {
        let state = beside(output, ".part.json");
        let done = match fs::read_to_string(&state) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => D::default(),
            read => before(read, &terms, outputs)
                .map_err(|reason| Stop::message(format!("`{}` {reason}; remove it to start anew", state.display())))?,
        };
        Ok((Self { state, terms, last: None }, done))
    }

    /// Whether it is time to write the state again.
    pub(crate) fn is_due(&self) -> bool {
        self.last.is_none_or(|last| last.elapsed() >= INTERVAL)
    }

    /// Writes the state, once everything that it names is on the disk.
    pub(crate) fn save(&mut self, done: impl Serialize) -> io::Result<()> {
        let state = State { terms: self.terms.clone(), done };
        let aside = beside(&self.state, ".new");
        let mut file = fs::File::create(&aside)?;
        file.write_all(serde_json::to_string(&state).map_err(io::Error::other)?.as_bytes())?;
        file.sync_all()?;
        fs::rename(aside, &self.state)?;
        self.last = Some(Instant::now());
        Ok(())
    }

    /// The output is complete: nothing is to be gone on with.
    pub(crate) fn forget(&self) -> io::Result<()> {
        match fs::remove_file(&self.state) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// What the run before has done, or why this one cannot go on with it.
fn before<D: DeserializeOwned>(
    read: io::Result<String>,
    terms: &Terms,
    outputs: impl Fn(&D) -> Vec<(PathBuf, u64)>,
) -> Result<D, String> {
    let text = read.map_err(|error| format!("cannot be read: {error}"))?;
    let State { terms: theirs, done } =
        serde_json::from_str(&text).map_err(|error| format!("cannot be understood: {error}"))?;
    let pairs = [
        ("engine", &theirs.engine, &terms.engine),
        ("corpus", &theirs.corpus, &terms.corpus),
        ("input", &theirs.input, &terms.input),
        ("settings", &theirs.settings, &terms.settings),
    ];
    if let Some((what, theirs, ours)) = pairs.into_iter().find(|(_, theirs, ours)| theirs != ours) {
        return Err(format!("belongs to a run with other {what} ({theirs}; now {ours})"));
    }
    for (path, bytes) in outputs(&done) {
        let there = fs::metadata(&path).map_or(0, |about| about.len());
        if there < bytes {
            return Err(format!("tells of {bytes} bytes in `{}`, which has {there}", path.display()));
        }
    }
    Ok(done)
}

/// What tells one input from another: its name, its size and when it was written.
pub(crate) fn fingerprint(path: &Path) -> Result<String, Stop> {
    let about = fs::metadata(path)
        .map_err(|error| Stop::message(format!("`--resume` needs a file as input: `{}`: {error}", path.display())))?;
    let written = about.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    Ok(format!("{} {} bytes {:?}", path.display(), about.len(), written.unwrap_or_default()))
}
