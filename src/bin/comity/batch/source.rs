//! Where requests come from: a file or standard input, plain, gzip or zstd, cut into chunks of rows.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::SyncSender;

use arrow_array::RecordBatch;
use arrow_ipc::reader::StreamReader;
use arrow_schema::SchemaRef;
use comity::intake::{Batches, LARGEST_ROW, Lines, Records, Values, batches};
use comity::logic::BLOCK;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use crate::cli::{Batch, Form};
use crate::exit::Stop;

/// Rows as they came.
pub(super) enum Chunk {
    /// Lines with their numbers, from one, and their ends in the text.
    Lines { text: Vec<u8>, ends: Vec<(u64, usize)> },
    /// Records with their lines.
    Records(Vec<(u64, csv::ByteRecord)>),
    /// A batch whose first row has this number, from one.
    Batch(u64, RecordBatch),
}

impl Chunk {
    /// How many rows there are, empty lines too.
    pub(super) fn rows(&self) -> usize {
        match self {
            Chunk::Lines { ends, .. } => ends.len(),
            Chunk::Records(records) => records.len(),
            Chunk::Batch(_, batch) => batch.num_rows(),
        }
    }
}

/// The reader that fits the input.
pub(super) enum Reader<'v, 'c> {
    Lines(&'v Values<'c>),
    Records(Records<'v, 'c>),
    Batches(Batches<'v, 'c>),
}

impl<'v, 'c> Reader<'v, 'c> {
    /// A reader of lines with its own buffers, for one thread.
    pub(super) fn lines(values: &'v Values<'c>) -> Lines<'v, 'c> {
        Lines::new(values)
    }
}

/// An open input.
pub(super) struct Source {
    name: String,
    rows: Rows,
    read: Arc<AtomicU64>,
    size: Option<u64>,
}

enum Rows {
    Lines(BufReader<Box<dyn Read + Send>>),
    Records(Box<csv::Reader<Box<dyn Read + Send>>>, csv::StringRecord),
    Parquet(Box<ParquetRecordBatchReader>, SchemaRef),
    Arrow(Box<StreamReader<BufReader<Box<dyn Read + Send>>>>, SchemaRef),
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

impl Source {
    pub(super) fn open(arguments: &Batch) -> Result<Self, Stop> {
        let path = &arguments.file;
        let from_stdin = path == Path::new("-");
        let name = if from_stdin { "standard input".to_owned() } else { path.display().to_string() };
        let cannot = |error: io::Error| Stop::Message(format!("cannot read `{name}`: {error}"));
        let form = arguments.input_form();
        let read = Arc::new(AtomicU64::new(0));
        let mut size = None;
        if form == Form::Parquet {
            let file = if from_stdin { spooled(io::stdin().lock()) } else { File::open(path) }.map_err(cannot)?;
            let rows = parquet(file, &name)?;
            return Ok(Self { name, rows, read, size });
        }
        let raw: Box<dyn Read + Send> = if from_stdin {
            Box::new(io::stdin())
        } else {
            let file = File::open(path).map_err(cannot)?;
            let about = file.metadata().map_err(cannot)?;
            if about.is_dir() {
                return Err(Stop::Message(format!("cannot read `{name}`: it is a folder")));
            }
            size = Some(about.len());
            Box::new(file)
        };
        let plain = decompressed(Counted(raw, Arc::clone(&read))).map_err(cannot)?;
        let rows = match form {
            Form::Jsonl => Rows::Lines(BufReader::with_capacity(1 << 18, unmarked(plain).map_err(cannot)?)),
            Form::Csv => records(unmarked(plain).map_err(cannot)?, &name)?,
            Form::Arrow => {
                let stream = StreamReader::try_new(BufReader::with_capacity(1 << 18, plain), None)
                    .map_err(|error| Stop::Message(format!("`{name}` is no Arrow stream: {error}")))?;
                let schema = stream.schema();
                Rows::Arrow(Box::new(stream), schema)
            }
            Form::Parquet => return Err(Stop::Message("a Parquet file is read whole".to_owned())),
        };
        Ok(Self { name, rows, read, size })
    }

