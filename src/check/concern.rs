//! Whose law is looked at: all law, or that of some jurisdictions alone.

use super::Review;
use crate::corpus::Corpus;
use crate::law::{
    Instrument, InstrumentId, Jurisdiction, JurisdictionId, Link, Mechanism, MechanismId, Provision, ProvisionId,
};
use crate::lawbook::code;
use crate::logic::CodeSet;

/// Whose law is looked at.
pub(super) struct Concern(Option<CodeSet>);

impl Concern {
    /// All law, and what belongs to no jurisdiction.
    pub(super) fn all() -> Self {
        Self(None)
    }

    /// The law of some jurisdictions, and the mechanisms that have one of them as an end.
    pub(super) fn only(corpus: &Corpus, jurisdictions: &[JurisdictionId]) -> Self {
        Self(Some(CodeSet::of(corpus.jurisdictions.len(), jurisdictions.iter().map(|id| code(*id)))))
    }

    /// The same, or all law where none is named.
    pub(super) fn named(corpus: &Corpus, jurisdictions: &[JurisdictionId]) -> Self {
        if jurisdictions.is_empty() { Self::all() } else { Self::only(corpus, jurisdictions) }
    }
}

/// What the rules look at.
impl<'c> Review<'c> {
    /// Whether what belongs to no jurisdiction is looked at too.
    pub(super) fn all(&self) -> bool {
        self.concern.0.is_none()
    }

    /// Whether the law of a jurisdiction is looked at.
    pub(super) fn concerns(&self, id: JurisdictionId) -> bool {
        self.concern.0.as_ref().is_none_or(|asked| asked.contains(code(id)))
    }

    pub(super) fn jurisdictions(&self) -> impl Iterator<Item = (JurisdictionId, &'c Jurisdiction)> {
        self.corpus.jurisdictions.iter().filter(|(id, _)| self.concerns(*id))
    }

    pub(super) fn instruments(&self) -> impl Iterator<Item = (InstrumentId, &'c Instrument)> {
        self.corpus.instruments.iter().filter(|(_, instrument)| self.concerns(instrument.owner))
    }

    pub(super) fn provisions(&self) -> impl Iterator<Item = (ProvisionId, &'c Provision)> {
        self.corpus.provisions.iter().filter(|(id, _)| self.concerns(self.corpus.owner_of(*id)))
    }

    pub(super) fn mechanisms(&self) -> impl Iterator<Item = (MechanismId, &'c Mechanism)> {
        self.corpus.mechanisms.iter().filter(|(_, mechanism)| match &mechanism.link {
            Link::Parties(parties) => parties.iter().any(|party| self.concerns(party.jurisdiction)),
            Link::OneWay { from, to, .. } => self.concerns(*from) || self.concerns(*to),
            Link::Of { of, .. } => self.concerns(*of),
        })
    }
}
