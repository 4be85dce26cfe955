//! A document being written: headings, lists, links, and the references that they make.

use std::fmt::Write as _;

use super::{escaped, table_head, table_row};
use crate::law::Lang;
use crate::render::changes::between;
use crate::render::clauses::ClauseLine;
use crate::render::head::Head;
use crate::render::names;
use crate::render::phrases::{Phrases, sign};
use crate::render::references::{References, cited, way_cited};
use crate::render::words::words;
use crate::report::{ConflictReport, HornReport, Receipt, WayReport};

/// A document being written.
#[derive(Default)]
pub(super) struct Document {
    text: String,
    references: References,
}

impl Document {
    /// The title, the date of the law, and what was left out of it.
    pub(super) fn titled(title: &str, as_of: &str, receipt: &Receipt, lang: Lang) -> Self {
        let mut document = Self::default();
        let words = words(lang);
        document.heading(1, title);
        document.paragraph(&format!("{} {}", words.law_as_of, names::date(as_of, lang)));
        document.left_out(receipt, lang);
        document
    }

    /// The faulty files that were left out of the law, and what that means.
    pub(super) fn left_out(&mut self, receipt: &Receipt, lang: Lang) {
        if !receipt.left_out.is_empty() {
            let (files, words) = (escaped(&receipt.left_out.join(", ")), words(lang));
            self.paragraph(&format!("**{}:** {files}. {}", words.broken, words.never_clear));
        }
    }

    /// What is shown only to those who open it.
    pub(super) fn folded(&mut self, head: &str, write: impl FnOnce(&mut Self)) {
        self.paragraph(&format!("<details><summary>{}</summary>", escaped(head)));
        write(self);
        self.paragraph("</details>");
    }

    pub(super) fn heading(&mut self, level: usize, text: &str) {
        self.gap();
        self.line(&format!("{} {}", "#".repeat(level), escaped(text)));
        self.gap();
    }

    /// A paragraph of Markdown.
    pub(super) fn paragraph(&mut self, markdown: &str) {
        self.gap();
        self.line(markdown);
        self.gap();
    }

    /// An item of Markdown in a list, as deep as `depth`.
    pub(super) fn item(&mut self, depth: usize, markdown: &str) {
        self.line(&format!("{}- {markdown}", "  ".repeat(depth)));
    }

    /// A condition as nested items under its head.
    pub(super) fn clauses(&mut self, depth: usize, head: &str, lines: &[ClauseLine]) {
        match lines {
            [only] => self.item(depth, &format!("{head}: {}", escaped(&only.text))),
            many => {
                // An exception begins with where it stands.
                let (place, many) = match many {
                    [place, rest @ ..] if place.mark.is_empty() => (format!(" {}", escaped(&place.text)), rest),
                    all => (String::new(), all),
                };
                self.item(depth, &format!("{head}{}{place}", if place.is_empty() { ":" } else { "" }));
                for line in many {
                    let mark = if line.mark.ends_with(')') { format!("{} ", line.mark) } else { String::new() };
                    self.item(depth + 1 + line.depth, &format!("{mark}{}", escaped(&line.text)));
                }
            }
        }
    }

    /// A table; its first row is the head.
    pub(super) fn table(&mut self, rows: &[Vec<String>]) {
        self.gap();
        for (at, row) in rows.iter().enumerate() {
            let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
            self.line(&if at == 0 { table_head(&cells) } else { table_row(&cells) });
        }
        self.gap();
    }

    /// `**Head:** by place`
    pub(super) fn by_place(&mut self, head: &str, places: &[(&str, String)]) {
        if !places.is_empty() {
            self.paragraph(&format!("**{head}**"));
            for (place, topics) in places {
                self.item(0, &format!("{place}: {}", escaped(topics)));
            }
        }
    }

    /// A provision as a link.
    pub(super) fn place(&mut self, horn: &HornReport<'_>) -> String {
        self.link(&format!("{}, {}", horn.title, horn.pinpoint), cited(horn), horn.url)
    }

    /// A way out with its sign, as a link.
    pub(super) fn way<'c>(&mut self, say: Phrases<'c>, way: &WayReport<'c>) -> String {
        let parts = say.way(way, way.title).into_iter().map(|part| escaped(&part));
        let link = self.way_link(way);
        std::iter::once(format!("{} {link}", sign(way))).chain(parts).collect::<Vec<_>>().join(" · ")
    }

    pub(super) fn way_link(&mut self, way: &WayReport<'_>) -> String {
        self.link(way.title, way_cited(way), way.url)
    }

    pub(super) fn link(&mut self, label: &str, citation: String, url: &str) -> String {
        self.references.number(citation, url);
        format!("[{}]({})", escaped(label), address(url))
    }

    /// The references, and what the answer was made with.
    pub(super) fn finish(mut self, receipt: &Receipt, lang: Lang) -> String {
        let words = words(lang);
        let references = std::mem::take(&mut self.references);
        if references.iter().next().is_some() {
            self.heading(2, words.references);
        }
        for (_, citation, url) in references.iter() {
            self.item(0, &format!("{}: <{}>", escaped(citation), address(url)));
        }
        self.made_with(receipt, &receipt.short_hash(), lang)
    }

    /// The same for what was made with two corpora.
    pub(super) fn finish_between(self, old: &Receipt, new: &Receipt, lang: Lang) -> String {
        let hashes = between(old, new);
        self.made_with(new, &hashes, lang)
    }

    fn made_with(mut self, receipt: &Receipt, hash: &str, lang: Lang) -> String {
        self.paragraph(&format!("comity {} · corpus {hash} · {}", receipt.engine, words(lang).informs));
        self.text.truncate(self.text.trim_end().len());
        self.text.push('\n');
        self.text
    }

    /// A line of Markdown as it is.
    pub(super) fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "{line}");
    }

    /// An empty line, unless there is one.
    fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}

/// The verdict.
pub(super) fn verdict(head: &Head) -> String {
    format!("**{}** {}", escaped(&head.name), escaped(&head.meaning))
}

/// Certainty, outcome and id of a conflict.
pub(super) fn tag(say: Phrases<'_>, conflict: &ConflictReport<'_>) -> String {
    tag_as(say, names::certainty(conflict.certainty, say.lang), conflict)
}

/// The same where the certainty is told in other words.
pub(super) fn tag_as(say: Phrases<'_>, certainty: &str, conflict: &ConflictReport<'_>) -> String {
    format!("{certainty} · {} · `{}`", say.outcome(conflict), conflict.id)
}

/// An address in which nothing ends the link.
pub(super) fn address(url: &str) -> String {
    url.replace('(', "%28").replace(')', "%29").replace(' ', "%20").replace('<', "%3C").replace('>', "%3E")
}
