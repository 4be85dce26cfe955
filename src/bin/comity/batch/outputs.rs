//! Both outputs of a run, answers and rejected rows, and how far they have come.

use std::path::{Path, PathBuf};

use comity::law::Day;
use comity::render;
use comity::report::Receipt;
use serde::{Deserialize, Serialize};

use super::clock::{Clock, Spent};
use super::ids::Ids;
use super::rejects::Rejects;
use super::tally::Tally;
use super::work::{Parsed, Shape, Worked};

use crate::cli::{Batch, Common, Form};
use crate::exit::Stop;
use crate::table::Sink;
use crate::table::keep::{Keeper, Terms, fingerprint};
use crate::table::outlet::{self, Outlet, beside};

/// What a run has done.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Done {
    /// Rows of the input, rejected and empty ones too.
    pub(crate) rows: u64,
    /// Bytes of the output.
    pub(crate) bytes: u64,
    /// Bytes of the file of rejected rows.
    pub(crate) rejected_bytes: u64,
    /// The extra columns of the output, once they are known.
    pub(crate) extras: Option<Vec<String>>,
    pub(crate) tally: Tally,
}

/// The outputs of a run.
pub(super) struct Outputs<'a> {
    answers: Answers,
    rejects: Rejects<'a>,
    keeper: Option<Keeper>,
    shape: Shape<'a>,
    receipt: &'a Receipt,
    output: Option<PathBuf>,
    ids: Ids,
    pub(super) done: Done,
    pub(super) spent: Spent,
}

/// The table of answers: it begins when its columns are known.
enum Answers {
    Waiting(Outlet),
    Begun(Sink),
    /// It could not begin.
    Failed,
}

impl<'a> Outputs<'a> {
    pub(super) fn open(
        arguments: &Batch,
        common: &'a Common,
        receipt: &'a Receipt,
        shape: Shape<'a>,
        day: Day,
    ) -> Result<Self, Stop> {
        let (output, rejected) = (arguments.output.as_deref(), arguments.rejects.as_deref());
        if output.is_some() && output == rejected {
            return Err(Stop::message("`--output` and `--rejects` are the same file".to_owned()));
        }
        let (keeper, done) = match (arguments.resume, output) {
            (false, _) => (None, Done::default()),
            (true, None) => return Err(Stop::message("`--resume` needs `--output FILE`".to_owned())),
            (true, Some(output)) => {
                let (keeper, done) = resume(arguments, output, receipt, settings(arguments, common, shape, day))?;
                (Some(keeper), done)
            }
        };
        let open = |path: &Path, bytes| if keeper.is_some() { Outlet::part(path, bytes) } else { Outlet::file(path) };
        let answers = output.map_or_else(|| Ok(Outlet::stdout()), |path| open(path, done.bytes))?;
        let rejects = match rejected {
            None => Rejects::Told(common, 0),
            Some(path) => Rejects::File(open(path, done.rejected_bytes)?),
        };
        let (answers, output) = (Answers::Waiting(answers), output.map(Path::to_owned));
        Ok(Self {
            answers,
            rejects,
            keeper,
            shape,
            receipt,
            output,
            ids: Ids::default(),
            done,
            spent: Spent::default(),
        })
    }

    /// Begins the table of answers, if it has not begun.
    pub(super) fn start(&mut self, extras: &[String]) -> Result<(), Stop> {
        if let Answers::Waiting(_) = self.answers
            && let Answers::Waiting(out) = std::mem::replace(&mut self.answers, Answers::Failed)
        {
            let shape = self.shape;
            let headings = || render::csv_headings(shape.each, extras, shape.dialect);
            let schema = || render::schema(shape.each, extras, self.receipt);
            let (sink, bytes) = Sink::open(out, shape.form, self.done.bytes > 0, headings, schema)?;
            self.answers = Answers::Begun(sink);
            self.done.bytes += bytes;
            self.done.extras = Some(extras.to_vec());
        }
        Ok(())
    }

