//! What is done with chunks of rows: parsed, solved on the law of their dates, and written out, on all cores.

use std::collections::BTreeMap;

use arrow_array::RecordBatch;
use comity::atlas::Atlas;
use comity::corpus::Corpus;
use comity::intake::{Extra, Reject, Requests, Values};
use comity::law::Day;
use comity::lawbook::Lawbook;
use comity::logic::Block;
use comity::render::{self, BatchBuilder};
use comity::report::{Each, Labels, Receipt, RowCell, RowReport};
use comity::solve::{Outcome, Verdict};
use comity::survey::bulk::{Answers, Plan, Worker};
use rayon::prelude::*;

use super::source::{Chunk, Reader};
use crate::cli::{Batch, Form};
use crate::exit::Stop;

/// Everything that holds for a whole run.
pub(super) struct Job<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) atlas: &'a Atlas,
    pub(super) values: &'a Values<'a>,
    /// The date on which the law is read for rows that name none.
    pub(super) day: Day,
    /// Whether that date holds for all rows.
    pub(super) fixed_day: bool,
    pub(super) each: Each,
    pub(super) form: Form,
    pub(super) receipt: &'a Receipt,
    /// The days on which the law changes.
    pub(super) turning: Vec<Day>,
}

/// What came of some chunks, in the order of the input.
#[derive(Default)]
pub(super) struct Worked {
    pub(super) rendered: Vec<Rendered>,
    pub(super) rejects: Vec<Reject>,
    pub(super) tally: Tally,
    /// How many rows of the input it covers, rejected and empty ones too.
    pub(super) rows: u64,
    /// The extra columns of the output, as far as this part knows them.
    pub(super) extras: Vec<String>,
}

/// Rows in the form of the output.
pub(super) enum Rendered {
    Bytes(Vec<u8>),
    Batch(RecordBatch),
}

/// Counts for the summary.
#[derive(Debug, Default, Clone)]
pub(super) struct Tally {
    verdicts: BTreeMap<&'static str, u64>,
    conflicts: u64,
    answered: u64,
    rejected: u64,
    findings: u64,
    /// Values of extra columns for which the output has no column.
    left_out: u64,
}

impl Tally {
    pub(super) fn add(&mut self, other: &Tally) {
        for (name, count) in &other.verdicts {
            *self.verdicts.entry(name).or_default() += count;
        }
        self.conflicts += other.conflicts;
        self.answered += other.answered;
        self.rejected += other.rejected;
        self.findings += other.findings;
        self.left_out += other.left_out;
    }

    pub(super) fn rows(&self) -> u64 {
        self.answered + self.rejected
    }

    pub(super) fn conflicts(&self) -> u64 {
        self.conflicts
    }

    fn count(&mut self, verdict: Verdict, findings: usize) {
        let name = match verdict {
            Verdict::Clear => "clear",
            Verdict::Unknown => "unknown",
            Verdict::Conflict(Outcome::Resolvable) => "resolvable",
            Verdict::Conflict(Outcome::Reroutable) => "reroutable",
            Verdict::Conflict(Outcome::Discretionary) => "discretionary",
            Verdict::Conflict(Outcome::Deadlock) => "deadlock",
        };
        *self.verdicts.entry(name).or_default() += 1;
        self.conflicts += u64::from(matches!(verdict, Verdict::Conflict(_)));
        self.answered += 1;
        self.findings += findings as u64;
    }

    pub(super) fn summary(&self, receipt: &Receipt, arguments: &Batch) -> String {
        let verdicts: Vec<String> = self.verdicts.iter().map(|(name, count)| format!("{count} {name}")).collect();
        let verdicts = if verdicts.is_empty() { String::new() } else { format!(": {}", verdicts.join(", ")) };
        let mut text = format!("{} requests answered{verdicts}; {} findings\n", self.answered, self.findings);
        if self.rejected > 0 {
            let place = arguments.rejects.as_ref().map(|path| format!(", kept in `{}`", path.display()));
            text.push_str(&format!("{} rows rejected{}\n", self.rejected, place.unwrap_or_default()));
        }
        if self.left_out > 0 {
            let message = "extra values left out, because their columns first appear far down the input";
            text.push_str(&format!("{} {message}\n", self.left_out));
        }
        text.push_str(&format!("comity {} · corpus {}\n", receipt.engine, receipt.corpus));
        text
    }
}

/// The cells of all rows of one request.
type Cells = Vec<Vec<RowCell<'static>>>;

