//! A snapshot as text: one form only, one line for every item, finding, piece of law and acceptance, so that a
//! comparison of texts reads as a comparison of verdicts.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::{Item, Snapshot};

impl Snapshot {
    /// The file. Equal snapshots are equal bytes.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::from("{\n");
        for (key, value) in [
            ("schema_version", line(&self.schema_version)),
            ("suite", line(&self.suite)),
            ("as_of", line(&self.as_of)),
            ("floats", line(&self.floats)),
            ("corpus", line(&self.corpus)),
        ] {
            text.push_str(&format!("  \"{key}\": {value},\n"));
        }
        list(&mut text, "items", self.items.iter().map(item), ",");
        list(&mut text, "law", self.law.iter().map(line), ",");
        list(&mut text, "accepted", self.accepted.iter().map(line), "");
        text.push_str("}\n");
        text
    }
}

/// A list with a line for each element.
fn list(text: &mut String, key: &str, lines: impl Iterator<Item = String>, after: &str) {
    let lines: Vec<String> = lines.map(|line| format!("    {line}")).collect();
    let lines = if lines.is_empty() { String::new() } else { format!("\n{}\n  ", lines.join(",\n")) };
    text.push_str(&format!("  \"{key}\": [{lines}]{after}\n"));
}

/// An item, with its findings on lines of their own.
fn item(item: &Item) -> String {
    let findings: Vec<String> = item.findings.iter().map(|finding| format!("      {}", line(finding))).collect();
    let head = line(&Item { findings: Vec::new(), ..item.clone() });
    match head.strip_suffix('}') {
        Some(open) if !findings.is_empty() => format!("{open}, \"findings\": [\n{}\n    ]}}", findings.join(",\n")),
        _ => head,
    }
}

/// A value on one line.
fn line<T: Serialize>(value: &T) -> String {
    let mut bytes = Vec::new();
    // Plain structs with text keys, written to memory: that cannot fail.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut bytes, Spaced));
    String::from_utf8(bytes).unwrap_or_default()
}

/// JSON on one line, with a space after commas and colons.
struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}
