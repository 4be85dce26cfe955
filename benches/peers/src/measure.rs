//! Processor time, and the line that says what was measured.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use serde::Serialize;

/// One measurement; the same line that the Python peers print.
#[derive(Debug, Serialize)]
pub struct Line<'a> {
    /// Which tool.
    pub peer: &'a str,
    /// How it was asked.
    pub form: &'a str,
    pub requests: usize,
    pub findings: usize,
    /// Processor time of all threads.
    pub seconds: f64,
}

impl Line<'_> {
    pub fn print(&self) {
        println!("{}", serde_json::to_string(self).unwrap());
    }
}

/// What `job` gives, and the processor time that it takes, user and system, over all threads.
pub fn timed<T>(job: impl FnOnce() -> T) -> (T, f64) {
    let start = now();
    let result = job();
    (result, (now() - start).as_secs_f64())
}

fn now() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).unwrap()
}

/// One finding as every peer writes it.
pub fn record(to: &mut Vec<u8>, request: usize, required: usize, forbidden: usize, act: usize, certainty: u8) {
    to.extend(u32::try_from(request).unwrap().to_le_bytes());
    to.extend(u16::try_from(required).unwrap().to_le_bytes());
    to.extend(u16::try_from(forbidden).unwrap().to_le_bytes());
    to.extend([u8::try_from(act).unwrap(), certainty]);
}
