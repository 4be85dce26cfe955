//! The pages as people meet them: what a browser makes of them, and what can be done on them.
//!
//! Where there is no browser these tests say so and pass; with `COMITY_BROWSER=required` in the environment they fail.
//! `tests/web/install` brings what they need.

mod driver;
mod ground;
mod http;
mod kinds;

mod journeys;
mod keyboard;
mod tour;
mod weight;
