//! Small invented worlds, and the one way in which tests run things.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin, set_fact};
use comity::law::{Day, Lang, Request};
use comity::lawbook::Lawbook;
use comity::report::{self, CheckReport, Options};
use comity::solve::solve;
use serde_json::{Value, json};

/// The folder of the package.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// A corpus in memory: paths and values.
#[derive(Debug, Clone)]
pub(crate) struct World(pub(crate) Vec<(String, Value)>);

pub(crate) fn text(en: &str) -> Value {
    json!({"en": en, "de": format!("{en} (deutsch)")})
}

pub(crate) fn fact(id: &str, ty: &str, more: Value) -> Value {
    let mut fact = json!({"id": id, "type": ty, "label": text(id), "question": text(&format!("{id}?"))});
    for (key, value) in more.as_object().unwrap() {
        fact[key] = value.clone();
    }
    fact
}

/// Three states, `AA` and `BB` members of the union `UU` from 2000 on, `CC` alone; every topic encoded.
pub(crate) fn world() -> World {
    let topics = ["compelled", "blocking", "transfer", "secrecy"];
    let choice = |id: &str| json!({"id": id, "label": text(id)});
    let act = |id: &str, entails: &[&str], must: &str, must_not: &str| {
        json!({"id": id, "label": text(id), "entails": entails,
               "topics": {"must": must, "must_not": must_not, "may": must}})
    };
    let vocabulary = json!({
        "facts": [
            fact("authority.jurisdiction", "jurisdiction", json!({})),
            fact("authority.purpose", "choice", json!({"values": [choice("criminal"), choice("civil"), choice("tax")]})),
            fact("authority.secrecy", "flag", json!({})),
            fact("provider.presence", "jurisdictions", json!({"controllable": "later"})),
            fact("data.location", "jurisdictions", json!({"controllable": "later"})),
            fact("data.personal", "flag", json!({"default": true})),
            fact("via", "mechanisms", json!({"default": [], "controllable": "now"})),
        ],
        "acts": [
            act("disclose", &["export"], "compelled", "blocking"),
            act("export", &[], "transfer", "transfer"),
            act("notify", &[], "secrecy", "secrecy"),
        ],
        "topics": topics.map(choice),
        "mechanism_kinds": [choice("treaty"), choice("adequacy"), choice("motion"), choice("consent"), choice("talks")],
    });
    let coverage: Value = topics
        .iter()
        .map(|t| (t.to_string(), json!({"level": "encoded", "reviewed": "2026-01-01"})))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let place = |code: &str, kind: &str, member_of: Value| {
        let value = json!({"id": code, "name": text(code), "kind": kind, "member_of": member_of, "coverage": coverage});
        (format!("jurisdictions/{}/jurisdiction.json", code.to_lowercase()), value)
    };
    let member = json!([{"jurisdiction": "UU", "in_force": {"from": "2000-01-01"}, "citation": "Treaty of Union"}]);
    let principle = json!({"id": "flows", "title": text("Flows"), "statement": text("Data should flow.")});
    World(vec![
        ("vocabulary.json".into(), vocabulary),
        ("principles.json".into(), json!({"principles": [principle]})),
        place("AA", "state", member.clone()),
        place("BB", "state", member),
        place("CC", "state", json!([])),
        place("UU", "union", json!([])),
    ])
}

/// A provision with everything that it must have; `more` adds and overrides.
pub(crate) fn provision(id: &str, norm: &str, act: &str, more: Value) -> Value {
    let mut provision = json!({
        "id": id, "pinpoint": format!("§ {id}"), norm: act, "summary": text(&format!("{norm} {act}")),
        "sanction": {"kind": "administrative"},
        "sources": [{"url": "https://example.org/law", "seen": "2026-01-01"}], "confidence": "high",
    });
    for (key, value) in more.as_object().unwrap() {
        provision[key] = value.clone();
    }
    provision
}

/// A mechanism with everything that it must have; `more` says whom it connects, adds and overrides.
pub(crate) fn mechanism(id: &str, kind: &str, effect: &str, more: Value) -> (String, Value) {
    let mut mechanism = json!({
        "id": id, "kind": kind, "title": text(id), "citation": id, "url": "https://example.org/way",
        "acts": ["disclose", "export"], "effect": effect, "strength": "binding", "invoked_by": "authority",
        "summary": text(id), "sources": [{"url": "https://example.org/way", "seen": "2026-01-01"}], "confidence": "high",
    });
    for (key, value) in more.as_object().unwrap() {
        mechanism[key] = value.clone();
    }
    (format!("mechanisms/{id}.json"), mechanism)
}

impl World {
    /// The same with one more instrument, `<code>.<name>`.
    pub(crate) fn law(mut self, code: &str, name: &str, provisions: Vec<Value>) -> Self {
        let code = code.to_lowercase();
        let instrument = json!({
            "id": format!("{code}.{name}"), "title": text(name), "citation": name, "url": "https://example.org/law",
            "in_force": {"from": "1990-01-01"}, "provisions": provisions,
        });
        self.0.push((format!("jurisdictions/{code}/{name}.json"), instrument));
        self
    }

