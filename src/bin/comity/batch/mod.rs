//! `comity batch`: many requests, one result each.
//!
//! A reader thread cuts the input into chunks; chunks are parsed, solved and written out on all cores, and their
//! results leave in the order of the input. Nothing of the input is kept longer than it takes.

mod progress;
mod sink;
mod source;
mod work;

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};

use comity::atlas::Atlas;
use comity::intake::{Reject, Values};
use comity::report::{self, Receipt};
use comity::text::visible;

use crate::cli::{Batch, Common, Each, Form};
use crate::exit::{Exit, Stop};
use crate::{input, output};
use progress::Progress;
use sink::Sink;
use source::{Chunk, Source};
use work::{Job, Tally};

/// Chunks that are worked on together: enough for all cores, little enough to keep memory flat.
const TOGETHER: usize = 16;

pub(crate) fn run(arguments: &Batch, common: &Common) -> Result<Exit, Stop> {
    let corpus = input::corpus(common)?;
    let atlas = Atlas::new(&corpus);
    let values = Values::new(&corpus);
    let stopped = stop_on_signal()?;
    let source = Source::open(arguments)?;
    let receipt = Receipt::new(&corpus);
    let form = arguments.form()?;
    let job = Job {
        corpus: &corpus,
        atlas: &atlas,
        values: &values,
        day: input::day(common, None),
        fixed_day: common.as_of.is_some(),
        each: arguments.each.into(),
        form,
        receipt: &receipt,
        turning: corpus.turning_days(),
    };
    let reader = source.reader(&values)?;
    let mut sink = Sink::open(arguments, form, &receipt, job.day)?;
    let skip = sink.rows_done();
    let mut rejects = Rejects::open(arguments)?;
    let progress = Progress::new(common, &source);
    let mut tally = Tally::default();
    let outcome = std::thread::scope(|scope| {
        let (send, receive) = mpsc::sync_channel::<Result<Vec<Chunk>, Stop>>(1);
        let reading = Arc::clone(&stopped);
        scope.spawn(move || source.read_all(skip, TOGETHER, &reading, &send));
        let next = || match (stopped.load(Ordering::Relaxed), receive.recv()) {
            (true, _) => Err(Stop::Message("stopped".to_owned())),
            (false, Ok(chunks)) => chunks.map(Some),
            (false, Err(_)) => Ok(None),
        };
        let done = job.run(&reader, next, |worked| {
            tally.add(&worked.tally);
            rejects.write(&worked.rejects)?;
            sink.write(worked)?;
            progress.at(tally.rows());
            Ok(())
        });
        // The reader stops at its next chunk once nobody listens.
        drop(receive);
        done
    });
    progress.finish();
    if let Err(stop) = outcome {
        let kept = sink.abandon();
        output::error(common, &tally.summary(&receipt, arguments));
        output::error(common, &kept);
        return Err(stop);
    }
    let rejected = rejects.finish()?;
    sink.finish()?;
    output::error(common, &tally.summary(&receipt, arguments));
    Ok(match (rejected, tally.conflicts()) {
        (0, 0) => Exit::Fine,
        (0, _) => Exit::Conflict,
        _ => Exit::BadInput,
    })
}

impl From<Each> for report::Each {
    fn from(each: Each) -> Self {
        match each {
            Each::Request => report::Each::Request,
            Each::Finding => report::Each::Finding,
        }
    }
}

impl Batch {
    /// The form of the input: as asked for, else by its name, else JSON Lines.
    fn input_form(&self) -> Form {
        self.input_format.or_else(|| named(&self.file)).unwrap_or(Form::Jsonl)
    }

    /// The form of the output: as asked for, else by its name, else that of the input.
    fn form(&self) -> Result<Form, Stop> {
        let form = self.format.or_else(|| self.output.as_deref().and_then(named)).unwrap_or(self.input_form());
        let binary = matches!(form, Form::Parquet | Form::Arrow);
        if binary && self.output.is_none() && std::io::stdout().is_terminal() {
            return Err(Stop::Message("this form is not for terminals; give `--output FILE`, or a pipe".to_owned()));
        }
        Ok(form)
    }
}

/// The form that a file's name tells, with or without the ending of a compression.
fn named(path: &Path) -> Option<Form> {
    let name = path.file_name()?.to_str()?.to_lowercase();
    let plain = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    match plain.rsplit_once('.')?.1 {
        "jsonl" | "ndjson" | "json" => Some(Form::Jsonl),
        "csv" => Some(Form::Csv),
        "parquet" => Some(Form::Parquet),
        "arrow" | "arrows" | "ipc" => Some(Form::Arrow),
        _ => None,
    }
}

/// A switch that a signal sets: the run ends between two chunks.
fn stop_on_signal() -> Result<Arc<AtomicBool>, Stop> {
    let stopped = Arc::new(AtomicBool::new(false));
    let switch = Arc::clone(&stopped);
    ctrlc::set_handler(move || {
        // A second signal ends the program at once.
        if switch.swap(true, Ordering::Relaxed) {
            std::process::exit(2);
        }
    })
    .map_err(|error| Stop::Message(format!("cannot listen for signals: {error}")))?;
    Ok(stopped)
}

/// Where rejected rows go: a file of JSON Lines, or the first few to standard error.
struct Rejects {
    file: Option<(std::path::PathBuf, std::io::BufWriter<std::fs::File>)>,
    count: u64,
    shown: u64,
}

/// Without a file so many rejected rows are told.
const SHOWN: u64 = 10;

impl Rejects {
    fn open(arguments: &Batch) -> Result<Self, Stop> {
        let file = match &arguments.rejects {
            None => None,
            Some(path) => {
                let file = std::fs::File::create(path)
                    .map_err(|error| Stop::Message(format!("cannot write `{}`: {error}", path.display())))?;
                Some((path.clone(), std::io::BufWriter::new(file)))
            }
        };
        Ok(Self { file, count: 0, shown: 0 })
    }

    fn write(&mut self, rejects: &[Reject]) -> Result<(), Stop> {
        self.count += rejects.len() as u64;
        for reject in rejects {
            match &mut self.file {
                Some((path, out)) => {
                    let line = report::reject(reject);
                    writeln!(out, "{}", comity::render::json_compact(&line))
                        .map_err(|error| Stop::Message(format!("cannot write `{}`: {error}", path.display())))?;
                }
                None if self.shown < SHOWN => {
                    self.shown += 1;
                    for fault in &reject.faults {
                        let help = fault.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
                        let told = format!("{}: {}{help}", fault.code.name(), fault.message);
                        eprintln!("row {}: {}", reject.line, visible(&told));
                    }
                    if self.shown == SHOWN {
                        eprintln!("further rejected rows are only counted; `--rejects FILE` keeps them all");
                    }
                }
                None => {}
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<u64, Stop> {
        if let Some((path, mut out)) = self.file {
            out.flush().map_err(|error| Stop::Message(format!("cannot write `{}`: {error}", path.display())))?;
        }
        Ok(self.count)
    }
}
