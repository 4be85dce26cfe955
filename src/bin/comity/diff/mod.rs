//! `comity diff`

mod asked;

use std::path::Path;

use comity::atlas::Atlas;
use comity::corpus::Corpus;
use comity::diagnostic::Said;
use comity::law::Day;
use comity::lawbook::Lawbook;
use comity::render;
use comity::report::{self, Compared, DiffReport, MovedReport, Options};
use comity::said;
use comity::survey::bulk::Plan;
use comity::survey::diff::{LawChange, Side, answers, law_changes, take_names, turning_days};

use crate::cli::{AnswerFormat, Common, Diff};
use crate::exit::{Exit, Stop};
use crate::{input, output};
use asked::{Asked, asked, corpora};

/// So many later days on which changed law begins or ends are compared without being asked for.
const MOST_DAYS: usize = 6;

pub(crate) fn run(arguments: &Diff, common: &Common) -> Result<Exit, Stop> {
    let (old, new) = asked(arguments, common)?;
    let (mut first, second) = corpora(&old, &new, common)?;
    let (before, after) = (old.day(common), new.day(common));
    // On one day all law is compared, on two what is in force on each.
    let day = |day| (before != after).then_some(day);
    let law = {
        let now = second.as_ref().unwrap_or(&first);
        law_changes(Side { corpus: &first, day: day(before) }, Side { corpus: now, day: day(after) })
    };
    if let Some(second) = &second {
        take_names(&mut first, second, &law);
    }
    let (was, now) = (&first, second.as_ref().unwrap_or(&first));
    let atlases = rayon::join(|| Atlas::new(was), || Atlas::new(now));
    let options = Options { lang: output::lang(common), explain: arguments.explain };
    let only = only(arguments, was, now)?;
    let compare = |before: Day, after: Day, law: &[LawChange]| {
        let books = rayon::join(|| Lawbook::new(was, &atlases.0, before), || Lawbook::new(now, &atlases.1, after));
        let (old_plan, new_plan) = rayon::join(|| Plan::new(&books.0), || Plan::new(&books.1));
        let found = answers(&old_plan, &new_plan, &only);
        let sides = (Side { corpus: was, day: day(before) }, Side { corpus: now, day: day(after) });
        let (old, new) = (compared(&old, &books.0, sides.0, common), compared(&new, &books.1, sides.1, common));
        report::diff(old, new, law, &found, options)
    };
    let mut report = compare(before, after, &law);
    if before == after {
        let asked = common.as_of.is_some();
        let (ahead, behind): (Vec<Day>, Vec<Day>) =
            turning_days(was, now, &law).into_iter().filter(|day| *day != after).partition(|day| *day > after);
        let most = if asked { 0 } else { MOST_DAYS };
        report.later = ahead.iter().take(most).map(|day| compare(*day, *day, &[])).collect();
        report.not_compared = behind.iter().chain(ahead.iter().skip(most)).map(ToString::to_string).collect();
    }
    if let Some(folder) = &arguments.witness {
        witnesses(&report, folder, "")?;
        report.later.iter().try_for_each(|later| witnesses(later, folder, &format!("-{}", later.new.as_of)))?;
    }
    let text = match arguments.format {
        AnswerFormat::Text => render::text::diff(&report, output::look(common, arguments.explain)),
        AnswerFormat::Json => render::json(&report),
        AnswerFormat::Markdown => render::markdown::diff(&report, options.lang, options.explain),
    };
    output::result(common, &text)?;
    if old.is(&new) {
        output::error(common, &format!("{}\n", the_same().get(options.lang)));
    }
    Ok(if report.is_nothing() { Exit::Fine } else { Exit::Conflict })
}

/// Said beside the answer: whoever meant to compare two laws may have named one twice.
fn the_same() -> Said {
    said!("nothing changed: the two are the same", "nichts hat sich geändert: Beide sind dasselbe")
}

fn compared<'a, 'b, 'c>(
    asked: &'a Asked,
    book: &'b Lawbook<'c>,
    side: Side<'c>,
    common: &Common,
) -> Compared<'a, 'b, 'c> {
    Compared { name: &asked.written, book, side, again: asked.again(common) }
}

/// The codes of the jurisdictions that were asked for; one that only the old law knows is found there.
fn only<'c>(arguments: &Diff, old: &'c Corpus, new: &'c Corpus) -> Result<Vec<&'c str>, Stop> {
    let code = |typed: &String| {
        let found = input::jurisdiction(new, typed).map(|id| new.jurisdictions[id].code.as_str());
        found.or_else(|unknown| {
            let before = input::jurisdiction(old, typed).map_err(|_| unknown)?;
            Ok(old.jurisdictions[before].code.as_str())
        })
    };
    arguments.jurisdictions.iter().map(code).collect()
}

/// Writes a request file for each change of a verdict and of a conflict, named after what changed and, of a later day,
/// when.
fn witnesses(report: &DiffReport<'_>, folder: &Path, when: &str) -> Result<(), Stop> {
    let cannot = |error: std::io::Error| Stop::message(format!("cannot write to `{}`: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(cannot)?;
    for pair in &report.pairs {
        let name = pair.pair.join("-").to_lowercase();
        for change in pair.verdicts.iter().flatten() {
            witness(report, folder, &format!("{name}-{}{when}", change.name()), change)?;
        }
        for conflict in &pair.conflicts {
            for change in &conflict.moves {
                witness(report, folder, &format!("{}-{}{when}", conflict.id, change.name()), change)?;
            }
        }
    }
    Ok(())
}

fn witness(report: &DiffReport<'_>, folder: &Path, id: &str, change: &MovedReport) -> Result<(), Stop> {
    let Some(facts) = &change.witness else { return Ok(()) };
    let mut request = serde_json::Map::from_iter([
        ("id".to_owned(), id.into()),
        ("as_of".to_owned(), report.new.as_of.as_str().into()),
    ]);
    request.extend(facts.iter().map(|(fact, value)| (fact.clone(), value.clone())));
    output::bytes(Some(&folder.join(format!("{id}.json"))), render::json(&request).as_bytes())
}
