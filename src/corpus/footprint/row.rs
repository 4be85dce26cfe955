//! One row of a table of sites: what it says of a site, and of the company that runs it.

use std::collections::BTreeMap;

use csv::StringRecord;

use crate::corpus::request::cannot_be;
use crate::corpus::wire::Text;
use crate::corpus::wire_footprint::{Entity, Site};
use crate::diagnostic::{Code, Diagnostic, suggestion};
use crate::law::Status;
use crate::said;
use crate::text::Span;

const STATUSES: [(&str, Status); 4] = [
    ("operating", Status::Operating),
    ("sovereign", Status::Sovereign),
    ("government", Status::Government),
    ("planned", Status::Planned),
];

/// What a row says of a company that is described elsewhere, if not by this row itself.
pub(super) struct Described {
    pub(super) company: String,
    pub(super) kind: Option<String>,
    pub(super) controlled_by: Option<String>,
    pub(super) presence: Vec<String>,
    pub(super) line: Span,
}

/// The cells of a row by their headings, and what is wrong with them.
pub(super) struct Row<'a> {
    pub(super) headings: &'a BTreeMap<&'static str, usize>,
    pub(super) record: &'a StringRecord,
    pub(super) line: Span,
    pub(super) faults: &'a mut Vec<Diagnostic>,
}

impl Row<'_> {
    pub(super) fn cell(&self, name: &str) -> Option<String> {
        let at = self.headings.get(name)?;
        self.record.get(*at).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// The parts of a cell with `|` between.
    fn parts(&self, name: &str) -> Vec<String> {
        let cell = self.cell(name).unwrap_or_default();
        cell.split('|').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// A cell that must be what `parse` makes of it.
    fn parsed<T>(&mut self, name: &str, what: [&str; 2], parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.cell(name)?;
        let parsed = parse(&text);
        if parsed.is_none() {
            let [en, de] = what;
            let message = said!("`{name}` cannot be `{text}`: {en}", "`{name}` kann nicht `{text}` sein: {de}");
            self.fault(Diagnostic::new(Code::WrongType, message));
        }
        parsed
    }

    fn number(&mut self, name: &str) -> Option<f64> {
        self.parsed(name, ["a number", "eine Zahl"], |text| {
            text.replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite())
        })
    }

    fn status(&mut self) -> Option<Status> {
        let text = self.cell("status")?;
        let found = STATUSES.iter().find(|(name, _)| *name == text.to_lowercase()).map(|(_, status)| *status);
        if found.is_none() {
            let help = suggestion(&text, STATUSES.map(|(name, _)| name));
            self.fault(Diagnostic { help, ..Diagnostic::new(Code::UnknownValue, cannot_be("status", &text)) });
        }
        found
    }

    pub(super) fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault.at(Some(self.line.clone())));
    }

    pub(super) fn site(&mut self, id: String) -> Site {
        let mut operators = self.operators();
        Site {
            place: self.cell("place").unwrap_or_default(),
            name: self.cell("name"),
            city: self.cell("city"),
            latitude: self.number("latitude"),
            longitude: self.number("longitude"),
            infrastructure: self.cell("infrastructure"),
            technology: self.cell("technology"),
            status: self.status(),
            since: self.parsed("since", ["a year", "ein Jahr"], |text| text.parse().ok()),
            note: self.cell("note").map(|note| Text { en: note, de: None }),
            operator: (operators.len() == 1).then(|| operators.remove(0)),
            operators,
            id,
            sources: Vec::new(),
        }
    }

    /// The companies of which one runs the site.
    fn operators(&self) -> Vec<String> {
        let cell = self.cell("operator");
        cell.iter().flat_map(|text| text.split('|')).map(|name| name.trim().to_owned()).collect()
    }

    /// What the row says of its first operator: the company itself, if the seat is given, and all that is said beside.
    pub(super) fn company(&mut self) -> (Option<Entity>, Option<Described>) {
        let (kind, controlled_by, presence) = (self.cell("kind"), self.cell("controlled_by"), self.parts("presence"));
        let Some(id) = self.operators().into_iter().next() else {
            for name in ["seat", "kind", "controlled_by", "presence"] {
                if self.cell(name).is_some() {
                    let message = said!(
                        "`{name}` needs the `operator` of which it is said",
                        "zu `{name}` gehört der `operator`, von dem es gesagt wird"
                    );
                    self.fault(Diagnostic::new(Code::MissingKey, message));
                }
            }
            return (None, None);
        };
        let (company, line) = (id.clone(), self.line.clone());
        match self.cell("seat") {
            None => (None, Some(Described { company, kind, controlled_by, presence, line })),
            Some(seat) => {
                let (name, sources) = (id.clone(), Vec::new());
                let entity = Entity { id, name, seat, presence: Vec::new(), kind, controlled_by, sources };
                (Some(entity), Some(Described { company, kind: None, controlled_by: None, presence, line }))
            }
        }
    }
}
