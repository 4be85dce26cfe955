//! Where results go: standard output, or a file that appears complete or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};

use arrow_ipc::writer::StreamWriter;
use comity::law::Day;
use comity::render;
use comity::report::{Each, Receipt};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::work::{Rendered, Worked};
use crate::cli::{Batch, Form};
use crate::exit::Stop;

/// An output.
pub(super) struct Sink {
    name: String,
    form: Form,
    each: Each,
    receipt: Receipt,
    place: Place,
    writer: Option<Writer>,
    raw: Option<Box<dyn Write + Send>>,
    started: bool,
    rows: u64,
}

/// Where the bytes end up.
enum Place {
    Stdout,
    /// Written aside, then renamed.
    Aside {
        file: NamedTempFile,
        path: PathBuf,
    },
    /// Written aside under a name that a later run finds again.
    Resumable {
        part: PathBuf,
        state: PathBuf,
        path: PathBuf,
        mark: Mark,
    },
}

/// How far an interrupted run came, and with what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    rows: u64,
    bytes: u64,
    engine: String,
    corpus: String,
    input: String,
    settings: String,
}

enum Writer {
    Plain(Box<dyn Write + Send>),
    Parquet(Box<ArrowWriter<Box<dyn Write + Send>>>),
    Arrow(Box<StreamWriter<Box<dyn Write + Send>>>),
}

impl Sink {
    pub(super) fn open(arguments: &Batch, form: Form, receipt: &Receipt, day: Day) -> Result<Self, Stop> {
        let each = arguments.each.into();
        let blank = |name: String, place, raw| Self {
            name,
            form,
            each,
            receipt: receipt.clone(),
            place,
            writer: None,
            raw: Some(raw),
            started: false,
            rows: 0,
        };
        let Some(path) = &arguments.output else {
            if arguments.resume {
                return Err(Stop::Message("`--resume` needs `--output FILE`".to_owned()));
            }
            let raw: Box<dyn Write + Send> = Box::new(BufWriter::new(io::stdout()));
            return Ok(blank("standard output".to_owned(), Place::Stdout, raw));
        };
        let name = path.display().to_string();
        let cannot = |error: io::Error| Stop::Message(format!("cannot write `{name}`: {error}"));
        if arguments.resume {
            let settings = format!("{:?} {form:?}, law as of {day}", arguments.each);
            return Self::resumable(arguments, path, form, receipt, settings, blank);
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = aside(folder).map_err(cannot)?;
        let raw = compressed(path, file.reopen().map_err(cannot)?).map_err(cannot)?;
        Ok(blank(name.clone(), Place::Aside { file, path: path.clone() }, raw))
    }

    fn resumable(
        arguments: &Batch,
        path: &Path,
        form: Form,
        receipt: &Receipt,
        settings: String,
        blank: impl FnOnce(String, Place, Box<dyn Write + Send>) -> Self,
    ) -> Result<Self, Stop> {
        let name = path.display().to_string();
        let cannot = |error: io::Error| Stop::Message(format!("cannot write `{name}`: {error}"));
        if !matches!(form, Form::Jsonl | Form::Csv) || is_compressed(path) {
            return Err(Stop::Message("`--resume` works with plain JSON Lines and CSV output only".to_owned()));
        }
        let beside = |ending: &str| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        };
        let (part, state) = (beside(".part"), beside(".part.json"));
        let mut mark = Mark {
            rows: 0,
            bytes: 0,
            engine: receipt.engine.clone(),
            corpus: receipt.corpus.clone(),
            input: fingerprint(&arguments.file)?,
            settings,
        };
        if let Ok(text) = fs::read_to_string(&state) {
            let before: Mark = serde_json::from_str(&text)
                .map_err(|error| Stop::Message(format!("`{}` cannot be understood: {error}", state.display())))?;
            let same = Mark { rows: before.rows, bytes: before.bytes, ..mark.clone() };
            if same != before {
                let message = "belongs to a run with other input, law or settings; remove it to start anew";
                return Err(Stop::Message(format!("`{}` {message}", state.display())));
            }
            mark = before;
        }
        let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(&part).map_err(cannot)?;
        file.set_len(mark.bytes).and_then(|()| file.seek(SeekFrom::End(0))).map_err(cannot)?;
        let (rows, started) = (mark.rows, mark.rows > 0);
        let place = Place::Resumable { part, state, path: path.to_owned(), mark };
        let mut sink = blank(name.clone(), place, Box::new(BufWriter::new(file)));
        (sink.rows, sink.started) = (rows, started);
        Ok(sink)
    }

    /// Rows of the input that an earlier run has done.
    pub(super) fn rows_done(&self) -> u64 {
        self.rows
    }

    /// Writes what came of some chunks.
    pub(super) fn write(&mut self, worked: Worked) -> Result<(), Stop> {
        self.start(&worked.extras)?;
        let name = &self.name;
        let cannot = |error: &dyn std::fmt::Display| Stop::Message(format!("cannot write `{name}`: {error}"));
        let mut bytes = 0;
        for rendered in worked.rendered {
            match (self.writer.as_mut(), rendered) {
                (Some(Writer::Plain(out)), Rendered::Bytes(text)) => {
                    bytes += text.len() as u64;
                    match out.write_all(&text) {
                        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Err(Stop::Quiet),
                        written => written.map_err(|error| cannot(&error))?,
                    }
                }
                (Some(Writer::Parquet(out)), Rendered::Batch(batch)) => {
                    out.write(&batch).map_err(|error| cannot(&error))?;
                }
                (Some(Writer::Arrow(out)), Rendered::Batch(batch)) => {
                    out.write(&batch).map_err(|error| cannot(&error))?;
                }
                _ => return Err(cannot(&"rows in another form than the output's")),
            }
        }
        self.rows += worked.rows;
        if let Place::Resumable { mark, .. } = &mut self.place {
            mark.rows = self.rows;
            mark.bytes += bytes;
        }
        Ok(())
    }

