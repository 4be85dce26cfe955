//! Yes-or-no questions about the law of a day, asked of the law inside the program; and what the pages about the law claim.
//!
//! The questions stand in `dated_checks.json`, each with its right answer and the way in which the law is asked.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Load, Origin, parse_request};
use comity::law::{Day, Doubt, JurisdictionId, Lang, Lift, Link, MechanismId, Standing};
use comity::lawbook::Lawbook;
use comity::logic::Truth;
use comity::solve::{Solution, Status, solve};
use comity::text::FileId;
use serde::Deserialize;

use crate::support::{day, root};

/// What cannot be asked. A line more needs a reason in the file.
const NOT_ASKED: [&str; 8] = ["Q016", "Q017", "Q066", "Q095", "Q159", "Q211", "Q215", "Q216"];

/// The questions whose list was wrong: the file gives the answer that the named source decides.
const CORRECTED: [&str; 1] = ["Q185"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Page {
    #[serde(rename = "about")]
    _about: String,
    questions: Vec<Question>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    id: String,
    on: String,
    question: String,
    answer: Answer,
    ask: Option<Query>,
    not_asked: Option<String>,
    note: Option<String>,
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Yes,
    No,
}

/// How the law is asked: each kind is a statement that holds on the day or does not.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Query {
    /// Some version of a provision (`eu.gdpr#art-48`), an instrument (`us.calea`) or a mechanism is in force.
    InForce(String),
    /// The version of a provision that began on a day is in force.
    Version { of: String, since: String },
    /// A mechanism, or one of a kind, is in force between the first and the second; with one name: between it and any.
    /// Of a one-way decision the first is the one whose law it is.
    Linked { by: String, between: Vec<String> },
    /// A treaty is in force for a party.
    Party { who: String, of: String },
    /// A treaty's file names it as a party, or as one that has signed.
    Named { who: String, of: String },
    /// One belongs to the other.
    Member { who: String, of: String },
    /// A norm says one of these of a demand.
    Applies { norm: String, to: serde_json::Value, how: Vec<How> },
    /// A mechanism is open for some conflict of a demand.
    Way { by: String, to: serde_json::Value },
    /// It does not hold.
    Not(Box<Query>),
    /// All hold.
    All(Vec<Query>),
}

#[derive(Deserialize, Debug, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum How {
    /// It applies.
    Certain,
    /// It applies, but an arguable exception may hold.
    Contested,
    /// The facts do not say.
    Open,
    /// It does not apply, or is not in force.
    No,
}

/// The law on a day, to be asked.
struct Asked<'c> {
    corpus: &'c Corpus,
    atlas: &'c Atlas,
    on: Day,
}

