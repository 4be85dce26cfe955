//! Sites as a table: CSV as people keep it, also as spreadsheets with German settings write it.
//!
//! One row a site. Columns: `id` and `place` must be there; `name`, `city`, `latitude`, `longitude`, `operator`,
//! `infrastructure`, `technology`, `status`, `since` and `note` are as in JSON. Several possible operators stand with
//! `|` between; an empty cell says that nobody knows. A company that is not built in is made from the row: `seat` says
//! where it has its seat, `kind` what it is, `controlled_by` who controls it, `presence` where it is established beside
//! its seat and its sites, with `|` between; what several rows say of that adds up.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};

use super::OwnFile;
use crate::corpus::request::cannot_be;
use crate::corpus::wire::Text;
use crate::corpus::wire_footprint::{Entity, Footprint, Site};
use crate::diagnostic::{Code, Diagnostic, Said, known_are, suggestion};
use crate::law::Status;
use crate::said;
use crate::text::{FileId, Span};

const COLUMNS: [&str; 16] = [
    "id",
    "place",
    "name",
    "city",
    "latitude",
    "longitude",
    "operator",
    "seat",
    "kind",
    "controlled_by",
    "presence",
    "infrastructure",
    "technology",
    "status",
    "since",
    "note",
];

const STATUSES: [(&str, Status); 4] = [
    ("operating", Status::Operating),
    ("sovereign", Status::Sovereign),
    ("government", Status::Government),
    ("planned", Status::Planned),
];

/// The footprint of a table, with the line of each site; its id is the name of the file. Nothing, with the faults on
/// record, if the table cannot be understood at all.
pub(super) fn read(file: FileId, own: OwnFile<'_>, faults: &mut Vec<Diagnostic>) -> Option<(Footprint, Vec<Span>)> {
    let start = own.text.len() - own.text.trim_start_matches('\u{feff}').len();
    let text = own.text.get(start..).unwrap_or_default();
    let head = text.lines().next().unwrap_or_default();
    let separator = if head.matches(';').count() > head.matches(',').count() { b';' } else { b',' };
    let mut reader = ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
    let headings = headings(file, start..start + head.len(), &mut reader, faults)?;
    let mut table = Draft {
        file,
        headings,
        faults,
        sites: Vec::new(),
        lines: Vec::new(),
        companies: BTreeMap::new(),
        presences: Vec::new(),
    };
    let mut record = StringRecord::new();
    loop {
        let from = start + usize::try_from(reader.position().byte()).unwrap_or_default();
        let more = reader.read_record(&mut record);
        let to = start + usize::try_from(reader.position().byte()).unwrap_or_default();
        match more {
            Ok(true) => table.row(&record, line(own.text, from, to)),
            Ok(false) => break,
            Err(error) => {
                let span = Span { file, range: line(own.text, from, to) };
                table.faults.push(Diagnostic::new(Code::NotTable, no_table(&error)).at(Some(span)));
            }
        }
    }
    table.finish(own)
}

/// The bytes of a row without the ends of lines around it.
fn line(text: &str, from: usize, to: usize) -> std::ops::Range<usize> {
    let row = text.get(from..to.max(from)).unwrap_or_default();
    let begin = from + (row.len() - row.trim_start_matches(['\r', '\n']).len());
    begin..(begin + row.trim_matches(['\r', '\n']).len()).min(text.len())
}

/// The place of each column; nothing if a column that must be there is missing.
fn headings(
    file: FileId,
    head: std::ops::Range<usize>,
    reader: &mut csv::Reader<&[u8]>,
    faults: &mut Vec<Diagnostic>,
) -> Option<BTreeMap<&'static str, usize>> {
    let mut report = |code, message: Said, help| {
        faults.push(Diagnostic { code, message, help, span: Some(Span { file, range: head.clone() }) });
    };
    let written = match reader.headers() {
        Ok(written) => written.clone(),
        Err(error) => {
            report(Code::NotTable, no_table(&error), None);
            return None;
        }
    };
    let mut places = BTreeMap::new();
    for (at, name) in written.iter().enumerate() {
        let name = name.trim().to_lowercase();
        match COLUMNS.iter().find(|known| **known == name) {
            Some(known) if places.contains_key(known) => {
                let message = said!("the column `{name}` is given twice", "die Spalte `{name}` gibt es zweimal");
                report(Code::DoubledKey, message, None);
            }
            Some(known) => drop(places.insert(*known, at)),
            None => {
                let message = said!("unknown column `{name}`", "unbekannte Spalte `{name}`");
                report(Code::UnknownKey, message, known_columns(&name));
            }
        }
    }
    let missing: Vec<&str> = ["id", "place"].into_iter().filter(|name| !places.contains_key(name)).collect();
    for name in &missing {
        report(Code::MissingKey, said!("the column `{name}` is missing", "die Spalte `{name}` fehlt"), None);
    }
    missing.is_empty().then_some(places)
}

fn known_columns(name: &str) -> Option<Said> {
    suggestion(name, COLUMNS).or_else(|| Some(known_are(COLUMNS)))
}

/// What keeps a text from being a table.
fn no_table(error: &csv::Error) -> Said {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => said!(
            "the row has {len} fields, but the headings are {expected_len}",
            "die Zeile hat {len} Felder, es gibt aber {expected_len} Spaltenköpfe"
        ),
        _ => said!("{error}", "das ist keine Tabelle: {error}"),
    }
}

