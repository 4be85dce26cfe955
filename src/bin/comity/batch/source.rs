//! Where requests come from: a file or standard input, plain, gzip or zstd, in one of four forms.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arrow_array::RecordBatch;
use arrow_ipc::reader::StreamReader;
use arrow_schema::SchemaRef;
use comity::intake::{Batches, LARGEST_ROW, Records, Values, batches};
use comity::logic::BLOCK;
use comity::render::Dialect;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::cut::{self, Cutter};
use crate::cli::{Batch, Form};
use crate::exit::Stop;
use crate::table::Size;

/// Rows as they came.
pub(super) enum Chunk {
    Lines(cut::Lines),
    Records(cut::Records),
    /// A batch whose first row has this number, from one, and about how many bytes it has.
    Batch(u64, RecordBatch, usize),
}

impl Chunk {
    /// How many rows there are, empty lines too.
    pub(super) fn rows(&self) -> usize {
        match self {
            Chunk::Lines(lines) => lines.len(),
            Chunk::Records(records) => records.len(),
            Chunk::Batch(_, batch, _) => batch.num_rows(),
        }
    }

    /// About how much memory it takes.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Chunk::Lines(lines) => lines.bytes(),
            Chunk::Records(records) => records.bytes(),
            Chunk::Batch(_, _, bytes) => *bytes,
        }
    }

    /// The rows behind the first ones, if there are any.
    pub(super) fn behind(self, rows: usize) -> Option<Chunk> {
        if rows >= self.rows() {
            return None;
        }
        Some(match self {
            Chunk::Lines(mut lines) => {
                lines.skip(rows);
                Chunk::Lines(lines)
            }
            Chunk::Records(mut records) => {
                records.skip(rows);
                Chunk::Records(records)
            }
            Chunk::Batch(first, batch, bytes) => {
                Chunk::Batch(first + rows as u64, batch.slice(rows, batch.num_rows() - rows), bytes)
            }
        })
    }
}

/// The reader that fits the input.
pub(super) enum Reader<'v, 'c> {
    Lines(&'v Values<'c>),
    Records(Records<'v, 'c>),
    Batches(Batches<'v, 'c>),
}

/// An open input.
pub(super) struct Source {
    name: String,
    rows: Rows,
    read: Arc<AtomicU64>,
    size: Size,
    /// Rows that were given.
    row: u64,
    /// Lines that were read.
    line: u64,
}

pub(crate) type Plain = Box<dyn BufRead + Send>;

#[expect(clippy::large_enum_variant, reason = "there is one at a time: a box would save nothing")]
enum Rows {
    Lines(Plain),
    Records(Cutter<Plain>, Vec<String>),
    Parquet(Box<ParquetRecordBatchReader>, SchemaRef),
    Arrow(Box<Stream>, SchemaRef),
}

/// An Arrow stream, and what is left of its current batch.
struct Stream {
    batches: StreamReader<Ending<Plain>>,
    rest: Option<RecordBatch>,
}

/// Counts the bytes that pass.
struct Counted<R>(R, Arc<AtomicU64>);

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        self.1.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Remembers the last bytes that passed: a whole Arrow stream ends with a mark.
struct Ending<R> {
    from: R,
    last: [u8; 8],
}

/// The mark at the end of an Arrow stream.
const END: [u8; 8] = [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0];

impl<R: Read> Read for Ending<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        for byte in buffer.iter().take(read).skip(read.saturating_sub(8)) {
            self.last.rotate_left(1);
            self.last[7] = *byte;
        }
        Ok(read)
    }
}

