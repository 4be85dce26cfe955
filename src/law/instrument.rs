//! Instruments, and provisions with their norms.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::day::{Day, Period};
use super::ids::{ActId, InstrumentId, JurisdictionId, ProvisionId};
use super::mechanism::Lift;
use super::principle::Tag;
use super::text::{Shorts, Text};

/// A statute, regulation or treaty text of one jurisdiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instrument {
    /// The id, as `eu.gdpr`.
    pub name: String,
    /// Whose law it is.
    pub owner: JurisdictionId,
    /// The title.
    pub title: Text,
    /// Short and popular names.
    pub short: Shorts,
    /// The official citation.
    pub citation: Text,
    /// The official address.
    pub url: String,
    /// When it is in force.
    pub in_force: Period,
    /// To whom it applies at all.
    pub scope: Condition,
    /// What was left out, or is worth knowing.
    pub note: Option<Text>,
    /// Its provisions, every version, in the order of the file.
    pub provisions: Vec<ProvisionId>,
}

/// What a norm does with an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Modality {
    /// Requires it.
    Must,
    /// Forbids it.
    MustNot,
    /// Permits it.
    May,
}

/// What a provision requires, forbids or permits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Norm {
    /// Requires, forbids or permits.
    pub modality: Modality,
    /// The act.
    pub act: ActId,
}

/// One version of a numbered article or section: the unit of law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// The id inside its instrument, as `art-48`.
    pub name: String,
    /// The id with its instrument's, as `eu.gdpr#art-48`.
    pub full_name: String,
    /// The instrument.
    pub instrument: InstrumentId,
    /// The article or section, as the law cites it.
    pub pinpoint: Text,
    /// The official address of the provision itself, if it has one.
    pub url: Option<String>,
    /// When this version is in force (already cut to the instrument's period).
    pub in_force: Period,
    /// What it requires, forbids or permits.
    pub norm: Norm,
    /// Popular names of what it says.
    pub short: Shorts,
    /// What it says, in our own words.
    pub summary: Text,
    /// When it applies, beside its instrument's scope.
    pub when: Condition,
    /// Its exceptions.
    pub unless: Vec<Exception>,
    /// The mechanisms that the law itself accepts as lifting it.
    pub lifted_by: Vec<Lift>,
    /// What a breach costs.
    pub sanction: Option<Sanction>,
    /// What it means for the principles.
    pub principles: Vec<Tag>,
    /// What is worth knowing.
    pub note: Option<Text>,
    /// What was read.
    pub sources: Vec<Source>,
    /// How sure we are; `None` only in a corpus with errors.
    pub confidence: Option<Confidence>,
}

impl Provision {
    /// Its own condition and those of its exceptions.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        std::iter::once(&self.when).chain(self.unless.iter().map(|exception| &exception.when))
    }
}

/// An exception to a provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The id inside its provision.
    pub name: String,
    /// Where it stands.
    pub pinpoint: Text,
    /// Whether it surely holds where its condition does.
    pub standing: Standing,
    /// Of an arguable one: what is in doubt.
    pub doubt: Doubt,
    /// When it holds.
    pub when: Condition,
    /// For an arguable one: who holds what, or what the case decides.
    pub note: Option<Text>,
}

impl Exception {
    /// Of an arguable one what is in doubt; nothing is about a settled one.
    #[must_use]
    pub fn in_doubt(&self) -> Option<Doubt> {
        (self.standing == Standing::Arguable).then_some(self.doubt)
    }
}

/// Whether an exception surely holds where its condition does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Accepted: where it holds the provision does not apply.
    #[default]
    Settled,
    /// Disputed, or for the case to decide: where it may hold, the provision is contested.
    Arguable,
}

/// What is in doubt about an arguable exception.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The law: authorities, courts or writers dispute it, or nobody has decided it.
    #[default]
    Law,
    /// The case: the law is clear, but a fact decides that no request states.
    Case,
}

/// What a breach costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sanction {
    /// Of what kind.
    pub kind: SanctionKind,
    /// Where it stands.
    pub pinpoint: Option<Text>,
    /// The highest fine, if the law names one.
    pub fine: Option<Amount>,
    /// The highest fine as hundredths of a percent of turnover (4 % is 400).
    pub turnover_basis_points: Option<u32>,
    /// The longest imprisonment, in months.
    pub imprisonment_months: Option<u32>,
    /// What else is worth knowing.
    pub note: Option<Text>,
}

/// The kind of a sanction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SanctionKind {
    /// A criminal penalty.
    Criminal,
    /// An administrative fine or order.
    Administrative,
    /// Damages or an injunction.
    Civil,
    /// Contempt of court.
    Contempt,
    /// None.
    None,
}

/// A sum of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// In whole units of the currency.
    pub units: u64,
    /// ISO 4217 code.
    pub currency: String,
    /// Per what, if it can fall due again and again.
    pub per: Option<Text>,
}

/// Something that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its address.
    pub url: String,
    /// The day on which it was read.
    pub seen: Day,
    /// What it supports.
    pub note: Option<String>,
}

/// How sure we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Not verified.
    Low,
    /// Verified in a reliable secondary source.
    Medium,
    /// Verified in the text itself.
    High,
}
