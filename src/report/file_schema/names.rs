//! The names themselves, each sort once, for the parts of a schema that refer to it.

use serde_json::{Map, Value, json};

use crate::corpus::{Corpus, FileKind};
use crate::law::{CURRENCIES, Fact, FactType, Role, Text};
use crate::report::Options;
use crate::report::vocabulary::{day, fact_properties, request_properties};

/// Adds those sorts of names to a schema to which it refers.
pub(super) fn define(schema: &mut Value, corpus: &Corpus, options: Options) {
    let Some(schema) = schema.as_object_mut() else { return };
    let mut known = match schema.remove("$defs") {
        Some(Value::Object(known)) => known,
        _ => Map::new(),
    };
    if known.contains_key("Condition") {
        known.insert("Condition".into(), condition(corpus, options));
    }
    let mut text = format!("{}{}", json!(schema), json!(known));
    // What a definition refers to stands after it.
    for (name, definition) in definitions(corpus, options) {
        if text.contains(&format!("\"#/$defs/{name}\"")) {
            text.push_str(&definition.to_string());
            known.insert(name.into(), definition);
        }
    }
    schema.insert("$defs".into(), Value::Object(known));
}

fn definitions(corpus: &Corpus, options: Options) -> Vec<(&'static str, Value)> {
    let words = &corpus.vocabulary;
    let topics = words.topics.iter();
    let topics: Map<String, Value> =
        topics.map(|(_, topic)| (topic.name.clone(), json!({"$ref": "#/$defs/Coverage"}))).collect();
    let kinds: Vec<(&str, &Text)> = words.kinds.iter().map(|(_, kind)| (kind.name.as_str(), &kind.label)).collect();
    let mechanisms: Vec<(&str, &Text)> =
        corpus.mechanisms.iter().map(|(_, mechanism)| (mechanism.name.as_str(), &mechanism.title)).collect();
    let places = corpus.jurisdictions.iter().map(|(_, place)| (place.code.as_str(), &place.name));
    let company = words.facts.iter().find(|(_, fact)| fact.role == Some(Role::Kind));
    let company = company.map_or_else(|| json!({"type": "string"}), |(_, fact)| value(fact, options));
    let mut provisions: Vec<&str> = corpus.provisions.ids().map(|id| corpus.provision_name(id)).collect();
    provisions.dedup();
    vec![
        ("act", choice(words.acts.iter().map(|(_, act)| (act.name.as_str(), &act.label)), options)),
        ("address", json!({"type": "string", "format": "uri", "pattern": "^https?://[^\\s]+$"})),
        ("company", company),
        ("coverage", object(topics)),
        ("currency", json!({"enum": CURRENCIES})),
        ("day", day()),
        ("facts", object(fact_properties(corpus, options))),
        ("request", object(request_properties(corpus, options))),
        ("id", json!({"type": "string", "pattern": "^[A-Za-z0-9.-]+$"})),
        ("jurisdiction", choice(places, options)),
        ("principle", choice(corpus.principles.iter().map(|(_, one)| (one.name.as_str(), &one.title)), options)),
        ("provision", json!({"enum": provisions})),
        ("way", json!({"anyOf": [{"$ref": "#/$defs/kind"}, {"$ref": "#/$defs/mechanism"}]})),
        ("kind", choice(kinds.iter().copied(), options)),
        ("mechanism", choice(mechanisms.iter().copied(), options)),
    ]
}

/// An object with these keys and no others.
fn object(properties: Map<String, Value>) -> Value {
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

/// One of some names; editors show what each is called beside it.
fn choice<'c>(names: impl Iterator<Item = (&'c str, &'c Text)>, options: Options) -> Value {
    let (names, called): (Vec<&str>, Vec<&str>) = names.map(|(name, text)| (name, text.get(options.lang))).unzip();
    json!({"enum": names, "enumDescriptions": called})
}

/// A condition whose keys are facts, each with its values.
fn condition(corpus: &Corpus, options: Options) -> Value {
    let itself = json!({"$ref": "#/$defs/Condition"});
    let several = json!({"type": "array", "items": itself, "minItems": 1});
    let mut properties = Map::new();
    properties.insert("all".into(), several.clone());
    properties.insert("any".into(), several);
    properties.insert("not".into(), itself);
    for (_, fact) in corpus.vocabulary.facts.iter() {
        let one = value(fact, options);
        let mut forms = vec![one.clone(), json!({"type": "array", "items": one, "minItems": 1, "uniqueItems": true})];
        if fact.is_jurisdictional() {
            forms.push(linked());
        }
        let question = fact.question.get(options.lang);
        properties.insert(fact.name.clone(), json!({"description": question, "anyOf": forms}));
    }
    let known = FileKind::Instrument.schema();
    let description = known.pointer("/$defs/Condition/description").cloned().unwrap_or_default();
    json!({"description": description, "type": "object", "properties": properties, "additionalProperties": false})
}

/// One value of a fact.
fn value(fact: &Fact, options: Options) -> Value {
    match &fact.ty {
        FactType::Flag => json!({"type": "boolean"}),
        FactType::Jurisdiction | FactType::Jurisdictions => json!({"$ref": "#/$defs/jurisdiction"}),
        FactType::Choice(values) => choice(values.iter().map(|one| (one.name.as_str(), &one.label)), options),
        FactType::Mechanisms => json!({"$ref": "#/$defs/way"}),
    }
}

/// That a place is joined to another by a mechanism in force.
fn linked() -> Value {
    json!({
        "type": "object",
        "properties": {"linked_to": {"$ref": "#/$defs/jurisdiction"}, "by": {"$ref": "#/$defs/way"}},
        "required": ["linked_to", "by"],
        "additionalProperties": false,
    })
}
