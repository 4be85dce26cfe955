//! A footprint as a workbook: a sheet a question, letters on colours, frozen headings, filters, and the sources.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatPattern, Url, Workbook, Worksheet, XlsxError,
};

use super::words::{self, Words};
use crate::law::Lang;
use crate::render::names;
use crate::report::{CauseReport, FootprintReport, HornReport, Outcome, RangeReport};

/// The longest address that a spreadsheet takes as a link.
const LONGEST_LINK: usize = 2000;

/// The workbook.
///
/// # Errors
/// If a cell cannot be written: a text or a table is larger than spreadsheets can be.
pub fn xlsx(report: &FootprintReport<'_>, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let writer = Writer { report, words: words::words(lang), lang };
    book.set_properties(&writer.properties()?);
    let words = writer.words;
    writer.overview(sheet(&mut book, words.overview)?)?;
    writer.places(sheet(&mut book, words.places)?)?;
    writer.sites(sheet(&mut book, words.sites)?)?;
    if report.rows.iter().any(|row| !row.apart.is_empty()) {
        writer.layers(sheet(&mut book, words.layers)?)?;
    }
    writer.kinds(sheet(&mut book, words.profiles)?)?;
    writer.findings(sheet(&mut book, words.findings)?)?;
    writer.causes(sheet(&mut book, words.provisions)?)?;
    if report.before.is_some() || report.single_changes.is_some() {
        writer.changes(sheet(&mut book, words.change)?)?;
    }
    writer.sources(sheet(&mut book, words.sources)?)?;
    book.save_to_buffer()
}

/// A new sheet, its name with a capital.
fn sheet<'b>(book: &'b mut Workbook, name: &str) -> Result<&'b mut Worksheet, XlsxError> {
    let mut letters = name.chars();
    let name: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    book.add_worksheet().set_name(name)
}

struct Writer<'r, 'c> {
    report: &'r FootprintReport<'c>,
    words: &'static Words,
    lang: Lang,
}

/// The cells at the start of a row of a matrix, and its letters.
type Row<'r> = (Vec<Plain>, Vec<&'r RangeReport>);

/// A cell without a colour: a number sorts, and takes the separators of the reader's settings.
enum Plain {
    Text(String),
    Number(f64),
}

impl<T: Into<String>> From<T> for Plain {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}

impl Plain {
    /// A number that may be missing.
    fn number(number: Option<impl Into<f64>>) -> Self {
        number.map_or_else(|| Self::Text(String::new()), |number| Self::Number(number.into()))
    }
}

impl Writer<'_, '_> {
    /// The date is that of the law: equal answers are equal bytes.
    fn properties(&self) -> Result<DocProperties, XlsxError> {
        let made = ExcelDateTime::parse_from_str(&self.report.as_of)?;
        let comment = format!("comity {} {}", self.report.receipt.engine, self.report.receipt.corpus);
        Ok(DocProperties::new().set_title(&self.report.name).set_comment(comment).set_creation_datetime(&made))
    }

