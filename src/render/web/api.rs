//! The REST API as a page, from its own description.

use serde::Serialize;
use serde_json::{Map, Value};

use super::frame::At;
use super::{Head, Site};
use crate::law::Lang;

/// So many values of a list are shown.
const MOST_VALUES: usize = 24;

/// The words of this page alone.
#[derive(Serialize)]
struct Words {
    title: &'static str,
    described: &'static str,
    example: &'static str,
    operations: &'static str,
    name: &'static str,
    value: &'static str,
    meaning: &'static str,
    needed: &'static str,
    with_facts: &'static str,
    body: &'static str,
    answer: &'static str,
    facts: &'static str,
    facts_lead: &'static str,
    refusals: &'static str,
    refusals_lead: &'static str,
    forms: &'static str,
    forms_english: &'static str,
    or_null: &'static str,
    text: &'static str,
    number: &'static str,
    flag: &'static str,
    list: &'static str,
    object: &'static str,
    one_of: &'static str,
    anything: &'static str,
    more: &'static str,
}

const ENGLISH: Words = Words {
    title: "REST API",
    described: "The description as OpenAPI 3.1:",
    example: "Examples",
    operations: "What can be asked",
    name: "Name",
    value: "Value",
    meaning: "Meaning",
    needed: "needed",
    with_facts: "facts can be asked with as well",
    body: "Send",
    answer: "Answer",
    facts: "Facts",
    facts_lead: "Every fact can stand in the address, several values of a set with commas between. What is left out has the default of the vocabulary, else it is not known.",
    refusals: "Where there is no answer",
    refusals_lead: "Errors come as application/problem+json, with the codes of the command line and the nearest name:",
    forms: "Forms of the answers",
    forms_english: "",
    or_null: "or null",
    text: "text",
    number: "number",
    flag: "true or false",
    list: "list of",
    object: "object",
    one_of: "one of",
    anything: "anything",
    more: "…",
};

const GERMAN: Words = Words {
    title: "REST-API",
    described: "Die Beschreibung als OpenAPI 3.1:",
    example: "Beispiele",
    operations: "Was gefragt werden kann",
    name: "Name",
    value: "Wert",
    meaning: "Bedeutung",
    needed: "erforderlich",
    with_facts: "dazu können Tatsachen angegeben werden",
    body: "Senden",
    answer: "Antwort",
    facts: "Tatsachen",
    facts_lead: "Jede Tatsache kann in der Adresse stehen, mehrere Werte einer Menge durch Kommas getrennt. Was fehlt, hat den Standardwert des Vokabulars oder ist sonst nicht bekannt.",
    refusals: "Wo es keine Antwort gibt",
    refusals_lead: "Fehler kommen als application/problem+json, mit den Codes der Kommandozeile und dem ähnlichsten Namen:",
    forms: "Formen der Antworten",
    forms_english: "Die Felder sind auf Englisch beschrieben.",
    or_null: "oder null",
    text: "Text",
    number: "Zahl",
    flag: "true oder false",
    list: "Liste von",
    object: "Objekt",
    one_of: "eines von",
    anything: "beliebig",
    more: "…",
};

/// What a value is.
#[derive(Debug, Default, Serialize)]
struct Kind {
    words: String,
    /// The form that it has.
    of: Option<String>,
    values: Vec<String>,
    /// Whether it can be null.
    open: bool,
}

#[derive(Serialize)]
struct Field {
    name: String,
    kind: Kind,
    needed: bool,
    tells: String,
    /// Whether the meaning is told in English whatever the language of the page.
    english: bool,
}

#[derive(Serialize)]
struct Operation {
    id: String,
    verb: String,
    path: String,
    tells: String,
    parameters: Vec<Field>,
    facts: bool,
    bodies: Vec<(String, Kind)>,
    answer: Kind,
}

#[derive(Serialize)]
struct Form {
    name: String,
    tells: String,
    english: bool,
    fields: Vec<Field>,
    kind: Kind,
}

