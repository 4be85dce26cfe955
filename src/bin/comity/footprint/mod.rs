//! `comity footprint`

mod asked;
mod check;

use std::io::IsTerminal as _;
use std::path::Path;

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Footprints, LARGEST_FOOTPRINT, OwnFile, load_footprints, read};
use comity::diagnostic::{Code, Diagnostic, suggestion};
use comity::law::Profile;
use comity::lawbook::Lawbook;
use comity::render::footprint::{csv, html, markdown, xlsx};
use comity::report::{self, Beside, FootprintReport, FootprintRow, Options};
use comity::survey::bulk::Plan;
use comity::survey::footprint::change::{after, effects, with};
use comity::survey::footprint::{Picture, Surveyor};
use comity::{law, render, said};

use crate::cli::{Common, Footprint, FootprintQuestion, FootprintVerb, Format, PageFormat};
use crate::exit::{Exit, Stop};
use crate::{input, output};
pub(crate) use asked::{chosen, set_profile};

pub(crate) fn run(arguments: &Footprint, common: &Common) -> Result<Exit, Stop> {
    let corpus = input::corpus(common)?;
    match (&arguments.verb, &arguments.name) {
        (Some(FootprintVerb::List { format }), _) => list(&corpus, *format, common),
        (Some(FootprintVerb::Check { name, format, no_notes }), _) => {
            check::run(&corpus, common, name.as_deref(), *format, *no_notes)
        }
        (None, Some(name)) => show(&corpus, name, arguments, common),
        (None, None) => Err(Stop::message("name a footprint or a file; `comity footprint list` lists them".to_owned())),
    }
}

fn list(corpus: &Corpus, format: Format, common: &Common) -> Result<Exit, Stop> {
    let footprints = load(corpus, None)?;
    let options = Options { lang: output::lang(common), explain: false };
    let report = report::footprints(corpus, &footprints, options);
    let line = |row: &FootprintRow<'_>| format!("{:<14} {:>4}  {}\n", row.id, row.sites, row.name);
    let text = match format {
        Format::Text => report.footprints.iter().map(line).collect(),
        Format::Json => render::json(&report),
    };
    output::result(common, &text)?;
    Ok(Exit::Fine)
}

fn show(corpus: &Corpus, name: &str, arguments: &Footprint, common: &Common) -> Result<Exit, Stop> {
    refuse_terminal(arguments)?;
    let (footprints, footprint) = found(corpus, name)?;
    let profiles = input::profiles(corpus)?;
    let atlas = Atlas::new(corpus);
    let book = Lawbook::new(corpus, &atlas, input::day(common, None));
    let options = Options { lang: output::lang(common), explain: arguments.explain };
    let ask = asked::ask(&book, &footprints, footprint.clone(), &profiles, &arguments.question)?;
    output::error(common, &asked::odd(&book, &ask, options.lang));
    let asked = Question { footprints: &footprints, footprint, profiles: &profiles, question: &arguments.question };
    asked.told(&book, options, |report, conflicts| {
        write(report, arguments, common)?;
        Ok(if conflicts > 0 { Exit::Conflict } else { Exit::Fine })
    })
}

/// A question about a footprint, with everything that it rests on.
pub(crate) struct Question<'a> {
    pub footprints: &'a Footprints,
    pub footprint: law::Footprint,
    pub profiles: &'a [Profile],
    pub question: &'a FootprintQuestion,
}

impl Question<'_> {
    /// Answers it, and hands the report on with the number of conflicts, those of the sites too.
    pub(crate) fn told<T>(
        self,
        book: &Lawbook<'_>,
        options: Options,
        tell: impl FnOnce(&FootprintReport<'_>, usize) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let plan = Plan::new(book);
        let base = asked::ask(book, self.footprints, self.footprint, self.profiles, self.question)?;
        let changes = asked::changes(book.corpus, &base, self.question)?;
        let ask = changes.iter().fold(base.clone(), |ask, change| with(&ask, book, change));
        let mut surveyor = Surveyor::new(&plan, &ask);
        let before = (!changes.is_empty()).then(|| (base.clone(), surveyor.survey(&base)));
        let picture = surveyor.survey(&ask);
        let effects = self.question.best_change.then(|| {
            let effects = effects(&plan, &mut surveyor, &ask, &picture);
            let best: Option<Picture> = effects.first().map(|best| after(&plan, &mut surveyor, &ask, &best.change));
            (effects, best)
        });
        let beside = Beside { changes, before, effects };
        tell(
            &report::footprint(&plan, &ask, &picture, &beside, options),
            picture.conflicts() + picture.independent_totals.conflicts(),
        )
    }
}

