//! A file that does not fit its form, made to fit: so that its names can be looked up like those of any other, and
//! other files find what it holds. Only for finding faults; no answer rests on such a file, because it is refused.

use serde_json::{Map, Value as Json};

use super::schema::{Checker, FileKind, fits, type_names};
use crate::text::FileId;
use crate::text::json::{Node, Value};

/// The nearest value that has the form. What does not fit gives way to something empty; lists keep their length, so that
/// every path leads where it led.
pub(super) fn mended(kind: FileKind, name: &str, tree: &Node) -> Json {
    let schema = kind.schema();
    let mut value = Checker::new(&schema, FileId::default()).mend(&schema, Some(tree));
    if let Some(id) = value.get_mut("id").filter(|id| id.as_str() == Some("")) {
        *id = Json::String(id_of(name).unwrap_or_default());
    }
    value
}

/// The id that belongs to a place.
pub(super) fn id_of(name: &str) -> Option<String> {
    match name.split('/').collect::<Vec<_>>().as_slice() {
        ["jurisdictions", code, "jurisdiction.json"] => Some(code.to_uppercase()),
        ["jurisdictions", code, file] => Some(format!("{code}.{}", file.strip_suffix(".json")?)),
        ["mechanisms", file] => Some(file.strip_suffix(".json")?.to_owned()),
        _ => None,
    }
}

impl Checker {
    /// What stands there, or what is nearest to it.
    fn mend(&self, schema: &Json, node: Option<&Node>) -> Json {
        let schema = self.resolve(schema);
        if let Some(alternatives) = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Json::as_array) {
            return self.mend_alternatives(alternatives, node);
        }
        if let Some(allowed) = schema.get("enum").and_then(Json::as_array) {
            return among(allowed, node);
        }
        let types = schema.get("type").map(type_names).unwrap_or_default();
        let fitting = node.filter(|node| types.is_empty() || types.iter().any(|name| fits(name, &node.value)));
        match fitting.map(|node| &node.value) {
            Some(Value::Null) => Json::Null,
            Some(Value::Bool(flag)) => Json::Bool(*flag),
            Some(Value::Number(number)) => serde_json::from_str(number).unwrap_or_default(),
            Some(Value::String(text)) => Json::String(text.clone()),
            Some(Value::Array(elements)) => {
                let items = schema.get("items").unwrap_or(&Json::Bool(true));
                elements.iter().map(|element| self.mend(items, Some(element))).collect()
            }
            Some(Value::Object(_)) => self.mend_object(&schema, fitting),
            None => match types.iter().find(|name| **name != "null") {
                Some(&"boolean") => Json::Bool(false),
                Some(&("number" | "integer")) => Json::from(0),
                Some(&"string") => Json::String(String::new()),
                Some(&"array") => Json::Array(Vec::new()),
                Some(_) => self.mend_object(&schema, None),
                None => Json::Null,
            },
        }
    }

    fn mend_object(&self, schema: &Json, node: Option<&Node>) -> Json {
        let empty = Map::new();
        let properties = schema.get("properties").and_then(Json::as_object).unwrap_or(&empty);
        let others = schema.get("additionalProperties").filter(|others| **others != Json::Bool(false));
        let mut object = Map::new();
        if let Some(Value::Object(entries)) = node.map(|node| &node.value) {
            for entry in entries {
                let known = properties.get(&entry.key).or(others);
                if let Some(inner) = known.filter(|_| !object.contains_key(&entry.key)) {
                    object.insert(entry.key.clone(), self.mend(inner, Some(&entry.node)));
                }
            }
        }
        let required = schema.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
        for key in required {
            if !object.contains_key(key)
                && let Some(inner) = properties.get(key)
            {
                object.insert(key.to_owned(), self.mend(inner, None));
            }
        }
        Json::Object(object)
    }

    fn mend_alternatives(&self, alternatives: &[Json], node: Option<&Node>) -> Json {
        let choices: Vec<Json> = alternatives.iter().filter_map(|one| one.get("const").cloned()).collect();
        if !choices.is_empty() {
            return among(&choices, node);
        }
        let Some(node) = node else {
            return alternatives.first().map_or(Json::Null, |first| self.mend(first, None));
        };
        let nearest = alternatives.iter().min_by_key(|alternative| self.distance(alternative, node));
        nearest.map_or(Json::Null, |nearest| self.mend(nearest, Some(node)))
    }

    /// How far a value is from a form: 0 if it fits, 1 if parts of it do not, 2 if it is of another type, 3 if it would
    /// only fit by being nothing.
    fn distance(&self, schema: &Json, node: &Node) -> usize {
        let mut trial = self.another();
        trial.check(schema, node);
        let null = schema.get("type").is_some_and(|ty| *ty == "null");
        match (trial.found.is_empty(), trial.blames(node)) {
            (true, _) => 0,
            (false, false) => 1,
            (false, true) => 2 + usize::from(null),
        }
    }
}

/// The text itself if it is among those allowed, else the first of these.
fn among(allowed: &[Json], node: Option<&Node>) -> Json {
    let written = match node.map(|node| &node.value) {
        Some(Value::String(text)) => Json::String(text.clone()),
        _ => Json::Null,
    };
    if allowed.contains(&written) { written } else { allowed.first().cloned().unwrap_or_default() }
}
