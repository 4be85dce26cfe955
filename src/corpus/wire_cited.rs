//! The JSON of a citation: one text where both languages write it alike, or one each.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::wire::Text;

/// `"§ 203 StGB"`, or `{"en": "Art. 6(1)", "de": "Art. 6 Abs. 1"}`
#[derive(Debug, Clone)]
pub(crate) struct Cited(pub Text);

// By hand for the same reason as values in conditions: serde's untagged enums try one form after the other.

impl<'de> Deserialize<'de> for Cited {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(CitedForm)
    }
}

struct CitedForm;

impl<'de> Visitor<'de> for CitedForm {
    type Value = Cited;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a text, or `{\"en\": …, \"de\": …}`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Cited, E> {
        Ok(Cited(Text { en: text.to_owned(), de: Some(text.to_owned()) }))
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Cited, M::Error> {
        Deserialize::deserialize(MapAccessDeserializer::new(map)).map(Cited)
    }
}

impl JsonSchema for Cited {
    fn schema_name() -> Cow<'static, str> {
        "Cited".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let each = generator.subschema_for::<Text>();
        json_schema!({
            "description": "One text where both languages write it alike, or one each.",
            "anyOf": [{"type": "string"}, each],
        })
    }
}
