//! What a page says where there is no answer.

use serde::Serialize;

use super::frame::At;
use super::words::words;
use super::{Head, Site};

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trouble {
    /// In a few words.
    pub title: String,
    /// Everything that is wrong, with help where there is any.
    pub faults: Vec<(String, Option<String>)>,
}

#[derive(Serialize)]
struct View<'a> {
    trouble: &'a Trouble,
    home: Option<String>,
}

impl Site {
    /// The page of an error.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn error(&self, at: &At<'_>, trouble: &Trouble) -> Result<String, minijinja::Error> {
        let head = Head { title: words(at.lang).error.to_owned(), passing: true, ..Head::default() };
        self.page("error.html", at, &head, &View { trouble, home: at.to("") })
    }
}
