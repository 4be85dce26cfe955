//! The JSON of a condition: an object of which every entry must hold.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// A condition as written. Keys keep their order, and a doubled key is refused: JSON readers would drop one silently.
#[derive(Debug, Clone)]
pub(crate) struct Condition(pub Vec<(String, Entry)>);

/// What stands behind one key of a condition.
#[derive(Debug, Clone)]
pub(crate) enum Entry {
    /// `"all": […]`
    All(Vec<Condition>),
    /// `"any": […]`
    Any(Vec<Condition>),
    /// `"not": {…}`
    Not(Condition),
    /// `"<fact>": …`
    Fact(Wanted),
}

/// What a condition wants of a fact.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Wanted {
    One(Scalar),
    Any(Vec<Scalar>),
    Linked(Linked),
}

/// A value: `true`, `"US"`, `"warrant"`.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Scalar {
    Flag(bool),
    Name(String),
}

/// `{"linked_to": "EU", "by": "adequacy"}`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Linked {
    pub linked_to: String,
    pub by: String,
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Entries)
    }
}

struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Condition;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a condition (an object)")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Condition, M::Error> {
        let mut entries: Vec<(String, Entry)> = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            if entries.iter().any(|(known, _)| *known == key) {
                return Err(M::Error::custom(format!("`{key}` is given twice")));
            }
            let entry = match key.as_str() {
                "all" => Entry::All(map.next_value()?),
                "any" => Entry::Any(map.next_value()?),
                "not" => Entry::Not(map.next_value()?),
                _ => Entry::Fact(map.next_value()?),
            };
            entries.push((key, entry));
        }
        Ok(Condition(entries))
    }
}

impl JsonSchema for Condition {
    fn schema_name() -> Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let itself = generator.subschema_for::<Condition>();
        json_schema!({
            "description": "Every entry must hold. A key is a fact with its value or a list of values, or `all`, `any`, `not`.",
            "type": "object",
            "properties": {
                "all": {"type": "array", "items": itself},
                "any": {"type": "array", "items": itself},
                "not": itself,
            },
            "additionalProperties": {"anyOf": [
                {"type": "boolean"},
                {"type": "string"},
                {"type": "array", "items": {"type": ["string", "boolean"]}},
                {
                    "type": "object",
                    "properties": {"linked_to": {"type": "string"}, "by": {"type": "string"}},
                    "required": ["linked_to", "by"],
                    "additionalProperties": false,
                },
            ]},
        })
    }
}
