//! Where bytes end up: standard output, a device, or a file that appears complete or not at all.

use std::error::Error;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek as _, SeekFrom, Stdout, Write};
use std::path::{Path, PathBuf};

use flate2::write::GzEncoder;
use tempfile::TempPath;

use crate::exit::Stop;

/// An open output.
pub(crate) struct Outlet {
    name: String,
    packing: Packing,
    place: Place,
}

/// How bytes are packed, by the ending of the file's name.
enum Packing {
    Plain(BufWriter<Target>),
    Gzip(GzEncoder<BufWriter<Target>>),
    Zstd(zstd::stream::write::Encoder<'static, BufWriter<Target>>),
}

enum Target {
    Stdout(Stdout),
    File(File),
}

/// How the output gets its name.
enum Place {
    /// It has no name, or keeps the one that it has.
    Open,
    /// Written aside, then renamed; gone if that does not happen.
    Aside(TempPath, PathBuf),
    /// Written aside under a name that a later run finds again.
    Part(PathBuf, PathBuf),
}

impl Outlet {
    pub(crate) fn stdout() -> Self {
        let packing = Packing::Plain(buffered(Target::Stdout(io::stdout())));
        Self { name: "standard output".to_owned(), packing, place: Place::Open }
    }

    /// A file, which appears when it is complete.
    pub(crate) fn file(path: &Path) -> Result<Self, Stop> {
        let name = path.display().to_string();
        Self::open(path, &name).map_err(|error| stop(&name, &error))
    }

    fn open(path: &Path, name: &str) -> io::Result<Self> {
        let (target, place) = match fs::metadata(path) {
            Ok(about) if about.is_dir() => return Err(io::Error::other("it is a folder")),
            // A device or a pipe cannot be replaced by a file.
            Ok(about) if !about.is_file() => (OpenOptions::new().write(true).open(path)?, Place::Open),
            known => {
                // What a link points to is replaced, not the link.
                let path = if known.is_ok() { fs::canonicalize(path)? } else { path.to_owned() };
                let (file, aside) = aside(&path)?.into_parts();
                (file, Place::Aside(aside, path))
            }
        };
        Ok(Self { name: name.to_owned(), packing: Packing::new(path, Target::File(target))?, place })
    }

    /// A file that appears when it is complete, of which an earlier run has written so many bytes into a file beside.
    pub(crate) fn part(path: &Path, bytes: u64) -> Result<Self, Stop> {
        let name = path.display().to_string();
        let part = beside(path, ".part");
        let open = || -> io::Result<Packing> {
            let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(&part)?;
            file.set_len(bytes)?;
            file.seek(SeekFrom::End(0))?;
            Ok(Packing::Plain(buffered(Target::File(file))))
        };
        let packing = open().map_err(|error| stop(&part.display().to_string(), &error))?;
        Ok(Self { name, packing, place: Place::Part(part, path.to_owned()) })
    }

    /// Makes sure that what was written so far outlives the program.
    pub(crate) fn keep(&mut self) -> io::Result<()> {
        self.flush()?;
        match &self.packing {
            Packing::Plain(out) => out.get_ref().sync(),
            Packing::Gzip(out) => out.get_ref().get_ref().sync(),
            Packing::Zstd(out) => out.get_ref().get_ref().sync(),
        }
    }

    /// Ends the output and gives it its name.
    pub(crate) fn finish(self) -> Result<(), Stop> {
        let Self { name, packing, place } = self;
        let finish = || {
            packing.finish()?.sync()?;
            match place {
                Place::Open => Ok(()),
                Place::Aside(aside, path) => aside.persist(path).map_err(|error| error.error),
                Place::Part(part, path) => fs::rename(part, path),
            }
        };
        finish().map_err(|error| stop(&name, &error))
    }

    /// What it is called.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.packing {
            Packing::Plain(out) => out.write(bytes),
            Packing::Gzip(out) => out.write(bytes),
            Packing::Zstd(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.packing {
            Packing::Plain(out) => out.flush(),
            Packing::Gzip(out) => out.flush(),
            Packing::Zstd(out) => out.flush(),
        }
    }
}

impl Packing {
    fn new(path: &Path, target: Target) -> io::Result<Self> {
        let out = buffered(target);
        Ok(match packed(path) {
            Some("gz") => Packing::Gzip(GzEncoder::new(out, flate2::Compression::default())),
            Some("zst") => Packing::Zstd(zstd::stream::write::Encoder::new(out, zstd::DEFAULT_COMPRESSION_LEVEL)?),
            _ => Packing::Plain(out),
        })
    }

    /// Writes what is still in buffers. Dropping them would hide a full disk.
    fn finish(self) -> io::Result<Target> {
        let out = match self {
            Packing::Plain(out) => out,
            Packing::Gzip(out) => out.finish()?,
            Packing::Zstd(out) => out.finish()?,
        };
        out.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

impl Target {
    /// Waits until a file is on its disk; devices have none.
    fn sync(&self) -> io::Result<()> {
        match self {
            Target::File(file) if file.metadata()?.is_file() => file.sync_all(),
            Target::File(_) | Target::Stdout(_) => Ok(()),
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Target::Stdout(out) => out.write(bytes),
            Target::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Target::Stdout(out) => out.flush(),
            Target::File(file) => file.flush(),
        }
    }
}

/// Why the output cannot be written; nothing if whoever read it has read enough.
pub(crate) fn stop(name: &str, error: &(dyn Error + 'static)) -> Stop {
    let (mut cause, mut inner) = (Some(error), None);
    while let Some(error) = cause {
        inner = error.downcast_ref::<io::Error>().or(inner);
        cause = error.source();
    }
    match inner {
        Some(error) if error.kind() == io::ErrorKind::BrokenPipe => Stop::Quiet,
        Some(error) => Stop::message(format!("cannot write `{name}`: {error}")),
        None => Stop::message(format!("cannot write `{name}`: {error}")),
    }
}

/// The ending that says how a file is packed.
pub(crate) fn packed(path: &Path) -> Option<&str> {
    path.extension().and_then(|ending| ending.to_str()).filter(|ending| ["gz", "zst"].contains(ending))
}

/// The path with something behind it.
pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn buffered(target: Target) -> BufWriter<Target> {
    BufWriter::with_capacity(1 << 18, target)
}

/// A file beside the output, named after it, with the rights that any new file would have.
fn aside(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut prefix = std::ffi::OsString::from(".");
    prefix.push(path.file_name().unwrap_or_default());
    prefix.push(".");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