impl Source {
    pub(super) fn open(arguments: &Batch, values: &Values<'_>) -> Result<Self, Stop> {
        let path = &arguments.file;
        let from_stdin = path == Path::new("-");
        let name = if from_stdin { "standard input".to_owned() } else { path.display().to_string() };
        let cannot = |error: io::Error| Stop::message(format!("cannot read `{name}`: {error}"));
        let form = arguments.input_form();
        let read = Arc::new(AtomicU64::new(0));
        let (raw, mut size) = if from_stdin { (stdin(), Size::Unknown) } else { file(path).map_err(cannot)? };
        let raw = BufReader::with_capacity(1 << 18, Counted(raw, Arc::clone(&read)));
        let (packed, plain) = unpacked(raw).map_err(cannot)?;
        let broken = |error: io::Error| Stop::message(format!("`{name}` is broken: {error}"));
        let (start, plain) = peek(plain, 8).map_err(broken)?;
        if let Some(message) = misfit(&start, form) {
            return Err(Stop::message(format!("`{name}` {message}")));
        }
        let rows = match form {
            Form::Jsonl => Rows::Lines(without_mark(plain, &start).map_err(cannot)?),
            Form::Csv => {
                let plain = without_mark(plain, &start).map_err(cannot)?;
                headed(plain, arguments.csv_dialect.map(Into::into), values, &name)?
            }
            Form::Arrow => arrow(plain, &start, &name)?,
            Form::Parquet => {
                let whole = !packed && matches!(size, Size::Bytes(_));
                let file = if whole { File::open(path) } else { spooled(plain) }.map_err(cannot)?;
                parquet(file, &name, &mut size)?
            }
        };
        Ok(Self { name, rows, read, size, row: 0, line: 0 })
    }

    /// How much there is.
    pub(super) fn size(&self) -> Size {
        self.size
    }

