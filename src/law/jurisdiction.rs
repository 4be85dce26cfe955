//! Jurisdictions, memberships, and how far their law is encoded.

use schemars::JsonSchema;
use serde::Deserialize;

use super::day::{Day, Period};
use super::ids::{JurisdictionId, Table, TopicId};
use super::text::Text;

/// A legal order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jurisdiction {
    /// The code: ISO 3166, or `EU`, `EEA`.
    pub code: String,
    /// ISO 3166-1 alpha-3, if it has one.
    pub alpha3: Option<String>,
    /// The name.
    pub name: Text,
    /// Other names that people use for it.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: JurisdictionKind,
    /// Where a map writes it, if its shape does not say that.
    pub label: Option<LabelPoint>,
    /// To what it belongs, and when: the law of these applies in it.
    pub member_of: Vec<Membership>,
    /// The organisations that it is in, and when: their treaties bind it, and nothing of theirs applies in it.
    pub joined: Vec<Membership>,
    /// How far its law is encoded, by topic.
    pub coverage: Table<TopicId, Coverage>,
}

/// A point on a map, in hundredths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelPoint {
    /// East of Greenwich; west of it less than zero.
    pub east: i16,
    /// North of the equator; south of it less than zero.
    pub north: i16,
}

impl LabelPoint {
    /// The point of a longitude and a latitude in degrees; nothing if there is none on earth.
    #[must_use]
    pub fn of(longitude: f64, latitude: f64) -> Option<Self> {
        #[expect(clippy::cast_possible_truncation, reason = "at most 18,000 hundredths")]
        let hundredths = |degrees: f64, most: f64| (degrees.abs() <= most).then(|| (degrees * 100.0).round() as i16);
        Some(Self { east: hundredths(longitude, 180.0)?, north: hundredths(latitude, 90.0)? })
    }

    /// Longitude and latitude in degrees.
    #[must_use]
    pub fn degrees(self) -> (f64, f64) {
        (f64::from(self.east) / 100.0, f64::from(self.north) / 100.0)
    }
}

/// What a jurisdiction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum JurisdictionKind {
    /// A state.
    State,
    /// A union of states.
    Union,
    /// A territory with law of its own.
    Territory,
    /// A part of a state with law of its own.
    Part,
    /// An organisation of states. It has no law that binds a provider and is part of no legal order; its treaties are
    /// mechanisms between its members.
    Organisation,
}

impl Jurisdiction {
    /// To what it belongs, and the organisations that it is in after it.
    pub fn memberships(&self) -> impl Iterator<Item = &Membership> {
        self.member_of.iter().chain(&self.joined)
    }
}

/// That one jurisdiction belongs to another, or is in an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// To what it belongs.
    pub to: JurisdictionId,
    /// When.
    pub in_force: Period,
    /// By which treaty.
    pub citation: Text,
    /// Its address.
    pub url: Option<String>,
}

/// How far one topic of a jurisdiction is encoded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// How far.
    pub level: Level,
    /// When that was last reviewed.
    pub reviewed: Option<Day>,
    /// What is left out or left to judgement.
    pub limits: Option<Text>,
}

/// How far something is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Not at all: a gap.
    #[default]
    None,
    /// In part.
    Partly,
    /// What a practitioner would name first is there.
    Encoded,
}
