//! One request: the form made from the vocabulary, the verdict with its whole explanation, what each state says, what
//! would have to change.

use serde::Serialize;

use super::error::Trouble;
use super::form::{Field, fields};
use super::frame::{At, Download};
use super::parts::{Chip, Horn, Link, Way, Ways, say};
use super::words::{Words, words};
use super::{Head, Site, query};
use crate::law::Lang;
use crate::render::names;
use crate::render::phrases::Phrases;
use crate::render::told::{Numbered, Told, groups};
use crate::report::{AdviceReport, AdviseReport, Cell, Certainty, CheckReport, VocabularyReport};

/// What the page of a request shows.
#[derive(Debug)]
pub struct RequestPage<'a, 'c> {
    /// The vocabulary, from which the form is made.
    pub vocabulary: &'a VocabularyReport,
    /// Every jurisdiction: code and name.
    pub places: &'a [(String, String)],
    /// Requests to begin with: what they are called, and their facts as they are typed.
    pub samples: &'a [(String, Vec<(String, String)>)],
    /// Whether anything was asked.
    pub asked: bool,
    /// The answer.
    pub report: &'a CheckReport<'c>,
    /// What would have to change, if that was asked for.
    pub advice: Option<&'a AdviseReport<'c>>,
    /// Why there is no answer.
    pub trouble: Option<Trouble>,
    /// The facts that could not be read, as they were typed.
    pub wrong: &'a [(String, String)],
}

/// So many conflicts are told in full, and so many have at least a line; all have a page of their own. Who meets more has
/// left most facts open, and CSV and JSON have them all.
const IN_FULL: usize = 16;
const IN_LINES: usize = 216;

#[derive(Serialize)]
struct View<'a> {
    in_full: usize,
    in_lines: usize,
    /// How many have not even a line.
    more: usize,
    asked: bool,
    trouble: Option<&'a Trouble>,
    fields: Vec<Field>,
    next: Option<Question>,
    places: &'a [(String, String)],
    samples: Vec<(&'a str, Option<String>)>,
    as_of: &'a str,
    head: Verdict,
    given: String,
    by_default: String,
    groups: Vec<Group>,
    resolved: Vec<Group>,
    states: Vec<String>,
    duties: Vec<(String, Vec<Vec<Duty>>)>,
    hinges: Vec<(String, String)>,
    norms: Vec<Norm>,
    open_places: String,
    gaps: Vec<(String, String)>,
    limits: Vec<(String, String)>,
    signs: String,
    advice: Option<Advice>,
    advise: Option<String>,
}

/// The verdict as the page begins with it.
#[derive(Serialize)]
pub(super) struct Verdict {
    pub class: &'static str,
    pub name: String,
    pub meaning: String,
}

#[derive(Serialize)]
struct Question {
    fact: String,
    question: String,
    decides: String,
}

/// The conflicts of one requiring provision.
#[derive(Serialize)]
struct Group {
    required: Horn,
    conflicts: Vec<Conflict>,
}

#[derive(Serialize)]
struct Conflict {
    number: usize,
    id: String,
    chip: Chip,
    at_best: Option<Chip>,
    certainty: &'static str,
    parties: String,
    forbidden: Horn,
    /// Under which number what forbids stands in full.
    same: Option<usize>,
    hinges_on: String,
    ways: Ways,
    pair: Option<String>,
}

/// What a state says of an act, and which law says so: the most important, and the rest.
#[derive(Serialize)]
struct Duty {
    says: String,
    law: Vec<Link>,
    more: Vec<Link>,
}

/// A norm that could have collided.
#[derive(Serialize)]
struct Norm {
    what: String,
    place: Link,
    applies: &'static str,
    reasons: Vec<String>,
}

