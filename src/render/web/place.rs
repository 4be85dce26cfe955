//! A jurisdiction: its law as cards, how far it is encoded, to what it belongs, its treaties, and the principles with
//! their evidence.

use serde::Serialize;

use super::article::{Article, Block, Line, head, list};
use super::frame::{At, data};
use super::parts::Link;
use super::words::words;
use super::{Head, Site};
use crate::law::Lang;
use crate::render::names;
use crate::render::phrases::{does, does_briefly};
use crate::render::words::words as shared;
use crate::report::{
    BriefReport, CardReport, EvidenceReport, JurisdictionReport, ListReport, MembershipReport, PrinciplesReport,
};

/// So many mechanisms stand on the page of a jurisdiction itself. All of them have a page of their own.
const MOST_MECHANISMS: usize = 24;
/// So many pieces of evidence for or against a principle likewise.
const MOST_EVIDENCE: usize = 3;

/// So many provisions are told with what they say. Of more the page of each law says it.
const MOST_IN_FULL: usize = 70;

/// What the page of a jurisdiction shows.
#[derive(Debug)]
pub struct PlacePage<'a, 'c> {
    /// The jurisdiction.
    pub report: &'a JurisdictionReport,
    /// Its provisions that are in force on the day.
    pub cards: &'a [CardReport<'c>],
    /// The most important of its law, with that of the unions that it belongs to.
    pub foremost: &'a [BriefReport<'c>],
    /// The mechanisms that have it as an end.
    pub mechanisms: &'a ListReport<'c>,
    /// The principles, one row.
    pub principles: &'a PrinciplesReport,
    /// Jurisdictions to compare with: code and name.
    pub others: &'a [(String, String)],
}

#[derive(Serialize)]
struct View {
    code: String,
    name: String,
    kind: &'static str,
    memberships: Vec<Membership>,
    organisations: Vec<Membership>,
    members: Vec<Membership>,
    /// What there is to say of a place without law.
    no_law: Option<&'static str>,
    coverage: Vec<(String, &'static str, String, String)>,
    foremost: Vec<Foremost>,
    /// Whether of its provisions only lines are told.
    in_lines: bool,
    instruments: Vec<Instrument>,
    /// How many mechanisms there are, and those that are shown.
    mechanism_count: usize,
    mechanisms: Vec<Mechanism>,
    all_mechanisms: Option<String>,
    principles: Vec<Principle>,
    all_evidence: Option<String>,
    others: Vec<Link>,
}

#[derive(Serialize)]
struct Membership {
    place: Link,
    in_force: String,
    citation: String,
    url: String,
}

/// One of the most important rules.
#[derive(Serialize)]
struct Foremost {
    /// Whose law, where it is that of a union.
    of: String,
    place: Link,
    does: String,
    summary: String,
    sanction: String,
}

/// The provisions of an instrument that are in force.
#[derive(Serialize)]
struct Instrument {
    id: String,
    title: String,
    /// Its page, under its citation.
    page: Link,
    url: String,
    cards: Vec<Card>,
    /// Where its provisions were read, each address once, and when last.
    sources: Vec<(String, String)>,
}

#[derive(Serialize)]
struct Card {
    place: Link,
    does: String,
    summary: String,
    in_force: String,
    sanction: String,
    /// Named where it is low.
    confidence: &'static str,
    /// Numbers of sources of the instrument.
    sources: Vec<usize>,
}

#[derive(Serialize)]
struct Mechanism {
    title: Link,
    what: String,
    with: String,
    in_force: String,
}

#[derive(Serialize)]
struct Principle {
    title: String,
    statement: String,
    sign: String,
    grade: String,
    supporting: Evidence,
    undermining: Evidence,
}

/// How much there is, and what of it is shown.
#[derive(Serialize)]
struct Evidence {
    count: usize,
    links: Vec<Link>,
}

impl Site {
    /// The page of a jurisdiction.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn place(&self, at: &At<'_>, page: &PlacePage<'_, '_>) -> Result<String, minijinja::Error> {
        let head = Head { title: page.report.name.clone(), section: "law", downloads: data(), ..Head::default() };
        self.page("place.html", at, &head, &view(at, page))
    }

