//! The vocabulary, for people who write requests and law.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Options, Receipt, SCHEMA_VERSION};
use crate::corpus::Corpus;
use crate::law::FactType;
use crate::logic::Known;

/// Every fact and act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VocabularyReport {
    /// The version of this form.
    pub schema_version: u32,
    /// The facts, in order.
    pub facts: Vec<FactCard>,
    /// The acts: id, label, and what each entails.
    pub acts: Vec<(String, String, Vec<String>)>,
    /// What the answer was made with.
    pub receipt: Receipt,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FactCard {
    /// The id.
    pub id: String,
    /// The type.
    #[serde(rename = "type")]
    pub ty: &'static str,
    /// What it is called.
    pub label: String,
    /// The question that asks for it.
    pub question: String,
    /// The values of a choice: id and label.
    pub values: Vec<(String, String)>,
    /// What a request that leaves it out means; `null` is unknown.
    pub default: Option<Vec<String>>,
    /// Whether provider, customer or authority could change it.
    pub controllable: bool,
    /// When they could: `now`, `later`, or `other` if it is hardly a choice.
    pub control: Option<&'static str>,
}

/// Writes the vocabulary.
#[must_use]
pub fn vocabulary(corpus: &Corpus, options: Options) -> VocabularyReport {
    let facts = corpus.vocabulary.facts.iter().map(|(id, fact)| FactCard {
        id: fact.name.clone(),
        ty: fact.ty.name(),
        label: fact.label.get(options.lang).to_owned(),
        question: fact.question.get(options.lang).to_owned(),
        values: match &fact.ty {
            FactType::Choice(values) => {
                values.iter().map(|value| (value.name.clone(), value.label.get(options.lang).to_owned())).collect()
            }
            FactType::Jurisdiction | FactType::Jurisdictions | FactType::Flag | FactType::Mechanisms => Vec::new(),
        },
        default: match &fact.default {
            Known::Unknown => None,
            Known::One(value) => Some(vec![corpus.value_name(id, *value).to_owned()]),
            Known::Many(values) => Some(values.iter().map(|value| corpus.value_name(id, value).to_owned()).collect()),
        },
        controllable: fact.controllable.is_some(),
        control: fact.controllable.map(crate::law::Control::name),
    });
    let acts = corpus.vocabulary.acts.iter().map(|(_, act)| {
        let entails = act.entails.iter().map(|other| corpus.vocabulary.acts[*other].name.clone()).collect();
        (act.name.clone(), act.label.get(options.lang).to_owned(), entails)
    });
    VocabularyReport {
        schema_version: SCHEMA_VERSION,
        facts: facts.collect(),
        acts: acts.collect(),
        receipt: Receipt::new(corpus),
    }
}

/// The JSON Schema of a request, made from the vocabulary, for editors: facts dotted or nested and nothing else, as the
/// reader of requests takes them. (Rows of a table may have more columns: those pass through.)
#[must_use]
pub fn request_schema(corpus: &Corpus, options: Options) -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Request",
        "type": "object",
        "properties": request_properties(corpus, options),
        "additionalProperties": false,
    })
}

/// What a request can say.
pub(super) fn request_properties(corpus: &Corpus, options: Options) -> Map<String, Value> {
    let mut properties = fact_properties(corpus, options);
    properties.insert("$schema".into(), json!({"type": "string"}));
    properties.insert("id".into(), json!({"type": ["string", "number"]}));
    properties.insert("as_of".into(), day());
    properties
}

