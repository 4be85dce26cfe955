//! What an operation of the API is: the address, what can be asked, and what answers. Routes and description are both
//! made from this, so that they cannot drift apart.

use comity::law::Lang;
use schemars::{Schema, SchemaGenerator};

use super::asked::Asked;
use crate::serve::desk::Desk;
use crate::serve::reply::{Refusal, Reply};

/// A text in English and German.
pub(super) type Said = [&'static str; 2];

/// The text in a language.
pub(super) fn said(text: Said, lang: Lang) -> &'static str {
    let [english, german] = text;
    match lang {
        Lang::En => english,
        Lang::De => german,
    }
}

/// One operation.
pub(super) struct Operation {
    /// Its name in programs.
    pub id: &'static str,
    pub verb: Verb,
    /// The address below `/api/v1/`; a part in braces stands for anything.
    pub path: &'static str,
    pub tells: Said,
    /// What the parts in braces mean, in order, and what can stand there.
    pub places: &'static [(Said, Known)],
    pub questions: &'static [Question],
    /// Whether facts of the vocabulary can be asked with as well.
    pub facts: bool,
    pub work: Work,
    pub answer: fn(&Desk, &Asked) -> Result<Reply, Refusal>,
    /// The form of the answer.
    pub schema: fn(&mut SchemaGenerator) -> Schema,
}

/// What can stand in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    Jurisdiction,
    Footprint,
    Case,
    /// An instrument or a mechanism.
    Law,
    Instrument,
    Provision,
}

/// How an operation is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Get,
    Post(Body),
}

/// What can be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Body {
    Request,
    Footprint,
}

/// How much work an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    /// Less than handing it to somebody else if the request is narrow, else some.
    Little,
    /// Some: beside the sockets, and kept for whoever asks the same again.
    Some,
    /// So much that one is worked out after the other.
    Much,
}

/// A question that can stand in the address.
pub(super) struct Question {
    pub name: &'static str,
    pub tells: Said,
    pub kind: Kind,
    pub needed: bool,
}

/// What answers a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Day,
    Flag,
    Number(u8, u8),
    Choice(&'static [&'static str]),
    /// One name.
    Name,
    /// Names with commas between them.
    Names,
}

impl Question {
    pub(super) const fn new(name: &'static str, kind: Kind, tells: Said) -> Self {
        Self { name, tells, kind, needed: false }
    }

    pub(super) const fn needed(self) -> Self {
        Self { needed: true, ..self }
    }
}

impl Operation {
    /// What the parts in braces stand for, if a path is one of this operation's.
    pub(super) fn places(&self, path: &[String]) -> Option<Vec<String>> {
        let own = self.path.split('/');
        if own.clone().count() != path.len() {
            return None;
        }
        let mut places = Vec::new();
        for (own, given) in own.zip(path) {
            if own.starts_with('{') {
                places.push(given.clone());
            } else if own != given {
                return None;
            }
        }
        Some(places)
    }

    /// The names of the parts in braces.
    pub(super) fn place_names(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
    }
}