impl Asked<'_> {
    fn holds(&self, query: &Query) -> bool {
        match query {
            Query::InForce(name) => self.in_force(name),
            Query::Version { of, since } => {
                let mut versions = self.versions(of).into_iter();
                versions.any(|period| period.contains(self.on) && period.first() == Some(day(since)))
            }
            Query::Linked { by, between } => {
                let (hub, others) = between.split_first().unwrap();
                let linked = self.atlas.linked_to(self.place(hub), self.lift(by), self.on);
                if others.is_empty() {
                    !linked.is_empty()
                } else {
                    others.iter().all(|o| linked.contains(&self.place(o)))
                }
            }
            Query::Party { who, of } => {
                let mechanism = self.mechanism(of);
                self.is_party(who, of) && self.atlas.ends(mechanism, self.on).contains(&self.place(who))
            }
            Query::Named { who, of } => self.is_party(who, of),
            Query::Member { who, of } => {
                self.atlas.legal_order(self.place(who), self.on).contains(&self.place(of)) && who != of
            }
            Query::Applies { norm, to, how } => how.contains(&self.applies(norm, to)),
            Query::Way { by, to } => {
                let mechanism = self.mechanism(by);
                let (_, solution) = self.solved(to);
                let conflicts = solution.conflicts.iter().chain(&solution.resolved);
                let mut ways = conflicts.flat_map(|conflict| &conflict.ways);
                ways.any(|way| way.mechanism == mechanism && way.status == Status::Available)
            }
            Query::Not(query) => !self.holds(query),
            Query::All(queries) => queries.iter().all(|query| self.holds(query)),
        }
    }

    fn in_force(&self, name: &str) -> bool {
        if name.contains('#') {
            return self.versions(name).iter().any(|period| period.contains(self.on));
        }
        let mut instruments =
            self.corpus.instruments.iter().filter(|(_, instrument)| instrument.name == name).peekable();
        if instruments.peek().is_some() {
            return instruments.any(|(_, instrument)| instrument.in_force.contains(self.on));
        }
        !self.atlas.ends(self.mechanism(name), self.on).is_empty()
    }

    fn versions(&self, name: &str) -> Vec<comity::law::Period> {
        let versions: Vec<_> = self.corpus.versions(name).map(|id| self.corpus.provisions[id].in_force).collect();
        assert!(!versions.is_empty(), "no provision {name}");
        versions
    }

    fn applies(&self, name: &str, to: &serde_json::Value) -> How {
        assert!(self.corpus.versions(name).next().is_some(), "no provision {name}");
        let (book, solution) = self.solved(to);
        let mut found =
            solution.norms.iter().filter(|s| self.corpus.provision_name(book.norms[s.norm].provision) == name);
        match found.next().map(|standing| (standing.applies, standing.disputed)) {
            None | Some((Truth::False, _)) => How::No,
            Some((Truth::Unknown, _)) => How::Open,
            Some((Truth::True, true)) => How::Contested,
            Some((Truth::True, false)) => How::Certain,
        }
    }

    fn solved(&self, to: &serde_json::Value) -> (Lawbook<'_>, Solution) {
        let request = parse_request(self.corpus, FileId::default(), &to.to_string(), "asked");
        let request = request.unwrap_or_else(|faults| panic!("{faults:?}"));
        let book = Lawbook::new(self.corpus, self.atlas, self.on);
        let solution = solve(&book, &request.facts);
        (book, solution)
    }

    fn is_party(&self, who: &str, of: &str) -> bool {
        let Link::Parties(parties) = &self.corpus.mechanisms[self.mechanism(of)].link else {
            panic!("{of} has no parties")
        };
        parties.iter().any(|party| party.jurisdiction == self.place(who))
    }

    fn lift(&self, name: &str) -> Lift {
        let kind = self.corpus.vocabulary.kinds.iter().find(|(_, kind)| kind.name == name);
        kind.map_or_else(|| Lift::Mechanism(self.mechanism(name)), |(id, _)| Lift::Kind(id))
    }

    fn mechanism(&self, name: &str) -> MechanismId {
        self.corpus.mechanism(name).unwrap_or_else(|| panic!("no mechanism {name}"))
    }

    fn place(&self, code: &str) -> JurisdictionId {
        self.corpus.jurisdiction(code).unwrap_or_else(|| panic!("no jurisdiction {code}"))
    }
}

fn corpus() -> Corpus {
    Load::strict(&Origin::Embedded).unwrap_or_else(|error| panic!("{error}"))
}

fn questions() -> Vec<Question> {
    let page: Page = serde_json::from_str(include_str!("dated_checks.json")).unwrap();
    page.questions
}

/// What the law answers otherwise than it should.
fn wrong(corpus: &Corpus, atlas: &Atlas, questions: &[Question]) -> Vec<String> {
    let mut wrong = Vec::new();
    for question in questions {
        let Some(query) = &question.ask else { continue };
        let asked = Asked { corpus, atlas, on: day(&question.on) };
        let answer = if asked.holds(query) { Answer::Yes } else { Answer::No };
        if answer != question.answer {
            wrong.push(format!("{} on {}: {} The law says {answer:?}", question.id, question.on, question.question));
        }
    }
    wrong
}

#[test]
fn the_dated_questions_are_answered_right() {
    let corpus = corpus();
    let atlas = Atlas::new(&corpus);
    assert_eq!(wrong(&corpus, &atlas, &questions()), Vec::<String>::new());
}