/// A day, as files and requests write it.
pub(super) fn day() -> Value {
    json!({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
}

/// Facts, dotted or nested, with what they can be.
pub(super) fn fact_properties(corpus: &Corpus, options: Options) -> Map<String, Value> {
    let codes: Vec<&str> = corpus.jurisdictions.iter().map(|(_, j)| j.code.as_str()).collect();
    let kinds = corpus.vocabulary.kinds.iter().map(|(_, kind)| kind.name.as_str());
    let ways: Vec<&str> = kinds.chain(corpus.mechanisms.iter().map(|(_, m)| m.name.as_str())).collect();
    let mut properties = Map::new();
    for (_, fact) in corpus.vocabulary.facts.iter() {
        let mut schema = match &fact.ty {
            FactType::Flag => json!({"type": ["boolean", "null"]}),
            FactType::Jurisdiction => json!({"enum": with_null(&codes)}),
            FactType::Jurisdictions => set_of(&codes),
            FactType::Choice(values) => {
                json!({"enum": with_null(&values.iter().map(|value| value.name.as_str()).collect::<Vec<_>>())})
            }
            FactType::Mechanisms => set_of(&ways),
        };
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("description".into(), json!(fact.question.get(options.lang)));
        }
        nest(&mut properties, &fact.name, schema);
    }
    properties
}

/// The JSON Schema of a space of requests, made from the vocabulary, for editors.
#[must_use]
pub fn space_schema(corpus: &Corpus, options: Options) -> Value {
    let codes: Vec<&str> = corpus.jurisdictions.iter().map(|(_, j)| j.code.as_str()).collect();
    let kinds = corpus.vocabulary.kinds.iter().map(|(_, kind)| kind.name.as_str());
    let ways: Vec<&str> = kinds.chain(corpus.mechanisms.iter().map(|(_, m)| m.name.as_str())).collect();
    let mut facts = Map::new();
    for (_, fact) in corpus.vocabulary.facts.iter() {
        let one = match &fact.ty {
            FactType::Flag => json!({"type": "boolean"}),
            FactType::Jurisdiction | FactType::Jurisdictions => json!({"$ref": "#/$defs/jurisdiction"}),
            FactType::Choice(values) => {
                json!({"enum": values.iter().map(|value| value.name.as_str()).collect::<Vec<_>>()})
            }
            FactType::Mechanisms => json!({"$ref": "#/$defs/mechanism"}),
        };
        let words =
            json!({"enum": if fact.is_jurisdictional() { json!([null, "*", "encoded"]) } else { json!([null, "*"]) }});
        let value = if fact.is_set() { json!({"type": "array", "items": one}) } else { one.clone() };
        let list = json!({"type": "array", "minItems": 1, "items": {"anyOf": [value, words]}});
        let schema = json!({"description": fact.question.get(options.lang), "anyOf": [list, one, words]});
        nest(&mut facts, &fact.name, schema);
    }
    let names: Vec<&str> = corpus.vocabulary.facts.iter().map(|(_, fact)| fact.name.as_str()).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Space of requests",
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "id": {"type": "string"},
            "as_of": day(),
            "facts": {"type": "object", "properties": facts, "additionalProperties": false},
            "group_by": {"type": "array", "items": {"enum": names}, "uniqueItems": true},
        },
        "required": ["facts"],
        "additionalProperties": false,
        "$defs": {"jurisdiction": {"enum": codes}, "mechanism": {"enum": ways}},
    })
}

/// Puts a fact's schema under its dotted name and under its nested one.
fn nest(properties: &mut Map<String, Value>, name: &str, schema: Value) {
    if let Some((group, rest)) = name.split_once('.') {
        let group_of = || json!({"type": "object", "properties": {}, "additionalProperties": false});
        let inner = properties.entry(group).or_insert_with(group_of);
        if let Some(inner) = inner.get_mut("properties").and_then(Value::as_object_mut) {
            inner.insert(rest.to_owned(), schema.clone());
        }
    }
    properties.insert(name.to_owned(), schema);
}

fn with_null(names: &[&str]) -> Vec<Value> {
    names.iter().map(|name| json!(name)).chain([Value::Null]).collect()
}

fn set_of(names: &[&str]) -> Value {
    json!({"anyOf": [{"type": "array", "items": {"enum": names}}, {"enum": with_null(names)}]})
}
