//! Two legal orders: both directions side by side, what collides and exactly when, the ways out, what joins the two, and
//! how it came to be so.

use std::collections::BTreeMap;

use minijinja::Value;
use serde::Serialize;

use super::form::{Field, fields};
use super::frame::{At, Download, data};
use super::parts::{Chip, Collision, Link, say};
use super::request::Verdict;
use super::words::words;
use super::{Head, Site};
use crate::law::Lang;
use crate::render::names;
use crate::render::phrases::Phrases;
use crate::render::timeline::strip::brief;
use crate::report::{CollisionReport, ListReport, ListRow, PairReport, SideReport, TimelineReport, VocabularyReport};

/// So many collisions of a direction are told in full on the page of a pair; each of the others has a line, and all have
/// a page of their own.
const IN_FULL: usize = 2;
/// As a file, where the others have no page of their own.
const IN_FULL_AS_FILE: usize = 8;
/// So many lines of a direction stand on the page of a pair; more have a page of their own.
const LINES: usize = 30;

/// So many provisions that take part stand there too: those with the most collisions.
const LAW: usize = 22;

/// The question with which a page lists all collisions in which one side requires.
const LIST: &str = "list";

/// What the page of a pair shows.
#[derive(Debug)]
pub struct PairPage<'a, 'c> {
    /// Everything that can collide.
    pub report: &'a PairReport<'c>,
    /// What joins the two, whenever.
    pub treaties: &'a ListReport<'c>,
    /// How it moved through time; a page that only lists one direction does not show it.
    pub timeline: Option<&'a TimelineReport<'c>>,
    /// The kinds of demand: id and name.
    pub profiles: &'a [(String, String)],
    /// The vocabulary, to narrow with.
    pub vocabulary: &'a VocabularyReport,
}

#[derive(Serialize)]
struct View {
    title: String,
    names: [String; 2],
    codes: [String; 2],
    places: Vec<Link>,
    head: Verdict,
    assumed: Vec<(&'static str, String)>,
    overview: Vec<Vec<String>>,
    directions: Vec<Direction>,
    complete: bool,
    /// Only the collisions of one direction, a line each.
    only: bool,
    treaties: Treaties,
    timeline: Option<Value>,
    whole_timeline: Option<String>,
    law: Vec<Law>,
    /// How many provisions take part.
    law_count: usize,
    signs: String,
    gaps: Vec<(String, String)>,
    limits: Vec<(String, String)>,
    profiles: Vec<(String, String, bool)>,
    /// Facts that can be chosen.
    fields: Vec<Field>,
    /// Whether some are.
    narrowed: bool,
}

/// What the one requires against what the other forbids.
#[derive(Serialize)]
struct Direction {
    told: String,
    requiring: String,
    forbidding: String,
    count: usize,
    worst: Option<Chip>,
    in_full: Vec<Collision>,
    groups: Vec<Group>,
    /// Where all collisions of this direction are, if not here.
    list: Option<String>,
}

/// The collisions of one requiring provision, a line each.
#[derive(Serialize)]
struct Group {
    required: Link,
    act: String,
    /// How sure all of them are, if that is one and the same.
    certainty: &'static str,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    chip: Chip,
    href: Option<String>,
    forbidden: String,
    by: String,
    certainty: &'static str,
    resolved: bool,
}

/// A provision that takes part.
#[derive(Serialize)]
struct Law {
    owner: String,
    does: String,
    place: Link,
    url: String,
    in_force: String,
    collisions: usize,
}

/// What joins the two, as a small picture and as a table.
#[derive(Serialize)]
pub(super) struct Treaties {
    ends: [String; 2],
    height: usize,
    rows: Vec<Tie>,
}

#[derive(Serialize)]
struct Tie {
    y: usize,
    label: String,
    title: Link,
    kind: String,
    in_force: String,
    now: bool,
}

impl Site {
    /// The page of a pair.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn pair(&self, at: &At<'_>, page: &PairPage<'_, '_>) -> Result<String, minijinja::Error> {
        let downloads = [("Markdown", "md"), ("JSON", "json"), ("CSV", "csv")];
        let head = Head {
            title: say(at.lang, page.report.glossary).pair_title(page.report),
            section: "pair",
            downloads: downloads.map(|(label, form)| Download { label, form }).to_vec(),
            ..Head::default()
        };
        self.page("pair.html", at, &head, &view(at, page)?)
    }

