//! `comity footprint`

use std::path::Path;

use comity::atlas::Atlas;
use comity::corpus::{Corpus, Footprints, load_footprints, load_profiles, read, set_fact};
use comity::diagnostic::{Code, Diagnostic, suggestion};
use comity::law::{EntityId, JurisdictionId, Profile, Request};
use comity::lawbook::Lawbook;
use comity::render::footprint::{Dialect, csv, markdown};
use comity::report::{self, Beside, FootprintReport, Options};
use comity::survey::bulk::Plan;
use comity::survey::footprint::change::{Change, Sites, effects, with};
use comity::survey::footprint::{Ask, survey, usual_states};
use comity::text::Files;
use comity::{law, render};

use crate::cli::{Common, CsvDialect, Footprint, FootprintVerb, PageFormat};
use crate::exit::{Exit, Stop};
use crate::{input, output};

/// A footprint is a few hundred sites; a larger file is a mistake.
const LARGEST: u64 = 4 * 1024 * 1024;

pub(crate) fn run(arguments: &Footprint, common: &Common) -> Result<Exit, Stop> {
    let corpus = input::corpus(common)?;
    match (&arguments.verb, &arguments.name) {
        (Some(FootprintVerb::List), _) => list(&corpus, common),
        (None, Some(name)) => show(&corpus, name, arguments, common),
        (None, None) => Err(Stop::Message("name a footprint or a file; `comity footprint list` lists them".to_owned())),
    }
}

fn list(corpus: &Corpus, common: &Common) -> Result<Exit, Stop> {
    let footprints = built_in(corpus)?;
    let lang = output::lang(common);
    let lines = footprints.all.iter().map(|footprint| {
        let sites = footprint.sites.len();
        format!("{:<14} {:>4}  {}\n", footprint.name, sites, footprint.title.get(lang))
    });
    output::result(common, &lines.collect::<String>())?;
    Ok(Exit::Fine)
}

fn built_in(corpus: &Corpus) -> Result<Footprints, Stop> {
    load_footprints(corpus, None).map_err(|faults| Stop::Faults(Box::new(corpus.files.clone()), faults))
}

/// The footprints with a file of the user's, and the id of its footprint.
fn from_file(corpus: &Corpus, path: &Path) -> Result<(Footprints, Option<String>), Stop> {
    let text = read::read_text(path, LARGEST).map_err(|fault| Stop::Faults(Box::default(), vec![fault]))?;
    let mut files = Files::default();
    let id = files.add(path.to_string_lossy().as_ref(), text.clone());
    let built_in = load_footprints(corpus, None).map(|known| known.all).unwrap_or_default();
    let footprints =
        load_footprints(corpus, Some((id, &text))).map_err(|faults| Stop::Faults(Box::new(files), faults))?;
    let own = footprints.all.iter().find(|footprint| !built_in.contains(footprint));
    let own = own.or_else(|| footprints.all.first()).map(|footprint| footprint.name.clone());
    Ok((footprints, own))
}

fn show(corpus: &Corpus, name: &str, arguments: &Footprint, common: &Common) -> Result<Exit, Stop> {
    let (footprints, id) = found(corpus, name)?;
    let Some(footprint) = footprints.find(&id).cloned() else { return Err(unknown(&footprints, name)) };
    let atlas = Atlas::new(corpus);
    let book = Lawbook::new(corpus, &atlas, input::day(common, None));
    let plan = Plan::new(&book);
    let profiles = load_profiles(corpus).map_err(|faults| Stop::Faults(Box::new(corpus.files.clone()), faults))?;
    let states = arguments.states.iter().map(|code| input::jurisdiction(corpus, code));
    let states = states.collect::<Result<Vec<JurisdictionId>, Stop>>()?;
    let customer = arguments.customer.as_ref().map(|code| input::jurisdiction(corpus, code)).transpose()?;
    let base = Ask {
        states: if states.is_empty() { usual_states(&book, &footprint) } else { states },
        profiles: chosen(&profiles, &arguments.profiles)?,
        customer,
        planned: arguments.planned,
        given: given(corpus, &arguments.set)?,
        footprint,
        footprints,
    };
    let mut beside = Beside { changes: changes(corpus, &base, arguments)?, ..Beside::default() };
    let mut ask = base.clone();
    if !beside.changes.is_empty() {
        beside.before = Some(survey(&plan, &base));
        ask = beside.changes.iter().fold(ask, |ask, change| with(&ask, &book, change));
    }
    let picture = survey(&plan, &ask);
    if arguments.best_change {
        beside.effects = effects(&plan, &ask);
    }
    let options = Options { lang: output::lang(common), explain: false };
    let report = report::footprint(&plan, &ask, &picture, &beside, options);
    write(&report, arguments, common)?;
    Ok(if picture.conflicts() > 0 { Exit::Conflict } else { Exit::Fine })
}

/// The footprints and the id of the one that is meant: a built-in one, or a file.
fn found(corpus: &Corpus, name: &str) -> Result<(Footprints, String), Stop> {
    let path = Path::new(name);
    if path.extension().is_some() || path.is_file() {
        let (footprints, id) = from_file(corpus, path)?;
        return Ok((footprints, id.unwrap_or_default()));
    }
    Ok((built_in(corpus)?, name.to_lowercase()))
}

