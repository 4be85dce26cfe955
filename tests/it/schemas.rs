//! The schemas that editors are given: all law fits them, what is misspelt does not, and a file may name its own.

use comity::corpus::{Corpus, FileKind, Load, Origin, load, parse_request};
use comity::law::Lang;
use comity::report::{self, Options};
use comity::text::FileId;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::codes::sound;
use crate::support::provision;

fn schema(corpus: &Corpus, kind: &str) -> Value {
    let kind = FileKind::ALL.into_iter().find(|known| known.name() == kind).unwrap();
    report::file_schema(corpus, kind, Options { lang: Lang::En, explain: false })
}

/// What a file is, by its place.
fn kind_of(path: &str) -> &'static str {
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["vocabulary.json"] => "vocabulary",
        ["principles.json"] => "principles",
        ["jurisdictions", _, "jurisdiction.json"] => "jurisdiction",
        ["jurisdictions", ..] => "instrument",
        ["mechanisms", _] => "mechanism",
        ["cases", _] => "case",
        ["footprints", _] => "footprint",
        ["profiles", _] => "profile",
        _ => "",
    }
}

#[test]
fn all_law_fits_its_schema() {
    let corpus = Load::strict(&Origin::Embedded).unwrap_or_else(|error| panic!("{error}"));
    let kinds = ["vocabulary", "principles", "jurisdiction", "instrument", "mechanism", "case", "footprint", "profile"];
    for kind in kinds {
        let validator = jsonschema::validator_for(&schema(&corpus, kind)).unwrap();
        let mut files = corpus.files.iter().filter(|(_, file)| kind_of(&file.name) == kind).peekable();
        assert!(files.peek().is_some(), "{kind}");
        for (_, file) in files {
            let value: Value = serde_json::from_str(&file.text).unwrap();
            let errors: Vec<String> =
                validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
            assert!(errors.is_empty(), "{}: {errors:?}", file.name);
        }
    }
}

/// What is wrong with a file, by where it stands.
fn misfits(validator: &Validator, file: &Value) -> Vec<String> {
    validator.iter_errors(file).map(|error| error.instance_path().to_string()).collect()
}

#[test]
fn a_schema_knows_what_is_misspelt() {
    let corpus = sound().corpus();
    let laws = jsonschema::validator_for(&schema(&corpus, "instrument")).unwrap();
    let law = |more: Value| {
        let world = sound().law("AA", "more", vec![provision("1", "must", "disclose", more)]);
        world.0.last().unwrap().1.clone()
    };
    let fine = law(json!({
        "when": {
            "authority.jurisdiction": {"linked_to": "CC", "by": "treaty"}, "authority.purpose": ["tax", "civil"],
            "not": {"data.personal": true}
        },
        "lifted_by": ["treaty", "way"], "sanction": {"kind": "civil", "amount": 5, "currency": "EUR"},
    }));
    assert_eq!(misfits(&laws, &fine), [""; 0]);
    let wrong = [
        json!({"when": {"authority.purpos": "tax"}}),
        json!({"when": {"authority.purpose": "taxes"}}),
        json!({"when": {"authority.purpose": []}}),
        json!({"when": {"authority.jurisdiction": "ZZ"}}),
        json!({"when": {"any": [{"data.personal": "true"}]}}),
        json!({"when": {"authority.jurisdiction": {"linked_to": "CC", "by": "treatie"}}}),
        json!({"unless": [{"id": "x", "pinpoint": "§ 3", "when": {"authority.purpose": "taxes"}}]}),
        json!({"must": "disclos"}),
        json!({"may": "notify"}),
        json!({"lifted_by": ["treatie"]}),
        json!({"lifted_by": ["way", "way"]}),
        json!({"sanction": {"kind": "civil", "amount": 5, "currency": "Euro"}}),
        json!({"in_force": {"from": "1.1.2020"}}),
        json!({"sources": []}),
        json!({"sources": [{"url": "example.org", "seen": "2026-01-01"}]}),
        json!({"principles": [{"id": "flow", "effect": "supports"}]}),
        json!({"confidence": "hgih"}),
        json!({"id": "Art. 1"}),
    ];
    for change in wrong {
        let file = law(change.clone());
        assert!(!misfits(&laws, &file).is_empty(), "{change} passes");
    }
    let ways = jsonschema::validator_for(&schema(&corpus, "mechanism")).unwrap();
    let (_, way) = sound().0.into_iter().find(|(name, _)| name == "mechanisms/way.json").unwrap();
    assert_eq!(misfits(&ways, &way), [""; 0]);
    for (key, value) in [("kind", "treatie"), ("acts", "disclos"), ("of", "AA"), ("effect", "lift")] {
        let mut way = way.clone();
        way[key] = if key == "acts" { json!([value]) } else { json!(value) };
        assert!(!misfits(&ways, &way).is_empty(), "{key}: {value} passes");
    }
}

#[test]
fn a_file_may_name_its_schema_and_says_the_same_law() {
    let Origin::Memory(files) = sound().origin() else { unreachable!() };
    let named =
        files.iter().map(|(name, text)| (name.clone(), text.replacen('{', "{\n  \"$schema\": \"a.json\",\n  ", 1)));
    let loaded = load(&Origin::Memory(named.collect())).unwrap();
    assert_eq!(loaded.faults, []);
    let corpus = sound().corpus();
    assert_eq!(loaded.corpus.unwrap().hash, corpus.hash);
    let request = r#"{"$schema": "request.json", "authority.jurisdiction": "AA"}"#;
    assert!(parse_request(&corpus, FileId::default(), request, "").is_ok());
}
