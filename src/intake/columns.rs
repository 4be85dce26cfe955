//! Record batches of Arrow, from Parquet files and Arrow streams: one request a row.
//!
//! A column is a fact by its dotted name, or a struct of facts (`authority` with `jurisdiction`, `purpose`, …). Sets
//! are lists of texts, or texts with `|` between. Null is unknown; a column that is missing is left out.

use std::sync::Arc;

use arrow_array::{Array, RecordBatch, StructArray};
use arrow_schema::{DataType, SchemaRef};

use super::cells::{Cell, Cells};
use super::values::{Holds, Values, day, without_facts};
use super::{Extra, LARGEST_ROW, Reject, Requests, too_large};
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

/// A reader for record batches of this schema.
///
/// # Errors
/// Columns that are doubled, look like misspelt facts, or have a type that they cannot have; a schema without facts.
pub fn batches<'v, 'c>(values: &'v Values<'c>, schema: &SchemaRef) -> Result<Batches<'v, 'c>, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let mut columns: Vec<Heading> = Vec::new();
    let mut add = |place, name: &str, ty: &DataType, faults: &mut Vec<Diagnostic>| {
        let holds = match values.holds(name) {
            Ok(holds) => holds,
            Err(fault) => return faults.push(fault),
        };
        if columns.iter().any(|known| *known.name == *name) {
            faults.push(Diagnostic::new(FaultCode::DoubledKey, format!("the column `{name}` is there twice")));
        }
        if let Some(readable) = unreadable(holds, ty) {
            let message = format!("the column `{name}` has the type {ty}, which it cannot have");
            faults.push(Diagnostic::new(FaultCode::WrongType, message).help(readable));
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
    without_facts(columns.iter().map(|column| (&*column.name, Some(column.holds))), &mut faults);
    if faults.is_empty() { Ok(Batches { values, columns }) } else { Err(faults) }
}

/// What a column should be instead, if no cell of its type can be what it holds.
fn unreadable(holds: Holds, ty: &DataType) -> Option<&'static str> {
    let ty = match ty {
        DataType::Dictionary(_, of) => of,
        ty => ty,
    };
    let text = ty.is_string() || ty.is_null();
    match holds {
        Holds::Extra => None,
        Holds::Id => (!text && !ty.is_integer()).then_some("an id is a text or a whole number"),
        Holds::AsOf => {
            let date = matches!(ty, DataType::Date32 | DataType::Date64 | DataType::Timestamp(..));
            (!text && !date).then_some("it is a date, a time, or a text like 2026-11-24")
        }
        Holds::Fact(_) => {
            let list = match ty {
                DataType::List(of) | DataType::LargeList(of) => Some(of.data_type()),
                _ => None,
            };
            let texts = list.is_some_and(|of| match of {
                DataType::Dictionary(_, of) => of.is_string(),
                of => of.is_string() || of.is_null(),
            });
            let readable = text || texts || *ty == DataType::Boolean;
            (!readable).then_some("facts are texts, flags, lists of texts, or dictionaries of texts")
        }
    }
}

/// What a row says beside its facts.
type About = (String, Option<Day>, Vec<Extra>);

impl Batches<'_, '_> {
    /// The columns that pass through.
    pub fn extras(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().filter(|column| self.values.keeps(column.holds)).map(|column| column.name.as_ref())
    }

    /// Reads a batch whose first row is the `first`th of the table, from one; answers blocks and rejected rows.
    #[must_use]
    pub fn read(&self, first: u64, batch: &RecordBatch) -> (Vec<Requests>, Vec<Reject>) {
        let readers: Vec<(&Heading, Cells)> =
            self.columns.iter().filter_map(|heading| Some((heading, cells(batch, heading.place)?))).collect();
        let (mut blocks, mut rejects) = (Vec::new(), Vec::new());
        let (mut row, mut codes) = (self.values.blank.clone(), Vec::new());
        let mut requests = Requests::new(&self.values.domains);
        for at in 0..batch.num_rows() {
            let line = first + at as u64;
            match self.row(&readers, at, line, &mut row, &mut codes) {
                Ok((id, as_of, extras)) => requests.push(&row, id, as_of, extras),
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
        codes: &mut Vec<Code>,
    ) -> Result<About, Vec<Diagnostic>> {
        row.reset(&self.values.blank);
        let (mut id, mut as_of, mut extras, mut faults) = (None, None, Vec::new(), Vec::new());
        let mut bytes = 0;
        for (heading, cells) in readers {
            let cell = cells.at(at);
            bytes += cell.bytes();
            if bytes > LARGEST_ROW {
                // What is too long is not looked at further.
                continue;
            }
            match (heading.holds, cell) {
                (Holds::Fact(fact), cell) => {
                    faults.extend(self.fact(heading, fact, &cell, row, codes));
                    if self.values.keeps_facts {
                        extras.push(Extra { name: Arc::clone(&heading.name), value: cell.json() });
                    }
                }
                (Holds::Id | Holds::AsOf, Cell::Null) => {}
                (Holds::Id, cell) => id = Some(cell.shown().into_owned()),
                // The day of a time stands first.
                (Holds::AsOf, Cell::Other(text, _)) => match day(text.get(..10).unwrap_or(&text)) {
                    Ok(day) => as_of = Some(day),
                    Err(fault) => faults.push(fault),
                },
                (Holds::AsOf, cell) => match day(&cell.shown()) {
                    Ok(day) => as_of = Some(day),
                    Err(fault) => faults.push(fault),
                },
                (Holds::Extra, cell) => extras.push(Extra { name: Arc::clone(&heading.name), value: cell.json() }),
            }
        }
        if bytes > LARGEST_ROW {
            faults = vec![too_large(bytes)];
        }
        if faults.is_empty() { Ok((id.unwrap_or_else(|| line.to_string()), as_of, extras)) } else { Err(faults) }
    }

    /// Sets a fact from a cell, or says why it cannot.
    fn fact(
        &self,
        heading: &Heading,
        fact: FactId,
        cell: &Cell<'_>,
        row: &mut Row,
        codes: &mut Vec<Code>,
    ) -> Vec<Diagnostic> {
        let values = self.values;
        let set = match cell {
            Cell::Null => {
                row.set(fact, None);
                Some(())
            }
            Cell::Flag(flag) => values.flag(fact, *flag).map(|code| row.set(fact, Some(&[code]))),
            Cell::Text(text) => values.set(fact, text, row, codes),
            Cell::List(list) if values.is_many(fact) => values.set_all(fact, list.iter(), row, codes),
            Cell::List(_) | Cell::Other(..) => None,
        };
        match set {
            Some(()) => Vec::new(),
            None => values.wrong(&heading.name, &cell.shown()),
        }
    }
}

/// The cells of a column, or of a field of a struct.
fn cells(batch: &RecordBatch, (at, within): (usize, Option<usize>)) -> Option<Cells> {
    let whole = batch.columns().get(at)?;
    let Some(within) = within else { return Some(Cells::new(whole, None)) };
    let parts = whole.as_any().downcast_ref::<StructArray>()?;
    Some(Cells::new(parts.columns().get(within)?, Some(whole)))
}
