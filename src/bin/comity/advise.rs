//! `comity advise`

use comity::atlas::Atlas;
use comity::corpus::{Corpus, find_facts};
use comity::law::FactId;
use comity::lawbook::Lawbook;
use comity::render;
use comity::report::{self, Options};
use comity::solve::Verdict;
use comity::survey::advise::{Asked, advise};
use comity::survey::bulk::Plan;

use crate::cli::{Advise, AnswerFormat, Common};
use crate::exit::{Exit, Stop};
use crate::{input, output};

pub(crate) fn run(arguments: &Advise, common: &Common) -> Result<Exit, Stop> {
    if arguments.request.is_none() && arguments.set.is_empty() {
        return Err(Stop::Message("give a request file, `-`, or facts with `--set`".to_owned()));
    }
    let corpus = input::corpus(common)?;
    let request = input::request(&corpus, arguments.request.as_deref(), &arguments.set)?;
    let named = facts(&corpus, &[arguments.only.as_slice(), &arguments.keep].concat())?;
    let (only, keep) = named.split_at(arguments.only.len());
    let may = |fact: FactId| {
        let named = if only.is_empty() { corpus.vocabulary.facts[fact].controllable } else { only.contains(&fact) };
        named && !keep.contains(&fact)
    };
    let atlas = Atlas::new(&corpus);
    let book = Lawbook::new(&corpus, &atlas, input::day(common, Some(&request)));
    let plan = Plan::new(&book);
    let most = usize::from(arguments.max_changes);
    let advised = advise(&plan, &Asked { facts: &request.facts, may: &may, most });
    let exit = match advised.now.verdict {
        Verdict::Conflict(_) => Exit::Conflict,
        Verdict::Clear | Verdict::Unknown => Exit::Fine,
    };
    let options = Options { lang: output::lang(common), explain: arguments.explain };
    let report = report::advise(&book, &request, &advised, (&may, most), options);
    let text = match arguments.format {
        AnswerFormat::Text => render::text::advise(&report, output::look(common, arguments.explain)),
        AnswerFormat::Json => render::json(&report),
        AnswerFormat::Markdown => render::markdown::advise(&report, options.lang, options.explain),
    };
    output::result(common, &text)?;
    Ok(exit)
}

/// The facts that these names mean.
fn facts(corpus: &Corpus, names: &[String]) -> Result<Vec<FactId>, Stop> {
    find_facts(corpus, names).map_err(|faults| Stop::Faults(Box::default(), faults))
}
