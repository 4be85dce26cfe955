//! A page being written: indented, wrapped, with numbered references.

use anstyle::{AnsiColor, Color, Effects, Style};
use unicode_width::UnicodeWidthStr;

use crate::render::references::References;
use crate::report::Outcome;

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const SOFT: Style = Style::new().effects(Effects::DIMMED);

/// The colour of an outcome; its letter or name always stands with it.
pub(super) fn colour(outcome: Outcome) -> Style {
    let colour = match outcome {
        Outcome::Clear => AnsiColor::Green,
        Outcome::Resolvable => AnsiColor::Blue,
        Outcome::Reroutable => AnsiColor::Yellow,
        Outcome::Discretionary => AnsiColor::BrightYellow,
        Outcome::Deadlock => AnsiColor::Magenta,
        Outcome::Unknown => AnsiColor::White,
    };
    Style::new().fg_color(Some(Color::Ansi(colour))).bold()
}

/// A text in a style.
pub(super) fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// How many columns a text takes, without its colour codes.
pub(super) fn columns(text: &str) -> usize {
    anstream::adapter::strip_str(text).to_string().width()
}

/// Stands for a space that breaks no line.
const BOUND: char = '\u{a0}';

/// What belongs to the word after it.
const BINDING: [&str; 24] = [
    "§", "§§", "Art.", "Arts", "Arts.", "Abs.", "Nr.", "lit.", "Satz", "UAbs.", "p.", "S.", "s.", "ss", "No.", "No",
    "para.", "paras", "r.", "●", "◐", "◌", "–", "○",
];

/// The text with its citations and signs held together.
fn bound(text: &str) -> String {
    let mut bound = String::with_capacity(text.len());
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            let before = bound.rsplit([' ', BOUND]).next().unwrap_or_default().trim_start_matches(['(', '[']);
            bound.push(if BINDING.contains(&before) { BOUND } else { ' ' });
        }
        bound.push_str(word);
    }
    bound
}

/// A page being written.
pub(super) struct Page {
    text: String,
    width: usize,
    references: References,
}

impl Page {
    pub(super) fn new(width: usize) -> Self {
        Self { text: String::new(), width: width.clamp(40, 200), references: References::default() }
    }

    /// An empty line; never two in a row.
    pub(super) fn blank(&mut self) {
        if !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A line as it is.
    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// A line with something at its left and something at its right end; two lines where one is too short.
    pub(super) fn ends(&mut self, left: &str, right: &str) {
        let used = columns(left) + columns(right);
        if used + 2 <= self.width {
            let gap = " ".repeat(self.width - used);
            self.line(&format!("{left}{gap}{right}"));
        } else {
            // A number stands in the margin of what it numbers.
            let margin = left.chars().take_while(|letter| *letter == ' ').count();
            let (number, body) = match left.trim_start().split_once("  ") {
                Some((number, body)) if number.parse::<usize>().is_ok() => (number, body),
                _ => ("", left.trim_start()),
            };
            let indent = if number.is_empty() { margin } else { margin + number.len() + 2 };
            self.entry(margin, number, indent, body);
            let indent = self.width.saturating_sub(columns(right));
            self.line(&format!("{}{right}", " ".repeat(indent)));
        }
    }

    /// A paragraph: `head` in the margin of `indent` columns, `body` wrapped beside it.
    pub(super) fn entry(&mut self, margin: usize, head: &str, indent: usize, body: &str) {
        let head_width = columns(head);
        let first = format!("{}{head}{}", " ".repeat(margin), " ".repeat(indent.saturating_sub(margin + head_width)));
        let rest = " ".repeat(indent);
        let room = self.width.saturating_sub(indent).max(20);
        // Only spaces break a line: an address that is cut in two cannot be clicked.
        let options = textwrap::Options::new(room)
            .break_words(false)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        let body = bound(body);
        let lines = textwrap::wrap(&body, options);
        if lines.is_empty() {
            self.line(&first);
        }
        // A head wider than the margin pushes only its own line.
        for (at, line) in lines.iter().enumerate() {
            let start = if at == 0 { &first } else { &rest };
            let gap = if at == 0 && head_width > 0 && margin + head_width >= indent { " " } else { "" };
            self.line(&format!("{start}{gap}{}", line.replace(BOUND, " ")));
        }
    }

    /// The number of a reference, a citation with its address; the same reference has the same number.
    pub(super) fn reference(&mut self, citation: String, url: &str) -> String {
        format!("[{}]", self.references.number(citation, url))
    }

    /// The list of references, each address on a line of its own.
    pub(super) fn references(&mut self) {
        let references = std::mem::take(&mut self.references);
        let indent = if references.iter().count() < 100 { 7 } else { 8 };
        for (number, citation, url) in references.iter() {
            self.entry(2, &format!("[{number}]"), indent, citation);
            self.entry(indent, "", indent, url);
        }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// A text of several lines as it is, indented.
    pub(super) fn block(&mut self, indent: usize, block: &str) {
        for line in block.lines() {
            self.line(&format!("{}{line}", " ".repeat(indent)));
        }
    }
}
