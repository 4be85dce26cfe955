//! The Trusted Cloud Principles and what provisions do to them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::ids::PrincipleId;
use super::text::Text;

/// One principle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principle {
    /// The id.
    pub name: String,
    /// The title.
    pub title: Text,
    /// What it asks for, in our own words.
    pub statement: Text,
}

/// What a provision or mechanism does to a principle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PrincipleEffect {
    /// It serves the principle.
    Supports,
    /// It works against the principle.
    Undermines,
}

/// That a provision or mechanism bears on a principle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tag {
    /// Which principle.
    pub principle: PrincipleId,
    /// In which direction.
    pub effect: PrincipleEffect,
}
