//! Addresses, made in one place: a page leads to others by path and query, on a server and as a file.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::law::Lang;

/// How a page reaches others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// On a server: from the root, with questions.
    Served,
    /// As files: a page that needs a question does not exist, nor does one that is not written.
    Files {
        /// How many folders the page stands below the top.
        depth: usize,
        /// The paths that are written, in each language, with their endings: `pair/US/DE.html`.
        written: &'static BTreeSet<String>,
    },
}

impl Links {
    /// The address of a page; nothing if there is none.
    #[must_use]
    pub fn page(self, lang: Lang, path: &str, query: &str) -> Option<String> {
        let lang = lang.code();
        match self {
            Self::Served => {
                let mark = if query.is_empty() { "" } else { "?" };
                Some(format!("/{lang}/{path}{mark}{query}"))
            }
            Self::Files { .. } => self.file(lang, &html(path), query),
        }
    }

    /// The address of a file in a language, if it is written.
    fn file(self, lang: &str, path: &str, query: &str) -> Option<String> {
        let Self::Files { depth, written } = self else { return None };
        (query.is_empty() && written.contains(path)).then(|| format!("{}{lang}/{path}", "../".repeat(depth)))
    }

    /// The address of a page in another form, as `json`.
    #[must_use]
    pub fn form(self, lang: Lang, path: &str, form: &str, query: &str) -> Option<String> {
        let lang = lang.code();
        match self {
            Self::Served => {
                let mark = if query.is_empty() { "" } else { "?" };
                Some(format!("/{lang}/{path}.{form}{mark}{query}"))
            }
            Self::Files { .. } => self.file(lang, &format!("{path}.{form}"), query),
        }
    }

    /// The address of something that all pages share, as `style.css`.
    #[must_use]
    pub fn shared(self, name: &str) -> String {
        match self {
            Self::Served => format!("/static/{name}"),
            Self::Files { depth, .. } => format!("{}static/{name}", "../".repeat(depth)),
        }
    }
}

/// The file of a page: `pair/US/DE.html`, and `index.html` of the start page.
#[must_use]
pub fn html(path: &str) -> String {
    format!("{}.html", if path.is_empty() { "index" } else { path })
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