/// Of every question the opposite answer is found to be wrong: none passes whatever the law says.
#[test]
fn a_wrong_answer_is_found() {
    let corpus = corpus();
    let atlas = Atlas::new(&corpus);
    let mut questions = questions();
    for question in &mut questions {
        question.answer = if question.answer == Answer::Yes { Answer::No } else { Answer::Yes };
    }
    let asked = questions.iter().filter(|question| question.ask.is_some()).count();
    assert_eq!(wrong(&corpus, &atlas, &questions).len(), asked);
}

#[test]
fn what_cannot_be_asked_is_known_and_says_why() {
    let questions = questions();
    assert_eq!(questions.len(), 158);
    let ids: BTreeSet<&str> = questions.iter().map(|question| question.id.as_str()).collect();
    assert_eq!(ids.len(), questions.len());
    let mut not_asked = Vec::new();
    for question in &questions {
        assert!(question.ask.is_some() != question.not_asked.is_some(), "{}", question.id);
        if question.not_asked.is_some() {
            not_asked.push(question.id.as_str());
        }
    }
    assert_eq!(not_asked, NOT_ASKED);
    for id in CORRECTED {
        let question = questions.iter().find(|question| question.id == id).unwrap();
        assert!(question.note.as_ref().is_some_and(|note| note.contains("The list of questions says")), "{id}");
    }
}

/// What the document of the open questions names: `provision/exception`, `provision` and mechanism ids in backticks.
fn named(document: &str) -> BTreeSet<&str> {
    document.split('`').skip(1).step_by(2).filter(|name| !name.contains(' ')).collect()
}

/// Every arguable exception of the law is an open question, and every name in the document is one of the law.
#[test]
fn every_open_question_is_listed() {
    let corpus = corpus();
    let document = fs::read_to_string(root().join("docs/open-questions.md")).unwrap();
    let named = named(&document);
    let mut arguable = BTreeSet::new();
    let mut all = BTreeSet::new();
    for (_, provision) in corpus.provisions.iter() {
        all.insert(provision.full_name.clone());
        for exception in &provision.unless {
            let name = format!("{}/{}", provision.full_name, exception.name);
            if exception.standing == Standing::Arguable {
                let note = exception.note.as_ref().map_or("", |note| &note.en);
                arguable.insert((name.clone(), note.to_owned()));
            }
            all.insert(name);
        }
    }
    let missing = arguable.iter().filter(|(name, _)| !named.contains(name.as_str()));
    let missing: Vec<String> = missing.map(|(name, note)| format!("- `{name}`: {note}")).collect();
    assert_eq!(missing, Vec::<String>::new(), "add these to docs/open-questions.md");
    let strange = named.iter().filter(|name| !all.contains(**name) && corpus.mechanism(name).is_none());
    assert_eq!(strange.collect::<Vec<_>>(), Vec::<&&str>::new(), "docs/open-questions.md names what is not in the law");
}

/// The second part of the page has only exceptions that hang on the case, and the third none of them.
#[test]
fn what_the_case_decides_stands_apart_from_disputes() {
    let corpus = corpus();
    let document = fs::read_to_string(root().join("docs/open-questions.md")).unwrap();
    let (_, rest) = document.split_once("## Part 2").unwrap();
    let parts: [&str; 2] = rest.split_once("## Part 3").unwrap().into();
    let is_exception = |name: &&str| name.contains('#') && name.contains('/');
    let [second, third] = parts.map(|part| named(part).into_iter().filter(is_exception).collect::<BTreeSet<&str>>());
    let mut by_case: BTreeSet<String> = BTreeSet::new();
    for (_, provision) in corpus.provisions.iter() {
        let exceptions = provision.unless.iter().filter(|exception| exception.doubt == Doubt::Case);
        by_case.extend(exceptions.map(|exception| format!("{}/{}", provision.full_name, exception.name)));
    }
    let by_case: BTreeSet<&str> = by_case.iter().map(String::as_str).collect();
    assert_eq!(
        second.difference(&by_case).collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "disputed, and in the second part"
    );
    assert_eq!(
        third.intersection(&by_case).collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "not disputed, in the third part"
    );
}

