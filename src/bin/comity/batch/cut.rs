//! Text cut into chunks of rows, where rows end and no further: a row that is too long does not get into memory.

use std::io::{self, BufRead};

use comity::intake::LARGEST_ROW;
use comity::logic::BLOCK;

/// Chunks of more text than this hold no further row.
const MOST_TEXT: usize = LARGEST_ROW;

/// Up to a block of lines.
#[derive(Default)]
pub(super) struct Lines {
    text: Vec<u8>,
    /// Lines with their numbers, from one, and their ends in the text.
    ends: Vec<(u64, usize)>,
}

impl Lines {
    /// The next lines; `line` counts them. A line that is too long is cut where it becomes too long: its reader will
    /// refuse it.
    pub(super) fn cut(from: &mut impl BufRead, line: &mut u64) -> io::Result<Option<Self>> {
        let (mut text, mut ends) = (Vec::new(), Vec::new());
        while ends.len() < BLOCK && text.len() < MOST_TEXT {
            let start = text.len();
            let most = (LARGEST_ROW + 2) as u64;
            if io::Read::take(&mut *from, most).read_until(b'\n', &mut text)? == 0 {
                break;
            }
            *line += 1;
            if text.len() - start > LARGEST_ROW && text.last() != Some(&b'\n') {
                from.skip_until(b'\n')?;
            }
            ends.push((*line, text.len()));
        }
        Ok((!ends.is_empty()).then_some(Self { text, ends }))
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Forgets the first lines.
    pub(super) fn skip(&mut self, lines: usize) {
        let cut = lines.checked_sub(1).and_then(|last| self.ends.get(last)).map_or(0, |(_, end)| *end);
        self.text.drain(..cut);
        self.ends.drain(..lines.min(self.ends.len()));
        self.ends.iter_mut().for_each(|(_, end)| *end -= cut);
    }

    /// The lines with their numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, &[u8])> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(_, end)| *end));
        self.ends.iter().zip(starts).map(|((line, end), start)| (*line, self.text.get(start..*end).unwrap_or_default()))
    }
}

/// Up to a block of records of CSV.
#[derive(Default)]
pub(super) struct Records {
    /// The fields, without quotes.
    text: Vec<u8>,
    /// Where each field ends in the text.
    ends: Vec<usize>,
    rows: Vec<Record>,
}

struct Record {
    line: u64,
    /// How many fields there are up to its end.
    fields: usize,
    /// Whether it was too long to be read.
    endless: bool,
}

impl Records {
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Forgets the first records.
    pub(super) fn skip(&mut self, records: usize) {
        let fields = records.checked_sub(1).and_then(|last| self.rows.get(last)).map_or(0, |row| row.fields);
        let cut = fields.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0);
        self.text.drain(..cut);
        self.ends.drain(..fields);
        self.ends.iter_mut().for_each(|end| *end -= cut);
        self.rows.drain(..records.min(self.rows.len()));
        self.rows.iter_mut().for_each(|row| row.fields -= fields);
    }

    /// The records with their lines; one that was too long has no fields.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, Option<Vec<&[u8]>>)> {
        let mut first = 0;
        self.rows.iter().map(move |row| {
            let fields = (first..row.fields).map(|at| self.field(at)).collect();
            first = row.fields;
            (row.line, (!row.endless).then_some(fields))
        })
    }

    fn field(&self, at: usize) -> &[u8] {
        let end = |at: usize| self.ends.get(at).copied().unwrap_or(0);
        let start = at.checked_sub(1).map_or(0, end);
        self.text.get(start..end(at)).unwrap_or_default()
    }
}

/// Cuts CSV into records.
pub(super) struct Cutter<R> {
    from: R,
    core: csv_core::Reader,
    separator: u8,
    /// What was read and is still needed.
    window: Vec<u8>,
    /// Where the current record begins in it, and how far that is parsed.
    begin: usize,
    parsed: usize,
    line: u64,
}

/// What became of a record.
enum Cut {
    Record,
    Endless,
    Nothing,
}