struct Draft<'a> {
    file: FileId,
    headings: BTreeMap<&'static str, usize>,
    faults: &'a mut Vec<Diagnostic>,
    sites: Vec<Site>,
    lines: Vec<Span>,
    /// Companies of the table, in the order of their ids.
    companies: BTreeMap<String, Entity>,
    /// Where companies say that they are established, and in which line.
    presences: Vec<(String, Vec<String>, Span)>,
}

impl Draft<'_> {
    fn row(&mut self, record: &StringRecord, range: std::ops::Range<usize>) {
        let span = Span { file: self.file, range };
        let cell = |name: &str| {
            let at = self.headings.get(name)?;
            record.get(*at).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let Some(id) = cell("id") else {
            let message = said!("a site needs an `id`", "ein Standort braucht eine `id`");
            let fault = Diagnostic::new(Code::MissingKey, message);
            self.faults.push(fault.at(Some(span)));
            return;
        };
        let mut wrong: Vec<Diagnostic> = Vec::new();
        let mut number = |name: &str| {
            let text = cell(name)?;
            let parsed = text.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
            if parsed.is_none() {
                wrong.push(Diagnostic::new(
                    Code::WrongType,
                    said!("`{name}` cannot be `{text}`: a number", "`{name}` kann nicht `{text}` sein: eine Zahl"),
                ));
            }
            parsed
        };
        let (latitude, longitude, since) = (number("latitude"), number("longitude"), number("since"));
        let status = cell("status").and_then(|text| {
            let found = STATUSES.iter().find(|(name, _)| *name == text.to_lowercase()).map(|(_, status)| *status);
            if found.is_none() {
                let help = suggestion(&text, STATUSES.map(|(name, _)| name));
                let fault = Diagnostic::new(Code::UnknownValue, cannot_be("status", &text));
                wrong.push(Diagnostic { help, ..fault });
            }
            found
        });
        let mut operators: Vec<String> =
            cell("operator").iter().flat_map(|text| text.split('|')).map(|name| name.trim().to_owned()).collect();
        if let (Some(seat), Some(name)) = (cell("seat"), operators.first()) {
            let entity = Entity {
                id: name.clone(),
                name: name.clone(),
                seat,
                presence: Vec::new(),
                kind: cell("kind"),
                controlled_by: cell("controlled_by"),
                sources: Vec::new(),
            };
            let known = self.companies.entry(name.clone()).or_insert_with(|| entity.clone());
            if *known != entity {
                let message = format!("the company `{name}` has another seat, kind or owner in an earlier row");
                wrong.push(Diagnostic::new(Code::DoubledId, message));
            }
        }
        if let Some(presence) = cell("presence") {
            let places =
                presence.split('|').map(str::trim).filter(|place| !place.is_empty()).map(str::to_owned).collect();
            match operators.first() {
                Some(name) => self.presences.push((name.clone(), places, span.clone())),
                None => wrong.push(Diagnostic::new(Code::MissingKey, "`presence` needs the `operator` that has it")),
            }
        }
        let site = Site {
            place: cell("place").unwrap_or_default(),
            name: cell("name"),
            city: cell("city"),
            latitude,
            longitude,
            infrastructure: cell("infrastructure"),
            technology: cell("technology"),
            status,
            #[expect(clippy::cast_possible_truncation, reason = "a year that does not fit is reported as implausible")]
            since: since.map(|year| year as i16),
            note: cell("note").map(|note| Text { en: note, de: None }),
            operator: (operators.len() == 1).then(|| operators.remove(0)),
            operators,
            id,
            sources: Vec::new(),
        };
        self.faults.extend(wrong.into_iter().map(|fault| fault.at(Some(span.clone()))));
        self.sites.push(site);
        self.lines.push(span);
    }

    /// Gives the companies of the table their establishments.
    fn establish(&mut self) {
        for (name, places, span) in std::mem::take(&mut self.presences) {
            let Some(company) = self.companies.get_mut(&name) else {
                let message = format!("`presence` is given for `{name}`, of which no row gives the `seat`");
                let help =
                    "a company is described where its `seat` is; what is built in says itself where it is established";
                self.faults.push(Diagnostic::new(Code::MissingKey, message).help(help).at(Some(span)));
                continue;
            };
            let new: Vec<String> = places.into_iter().filter(|place| !company.presence.contains(place)).collect();
            company.presence.extend(new);
        }
    }

    fn finish(mut self, own: OwnFile<'_>) -> Option<(Footprint, Vec<Span>)> {
        self.establish();
        let named = self.sites.iter().flat_map(|site| site.operator.iter().chain(&site.operators));
        let Some(provider) = named.into_iter().next().cloned() else {
            let message =
                said!("no site of the table has an `operator`", "kein Standort der Tabelle hat einen `operator`");
            let fault = Diagnostic::new(Code::MissingKey, message);
            let whole = Span { file: self.file, range: 0..0 };
            let help =
                said!("the first operator stands for the provider", "der erste Betreiber steht für den Anbieter");
            self.faults.push(fault.help(help).at(Some(whole)));
            return None;
        };
        let stem = own.name.rsplit(['/', '\\']).next().unwrap_or(own.name);
        let id = stem.get(..stem.len().saturating_sub(".csv".len())).unwrap_or(stem).to_owned();
        let footprint = Footprint {
            _schema: None,
            name: Text { en: id.clone(), de: None },
            id,
            provider,
            entities: self.companies.into_values().collect(),
            sites: self.sites,
            _licence: None,
            note: None,
        };
        Some((footprint, self.lines))
    }
}
