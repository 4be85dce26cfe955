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
use super::row::{Described, Row};
use crate::corpus::wire::Text;
use crate::corpus::wire_footprint::{Entity, Footprint, Site};
use crate::diagnostic::{Code, Diagnostic, Said, known_are, suggestion};
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
        described: Vec::new(),
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
    /// What rows say of companies beside that.
    described: Vec<Described>,
}

impl Draft<'_> {
    fn row(&mut self, record: &StringRecord, range: std::ops::Range<usize>) {
        let line = Span { file: self.file, range };
        let mut row = Row { headings: &self.headings, record, line: line.clone(), faults: &mut *self.faults };
        let Some(id) = row.cell("id") else {
            row.fault(Diagnostic::new(
                Code::MissingKey,
                said!("a site needs an `id`", "ein Standort braucht eine `id`"),
            ));
            return;
        };
        let (company, described) = row.company();
        if let Some(company) = company {
            let known = self.companies.entry(company.id.clone()).or_insert_with(|| company.clone());
            if *known != company {
                let message = said!(
                    "the company `{id}` has another seat, kind or owner in an earlier row",
                    "die Gesellschaft `{id}` hat in einer früheren Zeile einen anderen Sitz, eine andere Art oder einen anderen Eigentümer",
                    id = company.id
                );
                row.fault(Diagnostic::new(Code::DoubledId, message));
            }
        }
        self.described.extend(described);
        self.sites.push(row.site(id));
        self.lines.push(line);
    }

    /// Gives the companies of the table what is said of them beside their seats.
    fn describe(&mut self) {
        for Described { company: name, kind, controlled_by, presence, line } in std::mem::take(&mut self.described) {
            let said = [
                ("kind", kind.is_some()),
                ("controlled_by", controlled_by.is_some()),
                ("presence", !presence.is_empty()),
            ];
            let Some(company) = self.companies.get_mut(&name) else {
                for (column, _) in said.into_iter().filter(|(_, is_said)| *is_said) {
                    let message = said!(
                        "`{column}` is given for `{name}`, of which no row gives the `seat`",
                        "`{column}` steht bei `{name}`, wovon keine Zeile den `seat` nennt"
                    );
                    let help = said!(
                        "a company is described where its `seat` is; what is built in says all this itself",
                        "eine Gesellschaft wird beschrieben, wo ihr `seat` steht; eingebaute sagen all das selbst"
                    );
                    self.faults.push(Diagnostic::new(Code::MissingKey, message).help(help).at(Some(line.clone())));
                }
                continue;
            };
            if kind.is_some_and(|kind| company.kind.as_ref() != Some(&kind))
                || controlled_by.is_some_and(|owner| company.controlled_by.as_ref() != Some(&owner))
            {
                let message = said!(
                    "the company `{name}` has another kind or owner where its `seat` is",
                    "die Gesellschaft `{name}` hat dort, wo ihr `seat` steht, eine andere Art oder einen anderen Eigentümer"
                );
                self.faults.push(Diagnostic::new(Code::DoubledId, message).at(Some(line)));
            }
            let new: Vec<String> = presence.into_iter().filter(|place| !company.presence.contains(place)).collect();
            company.presence.extend(new);
        }
    }

    fn finish(mut self, own: OwnFile<'_>) -> Option<(Footprint, Vec<Span>)> {
        self.describe();
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
