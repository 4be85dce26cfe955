//! Addresses: which language, which page, in which form, with which questions, on which day.

use comity::law::{Day, Lang};
use comity::render::web::Links;
use comity::said;

use super::reply::Refusal;

/// So many questions an address may have at most, and so long may it be.
pub(super) const MOST_QUESTIONS: usize = 128;
pub(super) const LONGEST: usize = 16 * 1024;

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Html,
    Json,
    Csv,
    Markdown,
    Svg,
    Xlsx,
}

impl Form {
    /// The form with this ending, without its dot.
    pub(crate) fn named(ending: &str) -> Option<Form> {
        Self::ENDINGS.iter().find(|(known, _)| known.strip_prefix('.') == Some(ending)).map(|(_, form)| *form)
    }

    /// A path without its ending, and the form that this asks for.
    pub(crate) fn split(path: &str) -> (&str, Form) {
        let ending = Self::ENDINGS.iter().find_map(|(ending, form)| Some((path.strip_suffix(ending)?, *form)));
        ending.unwrap_or((path, Form::Html))
    }

    const ENDINGS: [(&'static str, Form); 5] = [
        (".json", Form::Json),
        (".csv", Form::Csv),
        (".md", Form::Markdown),
        (".svg", Form::Svg),
        (".xlsx", Form::Xlsx),
    ];
}

/// What an address asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    pub lang: Lang,
    /// The path below the language, without the ending: `pair/US/DE`.
    pub path: String,
    pub form: Form,
    /// The questions, none of them empty.
    pub asked: Vec<(String, String)>,
    /// The day on which the law is read.
    pub day: Day,
    /// How pages reach each other.
    pub links: Links,
    /// Whether some questions were empty: then there is a shorter address for the same.
    pub has_empty: bool,
}

impl Address {
    /// Reads the part of an address below its language.
    pub(crate) fn read(lang: Lang, path: &str, query: &str, today: Day) -> Result<Self, Refusal> {
        if path.len() + query.len() > LONGEST {
            return Err(too_long());
        }
        let path = decoded(path).ok_or_else(unreadable)?;
        let (path, form) = Form::split(&path);
        let mut asked = questions(query).ok_or_else(unreadable)?;
        if asked.len() > MOST_QUESTIONS {
            return Err(too_long());
        }
        let all = asked.len();
        asked.retain(|(_, value)| !value.trim().is_empty());
        let has_empty = asked.len() < all;
        let day = asked.iter().find(|(name, _)| name == "as-of").map(|(_, value)| value.trim().parse::<Day>());
        let day = day.transpose().map_err(|message| Refusal::new(400, message))?.unwrap_or(today);
        // Today's law needs no date: an address without one always shows the law of the day.
        Ok(Self { lang, path: path.trim_matches('/').to_owned(), form, asked, day, has_empty, links: Links::Served })
    }

    /// A page without questions.
    pub(crate) fn plain(lang: Lang, path: &str, form: Form, day: Day, links: Links) -> Self {
        Self { lang, path: path.to_owned(), form, asked: Vec::new(), day, has_empty: false, links }
    }

    /// The answer to one question of the address.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.asked.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim())
    }

    /// Whether the address says yes, in whatever words.
    pub(crate) fn says(&self, name: &str) -> bool {
        self.get(name).and_then(comity::corpus::yes_or_no) == Some(true)
    }
}

/// That an address is too long.
pub(super) fn too_long() -> Refusal {
    Refusal::new(
        414,
        said!(
            "This address is too long, or asks too much at once.",
            "Diese Adresse ist zu lang oder fragt zu viel auf einmal."
        ),
    )
}

/// That an address is no text.
pub(super) fn unreadable() -> Refusal {
    Refusal::new(400, said!("This address is not UTF-8.", "Diese Adresse ist kein UTF-8."))
}

/// The names and values of a query.
pub(super) fn questions(query: &str) -> Option<Vec<(String, String)>> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decoded(&name.replace('+', " "))?, decoded(&value.replace('+', " "))?))
        })
        .collect()
}

/// A text without its percent signs; nothing if that is no UTF-8.
pub(super) fn decoded(text: &str) -> Option<String> {
    percent_encoding::percent_decode_str(text).decode_utf8().ok().map(|text| text.into_owned())
}
