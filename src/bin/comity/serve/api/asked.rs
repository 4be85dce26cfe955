//! What was asked of an operation: read, and held against what it can be asked.

use comity::corpus::{Corpus, parse_request};
use comity::diagnostic::{Code, Diagnostic, Said, did_you_mean, known_are, suggestion};
use comity::law::{Day, Lang, Request};
use comity::report::Options;
use comity::said;
use comity::text::{FileId, Files};

use super::operation::{Body, Kind, Operation, Question};
use super::registry::{ANSWER, LINE};
use crate::input;
use crate::serve::address;
use crate::serve::reply::Refusal;

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub lang: Lang,
    pub today: Day,
    /// What the parts of the address in braces stand for.
    pub places: Vec<String>,
    questions: Vec<(&'static str, String)>,
    /// Facts in the address, as `--set` takes them.
    pub facts: Vec<String>,
    pub body: Option<Sent>,
    /// The request that was sent, or a blank one, with these facts.
    pub request: Request,
}

/// What was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sent {
    pub body: Body,
    pub text: String,
    /// Whether it is a table.
    pub is_table: bool,
}

/// The language that a query asks for, whatever else is wrong with it.
pub(in crate::serve) fn lang(query: &str) -> Lang {
    if query.split('&').any(|pair| pair == "lang=de") { Lang::De } else { Lang::En }
}

impl Asked {
    /// Reads a query; all faults at once.
    pub(super) fn read(
        operation: &Operation,
        corpus: &Corpus,
        places: Vec<String>,
        query: &str,
        body: Option<Sent>,
        today: Day,
    ) -> Result<Self, Refusal> {
        let lang = lang(query);
        let pairs = address::questions(query).ok_or_else(address::unreadable)?;
        if pairs.len() > address::MOST_QUESTIONS {
            return Err(address::too_long());
        }
        let request = Request { name: String::new(), as_of: None, facts: Vec::new() };
        let mut asked = Self { lang, today, places, questions: Vec::new(), facts: Vec::new(), body, request };
        let (mut faults, mut seen) = (Vec::new(), Vec::new());
        for (name, value) in &pairs {
            if seen.contains(&name) {
                faults.push(Diagnostic::new(
                    Code::DoubledKey,
                    said!("`{name}` is asked twice", "`{name}` ist zweimal gefragt"),
                ));
                continue;
            }
            seen.push(name);
            let known = operation.questions.iter().find(|question| question.name == name);
            match known {
                Some(question) => faults.extend(wrong(question, value)),
                None if operation.facts && corpus.vocabulary.fact(name).is_some() => {
                    asked.facts.push(format!("{name}={value}"));
                }
                None => faults.push(unknown(operation, corpus, name)),
            }
            asked.questions.extend(known.map(|question| (question.name, value.trim().to_owned())));
        }
        let missing =
            operation.questions.iter().filter(|question| question.needed && asked.names(question.name).is_empty());
        faults.extend(missing.map(|question| {
            let message = said!("`{name}` is missing", "`{name}` fehlt", name = question.name);
            Diagnostic::new(Code::MissingKey, message)
        }));
        if !faults.is_empty() {
            return Err(Refusal::faults(faults));
        }
        if operation.facts {
            asked.request = asked.demand(corpus)?;
        }
        Ok(asked)
    }

    /// The answer to a question.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.questions.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// The names that answer a question.
    pub(super) fn names(&self, name: &str) -> Vec<String> {
        let parts = self.get(name).unwrap_or_default().split(',');
        parts.map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.get(name) == Some("true")
    }

    /// The day that answers a question.
    pub(super) fn day_of(&self, name: &str) -> Option<Day> {
        self.get(name).and_then(|day| day.parse().ok())
    }

    /// The day on which the law is read, if one was asked for.
    pub(super) fn as_of(&self) -> Option<Day> {
        self.day_of("as-of")
    }