impl Job<'_> {
    /// Works through all chunks that `next` gives and hands what came of them to `take`, in order.
    pub(super) fn run(
        &self,
        reader: &Reader<'_, '_>,
        mut next: impl FnMut() -> Result<Option<Vec<Chunk>>, Stop>,
        mut take: impl FnMut(Worked) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let mut extras: Option<Vec<String>> = None;
        let mut pending = next()?;
        // A lawbook and its plan live as long as rows of its time keep coming.
        while let Some(chunks) = pending.take() {
            let mut parsed = self.parse(reader, &chunks);
            let extras = extras.get_or_insert_with(|| heading(reader, &parsed.blocks)).clone();
            let period = self.period(&parsed.blocks);
            let book = Lawbook::new(self.corpus, self.atlas, self.first_day(period));
            let plan = Plan::new(&book);
            let labels = Labels::new(&plan);
            loop {
                take(self.answer(parsed, &extras, period, &plan, &labels)?)?;
                let Some(chunks) = next()? else { return Ok(()) };
                parsed = self.parse(reader, &chunks);
                if self.period(&parsed.blocks) != period {
                    take(self.answer(parsed, &extras, period, &plan, &labels)?)?;
                    pending = next()?;
                    break;
                }
            }
        }
        Ok(())
    }

    fn parse(&self, reader: &Reader<'_, '_>, chunks: &[Chunk]) -> Parsed {
        let parts: Vec<Parsed> = chunks.par_iter().map(|chunk| parse(reader, chunk)).collect();
        let mut all = Parsed::default();
        for part in parts {
            all.blocks.extend(part.blocks);
            all.rejects.extend(part.rejects);
            all.rows += part.rows;
        }
        all
    }

    /// The day on which the law is read for a row.
    fn day(&self, own: Option<Day>) -> Day {
        if self.fixed_day { self.day } else { own.unwrap_or(self.day) }
    }

    /// The number of the time between two turning days in which a day lies.
    fn period_of(&self, day: Day) -> usize {
        self.turning.partition_point(|turning| *turning <= day)
    }

    /// A day in that time.
    fn first_day(&self, period: usize) -> Day {
        let before = period.checked_sub(1).and_then(|at| self.turning.get(at));
        before.copied().unwrap_or_else(|| self.turning.first().map_or(self.day, |day| day.previous()))
    }

    /// The time of most rows.
    fn period(&self, blocks: &[Requests]) -> usize {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for day in blocks.iter().flat_map(|block| &block.days) {
            *counts.entry(self.period_of(self.day(*day))).or_default() += 1;
        }
        counts.into_iter().max_by_key(|(_, count)| *count).map_or(self.period_of(self.day), |(period, _)| period)
    }

    fn answer(
        &self,
        parsed: Parsed,
        extras: &[String],
        period: usize,
        plan: &Plan<'_, '_>,
        labels: &Labels,
    ) -> Result<Worked, Stop> {
        let parts: Vec<Result<(Rendered, Tally), Stop>> =
            parsed.blocks.par_iter().map(|block| self.block(block, extras, period, plan, labels)).collect();
        let mut worked = Worked { rejects: parsed.rejects, rows: parsed.rows, ..Worked::default() };
        worked.extras = extras.to_vec();
        worked.tally.rejected = worked.rejects.len() as u64;
        for part in parts {
            let (rendered, tally) = part?;
            worked.rendered.push(rendered);
            worked.tally.add(&tally);
        }
        Ok(worked)
    }

    /// Answers one block and renders it.
    fn block(
        &self,
        requests: &Requests,
        extras: &[String],
        period: usize,
        plan: &Plan<'_, '_>,
        labels: &Labels,
    ) -> Result<(Rendered, Tally), Stop> {
        let mut tally = Tally::default();
        let mut out = Output::new(self, extras);
        let dates: Vec<String> = requests.days.iter().map(|day| self.day(*day).to_string()).collect();
        let mut others: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, day) in requests.days.iter().enumerate() {
            others.entry(self.period_of(self.day(*day))).or_default().push(at);
        }
        if others.len() == 1 && others.contains_key(&period) {
            let mut worker = Worker::new(plan);
            let answers = worker.solve(&requests.block);
            for (at, date) in dates.iter().enumerate() {
                tally.note(answers, at);
                out.push(requests, at, labels.rows(self.each, date, answers, at), &mut tally);
            }
            return Ok((out.finish()?, tally));
        }
        let mut cells: Vec<Cells> = vec![Vec::new(); requests.len()];
        for (other, rows) in others {
            let mut told = |labels: &Labels, answers: &Answers| {
                for (nth, at) in rows.iter().enumerate() {
                    let date = dates.get(*at).map_or("", String::as_str);
                    tally.note(answers, nth);
                    let owned = |row: Vec<RowCell<'_>>| row.into_iter().map(RowCell::into_owned).collect();
                    if let Some(slot) = cells.get_mut(*at) {
                        *slot = labels.rows(self.each, date, answers, nth).into_iter().map(owned).collect();
                    }
                }
            };
            let mut block = Block::new(&self.values.domains);
            rows.iter().for_each(|at| {
                block.push_from(&requests.block, *at);
            });
            if other == period {
                told(labels, Worker::new(plan).solve(&block));
            } else {
                let book = Lawbook::new(self.corpus, self.atlas, self.first_day(other));
                let plan = Plan::new(&book);
                told(&Labels::new(&plan), Worker::new(&plan).solve(&block));
            }
        }
        for (at, rows) in cells.into_iter().enumerate() {
            out.push(requests, at, rows, &mut tally);
        }
        Ok((out.finish()?, tally))
    }
}

