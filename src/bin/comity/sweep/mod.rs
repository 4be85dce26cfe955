//! `comity sweep`: a whole space of requests, counted.
//!
//! The cells of the space are shared out over all cores (`work`); what they give is added up, or told class by class,
//! and leaves as a page or a table (`out`). `merge` adds up what shards have written.

mod merge;
mod out;
mod work;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use comity::atlas::Atlas;
use comity::corpus::{Corpus, group_by};
use comity::law::Space;
use comity::lawbook::Lawbook;
use comity::render::text::SweepNote;
use comity::report::{Labels, SavedSums, Sums, SweepTable};
use comity::solve::Verdict;
use comity::survey::bulk::Plan;
use comity::survey::sweep::{Cell, Sweep, Tally, Wanted};

use crate::cli::{self, Common, Emit, Shard};
use crate::exit::{Exit, Stop};
use crate::table::keep::{Keeper, Terms};
use crate::table::{Progress, Size, stop_on_signal};
use crate::{input, output};
use out::Out;

pub(crate) fn run(arguments: &cli::Sweep, common: &Common) -> Result<Exit, Stop> {
    let corpus = input::corpus(common)?;
    let space = space(&corpus, arguments)?;
    let day = common.as_of.or(space.as_of).unwrap_or_else(input::today);
    let wanted = arguments.emit.into();
    if arguments.resume && wanted == Wanted::Classes {
        return Err(Stop::message(
            "`--resume` goes with counts and findings; classes can be told in shards".to_owned(),
        ));
    }
    let stopped = stop_on_signal()?;
    let table = SweepTable::new(&corpus, &space, wanted, day);
    let out = Out::open(arguments, common, &table)?;
    let atlas = Atlas::new(&corpus);
    let book = Lawbook::new(&corpus, &atlas, day);
    let plan = Plan::new(&book);
    let (sweep, labels) = (Sweep::new(&plan, &space, wanted), Labels::new(&plan, output::lang(common)));
    let cells = sweep.cells();
    let run =
        Run { table: &table, sweep: &sweep, cells: &cells, labels: &labels, arguments, common, stopped: &stopped };
    let conflict = match wanted {
        _ if !arguments.merge.is_empty() => merge::run(&run, out)?,
        Wanted::Counts | Wanted::Findings => run.sums(out)?,
        Wanted::Classes => run.classes(out)?,
    };
    Ok(if conflict { Exit::Conflict } else { Exit::Fine })
}

fn space(corpus: &Corpus, arguments: &cli::Sweep) -> Result<Space, Stop> {
    let space = input::space(corpus, &arguments.space)?;
    if arguments.group_by.is_empty() {
        return Ok(space);
    }
    group_by(corpus, space, &arguments.group_by).map_err(|faults| Stop::Faults(Box::default(), faults))
}

impl From<Emit> for Wanted {
    fn from(emit: Emit) -> Self {
        match emit {
            Emit::Counts => Wanted::Counts,
            Emit::Findings => Wanted::Findings,
            Emit::Classes => Wanted::Classes,
        }
    }
}

/// What a run has done: what a later one goes on with.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
struct Done {
    /// Chunks of cells, from the first one on.
    chunks: usize,
    /// Requests that were made.
    made: u64,
    sums: SavedSums,
}

/// Everything that holds for a run.
struct Run<'a> {
    table: &'a SweepTable,
    sweep: &'a Sweep<'a, 'a, 'a>,
    /// The cells of the whole space.
    cells: &'a [Cell],
    labels: &'a Labels,
    arguments: &'a cli::Sweep,
    common: &'a Common,
    stopped: &'a AtomicBool,
}