    fn overview(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (report, words) = (self.report, self.words);
        sheet.set_column_width(0, 28)?.set_column_width(1, 90)?;
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let mut line = 0;
        let mut pair = |sheet: &mut Worksheet, head: &str, text: &str| -> Result<(), XlsxError> {
            sheet.write_with_format(line, 0, head, &bold())?.write_with_format(line, 1, text, &wrapped)?;
            line += 1;
            Ok(())
        };
        pair(sheet, &report.name, &format!("{} {}", words.law_as_of, report.as_of))?;
        pair(sheet, words.demands, &words::size(report, words))?;
        pair(sheet, "", &words::assumed(report, words, false))?;
        for change in &report.changes {
            pair(sheet, words.made, change)?;
        }
        pair(sheet, words.legend, &words::matrix_means(report, words))?;
        pair(sheet, words.not_encoded, &report.not_encoded.join(" "))?;
        if let Some(note) = &report.note {
            pair(sheet, words.note, note)?;
        }
        pair(sheet, words.receipt, &format!("comity {} · {}", report.receipt.engine, report.receipt.corpus))?;
        pair(sheet, "", words.informs)?;
        pair(sheet, "", words.attribution)?;
        line += 1;
        for outcome in names::OUTCOMES {
            let count = report.totals.by_outcome.iter().find(|(known, _)| *known == outcome).map_or(0, |(_, n)| *n);
            let name = format!("{} {}", outcome.letter(), names::outcome(outcome, self.lang));
            sheet.write_with_format(line, 0, name, &letter_format(outcome))?.write(line, 1, number(count))?;
            line += 1;
        }
        sheet.write(line, 0, words.contested)?.write(line, 1, number(report.totals.contested))?;
        if words::has_independent(report) {
            line += 2;
            sheet.write_with_format(line, 1, words.independent_totals, &wrapped)?;
            for (outcome, count) in report.independent.by_outcome.iter().rev() {
                line += 1;
                let name = format!("{} {}", outcome.letter(), names::outcome(*outcome, self.lang));
                sheet.write_with_format(line, 0, name, &letter_format(*outcome))?.write(line, 1, number(*count))?;
            }
            line += 1;
            sheet.write(line, 0, words.contested)?.write(line, 1, number(report.independent.contested))?;
        }
        sheet.set_landscape().set_print_fit_to_pages(1, 0);
        Ok(())
    }

    fn places(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let rows = self.report.places.iter().map(|row| {
            let head = vec![row.place.code.into(), row.place.name.into(), Plain::Number(number(row.sites))];
            (head, words::fields(self.report, &row.cells, &row.independent))
        });
        self.matrix(sheet, &[("", 6.0), (self.words.place, 26.0), (self.words.sites, 8.0)], rows.collect())
    }

    fn sites(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let words = self.words;
        let mut rows: Vec<Row<'_>> = Vec::new();
        for row in &self.report.rows {
            for site in &row.sites {
                let head = vec![
                    site.id.as_str().into(),
                    site.name.as_str().into(),
                    row.place.code.into(),
                    site.city.as_deref().unwrap_or_default().into(),
                    Plain::number(site.point.map(|(latitude, _)| latitude)),
                    Plain::number(site.point.map(|(_, longitude)| longitude)),
                    words::status(site.status, self.lang).into(),
                    Plain::number(site.since),
                    words::run_by(row, words).into(),
                ];
                let cells = row.cells.iter().map(|cell| &cell.range);
                rows.push((head, words::fields(self.report, cells, &row.independent.range)));
            }
        }
        let heads = [
            (words.site, 18.0),
            ("", 34.0),
            (words.place, 7.0),
            (words.city, 16.0),
            (words.latitude, 10.0),
            (words.longitude, 10.0),
            (words.status, 12.0),
            (words.since, 8.0),
            (words.operator, 40.0),
        ];
        self.matrix(sheet, &heads, rows)
    }

    fn layers(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let words = self.words;
        let mut rows: Vec<Row<'_>> = Vec::new();
        for row in self.report.rows.iter().filter(|row| !row.apart.is_empty()) {
            let sites: Vec<&str> = row.sites.iter().map(|site| site.id.as_str()).collect();
            for layer in &row.apart {
                let name = words::layer(layer.layer, words);
                let head =
                    vec![row.place.code.into(), sites.join(", ").into(), name.into(), layer.company.as_str().into()];
                rows.push((head, words::fields(self.report, &layer.cells, &layer.independent)));
            }
        }
        let heads = [(words.place, 7.0), (words.sites, 26.0), (words.layer, 16.0), (words.asked, 36.0)];
        self.matrix(sheet, &heads, rows)
    }

    fn kinds(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let rows = words::kinds(self.report).map(|(kind, cells)| (vec![kind.id.into(), kind.name.into()], cells));
        self.matrix(sheet, &[("", 34.0), (self.words.profile, 44.0)], rows.collect())
    }

