//! A space of requests on the terminal: shares for each group, groups that come out equal on one line.

use comfy_table::{ContentArrangement, Table, presets};

use super::Look;
use super::page::{BOLD, Page, SOFT, colour, columns, styled};
use super::writer::{left_out, receipt};
use crate::law::Lang;
use crate::render::footprint::words::legend;
use crate::render::names::{self, OUTCOMES};
use crate::report::{Certainty, Heading, Outcome, RowCell as Cell, SweepTable, Wanted, grouped};

/// Rows that the page shows of findings of a group, or of classes.
const SHOWN: usize = 20;
/// The columns of a label.
const LABEL: usize = 24;
/// The columns of a number of requests, and of a share.
const NUMBER: usize = 18;
const SHARE: usize = 4;

/// What a page says beside its rows.
#[derive(Debug, Clone, Default)]
pub struct SweepNote {
    /// Which part of the space it covers, if not all, as in `3/16`.
    pub shard: Option<String>,
    /// How many requests were made.
    pub made: Option<u64>,
}

/// The page.
#[must_use]
pub fn sweep(table: &SweepTable, rows: &[Vec<Cell<'_>>], note: &SweepNote, look: Look) -> String {
    let mut teller =
        Teller { page: Page::new(look.width), words: sweep_words(look.lang), look, facts: table.facts().count() };
    left_out(&mut teller.page, &table.receipt, look);
    teller.head(table, note);
    match table.wanted {
        Wanted::Counts => teller.counts(rows),
        Wanted::Findings => teller.findings(rows),
        Wanted::Classes => teller.classes(rows, &table.columns()),
    }
    teller.page.entry(2, "", 2, &legend(look.lang));
    receipt(&mut teller.page, &table.receipt, look, false);
    teller.page.finish()
}

struct Teller {
    page: Page,
    words: &'static Words,
    look: Look,
    /// How many cells at the beginning of a row name its group.
    facts: usize,
}

/// Groups that come out equal, and what comes out.
type Block<'r, T> = (Vec<String>, Vec<&'r T>);

impl Teller {
    fn head(&mut self, table: &SweepTable, note: &SweepNote) {
        let (words, lang) = (self.words, self.look.lang);
        let as_of = format!("{} {}", crate::render::words::words(lang).law_as_of, names::date(&table.as_of, lang));
        self.page.ends(&styled(BOLD, &table.name), &as_of);
        self.page.blank();
        let mut size = format!("{} {}", grouped(table.requests, lang), words.requests);
        if let Some(shard) = &note.shard {
            size.push_str(&format!(" · {} {shard}", words.shard));
        }
        if let Some(made) = note.made {
            size.push_str(&format!(" · {} {}", grouped(made, lang), words.told_apart));
        }
        self.page.entry(2, "", 2, &size);
        self.page.blank();
    }

