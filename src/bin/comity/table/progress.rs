//! How far a run has come, on a terminal.

use std::io::IsTerminal as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::{Colour, Common};

/// A bar on standard error; nothing where that is no terminal.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    read: Arc<AtomicU64>,
    size: Size,
    /// What is counted.
    what: &'static str,
    /// How many of them an earlier run has done.
    before: u64,
}

/// How much there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    Bytes(u64),
    Rows(u64),
    Unknown,
}

impl Progress {
    /// A bar for so much of `what`; for bytes, `read` says how many have been read.
    pub(crate) fn new(common: &Common, what: &'static str, size: Size, read: Arc<AtomicU64>, before: u64) -> Self {
        let shown = std::io::stderr().is_terminal() && !matches!(common.color, Colour::Never);
        let bar = shown.then(|| {
            let (length, template) = match size {
                Size::Bytes(bytes) => (Some(bytes), "{bar:24} {bytes}/{total_bytes} · {msg} · {eta} left"),
                Size::Rows(rows) => (Some(rows), "{bar:24} {msg} of {len} · {eta} left"),
                Size::Unknown => (None, "{spinner} {msg} · {elapsed}"),
            };
            let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr());
            // The template is a constant: if it were wrong the plain bar would still do.
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            bar
        });
        Self { bar, read, size, what, before }
    }

    /// So many are done.
    pub(crate) fn at(&self, done: u64) {
        let Some(bar) = &self.bar else { return };
        match self.size {
            Size::Bytes(_) => bar.set_position(self.read.load(Ordering::Relaxed)),
            Size::Rows(_) => bar.set_position(done),
            Size::Unknown => bar.tick(),
        }
        let seconds = bar.elapsed().as_secs_f64().max(0.001);
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "shown, rounded"
        )]
        let rate = ((done - self.before) as f64 / seconds) as u64;
        bar.set_message(format!("{done} {} ({rate}/s)", self.what));
    }

    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
