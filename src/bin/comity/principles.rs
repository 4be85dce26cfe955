//! `comity principles`

use comity::atlas::Atlas;
use comity::lawbook::Lawbook;
use comity::report::{self, Options};
use comity::{render, survey};

use crate::cli::{Common, Format, Principles};
use crate::exit::{Exit, Stop};
use crate::{input, output};

pub(crate) fn run(arguments: &Principles, common: &Common) -> Result<Exit, Stop> {
    let corpus = input::corpus(common)?;
    let asked = input::jurisdictions(&corpus, &arguments.jurisdictions)?;
    let atlas = Atlas::new(&corpus);
    let book = Lawbook::new(&corpus, &atlas, input::day(common, None));
    let jurisdictions = if asked.is_empty() { survey::principles::with_law(&book) } else { asked };
    let options = Options { lang: output::lang(common), explain: arguments.explain };
    let report = report::principles(&book, &jurisdictions, options);
    let text = match arguments.format {
        Format::Text => render::text::principles(&report, output::look(common, arguments.explain)),
        Format::Json => render::json(&report),
    };
    output::result(common, &text)?;
    Ok(Exit::Fine)
}