/// What would have to change.
#[derive(Serialize)]
struct Advice {
    /// Why nothing helps.
    no_help: Option<String>,
    caveats: Vec<String>,
    /// Sets of changes under their heads.
    sets: Vec<(&'static str, Vec<ChangeSet>)>,
    fewest: String,
    proof: Option<String>,
}

#[derive(Serialize)]
struct ChangeSet {
    changes: String,
    leads_to: String,
    effects: String,
}

impl Site {
    /// The page of a request.
    ///
    /// # Errors
    /// If a template is wrong.
    pub fn request(&self, at: &At<'_>, page: &RequestPage<'_, '_>) -> Result<String, minijinja::Error> {
        let words = words(at.lang);
        let downloads =
            [("Markdown", "md"), ("CSV", "csv"), ("JSON", "json")].map(|(label, form)| Download { label, form });
        // Many of these pages lie open at once, and in a list of them only titles are told apart.
        let title = if page.asked {
            let (places, outcome) = (page.report.involved.join(", "), names::outcome(page.report.verdict, at.lang));
            format!("{}: {places}, {outcome}", words.request)
        } else {
            words.request.to_owned()
        };
        let head = Head {
            title,
            section: "request",
            downloads: if page.asked { downloads.to_vec() } else { Vec::new() },
            ..Head::default()
        };
        self.page("request.html", at, &head, &view(at, page, words))
    }
}

fn view<'a>(at: &At<'_>, page: &'a RequestPage<'_, '_>, words: &Words) -> View<'a> {
    let (report, lang) = (page.report, at.lang);
    let say = say(lang, report.glossary);
    let head = say.head(report);
    let mut told = Told::nothing(false);
    let numbered: Vec<Numbered<'_, '_>> = (1..).zip(report.conflicts.iter().chain(&report.resolved)).collect();
    let (standing, resolved) = numbered.split_at(report.conflicts.len());
    let standing = self::groups_of(at, say, standing, &mut told);
    let resolved = self::groups_of(at, say, resolved, &mut told);
    let (rows, hinges) = say.duties(report);
    let duties = say.duties_by_law(report).into_iter().map(|(act, cells)| {
        let told = |(says, cell): (String, &Cell<'_>)| duty(at, says, cell);
        (act.to_owned(), cells.into_iter().map(|cell| cell.into_iter().map(told).collect()).collect())
    });
    let next = report.next_question.as_ref().filter(|_| page.trouble.is_none());
    let owned = |list: Vec<(&str, String)>| list.into_iter().map(|(place, told)| (place.to_owned(), told)).collect();
    let samples = page.samples.iter().map(|(label, facts)| (label.as_str(), at.to_asked("request", facts)));
    let advise = [at.asked, &[("advise".to_owned(), "yes".to_owned())]].concat();
    View {
        in_full: IN_FULL,
        in_lines: IN_LINES,
        more: (report.conflicts.len() + report.resolved.len()).saturating_sub(IN_LINES),
        asked: page.asked,
        trouble: page.trouble.as_ref(),
        fields: fields(page.vocabulary, &report.facts, page.wrong, next.map(|question| question.fact), words),
        next: next.map(|question| Question {
            fact: question.fact.to_owned(),
            question: question.question.to_owned(),
            decides: decides(question.decides.len(), lang),
        }),
        places: page.places,
        samples: samples.collect(),
        as_of: &report.as_of,
        head: Verdict { class: head.outcome.name(), name: head.name, meaning: head.meaning },
        given: say.given(report.facts.iter().filter(|fact| !fact.by_default)),
        by_default: say.given(report.facts.iter().filter(|fact| fact.by_default)),
        groups: standing,
        resolved,
        states: rows.into_iter().next().unwrap_or_default(),
        duties: duties.collect(),
        hinges,
        norms: report
            .norms
            .iter()
            .map(|norm| {
                let (what, applies) = say.norm(norm);
                let place = Link::law(at, format!("{}, {}", norm.horn.title, norm.horn.pinpoint), norm.horn.provision);
                Norm { what, place, applies, reasons: say.reasons(norm) }
            })
            .collect(),
        open_places: say.facts(&report.open_places),
        gaps: owned(say.gaps(&report.gaps)),
        limits: owned(say.limits(&report.limits)),
        signs: say.signs(),
        advice: page.advice.map(|advice| self::advice(say, advice)),
        advise: at.links.page(lang, at.path, &query(&advise)),
    }
}

fn duty(at: &At<'_>, says: String, cell: &Cell<'_>) -> Duty {
    /// So many are told at once.
    const FIRST: usize = 3;
    let mut law: Vec<Link> = cell.law.iter().map(|one| Link::law(at, one.name.clone(), one.id)).collect();
    let more = law.split_off(law.len().min(FIRST));
    Duty { says, law, more }
}

fn decides(many: usize, lang: Lang) -> String {
    match (many, lang) {
        (0, _) => String::new(),
        (1, Lang::En) => "Whether one conflict exists hinges on it.".to_owned(),
        (1, Lang::De) => "Davon hängt ab, ob eine Kollision besteht.".to_owned(),
        (many, Lang::En) => format!("Whether {many} conflicts exist hinges on it."),
        (many, Lang::De) => format!("Davon hängt ab, ob {many} Kollisionen bestehen."),
    }
}

fn groups_of<'r, 'c>(
    at: &At<'_>,
    say: Phrases<'c>,
    numbered: &[Numbered<'r, 'c>],
    told: &mut Told<'r, 'c>,
) -> Vec<Group> {
    let groups = groups(numbered).filter_map(|group| {
        let (_, first) = group.first()?;
        let conflicts = group.iter().map(|(number, conflict)| {
            let (required, forbidden) = (&conflict.required, &conflict.forbidden);
            let same = told.forbidding(forbidden, *number);
            let (open, closed) = (told.open(*number, conflict), told.closed(*number, conflict));
            let ways =
                |list: Vec<&crate::report::WayReport<'c>>| list.into_iter().map(|way| Way::of(at, say, way)).collect();
            let possible = conflict.certainty == Certainty::Possible;
            Conflict {
                number: *number,
                id: conflict.id.clone(),
                chip: Chip::of(conflict.outcome, say.lang),
                at_best: (conflict.at_best != conflict.outcome).then(|| Chip::of(conflict.at_best, say.lang)),
                certainty: names::certainty(conflict.certainty, say.lang),
                parties: format!("{} {} {}", required.jurisdiction, say.words.against, forbidden.jurisdiction),
                forbidden: Horn::of(at, say, forbidden, false),
                same,
                hinges_on: if possible { say.facts(&conflict.hinges_on) } else { String::new() },
                ways: Ways { as_in: open.as_in, open: ways(open.new), closed: ways(closed.new), more: None },
                pair: at.to(&format!("pair/{}/{}/{}", required.jurisdiction, forbidden.jurisdiction, conflict.id)),
            }
        });
        Some(Group { conflicts: conflicts.collect(), required: Horn::of(at, say, &first.required, true) })
    });
    groups.collect()
}

fn advice<'c>(say: Phrases<'c>, report: &AdviseReport<'c>) -> Advice {
    let set = |advice: &&AdviceReport<'c>| ChangeSet {
        changes: say.changes(advice),
        leads_to: say.leads_to(advice.verdict, advice.worst_case),
        effects: say.effects(advice, &report.now.conflicts),
    };
    let told = say.advice(report).into_iter();
    Advice {
        no_help: say.no_help(report),
        sets: told.map(|(head, list)| (head, list.iter().map(set).collect())).collect(),
        caveats: say.caveats(report),
        fewest: say.fewest(report),
        proof: say.proof(report, false),
    }
}
