//! The cells of a column of Arrow, whatever its encoding.

use std::borrow::Cow;
use std::ops::Range;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, BooleanArray, ListArray, StringArray};
use arrow_schema::{DataType, Field};

/// A column, made plain once a batch.
pub(super) struct Cells {
    column: Plain,
    /// The struct that it is a field of, if that is null in places.
    within: Option<ArrayRef>,
}

/// Dictionaries, views and large forms become texts and lists of texts.
enum Plain {
    Texts(StringArray),
    Flags(BooleanArray),
    Lists(ListArray),
    Others(ArrayRef),
}

/// One cell.
pub(super) enum Cell<'a> {
    Null,
    Flag(bool),
    Text(&'a str),
    List(Elements<'a>),
    /// Anything else as text, and whether it is a number.
    Other(String, bool),
}

/// The elements of one list.
pub(super) struct Elements<'a> {
    texts: &'a StringArray,
    range: Range<usize>,
}

impl Elements<'_> {
    pub(super) fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        self.range.clone().map(|at| self.texts.is_valid(at).then(|| self.texts.value(at)))
    }
}

impl Cells {
    /// The cells of a column, which may be a field of a struct.
    pub(super) fn new(column: &ArrayRef, within: Option<&ArrayRef>) -> Self {
        let within = within.filter(|whole| whole.null_count() > 0).cloned();
        Self { column: Plain::new(column), within }
    }

    pub(super) fn at(&self, row: usize) -> Cell<'_> {
        let missing = self.within.as_ref().is_some_and(|whole| whole.is_null(row));
        if missing { Cell::Null } else { self.column.at(row) }
    }
}

impl Plain {
    fn new(column: &ArrayRef) -> Self {
        let plain = match plain(column.data_type()) {
            Some(ty) if ty != *column.data_type() => arrow_cast::cast(column, &ty).ok(),
            _ => None,
        };
        let column = plain.as_ref().unwrap_or(column);
        if let Some(texts) = column.as_string_opt::<i32>() {
            return Self::Texts(texts.clone());
        }
        if let Some(flags) = column.as_boolean_opt() {
            return Self::Flags(flags.clone());
        }
        match column.as_list_opt::<i32>() {
            Some(lists) if *lists.values().data_type() == DataType::Utf8 => Self::Lists(lists.clone()),
            _ => Self::Others(column.clone()),
        }
    }

    fn at(&self, row: usize) -> Cell<'_> {
        match self {
            Self::Texts(column) if column.is_valid(row) => Cell::Text(column.value(row)),
            Self::Flags(column) if column.is_valid(row) => Cell::Flag(column.value(row)),
            Self::Lists(column) if column.is_valid(row) => list(column, row),
            Self::Others(column) if column.is_valid(row) => {
                let shown = arrow_cast::display::array_value_to_string(column, row).unwrap_or_default();
                let ty = column.data_type();
                Cell::Other(shown, ty.is_integer() || ty.is_floating())
            }
            _ => Cell::Null,
        }
    }
}

fn list(column: &ListArray, row: usize) -> Cell<'_> {
    let end = |at: usize| column.value_offsets().get(at).and_then(|end| usize::try_from(*end).ok()).unwrap_or(0);
    Cell::List(Elements { texts: column.values().as_string(), range: end(row)..end(row + 1) })
}

/// The plain type for a type: texts, or lists of texts.
fn plain(ty: &DataType) -> Option<DataType> {
    match ty {
        ty if ty.is_string() => Some(DataType::Utf8),
        DataType::Dictionary(_, of) => Some(plain(of).unwrap_or_else(|| of.as_ref().clone())),
        DataType::List(of) | DataType::LargeList(of) | DataType::FixedSizeList(of, _) => {
            let simple = !of.data_type().is_nested();
            simple.then(|| DataType::List(Field::new_list_field(DataType::Utf8, true).into()))
        }
        _ => None,
    }
}

impl Cell<'_> {
    /// How much text it holds.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Cell::Null | Cell::Flag(_) => 0,
            Cell::Text(text) => text.len(),
            Cell::List(list) => list.iter().flatten().map(str::len).sum(),
            Cell::Other(text, _) => text.len(),
        }
    }

    pub(super) fn shown(&self) -> Cow<'_, str> {
        match self {
            Cell::Null => "null".into(),
            Cell::Flag(flag) => flag.to_string().into(),
            Cell::Text(text) => (*text).into(),
            Cell::List(list) => list.iter().map(|text| text.unwrap_or("null")).collect::<Vec<_>>().join("|").into(),
            Cell::Other(text, _) => text.into(),
        }
    }

    /// The cell as it passes through.
    pub(super) fn json(&self) -> serde_json::Value {
        match self {
            Cell::Null => serde_json::Value::Null,
            Cell::Flag(flag) => (*flag).into(),
            Cell::Text(text) => (*text).into(),
            Cell::List(list) => list.iter().collect::<Vec<_>>().into(),
            // Numbers that JSON does not know stay texts.
            Cell::Other(text, true) => serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into()),
            Cell::Other(text, false) => text.as_str().into(),
        }
    }
}