    /// A matrix under the codes of the states; headings and the first columns stay in sight.
    fn matrix(&self, sheet: &mut Worksheet, heads: &[(&str, f64)], rows: Vec<Row<'_>>) -> Result<(), XlsxError> {
        let first = column(heads.len());
        headings(sheet, heads)?;
        let columns = words::columns(self.report, self.words);
        let last = first + column(columns.len());
        for (at, code) in (first..).zip(columns) {
            sheet.write_with_format(0, at, code, &bold().set_align(FormatAlign::Center))?;
            sheet.set_column_width(at, if code.len() > 3 { 9 } else { 5 })?;
        }
        let mut line = 0;
        for (cells, ranges) in rows {
            line += 1;
            for (at, cell) in (0..).zip(&cells) {
                match cell {
                    Plain::Text(text) => sheet.write(line, at, text)?,
                    Plain::Number(number) => sheet.write(line, at, *number)?,
                };
            }
            for (at, range) in (first..).zip(ranges) {
                sheet.write_with_format(line, at, words::letters(range), &letter_format(range.worst))?;
            }
        }
        finish(sheet, line, last, first)
    }

    fn findings(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let words = self.words;
        let heads = [
            (words.finding, 10.0),
            (words.outcome, 14.0),
            (words.certainty, 12.0),
            (words.demands, 10.0),
            (words.whoever_asks, 10.0),
            (words.outcomes, 44.0),
            (words.act, 30.0),
            (words.requires, 50.0),
            (words.forbids, 50.0),
            (words.ways_out, 60.0),
            (words.places, 30.0),
            (words.asking, 20.0),
        ];
        headings(sheet, &heads)?;
        let mut line = 0;
        for finding in &self.report.findings {
            line += 1;
            let conflict = &finding.conflict;
            let name = format!("{} {}", conflict.outcome.letter(), names::outcome(conflict.outcome, self.lang));
            sheet.write(line, 0, &conflict.id)?;
            sheet.write_with_format(line, 1, name, &letter_format(conflict.outcome))?;
            sheet.write(line, 2, names::certainty(conflict.certainty, self.lang))?;
            sheet.write(line, 3, number(finding.demands))?.write(line, 4, number(finding.independent))?;
            sheet.write(line, 5, words::outcomes(finding, words, self.lang))?;
            sheet.write(line, 6, conflict.required.act_label)?;
            law(sheet, line, 7, &conflict.required)?;
            law(sheet, line, 8, &conflict.forbidden)?;
            let open = conflict.mechanisms.iter().filter(|way| way.status == "available" && way.achieves.is_some());
            let ways: Vec<&str> = open.map(|way| way.title).collect();
            sheet.write(line, 9, if ways.is_empty() { words.no_way.to_owned() } else { ways.join("; ") })?;
            sheet.write(line, 10, finding.places.join(" "))?.write(line, 11, finding.states.join(" "))?;
        }
        finish(sheet, line, column(heads.len()), 1)
    }

    fn causes(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let words = self.words;
        let heads = [
            (words.demands, 10.0),
            ("", 14.0),
            (words.provision, 56.0),
            (words.citation, 50.0),
            (words.summary, 100.0),
        ];
        headings(sheet, &heads)?;
        let mut line = 0;
        for cause in &self.report.causes {
            line += 1;
            self.cause(sheet, line, cause)?;
        }
        finish(sheet, line, column(heads.len()), 0)
    }

    fn cause(&self, sheet: &mut Worksheet, line: u32, cause: &CauseReport<'_>) -> Result<(), XlsxError> {
        let side = format!("{} {}", cause.jurisdiction, words::side(cause.side, self.words));
        sheet.write(line, 0, number(cause.demands))?.write(line, 1, side)?;
        link(sheet, line, 2, cause.url, &format!("{}, {}", cause.title, cause.pinpoint))?;
        sheet.write(line, 3, format!("{}, {}", cause.citation, cause.pinpoint))?.write(line, 4, cause.summary)?;
        Ok(())
    }

