//! What is done with chunks of rows: parsed, solved on the law of their dates, and written out, on all cores.

use std::borrow::Cow;
use std::collections::BTreeMap;

use comity::intake::{Extra, Lines, Reject, Requests, Values};
use comity::law::Day;
use comity::logic::Block;
use comity::render::{self, BatchBuilder, CsvRows, Dialect};
use comity::report::{Each, Receipt, RowCell, RowReport};
use comity::survey::bulk::{Answers, Worker};
use rayon::prelude::*;

use super::clock::{Clock, Spent};
use super::law::Plans;
use super::source::{Chunk, Reader};
use super::tally::Tally;
use crate::cli::Form;
use crate::exit::Stop;
use crate::table::Rendered;

/// Everything that holds for a whole run.
pub(super) struct Job<'a> {
    pub(super) plans: &'a Plans<'a, 'a>,
    pub(super) values: &'a Values<'a>,
    /// The date on which the law is read for rows that name none.
    pub(super) day: Day,
    /// Whether that date holds for all rows.
    pub(super) fixed_day: bool,
    pub(super) shape: Shape<'a>,
    pub(super) receipt: &'a Receipt,
}

/// Rows that were read.
#[derive(Default)]
pub(super) struct Parsed {
    pub(super) blocks: Vec<Requests>,
    pub(super) rejects: Vec<Reject>,
    /// How many rows of the input there were, rejected and empty ones too.
    pub(super) rows: u64,
    pub(super) spent: Spent,
}

/// What came of them, in the order of the input.
#[derive(Default)]
pub(super) struct Worked {
    pub(super) rendered: Vec<Rendered>,
    pub(super) tally: Tally,
    pub(super) spent: Spent,
}

/// What a table of answers looks like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape<'a> {
    pub(super) form: Form,
    pub(super) dialect: Dialect,
    pub(super) each: Each,
    /// Columns of the input that pass through.
    pub(super) extras: &'a [String],
}

/// Reads chunks on all cores.
pub(super) fn parse(reader: &Reader<'_, '_>, chunks: &[Chunk]) -> Parsed {
    let parts: Vec<Parsed> = chunks.par_iter().map(|chunk| parse_one(reader, chunk)).collect();
    let mut all = Parsed::default();
    for part in parts {
        all.blocks.extend(part.blocks);
        all.rejects.extend(part.rejects);
        all.rows += part.rows;
        all.spent.add(&part.spent);
    }
    all
}

fn parse_one(reader: &Reader<'_, '_>, chunk: &Chunk) -> Parsed {
    let mut clock = Clock::start();
    let mut parsed = Parsed { rows: chunk.rows() as u64, ..Parsed::default() };
    match (reader, chunk) {
        (Reader::Lines(values), Chunk::Lines(rows)) => {
            let mut lines = Lines::new(values);
            let mut requests = Requests::new(&values.domains);
            parsed.rejects.extend(rows.iter().filter_map(|(line, text)| lines.read(line, text, &mut requests).err()));
            parsed.blocks.push(requests);
        }
        (Reader::Records(records), Chunk::Records(rows)) => {
            let mut records = records.clone();
            let mut requests = Requests::new(records.domains());
            parsed.rejects.extend(rows.iter().filter_map(|(line, fields)| match fields {
                Some(fields) => records.read(line, &fields, &mut requests).err(),
                None => Some(Reject::endless(line)),
            }));
            parsed.blocks.push(requests);
        }
        (Reader::Batches(batches), Chunk::Batch(first, batch, _)) => {
            (parsed.blocks, parsed.rejects) = batches.read(*first, batch);
        }
        // A source gives the chunks of its own reader only.
        (Reader::Lines(_) | Reader::Records(_) | Reader::Batches(_), _) => {}
    }
    parsed.spent.reading = clock.lap();
    parsed
}

impl Parsed {
    /// The names of the columns that pass through, in the order in which they appear.
    pub(super) fn extras(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for extra in self.blocks.iter().flat_map(|block| block.extras.iter().flatten()) {
            if !names.iter().any(|name| **name == *extra.name) {
                names.push(extra.name.to_string());
            }
        }
        names
    }
}

impl Reader<'_, '_> {
    /// The columns that pass through, if they are known before the first row.
    pub(super) fn extras(&self) -> Option<Vec<String>> {
        match self {
            Reader::Lines(_) => None,
            Reader::Records(records) => Some(records.extras().map(str::to_owned).collect()),
            Reader::Batches(batches) => Some(batches.extras().map(str::to_owned).collect()),
        }
    }
}

