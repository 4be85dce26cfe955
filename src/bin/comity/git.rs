//! A corpus as it was at a revision, read from git's own store; the work tree is not touched.

use std::io::{self, BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};

use comity::corpus::{Origin, read};
use comity::diagnostic::suggestion;

use crate::exit::Stop;

/// The texts of a folder at a revision, written as git does: `main:data`, `HEAD~3:data`. The repository is the one that
/// `inside` is in.
pub(crate) fn origin(inside: &Path, written: &str) -> Result<Origin, Stop> {
    let asked = Asked { inside, written };
    let listed = asked.git(&["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", written])?;
    if !listed.status.success() {
        return Err(asked.unknown()?);
    }
    let blobs: Vec<Blob> = listed.stdout.split(|byte| *byte == 0).filter_map(blob).collect();
    let mut store = Store::open(asked)?;
    let (mut texts, mut faults) = (Vec::new(), Vec::new());
    for blob in blobs.iter().filter(|blob| blob.path.ends_with(".json")) {
        match read::decoded(&format!("{written}/{}", blob.path), store.read(&blob.id)?) {
            Ok(text) => texts.push((blob.path.clone(), text)),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(Stop::Faults(Box::default(), faults));
    }
    if !texts.iter().any(|(name, _)| name == "vocabulary.json") {
        return Err(Stop::message(format!("`{written}` is no corpus: it has no `vocabulary.json`")));
    }
    Ok(Origin::Memory(texts))
}

/// The folder at a revision, written as git does, unless it is written so already.
pub(crate) fn folder_at(revision: &str, folder: &Path) -> Result<String, Stop> {
    if revision.contains(':') {
        return Ok(revision.to_owned());
    }
    let asked = Asked { inside: folder, written: revision };
    let prefix = asked.git(&["rev-parse", "--show-prefix"])?;
    if !prefix.status.success() {
        return Err(asked.no_repository());
    }
    let prefix = String::from_utf8_lossy(&prefix.stdout);
    Ok(format!("{revision}:{}", prefix.trim_end().trim_end_matches('/')))
}

/// A file in git's store.
struct Blob {
    id: String,
    path: String,
}

/// `100644 blob 83baae6…<tab>path`. Links and modules are no files.
fn blob(entry: &[u8]) -> Option<Blob> {
    let entry = String::from_utf8_lossy(entry);
    let (head, path) = entry.split_once('\t')?;
    let mut head = head.split(' ');
    let (mode, ty, id) = (head.next()?, head.next()?, head.next()?);
    let is_file = ty == "blob" && mode != "120000";
    is_file.then(|| Blob { id: id.to_owned(), path: path.to_owned() })
}

/// What git is asked for, and the folder in whose repository it looks.
#[derive(Clone, Copy)]
struct Asked<'a> {
    inside: &'a Path,
    written: &'a str,
}

impl Asked<'_> {
    fn command(self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.inside).args(arguments);
        command
    }

    /// Runs git to its end.
    fn git(self, arguments: &[&str]) -> Result<Output, Stop> {
        self.command(arguments).stdin(Stdio::null()).output().map_err(|error| cannot(self.written, &error))
    }

    fn no_repository(self) -> Stop {
        let (written, inside) = (self.written, self.inside.display());
        Stop::message(format!("`{written}` is a git revision, and the folder `{inside}` is in no git repository"))
    }

    /// Why git knows no such folder.
    fn unknown(self) -> Result<Stop, Stop> {
        let (revision, path) = self.written.split_once(':').unwrap_or((self.written, ""));
        if !self.git(&["rev-parse", "--git-dir"])?.status.success() {
            return Ok(self.no_repository());
        }
        let commit = format!("{revision}^{{commit}}");
        let known = self.git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        let (message, names) = if known.status.success() {
            let folders = ["ls-tree", "-r", "-d", "--name-only", "--full-tree", "--end-of-options", revision];
            (format!("there is no folder `{path}` in `{revision}`"), self.git(&folders)?)
        } else {
            let names = ["for-each-ref", "--format=%(refname:short)"];
            (format!("git knows no revision `{revision}`"), self.git(&names)?)
        };
        let names = String::from_utf8_lossy(&names.stdout).into_owned();
        let wanted = if known.status.success() { path } else { revision };
        let help = suggestion(wanted, names.lines());
        Ok(Stop::message(help.map_or(message.clone(), |help| format!("{message}; {help}"))))
    }
}

fn cannot(written: &str, error: &io::Error) -> Stop {
    Stop::message(match error.kind() {
        ErrorKind::NotFound => format!("`{written}` is a git revision, and the program `git` was not found"),
        _ => format!("`{written}` cannot be read by git: {error}"),
    })
}

/// A running `git cat-file --batch`: one process for all files.
struct Store {
    written: String,
    process: Child,
    asks: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Store {
    fn open(asked: Asked<'_>) -> Result<Self, Stop> {
        let written = asked.written;
        let mut command = asked.command(&["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().map_err(|error| cannot(written, &error))?;
        let (asks, answers) = (process.stdin.take(), process.stdout.take());
        let answers = answers.ok_or_else(|| cannot(written, &wrong()))?;
        Ok(Self { written: written.to_owned(), process, asks, answers: BufReader::new(answers) })
    }

    fn read(&mut self, id: &str) -> Result<Vec<u8>, Stop> {
        self.answer(id).map_err(|error| cannot(&self.written, &error))
    }

    /// Asks for a file and reads the answer: `<id> blob <size>`, the bytes, and an end of line.
    fn answer(&mut self, id: &str) -> io::Result<Vec<u8>> {
        let asks = self.asks.as_mut().ok_or_else(wrong)?;
        writeln!(asks, "{id}")?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<u64>().ok()).ok_or_else(wrong)?;
        let mut bytes = Vec::new();
        self.answers.by_ref().take(size + 1).read_to_end(&mut bytes)?;
        if bytes.pop() != Some(b'\n') || bytes.len() as u64 != size {
            return Err(wrong());
        }
        Ok(bytes)
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // Without more questions it ends by itself.
        drop(self.asks.take());
        let _ = self.process.wait();
    }
}

fn wrong() -> io::Error {
    io::Error::new(ErrorKind::InvalidData, "it has answered something else than was asked")
}