    fn changes(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let words = self.words;
        headings(sheet, &[("", 10.0), (words.change, 110.0)])?;
        let mut line = 0;
        let mut pair = |sheet: &mut Worksheet, head: &str, text: &str| -> Result<(), XlsxError> {
            line += 1;
            sheet.write(line, 0, head)?.write(line, 1, text)?;
            Ok(())
        };
        for (step, pairs) in words::moves(self.report) {
            pair(sheet, &step, &pairs)?;
        }
        for effect in self.report.single_changes.iter().flat_map(|changes| &changes.list) {
            let difference = words::difference(effect, &self.report.totals);
            pair(sheet, &difference, &words::effect(effect, words))?;
        }
        finish(sheet, line, 2, 0)
    }

    fn sources(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let words = self.words;
        headings(sheet, &[(words.site, 24.0), (words.sources, 90.0), (words.seen, 12.0), (words.note, 70.0)])?;
        let mut line = 0;
        for site in self.report.rows.iter().flat_map(|row| &row.sites) {
            // What is to be said of the site itself comes first.
            if let Some(note) = &site.note {
                line += 1;
                sheet.write(line, 0, &site.id)?.write(line, 3, note)?;
            }
            for source in &site.sources {
                line += 1;
                sheet.write(line, 0, &site.id)?.write(line, 2, &source.seen)?;
                link(sheet, line, 1, &source.url, &source.url)?;
                sheet.write(line, 3, source.note.as_deref().unwrap_or_default())?;
            }
        }
        finish(sheet, line, 4, 0)
    }
}

fn headings(sheet: &mut Worksheet, heads: &[(&str, f64)]) -> Result<(), XlsxError> {
    for (at, (head, width)) in (0..).zip(heads) {
        sheet.write_with_format(0, at, *head, &bold())?.set_column_width(at, *width)?;
    }
    Ok(())
}

/// What every table has: headings that stay, and a filter.
fn finish(sheet: &mut Worksheet, last: u32, columns: u16, frozen: u16) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, frozen)?;
    sheet.autofilter(0, 0, last, columns.saturating_sub(1))?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

fn law(sheet: &mut Worksheet, line: u32, at: u16, horn: &HornReport<'_>) -> Result<(), XlsxError> {
    link(sheet, line, at, horn.url, &format!("{}: {}, {}", horn.jurisdiction, horn.title, horn.pinpoint))
}

/// A link, or the text alone where the address is no web address or too long for one.
fn link(sheet: &mut Worksheet, line: u32, at: u16, url: &str, shown: &str) -> Result<(), XlsxError> {
    let web = url.starts_with("https://") || url.starts_with("http://");
    if web && url.len() <= LONGEST_LINK {
        return sheet.write(line, at, Url::new(url).set_text(shown)).map(drop);
    }
    sheet.write(line, at, shown).map(drop)
}

fn bold() -> Format {
    Format::new().set_bold()
}

/// The letter's cell: its colour, and hatching where nothing is known. Colours are those of the page.
fn letter_format(outcome: Outcome) -> Format {
    let format = Format::new().set_align(FormatAlign::Center).set_bold();
    let filled = |colour: u32| Format::new().merge(&format).set_background_color(Color::RGB(colour));
    match outcome {
        Outcome::Clear => filled(0xE6_EE_EE),
        Outcome::Resolvable => filled(0xC9_DC_EF),
        Outcome::Reroutable => filled(0xF2_D9_A0),
        Outcome::Discretionary => filled(0xE3_9A_58),
        Outcome::Deadlock => filled(0x8C_2D_5A).set_font_color(Color::White),
        Outcome::Unknown => {
            let hatched = format.set_pattern(FormatPattern::LightUp);
            hatched.set_background_color(Color::RGB(0xF1_EF_E9)).set_foreground_color(Color::RGB(0xC9_C4_B8))
        }
    }
}

fn column(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// Spreadsheets count in floating point.
fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}
