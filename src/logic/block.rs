//! Many requests as columns of small numbers.
//!
//! A block holds up to [`BLOCK`] requests, fact by fact: one code a request where the fact has one value, a list of
//! codes where it is a set. It is what readers and sweeps fill, and what [`Lanes`](super::Lanes) are made from.

use super::codes::{Code, CodeSet, FactId, Known};
use super::cubes::Domain;

/// How many requests a block holds: 64 words of bits a column. Smaller blocks pay more overhead for each norm, larger
/// ones leave the cache.
pub const BLOCK: usize = 4096;

/// Stands for *unknown* in a column.
pub const UNKNOWN: u16 = u16::MAX;

/// What the requests of a block say of one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// One code a request, or [`UNKNOWN`].
    One(Vec<u16>),
    /// A list of codes a request: `codes[ends[i - 1]..ends[i]]`; the list `[UNKNOWN]` is unknown.
    Many {
        /// Where the list of each request ends.
        ends: Vec<u32>,
        /// All lists, one behind the other.
        codes: Vec<u16>,
    },
}

/// One request as codes, by fact; a buffer that readers fill again and again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row(Vec<Cell>);

/// What a row says of one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Cell {
    One(u16),
    /// The codes of a set; `None` is unknown.
    Many(Option<Vec<u16>>),
}

impl Row {
    /// The row of these facts.
    #[must_use]
    pub fn new(facts: &[Known], domains: &[Domain]) -> Self {
        let cell = |(at, domain): (usize, &Domain)| match (domain.many, facts.get(at)) {
            (true, Some(Known::Many(set))) => Cell::Many(Some(set.iter().map(|code| code.0).collect())),
            (true, _) => Cell::Many(None),
            (false, Some(Known::One(code))) => Cell::One(code.0),
            (false, _) => Cell::One(UNKNOWN),
        };
        Self(domains.iter().enumerate().map(cell).collect())
    }

    /// Makes this row equal to another; buffers stay.
    pub fn reset(&mut self, other: &Row) {
        self.0.resize(other.0.len(), Cell::One(UNKNOWN));
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            match (mine, theirs) {
                (Cell::Many(Some(mine)), Cell::Many(Some(theirs))) => mine.clone_from(theirs),
                (mine, theirs) => mine.clone_from(theirs),
            }
        }
    }

    /// Sets a fact: one code, or a set of codes; an unknown fact has none.
    pub fn set(&mut self, fact: FactId, codes: Option<&[Code]>) {
        match (self.0.get_mut(usize::from(fact.0)), codes) {
            (Some(Cell::One(code)), Some([one, ..])) => *code = one.0,
            (Some(Cell::One(code)), _) => *code = UNKNOWN,
            (Some(Cell::Many(Some(list))), Some(codes)) => {
                list.clear();
                list.extend(codes.iter().map(|code| code.0));
            }
            (Some(cell @ Cell::Many(_)), codes) => {
                *cell = Cell::Many(codes.map(|codes| codes.iter().map(|code| code.0).collect()));
            }
            (None, _) => {}
        }
    }
}

/// Up to [`BLOCK`] requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    domains: Vec<Domain>,
    columns: Vec<Column>,
    len: usize,
}

impl Block {
    /// An empty block over facts with these domains, by fact number.
    #[must_use]
    pub fn new(domains: &[Domain]) -> Self {
        let column = |domain: &Domain| {
            if domain.many { Column::Many { ends: Vec::new(), codes: Vec::new() } } else { Column::One(Vec::new()) }
        };
        Self { columns: domains.iter().map(column).collect(), domains: domains.to_vec(), len: 0 }
    }

