//! Faults with the lines concerned.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::report::{FaultReport, FaultsReport};

/// Every fault with its line, and the counts.
#[must_use]
pub fn faults(report: &FaultsReport) -> String {
    let renderer = Renderer::styled();
    let mut text = String::new();
    for fault in &report.faults {
        text.push_str(&with_column(fault, renderer.render(&[group(fault)])));
        text.push_str("\n\n");
    }
    let counts = [(report.errors, "error"), (report.warnings, "warning"), (report.notes, "note")];
    let counts = counts.map(|(count, name)| format!("{count} {name}{}", if count == 1 { "" } else { "s" }));
    let left_out = if report.left_out > 0 { format!("; {} of them not shown", report.left_out) } else { String::new() };
    text.push_str(&format!("{}{left_out}\n", counts.join(", ")));
    text
}

/// The same with the column of the file: of a long line a part is shown, in which columns are others.
fn with_column(fault: &FaultReport, rendered: String) -> String {
    let (Some(file), Some(line), Some(column), Some((source, range))) =
        (&fault.file, fault.line, fault.column, &fault.snippet)
    else {
        return rendered;
    };
    let shown = source.get(..range.start).map_or(0, |before| before.chars().count()) + 1;
    rendered.replacen(&format!("{file}:{line}:{shown}"), &format!("{file}:{line}:{column}"), 1)
}

fn group(fault: &FaultReport) -> Group<'_> {
    let level = match fault.severity {
        "error" => Level::ERROR,
        "warning" => Level::WARNING,
        _ => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(fault.message.as_str()).id(fault.code));
    if let (Some(file), Some(line), Some((source, range))) = (&fault.file, fault.line, &fault.snippet) {
        let snippet = Snippet::source(source.as_str()).line_start(line).path(file.as_str());
        group = group.element(snippet.annotation(AnnotationKind::Primary.span(range.clone())));
    }
    if let Some(help) = &fault.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}
