//! A way out, in words.

use schemars::JsonSchema;
use serde::Serialize;

use super::horn::{PeriodReport, Writer, confidence_name};
use super::names::Outcome;
use crate::law::{Effect, InvokedBy, JurisdictionId, Strength};
use crate::solve::{Status, Way, explain_way};

/// A mechanism that bears on a conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WayReport<'c> {
    /// The mechanism's id.
    pub id: &'c str,
    /// Its kind.
    pub kind: &'c str,
    /// `lifts`, `replaces` or `raises`.
    pub effect: &'static str,
    /// `binding`, `discretionary` or `advisory`.
    pub strength: &'static str,
    /// `provider`, `customer`, `authority`, `court` or `states`.
    pub invoked_by: &'static str,
    /// `available`, `needs_facts` or `not_in_force`.
    pub status: &'static str,
    /// Whether the request names it as in use.
    pub in_use: bool,
    /// The facts that are missing.
    pub missing: Vec<&'c str>,
    /// From the requiring state through the mechanism to the forbidding one.
    pub path: Vec<&'c str>,
    /// What it achieves where it is available; nothing for a mere consultation.
    pub achieves: Option<Outcome>,
    /// The days on which it joins the two sides, if it is not in force on the date.
    pub in_force: Option<PeriodReport>,
    /// The title.
    pub title: &'c str,
    /// The kind in words.
    pub kind_label: &'c str,
    /// The official citation.
    pub citation: &'c str,
    /// The official address.
    pub url: &'c str,
    /// What it is.
    pub summary: &'c str,
    /// How long it typically takes, if a source says so.
    pub duration: Option<&'c str>,
    /// How sure the corpus is: `high`, `medium` or `low`.
    pub confidence: &'static str,
}

impl<'c> Writer<'_, 'c> {
    /// A way out of a conflict between the norms of two owners.
    pub(super) fn way(&self, way: &Way, required: JurisdictionId, forbidden: JurisdictionId) -> WayReport<'c> {
        let corpus = self.book.corpus;
        let mechanism = &corpus.mechanisms[way.mechanism];
        let kind = &corpus.vocabulary.kinds[mechanism.kind];
        let (status, in_force) = match way.status {
            Status::Available => ("available", None),
            Status::NeedsFacts => ("needs_facts", None),
            Status::NotInForce(period) => ("not_in_force", Some(period.map(PeriodReport::from).unwrap_or_default())),
        };
        let [near, far] = way.ends;
        let code = |id: JurisdictionId| corpus.jurisdictions[id].code.as_str();
        let mut path: Vec<&str> = self.book.chain(required, near).into_iter().map(code).collect();
        path.push(&mechanism.name);
        path.extend(self.book.chain(far, forbidden).into_iter().map(code));
        WayReport {
            id: &mechanism.name,
            kind: &kind.name,
            effect: effect_name(mechanism.effect),
            strength: strength_name(mechanism.strength),
            invoked_by: invoked_by_name(mechanism.invoked_by),
            status,
            in_use: way.in_use,
            missing: match way.status {
                Status::NeedsFacts => self.missing(&explain_way(self.book, self.facts, way).missing),
                Status::Available | Status::NotInForce(_) => Vec::new(),
            },
            path,
            achieves: way.benefit.map(Outcome::from),
            in_force,
            title: mechanism.title.get(self.lang),
            kind_label: kind.label.get(self.lang),
            citation: mechanism.citation.get(self.lang),
            url: &mechanism.url,
            summary: mechanism.summary.get(self.lang),
            duration: mechanism.duration.as_ref().map(|text| text.get(self.lang)),
            confidence: confidence_name(mechanism.confidence),
        }
    }
}

pub(super) fn effect_name(effect: Effect) -> &'static str {
    match effect {
        Effect::Lifts => "lifts",
        Effect::Replaces => "replaces",
        Effect::Raises => "raises",
    }
}

pub(super) fn strength_name(strength: Strength) -> &'static str {
    match strength {
        Strength::Binding => "binding",
        Strength::Discretionary => "discretionary",
        Strength::Advisory => "advisory",
    }
}

pub(super) fn invoked_by_name(invoked_by: InvokedBy) -> &'static str {
    match invoked_by {
        InvokedBy::Provider => "provider",
        InvokedBy::Customer => "customer",
        InvokedBy::Authority => "authority",
        InvokedBy::Court => "court",
        InvokedBy::States => "states",
    }
}