    /// The page of all mechanisms that have a jurisdiction as an end.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn place_mechanisms(
        &self,
        at: &At<'_>,
        place: &JurisdictionReport,
        mechanisms: &ListReport<'_>,
    ) -> Result<String, minijinja::Error> {
        let words = words(at.lang);
        let row = |one: Mechanism| {
            let title = Line::new().link(one.title.text, one.title.href);
            vec![title, Line::plain(one.what), Line::plain(one.with), Line::plain(one.in_force)]
        };
        let table = Block::Table {
            label: words.mechanisms.to_owned(),
            head: [words.what, words.kind, words.parties, words.in_force].map(str::to_owned).into(),
            rows: self::mechanisms(at, place, mechanisms).map(row).collect(),
        };
        self.place_part(at, place, words.mechanisms, &[table])
    }

    /// The page of all evidence for and against the principles in the law of a jurisdiction.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn place_principles(
        &self,
        at: &At<'_>,
        place: &JurisdictionReport,
        report: &PrinciplesReport,
    ) -> Result<String, minijinja::Error> {
        let words = words(at.lang);
        let mut blocks = Vec::new();
        for one in principles(at, report, at.lang, usize::MAX) {
            blocks.push(head(format!("{} {}: {}", one.sign, one.title, one.grade)));
            blocks.push(Block::Text { line: Line::new().soft(one.statement) });
            for (name, evidence) in [(words.supporting, one.supporting), (words.undermining, one.undermining)] {
                let lines = evidence.links.into_iter().map(|link| Line::new().link(link.text, link.href));
                if let Some(list) = list(lines.collect()) {
                    blocks.extend([Block::Head { level: 3, text: name.to_owned() }, list]);
                }
            }
        }
        self.place_part(at, place, words.principles, &blocks)
    }

    /// A page of its own for a part of what is said of a jurisdiction.
    fn place_part(
        &self,
        at: &At<'_>,
        place: &JurisdictionReport,
        part: &str,
        blocks: &[Block],
    ) -> Result<String, minijinja::Error> {
        let title = format!("{}: {part}", place.name);
        let head = Head { title, section: "law", downloads: data(), ..Head::default() };
        let over = Line::new().link(place.name.clone(), at.to(&format!("place/{}", place.id)));
        self.article(at, &head, Article { over: Some(over), lead: "", blocks, places: &[] })
    }
}

fn view(at: &At<'_>, page: &PlacePage<'_, '_>) -> View {
    let (report, lang) = (page.report, at.lang);
    let membership = |of: &MembershipReport, code: &str| Membership {
        place: Link::place(at, code.to_owned(), code),
        in_force: names::period(&of.in_force, &at.as_of, lang),
        citation: of.citation.clone(),
        url: of.url.clone().unwrap_or_default(),
    };
    let coverage = report.coverage.iter().map(|(topic, level, limits)| {
        (topic.clone(), *level, names::level(level, lang).to_owned(), limits.clone().unwrap_or_default())
    });
    let count = page.mechanisms.rows.len();
    let own = |part: &str| at.to(&format!("place/{}/{part}", report.id));
    let is_organisation = report.kind == "organisation";
    let all_mechanisms = own("mechanisms");
    // Where that page is not written all of them stand here.
    let shown = if count <= MOST_MECHANISMS || all_mechanisms.is_none() { count } else { 0 };
    let all_evidence = own("principles");
    let most = if all_evidence.is_some() { MOST_EVIDENCE } else { usize::MAX };
    View {
        code: report.id.clone(),
        name: report.name.clone(),
        kind: names::kind(report.kind, lang),
        memberships: report.memberships.iter().map(|of| membership(of, &of.of)).collect(),
        organisations: report.organisations.iter().map(|of| membership(of, &of.of)).collect(),
        members: report.members.iter().map(|of| membership(of, &of.jurisdiction)).collect(),
        no_law: if is_organisation {
            Some(shared(lang).organisation)
        } else {
            report.instruments.is_empty().then_some(words(lang).no_law)
        },
        coverage: coverage.filter(|_| !is_organisation).collect(),
        foremost: page.foremost.iter().map(|one| foremost(at, one, &report.id)).collect(),
        in_lines: page.cards.len() > MOST_IN_FULL,
        instruments: instruments(at, page.cards, lang),
        mechanism_count: count,
        mechanisms: mechanisms(at, report, page.mechanisms).take(shown).collect(),
        all_mechanisms,
        principles: principles(at, page.principles, lang, most),
        all_evidence,
        others: page
            .others
            .iter()
            .map(|(code, name)| Link { text: name.clone(), href: at.to(&format!("pair/{}/{code}", report.id)) })
            .collect(),
    }
}