/// The same words about the same doubt are not called a dispute here and a matter of the case there.
#[test]
fn what_is_in_doubt_is_said_alike() {
    let corpus = corpus();
    let mut known: BTreeMap<&str, (Doubt, String)> = BTreeMap::new();
    for (_, provision) in corpus.provisions.iter() {
        for exception in &provision.unless {
            let (Some(doubt), Some(note)) = (exception.in_doubt(), &exception.note) else { continue };
            let name = format!("{}/{}", provision.full_name, exception.name);
            let (before, other) = known.entry(note.get(Lang::En)).or_insert((doubt, name.clone()));
            assert_eq!(*before, doubt, "{name} and {other}");
        }
    }
    assert!(known.len() > 1_000, "{}", known.len());
}

/// Whether an excerpt is cut from a whole: every key stands there, every element of a list is cut from one of its.
fn is_cut_from(excerpt: &serde_json::Value, whole: &serde_json::Value) -> bool {
    use serde_json::Value;
    match (excerpt, whole) {
        (Value::Object(part), Value::Object(all)) => {
            part.iter().all(|(key, value)| all.get(key).is_some_and(|there| is_cut_from(value, there)))
        }
        (Value::Array(part), Value::Array(all)) => {
            part.iter().all(|value| all.iter().any(|there| is_cut_from(value, there)))
        }
        _ => excerpt == whole,
    }
}

/// What stands in the data, without what an excerpt leaves out.
fn without_words(value: &serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    const LEFT_OUT: [&str; 9] =
        ["short", "summary", "title", "citation", "url", "principles", "note", "sources", "confidence"];
    match value {
        Value::Object(all) => {
            let kept = all.iter().filter(|(key, _)| !LEFT_OUT.contains(&key.as_str()));
            kept.map(|(key, value)| (key.clone(), without_words(value))).collect()
        }
        Value::Array(all) => all.iter().map(without_words).collect(),
        _ => value.clone(),
    }
}

/// The page that explains the data shows what stands in the data: of a provision all but its words, unless it says so.
#[test]
fn the_examples_of_the_data_page_are_real() {
    let page = fs::read_to_string(root().join("docs/data.md")).unwrap();
    let file = |path: String| -> serde_json::Value {
        let text = fs::read_to_string(root().join("data").join(&path)).unwrap_or_else(|_| panic!("no {path}"));
        serde_json::from_str(&text).unwrap()
    };
    let mut examples = 0;
    for block in page.split("<!-- ").skip(1) {
        let (marker, rest) = block.split_once(" -->\n```json\n").unwrap();
        let excerpt: serde_json::Value = serde_json::from_str(rest.split_once("```").unwrap().0).unwrap();
        let (kind, name) = marker.split_once(": ").unwrap();
        let law = |instrument: &str| {
            let (place, rest) = instrument.split_once('.').unwrap();
            file(format!("jurisdictions/{place}/{rest}.json"))
        };
        let wholes = match kind {
            "mechanism" => vec![file(format!("mechanisms/{name}.json"))],
            "scope" => vec![law(name)["scope"].clone()],
            _ => law(name.split_once('#').unwrap().0)["provisions"].as_array().unwrap().clone(),
        };
        let shows = |whole: &serde_json::Value| match kind {
            "scope" => excerpt == *whole,
            "provision" => without_words(&excerpt) == without_words(whole),
            _ => is_cut_from(&excerpt, whole),
        };
        assert!(wholes.iter().any(shows), "docs/data.md shows {marker} otherwise");
        examples += usize::from(kind.starts_with("provision"));
    }
    assert!(examples >= 10, "{examples} examples");
}

/// Who cites cites the version that they have.
#[test]
fn the_citation_names_this_version() {
    let citation = fs::read_to_string(root().join("CITATION.cff")).unwrap();
    let line = format!("version: {}", env!("CARGO_PKG_VERSION"));
    assert!(citation.lines().any(|there| there == line), "CITATION.cff does not say `{line}`");
}