    fn label(&self, cells: &[Cell<'_>]) -> String {
        let texts = cells.iter().take(self.facts).map(Cell::to_text);
        let label = texts.collect::<Vec<_>>().join(" · ");
        if label.is_empty() { self.words.all.to_owned() } else { label }
    }

    /// Several labels as one, short enough for a column.
    fn labels(&self, labels: &[String]) -> String {
        let all = labels.join(", ");
        let mut short = String::new();
        for (known, label) in labels.iter().enumerate() {
            let longer = if short.is_empty() { label.clone() } else { format!("{short}, {label}") };
            if columns(&all) > LABEL && columns(&longer) + 14 > LABEL && known > 0 {
                let rest = labels.len() - known;
                return format!("{short} + {} {}", grouped(rest as u64, self.look.lang), self.words.others);
            }
            short = longer;
        }
        short
    }

    fn counts(&mut self, rows: &[Vec<Cell<'_>>]) {
        let words = self.words;
        let letters: String = OUTCOMES.iter().map(|outcome| format!("{:>SHARE$}", outcome.letter())).collect();
        let half = SHARE * OUTCOMES.len();
        let (verdict, at_worst) = (words.verdict, words.at_worst);
        self.page.line(&format!("  {:LABEL$}{:NUMBER$}  {verdict:>half$}  {at_worst:>half$}", "", ""));
        self.page.line(&format!("  {:LABEL$}{:>NUMBER$}  {letters}  {letters}", "", words.requests));
        let mut blocks: Vec<(Vec<String>, Vec<u64>)> = Vec::new();
        for row in rows {
            let numbers: Vec<u64> = row.iter().filter_map(number).collect();
            let label = self.label(row);
            match blocks.iter_mut().find(|(_, known)| *known == numbers) {
                Some((labels, _)) => labels.push(label),
                None => blocks.push((vec![label], numbers)),
            }
        }
        for (labels, numbers) in &blocks {
            let requests = numbers.first().copied().unwrap_or(0);
            let label = self.labels(labels);
            let gap = " ".repeat(LABEL.saturating_sub(columns(&label)));
            let requests_text = grouped(requests, self.look.lang);
            let shares = |from: usize| -> String {
                OUTCOMES
                    .iter()
                    .map(|outcome| share_of(*outcome, numbers.get(from..).unwrap_or_default(), requests))
                    .collect()
            };
            self.page.line(&format!("  {label}{gap}{requests_text:>NUMBER$}  {}  {}", shares(1), shares(7)));
        }
        self.page.blank();
        self.page.entry(2, "", 2, words.shares);
    }

    fn findings(&mut self, rows: &[Vec<Cell<'_>>]) {
        let mut blocks: Vec<Block<'_, [Cell<'_>]>> = Vec::new();
        for group in rows.chunk_by(|a, b| a.get(..self.facts) == b.get(..self.facts)) {
            let lines: Vec<&[Cell<'_>]> = group.iter().filter_map(|row| row.get(self.facts..)).collect();
            let label = group.first().map(|row| self.label(row)).unwrap_or_default();
            match blocks.iter_mut().find(|(_, known)| *known == lines) {
                Some((labels, _)) => labels.push(label),
                None => blocks.push((vec![label], lines)),
            }
        }
        for (labels, lines) in &blocks {
            self.block(labels, lines);
        }
        self.page.entry(2, "", 2, self.words.shares);
    }

    /// The findings of groups that come out equal.
    fn block(&mut self, labels: &[String], lines: &[&[Cell<'_>]]) {
        let lang = self.look.lang;
        let requests = |line: &[Cell<'_>]| line.iter().find_map(number).unwrap_or(0);
        let all = lines.first().map_or(0, |line| requests(line));
        let count = format!("{} {}", grouped(all, lang), self.words.requests);
        self.page.ends(&styled(BOLD, &self.labels(labels)), &count);
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(self.page.width().saturating_sub(2)).unwrap_or(100));
        let found = lines.get(1..).unwrap_or_default();
        for line in found.iter().take(SHOWN) {
            let texts: Vec<String> = line.iter().map(Cell::to_text).collect();
            let [finding, requiring, forbidding, act, required, forbidden, certainty, outcome, ..] = texts.as_slice()
            else {
                continue;
            };
            let share = format!("{:>3} %", share(requests(line), all));
            let sure = certainty_of(certainty).map_or("", |certainty| names::certainty(certainty, lang));
            let letter = OUTCOMES.iter().find(|known| known.name() == *outcome).map_or('?', |known| known.letter());
            let pair = format!("{requiring} {} {forbidding}", crate::render::words::words(lang).against);
            let provisions = format!("{required} × {forbidden}");
            table.add_row([share, sure.to_owned(), letter.to_string(), pair, act.clone(), provisions, finding.clone()]);
        }
        if !found.is_empty() {
            self.page.block(1, &table.to_string());
        }
        if found.len() > SHOWN {
            let rest = grouped((found.len() - SHOWN) as u64, lang);
            self.page.entry(2, "", 2, &format!("… {rest} {}", self.words.more));
        }
        self.page.blank();
    }

    fn classes(&mut self, rows: &[Vec<Cell<'_>>], headings: &[Heading]) {
        let lang = self.look.lang;
        let requests = |row: &Vec<Cell<'_>>| row.iter().find_map(number).unwrap_or(0);
        let mut largest: Vec<&Vec<Cell<'_>>> = rows.iter().collect();
        largest.sort_by_key(|row| std::cmp::Reverse(requests(row)));
        let varies = |at: usize| rows.iter().any(|row| row.get(at) != rows.first().and_then(|first| first.get(at)));
        let varied: Vec<usize> = (0..self.facts).filter(|at| varies(*at)).collect();
        for row in largest.iter().take(SHOWN) {
            let fact = |at: &usize| Some(format!("{} {}", headings.get(*at)?.name, row.get(*at)?.to_text()));
            let facts: Vec<String> = varied.iter().filter_map(fact).collect();
            let verdict = |at: usize| {
                let name = row.get(self.facts + at).map(Cell::to_text).unwrap_or_default();
                let outcome = OUTCOMES.iter().find(|known| known.name() == name).copied().unwrap_or(Outcome::Unknown);
                styled(colour(outcome), &outcome.letter().to_string())
            };
            let head = format!("{:>NUMBER$}  {} {}", grouped(requests(row), lang), verdict(1), verdict(2));
            self.page.entry(2, &head, NUMBER + 9, &facts.join(" · "));
        }
        if rows.len() > SHOWN {
            let rest = grouped((rows.len() - SHOWN) as u64, lang);
            self.page.entry(2, "", NUMBER + 9, &format!("… {rest} {}", self.words.more));
        }
        self.page.blank();
    }
}

/// The share of an outcome among counts that stand in the order clear, unknown, then worse and worse.
fn share_of(outcome: Outcome, counts: &[u64], requests: u64) -> String {
    let count = counts.get(outcome.place()).copied().unwrap_or(0);
    let style = if count == 0 { SOFT } else { colour(outcome) };
    styled(style, &format!("{:>SHARE$}", share(count, requests)))
}

/// A share in whole percent. What is there is never shown as nothing, and what is missing never as all.
fn share(part: u64, whole: u64) -> String {
    let percent = (u128::from(part) * 200 + u128::from(whole)) / (u128::from(whole) * 2).max(1);
    match percent {
        _ if part == 0 => "–".to_owned(),
        0 => "<1".to_owned(),
        100 if part < whole => ">99".to_owned(),
        percent => percent.to_string(),
    }
}

fn number(cell: &Cell<'_>) -> Option<u64> {
    match cell {
        Cell::Number(number) => Some(*number),
        _ => None,
    }
}

fn certainty_of(name: &str) -> Option<Certainty> {
    [Certainty::Certain, Certainty::Contested, Certainty::Possible].into_iter().find(|known| known.name() == name)
}

/// The words of this page alone.
struct Words {
    requests: &'static str,
    told_apart: &'static str,
    shard: &'static str,
    verdict: &'static str,
    at_worst: &'static str,
    others: &'static str,
    more: &'static str,
    all: &'static str,
    shares: &'static str,
}

fn sweep_words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &Words {
            requests: "requests",
            told_apart: "made; the law tells no more apart",
            shard: "shard",
            verdict: "verdict, %",
            at_worst: "at worst, %",
            others: "others",
            more: "more; `--format csv` has all",
            all: "all requests",
            shares: "Shares of the group's requests; `<1` is less than one in a hundred, `>99` not quite all.",
        },
        Lang::De => &Words {
            requests: "Verlangen",
            told_apart: "gebildet; mehr unterscheidet das Recht nicht",
            shard: "Teil",
            verdict: "Ergebnis, %",
            at_worst: "schlimmstenfalls, %",
            others: "weitere",
            more: "weitere; alle mit `--format csv`",
            all: "alle Verlangen",
            shares: "Anteile an den Verlangen der Gruppe; `<1` ist weniger als eines von hundert, `>99` nicht ganz alle.",
        },
    }
}
