//! `comity pair`

use comity::atlas::Atlas;
use comity::lawbook::Lawbook;
use comity::report::{self, Options};
use comity::solve::Verdict;
use comity::{render, survey};

use crate::cli::{AnswerFormat, Common, Pair};
use crate::exit::{Exit, Stop};
use crate::{input, output};

pub(crate) fn run(arguments: &Pair, common: &Common) -> Result<Exit, Stop> {
    let corpus = input::corpus(common)?;
    let first = input::jurisdiction(&corpus, &arguments.first)?;
    let second = input::jurisdiction(&corpus, &arguments.second)?;
    let request = input::request(&corpus, None, &arguments.set)?;
    let atlas = Atlas::new(&corpus);
    let book = Lawbook::new(&corpus, &atlas, input::day(common, None));
    if book.nested(first, second) {
        let (a, b) = (&arguments.first, &arguments.second);
        let message = format!("`{a}` and `{b}` are one legal order on {}: there is nothing to collide", book.day);
        return Err(Stop::Message(message));
    }
    let found = survey::pair::pair(&book, first, second, &request.facts);
    let exit = match found.solution.verdict {
        Verdict::Conflict(_) => Exit::Conflict,
        Verdict::Clear | Verdict::Unknown => Exit::Fine,
    };
    let options = Options { lang: output::lang(common), explain: arguments.explain };
    let report = report::pair(&book, &request, &found, options);
    let text = match arguments.format {
        AnswerFormat::Text => render::text::pair(&report, output::look(common, arguments.explain)),
        AnswerFormat::Json => render::json(&report),
        AnswerFormat::Markdown => render::markdown::pair(&report, options.lang, options.explain),
    };
    output::result(common, &text)?;
    Ok(exit)
}
