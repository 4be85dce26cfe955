//! The description of the API as OpenAPI 3.1, made from the operations and from the reports that they answer with.

use comity::corpus::{Corpus, FileKind};
use comity::law::{Fact, FactType, Lang};
use comity::report::{self, Options};
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::operation::{Body, Kind, Known, Operation, Question, Verb, said};
use super::registry::OPERATIONS;
use crate::serve::desk::Desk;
use crate::serve::reply::{Problem, Refusal};

/// What each refusal means: status, name, text.
const REFUSALS: [(u16, &str, [&str; 2]); 9] = [
    (
        400,
        "BadQuestion",
        [
            "Something in the question does not exist or is written wrong",
            "Etwas, wonach gefragt wird, gibt es nicht oder ist falsch geschrieben",
        ],
    ),
    (404, "NotFound", ["There is nothing at this address", "Unter dieser Adresse gibt es nichts"]),
    (408, "TooSlow", ["What was sent did not come in time", "Was gesendet wurde, kam nicht rechtzeitig an"]),
    (413, "TooLarge", ["What was sent is too large", "Was gesendet wurde, ist zu groß"]),
    (
        414,
        "TooLong",
        ["The address is too long, or asks too much at once", "Die Adresse ist zu lang oder fragt zu viel auf einmal"],
    ),
    (415, "OtherType", ["What was sent is of another type", "Was gesendet wurde, hat ein anderes Format"]),
    (
        421,
        "OtherHost",
        ["This server does not answer to that host", "Dieser Server antwortet nicht auf diesen Hostnamen"],
    ),
    (
        503,
        "Busy",
        [
            "Too much is being worked out; try again soon",
            "Es wird zu viel auf einmal berechnet; bitte bald noch einmal versuchen",
        ],
    ),
    (504, "TooMuch", ["The answer took too long", "Die Antwort hat zu lange gedauert"]),
];

/// The whole description.
pub(crate) fn description(desk: &Desk, lang: Lang) -> Result<Value, Refusal> {
    let corpus = desk.corpus;
    let settings = SchemaSettings::draft2020_12().for_serialize().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    let mut paths = Map::new();
    for operation in &OPERATIONS {
        let path = paths.entry(format!("/{}", operation.path)).or_insert_with(|| json!({}));
        let verb = if operation.verb == Verb::Get { "get" } else { "post" };
        if let Some(path) = path.as_object_mut() {
            path.insert(verb.to_owned(), described(operation, desk, lang, &mut generator)?);
        }
    }
    let _ = generator.subschema_for::<Problem>();
    let mut schemas = generator.take_definitions(true);
    schemas.extend(words(corpus, lang));
    Ok(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "comity",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": said(["Where data laws of two countries collide, and what resolves it", "Wo das Datenrecht zweier Länder kollidiert, und was hilft"], lang),
            "description": said([
                "Answers are those of the command line with `--format json`, byte for byte; errors are problems as RFC 9457 has them. comity informs; it gives no legal advice.",
                "Die Antworten sind Byte für Byte die der Kommandozeile mit `--format json`; Fehler sind Problemberichte nach RFC 9457. comity informiert und gibt keine Rechtsberatung.",
            ], lang),
            "license": {"name": env!("CARGO_PKG_LICENSE"), "identifier": env!("CARGO_PKG_LICENSE")},
        },
        "servers": [{"url": super::ROOT}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "parameters": facts(corpus, lang),
            "responses": refusals(lang),
        },
    }))
}

