//! The words of the field as plain types.
//!
//! Everything here is resolved: ids are numbers that exist, dates are days, conditions name facts and values of the
//! vocabulary. Nothing here can be wrong in the ways that loading checks, so nothing after it asks again. Types hold
//! no positions in files; the corpus knows those.

mod condition;
mod currency;
mod day;
mod footprint;
mod ids;
mod instrument;
mod jurisdiction;
mod mechanism;
mod principle;
mod request;
mod space;
mod text;
mod vocabulary;

pub use condition::{Condition, Wanted};
pub use currency::CURRENCIES;
pub use day::{Day, Period};
pub use footprint::{Entity, EntityId, Footprint, Operator, Profile, Role, Site, Status};
pub(crate) use ids::ids;
pub use ids::{ActId, Id, InstrumentId, JurisdictionId, KindId, MechanismId, PrincipleId, ProvisionId, Table, TopicId};
pub use instrument::{
    Amount, Confidence, Doubt, Exception, Instrument, Modality, Norm, Provision, Sanction, SanctionKind, Source,
    Standing,
};
pub use jurisdiction::{Coverage, Jurisdiction, JurisdictionKind, LabelPoint, Level, Membership};
pub use mechanism::{Effect, InvokedBy, Lift, Link, Mechanism, Party, Strength};
pub use principle::{Principle, PrincipleEffect, Tag};
pub use request::Request;
pub use space::{MOST_GROUPS, NoSpace, Space};
pub use text::{Lang, Shorts, Text};
pub use vocabulary::{Act, ActTopics, Choice, Control, Fact, FactType, Impossible, Vocabulary};

pub use crate::logic::FactId;
