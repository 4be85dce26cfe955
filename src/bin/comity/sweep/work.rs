//! Cells shared out over shards and cores.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

use comity::survey::sweep::Cell;

use crate::cli::Shard;
use crate::exit::Stop;

/// Cells are worked on in so many chunks: enough to share, few enough to fill blocks.
const CHUNKS: usize = 256;

/// The cells of a shard, or all.
pub(super) fn part(cells: &[Cell], shard: Option<Shard>) -> &[Cell] {
    let Some(Shard { part, of }) = shard else { return cells };
    let all = cells.len() as u128;
    let bound = |part: u64| usize::try_from(all * u128::from(part) / u128::from(of)).unwrap_or(cells.len());
    cells.get(bound(part - 1)..bound(part)).unwrap_or_default()
}

/// The cells in chunks.
pub(super) fn chunks(cells: &[Cell]) -> Vec<&[Cell]> {
    cells.chunks(cells.len().div_ceil(CHUNKS).max(1)).collect()
}

/// Works on all chunks behind the first `skip` ones, on all cores, and hands on what comes of them in their order.
/// `work` is told when to stop, and gives nothing then.
pub(super) fn in_order<C: Sync, T: Send>(
    chunks: &[C],
    skip: usize,
    stopped: &AtomicBool,
    work: impl Fn(&C, &(dyn Fn() -> bool + Sync)) -> Option<T> + Sync,
    mut take: impl FnMut(T) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let next = AtomicUsize::new(skip);
    let deaf = AtomicBool::new(false);
    let is_stopped = || stopped.load(Ordering::Relaxed) || deaf.load(Ordering::Relaxed);
    let (send, receive) = sync_channel(2 * rayon::current_num_threads());
    let mut due = skip;
    let (next, work, is_stopped) = (&next, &work, &is_stopped);
    let taken = std::thread::scope(|scope| {
        // The sender goes with the last worker: then there is nothing to wait for any more.
        scope.spawn(move || {
            rayon::broadcast(|_| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let done = chunks.get(at).and_then(|chunk| work(chunk, is_stopped));
                    // Without result there is no chunk left, or no time; if nobody listens something went wrong.
                    if done.is_none_or(|done| send.send((at, done)).is_err()) {
                        return;
                    }
                }
            });
        });
        let mut waiting = BTreeMap::new();
        for (at, done) in receive {
            waiting.insert(at, done);
            while let Some(done) = waiting.remove(&due) {
                if let Err(stop) = take(done) {
                    deaf.store(true, Ordering::Relaxed);
                    return Err(stop);
                }
                due += 1;
            }
        }
        Ok(())
    });
    taken?;
    if due < chunks.len() { Err(Stop::message("stopped".to_owned())) } else { Ok(()) }
}