fn described(
    operation: &Operation,
    desk: &Desk,
    lang: Lang,
    generator: &mut SchemaGenerator,
) -> Result<Value, Refusal> {
    let mut parameters = Vec::new();
    for (at, (name, (tells, known))) in operation.place_names().zip(operation.places).enumerate() {
        parameters.push(json!({
            "name": name,
            "in": "path",
            "required": true,
            "description": said(*tells, lang),
            "schema": {"type": "string", "minLength": 1},
            "example": example(desk, *known, at)?,
        }));
    }
    let questions = operation.questions.iter().map(|question| asked(question, lang));
    let all = desk.corpus.vocabulary.facts.iter().filter(|_| operation.facts);
    let facts = all.map(|(_, fact)| json!({"$ref": format!("#/components/parameters/{}", fact.name)}));
    parameters.extend(questions.chain(facts));
    let mut responses = Map::new();
    let schema = (operation.schema)(generator);
    responses.insert(
        "200".to_owned(),
        json!({
            "description": said(["The answer", "Die Antwort"], lang),
            "content": {"application/json": {"schema": schema}},
        }),
    );
    for (status, name, _) in REFUSALS {
        responses.insert(status.to_string(), json!({"$ref": format!("#/components/responses/{name}")}));
    }
    let mut described = json!({
        "operationId": operation.id,
        "summary": said(operation.tells, lang),
        "parameters": parameters,
        "responses": responses,
    });
    if let (Verb::Post(body), Some(described)) = (operation.verb, described.as_object_mut()) {
        described.insert("requestBody".to_owned(), sent(body));
    }
    Ok(described)
}

/// Something that can stand in an address, for whoever tries it: of two jurisdictions each another.
fn example(desk: &Desk, known: Known, at: usize) -> Result<String, Refusal> {
    let first = desk.corpus.provisions.ids().next();
    let name = first.map(|id| desk.corpus.provision_name(id)).unwrap_or_default();
    let (instrument, provision) = name.split_once('#').unwrap_or_default();
    Ok(match known {
        Known::Jurisdiction => desk.encoded(Lang::En).into_iter().nth(at).map(|(code, _)| code).unwrap_or_default(),
        Known::Footprint => desk.footprints()?.all.first().map(|one| one.name.clone()).unwrap_or_default(),
        Known::Case => desk.cases.first().map(|one| one.name.clone()).unwrap_or_default(),
        Known::Law | Known::Instrument => instrument.to_owned(),
        Known::Provision => provision.to_owned(),
    })
}

fn sent(body: Body) -> Value {
    match body {
        Body::Request => json!({
            "required": true,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Request"}}},
        }),
        Body::Footprint => json!({
            "required": true,
            "content": {
                "text/csv": {"schema": {"type": "string"}},
                "application/json": {"schema": {"$ref": "#/components/schemas/Footprint"}},
            },
        }),
    }
}

