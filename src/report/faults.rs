//! What is wrong with data, with file, line and column.

use serde::Serialize;

use super::SCHEMA_VERSION;
use crate::diagnostic::{Diagnostic, Severity};
use crate::law::Lang;
use crate::text::{Files, commands, visible};

/// Everything that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaultsReport {
    /// The version of this form.
    pub schema_version: u32,
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// How many notes.
    pub notes: usize,
    /// The faults: errors, then warnings, then notes, each by place.
    pub faults: Vec<FaultReport>,
    /// How many further faults are not told.
    pub left_out: usize,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaultReport {
    /// The stable code.
    pub code: &'static str,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The file.
    pub file: Option<String>,
    /// Line, from one.
    pub line: Option<usize>,
    /// Column in characters, from one.
    pub column: Option<usize>,
    /// The last line and the column after the last character.
    pub end: Option<(usize, usize)>,
    /// The line concerned, for showing, with the byte range in it.
    #[serde(skip)]
    pub snippet: Option<(String, std::ops::Range<usize>)>,
}

/// Writes faults with their places, not more than [`MOST_FAULTS`].
#[must_use]
pub fn faults(files: &Files, diagnostics: &[Diagnostic], lang: Lang) -> FaultsReport {
    some_faults(files, diagnostics, lang, MOST_FAULTS)
}

impl FaultsReport {
    /// The same with files as they are seen from where the program runs, so that an editor or a terminal finds them.
    #[must_use]
    pub fn under(mut self, folder: &str) -> Self {
        let folder = folder.trim_end_matches(['/', '\\']);
        for file in self.faults.iter_mut().filter_map(|fault| fault.file.as_mut()) {
            *file = format!("{folder}/{file}");
        }
        self
    }
}

/// Writes faults with their places, not more than `most`: of too many the gravest are told.
#[must_use]
pub fn some_faults(files: &Files, diagnostics: &[Diagnostic], lang: Lang, most: usize) -> FaultsReport {
    let mut told: Vec<(usize, &Diagnostic)> = diagnostics.iter().enumerate().collect();
    told.sort_by_key(|(at, fault)| (fault.code.severity(), *at));
    told.truncate(most);
    let count = |severity| diagnostics.iter().filter(|fault| fault.code.severity() == severity).count();
    FaultsReport {
        schema_version: SCHEMA_VERSION,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        left_out: diagnostics.len() - told.len(),
        faults: told.into_iter().map(|(_, diagnostic)| fault(files, diagnostic, lang)).collect(),
    }
}

/// So many faults are told, unless more are asked for: more in one file have one cause behind them.
pub const MOST_FAULTS: usize = 200;

/// So many bytes of a line are shown on either side of a fault.
const WINDOW: usize = 80;

/// The part of a line around a range, and the range in it.
fn window(line: &str, range: std::ops::Range<usize>) -> (String, std::ops::Range<usize>) {
    let mut start = range.start.saturating_sub(WINDOW);
    while !line.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = range.end.min(range.start + WINDOW).saturating_add(WINDOW).min(line.len());
    while !line.is_char_boundary(end) {
        end += 1;
    }
    let shown = line.get(start..end).unwrap_or_default();
    // As many bytes as before, so that the range stays right.
    let shown = shown.chars().map(|c| if commands(c) { "?".repeat(c.len_utf8()) } else { c.to_string() });
    (shown.collect(), range.start - start..range.end.min(end) - start)
}

fn fault(files: &Files, diagnostic: &Diagnostic, lang: Lang) -> FaultReport {
    let place = diagnostic.span.as_ref().and_then(|span| Some((files.get(span.file)?, span)));
    let start = place.map(|(file, span)| file.position(span.range.start));
    let end = place.map(|(file, span)| file.position(span.range.end));
    let snippet = place.map(|(file, span)| {
        let line_start = file.text.get(..span.range.start).and_then(|t| t.rfind('\n')).map_or(0, |at| at + 1);
        let line = file.text.get(line_start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let from = (span.range.start - line_start).min(line.len());
        let to = (span.range.end.max(span.range.start) - line_start).clamp(from, line.len());
        window(line, from..to)
    });
    FaultReport {
        code: diagnostic.code.name(),
        severity: match diagnostic.code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        message: visible(diagnostic.message.get(lang)).into_owned(),
        help: diagnostic.help.as_ref().map(|help| visible(help.get(lang)).into_owned()),
        file: place.map(|(file, _)| visible(&file.name).into_owned()),
        line: start.map(|position| position.line),
        column: start.map(|position| position.column),
        end: end.map(|position| (position.line, position.column)),
        snippet,
    }
}