    /// Makes the writer once the extra columns are known.
    fn start(&mut self, extras: &[String]) -> Result<(), Stop> {
        let Some(mut raw) = self.raw.take() else { return Ok(()) };
        let name = &self.name;
        let cannot = |error: &dyn std::fmt::Display| Stop::Message(format!("cannot write `{name}`: {error}"));
        let schema = || render::schema(self.each, extras, &self.receipt);
        self.writer = Some(match self.form {
            Form::Jsonl => Writer::Plain(raw),
            Form::Csv => {
                if !self.started {
                    let headings = render::csv_headings(self.each, extras);
                    raw.write_all(&headings).map_err(|error| cannot(&error))?;
                    if let Place::Resumable { mark, .. } = &mut self.place {
                        mark.bytes += headings.len() as u64;
                    }
                }
                Writer::Plain(raw)
            }
            Form::Parquet => {
                let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
                let writer = ArrowWriter::try_new(raw, schema(), Some(properties)).map_err(|error| cannot(&error))?;
                Writer::Parquet(Box::new(writer))
            }
            Form::Arrow => {
                Writer::Arrow(Box::new(StreamWriter::try_new(raw, &schema()).map_err(|error| cannot(&error))?))
            }
        });
        self.started = true;
        Ok(())
    }

    /// Ends the output and gives it its name.
    pub(super) fn finish(mut self) -> Result<(), Stop> {
        self.start(&[])?;
        let name = self.name.clone();
        let cannot = |error: &dyn std::fmt::Display| Stop::Message(format!("cannot write `{name}`: {error}"));
        match self.writer.take() {
            Some(Writer::Plain(mut out)) => match out.flush() {
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Err(Stop::Quiet),
                flushed => flushed.map_err(|error| cannot(&error))?,
            },
            Some(Writer::Parquet(out)) => {
                let mut raw = out.into_inner().map_err(|error| cannot(&error))?;
                raw.flush().map_err(|error| cannot(&error))?;
            }
            Some(Writer::Arrow(mut out)) => {
                out.finish().map_err(|error| cannot(&error))?;
                let mut raw = out.into_inner().map_err(|error| cannot(&error))?;
                raw.flush().map_err(|error| cannot(&error))?;
            }
            None => {}
        }
        match self.place {
            Place::Stdout => {}
            Place::Aside { file, path } => {
                file.persist(path).map_err(|error| cannot(&error.error))?;
            }
            Place::Resumable { part, state, path, .. } => {
                fs::rename(part, path).map_err(|error| cannot(&error))?;
                match fs::remove_file(state) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(cannot(&error)),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Ends an output that will not be complete, and says what is left of it.
    pub(super) fn abandon(self) -> String {
        let Sink { place, writer, name, .. } = self;
        match place {
            Place::Stdout => String::new(),
            Place::Aside { .. } => format!("`{name}` was not written\n"),
            Place::Resumable { part, state, mark, .. } => {
                let flushed = match writer {
                    Some(Writer::Plain(mut out)) => out.flush(),
                    _ => Ok(()),
                };
                let kept = flushed.and_then(|()| {
                    let text = serde_json::to_string(&mark).map_err(io::Error::other)?;
                    fs::write(&state, text)
                });
                match kept {
                    Ok(()) => {
                        format!("{} rows are kept in `{}`; `--resume` goes on there\n", mark.rows, part.display())
                    }
                    Err(error) => format!("what was done could not be kept: {error}\n"),
                }
            }
        }
    }
}

/// A file beside the output, with the rights that any new file would have.
#[cfg(unix)]
fn aside(folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt as _;
    tempfile::Builder::new().permissions(fs::Permissions::from_mode(0o666)).tempfile_in(folder)
}

/// A file beside the output.
#[cfg(not(unix))]
fn aside(folder: &Path) -> io::Result<NamedTempFile> {
    NamedTempFile::new_in(folder)
}

/// What tells one input from another: its name, its size and when it was written.
fn fingerprint(path: &Path) -> Result<String, Stop> {
    let about = fs::metadata(path)
        .map_err(|error| Stop::Message(format!("`--resume` needs a file as input: `{}`: {error}", path.display())))?;
    let written = about.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    Ok(format!("{} {} bytes {:?}", path.display(), about.len(), written.unwrap_or_default()))
}

fn is_compressed(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "gz" || extension == "zst")
}

/// A writer that compresses as the file's ending says.
fn compressed(path: &Path, file: File) -> io::Result<Box<dyn Write + Send>> {
    let buffered = BufWriter::with_capacity(1 << 18, file);
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("gz") => Ok(Box::new(flate2::write::GzEncoder::new(buffered, flate2::Compression::default()))),
        Some("zst") => Ok(Box::new(zstd::stream::write::Encoder::new(buffered, 3)?.auto_finish())),
        _ => Ok(Box::new(buffered)),
    }
}
