//! Addresses, made in one place: a page leads to others by path and query, on a server and as a file.

use std::fmt::Write as _;

use crate::law::Lang;

/// How a page reaches others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// On a server: from the root, with questions.
    Served,
    /// As files, so many folders below the top: a page that needs a question does not exist.
    Files {
        /// How many folders.
        depth: usize,
    },
}

impl Links {
    /// The address of a page; nothing if there is none.
    #[must_use]
    pub fn page(self, lang: Lang, path: &str, query: &str) -> Option<String> {
        let lang = code(lang);
        match self {
            Self::Served => {
                let mark = if query.is_empty() { "" } else { "?" };
                Some(format!("/{lang}/{path}{mark}{query}"))
            }
            Self::Files { depth } if query.is_empty() => {
                let path = if path.is_empty() { "index" } else { path };
                Some(format!("{}{lang}/{path}.html", "../".repeat(depth)))
            }
            Self::Files { .. } => None,
        }
    }

    /// The address of a page in another form, as `json`.
    #[must_use]
    pub fn form(self, lang: Lang, path: &str, form: &str, query: &str) -> Option<String> {
        let lang = code(lang);
        match self {
            Self::Served => {
                let mark = if query.is_empty() { "" } else { "?" };
                Some(format!("/{lang}/{path}.{form}{mark}{query}"))
            }
            Self::Files { depth } if query.is_empty() => Some(format!("{}{lang}/{path}.{form}", "../".repeat(depth))),
            Self::Files { .. } => None,
        }
    }

    /// The address of something that all pages share, as `style.css`.
    #[must_use]
    pub fn shared(self, name: &str) -> String {
        match self {
            Self::Served => format!("/static/{name}"),
            Self::Files { depth } => format!("{}static/{name}", "../".repeat(depth)),
        }
    }
}

/// A language as addresses write it.
pub(super) fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::De => "de",
    }
}

/// The path of a provision, an instrument or a mechanism: `eu.gdpr#art-48` is `law/eu.gdpr/art-48`.
#[must_use]
pub fn law_path(id: &str) -> String {
    format!("law/{}", id.replacen('#', "/", 1))
}

/// A query, each name and value escaped: `a=b&c=d`.
///
/// ```
/// use comity::render::web::query;
/// assert_eq!(query(&[("data.location", "DE,FR"), ("q", "a b&c")]), "data.location=DE,FR&q=a%20b%26c");
/// ```
#[must_use]
pub fn query<N: AsRef<str>, V: AsRef<str>>(pairs: &[(N, V)]) -> String {
    let mut query = String::new();
    for (name, value) in pairs {
        if !query.is_empty() {
            query.push('&');
        }
        escape(name.as_ref(), &mut query);
        query.push('=');
        escape(value.as_ref(), &mut query);
    }
    query
}

/// Writes a text as part of a query.
fn escape(text: &str, into: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,:/".contains(&byte) {
            into.push(char::from(byte));
        } else {
            let _ = write!(into, "%{byte:02X}");
        }
    }
}