impl<R: BufRead> Cutter<R> {
    pub(super) fn new(from: R, separator: u8) -> Self {
        Self { from, core: core(separator), separator, window: Vec::new(), begin: 0, parsed: 0, line: 1 }
    }

    /// The next records, so many at most.
    pub(super) fn cut(&mut self, most: usize) -> io::Result<Option<Records>> {
        let mut records = Records::default();
        // Both are longer than what is in them, so that the parser has room.
        let (mut text, mut fields) = (0, 0);
        while records.rows.len() < most && text < MOST_TEXT {
            let line = self.start()?;
            let before = (text, fields);
            let endless = match self.record(&mut records, &mut text, &mut fields)? {
                Cut::Record => false,
                Cut::Endless => {
                    (text, fields) = before;
                    true
                }
                Cut::Nothing => break,
            };
            records.rows.push(Record { line, fields, endless });
        }
        records.text.truncate(text);
        records.ends.truncate(fields);
        Ok((!records.rows.is_empty()).then_some(records))
    }

    /// Goes to the beginning of the next record and gives its line.
    fn start(&mut self) -> io::Result<u64> {
        loop {
            let rest = self.window.get(self.parsed..).unwrap_or_default();
            let empty = rest.iter().position(|byte| !b"\r\n".contains(byte));
            self.parsed += empty.unwrap_or(rest.len());
            let passed = self.window.get(self.begin..self.parsed).unwrap_or_default();
            self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
            self.begin = self.parsed;
            if empty.is_some() || !self.more()? {
                return Ok(self.line);
            }
        }
    }

    /// Reads on; whether there was more.
    fn more(&mut self) -> io::Result<bool> {
        self.window.drain(..self.begin);
        self.parsed -= self.begin;
        self.begin = 0;
        let bytes = self.from.fill_buf()?;
        let count = bytes.len();
        self.window.extend_from_slice(bytes);
        self.from.consume(count);
        Ok(count > 0)
    }

    /// Parses one record behind the text and the fields that are there.
    fn record(&mut self, into: &mut Records, text: &mut usize, fields: &mut usize) -> io::Result<Cut> {
        use csv_core::ReadRecordResult as Read;
        let (start, first) = (*text, *fields);
        loop {
            let input = self.window.get(self.parsed..).unwrap_or_default();
            let output = into.text.get_mut(*text..).unwrap_or_default();
            let bounds = into.ends.get_mut(*fields..).unwrap_or_default();
            let (result, read, written, ended) = self.core.read_record(input, output, bounds);
            self.parsed += read;
            *text += written;
            *fields += ended;
            match result {
                Read::OutputFull => into.text.resize(*text + (1 << 16), 0),
                Read::OutputEndsFull => into.ends.resize(*fields + (1 << 12), 0),
                Read::InputEmpty if self.parsed - self.begin > LARGEST_ROW => {
                    self.give_up()?;
                    return Ok(Cut::Endless);
                }
                Read::InputEmpty => {
                    self.more()?;
                }
                Read::Record => {
                    // The parser counts from the beginning of the record.
                    let ends = into.ends.get_mut(first..*fields).unwrap_or_default();
                    ends.iter_mut().for_each(|end| *end += start);
                    return Ok(Cut::Record);
                }
                Read::End => return Ok(Cut::Nothing),
            }
        }
    }

    /// Leaves a record that does not end, and goes on at the next line.
    fn give_up(&mut self) -> io::Result<()> {
        self.core = core(self.separator);
        let record = self.window.get(self.begin..).unwrap_or_default();
        match record.iter().position(|byte| *byte == b'\n') {
            Some(end) => self.parsed = self.begin + end + 1,
            None => {
                self.window.clear();
                (self.begin, self.parsed) = (0, 0);
                self.from.skip_until(b'\n')?;
                self.line += 1;
            }
        }
        Ok(())
    }
}

fn core(separator: u8) -> csv_core::Reader {
    csv_core::ReaderBuilder::new().delimiter(separator).build()
}