    /// How many bytes have been read.
    pub(super) fn bytes_read(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    /// The reader of rows that fits; it refuses headings that make no sense.
    pub(super) fn reader<'v, 'c>(&self, values: &'v Values<'c>) -> Result<Reader<'v, 'c>, Stop> {
        let refused = |faults| Stop::Faults(Box::default(), faults);
        match &self.rows {
            Rows::Lines(_) => Ok(Reader::Lines(values)),
            Rows::Records(_, headings) => {
                let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
                Records::new(values, &headings).map(Reader::Records).map_err(refused)
            }
            Rows::Parquet(_, schema) | Rows::Arrow(_, schema) => {
                batches(values, schema).map(Reader::Batches).map_err(refused)
            }
        }
    }

    /// The next rows.
    pub(super) fn next(&mut self) -> Result<Option<Chunk>, Stop> {
        let first = self.row + 1;
        let batch = |batch: RecordBatch| {
            let bytes =
                batch.columns().iter().map(|column| column.to_data().get_slice_memory_size().unwrap_or(0)).sum();
            Chunk::Batch(first, batch, bytes)
        };
        let chunk = match &mut self.rows {
            Rows::Lines(from) => cut::Lines::cut(from, &mut self.line).map(|lines| lines.map(Chunk::Lines)),
            Rows::Records(from, _) => from.cut(BLOCK).map(|records| records.map(Chunk::Records)),
            Rows::Parquet(from, _) => from.next().transpose().map(|next| next.map(batch)).map_err(io::Error::other),
            Rows::Arrow(from, _) => from.next().map(|next| next.map(batch)),
        };
        let chunk = chunk.map_err(|error| Stop::message(format!("`{}` is broken: {error}", self.name)))?;
        self.row += chunk.as_ref().map_or(0, Chunk::rows) as u64;
        Ok(chunk)
    }
}

impl Stream {
    /// Up to a block of rows: batches can be of any size.
    fn next(&mut self) -> io::Result<Option<RecordBatch>> {
        loop {
            if let Some(rest) = self.rest.take().filter(|rest| rest.num_rows() > 0) {
                let rows = rest.num_rows().min(BLOCK);
                self.rest = Some(rest.slice(rows, rest.num_rows() - rows));
                return Ok(Some(rest.slice(0, rows)));
            }
            self.rest = self.batches.next().transpose().map_err(io::Error::other)?;
            if self.rest.is_none() {
                let whole = self.batches.get_ref().last == END;
                return if whole { Ok(None) } else { Err(io::Error::other("it is cut off: its end mark is missing")) };
            }
        }
    }
}

fn stdin() -> Box<dyn Read + Send> {
    Box::new(io::stdin())
}

fn file(path: &Path) -> io::Result<(Box<dyn Read + Send>, Size)> {
    let file = File::open(path)?;
    let about = file.metadata()?;
    if about.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    // Pipes and devices have no size.
    let size = if about.is_file() { Size::Bytes(about.len()) } else { Size::Unknown };
    Ok((Box::new(file), size))
}

/// The first bytes, and everything with them.
fn peek(mut from: impl BufRead + Send + 'static, most: u64) -> io::Result<(Vec<u8>, Plain)> {
    let mut start = Vec::new();
    Read::take(&mut from, most).read_to_end(&mut start)?;
    Ok((start.clone(), Box::new(io::Cursor::new(start).chain(from))))
}

/// The plain bytes behind gzip or zstd, known by their first bytes, and whether there was such a thing.
pub(crate) fn unpacked(raw: impl BufRead + Send + 'static) -> io::Result<(bool, Plain)> {
    let (start, raw) = peek(raw, 4)?;
    let buffered = |from: Box<dyn Read + Send>| Box::new(BufReader::with_capacity(1 << 18, from));
    if start.starts_with(&[0x1f, 0x8b]) {
        return Ok((true, buffered(Box::new(flate2::bufread::MultiGzDecoder::new(raw)))));
    }
    if start == [0x28, 0xb5, 0x2f, 0xfd] {
        return Ok((true, buffered(Box::new(zstd::stream::read::Decoder::with_buffer(raw)?))));
    }
    Ok((false, raw))
}

/// Why an input that begins like this cannot be of this form.
fn misfit(start: &[u8], form: Form) -> Option<&'static str> {
    let text = matches!(form, Form::Jsonl | Form::Csv);
    match (start, form) {
        ([], Form::Csv) => Some("is empty: the first line names the columns"),
        ([], Form::Parquet | Form::Arrow) => Some("is empty: not even a schema is there"),
        ([b'P', b'A', b'R', b'1', ..], _) if form != Form::Parquet => {
            Some("is a Parquet file; `--input-format parquet` reads it")
        }
        ([b'A', b'R', b'R', b'O', b'W', b'1', ..] | [0xff, 0xff, 0xff, 0xff, ..], _) if form != Form::Arrow => {
            Some("is Arrow; `--input-format arrow` reads it")
        }
        ([b'A', b'R', b'R', b'O', b'W', b'1', ..] | [0xff, 0xff, 0xff, 0xff, ..], _) => None,
        (_, Form::Arrow) => Some("is no Arrow stream and no Arrow file"),
        ([0xff, 0xfe, ..] | [0xfe, 0xff, ..], _) if text => Some("is UTF-16; save it as UTF-8 (in Excel “CSV UTF-8”)"),
        ([b'[', ..], Form::Jsonl) => {
            Some("is one JSON list; JSON Lines has one request a line, as `jq -c '.[]'` makes it")
        }
        _ => None,
    }
}

/// A text without the mark that some programs put before UTF-8.
fn without_mark(mut plain: Plain, start: &[u8]) -> io::Result<Plain> {
    if start.starts_with("\u{feff}".as_bytes()) {
        Read::read_exact(&mut plain, &mut [0; 3])?;
    }
    Ok(plain)
}

