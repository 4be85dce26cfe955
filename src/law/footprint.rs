//! Footprints: where a provider runs data centres, and who runs them. And profiles: kinds of demand to cross with them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{JurisdictionId, ids};
use super::instrument::Source;
use super::text::Text;
use crate::logic::{Code, FactId, Known};

ids! {
    /// A company that runs, owns or supplies data centres; numbers follow the order of the ids over all footprints.
    EntityId;
}

/// A company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The id, as `sap.delos`.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// Where it has its seat.
    pub seat: JurisdictionId,
    /// Where else it is known to be present; where it runs sites is added.
    pub presence: Vec<JurisdictionId>,
    /// What it is: a value of the fact with the role [`Role::Kind`].
    pub kind: Option<Code>,
    /// The company that controls it.
    pub controlled_by: Option<EntityId>,
    /// What was read.
    pub sources: Vec<Source>,
}

/// Who runs a site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    /// This company.
    One(EntityId),
    /// One of these; it is not known which.
    Among(Vec<EntityId>),
    /// Nobody knows.
    Unknown,
    /// A company of the place that nobody abroad controls. No file says so; a what-if does.
    Local,
}

/// What state a site is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It runs, for everybody.
    Operating,
    /// It runs, set apart from the rest of the provider by law or by contract.
    Sovereign,
    /// It runs, for the authorities of a state only.
    Government,
    /// It is announced.
    Planned,
}

/// A region or data centre.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// The id, unique in its footprint.
    pub name: String,
    /// What the provider calls it.
    pub title: String,
    /// Under whose law it stands.
    pub place: JurisdictionId,
    /// The city, where one is known.
    pub city: Option<String>,
    /// Latitude and longitude in degrees, of the city rather than the building.
    pub point: Option<(f64, f64)>,
    /// Who runs it.
    pub operator: Operator,
    /// On whose infrastructure it runs, if that is somebody else's.
    pub infrastructure: Option<EntityId>,
    /// Whose technology it uses without their running it.
    pub technology: Option<EntityId>,
    /// What state it is in.
    pub status: Status,
    /// The year in which it opened.
    pub since: Option<i16>,
    /// What is worth knowing.
    pub note: Option<Text>,
    /// What was read.
    pub sources: Vec<Source>,
}

/// A provider's sites.
#[derive(Debug, Clone, PartialEq)]
pub struct Footprint {
    /// The id, as `sap`.
    pub name: String,
    /// What it is called.
    pub title: Text,
    /// The company at the head.
    pub provider: EntityId,
    /// The companies that its own file names.
    pub entities: Vec<EntityId>,
    /// Its sites, in the order of the file.
    pub sites: Vec<Site>,
    /// How far it goes.
    pub note: Option<Text>,
}

/// A kind of demand: facts that do not hang on place or provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The id, as `criminal-content`.
    pub name: String,
    /// What it is called.
    pub title: Text,
    /// What it stands for.
    pub description: Text,
    /// The facts that it gives.
    pub facts: Vec<(FactId, Known)>,
}

/// What a fact says about a footprint, so that its sites can be turned into requests. The vocabulary gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The state that makes the demand.
    RequestingState,
    /// Where the company that is asked has its seat.
    Seat,
    /// Where it is present.
    Presence,
    /// On which markets it offers its services.
    Market,
    /// What kind of company it is.
    Kind,
    /// Where the data are.
    Site,
    /// Whether it can get at the data.
    Control,
    /// Where the persons are whose data they are, or whose nationals they are.
    Person,
    /// Where the customer has its seat.
    Customer,
}