    /// How many bytes there are, if that is known.
    pub(super) fn size(&self) -> Option<u64> {
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
            Rows::Records(_, headings) => Records::new(values, headings.iter()).map(Reader::Records).map_err(refused),
            Rows::Parquet(_, schema) | Rows::Arrow(_, schema) => {
                batches(values, schema).map(Reader::Batches).map_err(refused)
            }
        }
    }

    /// Reads everything behind the first `skip` rows, so many chunks at a time, until nobody listens.
    pub(super) fn read_all(
        mut self,
        skip: u64,
        together: usize,
        stopped: &AtomicBool,
        send: &SyncSender<Result<Vec<Chunk>, Stop>>,
    ) {
        let mut position = Position { row: 0, line: 0, skip };
        loop {
            let mut chunks = Vec::with_capacity(together);
            let mut failed = None;
            while chunks.len() < together && !stopped.load(Ordering::Relaxed) {
                match self.next(&mut position) {
                    Ok(Some(chunk)) => chunks.push(chunk),
                    Ok(None) => break,
                    Err(stop) => {
                        failed = Some(stop);
                        break;
                    }
                }
            }
            let end = chunks.is_empty();
            if !end && send.send(Ok(chunks)).is_err() {
                return;
            }
            if let Some(stop) = failed {
                // Nobody listens any more if this fails, so nobody misses it.
                let _ = send.send(Err(stop));
                return;
            }
            if end {
                return;
            }
        }
    }

    fn next(&mut self, position: &mut Position) -> Result<Option<Chunk>, Stop> {
        let broken = |name: &str, error: &dyn std::fmt::Display| Stop::Message(format!("`{name}` is broken: {error}"));
        loop {
            let chunk = match &mut self.rows {
                Rows::Lines(from) => lines(from, position).map_err(|error| broken(&self.name, &error))?,
                Rows::Records(from, _) => some_records(from).map_err(|error| broken(&self.name, &error))?,
                Rows::Parquet(from, _) => from
                    .next()
                    .transpose()
                    .map_err(|error| broken(&self.name, &error))?
                    .map(|batch| Chunk::Batch(position.row + 1, batch)),
                Rows::Arrow(from, _) => from
                    .next()
                    .transpose()
                    .map_err(|error| broken(&self.name, &error))?
                    .map(|batch| Chunk::Batch(position.row + 1, batch)),
            };
            let Some(chunk) = chunk else { return Ok(None) };
            position.row += chunk.rows() as u64;
            if let Some(rest) = position.unskipped(chunk) {
                return Ok(Some(rest));
            }
        }
    }
}

/// How far the reader has come.
struct Position {
    row: u64,
    line: u64,
    skip: u64,
}

impl Position {
    /// The rows of a chunk that are not to be skipped; `row` counts them already.
    fn unskipped(&self, chunk: Chunk) -> Option<Chunk> {
        let rows = chunk.rows();
        let before = self.row - rows as u64;
        let Ok(drop) = usize::try_from(self.skip.saturating_sub(before)) else { return None };
        if drop == 0 {
            return Some(chunk);
        }
        if drop >= rows {
            return None;
        }
        Some(match chunk {
            Chunk::Lines { mut text, mut ends } => {
                let cut = drop.checked_sub(1).and_then(|last| ends.get(last)).map_or(0, |(_, end)| *end);
                text.drain(..cut);
                ends.drain(..drop);
                ends.iter_mut().for_each(|(_, end)| *end -= cut);
                Chunk::Lines { text, ends }
            }
            Chunk::Records(mut records) => {
                records.drain(..drop);
                Chunk::Records(records)
            }
            Chunk::Batch(first, batch) => Chunk::Batch(first + drop as u64, batch.slice(drop, rows - drop)),
        })
    }
}

