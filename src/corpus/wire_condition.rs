//! The JSON of a condition: an object of which every entry must hold.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
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
#[derive(Debug, Clone)]
pub(crate) enum Wanted {
    One(Scalar),
    Any(Vec<Scalar>),
    Linked(Linked),
}

/// A value: `true`, `"US"`, `"warrant"`.
#[derive(Debug, Clone)]
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

/// More entries than there will ever be facts: such a condition is a mistake.
const MOST_ENTRIES: usize = 1000;

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
            if entries.len() >= MOST_ENTRIES {
                return Err(M::Error::custom(format!("a condition has at most {MOST_ENTRIES} entries")));
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

// Written by hand because serde's untagged enums try one form after the other, which cost a fifth of all parsing.

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ScalarForm)
    }
}

struct ScalarForm;

impl Visitor<'_> for ScalarForm {
    type Value = Scalar;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a text, `true` or `false`")
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Scalar, E> {
        Ok(Scalar::Flag(flag))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Scalar, E> {
        Ok(Scalar::Name(name.to_owned()))
    }
}

impl<'de> Deserialize<'de> for Wanted {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(WantedForm)
    }
}

struct WantedForm;

impl<'de> Visitor<'de> for WantedForm {
    type Value = Wanted;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value, a list of values, or `{\"linked_to\": …, \"by\": …}`")
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Wanted, E> {
        Ok(Wanted::One(Scalar::Flag(flag)))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Wanted, E> {
        Ok(Wanted::One(Scalar::Name(name.to_owned())))
    }

    fn visit_seq<S: SeqAccess<'de>>(self, list: S) -> Result<Wanted, S::Error> {
        Deserialize::deserialize(SeqAccessDeserializer::new(list)).map(Wanted::Any)
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Wanted, M::Error> {
        Deserialize::deserialize(MapAccessDeserializer::new(map)).map(Wanted::Linked)
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
