//! From arguments to a question about a footprint, and to what-ifs.

use comity::corpus::{Corpus, Footprints};
use comity::diagnostic::{Code, Diagnostic, known_are, suggestion};
use comity::law::{self, EntityId, FactId, Id as _, Lang, Operator, Profile, Request};
use comity::lawbook::Lawbook;
use comity::logic::{Kleene, Known, Truth, eval};
use comity::report::fact_value;
use comity::said;
use comity::survey::footprint::change::{Change, NewSite, Sites};
use comity::survey::footprint::{Ask, usual_states};

use crate::cli::FootprintQuestion;
use crate::exit::Stop;
use crate::input;

/// How a company of the place that nobody abroad controls is written.
const LOCAL: &str = "local";

/// The question, without what-ifs.
pub(super) fn ask<'a>(
    book: &Lawbook<'_>,
    footprints: &'a Footprints,
    footprint: law::Footprint,
    profiles: &'a [Profile],
    arguments: &FootprintQuestion,
) -> Result<Ask<'a>, Stop> {
    let corpus = book.corpus;
    let states = input::jurisdictions(corpus, &arguments.states)?;
    Ok(Ask {
        states: if states.is_empty() { usual_states(book, &footprint) } else { states },
        profiles: chosen(profiles, &arguments.profiles)?,
        customer: arguments.customer.as_ref().map(|code| input::jurisdiction(corpus, code)).transpose()?,
        planned: arguments.planned,
        given: given(corpus, &arguments.set)?,
        left: Vec::new(),
        footprint,
        footprints,
    })
}

/// The kinds of demand of these names; all, if no name is given.
pub(crate) fn chosen<'a>(profiles: &'a [Profile], names: &[String]) -> Result<Vec<&'a Profile>, Stop> {
    let missing = names.iter().filter(|name| profiles.iter().all(|profile| profile.name != **name));
    let faults = missing.map(|name| {
        let message = said!("there is no kind of demand `{name}`", "es gibt keine Art von Verlangen `{name}`");
        let fault = Diagnostic::new(Code::UnknownValue, message);
        let known = profiles.iter().map(|profile| profile.name.as_str());
        let help = suggestion(name, known.clone()).unwrap_or_else(|| known_are(known));
        fault.help(help)
    });
    let faults: Vec<Diagnostic> = faults.collect();
    if !faults.is_empty() {
        return Err(Stop::Faults(Box::default(), faults));
    }
    let wanted = |profile: &&Profile| names.is_empty() || names.contains(&profile.name);
    Ok(profiles.iter().filter(wanted).collect())
}

