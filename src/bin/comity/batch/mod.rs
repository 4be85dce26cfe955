//! `comity batch`: many requests, one result each.
//!
//! A thread reads groups of chunks of rows (`source`, `cut`, `feed`); they are parsed, solved and rendered on all cores
//! (`law`, `work`), and leave in the order of the input (`outputs`). Nothing of the input is kept longer than it takes.

mod clock;
mod cut;
mod feed;
mod ids;
mod law;
mod outputs;
mod rejects;
pub(crate) mod source;
mod tally;
mod work;

use comity::atlas::Atlas;
use comity::intake::Values;
use comity::render;
use comity::report::{self, Receipt};

use crate::cli::{Batch, Common, Each, Form};
use crate::exit::{Exit, Stop};
use crate::table::{self, Progress, named, stop_on_signal};
use crate::{input, output};
use feed::Feed;
use law::{Books, Plans};
use outputs::Outputs;
use source::{Reader, Source};
use work::{Job, Shape};

pub(crate) fn run(arguments: &Batch, common: &Common) -> Result<Exit, Stop> {
    let corpus = input::corpus(common)?;
    let atlas = Atlas::new(&corpus);
    let books = Books::new(&corpus, &atlas);
    let each: report::Each = arguments.each.into();
    let values = Values::new(&corpus).answered_by(each.columns().iter().map(|column| column.name));
    let values = if arguments.keep { values.keeping_facts() } else { values };
    let receipt = Receipt::new(&corpus);
    let stopped = stop_on_signal()?;
    let source = Source::open(arguments, &values)?;
    let reader = source.reader(&values)?;
    let day = input::day(common, None);
    let dialect = arguments.csv_dialect.map_or(render::Dialect::Plain, Into::into);
    let shape = Shape { form: arguments.form()?, dialect, each, extras: &[] };
    let mut outputs = Outputs::open(arguments, common, &receipt, shape, day)?;
    let progress = Progress::new(common, "rows", source.size(), source.bytes_read(), outputs.done.rows);
    let feed = Feed::start(source, outputs.done.rows, stopped)?;
    let plans = Plans::new(&books, output::lang(common));
    let job = Job { plans: &plans, values: &values, day, fixed_day: common.as_of.is_some(), shape, receipt: &receipt };
    let worked = work_through(&job, &feed, &reader, &mut outputs, &progress);
    progress.finish();
    let done = outputs.done.clone();
    let spent = outputs.spent;
    let ended = match worked {
        Ok(()) => outputs.finish(),
        Err(stop) => {
            output::error(common, &outputs.abandon());
            Err(stop)
        }
    };
    let mut summary = done.tally.summary(&receipt, arguments.rejects.as_deref().filter(|_| ended.is_ok()));
    summary.push_str(&spent.summary());
    output::error(common, &summary);
    ended?;
    Ok(match (done.tally.rejected(), done.tally.has_conflicts()) {
        (0, false) => Exit::Fine,
        (0, true) => Exit::Conflict,
        _ => Exit::BadInput,
    })
}

fn work_through(
    job: &Job<'_>,
    feed: &Feed,
    reader: &Reader<'_, '_>,
    outputs: &mut Outputs<'_>,
    progress: &Progress,
) -> Result<(), Stop> {
    let mut extras = outputs.done.extras.clone().or_else(|| reader.extras());
    while let Some(group) = feed.next()? {
        outputs.spent.reading += group.reading;
        let parsed = work::parse(reader, &group.chunks);
        drop(group);
        let extras = extras.get_or_insert_with(|| parsed.extras());
        let worked = job.answer(&parsed, extras)?;
        outputs.write(extras, &parsed, &worked)?;
        progress.at(outputs.done.rows);
    }
    outputs.start(&extras.unwrap_or_default())
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
        table::refuse_terminal(form, self.output.as_deref())?;
        Ok(form)
    }
}
