//! Tables of requests: JSON Lines, CSV and record batches become blocks.
//!
//! In: rows as texts, records or record batches, from wherever the program has them. Out: [`Requests`]: a block of
//! codes, and beside it what the answer carries along (ids, dates, extra columns), and a [`Reject`] for every row that
//! is no request. A bad row never stops the others. The fast way here reads codes only; a row that it cannot read goes
//! through the reader of single requests, which knows what to say about it, so that there is one judge of what a
//! request is. Files, pipes and compression are the program's business.

mod cells;
mod columns;
mod lines;
mod records;
mod values;

pub use columns::{Batches, batches};
pub use lines::Lines;
pub use records::Records;
pub use values::Values;

use crate::diagnostic::{Code as FaultCode, Diagnostic};
use crate::law::Day;
use crate::logic::{Block, Domain, Row};

/// Longer rows are a mistake.
pub const LARGEST_ROW: usize = 1024 * 1024;

/// Up to a block of requests, in the order of the input.
#[derive(Debug, Clone)]
pub struct Requests {
    /// What each says.
    pub block: Block,
    /// What each is called: its id, else its place in the input.
    pub ids: Vec<String>,
    /// The date on which the law is read for each, if it names one.
    pub days: Vec<Option<Day>>,
    /// Columns that are no facts, by request; they pass through.
    pub extras: Vec<Vec<Extra>>,
}

/// A column that is no fact, and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Extra {
    /// The heading.
    pub name: std::sync::Arc<str>,
    /// The value.
    pub value: serde_json::Value,
}

/// A row that is no request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// The line, or the row of a table without lines, from one.
    pub line: u64,
    /// Everything that is wrong with it.
    pub faults: Vec<Diagnostic>,
    /// The row, if it is text.
    pub row: Option<String>,
}

impl Reject {
    /// A row of CSV that goes on for longer than any row can.
    #[must_use]
    pub fn endless(line: u64) -> Self {
        let message = format!("the row does not end within {LARGEST_ROW} bytes");
        let fault = Diagnostic::new(FaultCode::TooLarge, message);
        Self { line, faults: vec![fault.help("is a quotation mark left open?")], row: None }
    }
}

impl Requests {
    /// No request yet, over facts with these domains.
    #[must_use]
    pub fn new(domains: &[Domain]) -> Self {
        Self { block: Block::new(domains), ids: Vec::new(), days: Vec::new(), extras: Vec::new() }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.block.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.block.is_empty()
    }

    fn push(&mut self, row: &Row, id: String, day: Option<Day>, extras: Vec<Extra>) {
        self.block.push_row(row);
        self.ids.push(id);
        self.days.push(day);
        self.extras.push(extras);
    }
}

/// That a row is too long.
fn too_large(bytes: usize) -> Diagnostic {
    let message = format!("the row has {bytes} bytes; at most {LARGEST_ROW} are read");
    Diagnostic::new(FaultCode::TooLarge, message)
}
