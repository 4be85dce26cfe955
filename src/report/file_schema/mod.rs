//! The JSON Schema of a law file with the names of the vocabulary in it, so that an editor completes them and a
//! validator finds a misspelt one. The form itself is made from the types that read the file.

mod names;

use serde_json::{Map, Value, json};

use super::Options;
use crate::corpus::{Corpus, FileKind};

/// Where files name something: the type that the JSON mirrors, the key, and what is named there.
const NAMES: &[(&str, &str, &str)] = &[
    ("Provision", "must", "act"),
    ("Provision", "must_not", "act"),
    ("Provision", "may", "act"),
    ("Provision", "lifted_by", "way"),
    ("Provision", "id", "id"),
    ("Provision", "url", "address"),
    ("Exception", "id", "id"),
    ("Sanction", "currency", "currency"),
    ("Tag", "id", "principle"),
    ("Source", "url", "address"),
    ("Source", "seen", "day"),
    ("Period", "from", "day"),
    ("Period", "to", "day"),
    ("Instrument", "id", "id"),
    ("Instrument", "url", "address"),
    ("Mechanism", "id", "id"),
    ("Mechanism", "url", "address"),
    ("Mechanism", "kind", "kind"),
    ("Mechanism", "acts", "act"),
    ("Mechanism", "from", "jurisdiction"),
    ("Mechanism", "to", "jurisdiction"),
    ("Mechanism", "of", "jurisdiction"),
    ("Party", "jurisdiction", "jurisdiction"),
    ("Membership", "jurisdiction", "jurisdiction"),
    ("Membership", "url", "address"),
    ("Coverage", "reviewed", "day"),
    ("Case", "date", "day"),
    ("Expect", "pairs", "jurisdiction"),
    ("Expect", "open", "mechanism"),
    ("Expect", "needs_facts", "mechanism"),
    ("Expect", "not_open", "mechanism"),
    ("Expect", "provisions", "provision"),
    ("Entity", "seat", "jurisdiction"),
    ("Entity", "presence", "jurisdiction"),
    ("Entity", "kind", "company"),
    ("Site", "place", "jurisdiction"),
    ("Suite", "as_of", "day"),
    ("Pair", "between", "jurisdiction"),
    ("Matrix", "jurisdictions", "jurisdiction"),
];

/// Where the keys of an object are names.
const OBJECTS: &[(&str, &str, &str)] = &[
    ("Jurisdiction", "coverage", "coverage"),
    ("Case", "request", "request"),
    ("Profile", "facts", "facts"),
    ("Pair", "facts", "facts"),
    ("Matrix", "facts", "facts"),
];

/// The JSON Schema of a kind of file, with every name that this law knows.
#[must_use]
pub fn file_schema(corpus: &Corpus, kind: FileKind, options: Options) -> Value {
    let mut schema = kind.schema();
    for (ty, key, name) in NAMES {
        if let Some(property) = properties(&mut schema, ty).and_then(|properties| properties.get_mut(*key)) {
            name_in(property, name);
        }
    }
    provided(&mut schema);
    for (ty, key, name) in OBJECTS {
        if let Some(properties) = properties(&mut schema, ty) {
            properties.insert((*key).into(), json!({"$ref": format!("#/$defs/{name}")}));
        }
    }
    names::define(&mut schema, corpus, options);
    schema
}

/// The part of a schema that mirrors a type.
fn part<'s>(schema: &'s mut Value, ty: &str) -> Option<&'s mut Map<String, Value>> {
    let root = schema.get("title").is_some_and(|title| title == ty);
    if root { schema.as_object_mut() } else { schema.get_mut("$defs")?.get_mut(ty)?.as_object_mut() }
}

fn properties<'s>(schema: &'s mut Value, ty: &str) -> Option<&'s mut Map<String, Value>> {
    part(schema, ty)?.get_mut("properties")?.as_object_mut()
}

/// Lets only names of one sort stand where a text, or a list of texts, would do.
fn name_in(property: &mut Value, name: &str) {
    if let Some(items) = property.get_mut("items") {
        return name_in(items, name);
    }
    if let Some(property) = property.as_object_mut() {
        property.remove("type");
        property.insert("$ref".into(), json!(format!("#/$defs/{name}")));
    }
}

/// What law must have although the reader can do without: `corpus check` asks for it, or refuses what lacks it.
fn provided(schema: &mut Value) {
    let one_of = |keys: &[&[&str]]| json!(keys.iter().map(|keys| json!({"required": keys})).collect::<Vec<_>>());
    let norms = one_of(&[&["must"], &["must_not"], &["may"]]);
    let links = one_of(&[&["parties"], &["from", "to"], &["of"]]);
    for (ty, choice) in [("Provision", norms), ("Mechanism", links)] {
        let Some(part) = part(schema, ty) else { continue };
        part.insert("oneOf".into(), choice);
        if let Some(required) = part.get_mut("required").and_then(Value::as_array_mut) {
            required.extend([json!("sources"), json!("confidence")]);
        }
        for (key, keyword, value) in [("sources", "minItems", json!(1)), ("lifted_by", "uniqueItems", json!(true))] {
            let list = part.get_mut("properties").and_then(|properties| properties.get_mut(key)?.as_object_mut());
            if let Some(list) = list {
                list.insert(keyword.into(), value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NAMES, OBJECTS, properties};
    use crate::corpus::FileKind;

    #[test]
    fn every_place_of_a_name_exists() {
        for (ty, key, _) in NAMES.iter().chain(OBJECTS) {
            let mut schemas = FileKind::ALL.into_iter().map(FileKind::schema);
            let known =
                schemas.any(|mut schema| properties(&mut schema, ty).is_some_and(|keys| keys.contains_key(*key)));
            assert!(known, "{ty}.{key}");
        }
    }
}