/// A question as a parameter.
fn asked(question: &Question, lang: Lang) -> Value {
    let text = json!({"type": "string", "minLength": 1});
    let schema = match question.kind {
        Kind::Day => json!({"type": "string", "format": "date"}),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Number(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Kind::Choice(values) => json!({"enum": values}),
        Kind::Name => text,
        Kind::Names => json!({"type": "array", "items": {"type": "string"}}),
    };
    let mut parameter = json!({
        "name": question.name,
        "in": "query",
        "required": question.needed,
        "description": said(question.tells, lang),
        "schema": schema,
    });
    listed(&mut parameter, question.kind == Kind::Names);
    parameter
}

/// Lists stand with commas between.
fn listed(parameter: &mut Value, is_list: bool) {
    if let (true, Some(parameter)) = (is_list, parameter.as_object_mut()) {
        parameter.insert("style".to_owned(), json!("form"));
        parameter.insert("explode".to_owned(), json!(false));
    }
}

/// Every fact of the vocabulary as a parameter.
fn facts(corpus: &Corpus, lang: Lang) -> Map<String, Value> {
    let all = corpus.vocabulary.facts.iter();
    all.map(|(_, fact)| (fact.name.clone(), fact_asked(fact, lang))).collect()
}

fn fact_asked(fact: &Fact, lang: Lang) -> Value {
    let place = json!({"$ref": "#/components/schemas/Jurisdiction"});
    let unknown = json!({"const": "unknown"});
    let schema = match &fact.ty {
        FactType::Flag => json!({"enum": ["true", "false", "unknown"]}),
        FactType::Choice(values) => {
            let names = values.iter().map(|value| value.name.as_str());
            json!({"enum": names.chain(["unknown"]).collect::<Vec<_>>()})
        }
        FactType::Jurisdiction => json!({"anyOf": [place, unknown]}),
        FactType::Jurisdictions => json!({"type": "array", "items": place}),
        FactType::Mechanisms => json!({"type": "array", "items": {"$ref": "#/components/schemas/Mechanism"}}),
    };
    let question = fact.question.get(lang);
    let mut parameter = json!({"name": fact.name, "in": "query", "description": question, "schema": schema});
    listed(&mut parameter, fact.is_set());
    parameter
}

/// What can be sent, and the names that hang on the law.
fn words(corpus: &Corpus, lang: Lang) -> Map<String, Value> {
    let codes: Vec<&str> = corpus.jurisdictions.iter().map(|(_, place)| place.code.as_str()).collect();
    let kinds = corpus.vocabulary.kinds.iter().map(|(_, kind)| kind.name.as_str());
    let ways: Vec<&str> = kinds.chain(corpus.mechanisms.iter().map(|(_, way)| way.name.as_str())).collect();
    let lists = [("Jurisdiction", json!(codes)), ("Mechanism", json!(ways))];
    let mut request = report::request_schema(corpus, Options { lang, explain: false });
    named(&mut request, &lists);
    if let Some(request) = request.as_object_mut() {
        request.remove("$schema");
    }
    let mut words = footprint();
    words.insert("Request".to_owned(), request);
    words.extend(lists.map(|(name, list)| (name.to_owned(), json!({"enum": list}))));
    words
}

/// The form of a footprint that is sent, and the forms of its parts.
fn footprint() -> Map<String, Value> {
    const PARTS: &str = "#/$defs/";
    let text = FileKind::Footprint.schema().to_string().replace(PARTS, "#/components/schemas/Footprint.");
    let mut schema: Map<String, Value> = serde_json::from_str(&text).unwrap_or_default();
    schema.remove("$schema");
    let parts = schema.remove("$defs").and_then(|parts| parts.as_object().cloned()).unwrap_or_default();
    let parts = parts.into_iter().map(|(name, part)| (format!("Footprint.{name}"), part));
    let mut all: Map<String, Value> = parts.collect();
    all.insert("Footprint".to_owned(), Value::Object(schema));
    all
}

/// Puts a name wherever one of the long lists stands.
fn named(schema: &mut Value, lists: &[(&str, Value)]) {
    match schema {
        Value::Object(entries) => {
            if let Some(list) = entries.get("enum") {
                let reference = lists.iter().find_map(|(name, all)| as_reference(name, all, list));
                if let Some(reference) = reference {
                    entries.remove("enum");
                    entries.extend(reference);
                }
            }
            entries.values_mut().for_each(|value| named(value, lists));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| named(item, lists)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A reference to a list, if the values are those of the list, perhaps with `null` at the end.
fn as_reference(name: &str, all: &Value, values: &Value) -> Option<Map<String, Value>> {
    let reference = json!({"$ref": format!("#/components/schemas/{name}")});
    if all == values {
        return reference.as_object().cloned();
    }
    let (last, rest) = values.as_array()?.split_last()?;
    let same = last.is_null() && all.as_array().is_some_and(|all| all == rest);
    same.then(|| Map::from_iter([("anyOf".to_owned(), json!([reference, {"type": "null"}]))]))
}

fn refusals(lang: Lang) -> Map<String, Value> {
    let problem = json!({"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}});
    let refusal = |(_, name, tells): (u16, &str, [&'static str; 2])| {
        (name.to_owned(), json!({"description": said(tells, lang), "content": problem}))
    };
    REFUSALS.into_iter().map(refusal).collect()
}
