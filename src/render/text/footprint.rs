//! A footprint on the terminal: matrices of letters in blocks as wide as the page, then what drives them.

use super::Look;
use super::page::{BOLD, Page, SOFT, colour, columns, styled};
use super::writer::receipt;
use crate::render::footprint::words::{self, Words};
use crate::render::names;
use crate::render::references::{cited, place_cited};
use crate::report::{
    DriverReport, FindingReport, FootprintReport, HornReport, Outcome, RangeReport, SitesReport, TotalsReport,
};

/// Findings that the page describes; `--explain` describes all.
const FINDINGS: usize = 8;
/// Provisions that the page lists.
const CAUSES: usize = 10;
/// Findings that a line names.
const DRIVERS: usize = 4;

/// The page.
#[must_use]
pub fn footprint(report: &FootprintReport<'_>, look: Look) -> String {
    let words = words::words(look.lang);
    let mut teller = Teller { page: Page::new(look.width), report, words, look };
    teller.head();
    teller.places();
    teller.rows();
    teller.kinds();
    teller.findings();
    teller.causes();
    teller.moved();
    teller.changes();
    teller.feet();
    teller.page.finish()
}

struct Teller<'r, 'c> {
    page: Page,
    report: &'r FootprintReport<'c>,
    words: &'static Words,
    look: Look,
}

/// A row of a matrix: what it is called, and its letters.
type Row<'r> = (String, Vec<&'r RangeReport>);