    /// The same, else today.
    pub(super) fn day(&self) -> Day {
        self.as_of().unwrap_or(self.today)
    }

    pub(super) fn options(&self) -> Options {
        Options { lang: self.lang, explain: self.flag("explain") }
    }

    /// A part of the address.
    pub(super) fn place(&self, at: usize) -> &str {
        self.places.get(at).map_or("", String::as_str)
    }

    /// Reads the request that was sent, else a blank one; then the facts of the address.
    fn demand(&self, corpus: &Corpus) -> Result<Request, Refusal> {
        let mut request = match &self.body {
            None => Request::blank(corpus, "request"),
            Some(sent) if sent.body == Body::Footprint => Request::blank(corpus, "request"),
            // The text is kept for showing only where it is wrong; it is the first and only one.
            Some(sent) => parse_request(corpus, FileId::default(), &sent.text, self.unnamed()).map_err(|faults| {
                let mut files = Files::default();
                files.add("request", sent.text.clone());
                Refusal::faults_in(files, faults)
            })?,
        };
        self.set(corpus, &mut request)?;
        Ok(request)
    }

    /// Whether a line is wanted instead of a report.
    pub(super) fn in_a_line(&self) -> bool {
        self.get(ANSWER) == Some(LINE)
    }

    /// What a request without an id is called: in a table its place there, which is the first.
    fn unnamed(&self) -> &'static str {
        if self.in_a_line() { "1" } else { "request" }
    }

    /// What tells one question of an operation from another, if nothing was sent.
    pub(super) fn key(&self) -> Option<String> {
        let (lang, today) = (self.lang, self.today);
        let nothing = self.body.is_none();
        nothing.then(|| format!("{lang:?} {today} {:?} {:?} {:?}", self.places, self.questions, self.facts))
    }

    /// Sets the facts of the address.
    pub(super) fn set(&self, corpus: &Corpus, request: &mut Request) -> Result<(), Refusal> {
        input::set(corpus, request, &self.facts)?;
        Ok(())
    }
}

/// What is wrong with the answer to a question.
fn wrong(question: &Question, value: &str) -> Option<Diagnostic> {
    let (name, value) = (question.name, value.trim());
    let fault = |help: Said| {
        let message = said!("`{name}` cannot be `{value}`", "`{name}` kann nicht `{value}` sein");
        Some(Diagnostic::new(Code::UnknownValue, message).help(help))
    };
    match question.kind {
        Kind::Day => value.parse::<Day>().err().map(|message| Diagnostic::new(Code::BadDate, message)),
        Kind::Flag if ["true", "false"].contains(&value) => None,
        Kind::Flag => fault(said!("write `true` or `false`", "schreiben Sie `true` oder `false`")),
        Kind::Number(least, most) if value.parse().is_ok_and(|number: u8| (least..=most).contains(&number)) => None,
        Kind::Number(least, most) => {
            fault(said!("write a number from {least} to {most}", "schreiben Sie eine Zahl von {least} bis {most}"))
        }
        Kind::Choice(values) if values.contains(&value) => None,
        Kind::Choice(values) => {
            fault(suggestion(value, values.iter().copied()).unwrap_or_else(|| known_are(values.iter().copied())))
        }
        Kind::Name | Kind::Names => None,
    }
}

/// That a question does not exist, with the nearest one.
fn unknown(operation: &Operation, corpus: &Corpus, name: &str) -> Diagnostic {
    let questions = operation.questions.iter().map(|question| question.name);
    if !operation.facts {
        let message = said!("there is no question `{name}` here", "eine Frage `{name}` gibt es hier nicht");
        let fault = Diagnostic::new(Code::UnknownKey, message);
        return Diagnostic { help: suggestion(name, questions), ..fault };
    }
    let fault = corpus.unknown_fact(name);
    let near = comity::diagnostic::nearest(name, questions).map(did_you_mean);
    Diagnostic { help: near.or_else(|| fault.help.clone()), ..fault }
}