impl Run<'_> {
    /// Counts by group.
    fn sums(&self, mut out: Out<'_>) -> Result<bool, Stop> {
        let (mut keeper, mut done) = self.resumed()?;
        let mut sums = Sums::new(self.table);
        sums.restore(std::mem::take(&mut done.sums));
        let counted = self.each(done.chunks, |tally| {
            done.made += tally.made;
            done.chunks += 1;
            sums.add_tally(&tally, self.labels);
            match &mut keeper {
                Some(keeper) if keeper.is_due() => self.keep(keeper, &mut done, &sums),
                _ => Ok(()),
            }
        });
        if let Err(stop) = counted {
            output::error(self.common, &self.abandon(keeper, &mut done, &sums));
            return Err(stop);
        }
        let rows = sums.rows().map_err(|error| Stop::message(error.to_string()))?;
        rows.into_iter().try_for_each(|row| out.write(row))?;
        out.finish(&self.note(done.made))?;
        if let Some(keeper) = keeper {
            keeper.forget().map_err(|error| self.cannot_keep(&error))?;
        }
        Ok(sums.has_conflict())
    }

    /// Tells every class.
    fn classes(&self, mut out: Out<'_>) -> Result<bool, Stop> {
        let (mut made, mut conflict) = (0, false);
        self.each(0, |tally| {
            made += tally.made;
            conflict |= tally.classes.iter().any(|class| matches!(class.verdict, Verdict::Conflict(_)));
            tally.classes.iter().try_for_each(|class| out.write(self.table.class(class, self.labels)))
        })?;
        out.finish(&self.note(made))?;
        Ok(conflict)
    }

    /// Counts chunk by chunk, behind those that are done.
    fn each(&self, skip: usize, mut take: impl FnMut(Tally) -> Result<(), Stop>) -> Result<(), Stop> {
        let chunks = work::chunks(work::part(self.cells, self.arguments.shard));
        let sizes: Vec<u64> =
            chunks.iter().map(|cells| cells.iter().map(|cell| self.sweep.requests(cell)).sum()).collect();
        let mut done = sizes.iter().take(skip).sum();
        let size = Size::Rows(sizes.iter().sum());
        let progress = Progress::new(self.common, "requests", size, Arc::default(), done);
        let mut left = sizes.iter().skip(skip);
        let worked = work::in_order(
            &chunks,
            skip,
            self.stopped,
            |cells, stopped| self.sweep.solve_unless(cells, stopped),
            |tally| {
                take(tally)?;
                done += left.next().copied().unwrap_or(0);
                progress.at(done);
                Ok(())
            },
        );
        progress.finish();
        worked
    }

    /// What an earlier run has done, if that is wanted.
    fn resumed(&self) -> Result<(Option<Keeper>, Done), Stop> {
        if !self.arguments.resume {
            return Ok((None, Done::default()));
        }
        let Some(output) = &self.arguments.output else {
            return Err(Stop::message("`--resume` needs `--output FILE`".to_owned()));
        };
        let receipt = &self.table.receipt;
        let shard = self.arguments.shard.unwrap_or(Shard { part: 1, of: 1 });
        let terms = Terms {
            engine: receipt.engine.clone(),
            corpus: receipt.corpus.clone(),
            input: self.table.made_with().to_owned(),
            settings: format!("{:?}, shard {shard}, law as of {}", self.arguments.emit, self.table.as_of),
        };
        let (keeper, done) = Keeper::open(output, terms, |_: &Done| Vec::new())?;
        Ok((Some(keeper), done))
    }

    fn keep(&self, keeper: &mut Keeper, done: &mut Done, sums: &Sums<'_>) -> Result<(), Stop> {
        done.sums = sums.save();
        keeper.save(&*done).map_err(|error| self.cannot_keep(&error))
    }

    fn cannot_keep(&self, error: &std::io::Error) -> Stop {
        let output = self.arguments.output.as_deref().unwrap_or(Path::new("-"));
        Stop::message(format!("cannot keep how far `{}` has come: {error}", output.display()))
    }

    /// Says what is left of a run that was stopped.
    fn abandon(&self, keeper: Option<Keeper>, done: &mut Done, sums: &Sums<'_>) -> String {
        let Some(output) = &self.arguments.output else { return String::new() };
        let output = output.display();
        match keeper {
            None => format!("`{output}` was not written\n"),
            Some(mut keeper) => match self.keep(&mut keeper, done, sums) {
                Ok(()) => format!("what was counted is kept beside `{output}`; `--resume` goes on there\n"),
                Err(_) => format!("what was counted could not be kept beside `{output}`\n"),
            },
        }
    }

    fn note(&self, made: u64) -> SweepNote {
        SweepNote { shard: self.arguments.shard.map(|shard| shard.to_string()), made: Some(made) }
    }
}
