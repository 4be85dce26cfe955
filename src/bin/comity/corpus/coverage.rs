//! `comity corpus coverage`

use comity::render;
use comity::report;

use super::{options, undated};
use crate::cli::{Common, Coverage, TableFormat};
use crate::exit::{Exit, Stop};
use crate::{input, output};

pub(super) fn run(arguments: &Coverage, common: &Common) -> Result<Exit, Stop> {
    undated(common, "how far law is encoded is told of all law, of whatever day")?;
    let corpus = input::corpus(common)?;
    let asked = input::jurisdictions(&corpus, &arguments.jurisdictions)?;
    let report = report::coverage(&corpus, &asked, options(common));
    let lang = output::lang(common);
    let text = match arguments.format {
        TableFormat::Text => render::text::coverage(&report, output::look(common, arguments.explain)),
        TableFormat::Json => render::json(&report),
        TableFormat::Markdown => render::markdown::coverage(&report, lang, arguments.explain),
        TableFormat::Csv => {
            let table = render::corpus::coverage_csv(&report, arguments.csv_dialect.into(), lang);
            output::table(table)?;
            return Ok(Exit::Fine);
        }
    };
    output::result(common, &text)?;
    Ok(Exit::Fine)
}
