//! comity finds where complying with one country's data law would breach another's, and what resolves it.
//!
//! The rooms, in the order in which data flows; a room uses only rooms above it:
//!
//! | room | holds or does |
//! | --- | --- |
//! | [`text`] | files, byte spans, line and column |
//! | [`logic`] | the algebra and its instances: truth, reasons, cubes, lanes, regions |
//! | [`diagnostic`] | what can be wrong with the data: codes, nearest name |
//! | [`law`] | the words of the field as plain types |
//! | [`corpus`] | the law as loaded: wire types, reading, parsing, resolving |
//! | [`intake`] | tables of requests: JSON Lines, CSV and record batches become blocks |
//! | [`atlas`] | the graph: who belongs to whom, which mechanism connects whom |
//! | [`lawbook`] | the law as of a date, lowered once, shared by all |
//! | [`solve`] | one request: what applies, what collides, ways out, verdict, reasons |
//! | [`survey`] | many requests: blocks, sweeps, footprints, regions of pairs, matrix, timeline, advice, changes, snapshots, principles, cases |
//! | [`check`] | the questions a maintainer asks of the law as a whole |
//! | [`report`] | what is shown: flat, serializable, versioned |
//! | [`render`] | report to bytes, one file per format |
//!
//! The passes, in order, each with one entry: [`corpus::load`] → [`atlas::Atlas::new`] → [`lawbook::Lawbook::new`] →
//! [`solve::solve`] → [`report::check`] → [`render::text::check`] or [`render::json`].
//!
//! Nothing here knows any law, any fact or any act: all that is data. Nothing here reads a clock: "today" is an
//! argument. comity informs; it gives no legal advice.

pub mod text;

pub mod logic;

pub mod diagnostic;

pub mod law;

pub mod corpus;

pub mod intake;

pub mod atlas;

pub mod lawbook;

pub mod solve;

pub mod survey;

pub mod check;

pub mod report;

pub mod render;
