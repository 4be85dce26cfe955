//! What shards have written, added up.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray as _;
use arrow_array::{Array as _, ArrayRef, RecordBatch};
use arrow_ipc::reader::StreamReader;
use arrow_schema::{ArrowError, DataType};
use comity::render::text::SweepNote;
use comity::report::{RowCell, Sums, SweepTable};
use comity::survey::sweep::Wanted;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::out::Out;
use crate::batch::source::unpacked;
use crate::cli::{Form, Sweep};
use crate::exit::Stop;
use crate::table::named;

/// Adds up, and says whether some request has a conflict.
pub(super) fn run(arguments: &Sweep, table: &SweepTable, mut out: Out<'_>) -> Result<bool, Stop> {
    if let Some(twice) = doubled(&arguments.merge) {
        return Err(Stop::Message(format!("`{}` is given twice", twice.display())));
    }
    let mut sums = Sums::new(table);
    let (mut requests, mut conflict) = (0_u128, false);
    for path in &arguments.merge {
        each_row(path, table, |cells| match table.wanted {
            Wanted::Counts | Wanted::Findings => {
                sums.add_row(&cells);
                Ok(())
            }
            Wanted::Classes => {
                requests += cells.iter().filter_map(number).sum::<u128>();
                conflict |= table.is_conflict(&cells);
                out.write(vec![cells])
            }
        })?;
    }
    if table.wanted == Wanted::Classes {
        whole(table, "the space", requests, table.requests)?;
    } else {
        if let Some((group, there, all)) = sums.incomplete() {
            whole(table, &format!("`{group}`"), there, all)?;
        }
        conflict = sums.has_conflict();
        out.write(sums.rows().map_err(|error| Stop::Message(error.to_string()))?)?;
    }
    out.finish(&SweepNote::default())?;
    Ok(conflict)
}

/// Refuses shards that do not make a whole.
fn whole(table: &SweepTable, what: &str, there: u128, all: u64) -> Result<(), Stop> {
    if there == u128::from(all) {
        return Ok(());
    }
    let why = if there < u128::from(all) { "a shard is missing" } else { "a shard is there twice" };
    Err(Stop::Message(format!("of {what} in `{}` there are {there} requests instead of {all}: {why}", table.name)))
}

fn number(cell: &RowCell<'_>) -> Option<u128> {
    match cell {
        RowCell::Number(number) => Some(u128::from(*number)),
        _ => None,
    }
}

fn doubled(paths: &[PathBuf]) -> Option<&PathBuf> {
    let real = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
    paths.iter().enumerate().find(|(at, path)| paths.iter().take(*at).any(|other| real(other) == real(path))).map(|(_, path)| path)
}

/// Hands every row of a shard's file to `take`.
fn each_row(
    path: &Path,
    table: &SweepTable,
    mut take: impl FnMut(Vec<RowCell<'static>>) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let name = path.display();
    let cannot = |error: &dyn std::fmt::Display| Stop::Message(format!("cannot read `{name}`: {error}"));
    let mut row = 0_u64;
    let mut next = |text: &dyn Fn(&str) -> Option<Cow<'static, str>>| {
        row += 1;
        let wrong = |why: String| Stop::Message(format!("row {row} of `{name}` is no row of this sweep: {why}"));
        take(table.parse(text).map_err(wrong)?)
    };
    let file = File::open(path).map_err(|error| cannot(&error))?;
    if named(path) == Some(Form::Parquet) {
        let rows = ParquetRecordBatchReaderBuilder::try_new(file).and_then(|builder| builder.build());
        for batch in rows.map_err(|error| cannot(&error))? {
            batch_rows(&batch.map_err(|error| cannot(&error))?, &cannot, &mut next)?;
        }
        return Ok(());
    }
    let (_, mut plain) = unpacked(BufReader::new(file)).map_err(|error| cannot(&error))?;
    match named(path) {
        Some(Form::Arrow) => {
            for batch in StreamReader::try_new(plain, None).map_err(|error| cannot(&error))? {
                batch_rows(&batch.map_err(|error| cannot(&error))?, &cannot, &mut next)?;
            }
        }
        Some(Form::Csv) => {
            let mut text = String::new();
            plain.read_to_string(&mut text).map_err(|error| cannot(&error))?;
            csv_rows(&text, &cannot, &mut next)?;
        }
        Some(Form::Jsonl) => {
            for line in plain.lines() {
                let line = line.map_err(|error| cannot(&error))?;
                let row: BTreeMap<String, serde_json::Value> =
                    serde_json::from_str(&line).map_err(|error| cannot(&error))?;
                next(&|heading| row.get(heading).map(|value| Cow::Owned(json_text(value))))?;
            }
        }
        Some(Form::Parquet) | None => {
            return Err(cannot(&"its name does not say what it is; `.jsonl`, `.csv`, `.parquet` and `.arrow` are known"));
        }
    }
    Ok(())
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
