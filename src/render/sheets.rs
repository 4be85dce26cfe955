//! What pages say, as tables for spreadsheets: one row a collision, a span, a piece of evidence, a version, a change.
//!
//! Outcomes, certainties and the like stand under the names that JSON has too, so that a table can be filtered whatever
//! the language of its heads.

use super::Dialect;
use super::cases::tell::miss;
use super::dialect::table;
use crate::law::Lang;
use crate::report::{
    CardReport, CaseReport, ConflictReport, DiffReport, FootprintsReport, HornReport, ListReport, MovedReport,
    PairReport, PrinciplesReport, SearchReport, TimelineReport,
};

/// A table, or what kept it from being written: memory is the only reason.
pub type Sheet = Result<Vec<u8>, csv::Error>;

/// A head in both languages.
type Head = [&'static str; 2];

fn sheet(heads: &[Head], rows: impl Iterator<Item = Vec<String>>, lang: Lang) -> Sheet {
    let heads = heads.iter().map(|[english, german]| if lang == Lang::De { *german } else { *english });
    table(std::iter::once(heads.map(str::to_owned).collect()).chain(rows), Dialect::Plain)
}

const ID: Head = ["id", "Kennung"];
const CONFLICT: [Head; 12] = [
    ID,
    ["requiring", "verlangt von"],
    ["forbidding", "verboten von"],
    ["act", "Handlung"],
    ["certainty", "Gewissheit"],
    ["outcome", "Ausgang"],
    ["at best", "bestenfalls"],
    ["required by", "verlangende Vorschrift"],
    ["required by (title)", "verlangende Vorschrift (Titel)"],
    ["forbidden by", "verbietende Vorschrift"],
    ["forbidden by (title)", "verbietende Vorschrift (Titel)"],
    ["ways out available", "offene Auswege"],
];

fn conflict(conflict: &ConflictReport<'_>) -> Vec<String> {
    let title = |horn: &HornReport<'_>| format!("{}, {}", horn.title, horn.pinpoint);
    let ways = conflict.mechanisms.iter().filter(|way| way.status == "available").map(|way| way.id);
    vec![
        conflict.id.clone(),
        conflict.pair[0].to_owned(),
        conflict.pair[1].to_owned(),
        conflict.required.act.to_owned(),
        conflict.certainty.name().to_owned(),
        conflict.outcome.name().to_owned(),
        conflict.at_best.name().to_owned(),
        conflict.required.provision.to_owned(),
        title(&conflict.required),
        conflict.forbidden.provision.to_owned(),
        title(&conflict.forbidden),
        ways.collect::<Vec<_>>().join("|"),
    ]
}

/// One row a conflict of a request; those that a mechanism in use has resolved too.
///
/// # Errors
/// If a cell cannot be written.
pub fn conflicts<'r, 'c: 'r>(
    standing: impl Iterator<Item = &'r ConflictReport<'c>>,
    resolved: impl Iterator<Item = &'r ConflictReport<'c>>,
    lang: Lang,
) -> Sheet {
    let all = standing.map(|found| (found, false)).chain(resolved.map(|found| (found, true)));
    let rows = all.map(|(found, resolved)| [conflict(found), vec![resolved.to_string()]].concat());
    sheet(&[&CONFLICT[..], &[["resolved", "gelöst"]]].concat(), rows, lang)
}

/// One row a collision of a pair and an outcome that it has for some requests.
///
/// # Errors
/// If a cell cannot be written.
pub fn pair(report: &PairReport<'_>, lang: Lang) -> Sheet {
    let found = report.directions.iter().flat_map(|side| &side.collisions);
    let rows = found.flat_map(|found| {
        let row = [conflict(&found.conflict), vec![found.resolved.to_string()]].concat();
        let parts: Vec<[String; 3]> = match found.parts.as_slice() {
            [] => vec![Default::default()],
            parts => parts
                .iter()
                .map(|part| [part.outcome.name().to_owned(), part.certainty.name().to_owned(), part.situations.clone()])
                .collect(),
        };
        parts.into_iter().map(move |part| [row.clone(), part.to_vec()].concat())
    });
    let more: [Head; 4] = [
        ["resolved", "gelöst"],
        ["outcome of a part", "Ausgang eines Teils"],
        ["its certainty", "dessen Gewissheit"],
        ["its situations", "dessen Lagen"],
    ];
    sheet(&[&CONFLICT[..], &more].concat(), rows, lang)
}

