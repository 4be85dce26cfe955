//! Rows of a table as record batches of Arrow, for Parquet files and Arrow streams.

use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, ListBuilder, StringBuilder, StringDictionaryBuilder, UInt32Builder, UInt64Builder,
};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use crate::report::{CellKind, Each, Heading, Receipt, RowCell as Cell, RowReport};

/// The schema of a table: `id`, extra columns as texts, and its own; what the answers were made with stands in the
/// metadata.
#[must_use]
pub fn schema(each: Each, extras: &[String], receipt: &Receipt) -> SchemaRef {
    let mut fields = vec![Field::new("id", DataType::Utf8, false)];
    fields.extend(extras.iter().map(|name| Field::new(name, DataType::Utf8, true)));
    fields.extend(each.columns().iter().map(|column| Field::new(column.name, data_type(column.kind), false)));
    with_receipt(fields, receipt)
}

/// The schema of a table whose headings are known only when it is made.
#[must_use]
pub fn table_schema(headings: &[Heading], receipt: &Receipt) -> SchemaRef {
    let field = |heading: &Heading| Field::new(&heading.name, data_type(heading.kind), false);
    with_receipt(headings.iter().map(field).collect(), receipt)
}

fn with_receipt(fields: Vec<Field>, receipt: &Receipt) -> SchemaRef {
    let metadata = [
        ("comity.engine".to_owned(), receipt.engine.clone()),
        ("comity.corpus".to_owned(), receipt.corpus.clone()),
        ("comity.schema_version".to_owned(), crate::report::SCHEMA_VERSION.to_string()),
    ];
    Arc::new(Schema::new_with_metadata(fields, metadata.into_iter().collect()))
}

fn data_type(kind: CellKind) -> DataType {
    match kind {
        CellKind::Text | CellKind::Verdict | CellKind::Fact => {
            DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
        }
        CellKind::Count => DataType::UInt32,
        CellKind::Number => DataType::UInt64,
        CellKind::List => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
        CellKind::Flag => DataType::Boolean,
    }
}

/// Collects rows until they are taken as a batch.
pub struct BatchBuilder {
    schema: SchemaRef,
    extras: Vec<String>,
    ids: StringBuilder,
    extra_columns: Vec<StringBuilder>,
    columns: Vec<Builder>,
}

enum Builder {
    Text(StringDictionaryBuilder<Int32Type>),
    Count(UInt32Builder),
    Number(UInt64Builder),
    List(ListBuilder<StringBuilder>),
    Flag(BooleanBuilder),
}

impl Builder {
    fn new(kind: CellKind) -> Self {
        match kind {
            CellKind::Text | CellKind::Verdict | CellKind::Fact => Builder::Text(StringDictionaryBuilder::new()),
            CellKind::Count => Builder::Count(UInt32Builder::new()),
            CellKind::Number => Builder::Number(UInt64Builder::new()),
            CellKind::List => Builder::List(ListBuilder::new(StringBuilder::new())),
            CellKind::Flag => Builder::Flag(BooleanBuilder::new()),
        }
    }

    fn push(&mut self, cell: &Cell<'_>) {
        match (self, cell) {
            (Builder::Text(column), Cell::Text(text)) => column.append_value(text),
            (Builder::Text(column), Cell::Fact(value)) => column.append_value(&value.text),
            (Builder::Count(column), Cell::Count(count)) => column.append_value(*count),
            (Builder::Number(column), Cell::Number(number)) => column.append_value(*number),
            (Builder::Flag(column), Cell::Flag(flag)) => column.append_value(*flag),
            (Builder::List(column), Cell::List(list)) => {
                column.append_value(list.iter().map(|text| Some(text.as_ref())))
            }
            (_, cell) => debug_assert!(false, "{cell:?} is not what its column holds"),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Builder::Text(column) => Arc::new(column.finish()),
            Builder::Count(column) => Arc::new(column.finish()),
            Builder::Number(column) => Arc::new(column.finish()),
            Builder::List(column) => Arc::new(column.finish()),
            Builder::Flag(column) => Arc::new(column.finish()),
        }
    }
}

/// Rows of a table whose headings are known only when it is made, as a batch.
///
/// # Errors
/// If Arrow refuses the columns, which would be a fault of this code.
pub fn table_batch<'r>(
    schema: &SchemaRef,
    headings: &[Heading],
    rows: impl IntoIterator<Item = &'r [Cell<'r>]>,
) -> Result<RecordBatch, ArrowError> {
    let mut columns: Vec<Builder> = headings.iter().map(|heading| Builder::new(heading.kind)).collect();
    for row in rows {
        columns.iter_mut().zip(row).for_each(|(column, cell)| column.push(cell));
    }
    RecordBatch::try_new(Arc::clone(schema), columns.iter_mut().map(Builder::finish).collect())
}

impl BatchBuilder {
    /// An empty one for a [`schema`] of these extra columns.
    #[must_use]
    pub fn new(schema: SchemaRef, each: Each, extras: &[String]) -> Self {
        Self {
            schema,
            extras: extras.to_vec(),
            ids: StringBuilder::new(),
            extra_columns: extras.iter().map(|_| StringBuilder::new()).collect(),
            columns: each.columns().iter().map(|column| Builder::new(column.kind)).collect(),
        }
    }

    /// How many rows it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether it holds no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Adds a row.
    pub fn push(&mut self, row: &RowReport<'_>) {
        self.ids.append_value(row.id);
        for (name, column) in self.extras.iter().zip(&mut self.extra_columns) {
            match row.extras.iter().find(|extra| extra.name.as_ref() == name).map(|extra| &extra.value) {
                None | Some(serde_json::Value::Null) => column.append_null(),
                Some(serde_json::Value::String(text)) => column.append_value(text),
                Some(other) => column.append_value(other.to_string()),
            }
        }
        self.columns.iter_mut().zip(&row.cells).for_each(|(column, cell)| column.push(cell));
    }

    /// The rows as a batch; the builder is empty then.
    ///
    /// # Errors
    /// If Arrow refuses the columns, which would be a fault of this code.
    pub fn finish(&mut self) -> Result<RecordBatch, ArrowError> {
        let mut arrays: Vec<ArrayRef> = vec![Arc::new(self.ids.finish())];
        arrays.extend(self.extra_columns.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef));
        arrays.extend(self.columns.iter_mut().map(Builder::finish));
        RecordBatch::try_new(Arc::clone(&self.schema), arrays)
    }
}
