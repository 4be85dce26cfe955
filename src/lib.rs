//! comity: which law would be breached by obeying another.
pub mod text;
pub mod logic;
pub mod diagnostic;
pub mod law;
pub mod corpus;
pub mod atlas;
pub mod lawbook;
pub mod solve;
