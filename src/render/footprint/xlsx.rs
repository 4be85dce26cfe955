//! A footprint as a workbook: what a spreadsheet can carry and CSV cannot, which is sheets, colours and links.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Url, Workbook, Worksheet, XlsxError};

use super::map::worst;
use super::words::{self, Words};
use crate::law::Lang;
use crate::render::names;
use crate::report::{FootprintReport, Outcome, RangeReport, SiteReport, SitesReport};

/// The longest address that a spreadsheet takes as a link.
const LONGEST_LINK: usize = 2000;
/// Sheets with a matrix: how wide a state's column is.
const NARROW: f64 = 5.0;

/// The workbook.
///
/// # Errors
/// If there is more than a workbook can hold.
pub fn xlsx(report: &FootprintReport<'_>, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same answer gives the same bytes, whenever it is written.
    let day = ExcelDateTime::parse_from_str(&report.as_of)?;
    book.set_properties(&DocProperties::new().set_title(&report.name).set_creation_datetime(&day));
    let maker = Maker { report, words: words::words(lang), lang };
    maker.overview(sheet(&mut book, maker.words.overview)?)?;
    maker.matrix(sheet(&mut book, maker.words.places)?)?;
    maker.profiles(sheet(&mut book, maker.words.profiles)?)?;
    maker.sites(sheet(&mut book, maker.words.sites)?)?;
    maker.causes(sheet(&mut book, maker.words.provision)?)?;
    if report.single_changes.is_some() {
        maker.changes(sheet(&mut book, maker.words.change)?)?;
    }
    book.save_to_buffer()
}

/// A new sheet, its name with a capital.
fn sheet<'b>(book: &'b mut Workbook, name: &str) -> Result<&'b mut Worksheet, XlsxError> {
    let mut letters = name.chars();
    let name: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    book.add_worksheet().set_name(name)
}

struct Maker<'r, 'c> {
    report: &'r FootprintReport<'c>,
    words: &'static Words,
    lang: Lang,
}

impl Maker<'_, '_> {
    fn overview(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (report, words) = (self.report, self.words);
        let mut page = Rows { sheet, row: 0 };
        page.pair(&report.name, "")?;
        page.pair(words.law_as_of, &report.as_of)?;
        page.pair("", &words::assumed(report, words))?;
        for change in &report.changes {
            page.pair(words.made, change)?;
        }
        page.pair("", &words::size(report, words))?;
        for (outcome, count) in report.totals.by_outcome.iter().rev() {
            page.sheet.write_with_format(page.row, 0, outcome.letter().to_string(), &colour(*outcome))?;
            page.sheet.write(page.row, 1, names::outcome(*outcome, self.lang))?;
            page.sheet.write(page.row, 2, number(*count))?;
            page.row += 1;
        }
        page.pair(words.not_encoded, &report.not_encoded.join(", "))?;
        page.pair(words.note, report.note.as_deref().unwrap_or_default())?;
        let receipt = format!("comity {} · {} · {}", report.receipt.engine, report.receipt.corpus, words.informs);
        page.pair(words.receipt, &receipt)?;
        page.sheet.set_column_width(0, 18)?.set_column_width(1, 100)?;
        Ok(())
    }

    fn matrix(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let words = self.words;
        self.states(sheet, &[(words.place, 7.0), ("", 18.0), (words.operator, 44.0), (words.sites, 9.0)])?;
        for (at, row) in (1..).zip(&self.report.rows) {
            sheet.write(at, 0, row.place.code)?.write(at, 1, row.place.name)?;
            sheet.write(at, 2, words::run_by(row, words))?.write(at, 3, number(row.sites.len()))?;
            fields(sheet, at, 4, row.cells.iter().map(|cell| &cell.range))?;
        }
        Ok(())
    }

    fn profiles(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        self.states(sheet, &[(self.words.profile, 50.0)])?;
        let rows = self.report.profiles.iter().zip(&self.report.by_profile);
        for (at, (profile, cells)) in (1..).zip(rows) {
            sheet.write(at, 0, profile.name)?;
            fields(sheet, at, 1, cells)?;
        }
        Ok(())
    }

    /// The head of a matrix, frozen with the columns that name a row.
    fn states(&self, sheet: &mut Worksheet, names: &[(&str, f64)]) -> Result<(), XlsxError> {
        let states = self.report.states.iter().map(|state| (state.code, NARROW));
        head(sheet, &names.iter().copied().chain(states).collect::<Vec<_>>())?;
        let columns = u16::try_from(names.len()).unwrap_or(u16::MAX);
        sheet.set_freeze_panes(1, columns).map(drop)
    }

    fn sites(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let words = self.words;
        let heads = [
            (words.site, 20.0),
            ("", 34.0),
            (words.place, 7.0),
            (words.city, 18.0),
            (words.latitude, 10.0),
            (words.longitude, 10.0),
            (words.status, 12.0),
            (words.since, 7.0),
            (words.operator, 44.0),
            (words.worst, 12.0),
            (words.note, 60.0),
            (words.sources, 60.0),
        ];
        head(sheet, &heads)?;
        sheet.set_freeze_panes(1, 1)?;
        let sites = self.report.rows.iter().flat_map(|row| row.sites.iter().map(move |site| (row, site)));
        for (at, (row, site)) in (1..).zip(sites) {
            self.site(sheet, at, row, site)?;
        }
        Ok(())
    }

