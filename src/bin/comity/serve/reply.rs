//! What an address is answered with.

use comity::corpus::Corpus;
use comity::diagnostic::Diagnostic;
use comity::law::Lang;
use comity::render::web::Trouble;

use crate::exit::Stop;

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    pub status: u16,
    pub media_type: &'static str,
    pub body: Vec<u8>,
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

    pub(crate) fn ok(media_type: &'static str, body: Vec<u8>) -> Self {
        Self { status: 200, media_type, body, location: None }
    }

    /// The same under another address.
    pub(crate) fn elsewhere(location: String) -> Self {
        Self { status: 303, media_type: "text/plain; charset=utf-8", body: Vec::new(), location: Some(location) }
    }
}

/// Why there is no answer, as far as it is whoever asks who can help it; or a fault of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub status: u16,
    pub trouble: Trouble,
    /// The codes of the faults.
    pub codes: Vec<&'static str>,
}

impl Refusal {
    pub(crate) fn new(status: u16, title: impl Into<String>) -> Self {
        Self { status, trouble: Trouble { title: title.into(), faults: Vec::new() }, codes: Vec::new() }
    }

    /// That there is no such page.
    pub(crate) fn nothing(lang: Lang) -> Self {
        Self::new(404, match lang {
            Lang::En => "There is no such page.",
            Lang::De => "Diese Seite gibt es nicht.",
        })
    }

    /// That a page has no such form.
    pub(crate) fn form(lang: Lang) -> Self {
        Self::new(404, match lang {
            Lang::En => "There is no such form of this page.",
            Lang::De => "Diese Form gibt es von dieser Seite nicht.",
        })
    }

    /// Faults in what was asked.
    pub(crate) fn faults(lang: Lang, faults: &[Diagnostic]) -> Self {
        let title = match lang {
            Lang::En => "Something in the question does not exist.",
            Lang::De => "Etwas in der Frage gibt es nicht.",
        };
        let told = faults.iter().map(|fault| (fault.message.clone(), fault.help.clone()));
        Self {
            status: 400,
            trouble: Trouble { title: title.to_owned(), faults: told.collect() },
            codes: faults.iter().map(|fault| fault.code.name()).collect(),
        }
    }

    /// A fault of ours.
    pub(crate) fn ours(error: &dyn std::error::Error) -> Self {
        tracing::error!(error = %error, "an answer could not be written");
        Self::new(500, "comity could not write the answer. That is a fault of ours.")
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
            Stop::Faults(_, faults) => Self::faults(Lang::En, &faults),
            Stop::Quiet => Self::new(500, "stopped"),
        }
    }
}

/// A fault with the nearest name, for a jurisdiction that does not exist.
pub(crate) fn jurisdiction(corpus: &Corpus, typed: &str, lang: Lang) -> Result<comity::law::JurisdictionId, Refusal> {
    corpus.find_jurisdiction(typed).map_err(|fault| Refusal { status: 404, ..Refusal::faults(lang, &[fault]) })
}