#[derive(Serialize)]
struct View<'a> {
    title: &'static str,
    words: &'static Words,
    lead: &'a str,
    description: &'a str,
    examples: Vec<String>,
    operations: Vec<Operation>,
    facts: Vec<Field>,
    refusals: Vec<(String, String)>,
    forms: Vec<Form>,
}

impl Site {
    /// The page of the API, from its description in the language of the page, which stands at an address.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn api(&self, at: &At<'_>, description: &Value, address: &str) -> Result<String, minijinja::Error> {
        let words = match at.lang {
            Lang::En => &ENGLISH,
            Lang::De => &GERMAN,
        };
        let reader = Reader { words, is_english: at.lang == Lang::En, root: text(description, "/servers/0/url") };
        let head = Head { title: words.title.to_owned(), section: "", ..Head::default() };
        let view = View {
            title: words.title,
            words,
            lead: text(description, "/info/description"),
            description: address,
            examples: reader.examples(),
            operations: reader.operations(description),
            facts: entries(description, "/components/parameters").map(|(_, fact)| reader.parameter(fact)).collect(),
            refusals: refusals(description),
            forms: entries(description, "/components/schemas").map(|(name, form)| reader.form(name, form)).collect(),
        };
        self.page("api.html", at, &head, &view)
    }
}

struct Reader<'a> {
    words: &'static Words,
    is_english: bool,
    root: &'a str,
}