fn unknown(footprints: &Footprints, name: &str) -> Stop {
    let fault = Diagnostic::new(Code::UnknownValue, format!("there is no footprint `{name}`"));
    let help = suggestion(name, footprints.all.iter().map(|footprint| footprint.name.as_str()));
    let list = || "`comity footprint list` lists them; a file is named with its ending".to_owned();
    Stop::Faults(Box::default(), vec![Diagnostic { help: help.or_else(|| Some(list())), ..fault }])
}

fn chosen<'a>(profiles: &'a [Profile], names: &[String]) -> Result<Vec<&'a Profile>, Stop> {
    if names.is_empty() {
        return Ok(profiles.iter().collect());
    }
    let mut faults = Vec::new();
    let mut chosen = Vec::new();
    for name in names {
        match profiles.iter().find(|profile| profile.name == *name) {
            Some(profile) => chosen.push(profile),
            None => {
                let fault = Diagnostic::new(Code::UnknownValue, format!("there is no profile `{name}`"));
                let help = suggestion(name, profiles.iter().map(|profile| profile.name.as_str()));
                faults.push(Diagnostic { help, ..fault });
            }
        }
    }
    if faults.is_empty() { Ok(chosen) } else { Err(Stop::Faults(Box::default(), faults)) }
}

/// The facts that the settings give.
fn given(corpus: &Corpus, settings: &[String]) -> Result<Vec<(law::FactId, comity::logic::Known)>, Stop> {
    let mut faults = Vec::new();
    let mut given = Vec::new();
    for setting in settings {
        let mut request = Request::blank(corpus, "");
        let name = setting.split_once('=').map_or("", |(name, _)| name.trim());
        match set_fact(corpus, &mut request, setting) {
            Ok(()) => given.extend(
                corpus
                    .vocabulary
                    .facts
                    .iter()
                    .zip(request.facts)
                    .filter(|((_, fact), _)| fact.name == name)
                    .map(|((id, _), known)| (id, known)),
            ),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(given) } else { Err(Stop::Faults(Box::default(), faults)) }
}

/// The what-ifs, in the order in which they are made: places left first, then sites added, then operators changed.
fn changes(corpus: &Corpus, ask: &Ask<'_>, arguments: &Footprint) -> Result<Vec<Change>, Stop> {
    let mut changes = Vec::new();
    for code in &arguments.without {
        changes.push(Change::Without(input::jurisdiction(corpus, code)?));
    }
    for written in &arguments.add_site {
        let (code, company) = written.split_once(':').map_or((written.as_str(), None), |(a, b)| (a, Some(b)));
        let company = company.map(|company| entity(ask, company)).transpose()?;
        changes.push(Change::AddSite(input::jurisdiction(corpus, code)?, company));
    }
    for written in &arguments.operator {
        let Some((which, company)) = written.split_once('=') else {
            let message = "write `--operator WHICH=COMPANY`, with a site, a jurisdiction or a company on the left";
            return Err(Stop::Message(format!("`{written}`: {message}")));
        };
        changes.push(Change::Operator(sites(corpus, ask, which)?, entity(ask, company)?));
    }
    Ok(changes)
}

fn sites(corpus: &Corpus, ask: &Ask<'_>, which: &str) -> Result<Sites, Stop> {
    if let Some(at) = ask.footprint.sites.iter().position(|site| site.name == which) {
        return Ok(Sites::One(at));
    }
    if let Some(company) = ask.footprints.entity(which) {
        return Ok(Sites::Of(company));
    }
    input::jurisdiction(corpus, which).map(Sites::In).map_err(|_| {
        let names = ask.footprint.sites.iter().map(|site| site.name.as_str());
        let companies = ask.footprints.entities.iter().map(|(_, entity)| entity.name.as_str());
        let message = format!("`{which}` is no site, company or jurisdiction");
        let fault = Diagnostic::new(Code::UnknownValue, message);
        Stop::Faults(Box::default(), vec![Diagnostic { help: suggestion(which, names.chain(companies)), ..fault }])
    })
}

fn entity(ask: &Ask<'_>, name: &str) -> Result<EntityId, Stop> {
    ask.footprints.entity(name).ok_or_else(|| {
        let fault = Diagnostic::new(Code::UnknownValue, format!("unknown company `{name}`"));
        let help = suggestion(name, ask.footprints.entities.iter().map(|(_, entity)| entity.name.as_str()));
        Stop::Faults(Box::default(), vec![Diagnostic { help, ..fault }])
    })
}

fn write(report: &FootprintReport<'_>, arguments: &Footprint, common: &Common) -> Result<(), Stop> {
    let lang = output::lang(common);
    let cannot = |error: &dyn std::fmt::Display| Stop::Message(format!("cannot write the answer: {error}"));
    let bytes = match arguments.format {
        PageFormat::Text => {
            let text = render::text::footprint(report, output::look(common, false));
            if arguments.output.is_none() {
                return output::result(common, &text);
            }
            anstream::adapter::strip_str(&text).to_string().into_bytes()
        }
        PageFormat::Json => render::json(report).into_bytes(),
        PageFormat::Markdown => markdown(report, lang).into_bytes(),
        PageFormat::Csv => {
            let dialect = match arguments.csv_dialect {
                CsvDialect::Plain => Dialect::Plain,
                CsvDialect::De => Dialect::German,
            };
            csv(report, dialect, lang).map_err(|error| cannot(&error))?
        }
    };
    output::bytes(arguments.output.as_deref(), &bytes)
}
