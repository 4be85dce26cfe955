//! Accepting changes: which ones are meant, and what is kept of it.

use super::compare::{Review, Standing, finding_state, item_state};
use crate::corpus::Acceptance;
use crate::law::Day;

/// Which changes are meant.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Findings by id. With items only there, else wherever they moved.
    pub findings: Vec<String>,
    /// Items by name; a `*` at the end stands for whatever follows.
    pub items: Vec<String>,
    /// Everything.
    pub all: bool,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// What is accepted now and was open before.
    pub taken: Vec<Acceptance>,
    /// The filters to which no open change answers.
    pub unmatched: Vec<String>,
}

/// Accepts the open changes that are meant, for a reason and perhaps until a day.
#[must_use]
pub fn accept(review: &Review, filter: &Filter, reason: &str, until: Option<Day>) -> Accepted {
    let mut taken = Vec::new();
    let mut used: Vec<&String> = Vec::new();
    for change in review.changes.iter().filter(|change| change.is_open()) {
        let by_item = filter.items.iter().find(|pattern| matches(pattern, &change.item));
        if !filter.items.is_empty() && by_item.is_none() {
            continue;
        }
        let before = taken.len();
        let mut take = |finding: Option<String>, was: String, now: String| {
            let (item, reason) = (change.item.clone(), reason.to_owned());
            taken.push(Acceptance { item, finding, was, now, reason, until: until.map(|day| day.to_string()) });
        };
        let whole = filter.all || (by_item.is_some() && filter.findings.is_empty());
        if whole && change.head.as_ref().is_some_and(Standing::is_open) {
            take(None, item_state(change.was.as_ref()), item_state(change.now.as_ref()));
        }
        for finding in change.findings.iter().filter(|finding| finding.standing.is_open()) {
            let (was, now) = (finding.was.as_ref(), finding.now.as_ref());
            let id = was.or(now).map(|finding| finding.id.clone()).unwrap_or_default();
            let named = filter.findings.iter().find(|known| **known == id);
            if whole || named.is_some() {
                take(Some(id), finding_state(was), finding_state(now));
            }
            if let Some(named) = named {
                used.push(named);
            }
        }
        used.extend(by_item.filter(|_| taken.len() > before));
    }
    let filters = filter.findings.iter().chain(&filter.items);
    let unmatched = filters.filter(|filter| !used.contains(filter)).cloned().collect();
    Accepted { taken, unmatched }
}

fn matches(pattern: &str, name: &str) -> bool {
    pattern.strip_suffix('*').map_or(pattern == name, |start| name.starts_with(start))
}
