//! What changed.

use crate::report::DiffReport;

/// The page.
#[must_use]
pub fn diff(report: &DiffReport<'_>, lang: crate::law::Lang, explain: bool) -> String {
    let _ = (lang, explain);
    format!("{report:?}")
}