    /// How many requests it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it holds no request.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether no more requests fit.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.len >= BLOCK
    }

    /// Forgets all requests; buffers stay.
    pub fn clear(&mut self) {
        self.len = 0;
        for column in &mut self.columns {
            match column {
                Column::One(codes) => codes.clear(),
                Column::Many { ends, codes } => {
                    ends.clear();
                    codes.clear();
                }
            }
        }
    }

    /// Adds a request; a fact that `facts` does not give is unknown. A full block takes no more and says so.
    pub fn push(&mut self, facts: &[Known]) -> bool {
        if self.is_full() {
            return false;
        }
        for (at, column) in self.columns.iter_mut().enumerate() {
            match (column, facts.get(at)) {
                (Column::One(codes), Some(Known::One(code))) => codes.push(code.0),
                (Column::One(codes), _) => codes.push(UNKNOWN),
                (Column::Many { ends, codes }, Some(Known::Many(set))) => {
                    codes.extend(set.iter().map(|code| code.0));
                    ends.push(u32::try_from(codes.len()).unwrap_or(u32::MAX));
                }
                (Column::Many { ends, codes }, _) => {
                    codes.push(UNKNOWN);
                    ends.push(u32::try_from(codes.len()).unwrap_or(u32::MAX));
                }
            }
        }
        self.len += 1;
        true
    }

    /// Adds a request given as a row. A full block takes no more and says so.
    pub fn push_row(&mut self, row: &Row) -> bool {
        if self.is_full() {
            return false;
        }
        for (column, cell) in self.columns.iter_mut().zip(&row.0) {
            match (column, cell) {
                (Column::One(codes), Cell::One(code)) => codes.push(*code),
                (Column::One(codes), Cell::Many(_)) => codes.push(UNKNOWN),
                (Column::Many { ends, codes }, cell) => {
                    match cell {
                        Cell::Many(Some(list)) => codes.extend_from_slice(list),
                        Cell::Many(None) | Cell::One(_) => codes.push(UNKNOWN),
                    }
                    ends.push(u32::try_from(codes.len()).unwrap_or(u32::MAX));
                }
            }
        }
        self.len += 1;
        true
    }

    /// Copies one request of another block over the same facts. A full block takes no more and says so.
    pub fn push_from(&mut self, other: &Block, request: usize) -> bool {
        if self.is_full() || request >= other.len {
            return false;
        }
        for (column, theirs) in self.columns.iter_mut().zip(&other.columns) {
            let copied = theirs.codes(request);
            match column {
                Column::One(codes) => codes.push(copied.first().copied().unwrap_or(UNKNOWN)),
                Column::Many { ends, codes } => {
                    codes.extend_from_slice(copied);
                    ends.push(u32::try_from(codes.len()).unwrap_or(u32::MAX));
                }
            }
        }
        self.len += 1;
        true
    }

    /// Fills the block column by column: `fill` gets each empty column with its fact and must leave `len` requests
    /// in it, at most [`BLOCK`].
    ///
    /// # Panics
    /// If a column ends up with another number of requests: that is a fault of the caller's code, not of input.
    pub fn fill(&mut self, len: usize, mut fill: impl FnMut(FactId, &mut Column)) {
        self.clear();
        assert!(len <= BLOCK, "a block holds {BLOCK} requests");
        for (at, column) in self.columns.iter_mut().enumerate() {
            fill(FactId(u16::try_from(at).unwrap_or(u16::MAX)), column);
            assert_eq!(column.len(), len, "every column of a block has the same length");
        }
        self.len = len;
    }

    /// The column of a fact.
    #[must_use]
    pub fn column(&self, fact: FactId) -> Option<&Column> {
        self.columns.get(usize::from(fact.0))
    }

    /// What one request says of every fact, for the plain solver.
    #[must_use]
    pub fn facts(&self, request: usize) -> Vec<Known> {
        let known = |(column, domain): (&Column, &Domain)| column.known(request, domain.size);
        self.columns.iter().zip(&self.domains).map(known).collect()
    }
}

impl Column {
    /// How many requests it speaks of.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Column::One(codes) => codes.len(),
            Column::Many { ends, .. } => ends.len(),
        }
    }

    /// Whether it speaks of none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The codes of one request, `[UNKNOWN]` for unknown.
    #[must_use]
    pub fn codes(&self, request: usize) -> &[u16] {
        match self {
            Column::One(codes) => codes.get(request).map_or(&[], std::slice::from_ref),
            Column::Many { ends, codes } => {
                let end = |at: usize| ends.get(at).map_or(codes.len(), |end| *end as usize);
                let start = request.checked_sub(1).map_or(0, end);
                codes.get(start..end(request)).unwrap_or_default()
            }
        }
    }

    fn known(&self, request: usize, size: usize) -> Known {
        let codes = self.codes(request);
        match (self, codes) {
            (_, [UNKNOWN]) => Known::Unknown,
            (Column::One(_), [code]) => Known::One(Code(*code)),
            (Column::One(_), _) => Known::Unknown,
            (Column::Many { .. }, codes) => Known::Many(CodeSet::of(size, codes.iter().map(|code| Code(*code)))),
        }
    }
}
