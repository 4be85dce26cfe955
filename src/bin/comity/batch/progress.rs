//! How far a run has come, on a terminal.

use std::io::IsTerminal as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::source::Source;
use crate::cli::{Colour, Common};

/// A bar on standard error; nothing where that is no terminal.
pub(super) struct Progress {
    bar: Option<ProgressBar>,
    read: Arc<AtomicU64>,
    known: bool,
}

impl Progress {
    pub(super) fn new(common: &Common, source: &Source) -> Self {
        let read = source.bytes_read();
        let shown = std::io::stderr().is_terminal() && !matches!(common.color, Colour::Never);
        let size = source.size();
        let bar = shown.then(|| {
            let bar = ProgressBar::with_draw_target(size, ProgressDrawTarget::stderr());
            let template = if size.is_some() {
                "{bar:24} {bytes}/{total_bytes} · {msg} · {eta} left"
            } else {
                "{spinner} {msg} · {elapsed}"
            };
            // The template is a constant: if it were wrong the plain bar would still do.
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            bar
        });
        Self { bar, read, known: size.is_some() }
    }

    /// So many rows are done.
    pub(super) fn at(&self, rows: u64) {
        let Some(bar) = &self.bar else { return };
        if self.known {
            bar.set_position(self.read.load(Ordering::Relaxed));
        } else {
            bar.tick();
        }
        let seconds = bar.elapsed().as_secs_f64().max(0.001);
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "shown, rounded"
        )]
        let rate = (rows as f64 / seconds) as u64;
        bar.set_message(format!("{rows} rows · {rate} rows/s"));
    }

    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
