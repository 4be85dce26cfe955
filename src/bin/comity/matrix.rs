//! `comity matrix`

use comity::atlas::Atlas;
use comity::corpus::Corpus;
use comity::law::{JurisdictionId, Request};
use comity::lawbook::Lawbook;
use comity::render;
use comity::render::matrix::{csv, dot, html, markdown};
use comity::report::{self, Options};
use comity::said;
use comity::survey::bulk::Plan;
use comity::survey::matrix::{Field, Found, matrix};
use comity::survey::principles::whole_with_law;

use crate::cli::{Common, Matrix, MatrixFormat};
use crate::exit::{Exit, Stop};
use crate::footprint::set_profile;
use crate::{input, output};

pub(crate) fn run(arguments: &Matrix, common: &Common) -> Result<Exit, Stop> {
    let corpus = input::corpus(common)?;
    let asked = input::jurisdictions(&corpus, &arguments.jurisdictions)?;
    // Without any it is about all.
    if !asked.is_empty() {
        several(&asked)?;
    }
    let request = request(&corpus, arguments)?;
    let atlas = Atlas::new(&corpus);
    let day = input::day(common, None);
    let book = match asked.as_slice() {
        [] => Lawbook::new(&corpus, &atlas, day),
        some => Lawbook::between(&corpus, &atlas, day, some),
    };
    let plan = Plan::new(&book);
    let jurisdictions = if asked.is_empty() { whole_with_law(&book) } else { asked };
    let fields = matrix(&plan, &jurisdictions, &request.facts);
    let lang = output::lang(common);
    let report = report::matrix(&book, &request, &jurisdictions, &fields, Options { lang, explain: arguments.explain });
    let cannot = |error: &dyn std::error::Error| Stop::message(format!("the matrix cannot be written: {error}"));
    let page = match arguments.format {
        MatrixFormat::Text => {
            let text = render::text::matrix(&report, output::look(common, arguments.explain));
            if arguments.output.is_none() {
                output::result(common, &text)?;
                return Ok(exit(&fields));
            }
            anstream::adapter::strip_str(&text).to_string().into_bytes()
        }
        MatrixFormat::Json => render::json(&report).into_bytes(),
        MatrixFormat::Markdown => markdown(&report, lang).into_bytes(),
        MatrixFormat::Dot => dot(&report, lang).into_bytes(),
        MatrixFormat::Html => html(&report, lang).map_err(|error| cannot(&error))?.into_bytes(),
        MatrixFormat::Csv => csv(&report, arguments.csv_dialect.into(), lang).map_err(|error| cannot(&error))?,
    };
    output::bytes(arguments.output.as_deref(), &page)?;
    Ok(exit(&fields))
}

/// Refuses a matrix of fewer than two jurisdictions.
pub(crate) fn several(chosen: &[JurisdictionId]) -> Result<(), Stop> {
    if chosen.len() > 1 {
        return Ok(());
    }
    Err(Stop::message(said!(
        "a matrix needs two jurisdictions at least",
        "eine Matrix braucht mindestens zwei Rechtsordnungen"
    )))
}

fn exit(fields: &[Field]) -> Exit {
    let conflicts = fields.iter().any(|field| matches!(field.found, Found::Conflicts(_)));
    if conflicts { Exit::Conflict } else { Exit::Fine }
}

/// What all requests share: the profile first, then what is set.
fn request(corpus: &Corpus, arguments: &Matrix) -> Result<Request, Stop> {
    let mut request = input::request(corpus, None, &[])?;
    if let Some(name) = &arguments.profile {
        set_profile(&input::profiles(corpus)?, name, &mut request)?;
    }
    input::set(corpus, &mut request, &arguments.set)?;
    Ok(request)
}
