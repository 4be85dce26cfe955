//! Answers in Markdown, to paste into documents, tickets and pull requests: every claim a link.

mod advise;
mod cases;
mod check;
mod corpus;
mod diff;
mod document;
mod pair;
mod timeline;

pub use advise::advise;
pub use cases::{case, cases};
pub use check::check;
pub use corpus::{coverage, list};
pub use diff::diff;
pub use pair::pair;
pub use timeline::timeline;

/// The head of a table with the rule under it.
pub(in crate::render) fn table_head(cells: &[String]) -> String {
    let rule: Vec<&str> = cells.iter().map(|_| "---").collect();
    format!("{}\n| {} |", table_row(cells), rule.join(" | "))
}

/// A row of a table.
pub(in crate::render) fn table_row(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

/// A text that stands for itself: nothing in it makes a table, a link or a tag.
pub(in crate::render) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '|' | '*' | '_' | '[' | ']' | '`' | '<' | '>' | '\\' | '#' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
