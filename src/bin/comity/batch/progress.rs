//! How far a run has come, on a terminal.

use std::io::IsTerminal as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::source::{Size, Source};
use crate::cli::{Colour, Common};

/// A bar on standard error; nothing where that is no terminal.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    read: Arc<AtomicU64>,
    size: Size,
    /// Rows that an earlier run has done.
    before: u64,
}

impl Progress {
    pub(super) fn new(common: &Common, source: &Source, before: u64) -> Self {
        let size = source.size();
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
        Self { bar, read: source.bytes_read(), size, before }
    }

    /// So many rows are done.
    pub(super) fn at(&self, rows: u64) {
        let Some(bar) = &self.bar else { return };
        match self.size {
            Size::Bytes(_) => bar.set_position(self.read.load(Ordering::Relaxed)),
            Size::Rows(_) => bar.set_position(rows),
            Size::Unknown => bar.tick(),
        }
        let seconds = bar.elapsed().as_secs_f64().max(0.001);
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "shown, rounded"
        )]
        let rate = ((rows - self.before) as f64 / seconds) as u64;
        bar.set_message(format!("{rows} rows ({rate}/s)"));
    }

    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