/// One row a span and a direction.
///
/// # Errors
/// If a cell cannot be written.
pub fn timeline(report: &TimelineReport<'_>, lang: Lang) -> Sheet {
    let rows = report.spans.iter().flat_map(|span| {
        span.tracks.iter().map(|track| {
            let [requiring, forbidding] = track.direction.unwrap_or_default();
            let count: usize = track.conflicts.iter().map(|part| part.count).sum();
            vec![
                span.from.clone(),
                span.to.clone().unwrap_or_default(),
                requiring.to_owned(),
                forbidding.to_owned(),
                track.worst.map(|worst| worst.name().to_owned()).unwrap_or_default(),
                count.to_string(),
            ]
        })
    });
    let heads: [Head; 6] = [
        ["from", "von"],
        ["to", "bis"],
        ["requiring", "verlangt von"],
        ["forbidding", "verboten von"],
        ["worst", "schlimmster Ausgang"],
        ["conflicts", "Kollisionen"],
    ];
    sheet(&heads, rows, lang)
}

/// One row a jurisdiction and a principle.
///
/// # Errors
/// If a cell cannot be written.
pub fn principles(report: &PrinciplesReport, lang: Lang) -> Sheet {
    let rows = report.rows.iter().flat_map(|row| {
        report.principles.iter().zip(&row.cells).map(|(principle, cell)| {
            let ids = |list: &[crate::report::EvidenceReport]| {
                list.iter().map(|piece| piece.id.as_str()).collect::<Vec<_>>().join("|")
            };
            vec![
                row.jurisdiction.clone(),
                row.name.clone(),
                principle.id.clone(),
                cell.grade.to_owned(),
                ids(&cell.supporting),
                ids(&cell.undermining),
            ]
        })
    });
    let heads: [Head; 6] = [
        ["jurisdiction", "Rechtsordnung"],
        ["name", "Name"],
        ["principle", "Grundsatz"],
        ["grade", "Bewertung"],
        ["serves it", "dient ihm"],
        ["works against it", "läuft ihm zuwider"],
    ];
    sheet(&heads, rows, lang)
}

