//! The thread that reads: groups of chunks, ahead of those that are worked on, and never more than memory allows.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use super::clock::Clock;
use super::source::{Chunk, Source};
use crate::exit::Stop;

/// Chunks that are worked on together: enough for all cores, little enough to keep memory flat.
const MOST_CHUNKS: usize = 8;

/// Groups of more bytes than this get no further chunk.
const MOST_BYTES: usize = 8 << 20;

/// How soon a signal ends a run that waits for its input.
const PATIENCE: Duration = Duration::from_millis(100);

/// Chunks that are worked on together.
pub(super) struct Group {
    pub(super) chunks: Vec<Chunk>,
    /// The CPU time that reading them took.
    pub(super) reading: Duration,
}

/// The receiving end.
pub(super) struct Feed {
    groups: Receiver<Result<Option<Group>, Stop>>,
    stopped: Arc<AtomicBool>,
}

impl Feed {
    /// Begins to read behind the first `skip` rows. The thread ends at its next chunk once nobody listens; nobody
    /// waits for it, because it may never get that chunk.
    pub(super) fn start(source: Source, skip: u64, stopped: Arc<AtomicBool>) -> Result<Self, Stop> {
        let (send, groups) = sync_channel(1);
        let switch = Arc::clone(&stopped);
        std::thread::Builder::new()
            .name("reader".to_owned())
            .spawn(move || read_all(source, skip, &switch, &send))
            .map_err(|error| Stop::message(format!("cannot start a thread: {error}")))?;
        Ok(Self { groups, stopped })
    }

    /// The next group; nothing at the end of the input.
    pub(super) fn next(&self) -> Result<Option<Group>, Stop> {
        loop {
            if self.stopped.load(Ordering::Relaxed) {
                return Err(Stop::message("stopped".to_owned()));
            }
            match self.groups.recv_timeout(PATIENCE) {
                Ok(group) => return group,
                Err(RecvTimeoutError::Timeout) => {}
                // It may have seen the signal first.
                Err(RecvTimeoutError::Disconnected) if self.stopped.load(Ordering::Relaxed) => {}
                // The thread says when it has reached the end, so it has not.
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Stop::message("the input cannot be understood: its reader has stopped".to_owned()));
                }
            }
        }
    }
}

fn read_all(mut source: Source, mut skip: u64, stopped: &AtomicBool, send: &SyncSender<Result<Option<Group>, Stop>>) {
    let mut clock = Clock::start();
    while !stopped.load(Ordering::Relaxed) {
        let mut chunks = Vec::with_capacity(MOST_CHUNKS);
        let read = fill(&mut chunks, &mut source, &mut skip);
        let reading = clock.lap();
        let ended = chunks.is_empty();
        // What was read before a fault counts.
        let heard = ended || send.send(Ok(Some(Group { chunks, reading }))).is_ok();
        let last = match read {
            Err(stop) => Some(Err(stop)),
            Ok(()) => ended.then_some(Ok(None)),
        };
        if let Some(last) = last {
            // Whether anybody still listens makes no difference.
            let _ = send.send(last);
            return;
        }
        if !heard {
            return;
        }
    }
}

/// Reads the next chunks behind the rows that are to be skipped; none at the end of the input.
fn fill(chunks: &mut Vec<Chunk>, source: &mut Source, skip: &mut u64) -> Result<(), Stop> {
    let mut bytes = 0;
    while chunks.len() < MOST_CHUNKS && bytes < MOST_BYTES {
        let Some(chunk) = source.next()? else { break };
        let passed = usize::try_from(*skip).unwrap_or(usize::MAX).min(chunk.rows());
        *skip -= passed as u64;
        if let Some(chunk) = chunk.behind(passed) {
            bytes += chunk.bytes();
            chunks.push(chunk);
        }
    }
    Ok(())
}
