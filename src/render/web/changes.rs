//! What changed between two days: in the law, and in the answers between some legal orders.

use super::article::{Article, Ask, Block, Line, head, list, text};
use super::frame::{At, Download};
use super::words::words;
use super::{Head, Site, query};
use crate::render::changes::Changes;
use crate::report::{DiffReport, LawChangeReport, PairChangeReport};

/// What the page of changes shows.
#[derive(Debug)]
pub struct ChangesPage<'a, 'c> {
    /// What changed, if two days were asked for.
    pub report: Option<&'a DiffReport<'c>>,
    /// The days in the form.
    pub days: [String; 2],
    /// The legal orders in the form, as they are typed.
    pub jurisdictions: &'a str,
}

/// So many pieces of law of one kind are shown open, and of so many it is told what they say now and said before; of more
/// their own pages tell it.
const FEW: usize = 12;
const TOLD: usize = 60;
/// So many pieces of one kind, and so many conflicts of a pair, are listed; JSON has all.
const LISTED: usize = 150;
const CONFLICTS: usize = 100;

impl Site {
    /// The page of changes.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn changes(&self, at: &At<'_>, page: &ChangesPage<'_, '_>) -> Result<String, minijinja::Error> {
        let words = words(at.lang);
        let [old, new] = &page.days;
        let mut places = Ask::new("text", "jurisdictions", words.changes_between, page.jurisdictions);
        places.hint = words.places_hint.to_owned();
        let fields = vec![Ask::new("date", "old", words.from, old), Ask::new("date", "new", words.to, new), places];
        let mut blocks = vec![Block::Form { fields, button: words.show }];
        let mut title = words.changes_title.to_owned();
        if let Some(report) = page.report {
            let say = Changes::new(report, at.lang);
            title = format!("{title}: {}", say.title());
            told(at, say, report, page.jurisdictions, &mut blocks);
        }
        let downloads =
            [("Markdown", "md"), ("CSV", "csv"), ("JSON", "json")].map(|(label, form)| Download { label, form });
        let downloads = if page.report.is_some() { downloads.to_vec() } else { Vec::new() };
        let head = Head { title, section: "changes", downloads, ..Head::default() };
        self.article(at, &head, Article { over: None, lead: words.changes_lead, blocks: &blocks, places: &[] })
    }
}

fn told(at: &At<'_>, say: Changes<'_, '_>, report: &DiffReport<'_>, jurisdictions: &str, blocks: &mut Vec<Block>) {
    if jurisdictions.is_empty() {
        blocks.push(text(Line::plain(words(at.lang).changes_ask)));
    } else {
        let (head, meaning) = say.head();
        blocks.push(text(Line::new().strong(head).text(meaning)));
        let overview = say.overview();
        if let [heads, rows @ ..] = overview.as_slice()
            && !rows.is_empty()
        {
            let rows = rows.iter().map(|row| row.iter().map(|cell| Line::plain(cell.clone())).collect());
            blocks.push(Block::Table { label: say.title(), head: heads.clone(), rows: rows.collect() });
        }
        report.pairs.iter().for_each(|pair| self::pair(at, say, pair, blocks));
        let silence = say.silence().into_iter().map(|(places, told)| Line::new().strong(places).text(told));
        blocks.extend(list(silence.collect()));
    }
    blocks.push(head(say.words.in_the_law));
    blocks.push(text(Line::plain(say.law_line())));
    for group in say.law() {
        let lines = group
            .changes
            .iter()
            .take(LISTED)
            .flat_map(|change| piece(at, say, change, group.told && group.changes.len() <= TOLD));
        let mut lines: Vec<Line> = lines.collect();
        lines.extend(left_out(group.changes.len(), LISTED));
        let name = format!("{} ({})", group.head, group.changes.len());
        let open = group.changes.len() <= FEW && group.told;
        blocks.push(Block::Fold { head: name, open, blocks: list(lines).into_iter().collect() });
    }
}

fn pair(at: &At<'_>, say: Changes<'_, '_>, pair: &PairChangeReport<'_>, blocks: &mut Vec<Block>) {
    let mut lines = Vec::new();
    for change in pair.verdicts.iter().flatten() {
        lines.push(Line::new().strong(say.shift(change)));
        lines.extend(say.example(change).map(|example| {
            let asked: Vec<(String, String)> = change
                .witness
                .iter()
                .flatten()
                .map(|(fact, value)| (fact.clone(), super::parts::typed(value)))
                .collect();
            Line::new()
                .soft(format!("{}: {example}", say.words.example))
                .link(words(at.lang).ask_example, asked_on(at, &asked, &say))
                .at(1)
        }));
    }
    lines.extend(pair.causes.iter().map(|cause| Line::new().soft(say.words.cause).text(say.cause(cause))));
    blocks.push(head(say.pair(pair)));
    blocks.extend(list(lines));
    let conflicts = pair.conflicts.iter().take(CONFLICTS).flat_map(|conflict| {
        let moves = conflict.moves.iter().map(|change| Line::plain(say.shift(change)).at(1));
        std::iter::once(Line::new().code(conflict.id.clone()).text(say.conflict(conflict))).chain(moves)
    });
    let mut lines: Vec<Line> = conflicts.collect();
    lines.extend(left_out(pair.conflicts.len(), CONFLICTS));
    if !lines.is_empty() {
        let name = format!("{}: {}", say.words.conflicts, pair.conflicts.len());
        blocks.push(Block::Fold { head: name, open: false, blocks: list(lines).into_iter().collect() });
    }
}

/// How many of a list were left out, if any were.
fn left_out(all: usize, shown: usize) -> Option<Line> {
    (all > shown).then(|| Line::new().soft(format!("+ {} (JSON)", all - shown)))
}

/// The page of a request on the later of the two days.
fn asked_on(at: &At<'_>, asked: &[(String, String)], say: &Changes<'_, '_>) -> Option<String> {
    let day = [("as-of".to_owned(), say.report.new.as_of.clone())];
    at.links.page(at.lang, "request", &query(&[asked, &day].concat()))
}

fn piece(at: &At<'_>, say: Changes<'_, '_>, change: &LawChangeReport, told: bool) -> Vec<Line> {
    let mut lines = vec![Line::new().law(at, change.id.clone(), &change.id).text(say.piece(change))];
    if told {
        for aspect in &change.aspects {
            let said = say.said(change, aspect).into_iter().map(|(head, said)| format!("{head}: {said}"));
            let said = said.collect::<Vec<_>>().join(" · ");
            lines.push(Line::new().soft(format!("{} {said}", say.aspect(aspect))).at(1));
        }
    }
    lines
}
