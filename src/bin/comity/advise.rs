//! `comity advise`

use comity::atlas::Atlas;
use comity::corpus::{Corpus, find_facts};
use comity::law::FactId;
use comity::lawbook::Lawbook;
use comity::render;
use comity::report::{self, Options};
use comity::solve::Verdict;
use comity::survey::advise::{Asked, advise};

use crate::cli::{Advise, AnswerFormat, Common};
use crate::exit::{Exit, Stop};
use crate::{input, output};

pub(crate) fn run(arguments: &Advise, common: &Common) -> Result<Exit, Stop> {
    if arguments.request.is_none() && arguments.set.is_empty() {
        return Err(Stop::message("give a request file, `-`, or facts with `--set`".to_owned()));
    }
    let corpus = input::corpus(common)?;
    let request = input::request(&corpus, arguments.request.as_deref(), &arguments.set)?;
    let may = may(&corpus, &arguments.only, &arguments.keep)?;
    let atlas = Atlas::new(&corpus);
    let book = Lawbook::new(&corpus, &atlas, input::day(common, Some(&request)));
    let most = usize::from(arguments.max_changes);
    let advised = advise(&book, &Asked { facts: &request.facts, may: &may, most });
    let exit = match advised.now.verdict {
        Verdict::Conflict(_) => Exit::Conflict,
        Verdict::Clear | Verdict::Unknown => Exit::Fine,
    };
    let options = Options { lang: output::lang(common), explain: arguments.explain };
    let report = report::advise(&book, &request, &advised, (&may, most), options);
    let text = match arguments.format {
        AnswerFormat::Text => render::text::advise(&report, output::look_on(common, arguments.explain, book.day)),
        AnswerFormat::Json => render::json(&report),
        AnswerFormat::Markdown => render::markdown::advise(&report, options.lang, options.explain),
    };
    output::result(common, &text)?;
    Ok(exit)
}

/// Which facts may change: only some, or all that can be controlled, but not those that are kept.
pub(crate) fn may<'c>(
    corpus: &'c Corpus,
    only: &[String],
    keep: &[String],
) -> Result<impl Fn(FactId) -> bool + use<'c>, Stop> {
    let named = find_facts(corpus, &[only, keep].concat()).map_err(|faults| Stop::Faults(Box::default(), faults))?;
    let (only, keep) = named.split_at(only.len());
    let (only, keep) = (only.to_vec(), keep.to_vec());
    Ok(move |fact: FactId| {
        let named =
            if only.is_empty() { corpus.vocabulary.facts[fact].controllable.is_some() } else { only.contains(&fact) };
        named && !keep.contains(&fact)
    })
}
