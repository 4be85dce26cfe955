//! What shards have written, added up.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use arrow_array::cast::AsArray as _;
use arrow_array::{Array as _, ArrayRef, RecordBatch};
use arrow_ipc::reader::StreamReader;
use arrow_schema::{ArrowError, DataType};
use comity::render::text::SweepNote;
use comity::report::{RowCell, Sums, SweepTable};
use comity::survey::sweep::Wanted;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::Run;
use super::out::{Out, form_of};
use crate::batch::source::unpacked;
use crate::cli::SweepForm;
use crate::exit::Stop;

/// Adds up, and says whether some request has a conflict.
pub(super) fn run(run: &Run<'_>, out: Out<'_>) -> Result<bool, Stop> {
    let files = &run.arguments.merge;
    if let Some(twice) = doubled(files) {
        return Err(Stop::message(format!("`{}` is given twice", twice.display())));
    }
    match run.table.wanted {
        Wanted::Counts | Wanted::Findings => sums(run, out),
        Wanted::Classes => classes(run, out),
    }
}

fn sums(run: &Run<'_>, mut out: Out<'_>) -> Result<bool, Stop> {
    let mut sums = Sums::new(run.table);
    for path in &run.arguments.merge {
        each_row(path, run, |cells| {
            sums.add_row(&cells);
            Ok(())
        })?;
    }
    if let Some((group, there, all)) = sums.incomplete() {
        whole(run.table, &format!("`{group}`"), there, all)?;
    }
    let rows = sums.rows().map_err(|error| Stop::message(error.to_string()))?;
    rows.into_iter().try_for_each(|row| out.write(row))?;
    out.finish(&SweepNote::default())?;
    Ok(sums.has_conflict())
}

fn classes(run: &Run<'_>, mut out: Out<'_>) -> Result<bool, Stop> {
    let (mut requests, mut conflict) = (0_u128, false);
    let columns = run.table.columns();
    for path in in_order(run)? {
        each_row(path, run, |cells| {
            requests += cells.iter().filter_map(number).sum::<u128>();
            conflict |= run.table.is_conflict(&columns, &cells);
            out.write(cells)
        })?;
    }
    whole(run.table, "the space", requests, run.table.requests)?;
    out.finish(&SweepNote::default())?;
    Ok(conflict)
}

/// The files that tell of classes, in the order of the cells: names need not follow it.
fn in_order<'a>(run: &Run<'a>) -> Result<Vec<&'a Path>, Stop> {
    let mut files: Vec<(usize, &Path)> = Vec::new();
    for path in &run.arguments.merge {
        let mut first = None;
        let read = each_row(path, run, |cells| {
            first = Some(cells);
            // One row is enough.
            Err(Stop::Quiet)
        });
        match first {
            Some(cells) => {
                let place = run.sweep.place(run.cells, &run.table.class_values(&cells));
                files.push((place.unwrap_or(usize::MAX), path));
            }
            None => read?,
        }
    }
    files.sort();
    if let Some(((_, a), (_, b))) = files.iter().zip(files.iter().skip(1)).find(|(a, b)| a.0 == b.0) {
        let (a, b) = (a.display(), b.display());
        return Err(Stop::message(format!("`{a}` and `{b}` hold the same shard")));
    }
    Ok(files.into_iter().map(|(_, path)| path).collect())
}

/// Refuses shards that do not make a whole.
fn whole(table: &SweepTable, what: &str, there: u128, all: u64) -> Result<(), Stop> {
    if there == u128::from(all) {
        return Ok(());
    }
    let why = if there < u128::from(all) { "a shard is missing" } else { "a shard is there twice" };
    Err(Stop::message(format!("of {what} in `{}` there are {there} requests instead of {all}: {why}", table.name)))
}

fn number(cell: &RowCell<'_>) -> Option<u128> {
    match cell {
        RowCell::Number(number) => Some(u128::from(*number)),
        _ => None,
    }
}

fn doubled(paths: &[PathBuf]) -> Option<&PathBuf> {
    let real = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
    paths
        .iter()
        .enumerate()
        .find(|(at, path)| paths.iter().take(*at).any(|other| real(other) == real(path)))
        .map(|(_, path)| path)
}

