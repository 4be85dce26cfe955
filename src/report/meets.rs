//! What one provision can collide with.

use schemars::JsonSchema;
use serde::Serialize;

use super::names::Outcome;
use crate::corpus::Corpus;
use crate::law::{Day, Lang, ProvisionId};
use crate::logic::Known;
use crate::survey::meets::{Meeting, Met, direct};

/// What a provision can collide with: for each other legal order the provisions that some request meets together with
/// it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MeetsReport<'c> {
    /// The date on which the law was read.
    pub as_of: String,
    /// Whether that is exact; if not it was too large for the memory allowed, and something may be missing.
    pub complete: bool,
    /// The facts that stand open here and have a default elsewhere: a pair shows the same if it is asked with these as
    /// unknown.
    pub opened: Vec<&'c str>,
    /// By other legal order.
    pub with: Vec<MeetReport<'c>>,
}

/// What of one other legal order a provision can collide with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MeetReport<'c> {
    /// Whose law.
    pub jurisdiction: &'c str,
    /// Its name.
    pub name: &'c str,
    /// The best outcome that some request has.
    pub best: Outcome,
    /// The worst.
    pub worst: Outcome,
    /// With what.
    pub provisions: Vec<MetReport<'c>>,
}

/// A provision that another can collide with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MetReport<'c> {
    /// Its id.
    pub provision: &'c str,
    /// Its instrument, and where it stands there.
    pub title: String,
    /// The best outcome that some request has.
    pub best: Outcome,
    /// The worst.
    pub worst: Outcome,
}

/// Writes what a provision can collide with on a day.
#[must_use]
pub fn meets<'c>(corpus: &'c Corpus, meetings: &[Meeting], day: Day, lang: Lang) -> MeetsReport<'c> {
    let with = meetings.iter().filter_map(|meeting| {
        let provisions: Vec<MetReport<'c>> =
            meeting.met.iter().filter_map(|met| self::met(corpus, met, lang)).collect();
        let place = &corpus.jurisdictions[meeting.with];
        Some(MeetReport {
            jurisdiction: &place.code,
            name: place.name.get(lang),
            best: provisions.iter().map(|met| met.best).min()?,
            worst: provisions.iter().map(|met| met.worst).max()?,
            provisions,
        })
    });
    MeetsReport {
        as_of: day.to_string(),
        complete: meetings.iter().all(|meeting| meeting.complete),
        opened: opened(corpus),
        with: with.collect(),
    }
}

/// The facts with a default that a direct demand leaves open.
fn opened(corpus: &Corpus) -> Vec<&str> {
    let facts = corpus.vocabulary.facts.iter().zip(direct(corpus));
    let open = facts.filter(|((_, fact), known)| *known == Known::Unknown && fact.default != Known::Unknown);
    open.map(|((_, fact), _)| fact.name.as_str()).collect()
}

fn met<'c>(corpus: &'c Corpus, met: &Met, lang: Lang) -> Option<MetReport<'c>> {
    let (best, worst) = (*met.outcomes.first()?, *met.outcomes.last()?);
    Some(MetReport {
        provision: corpus.provision_name(met.provision),
        title: place(corpus, met.provision, lang),
        best: best.into(),
        worst: worst.into(),
    })
}

/// `General Data Protection Regulation, Art. 48`
pub(super) fn place(corpus: &Corpus, provision: ProvisionId, lang: Lang) -> String {
    let (instrument, law) = (corpus.instrument_of(provision), &corpus.provisions[provision]);
    format!("{}, {}", instrument.title.get(lang), law.pinpoint.get(lang))
}
