//! Changes and companies in words.

use crate::corpus::Corpus;
use crate::law::{FactType, JurisdictionId, Lang, Operator};
use crate::logic::{Code, FactId, Known};
use crate::survey::footprint::change::{Change, NewSite, Sites, Sort};
use crate::survey::footprint::{Ask, Company};

/// What a company is called.
pub(super) fn company(ask: &Ask<'_>, company: Company, lang: Lang) -> String {
    match (company, lang) {
        (Company::Known(id), _) => ask.footprints.entities[id].title.clone(),
        (Company::Local, Lang::En) => "an independent company of the place".to_owned(),
        (Company::Local, Lang::De) => "ein unabhängiges Unternehmen des Ortes".to_owned(),
    }
}

/// Who runs a site.
pub(super) fn operator_in_words(ask: &Ask<'_>, operator: &Operator, lang: Lang) -> String {
    let name = |id| company(ask, Company::Known(id), lang);
    match (operator, lang) {
        (Operator::One(one), _) => name(*one),
        (Operator::Among(some), Lang::En) => some.iter().map(|id| name(*id)).collect::<Vec<_>>().join(" or "),
        (Operator::Among(some), Lang::De) => some.iter().map(|id| name(*id)).collect::<Vec<_>>().join(" oder "),
        (Operator::Unknown, Lang::En) => "an unknown company".to_owned(),
        (Operator::Unknown, Lang::De) => "ein unbekanntes Unternehmen".to_owned(),
        (Operator::Local, _) => company(ask, Company::Local, lang),
    }
}

/// A change as a reader would say it.
pub(super) fn change_in_words(ask: &Ask<'_>, corpus: &Corpus, change: &Change, lang: Lang) -> String {
    let place = |id: JurisdictionId| corpus.jurisdictions[id].name.get(lang);
    match (change, lang) {
        (Change::AddSite(new), _) => added(ask, place(new.place), new, lang),
        (Change::Without(left), Lang::En) => format!("leave {}", place(*left)),
        (Change::Without(left), Lang::De) => format!("Rückzug: {}", place(*left)),
        (Change::Close(at), Lang::En) => format!("close {}", site(ask, *at)),
        (Change::Close(at), Lang::De) => format!("{} schließen", site(ask, *at)),
        (Change::Operator(sites, operator), Lang::En) => {
            let operator = operator_in_words(ask, operator, lang);
            format!("{} run by {operator}", sites_in_words(ask, corpus, *sites, lang))
        }
        (Change::Operator(sites, operator), Lang::De) => {
            let operator = operator_in_words(ask, operator, lang);
            format!("{}: Betreiber {operator}", sites_in_words(ask, corpus, *sites, lang))
        }
        (Change::Fact(fact, known), _) => fact_in_words(corpus, *fact, known, lang),
    }
}

fn added(ask: &Ask<'_>, place: &str, new: &NewSite, lang: Lang) -> String {
    let operator = operator_in_words(ask, &new.operator, lang);
    let mut line = match lang {
        Lang::En => format!("a further site in {place}, run by {operator}"),
        Lang::De => format!("ein weiterer Standort ({place}), betrieben von: {operator}"),
    };
    let (on, technology) = match lang {
        Lang::En => ("on", "technology of"),
        Lang::De => ("auf", "Technik von"),
    };
    for (word, company_of) in [(on, new.infrastructure), (technology, new.technology)] {
        if let Some(id) = company_of {
            line.push_str(&format!(", {word} {}", company(ask, Company::Known(id), lang)));
        }
    }
    line
}

fn fact_in_words(corpus: &Corpus, fact: FactId, known: &Known, lang: Lang) -> String {
    let fact = &corpus.vocabulary.facts[fact];
    let value = match (known, &fact.ty, lang) {
        (Known::One(Code(value)), FactType::Choice(values), _) => {
            values.get(usize::from(*value)).map_or("?", |choice| choice.label.get(lang))
        }
        (Known::One(Code(1)), _, Lang::En) => "yes",
        (Known::One(Code(1)), _, Lang::De) => "ja",
        (Known::One(_), _, Lang::En) => "no",
        (Known::One(_), _, Lang::De) => "nein",
        (Known::Unknown | Known::Many(_), _, _) => "?",
    };
    format!("{}: {value}", fact.label.get(lang))
}

fn site(ask: &Ask<'_>, at: usize) -> String {
    let site = ask.footprint.sites.get(at);
    site.map_or_else(String::new, |site| {
        if site.title == site.name { site.name.clone() } else { format!("{} ({})", site.title, site.name) }
    })
}

fn sites_in_words(ask: &Ask<'_>, corpus: &Corpus, sites: Sites, lang: Lang) -> String {
    let place = |id: JurisdictionId| corpus.jurisdictions[id].name.get(lang);
    match (sites, lang) {
        (Sites::One(at), _) => site(ask, at),
        (Sites::In(at), Lang::En) => format!("the sites in {}", place(at)),
        (Sites::In(at), Lang::De) => format!("die Standorte: {}", place(at)),
        (Sites::Of(id), Lang::En) => format!("the sites of {}", company(ask, Company::Known(id), lang)),
        (Sites::Of(id), Lang::De) => format!("die Standorte von {}", company(ask, Company::Known(id), lang)),
    }
}

/// The stable name of a sort of change.
pub(super) fn sort_name(sort: Sort) -> &'static str {
    match sort {
        Sort::Leave => "leave",
        Sort::Close => "close",
        Sort::HandOverCountry => "hand_over_country",
        Sort::HandOverSite => "hand_over_site",
        Sort::Fact => "fact",
        Sort::Other => "other",
    }
}
