//! `comity snapshot`

mod review;
mod watched;

use std::path::Path;

use comity::atlas::Atlas;
use comity::corpus::{Acceptance, Corpus, LARGEST_SNAPSHOT, Snapshot, parse_snapshot, read};
use comity::diagnostic::{Said, suggestion};
use comity::law::Day;
use comity::report::{self, Options};
use comity::survey::snapshot::{Accepted, Filter, Review, accept, review as compare, take};
use comity::text::Files;
use comity::{render, said};

use crate::cli::{self, AnswerFormat, Common, OnRecord, SnapshotVerb};
use crate::exit::{Exit, Stop};
use crate::{input, output};
use watched::Desk;

pub(crate) fn run(arguments: &cli::Snapshot, common: &Common) -> Result<Exit, Stop> {
    match &arguments.verb {
        SnapshotVerb::Record { of, force } => record(of, *force, common),
        SnapshotVerb::Check { of, explain, format } => check(of, *explain, *format, common),
        SnapshotVerb::Accept { of, finding, item, all, reason, until } => {
            let filter = Filter { findings: finding.clone(), items: item.clone(), all: *all };
            accepting(of, &filter, reason, *until, common)
        }
        SnapshotVerb::Review { of } => review::run(of, common),
    }
}

fn record(of: &OnRecord, force: bool, common: &Common) -> Result<Exit, Stop> {
    let corpus = input::corpus(common)?;
    if !(corpus.broken.is_empty() && corpus.set_aside.is_empty()) {
        let message = "nothing is recorded while faulty files are left out of the law";
        return Err(Stop::message(message.to_owned()));
    }
    let desk = Desk::open(&corpus, of)?;
    let atlas = Atlas::new(&corpus);
    let before = if desk.path.exists() { Some(recorded(&desk.path)?) } else { None };
    let day = common.as_of.or(desk.suite.as_of);
    let now = take(&corpus, &atlas, &desk.watched(), day.unwrap_or_else(input::today), day.is_none());
    let lang = output::lang(common);
    let review = before.as_ref().map(|before| compare(&corpus, before, &now, None, input::today()));
    let limited = |known: &&Acceptance| known.until.is_some();
    if let Some(known) = review.as_ref().and_then(|review| review.accepted().find(limited)).filter(|_| !force) {
        let until = known.until.as_deref().unwrap_or_default();
        let message = format!("`{}` is accepted only until {until}; recording would make it permanent", known.item);
        return Err(Stop::message(format!("{message} (`--force` does)")));
    }
    output::bytes(Some(&desk.path), now.text().as_bytes())?;
    let options = Options { lang, explain: false };
    let report = before.zip(review).map(|(before, review)| report::snapshot(&corpus, &before, &now, &review, options));
    let path = desk.path.display().to_string();
    output::result(common, &render::snapshot::recorded(&path, now.items.len(), report.as_ref(), lang))?;
    Ok(Exit::Fine)
}

fn check(of: &OnRecord, explain: bool, format: AnswerFormat, common: &Common) -> Result<Exit, Stop> {
    let corpus = input::corpus(common)?;
    let case = Case::new(&corpus, of, common)?;
    let options = Options { lang: output::lang(common), explain };
    let report = report::snapshot(&corpus, &case.recorded, &case.now, &case.review, options);
    let text = match format {
        AnswerFormat::Text => render::text::snapshot(&report, output::look(common, explain)),
        AnswerFormat::Json => render::json(&report),
        AnswerFormat::Markdown => render::snapshot::markdown(&report, options.lang),
    };
    output::result(common, &text)?;
    if common.corpus.is_none() {
        output::error(common, &format!("{}\n", law_inside().get(options.lang)));
    }
    Ok(if case.review.is_open() { Exit::Conflict } else { Exit::Fine })
}