/// A table of CSV behind its first line.
fn headed(mut plain: Plain, dialect: Option<Dialect>, values: &Values<'_>, name: &str) -> Result<Rows, Stop> {
    let mut first = Vec::new();
    let read = Read::take(&mut plain, LARGEST_ROW as u64).read_until(b'\n', &mut first);
    read.map_err(|error| Stop::message(format!("cannot read `{name}`: {error}")))?;
    let separator = dialect.map_or_else(|| separator(&first, values), Dialect::separator);
    let mut cutter = Cutter::new(Box::new(io::Cursor::new(first).chain(plain)) as Plain, separator);
    let record = cutter.cut(1).map_err(|error| Stop::message(format!("cannot read `{name}`: {error}")))?;
    let Some((_, fields)) = record.as_ref().and_then(|record| record.iter().next()) else {
        return Err(Stop::message(format!("`{name}` is empty: the first line names the columns")));
    };
    let Some(fields) = fields else {
        return Err(Stop::message(format!("the first line of `{name}` does not end: it names the columns")));
    };
    let headings: Result<Vec<String>, _> = fields.into_iter().map(|field| String::from_utf8(field.to_vec())).collect();
    let headings = headings.map_err(|_| {
        let help = "save it as UTF-8 (in Excel “CSV UTF-8”, not “CSV”)";
        Stop::message(format!("the first line of `{name}` is not UTF-8; {help}"))
    })?;
    Ok(Rows::Records(cutter, headings))
}

/// The separator under which most columns of the first line are known: comma, semicolon or tab.
fn separator(first: &[u8], values: &Values<'_>) -> u8 {
    let known = |separator: u8| {
        let names = first.split(|byte| *byte == separator).filter_map(|name| std::str::from_utf8(name).ok());
        let plain = names.map(|name| name.trim_matches(|letter: char| letter == '"' || letter.is_whitespace()));
        plain.filter(|name| values.fact(name).is_some()).count()
    };
    // Of equals the last is taken: the comma.
    b"\t;,".iter().copied().max_by_key(|separator| known(*separator)).unwrap_or(b',')
}

fn arrow(mut plain: Plain, start: &[u8], name: &str) -> Result<Rows, Stop> {
    let broken = |error: &dyn std::fmt::Display| Stop::message(format!("`{name}` is broken: {error}"));
    if start.starts_with(b"ARROW1") {
        // A file of Arrow is a stream behind a name and padding, with an index after it.
        Read::read_exact(&mut plain, &mut [0; 6])
            .and_then(|()| skip_padding(&mut plain))
            .map_err(|error| broken(&error))?;
    }
    let batches = StreamReader::try_new(Ending { from: plain, last: [0; 8] }, None).map_err(|error| broken(&error))?;
    let schema = batches.schema();
    Ok(Rows::Arrow(Box::new(Stream { batches, rest: None }), schema))
}

fn skip_padding(plain: &mut Plain) -> io::Result<()> {
    loop {
        let bytes = plain.fill_buf()?;
        let padding = bytes.iter().take_while(|byte| **byte == 0).count();
        let ended = padding < bytes.len() || bytes.is_empty();
        plain.consume(padding);
        if ended {
            return Ok(());
        }
    }
}

/// At most so many bytes of a Parquet file are made into rows at once.
const MOST_AT_ONCE: i64 = 8 << 20;

fn parquet(file: File, name: &str, size: &mut Size) -> Result<Rows, Stop> {
    let broken = |error: parquet::errors::ParquetError| {
        Stop::message(format!("`{name}` is no Parquet file, or is cut off: {error}"))
    };
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(broken)?;
    let schema = Arc::clone(builder.schema());
    let about = builder.metadata();
    *size = Size::Rows(u64::try_from(about.file_metadata().num_rows()).unwrap_or(0));
    let row = about.row_groups().iter().map(|group| group.total_byte_size() / group.num_rows().max(1)).max();
    let rows = usize::try_from(MOST_AT_ONCE / row.unwrap_or(0).max(1)).unwrap_or(BLOCK).clamp(1, BLOCK);
    let reader = builder.with_batch_size(rows).build().map_err(broken)?;
    Ok(Rows::Parquet(Box::new(reader), schema))
}

/// A pipe as a file, because Parquet is read from its end.
fn spooled(mut from: impl Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(&mut from, &mut file)?;
    Ok(file)
}
