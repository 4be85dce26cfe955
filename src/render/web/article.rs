//! Pages that are read from top to bottom: heads, paragraphs, lists, tables, and parts that open.

use serde::Serialize;

use super::frame::At;
use super::links::law_path;
use super::{Head, Site};

/// A part of a page.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(super) enum Block {
    Head {
        level: u8,
        text: String,
    },
    Text {
        line: Line,
    },
    List {
        lines: Vec<Line>,
    },
    Table {
        label: String,
        head: Vec<String>,
        rows: Vec<Vec<Line>>,
    },
    Fold {
        head: String,
        open: bool,
        blocks: Vec<Block>,
    },
    Verdict {
        class: &'static str,
        name: String,
        meaning: String,
    },
    /// A form that asks for the page again.
    Form {
        fields: Vec<Ask>,
        button: &'static str,
    },
}

/// A question of a form.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Ask {
    pub name: &'static str,
    pub label: String,
    pub value: String,
    /// `text`, `date`, `search`, or `choice`.
    pub kind: &'static str,
    pub options: Vec<(String, String, bool)>,
    pub hint: String,
}

impl Ask {
    pub(super) fn new(kind: &'static str, name: &'static str, label: &str, value: &str) -> Self {
        Self { name, label: label.to_owned(), value: value.to_owned(), kind, options: Vec::new(), hint: String::new() }
    }
}

/// A line of pieces.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Line {
    pub depth: usize,
    pub pieces: Vec<Piece>,
}

/// A piece of a line.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Piece {
    pub text: String,
    /// `plain`, `strong`, `soft`, `code`, `letter` in the colour of an outcome, or `break`.
    pub style: &'static str,
    pub class: &'static str,
    pub href: Option<String>,
    /// Whether the address leads to another site.
    pub away: bool,
}

impl Line {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self::new().text(text)
    }

    pub(super) fn at(mut self, depth: usize) -> Self {
        self.depth = depth;
        self
    }

    fn with(mut self, text: String, style: &'static str, href: Option<String>) -> Self {
        self.pieces.push(Piece { text, style, class: "", href, away: false });
        self
    }

    pub(super) fn text(self, text: impl Into<String>) -> Self {
        self.with(text.into(), "plain", None)
    }

    pub(super) fn strong(self, text: impl Into<String>) -> Self {
        self.with(text.into(), "strong", None)
    }

    pub(super) fn soft(self, text: impl Into<String>) -> Self {
        self.with(text.into(), "soft", None)
    }

    pub(super) fn code(self, text: impl Into<String>) -> Self {
        self.with(text.into(), "code", None)
    }

    /// What comes now stands on a line of its own.
    pub(super) fn below(self) -> Self {
        self.with(String::new(), "break", None)
    }

    /// A page of this site.
    pub(super) fn link(self, text: impl Into<String>, href: Option<String>) -> Self {
        self.with(text.into(), "plain", href)
    }

    /// A provision, an instrument or a mechanism.
    pub(super) fn law(self, at: &At<'_>, text: impl Into<String>, id: &str) -> Self {
        let href = at.to(&law_path(id));
        self.link(text, href)
    }

    /// A page of another site; what is no address of the web is shown as text.
    pub(super) fn away(mut self, text: impl Into<String>, url: &str) -> Self {
        let is_web = url.starts_with("https://") || url.starts_with("http://");
        let href = is_web.then(|| url.to_owned());
        self.pieces.push(Piece { text: text.into(), style: "plain", class: "", away: href.is_some(), href });
        self
    }

    /// Something in the colour of an outcome.
    pub(super) fn colour(mut self, text: impl Into<String>, class: &'static str, href: Option<String>) -> Self {
        self.pieces.push(Piece { text: text.into(), style: "letter", class, href, away: false });
        self
    }
}

/// A head of the page's own.
pub(super) fn head(text: impl Into<String>) -> Block {
    Block::Head { level: 2, text: text.into() }
}

/// A paragraph.
pub(super) fn text(line: Line) -> Block {
    Block::Text { line }
}

/// A list, if there is anything in it.
pub(super) fn list(lines: Vec<Line>) -> Option<Block> {
    (!lines.is_empty()).then_some(Block::List { lines })
}

#[derive(Serialize)]
struct View<'a> {
    title: &'a str,
    over: Option<Line>,
    lead: &'a str,
    blocks: &'a [Block],
    places: &'a [(String, String)],
}

/// An article: its head, and its parts.
pub(super) struct Article<'a> {
    pub over: Option<Line>,
    pub lead: &'a str,
    pub blocks: &'a [Block],
    /// Every jurisdiction, where a form asks for one.
    pub places: &'a [(String, String)],
}

impl Site {
    pub(super) fn article(
        &self,
        at: &At<'_>,
        head: &Head<'_>,
        article: Article<'_>,
    ) -> Result<String, minijinja::Error> {
        let Article { over, lead, blocks, places } = article;
        self.page("article.html", at, head, &View { title: &head.title, over, lead, blocks, places })
    }
}
