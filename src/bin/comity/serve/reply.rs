//! What an address is answered with.

use axum::body::Bytes;
use comity::corpus::Corpus;
use comity::diagnostic::Diagnostic;
use comity::law::Lang;
use comity::render::web::Trouble;
use comity::report::{self, FaultReport};
use comity::text::Files;
use schemars::JsonSchema;
use serde::Serialize;

use crate::exit::Stop;

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub status: u16,
    pub media_type: &'static str,
    pub body: Bytes,
    /// Where the answer is, if not here.
    pub location: Option<String>,
}

impl Reply {
    pub(crate) fn html(page: String) -> Self {
        Self::ok("text/html; charset=utf-8", page.into_bytes())
    }

    pub(crate) fn json(json: String) -> Self {
        Self::ok("application/json", json.into_bytes())
    }

    pub(crate) fn markdown(text: String) -> Self {
        Self::ok("text/markdown; charset=utf-8", text.into_bytes())
    }

    pub(crate) fn csv(table: Vec<u8>) -> Self {
        Self::ok("text/csv; charset=utf-8", table)
    }

    /// A table, if it could be written.
    pub(crate) fn sheet(sheet: Result<Vec<u8>, impl std::error::Error>) -> Result<Self, Refusal> {
        sheet.map(Self::csv).map_err(|error| Refusal::ours(&error))
    }

    pub(crate) fn ok(media_type: &'static str, body: Vec<u8>) -> Self {
        Self { status: 200, media_type, body: body.into(), location: None }
    }

    /// The same under another address.
    pub(crate) fn elsewhere(location: String) -> Self {
        Self { status: 303, media_type: "text/plain; charset=utf-8", body: Bytes::new(), location: Some(location) }
    }
}

/// Why there is no answer, as far as it is whoever asks who can help it; or a fault of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub status: u16,
    pub trouble: Trouble,
    /// The faults in full.
    pub faults: Vec<FaultReport>,
}

/// A problem as RFC 9457 has it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Problem {
    /// Always `about:blank`: the status says which kind of problem it is.
    #[serde(rename = "type")]
    ty: &'static str,
    /// What is wrong as a whole.
    title: String,
    /// The status of the answer.
    status: u16,
    /// Everything that is wrong with what was asked.
    errors: Vec<ProblemFault>,
}

/// One thing that is wrong with what was asked.
#[derive(Debug, Serialize, JsonSchema)]
struct ProblemFault {
    /// The stable code, as the command line has it.
    code: &'static str,
    /// What is wrong.
    message: String,
    /// What to do, often the nearest name that exists.
    help: Option<String>,
    /// Where it stands in the body: the line, from one.
    line: Option<usize>,
    /// The column in characters, from one.
    column: Option<usize>,
}

impl Refusal {
    pub(crate) fn new(status: u16, title: impl Into<String>) -> Self {
        Self { status, trouble: Trouble { title: title.into(), faults: Vec::new() }, faults: Vec::new() }
    }

    /// That there is no such page.
    pub(crate) fn nothing(lang: Lang) -> Self {
        Self::new(
            404,
            match lang {
                Lang::En => "There is no such page.",
                Lang::De => "Diese Seite gibt es nicht.",
            },
        )
    }

    /// That a page has no such form.
    pub(crate) fn form(lang: Lang) -> Self {
        Self::new(
            404,
            match lang {
                Lang::En => "There is no such form of this page.",
                Lang::De => "Diese Form gibt es von dieser Seite nicht.",
            },
        )
    }

    /// Faults in what was asked.
    pub(crate) fn faults(lang: Lang, faults: &[Diagnostic]) -> Self {
        Self::faults_in(lang, &Files::default(), faults)
    }

    /// Faults in texts that were sent.
    pub(crate) fn faults_in(lang: Lang, files: &Files, faults: &[Diagnostic]) -> Self {
        let told = faults.iter().map(|fault| (fault.message.clone(), fault.help.clone()));
        Self {
            status: 400,
            trouble: Trouble { title: faulty(lang).to_owned(), faults: told.collect() },
            faults: report::faults(files, faults).faults,
        }
    }

    /// The same in a language: what is wrong as a whole is said by those who do not know it.
    pub(crate) fn said(mut self, lang: Lang) -> Self {
        if !self.faults.is_empty() {
            faulty(lang).clone_into(&mut self.trouble.title);
        }
        self
    }

    /// The same as a problem.
    pub(crate) fn problem(&self) -> Problem {
        let fault = |fault: &FaultReport| ProblemFault {
            code: fault.code,
            message: fault.message.clone(),
            help: fault.help.clone(),
            line: fault.line,
            column: fault.column,
        };
        Problem {
            ty: "about:blank",
            title: self.trouble.title.clone(),
            status: self.status,
            errors: self.faults.iter().map(fault).collect(),
        }
    }

    /// A fault of ours.
    pub(crate) fn ours(error: &dyn std::error::Error) -> Self {
        tracing::error!(error = %error, "an answer could not be written");
        Self::new(500, "comity could not write the answer. That is a fault of ours.")
    }
}

fn faulty(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Something in the question does not exist.",
        Lang::De => "Etwas in der Frage gibt es nicht.",
    }
}

impl From<minijinja::Error> for Refusal {
    fn from(error: minijinja::Error) -> Self {
        Self::ours(&error)
    }
}

impl From<Stop> for Refusal {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Message(message) => Self::new(400, message),
            Stop::Faults(files, faults) => Self::faults_in(Lang::En, &files, &faults),
            Stop::Quiet => Self::new(500, "stopped"),
        }
    }
}

/// A fault with the nearest name, for a jurisdiction that does not exist.
pub(crate) fn jurisdiction(corpus: &Corpus, typed: &str, lang: Lang) -> Result<comity::law::JurisdictionId, Refusal> {
    corpus.find_jurisdiction(typed).map_err(|fault| Refusal { status: 404, ..Refusal::faults(lang, &[fault]) })
}
