//! JSON with positions.
//!
//! Law files are read by serde, which is fast and knows no positions. Only when something is wrong is the text read
//! again into this tree, in which every value and every key knows its bytes. A request, which comes from a user's hand,
//! is read into the tree at once, but by serde too, and again with positions only where something is wrong.

use std::fmt;
use std::ops::Range;

use jsonc_parser::{ParseOptions, ast, common::Ranged, parse_to_ast};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

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

/// The same tree in less than half the time, but all byte ranges in it are empty; `None` for what is no JSON, and for
/// numbers other than whole ones, of which serde does not keep how they are written.
#[must_use]
pub fn parse_without_places(text: &str) -> Option<Node> {
    serde_json::from_str(text).ok()
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(Unplaced).map(|value| Node { range: 0..0, value })
    }
}

/// Takes values as serde hands them over.
struct Unplaced;

impl<'de> Visitor<'de> for Unplaced {
    type Value = Value;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("JSON without fractions")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(element) = elements.next_element()? {
            array.push(element);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Vec::new();
        while let Some((key, node)) = entries.next_entry()? {
            object.push(Entry { key, key_range: 0..0, node });
        }
        Ok(Value::Object(object))
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

    /// The same without places.
    fn bare(node: &Node) -> Node {
        let value = match &node.value {
            Value::Array(elements) => Value::Array(elements.iter().map(bare).collect()),
            Value::Object(entries) => {
                let entry = |entry: &Entry| Entry { key: entry.key.clone(), key_range: 0..0, node: bare(&entry.node) };
                Value::Object(entries.iter().map(entry).collect())
            }
            other => other.clone(),
        };
        Node { range: 0..0, value }
    }

    #[test]
    fn both_readers_see_the_same() {
        let texts = [
            r#"{"a": [1, {"b": "x\u00e9\n"}], "a": null, "": -7, "c": true, "d": [], "e": {}}"#,
            r#""\ud83d\ude00 \"quoted\"""#,
            "18446744073709551615",
            " \t\r\n[false]\n",
        ];
        for text in texts {
            assert_eq!(parse_without_places(text), Some(bare(&parse(text).unwrap())), "{text}");
        }
        // What serde would write otherwise than it stands.
        for text in ["-0", "1.0", "1e3", "18446744073709551616", "[0.1]"] {
            assert!(parse(text).is_ok() && parse_without_places(text).is_none(), "{text}");
        }
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
            assert!(parse(bad).is_err() && parse_without_places(bad).is_none(), "{:?}", bad.get(..20));
        }
    }
}
