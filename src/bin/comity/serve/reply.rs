//! What an address is answered with.

use axum::body::Bytes;
use comity::corpus::Corpus;
use comity::diagnostic::{Diagnostic, Said};
use comity::law::Lang;
use comity::render::web::Trouble;
use comity::report::{self, FaultReport};
use comity::said;
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
    /// The name of the file, if the answer is one to be kept and not a page of the site.
    pub file: Option<String>,
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
        Self { status: 200, media_type, body: body.into(), location: None, file: None }
    }

    /// The same under another address.
    pub(crate) fn elsewhere(location: String) -> Self {
        Self {
            status: 303,
            media_type: "text/plain; charset=utf-8",
            body: Bytes::new(),
            location: Some(location),
            file: None,
        }
    }
}

/// Why there is no answer, as far as it is whoever asks who can help it; or a fault of ours.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub status: u16,
    /// What is wrong as a whole.
    title: Said,
    /// Everything that is wrong, and the texts in which it stands.
    faults: Vec<Diagnostic>,
    files: Files,
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
    pub(crate) fn new(status: u16, title: impl Into<Said>) -> Self {
        Self { status, title: title.into(), faults: Vec::new(), files: Files::default() }
    }

    /// That there is no such page.
    pub(crate) fn nothing() -> Self {
        Self::new(404, said!("There is no such page.", "Diese Seite gibt es nicht."))
    }

    /// That a page has no such form.
    pub(crate) fn form() -> Self {
        Self::new(404, said!("There is no such form of this page.", "Diese Form gibt es von dieser Seite nicht."))
    }

    /// Faults in what was asked.
    pub(crate) fn faults(faults: Vec<Diagnostic>) -> Self {
        Self::faults_in(Files::default(), faults)
    }

    /// Faults in texts that were sent.
    pub(crate) fn faults_in(files: Files, faults: Vec<Diagnostic>) -> Self {
        let title = said!("Something in the question does not exist.", "Etwas, wonach gefragt wird, gibt es nicht.");
        Self { faults, files, ..Self::new(400, title) }
    }

    /// Why there is nothing at an address.
    pub(crate) fn absent(stop: Stop) -> Self {
        Self { status: 404, ..stop.into() }
    }

    /// The same for a page.
    pub(crate) fn trouble(&self, lang: Lang) -> Trouble {
        let told = report::faults(&self.files, &self.faults, lang).faults;
        let told = told.into_iter().map(|fault| (fault.message, fault.help));
        Trouble { title: self.title.get(lang).to_owned(), faults: told.collect() }
    }

    /// The same as a problem.
    pub(crate) fn problem(&self, lang: Lang) -> Problem {
        let fault = |fault: FaultReport| ProblemFault {
            code: fault.code,
            message: fault.message,
            help: fault.help,
            line: fault.line,
            column: fault.column,
        };
        Problem {
            ty: "about:blank",
            title: self.title.get(lang).to_owned(),
            status: self.status,
            errors: report::faults(&self.files, &self.faults, lang).faults.into_iter().map(fault).collect(),
        }
    }

    /// A fault of ours.
    pub(crate) fn ours(error: &dyn std::error::Error) -> Self {
        tracing::error!(error = %error, "an answer could not be written");
        Self::new(
            500,
            said!(
                "comity could not write the answer. That is a fault of ours.",
                "comity konnte die Antwort nicht schreiben. Das ist unser Fehler."
            ),
        )
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
            Stop::Faults(files, faults) => Self::faults_in(*files, faults),
            Stop::Quiet => Self::new(500, "stopped"),
        }
    }
}

/// A fault with the nearest name, for a jurisdiction that does not exist.
pub(crate) fn jurisdiction(corpus: &Corpus, typed: &str) -> Result<comity::law::JurisdictionId, Refusal> {
    corpus.find_jurisdiction(typed).map_err(|fault| Refusal { status: 404, ..Refusal::faults(vec![fault]) })
}
