//! A footprint in Markdown, for documents and pull requests.

use std::fmt::Write as _;

use super::words::{self, Words};
use crate::law::Lang;
use crate::render::markdown::{escaped, table_head, table_row};
use crate::render::names;
use crate::report::{CauseReport, FindingReport, FootprintReport, RangeReport, TotalsReport};

/// Findings that the page describes.
const FINDINGS: usize = 20;

/// The page.
#[must_use]
pub fn markdown(report: &FootprintReport<'_>, lang: Lang) -> String {
    let mut page = Page { out: String::new(), report, words: words::words(lang), lang };
    page.head();
    page.matrices();
    page.findings();
    page.causes(page.words.causes, &report.causes);
    page.moved();
    page.changes();
    page.feet();
    page.out
}

struct Page<'r, 'c> {
    out: String,
    report: &'r FootprintReport<'c>,
    words: &'static Words,
    lang: Lang,
}

impl Page<'_, '_> {
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{text}");
    }

    fn head(&mut self) {
        let (report, words) = (self.report, self.words);
        self.line(&format!("# {}\n", escaped(&report.name)));
        self.line(&format!("{} {}. {}.\n", words.law_as_of, report.as_of, words::assumed(report, words, false)));
        for change in &report.changes {
            self.line(&format!("- {} {}", words.made, escaped(change)));
        }
        self.line(&format!("{}\n", words::size(report, words)));
        self.line(&self.totals(&report.totals));
        if let Some(before) = &report.before {
            self.line(&format!("\n{}: {}", words.before, self.totals(before)));
        }
        if words::has_independent(report) {
            self.line(&format!("\n{}: {}", words.independent_totals, self.totals(&report.independent)));
        }
        self.line("");
    }

    /// What comes out how often, the worst first.
    fn totals(&self, totals: &TotalsReport) -> String {
        let parts = totals.by_outcome.iter().rev();
        let parts =
            parts.map(|(outcome, n)| format!("{} {n} {}", outcome.letter(), names::outcome(*outcome, self.lang)));
        parts.chain(words::contested(totals.contested, self.words)).collect::<Vec<_>>().join(", ")
    }

    fn matrices(&mut self) {
        let (report, words) = (self.report, self.words);
        let means = words::matrix_means(report, words);
        self.line(&format!("## {}\n\n{}\n\n{}\n", words.by_place, means, words::legend(self.lang)));
        let rows = report.places.iter().map(|row| {
            let name = format!("{} {}", row.place.code, escaped(row.place.name));
            (vec![name, row.sites.to_string()], words::fields(report, &row.cells, &row.independent))
        });
        self.matrix(&[words.place, words.sites], rows.collect());
        self.line(&format!("## {}\n\n{}\n", words.by_row, words.by_row_means));
        let mut rows = Vec::new();
        for row in &report.rows {
            let sites: Vec<&str> = row.sites.iter().map(|site| site.id.as_str()).collect();
            let name = escaped(&words::run_by(row, words));
            let cells = row.cells.iter().map(|cell| &cell.range);
            let cells = words::fields(report, cells, &row.independent.range);
            rows.push((vec![row.place.code.to_owned(), sites.join(", "), name], cells));
            for layer in &row.apart {
                let name = format!("{}: {}", words::layer(layer.layer, words), escaped(&layer.company));
                let cells = words::fields(report, &layer.cells, &layer.independent);
                rows.push((vec![String::new(), String::new(), name], cells));
            }
        }
        self.matrix(&[words.place, words.sites, words.operator], rows);
        self.line(&format!("## {}\n", words.by_profile));
        let rows = words::kinds(report).map(|(kind, cells)| (vec![escaped(kind.name)], cells)).collect();
        self.matrix(&[words.profile], rows);
    }

    fn matrix(&mut self, heads: &[&str], rows: Vec<(Vec<String>, Vec<&RangeReport>)>) {
        let columns = words::columns(self.report, self.words);
        self.line(&table_head(&heads.iter().copied().chain(columns).map(str::to_owned).collect::<Vec<_>>()));
        for (mut cells, ranges) in rows {
            cells.extend(ranges.into_iter().map(words::letters));
            self.line(&table_row(&cells));
        }
        self.line("");
    }

    fn findings(&mut self) {
        let (report, words) = (self.report, self.words);
        if report.findings.is_empty() {
            return;
        }
        self.line(&format!("## {}\n\n{}\n", words.drivers, words.drivers_mean));
        let heads =
            [words.finding, words.demands, words.outcome, words.requires, words.forbids, words.places, words.asking];
        self.line(&table_head(&heads.map(str::to_owned)));
        for finding in report.findings.iter().take(FINDINGS) {
            let row = self.finding(finding);
            self.line(&table_row(&row));
        }
        self.line("");
    }

    fn finding(&self, finding: &FindingReport<'_>) -> [String; 7] {
        let conflict = &finding.conflict;
        let law = |horn: &crate::report::HornReport<'_>| {
            format!("{} [{}, {}]({})", horn.jurisdiction, escaped(horn.title), escaped(horn.pinpoint), horn.url)
        };
        [
            conflict.id.clone(),
            words::how_often(finding, self.words),
            words::outcomes(finding, self.words, self.lang),
            format!("{}: {}", law(&conflict.required), escaped(conflict.required.act_label)),
            law(&conflict.forbidden),
            finding.places.join(" "),
            finding.states.join(" "),
        ]
    }

    fn causes(&mut self, title: &str, causes: &[CauseReport<'_>]) {
        let words = self.words;
        if causes.is_empty() {
            return;
        }
        self.line(&format!("## {title}\n"));
        self.line(&table_head(&["", words.demands, words.provision, words.summary].map(str::to_owned)));
        for cause in causes {
            let law = format!("[{}, {}]({})", escaped(cause.title), escaped(cause.pinpoint), cause.url);
            let who = format!("{} {}", cause.jurisdiction, words::side(cause.side, words));
            self.line(&table_row(&[who, cause.demands.to_string(), law, escaped(cause.summary)]));
        }
        self.line("");
    }

    fn moved(&mut self) {
        if self.report.before.is_none() {
            return;
        }
        self.line(&format!("## {}\n", self.words.moved));
        if self.report.moved.is_empty() {
            self.line(self.words.nothing_moved);
        }
        for (step, pairs) in words::moves(self.report) {
            self.line(&format!("- {step}: {pairs}"));
        }
        self.line("");
    }

    fn changes(&mut self) {
        let (report, words) = (self.report, self.words);
        let Some(changes) = &report.single_changes else { return };
        self.line(&format!("## {}\n\n{}\n", words.changes, words.changes_mean));
        if changes.best.is_empty() {
            self.line(words.no_change);
        }
        for effect in &changes.best {
            let difference = words::difference(effect, &report.totals);
            self.line(&format!("- **{difference}** {}", escaped(&words::effect(effect, words))));
        }
        self.line("");
        if let Some(remaining) = &changes.remaining {
            self.line(&format!("{}: {}\n", words.remaining, self.totals(&remaining.totals)));
            self.causes(words.remaining, &remaining.causes);
        }
    }

    fn feet(&mut self) {
        let (report, words) = (self.report, self.words);
        if !report.not_encoded.is_empty() {
            self.line(&format!("{}: {}.\n", words.not_encoded, report.not_encoded.join(", ")));
        }
        if let Some(note) = &report.note {
            self.line(&format!("{}: {}\n", words.note, escaped(note)));
        }
        self.line(&format!("comity {} · {} · {}", report.receipt.engine, report.receipt.corpus, words.informs));
    }
}
