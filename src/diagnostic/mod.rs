//! What can be wrong with the data: stable codes, collected, never thrown.
//!
//! In: whatever a reader or a check noticed. Out: a list that a renderer shows with the lines concerned. Bad data is a
//! value here, not an `Err`: a reader goes on and reports everything that is wrong with a file at once.

mod code;
mod nearest;

pub use code::{Code, Severity};
pub use nearest::nearest;

use crate::text::Span;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of fault.
    pub code: Code,
    /// What is wrong, in one line: lower-case start, no full stop, the user's own words in backticks.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where, if it is anywhere.
    pub span: Option<Span>,
}

impl Diagnostic {
    /// A fault of this kind, nowhere yet.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: None, span: None }
    }

    /// The same with the place where it stands.
    #[must_use]
    pub fn at(mut self, span: Option<Span>) -> Self {
        self.span = span;
        self
    }

    /// The same with a line that says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Sorts faults by place, then by code, and drops doubles, so that equal data give equal output.
pub fn settle(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| (&a.span, a.code, &a.message).cmp(&(&b.span, b.code, &b.message)));
    diagnostics.dedup();
}

/// "did you mean `x`?" for the known name nearest to what was written, else the known names if they are few.
#[must_use]
pub fn suggestion<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    if let Some(name) = nearest(written, known.iter().copied()) {
        return Some(format!("did you mean `{name}`?"));
    }
    let few = (1..=12).contains(&known.len());
    few.then(|| format!("known are {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")))
}
