//! The words of footprints, in both languages and for every format.

use crate::law::{Lang, Status};
use crate::report::{EffectReport, FootprintReport, RangeReport, SitesReport};

/// Every fixed word.
pub(in crate::render) struct Words {
    pub law_as_of: &'static str,
    pub customers: &'static str,
    pub customers_here: &'static str,
    pub planned_too: &'static str,
    pub made: &'static str,
    pub before: &'static str,
    pub demands: &'static str,
    pub in_conflict: &'static str,
    pub matrix: &'static str,
    pub matrix_means: &'static str,
    pub by_profile: &'static str,
    pub place: &'static str,
    pub sites: &'static str,
    pub site: &'static str,
    pub state: &'static str,
    pub profile: &'static str,
    pub operator: &'static str,
    pub infrastructure: &'static str,
    pub technology: &'static str,
    pub on: &'static str,
    pub by_technology: &'static str,
    pub or: &'static str,
    pub status: &'static str,
    pub since: &'static str,
    pub city: &'static str,
    pub best: &'static str,
    pub worst: &'static str,
    pub worst_case: &'static str,
    pub asked: &'static str,
    pub findings: &'static str,
    pub drivers_by_site: &'static str,
    pub drivers_by_state: &'static str,
    pub causes: &'static str,
    pub changes: &'static str,
    pub change: &'static str,
    pub conflicts: &'static str,
    pub deadlocks: &'static str,
    pub not_encoded: &'static str,
    pub legend: &'static str,
    pub sources: &'static str,
    pub informs: &'static str,
    pub map: &'static str,
    pub borders: &'static str,
    pub latitude: &'static str,
    pub longitude: &'static str,
}

const EN: Words = Words {
    law_as_of: "law as of",
    customers: "customers in",
    customers_here: "customers at the place of each site",
    planned_too: "planned sites included",
    made: "with the changes",
    before: "without them",
    demands: "demands",
    in_conflict: "in conflict",
    matrix: "Sites and requesting states",
    matrix_means: "The worst over all kinds of demand. Two letters: from the best to the worst company that may run the \
                   site. A plus: worse if possible conflicts come true.",
    by_profile: "Kinds of demand and requesting states",
    place: "place",
    sites: "sites",
    site: "site",
    state: "requesting state",
    profile: "kind of demand",
    operator: "run by",
    infrastructure: "infrastructure",
    technology: "technology",
    on: "on",
    by_technology: "technology of",
    or: "or",
    status: "status",
    since: "since",
    city: "city",
    best: "best",
    worst: "worst",
    worst_case: "worst case",
    asked: "company asked",
    findings: "findings",
    drivers_by_site: "What drives the sites",
    drivers_by_state: "What drives the states",
    causes: "Provisions that cause most",
    changes: "Single changes, the best first",
    change: "change",
    conflicts: "conflicts",
    deadlocks: "deadlocks",
    not_encoded: "Not all law encoded, so never clear",
    legend: "Letters",
    sources: "sources",
    informs: "informs; gives no legal advice",
    map: "Map of the sites",
    borders: "Borders are drawn for orientation only; they say nothing about any claim.",
    latitude: "latitude",
    longitude: "longitude",
};

