//! The list of references of a page: citations with their addresses, numbered as they are met.

use crate::report::{HornReport, WayReport};

/// Citations with their addresses.
#[derive(Debug, Default)]
pub(super) struct References(Vec<(String, String)>);

impl References {
    /// The number of a reference, from one; the same reference has the same number.
    pub(super) fn number(&mut self, citation: String, url: &str) -> usize {
        let reference = (citation, url.to_owned());
        let at = self.0.iter().position(|known| *known == reference).unwrap_or_else(|| {
            self.0.push(reference);
            self.0.len() - 1
        });
        at + 1
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &str, &str)> {
        self.0.iter().enumerate().map(|(at, (citation, url))| (at + 1, citation.as_str(), url.as_str()))
    }
}

/// A provision as a reference.
pub(super) fn cited(horn: &HornReport<'_>) -> String {
    place_cited(horn.title, horn.citation, horn.pinpoint)
}

/// A place in the law as a reference: title, citation and pinpoint, nothing of it twice.
pub(super) fn place_cited(title: &str, citation: &str, pinpoint: &str) -> String {
    let collection = |text: &str| text.split_once(" §").map(|(collection, _)| collection.to_owned());
    let same = collection(citation).is_some_and(|law| Some(law) == collection(pinpoint));
    if same || title.contains(citation) {
        format!("{title}, {pinpoint}")
    } else {
        format!("{title}, {citation}, {pinpoint}")
    }
}

/// A way out as a reference.
pub(super) fn way_cited(way: &WayReport<'_>) -> String {
    if way.citation.contains(way.title) { way.citation.to_owned() } else { format!("{}, {}", way.title, way.citation) }
}
