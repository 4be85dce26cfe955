//! Rows of a table as record batches of Arrow, for Parquet files and Arrow streams.

use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, ListBuilder, StringBuilder, StringDictionaryBuilder, UInt32Builder,
};
use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use crate::report::{CellKind, Each, Receipt, RowCell as Cell, RowReport};

/// The schema of a table: `id`, extra columns as texts, and its own; what the answers were made with stands in the
/// metadata.
#[must_use]
pub fn schema(each: Each, extras: &[String], receipt: &Receipt) -> SchemaRef {
    let mut fields = vec![Field::new("id", DataType::Utf8, false)];
    fields.extend(extras.iter().map(|name| Field::new(name, DataType::Utf8, true)));
    fields.extend(each.columns().iter().map(|column| Field::new(column.name, data_type(column.kind), false)));
    let metadata = [
        ("comity.engine".to_owned(), receipt.engine.clone()),
        ("comity.corpus".to_owned(), receipt.corpus.clone()),
        ("comity.schema_version".to_owned(), crate::report::SCHEMA_VERSION.to_string()),
    ];
    Arc::new(Schema::new_with_metadata(fields, metadata.into_iter().collect()))
}

fn data_type(kind: CellKind) -> DataType {
    match kind {
        CellKind::Text => DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)),
        CellKind::Count => DataType::UInt32,
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
    List(ListBuilder<StringBuilder>),
    Flag(BooleanBuilder),
}

impl BatchBuilder {
    /// An empty one for a [`schema`] of these extra columns.
    #[must_use]
    pub fn new(schema: SchemaRef, each: Each, extras: &[String]) -> Self {
        let builder = |kind| match kind {
            CellKind::Text => Builder::Text(StringDictionaryBuilder::new()),
            CellKind::Count => Builder::Count(UInt32Builder::new()),
            CellKind::List => Builder::List(ListBuilder::new(StringBuilder::new())),
            CellKind::Flag => Builder::Flag(BooleanBuilder::new()),
        };
        Self {
            schema,
            extras: extras.to_vec(),
            ids: StringBuilder::new(),
            extra_columns: extras.iter().map(|_| StringBuilder::new()).collect(),
            columns: each.columns().iter().map(|column| builder(column.kind)).collect(),
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
        for (column, cell) in self.columns.iter_mut().zip(&row.cells) {
            match (column, cell) {
                (Builder::Text(column), Cell::Text(text)) => column.append_value(text),
                (Builder::Count(column), Cell::Count(count)) => column.append_value(*count),
                (Builder::Flag(column), Cell::Flag(flag)) => column.append_value(*flag),
                (Builder::List(column), Cell::List(list)) => {
                    column.append_value(list.iter().map(|text| Some(text.as_ref())))
                }
                (_, cell) => debug_assert!(false, "{cell:?} is not what its column holds"),
            }
        }
    }

    /// The rows as a batch; the builder is empty then.
    ///
    /// # Errors
    /// If Arrow refuses the columns, which would be a fault of this code.
    pub fn finish(&mut self) -> Result<RecordBatch, ArrowError> {
        let mut arrays: Vec<ArrayRef> = vec![Arc::new(self.ids.finish())];
        arrays.extend(self.extra_columns.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef));
        arrays.extend(self.columns.iter_mut().map(|column| match column {
            Builder::Text(column) => Arc::new(column.finish()) as ArrayRef,
            Builder::Count(column) => Arc::new(column.finish()),
            Builder::List(column) => Arc::new(column.finish()),
            Builder::Flag(column) => Arc::new(column.finish()),
        }));
        RecordBatch::try_new(Arc::clone(&self.schema), arrays)
    }
}
