//! JSON with positions.
//!
//! Law files are read by serde, which is fast and knows no positions. Only when something is wrong, or when a file
//! comes from a user's hand (a request), is the text read again into this tree, in which every value and every key
//! knows its bytes.

use std::ops::Range;

use jsonc_parser::{ParseOptions, ast, common::Ranged, parse_to_ast};

/// A JSON value and the bytes it stands in.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Byte range of the value.
    pub range: Range<usize>,
    /// The value.
    pub value: Value,
}

/// The six kinds of JSON value. Numbers stay text: the schema decides what they may be.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A string, unescaped.
    String(String),
    /// An array.
    Array(Vec<Node>),
    /// An object; keys in the order in which they stand, doubled ones included.
    Object(Vec<Entry>),
}

/// A key of an object with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key, unescaped.
    pub key: String,
    /// Byte range of the key with its quotes.
    pub key_range: Range<usize>,
    /// The value.
    pub node: Node,
}

/// One step from a value to a value inside it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Into an object, by key.
    Key(String),
    /// Into an array, by index from zero.
    Index(usize),
}

/// The way from a file's outermost value to one inside it.
pub type Path = Vec<Step>;

/// What made a text no JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where.
    pub range: Range<usize>,
    /// What, in words.
    pub message: String,
    /// Whether quotes stand there as they are printed, where JSON has straight ones.
    pub curly: bool,
}

/// Parses strict JSON.
///
/// # Errors
/// The first place at which the text is no JSON. Nesting is bounded by the parser, so no text can exhaust the stack.
pub fn parse(text: &str) -> Result<Node, SyntaxError> {
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    match parse_to_ast(text, &jsonc_parser::CollectOptions::default(), &strict) {
        Ok(parsed) => match parsed.value {
            Some(value) => Ok(node(&value)),
            None => {
                let message = "the file is empty; a JSON object was expected".into();
                Err(SyntaxError { range: 0..0, message, curly: false })
            }
        },
        Err(error) => {
            let range = error.range();
            let message = error.kind().to_string();
            let mut letters = message.chars();
            let lower = letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default();
            Err(SyntaxError { range: range.start..range.end, message: lower, curly: curly(text, range.start) })
        }
    }
}

/// Whether a text begins with printed quotes where JSON was expected, or was begun with straight ones and ended with
/// printed ones.
fn curly(text: &str, at: usize) -> bool {
    const PRINTED: [char; 8] = ['“', '”', '„', '‟', '«', '»', '‘', '’'];
    let rest = text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let ends = |(at, quote): (usize, &str)| {
        let after = rest.get(at + quote.len()..).unwrap_or_default();
        after.trim_start().starts_with([':', ',', ']', '}']) || after.trim().is_empty()
    };
    rest.starts_with(PRINTED) || (rest.starts_with('"') && rest.match_indices(PRINTED).any(ends))
}

fn node(value: &ast::Value<'_>) -> Node {
    let range = value.range();
    let converted = match value {
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::BooleanLit(lit) => Value::Bool(lit.value),
        ast::Value::NumberLit(lit) => Value::Number(lit.value.to_owned()),
        ast::Value::StringLit(lit) => Value::String(lit.value.clone().into_owned()),
        ast::Value::Array(array) => Value::Array(array.elements.iter().map(node).collect()),
        ast::Value::Object(object) => Value::Object(object.properties.iter().map(entry).collect()),
    };
    Node { range: range.start..range.end, value: converted }
}

fn entry(property: &ast::ObjectProp<'_>) -> Entry {
    let key = property.name.range();
    Entry { key: property.name.as_str().to_owned(), key_range: key.start..key.end, node: node(&property.value) }
}

impl Node {
    /// The value at the end of a path, or the last one on the way that exists.
    #[must_use]
    pub fn at(&self, path: &[Step]) -> &Node {
        let Some((first, rest)) = path.split_first() else { return self };
        let next = match (first, &self.value) {
            (Step::Key(key), Value::Object(entries)) => {
                entries.iter().find(|entry| entry.key == *key).map(|entry| &entry.node)
            }
            (Step::Index(index), Value::Array(elements)) => elements.get(*index),
            _ => None,
        };
        next.map_or(self, |node| node.at(rest))
    }

    /// What kind of value this is, in the words of error messages, English and German.
    #[must_use]
    pub fn kind(&self) -> [&'static str; 2] {
        match self.value {
            Value::Null => ["null", "null"],
            Value::Bool(_) => ["true or false", "wahr oder falsch"],
            Value::Number(_) => ["a number", "eine Zahl"],
            Value::String(_) => ["a text", "ein Text"],
            Value::Array(_) => ["a list", "eine Liste"],
            Value::Object(_) => ["an object", "ein Objekt"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_know_their_bytes() {
        let text = r#"{"a": [1, {"b": "x"}]}"#;
        let tree = parse(text).unwrap();
        let path = [Step::Key("a".into()), Step::Index(1), Step::Key("b".into())];
        assert_eq!(text.get(tree.at(&path).range.clone()), Some("\"x\""));
        assert_eq!(text.get(tree.at(&[Step::Key("zz".into())]).range.clone()), Some(text));
    }

    #[test]
    fn printed_quotes_are_known() {
        for text in ["{“a”: 1}", "{\"a”: 1}", "{\"a\": „b“}", "{\"a\": \"b”\n}", "{\"a\": «b»}"] {
            assert!(parse(text).unwrap_err().curly, "{text}");
        }
        for text in ["{\"a\": \"“b”\" \"c\": 1}", "{\"a\": 'b'}", "{\"a\": tru}"] {
            assert!(!parse(text).unwrap_err().curly, "{text}");
        }
    }

    #[test]
    fn only_strict_json_is_json() {
        for bad in ["", "{", "{'a':1}", "[1,]", "{a:1}", "// x\n1", "NaN", &"[".repeat(100_000)] {
            assert!(parse(bad).is_err(), "{:?}", bad.get(..20));
        }
    }
}
