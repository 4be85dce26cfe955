//! `comity pair`

use std::path::Path;

use comity::atlas::Atlas;
use comity::law::JurisdictionId;
use comity::lawbook::Lawbook;
use comity::report::{self, Options, PairReport};
use comity::survey::bulk::Plan;
use comity::survey::pair::States;
use comity::{render, said, survey};

use crate::cli::{AnswerFormat, Common, Pair};
use crate::exit::{Exit, Stop};
use crate::{input, output};

pub(crate) fn run(arguments: &Pair, common: &Common) -> Result<Exit, Stop> {
    let reading = input::Reading::of(common)?;
    let place = |typed: &String| input::jurisdiction(reading.corpus(), typed);
    let (first, second) = (place(&arguments.first)?, place(&arguments.second)?);
    let with = arguments.with.iter().map(place).collect::<Result<Vec<_>, Stop>>()?;
    thirds([first, second], arguments.with.iter().zip(&with))?;
    let request = input::request(reading.corpus(), None, &arguments.set)?;
    let states = States::new([first, second], with);
    let corpus = reading.with_law_of(&states.all())?;
    let atlas = Atlas::new(&corpus);
    let book = Lawbook::between(&corpus, &atlas, input::day(common, None), &states.all());
    if book.nested(first, second) {
        let (a, b) = (&arguments.first, &arguments.second);
        let message = format!("`{a}` and `{b}` are one legal order on {}: there is nothing to collide", book.day);
        return Err(Stop::message(message));
    }
    let plan = Plan::new(&book);
    let found = survey::pair::pairs(&plan, &states, &request.facts);
    // Like a matrix: whether some request has a conflict.
    let conflict = found.iter().any(|pair| !pair.solution.conflicts.is_empty());
    let options = Options { lang: output::lang(common), explain: arguments.explain };
    let report = report::pair(&book, &request, &states, &found, options);
    if let Some(folder) = &arguments.witness {
        witnesses(&report, folder)?;
    }
    let text = match arguments.format {
        AnswerFormat::Text => render::text::pair(&report, output::look(common, arguments.explain)),
        AnswerFormat::Json => render::json(&report),
        AnswerFormat::Markdown => render::markdown::pair(&report, options.lang, options.explain),
    };
    output::result(common, &text)?;
    Ok(if conflict { Exit::Conflict } else { Exit::Fine })
}

/// Refuses third states, as typed and as meant, of which one is one of the two.
pub(crate) fn thirds<'w>(
    sides: [JurisdictionId; 2],
    mut with: impl Iterator<Item = (&'w String, &'w JurisdictionId)>,
) -> Result<(), Stop> {
    let Some((typed, _)) = with.find(|(_, third)| sides.contains(third)) else { return Ok(()) };
    Err(Stop::message(said!(
        "`{typed}` is one of the two already; `with` names a third state",
        "`{typed}` ist schon eine der beiden; `with` nennt einen dritten Staat"
    )))
}

/// Writes a request file for each part of each collision, named after the finding and its outcome.
fn witnesses(report: &PairReport<'_>, folder: &Path) -> Result<(), Stop> {
    let cannot = |error: std::io::Error| Stop::message(format!("cannot write to `{}`: {error}", folder.display()));
    std::fs::create_dir_all(folder).map_err(cannot)?;
    for collision in report.directions.iter().flat_map(|side| &side.collisions) {
        for part in &collision.parts {
            let Some(facts) = &part.witness else { continue };
            let id = format!("{}-{}-{}", collision.conflict.id, part.outcome.name(), part.certainty.name());
            let mut request = serde_json::Map::from_iter([
                ("id".to_owned(), id.as_str().into()),
                ("as_of".to_owned(), report.as_of.as_str().into()),
            ]);
            request.extend(facts.iter().map(|(fact, value)| ((*fact).to_owned(), value.clone())));
            let text = render::json(&request);
            output::bytes(Some(&folder.join(format!("{id}.json"))), text.as_bytes())?;
        }
    }
    Ok(())
}