    /// Writes what came of some rows.
    pub(super) fn write(&mut self, extras: &[String], parsed: &Parsed, worked: &Worked) -> Result<(), Stop> {
        let mut clock = Clock::start();
        self.start(extras)?;
        let rejected = self.rejects.write(&parsed.rejects)?;
        let bytes = match &mut self.answers {
            Answers::Begun(sink) => sink.write(&worked.rendered)?,
            Answers::Waiting(_) | Answers::Failed => 0,
        };
        // What is done is done as a whole, or not at all.
        self.done.rows += parsed.rows;
        self.done.bytes += bytes;
        self.done.rejected_bytes += rejected;
        self.done.tally.add(&worked.tally);
        for id in parsed.blocks.iter().flat_map(|block| &block.ids) {
            if self.ids.had(id) {
                self.done.tally.double(id);
            }
        }
        if self.keeper.as_ref().is_some_and(Keeper::is_due) {
            self.keep().map_err(|error| outlet::stop(&self.name(), &error))?;
        }
        self.spent.add(&parsed.spent);
        self.spent.add(&worked.spent);
        self.spent.writing += clock.lap();
        Ok(())
    }

    /// Makes sure that a later run can go on from here.
    fn keep(&mut self) -> std::io::Result<()> {
        let Some(keeper) = &mut self.keeper else { return Ok(()) };
        if let Answers::Begun(sink) = &mut self.answers {
            sink.keep()?;
        }
        self.rejects.keep()?;
        keeper.save(&self.done)
    }

    /// Ends both outputs and gives them their names.
    pub(super) fn finish(mut self) -> Result<(), Stop> {
        self.keep().map_err(|error| outlet::stop(&self.name(), &error))?;
        if let Some(keeper) = &self.keeper {
            keeper.forget().map_err(|error| outlet::stop(&self.name(), &error))?;
        }
        match self.answers {
            Answers::Begun(sink) => sink.finish()?,
            Answers::Waiting(out) => out.finish()?,
            Answers::Failed => {}
        }
        // So a file of rejected rows says that all others are answered.
        self.rejects.finish()
    }

    /// Ends outputs that will not be complete, and says what is left of them.
    pub(super) fn abandon(mut self) -> String {
        let name = self.name();
        let Some(output) = &self.output else { return String::new() };
        if self.keeper.is_none() {
            return format!("`{name}` was not written\n");
        }
        let part = beside(output, ".part");
        match self.keep() {
            Ok(()) => {
                format!("{} rows are kept in `{}`; `--resume` goes on there\n", self.done.rows, part.display())
            }
            Err(error) => {
                format!("`{}` goes only as far as it was last kept, because now: {error}\n", part.display())
            }
        }
    }

    fn name(&self) -> String {
        self.output.as_ref().map_or_else(|| "standard output".to_owned(), |path| path.display().to_string())
    }
}

/// Everything that makes two runs write differently, in words.
fn settings(arguments: &Batch, common: &Common, shape: Shape<'_>, day: Day) -> String {
    let rejects = arguments.rejects.as_ref().map(|path| format!(", rejects in {}", path.display()));
    // Days of the rows count only where none was asked for.
    let asked = if common.as_of.is_some() { "for every row" } else { "for rows without a day" };
    format!(
        "{:?} as {:?}{} to {:?} {:?} {:?}{}, law as of {day} {asked}",
        arguments.input_form(),
        arguments.each,
        if arguments.keep { " with its facts" } else { "" },
        shape.form,
        shape.dialect,
        common.lang,
        rejects.unwrap_or_default()
    )
}

/// What an earlier run has done that can be gone on with.
fn resume(arguments: &Batch, output: &Path, receipt: &Receipt, settings: String) -> Result<(Keeper, Done), Stop> {
    let packed = [Some(output), arguments.rejects.as_deref()].into_iter().flatten().find_map(outlet::packed);
    if !matches!(arguments.form()?, Form::Jsonl | Form::Csv) || packed.is_some() {
        return Err(Stop::message("`--resume` works with plain JSON Lines and CSV output only".to_owned()));
    }
    let terms = Terms {
        engine: receipt.engine.clone(),
        corpus: receipt.corpus.clone(),
        input: fingerprint(&arguments.file)?,
        settings,
    };
    Keeper::open(output, terms, |done: &Done| {
        let rejects = arguments.rejects.as_ref().map(|path| (beside(path, ".part"), done.rejected_bytes));
        std::iter::once((beside(output, ".part"), done.bytes)).chain(rejects).collect()
    })
}
