//! How the answer for two legal orders moved through time: the strip, the spans, and the law that moved it.

use minijinja::Value;
use serde::Serialize;

use super::frame::{At, Download};
use super::words::words;
use super::{Head, Site};
use crate::render::timeline::strip::strip;
use crate::render::timeline::words as told;
use crate::report::TimelineReport;

#[derive(Serialize)]
struct View {
    title: String,
    means: &'static str,
    pair: Option<String>,
    complete: bool,
    incomplete: &'static str,
    no_turns: &'static str,
    spans: &'static str,
    strip: Value,
}

impl Site {
    /// The page of a timeline.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn timeline(&self, at: &At<'_>, report: &TimelineReport<'_>) -> Result<String, minijinja::Error> {
        let heads = told::words(at.lang);
        let title = format!("{}: {}", told::title(report, at.lang), words(at.lang).through_time);
        let downloads = [("SVG", "svg"), ("Markdown", "md"), ("CSV", "csv"), ("JSON", "json")];
        let head = Head {
            title: title.clone(),
            section: "pair",
            downloads: downloads.map(|(label, form)| Download { label, form }).to_vec(),
        };
        let view = View {
            title,
            means: told::means(report, at.lang),
            pair: report.pair.and_then(|[a, b]| at.to_asked(&format!("pair/{a}/{b}"), at.asked)),
            complete: report.complete,
            incomplete: heads.incomplete,
            no_turns: heads.no_turns,
            spans: heads.spans,
            strip: strip(report, at.lang),
        };
        self.page("timeline.html", at, &head, &view)
    }
}
