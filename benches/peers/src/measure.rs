//! Processor time, and the line that says what was measured; both as the Python peers have them.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use serde::Serialize;

/// The median of so many rounds counts.
const ROUNDS: usize = 7;

/// What was asked of a tool.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Work {
    /// Every conflict, kept in memory.
    Findings,
    /// How many conflicts there are.
    Count,
}

/// One measurement.
#[derive(Debug, Serialize)]
pub(crate) struct Line<'a> {
    /// Which tool.
    pub(crate) peer: &'a str,
    /// How it was asked.
    pub(crate) form: &'a str,
    pub(crate) work: Work,
    pub(crate) requests: usize,
    /// How many conflicts.
    pub(crate) found: usize,
    /// Processor time of all threads.
    pub(crate) seconds: f64,
}

impl Line<'_> {
    pub(crate) fn print(&self) {
        println!("{}", serde_json::to_string(self).unwrap());
    }
}

/// What `job` gives, and the processor time that it takes, user and system, over all threads.
pub(crate) fn timed<T>(job: impl FnOnce() -> T) -> (T, f64) {
    let start = now();
    let result = job();
    (result, (now() - start).as_secs_f64())
}

/// The same for the middle one of some rounds.
pub(crate) fn median<T>(job: impl Fn() -> T) -> (T, f64) {
    let mut rounds: Vec<(T, f64)> = (0..ROUNDS).map(|_| timed(&job)).collect();
    rounds.sort_by(|(_, one), (_, other)| one.total_cmp(other));
    rounds.swap_remove(ROUNDS / 2)
}

fn now() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).unwrap()
}

/// One finding as every peer writes it.
pub(crate) fn record(to: &mut Vec<u8>, request: usize, required: usize, forbidden: usize, act: usize, certainty: u8) {
    to.extend(u32::try_from(request).unwrap().to_le_bytes());
    to.extend(u16::try_from(required).unwrap().to_le_bytes());
    to.extend(u16::try_from(forbidden).unwrap().to_le_bytes());
    to.extend([u8::try_from(act).unwrap(), certainty]);
}