/// The footprints, and the one that is meant: a built-in one by its id, or a file.
fn found(corpus: &Corpus, name: &str) -> Result<(Footprints, law::Footprint), Stop> {
    let path = Path::new(name);
    let is_file = path.extension().is_some() || name.contains(['/', '\\']);
    let footprints = load(corpus, is_file.then_some(path))?;
    let footprint = named(&footprints, name)?;
    Ok((footprints, footprint))
}

/// The footprint that is meant: the user's own if there is one, else that with this id.
pub(crate) fn named(footprints: &Footprints, name: &str) -> Result<law::Footprint, Stop> {
    let id = footprints.own.clone().unwrap_or_else(|| name.to_lowercase());
    match footprints.find(&id).cloned() {
        Some(footprint) => Ok(footprint),
        None => {
            let message = said!("there is no footprint `{name}`", "es gibt keine Standortkarte `{name}`");
            let fault = Diagnostic::new(Code::UnknownValue, message);
            let help = suggestion(name, footprints.all.iter().map(|footprint| footprint.name.as_str()));
            let list = || {
                said!(
                    "`comity footprint list` lists them; a file is named with its ending",
                    "`comity footprint list` nennt alle; eine Datei wird mit ihrer Endung genannt"
                )
            };
            Err(Stop::Faults(Box::default(), vec![Diagnostic { help: help.or_else(|| Some(list())), ..fault }]))
        }
    }
}

/// The built-in footprints, and perhaps a file of the user's.
pub(crate) fn load(corpus: &Corpus, own: Option<&Path>) -> Result<Footprints, Stop> {
    let read =
        |path| read::read_text(path, LARGEST_FOOTPRINT).map_err(|fault| Stop::Faults(Box::default(), vec![fault]));
    let text = own.map(read).transpose()?;
    let name = own.map(|path| path.to_string_lossy());
    resolved(corpus, name.as_deref().zip(text.as_deref()).map(|(name, text)| OwnFile { name, text }))
}

/// The built-in footprints, and one of the user's that is no file.
pub(crate) fn loaded(corpus: &Corpus, name: &str, text: &str) -> Result<Footprints, Stop> {
    resolved(corpus, Some(OwnFile { name, text }))
}

fn resolved(corpus: &Corpus, own: Option<OwnFile<'_>>) -> Result<Footprints, Stop> {
    load_footprints(corpus, own).map_err(|faulty| {
        let (files, faults) = *faulty;
        Stop::Faults(Box::new(files), faults)
    })
}

/// Bytes are not for terminals.
fn refuse_terminal(arguments: &Footprint) -> Result<(), Stop> {
    let binary = arguments.format == PageFormat::Xlsx;
    if binary && arguments.output.is_none() && std::io::stdout().is_terminal() {
        return Err(Stop::message("this form is not for terminals; give `--output FILE`, or a pipe".to_owned()));
    }
    Ok(())
}

fn write(report: &FootprintReport<'_>, arguments: &Footprint, common: &Common) -> Result<(), Stop> {
    let lang = output::lang(common);
    let cannot = |error: &dyn std::fmt::Display| Stop::message(format!("cannot write the answer: {error}"));
    let bytes = match arguments.format {
        PageFormat::Text => {
            let text = render::text::footprint(report, output::look(common, arguments.explain));
            if arguments.output.is_none() {
                return output::result(common, &text);
            }
            anstream::adapter::strip_str(&text).to_string().into_bytes()
        }
        PageFormat::Json => render::json(report).into_bytes(),
        PageFormat::Markdown => markdown(report, lang).into_bytes(),
        PageFormat::Csv => csv(report, arguments.csv_dialect.into(), lang).map_err(|error| cannot(&error))?,
        PageFormat::Xlsx => xlsx(report, lang).map_err(|error| cannot(&error))?,
        PageFormat::Html => html(report, lang).map_err(|error| cannot(&error))?.into_bytes(),
    };
    output::bytes(arguments.output.as_deref(), &bytes)
}