/// The mechanisms of a jurisdiction.
fn mechanisms(at: &At<'_>, place: &JurisdictionReport, list: &ListReport<'_>) -> impl Iterator<Item = Mechanism> {
    list.rows.iter().map(|row| {
        let with: Vec<&str> = row.jurisdictions.iter().map(String::as_str).filter(|code| *code != place.id).collect();
        Mechanism {
            title: Link::law(at, row.citation.clone(), &row.id),
            what: does_briefly(&row.does, at.lang),
            with: if with.len() > 12 {
                format!("{}, … ({})", with.get(..12).unwrap_or_default().join(", "), with.len())
            } else {
                with.join(", ")
            },
            in_force: names::period(&row.in_force, &at.as_of, at.lang),
        }
    })
}

fn foremost(at: &At<'_>, one: &BriefReport<'_>, of: &str) -> Foremost {
    Foremost {
        of: if one.jurisdiction == of { String::new() } else { one.jurisdiction.to_owned() },
        place: Link::law(at, one.name.clone(), one.id),
        does: does_briefly(&one.does, at.lang),
        summary: one.summary.to_owned(),
        sanction: one.sanction.clone().unwrap_or_default(),
    }
}

fn instruments(at: &At<'_>, cards: &[CardReport<'_>], lang: Lang) -> Vec<Instrument> {
    let instrument = |card: &CardReport<'_>| card.id.split('#').next().unwrap_or_default().to_owned();
    let groups = cards.chunk_by(|one, next| instrument(one) == instrument(next)).filter_map(|group| {
        let first = group.first()?;
        let id = instrument(first);
        let mut sources: Vec<(String, String)> = Vec::new();
        let cards = group.iter().map(|card| self::card(at, card, &mut sources, lang)).collect();
        Some(Instrument {
            title: first.title.clone(),
            page: Link::law(at, first.citation.clone(), &id),
            id,
            url: first.url.clone(),
            cards,
            sources,
        })
    });
    groups.collect()
}

fn card(at: &At<'_>, card: &CardReport<'_>, sources: &mut Vec<(String, String)>, lang: Lang) -> Card {
    let numbers = card.sources.iter().map(|source| numbered(sources, &source.url, &source.seen));
    Card {
        place: Link::law(at, card.pinpoint.clone().unwrap_or_else(|| card.id.clone()), &card.id),
        does: does(&card.does_in_words, lang),
        summary: card.summary.clone(),
        in_force: names::period(&card.in_force, &at.as_of, lang),
        sanction: card.sanction.clone().unwrap_or_default(),
        confidence: if card.confidence == "low" { names::confidence(card.confidence, lang) } else { "" },
        sources: numbers.collect(),
    }
}

/// The number of an address among sources, where it stands once with the last day on which it was seen.
fn numbered(sources: &mut Vec<(String, String)>, url: &str, seen: &str) -> usize {
    if let Some((at, (_, last))) = (1..).zip(sources.iter_mut()).find(|(_, (known, _))| known == url) {
        if last.as_str() < seen {
            seen.clone_into(last);
        }
        return at;
    }
    sources.push((url.to_owned(), seen.to_owned()));
    sources.len()
}

fn principles(at: &At<'_>, report: &PrinciplesReport, lang: Lang, most: usize) -> Vec<Principle> {
    let Some(row) = report.rows.first() else { return Vec::new() };
    let told = report.principles.iter().zip(&row.cells).map(|(principle, cell)| {
        let (sign, grade) = names::graded(cell, lang);
        let evidence = |list: &[EvidenceReport]| Evidence {
            count: list.len(),
            links: list.iter().take(most).map(|piece| Link::law(at, piece.title.clone(), &piece.id)).collect(),
        };
        Principle {
            title: principle.title.clone(),
            statement: principle.statement.clone(),
            sign,
            grade: format!("{grade} · {}", names::evidence(cell, lang)),
            supporting: evidence(&cell.supporting),
            undermining: evidence(&cell.undermining),
        }
    });
    told.collect()
}
