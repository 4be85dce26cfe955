//! `comity footprint check`

use comity::corpus::Corpus;
use comity::diagnostic::Severity;
use comity::{check, law, render, report};

use super::{found, load};
use crate::cli::{CheckFormat, Common};
use crate::exit::{Exit, Stop};
use crate::{input, output};

/// Exit status 2 where something is an error: nobody should draw conclusions from such sites.
pub(super) fn run(
    corpus: &Corpus,
    common: &Common,
    name: Option<&str>,
    format: CheckFormat,
    no_notes: bool,
) -> Result<Exit, Stop> {
    let (footprints, asked): (_, Vec<law::Footprint>) = match name {
        Some(name) => found(corpus, name).map(|(footprints, one)| (footprints, vec![one]))?,
        None => load(corpus, None).map(|footprints| (footprints.clone(), footprints.all))?,
    };
    let known = load(corpus, None)?.all;
    let today = input::day(common, None);
    let review = |footprint| check::footprint(corpus, &footprints, footprint, &known, today);
    let mut faults: Vec<_> = asked.iter().flat_map(review).collect();
    if no_notes {
        faults.retain(|fault| fault.code.severity() != Severity::Note);
    }
    let report = report::faults(&footprints.files, &faults, output::lang(common));
    let root = common.corpus.as_ref().map_or_else(|| "data".into(), |path| path.to_string_lossy());
    let text = match format {
        CheckFormat::Text => render::text::faults(&report),
        CheckFormat::Json => render::json(&report),
        CheckFormat::Sarif => render::sarif(&report, &root),
    };
    output::result(common, &text)?;
    Ok(if report.errors > 0 { Exit::BadInput } else { Exit::Fine })
}