    /// The page of one collision of a pair; nothing if the pair has none with this id.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn finding(&self, at: &At<'_>, report: &PairReport<'_>, id: &str) -> Result<Option<String>, minijinja::Error> {
        let say = say(at.lang, report.glossary);
        let Some(found) = finding(report, id) else { return Ok(None) };
        let title = format!("{} {id}: {} – {}", words(at.lang).finding, found.conflict.pair[0], found.conflict.pair[1]);
        let head = Head { title: title.clone(), section: "pair", downloads: data(), ..Head::default() };
        let [a, b] = &report.pair;
        let view = Finding {
            title,
            collision: Collision::of(at, say, found, None),
            pair: at.to(&format!("pair/{a}/{b}")),
            names: report.names.clone(),
            signs: say.signs(),
        };
        self.page("finding.html", at, &head, &view).map(Some)
    }
}

#[derive(Serialize)]
struct Finding {
    title: String,
    collision: Collision,
    pair: Option<String>,
    names: [String; 2],
    signs: String,
}

/// The collision of a pair with this id.
#[must_use]
pub fn finding<'r, 'c>(report: &'r PairReport<'c>, id: &str) -> Option<&'r CollisionReport<'c>> {
    report.directions.iter().flat_map(|side| &side.collisions).find(|found| found.conflict.id == id)
}

/// The direction that a page is asked only to list, if it is.
#[must_use]
pub fn listed<'r, 'c>(report: &'r PairReport<'c>, asked: &[(String, String)]) -> Option<&'r SideReport<'c>> {
    let (_, code) = asked.iter().find(|(name, _)| name == LIST)?;
    report.directions.iter().find(|side| side.requiring == *code)
}

fn view(at: &At<'_>, page: &PairPage<'_, '_>) -> Result<View, minijinja::Error> {
    let (report, lang) = (page.report, at.lang);
    let say = say(lang, report.glossary);
    let head = say.pair_head(report);
    let overview = say.overview(report);
    let owned = |list: Vec<(&str, String)>| list.into_iter().map(|(place, told)| (place.to_owned(), told)).collect();
    let [a, b] = &report.pair;
    let mut fields = fields(page.vocabulary, &report.given, &[], None, words(lang));
    fields.retain(|field| field.kind == "choice");
    let listed = listed(report, at.asked);
    let only = listed.is_some();
    let directions = listed.map_or_else(|| report.directions.iter().collect(), |side| vec![side]);
    let law = law(at, report, lang);
    let profile = at.asked.iter().find(|(name, _)| name == "profile").map(|(_, value)| value.as_str());
    Ok(View {
        title: say.pair_title(report),
        names: report.names.clone(),
        codes: report.pair.clone(),
        places: report.pair.iter().zip(&report.names).map(|(code, name)| Link::place(at, name.clone(), code)).collect(),
        head: Verdict { class: head.outcome.name(), name: head.name, meaning: head.meaning },
        assumed: say.assumed(report),
        overview: if overview.len() > 1 { overview } else { Vec::new() },
        directions: directions.into_iter().map(|side| direction(at, say, report, side, only)).collect(),
        complete: report.complete,
        narrowed: report.given.iter().any(|fact| !fact.by_default),
        fields,
        only,
        treaties: treaties(at, page.treaties, [a, b]),
        timeline: page.timeline.map(|timeline| brief(timeline, lang)),
        whole_timeline: at.to(&format!("timeline/{a}/{b}")),
        law_count: law.len(),
        law: foremost(at, law),
        signs: say.signs(),
        gaps: owned(say.gaps(&report.gaps)),
        limits: owned(say.limits(&report.limits)),
        profiles: page.profiles.iter().map(|(id, name)| (id.clone(), name.clone(), profile == Some(id))).collect(),
    })
}

fn direction<'c>(
    at: &At<'_>,
    say: Phrases<'c>,
    report: &PairReport<'c>,
    side: &SideReport<'c>,
    only: bool,
) -> Direction {
    let [a, b] = &report.pair;
    let asked: Vec<(String, String)> = at.asked.iter().filter(|(name, _)| name != LIST).cloned().collect();
    let href = |found: &CollisionReport<'_>| at.to_asked(&format!("pair/{a}/{b}/{}", found.conflict.id), &asked);
    let list = [asked.as_slice(), &[(LIST.to_owned(), side.requiring.clone())]].concat();
    let list = at.to_asked(&format!("pair/{a}/{b}"), &list).filter(|_| !only && side.collisions.len() > LINES);
    let mut order: Vec<&CollisionReport<'c>> = side.collisions.iter().collect();
    order.sort_by_key(|found| found.resolved);
    // One of each requiring provision first: the page shows different law, not one law many times.
    let mut seen: Vec<&str> = Vec::new();
    let (first, others): (Vec<_>, Vec<_>) = order.into_iter().partition(|found| {
        let new = !seen.contains(&found.conflict.required.provision);
        seen.push(found.conflict.required.provision);
        new
    });
    let in_full = first.iter().chain(&others).take(if at.is_served() { IN_FULL } else { IN_FULL_AS_FILE });
    let in_full = in_full.map(|found| Collision::of(at, say, found, href(found)));
    let outcomes = side.collisions.iter().filter(|found| !found.resolved).map(|found| found.conflict.outcome);
    Direction {
        told: say.direction(side),
        requiring: side.requiring.clone(),
        forbidding: side.forbidding.clone(),
        count: side.collisions.len(),
        worst: outcomes.max().map(|outcome| Chip::of(outcome, say.lang)),
        in_full: if only { Vec::new() } else { in_full.collect() },
        groups: if list.is_some() { Vec::new() } else { groups(at, say, side, href) },
        list,
    }
}