impl Job<'_> {
    /// Answers requests on all cores, for a table with these extra columns.
    pub(super) fn answer(&self, parsed: &Parsed, extras: &[String]) -> Result<Worked, Stop> {
        let shape = Shape { extras, ..self.shape };
        let parts: Vec<Result<(Rendered, Tally, Spent), Stop>> =
            parsed.blocks.par_iter().map(|block| self.block(block, shape)).collect();
        let mut worked = Worked::default();
        worked.tally.reject(parsed.rejects.len());
        for part in parts {
            let (rendered, tally, spent) = part?;
            worked.rendered.push(rendered);
            worked.tally.add(&tally);
            worked.spent.add(&spent);
        }
        Ok(worked)
    }

    /// The day on which the law is read for a row.
    fn day(&self, own: Option<Day>) -> Day {
        if self.fixed_day { self.day } else { own.unwrap_or(self.day) }
    }

    /// Answers one block and renders it.
    fn block(&self, requests: &Requests, shape: Shape<'_>) -> Result<(Rendered, Tally, Spent), Stop> {
        let mut clock = Clock::start();
        let (mut tally, mut spent) = (Tally::default(), Spent::default());
        let mut table = Table::new(shape, self.receipt);
        let today = self.day.to_string();
        let dates: Vec<Cow<'_, str>> = requests
            .days
            .iter()
            .map(|day| match self.day(*day) {
                day if day == self.day => Cow::Borrowed(today.as_str()),
                day => Cow::Owned(day.to_string()),
            })
            .collect();
        let mut times: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, day) in requests.days.iter().enumerate() {
            times.entry(self.plans.time(self.day(*day))).or_default().push(at);
        }
        let one = times.len() == 1;
        // Rows of several times are solved time by time, and wait for each other.
        let mut waiting: Vec<Vec<Vec<RowCell<'_>>>> = vec![Vec::new(); if one { 0 } else { requests.len() }];
        for (time, rows) in &times {
            let day = rows.first().and_then(|at| requests.days.get(*at)).map_or(self.day, |day| self.day(*day));
            let (plan, labels) =
                self.plans.of(*time, day).ok_or_else(|| Stop::message(format!("there is no law of {day}")))?;
            let mut worker = Worker::new(plan);
            let answers = if one { worker.solve(&requests.block) } else { worker.solve(&self.part(requests, rows)) };
            spent.solving += clock.lap();
            for (nth, at) in rows.iter().enumerate() {
                tally.note(answers, nth);
                let date = dates.get(*at).map_or("", |date| date);
                let cells = labels.rows(plan, shape.each, date, (answers, nth), || requests.block.facts(*at));
                match waiting.get_mut(*at) {
                    None => table.push(requests, *at, cells, &mut tally),
                    Some(slot) => *slot = cells,
                }
            }
            spent.writing += clock.lap();
        }
        for (at, cells) in waiting.into_iter().enumerate() {
            table.push(requests, at, cells, &mut tally);
        }
        let rendered = table.finish()?;
        spent.writing += clock.lap();
        Ok((rendered, tally, spent))
    }

    /// Some rows of a block as a block.
    fn part(&self, requests: &Requests, rows: &[usize]) -> Block {
        let mut block = Block::new(&self.values.domains);
        rows.iter().for_each(|at| {
            block.push_from(&requests.block, *at);
        });
        block
    }
}

impl Tally {
    fn note(&mut self, answers: &Answers, at: usize) {
        if let Some(verdict) = answers.verdict(at) {
            self.answer(verdict, answers.findings(at).len());
        }
    }
}

/// A block's rows on the way out.
struct Table<'e> {
    shape: Shape<'e>,
    rows: TableRows<'e>,
}

#[expect(clippy::large_enum_variant, reason = "there is one at a time: a box would save nothing")]
enum TableRows<'e> {
    Lines(Vec<u8>),
    Records(CsvRows<'e>),
    Batch(Box<BatchBuilder>),
}

impl<'e> Table<'e> {
    fn new(shape: Shape<'e>, receipt: &Receipt) -> Self {
        let rows = match shape.form {
            Form::Jsonl => TableRows::Lines(Vec::new()),
            Form::Csv => TableRows::Records(CsvRows::new(shape.extras, shape.dialect)),
            Form::Parquet | Form::Arrow => {
                let schema = render::schema(shape.each, shape.extras, receipt);
                TableRows::Batch(Box::new(BatchBuilder::new(schema, shape.each, shape.extras)))
            }
        };
        Self { shape, rows }
    }

    fn push(&mut self, requests: &Requests, at: usize, rows: Vec<Vec<RowCell<'_>>>, tally: &mut Tally) {
        let id = requests.ids.get(at).map_or("", String::as_str);
        let extras = requests.extras.get(at).map_or(&[][..], |extras: &Vec<Extra>| extras.as_slice());
        if self.shape.form != Form::Jsonl {
            let known = |extra: &Extra| self.shape.extras.iter().any(|name| **name == *extra.name);
            tally.leave_out(extras.iter().filter(|extra| !known(extra)).count());
        }
        for cells in rows {
            let row = RowReport { id, extras, cells };
            match &mut self.rows {
                TableRows::Lines(bytes) => render::json_line(&row, self.shape.each, bytes),
                TableRows::Records(records) => records.push(&row),
                TableRows::Batch(batch) => batch.push(&row),
            }
        }
    }

    fn finish(self) -> Result<Rendered, Stop> {
        match self.rows {
            TableRows::Lines(bytes) => Ok(Rendered::Bytes(bytes)),
            TableRows::Records(records) => Ok(Rendered::Bytes(records.finish())),
            TableRows::Batch(mut batch) => batch
                .finish()
                .map(Rendered::Batch)
                .map_err(|error| Stop::message(format!("cannot make a record batch: {error}"))),
        }
    }
}