/// Takes over what a kind of demand says; nothing else of the request changes.
pub(crate) fn set_profile(profiles: &[Profile], name: &str, request: &mut Request) -> Result<(), Stop> {
    for (fact, value) in chosen(profiles, &[name.to_owned()])?.into_iter().flat_map(|profile| &profile.facts) {
        if let Some(known) = request.facts.get_mut(fact.index()) {
            known.clone_from(value);
        }
    }
    Ok(())
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The facts that the settings give.
fn given(corpus: &Corpus, settings: &[String]) -> Result<Vec<(FactId, Known)>, Stop> {
    let mut request = Request::blank(corpus, "");
    let given = input::set(corpus, &mut request, settings)?;
    Ok(given.into_iter().filter_map(|fact| Some((fact, request.facts.get(fact.index())?.clone()))).collect())
}

/// Settings that make a kind of demand another one than its name says, or one that never comes: what to tell of them.
pub(super) fn odd(book: &Lawbook<'_>, ask: &Ask<'_>, lang: Lang) -> String {
    let corpus = book.corpus;
    let mut text = String::new();
    for (fact, known) in &ask.given {
        let replaced = |profile: &&&Profile| profile.facts.iter().any(|(other, was)| other == fact && was != known);
        let names: Vec<&str> = ask.profiles.iter().filter(replaced).map(|profile| profile.name.as_str()).collect();
        if !names.is_empty() {
            let (fact, value) = (&corpus.vocabulary.facts[*fact].name, fact_value(corpus, *fact, known).text);
            let names = list(names.into_iter());
            text.push_str(&format!(
                "warning: `{fact}={value}` takes the place of what these kinds of demand say: {names}\n"
            ));
        }
    }
    for profile in &ask.profiles {
        let mut facts = Request::blank(corpus, "").facts;
        for (fact, known) in profile.facts.iter().chain(&ask.given) {
            if let Some(slot) = facts.get_mut(fact.index()) {
                slot.clone_from(known);
            }
        }
        let mut algebra = Kleene::new(&book.formulas, &facts);
        for (when, never) in book.impossible.iter().zip(&corpus.vocabulary.impossible) {
            if eval(&mut algebra, &book.formulas, *when) == Truth::True {
                let reason = never.reason.get(lang);
                text.push_str(&format!("warning: as set, `{}` never comes: {reason}\n", profile.name));
            }
        }
    }
    text
}

/// The what-ifs, in the order in which they are made: operators change, countries are left, sites are added.
pub(super) fn changes(corpus: &Corpus, ask: &Ask<'_>, arguments: &FootprintQuestion) -> Result<Vec<Change>, Stop> {
    let mut changes = Vec::new();
    for written in &arguments.operator {
        let Some((which, company)) = written.split_once('=') else {
            return Err(Stop::message(said!(
                "`{written}`: write `--operator WHICH=COMPANY`, with a site, a jurisdiction or a company on the left",
                "`{written}`: schreiben Sie `--operator WELCHE=UNTERNEHMEN`, links einen Standort, eine Rechtsordnung oder ein Unternehmen"
            )));
        };
        changes.push(Change::Operator(sites(corpus, ask, which)?, operator(ask, company)?));
    }
    for code in &arguments.without {
        changes.push(Change::Without(input::jurisdiction(corpus, code)?));
    }
    for written in &arguments.add_site {
        changes.push(Change::AddSite(new_site(corpus, ask, written)?));
    }
    Ok(changes)
}

/// `DE`, `DE:company`, `DE:company/infrastructure`, `DE:company/infrastructure/technology`; a layer left empty is left
/// out.
fn new_site(corpus: &Corpus, ask: &Ask<'_>, written: &str) -> Result<NewSite, Stop> {
    let (code, companies) = written.split_once(':').unwrap_or((written, ""));
    let layers: Vec<&str> = companies.split('/').map(str::trim).collect();
    let (company, infrastructure, technology) = match layers.as_slice() {
        [company] => (*company, "", ""),
        [company, infrastructure] => (*company, *infrastructure, ""),
        [company, infrastructure, technology] => (*company, *infrastructure, *technology),
        _ => {
            return Err(Stop::message(said!(
                "`{written}` has more than three layers; write `CODE:COMPANY/INFRASTRUCTURE/TECHNOLOGY`",
                "`{written}` hat mehr als drei Schichten; schreiben Sie `CODE:UNTERNEHMEN/INFRASTRUKTUR/TECHNIK`"
            )));
        }
    };
    let optional = |name: &str| if name.is_empty() { Ok(None) } else { entity(ask, name).map(Some) };
    let head = Operator::One(ask.footprint.provider);
    Ok(NewSite {
        place: input::jurisdiction(corpus, code)?,
        operator: if company.is_empty() { head } else { operator(ask, company)? },
        infrastructure: optional(infrastructure)?,
        technology: optional(technology)?,
    })
}

/// The sites that are meant: one by its id, those of a company, or those in a jurisdiction.
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
        let message = said!(
            "`{which}` is no site, company or jurisdiction",
            "`{which}` ist weder Standort noch Unternehmen noch Rechtsordnung"
        );
        let fault = Diagnostic::new(Code::UnknownValue, message);
        Stop::Faults(Box::default(), vec![Diagnostic { help: suggestion(which, names.chain(companies)), ..fault }])
    })
}

fn operator(ask: &Ask<'_>, name: &str) -> Result<Operator, Stop> {
    if name == LOCAL { Ok(Operator::Local) } else { entity(ask, name).map(Operator::One) }
}

fn entity(ask: &Ask<'_>, name: &str) -> Result<EntityId, Stop> {
    ask.footprints.entity(name).ok_or_else(|| {
        let message = said!("unknown company `{name}`", "unbekanntes Unternehmen `{name}`");
        let fault = Diagnostic::new(Code::UnknownCompany, message);
        let known = ask.footprints.entities.iter().map(|(_, entity)| entity.name.as_str());
        let help = suggestion(name, known).unwrap_or_else(|| {
            said!(
                "`{LOCAL}` is a company of the place; the footprint knows {own}",
                "`{LOCAL}` ist ein Unternehmen des Ortes; die Standortkarte kennt {own}",
                own = list(own_companies(ask)),
            )
        });
        Stop::Faults(Box::default(), vec![fault.help(help)])
    })
}

fn own_companies<'a>(ask: &'a Ask<'_>) -> impl Iterator<Item = &'a str> {
    ask.footprint.entities.iter().map(|id| ask.footprints.entities[*id].name.as_str())
}
