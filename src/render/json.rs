//! JSON: the report structs as they are.

use serde::Serialize;

/// A report as JSON with a newline at the end.
#[must_use]
pub fn json<T: Serialize>(report: &T) -> String {
    // Reports are plain structs with text keys; serde_json cannot fail on these.
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}

/// A report as JSON on one line, without a newline.
#[must_use]
pub fn json_compact<T: Serialize>(report: &T) -> String {
    serde_json::to_string(report).unwrap_or_default()
}
