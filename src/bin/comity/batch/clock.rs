//! Where the time goes: CPU seconds of the threads, by what they were spent on.

use std::time::Duration;

/// CPU time over all threads.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spent {
    /// Bytes became rows, and rows became facts.
    pub(super) reading: Duration,
    /// The law was read, and requests were answered.
    pub(super) solving: Duration,
    /// Answers became rows, and rows became bytes.
    pub(super) writing: Duration,
}

impl Spent {
    pub(super) fn add(&mut self, other: &Spent) {
        self.reading += other.reading;
        self.solving += other.solving;
        self.writing += other.writing;
    }

    /// The times as a line.
    pub(super) fn summary(&self) -> String {
        let [reading, solving, writing] = [self.reading, self.solving, self.writing].map(|time| time.as_secs_f64());
        format!("CPU seconds: {reading:.2} reading, {solving:.2} solving, {writing:.2} writing\n")
    }
}

/// Measures the calling thread from one lap to the next.
pub(super) struct Clock(Duration);

impl Clock {
    pub(super) fn start() -> Self {
        Self(now())
    }

    /// The time since the start or the last lap.
    pub(super) fn lap(&mut self) -> Duration {
        let before = std::mem::replace(&mut self.0, now());
        self.0.saturating_sub(before)
    }
}

/// The CPU time of this thread.
#[cfg(unix)]
fn now() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap_or(0), time.tv_nsec.try_into().unwrap_or(0))
}

/// The time of day: where threads have no clock of their own, waiting counts too.
#[cfg(not(unix))]
fn now() -> Duration {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default()
}
