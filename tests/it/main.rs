//! The integration tests, in one binary.
//!
//! - `advise`: the least that must change, held to trying everything
//! - `architecture`: the rooms use each other in one direction, and the documents say so
//! - `bad_input`: whatever is wrong with input, there is a message and exit status 2, never a panic
//! - `batch`: many requests at once, in every form
//! - `browser`: the pages in a real browser: journeys, accessibility, looks, printing
//! - `cases`: the real cases, scored, and what `comity cases` prints
//! - `change`: what changed between two lawbooks is what the plain solver answers differently
//! - `checks`: what the questions about the law as a whole find, on whatever day
//! - `codes`: every diagnostic code has a bad example, and every bad example its code
//! - `command_line`: what the commands print, and how they end
//! - `corpus_command`: lists of law, cards and the table of what is encoded
//! - `dated_checks`: yes-or-no questions about the law of a day; the pages about the law say what stands in it
//! - `diff`: what changed between two corpora or two dates, in the law and in the answers
//! - `documents`: what the documents claim is true
//! - `footprint_pages`: footprints as pages and workbooks, and what `footprint check` finds in them
//! - `invented`: invented law and random requests, shared with the benches
//! - `law`: global truths about the law inside the program
//! - `matrix`: all pairs of legal orders at a glance
//! - `pages`: what must hold of the pages that people read, on the real law
//! - `properties`: what must hold for random law and random requests
//! - `regions`: exact regions say what the plain solver says
//! - `schemas`: the schemas that editors are given
//! - `serve_api`: the REST API answers as the command line does and as it is described, and nothing hostile hurts
//! - `serve_pages`: the pages through the network, in every form, and where they lead
//! - `served`: a server for tests, and a client
//! - `site`: the pages as files, and where they lead
//! - `snapshot`: verdicts on record: written, checked, accepted, refused
//! - `sweep`: whole spaces of requests, counted
//! - `sweep_command`: the same through the program: pages, tables, shards, and whatever can go wrong
//! - `timeline`: the whole time, and each day's answer as the solver gives it
//! - `worlds`: small invented worlds that show what a rule means

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::too_many_lines,
    reason = "a test that stops says what is wrong"
)]

mod advise;
mod architecture;
mod bad_input;
mod batch;
mod batch_faults;
mod browser;
mod cases;
mod change;
mod checks;
mod codes;
mod command_line;
mod corpus_command;
mod dated_checks;
mod diff;
mod documents;
mod footprint;
mod footprint_pages;
#[path = "../../benches/support/mod.rs"]
mod invented;
mod law;
mod matrix;
mod pages;
mod properties;
mod regions;
mod schemas;
mod serve_api;
mod serve_pages;
mod served;
mod site;
mod snapshot;
mod support;
mod sweep;
mod sweep_command;
mod timeline;
mod worlds;