/// The collisions of a direction by requiring provision, a line each.
fn groups<'c>(
    at: &At<'_>,
    say: Phrases<'c>,
    side: &SideReport<'c>,
    href: impl Fn(&CollisionReport<'c>) -> Option<String>,
) -> Vec<Group> {
    let certainty = |found: &CollisionReport<'_>| say.certainty(found);
    let groups = side.groups().filter_map(|group| {
        let first = group.first()?;
        let required = &first.conflict.required;
        // What is the same of all is said once.
        let alike = group.iter().all(|found| certainty(found) == certainty(first));
        let lines = group.iter().map(|found| {
            let forbidden = &found.conflict.forbidden;
            Line {
                chip: Chip::of(found.conflict.outcome, say.lang),
                href: href(found),
                forbidden: format!("{}, {}", forbidden.title, forbidden.pinpoint),
                by: forbidden.jurisdiction.to_owned(),
                certainty: if alike { "" } else { certainty(found) },
                resolved: found.resolved,
            }
        });
        let place = format!("{} {}, {}", required.jurisdiction, required.title, required.pinpoint);
        Some(Group {
            required: Link::law(at, place, required.provision),
            act: required.act_label.to_owned(),
            certainty: if alike { certainty(first) } else { "" },
            lines: lines.collect(),
        })
    });
    groups.collect()
}

/// Every provision that takes part, with how many collisions it has, by whose law it is.
fn law(at: &At<'_>, report: &PairReport<'_>, lang: Lang) -> Vec<Law> {
    let common = crate::render::words::words(lang);
    let mut all: BTreeMap<(&str, &str, &str), Law> = BTreeMap::new();
    for found in report.directions.iter().flat_map(|side| &side.collisions) {
        for (horn, verb) in [(&found.conflict.required, common.requires), (&found.conflict.forbidden, common.forbids)] {
            let law = all.entry((horn.jurisdiction, horn.provision, verb)).or_insert_with(|| Law {
                owner: horn.jurisdiction.to_owned(),
                does: format!("{verb}: {}", horn.act_label),
                place: Link::law(at, format!("{}, {}", horn.title, horn.pinpoint), horn.provision),
                url: horn.url.to_owned(),
                in_force: names::period(&horn.in_force, &at.as_of, lang),
                collisions: 0,
            });
            law.collisions += 1;
        }
    }
    all.into_values().collect()
}

/// Those of the provisions that stand on the page: the lists of collisions, which have pages of their own, hold all.
fn foremost(at: &At<'_>, law: Vec<Law>) -> Vec<Law> {
    let most = if at.is_served() { LAW } else { law.len() };
    let mut ranked: Vec<(usize, Law)> = law.into_iter().enumerate().collect();
    ranked.sort_by_key(|(_, law)| std::cmp::Reverse(law.collisions));
    ranked.truncate(most);
    // What is left stands where it stood.
    ranked.sort_by_key(|(place, _)| *place);
    ranked.into_iter().map(|(_, law)| law).collect()
}

/// How far rows of the picture are apart, and how much stands above the first.
const STEP: usize = 22;
const TOP: usize = 34;

/// What joins two legal orders, for a picture with the two as posts.
pub(super) fn treaties(at: &At<'_>, list: &ListReport<'_>, ends: [&str; 2]) -> Treaties {
    let now = |row: &ListRow<'_>| row.in_force.from.is_some() && row.in_force.contains(&at.as_of);
    let mut rows: Vec<&ListRow<'_>> = list.rows.iter().filter(|row| row.jurisdictions.len() > 1).collect();
    // What is in force first.
    rows.sort_by_key(|row| !now(row));
    let rows: Vec<Tie> = rows
        .into_iter()
        .enumerate()
        .map(|(place, row)| Tie {
            y: TOP + place * STEP,
            label: shortened(&row.citation, 64),
            title: Link::law(at, row.citation.clone(), &row.id),
            kind: crate::render::phrases::does_briefly(&row.does, at.lang),
            in_force: names::period(&row.in_force, &at.as_of, at.lang),
            now: now(row),
        })
        .collect();
    Treaties { ends: ends.map(str::to_owned), height: TOP + rows.len() * STEP, rows }
}

/// The beginning of a text, where the whole has no room.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most - 1).collect();
    short.push('…');
    short
}
