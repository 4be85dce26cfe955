//! `comity cases`

use comity::atlas::Atlas;
use comity::corpus::{Case, Corpus};
use comity::diagnostic::{Code, Diagnostic, suggestion};
use comity::render;
use comity::report::{self, CasesReport, Options};
use comity::said;
use comity::solve::solve;
use comity::survey::cases::{book, score, scores};

use crate::cli::{Cases, Common, TableFormat};
use crate::exit::{Exit, Stop};
use crate::{input, output};

/// Exit status 0 whatever comes out: the score is information.
pub(crate) fn run(arguments: &Cases, common: &Common) -> Result<Exit, Stop> {
    if common.as_of.is_some() {
        return Err(Stop::message("each case is answered on the law of its own date: leave --as-of out".to_owned()));
    }
    let corpus = input::corpus(common)?;
    let cases = input::cases(&corpus)?;
    let atlas = Atlas::new(&corpus);
    match &arguments.id {
        Some(id) => one(&corpus, &atlas, chosen(&cases, id)?, arguments, common)?,
        None => {
            let scores = scores(&corpus, &atlas, &cases);
            table(&report::cases(&corpus, &cases, &scores, arguments.wrong), arguments, common)?;
        }
    }
    Ok(Exit::Fine)
}

/// The case of this id.
pub(crate) fn chosen<'a>(cases: &'a [Case], id: &str) -> Result<&'a Case, Stop> {
    cases.iter().find(|case| case.name == id).ok_or_else(|| {
        let message = said!("there is no case `{id}`", "es gibt keinen Fall `{id}`");
        let fault = Diagnostic::new(Code::UnknownValue, message);
        let help = suggestion(id, cases.iter().map(|case| case.name.as_str()));
        let help = help.unwrap_or_else(|| said!("`comity cases` lists all", "`comity cases` nennt alle"));
        Stop::Faults(Box::default(), vec![fault.help(help)])
    })
}

fn table(report: &CasesReport<'_>, arguments: &Cases, common: &Common) -> Result<(), Stop> {
    let lang = output::lang(common);
    let text = match arguments.format {
        TableFormat::Text => render::text::cases(report, output::look(common, false)),
        TableFormat::Json => render::json(report),
        TableFormat::Markdown => render::markdown::cases(report, lang),
        TableFormat::Csv => {
            return output::table(render::cases::csv(report, arguments.csv_dialect.into(), lang));
        }
    };
    output::result(common, &text)
}

fn one(corpus: &Corpus, atlas: &Atlas, case: &Case, arguments: &Cases, common: &Common) -> Result<(), Stop> {
    let book = book(corpus, atlas, case);
    let solution = solve(&book, &case.request.facts);
    let score = score(&book, case, &solution);
    let options = Options { lang: output::lang(common), explain: arguments.explain };
    let report = report::case(&book, case, &solution, &score, options);
    let text = match arguments.format {
        TableFormat::Text => render::text::case(&report, output::look_on(common, arguments.explain, book.day)),
        TableFormat::Json => render::json(&report),
        TableFormat::Markdown => render::markdown::case(&report, options.lang, options.explain),
        TableFormat::Csv => {
            let (case, scores) = (std::slice::from_ref(case), std::slice::from_ref(&score));
            return table(&report::cases(corpus, case, scores, false), arguments, common);
        }
    };
    output::result(common, &text)
}
