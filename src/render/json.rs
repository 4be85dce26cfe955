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
    if !may_command(json.as_bytes()) {
        return json;
    }
    json.chars().map(|c| if stands(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() }).collect()
}

/// So many bytes are looked at together.
const STRETCH: usize = 64;

/// Whether a character may stand in JSON that commands a terminal. What is below the space JSON escapes itself; the
/// others begin with one of three bytes, and stretches without these are passed over as a whole.
fn may_command(json: &[u8]) -> bool {
    let begins = |byte: &u8| matches!(byte, 0x7f | 0xc2 | 0xe2);
    let commands = |at: usize| {
        matches!(
            json.get(at..),
            Some([0x7f, ..] | [0xc2, 0x80..=0x9f, ..] | [0xe2, 0x80, 0xaa..=0xae, ..] | [0xe2, 0x81, 0xa6..=0xa9, ..])
        )
    };
    let mut stretches = json.chunks(STRETCH).enumerate();
    stretches.any(|(number, stretch)| {
        // Without an early end, so that many bytes are compared at once.
        let some = stretch.iter().fold(false, |some, byte| some | begins(byte));
        some && (number * STRETCH..number * STRETCH + stretch.len()).any(commands)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_commands_a_terminal_is_found_wherever_it_stands() {
        for code in 0..0x11_0000 {
            let Some(letter) = char::from_u32(code).filter(|letter| *letter >= ' ') else { continue };
            for before in [0, STRETCH - 1] {
                let text = format!("{}{letter}§–", "x".repeat(before));
                assert_eq!(may_command(text.as_bytes()), commands(letter), "{code:x}");
            }
        }
    }
}