const DE: Words = Words {
    law_as_of: "Recht vom",
    customers: "Kunden in",
    customers_here: "Kunden am Ort des jeweiligen Standorts",
    planned_too: "mit geplanten Standorten",
    made: "mit den Änderungen",
    before: "ohne sie",
    demands: "Ersuchen",
    in_conflict: "in Kollision",
    matrix: "Standorte und ersuchende Staaten",
    matrix_means: "Das Schlimmste über alle Arten von Ersuchen. Zwei Buchstaben: vom günstigsten zum ungünstigsten \
                   Unternehmen, das den Standort betreiben kann. Ein Plus: schlimmer, wenn mögliche Kollisionen eintreten.",
    by_profile: "Arten von Ersuchen und ersuchende Staaten",
    place: "Ort",
    sites: "Standorte",
    site: "Standort",
    state: "ersuchender Staat",
    profile: "Art des Ersuchens",
    operator: "betrieben von",
    infrastructure: "Infrastruktur",
    technology: "Technik",
    on: "auf",
    by_technology: "Technik von",
    or: "oder",
    status: "Stand",
    since: "seit",
    city: "Stadt",
    best: "bestenfalls",
    worst: "schlimmstenfalls",
    worst_case: "wenn Mögliches eintritt",
    asked: "ersuchtes Unternehmen",
    findings: "Befunde",
    drivers_by_site: "Was die Standorte bestimmt",
    drivers_by_state: "Was die Staaten bestimmt",
    causes: "Vorschriften, die am meisten auslösen",
    changes: "Einzelne Änderungen, die beste zuerst",
    change: "Änderung",
    conflicts: "Kollisionen",
    deadlocks: "ausweglos",
    not_encoded: "Nicht alles Recht erfasst, daher nie konfliktfrei",
    legend: "Buchstaben",
    sources: "Quellen",
    informs: "informiert, berät nicht rechtlich",
    map: "Karte der Standorte",
    borders: "Grenzen dienen nur der Orientierung; sie besagen nichts über Ansprüche.",
    latitude: "Breite",
    longitude: "Länge",
};

pub(in crate::render) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::En => &EN,
        Lang::De => &DE,
    }
}

/// What state a site is in.
pub(in crate::render) fn status(status: Status, lang: Lang) -> &'static str {
    match (status, lang) {
        (Status::Operating, Lang::En) => "operating",
        (Status::Operating, Lang::De) => "in Betrieb",
        (Status::Sovereign, Lang::En) => "sovereign",
        (Status::Sovereign, Lang::De) => "souverän",
        (Status::Government, Lang::En) => "government",
        (Status::Government, Lang::De) => "Behörden",
        (Status::Planned, Lang::En) => "planned",
        (Status::Planned, Lang::De) => "geplant",
    }
}

/// `requires` or `forbids`, in words.
pub(in crate::render) fn side(side: &str, lang: Lang) -> &'static str {
    match (side, lang) {
        ("requires", Lang::En) => "requires",
        ("requires", Lang::De) => "verlangt",
        (_, Lang::En) => "forbids",
        (_, Lang::De) => "verbietet",
    }
}

/// The letters of a range: one, or two where it is not known who runs the site; a plus where possible conflicts would
/// make it worse.
pub(in crate::render) fn letters(range: &RangeReport) -> String {
    let mut letters = String::new();
    if range.best != range.worst {
        letters.push(range.best.letter());
    }
    letters.push(range.worst.letter());
    if range.worst_case != range.worst {
        letters.push('+');
    }
    letters
}

/// Who runs some sites, and on what.
pub(in crate::render) fn run_by(row: &SitesReport<'_>, words: &Words) -> String {
    let mut line = row.operators.join(&format!(" {} ", words.or));
    if let Some(infrastructure) = &row.infrastructure {
        line.push_str(&format!(", {} {infrastructure}", words.on));
    }
    if let Some(technology) = &row.technology {
        line.push_str(&format!(", {} {technology}", words.by_technology));
    }
    line
}

/// What was assumed about customers and planned sites.
pub(in crate::render) fn assumed(report: &FootprintReport<'_>, words: &Words) -> String {
    let customers = match report.customer {
        Some(place) => format!("{} {place}", words.customers),
        None => words.customers_here.to_owned(),
    };
    if report.planned { format!("{customers}; {}", words.planned_too) } else { customers }
}

/// Where a change leads from here.
pub(in crate::render) fn difference(effect: &EffectReport, report: &FootprintReport<'_>) -> String {
    let now = report.totals.conflicts;
    if effect.conflicts > now {
        format!("+{}", effect.conflicts - now)
    } else {
        format!("−{}", now - effect.conflicts)
    }
}
