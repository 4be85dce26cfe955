//! `comity check`

use comity::atlas::Atlas;
use comity::law::JurisdictionId;
use comity::lawbook::{Lawbook, jurisdiction};
use comity::report::{self, Options};
use comity::solve::{Verdict, solve};
use comity::{render, report::CheckReport};

use crate::cli::{AnswerFormat, Check, Common, FailOn};
use crate::exit::{Exit, Stop};
use crate::{input, output};

pub(crate) fn run(arguments: &Check, common: &Common) -> Result<Exit, Stop> {
    if arguments.request.is_none() && arguments.set.is_empty() {
        return Err(Stop::message("give a request file, `-`, or facts with `--set`".to_owned()));
    }
    let reading = input::Reading::of(common)?;
    let request = input::request(reading.corpus(), arguments.request.as_deref(), &arguments.set)?;
    let named: Vec<JurisdictionId> = reading.corpus().named(&request.facts).iter().map(jurisdiction).collect();
    let corpus = reading.with_law_of(&named)?;
    let atlas = Atlas::new(&corpus);
    let book = Lawbook::new(&corpus, &atlas, input::day(common, Some(&request)));
    let solution = solve(&book, &request.facts);
    let failed = match (solution.verdict, solution.worst_case) {
        (Verdict::Conflict(_), _) => true,
        (_, Verdict::Conflict(_)) => arguments.fail_on >= FailOn::Possible,
        (_, Verdict::Unknown) => arguments.fail_on >= FailOn::Unknown,
        (_, Verdict::Clear) => false,
    };
    let options = Options { lang: output::lang(common), explain: arguments.explain };
    let report: CheckReport = report::check(&book, &request, &solution, options);
    let text = match arguments.format {
        AnswerFormat::Text => render::text::check(&report, output::look_on(common, arguments.explain, book.day)),
        AnswerFormat::Json => render::json(&report),
        AnswerFormat::Markdown => render::markdown::check(&report, options.lang, options.explain),
    };
    output::result(common, &text)?;
    Ok(if failed { Exit::Conflict } else { Exit::Fine })
}
