//! A provider's sites against the states that may knock: totals, heat map, site map, what drives it, and what-ifs. The
//! list of the footprints, and a place to hand in one's own.

use minijinja::Value;
use serde::Serialize;

use super::frame::{At, Download, data};
use super::parts::{Chip, Link};
use super::words::words;
use super::{Head, Site};
use crate::render::footprint::parts;
use crate::report::{FootprintReport, FootprintsReport};

/// So many findings are described.
const DESCRIBED: usize = 12;

/// What the page of a footprint shows.
#[derive(Debug)]
pub struct FootprintPage<'a, 'c> {
    /// The answer.
    pub report: &'a FootprintReport<'c>,
    /// What was asked, as it was typed: states, `without`, `add`, `operator`.
    pub typed: [&'a str; 4],
    /// Whether planned sites count.
    pub planned: bool,
    /// Whether the sites were handed in: then there is no address to ask again.
    pub own: bool,
}

#[derive(Serialize)]
struct View<'a> {
    title: &'a str,
    parts: Value,
    findings: Vec<Finding>,
    more: usize,
    states: &'a str,
    without: &'a str,
    add: &'a str,
    operator: &'a str,
    planned: bool,
    own: bool,
    list: Option<String>,
    best: Option<String>,
    whole: Option<String>,
}

#[derive(Serialize)]
struct Finding {
    chip: Chip,
    required: Link,
    forbidden: Link,
    places: String,
    states: String,
}

#[derive(Serialize)]
struct Footprints<'a> {
    title: &'static str,
    all: Vec<(&'a str, usize, Option<String>)>,
    upload: Option<String>,
}

impl Site {
    /// The page of a footprint.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn footprint(&self, at: &At<'_>, page: &FootprintPage<'_, '_>) -> Result<String, minijinja::Error> {
        let (report, lang) = (page.report, at.lang);
        let [states, without, add, operator] = page.typed;
        let law = |horn: &crate::report::HornReport<'_>| {
            Link::law(at, format!("{} {}, {}", horn.jurisdiction, horn.title, horn.pinpoint), horn.provision)
        };
        let findings = report.findings.iter().take(DESCRIBED).map(|finding| Finding {
            chip: Chip::of(finding.conflict.outcome, lang),
            required: law(&finding.conflict.required),
            forbidden: law(&finding.conflict.forbidden),
            places: finding.places.join(" "),
            states: finding.states.join(" "),
        });
        let best = [at.asked, &[("best-change".to_owned(), "yes".to_owned())]].concat();
        let view = View {
            title: &report.name,
            parts: parts(report, lang),
            findings: findings.collect(),
            more: report.findings.len().saturating_sub(DESCRIBED),
            states,
            without,
            add,
            operator,
            planned: page.planned,
            own: page.own,
            list: at.to("footprint"),
            best: at.to_asked(at.path, &best),
            whole: at.to_asked(&format!("{}/all", at.path), at.asked),
        };
        let downloads = [("XLSX", "xlsx"), ("CSV", "csv"), ("Markdown", "md"), ("JSON", "json")];
        let downloads = downloads.map(|(label, form)| Download { label, form }).to_vec();
        let head = Head {
            title: report.name.to_owned(),
            section: "footprint",
            downloads: if page.own { Vec::new() } else { downloads },
            passing: page.own,
        };
        self.page("footprint.html", at, &head, &view)
    }

    /// The list of the footprints.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn footprints(&self, at: &At<'_>, report: &FootprintsReport<'_>) -> Result<String, minijinja::Error> {
        let title = words(at.lang).footprints;
        let head = Head { title: title.to_owned(), section: "footprint", downloads: data(), ..Head::default() };
        let all = report.footprints.iter().map(|row| (row.name, row.sites, at.to(&format!("footprint/{}", row.id))));
        self.page("footprints.html", at, &head, &Footprints { title, all: all.collect(), upload: at.to("footprint") })
    }
}