fn accepting(of: &OnRecord, filter: &Filter, reason: &str, until: Option<Day>, common: &Common) -> Result<Exit, Stop> {
    if !filter.all && filter.findings.is_empty() && filter.items.is_empty() {
        let message = "say what is accepted: `--finding ID`, `--item NAME` or `--all`";
        return Err(Stop::message(message.to_owned()));
    }
    if reason.trim().is_empty() {
        return Err(Stop::message("the reason is empty: whoever reads it later has nothing else".to_owned()));
    }
    if let Some(until) = until.filter(|until| *until < input::today()) {
        return Err(Stop::message(format!("{until} is over already: nothing would be accepted")));
    }
    let corpus = input::corpus(common)?;
    let case = Case::new(&corpus, of, common)?;
    let found = accept(&case.review, filter, reason.trim(), until);
    warn(&case.review, &found, common);
    let nothing = found.taken.is_empty();
    let open = case.keep(&corpus, found.taken, common)?;
    // Whoever asked for something that is not there has probably mistyped it.
    Ok(if nothing && !filter.all {
        Exit::BadInput
    } else if open > 0 {
        Exit::Conflict
    } else {
        Exit::Fine
    })
}

/// That no files of law were read: whoever has edited some may think that they counted.
fn law_inside() -> Said {
    said!(
        "read was the law inside the program; `--corpus data` reads the files of a folder",
        "gelesen wurde das Recht im Programm; `--corpus data` liest die Dateien eines Ordners"
    )
}

/// Says which filters no open change answers to, with the nearest name.
fn warn(review: &Review, found: &Accepted, common: &Common) {
    let open: Vec<&str> =
        review.changes.iter().filter(|change| change.is_open()).map(|change| change.item.as_str()).collect();
    for filter in &found.unmatched {
        let help = suggestion(filter, open.iter().copied());
        let lang = output::lang(common);
        let help = help.as_ref().map(|help| help.get(lang));
        output::error(common, &render::snapshot::unmatched(filter, help, lang));
    }
}

/// A snapshot beside what is now.
struct Case {
    desk: Desk,
    recorded: Snapshot,
    now: Snapshot,
    review: Review,
}

impl Case {
    fn new(corpus: &Corpus, of: &OnRecord, common: &Common) -> Result<Self, Stop> {
        let desk = Desk::open(corpus, of)?;
        let recorded = recorded(&desk.path)?;
        let atlas = Atlas::new(corpus);
        // A suite without a day of its own moves with the calendar, unless it was recorded on a day that was named.
        let fixed = common.as_of.or(desk.suite.as_of).or(recorded.day().filter(|_| !recorded.floats));
        let now = take(corpus, &atlas, &desk.watched(), fixed.unwrap_or_else(input::today), fixed.is_none());
        let today = input::today();
        let mut review = compare(corpus, &recorded, &now, None, today);
        if let Some(day) = recorded.day().filter(|day| now.day() != Some(*day) && !review.changes.is_empty()) {
            let then = take(corpus, &atlas, &desk.watched(), day, false);
            review = compare(corpus, &recorded, &now, Some(&then), today);
        }
        Ok(Self { desk, recorded, now, review })
    }

    /// Writes the snapshot with further acceptances, without those that hold for nothing any more, and tells what was
    /// accepted; how many items are still open.
    fn keep(mut self, corpus: &Corpus, taken: Vec<Acceptance>, common: &Common) -> Result<usize, Stop> {
        let told: Vec<(String, Option<String>)> =
            taken.iter().map(|known| (known.item.clone(), known.finding.clone())).collect();
        if !taken.is_empty() {
            let replaced =
                |known: &Acceptance| taken.iter().any(|new| (&new.item, &new.finding) == (&known.item, &known.finding));
            let idle = &self.review.idle;
            self.recorded.accepted.retain(|known| !replaced(known) && !idle.contains(known));
            self.recorded.accepted.extend(taken);
            self.recorded.accepted.sort();
            output::bytes(Some(&self.desk.path), self.recorded.text().as_bytes())?;
        }
        let after = compare(corpus, &self.recorded, &self.now, None, input::today());
        let open = after.changes.iter().filter(|change| change.is_open()).count();
        output::result(common, &render::snapshot::accepted(&told, open, output::lang(common)))?;
        Ok(open)
    }
}

/// The snapshot in a file.
fn recorded(path: &Path) -> Result<Snapshot, Stop> {
    if !path.exists() {
        let message = format!("there is no snapshot `{}`; `comity snapshot record` writes it", path.display());
        return Err(Stop::message(message));
    }
    let text = read::read_text(path, LARGEST_SNAPSHOT).map_err(|fault| Stop::Faults(Box::default(), vec![fault]))?;
    let mut files = Files::default();
    let file = files.add(path.display().to_string(), text);
    parse_snapshot(&files, file).map_err(|faults| Stop::Faults(Box::new(files), faults))
}