/// Up to a block of lines. A line that is too long is cut where it becomes too long: its reader will refuse it.
fn lines(from: &mut impl BufRead, position: &mut Position) -> io::Result<Option<Chunk>> {
    let (mut text, mut ends) = (Vec::new(), Vec::new());
    while ends.len() < BLOCK && text.len() < 4 * LARGEST_ROW {
        let start = text.len();
        let most = (LARGEST_ROW + 2) as u64;
        if from.by_ref().take(most).read_until(b'\n', &mut text)? == 0 {
            break;
        }
        position.line += 1;
        if text.len() - start > LARGEST_ROW && text.last() != Some(&b'\n') {
            skip_line(from)?;
        }
        ends.push((position.line, text.len()));
    }
    Ok((!ends.is_empty()).then_some(Chunk::Lines { text, ends }))
}

fn skip_line(from: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = from.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let newline = buffer.iter().position(|byte| *byte == b'\n');
        let used = newline.map_or(buffer.len(), |at| at + 1);
        from.consume(used);
        if newline.is_some() {
            return Ok(());
        }
    }
}

fn some_records(from: &mut csv::Reader<Box<dyn Read + Send>>) -> csv::Result<Option<Chunk>> {
    let mut records = Vec::new();
    let mut record = csv::ByteRecord::new();
    while records.len() < BLOCK && from.read_byte_record(&mut record)? {
        let line = record.position().map_or(0, csv::Position::line);
        records.push((line, record.clone()));
    }
    Ok((!records.is_empty()).then_some(Chunk::Records(records)))
}

fn records(plain: Box<dyn Read + Send>, name: &str) -> Result<Rows, Stop> {
    let mut plain = BufReader::with_capacity(1 << 18, plain);
    // German spreadsheets separate by semicolons.
    let first = plain.fill_buf().map_err(|error| Stop::Message(format!("cannot read `{name}`: {error}")))?;
    let first_line = first.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let has = |byte| first_line.contains(&byte);
    let delimiter = if has(b';') && !has(b',') { b';' } else { b',' };
    let boxed: Box<dyn Read + Send> = Box::new(plain);
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(boxed);
    let headings =
        reader.headers().map_err(|error| Stop::Message(format!("`{name}` has no headings: {error}")))?.clone();
    if headings.is_empty() {
        return Err(Stop::Message(format!("`{name}` is empty: the first line names the columns")));
    }
    Ok(Rows::Records(Box::new(reader), headings))
}

/// The text behind a byte order mark, if there is one.
fn unmarked(mut from: Box<dyn Read + Send>) -> io::Result<Box<dyn Read + Send>> {
    let mut start = Vec::new();
    from.by_ref().take(3).read_to_end(&mut start)?;
    if start == "\u{feff}".as_bytes() {
        return Ok(from);
    }
    Ok(Box::new(io::Cursor::new(start).chain(from)))
}

fn parquet(file: File, name: &str) -> Result<Rows, Stop> {
    let broken = |error: parquet::errors::ParquetError| {
        Stop::Message(format!("`{name}` is no Parquet file, or is cut off: {error}"))
    };
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(broken)?;
    let schema = Arc::clone(builder.schema());
    let reader = builder.with_batch_size(BLOCK).build().map_err(broken)?;
    Ok(Rows::Parquet(Box::new(reader), schema))
}

/// Standard input as a file, because Parquet is read from its end.
fn spooled(mut from: impl Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(&mut from, &mut file)?;
    Ok(file)
}

/// The plain bytes behind gzip or zstd, known by their first bytes.
fn decompressed(raw: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    let mut buffered = BufReader::with_capacity(1 << 16, raw);
    let start = buffered.fill_buf()?;
    if start.starts_with(&[0x1f, 0x8b]) {
        return Ok(Box::new(flate2::read::MultiGzDecoder::new(buffered)));
    }
    if start.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        return Ok(Box::new(zstd::stream::read::Decoder::with_buffer(buffered)?));
    }
    Ok(Box::new(buffered))
}
