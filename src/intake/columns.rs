//! Record batches of Arrow, from Parquet files and Arrow streams: one request a row.
//!
//! A column is a fact by its dotted name, or a struct of facts (`authority` with `jurisdiction`, `purpose`, …). Sets
//! are lists of texts, or texts with `|` between. Null is unknown; a column that is missing is left out.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_schema::{DataType, SchemaRef};

use super::records::unknown_heading;
use super::values::Values;
use super::{Extra, Reject, Requests};
use crate::corpus::passes_through;
use crate::diagnostic::{Code as FaultCode, Diagnostic};
use crate::law::{Day, FactId};
use crate::logic::{BLOCK, Code, Row};

/// Reads record batches of one schema.
#[derive(Debug, Clone)]
pub struct Batches<'v, 'c> {
    values: &'v Values<'c>,
    columns: Vec<Heading>,
}

/// Where a column stands, and what it holds.
#[derive(Debug, Clone)]
struct Heading {
    /// The column, and the field inside it if it is a struct.
    place: (usize, Option<usize>),
    name: Arc<str>,
    holds: Holds,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Holds {
    Id,
    AsOf,
    Fact(FactId),
    Extra,
}

/// A reader for record batches of this schema.
///
/// # Errors
/// Columns that are doubled, look like misspelt facts, or have a type that no fact can have; a schema without facts.
pub fn batches<'v, 'c>(values: &'v Values<'c>, schema: &SchemaRef) -> Result<Batches<'v, 'c>, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut columns: Vec<Heading> = Vec::new();
    let mut add = |place, name: &str, ty: &DataType, faults: &mut Vec<Diagnostic>| {
        let holds = match (name, values.fact(name)) {
            ("id", _) => Holds::Id,
            ("as_of", _) => Holds::AsOf,
            (_, Some(fact)) => Holds::Fact(fact),
            (name, None) if passes_through(values.corpus, name) => Holds::Extra,
            (name, None) => return faults.push(unknown_heading(values, name)),
        };
        if holds != Holds::Extra && columns.iter().any(|known| known.holds == holds) {
            faults.push(Diagnostic::new(FaultCode::DoubledKey, format!("the column `{name}` is there twice")));
        }
        if holds != Holds::Extra && !is_readable(ty) {
            let message = format!("the column `{name}` has the type {ty}, which holds no fact");
            let fault = Diagnostic::new(FaultCode::WrongType, message);
            faults.push(fault.help("facts are texts, flags, lists of texts, or dictionaries of texts"));
        }
        columns.push(Heading { place, name: name.into(), holds });
    };
    for (at, field) in schema.fields().iter().enumerate() {
        match field.data_type() {
            DataType::Struct(inner) if values.is_group(field.name()) => {
                for (within, part) in inner.iter().enumerate() {
                    let name = format!("{}.{}", field.name(), part.name());
                    add((at, Some(within)), &name, part.data_type(), &mut faults);
                }
            }
            ty => add((at, None), field.name(), ty, &mut faults),
        }
    }
    if faults.is_empty() && !columns.iter().any(|column| matches!(column.holds, Holds::Fact(_))) {
        faults.push(Diagnostic::new(FaultCode::MissingKey, "no column is a fact"));
    }
    if faults.is_empty() { Ok(Batches { values, columns }) } else { Err(faults) }
}

impl Batches<'_, '_> {
    /// The columns that pass through, with their places in a batch.
    pub fn extras(&self) -> impl Iterator<Item = (usize, &str)> {
        let extras = self.columns.iter().filter(|column| column.holds == Holds::Extra);
        extras.map(|column| (column.place.0, column.name.as_ref()))
    }

    /// Reads a batch whose first row is the `first`th of the table, from one; answers blocks and rejected rows.
    #[must_use]
    pub fn read(&self, first: u64, batch: &RecordBatch) -> (Vec<Requests>, Vec<Reject>) {
        let readers: Vec<(&Heading, Cells)> = self
            .columns
            .iter()
            .filter_map(|heading| Some((heading, Cells::new(&column(batch, heading.place)?))))
            .collect();
        let (mut blocks, mut rejects) = (Vec::new(), Vec::new());
        let mut row = self.values.blank.clone();
        let mut requests = Requests::new(&self.values.domains);
        for at in 0..batch.num_rows() {
            let line = first + at as u64;
            match self.row(&readers, at, line, &mut row) {
                Ok((id, as_of, extras)) => {
                    requests.block.push_row(&row);
                    requests.ids.push(id);
                    requests.days.push(as_of);
                    requests.extras.push(extras);
                }
                Err(faults) => rejects.push(Reject { line, faults, row: None }),
            }
            if requests.len() == BLOCK {
                blocks.push(std::mem::replace(&mut requests, Requests::new(&self.values.domains)));
            }
        }
        if !requests.is_empty() {
            blocks.push(requests);
        }
        (blocks, rejects)
    }

