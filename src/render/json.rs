//! JSON: the report structs as they are.

use serde::Serialize;

use crate::text::commands;

/// A report as JSON with a newline at the end.
#[must_use]
pub fn json<T: Serialize>(report: &T) -> String {
    // Reports are plain structs with text keys; serde_json cannot fail on these.
    let mut text = harmless(serde_json::to_string_pretty(report).unwrap_or_default());
    text.push('\n');
    text
}

/// A report as JSON on one line, without a newline.
#[must_use]
pub fn json_compact<T: Serialize>(report: &T) -> String {
    harmless(serde_json::to_string(report).unwrap_or_default())
}

/// The same JSON with the characters escaped that command a terminal and that JSON lets stand: they can only be within
/// a string.
fn harmless(json: String) -> String {
    let stands = |letter: char| letter != '\n' && commands(letter);
    if !json.contains(stands) {
        return json;
    }
    json.chars().map(|c| if stands(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() }).collect()
}
