//! JSON Schemas made from the wire types, and the check of a broken file against them.
//!
//! serde stops at a file's first problem and knows no position. When it has refused a file, this reads the file again
//! and reports everything that does not fit the schema, each with its place.

use std::collections::BTreeSet;
use std::ops::Range;

use schemars::schema_for;
use serde_json::{Map, Value as Json};

use super::request::stands_where;
use super::wire;
use crate::diagnostic::{Code, Diagnostic, Said, did_you_mean, nearest, suggestion};
use crate::said;
use crate::text::json::{Node, Value};
use crate::text::{FileId, Span};

/// The kinds of file in a corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// `vocabulary.json`
    Vocabulary,
    /// `principles.json`
    Principles,
    /// `jurisdictions/<code>/jurisdiction.json`
    Jurisdiction,
    /// `jurisdictions/<code>/<instrument>.json`
    Instrument,
    /// `mechanisms/<id>.json`
    Mechanism,
    /// `cases/<id>.json`
    Case,
    /// `footprints/<id>.json`
    Footprint,
    /// `profiles/<id>.json`
    Profile,
    /// What a snapshot of verdicts watches; no part of a corpus
    Suite,
    /// The verdicts of a suite; no part of a corpus
    Snapshot,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [FileKind; 10] = [
        FileKind::Vocabulary,
        FileKind::Principles,
        FileKind::Jurisdiction,
        FileKind::Instrument,
        FileKind::Mechanism,
        FileKind::Case,
        FileKind::Footprint,
        FileKind::Profile,
        FileKind::Suite,
        FileKind::Snapshot,
    ];

    /// The name, as `comity corpus schema` takes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            FileKind::Vocabulary => "vocabulary",
            FileKind::Principles => "principles",
            FileKind::Jurisdiction => "jurisdiction",
            FileKind::Instrument => "instrument",
            FileKind::Mechanism => "mechanism",
            FileKind::Case => "case",
            FileKind::Footprint => "footprint",
            FileKind::Profile => "profile",
            FileKind::Suite => "suite",
            FileKind::Snapshot => "snapshot",
        }
    }

    /// The JSON Schema of such a file.
    #[must_use]
    pub fn schema(self) -> Json {
        match self {
            FileKind::Vocabulary => schema_for!(wire::Vocabulary),
            FileKind::Principles => schema_for!(wire::Principles),
            FileKind::Jurisdiction => schema_for!(wire::Jurisdiction),
            FileKind::Instrument => schema_for!(wire::Instrument),
            FileKind::Mechanism => schema_for!(wire::Mechanism),
            FileKind::Case => schema_for!(super::wire_case::Case),
            FileKind::Footprint => schema_for!(super::wire_footprint::Footprint),
            FileKind::Profile => schema_for!(super::wire_footprint::Profile),
            FileKind::Suite => schema_for!(super::wire_suite::Suite),
            FileKind::Snapshot => schema_for!(super::snapshot::Snapshot),
        }
        .to_value()
    }
}

/// Everything in a file that does not fit its schema.
pub(super) fn misfits(kind: FileKind, file: FileId, tree: &Node) -> Vec<Diagnostic> {
    let schema = kind.schema();
    let mut checker = Checker::new(&schema, file);
    checker.check(&schema, tree);
    checker.found
}

/// Walks a value and a schema together. Knows the part of JSON Schema that our types produce.
pub(super) struct Checker {
    file: FileId,
    definitions: Map<String, Json>,
    pub found: Vec<Diagnostic>,
}

impl Checker {
    pub(super) fn new(schema: &Json, file: FileId) -> Self {
        let definitions = schema.get("$defs").and_then(Json::as_object).cloned().unwrap_or_default();
        Self { file, definitions, found: Vec::new() }
    }

    /// One that has found nothing yet.
    pub(super) fn another(&self) -> Self {
        Self { file: self.file, definitions: self.definitions.clone(), found: Vec::new() }
    }

    /// Whether the value itself is of a wrong type, and not only something in it.
    pub(super) fn blames(&self, node: &Node) -> bool {
        let is_all = |fault: &Diagnostic| fault.span.as_ref().is_some_and(|span| span.range == node.range);
        self.found.iter().any(|fault| fault.code == Code::WrongType && is_all(fault))
    }

