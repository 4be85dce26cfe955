//! Tables on their way out, for the commands that write many rows: where bytes end up, in which form, how far a run has
//! come, and how it goes on after an interruption.

pub(crate) mod keep;
pub(crate) mod outlet;
mod progress;
mod sink;

use std::io::IsTerminal as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arrow_array::RecordBatch;
pub(crate) use progress::{Progress, Size};
pub(crate) use sink::Sink;

use crate::cli::Form;
use crate::exit::Stop;

/// Rows in the form of the output.
pub(crate) enum Rendered {
    Bytes(Vec<u8>),
    Batch(RecordBatch),
}

/// The form that a file's name tells, with or without the ending of a compression.
pub(crate) fn named(path: &Path) -> Option<Form> {
    match unpacked_name(path).rsplit_once('.')?.1 {
        "jsonl" | "ndjson" | "json" => Some(Form::Jsonl),
        "csv" | "tsv" => Some(Form::Csv),
        "parquet" => Some(Form::Parquet),
        "arrow" | "arrows" | "ipc" | "feather" => Some(Form::Arrow),
        _ => None,
    }
}

/// A file's name in small letters, without the ending of a compression.
pub(crate) fn unpacked_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let plain = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst"));
    plain.map(str::to_owned).unwrap_or(name)
}

/// Bytes are not for terminals.
pub(crate) fn refuse_terminal(form: Form, output: Option<&Path>) -> Result<(), Stop> {
    let binary = matches!(form, Form::Parquet | Form::Arrow);
    if binary && output.is_none() && std::io::stdout().is_terminal() {
        return Err(Stop::message("this form is not for terminals; give `--output FILE`, or a pipe".to_owned()));
    }
    Ok(())
}

/// A switch that a signal sets: the run ends as soon as what is at hand is done.
pub(crate) fn stop_on_signal() -> Result<Arc<AtomicBool>, Stop> {
    let stopped = Arc::new(AtomicBool::new(false));
    let switch = Arc::clone(&stopped);
    ctrlc::set_handler(move || {
        // A second signal ends the program at once.
        if switch.swap(true, Ordering::Relaxed) {
            std::process::exit(2);
        }
    })
    .map_err(|error| Stop::message(format!("cannot listen for signals: {error}")))?;
    Ok(stopped)
}