impl Reader<'_> {
    fn examples(&self) -> Vec<String> {
        let at = |path: &str| format!("http://127.0.0.1:7373{}{path}", self.root);
        vec![
            format!("curl '{}'", at("/pair/US/DE?authority.purpose=criminal")),
            format!("curl -H 'content-type: application/json' -d @request.json '{}'", at("/check?lang=de")),
            format!("curl -H 'content-type: text/csv' --data-binary @sites.csv '{}'", at("/footprint?states=US,CN")),
        ]
    }

    fn operations(&self, description: &Value) -> Vec<Operation> {
        let paths = entries(description, "/paths");
        let all = paths.flat_map(|(path, verbs)| {
            verbs.as_object().into_iter().flatten().map(move |(verb, operation)| self.operation(path, verb, operation))
        });
        all.collect()
    }

    fn operation(&self, path: &str, verb: &str, operation: &Value) -> Operation {
        let parameters = list(operation, "/parameters");
        let own = parameters.iter().filter(|parameter| parameter.get("$ref").is_none());
        let bodies = entries(operation, "/requestBody/content");
        let bodies =
            bodies.map(|(media, body)| (media.to_owned(), self.kind(body.get("schema").unwrap_or(&Value::Null))));
        let answer = operation.pointer("/responses/200/content/application~1json/schema").unwrap_or(&Value::Null);
        Operation {
            id: text(operation, "/operationId").to_owned(),
            verb: verb.to_uppercase(),
            path: format!("{}{path}", self.root),
            tells: text(operation, "/summary").to_owned(),
            parameters: own.map(|parameter| self.parameter(parameter)).collect(),
            facts: parameters.iter().any(|parameter| parameter.get("$ref").is_some()),
            bodies: bodies.collect(),
            answer: self.kind(answer),
        }
    }

    fn parameter(&self, parameter: &Value) -> Field {
        Field {
            name: text(parameter, "/name").to_owned(),
            kind: self.kind(parameter.get("schema").unwrap_or(&Value::Null)),
            needed: parameter.get("required").and_then(Value::as_bool).unwrap_or_default(),
            tells: text(parameter, "/description").to_owned(),
            english: false,
        }
    }

    /// A form, with its fields if it has any; those that hold facts are told under the facts.
    fn form(&self, name: &str, form: &Value) -> Form {
        let needed = list(form, "/required");
        let fields = entries(form, "/properties").filter(|(name, _)| !name.contains('.')).map(|(name, field)| Field {
            name: name.to_owned(),
            kind: self.kind(field),
            needed: needed.iter().any(|needed| needed.as_str() == Some(name)),
            tells: text(field, "/description").to_owned(),
            english: !self.is_english,
        });
        Form {
            name: name.to_owned(),
            tells: text(form, "/description").to_owned(),
            english: !self.is_english,
            fields: fields.collect(),
            kind: self.kind(form),
        }
    }

    /// What a schema says that a value is.
    fn kind(&self, schema: &Value) -> Kind {
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            let name = name.rsplit('/').next().unwrap_or_default();
            return Kind { of: Some(name.to_owned()), ..Kind::default() };
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            return self.one_of(values.iter());
        }
        if let Some(value) = schema.get("const") {
            return self.one_of(std::iter::once(value));
        }
        for many in ["anyOf", "oneOf"] {
            if let Some(parts) = schema.get(many).and_then(Value::as_array) {
                return self.any(parts);
            }
        }
        let types = match schema.get("type") {
            Some(Value::String(one)) => vec![one.as_str()],
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let open = types.contains(&"null");
        let kind = match types.iter().find(|name| **name != "null") {
            Some(&"string") => self.plain(self.words.text),
            Some(&("integer" | "number")) => self.plain(self.words.number),
            Some(&"boolean") => self.plain(self.words.flag),
            Some(&"array") => self.list(schema),
            Some(&"object") => self.plain(self.words.object),
            _ => self.plain(self.words.anything),
        };
        Kind { open, ..kind }
    }

    fn plain(&self, words: &str) -> Kind {
        Kind { words: words.to_owned(), ..Kind::default() }
    }

    fn list(&self, schema: &Value) -> Kind {
        let item = match schema.get("prefixItems").and_then(Value::as_array) {
            Some(items) => {
                let words = items.iter().map(|item| self.kind(item)).map(|kind| kind.of.unwrap_or(kind.words));
                self.plain(&words.collect::<Vec<_>>().join(", "))
            }
            None => self.kind(schema.get("items").unwrap_or(&Value::Null)),
        };
        Kind { words: format!("{} {}", self.words.list, item.words), ..item }
    }

    fn one_of<'v>(&self, values: impl Iterator<Item = &'v Value>) -> Kind {
        let told = values.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        let mut values: Vec<String> = told.take(MOST_VALUES + 1).collect();
        if let Some(last) = values.get_mut(MOST_VALUES) {
            self.words.more.clone_into(last);
        }
        let words = if values.len() == 1 { "" } else { self.words.one_of };
        Kind { words: words.to_owned(), values, ..Kind::default() }
    }

    /// What is one of several: values together, and the first of what else there is.
    fn any(&self, parts: &[Value]) -> Kind {
        let kinds = parts.iter().map(|part| self.kind(part));
        let is_null = |part: &Value| part.get("type").and_then(Value::as_str) == Some("null");
        let open = parts.iter().any(is_null);
        let (values, others): (Vec<Kind>, Vec<Kind>) = kinds
            .zip(parts)
            .filter(|(_, part)| !is_null(part))
            .map(|(kind, _)| kind)
            .partition(|kind| !kind.values.is_empty());
        let values: Vec<String> = values.into_iter().flat_map(|kind| kind.values).collect();
        match others.into_iter().next() {
            Some(first) => Kind { open: open || first.open, values: [first.values, values].concat(), ..first },
            None => Kind { words: self.words.one_of.to_owned(), values, open, ..Kind::default() },
        }
    }
}

fn refusals(description: &Value) -> Vec<(String, String)> {
    let first = entries(description, "/paths").next().and_then(|(_, verbs)| verbs.as_object()?.values().next());
    let responses = first.and_then(|operation| operation.get("responses")?.as_object());
    let all = responses.into_iter().flatten().filter_map(|(status, response)| {
        let name = response.get("$ref")?.as_str()?.strip_prefix('#')?;
        Some((status.clone(), text(description.pointer(name)?, "/description").to_owned()))
    });
    all.collect()
}

fn text<'v>(value: &'v Value, at: &str) -> &'v str {
    value.pointer(at).and_then(Value::as_str).unwrap_or_default()
}

fn list<'v>(value: &'v Value, at: &str) -> &'v [Value] {
    value.pointer(at).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn entries<'v>(value: &'v Value, at: &str) -> impl Iterator<Item = (&'v str, &'v Value)> {
    let all: Option<&Map<String, Value>> = value.pointer(at).and_then(Value::as_object);
    all.into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}