/// One row a version of a provision, or a mechanism.
///
/// # Errors
/// If a cell cannot be written.
pub fn cards(cards: &[CardReport<'_>], lang: Lang) -> Sheet {
    let rows = cards.iter().map(|card| {
        vec![
            card.id.clone(),
            card.jurisdictions.join("|"),
            card.title.clone(),
            card.pinpoint.clone().unwrap_or_default(),
            card.citation.clone(),
            card.does.clone(),
            card.in_force.from.clone().unwrap_or_default(),
            card.in_force.to.clone().unwrap_or_default(),
            card.summary.clone(),
            card.when.clone(),
            card.exceptions.join("; "),
            card.sanction.clone().unwrap_or_default(),
            card.confidence.to_owned(),
            card.url.clone(),
            card.sources.iter().map(|source| source.url.as_str()).collect::<Vec<_>>().join(" "),
        ]
    });
    let heads: [Head; 15] = [
        ID,
        ["whose", "wessen"],
        ["title", "Titel"],
        ["pinpoint", "Stelle"],
        ["citation", "Fundstelle"],
        ["what", "was"],
        ["from", "ab"],
        ["to", "bis"],
        ["summary", "Inhalt"],
        ["when", "wenn"],
        ["exceptions", "Ausnahmen"],
        ["sanction", "Sanktion"],
        ["confidence", "Verlässlichkeit"],
        ["address", "Adresse"],
        ["sources", "Quellen"],
    ];
    sheet(&heads, rows, lang)
}

/// One row a piece of law that changed, then one a change of an answer.
///
/// # Errors
/// If a cell cannot be written.
pub fn diff(report: &DiffReport<'_>, lang: Lang) -> Sheet {
    let law = report.law.iter().map(|change| {
        let weight = change.weight.unwrap_or_default().to_owned();
        vec![change.sort.to_owned(), change.id.clone(), change.title.clone(), change.change.to_owned(), weight]
    });
    let law = law.map(|row| [row, vec![String::new(); 3]].concat());
    let moved = |id: String, title: String, change: &MovedReport| {
        let name =
            |outcome: Option<crate::report::Outcome>| outcome.map(|one| one.name().to_owned()).unwrap_or_default();
        let shift = [name(change.from), name(change.to), change.situations.clone()];
        let row = vec!["answer".to_owned(), id, title, change.what.to_owned(), String::new()];
        [row, shift.to_vec()].concat()
    };
    let answers = report.pairs.iter().flat_map(|pair| {
        let names = pair.names.join(" – ");
        let verdicts = pair.verdicts.iter().flatten().map({
            let names = names.clone();
            move |change| moved(pair.pair.join("-"), names.clone(), change)
        });
        let conflicts = pair.conflicts.iter().flat_map(move |conflict| {
            let names = names.clone();
            conflict.moves.iter().map(move |change| moved(conflict.id.clone(), names.clone(), change))
        });
        verdicts.chain(conflicts)
    });
    let heads: [Head; 8] = [
        ["sort", "Art"],
        ID,
        ["title", "Titel"],
        ["change", "Änderung"],
        ["weight", "Gewicht"],
        ["outcome before", "Ausgang vorher"],
        ["outcome after", "Ausgang jetzt"],
        ["situations", "Lagen"],
    ];
    sheet(&heads, law.chain(answers), lang)
}

/// One row a hit.
///
/// # Errors
/// If a cell cannot be written.
pub fn search(report: &SearchReport, lang: Lang) -> Sheet {
    let rows =
        report.hits.iter().map(|hit| vec![hit.kind.to_owned(), hit.id.clone(), hit.title.clone(), hit.about.clone()]);
    sheet(&[["kind", "Art"], ID, ["title", "Titel"], ["about", "dazu"]], rows, lang)
}

/// One row a footprint.
///
/// # Errors
/// If a cell cannot be written.
pub fn footprints(report: &FootprintsReport<'_>, lang: Lang) -> Sheet {
    let rows = report
        .footprints
        .iter()
        .map(|row| vec![row.id.to_owned(), row.name.to_owned(), row.provider.to_owned(), row.sites.to_string()]);
    sheet(&[ID, ["name", "Name"], ["provider", "Anbieter"], ["sites", "Standorte"]], rows, lang)
}

/// One row a provision of some jurisdictions, side by side in one list.
///
/// # Errors
/// If a cell cannot be written.
pub fn compare(law: &[ListReport<'_>], lang: Lang) -> Sheet {
    let rows = law.iter().flat_map(|list| &list.rows).map(|row| {
        let topic = row.topic.clone().unwrap_or_default();
        vec![
            topic,
            row.jurisdictions.join("|"),
            row.id.clone(),
            row.citation.clone(),
            row.what.clone(),
            row.url.clone(),
        ]
    });
    let mut rows: Vec<Vec<String>> = rows.collect();
    // The law of a union stands with each of its members.
    rows.sort();
    rows.dedup();
    let heads: [Head; 6] = [
        ["topic", "Thema"],
        ["jurisdiction", "Rechtsordnung"],
        ID,
        ["citation", "Fundstelle"],
        ["what", "was"],
        ["address", "Adresse"],
    ];
    sheet(&heads, rows.into_iter(), lang)
}

/// One case: the conflicts that comity finds, each with what is wrong in the case as a whole.
///
/// # Errors
/// If a cell cannot be written.
pub fn case(report: &CaseReport<'_>, lang: Lang) -> Sheet {
    let wrong = report.score.misses.iter().map(|one| miss(one, lang)).collect::<Vec<_>>().join("; ");
    let head = vec![report.score.case.to_owned(), report.on_record.conflict.to_owned(), wrong];
    let found = report.says.conflicts.iter().map(|found| [head.clone(), conflict(found)].concat());
    let mut rows: Vec<Vec<String>> = found.collect();
    if rows.is_empty() {
        rows.push([head, vec![String::new(); CONFLICT.len()]].concat());
    }
    let heads: [Head; 3] = [["case", "Fall"], ["conflict on record", "aktenkundige Kollision"], ["wrong", "falsch"]];
    sheet(&[&heads[..], &CONFLICT].concat(), rows.into_iter(), lang)
}