    fn row(
        &self,
        readers: &[(&Heading, Cells)],
        at: usize,
        line: u64,
        row: &mut Row,
    ) -> Result<(String, Option<Day>, Vec<Extra>), Vec<Diagnostic>> {
        row.reset(&self.values.blank);
        let (mut id, mut as_of, mut extras, mut faults) = (line.to_string(), None, Vec::new(), Vec::new());
        for (heading, cells) in readers {
            match (&heading.holds, cells.at(at)) {
                (Holds::Fact(fact), Value::Null) => row.set(*fact, None),
                (Holds::Fact(fact), value) => match self.codes(*fact, &value) {
                    Some(codes) => row.set(*fact, Some(&codes)),
                    None => {
                        let message = format!("`{}` cannot be `{}`", heading.name, value.shown());
                        faults.push(Diagnostic::new(FaultCode::UnknownValue, message));
                    }
                },
                (Holds::Id | Holds::AsOf, Value::Null) => {}
                (Holds::Id, value) => id = value.shown(),
                (Holds::AsOf, value) => match value.shown().parse() {
                    Ok(day) => as_of = Some(day),
                    Err(message) => faults.push(Diagnostic::new(FaultCode::BadDate, message)),
                },
                (Holds::Extra, value) => extras.push(Extra { name: Arc::clone(&heading.name), value: value.json() }),
            }
        }
        if faults.is_empty() { Ok((id, as_of, extras)) } else { Err(faults) }
    }

    /// The codes of a cell; nothing if the fact has no such value.
    fn codes(&self, fact: FactId, value: &Value<'_>) -> Option<Vec<Code>> {
        let many = self.values.is_many(fact);
        let named = |name: &str| self.values.named(fact, name);
        let mut codes = match value {
            Value::Flag(flag) => vec![self.values.flag(fact, *flag)?],
            Value::Text(text) if many => {
                let parts = text.split('|').map(str::trim).filter(|part| !part.is_empty() && *part != "none");
                parts.map(named).collect::<Option<Vec<Code>>>()?
            }
            Value::Text(text) => vec![named(text)?],
            Value::List(list) if many => list.iter().map(|name| named(name)).collect::<Option<Vec<Code>>>()?,
            Value::List(_) | Value::Other(_) | Value::Null => return None,
        };
        codes.sort_unstable();
        codes.dedup();
        Some(codes)
    }
}

fn column(batch: &RecordBatch, (at, within): (usize, Option<usize>)) -> Option<ArrayRef> {
    let whole = batch.columns().get(at)?;
    match within {
        None => Some(Arc::clone(whole)),
        Some(within) => whole.as_any().downcast_ref::<StructArray>()?.columns().get(within).cloned(),
    }
}

fn is_readable(ty: &DataType) -> bool {
    match ty {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Boolean | DataType::Null => true,
        DataType::Date32 => true,
        DataType::Dictionary(_, of) => is_readable(of),
        DataType::List(of) | DataType::LargeList(of) => is_readable(of.data_type()),
        ty => ty.is_integer(),
    }
}

/// One value of a column.
enum Value<'a> {
    Null,
    Flag(bool),
    Text(&'a str),
    List(Vec<String>),
    /// A number or a date, as text.
    Other(String),
}

impl Value<'_> {
    fn shown(&self) -> String {
        match self {
            Value::Null => "null".to_owned(),
            Value::Flag(flag) => flag.to_string(),
            Value::Text(text) => (*text).to_owned(),
            Value::List(list) => list.join("|"),
            Value::Other(text) => text.clone(),
        }
    }

    fn json(&self) -> serde_json::Value {
        match self {
            Value::Null => serde_json::Value::Null,
            Value::Flag(flag) => (*flag).into(),
            Value::Text(text) => (*text).into(),
            Value::List(list) => list.clone().into(),
            Value::Other(text) => text.parse::<i64>().map_or_else(|_| text.clone().into(), Into::into),
        }
    }
}

/// A column, unpacked once a batch: dictionaries become texts.
enum Cells {
    Texts(ArrayRef),
    LargeTexts(ArrayRef),
    Flags(ArrayRef),
    Lists(ArrayRef),
    LargeLists(ArrayRef),
    Others(ArrayRef),
}

impl Cells {
    fn new(column: &ArrayRef) -> Self {
        let plain = match column.data_type() {
            DataType::Dictionary(_, of) => arrow_cast::cast(column, of).unwrap_or_else(|_| Arc::clone(column)),
            DataType::Utf8View => arrow_cast::cast(column, &DataType::Utf8).unwrap_or_else(|_| Arc::clone(column)),
            _ => Arc::clone(column),
        };
        match plain.data_type() {
            DataType::Utf8 => Self::Texts(plain),
            DataType::LargeUtf8 => Self::LargeTexts(plain),
            DataType::Boolean => Self::Flags(plain),
            DataType::List(_) => Self::Lists(plain),
            DataType::LargeList(_) => Self::LargeLists(plain),
            _ => Self::Others(plain),
        }
    }

    fn at(&self, row: usize) -> Value<'_> {
        match self {
            Self::Texts(column) if column.is_valid(row) => Value::Text(column.as_string::<i32>().value(row)),
            Self::LargeTexts(column) if column.is_valid(row) => Value::Text(column.as_string::<i64>().value(row)),
            Self::Flags(column) if column.is_valid(row) => Value::Flag(column.as_boolean().value(row)),
            Self::Lists(column) if column.is_valid(row) => Value::List(texts(&column.as_list::<i32>().value(row))),
            Self::LargeLists(column) if column.is_valid(row) => Value::List(texts(&column.as_list::<i64>().value(row))),
            Self::Others(column) if column.is_valid(row) => {
                let shown = arrow_cast::display::array_value_to_string(column, row);
                Value::Other(shown.unwrap_or_default())
            }
            _ => Value::Null,
        }
    }
}

/// The elements of a list, as texts.
fn texts(list: &ArrayRef) -> Vec<String> {
    let shown = |at| arrow_cast::display::array_value_to_string(list, at).unwrap_or_default();
    (0..list.len()).map(shown).collect()
}