    /// The same with one more mechanism.
    pub(crate) fn way(mut self, id: &str, kind: &str, effect: &str, more: Value) -> Self {
        self.0.push(mechanism(id, kind, effect, more));
        self
    }

    /// The folder of a test's own in which its files stand.
    pub(crate) fn written(&self, name: &str) -> PathBuf {
        let folder = scratch(name);
        self.write(&folder);
        folder
    }

    /// Writes its files into a folder.
    pub(crate) fn write(&self, folder: &Path) {
        let texts = self.0.iter().map(|(path, value)| (path.clone(), value.to_string()));
        write_texts(folder, &texts.collect::<Vec<_>>());
    }

    pub(crate) fn origin(&self) -> Origin {
        let pretty = |value: &Value| serde_json::to_string_pretty(value).unwrap();
        Origin::Memory(self.0.iter().map(|(path, value)| (path.clone(), pretty(value))).collect())
    }

    pub(crate) fn corpus(&self) -> Corpus {
        match Load::strict(&self.origin()) {
            Ok(corpus) => corpus,
            Err(error) => panic!("{error:?}"),
        }
    }
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A request from settings; `blank` facts stay open.
pub(crate) fn request(corpus: &Corpus, settings: &[&str]) -> Request {
    let mut request = Request::blank(corpus, "request");
    for setting in settings {
        set_fact(corpus, &mut request, setting).unwrap_or_else(|faults| panic!("{faults:?}"));
    }
    request
}

/// The report of a request in English, with the whole derivation.
pub(crate) fn report<'c>(corpus: &'c Corpus, on: &str, settings: &[&str]) -> CheckReport<'c> {
    let atlas = Atlas::new(corpus);
    let book = Lawbook::new(corpus, &atlas, day(on));
    let request = request(corpus, settings);
    let solution = solve(&book, &request.facts);
    report::check(&book, &request, &solution, Options { lang: Lang::En, explain: true })
}

/// The legal orders whose law is enough where a test is not about how much law there is.
const FEW: [&str; 8] = ["us", "eu", "de", "fr", "ie", "gb", "ch", "cn"];

/// The real law of a few legal orders: of all others it says that nothing is encoded.
pub(crate) fn few_texts() -> Vec<(String, String)> {
    let corpus = Load::strict(&Origin::Embedded).unwrap_or_else(|error| panic!("{error}"));
    let texts = corpus.files.iter().filter_map(|(_, file)| {
        let mut text = file.text.to_string();
        if let ["jurisdictions", owner, name] = file.name.split('/').collect::<Vec<_>>().as_slice()
            && !FEW.contains(owner)
        {
            if *name != "jurisdiction.json" {
                return None;
            }
            let mut place: Value = serde_json::from_str(&text).unwrap();
            place.as_object_mut().unwrap().remove("coverage");
            text = place.to_string();
        }
        Some((file.name.clone(), text))
    });
    texts.filter(|(name, _)| !name.starts_with("cases/") && !name.starts_with("requests/")).collect()
}

/// The same as a corpus.
pub(crate) fn few() -> Corpus {
    Load::strict(&Origin::Memory(few_texts())).unwrap_or_else(|error| panic!("{error:?}"))
}

/// Runs the program on that law: reading all law takes longer than most answers.
pub(crate) fn comity_on_few(arguments: &[&str]) -> Output {
    comity_on_few_with_input(arguments, b"")
}

/// The same with something on standard input.
pub(crate) fn comity_on_few_with_input(arguments: &[&str], input: &[u8]) -> Output {
    comity_with_input(&[arguments, &["--corpus", few_folder()]].concat(), input)
}

/// A folder with that law.
pub(crate) fn few_folder() -> &'static str {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = scratch("few");
        write_texts(&folder, &few_texts());
        folder
    });
    folder.to_str().unwrap()
}

/// Writes texts under their names into a folder.
pub(crate) fn write_texts(folder: &Path, texts: &[(String, String)]) {
    for (name, text) in texts {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

/// Runs the program.
pub(crate) fn comity(arguments: &[&str]) -> Output {
    comity_with_input(arguments, b"")
}

/// Runs the program with something on standard input.
pub(crate) fn comity_with_input(arguments: &[&str], input: &[u8]) -> Output {
    use std::io::Write as _;
    let mut child = Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(arguments)
        .current_dir(root())
        .env_remove("NO_COLOR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    std::thread::scope(|scope| {
        // The program may write before it has read everything, and stop before that too.
        scope.spawn(move || stdin.write_all(input));
        child.wait_with_output().unwrap()
    })
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A page without the hash of the law, which changes with every word of it.
pub(crate) fn without_hash(page: &str) -> String {
    // The last line of a page names it, in Markdown as well.
    match page.rsplit_once(" · corpus ").and_then(|(_, rest)| rest.get(..8)) {
        Some(hash) => page.replace(hash, "<hash>"),
        None => page.to_owned(),
    }
}

/// A folder of a test's own under the build folder, empty.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
