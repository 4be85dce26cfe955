//! What changed.

use crate::report::DiffReport;

/// The page.
#[must_use]
pub fn diff(report: &DiffReport<'_>, look: super::Look) -> String {
    let _ = look;
    format!("{report:?}")
}