    fn site(&self, sheet: &mut Worksheet, at: u32, row: &SitesReport<'_>, site: &SiteReport) -> Result<(), XlsxError> {
        sheet.write(at, 0, &site.id)?.write(at, 1, &site.name)?.write(at, 2, row.place.code)?;
        sheet.write(at, 3, site.city.as_deref().unwrap_or_default())?;
        if let Some((north, east)) = site.point {
            sheet.write(at, 4, north)?.write(at, 5, east)?;
        }
        sheet.write(at, 6, words::status(site.status, self.lang))?;
        if let Some(since) = site.since {
            sheet.write(at, 7, since)?;
        }
        sheet.write(at, 8, words::run_by(row, self.words))?;
        let worst = worst(row.cells.iter().map(|cell| cell.range.worst));
        sheet.write_with_format(at, 9, worst.letter().to_string(), &colour(worst))?;
        sheet.write(at, 10, site.note.as_deref().unwrap_or_default())?;
        for (column, source) in (11..).zip(&site.sources) {
            link(sheet, at, column, &source.url, &source.url)?;
        }
        Ok(())
    }

    fn causes(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let words = self.words;
        head(sheet, &[(words.demands, 10.0), ("", 14.0), (words.provision, 60.0), (words.summary, 110.0)])?;
        sheet.set_freeze_panes(1, 0)?;
        for (at, cause) in (1..).zip(&self.report.causes) {
            let who = format!("{} {}", cause.jurisdiction, words::side(cause.side, words));
            sheet.write(at, 0, number(cause.demands))?.write(at, 1, who)?;
            link(sheet, at, 2, cause.url, &format!("{}, {}", cause.title, cause.pinpoint))?;
            sheet.write(at, 3, cause.summary)?;
        }
        Ok(())
    }

    fn changes(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let words = self.words;
        head(sheet, &[(words.change, 90.0), (words.demands, 10.0), (words.conflicts, 12.0), (words.deadlocks, 12.0)])?;
        sheet.set_freeze_panes(1, 0)?;
        let list = self.report.single_changes.iter().flat_map(|changes| &changes.list);
        for (at, effect) in (1..).zip(list) {
            sheet.write(at, 0, &effect.change)?.write(at, 1, number(effect.demands))?;
            sheet.write(at, 2, number(effect.conflicts))?.write(at, 3, number(effect.deadlocks))?;
        }
        Ok(())
    }
}

/// Lines of a heading and a text, one below the other.
struct Rows<'s> {
    sheet: &'s mut Worksheet,
    row: u32,
}

impl Rows<'_> {
    fn pair(&mut self, name: &str, text: &str) -> Result<(), XlsxError> {
        self.sheet.write_with_format(self.row, 0, name, &Format::new().set_bold())?;
        self.sheet.write(self.row, 1, text)?;
        self.row += 1;
        Ok(())
    }
}

fn head(sheet: &mut Worksheet, names: &[(&str, f64)]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (column, (name, width)) in (0..).zip(names) {
        sheet.write_with_format(0, column, *name, &bold)?.set_column_width(column, *width)?;
    }
    Ok(())
}

fn fields<'r>(
    sheet: &mut Worksheet,
    row: u32,
    first: u16,
    ranges: impl IntoIterator<Item = &'r RangeReport>,
) -> Result<(), XlsxError> {
    for (column, range) in (first..).zip(ranges) {
        sheet.write_with_format(row, column, words::letters(range), &colour(range.worst))?;
    }
    Ok(())
}

/// A link, or the text alone where the address is no web address or too long for one.
fn link(sheet: &mut Worksheet, row: u32, column: u16, url: &str, text: &str) -> Result<(), XlsxError> {
    let web = url.starts_with("https://") || url.starts_with("http://");
    if web && url.len() <= LONGEST_LINK {
        return sheet.write(row, column, Url::new(url).set_text(text)).map(drop);
    }
    sheet.write(row, column, text).map(drop)
}

/// Every number here is far below what a spreadsheet counts exactly.
fn number(count: usize) -> f64 {
    u32::try_from(count).unwrap_or(u32::MAX).into()
}

/// The colours of the page for browsers, with its letters.
fn colour(outcome: Outcome) -> Format {
    let (paper, ink) = match outcome {
        Outcome::Clear => (0x00e6_eeee, 0),
        Outcome::Resolvable => (0x00c9_dcef, 0),
        Outcome::Reroutable => (0x00f2_d9a0, 0),
        Outcome::Discretionary => (0x00e3_9a58, 0),
        Outcome::Deadlock => (0x008c_2d5a, 0x00ff_ffff),
        Outcome::Unknown => (0x00ec_eae4, 0),
    };
    Format::new().set_background_color(paper).set_font_color(ink).set_align(FormatAlign::Center)
}
