//! Rows of a table as JSON Lines and as CSV.

use std::io::Write as _;

use crate::report::{Each, RowCell as Cell, RowReport};

/// Writes a row as one line of JSON; extra columns keep their types.
pub fn json_line(row: &RowReport<'_>, each: Each, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"id\":");
    json(row.id, out);
    for extra in row.extras {
        out.push(b',');
        json(extra.name.as_ref(), out);
        out.push(b':');
        json(&extra.value, out);
    }
    for (column, cell) in each.columns().iter().zip(&row.cells) {
        out.push(b',');
        json(column.name, out);
        out.push(b':');
        match cell {
            Cell::Text(text) => json(text, out),
            Cell::Count(count) => json(*count, out),
            Cell::List(list) => json(list, out),
            Cell::Flag(flag) => json(*flag, out),
        }
    }
    out.extend_from_slice(b"}\n");
}

fn json(value: impl serde::Serialize, out: &mut Vec<u8>) {
    // Writing plain values to memory cannot fail; a value that could not be written would be missing, so it is null.
    if serde_json::to_writer(&mut *out, &value).is_err() {
        out.extend_from_slice(b"null");
    }
}

/// The first line of a table as CSV.
#[must_use]
pub fn csv_headings(each: Each, extras: &[String]) -> Vec<u8> {
    let names = std::iter::once("id").chain(extras.iter().map(String::as_str));
    record(names.chain(each.columns().iter().map(|column| column.name)).map(|name| name.as_bytes().to_vec()))
}

/// Writes a row as a record of CSV: extra columns by these headings, lists with `|` between.
pub fn csv_row(row: &RowReport<'_>, extras: &[String], out: &mut Vec<u8>) {
    let mut fields = vec![row.id.as_bytes().to_vec()];
    for name in extras {
        let value = row.extras.iter().find(|extra| extra.name.as_ref() == name).map(|extra| &extra.value);
        fields.push(match value {
            None | Some(serde_json::Value::Null) => Vec::new(),
            Some(serde_json::Value::String(text)) => text.as_bytes().to_vec(),
            Some(other) => other.to_string().into_bytes(),
        });
    }
    for cell in &row.cells {
        let mut field = Vec::new();
        let written = match cell {
            Cell::Text(text) => write!(field, "{text}"),
            Cell::Count(count) => write!(field, "{count}"),
            Cell::List(list) => write!(field, "{}", list.join("|")),
            Cell::Flag(flag) => write!(field, "{flag}"),
        };
        debug_assert!(written.is_ok(), "writing to memory cannot fail");
        fields.push(field);
    }
    out.extend(record(fields));
}

fn record(fields: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let written = writer.write_record(fields);
    debug_assert!(written.is_ok(), "writing to memory cannot fail");
    writer.into_inner().unwrap_or_default()
}