    pub(super) fn check(&mut self, schema: &Json, node: &Node) {
        let schema = self.resolve(schema);
        let Some(schema) = schema.as_object() else { return };
        if let Some(alternatives) = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Json::as_array) {
            return self.check_alternatives(alternatives, node);
        }
        if let Some(allowed) = schema.get("enum").and_then(Json::as_array) {
            return self.check_choice(allowed, node);
        }
        if let Some(types) = schema.get("type")
            && !type_names(types).iter().any(|name| fits(name, &node.value))
        {
            let names = type_names(types);
            let [expected, erwartet] = [(0, " or "), (1, " oder ")].map(|(at, or)| {
                let names = names.iter().filter_map(|name| in_words(name).get(at).copied());
                names.collect::<Vec<_>>().join(or)
            });
            let message = stands_where(node, [&expected, &erwartet]);
            return self.report(Code::WrongType, message, None, &node.range);
        }
        match &node.value {
            Value::Object(_) => self.check_object(schema, node),
            Value::Array(elements) => {
                if let Some(items) = schema.get("items") {
                    elements.iter().for_each(|element| self.check(items, element));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn check_object(&mut self, schema: &Map<String, Json>, node: &Node) {
        let Value::Object(entries) = &node.value else { return };
        let empty = Map::new();
        let properties = schema.get("properties").and_then(Json::as_object).unwrap_or(&empty);
        let mut seen = BTreeSet::new();
        for entry in entries {
            if !seen.insert(&entry.key) {
                let message = said!("`{key}` is given twice", "`{key}` steht zweimal da", key = entry.key);
                self.report(Code::DoubledKey, message, None, &entry.key_range);
            }
            match (properties.get(&entry.key), schema.get("additionalProperties")) {
                (Some(inner), _) => self.check(inner, &entry.node),
                (None, _) if properties.contains_key("not") && is_group(&entry.node) => {
                    self.not_in_condition(&entry.key, &entry.node, &entry.key_range, properties);
                }
                (None, Some(Json::Bool(false))) => {
                    let help = suggestion(&entry.key, properties.keys().map(String::as_str));
                    let message = said!("unknown key `{key}`", "unbekannter Schlüssel `{key}`", key = entry.key);
                    self.report(Code::UnknownKey, message, help, &entry.key_range);
                }
                (None, Some(inner)) => self.check(inner, &entry.node),
                (None, None) => {}
            }
        }
        let required = schema.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str);
        for key in required.filter(|key| entries.iter().all(|entry| entry.key != **key)) {
            let opening = node.range.start..node.range.start + 1;
            let message = said!("the key `{key}` is missing", "der Schlüssel `{key}` fehlt");
            self.report(Code::MissingKey, message, None, &opening);
        }
    }

    /// Says of a key of a condition behind which a group stands that it is neither a fact nor a word that joins.
    fn not_in_condition(&mut self, key: &str, node: &Node, at: &Range<usize>, words: &Map<String, Json>) {
        let inner = match &node.value {
            Value::Object(entries) => entries.first().map_or("…", |entry| &entry.key),
            _ => "…",
        };
        let whole = || {
            said!(
                "write the whole name of the fact: `\"{key}.{inner}\"`",
                "schreiben Sie den ganzen Namen der Tatsache: `\"{key}.{inner}\"`"
            )
        };
        let help = nearest(key, words.keys().map(String::as_str)).map_or_else(whole, did_you_mean);
        let message = said!("unknown key `{key}`", "unbekannter Schlüssel `{key}`");
        self.report(Code::UnknownKey, message, Some(help), at);
    }

    /// Accepts what fits any alternative; else reports against the one of the value's own type.
    fn check_alternatives(&mut self, alternatives: &[Json], node: &Node) {
        let mut nearest: Option<Vec<Diagnostic>> = None;
        let mut choices = Vec::new();
        for alternative in alternatives {
            if let Some(value) = alternative.get("const") {
                choices.push(value.clone());
                continue;
            }
            let mut trial = self.another();
            trial.check(alternative, node);
            if trial.found.is_empty() {
                return;
            }
            if !trial.blames(node) || nearest.is_none() {
                nearest = Some(trial.found);
            }
        }
        if choices.is_empty() {
            self.found.extend(nearest.unwrap_or_default())
        } else {
            self.check_choice(&choices, node)
        }
    }

    fn check_choice(&mut self, allowed: &[Json], node: &Node) {
        let names: Vec<&str> = allowed.iter().filter_map(Json::as_str).collect();
        match &node.value {
            Value::String(written) if names.contains(&written.as_str()) => {}
            Value::String(written) => {
                let help = suggestion(written, names.iter().copied());
                let message = said!("unknown value `{written}`", "unbekannter Wert `{written}`");
                self.report(Code::UnknownValue, message, help, &node.range);
            }
            _ => {
                let message = stands_where(node, in_words("string"));
                self.report(Code::WrongType, message, suggestion("", names.iter().copied()), &node.range);
            }
        }
    }

    pub(super) fn resolve(&self, schema: &Json) -> Json {
        let name = schema.get("$ref").and_then(Json::as_str).and_then(|path| path.strip_prefix("#/$defs/"));
        name.and_then(|name| self.definitions.get(name)).unwrap_or(schema).clone()
    }

    fn report(&mut self, code: Code, message: Said, help: Option<Said>, range: &Range<usize>) {
        let span = Span { file: self.file, range: range.clone() };
        self.found.push(Diagnostic { code, message, help, span: Some(span) });
    }
}

/// Whether a value holds conditions and not values: an object that is no link, or a list of objects.
fn is_group(node: &Node) -> bool {
    match &node.value {
        Value::Object(entries) => !entries.iter().any(|entry| ["linked_to", "by"].contains(&entry.key.as_str())),
        Value::Array(elements) => elements.iter().any(|element| matches!(element.value, Value::Object(_))),
        _ => false,
    }
}

pub(super) fn type_names(types: &Json) -> Vec<&str> {
    match types {
        Json::String(name) => vec![name],
        Json::Array(names) => names.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

pub(super) fn fits(name: &str, value: &Value) -> bool {
    match (name, value) {
        ("null", Value::Null)
        | ("boolean", Value::Bool(_))
        | ("number", Value::Number(_))
        | ("string", Value::String(_))
        | ("array", Value::Array(_))
        | ("object", Value::Object(_)) => true,
        ("integer", Value::Number(number)) => number.parse::<u64>().is_ok(),
        _ => false,
    }
}

fn in_words(name: &str) -> [&str; 2] {
    match name {
        "boolean" => ["true or false", "wahr oder falsch"],
        "number" => ["a number", "eine Zahl"],
        "integer" => ["a whole number", "eine ganze Zahl"],
        "string" => ["a text", "ein Text"],
        "array" => ["a list", "eine Liste"],
        "object" => ["an object", "ein Objekt"],
        other => [other, other],
    }
}