impl Tally {
    fn note(&mut self, answers: &Answers, at: usize) {
        if let Some(verdict) = answers.verdict(at) {
            self.count(verdict, answers.findings(at).len());
        }
    }
}

/// Rows that were read.
#[derive(Default)]
struct Parsed {
    blocks: Vec<Requests>,
    rejects: Vec<Reject>,
    rows: u64,
}

fn parse(reader: &Reader<'_, '_>, chunk: &Chunk) -> Parsed {
    let mut parsed = Parsed { rows: chunk.rows() as u64, ..Parsed::default() };
    match (reader, chunk) {
        (Reader::Lines(values), Chunk::Lines { text, ends }) => {
            let mut lines = Reader::lines(values);
            let mut requests = Requests::new(&values.domains);
            let mut start = 0;
            for (line, end) in ends {
                let bytes = text.get(start..*end).unwrap_or_default();
                parsed.rejects.extend(lines.read(*line, bytes, &mut requests).err());
                start = *end;
            }
            parsed.blocks.push(requests);
        }
        (Reader::Records(records), Chunk::Records(rows)) => {
            let mut records = records.clone();
            let mut requests = Requests::new(records.domains());
            for (line, record) in rows {
                let fields: Vec<&[u8]> = record.iter().collect();
                parsed.rejects.extend(records.read(*line, fields.into_iter(), &mut requests).err());
            }
            parsed.blocks.push(requests);
        }
        (Reader::Batches(batches), Chunk::Batch(first, batch)) => {
            let (blocks, rejects) = batches.read(*first, batch);
            parsed.blocks = blocks;
            parsed.rejects = rejects;
        }
        // A source gives the chunks of its own reader only.
        _ => {}
    }
    parsed
}

/// The extra columns of the output: those of the headings, or of the first rows.
fn heading(reader: &Reader<'_, '_>, blocks: &[Requests]) -> Vec<String> {
    match reader {
        Reader::Records(records) => records.extras().map(str::to_owned).collect(),
        Reader::Batches(batches) => batches.extras().map(|(_, name)| name.to_owned()).collect(),
        Reader::Lines(_) => {
            let mut names: Vec<String> = Vec::new();
            for extra in blocks.iter().flat_map(|block| block.extras.iter().flatten()) {
                if !names.iter().any(|name| **name == *extra.name) {
                    names.push(extra.name.to_string());
                }
            }
            names
        }
    }
}

/// A block's rows on the way out.
struct Output<'e> {
    form: Form,
    each: Each,
    extras: &'e [String],
    bytes: Vec<u8>,
    batch: Option<BatchBuilder>,
}

impl<'e> Output<'e> {
    fn new(job: &Job<'_>, extras: &'e [String]) -> Self {
        let (form, each) = (job.form, job.each);
        let batch = matches!(form, Form::Parquet | Form::Arrow)
            .then(|| BatchBuilder::new(render::schema(each, extras, job.receipt), each, extras));
        Self { form, each, extras, bytes: Vec::new(), batch }
    }

    fn push(&mut self, requests: &Requests, at: usize, rows: Vec<Vec<RowCell<'_>>>, tally: &mut Tally) {
        let id = requests.ids.get(at).map_or("", String::as_str);
        let extras = requests.extras.get(at).map_or(&[][..], |extras: &Vec<Extra>| extras.as_slice());
        if self.form != Form::Jsonl {
            let unknown = extras.iter().filter(|extra| !self.extras.iter().any(|name| **name == *extra.name));
            tally.left_out += unknown.count() as u64;
        }
        for cells in rows {
            let row = RowReport { id, extras, cells };
            match (&mut self.batch, self.form) {
                (Some(batch), _) => batch.push(&row),
                (None, Form::Csv) => render::csv_row(&row, self.extras, &mut self.bytes),
                (None, _) => render::json_line(&row, self.each, &mut self.bytes),
            }
        }
    }

    fn finish(self) -> Result<Rendered, Stop> {
        match self.batch {
            None => Ok(Rendered::Bytes(self.bytes)),
            Some(mut batch) => batch
                .finish()
                .map(Rendered::Batch)
                .map_err(|error| Stop::Message(format!("cannot make a record batch: {error}"))),
        }
    }
}
