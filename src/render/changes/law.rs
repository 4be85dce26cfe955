//! Changes of the law in words.

use super::{Changes, words};
use crate::render::names;
use crate::report::{AspectReport, LawChangeReport, SaidReport};

/// Changes of one group under their head.
pub(in crate::render) struct LawGroup<'r> {
    pub head: &'static str,
    pub changes: Vec<&'r LawChangeReport>,
    /// Whether what was said before and now is worth showing without being asked for.
    pub told: bool,
}

impl<'r> Changes<'r, '_> {
    /// The changes of the law, the gravest first.
    pub(in crate::render) fn law(self) -> Vec<LawGroup<'r>> {
        let dates = self.report.old.as_of != self.report.new.as_of;
        let groups = words::groups(dates, self.lang).into_iter().map(|(group, head)| LawGroup {
            head,
            changes: self.report.law.iter().filter(|change| group_of(change) == group).collect(),
            told: group != "words",
        });
        groups.filter(|group| !group.changes.is_empty()).collect()
    }

    /// How much of the law changed, in one line.
    pub(in crate::render) fn law_line(self) -> String {
        let groups = self.law();
        if groups.is_empty() {
            return self.words.law_unchanged.to_owned();
        }
        let parts: Vec<String> = groups.iter().map(|group| format!("{} {}", group.changes.len(), group.head)).collect();
        format!("{}: {}.", self.words.in_the_law, parts.join(", "))
    }

    /// `provision · GDPR, Art. 48 · from 25 May 2018`
    pub(in crate::render) fn piece(self, change: &LawChangeReport) -> String {
        let mut parts = vec![words::sort(change.sort, self.lang).to_owned(), change.title.clone()];
        if let Some(days) = &change.in_force {
            parts.push(names::period(days, &self.report.new.as_of, self.lang));
        }
        if let Some(from) = &change.renamed_from {
            parts.push(format!("{}: {from}", self.words.before));
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    }

    /// The sides from which it changed, by name.
    pub(in crate::render) fn aspects(self, change: &LawChangeReport) -> String {
        let names: Vec<&str> = change.aspects.iter().map(|of| words::aspect(of.aspect, self.lang)).collect();
        names.join(", ")
    }

    /// What was said and what is said from one side; nothing where that is too long.
    pub(in crate::render) fn said(self, change: &LawChangeReport, of: &AspectReport) -> Vec<(&'static str, String)> {
        let sides = [(self.words.before, &of.before), (self.words.after, &of.after)];
        if sides.iter().all(|(_, said)| said.is_empty()) {
            return Vec::new();
        }
        let told = sides.map(|(head, said)| {
            let lines: Vec<String> = said.iter().map(|line| self.line(change, of, line)).collect();
            (head, if lines.is_empty() { "–".to_owned() } else { lines.join(" | ") })
        });
        told.to_vec()
    }

    /// The name of a side.
    pub(in crate::render) fn aspect(self, of: &AspectReport) -> &'static str {
        words::aspect(of.aspect, self.lang)
    }

    fn line(self, change: &LawChangeReport, of: &AspectReport, said: &SaidReport) -> String {
        let term = said.term.map(|term| words::term(of.aspect, change.sort, term, self.lang).to_owned());
        let days = said.in_force.as_ref().map(|days| names::period(days, &self.report.new.as_of, self.lang));
        let always = (days.as_deref() == Some("")).then(|| crate::report::Signs::of(self.lang).always.to_owned());
        let parts = [Some(said.text.clone()), term, days, always];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }
}

/// In which group a change is told.
fn group_of(change: &LawChangeReport) -> &'static str {
    match (change.change, change.weight) {
        ("changed", Some(weight)) => weight,
        (other, _) => other,
    }
}