impl<'r> Teller<'r, '_> {
    fn head(&mut self) {
        let (report, words, lang) = (self.report, self.words, self.look.lang);
        let as_of = format!("{} {}", words.law_as_of, names::date(&report.as_of, lang));
        self.page.ends(&styled(BOLD, &report.name), &as_of);
        self.page.blank();
        self.page.entry(2, "", 2, &words::assumed(report, words, true));
        for change in &report.changes {
            self.page.entry(2, words.made, 16, &styled(BOLD, change));
        }
        self.page.blank();
        self.page.entry(2, "", 2, &words::size(report, words));
        self.totals(&report.totals, "");
        if let Some(before) = &report.before {
            self.totals(before, words.before);
        }
        if words::has_independent(report) {
            self.totals(&report.independent, words.independent_totals);
        }
        self.page.entry(2, "", 2, &words::legend(lang));
        self.page.blank();
    }

    fn totals(&mut self, totals: &TotalsReport, head: &str) {
        let parts = totals.by_outcome.iter().rev().map(|(outcome, count)| {
            let line = format!("{} {count} {}", outcome.letter(), names::outcome(*outcome, self.look.lang));
            styled(colour(*outcome), &line)
        });
        let contested = words::contested(totals.contested, self.words).map(|line| styled(SOFT, &format!("({line})")));
        let parts = parts.chain(contested).collect::<Vec<_>>().join("  ");
        let head = if head.is_empty() { String::new() } else { format!("{head}: ") };
        self.page.entry(2, "", 2, &format!("{head}{parts}"));
    }

    fn section(&mut self, title: &str, means: &str) {
        self.page.line(&format!("  {}", styled(BOLD, title)));
        if !means.is_empty() {
            self.page.entry(2, "", 2, means);
        }
        self.page.blank();
    }

    fn places(&mut self) {
        self.section(self.words.by_place, &words::matrix_means(self.report, self.words));
        let rows = self.report.places.iter().map(|row| {
            let count = if row.sites > 1 { format!(" ×{}", row.sites) } else { String::new() };
            (format!("{} {}{count}", row.place.code, row.place.name), self.fields(&row.cells, &row.independent))
        });
        self.matrix(&rows.collect::<Vec<Row<'_>>>());
        let silent: Vec<&str> = self.silent().map(|at| self.report.states.get(at).map_or("", |s| s.code)).collect();
        if !silent.is_empty() {
            self.page.entry(2, self.words.silent, 2, &silent.join(" "));
            self.page.blank();
        }
    }

    /// The states whose columns say nothing: unknown everywhere.
    fn silent(&self) -> impl Iterator<Item = usize> {
        let unknown = |at: usize| {
            let cells = self.report.places.iter().filter_map(move |row| row.cells.get(at));
            cells.into_iter().all(|cell| cell.best == Outcome::Unknown && cell.worst_case == Outcome::Unknown)
        };
        (0..self.report.states.len()).filter(move |at| unknown(*at))
    }

    /// Rows for which the place does not say it all: several at one place, or more than one company to ask.
    fn rows(&mut self) {
        let alone = |row: &SitesReport<'_>| {
            self.report.rows.iter().filter(|other| other.place.code == row.place.code).count() == 1
        };
        let telling: Vec<&SitesReport<'_>> =
            self.report.rows.iter().filter(|row| !alone(row) || !row.apart.is_empty()).collect();
        if telling.is_empty() {
            return;
        }
        self.section(self.words.by_row, self.words.by_row_means);
        let mut rows: Vec<Row<'_>> = Vec::new();
        for row in telling {
            let count = if row.sites.len() > 1 { format!(" ×{}", row.sites.len()) } else { String::new() };
            let name = format!("{}{count} {}", row.place.code, words::run_by(row, self.words));
            rows.push((name, self.fields(row.cells.iter().map(|cell| &cell.range), &row.independent.range)));
            for layer in &row.apart {
                let name = format!("   {}: {}", words::layer(layer.layer, self.words), layer.company);
                rows.push((name, self.fields(&layer.cells, &layer.independent)));
            }
        }
        self.matrix(&rows);
    }

    fn kinds(&mut self) {
        self.section(self.words.by_profile, "");
        let rows: Vec<Row<'_>> = words::kinds(self.report).map(|(kind, cells)| (kind.id.to_owned(), cells)).collect();
        self.matrix(&rows);
    }

    fn fields(
        &self,
        cells: impl IntoIterator<Item = &'r RangeReport>,
        independent: &'r RangeReport,
    ) -> Vec<&'r RangeReport> {
        words::fields(self.report, cells, independent)
    }

    /// Rows of letters under the codes of the states, in blocks that fit the page; without the silent columns.
    fn matrix(&mut self, rows: &[Row<'r>]) {
        let silent: Vec<usize> = self.silent().collect();
        let heads = words::columns(self.report, self.words);
        let shown: Vec<usize> = (0..heads.len()).filter(|at| !silent.contains(at)).collect();
        let letters = |cell: &RangeReport| words::letters(cell).chars().count();
        let widest = rows.iter().flat_map(|(_, cells)| cells.iter().map(|cell| letters(cell))).max().unwrap_or(1);
        let cell_width = widest.max(2) + 1;
        let named = rows.iter().map(|(name, _)| columns(name)).max().unwrap_or_default();
        let name_width = named.min((self.page.width() * 2 / 5).clamp(16, 48));
        let fit = (self.page.width().saturating_sub(name_width + 3) / cell_width).max(1);
        for block in shown.chunks(fit) {
            let codes = block.iter().filter_map(|at| heads.get(*at));
            let codes = codes.map(|code| padded(code, cell_width)).collect::<String>();
            self.page.line(&styled(SOFT, &format!("{}{}", " ".repeat(name_width + 3), codes.trim_end())));
            for (name, cells) in rows {
                let mut line = format!("  {} ", padded(&shortened(name, name_width), name_width));
                for cell in block.iter().filter_map(|at| cells.get(*at)) {
                    let letters = words::letters(cell);
                    line.push_str(&styled(colour(cell.worst), &letters));
                    line.push_str(&" ".repeat(cell_width.saturating_sub(letters.chars().count())));
                }
                self.page.line(&line);
            }
            self.page.blank();
        }
    }

    fn findings(&mut self) {
        let (report, words) = (self.report, self.words);
        if report.findings.is_empty() {
            return;
        }
        self.section(words.drivers, words.drivers_mean);
        let shown = if self.look.explain { report.findings.len() } else { FINDINGS };
        for (at, finding) in report.findings.iter().take(shown).enumerate() {
            self.finding(at + 1, finding);
        }
        let more = report.findings.len().saturating_sub(shown);
        if more > 0 {
            self.page.line(&format!("  {}", words.more.replace("{}", &more.to_string())));
            self.page.blank();
        }
        self.page.line(&format!("  {}", styled(SOFT, words.drivers_by_state)));
        for (state, drivers) in report.states.iter().zip(&report.by_state).filter(|(_, drivers)| !drivers.is_empty()) {
            let line = self.named(drivers);
            self.page.entry(4, state.code, 12, &line);
        }
        if !report.independent_drivers.is_empty() {
            let line = self.named(&report.independent_drivers);
            self.page.entry(4, words.independent, 12, &line);
        }
        self.page.blank();
        self.page.line(&format!("  {}", styled(SOFT, words.drivers_by_site)));
        for row in report.rows.iter().filter(|row| !row.drivers.is_empty()) {
            let sites: Vec<&str> = row.sites.iter().map(|site| site.id.as_str()).collect();
            let line = format!("{}  {}", self.named(&row.drivers), styled(SOFT, &sites.join(", ")));
            self.page.entry(4, row.place.code, 12, &line);
        }
        self.page.blank();
    }

    fn finding(&mut self, number: usize, finding: &FindingReport<'_>) {
        let conflict = &finding.conflict;
        let [near, far] = conflict.pair;
        let against = crate::render::words::words(self.look.lang).against;
        let left = format!("  f{number:<3} {near} {against} {far}  {}", conflict.required.act_label);
        let outcomes = words::outcomes(finding, self.words, self.look.lang);
        let right = format!("{} · {outcomes} · {}", words::how_often(finding, self.words), conflict.id);
        self.page.ends(&styled(colour(conflict.outcome), &left), &right);
        for (verb, horn) in [(self.words.requires, &conflict.required), (self.words.forbids, &conflict.forbidden)] {
            let line = self.cited(horn);
            self.page.entry(7, &format!("{} {verb}", horn.jurisdiction), 23, &line);
        }
        let asking = if finding.states.is_empty() { self.words.whoever_asks } else { &finding.states.join(" ") };
        let where_to = format!("{}: {} · {}: {asking}", self.words.places, finding.places.join(" "), self.words.asking);
        self.page.entry(7, "", 7, &styled(SOFT, &where_to));
        self.page.blank();
    }

    fn cited(&mut self, horn: &HornReport<'_>) -> String {
        let reference = self.page.reference(cited(horn), horn.url);
        format!("{}, {} {reference}", horn.title, horn.pinpoint)
    }

    /// Findings by the numbers under which they stand.
    fn named(&self, drivers: &[DriverReport]) -> String {
        let number = |id: &str| self.report.findings.iter().position(|finding| finding.conflict.id == id);
        let told = drivers
            .iter()
            .take(DRIVERS)
            .filter_map(|driver| Some(format!("f{} ({})", number(&driver.finding)? + 1, driver.demands)));
        let more = drivers.len().saturating_sub(DRIVERS);
        let more = if more > 0 { format!(" +{more}") } else { String::new() };
        format!("{}{more}", told.collect::<Vec<_>>().join(", "))
    }

    fn causes(&mut self) {
        if self.report.causes.is_empty() {
            return;
        }
        self.section(self.words.causes, "");
        let shown = if self.look.explain { usize::MAX } else { CAUSES };
        for cause in self.report.causes.iter().take(shown) {
            let reference = self.page.reference(place_cited(cause.title, cause.citation, cause.pinpoint), cause.url);
            let side = words::side(cause.side, self.words);
            let line = format!("{} {side}: {}, {} {reference}", cause.jurisdiction, cause.title, cause.pinpoint);
            self.page.entry(4, &cause.demands.to_string(), 12, &line);
        }
        self.page.blank();
    }

    fn moved(&mut self) {
        if self.report.before.is_none() {
            return;
        }
        self.section(self.words.moved, "");
        if self.report.moved.is_empty() {
            self.page.line(&format!("  {}", self.words.nothing_moved));
        }
        for (step, pairs) in words::moves(self.report) {
            self.page.entry(4, &step, 12, &pairs);
        }
        self.page.blank();
    }

    fn changes(&mut self) {
        let (report, words) = (self.report, self.words);
        let Some(changes) = &report.single_changes else { return };
        self.section(words.changes, words.changes_mean);
        if changes.best.is_empty() {
            self.page.line(&format!("  {}", words.no_change));
            self.page.blank();
        }
        for effect in &changes.best {
            let line = words::effect(effect, words);
            self.page.entry(4, &words::difference(effect, &report.totals), 12, &line);
        }
        self.page.blank();
        if let Some(remaining) = &changes.remaining {
            self.page.line(&format!("  {}", styled(SOFT, words.remaining)));
            self.totals(&remaining.totals, "");
            for cause in &remaining.causes {
                let side = words::side(cause.side, words);
                let line = format!("{} {side}: {}, {}", cause.jurisdiction, cause.title, cause.pinpoint);
                self.page.entry(4, &cause.demands.to_string(), 12, &line);
            }
            self.page.blank();
        }
    }

    fn feet(&mut self) {
        if !self.report.not_encoded.is_empty() {
            self.page.entry(2, self.words.not_encoded, 18, &self.report.not_encoded.join(" "));
        }
        if let Some(note) = &self.report.note {
            self.page.entry(2, self.words.note, 18, note);
        }
        self.page.blank();
        self.page.references();
        receipt(&mut self.page, &self.report.receipt, self.look, false);
    }
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

fn shortened(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(width.saturating_sub(1)).collect();
    short.push('…');
    short
}