/// Hands every row of a shard's file to `take`.
fn each_row(
    path: &Path,
    run: &Run<'_>,
    mut take: impl FnMut(Vec<RowCell<'static>>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let name = path.display();
    let cannot = |error: &dyn std::fmt::Display| Stop::message(format!("cannot read `{name}`: {error}"));
    let mut row = 0_u64;
    let mut next = |text: &dyn Fn(&str) -> Option<Cow<'static, str>>| {
        row += 1;
        if run.stopped.load(Ordering::Relaxed) {
            return Err(Stop::message("stopped".to_owned()));
        }
        let wrong = |why: String| Stop::message(format!("row {row} of `{name}` is no row of this sweep: {why}"));
        take(run.table.parse(text).map_err(wrong)?)
    };
    let form = form_of(path).ok_or_else(|| {
        cannot(&"its name does not say what it is; `.json`, `.jsonl`, `.csv`, `.parquet` and `.arrow` are known")
    })?;
    let file = File::open(path).map_err(|error| cannot(&error))?;
    if form == SweepForm::Parquet {
        let batches = ParquetRecordBatchReaderBuilder::try_new(file).and_then(|builder| builder.build());
        return batches_rows(batches.map_err(|error| cannot(&error))?, &cannot, &mut next);
    }
    let (_, mut plain) = unpacked(BufReader::new(file)).map_err(|error| cannot(&error))?;
    match form {
        SweepForm::Arrow => {
            let batches = StreamReader::try_new(plain, None);
            batches_rows(batches.map_err(|error| cannot(&error))?, &cannot, &mut next)
        }
        SweepForm::Jsonl => plain.lines().try_for_each(|line| {
            let row = line.map_err(|error| cannot(&error)).map(|line| serde_json::from_str(&line))?;
            json_row(&row.map_err(|error| cannot(&error))?, &mut next)
        }),
        SweepForm::Json => {
            let document: Document = serde_json::from_reader(plain).map_err(|error| cannot(&error))?;
            document.rows.iter().try_for_each(|row| json_row(row, &mut next))
        }
        SweepForm::Csv | SweepForm::Parquet | SweepForm::Text => {
            let mut text = String::new();
            plain.read_to_string(&mut text).map_err(|error| cannot(&error))?;
            csv_rows(&text, &cannot, &mut next)
        }
    }
}

/// A row of JSON.
type JsonRow = BTreeMap<String, serde_json::Value>;

/// What is read of a document: its rows say themselves what they were made with.
#[derive(serde::Deserialize)]
struct Document {
    rows: Vec<JsonRow>,
}

fn json_row(row: &JsonRow, next: Next<'_>) -> Result<(), Stop> {
    next(&|heading| row.get(heading).map(|value| Cow::Owned(json_text(value))))
}

/// What a row says under a heading.
type Next<'n> = &'n mut dyn FnMut(&dyn Fn(&str) -> Option<Cow<'static, str>>) -> Result<(), Stop>;
/// The message that a file cannot be read.
type Cannot<'n> = &'n dyn Fn(&dyn std::fmt::Display) -> Stop;

fn csv_rows(text: &str, cannot: Cannot<'_>, next: Next<'_>) -> Result<(), Stop> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    let separator = if first.contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
    let headings = reader.headers().map_err(|error| cannot(&error))?.clone();
    for record in reader.records() {
        let record = record.map_err(|error| cannot(&error))?;
        next(&|heading| {
            let at = headings.iter().position(|known| known == heading)?;
            record.get(at).map(|text| Cow::Owned(text.to_owned()))
        })?;
    }
    Ok(())
}

/// A value of JSON as CSV has it.
fn json_text(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => "unknown".to_owned(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(list) if list.is_empty() => "none".to_owned(),
        serde_json::Value::Array(list) => list.iter().map(json_text).collect::<Vec<_>>().join("|"),
        other => other.to_string(),
    }
}

fn batches_rows<E: std::fmt::Display>(
    batches: impl Iterator<Item = Result<RecordBatch, E>>,
    cannot: Cannot<'_>,
    next: Next<'_>,
) -> Result<(), Stop> {
    for batch in batches {
        batch_rows(&batch.map_err(|error| cannot(&error))?, cannot, next)?;
    }
    Ok(())
}

fn batch_rows(batch: &RecordBatch, cannot: Cannot<'_>, next: Next<'_>) -> Result<(), Stop> {
    let schema = batch.schema();
    let columns: Vec<ArrayRef> =
        batch.columns().iter().map(texts).collect::<Result<_, _>>().map_err(|error| cannot(&error))?;
    for row in 0..batch.num_rows() {
        next(&|heading| {
            let at = schema.fields().iter().position(|field| field.name() == heading)?;
            let column = columns.get(at)?;
            Some(match column.as_string_opt::<i32>() {
                Some(texts) => Cow::Owned(texts.value(row).to_owned()),
                None => {
                    let list = column.as_list_opt::<i32>()?.value(row);
                    let parts = list.as_string_opt::<i32>()?.iter().flatten().collect::<Vec<_>>().join("|");
                    Cow::Owned(parts)
                }
            })
        })?;
    }
    Ok(())
}

/// A column as texts, or as lists of texts.
fn texts(column: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    match column.data_type() {
        DataType::List(_) => Ok(ArrayRef::clone(column)),
        _ => arrow_cast::cast(column, &DataType::Utf8),
    }
}
