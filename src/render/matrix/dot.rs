//! The matrix as a graph for Graphviz: an arrow from who requires to who forbids.

use std::fmt::Write as _;

use crate::report::{MatrixReport, Outcome};

/// The graph. An arrow carries the letter of its worst outcome beside its colour, and how many provisions collide.
#[must_use]
pub fn dot(report: &MatrixReport<'_>) -> String {
    let mut out = String::from("digraph comity {\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
    out.push_str("  edge [fontname=\"sans-serif\"];\n");
    for name in &report.jurisdictions {
        let _ = writeln!(out, "  \"{}\" [tooltip=\"{}\"];", name.code, name.name.replace('"', "\\\""));
    }
    for field in report.rows.iter().flatten().filter(|field| field.count() > 0) {
        let Some(worst) = field.worst else { continue };
        let (from, to, count) = (field.requiring, field.forbidding, field.count());
        let label = format!("{} {count}", worst.letter());
        let _ = writeln!(out, "  \"{from}\" -> \"{to}\" [label=\"{label}\", color=\"{}\"];", colour(worst));
    }
    out.push_str("}\n");
    out
}

fn colour(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Clear => "#3c7a5a",
        Outcome::Resolvable => "#3f7fb5",
        Outcome::Reroutable => "#b8860b",
        Outcome::Discretionary => "#c4661f",
        Outcome::Deadlock => "#8c2d5a",
        Outcome::Unknown => "#777777",
    }
}
