//! What can be wrong with the data: stable codes, collected, never thrown.
//!
//! In: whatever a reader or a check noticed. Out: a list that a renderer shows with the lines concerned. Bad data is a
//! value here, not an `Err`: a reader goes on and reports everything that is wrong with a file at once.

mod code;
mod nearest;
mod said;

pub use code::{Code, Severity};
pub use nearest::nearest;
pub use said::Said;

use crate::said;
use crate::text::Span;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of fault.
    pub code: Code,
    /// What is wrong, in one line: lower-case start, no full stop, the user's own words in backticks.
    pub message: Said,
    /// What to do about it.
    pub help: Option<Said>,
    /// Where, if it is anywhere.
    pub span: Option<Span>,
}

impl Diagnostic {
    /// A fault of this kind, nowhere yet.
    #[must_use]
    pub fn new(code: Code, message: impl Into<Said>) -> Self {
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
    pub fn help(mut self, help: impl Into<Said>) -> Self {
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
pub fn suggestion<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Said> {
    let known: Vec<&str> = known.into_iter().collect();
    if let Some(name) = nearest(written, known.iter().copied()) {
        return Some(did_you_mean(name));
    }
    (1..=12).contains(&known.len()).then(|| known_are(known))
}

/// That this was probably meant.
#[must_use]
pub fn did_you_mean(name: &str) -> Said {
    said!("did you mean `{name}`?", "meinten Sie `{name}`?")
}

/// What there is to choose from.
#[must_use]
pub fn known_are<'a>(names: impl IntoIterator<Item = &'a str>) -> Said {
    let names = names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    said!("known are {names}", "bekannt sind {names}")
}
