//! The matrix as a graph for Graphviz: an arrow from who requires to who forbids.
//!
//! What is unknown is drawn too, as a dotted arrow: without one it would look as if nothing collided there.

use std::fmt::Write as _;

use super::words::words;
use crate::law::Lang;
use crate::report::{MatrixReport, Outcome};

/// The graph. An arrow carries the letter of its worst outcome beside its colour, and how many provisions collide.
#[must_use]
pub fn dot(report: &MatrixReport<'_>, lang: Lang) -> String {
    let mut out = String::from("digraph comity {\n  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
    out.push_str("  edge [fontname=\"sans-serif\"];\n");
    let _ = writeln!(out, "  label=\"{}\"; fontname=\"sans-serif\"; fontsize=10;", words(lang).graph);
    for name in &report.jurisdictions {
        let _ = writeln!(out, "  \"{}\" [tooltip=\"{}\"];", name.code, name.name.replace('"', "\\\""));
    }
    for field in report.rows.iter().flatten() {
        let (from, to, count) = (field.requiring, field.forbidding, field.count());
        let drawn = match field.worst {
            // One legal order, or nothing that collides.
            None | Some(Outcome::Clear) => continue,
            Some(Outcome::Unknown) => format!("label=\"{}\", style=dotted", Outcome::Unknown.letter()),
            Some(worst) => format!("label=\"{} {count}\"", worst.letter()),
        };
        let colour = field.worst.map_or("", colour);
        let _ = writeln!(out, "  \"{from}\" -> \"{to}\" [{drawn}, color=\"{colour}\"];");
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
